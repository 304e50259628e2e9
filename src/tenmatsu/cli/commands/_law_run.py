"""What `tenmatsu law` does."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tenmatsu.cli.commands._duty_words import MARKS, NATURES
from tenmatsu.cli.commands._flow import clean, flow
from tenmatsu.cli.screen import say, terminal
from tenmatsu.errors import InputError
from tenmatsu.law.duty import Cite
from tenmatsu.law.phrases import tell
from tenmatsu.law.rule import DutyRule, Part, Rule, find, marks, rules
from tenmatsu.law.trial import Trial, try_all
from tenmatsu.law.trial_file import read
from tenmatsu.law.values import JST


def run(given: argparse.Namespace) -> int:
    """Do it; answers the exit code."""
    if not given.words:
        return _list(given)
    if given.words[0] == "try":
        return _try([Path(word) for word in given.words[1:]], given)
    return _read([find(word) for word in given.words], given)


def _try(paths: list[Path], given: argparse.Namespace) -> int:
    if not paths:
        raise InputError("name a file of worked examples: tenmatsu law try FILE.yaml")
    try:
        on = date.fromisoformat(given.on) if given.on else datetime.now(JST).date()
    except ValueError as error:
        raise InputError("--on is a date such as 2026-09-01") from error
    tried = [one for path in paths for one in try_all(read(path), rules(), on)]
    if given.json:
        print(json.dumps(msgspec.to_builtins(tried), ensure_ascii=False, indent=1))
    else:
        for one in tried:
            print(clean(_line(one)))
        wrong = sum(bool(one.differs) for one in tried)
        print(say(given.lang, f"{len(tried)}例、相違 {wrong}", f"{len(tried)} examples, {wrong} differ"))
    return 1 if any(one.differs for one in tried) else 0


def _line(one: Trial) -> str:
    told = "; ".join(one.differs) if one.differs else "ok"
    notes = f"  ({'; '.join(one.notes)})" if one.notes else ""
    return f"{one.id}  {one.rule}  {told}{notes}"


def _list(given: argparse.Namespace) -> int:
    if given.json:
        listed = [
            {"id": one.id, "title": {"ja": one.title.ja, "en": one.title.en}, "mark": _mark(one)} for one in rules()
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return 0
    table = Table(box=None, padding=(0, 1), show_header=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for one in rules():
        force = f"{one.in_force or ''}–{one.until or ''}" if one.in_force or one.until else ""
        table.add_row(
            Text(one.id, style="bold"), Text(one.title[given.lang]), Text(f"{force} [{_mark(one)}]", style="dim")
        )
    terminal().print(table)
    return 0


def _mark(rule: Rule) -> str:
    return marks(cite for part in (rule, *rule.situation, *rule.duty) for cite in part.cites).value


def _read(found: list[Rule], given: argparse.Namespace) -> int:
    if given.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
        return 0
    terminal().print(Group(*(part for rule in found for part in _rule(rule, given.lang))))
    return 0


def _rule(rule: Rule, lang: str) -> Iterable[RenderableType]:
    yield Text.assemble((rule.title[lang], "bold underline"), f"  {rule.id}  {_force(rule, lang)}")
    yield Text(say(lang, "義務を負う者：", "who owes: ") + rule.owes[lang])
    yield Text(say(lang, "適用：", "applies: ") + tell(rule.applies, lang))
    yield from _cites(rule.cites, lang)
    for situation in rule.situation:
        yield flow(f"{situation.number}  {situation.text[lang]}  {_force(situation, lang)}", lang, "bold")
        yield _under(tell(situation.when, lang), lang)
        yield from _cites(situation.cites, lang)
    for exclusion in rule.exclusion:
        of = f" ({', '.join(exclusion.duties)})" if exclusion.duties else ""
        head = say(lang, "除外  ", "taken out  ") + f"{exclusion.text[lang]}{of}  {_force(exclusion, lang)}"
        yield flow(head, lang, "bold")
        yield _under(tell(exclusion.when, lang), lang)
        yield from _cites(exclusion.cites, lang)
    for duty in rule.duty:
        yield from _duty(duty, lang)
    for pending in rule.pending:
        yield flow(say(lang, "未施行  ", "not in force  ") + pending.text[lang], lang, "italic")
        yield from _cites(pending.cites, lang)
    for remark in rule.remarks:
        yield flow(f"・{remark[lang]}", lang, "dim")
    yield Text(say(lang, f"例 {len(rule.example)}件", f"{len(rule.example)} worked examples"), style="dim")


def _duty(duty: DutyRule, lang: str) -> Iterable[RenderableType]:
    ja, en, style = NATURES[duty.nature]
    head = (f"■ {duty.title[lang]}", "bold")
    yield Text.assemble(head, "  ", (f"[{say(lang, ja, en)}]", style), f"  {duty.name}  {_force(duty, lang)}")
    if duty.when is not None:
        yield _under(tell(duty.when, lang), lang)
    yield _under(_clock(duty, lang), lang)
    yield from (_under(f"{number}. {one[lang]}", lang) for number, one in enumerate(duty.contents, 1))
    yield from (_under(f"・{one[lang]}", lang) for one in duty.remarks)
    yield from _cites(duty.cites, lang)


def _clock(duty: DutyRule, lang: str) -> str:
    clock = duty.clock
    lengths = [
        (clock.days, say(lang, "日", " days")),
        (clock.hours, say(lang, "時間", " hours")),
        (clock.business_days, say(lang, "営業日", " business days")),
    ]
    told = [f"{number}{unit}" for number, unit in lengths if number is not None]
    told += (
        [say(lang, f"目安 {'・'.join(map(str, clock.guide))}日", f"guide: days {clock.guide}")] if clock.guide else []
    )
    told += [f"{case.days or case.hours}: {tell(case.when, lang)}" for case in clock.cases]
    told += [f"day 1: {clock.day_one}"] if clock.days or clock.guide else []
    told += [f"roll: {clock.roll}"] if clock.roll else []
    return f"{' / '.join(clock.begins)} → {'; '.join(told) or say(lang, '速やかに', 'promptly')}"


def _force(part: Part, lang: str) -> str:
    if part.in_force is None and part.until is None:
        return ""
    until = f" – {part.until}{say(lang, 'の前日', ' (exclusive)')}" if part.until else " –"
    return f"[{part.in_force or ''}{until}]"


def _seen(cite: Cite, lang: str) -> str:
    if cite.edition is not None:
        return say(lang, f"{cite.edition} 版", f"edition of {cite.edition}")
    return say(lang, f"{cite.sighted} 確認", f"seen {cite.sighted}") if cite.sighted else ""


def _under(text: str, lang: str) -> RenderableType:
    return Padding(flow(text, lang), (0, 0, 0, 3))


def _cites(cites: Iterable[Cite], lang: str) -> Iterable[RenderableType]:
    for one in cites:
        mark = say(lang, *MARKS[one.mark])
        seen = _seen(one, lang)
        line = f"{one.instrument} {one.article}  [{one.mark}] {mark} {seen}  {one.url}"
        yield Padding(flow(line, lang, "dim"), (0, 0, 0, 3))
        if one.quote:
            yield Padding(flow(f"「{one.quote}」", "ja", "dim italic"), (0, 0, 0, 5))
