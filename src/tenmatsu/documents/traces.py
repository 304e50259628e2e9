"""What the register of now would answer to callers of whom only the keyed hash of their question was kept."""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from tenmatsu.documents.lookup import FIRST, Answer
from tenmatsu.documents.lookup import sql_fold as sql_fold
from tenmatsu.documents.result import columns

_BLOCK = 64


def answers_now(db: duckdb.DuckDBPyConnection, key: bytes, traces: Iterable[str]) -> dict[str, Answer]:
    """Trace (see `lookup.trace`) → answer; one that no two words of a person give is absent. `db` holds `persons`."""
    db.execute("create temp table traces (trace varchar)")
    if wanted := [(one,) for one in set(traces)]:
        db.executemany("insert into traces values (?)", wanted)
    present = set(columns(db, "persons"))
    firsts = ", ".join(sql_fold(f"{name}::varchar") for name in FIRST if name in present)
    seconds = ", ".join(f"regexp_replace({name}::varchar, '[^0-9]', '', 'g')" for name in ("birth_date", "postcode"))
    hashed = f"left({_hmac('trace_first || chr(31) || trace_second', key)}, 32)"
    rows = db.execute(
        f"with one as (select person_id, unnest([{firsts}]) as trace_first, [{seconds}] as seconds from persons), "
        "pairs as (select person_id, trace_first, unnest(seconds) as trace_second from one where trace_first <> '') "
        f"select trace, count(distinct person_id) from (select {hashed} as trace, person_id from pairs "
        "where trace_second <> '') join traces using (trace) group by trace"
    ).fetchall()
    return {trace: Answer.ASK_BACK if many > 1 else Answer.CONCERNED for trace, many in rows}


def _hmac(spoken: str, key: bytes) -> str:
    """SQL of HMAC-SHA256 (RFC 2104) in hexadecimal digits."""
    inner, outer = (bytes(one ^ pad for one in key.ljust(_BLOCK, b"\0")) for pad in (0x36, 0x5C))
    text = f"encode('asked' || chr(31) || {spoken})"
    return f"sha256(unhex('{outer.hex()}') || unhex(sha256(unhex('{inner.hex()}') || {text})))"
