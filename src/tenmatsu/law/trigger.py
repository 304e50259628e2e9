"""The closed list of tests that a rule may put to the facts, each answered yes, no or unknown.

    all any not            combine other tests
    is may_be              an answer or a choice (`may_be` takes suspected for yes: おそれ)
    one_of                 a choice among several words
    contains has_class     a set of words, or kinds of personal data by word or by class
    at_least more_than     a count; `judge = "at_most"` takes its maximum, otherwise a straddling interval is unknown
    on_or_after before     a moment
    given                  whether the fact has been recorded at all (never unknown)
    situations             whether one of the numbered situations of the rule is met ([] for any)

`absent` says what silence means. It may only point towards the duty: the loader refuses a rule in which something
unsaid would free somebody. Where live facts disagree, the one that speaks for the duty counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from tenmatsu.law.duty import Answer, Question, Reason, Words
from tenmatsu.law.facts import Facts, Value, term_of
from tenmatsu.law.items import Items, classes
from tenmatsu.law.phrases import recorded, say
from tenmatsu.law.values import JST, Interval, Said, day_in

TESTS = (
    "all", "any", "not", "is", "may_be", "one_of", "contains", "has_class", "at_least", "more_than", "on_or_after",
    "before", "given", "situations",
)  # fmt: skip


class Test(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"negated": "not", "equals": "is"}):
    """One test: exactly one of TESTS, and `fact` where the test reads one."""

    all: tuple[Test, ...] | None = None
    any: tuple[Test, ...] | None = None
    negated: Test | None = None
    fact: str | None = None
    equals: str | None = None
    may_be: str | None = None
    one_of: tuple[str, ...] | None = None
    contains: tuple[str, ...] | None = None
    has_class: tuple[str, ...] | None = None
    at_least: int | None = None
    more_than: int | None = None
    on_or_after: date | None = None
    before: date | None = None
    given: bool | None = None
    situations: tuple[int, ...] | None = None
    judge: str | None = None
    minus: str | None = None
    absent: str | None = None

    @property
    def operator(self) -> str:
        """Which of TESTS this is (the first one given)."""
        return _operator(self)

    def given_tests(self) -> list[tuple[str, object]]:
        """The tests that this table names, with what they compare against."""
        fields = {"not": self.negated, "is": self.equals}
        pairs = [(name, fields.get(name, getattr(self, name, None))) for name in TESTS]
        return [(name, value) for name, value in pairs if value is not None]


@cache
def _operator(test: Test) -> str:
    return next((name for name, _ in test.given_tests()), "")


_ORDER = {Answer.NO: 0, Answer.UNKNOWN: 1, Answer.YES: 2}


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, the facts it rests on, and what would settle it."""

    answer: Answer
    because: tuple[Reason, ...] = ()
    open: tuple[Question, ...] = ()


Situations = Mapping[int, Outcome]


def weigh(test: Test, facts: Facts, met: Situations | None = None, favour: bool = True) -> Outcome:
    """Answer a test; `favour` is False under an odd number of `not`, where a yes speaks against the duty."""
    if test.all is not None:
        return all_of([weigh(one, facts, met, favour) for one in test.all])
    if test.any is not None:
        return any_of([weigh(one, facts, met, favour) for one in test.any])
    if test.negated is not None:
        return turned(weigh(test.negated, facts, met, not favour))
    if test.situations is not None:
        wanted = [found for number, found in (met or {}).items() if not test.situations or number in test.situations]
        return any_of(wanted)
    return _leaf(test, facts, favour)


def all_of(parts: Iterable[Outcome]) -> Outcome:
    """No if one is no; yes if all are; else unknown, with the questions of the unknown ones."""
    found = list(parts)
    answer = min((one.answer for one in found), key=_ORDER.__getitem__, default=Answer.YES)
    return _gather(answer, found)


def any_of(parts: Iterable[Outcome]) -> Outcome:
    """Yes if one is yes; no if all are; else unknown."""
    found = list(parts)
    answer = max((one.answer for one in found), key=_ORDER.__getitem__, default=Answer.NO)
    return _gather(answer, found)


def turned(one: Outcome) -> Outcome:
    """The contrary; unknown stays unknown."""
    contrary = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}
    return Outcome(contrary[one.answer], one.because, one.open)


def _gather(answer: Answer, parts: list[Outcome]) -> Outcome:
    speaking = [one for one in parts if one.answer is answer]
    because = dict.fromkeys(reason for one in speaking for reason in one.because)
    questions = dict.fromkeys(question for one in speaking for question in one.open)
    return Outcome(answer, tuple(because), tuple(questions) if answer is Answer.UNKNOWN else ())


