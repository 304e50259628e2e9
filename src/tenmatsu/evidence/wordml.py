"""WordprocessingML: paragraphs and tables as they are seen, and apart from that what is deleted, hidden or covered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tenmatsu.evidence.css import Colour, alike, colour_of
from tenmatsu.evidence.wordstyles import Style, ink_of, is_on, size_of
from tenmatsu.evidence.zipxml import child, get, tag

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
TINY = 4
"""Half points: type that nobody can read."""
COVERED = frozenset({"vanish", "tiny", "white", "covered", "deleted"})
"""Reasons for which the text of a cell is not seen."""
_LABEL = re.compile(r"[^\s:：、。]{1,20}[:：][ \t　]*$")
_LINE = frozenset({"br", "cr"})
_INTO = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml", "fldSimple", "r", "dir",
                   "bdo", "AlternateContent", "Choice", "ruby", "rubyBase", "drawing", "inline", "anchor", "graphic",
                   "graphicData", "wsp", "wgp", "grpSp", "wpc", "txbx", "pict", "object", "shape", "group", "rect",
                   "textbox", "roundrect", "oMath", "oMathPara", "txbxContent", "body", "hdr", "ftr", "document",
                   "footnote", "endnote", "comment", "glossaryDocument", "docParts", "docPart",
                   "docPartBody"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Under:
    """What holds for the text under an element. `hidden` the reason why it is not seen."""

    hidden: str | None = None
    back: Colour | None = WHITE
    ruled: bool = False
    """In a table with a style of its own, whose colours are not known here."""
    ink: Colour | None = None
    """The colour that a style gives; None for the automatic one, which Word turns to white on a dark ground."""


@dataclass
class Cells:
    """A table: what each cell shows, what it holds and does not show, and the latter as text by reason."""

    shown: list[list[str]] = field(default_factory=list)
    behind: list[list[str]] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Story:
    """The text of one part. `lines` is what is seen, in order; a table stands there as its rows. `unseen` by reason."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    lines: list[str | Cells] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    authors: set[str] = field(default_factory=set)
    _now: list[str] = field(default_factory=list)
    _beside: str = ""
    _behind: list[str] = field(default_factory=list)

    def read(self, element: Any, under: Under = Under()) -> None:
        """All that stands under an element."""
        for one in element:
            self._one(one, under)

    def _one(self, one: Any, under: Under) -> None:
        name = tag(one)
        if author := get(one, "author"):
            self.authors.add(author)
        if name == "p":
            self._paragraph(one, under)
        elif name == "tbl":
            self._table(one, under)
        elif name == "r":
            self.read(one, self._run(one, under))
        elif name in ("t", "delText"):
            self._text(one.text or "", under)
        elif name == "tab" or name == "ptab":
            self._text("\t", under)
        elif name in _LINE:
            self._text("\n", under)
        elif name == "noBreakHyphen":
            self._text("-", under)
        elif name in ("del", "moveFrom"):
            self.read(one, replace(under, hidden="deleted"))
        elif name in ("docPr", "cNvPr"):
            for key in ("descr", "title"):
                self._aside("alt", get(one, key))
        elif name == "instrText" and "mailto:" in (one.text or ""):
            self._aside("link", one.text.partition("mailto:")[2].strip().strip('"').partition("?")[0])
        elif name == "rt":
            self._aside("reading", "".join(one.itertext()))
        elif name == "txbxContent":
            self._box(one, under)
        elif name in _INTO:
            self._aside("alt", one.get("alt") or "")
            self.read(one, under)

    def _run(self, run: Any, under: Under) -> Under:
        about = child(run, "rPr")
        return under if under.hidden else self._look(about if about is not None else (), under)

    def _look(self, about: Any, under: Under) -> Under:
        """What run properties do to the text."""
        values = {tag(one): one for one in about}
        if "rStyle" in values:
            under = self._styled(get(values["rStyle"], "val"), under)
        size = size_of(values.get("sz"))
        if under.hidden or is_on(values.get("vanish")):
            return replace(under, hidden=under.hidden or "vanish")
        if size is not None and size <= TINY:
            return replace(under, hidden="tiny")
        back = shade(values.get("shd"), under.back)
        marked = get(values["highlight"], "val") if "highlight" in values else ""
        if marked not in ("", "none"):
            back = BLACK if marked == "black" else (255, 255, 0)
        ink = ink_of(values["color"]) if "color" in values else under.ink
        colour = ink or (BLACK if marked == "black" or not alike(back, BLACK) else WHITE)
        if not alike(colour, back) or (colour == WHITE and under.ruled):
            return under
        return replace(under, hidden="white" if colour == WHITE else "covered", back=back)

    def _styled(self, style: str, under: Under) -> Under:
        """What a style does to the text under it."""
        found = self.styles.get(style)
        if found is None or under.hidden:
            return under
        reason = "vanish" if found.vanish else "tiny" if found.size is not None and found.size <= TINY else None
        back = shade(found.shade, under.back)
        return replace(under, hidden=reason, back=back, ink=found.ink if found.coloured else under.ink)

    def _paragraph(self, paragraph: Any, under: Under) -> None:
        about = child(paragraph, "pPr")
        style = child(about, "pStyle")
        under = self._styled(get(style, "val") if style is not None else "", under)
        if about is not None and not under.hidden:
            under = replace(under, back=shade(child(about, "shd"), under.back))
        outer, self._now = self._now, []
        self.read(paragraph, under)
        if self._now or not under.hidden:
            self.lines.append("".join(self._now))
        self._now = outer
        for pieces in self.unseen.values():
            if pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")

    def _text(self, text: str, under: Under) -> None:
        if under.hidden:
            pieces = self.unseen.setdefault(under.hidden, [])
            if (not pieces or pieces[-1].endswith(("\n", "\t"))) and text.strip():
                pieces.append(self._label())
            pieces.append(text)
            self._behind.append(text)
        else:
            self._now.append(text)

    def _label(self) -> str:
        """The label that stands, seen, before hidden text: it says what was hidden."""
        found = _LABEL.search("".join(self._now))
        if found:
            return found[0]
        beside = self._beside.strip().rstrip(":：")
        return f"{beside}: " if beside and len(beside) <= 20 and "\n" not in beside and not self._now else ""

    def _aside(self, reason: str, text: str) -> None:
        """Something whole that is not seen, on a line of its own."""
        if text.strip():
            self.unseen.setdefault(reason, []).append(f"{text.strip()}\n")

    def _box(self, box: Any, under: Under) -> None:
        """A text box: lines of their own before the paragraph that it is anchored in."""
        outer, self._now = self._now, []
        self.read(box, Under(under.hidden, WHITE, under.ruled))
        self._now = outer

    def _table(self, table: Any, under: Under) -> None:
        ruled = under.ruled or child(child(table, "tblPr"), "tblStyle") is not None
        cells, outer = Cells(), self.unseen
        self.unseen = cells.unseen
        for line in _through(table, "tr"):
            about = child(line, "trPr")
            gone = "deleted" if child(about, "del") is not None else "vanish" if is_on(child(about, "hidden")) else None
            self._row(line, Under(under.hidden or gone, under.back, ruled), cells)
            for pieces in self.unseen.values():
                if pieces and pieces[-1] == "\t":
                    pieces[-1] = "\n"
        self.unseen = outer
        self.lines.append(cells)

    def _row(self, line: Any, under: Under, cells: Cells) -> None:
        shown: list[str] = []
        behind: list[str] = []
        self._beside = ""
        for cell in _through(line, "tc"):
            about = child(cell, "tcPr")
            span = get(child(about, "gridSpan"), "val") if child(about, "gridSpan") is not None else "1"
            before = {reason: len(pieces) for reason, pieces in self.unseen.items()}
            told, kept = self._cell(cell, Under(under.hidden, shade(child(about, "shd"), under.back), under.ruled))
            self._beside = told
            more = [""] * (min(int(span), 200) - 1 if span.isdigit() else 0)
            shown += [told, *more]
            behind += [kept, *more]
            for reason, pieces in self.unseen.items():
                if len(pieces) > before.get(reason, 0) and pieces[-1] == "\n":
                    pieces[-1] = "\t"
        self._beside = ""
        cells.shown.append(shown)
        cells.behind.append(behind)

    def _cell(self, cell: Any, under: Under) -> tuple[str, str]:
        """What a cell shows, and what it holds and does not show."""
        lines, behind, self.lines, self._behind = self.lines, self._behind, [], []
        self.read(cell, under)
        for line in self.lines:
            self.merge(line.unseen if isinstance(line, Cells) else {})
        told, kept = plain(self.lines), "".join(self._behind).strip()
        self.lines, self._behind = lines, [*behind, *self._behind]
        return told, kept

    def merge(self, unseen: dict[str, list[str]]) -> None:
        """Hidden text of a table that stays text."""
        for reason, pieces in unseen.items():
            self.unseen.setdefault(reason, []).extend(pieces)


def plain(lines: list[str | Cells]) -> str:
    """Lines, and the cells of tables inside a cell, as one text."""
    shown = (line if isinstance(line, str) else "\n".join("\t".join(row) for row in line.shown) for line in lines)
    return "\n".join(shown).strip("\n")


def _through(element: Any, name: str) -> Iterator[Any]:
    """The children of that name, also inside content controls and tracked insertions."""
    for one in element:
        if tag(one) == name:
            yield one
        elif tag(one) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through(one, name)


def shade(element: Any | None, now: Colour | None) -> Colour | None:
    """The ground that `w:shd` lays; a pattern is solid (its colour) or hard to tell (None)."""
    if element is None:
        return now
    if get(element, "val") == "solid":
        ink = get(element, "color")
        return BLACK if ink in ("", "auto") else colour_of(ink)
    fill = get(element, "fill")
    return now if fill in ("", "auto") else colour_of(fill)
