"""Presentations (pptx, pptm, potx, ppsx): slides in their order, and what an audience would not see.

Hidden: hidden slides, speaker notes, comments, shapes off the slide, invisible or under a later box, text in the colour
of its ground, layouts' and masters' own text, alternative texts, authors and properties. Tables of records are tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tenmatsu.evidence.charts import charts
from tenmatsu.evidence.css import Colour, alike
from tenmatsu.evidence.forms import as_lines
from tenmatsu.evidence.grids import is_list, parted
from tenmatsu.evidence.grounds import EVERYWHERE, Frame, Ground, filled, frame_of, meets
from tenmatsu.evidence.prose import Place, passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.zipleft import Told, leftovers
from tenmatsu.evidence.zipxml import Package, child, get, tag

_USUAL = (12_192_000, 6_858_000)


def claims(head: Head) -> int:
    """A zip with the parts of a presentation, by its names or its ending."""
    if not head.start.startswith(b"PK"):
        return 0
    if b"ppt/presentation" in head.start + head.end or b"ppt/slides/" in head.start + head.end:
        return 84
    return 60 * (head.suffix in (".pptx", ".pptm", ".potx", ".ppsx", ".ppsm"))


def read(source: Source) -> Iterator[Found]:
    """Each slide's text, tables, notes and comments; members; and what could not be read."""
    package, told = Package(source), Told()
    yield from told.watch(_parts(package))
    if source.part is None:
        yield from leftovers(package, told)


def _parts(package: Package) -> Iterator[Found]:
    main = package.main("ppt/presentation.xml")
    root = package.xml(main)
    slides = _slides(package, main, root)
    if not slides:
        yield Fault("the presentation has no slide that can be read", main)
    tables = [0]
    for number, part in enumerate(slides, 1):
        yield from _slide(package, part, str(number), _size(root), tables)
    for at, part in enumerate(
        package.matching(r"ppt/slide(Layout|Master)s/slide\w+\d+\.xml|ppt/\w*Masters/\w+\.xml"), 1
    ):
        yield from passages(_bare(package.xml(part)), (("layout", str(at)),), None, True)
    yield from _authors(package)
    yield from charts(package)
    yield from package.properties()
    yield from package.embedded()
    yield from package.faults


def _slides(package: Package, main: str, root: Any | None) -> list[str]:
    """The slide parts in the order of the show, then those that it does not list."""
    targets = {one.id: one.target for one in package.relations(main) if one.kind == "slide"}
    listed = []
    for one in root.iter() if root is not None else ():
        if tag(one) == "sldId":
            links = [value for key, value in one.attrib.items() if key.startswith("{") and key.endswith("}id")]
            listed += [targets[link] for link in links if link in targets]
    found = [part for part in dict.fromkeys(listed) if part in package.zip.NameToInfo]
    return found + [part for part in package.matching(r"ppt/slides/[^/]+\.xml") if part not in found]


def _size(root: Any | None) -> tuple[int, int]:
    size = child(root, "sldSz")
    values = (get(size, "cx"), get(size, "cy")) if size is not None else ("", "")
    return (int(values[0]), int(values[1])) if all(value.isdigit() for value in values) else _USUAL


