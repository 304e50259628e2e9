"""`open`: the very row that a locator points at, with its neighbours, read from the evidence itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import polars as pl

from tenmatsu.case.passages import NAME, held
from tenmatsu.case.story import brief_of
from tenmatsu.case.verbs.folder import case_folder
from tenmatsu.errors import LocatorError
from tenmatsu.evidence.mail_passwords import Candidates
from tenmatsu.evidence.reopen import Excerpt, Rows, reopen, reopen_text
from tenmatsu.model import Brief, Locator
from tenmatsu.pii.columns import header_words
from tenmatsu.store.steps import finished

Found = TypeVar("Found", Rows, Excerpt)


def open_(case: Path, locator: str | Locator, *, neighbours: int = 2) -> Rows | tuple[Excerpt, ...]:
    """The row of the evidence (or of a master: `members#row=17`) that `locator` names, between its neighbours.

    `locator` is `item#row=17`, also with `;col=…`, or `item#line=17` for running text; without a place the first rows
    are shown. `item#page=3;char=10,24` and the like show that text with the characters marked; `item#row=2` of a
    record that was found in running text shows each of its findings. The item is the path inside the evidence, with or
    without the name of its [[evidence]] before it. LocatorError when it points nowhere; what is shown is read from the
    evidence itself.
    """
    where = locator if isinstance(locator, Locator) else Locator.parse(locator.strip())
    brief = brief_of(case_folder(case))
    if _of_text(where):
        return (_first(_excerpts(brief, case, where), where),)
    spots = _spots(case, where)
    if spots:
        return tuple(_first(_excerpts(brief, case, spot), spot) for spot in spots)
    return reopened(brief, case, where, neighbours=neighbours)


def _of_text(where: Locator) -> bool:
    keys = [key for key, _ in where.place]
    return bool(keys) and not {"row", "col"} & set(keys) and keys not in (["line"], ["bytes"])


def _spots(case: Path, where: Locator) -> list[Locator]:
    """The places of the findings of a record that was found in running text; none for a row of a table."""
    row, result = where.get("row"), case / "result"
    if row is None or not row.isdecimal() or not (result / "findings.parquet").is_file():
        return []
    records = pl.scan_parquet(result / "records.parquet", glob=False)
    here = records.filter((pl.col("item") == where.item) & (pl.col("row") == int(row))).select("record_id")
    found = pl.scan_parquet(result / "findings.parquet", glob=False).join(here, on="record_id", how="semi")
    places = [Locator.parse(text) for text in found.select("locator").collect()["locator"].to_list()]
    return [place for place in places if place.get("row") is None]


def _excerpts(brief: Brief, case: Path, where: Locator) -> Iterator[Excerpt | LocatorError]:
    for root, name, item, passwords in _candidates(brief, case, where.item):
        there = Locator(item, where.place)
        try:
            found = _with_passwords(partial(reopen_text, root, name, there), case, item, passwords)
        except LocatorError as error:
            yield error
            continue
        yield replace(found, item=where.item)


def _with_passwords(opened: Callable[..., Found], case: Path, item: str, passwords: tuple[str, ...]) -> Found:
    """What `opened(passwords=…)` gives; once more with the words of mails where only a password was missing."""
    try:
        return opened(passwords=passwords)
    except LocatorError as error:
        told: tuple[str, ...] = _mailed(case, item) if "encrypted" in str(error) or "password" in str(error) else ()
        if not told:
            raise
        return opened(passwords=(*passwords, *told))


def _mailed(case: Path, item: str) -> tuple[str, ...]:
    """Words of the mails around an item that may be its password, as the investigation found them."""
    words = Candidates()
    for path in finished(case / ".work", "intake").glob(f"*/{NAME}"):
        for passage in held(path):
            words.add(passage)
    return words.around(item)


def _first(found: Iterator[Excerpt | LocatorError], where: Locator) -> Excerpt:
    """The first that opens; else the error that says most."""
    trouble: LocatorError | None = None
    for one in found:
        if isinstance(one, Excerpt):
            return one
        if trouble is None or "has no such item" in str(trouble):
            trouble = one
    raise trouble or LocatorError(f"{where.item}: case.toml names no evidence, so nothing can be opened")


def reopened(brief: Brief, case: Path, where: Locator, *, neighbours: int) -> Rows:
    """The same, for a brief that has been read; the first [[evidence]] or [[master]] that holds the item answers."""
    trouble: LocatorError | None = None
    for root, name, item, passwords in _candidates(brief, case, where.item):
        try:
            there = partial(reopen, root, name, Locator(item, where.place), neighbours=neighbours, words=header_words())
            found = _with_passwords(there, case, item, passwords)
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
