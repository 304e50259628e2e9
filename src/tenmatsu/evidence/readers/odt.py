"""OpenDocument text and presentations (odt, ott, odp, odg): text, and what is deleted, hidden or noted beside it.

Hidden: tracked deletions, annotations, hidden paragraphs and sections, text whose style is not displayed, slide notes,
hidden slides, alternative texts, author and properties. Tables of records are tables, objects inside are members.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tenmatsu.evidence.css import TINY, WHITE, alike, colour_of, points_of
from tenmatsu.evidence.forms import as_lines
from tenmatsu.evidence.grids import is_list, parted
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.zipxml import Package, child, get, tag

MIME = b"mimetypeapplication/vnd.oasis.opendocument."
_KINDS = (b"text", b"presentation", b"graphics")
_SKIPPED = frozenset({"sequence-decls", "variable-decls", "user-field-decls", "forms", "scripts", "bibliography-mark",
                      "tracked-changes-end", "soft-page-break", "settings", "handout-master"})  # fmt: skip


def claims(head: Head) -> int:
    """By the member `mimetype`, which stands first and is not compressed; or by its ending."""
    if not head.start.startswith(b"PK"):
        return 0
    at = head.start.find(MIME, 0, 200)
    if at >= 0:
        return 85 * head.start[at + len(MIME) :].startswith(_KINDS)
    return 60 * (head.suffix in (".odt", ".ott", ".odp", ".otp", ".odg", ".fodt"))


def read(source: Source) -> Iterator[Found]:
    """Text by page or as a whole, tables, hidden text, members; and what could not be read."""
    package = Package(source)
    root = package.xml("content.xml")
    styles = package.xml("styles.xml")
    unseen = {**_styles(styles), **_styles(root)}
    tables = [0]
    body = child(child(root, "body"), "text") if root is not None else None
    if root is None:
        yield Fault("the document's content is missing or cannot be read", "content.xml")
    elif body is not None:
        yield from _told(source, body, (("part", "body"),), unseen, tables)
    else:
        pages = [one for one in root.iter() if tag(one) == "page"]
        for number, page in enumerate(pages, 1):
            yield from _told(source, page, (("slide", str(number)),), unseen, tables)
    for at, one in enumerate(styles.iter() if styles is not None else (), 1):
        if tag(one) in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first"):
            yield from _told(source, one, (("part", tag(one)), ("n", str(at))), unseen, tables)
    for at, part in enumerate(package.matching(r".+/content\.xml"), 1):
        if (inner := package.xml(part)) is not None:
            yield from _told(source, inner, (("object", str(at)),), unseen, tables)
    yield from package.properties("meta.xml")
    yield from package.embedded()
    yield from package.faults


def _told(
    source: Source, element: Any, place: tuple[tuple[str, str], ...], styles: dict[str, str], tables: list[int]
) -> Iterator[Found]:
    story = _Story(styles)
    off = styles.get(get(element, "style-name")) if tag(element) == "page" else None
    story.read(element, None)
    story.end()
    lines = []
    for line in story.lines:
        if isinstance(line, list) and is_list(line, source.words):
            tables[0] += 1
            yield from parted(source, line, f"table{tables[0]}", frozenset(range(len(line))) if off else frozenset())
        else:
            lines.append(line if isinstance(line, str) else as_lines(line, source.words))
    yield from passages("\n".join(lines).strip("\n"), place, None, off is not None)
    for reason, pieces in story.unseen.items():
        yield from passages("\n".join(pieces), (*place, ("hidden", reason)), None, True)


def _styles(root: Any | None) -> dict[str, str]:
    """Style → why text in it is not seen."""
    found: dict[str, str] = {}
    for style in (one for one in (root.iter() if root is not None else ()) if tag(one) == "style"):
        about = child(style, "text-properties")
        drawn = child(style, "drawing-page-properties")
        if drawn is not None and get(drawn, "visibility") == "hidden":
            found[get(style, "name")] = "hidden-slide"
        if about is None:
            continue
        ink, back = colour_of(get(about, "color") or "#000000"), get(about, "background-color")
        if get(about, "display") == "none":
            found[get(style, "name")] = "vanish"
        elif points_of(get(about, "font-size") or "12pt", 12.0) <= TINY and "%" not in get(about, "font-size"):
            found[get(style, "name")] = "tiny"
        elif back and alike(ink, colour_of(back)):
            found[get(style, "name")] = "covered"
        elif not back and alike(ink, WHITE) and get(style, "family") == "text":
            found[get(style, "name")] = "white"
    return found


@dataclass
class _Story:
    """The text under an element: `lines` seen, tables among them; `unseen` by reason."""

    styles: dict[str, str]
    lines: list[str | list[list[str]]] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    _now: list[str] = field(default_factory=list)
    _away: dict[str, list[str]] = field(default_factory=dict)

    def read(self, element: Any, why: str | None) -> None:
        """All that stands under an element, its own characters and those between its children."""
        self._text(element.text, why)
        for one in element:
            self._one(one, why)
            self._text(one.tail, why)

    def _one(self, one: Any, why: str | None) -> None:
        name = tag(one)
        if not name or name in _SKIPPED:
            return
        why = why or self.styles.get(get(one, "style-name")) or _reason(one, name)
        if name in ("p", "h"):
            self.end()
            self.read(one, why)
            self.end()
        elif name == "table":
            self.end()
            self._table(one, why)
        elif name == "s":
            self._text(" " * min(int(get(one, "c", "1") or 1), 1000), why)
        elif name in ("tab", "line-break"):
            self._text("\t" if name == "tab" else "\n", why)
        elif name in ("desc", "title"):
            self._aside("alt", "".join(one.itertext()))
        elif name == "ruby-text":
            self._aside("reading", "".join(one.itertext()))
        elif name in ("creator", "date") and why == "comment":
            self._aside("author", "".join(one.itertext()) if name == "creator" else "")
        elif name in ("note", "frame", "text-box", "custom-shape", "notes", "annotation", "changed-region"):
            outer = self._now
            self._now = []
            self.read(one, why)
            self.end()
            self._now = outer
        else:
            self.read(one, why)

    def _table(self, table: Any, why: str | None) -> None:
        rows = []
        for line in (one for one in table.iter() if tag(one) == "table-row"):
            cells: list[str] = []
            for cell in (one for one in line if tag(one) in ("table-cell", "covered-table-cell")):
                inner = _Story(self.styles)
                inner.read(cell, why)
                inner.end()
                shown = (one if isinstance(one, str) else "\n".join(map("\t".join, one)) for one in inner.lines)
                times = get(cell, "number-columns-repeated", "1")
                cells += ["\n".join(shown).strip("\n")] * (min(int(times), 100) if times.isdigit() else 1)
                for reason, pieces in inner.unseen.items():
                    self.unseen.setdefault(reason, []).extend(pieces)
            rows.append(cells)
        self.lines.append(rows)

    def _text(self, text: str | None, why: str | None) -> None:
        if text and why:
            self._away.setdefault(why, []).append(text)
        elif text:
            self._now.append(text)

    def _aside(self, reason: str, text: str) -> None:
        if text.strip():
            self.unseen.setdefault(reason, []).append(text.strip())

    def end(self) -> None:
        """A paragraph ends here."""
        line = "".join(self._now)
        if line.strip():
            self.lines.append(line.strip("\n"))
        self._now = []
        for reason, pieces in self._away.items():
            self._aside(reason, "".join(pieces))
        self._away = {}


def _reason(one: Any, name: str) -> str | None:
    """Why what stands under an element is not seen, told from the element itself."""
    if name in ("tracked-changes", "deletion"):
        return "deleted"
    if name == "annotation":
        return "comment"
    if name == "notes":
        return "notes"
    if name in ("hidden-text", "hidden-paragraph") or get(one, "display") == "none" or get(one, "is-hidden") == "true":
        return "vanish"
    return None


READER = Reader("odt", "application/vnd.oasis.opendocument.text", claims, read)
