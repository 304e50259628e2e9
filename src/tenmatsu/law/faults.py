"""What is wrong with a test of a rule file, one sentence each; silence may never free anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tenmatsu.law.condition import TESTS, Test
from tenmatsu.law.items import kinds
from tenmatsu.law.vocabulary import term_of

_EVERY = ("answer", "count", "moment", "items", "words", "choice", "text")
_TYPES: Mapping[str, tuple[str, ...]] = {
    "is": ("answer", "choice", "text"), "may_be": ("answer",), "proven": ("answer", "choice"), "one_of": ("choice",),
    "contains": ("words", "items"), "has_class": ("items",), "at_least": ("count",), "more_than": ("count",),
    "on_or_after": ("moment",), "before": ("moment",), "given": _EVERY,
}  # fmt: skip


def faults(test: Test, numbers: frozenset[int], favour: bool | None = True) -> Iterable[str]:
    """What is wrong with a test, one sentence each; `numbers` are the situations of its rule.

    `favour` says whether a yes speaks for a duty; None where nothing is owed or not by the answer (a recipient).
    """
    named = test.given_tests()
    if len(named) != 1:
        yield f"a test names exactly one of {', '.join(TESTS)}, not {', '.join(name for name, _ in named) or 'none'}"
        return
    for inner in (*(test.all or ()), *(test.any or ())):
        yield from faults(inner, numbers, favour)
    if test.negated is not None:
        yield from faults(test.negated, numbers, None if favour is None else not favour)
    if test.situations and set(test.situations) - numbers:
        yield f"no situation has the number {sorted(set(test.situations) - numbers)}"
    if test.operator in _TYPES:
        yield from _leaf_faults(test, favour)


def _leaf_faults(test: Test, favour: bool | None) -> Iterable[str]:
    if test.fact is None:
        yield f"the test {test.operator!r} needs a fact"
        return
    term = term_of(test.fact)
    if term.type not in _TYPES[test.operator]:
        yield f"the test {test.operator!r} does not fit the fact {test.fact!r}, which is of type {term.type}"
    said = filter(None, (test.equals, test.may_be, test.proven))
    wanted = (*(test.one_of or ()), *(test.contains or ()), *said)
    allowed = _allowed(term.type, tuple(term.choices))
    for word in wanted if allowed else ():
        if word not in allowed:
            yield f"{word!r} is no word of {test.fact!r}; there are {', '.join(allowed)}"
    if test.proven is not None and favour is not False:
        yield f"proven on {test.fact!r} may only stand in an exclusion: elsewhere a doubt would free somebody"
    towards = "yes" if favour else "no"
    if favour is not None and test.absent is not None and test.absent != towards:
        yield f"absent = {test.absent!r} on {test.fact!r} frees somebody by silence; only {towards!r} may stand there"


def _allowed(kind: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    if kind == "answer":
        return ("yes", "no")
    return tuple(kinds()) if kind == "items" else choices