def _leaf(test: Test, facts: Facts, favour: bool) -> Outcome:
    name = str(test.fact)
    found = facts.of(name)
    words = say(test)
    if test.given is not None:
        known = Answer.YES if any(value is not None for _, value in found) else Answer.NO
        answer = known if test.given else turned(Outcome(known)).answer
        last = found[-1][0] if found else None
        return Outcome(answer, (Reason(recorded(name, known is Answer.YES), answer, last),))
    if not found:
        return _silent(test, words)
    judged = [(_judge(test, value, facts), fact) for fact, value in found]
    pick = max if favour else min
    answer = pick((one for one, _ in judged), key=_ORDER.__getitem__)
    reasons = tuple(Reason(words, answer, fact) for one, fact in judged if one is answer)
    disputed = len({one for one, _ in judged} - {Answer.UNKNOWN}) > 1
    if disputed:
        reasons = tuple(Reason(_disputed(words), answer, reason.fact) for reason in reasons)
    return Outcome(answer, reasons, (_question(test),) if answer is Answer.UNKNOWN else ())


def _silent(test: Test, words: Words) -> Outcome:
    if test.absent is None:
        return Outcome(Answer.UNKNOWN, (), (_question(test),))
    return Outcome(Answer(test.absent), (Reason(recorded(str(test.fact), False), Answer(test.absent), None),))


def _question(test: Test) -> Question:
    term = term_of(str(test.fact))
    return Question(str(test.fact), Words(f"{term.ja}（{say(test).ja}）", f"{term.en} ({say(test).en})"))


def _disputed(words: Words) -> Words:
    return Words(
        f"{words.ja}（反対の事実の記録もあり、義務がある側で扱う）",
        f"{words.en} (another fact says otherwise; read in favour of the duty)",
    )


def _judge(test: Test, value: Value, facts: Facts) -> Answer:
    return _JUDGES[test.operator](test, value, facts)


def _equals(test: Test, value: Value, _: Facts) -> Answer:
    if value in (Said.UNKNOWN, Said.SUSPECTED, "unknown") and value != test.equals:
        return Answer.UNKNOWN
    return Answer.YES if value == test.equals else Answer.NO


def _may_be(test: Test, value: Value, facts: Facts) -> Answer:
    return Answer.YES if value is Said.SUSPECTED and test.may_be == "yes" else _equals(_is(test), value, facts)


def _is(test: Test) -> Test:
    return msgspec.structs.replace(test, equals=test.may_be, may_be=None)


def _one_of(test: Test, value: Value, _: Facts) -> Answer:
    wanted = test.one_of or ()
    if value == "unknown" and "unknown" not in wanted:
        return Answer.UNKNOWN
    return Answer.YES if value in wanted else Answer.NO


def _contains(test: Test, value: Value, _: Facts) -> Answer:
    wanted = set(test.contains or ())
    held = value.words if isinstance(value, Items) else value
    if isinstance(held, frozenset) and held & wanted:
        return Answer.YES
    return Answer.UNKNOWN if isinstance(value, Items) and not value.complete else Answer.NO


def _has_class(test: Test, value: Value, _: Facts) -> Answer:
    if not isinstance(value, Items):
        return Answer.UNKNOWN
    if classes(value) & set(test.has_class or ()):
        return Answer.YES
    return Answer.NO if value.complete else Answer.UNKNOWN


def _count(test: Test, value: Value, facts: Facts) -> Answer:
    if not isinstance(value, Interval):
        return Answer.UNKNOWN
    floor = test.at_least if test.at_least is not None else int(test.more_than or 0) + 1
    low, high = _less(value, facts.value(test.minus) if test.minus else None)
    if low >= floor or (test.judge == "at_most" and high is not None and high >= floor):
        return Answer.YES
    return Answer.NO if high is not None and high < floor else Answer.UNKNOWN


def _less(value: Interval, away: Value) -> tuple[int, int | None]:
    if not isinstance(away, Interval):
        return value.at_least, value.at_most
    low = 0 if away.at_most is None else max(0, value.at_least - away.at_most)
    return low, None if value.at_most is None else max(0, value.at_most - away.at_least)


def _moment(test: Test, value: Value, _: Facts) -> Answer:
    if not isinstance(value, date):
        return Answer.UNKNOWN
    day = day_in(value, JST)
    if test.before is not None:
        return Answer.YES if day < test.before else Answer.NO
    return Answer.YES if test.on_or_after is not None and day >= test.on_or_after else Answer.NO


_JUDGES: Mapping[str, Callable[[Test, Value, Facts], Answer]] = {
    "is": _equals, "may_be": _may_be, "one_of": _one_of, "contains": _contains, "has_class": _has_class,
    "at_least": _count, "more_than": _count, "on_or_after": _moment, "before": _moment,
}  # fmt: skip


def facts_read(test: Test) -> frozenset[str]:
    """The names of the facts that a test reads."""
    inner = (*(test.all or ()), *(test.any or ()), *((test.negated,) if test.negated else ()))
    own = {test.fact} if test.fact else set()
    return frozenset(own.union(*(facts_read(one) for one in inner)))