@dataclass
class _Shapes:
    """The text of one slide: `lines` seen, tables among them; `unseen` by reason."""

    size: tuple[int, int]
    ground: Ground
    lines: list[str | list[list[str]]] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    _below: list[Frame] = field(default_factory=list)

    def read(self, tree: Any, reason: str | None = None) -> None:
        """The shapes under a tree or group, in their order."""
        boxes = [(at, frame) for at, shape in enumerate(tree) if (frame := _box(shape)) is not None]
        below = self._below
        for at, shape in enumerate(tree):
            name = tag(shape)
            if name not in (
                "sp",
                "grpSp",
                "graphicFrame",
                "pic",
                "cxnSp",
                "AlternateContent",
                "Choice",
                "spTree",
                "cSld",
            ):
                continue
            why = (
                reason or self._why(shape, name) or _under(frame_of(shape), [box for later, box in boxes if later > at])
            )
            if name in ("grpSp", "AlternateContent", "Choice", "spTree", "cSld"):
                held, self._below = self._below, [*self._below, *([EVERYWHERE] if name == "grpSp" else [])]
                self.read(shape, why)  # a group has coordinates of its own
                self._below = held
            else:
                self._shape(shape, why)
            frame = frame_of(shape)
            if frame and (name == "pic" or filled(shape)):
                self._below = [*self._below, frame]
        self._below = below

    def _back(self, shape: Any) -> Colour | None:
        """The colour behind a shape's text: its own filling, or the slide's ground where nothing lies between."""
        about = child(shape, "spPr")
        if filled(shape):
            return self.ground.ink(child(about, "solidFill"))
        frame = frame_of(shape)
        if frame is None or any(meets(frame, one) for one in (*self._below, *self.ground.painted)):
            return None
        return self.ground.colour

    def _why(self, shape: Any, name: str) -> str | None:
        """Why a shape is not seen, if it is not."""
        about = next((one for one in shape.iter() if tag(one) == "cNvPr"), None)
        if about is not None and name != "spTree":
            for key in ("descr", "title"):
                self._aside("alt", get(about, key))
            if get(about, "hidden") in ("1", "true"):
                return "invisible"
        frame = frame_of(shape)
        return "off-slide" if frame is not None and self._off(frame) else None

    def _off(self, frame: tuple[int, int, int, int]) -> bool:
        x, y, right, bottom = frame
        return x >= self.size[0] or y >= self.size[1] or right <= 0 or bottom <= 0

    def _shape(self, shape: Any, why: str | None) -> None:
        table = next((one for one in shape.iter() if tag(one) == "tbl"), None)
        if table is not None:
            rows = [[_text(cell) for cell in row if tag(cell) == "tc"] for row in table if tag(row) == "tr"]
            if why:
                self._aside(why, "\n".join("\t".join(row) for row in rows))
            else:
                self.lines.append(rows)
            return
        back = self._back(shape)
        for paragraph in (one for one in shape.iter() if tag(one) == "p"):
            self._paragraph(paragraph, why, back)
        for one in shape.iter():
            if (
                tag(one) in ("pt", "t")
                and tag(one.getparent()) in ("pt", "t")
                and tag(one.getparent().getparent()) == "ptLst"
            ):
                self._aside("diagram", "".join(one.itertext()))

    def _paragraph(self, paragraph: Any, why: str | None, back: tuple[int, int, int] | None) -> None:
        seen: list[str] = []
        for run in paragraph:
            text = "\n" if tag(run) == "br" else "".join(one.text or "" for one in run.iter() if tag(one) == "t")
            reason = why or self._run_hidden(child(run, "rPr"), back)
            if reason:
                self._aside(reason, text)
            else:
                seen.append(text)
        if seen:
            self.lines.append("".join(seen))

    def _run_hidden(self, about: Any | None, back: Colour | None) -> str | None:
        """Text in the colour of its ground, or of a size that nobody can read."""
        size = get(about, "sz") if about is not None else ""
        if size.isdigit() and int(size) <= 200:
            return "tiny"
        ink = self.ground.ink(child(about, "solidFill")) if about is not None else None
        return "covered" if alike(ink, back) else None

    def _aside(self, reason: str, text: str) -> None:
        if text.strip():
            self.unseen.setdefault(reason, []).append(text.strip())


def _box(shape: Any) -> tuple[int, int, int, int] | None:
    """The frame of what covers things: a picture, or a filled shape without text."""
    if tag(shape) == "pic":
        return frame_of(shape)
    if tag(shape) != "sp" or not filled(shape) or any(tag(one) == "alpha" for one in shape.iter()):
        return None
    return None if _text(shape).strip() else frame_of(shape)


