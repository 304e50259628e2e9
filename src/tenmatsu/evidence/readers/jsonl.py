"""JSON lines, or one JSON array of objects: each object a record, its keys the columns in order of appearance."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from tenmatsu.evidence.astext import text_of
from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.grids import tabular
from tenmatsu.evidence.objects import DEEP, by_key, flat, listed, lists_in, within
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

STEP = 1 << 20
LARGEST = 256 << 20
_BETWEEN = re.compile("[\ufeff \\t\\r\\n,\\[]*")
_decoder = json.JSONDecoder(parse_float=str, parse_int=str)


def claims(head: Head) -> int:
    """A line that is a whole JSON object, or an array that begins with one."""
    encoding = encoding_of(head.start) or "utf-8"
    start = head.start[:65536].decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        return 0
    if start.startswith("["):
        inner = start[1:].lstrip()
        return 40 if inner.startswith("{") or (inner.startswith("[") and head.suffix == ".json") else 0
    line = start.splitlines()[0].strip()
    return 40 if _is_object(line) or head.suffix in (".jsonl", ".ndjson", ".json") else 0


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read(source: Source) -> Iterator[Found]:
    """Two passes: the keys, then the records. What is no object is reported with its number of lines."""
    if _start(source)[1:].lstrip()[:1] == "[" == _start(source)[:1]:
        yield from _grid(source)
        return
    keys: dict[str, None] = {}
    count, last = 0, None
    for _, record in _objects(source):
        if record is not None and not _orders(record):
            keys.update(dict.fromkeys(flat(record)))
            count, last = count + 1, record
    if count == 1 and last and (kept := by_key(last)):
        yield listed(source, None, kept)
        return
    if count == 1 and last and (lists := lists_in(last)):
        for name, records in lists.items():
            if source.wants(name):
                yield listed(source, name, records)
        beside = [f"{key}: {text_of(value)}" for key, value in flat(last, depth=DEEP).items() if not within(key, lists)]
        yield from passages("\n".join(beside), (("part", "beside"),)) if source.part is None else ()
        return
    if not keys:
        yield Fault("no JSON objects in it", rows=0)
        return
    header = tuple(keys)
    sink = source.table(None, len(header), header)
    out, broken = Rows(sink, len(header)), 0
    notes: dict[str, int] = {}
    for line, record in _objects(source):
        if record is None:
            broken += 1
            continue
        if _orders(record):
            notes["orders"] = notes.get("orders", 0) + 1
            continue
        held = flat(record)
        out.add(line, [text_of(held[key]) if key in held else None for key in header])
    yield Sheet(out.close(), sink.rows, len(header), header, None, "utf-8", notes)
    if broken:
        yield Fault("lines or parts that are no JSON object", rows=broken)


def _orders(record: dict[str, Any]) -> bool:
    """{"index": {"_id": 1}} before the document itself, as Elasticsearch takes them in bulk."""
    if len(record) != 1:
        return False
    name, value = next(iter(record.items()))
    return name in ("index", "create", "update") and isinstance(value, dict) and all(key[:1] == "_" for key in value)


def _start(source: Source) -> str:
    encoding = encoding_of(source.head.start) or "utf-8"
    return source.head.start[:65536].decode(encoding, "ignore").lstrip("\ufeff \t\r\n")


def _grid(source: Source) -> Iterator[Found]:
    """An array of arrays: the rows of one table, `a.json!rows`; `line` is the number of the array."""
    encoding = encoding_of(source.head.start) or "utf-8"
    if source.size > LARGEST:
        yield Fault(f"an array of arrays larger than {LARGEST >> 20} MB: not read")
        return
    with source.open() as raw:
        text = "".join(f"{line}\n" for line in _text_lines(raw.read, encoding)).lstrip("\ufeff")
    try:
        rows = _decoder.decode(text)
    except (ValueError, RecursionError) as error:
        yield Fault(f"not JSON that can be read, or nested too deep ({type(error).__name__})")
        return
    cells = [[text_of(value) for value in row] if isinstance(row, list) else [text_of(row)] for row in rows]
    if source.wants("rows"):
        yield from tabular(source, iter(enumerate(cells, 1)), "rows", False)


def _objects(source: Source) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """(line, object); None for what cannot be read."""
    encoding = encoding_of(source.head.start) or "utf-8"
    start = source.head.start.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    first = start.splitlines()[0].strip() if start else ""
    if start.startswith("[") or not _is_object(first):
        yield from _stream(source, encoding)
    else:
        yield from _lines(source, encoding)


def _lines(source: Source, encoding: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    with source.open() as raw:
        for number, line in enumerate(_text_lines(raw.read, encoding), 1):
            text = line.strip().lstrip("\ufeff")
            if not text:
                continue
            try:
                value = _decoder.decode(text)
            except (ValueError, RecursionError):
                value = None
            yield number, value if isinstance(value, dict) else None


def _text_lines(read: Any, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding if encoding not in ("eucjp_ms", "cp50221") else "utf-8")(
        "backslashreplace"
    )
    rest = ""
    while chunk := read(STEP):
        lines = (rest + decoder.decode(chunk)).split("\n")
        rest = lines.pop()
        yield from lines
    rest += decoder.decode(b"", True)
    if rest:
        yield rest


def _stream(source: Source, encoding: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Objects one after another, in an array or not, over any number of lines."""
    text, line = "", 1
    with source.open() as raw:
        for piece in _text_lines(raw.read, encoding):
            text += piece + "\n"
            if len(text) > 64 * STEP and len(text) > 2 * len(piece):
                break
            if "}" in piece:
                done = 0
                for start, end, value in _values(text):
                    line += text.count("\n", done, start)
                    yield line, value
                    line += text.count("\n", start, end)
                    done = end
                text = text[done:]
    if text.strip(" \t\r\n,[]"):
        yield line, None


def _values(text: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """The whole objects that the text begins with: (start, end, object)."""
    at = 0
    while found := _BETWEEN.match(text, at):
        start = found.end()
        if not text.startswith("{", start):
            return
        try:
            value, at = _decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return
        yield start, at, value


READER = Reader("json", "application/x-ndjson", claims, read)
