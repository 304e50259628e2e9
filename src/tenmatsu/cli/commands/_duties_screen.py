"""The duties of a case on the terminal: the readings of the day of knowing, the clocks, what is not settled."""

from __future__ import annotations

from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tenmatsu.cli.commands._clock_lines import clock_lines
from tenmatsu.cli.commands._duty_words import MARKS, NATURES, SOFT, fact_words, grid, heading, recipients_words
from tenmatsu.cli.commands._flow import clean, flow
from tenmatsu.cli.commands._unsettled import (
    not_owed,
    open_to_you,
    rules_not_in_force,
    uncovered_places,
    unknown_duties,
    unusable_facts,
)
from tenmatsu.cli.screen import say
from tenmatsu.law.arithmetic import spell, stamp
from tenmatsu.law.assess import settle, uncovered
from tenmatsu.law.duty import Answer, Duty, Mark
from tenmatsu.law.facts import Candidate, Facts
from tenmatsu.law.rule import Rule, rules


def screen(
    title: str,
    facts: Facts,
    duties: list[Duty],
    silent: list[Rule],
    on: date,
    rules_of: date | None,
    lang: str,
    *,
    whole: bool,
) -> RenderableType:
    """Everything that `tenmatsu duties` shows."""
    standing = settle(duties)
    owed = [one for one in duties if one.answer is Answer.YES and one.nature not in SOFT]
    parts: list[RenderableType] = [_head(title, on, rules_of, lang), Text("")]
    parts += unusable_facts(facts, lang)
    parts += _readings(facts.candidates, lang)
    letters = {id(one.fact): letter for letter, one in _lettered(facts.candidates)}
    for members in _by_rule(owed):
        parts += [*_rule(members, letters, on, lang), Text("")]
    if not owed:
        told = say(lang, "義務があると決まったものはない。", "Nothing is settled to be owed.")
        parts += [Text(told, style="bold"), Text("")]
    parts += unknown_duties([one for one in standing if one.answer is Answer.UNKNOWN and one.nature not in SOFT], lang)
    parts += uncovered_places(uncovered(rules(), facts), lang)
    parts += open_to_you([one for one in standing if one.answer is Answer.YES and one.nature in SOFT], lang)
    live = {one.rule for one in standing if one.nature not in SOFT}
    parts += not_owed(
        [one for one in duties if one.answer is Answer.NO and (whole or one.rule not in live)], lang, whole=whole
    )
    parts += rules_not_in_force(silent, lang)
    parts.append(
        Text(say(lang, "法的助言ではない。提出は人が行う。", "No legal advice. A person submits."), style="dim")
    )
    return Group(*parts)


def _head(title: str, on: date, rules_of: date | None, lang: str) -> Text:
    applied = say(lang, "知った日に施行されていた規則による", "under the rules in force on each day of knowing")
    if rules_of is not None:
        applied = say(lang, f"{rules_of} の規則による", f"under the rules of {rules_of}")
    return Text.assemble((clean(title), "bold"), "\n", (f"{spell(on, lang)}  {applied}", "dim"))


def _lettered(candidates: tuple[Candidate, ...]) -> list[tuple[str, Candidate]]:
    return [(chr(ord("A") + index) if index < 26 else str(index + 1), one) for index, one in enumerate(candidates)]


def _readings(candidates: tuple[Candidate, ...], lang: str) -> list[RenderableType]:
    if not candidates:
        told = say(
            lang,
            "知った日の記録がない：期限を計算できない。tenmatsu fact CASE known=2026-09-01 --source … --by …",
            "No day of knowing is recorded: no clock runs. tenmatsu fact CASE known=2026-09-01 --source … --by …",
        )
        return [Text(told, style="bold red"), Text("")]
    named = say(lang, "知った日の候補（その日を1日目とする）", "Readings of the day of knowing (that day is day 1)")
    if candidates[0].stand_in:
        named = say(
            lang,
            "知った日の記録がない：発覚日を候補とする（知った日を known に記録する）",
            "No day of knowing is recorded: the days of discovery stand for it (record the day of knowing as known)",
        )
    return [heading(named), grid(_reading(letter, one, lang) for letter, one in _lettered(candidates)), Text("")]


