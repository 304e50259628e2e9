"""What is unknown, not owed, voluntary or unusable, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rich.console import RenderableType
from rich.text import Text

from tenmatsu.cli.commands._duty_words import SOFT, fact_words, grid, heading, recipients_words
from tenmatsu.cli.commands._flow import clean, flow
from tenmatsu.cli.screen import say
from tenmatsu.law.arithmetic import spell, stamp
from tenmatsu.law.duty import Duty, Reason, end_of
from tenmatsu.law.facts import HINT, Facts, key_of
from tenmatsu.law.rule import Rule
from tenmatsu.law.vocabulary import term_of


def open_to_you(soft: list[Duty], lang: str) -> list[RenderableType]:
    """What is not owed but may be done."""
    if not soft:
        return []
    rows = [(Text("○"), flow(f"{one.title[lang]} {recipients_words(one, lang)}", lang)) for one in soft]
    return [heading(say(lang, "義務ではないが、できること", "Not owed, but open to you")), grid(rows), Text("")]


def unknown_duties(duties: list[Duty], lang: str) -> list[RenderableType]:
    """Unknown duties, gathered by the facts that would settle them."""
    if not duties:
        return []
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for one in duties:
        groups.setdefault(_asked(one), []).append(one)
    named = say(lang, "不明（義務を免れたわけではない）", "Unknown (which frees nobody)")
    parts: list[RenderableType] = [heading(named)]
    for names, members in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        lines = list(_unknown(names, members, lang))
        sign = [Text("?", style="bold yellow"), *(Text("") for _ in lines[1:])]
        parts.append(grid(zip(sign, (flow(line, lang) for line in lines), strict=True)))
    return [*parts, Text("")]


def _unknown(names: tuple[str, ...], members: list[Duty], lang: str) -> Iterable[str]:
    if names == (HINT,):
        yield from _hinted(members, lang)
        return
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


def _hinted(members: list[Duty], lang: str) -> Iterable[str]:
    """Duties of places to which data of the persons point: by rule, the hint, and its clock if somebody lives there."""
    by_rule: dict[str, list[Duty]] = {}
    for one in members:
        by_rule.setdefault(one.rule, []).append(one)
    for each in by_rule.values():
        hints = dict.fromkeys(reason.fact for one in each for reason in one.because if reason.fact)
        told = "; ".join(f"{one.name}={one.value} {one.note}" for one in hints if one.name.startswith(HINT))
        ends = [moment for one in each if (moment := one.due) is not None]
        yield f"{each[0].rule_title[lang]}  {clean(told)}{_earliest(ends, lang)}"
    yield say(
        lang,
        "決めるには  実際の居住者数：residents.FR=2 など。手掛かりだけなら residents.FR=0",
        "to settle: how many live there: residents.FR=2 and so on; residents.FR=0 if it was but a hint",
    )


def _earliest(ends: list[date | datetime], lang: str) -> str:
    if not ends:
        return ""
    first = min(ends, key=end_of)
    shown = stamp(first) if isinstance(first, datetime) else spell(first, lang)
    return say(lang, f"  義務があれば期限 {shown}", f"  if owed, due {shown}")


def uncovered_places(places: tuple[str, ...], lang: str) -> list[RenderableType]:
    """Places of which no rule speaks."""
    if not places:
        return []
    told = say(
        lang,
        f"居住者がいるか、手掛かりがあるが、規則を収録していない国・地域：{'、'.join(places)}（義務の有無を別に調べる）",
        f"persons live, or may live, where no rule is held: {', '.join(places)} (look up what is owed there)",
    )
    return [grid([(Text("?", style="bold yellow"), flow(told, lang, "yellow"))]), Text("")]


def rules_not_in_force(silent: list[Rule], lang: str) -> list[RenderableType]:
    """Rules that did not exist, or no longer, on the days that count."""
    if not silent:
        return []
    told = say(lang, "、", "; ").join(f"{one.title[lang]}（{one.in_force or ''}–{one.until or ''}）" for one in silent)
    head = say(
        lang,
        "その日は施行されていない、又はその日の版を収録していない規則",
        "Rules not in force on that day, or not held for it",
    )
    return [heading(head), grid([(Text("–"), flow(told, lang, "dim"))]), Text("")]


def unusable_facts(facts: Facts, lang: str) -> list[RenderableType]:
    """Facts on record that could not be used."""
    lines = [flow(f"※ {key_of(fact)} {sentence}", lang, "bold red") for fact, sentence in facts.faults]
    head = say(
        lang, "使えなかった事実（記録がないものとして扱う）", "Facts that could not be used (as if never recorded)"
    )
    return [heading(head), *lines, Text("")] if lines else []


def _asked(one: Duty) -> tuple[str, ...]:
    if any(each.fact is not None and each.fact.name.startswith(f"{HINT}.") for each in one.because):
        return (HINT,)
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
        count = {"日": "3", "時間": "24"}.get(term.unit, "300..5000")
        words = {"answer": "yes|no|suspected", "choice": "|".join(term.choices), "count": count}
        yield f"{term.ja if lang == 'ja' else term.en}{say(lang, '：', ': ')}{name}={words.get(term.type, '…')}"


def not_owed(duties: list[Duty], lang: str, *, whole: bool) -> list[RenderableType]:
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
    return [heading(say(lang, "義務なし", "Not owed")), grid(lines), Text("")]


def _no(reason: Reason, lang: str) -> str:
    if reason.fact is None or reason.fact.name.startswith("contract_"):
        return reason.words[lang]
    return fact_words(reason)
