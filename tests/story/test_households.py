"""Whole cases with persons who are known: who is joined, who is not, and what the result says of it."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from tenmatsu import case

from .folder import HEADER, Found, csv_bytes, known, make, strangers

PEOPLE, SHEET = known("households.csv"), known("this_year.csv")
"""Who is who: as a list holds them, and some of them again in the workbook of this year."""

DESK = ("tour-desk@example.co.jp", "06-6345-9182")
GUESTS = [
    ("長谷 一成", "ハセ カズナリ"), ("瀬川 ひとみ", "セガワ ヒトミ"), ("浅井 弘樹", "アサイ ヒロキ"),
    ("滝本 久美", "タキモト クミ"), ("須田 圭吾", "スダ ケイゴ"), ("宇野 玲奈", "ウノ レイナ"),
    ("熊谷 正人", "クマガイ マサト"), ("沼田 和歌子", "ヌマタ ワカコ"),
]  # fmt: skip
"""Booked by one agency under its own mailbox and telephone."""

COMPANIONS = [("百目鬼 颯真", "H4.6.27"), ("北川 彩花", "H15.7.30")]


def _workbook(rows: list[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("顧客")
        for at, row in enumerate([HEADER, *rows]):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value)
    return out.getvalue()


def _zip(name: str, content: bytes) -> bytes:
    """A zip as Windows of Japan writes it: the name of its member in cp932, and no flag that says so."""
    raw = name.encode("cp932")
    stand_in = "x" * len(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(stand_in, content)
    return out.getvalue().replace(stand_in.encode(), raw)


def files() -> dict[str, bytes]:
    """A cp932 list with strangers in it, an EUC-JP list in a zip, a workbook, a broken zip; and a master."""
    people = [*PEOPLE.values(), *((*names, "", "", *DESK, "", "") for names in GUESTS)]
    members = [(f"{n:06}", *row) for n, row in enumerate([PEOPLE["father"], PEOPLE["moved"], *strangers(200)], 1)]
    return {
        "evidence/顧客.csv": csv_bytes([*people, *strangers()], "cp932"),
        "evidence/古い.zip": _zip("同行者.csv", csv_bytes(COMPANIONS, "euc_jp", ("同行者氏名", "同行者生年月日"))),
        "evidence/本年.xlsx": _workbook(list(SHEET.values())),
        "evidence/写真.zip": b"PK\x03\x04" + bytes(40),
        "master/会員.csv": csv_bytes(members, "utf-8-sig", ("会員番号", *HEADER)),
    }


LIST, BOOK, MEMBER = "顧客.csv", "本年.xlsx!顧客", "古い.zip!同行者.csv"
ROW = {name: (LIST, number) for number, name in enumerate(PEOPLE, 1)}
NEW = {name: (BOOK, number) for number, name in enumerate(SHEET, 1)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The investigated case; it is not changed by the tests."""
    made = make(tmp_path_factory.mktemp("story") / "case", files(), master="master/会員.csv")
    case.investigate(made)
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> Iterator[Found]:
    """Its records."""
    yield Found(folder)


def test_a_family_on_one_mailbox_and_telephone_stays_three_persons(found: Found) -> None:
    assert found.apart(ROW["father"], ROW["mother"], ROW["daughter"])


def test_twins_stay_two_persons(found: Found) -> None:
    assert found.apart(ROW["twin"], ROW["other twin"])


def test_father_and_son_of_one_reading_stay_two_persons(found: Found) -> None:
    assert found.apart(ROW["elder"], ROW["younger"])


def test_guests_of_one_agency_are_as_many_as_they_are(found: Found) -> None:
    first = len(PEOPLE) + 1
    assert found.apart(*((LIST, first + n) for n in range(len(GUESTS))))


def test_dummies_join_nobody(found: Found) -> None:
    assert found.apart(ROW["dummy"], ROW["other dummy"])


def test_one_person_in_cp932_and_in_a_workbook_is_one(found: Found) -> None:
    assert found.one(ROW["father"], NEW["father"])


def test_a_name_by_marriage_and_a_move_do_not_make_two(found: Found) -> None:
    assert found.one(ROW["maiden"], NEW["married"])
    assert found.one(ROW["moved"], NEW["moved"])


def test_old_and_new_signs_are_one_name(found: Found) -> None:
    assert found.one(ROW["old sign"], NEW["new sign"])


def test_a_companion_with_a_rare_name_and_the_birthday_is_found_in_a_member_of_a_zip(found: Found) -> None:
    assert found.one(ROW["rare"], (MEMBER, 1))


def test_strangers_stay_strangers(found: Found) -> None:
    first = len(PEOPLE) + len(GUESTS) + 1
    assert found.apart(*((LIST, first + n) for n in range(len(strangers()))))


def test_the_truth_lies_in_the_interval_and_the_numbers_agree(folder: Path, found: Found) -> None:
    summary = json.loads((folder / "result" / "summary.json").read_text("utf-8"))
    true = len(PEOPLE) + len(GUESTS) + len(strangers())
    persons = summary["persons"]
    assert persons["at_least"] <= true <= persons["at_most"]
    assert persons["at_least"] <= persons["best"] <= persons["at_most"]
    assert persons["best"] == found.records["person_id"].n_unique()
    assert summary["records"] == len(found.records) == true + len(SHEET) + len(COMPANIONS)


def test_members_keep_their_leading_zeros(found: Found) -> None:
    ids = {(item, row): member for item, row, member in found.records["item", "row", "member_id"].iter_rows()}
    assert ids[ROW["father"]] == "000001"
    assert ids[ROW["moved"]] == ids[NEW["moved"]] == "000002"
    assert ids[ROW["twin"]] is None


def test_what_could_not_be_read_is_said(folder: Path) -> None:
    summary = json.loads((folder / "result" / "summary.json").read_text("utf-8"))
    listed = (folder / "result" / "unread.csv").read_text("utf-8-sig")
    assert summary["unread"] == 1
    assert "写真.zip" in listed


def test_the_result_is_for_its_owner_alone(folder: Path) -> None:
    for path in [folder / "result", *(folder / "result").rglob("*"), folder / ".work", *(folder / ".work").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
    assert stat.S_IMODE((folder / "ledger.db").stat().st_mode) == 0o600