def _reading(letter: str, one: Candidate, lang: str) -> tuple[Text, ...]:
    when = stamp(one.when) if isinstance(one.when, datetime) else spell(one.when, lang)
    chosen = say(lang, "（選択）", " (chosen)") if one.chosen else ""
    return (
        Text(letter, style="bold"),
        Text(when + chosen, style="bold" if one.chosen else ""),
        Text.assemble(f"{clean(one.who)} " if one.who else "", (clean(f"{one.fact.source} / {one.fact.by}"), "dim")),
    )


def _by_rule(duties: list[Duty]) -> list[list[Duty]]:
    """The owed duties of one edition of a rule together, as the rule has them; the rule due first stands first."""
    found: dict[tuple[str, date], list[Duty]] = {}
    for one in duties:
        found.setdefault((one.rule, one.rules_of), []).append(one)
    return sorted(found.values(), key=lambda members: min(one.order for one in members))


def _rule(members: list[Duty], letters: dict[int, str], on: date, lang: str) -> list[RenderableType]:
    first = members[0]
    head = heading(first.rule_title[lang])
    if first.hypothetical:
        head.append(say(lang, "  仮の適用", "  as if it had been in force"), "italic not underline")
    met = [
        (Text(say(lang, f"{one.number}号", f"({one.number})")), flow(one.words[lang], lang))
        for one in first.situations
        if one.answer is Answer.YES
    ]
    met += [(Text("?", style="bold yellow"), flow(line, lang, "yellow")) for line in _undecided(members, lang)]
    parts: list[RenderableType] = [head, *([grid(met)] if met else []), *_because(members, lang)]
    for one in members:
        parts += _duty(one, letters, on, lang)
    notes = [flow(f"・{note[lang]}", lang, "dim") for note in first.rule_remarks]
    return [*parts, *(Padding(line, (0, 0, 0, 2)) for line in (*notes, _cites(members, lang)))]


def _undecided(members: list[Duty], lang: str) -> list[str]:
    """The situations of an owed rule that may be met as well."""
    open_ones = dict.fromkeys(
        say(lang, f"{one.number}号に当たるかは未確定：", f"({one.number}) not settled: ") + one.words[lang]
        for one in members[0].situations
        if one.answer is Answer.UNKNOWN
    )
    return list(open_ones)


def _because(members: list[Duty], lang: str) -> list[RenderableType]:
    told = dict.fromkeys(fact_words(reason) for one in members for reason in one.because if reason.fact is not None)
    if not told:
        return []
    line = say(lang, "事実：", "facts: ") + say(lang, "；", "; ").join(told)
    return [Padding(flow(line, lang, "dim"), (0, 0, 0, 2))]


def _duty(one: Duty, letters: dict[int, str], on: date, lang: str) -> list[RenderableType]:
    ja, en, style = NATURES[one.nature]
    grade = f" {one.grade}" if one.grade else ""
    head = Text.assemble((f"■ {one.title[lang]}", "bold"), grade, "  ", (f"[{say(lang, ja, en)}]", style))
    rows = [row for due in one.dues for row in clock_lines(due, letters.get(id(due.fact), ""), on, lang)]
    if not one.dues:
        rows = [(Text(""), Text(say(lang, "起算日の記録がない", "no beginning is recorded"), style="yellow"))]
    notes = [flow(f"・{remark[lang]}", lang, "dim") for remark in one.remarks]
    return [Padding(head, (0, 0, 0, 2)), grid(rows, 4),
            *(Padding(line, (0, 0, 0, 4)) for line in (flow(recipients_words(one, lang), lang), *notes))]  # fmt: skip


def _cites(members: list[Duty], lang: str) -> RenderableType:
    space = say(lang, "", " ")
    named = dict.fromkeys(
        f"{cite.instrument}{space}{cite.article}" + (f" [{cite.mark}]" if cite.mark is not Mark.READ else "")
        for one in members
        for cite in one.cites
    )
    worst = max((one.mark for one in members), key=list(MARKS).index)
    told = say(lang, *MARKS[worst])
    line = say(lang, "根拠：", "sources: ") + say(lang, "、", "; ").join(named)
    return flow(f"{line} ※{told}" if told else line, lang, "dim")
