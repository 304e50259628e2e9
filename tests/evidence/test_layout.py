"""Title lines, headers and total lines are told on tables whose labels are in no list of ours."""

from __future__ import annotations

import random

import pytest

from tenmatsu.evidence.layout import Kind, Layout, is_total, layout_of

NONE: frozenset[str] = frozenset()
BODY = [
    ["00123", "山田　花子", "hanako@example.jp", "1980/01/02", "東京都港区芝公園4-2-8"],
    ["00124", "鈴木　一郎", "ichiro@example.com", "1975/11/30", "北海道札幌市中央区北1条西2"],
    ["00125", "佐藤　健", "ken@example.net", "1991/07/15", "大阪府大阪市北区中之島1-3"],
]


@pytest.mark.parametrize(
    "header",
    [
        ["会員番号", "氏名", "メールアドレス", "生年月日", "住所"],
        ["cust_id", "cust_nm", "MAIL1", "BIRTH_YMD", "ADDR1"],
        ["ID", "Customer Name", "E-mail", "DOB", "Address"],
        ["整理No.", "ご芳名", "連絡先(メール)", "お生まれ", "お住まい"],
        ["kaiinbango", "shimei", "denshi", "umare", "jusho"],
    ],
)
def test_a_header_is_known_by_its_labels_or_by_what_is_below(header: list[str]) -> None:
    assert layout_of([header, *BODY], NONE).header == tuple(header)


def test_data_alone_has_no_header() -> None:
    for start in range(3):
        assert layout_of(BODY[start:] + BODY, NONE).header is None


def test_text_alone_has_no_header() -> None:
    rows = [["営業部", "読書", "静岡県"], ["総務部", "釣り", "愛知県"], ["営業部", "登山", "岐阜県"]]
    assert layout_of(rows, NONE).header is None
    assert layout_of([["部署", "趣味", "県名"], *rows], NONE).header == ("部署", "趣味", "県名")


def test_a_word_that_the_typing_knows_makes_a_header() -> None:
    rows = [["あだな", "あいことば"], ["はなちゃん", "やまかわ"], ["けんちゃん", "うみそら"]]
    assert layout_of(rows, frozenset({"あだな", "あいことば"})).header == ("あだな", "あいことば")


def test_titles_stand_above_the_header() -> None:
    header = ["会員番号", "氏名", "メール", "生年月日", "住所"]
    for titles in ([["会員名簿", "", "", "", ""]], [["会員名簿"], [], ["出力日", "2016/03/19"]]):
        layout = layout_of([*titles, header, *BODY], NONE)
        assert (layout.header, layout.before_data) == (tuple(header), len(titles) + 1)


@pytest.mark.parametrize(
    "cells",
    [
        ["合計", "", "", "12,300"], ["", "合計", "", "5件"], ["総計：", "3"], ["件数: 120"], ["(8 rows)"],
        ["TOTAL", "", "9"],
        ["小計", "¥1,200"], ["120件"], ["合　計", "", "", "10"], ["東京支店", "小計", "1200"],
        ["Grand Total", "", "", "99.5"],
    ],
)  # fmt: skip
def test_total_lines_are_told(cells: list[str]) -> None:
    assert is_total(cells, 4)


@pytest.mark.parametrize(
    "cells",
    [
        ["会計　花子", "03-0000-0001", "港区", ""], ["計良", "健", "x@example.jp"], ["設計部", "山田", "100"],
        ["1", "合計株式会社", "港区", "100"], ["総計一郎", "男", "1980/01/02"],
        ["時計", "1200", "在庫あり"], ["山田", "12"],
    ],
)  # fmt: skip
def test_records_are_not_taken_for_totals(cells: list[str]) -> None:
    assert not is_total(cells, 4)


def test_rules_and_headers_again_are_no_records() -> None:
    layout = Layout(3, ("id", "name", "mail"), 0)
    assert layout.judge(["----", "------", "----"]) is Kind.TITLE
    assert layout.judge(["id", "name ", "mail"]) is Kind.HEADER
    assert layout.judge(["", " ", None]) is Kind.BLANK
    assert layout.judge(["-", "山田", "-"]) is Kind.DATA


def test_headers_of_random_tables_are_right() -> None:
    chance = random.Random(4)
    kinds = {
        "name": (
            ["氏名", "cust_nm", "お名前", "Name", "利用者"],
            lambda: chance.choice("山川田森") + "　" + chance.choice("花太実"),
        ),
        "mail": (["MAIL1", "連絡先アドレス", "e-mail"], lambda: f"u{chance.randrange(999)}@example.jp"),
        "tel": (["TEL", "携帯", "自宅電話"], lambda: f"03-0000-{chance.randrange(1000, 9999)}"),
        "born": (["DOB", "生年月日", "brth_dt"], lambda: f"19{chance.randrange(40, 99)}/0{chance.randrange(1, 9)}/11"),
        "area": (["県名", "PREF", "都道府県"], lambda: chance.choice(("東京都", "大阪府", "北海道", "愛知県"))),
        "code": (["ID", "管理番号", "kaiin_no"], lambda: f"{chance.randrange(10**6):08}"),
    }
    wrong = 0
    for _ in range(200):
        chosen = chance.sample(list(kinds), chance.randrange(2, 7))
        body = [[kinds[kind][1]() for kind in chosen] for _ in range(chance.choice((2, 5, 60)))]
        labels = [chance.choice(kinds[kind][0]) for kind in chosen]
        wrong += layout_of([labels, *body], NONE).header != tuple(labels)
        wrong += layout_of(body, NONE).header is not None
    assert wrong <= 4
