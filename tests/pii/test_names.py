"""Names of persons in running text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.pii import name_groups, name_rules, name_words
from tenmatsu.pii.names import persons

SENTENCES = (
    ("氏名：山田 太郎（ヤマダ タロウ）", ["山田 太郎"]),
    ("申請者: 鈴木一郎", ["鈴木一郎"]),
    ("お客様の佐藤花子様より電話がありました。", ["佐藤花子"]),
    ("昨日、髙橋さんと渡邉さんが来社した。", ["髙橋", "渡邉"]),
    ("担当のジョン・スミス氏に連絡した。", ["ジョン・スミス"]),
    ("YAMADA Taro様、ご予約ありがとうございます。", ["YAMADA Taro"]),
    ("Please contact Mr. Smith at the desk.", ["Smith"]),
    ("営業部の田中です。いつもお世話になっております。", ["田中"]),
    ("出席者：佐々木部長、鈴木課長", ["佐々木", "鈴木"]),
    ("山田製作所は豊田市に工場を建てた。", []),
    ("お客様各位\n皆様には、お母さんやお子様も含め、同様の仕様です。", []),
    ("東京都千代田区に本社を置く株式会社である。", []),
    ("患者の野々村さくらさん(45)が来院。", ["野々村さくら"]),
    ("田中ゆかり先生が来た。", ["田中ゆかり"]),
    ("野口 崇也\t産婦人科\t令和2年\n足立 貴司\t小児科\t令和2年", ["野口 崇也", "足立 貴司"]),
)


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_a_sentence_names_these_persons_and_no_others(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in persons(text)] == names


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*"山田太郎様氏のはAb1・ 　\n。:：ジョンｼﾞ㍻髙𠮷\u3099\ud800", "氏名：", "Mr. "])).map(
        "".join
    )
    | st.text(max_size=60)
)
def test_spans_lie_in_the_text_sorted_and_apart(text: str) -> None:
    found = persons(text)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, found, strict=False))
    assert all(0 < one.score <= 1 and one.by for one in found)


def test_threads_find_the_same() -> None:
    texts = [text for text, _ in SENTENCES] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(persons, texts)) == [persons(text) for text in texts]


def test_a_place_stays_true_where_width_differs() -> None:
    text = "㈱ｱｲｳの担当は佐藤花子様です"
    assert [text[one.start : one.end] for one in persons(text)] == ["佐藤花子"]


def test_a_run_is_cut_into_the_fewest_words() -> None:
    assert [(start, end) for start, end, _ in name_words.cut("松浦製作所")] == [(0, 2), (2, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "音楽監督",
        "西武監督",
        "中心選手",
        "立命館大学教授",
        "町会長",
        "東京サンレーヴス",
        "中殿御会",
        "青葉山、山田城",
        "山田とか、佐藤こと",
        "ジョン・C・ステニス宇宙センター",
    ],
)
def test_the_title_of_a_thing_and_the_name_of_a_place_make_no_name(text: str) -> None:
    assert name_rules.read(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("画家のH・R・ギーガーが描いた。", ["H・R・ギーガー"]),
        ("大統領ジョン・F・ケネディの演説。", ["ジョン・F・ケネディ"]),
        ("皇帝ナポレオン3世の絵がある。", ["ナポレオン3世"]),
    ],
)
def test_initials_and_numbers_are_parts_of_a_foreign_name(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in persons(text)] == names


def test_words_that_stand_in_like_places_are_in_one_group() -> None:
    for one, other in (("鈴木", "佐藤"), ("監督", "俳優"), ("ジョン", "ロバート")):
        assert name_groups.of(one)[2] == name_groups.of(other)[2] != "-"
    assert name_groups.of("鈴木")[2] != name_groups.of("監督")[2]
    assert name_groups.of("無いとされる語") == name_groups.NONE


def test_an_inflected_word_has_its_own_group_and_not_that_of_its_kanji() -> None:
    assert name_groups.before("率", "い") == name_groups.of("率い") != name_groups.of("率")
    assert name_groups.before("監督", "は") == name_groups.of("監督")


def test_a_long_text_is_read_in_pieces() -> None:
    text = "本" * 5_000 + "\n" + "佐藤花子様\n" * 300
    assert sum(text[one.start : one.end] == "佐藤花子" for one in persons(text)) == 300
