"""Which characters of a page nobody sees: the page is painted with its text and without, and the two are compared.

Where the pixels under a character are the same in both, the character shows nothing: it lies under a box or a picture,
has the colour of its ground, is written invisibly or on a layer that is off. A highlight, a hatching or a white word
on a dark box differ, and are left alone. Only pages that hold something that could hide text are painted at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.pdf.lines import slanted
from tenmatsu.evidence.pdf.page import INVISIBLE_MODES, Box, Char, PageView, Painted

SCALE, LARGEST = 2.0, 3000
CONTRAST = 24
"""Of 255: a difference that an eye would not find on paper."""
TINY = 1.2
LEAST = 2.0
EDGE = 0.7
SCAN = 0.5
MOSTLY = 0.5
"""Points: height of type that none can read, width of a cover, its soft edge; share of a page that a scan fills, and
of a character's ink that its cover must take."""

_COVERS = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
_BLOCKS = frozenset("█▇■▉▊▬◼⬛")


def mark_hidden(page: Any, view: PageView, layers: bool, notes: list[Box]) -> None:
    """Set `hidden` of each character that cannot be seen: off-page, tiny, box, image, annotation, invisible, colour,
    layer. `layers`: the document has layers; `notes`: boxes of annotations that may cover text."""
    for char in view.chars:
        char.hidden = _by_place(char, view)
    _under_blocks(view)
    open_ones = [char for char in view.chars if not char.hidden and not char.blank]
    if open_ones:
        doubts = _covering(open_ones, view, notes)
        if layers or any(one.doubtful for one in doubts):
            _compare(page, view, doubts, notes, layers)
    before = ""
    for char in view.chars:  # a blank goes with what stands before it
        if char.blank and not char.hidden:
            char.hidden = before
        before = char.hidden


def _by_place(char: Char, view: PageView) -> str:
    x, y = char.middle
    if not (-EDGE <= x <= view.width + EDGE and -EDGE <= y <= view.height + EDGE):
        return "off-page"
    return "tiny" if char.cell[3] - char.cell[1] < TINY and char.cell[2] - char.cell[0] < TINY else ""


def _under_blocks(view: PageView) -> None:
    """Text under characters that are full blocks, printed after it."""
    blocks = [char for char in view.chars if char.text in _BLOCKS and char.by]
    for block in blocks:
        for char in view.chars:
            if char.by and block.by and char.by.order < block.by.order and _holds(block.ink, char):
                char.hidden = char.hidden or "box"


def _holds(box: Box, char: Char) -> bool:
    x, y = char.heart
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


@dataclass(slots=True)
class _Doubt:
    """A character that may be unseen: the last thing painted over it after it, and the box in which it would be."""

    char: Char
    over: Painted | None = None
    within: Box | None = None
    doubtful: bool = False


def _covering(chars: list[Char], view: PageView, notes: list[Box]) -> list[_Doubt]:
    """Which characters may be unseen: covered at their hearts, under an annotation, light, invisible, faint, clipped
    away, on a picture or on a ground of about their own colour."""
    hearts = np.array([char.heart for char in chars])
    orders = np.array([char.by.order if char.by else 1 << 30 for char in chars])
    fills = np.array([char.by.fill if char.by else (0, 0, 0, 255) for char in chars], np.int16)
    modes = np.array([char.by is not None and char.by.mode in INVISIBLE_MODES for char in chars])
    light = modes | (fills[:, 3] < 64) | (fills[:, :3].min(axis=1) > 150)
    doubts = [_Doubt(char, None, None, bool(one) or _cut_away(char)) for char, one in zip(chars, light, strict=True)]
    for thing in view.painted:
        if thing.kind not in _COVERS or thing.fill[3] < 16 or not _broad(thing.box):
            continue
        inside = _inside(hearts, thing.box)
        later = inside & (orders < thing.order)
        alike = np.abs(fills[:, :3] - np.array(thing.fill[:3], np.int16)).max(axis=1) < 2 * CONTRAST
        for at in np.flatnonzero(later | (inside & (alike | (thing.kind != raw.FPDF_PAGEOBJ_PATH)))):
            doubts[at].doubtful = True
            if later[at]:
                doubts[at].over = thing
            if later[at] or not doubts[at].over:
                doubts[at].within = thing.box
    for box in notes:
        for at in np.flatnonzero(_inside(hearts, box)):
            doubts[at].doubtful = True
            if not doubts[at].over:
                doubts[at].within = box
    return doubts


