"""The register: persons × items × window × recipient, made by columns in DuckDB, spilling to `scratch`.

Each channel says which records went out, when and to whom; here they become lines. All counts of one person stand in
one wide row (one column per kind) until the end, so that 8 million records × 8 kinds are one aggregation over persons
and not over 64 million pairs.
"""

# ruff: noqa: S608  (names in the SQL are our own; values from outside pass through `quoted` or parameters)

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from tenmatsu.errors import CaseError, StoreError
from tenmatsu.exposure.beside import named_beside
from tenmatsu.exposure.channel import Channel, Scene, channels, quoted
from tenmatsu.model import (
    KIND_WORDS,
    NOT_PERSONAL,
    Brief,
    Certainty,
    Evidence,
    Fact,
    Table,
    TypedColumn,
    Unread,
)


@dataclass(frozen=True, slots=True)
class ItemCount:
    """One kind of data: `persons` 人 exposed (confirmed or possible), those confirmed, and the 件 behind them."""

    persons: int
    confirmed: int
    possible: int
    records: int


@dataclass(frozen=True, slots=True)
class Witness:
    """What the channels say beside the register: facts, and what they could not read. `narrowed` when the ways out
    leave records or kinds of the evidence unexposed: `exposed.parquet` beside the register then holds record_id and
    kinds (list, in the order of KIND_WORDS) of the exposed records."""

    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    narrowed: bool


def register(
    records: Path,
    columns: Path,
    brief: Brief,
    to: Path,
    *,
    memory: str = "4GB",
    scratch: Path | None = None,
    case: Path | None = None,
    known: Mapping[str, Channel] | None = None,
    placed: Mapping[str, Sequence[int]] | None = None,
    findings: Path | None = None,
    items: Path | None = None,
    texts: Path | None = None,
    tables: Mapping[str, tuple[Table, Sequence[TypedColumn]]] | None = None,
) -> Witness:
    """Write exposures.parquet at `to` from records.parquet (record_id, item, row, person_id, kinds).

    Columns out: person_id int64, item str (a kind word, none of NOT_PERSONAL), channel str, window_from date|null,
    window_to date|null, recipient str|null, certainty 'confirmed' | 'possible', records int32 (the 件 that stand behind
    the line); in order of person, way out and kind. A confirmed line stands for the possible ones of the same person,
    item, channel and recipient. When records.parquet has no `kinds`, those of the item's columns in columns.csv stand
    in for them. `placed` tells the numbers of the [[evidence]] that each item belongs to; without it the beginning of
    the item's path does. `findings`, `items`, `texts` and `tables` are what
    channel.Scene says of them.

    Answers what the channels say beside it.
    """
    ways = known or channels()
    with _engine(memory, scratch or to.parent) as db:
        _read_records(db, records, columns)
        _read_witnesses(db, findings, items, texts)
        scenes = _scenes(db, brief, case or Path(), placed, tables or {})
        _write(db, _gather(db, scenes, ways), to)
        facts = _once(said for one in scenes for said in (*_channel(one, ways).facts(one), *named_beside(one)))
        unread = list(dict.fromkeys(each for one in scenes for each in _channel(one, ways).unread(one)))
        narrowed = not all(_channel(one, ways).whole(one) for one in scenes) and _narrowed(db, to)
    return Witness(tuple(facts), tuple(unread), narrowed)


def count_items(exposures: Path) -> dict[str, ItemCount]:
    """Kind → how many persons, in the order of KIND_WORDS; `persons` = `confirmed` + `possible`, each person once.

    A record counts once however many recipients and windows it has: the records beside the register are counted
    (`exposed.parquet`, else `records.parquet` with its kinds). Where there are none, the lines alone tell at least how
    many there were: those of the recipient and window with the most.
    """
    with _engine("2GB", exposures.parent) as db:
        db.execute("CREATE TABLE kinds (item VARCHAR, bit BIGINT)")
        db.executemany("INSERT INTO kinds VALUES (?, ?)", [(kind, 1 << n) for n, kind in enumerate(KIND_WORDS)])
        behind = _behind(db, exposures)
        rows = db.execute(_COUNT.format(path=quoted(exposures), behind=behind)).fetchall()
    return {kind: ItemCount(persons, sure, persons - sure, records) for kind, persons, sure, records in rows}


