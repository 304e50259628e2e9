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
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

STEP = 1 << 20
LARGEST, DEEP = 256 << 20, 4
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
        if record is not None:
            keys.update(dict.fromkeys(_flat(record)))
            count, last = count + 1, record
    if count == 1 and last and (lists := _lists(last)):
        for name, records in lists.items():
            if source.wants(name):
                yield _listed(source, name, records)
        beside = [
            f"{key}: {text_of(value)}" for key, value in _flat(last, depth=DEEP).items() if not _within(key, lists)
        ]
        yield from passages("\n".join(beside), (("part", "beside"),)) if source.part is None else ()
        return
    if not keys:
        yield Fault("no JSON objects in it", rows=0)
        return
    header = tuple(keys)
    sink = source.table(None, len(header), header)
    out, broken = Rows(sink, len(header)), 0
    for line, record in _objects(source):
        if record is None:
            broken += 1
            continue
        flat = _flat(record)
        out.add(line, [text_of(flat[key]) if key in flat else None for key in header])
    yield Sheet(out.close(), sink.rows, len(header), header, None, "utf-8")
    if broken:
        yield Fault("lines or parts that are no JSON object", rows=broken)


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


def _lists(record: dict[str, Any], prefix: str = "", depth: int = DEEP) -> dict[str, list[dict[str, Any]]]:
    """The lists of objects that one object wraps, at any of the first levels: {"data": {"users": [{…}, {…}]}}; also
    objects that are kept by their key: {"users": {"17": {…}, "18": {…}}}."""
    found: dict[str, list[dict[str, Any]]] = {}
    for key, value in record.items():
        inner = list(value.values()) if isinstance(value, dict) else value
        if not isinstance(inner, list) or not inner:
            continue
        objects = all(isinstance(one, dict) and one for one in inner)
        if objects and (isinstance(value, list) or _akin(inner)):
            found[f"{prefix}{key}"] = inner
        elif isinstance(value, dict) and depth:
            found.update(_lists(value, f"{prefix}{key}.", depth - 1))
    return found


def _akin(objects: list[dict[str, Any]]) -> bool:
    """Whether objects kept by their key are records of one kind: three at least, with the same keys."""
    first = set(objects[0])
    return len(objects) >= 3 and all(2 * len(first & set(one)) > len(first | set(one)) for one in objects)


def _within(key: str, lists: dict[str, list[dict[str, Any]]]) -> bool:
    return any(key == name or key.startswith(f"{name}.") for name in lists)


def _listed(source: Source, name: str, records: list[dict[str, Any]]) -> Sheet:
    """Such a list as a table `a.json!users`; lines inside are not known, so `line` is the record's number."""
    flat = [_flat(record) for record in records]
    header = tuple(dict.fromkeys(key for record in flat for key in record))
    sink = source.table(name, len(header), header)
    out = Rows(sink, len(header))
    for number, record in enumerate(flat, 1):
        out.add(number, [text_of(record[key]) if key in record else None for key in header])
    return Sheet(out.close(), sink.rows, len(header), header, name, "utf-8")


def _flat(record: dict[str, Any], prefix: str = "", depth: int = 3) -> dict[str, Any]:
    """Objects inside become columns `address.city`; lists stay JSON text."""
    out: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value and depth:
            out.update(_flat(value, f"{prefix}{key}.", depth - 1))
        else:
            out[f"{prefix}{key}"] = value
    return out


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
