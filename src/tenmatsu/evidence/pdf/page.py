"""The characters and the painted things of one page, both in points from the top left as the page is shown."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # the package ships no types

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
DEEPEST = 6
STRAY = 5
"""Characters, and hundredths of a page's, that may be of fonts which do not tell what they are."""
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(map(ord, "⺟⺠⻁⻄⻆⻑⻘⻝⻟⻤⻨⻩⻫⻭⻯⻲⻳⺝"), "母民虎西角長青食飠鬼麦黄斉歯竜亀龟月", strict=True)
)
"""Radicals that many programs write for the ideograph of the same glyph (EquivalentUnifiedIdeograph of Unicode)."""
INVISIBLE_MODES = (3, 7)  # ISO 32000-1, table 106: neither fill nor stroke; clip alone


@dataclass(frozen=True, slots=True)
class Painted:
    """One object of the page: `order` of painting, its box, its fill (0-255) and how opaque that is. Of text, too: the
    box it is clipped to and its slant in degrees, clockwise from the nearest right angle."""

    order: int
    kind: int
    box: Box
    fill: tuple[int, int, int, int]
    mode: int = 0
    clip: Box | None = None
    slant: float = 0.0


@dataclass(slots=True)
class Char:
    """One character: `ink` is its tight box, `cell` the box of its font's height and its advance."""

    text: str
    ink: Box
    cell: Box
    by: Painted | None
    hidden: str = ""
    unmapped: bool = False
    """Its font does not tell which character it is: `text` is a number of a glyph."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its ink."""
        return (self.ink[0] + self.ink[2]) / 2, (self.ink[1] + self.ink[3]) / 2

    @property
    def heart(self) -> tuple[float, float]:
        """The centre of its cell: of a small sign (_ 。 .) it says better on which line that stands."""
        x, y = (self.cell[0] + self.cell[2]) / 2, (self.cell[1] + self.cell[3]) / 2
        wide, tall = self.cell[2] - self.cell[0], self.cell[3] - self.cell[1]
        ink = self.middle
        return (x, y) if abs(ink[0] - x) <= wide / 2 and abs(ink[1] - y) <= tall / 2 else ink

    @property
    def blank(self) -> bool:
        """Whether it is a space of any width."""
        return not self.text.strip()


@dataclass(slots=True)
class PageView:
    """What one page is made of."""

    width: float
    height: float
    chars: list[Char]
    painted: list[Painted]
    texts: list[Any] = field(default_factory=list)
    paths: list[tuple[Any, Matrix, Painted]] = field(default_factory=list)


def view_of(page: Any) -> PageView:
    """Read a page of pypdfium2."""
    width, height = page.get_size()
    matrix = _to_device(page, width, height)
    painted: dict[int, Painted] = {}
    texts: list[Any] = []
    paths: list[tuple[Any, Matrix, Painted]] = []
    for order, (thing, kind, within) in enumerate(_objects(page, _Within(matrix))):
        inner = within.matrix
        painted[_address(thing)] = one = _painted(thing, kind, order, within)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(thing)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths.append((thing, inner, one))
    chars = list(_chars(page, matrix, painted))
    _squared(chars)
    return PageView(width, height, chars, list(painted.values()), texts, paths)


def take_unmapped(view: PageView) -> int:
    """Take the text away whose fonts do not tell its characters, when it is more than a stray sign; how many it was."""
    lost = [char for char in view.chars if char.unmapped]
    if len(lost) < STRAY or len(lost) < STRAY * len(view.chars) // 100:
        return 0
    fonts = {char.by.order for char in lost if char.by}
    gone = {id(char) for char in view.chars if char.unmapped or (char.by and char.by.order in fonts)}
    view.chars = [char for char in view.chars if id(char) not in gone]
    return len(gone)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _to_device(page: Any, width: float, height: float) -> Matrix:
    """From the page's own coordinates to points from the top left, its rotation and crop box included."""
    fine = 64
    across, down = ctypes.c_int(), ctypes.c_int()
    points = []
    for x, y in ((0, 0), (1000, 0), (0, 1000)):
        raw.FPDF_PageToDevice(page, 0, 0, round(width * fine), round(height * fine), 0, x, y, across, down)
        points.append((across.value / fine, down.value / fine))
    (e, f), (ax, ay), (bx, by) = points
    turned = ((ax - e) / 1000, (ay - f) / 1000, (bx - e) / 1000, (by - f) / 1000)
    a, b, c, d = (round(value, 3) for value in turned)
    return a, b, c, d, e, f


def _squared(chars: list[Char]) -> None:
    """Where a font gives no advance the cell is the ink alone: an ideograph gets the square of its neighbours."""
    sizes = [char.cell[2] - char.cell[0] if wide(char.text) and char.cell != char.ink else 0.0 for char in chars]
    for at, char in enumerate(chars):
        if char.cell == char.ink and wide(char.text):
            own = max(char.ink[2] - char.ink[0], char.ink[3] - char.ink[1])
            near = next(
                (size for step in range(1, 9) for size in _beside(sizes, at, step) if own <= size < 4 * own), own
            )
            x, y = char.middle
            char.cell = (x - near / 2, y - near / 2, x + near / 2, y + near / 2)


