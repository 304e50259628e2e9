# ruff: noqa: E501 - the words of labels stand one list in a line
"""Audit logs of databases and applications: who looked at which records, when, and at which fields.

CSV and TSV (Japanese or English labels, UTF-8 or cp932), JSON lines or an array, PostgreSQL's pgaudit (in its stderr
and CSV forms), MySQL's audit log (JSON, XML) and general log. An entry without a time or a user is counted as strange.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from tenmatsu.errors import CaseError
from tenmatsu.exposure.logs.audit_sql import general_log, is_general, pgaudit, xml_records
from tenmatsu.exposure.logs.lines import lines
from tenmatsu.exposure.logs.statement import Branch, Statement, statement
from tenmatsu.exposure.logs.times import moment

WORDS: Mapping[str, tuple[str, ...]] = {
    "at": ("日時", "操作日時", "アクセス日時", "参照日時", "実行日時", "時刻", "タイムスタンプ", "timestamp", "time", "datetime", "date",
           "eventtime", "logtime", "accessedat", "accesstime", "createdat", "ts", "@timestamp"),
    "user": ("利用者id", "利用者", "ユーザーid", "ユーザid", "ユーザー", "ユーザ", "操作者", "操作者id", "職員番号", "社員番号", "行員番号", "ログインid",
             "担当者", "担当者id", "user", "userid", "username", "account", "actor", "operator", "login", "dbuser", "useridentity", "who"),
    "id": ("顧客番号", "会員番号", "患者番号", "患者id", "対象", "対象番号", "対象id", "参照キー", "照会キー", "キー", "顧客id", "会員id", "お客様番号",
           "学籍番号", "宛名番号", "customerid", "customer", "customerno", "memberid", "patientid", "recordid", "targetid", "target", "objectid",
           "key", "subjectid", "subject", "entityid", "resourceid"),
    "fields": ("参照項目", "項目", "閲覧項目", "表示項目", "fields", "columns", "field", "attributes", "viewedfields"),
    "action": ("操作", "操作種別", "操作内容", "処理", "処理内容", "画面", "画面名", "機能", "機能名", "アクション", "イベント", "イベント名", "action", "event",
               "eventname", "eventtype", "operation", "activity", "screen", "page", "method"),
    "count": ("件数", "検索件数", "該当件数", "表示件数", "結果件数", "hits", "count", "rows", "resultcount", "rowcount", "hitcount"),
    "sql": ("sql", "sql文", "statement", "query", "sqltext", "command", "argument", "querytext", "ステートメント"),
}  # fmt: skip


_SEARCH = re.compile(
    r"検索|一覧|抽出|出力|印刷|ダウンロード|エクスポート|search|list|export|download|print", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: Japanese local time, the user, the ids and fields looked at. `branches` are those of its SELECT
    (statement.Statement); `search` a search, list or export on a screen that names no id and found something."""

    at: datetime
    user: str
    ids: tuple[str, ...]
    fields: tuple[str, ...]
    branches: tuple[Branch, ...] = ()
    search: bool = False


@dataclass
class AuditLog:
    """The entries of some logs, and how many lines are none."""

    entries: list[Entry] = field(default_factory=list)
    strange: int = 0


def read(files: Iterable[Path]) -> AuditLog:
    """Read the logs, once while they stay the same; CaseError when a file holds no entry at all."""
    return _read(tuple((one, one.stat().st_mtime_ns, one.stat().st_size) for one in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int, int], ...]) -> AuditLog:
    found = AuditLog()
    for file, *_ in files:
        before = len(found.entries)
        text = _text(file)
        for raw in _raw(text):
            entry = _entry(raw)
            if entry:
                found.entries.append(entry)
            else:
                found.strange += 1
        if len(found.entries) == before and text.strip():
            raise CaseError(
                f"{file.name}: no entry of an audit log is in it (time and user); docs/manual/channels.md names the forms"
            )
    return found


def _text(file: Path) -> str:
    return "\n".join(line for _, line in lines(file))


Raw = Mapping[str, str]


def _raw(text: str) -> Iterator[Raw]:
    start = text.lstrip()[:2000]
    if start.startswith("<"):
        yield from (_named((_word(name), value) for name, value in one) for one in xml_records(text))
    elif start.startswith(("[", "{")):
        yield from _json(text)
    elif "AUDIT: SESSION," in text or "AUDIT: OBJECT," in text:
        yield from pgaudit(text)
    elif is_general(start):
        yield from general_log(text)
    else:
        yield from _delimited(text)


def _delimited(text: str) -> Iterator[Raw]:
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text), delimiter="\t" if head.count("\t") > head.count(",") else ",")
    header: list[str] = []
    for row in rows:
        names = [_word(cell) for cell in row]
        if not header and "at" in names and "user" in names:
            header = names
        elif header and row:
            yield _named(zip(header, row, strict=False))


def _named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    told: dict[str, str] = {}
    for name, value in pairs:
        if name == "action" and value:
            told[name] = f"{told.get(name, '')} {value}"
        elif name and value and name not in told:
            told[name] = value
    return told


def _word(label: str) -> str:
    """at, user, id, fields, sql, or '' for a label that says none of these."""
    plain = re.sub(r"[\s_\-.・]", "", unicodedata.normalize("NFKC", label).lower())
    return next((name for name, words in WORDS.items() if plain in words), "")


def _json(text: str) -> Iterator[Raw]:
    entries: list[object]
    try:
        whole = json.loads(text)
        entries = whole if isinstance(whole, list) else [whole]
    except ValueError:
        entries = [_object(line) for line in text.splitlines() if line.strip(" ,[]")]
    for one in entries:
        yield _named(_flat(one)) if isinstance(one, Mapping) else {}


def _object(line: str) -> object:
    try:
        return json.loads(line.rstrip(","))
    except ValueError:
        return None


def _flat(one: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in one.items():
        if isinstance(value, Mapping):
            yield from _flat(value)
        elif isinstance(value, (list, tuple)):
            yield _word(key), ";".join(str(each) for each in value)
        elif value is not None:
            yield _word(key), str(value)


def _entry(raw: Raw) -> Entry | None:
    at = moment(raw.get("at", ""))
    user = raw.get("user", "").split("[")[0].strip()
    if at is None or not user:
        return None
    ids = tuple(one.strip() for one in re.split(r"[;、,|]", raw.get("id", "")) if one.strip())
    fields = tuple(one.strip() for one in re.split(r"[;、,|/]", raw.get("fields", "")) if one.strip())
    said: Statement | None = statement(raw.get("sql", ""))
    if said is None:
        found = raw.get("count", "").strip() not in ("0", "０", "0件")
        search = not ids and found and bool(_SEARCH.search(unicodedata.normalize("NFKC", raw.get("action", ""))))
        return Entry(at, user, ids, fields, (), search)
    return Entry(at, user, ids, (*fields, *said.columns), () if ids else said.branches)


def is_id(name: str) -> bool:
    """Whether a column of a statement is called as ids of persons are; the `id` of a named table may be anything's."""
    return (_word(name) == "id" and name.casefold().endswith(("id", "no", "番号"))) or name.casefold() == "id"