def _cut_away(char: Char) -> bool:
    clip = char.by.clip if char.by else None
    return clip is not None and not _holds(clip, char)


def _inside(middles: Any, box: Box) -> Any:
    across, down = middles[:, 0], middles[:, 1]
    return (across >= box[0]) & (across <= box[2]) & (down >= box[1]) & (down <= box[3])


def _broad(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) >= LEAST


def _compare(page: Any, view: PageView, doubts: list[_Doubt], notes: list[Box], layers: bool) -> None:
    """Only what has a reason to be unseen is called hidden: a font that is missing here hides nothing elsewhere."""
    scale = min(SCALE, LARGEST / max(view.width, view.height, 1))
    shown = _picture(page, scale)
    for thing in view.texts:
        raw.FPDFPageObj_SetIsActive(thing, False)
    try:
        bare = _picture(page, scale)
    finally:
        for thing in view.texts:
            raw.FPDFPageObj_SetIsActive(thing, True)
    apart = np.maximum(shown, bare) - np.minimum(shown, bare)
    difference = np.maximum(np.maximum(apart[:, :, 0], apart[:, :, 1]), apart[:, :, 2])
    unseen = []
    for one in doubts:
        box = _common(one.char.ink, one.within) if one.within else one.char.ink
        box = _core(box) if slanted(one.char) else box
        if (layers or one.doubtful) and _most(difference, box, scale) < CONTRAST:
            unseen.append((one.char, one.over))
    scan = _scan(view, len(unseen), len(doubts))
    for char, cover in unseen:
        if scan is not None and _holds(scan.box, char):
            char.hidden = "box" if _dark(shown, char.ink, scale) else ""
        else:
            char.hidden = _reason(char, cover, notes, layers)


def _picture(page: Any, scale: float) -> Any:
    return page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_numpy()[:, :, :3].copy()


def _common(ink: Box, cover: Box) -> Box:
    """The part of the character that the cover is meant to hide, without its soft edge; all of the character where the
    cover takes too little of it."""
    left, top = max(ink[0], cover[0] + EDGE), max(ink[1], cover[1] + EDGE)
    right, bottom = min(ink[2], cover[2] - EDGE), min(ink[3], cover[3] - EDGE)
    enough = (right - left) * (bottom - top) >= MOSTLY * (ink[2] - ink[0]) * (ink[3] - ink[1])
    return (left, top, right, bottom) if right > left and bottom > top and enough else ink


def _core(box: Box) -> Box:
    """The inner half of a slanted character's box: its corners lie outside of a cover that is slanted like it."""
    across, down = (box[2] - box[0]) / 4, (box[3] - box[1]) / 4
    return box[0] + across, box[1] + down, box[2] - across, box[3] - down


def _area(picture: Any, box: Box, scale: float) -> Any:
    left, top = max(0, int(box[0] * scale)), max(0, int(box[1] * scale))
    right, bottom = max(left + 1, round(box[2] * scale)), max(top + 1, round(box[3] * scale))
    return picture[top:bottom, left:right]


def _most(difference: Any, box: Box, scale: float) -> int:
    area = _area(difference, box, scale)
    return int(area.max()) if area.size else 0


def _dark(shown: Any, box: Box, scale: float) -> bool:
    """Whether a scan shows one dark colour here: its text was blackened before it was scanned, or in the picture."""
    area = _area(shown, box, scale)
    return bool(area.size) and int(area.max()) < 110 and int(area.max()) - int(area.min()) < 2 * CONTRAST


def _scan(view: PageView, unseen: int, chars: int) -> Painted | None:
    """The picture of a scanned page whose text, nearly all of it unseen, is what OCR read in the picture."""
    if unseen < 0.8 * chars:
        return None
    whole = view.width * view.height
    for thing in view.painted:
        wide, tall = thing.box[2] - thing.box[0], thing.box[3] - thing.box[1]
        if thing.kind == raw.FPDF_PAGEOBJ_IMAGE and wide * tall >= SCAN * whole:
            return thing
    return None


def _reason(char: Char, cover: Painted | None, notes: list[Box], layers: bool) -> str:
    if char.by and (char.by.mode in INVISIBLE_MODES or char.by.fill[3] < 16):
        return "invisible"
    if _cut_away(char):
        return "clipped"
    if cover is not None:
        return "image" if cover.kind == raw.FPDF_PAGEOBJ_IMAGE else "box"
    if any(_holds(box, char) for box in notes):
        return "annotation"
    return "layer" if layers and char.by and max(char.by.fill[:3]) < 128 else "colour"
