"""Whom one user looked at in a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.exposure.scenes import lines, scene, table, told

from tenmatsu.errors import CaseError
from tenmatsu.exposure.channel import channels

HEADER = ("顧客番号", "氏名", "住所", "口座番号", "電話番号")
TYPES = ("member_id", "name", "address", "bank_account", "phone")
SINCE, UNTIL = datetime(2023, 6, 9, 19, 30), datetime(2023, 6, 9, 20, 0)
KINDS = ["name", "address", "bank_account", "phone"]


def customers(case: Path, log: str, encoding: str = "utf-8", **keys: Any) -> Any:
    rows = [(f"C{n:04d}", f"架空 {n}", "架空県", "1234567", "") for n in range(1, 6)]
    records = [(n, "db.csv", n, n, KINDS) for n in range(1, 6)]
    (case / "audit.log").write_bytes(log.encode(encoding))
    made = {"db.csv": table(case, "db.csv", HEADER, TYPES, rows)}
    given = {"logs": ["audit.log"], "actor": "h20417", "since": SINCE, "until": UNTIL, **keys}
    return scene(case, "browsing", records, tables=made, **given)


def seen(one: Any) -> list[tuple[int, list[str], str]]:
    return [(line[0], line[2], line[6]) for line in lines(one)]


BANK = """日時,端末,利用者ID,操作,画面,顧客番号,参照項目,件数
2023/06/09 19:33:00,T-1,h20417,検索,顧客検索,,氏名,0
2023/06/09 19:34:00,T-1,h20417,参照,顧客照会,C0002,氏名;住所;口座番号,1
2023/06/09 19:35:00,T-1,h10233,参照,顧客照会,C0003,氏名,1
2023/06/09 18:35:00,T-1,h20417,参照,顧客照会,C0004,氏名,1
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_the_actor_in_the_window_and_the_fields_that_he_saw(tmp_path: Path, encoding: str) -> None:
    assert seen(customers(tmp_path, BANK, encoding)) == [(2, ["name", "address", "bank_account"], "possible")]


def test_who_is_known_to_have_been_passed_on_is_confirmed_with_those_kinds(tmp_path: Path) -> None:
    one = customers(tmp_path, BANK, passed_on=["C0002"], passed_on_kinds=["name", "address"], recipient="弁護士")
    assert seen(one) == [
        (2, ["name", "address"], "confirmed"),
        (2, ["name", "address", "bank_account"], "possible"),
    ]


SQL = "SELECT name, phone FROM customers WHERE {}"
STDERR = '2023-06-09 10:34:00.123 UTC [77] h20417@bank LOG:  AUDIT: SESSION,1,1,READ,SELECT,,,"{}",<none>\n'
MYSQL = '{{"timestamp": "2023-06-09T19:34:00+09:00", "user": "h20417", "query": "{}"}}\n'
XML = (
    '<?xml version="1.0"?><AUDIT>\n<AUDIT_RECORD>\n<TIMESTAMP>2023-06-09T10:34:00 UTC</TIMESTAMP>'
    "<USER>h20417[h20417] @ localhost []</USER><SQLTEXT>{}</SQLTEXT></AUDIT_RECORD></AUDIT>"
)
OLD_XML = (
    '<AUDIT>\n<AUDIT_RECORD TIMESTAMP="2023-06-09T10:34:00 UTC" NAME="Query" USER="h20417" SQLTEXT="{}"/>\n</AUDIT>'
)
GENERAL = (
    "2023-06-09T10:30:00.000001Z\t    8 Connect\th20417@localhost on bank using Socket\n"
    "2023-06-09T10:34:00.000001Z\t    8 Query\t{}\n"
)
TABLED = 'timestamp,username,statement\n2023-06-09 19:34:00,h20417,"{}"\n'


