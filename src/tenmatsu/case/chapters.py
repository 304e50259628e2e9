"""Chapters 3 to 5: records in normal form, the persons among them, and what is written of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tenmatsu.case import intake, prose
from tenmatsu.case.intake import Taken, Told
from tenmatsu.case.nothing import write_nothing
from tenmatsu.model import Brief, Decision, Locator, Master, Table, TypedColumn, Verdict
from tenmatsu.people import count, features, links, normal, persons
from tenmatsu.people.join import Verdicts
from tenmatsu.people.resolve import Resolution, resolve
from tenmatsu.pii.dates import days


@dataclass(frozen=True, slots=True)
class Parts:
    """The normalised files of a case: records by table, masters by name."""

    records: tuple[Path, ...]
    masters: tuple[Path, ...]
    blocks: tuple[tuple[str, int, int], ...]
    """(item, row of its first record, how many) in the order of the records; 0 for a table that holds no person."""
    owners: tuple[int, ...] = ()
    """For each file of `masters`, the number of its [[master]]."""

    @property
    def rows(self) -> dict[str, int]:
        """Records by item."""
        found: dict[str, int] = {}
        for item, _, many in self.blocks:
            found[item] = found.get(item, 0) + many
        return found


def write_parts(
    evidence: Sequence[Taken],
    masters: Sequence[Taken],
    typed: Sequence[Sequence[TypedColumn]],
    typed_masters: Sequence[Sequence[TypedColumn]],
    brief: Brief,
    mentions: Sequence[Table],
    into: Path,
    told: Told,
) -> None:
    """Bring every table that holds persons to normal form: `records-N.parquet`, `master-N.parquet`, `parts.json`.

    `mentions` are the tables of prose.py, whose records come after those of the tables. Logs that a channel names
    hold no records: they say who saw what.
    """
    tables = [
        (_renamed(table, one.shown(table.item)), intake.is_log(one, table.item, brief))
        for one in evidence
        for table in one.tables
    ]
    owned = [(number, table) for number, one in enumerate(masters) for table in one.tables]
    total = sum(table.rows for table, _ in tables) + sum(table.rows for _, table in owned)
    writer = _PartWriter(into, total, told)
    blocks: list[tuple[str, int, int]] = []
    first = 0
    for number, ((table, is_log), columns) in enumerate(zip(tables, typed, strict=True)):
        holds = normal.layout_of(columns).holds_persons() and not is_log
        written = writer.write(f"records-{number}.parquet", table, columns, (), first) if holds else 0
        blocks.append((table.item, 1, written))
        first += written
    for table in mentions:
        first += writer.write(f"{table.path.stem}.parquet", table, prose.COLUMNS, (), first)
        blocks += prose.counts(table)
    records, writer.names = writer.names, []
    owners: list[int] = []
    for at, ((number, table), columns) in enumerate(zip(owned, typed_masters, strict=True)):
        keep = (brief.masters[number].id, *brief.masters[number].segments)
        owners += [number] if writer.write(f"master-{at}.parquet", table, columns, keep, 0) else []
    known = {"records": records, "masters": writer.names, "blocks": blocks, "owners": owners}
    (into / "parts.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


class _PartWriter:
    """Writes tables in normal form one after the other; `names` are those that have rows."""

    def __init__(self, into: Path, total: int, told: Told) -> None:
        self.into, self.total, self.told = into, total, told
        self.names: list[str] = []
        self._done = 0

    def write(self, name: str, table: Table, columns: Sequence[TypedColumn], keep: Sequence[str], first: int) -> int:
        """The rows written of one table; its records are numbered from `first`."""
        before = self._done
        written = normal.normalise(
            table, columns, self.into / name, first=first, read_days=days, keep=keep,
            progress=lambda now: self.told("normalise", before + now, self.total),
        )  # fmt: skip
        self._done += table.rows
        if written:
            self.names.append(name)
        return written


def _renamed(table: Table, item: str) -> Table:
    return Table(item, table.path, table.rows, table.columns, table.header, table.encoding, table.notes, table.hidden)


def parts(folder: Path) -> Parts:
    """The parts as an earlier step wrote them."""
    known = json.loads((folder / "parts.json").read_text("utf-8"))
    return Parts(
        tuple(folder / name for name in known["records"]), tuple(folder / name for name in known["masters"]),
        tuple((item, row, count) for item, row, count in known["blocks"]), tuple(known["owners"]),
    )  # fmt: skip


def find_persons(given: Parts, decisions: Iterable[Decision], scratch: Path, told: Told) -> Resolution:
    """Features, candidates, weights, components: the persons among the records and master rows."""
    known = features.write(given.records, given.masters, scratch / "features", told)
    return resolve(known, scratch / "pairs", verdicts(decisions, given), told)


def verdicts(decisions: Iterable[Decision], given: Parts) -> Verdicts:
    """Decisions name records by locator; here they become nodes. One whose record is gone is passed by."""
    firsts: dict[str, list[tuple[int, int, int]]] = {}
    at = 0
    for item, row, many in given.blocks:
        firsts.setdefault(item, []).append((row, many, at))
        at += many
    pairs: dict[Verdict, list[tuple[int, int]]] = {Verdict.SAME: [], Verdict.DIFFERENT: [], Verdict.UNSURE: []}
    for one in decisions:
        nodes = [_node(Locator.parse(text), firsts) for text in (one.left, one.right)]
        if None not in nodes:
            left, right = (node for node in nodes if node is not None)
            pairs[one.verdict].append((min(left, right), max(left, right)))
    return Verdicts(tuple(pairs[Verdict.SAME]), tuple(pairs[Verdict.DIFFERENT]))


def _node(locator: Locator, firsts: Mapping[str, Sequence[tuple[int, int, int]]]) -> int | None:
    number = locator.get("row")
    if not number or not number.isdecimal():
        return None
    offsets = ((int(number) - row, many, at) for row, many, at in firsts.get(locator.item, ()))
    return next((at + offset for offset, many, at in offsets if 0 <= offset < many), None)


RESULT = ("records.parquet", "persons.parquet", "links.parquet", "matches.parquet", "review.parquet")


def forget_scratch(folder: Path) -> None:
    """Remove what only finding persons needed."""
    for name in ("features", "pairs"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "segments.parquet").unlink(missing_ok=True)


def link_files(folder: Path, staged: Path) -> None:
    """The files of the step persons become files of the result: hard links, so that nothing is copied."""
    for name in RESULT:
        if (folder / name).exists():
            (staged / name).hardlink_to(folder / name)


def member_ids(given: Parts) -> pl.Series:
    """The id of each master row, as the master writes it, in the order of the nodes."""
    found = [pl.read_parquet(path, columns=["keep_1"])["keep_1"] for path in given.masters]
    return pl.concat(found) if found else pl.Series([], dtype=pl.String)


def write_segments(given: Parts, wanted: Sequence[Master], registered: pl.DataFrame, to: Path) -> Path | None:
    """person_id and `segments` (list of name and value) over all registrations of a person; None without segments."""
    frames, at = [], 0
    for path, number in zip(given.masters, given.owners, strict=True):
        names = wanted[number].segments
        kept = [f"keep_{position}" for position in range(2, len(names) + 2)]
        rows = pl.read_parquet(path, columns=["keep_1", *kept]).with_columns(
            pl.int_range(at, at + pl.len()).alias("at")
        )
        at += len(rows)
        for name, column in zip(names, kept, strict=True):
            valued = registered.join(rows.select("at", pl.col(column).alias("value")), on="at", how="inner")
            valued = valued.filter(pl.col("value").fill_null("") != "")
            frames.append(valued.select("person_id", pl.lit(name).alias("name"), "value"))
    if not frames:
        return None
    each = pl.concat(frames).unique().sort("person_id", "name", "value")
    each.group_by("person_id", maintain_order=True).agg(pl.struct("name", "value").alias("segments")).write_parquet(to)
    return to


def write_persons(
    found: Resolution, given: Parts, wanted: Sequence[Master], to: Path, memory: str, told: Told
) -> dict[str, Any]:
    """records, persons, links, matches and review into `to`; answers the counts that go into summary.json."""
    ids = member_ids(given)
    told("write", 0, 4)
    if not found.features.records:
        write_nothing(to)
        return {"records": 0, "persons": count.Interval(0, 0, 0), "review": 0, "of_master": len(ids), "affected": 0}
    member = links.members(found)
    records = found.features.records
    person = found.best[:records]
    owners = persons.Owners(
        person, np.where(member < 0, -1, member - records), ids, np.bincount(person, minlength=records).astype(np.int32)
    )
    persons.write_records(given.records, owners, found.features, to / "records.parquet")
    told("write", 1, 4)
    registered = links.registrations(found)
    segments = write_segments(given, wanted, registered, to / "segments.parquet")
    people = persons.write_persons(
        to / "records.parquet", to / "persons.parquet", memory=memory, scratch=to, segments=segments
    )
    told("write", 2, 4)
    doubts = links.write(found, ids, to)
    told("write", 3, 4)
    interval = count.interval(found)
    assert interval.best == people, "the list and the count are one number"
    return {
        "records": records,
        "persons": interval,
        "review": doubts,
        "of_master": len(ids),
        "affected": len(registered),
    }
