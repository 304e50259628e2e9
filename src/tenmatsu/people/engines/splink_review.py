"""Further pairs for a person's judgement, found by Splink 5 (MIT; the extra `fuzzy`). It proposes and never joins.

What the rules settled stays out: only records of persons that are not in the master, or that stand alone, are compared.
Splink blocks on looser keys than people/candidates.py (half a mailbox, the end of a telephone number, the beginning of
a reading), counts on these very records how often strangers agree and how common each value is, and ranks. What one
person's records agree on is stated here and not learned: learned from the records it was unstable, so that the best
threshold moved between 0.5 and 0.9999 with the size of the file, and small files cannot be learned from at all.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from tenmatsu.errors import InputError
from tenmatsu.people.persons import parquet

if TYPE_CHECKING:
    from splink import Linker

Config = dict[str, str | bool | int | float | list[str]]
PER_BIT = 0.30103
"""log10 of 2: Splink weighs in bits, review.parquet in log10 odds."""
LEAST = -3.0
"""Bits from which a pair is worth a look."""
FEWEST = 20
"""Below so many records nothing can be learned from them."""
CROWD = 12
"""A mailbox or telephone under which more names than this are known says nothing."""
SEED = 20160614
U_PAIRS = 2e6

MISSING = "further pairs need Splink 5 or newer; install it: pip install 'tenmatsu[fuzzy]'"

BLOCKS = (
    "l.email = r.email", "l.phone = r.phone", "l.passport = r.passport", "l.name = r.name AND l.birth = r.birth",
    "l.reading = r.reading AND l.birth = r.birth", "l.name = r.name AND l.postcode = r.postcode",
    "l.reading = r.reading AND l.postcode = r.postcode", "l.name = r.name AND l.address = r.address",
    "l.reading = r.reading AND l.address = r.address", "l.address = r.address AND l.birth = r.birth",
)  # fmt: skip
LOOSE = (
    *BLOCKS,
    "l.mailbox = r.mailbox AND l.given = r.given", "l.mailbox = r.mailbox AND l.birth = r.birth",
    "l.phone_end = r.phone_end AND l.given = r.given", "l.phone_end = r.phone_end AND l.birth = r.birth",
    "l.given = r.given AND l.birth = r.birth", "l.given = r.given AND l.address = r.address",
    "l.reading_start = r.reading_start AND l.birth = r.birth",
    "l.reading_start = r.reading_start AND l.postcode = r.postcode",
)  # fmt: skip
PARTNERS = 0.1
"""For each record that the rules left alone, how many others of the same person are expected among them."""
HOUSEHOLD = 0.3
"""And how many of its household that share a mailbox, a telephone or an address."""
BROTHERS = 2e-3
"""How often two of one household have names that are one slip apart (太郎 and 次郎): not counted among strangers."""


def review(records: Path, already: Path, to: Path, *, memory: str, most: int = 100_000) -> int:
    """Write to `to` the pairs of `already` (review.parquet) and behind them up to `most` further ones, best first.

    `records` is records.parquet with record_id, person_id, person_records, member_id and the normal forms. A further
    pair has the columns record_a, record_b, reason (`fuzzy: …`: what speaks for and against it, in bits, no value) and
    weight (log10). Pairs whose names, births or sexes plainly differ are left out: these are families. One pair of
    records stands for each pair of persons; a pair of persons that is already in the queue is left out. `already` and
    `to` may be one file. Answers how many were added. InputError when splink is missing.
    """
    _needed()
    known = pl.read_parquet(already)
    remainder = f"SELECT * FROM {parquet(records)} WHERE member_id IS NULL OR person_records = 1"  # noqa: S608 - quoted
    config: Config = {"memory_limit": memory, "threads": 2, "temp_directory": str(to.parent)}
    with _silence(), duckdb.connect(config=config) as db:
        size = load(db, remainder)
        found = _pairs(db, known, size, most) if size >= FEWEST else known.clear()
    whole = pl.concat([known, found.select(pl.col(name).cast(kind) for name, kind in known.schema.items())])
    fresh = to.with_name(f".{to.name}.fuzzy")
    whole.write_parquet(fresh)
    os.replace(fresh, to)  # noqa: PTH105 - one step: a reader sees the old queue or the new one
    return len(found)


def _needed() -> None:
    try:
        import splink
    except ImportError as error:
        raise InputError(MISSING) from error
    if int(splink.__version__.partition(".")[0]) < 5:
        raise InputError(MISSING)


@contextmanager
def _silence() -> Iterator[None]:
    """Splink tells on standard error what it could not learn; here the reasons of the pairs say it."""
    log = logging.getLogger("splink")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def load(db: duckdb.DuckDBPyConnection, source: str) -> int:
    """Make the table `people` from a SELECT with the columns of records.parquet; the number of records."""
    db.execute(
        f"""CREATE TABLE people AS
        WITH plain AS (
            SELECT record_id AS unique_id, person_id, name_key AS name, reading,
                   nullif(split_part(name, ' ', 2), '') AS given,
                   birth_date::VARCHAR AS birth, sex, email, phone, postcode, address_key AS address, passport
            FROM ({source})),
        mails AS (SELECT email FROM plain GROUP BY email HAVING count(DISTINCT coalesce(name, reading)) > {CROWD}),
        phones AS (SELECT phone FROM plain GROUP BY phone HAVING count(DISTINCT coalesce(name, reading)) > {CROWD}),
        births AS (SELECT birth FROM plain GROUP BY birth
                   HAVING count(*) > greatest(200, (SELECT count(*) FROM plain) / 2000)),
        clean AS (
            SELECT * REPLACE (
                CASE WHEN email NOT IN (SELECT email FROM mails WHERE email IS NOT NULL) THEN email END AS email,
                CASE WHEN phone NOT IN (SELECT phone FROM phones WHERE phone IS NOT NULL) THEN phone END AS phone,
                CASE WHEN birth NOT IN (SELECT birth FROM births WHERE birth IS NOT NULL) THEN birth END AS birth)
            FROM plain)
        SELECT *, split_part(email, '@', 1) AS mailbox, right(phone, 7) AS phone_end, left(reading, 6) AS reading_start
        FROM clean"""  # noqa: S608 - our own words; the path is quoted
    )
    return int(db.execute("SELECT count(*) FROM people").fetchall()[0][0])


def modelled(db: duckdb.DuckDBPyConnection, comparisons: Sequence[Any], blocks: Sequence[str], chance: float) -> Linker:
    """A Splink linker over `people`; how often strangers agree (u) is counted on a sample of their pairs.

    `chance` is the share of all pairs that are one person. What one person's records agree on (m) stays as stated.
    """
    from splink import DuckDBAPI, Linker, SettingsCreator
    from splink.blocking_rule_library import CustomRule

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=[CustomRule(block) for block in blocks],
        probability_two_random_records_match=chance,
        retain_matching_columns=True,  # else Splink drops the level reached as well
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["person_id"],
        linker_uid="tenmatsu",
    )
    linker = Linker(DuckDBAPI(db).register("people"), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=SEED)
    return linker


def comparisons(size: int) -> list[Any]:
    """Fields as they depend on one another; among `size` records."""
    import splink.comparison_level_library as level

    slip = level.CustomLevel("levenshtein(birth_l, birth_r) <= 1")
    passport = level.CustomLevel("levenshtein(passport_l, passport_r) <= 1")
    return [
        names(),
        compared("birth", (equal("birth"), "equal", 0.95, 1e-4), (slip, "one slip", 0.03, 1e-3)),
        compared("sex", (equal("sex", often=False), "equal", 0.99, 0.5)),
        shared(size),
        compared("passport", (equal("passport", often=False), "equal", 0.90, 1e-7), (passport, "one slip", 0.03, 1e-6)),
    ]


Level = tuple[Any, str, float, float]
"""A level, its word, how often two records of one person stand there (m), and of two strangers (u, if none is seen)."""


def names() -> Any:
    """Name and reading say the same thing twice, so the better of the two counts once.

    太郎 and 次郎 are one slip apart and two brothers: where readings are known, a slip is looked for in them alone.
    """
    import splink.comparison_level_library as level

    slip = """CASE WHEN reading_l IS NULL OR reading_r IS NULL
                   THEN length(name_l) > 2 AND levenshtein(name_l, name_r) <= 1
                   ELSE length(reading_l) > 6 AND levenshtein(reading_l, reading_r) <= 1 END"""
    return compared(
        "name",
        (equal("name"), "equal", 0.88, 1e-5),
        (equal("reading"), "equal reading", 0.05, 1e-5),
        (equal("given"), "equal given name", 0.04, 1e-3),
        (level.CustomLevel(slip), "one slip", 0.02, BROTHERS),
        stated=("one slip",),
        unknown="(name_l IS NULL OR name_r IS NULL) AND (reading_l IS NULL OR reading_r IS NULL)",
    )


def shared(size: int) -> Any:
    """E-mail, telephone and address together: a household shares them all, so three say little more than one.

    A record has about as many others of its household as of its own person; u is stated from that, not counted.
    """
    import splink.comparison_level_library as level

    fields = ("email", "phone", "address")
    both = [f"({one}_l IS NOT NULL AND {one}_r IS NOT NULL)" for one in fields]
    count = " + ".join(f"CASE WHEN {one}_l = {one}_r THEN 1 ELSE 0 END" for one in fields)
    near = """mailbox_l = mailbox_r OR postcode_l = postcode_r OR levenshtein(phone_l, phone_r) <= 1
              OR levenshtein(email_l, email_r) <= 2"""
    return compared(
        "contact",
        (level.CustomLevel(f"{count} >= 2"), "two equal", 0.55, HOUSEHOLD / size),
        (level.CustomLevel(f"{count} = 1"), "one equal", 0.22, HOUSEHOLD / size),
        (level.CustomLevel(near), "near", 0.10, 1e-3),
        unknown=f"NOT ({' OR '.join(both)})",
        stated=("two equal", "one equal", "near", "different"),
    )


def equal(column: str, *, often: bool = True) -> Any:
    """Equal; `often`: weighed by how often this very value occurs."""
    import splink.comparison_level_library as level

    return level.ExactMatchLevel(column, often)


def compared(column: str, *levels: Level, unknown: str = "", stated: Sequence[str] = ()) -> Any:
    """A field: unknown, then its levels from the closest on, then different. Levels in `stated` keep their u."""
    import splink.comparison_level_library as level
    from splink.comparison_library import CustomComparison

    nothing = unknown or f"{column}_l IS NULL OR {column}_r IS NULL"
    left = (1 - sum(m for *_, m, _u in levels), 1 - sum(u for *_, u in levels))
    every: tuple[Level, ...] = (*levels, (level.ElseLevel(), "different", *left))
    every_level: list[Any] = [
        one.configure(label_for_charts=word, m_probability=m, u_probability=u, fix_u_probability=word in stated)
        for one, word, m, u in every
    ]
    empty = level.CustomLevel(nothing).configure(is_null_level=True, label_for_charts="unknown")
    return CustomComparison(output_column_name=column, comparison_levels=[empty, *every_level])


def _pairs(db: duckdb.DuckDBPyConnection, known: pl.DataFrame, size: int, most: int) -> pl.DataFrame:
    """The best pair of each two persons that the queue does not hold, in the columns of review.parquet."""
    linker = modelled(db, comparisons(size), LOOSE, PARTNERS / size)
    scored = linker.inference.predict(threshold_match_weight=LEAST, warning_mode="never")
    queue = known.select("record_a", "record_b").to_arrow()
    db.register("queue", queue)
    told = list(_told(linker))
    best = db.sql(
        f"""WITH held AS (
            SELECT DISTINCT least(a.person_id, b.person_id) AS low, greatest(a.person_id, b.person_id) AS high
            FROM queue JOIN people a ON a.unique_id = record_a JOIN people b ON b.unique_id = record_b),
        apart AS (
            SELECT *, least(person_id_l, person_id_r) AS low, greatest(person_id_l, person_id_r) AS high
            FROM {scored.physical_name}
            WHERE person_id_l <> person_id_r AND gamma_name <> 0 AND gamma_birth <> 0 AND gamma_sex <> 0)
        SELECT least(unique_id_l, unique_id_r) AS record_a, greatest(unique_id_l, unique_id_r) AS record_b,
               'fuzzy: ' || concat_ws(', ', {", ".join(told)}) AS reason,
               match_weight * {PER_BIT} AS weight
        FROM apart ANTI JOIN held USING (low, high)
        QUALIFY row_number() OVER (PARTITION BY low, high ORDER BY match_weight DESC, unique_id_l, unique_id_r) = 1
        ORDER BY match_weight DESC, record_a, record_b LIMIT {most}"""  # noqa: S608 - our own words and Splink's names
    ).to_arrow_table()
    db.unregister("queue")
    return pl.DataFrame(best)


def _told(linker: Linker) -> Iterator[str]:
    """For each comparison the SQL that tells its share of the weight: `name equal +9.1`; null when nothing is known."""
    for one in linker.misc.save_model_to_json()["comparisons"]:
        name = one["output_column_name"]
        levels = [level for level in one["comparison_levels"] if not level.get("is_null_level")]
        words = " ".join(
            f"WHEN {len(levels) - 1 - at} THEN '{name} {level['label_for_charts']} '" for at, level in enumerate(levels)
        )
        often = any(level.get("tf_adjustment_column") for level in levels)
        weight = f"mw_{name}" + (f" + coalesce(mw_tf_adj_{name}, 0)" if often else "")
        yield f"CASE WHEN gamma_{name} >= 0 THEN CASE gamma_{name} {words} END || printf('%+.1f', {weight}) END"
