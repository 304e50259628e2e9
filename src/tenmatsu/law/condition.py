"""The closed list of tests that a rule may put to the facts, as they are written.

    all any not            combine other tests
    is may_be              an answer or a choice (`may_be` takes suspected for yes: おそれ)
    proven                 an answer or a choice beyond doubt: silence, unknown and suspected are no; only in
                           exclusions, since where a leak is in doubt it is a possible leak (おそれ)
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

from datetime import date
from functools import cache

import msgspec

TESTS = (
    "all", "any", "not", "is", "may_be", "proven", "one_of", "contains", "has_class", "at_least", "more_than",
    "on_or_after", "before", "given", "situations",
)  # fmt: skip


class Test(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"negated": "not", "equals": "is"}):
    """One test: exactly one of TESTS, and `fact` where the test reads one."""

    all: tuple[Test, ...] | None = None
    any: tuple[Test, ...] | None = None
    negated: Test | None = None
    fact: str | None = None
    equals: str | None = None
    may_be: str | None = None
    proven: str | None = None
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


def facts_read(test: Test) -> frozenset[str]:
    """The names of the facts that a test reads."""
    inner = (*(test.all or ()), *(test.any or ()), *((test.negated,) if test.negated else ()))
    own = {test.fact} if test.fact else set()
    return frozenset(own.union(*(facts_read(one) for one in inner)))
