"""Files of worked examples: YAML read so that every table knows its file and the lines of its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tenmatsu.errors import InputError

SHAPE = "a file of examples is a list of entries with id, given (with regime) and expect"


class Lined(dict[str, object]):
    """A table of the file; `lines` are those of its keys, `line` is its own."""

    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = {}


def place_of(table: Mapping[str, object], key: str = "") -> str:
    """`examples.yaml, line 12: ` for a key of a table that was read from a file; nothing for others."""
    if not isinstance(table, Lined) or not table.file:
        return ""
    return f"{table.file}, line {table.lines.get(key, table.line)}: "


class _Plain(yaml.SafeLoader):
    """YAML in which yes, no, on and off are words, as in YAML 1.2: `owed: yes`, `on: 2016-05-31`."""

    file = ""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:bool"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _table(loader: _Plain, node: yaml.MappingNode) -> Iterator[Lined]:
    found = Lined()
    found.file, found.line, lines = loader.file, node.start_mark.line + 1, {}
    yield found
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        key = _key(loader.construct_object(key_node, deep=True))
        if key in lines:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key} stands twice", key_node.start_mark)
        lines[key] = key_node.start_mark.line + 1
        found[key] = loader.construct_object(value_node, deep=True)
    found.lines = lines


def _key(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(loader: _Plain, node: yaml.ScalarNode) -> Any:
    """A day, an instant, or the text as written where the calendar has no such day: who reads it says so."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return str(node.value)


_Plain.add_constructor("tag:yaml.org,2002:map", _table)
_Plain.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read(path: Path) -> list[Mapping[str, object]]:
    """The examples of a YAML file; InputError names the file and the line of the entry that is not well formed."""
    tree = _load(path)
    entries = tree.get("examples", [tree]) if isinstance(tree, dict) else tree
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{path.name}: {SHAPE}")
    for index, entry in enumerate(entries, 1):
        where = place_of(entry) if isinstance(entry, Lined) else f"{path.name}: "
        lost = [key for key in ("given", "expect") if not isinstance(entry, dict) or not _is_table(entry.get(key))]
        if lost:
            raise InputError(f"{where}entry {index} needs the tables given and expect; {SHAPE}")
    return entries


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and bool(value)


def _load(path: Path) -> Any:
    try:
        loader = _Plain(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(
            f"{path}: this file cannot be read ({error.strerror}); name a file of worked examples"
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path.name}: this is no YAML in UTF-8; {SHAPE}") from error
    loader.file = path.name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or "it cannot be read"
        raise InputError(f"{path.name}{where}: this is no YAML that can be used: {why}; {SHAPE}") from error
    except RecursionError as error:
        raise InputError(f"{path.name}: this is nested too deeply; {SHAPE}") from error
    finally:
        loader.dispose()
