# ruff: noqa: E501 - the words of labels stand one list in a line
"""One entry of an audit log, from the labels and values that its form gives: who, when, which ids, fields or statement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from functools import lru_cache

from tenmatsu.exposure.logs.statement import Branch, Statement, statement
from tenmatsu.exposure.logs.times import moment

Raw = Mapping[str, str]
WORDS: Mapping[str, tuple[str, ...]] = {
    "at": ("日時", "操作日時", "アクセス日時", "参照日時", "実行日時", "処理日時", "閲覧日時", "照会日時", "発生日時", "記録日時", "ログ日時", "時刻", "タイムスタンプ", "timestamp", "time", "datetime", "date",
           "eventtime", "eventtimestamp", "logtime", "accessedat", "accesstime", "createdat", "ts", "@timestamp"),
    "utc": ("eventtimestamputc", "eventtimeutc", "timestamputc", "timeutc", "datetimeutc", "日時(utc)", "日時utc"),
    "day": ("日付", "操作日", "年月日", "処理日", "アクセス日", "参照日"),
    "clock": ("時間", "操作時刻", "処理時刻", "アクセス時刻", "参照時刻", "操作時間"),
    "user": ("利用者id", "利用者", "ユーザーid", "ユーザid", "ユーザー", "ユーザ", "ユーザー名", "ユーザ名", "操作者", "操作者id", "職員番号", "職員id", "社員番号", "社員id",
             "行員番号", "ログインid", "担当者", "担当者id", "アカウント", "user", "userid", "username", "account", "actor", "actorid", "operator", "login", "loginname",
             "dbuser", "dbusername", "dbuserid", "useridentity", "who", "serverprincipalname", "databaseprincipalname", "principal", "employeeid"),
    "id": ("顧客番号", "会員番号", "患者番号", "患者id", "対象", "対象番号", "対象id", "参照キー", "照会キー", "キー", "顧客id", "会員id", "お客様番号", "顧客コード",
           "学籍番号", "宛名番号", "被保険者番号", "整理番号", "cif番号", "cifno", "cif", "customerid", "customer", "customerno", "memberid", "memberno", "patientid", "patientno",
           "studentid", "targetid", "target", "objectid", "key", "subjectid", "subject", "entityid", "resourceid"),
    "record": ("recordid",),
    "fields": ("参照項目", "項目", "閲覧項目", "表示項目", "参照項目名", "項目名", "fields", "columns", "field", "attributes", "viewedfields"),
    "action": ("操作", "操作種別", "操作内容", "処理", "処理内容", "画面", "画面名", "機能", "機能名", "アクション", "イベント", "イベント名", "action", "actionname", "event",
               "eventname", "eventtype", "operation", "activity", "screen", "page", "method"),
    "count": ("件数", "検索件数", "該当件数", "表示件数", "結果件数", "取得件数", "hits", "count", "rows", "resultcount", "rowcount", "hitcount"),
    "result": ("結果", "処理結果", "実行結果", "操作結果", "成否", "ステータス", "result", "outcome", "status", "statuscode", "returncode", "retcode", "succeeded", "success"),
    "sql": ("sql", "sql文", "statement", "query", "sqltext", "command", "argument", "querytext", "ステートメント", "発行sql", "実行sql"),
    "binds": ("sqlbinds", "binds", "bindvariables"),
}  # fmt: skip
OTHERWISE: Mapping[str, re.Pattern[str]] = {
    "fields": re.compile(
        r"(viewed|accessed|displayed|read|shown|selected)?(fields?|columns?|attributes|dataelements|dataitems)"
        r"(viewed|accessed|displayed|read|shown|selected|names?|list)?|(閲覧|参照|表示|照会|出力|アクセス)(した)?(データ)?(項目|情報|列|カラム)(名|一覧)?"
    ),
    "user": re.compile(
        r"(login|user|operator|staff|performed|accessed|viewed)(id|name|code|no|by)|(操作|閲覧|照会|実行|ログイン)(者|ユーザー?|職員|社員)(id|名|番号|コード)?"
    ),
    "id": re.compile(
        r"(customer|client|member|patient|student|subject|target|person|applicant|resident|policy|contract)(id|no|num|number|code|key)"
        r"|(顧客|会員|患者|利用者|学生|生徒|児童|住民|契約者?|被保険者|加入者|申請者|対象者?|閲覧対象|参照対象|照会対象|口座|世帯|カルテ|診察券)(番号|id|コード|no)"
    ),
    "at": re.compile(
        r"(accessed|viewed|event|occurred|performed|logged|request|access|view|audit)(at|on|date|time|timestamp|datetime)"
    ),
}
"""Labels that are made of such words; a label of WORDS goes before."""
_SEARCH = re.compile(
    r"検索|一覧|抽出|出力|印刷|ダウンロード|エクスポート|search|list|export|download|print", re.IGNORECASE
)
_FAILED = re.compile(
    r"失敗|エラー|拒否|否認|却下|権限なし|権限無|不許可|認可ng|fail|denied|\berror|forbidden|reject|unauthori|\bfalse\b|^ng$|^異常|^×$",
    re.I,
)
_APART = re.compile(r"[;、,|/・\n]+")
OK_STATUS = (200, 399)
Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: clock of Japan, the user, the ids and fields looked at. `branches` are those of its SELECT
    (statement.Statement); `search` a search, list or export on a screen that names no id and found something; `failed` one
    that was refused or broke off and showed nothing."""

    at: datetime
    user: str
    ids: tuple[str, ...]
    fields: tuple[str, ...]
    branches: tuple[Branch, ...] = ()
    search: bool = False
    failed: bool = False
    tables: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def word(label: str) -> str:
    """at, user, id, fields, sql …, or '' for a label that says none of these."""
    plain = re.sub(r"[\s_\-.・]", "", unicodedata.normalize("NFKC", label).lower())
    exact = (name for name, words in WORDS.items() if plain in words)
    return next(exact, "") or next((name for name, form in OTHERWISE.items() if form.fullmatch(plain)), "")


