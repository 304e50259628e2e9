"""The sweep over an Office package when its reader is done: text for people in any part that was not told yet.

Choices of a list, variables, tips of links, arguments of fields, tags, custom data, parts that nothing points to: the
formats have hundreds of places for text. A string counts when it is Japanese or holds an address or a number to call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

import pyarrow.parquet as pq

from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Sheet, Text
from tenmatsu.evidence.telling import telling
from tenmatsu.evidence.zipxml import Package, get, tag

LARGEST_PART = 40 << 20
_PARTS = re.compile(r".+\.(xml|rels|vml)", re.IGNORECASE)
_APART = re.compile(
    r"(.*/)?(styles\w*|fontTable|numbering|webSettings|tableStyles|presProps|viewProps|calcChain|app)\.xml"
    r"|(.*/)?(theme|pivotTables|pivotCache|externalLinks|printerSettings|slicers|slicerCaches|charts)/.*"
    r"|\[Content_Types\]\.xml|xl/(worksheets/[^/]+|sharedStrings)\.xml|customXml/.*"
)
"""Parts whose words are names of styles, fonts and programs, and those that are told in another way."""
_STYLES = re.compile(r".*(Style|rFonts|font|latin|ea|cs|sym|lvlText|lang|style)")
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"})
_FONTS = frozenset({"typeface", "ascii", "eastAsia", "hAnsi", "cs"})
_ADDRESS = re.compile(r"(mailto|tel):", re.IGNORECASE)
_CALL = re.compile(r"@|[0-9]{4}")
_MADE_UP = re.compile(r".*[ \u3000]?[0-9]+")
_LITERAL = re.compile(r'"((?:[^"]|"")+)"')
_BLANKS = re.compile(r"\s+")


class Told:
    """What a reader has told, for comparison; blanks do not count."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._whole = ""
        self.faults: set[Fault] = set()

    def watch(self, found: Iterable[Found]) -> Iterator[Found]:
        """The findings, as they pass."""
        for one in found:
            if isinstance(one, Text):
                self.add(one.text)
            elif isinstance(one, Sheet) and one.path:
                self.add("\n".join(one.header or ()))
                for column in pq.read_table(one.path).columns:
                    self.add("\n".join(str(value) for value in column.to_pylist() if value is not None))
            elif isinstance(one, Fault):
                self.faults.add(one)
            yield one

    def add(self, text: str) -> None:
        """A text that has been told."""
        self._pieces.append(_BLANKS.sub("", text))

    def holds(self, text: str) -> bool:
        """Whether all of a text was told."""
        if self._pieces:
            self._whole = "\n".join((self._whole, *self._pieces))
            self._pieces.clear()
        return _BLANKS.sub("", text) in self._whole


def leftovers(package: Package, told: Told) -> Iterator[Found]:
    """A hidden passage for each part that holds text for people beside what was `told`."""
    for part in package.names:
        size = package.zip.NameToInfo[part].file_size
        if not _PARTS.fullmatch(part) or _APART.fullmatch(part) or size > LARGEST_PART:
            continue
        root = package.xml(part)
        lines = [] if root is None else list(_strings(root, part))
        yield from _new(lines, part, told)
    yield from (fault for fault in package.faults if fault not in told.faults)


def sheet_leftovers(package: Package, told: Told) -> Iterator[Found]:
    """Of a workbook: words in its formulas and behind its cells, and shared strings that no cell uses any more."""
    used: set[int] = set()
    whole = True
    for part in package.matching(r"xl/(worksheets|chartsheets|dialogsheets)/[^/]+\.xml"):
        data = package.content(part) if package.zip.NameToInfo[part].file_size <= LARGEST_PART else None
        if data is None:
            whole = False
            continue
        used.update(int(one) for one in _USES.findall(data))
        formulas = (one for text in _FORMULA.findall(data) for one in _LITERAL.findall(_plain(text)))
        end = max(data.rfind(b"</sheetData>"), data.rfind(b"<sheetData/>"), 0)
        behind = (_plain(one) for pair in _VALUE.findall(data[end:]) for one in pair if one)
        yield from _new([one for one in (*formulas, *behind) if telling(one)], part, told)
    strings = package.xml("xl/sharedStrings.xml") if whole else None
    items = [one for one in (strings if strings is not None else ()) if tag(one) == "si"]
    words = ["".join(piece.text or "" for piece in one.iter() if tag(piece) == "t") for one in items]
    live = {word for at, word in enumerate(words) if at in used}
    gone = [word for word in dict.fromkeys(words) if word not in live and re.search(r"[^\W_]", word)]
    place = (("part", "xl/sharedStrings.xml"), ("hidden", "left-over"))
    yield from passages("\n".join(gone), place, None, True)


_USES = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*?t="s")[^>]*>(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?'
                   rb"\s*<(?:\w+:)?v[^>]*>(\d+)<")  # fmt: skip
_FORMULA = re.compile(rb"<(?:\w+:)?f[^>/]*>([^<]+)<")
_VALUE = re.compile(rb'[\w:]+="([^"]+)"|>([^<>]+)<')


def _plain(data: bytes) -> str:
    return unescape(data.decode("utf-8", "replace"))


def _new(lines: list[str], part: str, told: Told) -> Iterator[Text]:
    new = [line for line in dict.fromkeys(lines) if not told.holds(line)]
    yield from passages("\n".join(new), (("part", part), ("hidden", "left-over")), None, True)


def _strings(root: Any, part: str) -> Iterator[str]:
    """The texts and attributes of a part that are meant for people, a name before its value."""
    prompts = _prompts(root) if re.search(r"(Layout|Master)s/", part) else frozenset()
    for one in root.iter():
        name = tag(one)
        if not name or _STYLES.fullmatch(name) or one in prompts:
            continue
        text = (one.text or "").strip()
        if name in _FORMULAS or name == "instrText":
            yield from (_target(found) for found in _LITERAL.findall(text) if telling(unquote(found)))
        elif text and telling(text):
            yield text
        if one.tail and telling(one.tail):
            yield one.tail.strip()
        yield from _attributes(one)


def _attributes(one: Any) -> Iterator[str]:
    label = get(one, "name")
    for key, value in one.attrib.items():
        short = key.rpartition("}")[2]
        if short == "Target":
            if _ADDRESS.match(value):
                yield _target(value)
        elif short in _FONTS or not telling(value):
            continue
        elif short != "name" or not _MADE_UP.fullmatch(value) or _CALL.search(value):
            yield f"{label}: {value}" if label and short in ("val", "value") else value


def _target(value: str) -> str:
    """The address behind a link, and the subject and words that a mail to it begins with."""
    return unquote(value).partition(":")[2] if _ADDRESS.match(value) else value


def _prompts(root: Any) -> frozenset[Any]:
    """All that stands in placeholders of layouts and masters: what a program asks for there."""
    found: set[Any] = set()
    for shape in (one for one in root.iter() if tag(one) == "sp"):
        if any(tag(one) == "ph" for one in shape.iter()):
            found.update(shape.iter())
    return frozenset(found)
