"""Chapter 2, for running text: passages as taken in, the findings in them, and the records that findings make.

The passages of one `[[evidence]]` lie in `passages.parquet` of its intake folder. Findings that stand together (a name
and its telephone, a form, an address in the head of a mail) are one record, a *mention*: a row of `mentions-N.parquet`,
which goes the way of a table from there on. `found-N.parquet` holds every finding with the number of its mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.case.intake import Taken, Told, is_log
from tenmatsu.case.passages import NAME, held
from tenmatsu.case.staff import handlers, no_person
from tenmatsu.exposure.authors import of_maker
from tenmatsu.model import KIND_WORDS, NOT_PERSONAL, Brief, Finding, Locator, Passage, Table, TypedColumn
from tenmatsu.people.beside import TABLE
from tenmatsu.people.normal import layout_of
from tenmatsu.pii.gather import Mention, gather
from tenmatsu.pii.text import find as find_spots
from tenmatsu.pii.text import finding

TOGETHER = 20_000_000
"""Characters of one item that are gathered at a time; names are joined within that much text."""
TWICE = ("email", "phone")
"""Kinds of which a record keeps a second value; further ones stand among the findings alone."""

AT_WORK = frozenset({"name", "family_name", "name_kana", "name_romaji", "phone", "email", "employer", "occupation"})
"""What a paper says of those who handle it."""

KINDS: tuple[tuple[str, int], ...] = (
    *((kind, 1) for kind in KIND_WORDS if kind not in NOT_PERSONAL),
    *((kind, 2) for kind in TWICE),
)
"""The columns of a table of mentions: kind, and which of its values."""

COLUMNS: tuple[TypedColumn, ...] = tuple(
    TypedColumn("", at, kind, kind, 1.0, "found in running text", group=group)
    for at, (kind, group) in enumerate(KINDS, 1)
)

FOUND = pa.schema(
    [
        ("item", pa.string()), ("locator", pa.string()), ("kind", pa.string()), ("value", pa.string()),
        ("hidden", pa.bool_()), ("score", pa.float32()), ("place", pa.string()), ("row", pa.int64()),
    ]
)  # fmt: skip
"""A finding as kept: `place` names the header of a mail; `row` is its mention, null when it belongs to none."""
_MENTIONS = pa.schema(
    [("item", pa.string()), ("row", pa.int64()), *((f"c{column.position}", pa.string()) for column in COLUMNS)]
)


def find(
    evidence: Sequence[Taken],
    typed: Sequence[Sequence[TypedColumn]],
    brief: Brief,
    intake: Path,
    into: Path,
    told: Told,
) -> None:
    """Search all running text of the evidence; `found-N.parquet` and `mentions-N.parquet` for each that has any."""
    tables = [table for one in evidence for table in one.tables]
    tabled: dict[str, int] = {}
    for table, columns in zip(tables, typed, strict=True):
        document = re.sub(TABLE, "", table.item)
        if document != table.item and layout_of(columns).holds_persons():
            tabled[document] = tabled.get(document, 0) + table.rows
    for done, one in enumerate(evidence):
        told("find", done, len(evidence))
        path = intake / f"evidence-{one.number}" / NAME
        if path.is_file():
            _find(one, brief, path, into, tabled)
    told("find", len(evidence), len(evidence))


def _find(one: Taken, brief: Brief, path: Path, into: Path, tabled: Mapping[str, int]) -> None:
    rows = {table.item: table.rows for table in one.tables}
    with (
        pq.ParquetWriter(into / f"found-{one.number}.parquet", FOUND, compression="zstd") as found,
        pq.ParquetWriter(into / f"mentions-{one.number}.parquet", _MENTIONS, compression="zstd") as mentions,
    ):
        for item, passages in groupby(held(path), key=lambda passage: passage.locator.item):
            if is_log(one, item, brief):
                continue
            at = rows.get(item, 0)
            for piece in _pieces(passages):
                at = _search(one.shown(item), piece, at, (found, mentions), tabled.get(item, 0))


def _pieces(passages: Iterator[Passage]) -> Iterator[list[Passage]]:
    piece: list[Passage] = []
    size = 0
    for passage in passages:
        piece.append(passage)
        size += len(passage.text)
        if size >= TOGETHER:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _search(
    item: str, piece: Sequence[Passage], at: int, to: tuple[pq.ParquetWriter, pq.ParquetWriter], tabled: int
) -> int:
    """Search one piece; the number of the item's last mention."""
    found, mentions = to
    each = [(passage, find_spots(passage.text)) for passage in piece if not _technical(passage)]
    texts = {passage.locator: passage.text for passage in piece}
    together = _subjects(gather([one for one in each if not _of_the_file(one[0])]), texts, tabled)
    owner = {one.locator: at + number for number, mention in enumerate(together, 1) for one in mention.findings}
    found_here = [finding(passage, spot) for passage, spots in each for spot in spots]
    lines = [_line(item, one, owner.get(one.locator)) for one in found_here]
    if lines:
        found.write_table(pa.Table.from_pylist(lines, schema=FOUND))
    if together:
        rows = [{"item": item, "row": at + number, **_cells(one)} for number, one in enumerate(together, 1)]
        mentions.write_table(pa.Table.from_pylist(rows, schema=_MENTIONS))
    return at + len(together)