@pytest.mark.parametrize("form", [STDERR, MYSQL, XML, OLD_XML, GENERAL, TABLED])
@pytest.mark.parametrize(
    ("where", "records"),
    [
        ("id = 'C0003'", [3]),
        ("c.id IN ('C0001', 'c0005') ORDER BY 1 LIMIT 9", [1, 5]),
        ("region LIKE '架空%'", [1, 2, 3, 4, 5]),
    ],
)
def test_statements_name_the_rows_and_columns(tmp_path: Path, form: str, where: str, records: list[int]) -> None:
    one = customers(tmp_path, form.format(SQL.format(where)))
    assert [(line[0], line[2]) for line in lines(one)] == [(n, ["name", "phone"]) for n in records]
    assert ("other_matters" in told(one)) == (len(records) == 5)


@pytest.mark.parametrize(
    ("where", "records"),
    [
        ("branch = '5'", [1, 2, 3, 4, 5]),
        ("branch = '5' AND id = 'C0003'", [3]),
        ("id = 'C0003' OR name LIKE 'X%'", [3]),
        ("id = 'C0003' OR branch = '5'", [1, 2, 3, 4, 5]),
        ("id = 'C0003' AND (name LIKE 'X%' OR branch = '5')", [3]),
        ("(id = 'C0003' OR id = 'C0004') AND name LIKE 'a or b'", [3, 4]),
        ("((id = 'C0003') or (id in ('C0001','C0002') and branch between 1 and 5))", [1, 2, 3]),
        ("NOT id = 'C0003'", [1, 2, 3, 4, 5]),
        ("id NOT IN ('C0003')", [1, 2, 3, 4, 5]),
        ("id <> 'C0003'", [1, 2, 3, 4, 5]),
        ("id >= 'C0003'", [3, 4, 5]),
        ("id BETWEEN 'C0002' AND 'C0003'", [2, 3]),
        ("name = '架空　４'", [4]),
        ("氏名 LIKE '架空_2'", []),
        ("customers.name LIKE '%空 2%' AND branch = 3", [2]),
        ("id = 'C0003' OR 1 = 1", [1, 2, 3, 4, 5]),
        ("id IN (SELECT id FROM x WHERE branch = '5')", [1, 2, 3, 4, 5]),
        ("id = 'C0003' UNION SELECT name, phone FROM customers", [1, 2, 3, 4, 5]),
        ("customer_id = 'C9999'", []),
        ("b.id = '9'", [1, 2, 3, 4, 5]),
        ("氏名 = 'C0003'", []),
        ("'C0003' = id", [3]),
    ],
)
def test_what_bounds_no_id_of_a_record_may_have_shown_everybody(tmp_path: Path, where: str, records: list[int]) -> None:
    one = customers(tmp_path, MYSQL.format(SQL.format(where)))
    assert [line[0] for line in lines(one)] == records
    assert ("表の全件" in told(one).get("other_matters", "")) == (len(records) == 5)


def test_a_condition_that_cannot_be_followed_is_told(tmp_path: Path) -> None:
    one = customers(tmp_path, MYSQL.format(SQL.format("branch = '5'")) * 2)
    lines(one)
    assert "2 statements whose conditions name no id" in channels()["browsing"].unread(one)[0].reason


def test_searches_on_a_screen_without_an_id_are_told(tmp_path: Path) -> None:
    one = customers(tmp_path, BANK.replace("氏名,0", "氏名,7"))
    assert [line[0] for line in lines(one)] == [2]
    (found,) = channels()["browsing"].unread(one)
    assert (found.rows, found.reason) == (1, "1 searches without an id: whom they showed is not known")
    empty = customers(tmp_path, BANK)
    lines(empty)
    assert list(channels()["browsing"].unread(empty)) == []


