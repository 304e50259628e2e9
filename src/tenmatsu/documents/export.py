"""Lists that leave the house: persons, register, and one list per partner, as Excel, CSV or Parquet.

Rows stream from Parquet to the file through DuckDB in batches and never become objects, but for Excel, whose rows are
written one by one. Files are made in a private folder beside their place and moved there when whole, with rights 0600.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import duckdb

from tenmatsu import plug
from tenmatsu.documents.format import Cover, Format, Line, Written
from tenmatsu.documents.listing import (
    WHO,
    Heading,
    Listing,
    both,
    formulas,
    person_columns,
    person_headings,
    register_headings,
)
from tenmatsu.documents.result import Summary, quoted, summary, tables
from tenmatsu.documents.words import word
from tenmatsu.errors import InputError, StoreError
from tenmatsu.model import Brief

What = Literal["persons", "register", "segments"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What left: `files` (the one asked for first), `rows` over all lists, `persons` each counted once.

    `neutralised` cells got a leading apostrophe; `shortened` cells were cut at the limit of Excel; `lists` is 1, or the
    number of segment values.
    """

    what: What
    files: tuple[Path, ...]
    rows: int
    persons: int
    lists: int
    neutralised: int
    shortened: int


def export(result: Path, what: What, to: Path, *, brief: Brief, day: date) -> Exported:
    """Writes a list of the result to `to`: .xlsx, .csv or .parquet by its ending; InputError for any other.

    `segments` writes a sheet per segment value into one workbook; as .csv or .parquet, `to` is the table of
    contents and the lists lie in a folder of its name beside it, one file each. `day` is the date on the cover.
    """
    form = _format(what, to)
    known = summary(result)
    with _private(to) as scratch, tables(result, memory="600MB", scratch=scratch) as connection:
        lists = _lists(connection, what, scratch)
        cover = Cover(
            word(f"export.{what}", "ja"), _cover(connection, known, lists, what, brief, day, result), what == "segments"
        )
        (scratch / "out").mkdir()
        written = form.write(connection, lists, cover, scratch / "out" / to.name)
        files = _into_place(written, scratch / "out", to)
        persons = _count(connection, "select count(distinct person_id) from listed")
    return Exported(
        what, files, sum(one.rows for one in lists), persons, len(lists),
        sum(one.neutralised for one in lists) if form.neutral else 0, written.shortened,
    )  # fmt: skip


def _format(what: str, to: Path) -> Format:
    formats = {form.ending: form for form in plug.members("tenmatsu.documents.formats", "FORMAT", Format)}
    if what not in get_args(What):
        raise InputError(f"export {what}: no such list; there are {', '.join(get_args(What))}")
    if to.suffix.lower() not in formats:
        raise InputError(f"{to}: a list cannot be written as {to.suffix!r}; choose {', '.join(sorted(formats))}")
    if to.is_dir() or not to.parent.is_dir():
        raise InputError(f"{to}: is a folder or lies in none; name a file in an existing folder")
    apart = to.with_suffix("")
    if what == "segments" and to.suffix.lower() != ".xlsx" and apart.exists():
        raise InputError(f"{apart}: lists of an earlier export may lie here; remove it or choose another name")
    return formats[to.suffix.lower()]


@contextmanager
def _private(to: Path) -> Iterator[Path]:
    """A folder (0700) beside the target; whatever happens, nothing stays in it."""
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".export-") as folder:
            yield Path(folder)
    except (OSError, duckdb.IOException) as error:
        raise StoreError(f"{to}: could not be written; check free space and rights ({type(error).__name__})") from error


def _lists(connection: duckdb.DuckDBPyConnection, what: What, scratch: Path) -> list[Listing]:
    own = ", ".join(person_columns(connection))
    if what == "persons":
        connection.execute(f"create view listed as select {own}, segments, items, reach, n_records from persons")
        return [_one(connection, (word("export.persons", "ja"),), person_headings(connection, segments=True))]
    if what == "register":
        who = ", ".join(f"p.{name}" for name in person_columns(connection) if name in WHO[1:])
        connection.execute(
            f"create view listed as select e.person_id, {who}, e.item, e.channel, e.window_from, e.window_to,"
            " e.recipient, e.certainty from exposures e left join persons p on p.person_id = e.person_id"
        )
        return [_one(connection, (word("export.register", "ja"),), register_headings(connection))]
    return _by_segment(connection, scratch, own)


