"""One test on the value of one fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Answer
from tenmatsu.law.facts import Facts
from tenmatsu.law.items import Items, classes
from tenmatsu.law.values import JST, Interval, Said, day_in
from tenmatsu.law.vocabulary import Value


def judge(test: Test, value: Value, facts: Facts) -> Answer:
    """The answer of one test on one value; `suspected` and `unknown` prove nothing."""
    return _JUDGES[test.operator](test, value, facts)


def _equals(test: Test, value: Value, _: Facts) -> Answer:
    if value in (Said.UNKNOWN, Said.SUSPECTED, "unknown") and value != test.equals:
        return Answer.UNKNOWN
    return Answer.YES if value == test.equals else Answer.NO


def _may_be(test: Test, value: Value, facts: Facts) -> Answer:
    return Answer.YES if value is Said.SUSPECTED and test.may_be == "yes" else _equals(_is(test), value, facts)


def _is(test: Test) -> Test:
    return msgspec.structs.replace(test, equals=test.may_be, may_be=None)


def _proven(test: Test, value: Value, _: Facts) -> Answer:
    return Answer.YES if value == test.proven else Answer.NO


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
    "is": _equals, "may_be": _may_be, "proven": _proven, "one_of": _one_of, "contains": _contains,
    "has_class": _has_class, "at_least": _count, "more_than": _count, "on_or_after": _moment, "before": _moment,
}  # fmt: skip