@pytest.mark.parametrize(
    ("log", "strange"),
    [
        ("cut off\n" + STDERR.format("SELECT 1 FROM c WHERE id = 'C0001'"), 1),
        (STDERR.format("SELECT 1 FROM c WHERE id = 'C0001'") + "2023-06-09 10:35:00 UTC [77] LOG:  checkpoint\n", 0),
        (STDERR.format("SELECT 1 FROM c WHERE id = 'C0001'") + STDERR.format("x")[:70] + "\n", 1),
        ("\n" + GENERAL.format("SELECT 1 FROM c\n WHERE id = 'C0001'"), 0),
        ("cut off\n" + GENERAL.format("SELECT 1 FROM c WHERE id = 'C0001'"), 1),
        (
            "/usr/sbin/mysqld, Version: 8.0.36. started with:\n" + GENERAL.format("SELECT 1 FROM c WHERE id = 'C0001'"),
            0,
        ),
        (GENERAL.format("SELECT 1 FROM c WHERE id = 'C0001'") + "2023-06-09T10:35:00Z\t 8 Ping\t\n", 0),
    ],
)
def test_lines_outside_the_form_of_a_log_are_counted(tmp_path: Path, log: str, strange: int) -> None:
    one = customers(tmp_path, log)
    assert [line[0] for line in lines(one)] == [1]
    assert sum(each.rows or 0 for each in channels()["browsing"].unread(one)) == strange


def test_the_parameters_of_pgaudit_stand_for_the_marks(tmp_path: Path) -> None:
    log = STDERR.format("SELECT name FROM c WHERE id = $1 AND a = $2").replace("<none>", '"C0002,5"')
    assert seen(customers(tmp_path, log)) == [(2, ["name"], "possible")]


@pytest.mark.parametrize(
    "sql",
    ["SELECT oid FROM pg_catalog.pg_class", "UPDATE customers SET name = 'x' WHERE id = 'C0001'", "SET NAMES utf8mb4"],
)
def test_a_statement_that_shows_no_row_exposes_nobody(tmp_path: Path, sql: str) -> None:
    assert lines(customers(tmp_path, MYSQL.format(sql))) == []


def test_a_star_shows_everything(tmp_path: Path) -> None:
    assert seen(customers(tmp_path, MYSQL.format("SELECT * FROM c WHERE id='C0001'"))) == [(1, KINDS, "possible")]


def test_what_no_record_answers_to_is_told(tmp_path: Path) -> None:
    one = customers(tmp_path, BANK.replace("C0002", "C9999"))
    assert lines(one) == []
    assert "1 ids that the actor looked at stand in no record" in channels()["browsing"].unread(one)[0].reason


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"logs": []}, 'key "logs" is missing'),
        ({"actor": ""}, 'key "actor" must be a text'),
        ({"id": "会員番号"}, 'key "id" names a column'),
        ({"passed_on_kinds": ["nmae"]}, 'key "passed_on_kinds" has an unknown kind "nmae"'),
        ({"since": UNTIL, "until": SINCE}, 'key "until" lies before'),
    ],
)
def test_a_wrong_key_is_told(tmp_path: Path, keys: dict[str, Any], words: str) -> None:
    with pytest.raises(CaseError, match=rf"case.toml: \[\[evidence\]\] no. 1: {words}"):
        lines(customers(tmp_path, BANK, **keys))


def branches(case: Path, sql: str, **keys: Any) -> Any:
    """A table whose ids are as short as the numbers of its branches."""
    rows = [(str(n), str(n % 2 + 1), f"架空 {n}") for n in range(1, 6)]
    records = [(n, "db.csv", n, n, ["name", "member_id"]) for n in range(1, 6)]
    (case / "audit.log").write_text(MYSQL.format(sql))
    made = {"db.csv": table(case, "db.csv", ("customer_id", "branch", "name"), ("member_id", "other", "name"), rows)}
    given = {"logs": ["audit.log"], "actor": "h20417", "since": SINCE, "until": UNTIL, **keys}
    return scene(case, "browsing", records, tables=made, **given)


@pytest.mark.parametrize(
    ("sql", "records"),
    [
        ("SELECT name FROM c WHERE branch = 1", [2, 4]),
        ("SELECT name FROM c WHERE branch = 5", []),
        ("SELECT name FROM c WHERE region = 5", [1, 2, 3, 4, 5]),
        ("SELECT c.name FROM c JOIN shops b ON c.branch = b.id WHERE b.id = 5", [1, 2, 3, 4, 5]),
        ("SELECT c.name FROM c JOIN shops b ON c.branch = b.id WHERE b.id = 5 AND c.customer_id IN (3, 4)", [3, 4]),
        ("SELECT c.name FROM customers c JOIN shops b ON c.branch = b.id WHERE c.id = 5", [5]),
        ("SELECT count(*) FROM c WHERE branch = 1", []),
        ("SELECT name FROM c WHERE customer_id BETWEEN 2 AND 3", [2, 3]),
        ("SELECT name FROM c WHERE customer_id > 3 AND branch = 1", [4]),
        ("SELECT TOP (10) name FROM [dbo].[c] WHERE [name] LIKE N'架空 3%'", [3]),
    ],
)
def test_a_number_is_an_id_only_where_the_column_is_one(tmp_path: Path, sql: str, records: list[int]) -> None:
    assert [line[0] for line in lines(branches(tmp_path, sql))] == records