def _beside(sizes: list[float], at: int, step: int) -> list[float]:
    return [sizes[other] for other in (at - step, at + step) if 0 <= other < len(sizes) and sizes[other]]


def wide(text: str) -> bool:
    """Whether a character is set on a full square: kana, ideographs, full-width signs."""
    return text >= "\u2e80" and not "\uff61" <= text <= "\uffdc"


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    if b == c == 0 and a > 0 > d:  # nearly every page
        return a * box[0] + e, d * box[3] + f, a * box[2] + e, d * box[1] + f
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class _Within:
    """What the forms around an object lay on it: where it stands, how opaque it is, what it is clipped to."""

    matrix: Matrix
    opaque: float = 1.0
    clip: Box | None = None


def _objects(page: Any, within: _Within) -> Iterator[tuple[Any, int, _Within]]:
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, at), within, 0)


def _inside(thing: Any, within: _Within, depth: int) -> Iterator[tuple[Any, int, _Within]]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield thing, kind, within
        return
    if depth >= DEEPEST:
        return
    own = raw.FS_MATRIX()
    inner = within.matrix
    if raw.FPDFPageObj_GetMatrix(thing, own):
        inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), inner)
    forms = _Within(inner, within.opaque * _fill(thing)[3] / 255, _clipped(thing, within))
    for at in range(raw.FPDFFormObj_CountObjects(thing)):
        yield from _inside(raw.FPDFFormObj_GetObject(thing, at), forms, depth + 1)


def _fill(thing: Any) -> tuple[int, int, int, int]:
    colour = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(thing, *colour)
    red, green, blue, alpha = (int(one.value) for one in colour) if known else (0, 0, 0, 255)
    return red, green, blue, alpha


def _clipped(thing: Any, within: _Within) -> Box | None:
    """The box that every clip path leaves of an object; None where nothing is clipped."""
    box = within.clip
    path = raw.FPDFPageObj_GetClipPath(thing)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(max(raw.FPDFClipPath_CountPaths(path), 0) if path else 0):
        points = []
        for step in range(raw.FPDFClipPath_CountPathSegments(path, at)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, at, step), x, y)
            points.append((x.value, y.value))
        if points:
            across, down = [one for one, _ in points], [one for _, one in points]
            own = _moved((min(across), min(down), max(across), max(down)), within.matrix)
            box = own if box is None else _shared(box, own)
    return box


def _shared(one: Box, other: Box) -> Box:
    """What two boxes have in common; a box turned inside out holds no point."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _painted(thing: Any, kind: int, order: int, within: _Within) -> Painted:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    box = _moved((left, bottom, right, top), within.matrix)
    red, green, blue, alpha = _fill(thing)
    alpha = round(alpha * within.opaque)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        slant = _slant(thing, within.matrix)
        return Painted(order, kind, box, (red, green, blue, alpha), mode, _clipped(thing, within), slant)
    if kind == raw.FPDF_PAGEOBJ_PATH and not _filled(thing):
        alpha = 0
    return Painted(order, kind, box, (red, green, blue, alpha))


def _slant(thing: Any, matrix: Matrix) -> float:
    own = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, own) or own.b == own.c == matrix[1] == matrix[2] == 0:
        return 0.0
    a, b = own.a * matrix[0] + own.b * matrix[2], own.a * matrix[1] + own.b * matrix[3]
    angle = math.degrees(math.atan2(b, a)) if a or b else 0.0
    return (angle + 45) % 90 - 45


def _filled(thing: Any) -> bool:
    """A broad stroke paints over text as a filling does."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    if fill.value or not stroke.value:
        return bool(fill.value)
    raw.FPDFPageObj_GetStrokeWidth(thing, width)
    return width.value >= 4


def _chars(page: Any, matrix: Matrix, painted: dict[int, Painted]) -> Iterator[Char]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = raw.FS_RECTF()
    for at in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (0, 2, 0x0A, 0x0D, 0xFFFE, 0xFFFF) or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        ink = _moved((left.value, bottom.value, right.value, top.value), matrix)
        cell = ink
        if raw.FPDFText_GetLooseCharBox(text, at, loose):
            cell = _moved((loose.left, loose.bottom, loose.right, loose.top), matrix)
        by = painted.get(_address(raw.FPDFText_GetTextObject(text, at)))
        yield Char(_character(text, at, code), ink, cell, by, "", raw.FPDFText_HasUnicodeMapError(text, at) == 1)


def _character(text: Any, at: int, code: int) -> str:
    """A character outside the basic plane may come as two halves."""
    if 0xD800 <= code < 0xDC00:
        low = raw.FPDFText_GetUnicode(text, at + 1)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))
    return "" if 0xD800 <= code < 0xE000 else ideograph(code)


def ideograph(code: int) -> str:
    """The character of a code point; a radical that stands for an ideograph is that ideograph. A combining low line
    that is printed by itself is the underscore, which has its glyph in many fonts."""
    return _RADICALS.get(code) or ("_" if code == 0x332 else chr(code))
