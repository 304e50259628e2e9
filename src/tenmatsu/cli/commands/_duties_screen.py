"""The duties of a case on the terminal: the readings of the day of knowing, the clocks, what is not settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tenmatsu.cli.commands._clock_lines import clock_lines, say
from tenmatsu.cli.commands._flow import flow
from tenmatsu.law.arithmetic import spell, stamp
from tenmatsu.law.assess import settle, uncovered
from tenmatsu.law.duty import Answer, Duty, Mark, Nature, Reason, end_of
from tenmatsu.law.facts import Candidate, Facts, key_of, read_value, term_of
from tenmatsu.law.rule import rules
from tenmatsu.law.values import Interval

NATURES = {
    Nature.STATUTE: ("法定の期限", "statute", "bold red"),
    Nature.PROMPT: ("法定・日数の定めなし", "statute, without a number", "red"),
    Nature.GUIDE: ("法定・日数は目安", "statute; its days are a guide", "yellow"),
    Nature.CONTRACT: ("契約・規程", "contract or rules", "magenta"),
    Nature.EFFORT: ("努力義務", "shall try", "cyan"),
    Nature.ADVICE: ("任意", "voluntary", "cyan"),
}
MARKS = {
    Mark.READ: ("", ""),
    Mark.SECONDARY: ("二次資料による：要確認", "from a secondary source: confirm"),
    Mark.UNREAD: ("条文未確認：要確認", "text not read: confirm"),
}
SOFT = (Nature.ADVICE, Nature.EFFORT)


def screen(
    title: str, facts: Facts, duties: list[Duty], on: date, rules_of: date | None, lang: str, *, whole: bool
) -> RenderableType:  # fmt: skip
    """Everything that `tenmatsu duties` shows."""
    standing = settle(duties)
    owed = [one for one in duties if one.answer is Answer.YES and one.nature not in SOFT]
    parts: list[RenderableType] = [_head(title, on, rules_of, lang), Text("")]
    parts += _faults(facts, lang)
    parts += _readings(facts.candidates, lang)
    letters = {id(one.fact): letter for letter, one in _lettered(facts.candidates)}
    for members in _by_rule(owed):
        parts += [*_rule(members, letters, on, lang), Text("")]
    if not owed:
        told = say(lang, "義務があると決まったものはない。", "Nothing is settled to be owed.")
        parts += [Text(told, style="bold"), Text("")]
    parts += _open([one for one in standing if one.answer is Answer.UNKNOWN and one.nature not in SOFT], lang)
    parts += _uncovered(uncovered(rules(), facts), lang)
    parts += _soft([one for one in standing if one.answer is Answer.YES and one.nature in SOFT], lang)
    live = {one.rule for one in standing if one.nature not in SOFT}
    parts += _not_owed(
        [one for one in duties if one.answer is Answer.NO and (whole or one.rule not in live)], lang, whole=whole
    )
    parts.append(
        Text(say(lang, "法的助言ではない。提出は人が行う。", "No legal advice. A person submits."), style="dim")
    )
    return Group(*parts)


def _head(title: str, on: date, rules_of: date | None, lang: str) -> Text:
    applied = say(lang, "知った日に施行されていた規則による", "under the rules in force on each day of knowing")
    if rules_of is not None:
        applied = say(lang, f"{rules_of} の規則による", f"under the rules of {rules_of}")
    return Text.assemble((title, "bold"), "\n", (f"{spell(on, lang)}  {applied}", "dim"))


def _lettered(candidates: tuple[Candidate, ...]) -> list[tuple[str, Candidate]]:
    return [(chr(ord("A") + index) if index < 26 else str(index + 1), one) for index, one in enumerate(candidates)]


def _heading(text: str) -> Text:
    return Text(text, style="bold underline")


def _grid(rows: Iterable[tuple[RenderableType, ...]], left: int = 2) -> RenderableType:
    listed = list(rows)
    table = Table.grid(padding=(0, 1))
    for _ in listed[0] if listed else ():
        table.add_column(overflow="fold")
    for row in listed:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, left))


def _readings(candidates: tuple[Candidate, ...], lang: str) -> list[RenderableType]:
    if not candidates:
        told = say(
            lang,
            "知った日の記録がない：期限を計算できない。tenmatsu fact CASE known=2026-09-01 --source … --by …",
            "No day of knowing is recorded: no clock runs. tenmatsu fact CASE known=2026-09-01 --source … --by …",
        )
        return [Text(told, style="bold red"), Text("")]
    named = say(lang, "知った日の候補（その日を1日目とする）", "Readings of the day of knowing (that day is day 1)")
    return [_heading(named), _grid(_reading(letter, one, lang) for letter, one in _lettered(candidates)), Text("")]


def _reading(letter: str, one: Candidate, lang: str) -> tuple[Text, ...]:
    when = stamp(one.when) if isinstance(one.when, datetime) else spell(one.when, lang)
    chosen = say(lang, "（選択）", " (chosen)") if one.chosen else ""
    return (
        Text(letter, style="bold"),
        Text(when + chosen, style="bold" if one.chosen else ""),
        Text.assemble(f"{one.who} " if one.who else "", (f"{one.fact.source} / {one.fact.by}", "dim")),
    )


def _by_rule(duties: list[Duty]) -> list[list[Duty]]:
    """The owed duties of one edition of a rule together, as the rule has them; the rule due first stands first."""
    found: dict[tuple[str, date], list[Duty]] = {}
    for one in duties:
        found.setdefault((one.rule, one.rules_of), []).append(one)
    return sorted(found.values(), key=lambda members: min(one.order for one in members))


def _rule(members: list[Duty], letters: dict[int, str], on: date, lang: str) -> list[RenderableType]:
    first = members[0]
    head = _heading(first.rule_title[lang])
    if first.hypothetical:
        head.append(say(lang, "  仮の適用", "  as if it had been in force"), "italic not underline")
    met = [
        (Text(say(lang, f"{one.number}号", f"({one.number})")), flow(one.words[lang], lang))
        for one in first.situations
        if one.answer is Answer.YES
    ]
    parts: list[RenderableType] = [head, *([_grid(met)] if met else []), *_because(members, lang)]
    for one in members:
        parts += _duty(one, letters, on, lang)
    notes = [flow(f"・{note[lang]}", lang, "dim") for note in first.rule_remarks]
    return [*parts, *(Padding(line, (0, 0, 0, 2)) for line in (*notes, _cites(members, lang)))]


def _because(members: list[Duty], lang: str) -> list[RenderableType]:
    told = dict.fromkeys(_fact(reason) for one in members for reason in one.because if reason.fact is not None)
    if not told:
        return []
    line = say(lang, "事実：", "facts: ") + say(lang, "；", "; ").join(told)
    return [Padding(flow(line, lang, "dim"), (0, 0, 0, 2))]


def _fact(reason: Reason) -> str:
    fact = reason.fact
    if fact is None:
        return ""
    value = read_value(fact.name, fact.value) if term_of(fact.name).type == "count" else fact.value
    shown = f"{value}{term_of(fact.name).unit}" if isinstance(value, Interval) else fact.value
    return f"{fact.name}={shown} ({fact.source})"


def _duty(one: Duty, letters: dict[int, str], on: date, lang: str) -> list[RenderableType]:
    ja, en, style = NATURES[one.nature]
    grade = f" {one.grade}" if one.grade else ""
    head = Text.assemble((f"■ {one.title[lang]}", "bold"), grade, "  ", (f"[{say(lang, ja, en)}]", style))
    rows = [row for due in one.dues for row in clock_lines(due, letters.get(id(due.fact), ""), on, lang)]
    if not one.dues:
        rows = [(Text(""), Text(say(lang, "起算日の記録がない", "no beginning is recorded"), style="yellow"))]
    notes = [flow(f"・{remark[lang]}", lang, "dim") for remark in one.remarks]
    return [Padding(head, (0, 0, 0, 2)), _grid(rows, 4),
            *(Padding(line, (0, 0, 0, 4)) for line in (flow(_to(one, lang), lang), *notes))]  # fmt: skip


def _to(one: Duty, lang: str) -> str:
    names = []
    for recipient in one.recipients:
        note = recipient.note[lang] if recipient.note else ""
        mark = say(lang, *MARKS[recipient.mark])
        told = "; ".join(part for part in (note, mark) if part)
        names.append(recipient.name[lang] + (say(lang, f"（{told}）", f" ({told})") if told else ""))
    return f"→ {say(lang, '、', '; ').join(names)}"


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


def _soft(soft: list[Duty], lang: str) -> list[RenderableType]:
    if not soft:
        return []
    rows = [(Text("○"), flow(f"{one.title[lang]} {_to(one, lang)}", lang)) for one in soft]
    return [_heading(say(lang, "義務ではないが、できること", "Not owed, but open to you")), _grid(rows), Text("")]


def _open(duties: list[Duty], lang: str) -> list[RenderableType]:
    """Unknown duties, gathered by the facts that would settle them."""
    if not duties:
        return []
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for one in duties:
        groups.setdefault(_asked(one), []).append(one)
    named = say(lang, "不明（義務を免れたわけではない）", "Unknown (which frees nobody)")
    parts: list[RenderableType] = [_heading(named)]
    for names, members in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        lines = list(_unknown(names, members, lang))
        sign = [Text("?", style="bold yellow"), *(Text("") for _ in lines[1:])]
        parts.append(_grid(zip(sign, (flow(line, lang) for line in lines), strict=True)))
    return [*parts, Text("")]


def _unknown(names: tuple[str, ...], members: list[Duty], lang: str) -> Iterable[str]:
    one_rule = len({one.rule for one in members}) == 1
    titles = dict.fromkeys(one.title[lang] if one_rule else one.rule_title[lang] for one in members)
    yield say(lang, "、", "; ").join(titles)
    for line in _settling(names, lang):
        yield say(lang, f"決めるには  {line}", f"to settle: {line}")
    ends = [moment for duty in members if (moment := duty.due) is not None]
    if ends:
        first = min(ends, key=end_of)
        shown = stamp(first) if isinstance(first, datetime) else spell(first, lang)
        yield say(lang, f"義務があれば最も早い期限は {shown}", f"if owed, the earliest is due {shown}")


def _uncovered(places: tuple[str, ...], lang: str) -> list[RenderableType]:
    if not places:
        return []
    told = say(
        lang,
        f"居住者がいるが規則を収録していない国・地域：{'、'.join(places)}（義務の有無を別に調べる）",
        f"persons live where no rule is held: {', '.join(places)} (look up what is owed there)",
    )
    return [_grid([(Text("?", style="bold yellow"), flow(told, lang, "yellow"))]), Text("")]


def _faults(facts: Facts, lang: str) -> list[RenderableType]:
    """Facts on record that could not be used."""
    lines = [flow(f"※ {key_of(fact)} {sentence}", lang, "bold red") for fact, sentence in facts.faults]
    head = say(
        lang, "使えなかった事実（記録がないものとして扱う）", "Facts that could not be used (as if never recorded)"
    )
    return [_heading(head), *lines, Text("")] if lines else []


def _asked(one: Duty) -> tuple[str, ...]:
    names = sorted({"residents" if each.fact.startswith("residents.") else each.fact for each in one.open})
    return ("residents",) if "residents" in names else tuple(names)


def _settling(names: Iterable[str], lang: str) -> Iterable[str]:
    for name in names:
        if name == "residents":
            yield say(
                lang,
                "居住国ごとの人数：residents.FR=2 など。国外に誰もいなければ residents_abroad=no",
                "persons by place of residence: residents.FR=2 and so on; residents_abroad=no if nobody lives abroad",
            )
            continue
        term = term_of(name)
        words = {"answer": "yes|no|suspected", "choice": "|".join(term.choices), "count": "300..5000"}
        yield f"{term.ja if lang == 'ja' else term.en}{say(lang, '：', ': ')}{name}={words.get(term.type, '…')}"


def _not_owed(duties: list[Duty], lang: str, *, whole: bool) -> list[RenderableType]:
    """What is not owed, gathered by the fact (or the silence) that says so; with `whole` every duty by itself."""
    named = [one for one in duties if whole or one.nature not in SOFT]
    if not named:
        return []
    groups: dict[str, list[str]] = {}
    for one in named:
        reasons = list(dict.fromkeys(_no(reason, lang) for reason in one.because))
        why = say(lang, "；", "; ").join(reasons if whole else reasons[:1])
        groups.setdefault(why, []).append(one.title[lang] if whole else one.rule_title[lang])
    lines = [
        (Text("–"), flow(f"{say(lang, '、', '; ').join(dict.fromkeys(titles))} — {why}", lang, "dim"))
        for why, titles in groups.items()
    ]
    return [_heading(say(lang, "義務なし", "Not owed")), _grid(lines), Text("")]


def _no(reason: Reason, lang: str) -> str:
    if reason.fact is None or reason.fact.name.startswith("contract_"):
        return reason.words[lang]
    return _fact(reason)
