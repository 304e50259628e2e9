"""XML of any vocabulary: elements that come again with fields of their own are records, all else is text.

Two passes over the stream: which elements repeat under one parent and what stands in them, then the records. A path
such as `customers/customer` names the table; `address/city` and `@id` are its columns. No entity, DTD or address is
ever followed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.signatures import signature_of
from tenmatsu.evidence.sink import Rows

MOST_COLUMNS, MOST_TEXT = 400, 16 << 20
_START = re.compile(r"\A\ufeff?\s*<\?xml[\s>]|\A\ufeff?\s*<([A-Za-z_\u3041-\u9fff][\w.:-]*)(?:\s[^<]*)?>\s*<")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|svg:svg|svg)\b", re.IGNORECASE)
_JAPANESE = re.compile(rb"encoding\s*=\s*[\"'](?:shift[_-]?jis|x-sjis|sjis|windows-31j)[\"']", re.IGNORECASE)
_BETWEEN = "、"
_MORE = "\0"


def claims(head: Head) -> int:
    """By the declaration, or by an element that begins with an element; pages and pictures are others'."""
    if signature_of(head):
        return 0
    start = head.start[:4096].decode(encoding_of(head.start) or "utf-8", "ignore")
    if not _START.match(start) or _PAGE.search(start):
        return 0
    return 45 if start.lstrip("\ufeff \t\r\n").startswith("<?xml") or head.suffix == ".xml" else 11


def read(source: Source) -> Iterator[Found]:
    """The tables, then the text that is in none of them; a damaged file up to the damage, and a row that says so."""
    shape = _shape(source)
    records = shape.records()
    outs = {}
    for path in records:
        part = None if len(records) == 1 else path
        if source.wants(part):
            outs[path] = Rows(source.table(part, len(records[path]), tuple(records[path])), len(records[path]))
    left = _fill(source, outs, records)
    for path, rows in outs.items():
        file, names = rows.close(), tuple(records[path])
        yield Sheet(file, rows.sink.rows, len(names), names, None if len(records) == 1 else path, "utf-8")
    if left and left[-1] == _MORE:
        yield Fault(f"more than {MOST_TEXT:,} characters of text outside the records: only the first are read")
    yield from passages("\n".join(line for line in left if line != _MORE), (("part", "text"),))
    yield from (Fault(reason) for reason in shape.faults)
    if not (records or left or shape.faults):
        yield Fault("the XML holds no text", rows=0)


@dataclass(slots=True)
class _Shape:
    """What a file holds: how often a path comes at most under one parent, and the fields below each path."""

    most: Counter[str] = field(default_factory=Counter)
    fields: dict[str, dict[str, None]] = field(default_factory=dict)
    mixed: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def records(self) -> dict[str, dict[str, None]]:
        """The outermost paths that repeat and hold two fields or more, each with the names of its fields."""
        found: dict[str, dict[str, None]] = {}
        for path in sorted(self.most, key=lambda one: one.count("/")):
            names = self.fields.get(path, {})
            inside = any(path.startswith(f"{outer}/") for outer in found)
            if self.most[path] > 1 and 2 <= len(names) <= MOST_COLUMNS and path not in self.mixed and not inside:
                found[path] = names
        return found


def _events(source: Source, faults: list[str]) -> Iterator[tuple[str, Any]]:
    """Start and end of each element, as far as they can be told; `faults` gets the first damage."""
    declared = "cp932" if _JAPANESE.search(source.head.start[:200]) else None
    with source.open() as file:
        stream = etree.iterparse(
            file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            encoding=declared, recover=True,
        )  # fmt: skip
        try:
            yield from ((event, element) for event, element in stream if isinstance(element.tag, str))
            damage = next((one.line for one in stream.error_log if one.level >= etree.ErrorLevels.ERROR), None)
            if damage is not None:
                faults.append(f"damaged XML at line {damage}: what follows is read as far as it can be")
        except etree.XMLSyntaxError as error:
            faults.append(f"damaged XML at line {error.lineno}: read up to there")


def _shape(source: Source) -> _Shape:
    shape = _Shape()
    path: list[str] = []
    counts: list[Counter[str]] = [Counter()]
    for event, element in _events(source, shape.faults):
        if event == "start":
            path.append(_local(element.tag))
            counts.append(Counter())
            _note(shape, path, [f"@{_local(name)}" for name in element.attrib])
            continue
        whole = "/".join(path)
        counts.pop()
        counts[-1][path[-1]] += 1
        shape.most[whole] = max(shape.most[whole], counts[-1][path[-1]])
        words = bool((element.text or "").strip())
        _note(shape, path, [""] if words else [])
        framed = len(element) > 0 and words
        inside, before = _forget(element)
        path.pop()
        shape.mixed |= ({whole} if framed or inside else set()) | ({"/".join(path)} if before else set())
    return shape


def _note(shape: _Shape, path: list[str], own: list[str]) -> None:
    """The element's own fields belong to each path from it upwards."""
    for depth in range(1, len(path) + 1) if own else ():
        names = shape.fields.setdefault("/".join(path[:depth]), {})
        for name in own if len(names) <= MOST_COLUMNS else ():
            names["/".join(filter(None, (*path[depth:], name))) or "text"] = None


def _fill(source: Source, outs: dict[str, Rows], records: dict[str, dict[str, None]]) -> list[str]:
    """Every record into its table, where that is asked for; answers the lines of text outside of all records."""
    path: list[str] = []
    left: list[str] = []
    size, inside = 0, 0
    for event, element in _events(source, []):
        if event == "start":
            path.append(_local(element.tag))
            inside += "/".join(path) in records
            continue
        whole = "/".join(path)
        if whole in outs:
            found = _fields(element)
            outs[whole].add(element.sourceline or 0, [found.get(name) for name in records[whole]], whole=True)
        inside -= whole in records
        if not inside:
            own = list(_lines(element, path[-1])) if whole not in records else []
            within, before = _forget(element)
            for line in (*before, *own, *within):
                size += len(line)
                left += [line] * (size < MOST_TEXT)
        path.pop()
    return [*left, *([_MORE] if size >= MOST_TEXT else [])]


def _fields(record: Any) -> dict[str, str]:
    """The fields of one record; one that comes again inside it stands side by side."""
    found: dict[str, list[str]] = {}

    def gather(element: Any, prefix: str) -> None:
        for name, value in element.attrib.items():
            found.setdefault("/".join(filter(None, (prefix, f"@{_local(name)}"))), []).append(value)
        if text := (element.text or "").strip():
            found.setdefault(prefix or "text", []).append(text)
        for child in element:
            if isinstance(child.tag, str):
                gather(child, "/".join(filter(None, (prefix, _local(child.tag)))))

    gather(record, "")
    return {name: _BETWEEN.join(values) for name, values in found.items()}


def _lines(element: Any, name: str) -> Iterator[str]:
    """`name: text` of an element outside the records, and its attributes."""
    if text := " ".join((element.text or "").split()):
        yield f"{name}: {text}"
    for key, value in element.attrib.items():
        if value.strip():
            yield f"{name} {_local(key)}: {value.strip()}"


def _forget(element: Any) -> tuple[list[str], list[str]]:
    """Let go of what was read; answers the text behind elements: inside this one, and before it in its parent."""
    within = [text for child in element if (text := " ".join((child.tail or "").split()))]
    element.clear(keep_tail=True)
    before: list[str] = []
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        if text := " ".join((parent[0].tail or "").split()):
            before.append(text)
        del parent[0]
    return within, before


def _local(tag: str) -> str:
    return str(tag).rpartition("}")[2]


READER = Reader("xml", "application/xml", claims, read)
