"""A look-up file for a call centre: it answers 対象, 対象外 or 確認要 to one question and cannot be read through.

A line of JSON (version, day, expiry, scripts), then sorted entries of 21 bytes: 16 of HMAC-SHA256 (RFC 2104) of a key
of the file and of what the caller gives, 1 for the answer, 4 for the script. The caller gives a name, kana, mail,
telephone or member number *and* a birth date or postcode; neither stands in the file. Without the key, which travels by
another way, the file says nothing; with it, one must already know whom to ask for. A caller whose first word is known
but whose second does not fit, or fits several persons, is 確認要: no guess is made.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import duckdb

from tenmatsu.documents.gaiji import OFTEN
from tenmatsu.documents.result import columns, quoted
from tenmatsu.errors import InputError

FORM = "tenmatsu look-up 1"
ENTRY, HASH = 21, 16
FIRST = ("name", "kana", "romaji", "email", "email_2", "phone", "phone_2", "member_id")
_BLOCK = 64


class Answer(StrEnum):
    """The three answers."""

    CONCERNED = "対象"
    NOT_CONCERNED = "対象外"
    ASK_BACK = "確認要"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, the kinds of items (not their values) where the caller is concerned, and what must be said with it."""

    answer: Answer
    items: str
    caution: str


def look_up(file: Path, key: bytes, first: str, second: str, on: date) -> Told:
    """Ask the file about one caller; InputError when it has expired or a word is missing.

    `first` is a name, kana, mail, telephone or member number; `second` a birth date (1970-01-02) or a postcode.
    """
    if not fold(first) or not digits(second):
        raise InputError("two words are needed: who calls, and a birth date (1970-01-02) or a postcode")
    with file.open("rb") as stream:
        head = _head(stream, file)
        if on > date.fromisoformat(str(head["expires"])):
            raise InputError(f"{file}: expired on {head['expires']}; ask for the file of the present version")
        start, many = stream.tell(), int(str(head["entries"]))
        both = _find(stream, start, many, _hmac(key, f"{fold(first)}\x1f{digits(second)}"))
        alone = _find(stream, start, many, _hmac(key, fold(first)))
    scripts = head["scripts"]
    assert isinstance(scripts, dict)
    script = str(scripts.get(str(both[1]), "")) if both and both[0] == 1 else ""
    if script:
        return Told(Answer.CONCERNED, script, "")
    if both or alone:
        return Told(Answer.ASK_BACK, "", "同じ言葉の人がいるが、特定できない。折り返しで確認する")
    unread = int(str(head["unread"]))
    more = f"。読み取れていない資料が{unread:,}点ある" if unread else ""
    return Told(
        Answer.NOT_CONCERNED, "", f"{head['day']} 現在、調べた資料の範囲で該当なし（版{head['version']}）{more}"
    )


def trace(key: bytes, first: str, second: str) -> str:
    """A keyed hash of a question, for the audit: the same caller gives the same, and nobody can be read from it."""
    return hmac.new(key, f"asked\x1f{fold(first)}\x1f{digits(second)}".encode(), hashlib.sha256).hexdigest()[:32]


def _head(stream: BinaryIO, file: Path) -> Mapping[str, object]:
    try:
        head = json.loads(stream.readline(1 << 26))
        if head["form"] != FORM or file.stat().st_size != stream.tell() + int(head["entries"]) * ENTRY:
            raise ValueError
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: is no look-up file of tenmatsu, or was cut off; get it again") from error
    return head  # type: ignore[no-any-return]  # an object: its keys were just read


def _find(stream: BinaryIO, start: int, many: int, wanted: bytes) -> tuple[int, int] | None:
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        stream.seek(start + middle * ENTRY)
        entry = stream.read(ENTRY)
        if entry[:HASH] == wanted:
            return entry[HASH], int.from_bytes(entry[HASH + 1 :], "big")
        low, high = (middle + 1, high) if entry[:HASH] < wanted else (low, middle)
    return None


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()[:HASH]


