"""HTML as a person sees it, and apart from that all that the page holds and does not show.

Lines break where a browser breaks them; the cells of a table row are parted by TAB. Hidden is what a style hides (see
css.py), comments, hidden inputs, `title`, `alt` and `data-` attributes, `meta`, addresses behind links, scripts.
Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tenmatsu.evidence.css import Look, colour_of, declarations, rules, under, without_variables
from tenmatsu.evidence.markup_notes import notes_of, written

Grid = list[list[str]]

_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({"script", "noscript", "title", "template", "noframes"})
_SKIPPED = frozenset({"style"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^>]*>")
_TELLING = re.compile(r"[^\W_]")
RULES, DEEP = 1000, 4
NONE: Mapping[int, str] = MappingProxyType({})


@dataclass
class Flow:
    """Text as it flows: white space as one blank, blocks on lines of their own."""

    pieces: list[str] = field(default_factory=list)
    _gap: str = ""

    def text(self, text: str, kept: bool = False) -> None:
        """Characters; `kept` when white space counts (pre, textarea)."""
        if not kept:
            lead, text = text[:1] in " \t\r\n\f", _SPACE.sub(" ", text)
            if not text.strip(" "):
                self._gap = self._gap or (" " if text else "")
                return
            self._gap = self._gap or (" " if lead else "")
        if self.pieces or self._gap == "\t":
            self.pieces.append(self._gap)
        trailing = not kept and text.endswith(" ")
        self.pieces.append(text if kept else text.strip(" "))
        self._gap = " " if trailing else ""

    def line(self, more: bool = False) -> None:
        """The next text begins a line; `more`: one line further than it would (br)."""
        self._gap = self._gap + "\n" if more and "\n" in self._gap else "\n"

    def cell(self) -> None:
        """The next text is in the next cell."""
        self._gap = self._gap.replace(" ", "").replace("\n", "") + "\t"

    def __str__(self) -> str:
        return "".join(self.pieces).strip("\n ")


@dataclass
class Page:
    """`text` what is seen; `hidden` the pieces that are not."""

    flow: Flow = field(default_factory=Flow)
    hidden: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    """Of the hidden pieces those that a style hides."""
    readings: list[str] = field(default_factory=list)
    """Ruby: set behind the text, so that it does not stand between the parts of a name."""
    _aside: Flow | None = None

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "\n".join(filter(None, (str(self.flow), " ".join(self.readings))))

    def add(self, text: str, hidden: bool, kept: bool) -> None:
        if hidden:
            self._aside = self._aside or Flow()
            self._aside.text(text, kept)
        elif kept or text.strip():
            self.part()
            self.flow.text(text, kept)
        else:
            self.flow.text(text)

    def put(self, text: str) -> None:
        """Lines made elsewhere."""
        self.line()
        if text:
            self.flow.text(text, True)
        self.line()

    def part(self) -> None:
        """A hidden piece ends here."""
        if self._aside is not None:
            self.covered += [str(self._aside)] if _TELLING.search(str(self._aside)) else []
            self.note(str(self._aside))
            self._aside = None

    def note(self, text: str | None) -> None:
        """A hidden piece by itself."""
        if text and _TELLING.search(text):
            self.hidden.append(text.strip())

    def line(self, more: bool = False) -> None:
        self.flow.line(more)
        if self._aside is not None:
            self._aside.line()

    def cell(self) -> None:
        self.flow.cell()
        if self._aside is not None:
            self._aside.cell()


def visible_text(html: str) -> tuple[str, list[str]]:
    """What a reader of the page sees, with line breaks and TAB between cells; and the pieces that he does not."""
    page = read_page(html)
    return page.text, page.hidden


def read_page(
    html: str,
    instead: Mapping[int, str] = NONE,
    deep: int = 0,
    look: Look = Look(),  # noqa: B008  frozen
) -> Page:
    """The page read. `instead`: the text to be put in the place of tables, by their number (from 1, in order).
    `look`: of what the page stands in."""
    page = Page()
    tree = LexborHTMLParser(without_variables(html))
    if tree.root is not None:
        _Walk(page, _styles(tree), instead, deep).walk(tree.root, look)
    page.part()
    for text in written(_sheets(tree)):
        page.note(text)
    page.hidden = list(dict.fromkeys(page.hidden))
    return page


def _styles(tree: LexborHTMLParser) -> dict[int, dict[str, str]]:
    """Node → what the page's own style sheets say of it, in their order."""
    found: dict[int, dict[str, str]] = {}
    sheets = _sheets(tree)
    for selector, body in rules(sheets)[:RULES]:
        try:
            nodes = tree.css(selector)
        except (SelectolaxError, ValueError):
            continue
        for node in nodes:
            found.setdefault(node.mem_id, {}).update(body)
    return found