def test_a_column_that_case_toml_names_is_the_id(tmp_path: Path) -> None:
    sql = "SELECT name FROM c WHERE cif = 3"
    assert len(lines(branches(tmp_path, sql.replace("cif", "kokyaku")))) == 5
    assert [line[0] for line in lines(branches(tmp_path, sql.replace("cif", "kokyaku"), log_id=["kokyaku"]))] == [3]


def test_a_wide_and_a_narrow_look_at_one_record_are_one_line(tmp_path: Path) -> None:
    log = MYSQL.format("SELECT name FROM c") + MYSQL.format("SELECT address, phone FROM c WHERE id = 'C0003'")
    found = [line for line in lines(customers(tmp_path, log)) if line[0] == 3]
    assert [line[2] for line in found] == [["name", "address", "phone"]]


def test_a_column_without_a_label_is_told(tmp_path: Path) -> None:
    one = customers(tmp_path, MYSQL.format("SELECT name, tel, rank FROM c WHERE id = 'C0001'"))
    assert seen(one) == [(1, ["name", "phone"], "possible")]
    assert [each.reason for each in channels()["browsing"].unread(one)] == [
        "1 columns that were shown are under no label of the evidence: rank"
    ]


@pytest.mark.parametrize(
    ("keys", "words"),
    [({"actor": "x"}, "he is in no entry at all"), ({"log_zone": "+00:00"}, "3 of his entries lie outside of it")],
)
def test_an_actor_who_is_not_in_the_time_is_told(tmp_path: Path, keys: dict[str, Any], words: str) -> None:
    one = customers(tmp_path, BANK, **keys)
    assert lines(one) == []
    (found,) = channels()["browsing"].unread(one)
    assert words in found.reason


def test_a_log_that_breaks_its_reader_leaves_everybody_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenmatsu.exposure.logs.child._START", "raise SystemExit # {path} {task}")
    one = customers(tmp_path, BANK.replace("C0002", "C0003"))
    assert [line[0] for line in lines(one)] == [1, 2, 3, 4, 5]
    assert "was not read: the reader crashed" in channels()["browsing"].unread(one)[0].reason


STAR_OF = STDERR.format("SELECT name, phone FROM crm.customers WHERE customer_id = 'C0002'") + STDERR


@pytest.mark.parametrize(
    ("sql", "records"),
    [("select title from notices limit 5", [2]), ("select * from m_branch b join m_area a on a.id = b.area", [2]),
     ("select title from notices where exists (select 1 from customers)", [1, 2, 3, 4, 5]),
     ("select * from customers_2022", [1, 2, 3, 4, 5]), ("select * from old_members", [1, 2, 3, 4, 5]),
     ("select name from notices", [1, 2, 3, 4, 5])],
)  # fmt: skip
def test_a_table_that_the_evidence_does_not_hold_shows_nobody_of_it(
    tmp_path: Path, sql: str, records: list[int]
) -> None:
    one = customers(tmp_path, STAR_OF.format(sql))
    assert sorted({record for record, *_ in seen(one)}) == records
    other = [each.reason for each in channels()["browsing"].unread(one) if "other tables" in each.reason]
    assert bool(other) is (records == [2])


def test_where_nothing_tells_which_table_is_the_evidence_everybody_is_possible(tmp_path: Path) -> None:
    one = customers(tmp_path, STDERR.format("select nm, adr from t_0012"))
    assert len(seen(one)) == 5