def _behind(db: duckdb.DuckDBPyConnection, exposures: Path) -> str:
    """A SELECT of item and records: how many records stand behind the lines of each kind."""
    records, exposed = (exposures.with_name(name) for name in ("records.parquet", "exposed.parquet"))
    source = f"read_parquet({quoted(records)})"
    if not records.is_file() or "kinds" not in {row[0] for row in db.execute(f"DESCRIBE FROM {source}").fetchall()}:
        return _LEAST
    held = f"SELECT record_id, kinds FROM {source} SEMI JOIN lines USING (person_id)"
    if exposed.is_file():
        held = f"SELECT e.kinds FROM read_parquet({quoted(exposed)}) AS e SEMI JOIN ({held}) USING (record_id)"
    each = f"SELECT unnest(list_distinct(kinds)) AS item FROM ({held})"
    return f"SELECT item, count(*) AS records FROM ({each}) GROUP BY item"


_LEAST = (
    "SELECT item, sum(records) AS records FROM (SELECT person_id, item, max(records) AS records FROM lines "
    "GROUP BY ALL) GROUP BY item"
)
_COUNT = """
WITH lines AS (SELECT * FROM read_parquet({path}) JOIN kinds USING (item) WHERE person_id IS NOT NULL),
masks AS (SELECT person_id, bit_or(bit) AS kinds, bit_or(CASE WHEN certainty = 'confirmed' THEN bit ELSE 0 END) AS sure
          FROM lines GROUP BY person_id),
sets AS (SELECT kinds, sure, count(*) AS persons FROM masks GROUP BY ALL),
sums AS (SELECT item, bit, records::BIGINT AS records FROM ({behind}) JOIN kinds USING (item)
         SEMI JOIN lines USING (item))
SELECT item, sum(persons) FILTER (kinds & bit > 0)::BIGINT,
       coalesce(sum(persons) FILTER (sure & bit > 0), 0)::BIGINT, any_value(records)
FROM sums, sets GROUP BY item, bit ORDER BY bit
"""
_PLACED = pa.schema({"item": pa.string(), "number": pa.int32()})
_WAY = ("channel", "recipient", "window_from", "window_to", "certainty")


