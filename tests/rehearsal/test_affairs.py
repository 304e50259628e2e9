"""The known affairs have the figures of their accounts, evidence in real formats, and an answer their files bear."""

from __future__ import annotations

import csv
import email
import email.policy
import json
import re
import tomllib
from datetime import date, datetime
from pathlib import Path

import numpy as np
import openpyxl
import polars as pl
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest

from tenmatsu.errors import InputError
from tenmatsu.exposure.channel import channel_keys
from tenmatsu.law.facts import Facts
from tenmatsu.law.from_register import facts_of_table
from tenmatsu.pii import digits
from tenmatsu.rehearsal.cards import card, my_number
from tenmatsu.rehearsal.moments import jst
from tenmatsu.rehearsal.write import affairs, rehearse

PUBLISHED = {
    "alpsalpine-2023": 16_000,
    "clubgets-2016": 2_722,
    "ehime-2023": 23,
    "hokuto-2023": 4,
    "jaccs-2023": {"at_least": 0, "best": None, "at_most": None},
    "kagoshima-2023": 1_153,
    "kitakyushu-2023": 42,
    "okinawa-2023": 1,
}
CHEAP = sorted(set(PUBLISHED) - {"alpsalpine-2023"})


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every affair, seed 5."""
    return {name: rehearse(name, tmp_path_factory.mktemp("affair") / name, seed=5) for name in affairs()}


def summary(case: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((case / "answer" / "summary.json").read_text())
    return content


def exposed(case: Path) -> list[dict[str, str]]:
    with (case / "answer" / "exposed.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def rows(path: Path, encoding: str) -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as source:
        return list(csv.DictReader(source))


def tree(case: Path) -> dict[str, bytes]:
    return {str(path.relative_to(case)): path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file()}


def pdf_text(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


def test_every_affair_has_the_published_figure(written: dict[str, Path]) -> None:
    assert {name: summary(case)["persons"] for name, case in written.items()} == PUBLISHED
    for name, case in written.items():
        persons = {row["person"] for row in exposed(case)}
        assert len(persons) == (PUBLISHED[name] if isinstance(PUBLISHED[name], int) else 0)


@pytest.mark.parametrize("name", CHEAP)
def test_a_seed_writes_the_same_bytes_and_another_seed_other_persons(
    name: str, tmp_path: Path, written: dict[str, Path]
) -> None:
    assert tree(rehearse(name, tmp_path / "again", seed=5)) == tree(written[name])
    other = rehearse(name, tmp_path / "other", seed=6)
    assert {name: (other / name).is_file() for name in tree(written[name])} == dict.fromkeys(tree(written[name]), True)
    evidence = {path: content for path, content in tree(other).items() if path.startswith("evidence/")}
    assert evidence != {path: tree(written[name])[path] for path in evidence}
    if exposed(other):
        assert {row["name"] for row in exposed(other)} != {row["name"] for row in exposed(written[name])}


def test_case_toml_names_what_is_there(written: dict[str, Path]) -> None:
    for name, case in written.items():
        brief = tomllib.loads((case / "case.toml").read_text())
        for one in [*brief["evidence"], *brief.get("master", [])]:
            assert (case / one["path"]).exists(), name
        for log in [log for one in brief["evidence"] for log in one.get("logs", [])]:
            assert (case / log).is_file(), name
        facts = Facts(facts_of_table(brief.get("fact", []), jst(2023, 8, 1)))
        assert not facts.faults, name


def test_every_channel_that_is_there_knows_the_keys(written: dict[str, Path]) -> None:
    own = {"path", "channel", "window", "certainty", "recipient", "passwords"}
    known = channel_keys()
    for case in written.values():
        for one in tomllib.loads((case / "case.toml").read_text())["evidence"]:
            assert one["channel"] not in known or set(one) - own <= known[one["channel"]]


def test_card_payments_lie_inside_and_outside_of_the_window(written: dict[str, Path]) -> None:
    payments = rows(written["clubgets-2016"] / "evidence" / "payments.csv", "cp932")
    inside = [row for row in payments if "2015/10/01" <= row["決済日時"][:10] <= "2016/03/04"]
    cards = {row["カード番号"] for row in inside}
    assert len(cards) == 2_519 < len(inside) < len(payments)
    assert {row["カード番号"] for row in payments} > cards
    assert any(row["決済日時"] > "2016/03/05" for row in payments)
    old = rows(written["clubgets-2016"] / "evidence" / "inquiries_2004_2006.csv", "cp932")
    assert len(old) == 203
    assert all(re.match(r"2004/0[456]|2006/06", row["受付日"]) for row in old)
    assert not cards & {re.sub(r"(.{4})(?!$)", r"\1-", row["カード番号"]) for row in old}


def test_employees_stand_in_three_files(written: dict[str, Path]) -> None:
    evidence = written["alpsalpine-2023"] / "evidence"
    book = openpyxl.load_workbook(evidence / "人事" / "社員一覧_2023年度.xlsx", read_only=True)
    staff = {str(row[0]) for row in list(book["社員一覧"].iter_rows(values_only=True))[2:]}
    accounts = {row["employeeID"] for row in rows(evidence / "ad" / "users_export.csv", "utf-8-sig")}
    operators = {row["社員コード"] for row in rows(evidence / "factory" / "operators.csv", "cp932")}
    assert len(staff | accounts | operators) == 16_000
    assert len(staff & accounts) == 3_200
    assert staff | accounts | operators == {row["id"] for row in exposed(written["alpsalpine-2023"])}
    master = {row["社員番号"] for row in rows(written["alpsalpine-2023"] / "master" / "employees.csv", "utf-8")}
    assert len(master - staff - accounts - operators) == 450


def test_the_mail_shows_42_addresses_and_the_earlier_one_none(written: dict[str, Path]) -> None:
    sent = sorted((written["kitakyushu-2023"] / "evidence" / "sent").glob("*.eml"))
    early, wrong = (email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sent)
    to = {one.addr_spec for one in wrong["To"].addresses}
    assert to >= {row["id"] for row in exposed(written["kitakyushu-2023"])}
    assert len(to) == 43
    assert (len(early["To"].addresses), len(early["Bcc"].addresses)) == (1, 45)
    assert [part.get_filename() for part in wrong.iter_attachments()] == ["会場位置図.pdf"]
    assert "総合体育館" in pdf_bytes_text(next(wrong.iter_attachments()).get_content())
    assert any("8月2日(水)" in part.get_content() for part in wrong.walk() if part.get_content_type() == "text/plain")


def pdf_bytes_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as paper:
        return str(paper[0].get_textpage().get_text_range())


def test_black_boxes_hide_names_from_the_eye_alone(written: dict[str, Path]) -> None:
    case = written["kagoshima-2023"]
    papers = sorted((case / "evidence").glob("*.pdf"))
    text = "".join(page for path in papers for page in pdf_text(path))
    for row in exposed(case):
        assert row["id"] in text
        assert row["name"].split()[0] in text
    with pypdfium2.PdfDocument(next(path for path in papers if "元年" in path.name)) as paper:
        pixels = np.asarray(paper[1].render(scale=1).to_pil().convert("L"))
    assert pixels[88:95, 80:316].max() == 0


def test_the_evening_shows_four_customers(written: dict[str, Path]) -> None:
    case = written["hokuto-2023"]
    log = rows(case / "logs" / "audit_202306.csv", "cp932")
    evening = [
        row for row in log if row["利用者ID"] == "h20417" and "2023/06/09 19:30" <= row["日時"] < "2023/06/09 20:00"
    ]
    seen = {row["顧客番号"] for row in evening} - {""}
    assert seen == {row["id"] for row in exposed(case)}
    assert len(seen) == 4
    business = {row["顧客番号"] for row in log if row["利用者ID"] == "h20417"} - seen - {""}
    assert len(business) > 50
    certain = {(row["certainty"], row["items"].split(";")[0]) for row in exposed(case)}
    assert certain == {("confirmed", "name"), ("possible", "bank_account")}


def test_all_applicants_had_answered_before_the_last_view_of_each_route(written: dict[str, Path]) -> None:
    case = written["ehime-2023"]
    answers = [row["タイムスタンプ"] for row in rows(case / "evidence" / "form_answers.csv", "utf-8-sig")]
    shape = re.compile(r'^(\S+) - - \[(.+?)\] "GET (\S+) HTTP/1.1" 200 ')
    hits = [
        found.groups() for found in map(shape.match, (case / "logs" / "access.log").read_text().splitlines()) if found
    ]
    for route in ("qr", "web"):
        views = [when for address, when, path in hits if path.endswith(f"{route}/answers") and address != "192.0.2.10"]
        last = max(datetime.strptime(one, "%d/%b/%Y:%H:%M:%S %z") for one in views)
        assert sum(one <= f"{last:%Y/%m/%d %H:%M:%S}" for one in answers) == 23
    assert len(answers) == 30


def test_the_day_of_discovery_was_corrected(written: dict[str, Path]) -> None:
    tables = tomllib.loads((written["ehime-2023"] / "case.toml").read_text())["fact"]
    facts = Facts(facts_of_table(tables, jst(2023, 8, 1)))
    assert [fact.value for fact, _ in facts.of("discovered")] == ["2023-07-13"]
    assert [fact.value for fact, _ in facts.was("discovered")] == ["2023-07-21"]


def test_the_fax_holds_one_persons_numbers(written: dict[str, Path]) -> None:
    case = written["okinawa-2023"]
    pages = pdf_text(next((case / "evidence").glob("*.pdf")))
    true = summary(case)
    assert str(true["pension_number"]) in pages[2]
    assert str(true["my_number"]) in pages[3]
    assert sum(exposed(case)[0]["name"] in page for page in pages) == 3
    assert digits.my_number(pl.Series([str(true["my_number"])]))[0]


def test_logs_of_an_intrusion_show_nobody(written: dict[str, Path]) -> None:
    case = written["jaccs-2023"]
    text = "".join(path.read_text() for path in (case / "evidence").rglob("*.log"))
    assert "@" not in text
    assert text.isascii()
    assert summary(case)["items"] == {}


def test_invented_numbers_pass_their_check_digits() -> None:
    cards = pl.Series([card(key).replace("-", "") for key in range(500)])
    assert digits.luhn(cards).all()
    assert cards.n_unique() == 500
    mine = pl.Series([my_number(f"{key * 7919:011d}") for key in range(1, 500)])
    assert digits.my_number(mine).all()


def test_what_was_said_in_public_names_the_figure() -> None:
    said = {name: one.says for name, one in affairs().items()}
    assert all(set(one) == {"ja", "en"} for one in said.values())
    for name, figure in (("clubgets-2016", "2,722"), ("kagoshima-2023", "1,153"), ("ehime-2023", "23")):
        assert all(figure in text for text in said[name].values())
    assert "分からない" in said["jaccs-2023"]["ja"]


def test_an_affair_does_not_write_over_another(tmp_path: Path) -> None:
    rehearse("okinawa-2023", tmp_path / "case")
    with pytest.raises(InputError, match="already holds something else"):
        rehearse("jaccs-2023", tmp_path / "case")
    assert tomllib.loads((tmp_path / "case" / "case.toml").read_text())["case"]["as_of"] == date(2023, 7, 27)