def _under(frame: tuple[int, int, int, int] | None, boxes: list[tuple[int, int, int, int]]) -> str | None:
    if frame is None:
        return None
    x, y, right, bottom = frame
    over = any(box[0] <= x and box[1] <= y and box[2] >= right and box[3] >= bottom for box in boxes)
    return "under-box" if over else None


def _text(element: Any) -> str:
    """All paragraphs under an element as lines."""
    lines = []
    for paragraph in (one for one in element.iter() if tag(one) == "p"):
        pieces = ("\n" if tag(one) == "br" else one.text or "" for one in paragraph.iter() if tag(one) in ("t", "br"))
        lines.append("".join(pieces))
    return "\n".join(lines)


def _bare(root: Any | None) -> str:
    """A layout's own text: what stands in no placeholder."""
    shapes = (one for one in (root.iter() if root is not None else ()) if tag(one) == "sp")
    own = (shape for shape in shapes if not any(tag(one) == "ph" for one in shape.iter()))
    return "\n".join(filter(None, (_text(shape).strip() for shape in own)))


def _slide(package: Package, part: str, number: str, size: tuple[int, int], tables: list[int]) -> Iterator[Found]:
    root = package.xml(part)
    if root is None:
        yield Fault("the slide cannot be read", part)
        return
    source, place = package.source, (("slide", number),)
    hidden = get(root, "show") in ("0", "false")
    shapes = _Shapes(size, Ground(package, part, root))
    shapes.read(root)
    lines = []
    for line in shapes.lines:
        if isinstance(line, list) and is_list(line, source.words):
            tables[0] += 1
            unseen = frozenset(range(len(line))) if hidden else frozenset()
            yield from parted(source, line, f"table{tables[0]}", unseen)
        else:
            lines.append(line if isinstance(line, str) else as_lines(line, source.words))
    yield from passages("\n".join(lines).strip("\n"), place, None, hidden)
    for reason, pieces in shapes.unseen.items():
        yield from passages("\n".join(pieces), (*place, ("hidden", reason)), None, True)
    yield from _beside(package, part, place)


def _beside(package: Package, part: str, place: Place) -> Iterator[Found]:
    """Speaker notes, comments, diagrams and links of a slide."""
    for at, one in enumerate(package.relations(part), 1):
        if one.external:
            if one.target.lower().startswith(("mailto:", "tel:")):
                address = one.target.partition(":")[2].partition("?")[0]
                yield from passages(address, (*place, ("hidden", "link"), ("n", str(at))), None, True)
        elif one.kind == "notesSlide" and (notes := package.xml(one.target)) is not None:
            shapes = (shape for shape in notes.iter() if tag(shape) == "sp" and not _numbering(shape))
            text = "\n".join(filter(None, (_text(shape).strip() for shape in shapes)))
            yield from passages(text, (*place, ("hidden", "notes")), None, True)
        elif one.kind in ("comments", "comment") and (notes := package.xml(one.target)) is not None:
            text = "\n".join(filter(None, ("".join(cm.itertext()).strip() for cm in notes)))
            yield from passages(text, (*place, ("hidden", "comment"), ("n", str(at))), None, True)
        elif one.kind == "diagramData" and (notes := package.xml(one.target)) is not None:
            yield from passages(_text(notes), (*place, ("diagram", str(at))))


def _numbering(shape: Any) -> bool:
    """The page number, date or picture of the slide on a page of notes."""
    kind = next((get(one, "type") for one in shape.iter() if tag(one) == "ph"), "")
    return kind in ("sldNum", "dt", "sldImg")


def _authors(package: Package) -> Iterator[Found]:
    names = []
    for part in package.matching(r"ppt/(commentAuthors|authors)\d*\.xml"):
        root = package.xml(part)
        names += [get(one, "name") for one in (root.iter() if root is not None else ())]
    for at, name in enumerate(dict.fromkeys(filter(None, names)), 1):
        yield from passages(name, (("author", str(at)),), None, True)


READER = Reader("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", claims, read)
