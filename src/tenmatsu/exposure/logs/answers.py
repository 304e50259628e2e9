"""The time of each record, from the column of its table that tells it."""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from tenmatsu.exposure.channel import Scene, quoted
from tenmatsu.exposure.given import text, wrong
from tenmatsu.exposure.logs.times import moment
from tenmatsu.model import Table, TypedColumn

UTC_LABEL = re.compile(r"\butc\b|_utc$|\(gmt\)", re.I)
FORMATS = (
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d",
    "%Y-%m-%d",
)
NAMED_ZONE = "[0-9](Z|[ ]?(UTC|GMT|JST).*|[ ]?[+-][0-9]{2}:?[0-9]{2})$"
WORDS = re.compile(
    r"タイムスタンプ|送信日|回答日|受付日|申込日|申し込み日|登録日|決済日|購入日|注文日|支払日|利用日|入力日|処理日|問合せ日|取引日|日時"
    r"|timestamp|submitted|created|answered|paid|payment.?(date|time)|ordered|order.?(date|time)|date.?time|transaction",
    re.I,
)
SAMPLE = 200


def answer_times(scene: Scene, name: str, key: str) -> None:
    """Make the table `name`: record_id, sent TIMESTAMP (clock of Japan; null where no time can be read), day_only.

    `key` of the evidence names the column by its label; without it the one column of times is found.
    """
    label, found = text(scene, key), False
    run = scene.db.execute
    run(f"CREATE OR REPLACE TABLE {name}_cells (item VARCHAR, row BIGINT, raw VARCHAR, ahead INTERVAL)")
    for item, (table, columns) in scene.tables.items():
        position = labelled(table, label) if label else _found(scene, key, table, columns)
        found |= position is not None
        if position is not None:
            ahead = 9 if table.header and UTC_LABEL.search(table.header[position - 1]) else 0
            run(
                f"INSERT INTO {name}_cells SELECT {quoted(item)}, row, trim(c{position}), INTERVAL {ahead} HOUR "
                f"FROM read_parquet({quoted(table.path)})"
            )
    if label and scene.tables and not found:
        raise wrong(scene, key, f"names a column that no table of this evidence has: {label}")
    _parsed(scene, name)


def _parsed(scene: Scene, name: str) -> None:
    """The common forms by columns; each other text once, by itself. `Created (UTC)` says the zone in its label: it holds for
    times that do not name their own."""
    run, formats = scene.db.execute, ", ".join(quoted(one) for one in FORMATS)
    run(
        f"CREATE OR REPLACE TABLE {name}_read AS SELECT raw, try_strptime(raw, [{formats}]) AS sent "
        f"FROM (SELECT DISTINCT raw FROM {name}_cells WHERE raw <> '')"
    )
    odd = run(f"SELECT raw FROM {name}_read WHERE sent IS NULL").fetchall()
    rest: list[tuple[str, datetime]] = [(raw, at) for (raw,) in odd if (at := moment(raw)) is not None]
    if rest:
        run(f"CREATE OR REPLACE TABLE {name}_odd (raw VARCHAR, sent TIMESTAMP)")
        scene.db.executemany(f"INSERT INTO {name}_odd VALUES (?, ?)", rest)
        run(f"UPDATE {name}_read SET sent = {name}_odd.sent FROM {name}_odd WHERE {name}_odd.raw = {name}_read.raw")
    run(
        f"CREATE OR REPLACE TABLE {name} AS SELECT record_id, CASE WHEN regexp_matches(raw, '{NAMED_ZONE}') THEN sent "
        f"ELSE sent + ahead END AS sent, coalesce(sent = date_trunc('day', sent) AND NOT "
        f"regexp_matches(raw, '[::時]'), false) AS day_only FROM {scene.records} LEFT JOIN {name}_cells USING (item, row) "
        f"LEFT JOIN {name}_read USING (raw)"
    )


def plain(label: str) -> str:
    """A label as it is compared: width, case and spaces do not matter."""
    return re.sub(r"[\s_・]", "", unicodedata.normalize("NFKC", label)).casefold()


def labelled(table: Table, label: str) -> int | None:
    labels = [plain(one) for one in table.header or ()]
    return labels.index(plain(label)) + 1 if plain(label) in labels else None


def _found(scene: Scene, key: str, table: Table, columns: Sequence[TypedColumn]) -> int | None:
    """The column whose cells are times; the label decides between several."""
    typed = {one.position: one.kind for one in columns}
    timed = [n for n in range(1, table.columns + 1) if typed.get(n) != "birth_date" and _times(scene, table, n)]
    named = [n for n in timed if table.header and WORDS.search(table.header[n - 1])]
    clocked = [n for n in named or timed if _times(scene, table, n, clock=True)] or named or timed
    if len(clocked) > 1:
        labels = ", ".join((table.header or ())[n - 1] if table.header else f"column {n}" for n in clocked)
        raise wrong(scene, key, f"is missing, and several columns hold times ({labels}); name one of them")
    return clocked[0] if clocked else None


def _times(scene: Scene, table: Table, position: int, *, clock: bool = False) -> bool:
    rows = scene.db.execute(
        f"SELECT c{position} FROM read_parquet({quoted(table.path)}) WHERE trim(c{position}) <> '' LIMIT {SAMPLE}"
    ).fetchall()
    read = [raw for (raw,) in rows if moment(raw) and (not clock or re.search(r"[::時]", raw))]
    return bool(rows) and len(read) >= 0.9 * len(rows)