_VARIANTS = {ord(sign): forms[-1] for sign, forms in OFTEN.items()}
_VARIANTS_TEXT = tuple(map(chr, _VARIANTS))
_KANA = {point: chr(point + 0x60) for point in range(0x3041, 0x3097)}
_ASIDE = r"[\s\x{3000}・,.，．()（）\-‐−–—－]"


def fold(text: str) -> str:
    """A name, kana, mail, number or member number as it is compared: width, case, spaces, hyphens, old forms aside."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_VARIANTS).translate(_KANA)
    plain = re.sub(_ASIDE.replace("\\x{3000}", "\u3000"), "", plain)
    return re.sub(r"^(\+81|0081)0?(?=\d)", "0", plain)


def digits(text: str) -> str:
    """The digits of a birth date or postcode."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def _sql_fold(column: str) -> str:
    table = {**_VARIANTS, **_KANA, **{point: chr(point - 0xFEE0).lower() for point in range(0xFF01, 0xFF5F)}}
    before, after = "".join(map(chr, table)), "".join(table.values())
    some = "[" + "".join(_VARIANTS_TEXT) + "\\x{3041}-\\x{3096}\\x{FF01}-\\x{FF5E}]"
    low = f"lower({column})"
    mapped = f"translate({low}, {quoted(before)}, {quoted(after)})"
    plain = f"case when regexp_matches({low}, {quoted(some)}) then {mapped} else {low} end"
    bare = f"regexp_replace({plain}, {quoted(_ASIDE)}, '', 'g')"
    return f"regexp_replace({bare}, '^(\\+81|0081)0?([0-9])', '0\\2')"


def build(db: duckdb.DuckDBPyConnection, to: Path, key: bytes, head: Mapping[str, object]) -> int:
    """Write the file from `told` (see letters.person_lines) and `persons`; answers the number of entries.

    Rows stream from DuckDB to the file; `head` gives day, expires, version, unread and scripts.
    """
    _words(db)
    inner, outer = (bytes(one ^ pad for one in key.ljust(_BLOCK, b"\0")) for pad in (0x36, 0x5C))
    spoken = "case when second = '' then first else first || chr(31) || second end"
    hashed = f"sha256({_blob(outer)} || unhex(sha256({_blob(inner)} || encode({spoken}))))"
    db.execute(
        f"create temp table entries as select unhex(left({hashed}, {HASH * 2})) as hashed, "
        "case when second = '' or many > 1 then 2 else 1 end as answer, variant from "
        "(select first, second, count(*) as many, min(variant) as variant from firsts join seconds using (person_id) "
        "join told using (person_id) group by first, second)"
    )
    many = int(db.execute("select count(*) from entries").fetchall()[0][0])
    with to.open("wb") as out:
        out.write(json.dumps({"form": FORM, "entries": many, **head}, ensure_ascii=False).encode() + b"\n")
        packed = "hashed || unhex(lpad(to_hex(answer), 2, '0') || lpad(to_hex(variant), 8, '0'))"
        for batch in db.sql(f"select {packed} as entry from entries order by hashed").to_arrow_reader(100_000):
            for entry in batch.column(0).to_pylist():
                out.write(entry)
    return many


def _words(db: duckdb.DuckDBPyConnection) -> None:
    """`firsts` and `seconds`: each word of a person once, folded; '' stands for no second word."""
    present = set(columns(db, "persons"))
    words = (
        f"select person_id, {_sql_fold(f'{name}::varchar')} as first from persons" for name in FIRST if name in present
    )
    db.execute(
        f"create temp table firsts as select distinct person_id, first from ({' union all '.join(words)}) "
        "where first <> ''"
    )
    plain = (f"regexp_replace({name}::varchar, '[^0-9]', '', 'g')" for name in ("birth_date", "postcode"))
    seconds = " union all ".join(f"select person_id, {second} as second from persons" for second in (*plain, "''"))
    db.execute(
        f"create temp table seconds as select distinct person_id, second from ({seconds}) where second is not null"
    )


def _blob(content: bytes) -> str:
    return f"unhex('{content.hex()}')"
