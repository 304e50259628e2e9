"""`open`: the very row that a locator points at, with its neighbours, read from the evidence itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tenmatsu.case.story import brief_of
from tenmatsu.case.verbs.folder import case_folder
from tenmatsu.errors import LocatorError
from tenmatsu.evidence.reopen import Rows, reopen
from tenmatsu.model import Brief, Locator
from tenmatsu.pii.columns import header_words


def open_(case: Path, locator: str | Locator, *, neighbours: int = 2) -> Rows:
    """The row of the evidence (or of a master: `members#row=17`) that `locator` names, between its neighbours.

    `locator` is `item#row=17`, also with `;col=…`, or `item#line=17` for running text; without a place the first rows
    are shown. The item is the path inside the evidence, with or without the name of its [[evidence]] before it.
    LocatorError when it points nowhere; nothing of what an investigation kept is used.
    """
    where = locator if isinstance(locator, Locator) else Locator.parse(locator.strip())
    return reopened(brief_of(case_folder(case)), case, where, neighbours=neighbours)


def reopened(brief: Brief, case: Path, where: Locator, *, neighbours: int) -> Rows:
    """The same, for a brief that has been read; the first [[evidence]] or [[master]] that holds the item answers."""
    trouble: LocatorError | None = None
    for root, name, item, passwords in _candidates(brief, case, where.item):
        try:
            found = reopen(
                root, name, Locator(item, where.place), passwords=passwords, neighbours=neighbours, words=header_words()
            )
        except LocatorError as error:
            if trouble is None or "has no such item" in str(trouble):
                trouble = error
            continue
        return Rows(where.item, found.header, found.rows, found.marked, found.column)
    raise trouble or LocatorError(f"{case}: case.toml names neither evidence nor master, so nothing can be opened")


def _candidates(brief: Brief, case: Path, item: str) -> Iterator[tuple[Path, str, str, tuple[str, ...]]]:
    """(root, name, item as `walk` called it, passwords) under which the item may stand."""
    for evidence in brief.evidence:
        path = evidence.path.rstrip("/")
        name = path.rsplit("/", 1)[-1]
        inside = [item] if _is(item, name) else [f"{name}/{item}"]
        befores = [f"{one}/" for one in (name, path) if item.startswith(f"{one}/")]
        inside += [f"{name}/{item.removeprefix(before)}" for before in befores]
        inside += [f"{name}{item.removeprefix(path)}"] if _is(item, path) else []
        for one in dict.fromkeys(inside):
            yield case / evidence.path, name, one, (*evidence.passwords, *brief.passwords)
    for master in brief.masters:
        if _is(item, master.name) or item.startswith(f"{master.name}/"):
            yield case / master.path, master.name, item, brief.passwords


def _is(item: str, name: str) -> bool:
    return item == name or item.startswith(f"{name}!")
