"""What belongs to a case and stands outside of its folder, read leniently: also of a case whose brief is broken."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from tenmatsu.store.brief import NAME
from tenmatsu.store.disk import shown


def outside(case: Path, links: Iterable[str] = ()) -> tuple[str, ...]:
    """Where evidence and masters of case.toml, and the targets of links in the case, stand outside of the folder."""
    top = _top(case)
    named = [table.get("path") for word in ("evidence", "master") for table in _tables(top.get(word))]
    paths = {_resolved(case / path) for path in (*named, *links) if isinstance(path, str) and "\0" not in path}
    return tuple(sorted(shown(path) for path in paths if not path.is_relative_to(_resolved(case))))


def title(case: Path) -> str:
    """The title of the case, or '' when it cannot be read."""
    head = _top(case).get("case")
    return str(head.get("title", "")) if isinstance(head, dict) else ""


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return path.absolute()


def _top(case: Path) -> dict[str, object]:
    try:
        return tomllib.loads((case / NAME).read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}


def _tables(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
