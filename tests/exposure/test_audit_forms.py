"""The forms in which databases write who asked for what."""

# ruff: noqa: E501 - a line of a log is one line

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenmatsu.exposure.logs.audit_entry import Entry, entry, word
from tenmatsu.exposure.logs.audit_forms import entries
from tenmatsu.exposure.logs.audit_log import Job, Looked, Searched, Told, looked, same_user
from tenmatsu.exposure.logs.times import JST

SQL = "SELECT name, phone FROM customers WHERE customer_id = 12"
FORMS = {
    "mariadb": f"20230609 19:34:00,db01,h20417,localhost,12,34,QUERY,crm,'{SQL}',0",
    "mariadb failed": f"20230609 19:34:00,db01,h20417,localhost,12,34,QUERY,crm,'{SQL}',1142",
    "mysql json": f'[\n{{"timestamp": "2023-06-09 10:34:00", "id": 7, "class": "general", "event": "status", "account": {{"user": "h20417", "host": "x"}}, "general_data": {{"command": "Query", "query": "{SQL}", "status": 0}} }},\n{{"timestamp": "2023-06-09 10:3',
    "mysql failed": f'[{{"timestamp": "2023-06-09 10:34:00", "class": "general", "event": "status", "account": {{"user": "h20417"}}, "general_data": {{"query": "{SQL}", "status": 1142}} }}]',
    "percona": f'"Query","49284_2023-06-09","2023-06-09T10:34:00 UTC","select","49284",0,"{SQL}","h20417[h20417] @ localhost []","localhost","","",""',
    "old xml": f'<AUDIT>\n<AUDIT_RECORD TIMESTAMP="2023-06-09T10:34:00 UTC" RECORD_ID="7_2023" NAME="Query" STATUS="0" USER="h20417[h20417] @ localhost []" SQLTEXT="{SQL}"/>\n',
    "oracle": 'EVENT_TIMESTAMP,DBUSERNAME,ACTION_NAME,SQL_TEXT,SQL_BINDS,RETURN_CODE\n2023-06-09 19:34:00.123,h20417,SELECT,"SELECT name, phone FROM customers WHERE customer_id = :1"," #1(2):12",0',
    "oracle failed": f'EVENT_TIMESTAMP,DBUSERNAME,ACTION_NAME,SQL_TEXT,RETURN_CODE\n2023-06-09 19:34:00.123,h20417,SELECT,"{SQL}",1031',
    "oracle utc": f'EVENT_TIMESTAMP_UTC,DBUSERNAME,SQL_TEXT\n2023-06-09 10:34:00.123,h20417,"{SQL}"',
    "sql server": f'event_time,action_id,succeeded,server_principal_name,statement\n2023-06-09 10:34:00.1234567,SL,true,CORP\\h20417,"{SQL.replace("customer_id", "[c].[customer_id]")}"',
    "sql server failed": f'event_time,action_id,succeeded,server_principal_name,statement\n2023-06-09 10:34:00.1234567,SL,false,CORP\\h20417,"{SQL}"',
    "ecs": f'{{"@timestamp":"2023-06-09T10:34:00.000Z","user":{{"id":"h20417"}},"event":{{"outcome":"success"}},"db":{{"statement":"{SQL}"}}}}',
    "csvlog": f'2023-06-09 19:34:00.123 JST,"h20417","crm",42,"[local]",6482.1,1,"SELECT",2023-06-09 19:00:00 JST,3/12,0,LOG,00000,"AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,""{SQL}"",<not logged>",,,,,,,,,"psql","client backend",,0',
    "csvlog refused": f'2023-06-09 19:34:00.123 JST,"h20417","crm",42,"[local]",6482.1,1,"SELECT",2023-06-09 19:00:00 JST,3/12,0,LOG,00000,"AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,""{SQL}"",<not logged>",,,,,,,,,"psql","client backend",,0\n2023-06-09 19:34:00.125 JST,"h20417","crm",42,"[local]",6482.1,2,"SELECT",2023-06-09 19:00:00 JST,3/12,0,ERROR,42501,"permission denied for table customers",,,,,,"{SQL}",,,"psql","client backend",,0',
    "stderr refused": f'2023-06-09 19:34:00.123 JST [42] h20417@crm LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,"{SQL}",<not logged>\n2023-06-09 19:34:00.125 JST [42] h20417@crm ERROR:  permission denied for table customers\n2023-06-09 19:34:00.125 JST [42] h20417@crm STATEMENT:  {SQL}',
    "log_statement": "2023-06-09 19:34:00.123 JST [42] user=h20417,db=crm LOG:  execute <unnamed>: SELECT name, phone FROM customers WHERE customer_id = $1\n2023-06-09 19:34:00.123 JST [42] user=h20417,db=crm DETAIL:  parameters: $1 = '12'",
    "prefix first": f"[42]: user=h20417,db=crm 2023-06-09 19:34:00 JST LOG:  statement: {SQL}",
}  # fmt: skip