def _of_the_file(passage: Passage) -> bool:
    """Who made a file, or wrote a comment in it. Found and told, but nobody's record; a title is contents."""
    return of_maker(str(passage.locator))


def _technical(passage: Passage) -> bool:
    """A line of a mail's head that machines wrote: a Message-ID looks like an address and is nobody's."""
    head = (passage.locator.get("header") or "").lower()
    return head in ("message-id", "in-reply-to", "references", "received", "date", "return-path", "x-mailer")


def _subjects(mentions: Sequence[Mention], texts: Mapping[Locator, str], tabled: int = 0) -> list[Mention]:
    """Those whom the text is about. Staff and guardians of whom no more than name, mail and telephone of their work
    stands beside are items, unless there is nobody else, also in the tables of the document (`tabled` rows); a value
    that tells nobody from another (a postcode alone) is nobody's record."""
    personal = [one for one in mentions if any(each.kind not in NOT_PERSONAL for each in one.findings)]
    told = [one for one in personal if one.role != "unidentified" and not no_person(one, texts)]
    concerned = [one for one in told if one.role in ("self", "sender") or _private(one)]
    work = {at for at in handlers(concerned, texts, tabled) if not _private(concerned[at])}
    return [one for at, one in enumerate(concerned) if at not in work] or ([] if tabled else told)


def _private(mention: Mention) -> bool:
    """Whether more is told than who does the work: then the mention is a person concerned, whatever its role."""
    return any(one.kind not in AT_WORK and one.kind not in NOT_PERSONAL for one in mention.findings)


def _cells(mention: Mention) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for one in mention.findings:
        told = values.setdefault(one.kind, [])
        if one.value not in told:
            told.append(one.value)
    return {
        f"c{at}": values[kind][group - 1]
        for at, (kind, group) in enumerate(KINDS, 1)
        if len(values.get(kind, ())) >= group
    }


def _line(item: str, one: Finding, row: int | None) -> Mapping[str, object]:
    locator = one.locator
    return {
        "item": item, "locator": str(Locator(item, locator.place)), "kind": one.kind, "value": one.value,
        "hidden": one.hidden, "score": one.score, "place": locator.get("header"), "row": row,
    }  # fmt: skip


def mentions(evidence: Sequence[Taken], folder: Path) -> list[Table]:
    """The tables of mentions that an earlier step wrote, in the order of the evidence; those without a row left out."""
    tables = []
    for one in evidence:
        path = folder / f"mentions-{one.number}.parquet"
        if path.is_file() and (rows := pq.ParquetFile(path).metadata.num_rows):
            tables.append(Table("", path, rows, len(KINDS), tuple(kind for kind, _ in KINDS)))
    return tables


def counts(table: Table) -> list[tuple[str, int, int]]:
    """(item, its first row, how many) of a table of mentions, in the order of its rows."""
    items = pl.read_parquet(table.path, columns=["item", "row"])
    grouped = items.group_by("item", maintain_order=True).agg(pl.col("row").min(), pl.len().alias("n"))
    return [(str(item), int(row), int(n)) for item, row, n in grouped.iter_rows()]