def _one(connection: duckdb.DuckDBPyConnection, title: tuple[str, ...], headings: tuple[Heading, ...]) -> Listing:
    counts = connection.execute(
        f"select count(*), count(distinct person_id), coalesce(sum({formulas(headings)}), 0)::bigint from listed"
    ).fetchall()[0]
    return Listing(title, "listed", headings, "select * from listed", *counts)


def _by_segment(connection: duckdb.DuckDBPyConnection, scratch: Path, own: str) -> list[Listing]:
    """A list per segment and value, read from one file that is sorted by them, so that each is found at once."""
    connection.execute(
        "create temp table places as select row_number() over (order by name, value) as place, name, value from (select"
        " distinct one.name as name, one.value as value from (select unnest(segments) as one from persons)"
        " where one.name <> '' and one.value <> '')"
    )
    sorted_ = scratch / "lists.parquet"
    connection.execute(
        f"copy (select p.* exclude (one), l.place from (select {own}, items, reach, n_records,"
        " unnest(list_distinct(segments)) as one from persons) p"
        " join places l on l.name = p.one.name and l.value = p.one.value order by place, person_id)"
        f" to {quoted(str(sorted_))} (format parquet)"
    )
    connection.execute(f"create view listed as select * from read_parquet({quoted(str(sorted_))})")
    headings = person_headings(connection, segments=False)
    counts = connection.execute(
        "select l.name, l.value, l.place, rows, persons, neutralised from (select place, count(*) as rows,"
        f" count(distinct person_id) as persons, sum({formulas(headings)})::bigint as neutralised"
        " from listed group by place) c join places l on l.place = c.place order by l.place"
    ).fetchall()
    return [
        Listing((name, value), f"(select * from listed where place = {place})", headings,
                f"select * exclude (place) from listed where place = {place}", *rest)
        for name, value, place, *rest in counts
    ]  # fmt: skip


def _cover(
    connection: duckdb.DuckDBPyConnection, known: Summary, lists: Sequence[Listing], what: What, brief: Brief,
    day: date, result: Path,
) -> tuple[Line, ...]:  # fmt: skip
    persons = _count(connection, "select count(distinct person_id) from listed")
    made = hashlib.sha256((result / "summary.json").read_bytes()).hexdigest()[:12]
    best, most = known.persons.best, known.persons.at_most
    lines: list[tuple[str, str | int]] = [
        ("title", brief.title), ("organisation", brief.organisation), ("what", both(f"export.{what}")),
        ("purpose", both(f"purpose.{what}")), ("day", day.isoformat()), ("as_of", brief.as_of.isoformat()),
        ("version", f"tenmatsu {known.version or '?'} / {made}"), ("rows", sum(one.rows for one in lists)),
        ("persons", persons), ("result", "–" if best is None else best),
        ("difference", "–" if best is None else best - persons),
        ("interval", f"{known.persons.at_least:,} – {'?' if most is None else f'{most:,}'}"),
        ("records", known.records),
        ("unread", known.unread), ("neutralised", sum(one.neutralised for one in lists)),
    ]  # fmt: skip
    apart = _apart(connection) if what == "segments" else ()
    return (*((both(f"cover.{key}"), value) for key, value in lines), *apart)


def _apart(connection: duckdb.DuckDBPyConnection) -> list[Line]:
    """For each segment, the persons that are in none of its lists and those that are in several."""
    total = _count(connection, "select count(*) from persons")
    found = connection.execute(
        "select name, count(*), count(*) filter (lists > 1) from (select l.name, p.person_id, count(*) as lists"
        " from listed p join places l on l.place = p.place group by all) group by name order by name"
    ).fetchall()
    lines: list[Line] = []
    for name, held, several in found:
        for key, number in (("without", total - held), ("several", several)):
            ja, en = (word(f"cover.{key}", lang, name=name) for lang in ("ja", "en"))
            lines.append((f"{ja} / {en}", number))
    return lines


def _into_place(written: Written, folder: Path, to: Path) -> tuple[Path, ...]:
    """Moves the finished files to their place, readable by their owner only; the one asked for comes last."""
    for file in written.files:
        file.chmod(0o600)
    inner = folder / to.stem
    if inner.is_dir():
        inner.chmod(0o700)
        shutil.move(inner, to.parent / to.stem)
    (folder / to.name).replace(to)
    return tuple(to.parent / file.relative_to(folder) for file in written.files)


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
