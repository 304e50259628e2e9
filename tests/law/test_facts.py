"""The vocabulary of facts: what may be said, and what stands when several say different things."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.errors import InputError
from tenmatsu.law.facts import Facts, key_of, keys_of
from tenmatsu.law.items import Items, classes, kinds, parse_items, unnamed, word_of, words_of
from tenmatsu.law.values import Interval, Said, parse_count, split_moment
from tenmatsu.law.vocabulary import name_of, read_value, vocabulary
from tenmatsu.model import KIND_WORDS

from .given import fact, facts

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("500", Interval(500, 500)), ("1,001", Interval(1001, 1001)), ("300..5000", Interval(300, 5000)),
        ("300..", Interval(300, None)), ("..5000", Interval(0, 5000)), ("6,788,443人", Interval(6788443, 6788443)),
        ("unknown", Interval(0, None)), ("１２３", Interval(123, 123)),
    ],
)  # fmt: skip
def test_a_count_is_an_interval(text: str, interval: Interval) -> None:
    assert parse_count(text) == interval


@pytest.mark.parametrize("text", ["about 500", "5000..300", "many", "", "-3"])
def test_what_is_no_count_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InputError, match="the fact persons cannot be read") as error:
        read_value("persons", text)
    assert not text or text not in str(error.value).replace("300..5000", "")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_every_interval_is_read_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert parse_count(f"{low}..{high}") == Interval(low, high)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("improper_purpose", "疑い", Said.SUSPECTED), ("improper_purpose", "はい", Said.YES),
        ("event", "漏えい;毀損", frozenset({"leak", "damage"})), ("obligor", "委託元", "entrustor"),
        ("known", "2026-09-01", date(2026, 9, 1)),
        ("known", "2026-10-30T23:59+09:00 情報システム部", datetime(2026, 10, 30, 23, 59, tzinfo=TOKYO)),
        ("known", "2026-10-30 23:59", datetime(2026, 10, 30, 23, 59, tzinfo=TOKYO)),
    ],
)  # fmt: skip
def test_values_are_read_in_japanese_and_english(name: str, text: str, value: object) -> None:
    assert read_value(name, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026/9/1", date(2026, 9, 1)), ("2026年9月1日", date(2026, 9, 1)), ("令和8年9月1日", date(2026, 9, 1)),
        ("R8.9.1", date(2026, 9, 1)), ("令和元年5月1日", date(2019, 5, 1)), ("２０２６年９月１日", date(2026, 9, 1)),
        ("2026年9月1日（火）9時30分", datetime(2026, 9, 1, 9, 30, tzinfo=TOKYO)),
        ("2026/9/1 午後3時", datetime(2026, 9, 1, 15, tzinfo=TOKYO)),
        ("2026-09-01T00:30:00Z", datetime(2026, 9, 1, 9, 30, tzinfo=TOKYO)),
        ("2026-09-01 09:30 JST", datetime(2026, 9, 1, 9, 30, tzinfo=TOKYO)),
        ("2026-09-01T09:30+0900", datetime(2026, 9, 1, 9, 30, tzinfo=TOKYO)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str, value: date) -> None:
    assert read_value("reported", text) == value
    assert split_moment(f"{text} ＩＴ推進部") == (value, "ＩＴ推進部")


def test_a_day_that_no_calendar_has_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(InputError, match=r"no such day or time .* written 2026-09-01"):
        read_value("known", "令和8年2月30日")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,001人", Interval(1001, 1001)), ("1,000人以下", Interval(0, 1000)), ("1000人未満", Interval(0, 999)),
        ("300人以上", Interval(300, None)), ("1000人を超える", Interval(1001, None)), ("1001.0", Interval(1001, 1001)),
        ("300人〜5,000人", Interval(300, 5000)),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_words_that_bound_it(text: str, value: Interval) -> None:
    assert read_value("persons", text) == value


def test_a_place_is_read_by_code_or_name_and_another_is_refused() -> None:
    names = ("residents.フランス", "residents.france", "residents.FRA", "residents.uk", "residents.カリフォルニア州")
    assert [name_of(one) for one in names] == [*["residents.FR"] * 3, "residents.GB", "residents.US-CA"]
    with pytest.raises(InputError, match="no place is called 'Elbonia'; it is an ISO 3166 code"):
        name_of("residents.Elbonia")


def test_two_facts_of_one_place_speak_of_the_same_persons_and_are_not_added() -> None:
    twice = Facts([fact("residents.FR", 2), fact("residents.FR", 3, step=1), fact("residents.DE", "1..", step=2)])
    assert twice.value("residents.EU") == Interval(4, None)


def test_of_a_state_only_the_whole_may_be_known() -> None:
    whole = Facts([fact("residents.US", 5), fact("residents_complete", "yes")])
    assert whole.value("residents.US-CA") == Interval(0, 5)


def test_a_fact_keeps_its_key_when_the_file_it_stands_in_gets_another_time() -> None:
    """What case.toml says bears the time of the file: copying the case must change no key, and no replacement."""
    stated = fact("persons", 7930000)
    copied = fact("persons", 7930000, step=60)
    later = fact("persons", 6788443, step=5, supersedes=key_of(stated), note="records were counted as persons")
    assert key_of(copied) == key_of(stated)
    assert Facts([copied, later]).value("persons") == Interval(6788443, 6788443)


def test_a_key_that_an_older_ledger_names_is_still_known() -> None:
    first = fact("persons", "7930000")
    second = fact("persons", "6788443", step=5, supersedes=keys_of(first)[1], note="counted anew")
    assert Facts([first, second]).live == (second,)


@given(st.sampled_from(sorted(vocabulary())), st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(name: str, text: str) -> None:
    try:
        read_value(name, text)
    except InputError as error:
        assert str(error).startswith(f"the fact {name} cannot be read: ")


@pytest.mark.parametrize("text", ["2026-02-30", "2026-9", "9999-12-31", "0001-01-01", "2026-09-01 at noon", "soon"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_value("reported", text)


def test_an_unknown_name_is_refused_with_near_words() -> None:
    with pytest.raises(InputError, match="did you mean improper_purpose"):
        name_of("improper_porpose")
    with pytest.raises(InputError, match="no fact is called"):
        name_of("persons.FR")


def test_names_have_other_spellings() -> None:
    assert (name_of("knew"), name_of("known_at"), name_of("residents.fr")) == ("known", "known", "residents.FR")
    assert name_of("residents.UK") == "residents.GB"


def test_a_later_fact_supersedes_an_earlier_one_and_the_earlier_stays_on_record() -> None:
    first = fact("persons", "7930000")
    second = fact("persons", "6788443", step=5, supersedes=key_of(first), note="records were counted as persons")
    held = Facts([second, first])
    assert held.value("persons") == Interval(6788443, 6788443)
    assert (held.live, held.superseded) == ((second,), (first,))


@pytest.mark.parametrize("by", ["7930000", "persons"])
def test_a_superseded_fact_may_be_named_by_its_value_or_its_name(by: str) -> None:
    second = fact("persons", "6788443", step=5, supersedes=by, note="recounted")
    assert Facts([fact("persons", "7930000"), second]).live == (second,)


def test_a_fact_cannot_supersede_what_is_not_there() -> None:
    lost = fact("persons", "5", supersedes="deadbeef", note="why")
    with pytest.raises(InputError, match="no earlier fact"):
        Facts([lost]).check([lost])


def test_a_department_may_be_the_value_and_the_day_the_moment() -> None:
    held = Facts([fact("known", "情報システム部", at=date(2026, 9, 1))])
    assert [(one.when, one.who) for one in held.candidates] == [(date(2026, 9, 1), "情報システム部")]


def test_a_choice_that_is_none_of_the_readings_chooses_nothing() -> None:
    assert [one.chosen for one in Facts(facts(known="2026-09-01", known_choice="2026-09-02")).candidates] == [False]


def test_every_kind_of_personal_data_has_a_class_under_the_law() -> None:
    assert set(KIND_WORDS) <= set(kinds())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("クレジットカード番号", "card"), ("ｸﾚｼﾞｯﾄｶｰﾄﾞ番号", "card"), ("Card Number", "card"),
        ("健康診断結果", "health_check"), ("健診・診療", "health_check"), ("マイナンバー", "my_number"),
        ("ID・パスワード", "login_pair"), ("謎の項目", None),
    ],
)  # fmt: skip
def test_items_are_read_by_their_names(text: str, word: str | None) -> None:
    assert word_of(text) == word


def test_an_item_that_is_not_in_the_list_leaves_the_list_open() -> None:
    assert parse_items("氏名;謎の項目") == Items(frozenset({"name", "other"}), complete=False)
    assert unnamed("氏名;謎の項目") == ("謎の項目",)
    assert parse_items("患者の病歴メモ") == Items(frozenset({"medical", "other"}), complete=False)
    assert parse_items("氏名・住所（自宅）") == Items(frozenset({"name", "address"}), complete=True)
    assert parse_items("氏名;…") == Items(frozenset({"name"}), complete=False)
    assert parse_items("") == Items(frozenset(), complete=True)


def test_a_login_and_a_password_make_a_pair() -> None:
    assert "login_pair" in classes(parse_items("email;password"))
    assert "login_pair" not in classes(parse_items("password"))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("お名前", ["name"]), ("クレジットカード番号等", ["card"]), ("クレジットカードの番号", ["card"]),
        ("クレジットカード番号（下4桁のみ）", ["card_last4"]), ("マスクされたカード番号", ["card_last4"]),
        ("健診データ", ["health_check"]), ("email-address", ["email"]), ("既往歴・アレルギー", ["medical", "other"]),
        ("クレジットカード情報は含まない", []), ("ネット銀行のID・パスワード", ["payment_login"]),
        ("メールアドレス・パスワード", ["email", "password"]), ("会員ランク", ["purchase"]), ("石の形", ["other"]),
    ],
)  # fmt: skip
def test_an_entry_is_read_however_it_is_spelled(entry: str, words: list[str]) -> None:
    assert sorted(words_of(entry)) == sorted(words)


@pytest.mark.parametrize(
    ("items", "class_"),
    [
        ("インターネットバンキングのログインID;インターネットバンキングのパスワード", "property"),
        ("口座番号;暗証番号", "property"), ("送金サービスのログインIDとパスワード", "property"),
        ("ECサイトのIDとパスワード", "login_pair"), ("メールアドレス;パスワード", "login_pair"),
    ],
)  # fmt: skip
def test_a_login_of_a_payment_service_is_told_from_another(items: str, class_: str) -> None:
    found = classes(parse_items(items))
    assert class_ in found
    assert ("property" in found) == (class_ == "property")


@pytest.mark.parametrize("items", ["口座番号", "決済サービスのパスワード", "銀行口座番号;氏名", "国籍;本籍地"])
def test_half_of_a_login_or_an_account_alone_is_no_property(items: str) -> None:
    found = classes(parse_items(items))
    assert not found & {"property", "login_pair", "sensitive"}


def test_no_spelling_stands_for_two_kinds() -> None:
    seen: dict[str, str] = {}
    for word, kind in kinds().items():
        for spelling in (kind.ja, kind.en, *kind.also):
            assert seen.setdefault(spelling.casefold(), word) == word, spelling


def test_every_name_means_something_in_both_languages() -> None:
    for name, term in vocabulary().items():
        assert term.ja and term.en, name
        assert bool(term.choices) == (term.type in ("choice", "words")), name