def _sheets(tree: LexborHTMLParser) -> str:
    return "\n".join(node.text() for node in tree.css("style"))


def own_style(node: LexborNode, sheet: dict[int, dict[str, str]]) -> dict[str, str]:
    """The declarations that hold for a node: its attributes of old, the style sheets, its style attribute."""
    about = node.attributes
    style: dict[str, str] = {}
    if about.get("bgcolor"):
        style["background-color"] = str(about["bgcolor"])
    if node.tag == "font" and about.get("color") and colour_of(str(about["color"])):
        style["color"] = str(about["color"])
    style |= sheet.get(node.mem_id, {})
    style |= declarations(str(about.get("style") or ""))
    if node.tag == "dialog" and "open" not in about and "display" not in style:
        style["display"] = "none"
    if "hidden" in about and style.get("display", "none") == "none":
        style["display"] = "none"
    return style


class _Walk:
    """One way through the tree, without recursion: pages nest as deep as they like."""

    def __init__(self, page: Page, sheet: dict[int, dict[str, str]], instead: Mapping[int, str], deep: int) -> None:
        self.page, self.sheet, self.instead, self.deep = page, sheet, instead, deep
        self.tables = 0

    def walk(self, root: LexborNode, look: Look) -> None:
        looks: list[tuple[Look, bool, bool]] = [(look, False, False)]
        node: LexborNode | None = root
        while node is not None:
            inner = self._open(node, *looks[-1])
            if inner is not None and node.child is not None:
                looks.append(inner)
                node = node.child
                continue
            self._close(node, *looks[-1])
            while node is not None and node.next is None:
                node = node.parent
                if node is None or node.mem_id == root.mem_id or len(looks) == 1:
                    return
                looks.pop()
                self._close(node, *looks[-1])
            node = node.next if node is not None else None

    def _open(self, node: LexborNode, look: Look, kept: bool, mute: bool) -> tuple[Look, bool, bool] | None:
        """What begins here; the look inside, or None when nothing inside is to be read. `mute`: but notes."""
        tag = node.tag or ""
        if tag == "-text":
            if not mute:
                self.page.add(node.text_content or "", look.hidden, kept)
            return None
        if tag == "-comment":
            self._comment(node.comment_content or "")
            return None
        if tag.startswith(("-", "!")) or tag in _SKIPPED:
            return None
        if tag in ("rt", "rp"):
            self.page.readings += [node.text().strip()] if tag == "rt" and not look.hidden else []
            return None
        self._attributes(node, tag, look)
        if tag == "table":
            self.tables += 1
            if self.tables in self.instead:
                self.page.put(self.instead[self.tables])
                mute = True
        if tag == "template":
            self._template(node)
            return None
        if not mute:
            self._break(node, tag)
        style = own_style(node, self.sheet)
        inner = under(look, {**style, "display": "none"} if tag in _UNSEEN else style)
        spaces = tag in ("pre", "textarea", "listing", "xmp") or style.get("white-space", "")[:3] == "pre"
        return inner, kept or spaces, mute

    def _break(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self.page.line(more=True)
        elif tag in ("td", "th"):
            if _before(node):
                self.page.cell()
        elif tag == "dd" and _before(node, ("dt",), ("dd",)):
            self.page.cell()
        elif tag in _BLOCK:
            self.page.line()
        elif tag in ("textarea", "select"):
            self.page.flow.text(" ")
        elif tag in ("script", "noscript"):
            self.page.part()

    def _close(self, node: LexborNode, look: Look, kept: bool, mute: bool) -> None:
        tag = node.tag or ""
        if (tag in _BLOCK and tag not in ("td", "th")) or tag in ("textarea", "select"):
            self.page.line()
        if tag in _UNSEEN:
            self.page.part()

    def _comment(self, text: str) -> None:
        if "<" in text and self.deep < DEEP:
            inner = read_page(re.sub(r"^\s*\[if[^\]]*\]>|<!\[endif\]\s*$", "", text), deep=self.deep + 1)
            for piece in (inner.text, *inner.hidden):
                self.page.note(piece)
        else:
            self.page.note(_TAG.sub(" ", text))

    def _template(self, node: LexborNode) -> None:
        self._inner(re.sub(r"^<[^>]*>", "", node.html or ""))

    def _inner(self, html: str) -> None:
        """A page inside the page that is not shown as it stands."""
        if self.deep < DEEP:
            inner = read_page(html, deep=self.deep + 1)
            for piece in (inner.text, *inner.hidden):
                self.page.note(piece)

    def _attributes(self, node: LexborNode, tag: str, look: Look) -> None:
        for text in notes_of(node, tag):
            self.page.note(text)
        about = {key: value for key, value in node.attributes.items() if value}
        if "srcdoc" in about:
            self._inner(about["srcdoc"])
        if tag == "input" and "value" in about:
            self._input(about, look)

    def _input(self, about: dict[str, str], look: Look) -> None:
        kind, value = about.get("type", "text").lower(), about["value"]
        if kind in ("hidden", "password"):
            self.page.note(f"{about.get('name') or kind}: {value}")
        elif kind not in ("checkbox", "radio", "image"):
            self.page.flow.text(" ")
            self.page.add(value, look.hidden, True)
            self.page.line()


def _before(node: LexborNode, names: tuple[str, ...] = ("td", "th"), stop: tuple[str, ...] = ()) -> bool:
    """Whether another cell (`names`) stands before it in the row, with none of `stop` between."""
    other = node.prev
    while other is not None and other.tag not in names:
        if other.tag in stop:
            return False
        other = other.prev
    return other is not None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table that holds no other: its number in the page (from 1), what each cell shows, and what a style hides."""

    number: int
    shown: Grid
    behind: Grid


def page_tables(html: str) -> Iterator[PageTable]:
    """The innermost tables of the page; spanned cells are filled with ''."""
    tree = LexborHTMLParser(without_variables(html))
    sheet = _styles(tree)
    for number, table in enumerate(tree.css("table"), 1):
        if len(table.css("table")) == 1 and not table.css("input, select, textarea"):
            yield _page_table(number, table, sheet)


def _page_table(number: int, table: LexborNode, sheet: dict[int, dict[str, str]]) -> PageTable:
    look = Look()
    for node in reversed(list(_ancestors(table))):
        look = under(look, own_style(node, sheet))
    shown, behind = [], []
    for line in table.css("tr"):
        here = look
        if line.parent is not None and line.parent.mem_id != table.mem_id:
            here = under(here, own_style(line.parent, sheet))
        here = under(here, own_style(line, sheet))
        cells: list[tuple[str, str]] = []
        for cell in (node for node in line.iter() if node.tag in ("td", "th")):
            inner = under(here, own_style(cell, sheet))
            cells += [_cell_text(cell, inner, sheet), *[("", "")] * (_span(cell) - 1)]
        shown.append([text for text, _ in cells])
        behind.append([text for _, text in cells])
    return PageTable(number, shown, behind)


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    at: LexborNode | None = node
    while at is not None:
        if at.tag and not at.tag.startswith("-"):
            yield at
        at = at.parent


def _cell_text(cell: LexborNode, look: Look, sheet: dict[int, dict[str, str]]) -> tuple[str, str]:
    """What is seen of a cell, and what a style hides in it; notes (comments, titles) are told with the page."""
    inner = cell.inner_html or ""
    if "<" not in inner:
        text = _SPACE.sub(" ", unescape(inner)).strip(" ")
        return ("", text) if look.hidden else (text, "")
    page = Page()
    _Walk(page, sheet, NONE, 0).walk(cell, look)
    page.part()
    return page.text, "\n".join(page.covered)


def _span(cell: LexborNode) -> int:
    found = re.fullmatch(r"\s*(\d{1,3})\s*", str(cell.attributes.get("colspan") or ""))
    return max(1, min(int(found[1]), 200)) if found else 1
