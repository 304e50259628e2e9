"""A look-up file for a call centre: it answers 対象, 対象外 or 確認要 to one question and cannot be read through.

A line of JSON (version, day, expiry, scripts), then sorted entries of 17 bytes: 12 of SHA-256 of both words of a
caller, each under HMAC-SHA256 (RFC 2104) with a key of the file, 1 for the answer, 4 for the script. The caller gives a
name, kana, mail, telephone or member number *and* a birth date or postcode; neither stands in the file. Without the
key, which travels by another way, the file says nothing; with it, one must already know whom to ask for. A caller whose
first word is known but whose second does not fit, or fits several persons, is 確認要: no guess is made.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tenmatsu.documents.gaiji import OFTEN
from tenmatsu.documents.result import columns, quoted
from tenmatsu.errors import InputError

FORM = "tenmatsu look-up 2"
ENTRY, HASH, WORD = 17, 12, 16
FIRST = ("name", "kana", "romaji", "email", "email_2", "phone", "phone_2", "member_id")
_BLOCK = 64
_ROW = np.dtype([("hash", f"S{HASH}"), ("person_id", "<i8"), ("script", "<u4"), ("alone", "?")])
_ENTRY = np.dtype([("hash", f"S{HASH}"), ("answer", "u1"), ("script", ">u4")])
_Entries = npt.NDArray[np.void]


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
        known, beside = _hmac(key, f"1{fold(first)}"), _hmac(key, f"2{digits(second)}")
        both, alone = (_find(stream, start, many, _joined(known, one)) for one in (beside, b""))
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
    return hmac.new(key, text.encode(), hashlib.sha256).digest()[:WORD]


def _joined(first: bytes, second: bytes) -> bytes:
    return hashlib.sha256(first + second).digest()[:HASH]


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


def sql_fold(column: str) -> str:
    """`fold` as SQL of a column."""
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

    Rows stream from DuckDB to the file, sorted; those of one hash become one entry. `head` gives day, expires, version,
    unread and scripts.
    """
    inner, outer = (bytes(one ^ pad for one in key.ljust(_BLOCK, b"\0")) for pad in (0x36, 0x5C))
    many = 0
    with to.open("wb") as out:
        out.write(_line(head, many))
        left: _Entries | None = None
        for batch in db.sql(_pairs(columns(db, "persons"), inner, outer)).to_arrow_reader(1_000_000):
            entries = _entries(batch)
            whole = np.concatenate((left, entries)) if left is not None else entries
            last = int(np.searchsorted(whole["hash"], whole["hash"][-1]))
            many += _write(whole[:last], out)
            left = whole[last:]
        many += _write(left, out) if left is not None else 0
        out.seek(0)
        out.write(_line(head, many))
    return many


def _line(head: Mapping[str, object], many: int) -> bytes:
    """The first line, as long for every number of entries."""
    return json.dumps({"form": FORM, "entries": f"{many:012}", **head}, ensure_ascii=False).encode() + b"\n"


def _pairs(present: Iterable[str], inner: bytes, outer: bytes) -> str:
    """SQL of hash, person, script and whether the first word stands alone, in the order of the hashes."""

    def keyed(word: str, place: int) -> str:
        hashed = f"sha256({_blob(outer)} || unhex(sha256({_blob(inner)} || encode('{place}' || {word}))))"
        return f"case when {word} <> '' then unhex(left({hashed}, {2 * WORD})) end"

    firsts = ", ".join(keyed(sql_fold(f"{name}::varchar"), 1) for name in FIRST if name in set(present))
    plain = (f"regexp_replace({name}::varchar, '[^0-9]', '', 'g')" for name in ("birth_date", "postcode"))
    seconds = ", ".join(keyed(one, 2) for one in plain)
    return (
        f"with words as (select person_id, variant, [{firsts}] as firsts, [{seconds}, ''::blob] as seconds "
        "from persons join (select person_id, variant from told) using (person_id)), "
        "known as (select person_id, variant, seconds, unnest(firsts) as first from words), "
        "pairs as (select person_id, variant, first, unnest(seconds) as second from known where first is not null) "
        f"select unhex(left(sha256(first || second), {2 * HASH})) as hash, person_id, variant::uinteger as script, "
        "octet_length(second) = 0 as alone from pairs where second is not null order by hash"
    )


def _entries(batch: pa.RecordBatch) -> _Entries:
    """The rows as records; the hash is 12 bytes, which compare as such."""
    hashes = batch.column("hash")
    start = hashes.offset * HASH
    raw = np.frombuffer(pc.cast(hashes, pa.binary(HASH)).buffers()[1], np.uint8)[start : start + len(hashes) * HASH]
    out = np.empty(len(hashes), _ROW)
    out["hash"] = raw.view(f"S{HASH}")
    for name in ("person_id", "script", "alone"):
        out[name] = batch.column(name).to_numpy(zero_copy_only=False)
    return out


def _write(rows: _Entries, out: BinaryIO) -> int:
    """One entry for each hash; words that fit two persons, or one that stands alone, are asked back."""
    if not len(rows):
        return 0
    starts = np.flatnonzero(np.concatenate(([True], rows["hash"][1:] != rows["hash"][:-1])))
    several = np.minimum.reduceat(rows["person_id"], starts) != np.maximum.reduceat(rows["person_id"], starts)
    entries = np.empty(len(starts), _ENTRY)
    entries["hash"] = rows["hash"][starts]
    entries["answer"] = np.where(several | rows["alone"][starts], 2, 1)
    entries["script"] = np.minimum.reduceat(rows["script"], starts)
    out.write(entries.tobytes())
    return len(starts)


def _blob(content: bytes) -> str:
    return f"unhex('{content.hex()}')"
