"""What the whole assessment keeps: unknown frees nobody, evidence adds, every reading is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.errors import InputError
from tenmatsu.law.assess import assess, not_in_force, uncovered
from tenmatsu.law.duty import Answer, Duty, Mark, end_of
from tenmatsu.law.facts import Facts, key_of
from tenmatsu.law.rule import Rule, find, rules
from tenmatsu.law.trial_given import facts_given
from tenmatsu.model import Fact

from .given import ON, duty, fact, facts

ORDER = (Answer.NO, Answer.UNKNOWN, Answer.YES)
SAID = ("yes", "no", "suspected", "unknown")
DOUBTS = (
    "improper_purpose", "advanced_encryption", "logs_prove_no_view", "recovered_unseen", "copy_kept", "stolen",
    "personal_data", "to_be_personal_data", "sensitive_items", "payment_service",
)  # fmt: skip
ITEMS = ("氏名", "氏名;カード番号", "診療情報", "パスワード;会員番号", "氏名;…", "謎の項目")
POOL = [
    *((name, said) for name in DOUBTS for said in SAID),
    *(("persons", count) for count in ("1", "1000", "1001", "300..5000", "..900", "1200..", "unknown")),
    *(("data_items", items) for items in ITEMS),
    *(("event", event) for event in ("漏えい", "滅失", "漏えい;毀損")),
    *(("certainty", word) for word in ("confirmed", "possible", "ruled_out", "unknown")),
    *(("key_state", word) for word in ("apart_and_safe", "leaked", "unknown")),
    *(("obligor", word) for word in ("private", "entrustor", "entrustee")),
]  # fmt: skip
SOME_FACTS = st.lists(st.sampled_from(POOL), max_size=8).map(
    lambda pairs: [fact(name, value, step=step) for step, (name, value) in enumerate(pairs)]
)


def answers(given_facts: list[Fact], rule: str = "jp_appi_26") -> dict[str, Answer]:
    return {one.name: one.answer for one in assess([find(rule)], given_facts, ON)}


@settings(max_examples=150, deadline=None)
@given(SOME_FACTS, st.sampled_from(POOL))
def test_another_fact_about_a_name_already_told_never_lowers_an_answer(base: list[Fact], more: tuple[str, str]) -> None:
    told = [*base, fact("known", "2026-06-01"), fact(more[0], "unknown" if more[1] in SAID else more[1], step=50)]
    before, after = answers(told), answers([*told, fact(more[0], more[1], step=60)])
    for name in ("preliminary_report", "final_report", "notice_to_person"):
        assert ORDER.index(after[name]) >= ORDER.index(before[name]), name


@settings(max_examples=150, deadline=None)
@given(SOME_FACTS, st.sampled_from([name for name, said in POOL if said == "unknown" and name != "persons"]))
def test_a_new_unknown_never_makes_a_duty_not_owed(base: list[Fact], name: str) -> None:
    told = [*base, fact("known", "2026-06-01")]
    before, after = answers(told), answers([*told, fact(name, "unknown", step=60)])
    for duty_name in ("preliminary_report", "final_report", "notice_to_person"):
        if before[duty_name] is not Answer.NO:
            assert after[duty_name] is not Answer.NO, duty_name


@settings(max_examples=100, deadline=None)
@given(SOME_FACTS)
def test_what_is_not_owed_says_why_and_what_is_unknown_says_what_would_settle_it(base: list[Fact]) -> None:
    for one in assess(rules(), [*base, fact("known", "2026-06-01")], ON):
        if one.answer is Answer.NO:
            assert one.because, (one.rule, one.name)
        if one.answer is Answer.UNKNOWN:
            assert one.open, (one.rule, one.name)


@settings(max_examples=100, deadline=None)
@given(SOME_FACTS, st.dates(date(2024, 4, 1), date(2028, 12, 31)), st.integers(0, 400))
def test_a_later_day_of_knowing_never_gives_an_earlier_due_date(base: list[Fact], known: date, later: int) -> None:
    one, other = (
        {each.name: each.due for each in assess([find("jp_appi_26")], [*base, fact("known", day)], ON)}
        for day in (known, known + timedelta(days=later))
    )
    for name, due in one.items():
        if due is not None:
            assert str(other[name]) >= str(due)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(rules()), st.dates(date(2016, 1, 1), date(2028, 12, 31)), st.integers(0, 400))
def test_under_no_rule_does_a_later_day_give_an_earlier_due_moment(rule: Rule, known: date, later: int) -> None:
    def dues(day: date) -> dict[str, float]:
        told, _ = facts_given(rule, {"known": day, "persons": 5000, "improper_purpose": "suspected", "discovered": day})
        found = assess([rule], told, ON, rules_of=ON)
        return {one.name: end_of(one.due) for one in found if one.due is not None}

    first, second = dues(known), dues(known + timedelta(days=later))
    assert first.keys() == second.keys()
    assert all(second[name] >= due for name, due in first.items())


@settings(max_examples=100, deadline=None)
@given(SOME_FACTS)
def test_adding_situation_3_never_shortens_the_time(base: list[Fact]) -> None:
    told = [each for each in base if each.name not in ("improper_purpose", "certainty")] + [fact("known", "2026-06-01")]
    before = duty("final_report", [*told, fact("improper_purpose", "no")])
    after = duty("final_report", [*told, fact("improper_purpose", "yes")])
    if before.due and after.due:
        assert str(after.due) >= str(before.due)


def test_while_the_purpose_is_unknown_the_shorter_time_is_due_and_the_longer_is_told() -> None:
    found = duty("final_report", facts(known="2026-09-01", persons=5000, improper_purpose="unknown"))
    assert found.answer is Answer.YES
    assert found.due == date(2026, 9, 30)
    assert "60 days (2026-10-30)" in found.dues[0].unsettled[0].en


def test_every_reading_of_the_day_of_knowing_has_its_clock_until_one_is_chosen() -> None:
    known = ["2016-03-24 情報システム部", "2016-04-01 情報システム部", "2016-05-13 CSIRT"]
    told = facts(known=known, improper_purpose="suspected", reported="2016-05-31", final_reported="2016-06-24")
    found = duty("final_report", told, rules_of=ON)
    assert [(one.who, one.day) for one in found.dues] == [
        ("情報システム部", date(2016, 5, 23)), ("情報システム部", date(2016, 5, 30)), ("CSIRT", date(2016, 7, 11)),
    ]  # fmt: skip
    assert found.hypothetical
    assert found.due == date(2016, 5, 23)
    chosen = duty("final_report", [*told, fact("known_choice", "2016-05-13")], rules_of=ON)
    assert chosen.due == date(2016, 7, 11)
    assert [one.chosen for one in chosen.dues] == [True, False, False]


def test_the_report_of_31_may_2016_is_day_69_day_61_or_day_19() -> None:
    told = facts(known=["2016-03-24", "2016-04-01", "2016-05-13"], improper_purpose="suspected", reported="2016-05-31")
    found = duty("preliminary_report", told, rules_of=ON)
    assert [(one.day_number, one.late_days) for one in found.dues] == [(69, 64), (61, 56), (19, 14)]


def test_the_same_case_under_the_rules_of_2016_2020_2022_2024_and_today() -> None:
    told = facts(
        known="2016-05-13", persons=6788443, improper_purpose="suspected", to_be_personal_data="no", sector="travel"
    )

    def owed(day: str) -> set[str]:
        found = assess(rules(), told, ON, date.fromisoformat(day))
        return {
            f"{one.rule}.{one.name}" for one in found if one.answer is Answer.YES and one.place == "JP" and one.mark
        }

    then = {one.id for one in not_in_force(rules(), told, ON)}
    assert {"jp_appi_26", "jp_notice_2017"} <= then and "jp_appi_2016" not in then
    assert "jp_appi_26.final_report" not in owed("2016-05-31") | owed("2020-06-01") | owed("2022-03-31")
    assert {"jp_appi_2016.guideline_report"} <= owed("2016-05-31")
    assert {"jp_notice_2017.report_effort"} <= owed("2020-06-01")
    for day in ("2022-04-01", "2024-04-01", "2026-11-25"):
        assert {"jp_appi_26.preliminary_report", "jp_appi_26.final_report", "jp_appi_26.notice_to_person"} <= owed(day)


def test_readings_on_both_sides_of_an_amendment_are_answered_under_their_own_rules() -> None:
    told = facts(
        known=["2024-03-31", "2024-04-01"], personal_data="no", to_be_personal_data="yes", improper_purpose="yes"
    )
    found = [one for one in assess([find("jp_appi_26")], told, ON) if one.name == "final_report"]
    assert [(one.rules_of, one.answer) for one in found] == [
        (date(2024, 3, 31), Answer.NO), (date(2024, 4, 1), Answer.YES),
    ]  # fmt: skip


def test_unknown_key_state_never_releases() -> None:
    told = facts(known="2026-09-01", persons=20000, improper_purpose="suspected", advanced_encryption="yes")
    told.append(fact("data_items", "氏名"))
    assert duty("final_report", told).answer is Answer.UNKNOWN
    assert {one.fact for one in duty("final_report", told).open} == {"key_state"}
    assert duty("final_report", [*told, fact("key_state", "apart_and_safe")]).answer is Answer.NO
    assert duty("final_report", [*told, fact("key_state", "leaked")]).answer is Answer.YES


def test_silence_on_encryption_is_no_encryption() -> None:
    assert duty("final_report", facts(known="2026-09-01", persons=20000)).answer is Answer.YES


@pytest.mark.parametrize(
    ("values", "owed"),
    [
        ({"event": "漏えい", "logs_prove_no_view": "yes"}, Answer.NO),
        ({"event": "漏えい", "logs_prove_no_view": "no"}, Answer.YES),
        ({"event": "漏えい", "logs_prove_no_view": "unknown"}, Answer.YES),
        ({"event": "漏えい", "logs_prove_no_view": "yes", "stolen": "suspected"}, Answer.YES),
        ({"event": "漏えい", "recovered_unseen": "yes"}, Answer.NO),
        ({"recovered_unseen": "yes"}, Answer.UNKNOWN),
        ({"event": "毀損", "copy_kept": "yes"}, Answer.NO),
        ({"event": "毀損", "copy_kept": "unknown"}, Answer.YES),
        ({"event": "毀損;漏えい", "copy_kept": "yes"}, Answer.YES),
        ({"event": "滅失", "copy_kept": "no"}, Answer.YES),
        ({"certainty": "ruled_out"}, Answer.NO),
        ({"certainty": "unknown"}, Answer.YES),
    ],
)
def test_what_counts_as_a_leak_a_loss_or_damage(values: dict[str, str], owed: Answer) -> None:
    told = facts(known="2026-09-01", persons=5000, improper_purpose="no", data_items="氏名", **values)
    assert duty("final_report", told).answer is owed


@pytest.mark.parametrize(
    ("items", "service", "answer"),
    [
        ("クレジットカード番号", None, Answer.YES),
        ("カード番号下4桁;有効期限", None, Answer.NO),
        ("住所;電話番号;メールアドレス", None, Answer.NO),
        ("口座番号", None, Answer.NO),
        ("ログインID;パスワード", "yes", Answer.YES),
        ("ログインID;パスワード", "no", Answer.NO),
        ("メールアドレス;パスワード", None, Answer.UNKNOWN),
        ("ネットバンキングのログインIDとパスワード", None, Answer.YES),
        ("氏名;…", None, Answer.UNKNOWN),
    ],
)
def test_situation_2_by_item(items: str, service: str | None, answer: Answer) -> None:
    told = facts(known="2026-09-01", persons=3, improper_purpose="no", data_items=items)
    told += facts(payment_service=service) if service else []
    found = duty("final_report", told)
    assert {one.number: one.answer for one in found.situations}[2] is answer


def test_the_dead_do_not_count() -> None:
    told = facts(known="2026-09-01", persons=1001, deceased=1, improper_purpose="no", data_items="氏名")
    assert duty("final_report", told).answer is Answer.NO


def test_the_clock_of_the_number_begins_when_the_number_was_passed() -> None:
    few = fact("persons", "800", at=date(2026, 9, 1))
    many = fact("persons", "1200", step=5, at=date(2026, 9, 20), supersedes=key_of(few), note="recounted")
    told = [few, many, *facts(known="2026-09-01", improper_purpose="no", data_items="氏名")]
    found = duty("final_report", told)
    assert (found.dues[0].start, found.due) == (date(2026, 9, 20), date(2026, 10, 19))
    with_cards = [*told, fact("data_items", "クレジットカード番号", step=9)]
    assert duty("final_report", with_cards).due == date(2026, 9, 30)


def test_a_number_first_known_later_does_not_move_the_clock() -> None:
    told = [
        fact("persons", "5000", at=date(2026, 9, 20)),
        *facts(known="2026-09-01", improper_purpose="no", data_items="氏名"),
    ]
    assert duty("final_report", told).due == date(2026, 9, 30)


def test_the_entrustor_knows_at_the_latest_when_it_is_told() -> None:
    told = facts(obligor="entrustor", entrustor_notified="2026-09-14", improper_purpose="suspected")
    assert duty("final_report", told).due == date(2026, 11, 12)


def test_a_public_body_that_entrusted_is_under_article_68_and_its_entrustee_under_26() -> None:
    told = facts(known="2026-06-01", persons=150, improper_purpose="no", data_items="氏名")
    assert duty("final_report", [*told, fact("obligor", "public_body")], "jp_appi_68").answer is Answer.YES
    assert duty("final_report", [*told, fact("obligor", "public_body")]).answer is Answer.NO
    assert duty("final_report", [*told, fact("obligor", "private")], "jp_appi_68").answer is Answer.NO


def test_one_affair_can_owe_two_reports() -> None:
    told = facts(known="2026-08-03", persons=1500, data_items="個人番号;氏名", improper_purpose="no")
    assert duty("final_report", told).answer is Answer.YES
    assert duty("final_report", told, "jp_mynumber_29_4").answer is Answer.YES


def test_a_business_of_the_financial_sector_reports_to_its_agency() -> None:
    told = facts(known="2026-08-03", persons=1500, improper_purpose="no", sector="金融")
    assert [one.name.en for one in duty("final_report", told).recipients] == [
        "Financial Services Agency (FSA; or local finance bureau, prefecture)"
    ]


def test_where_the_delegation_was_not_read_the_recipient_says_so() -> None:
    told = facts(known="2026-08-03", persons=1500, improper_purpose="no", sector="旅行業")
    assert [one.mark for one in duty("final_report", told).recipients] == [Mark.UNREAD]


def test_residents_of_several_member_states_make_several_authorities() -> None:
    told = facts(known="2026-11-20T18:00+09:00", residents_FR=2, residents_DE=1, residents_NO=1)
    assert [one.place for one in duty("report", told, "eu_gdpr_33").recipients] == ["DE", "FR", "NO"]


def test_where_the_persons_live_is_unknown_until_somebody_says_so() -> None:
    told = facts(known="2026-11-20")
    assert duty("report", told, "eu_gdpr_33").answer is Answer.UNKNOWN
    assert duty("report", [*told, fact("residents_abroad", "no")], "eu_gdpr_33").answer is Answer.NO
    assert duty("report", [*told, *facts(residents_JP=10)], "eu_gdpr_33").answer is Answer.UNKNOWN
    assert duty("report", [*told, *facts(residents_JP=10, residents_complete="yes")], "eu_gdpr_33").answer is Answer.NO


def test_while_critical_infrastructure_is_unknown_the_hour_is_due_and_the_four_are_told() -> None:
    told = facts(known="2026-11-22T09:00+08:00", residents_CN=1200000)
    found = duty("report", told, "cn_incident_reporting").dues[0]
    assert found.length == 1
    assert "4 hours" in found.unsettled[0].en


def test_the_marks_of_what_was_not_read_stay() -> None:
    told = facts(known="2026-06-01", obligor="public_body", persons=150, improper_purpose="no", data_items="氏名")
    assert duty("final_report", told, "jp_appi_68").mark is Mark.SECONDARY
    assert (
        duty("final_report", facts(known="2026-06-01", persons=1500, improper_purpose="no")).cites[0].mark is Mark.READ
    )


def test_superseding_without_a_reason_supersedes_nothing() -> None:
    first = fact("persons", "7930000")
    second = fact("persons", "600", step=5, supersedes=key_of(first))
    told = [first, second, *facts(known="2026-09-01", improper_purpose="no", data_items="氏名")]
    assert duty("final_report", told).answer is Answer.YES
    with pytest.raises(InputError, match="without saying why"):
        Facts(told).check([second])


def test_a_fact_that_cannot_be_read_counts_as_never_recorded() -> None:
    told = facts(known="2026-09-01", persons="a great many", improper_purpose="no", data_items="氏名")
    found = duty("final_report", told)
    assert found.answer is Answer.UNKNOWN
    assert [one.fact for one in found.open] == ["persons"]


def test_a_place_of_which_no_rule_speaks_is_named() -> None:
    told = facts(residents_VN=5, residents_FR=1, residents_JP=10, residents_KR="0")
    assert uncovered(rules(), Facts(told)) == ("VN",)


def test_two_counts_side_by_side_are_read_in_favour_of_the_duty() -> None:
    told = facts(known="2026-09-01", persons=["900", "1200"], improper_purpose="no", data_items="氏名")
    found = duty("final_report", told)
    assert found.answer is Answer.YES
    assert any("another fact says otherwise" in reason.words.en for reason in found.because)


def test_nothing_known_makes_no_clock_and_frees_nobody() -> None:
    found: list[Duty] = assess(rules(), [], ON)
    assert all(not one.dues for one in found)
    owed = [one for one in found if one.rule == "jp_appi_26" and one.name == "final_report"]
    assert [one.answer for one in owed] == [Answer.UNKNOWN]
    assert replace(owed[0], dues=()).due is None


def test_a_release_that_another_fact_denies_releases_nobody() -> None:
    told = facts(known="2026-09-01", persons=5000, advanced_encryption=["no", "yes"], key_state="apart_and_safe")
    assert duty("final_report", told).answer is Answer.YES
    told = facts(known="2026-09-01", persons=5000, advanced_encryption="yes", key_state=["apart_and_safe", "leaked"])
    assert duty("final_report", told).answer is Answer.YES


def test_two_events_on_record_are_both_to_be_answered_for() -> None:
    told = facts(
        known="2026-09-01", persons=5000, event=["漏えい", "滅失"], recovered_unseen="yes", improper_purpose="no"
    )
    assert duty("final_report", told).answer is Answer.YES
    assert duty("final_report", [*told, fact("copy_kept", "yes")]).answer is Answer.NO


@pytest.mark.parametrize(
    ("persons", "answer"), [("..1001", Answer.YES), ("..1000", Answer.NO), ("1000..", Answer.UNKNOWN)]
)
def test_the_number_is_judged_by_its_maximum(persons: str, answer: Answer) -> None:
    told = facts(known="2026-09-01", persons=persons, improper_purpose="no", data_items="氏名")
    assert duty("final_report", told).answer is answer


def test_the_day_of_passing_the_number_moves_only_a_clock_that_rests_on_the_number() -> None:
    told = facts(known="2026-09-01", persons=1200, exceeded_on="2026-09-20", improper_purpose="no", data_items="氏名")
    assert duty("final_report", told).due == date(2026, 10, 19)
    assert duty("final_report", [*told, fact("data_items", "診療情報", step=9)]).due == date(2026, 9, 30)


def test_a_number_passed_before_anybody_knew_begins_no_earlier_clock() -> None:
    told = facts(known="2026-09-01", persons=1200, exceeded_on="2026-08-20", improper_purpose="no", data_items="氏名")
    assert duty("final_report", told).due == date(2026, 9, 30)


def test_while_the_establishment_is_unknown_the_lead_authority_is_named_with_its_condition() -> None:
    told = facts(known="2026-11-20T18:00+09:00", residents_FR=1, eu_establishment="unknown")
    found = duty("report", told, "eu_gdpr_33").recipients
    assert [one.place for one in found] == ["FR", ""]
    assert found[1].note is not None and found[1].note.en == "if that is so (not settled)"


def test_two_answers_on_persons_abroad_close_nothing() -> None:
    told = facts(known="2026-11-20", residents_abroad=["no", "yes"])
    assert duty("report", told, "eu_gdpr_33").answer is Answer.UNKNOWN


def test_silence_on_who_reports_frees_no_public_body() -> None:
    """150 persons are no situation of art. 26 and one of art. 68: which of the two holds must be settled first."""
    base = facts(known="2026-06-01", persons=150, improper_purpose="no", data_items="氏名")
    told = {"": Answer.UNKNOWN, "government": Answer.UNKNOWN, "retail": Answer.NO}
    for sector, answer in told.items():
        given = [*base, *(facts(sector=sector) if sector else [])]
        assert duty("final_report", given, "jp_appi_68").answer is answer, sector
        assert "obligor" in {one.fact for one in duty("final_report", given, "jp_appi_68").open} or answer is Answer.NO
    assert duty("final_report", [*base, *facts(obligor="public_body")], "jp_appi_68").answer is Answer.YES


def test_silence_on_contracts_frees_nobody_and_a_stated_nothing_does() -> None:
    known = facts(known="2026-06-01")
    assert duty("contract_notice_days", known, "jp_contract").answer is Answer.UNKNOWN
    none = facts(contract_days=0, contract_hours=0)
    assert duty("contract_notice_days", [*known, *none], "jp_contract").answer is Answer.NO


def test_where_nobody_recorded_a_day_of_knowing_every_day_of_discovery_has_its_clock() -> None:
    found = facts(persons=3000, improper_purpose="no", discovered=["2026-07-21", "2026-07-13"])
    dues = duty("final_report", found).dues
    assert [str(one.day) for one in dues] == ["2026-08-12", "2026-08-19"]
    assert all("発覚日から数えた" in one.remarks[0].ja for one in dues)
    (due,) = duty("final_report", [*found, *facts(known="2026-07-24")]).dues
    assert (str(due.day), due.remarks) == ("2026-08-24", ())
