"""Personal data in running text stand where they are said to stand, and what only looks like them does not."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.model import KIND_WORDS, Locator, Passage
from tenmatsu.pii.surface import surface
from tenmatsu.pii.text import find, findings

_SPEC = importlib.util.spec_from_file_location("letters", Path(__file__).with_name("letters.py"))
assert _SPEC and _SPEC.loader
letters = importlib.util.module_from_spec(_SPEC)
sys.modules["letters"] = letters
_SPEC.loader.exec_module(letters)


def found(text: str) -> list[tuple[str, str]]:
    return [(spot.kind, spot.value) for spot in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("お電話は０９０ー１２３４ー５６７８までお願いします。", "phone", "０９０ー１２３４ー５６７８"),
        ("連絡先：03(1234)5678（代）", "phone", "03(1234)5678"),
        ("TEL03-3333-4444です", "phone", "03-3333-4444"),
        ("(04992)6−6507へ", "phone", "(04992)6−6507"),
        ("+81 3 1234 5678", "phone", "+81 3 1234 5678"),
        ("メールはtaro..yamada@docomo.ne.jpです", "email", "taro..yamada@docomo.ne.jp"),
        ("<x.@ezweb.ne.jp>", "email", "x.@ezweb.ne.jp"),
        ("連絡はtaro[at]example.jp", "email", "taro[at]example.jp"),
        ("マイナンバーは１２３４－５６７８－９０１８です。", "my_number", "１２３４－５６７８－９０１８"),
        ("カード番号4111111111111111を使用", "card", "4111111111111111"),
        ("昭和五十年一月二日生まれ", "birth_date", "昭和五十年一月二日"),
        ("（S50.1.2生）", "birth_date", "S50.1.2"),
        ("運転免許証番号：309012345620", "drivers_licence", "309012345620"),
        ("基礎年金番号1234-567890", "pension_number", "1234-567890"),
        ("雇用保険被保険者番号1234-567890-1、資格取得日", "employment_insurance", "1234-567890-1"),
        ("雇用保険番号：12345678901", "employment_insurance", "12345678901"),
        ("被保険者番号（雇用保険）\n５０１２－３４５６７８－９", "employment_insurance", "５０１２－３４５６７８－９"),
        ("被保険者番号：1234-567890-1", "employment_insurance", "1234-567890-1"),
        ("Employment insurance number: 1234-567890-1", "employment_insurance", "1234-567890-1"),
        ("住民票コード12345678901の通知", "resident_code", "12345678901"),
        ("住民票コードは 1234-5678-901 です", "resident_code", "1234-5678-901"),
        ("住民票コード：09012345678", "resident_code", "09012345678"),
        ("Resident record code: 12345678901", "resident_code", "12345678901"),
        ("健康保険の被保険者番号 12345678", "health_insurance", "12345678"),
        ("在留カードAB12345678CDを確認", "residence_card", "AB12345678CD"),
        ("みずほ銀行 渋谷支店 普通 1234567", "bank_account", "みずほ銀行 渋谷支店 普通 1234567"),
        ("札幌市中央区北1条西2丁目3-4 あおば荘201", "address", "札幌市中央区北1条西2丁目3-4 あおば荘201"),
        ("東京都千代田区丸の内1-2-3に住む", "address", "東京都千代田区丸の内1-2-3"),
        ("氏　名　山田　太郎", "name", "山田　太郎"),
        ("氏名：新部 さやか", "name", "新部 さやか"),
        ("担当：総務部 山田", "name", "山田"),
        ("うつ病と診断され休職", "medical", "うつ病"),
        ("パスワードは「abc!2345」", "password", "abc!2345"),
    ],
)
def test_a_value_is_found_whole_whatever_touches_it(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "フリーダイヤル0120-123-456、ナビダイヤル0570-012-345",
        "雇用保険適用事業所番号 1301-234567-8、労働保険番号 13-1-01-234567-000",
        "住民票コードは書かれていません。受付番号は12345678901です。",
        "注文番号123456789018、追跡番号 1234-5678-9012",
        "登録番号T1234567890123 / ISBN978-4-12-345678-4",
        "192.168.10.20 v1.2.3 2024-04-01 10:30 1,234,567円",
        "https://example.jp/090-1234-5678/item",
        "緯度35.689487、経度139.691706",
        "東京都港区へ行く。大阪市内3校で実施。",
        "糖尿病の予防について講演会を開く。",
        "パスワードは8文字以上で別途お送りします。",
    ],
)
def test_what_only_looks_like_personal_data_is_not_found(text: str) -> None:
    assert found(text) == []


def measured(part: tuple[str, ...], seed: int, count: int) -> tuple[float, float]:
    hits: Counter[str] = Counter()
    for text, spans in letters.make(part, seed, count):
        got = {(spot.kind, spot.start, spot.end) for spot in find(text) if spot.kind != "name"}
        gold = {span for span in spans if span[0] != "name"}
        hits.update(both=len(got & gold), got=len(got), gold=len(gold))
    return hits["both"] / hits["gold"], hits["both"] / hits["got"]


@pytest.mark.parametrize("part", [letters.SEEN, letters.HELD], ids=["seen", "held"])
def test_identifiers_are_found_with_exact_offsets(part: tuple[str, ...]) -> None:
    recall, precision = measured(part, 23, 900)
    assert recall >= 0.985 and precision >= 0.97


def test_bare_order_numbers_are_no_my_numbers() -> None:
    maker = letters.Maker(letters.random.Random(5))
    text = "".join(f"受注 {maker.digits(12)} を出荷\n{maker.digits(12)}\n" for _ in range(1000))
    assert sum(kind == "my_number" for kind, _ in found(text)) <= 1


def test_a_finding_carries_the_place_and_what_is_hidden() -> None:
    passage = Passage(Locator("a.pdf", (("page", "3"),)), "連絡先090-1234-5678", hidden=True)
    (one,) = findings(passage)
    assert str(one.locator) == "a.pdf#page=3;char=3,16"
    assert (one.kind, one.value, one.normal, one.hidden) == ("phone", "090-1234-5678", "09012345678", True)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("0123456789-ー－ ()（）.@aAｶﾞ㈱㍻〒様市区町村年月日生:：\t\n氏名電話住所"), max_size=120
    )
)
def test_spots_lie_in_the_text_sorted_and_apart(text: str) -> None:
    spots = find(text)
    assert all(spot.value == text[spot.start : spot.end] and spot.start < spot.end for spot in spots)
    assert all(a.end <= b.start for a, b in pairwise(spots))
    assert all(spot.kind in KIND_WORDS for spot in spots)


@given(st.text(max_size=60))
def test_a_folded_stretch_leads_back_to_the_original(text: str) -> None:
    face = surface(text)
    places = [face.origin(at, at + 1) for at in range(len(face.plain))]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert places == sorted(places)


@pytest.mark.parametrize(
    "unit", ["0", "0-", "1 ", "(0", "a.", "@", "市", "東京都", "一", "氏名:", "a@", "  ", "「", "1-1-", "普通", "記号1"]
)
def test_hostile_repetitions_take_no_time_out_of_proportion(unit: str) -> None:
    find(unit * (40_000 // len(unit)))