@contextmanager
def _engine(memory: str, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with a limit and its own folder (on disk, so that tables spill as well), removed at the end."""
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".register-", dir=scratch) as own:
        try:
            with duckdb.connect(Path(own, "register.duckdb")) as db:
                db.execute(f"SET memory_limit = {quoted(memory)}")
                db.execute(f"SET temp_directory = {quoted(Path(own, 'spill'))}")
                yield db
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            raise StoreError(
                f"{scratch}: the register could not be made in {memory} of memory and the free space of this disk; "
                "free some space or give more with --memory"
            ) from error


def _read_records(db: duckdb.DuckDBPyConnection, records: Path, columns: Path) -> None:
    source = f"read_parquet({quoted(records)})"
    there = {row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    if "kinds" in there:
        db.execute(f"CREATE VIEW records AS SELECT record_id, item, row, person_id, kinds FROM {source}")
        return
    db.execute(
        "CREATE TABLE typed AS SELECT item, list_distinct(list(kind)) AS kinds FROM "
        f"read_csv({quoted(columns)}, header = true, all_varchar = true) GROUP BY item"
    )
    db.execute(
        "CREATE VIEW records AS SELECT record_id, item, row, person_id, coalesce(kinds, []) AS kinds "
        f"FROM {source} LEFT JOIN typed USING (item)"
    )


_FINDINGS = (
    "SELECT NULL::BIGINT AS record_id, NULL::VARCHAR AS item, NULL::VARCHAR AS locator, NULL::VARCHAR AS kind, "
    "NULL::VARCHAR AS value, NULL::BOOLEAN AS hidden, NULL::VARCHAR AS place WHERE false"
)
_ITEMS = (
    "SELECT NULL::VARCHAR AS item, NULL::VARCHAR AS media_type, NULL::VARCHAR AS parent, NULL::VARCHAR AS state, "
    "NULL::TIMESTAMP AS created, NULL::TIMESTAMP AS modified, NULL::TIMESTAMP AS deleted WHERE false"
)


_TEXTS = (
    "SELECT NULL::VARCHAR AS item, NULL::VARCHAR AS place, NULL::VARCHAR AS text, NULL::BOOLEAN AS hidden WHERE false"
)


def _read_witnesses(
    db: duckdb.DuckDBPyConnection, findings: Path | None, items: Path | None, texts: Path | None
) -> None:
    """The views `findings`, `items` and `texts`, empty where nothing was given."""
    for name, path, empty in (("findings", findings, _FINDINGS), ("items", items, _ITEMS), ("texts", texts, _TEXTS)):
        db.execute(f"CREATE VIEW {name} AS {f'FROM read_parquet({quoted(path)})' if path else empty}")


def _scenes(
    db: duckdb.DuckDBPyConnection,
    brief: Brief,
    case: Path,
    known: Mapping[str, Sequence[int]] | None,
    tables: Mapping[str, tuple[Table, Sequence[TypedColumn]]],
) -> list[Scene]:
    """A view of its records for each `[[evidence]]`; CaseError when items stand under none of them."""
    items = [row[0] for row in db.execute("SELECT DISTINCT item FROM records").fetchall()]
    seen = [row[0] for row in db.execute("SELECT item FROM items UNION SELECT item FROM findings").fetchall()]
    if known is None:
        placed = [(item, number) for item in items for number in _under(item, brief.evidence)]
    else:
        placed = [(item, number) for item in {*items, *seen, *tables} for number in known.get(item, ())]
    if astray := len(set(items) - {item for item, _ in placed}):
        raise CaseError(
            f"case.toml: {astray} items of the result stand under no [[evidence]]; investigate the case again"
        )
    there = pa.table({"item": [item for item, _ in placed], "number": [number for _, number in placed]}, schema=_PLACED)
    db.register("there", there)
    db.execute("CREATE TABLE placed AS FROM there")
    for number in range(len(brief.evidence)):
        db.execute(
            f"CREATE VIEW records_{number} AS SELECT records.* FROM records "
            f"SEMI JOIN (FROM placed WHERE number = {number}) AS here USING (item)"
        )
        for name in ("findings", "items", "texts"):
            here = f"(FROM placed WHERE number = {number}) AS here USING (item)"
            db.execute(f"CREATE VIEW {name}_{number} AS SELECT {name}.* FROM {name} SEMI JOIN {here}")
    where = set(placed)
    return [
        Scene(
            db, f"records_{number}", one, case, number, f"findings_{number}", f"items_{number}", f"texts_{number}",
            {item: table for item, table in tables.items() if (item, number) in where}, brief.as_of,
        )
        for number, one in enumerate(brief.evidence)
    ]  # fmt: skip


def _under(item: str, evidence: Iterable[Evidence]) -> list[int]:
    """The numbers of the evidence whose path is the longest beginning of the item's; several when one stands twice."""
    lengths = {number: _covers(one.path, item) for number, one in enumerate(evidence)}
    longest = max(lengths.values(), default=0)
    return [number for number, length in lengths.items() if length and length == longest]


def _covers(path: str, item: str) -> int:
    """How many characters of the item a path covers: as written, or by its last name alone; 0 when it does not."""
    whole = path.removeprefix("./").rstrip("/")
    for start, weight in ((whole, 2), (whole.rsplit("/", 1)[-1], 1)):
        if start in (".", "") or item == start or item.startswith((f"{start}/", f"{start}!")):
            return 2 * len(start) + weight
    return 0


def _gather(db: duckdb.DuckDBPyConnection, scenes: Iterable[Scene], known: Mapping[str, Channel]) -> list[str]:
    """Make `ways` (each channel, window, recipient and certainty once) and `wide`: one row per person and way, with
    the number of its records in one column per kind. Answers the kinds."""
    parts = (
        f"SELECT {quoted(one.evidence.channel)} AS channel, * FROM ({_channel(one, known).lines(one)})"
        for one in scenes
    )
    db.execute(f"CREATE VIEW lines AS {' UNION ALL '.join(parts)}")
    shared = db.execute("SELECT 1 FROM placed GROUP BY item HAVING count(*) > 1 LIMIT 1").fetchall()
    each = "count(DISTINCT record_id)" if shared else "count(*)"
    db.execute(
        f"CREATE TABLE ways AS SELECT row_number() OVER (ORDER BY {', '.join(_WAY)})::INTEGER AS way, * "
        f"FROM (SELECT DISTINCT {', '.join(_WAY)} FROM lines)"
    )
    kinds = _present(db)
    counts = "".join(f", {each} FILTER (list_contains(kinds, '{kind}'))::INTEGER AS {kind}" for kind in kinds)
    same = " AND ".join(f"lines.{column} IS NOT DISTINCT FROM ways.{column}" for column in _WAY)
    db.execute(f"CREATE TABLE wide AS SELECT person_id, way{counts} FROM lines JOIN ways ON {same} GROUP BY ALL")
    return kinds


def _narrowed(db: duckdb.DuckDBPyConnection, to: Path) -> bool:
    """Whether less was exposed than the records hold; if so, what was is written."""
    order = "[" + ", ".join(f"'{kind}'" for kind in KIND_WORDS) + "]"
    db.execute(
        "CREATE TABLE exposed AS SELECT record_id, list_filter("
        f"{order}, lambda kind: list_contains(held, kind)) AS kinds FROM (SELECT record_id, "
        "list_distinct(flatten(list(kinds))) AS held FROM lines GROUP BY record_id)"
    )
    (less,) = db.execute(
        "SELECT count(*) FROM records LEFT JOIN exposed USING (record_id) "
        "WHERE exposed.kinds IS NULL OR len(exposed.kinds) < len(list_distinct(records.kinds))"
    ).fetchall()[0]
    if less:
        where = quoted(to.with_name("exposed.parquet"))
        db.execute(f"COPY (FROM exposed ORDER BY record_id) TO {where} (FORMAT parquet, COMPRESSION zstd)")
    return bool(less)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """The facts, without what a second [[evidence]] over the same files says in the same words of the same place."""
    told = {(one.name, one.value, one.source): one for one in reversed(list(facts))}
    return list(reversed(told.values()))


def _channel(scene: Scene, known: Mapping[str, Channel]) -> Channel:
    try:
        return known[scene.evidence.channel]
    except KeyError as error:
        names = ", ".join(sorted(known))
        raise CaseError(
            f'case.toml: [[evidence]] no. {scene.number + 1}: no channel "{scene.evidence.channel}"; there are {names}'
        ) from error


def _present(db: duckdb.DuckDBPyConnection) -> list[str]:
    """The kinds that occur, in the order of KIND_WORDS."""
    rows = db.execute("SELECT DISTINCT unnest(kinds) FROM (SELECT DISTINCT kinds FROM lines)").fetchall()
    found = {row[0] for row in rows} - NOT_PERSONAL
    if unknown := sorted(found - set(KIND_WORDS)):
        raise StoreError(f"records.parquet: {len(unknown)} kinds that no version of tenmatsu writes; investigate again")
    return [kind for kind in KIND_WORDS if kind in found]


def _write(db: duckdb.DuckDBPyConnection, kinds: list[str], to: Path) -> None:
    """Order the wide rows, which are few, and turn each into its lines while they are written."""
    counts = "".join(f", {count} AS {kind}" for kind, count in _standing(db, kinds).items())
    db.execute(
        f"CREATE TABLE final AS SELECT wide.person_id, ways.*{counts} FROM wide JOIN ways USING (way) {_SURE} "
        "ORDER BY wide.person_id, way"
    )
    cells = ", ".join(f"{{'item': '{kind}', 'records': {kind}}}" for kind in kinds)
    cells = cells or "{'item': NULL::VARCHAR, 'records': 0}"
    db.execute(
        "COPY (SELECT person_id, cell.item AS item, channel, window_from, window_to, recipient, certainty, "
        f"cell.records::INTEGER AS records FROM (SELECT *, unnest([{cells}]) AS cell FROM final) "
        f"WHERE cell.records > 0) TO {quoted(to)} (FORMAT parquet, COMPRESSION zstd)"
    )


_SURE = (
    "LEFT JOIN sure ON sure.person_id IS NOT DISTINCT FROM wide.person_id AND sure.channel = ways.channel "
    "AND sure.recipient IS NOT DISTINCT FROM ways.recipient AND ways.certainty = 'possible'"
)


def _standing(db: duckdb.DuckDBPyConnection, kinds: list[str]) -> dict[str, str]:
    """Make `sure` (what is confirmed of each person, by channel and recipient, where something possible is left to
    outrank), and answer the count of each kind without what it outranks."""
    seen = "".join(f", bool_or({kind} > 0) AS {kind}" for kind in kinds)
    db.execute(
        f"CREATE TABLE sure AS SELECT person_id, channel, recipient{seen} FROM wide JOIN ways USING (way) "
        f"WHERE certainty = '{Certainty.CONFIRMED}' AND EXISTS (SELECT 1 FROM ways AS other WHERE "
        f"other.certainty = '{Certainty.POSSIBLE}' AND other.channel = ways.channel "
        "AND other.recipient IS NOT DISTINCT FROM ways.recipient) GROUP BY ALL"
    )
    return {kind: f"CASE WHEN sure.{kind} THEN 0 ELSE wide.{kind} END" for kind in kinds}
