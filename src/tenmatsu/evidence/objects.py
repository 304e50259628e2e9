"""Objects of JSON and YAML as records: lists of them deep in one object, and their nested keys as columns."""

from __future__ import annotations

from typing import Any

from tenmatsu.evidence.astext import text_of
from tenmatsu.evidence.reading import Sheet, Source
from tenmatsu.evidence.sink import Rows

DEEP = 4


def lists_in(record: dict[str, Any], prefix: str = "", depth: int = DEEP) -> dict[str, list[dict[str, Any]]]:
    """The lists of objects that one object wraps, at any of the first levels: {"data": {"users": [{…}, {…}]}}; also
    objects that are kept by their key: {"users": {"17": {…}, "18": {…}}}."""
    found: dict[str, list[dict[str, Any]]] = {}
    for key, value in record.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) and one for one in value):
            found[f"{prefix}{key}"] = value
        elif isinstance(value, dict) and (kept := by_key(value)):
            found[f"{prefix}{key}"] = kept
        elif isinstance(value, dict) and depth:
            found.update(lists_in(value, f"{prefix}{key}.", depth - 1))
    return found


def by_key(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Objects of one kind that are kept by their key, each with its key in the column `key`; None when they are not."""
    inner = list(value.values())
    if not all(isinstance(one, dict) and one for one in inner) or not _akin(inner):
        return None
    name = next(name for name in ("key", "@key", "@@key") if not any(name in one for one in inner))
    return [{name: key, **one} for key, one in value.items()]


def _akin(objects: list[dict[str, Any]]) -> bool:
    """Whether objects kept by their key are records of one kind: three at least, with the same keys."""
    first = set(objects[0]) if objects else set()
    return len(objects) >= 3 and all(2 * len(first & set(one)) > len(first | set(one)) for one in objects)


def within(key: str, lists: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether the column is one of such a list."""
    return any(key == name or key.startswith(f"{name}.") for name in lists)


def listed(source: Source, name: str | None, records: list[dict[str, Any]], encoding: str = "utf-8") -> Sheet:
    """Such a list as a table `a.json!users`; lines inside are not known, so `line` is the record's number."""
    rows = [flat(record) for record in records]
    header = tuple(dict.fromkeys(key for record in rows for key in record))
    sink = source.table(name, len(header), header)
    out = Rows(sink, len(header))
    for number, record in enumerate(rows, 1):
        out.add(number, [text_of(record[key]) if key in record else None for key in header])
    return Sheet(out.close(), sink.rows, len(header), header, name, encoding)


def flat(record: dict[str, Any], prefix: str = "", depth: int = 3) -> dict[str, Any]:
    """Objects inside become columns `address.city`; lists stay JSON text."""
    out: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value and depth:
            out.update(flat(value, f"{prefix}{key}.", depth - 1))
        else:
            out[f"{prefix}{key}"] = value
    return out