def named(pairs: Iterable[tuple[str, str]]) -> Labels:
    """The values by their words; the first of several of one word counts, and all of `action`."""
    told: Labels = {}
    for name, value in pairs:
        if name == "action" and value:
            told[name] = f"{told.get(name, '')} {value}"
        elif name and value and name not in told:
            told[name] = value
    return told


def entry(raw: Raw, zone: timezone) -> Entry | None:
    """The entry, its time in `zone` where it names none; None without a time or a user."""
    head = when_and_who(raw, zone)
    return said(raw, *head) if head else None


def when_and_who(raw: Raw, zone: timezone) -> tuple[datetime, str] | None:
    """The time of an entry and its user; None when one of them is not there."""
    at, user = _time(raw, zone), raw.get("user", "").split("[")[0].strip().strip("'\"")
    return None if at is None or not user else (at, user)


def said(raw: Raw, at: datetime, user: str) -> Entry:
    """All that the entry says; its statement is looked into only here."""
    ids = tuple(one.strip() for one in re.split(r"[;、,|]", raw.get("id", "")) if one.strip())
    fields = tuple(one.strip() for one in _APART.split(raw.get("fields", "")) if one.strip())
    failed = _broke_off(raw.get("result", ""))
    sql = raw.get("sql", "")
    asked: Statement | None = statement(_bound(sql, raw.get("binds", ""))) if sql else None
    if asked is not None:
        return Entry(at, user, (), (*fields, *asked.columns), asked.branches, failed=failed, tables=asked.tables)
    if sql and not ids:
        return Entry(at, user, (), (), failed=failed)
    found = raw.get("count", "").strip() not in ("0", "０", "0件", "０件")
    search = not ids and found and bool(_SEARCH.search(unicodedata.normalize("NFKC", raw.get("action", ""))))
    return Entry(at, user, ids, fields, search=search and not failed, failed=failed)


def _time(raw: Raw, zone: timezone) -> datetime | None:
    if raw.get("utc"):
        return moment(raw["utc"], UTC)
    if at := moment(raw.get("at", ""), UTC if raw.get("zone") == "utc" else zone):
        return at
    return moment(f"{raw['day']} {raw.get('clock') or raw.get('at', '')}", zone) if raw.get("day") else None


def _broke_off(result: str) -> bool:
    """Whether a result says that nothing was shown: a word of failure, an error's number, a status of HTTP from 400 on."""
    plain = unicodedata.normalize("NFKC", result).strip()
    if re.fullmatch(r"-?\d{1,9}", plain):
        return int(plain) != 0 and plain != "1" and not OK_STATUS[0] <= int(plain) <= OK_STATUS[1]
    return bool(_FAILED.search(plain))


def _bound(sql: str, binds: str) -> str:
    """Oracle tells the values of `:1`, `:id` beside the statement: ` #1(2):12 #2(5):ABCDE` (number, length, value)."""
    values: list[str] = []
    at = 0
    while found := re.compile(r"\s*#\d+\((\d+)\):").match(binds, at):
        at = found.end() + int(found[1])
        values.append(binds[found.end() : at])
    names = list(dict.fromkeys(re.findall(r"(?<![:\w]):\w+", sql)))
    given = dict(zip(names, values, strict=False))
    return re.sub(
        r"(?<![:\w]):\w+", lambda one: "'" + given[one[0]].replace("'", "''") + "'" if one[0] in given else one[0], sql
    )
