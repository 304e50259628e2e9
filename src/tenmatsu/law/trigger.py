"""Three-valued logic over the tests of a rule: yes, no, or unknown with what would settle it.

Where live facts disagree, the one that speaks for the duty counts: under an odd number of `not` that is the one that
speaks against the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Answer, Question, Reason, Words
from tenmatsu.law.facts import Facts
from tenmatsu.law.judges import judge
from tenmatsu.law.phrases import recorded, say
from tenmatsu.law.vocabulary import term_of

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
    if not found and test.proven is not None:
        return Outcome(Answer.NO, (Reason(recorded(name, False), Answer.NO, None),))
    if not found:
        return _silent(test, words)
    judged = [(judge(test, value, facts), fact) for fact, value in found]
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