def read(text: str) -> list[Entry]:
    return [one for raw in entries(iter(text.split("\n"))) if (one := entry(raw, JST))]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_says_the_same(form: str) -> None:
    (one,) = read(FORMS[form])
    assert same_user(one.user, "h20417")
    assert one.at.replace(microsecond=0) == datetime(2023, 6, 9, 19, 34)
    assert (one.fields, one.ids) == (("name", "phone"), ())
    assert [(c.name, c.test, c.values) for (c,) in one.branches] == [("customer_id", "in", ("12",))]
    assert one.failed == ("failed" in form or "refused" in form)


@pytest.mark.parametrize(
    ("result", "failed"),
    [("正常", False), ("権限エラー", True), ("0", False), ("NG", True), ("200", False), ("403", True), ("失敗", True)],
)
def test_a_failed_entry_on_a_screen_is_known_by_its_result(result: str, failed: bool) -> None:
    text = f"日付,時刻,職員番号,顧客番号,参照項目,結果\n2023/06/09,19:34:00,h20417,C0001,氏名・住所,{result}"
    assert read(text) == [
        Entry(datetime(2023, 6, 9, 19, 34), "h20417", ("C0001",), ("氏名", "住所"), failed=failed)
    ]  # fmt: skip


def test_times_without_a_zone_are_those_of_the_given_one() -> None:
    (raw,) = entries(iter(["time,user,customer_id", "2023-06-09 10:34:00,h20417,12"]))
    found = entry(raw, UTC)
    assert found is not None
    assert found.at == datetime(2023, 6, 9, 19, 34)


@pytest.mark.parametrize(
    ("logged", "actor", "same"),
    [("CORP\\H20417", "h20417", True), ("h20417@%", "h20417", True), ("x20417", "h20417", False),
     ("a\\h20417", "b\\h20417", False)],
)  # fmt: skip
def test_a_user_is_known_with_or_without_his_domain(logged: str, actor: str, same: bool) -> None:
    assert same_user(logged, actor) == same


def test_alike_looks_are_told_once(tmp_path: Path) -> None:
    log = tmp_path / "a.csv"
    rows = [f"2023-06-09 19:34:00,h20417,C{n % 5},氏名," for n in range(100)]
    rows += ["2023-06-09 19:35:00,h20417,,,SELECT name FROM c WHERE branch = 3"] * 7
    log.write_text("日時,利用者ID,顧客番号,参照項目,SQL\n" + "\n".join(rows))
    ids, asked, told = looked(Job((str(log),), "H20417", None, None))
    assert ids == Looked(("氏名",), ["C0", "C1", "C2", "C3", "C4"])
    assert isinstance(asked, Searched)
    assert asked.times == 7
    assert isinstance(told, Told)
    assert (told.entries, told.inside, told.strange) == ([107], 107, [0])


@pytest.mark.parametrize(
    ("label", "says"),
    [("FieldsViewed", "fields"), ("Accessed Columns", "fields"), ("閲覧した項目", "fields"), ("参照データ項目名", "fields"),
     ("Login Name", "user"), ("閲覧職員番号", "user"), ("Performed By", "user"), ("Resident No.", "id"),
     ("診察券番号", "id"), ("照会対象ID", "id"), ("Event Date", "at"), ("照会日時", "at"),
     ("Field office", ""), ("備考", ""), ("口座残高", "")],
)  # fmt: skip
def test_labels_made_of_known_words_are_known(label: str, says: str) -> None:
    assert word(label) == says
