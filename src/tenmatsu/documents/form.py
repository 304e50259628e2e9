"""The family of reports to an authority: every field of a form, each with its source fact or 調査中; also as JSON.

A working copy: the report itself is typed into the form of the authority by a person. Where the form was not seen, the
field says so (K). A form is its fields.toml and what differs from the others of the family (`Form`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tenmatsu.documents.check import Figure, counts_in
from tenmatsu.documents.known import UNKNOWN, Known, Stated, shown_day
from tenmatsu.documents.ladder import certainty, events_of, state
from tenmatsu.documents.paper import Block, Grid, Line, Paper
from tenmatsu.documents.parts import MISSING, channel_word, course, items_text, persons
from tenmatsu.documents.template import MARK, Made
from tenmatsu.errors import InputError, RuleError

FIRST, FULL = "preliminary_report", "final_report"


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of the form."""

    name: str
    ja: str
    en: str
    mark: str
    fact: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the nine matters, or the head."""

    title: str
    field: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a field, and where it comes from; `known` is False for 調査中."""

    words: str
    source: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """One form: `about` what its title speaks of, `basis` the article it is made under, `rule` the rule of the law that
    gives situations and clocks, `term` where the clock stands, `who` the reporters (fact `obligor`) that it is for, all
    if empty; `own` fields are worked out by this form alone."""

    name: str
    fields: Path
    about: str
    mark: str
    basis: str
    rule: str
    term: str
    constants: str
    to: str
    who: tuple[str, ...] = ()
    reporter: str = ""
    own: Mapping[str, Callable[[Known, Form], Answer]] = field(default_factory=dict)


@cache
def parts(path: Path) -> tuple[Part, ...]:
    """A form, as its fields.toml has it."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["part"], tuple[Part, ...])
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, KeyError) as error:
        raise RuleError(f"{path}: {error}") from error


def make(form: Form, known: Known, version: int) -> Made:
    """The report as the facts stand; InputError when the case says that its reporter makes another one."""
    said = known.said("obligor")
    if form.who and said and said not in form.who:
        raise InputError(
            f"{form.name}: is for {' or '.join(form.who)}, and the fact obligor says {said}; "
            "write the report of that reporter, or record obligor anew with --supersedes and --note"
        )
    kind = _kind(known, form).words
    title = f"{form.about}に関する報告書（{kind}）"
    answers = {one.name: answer(one, known, form) for part in parts(form.fields) for one in part.field}
    mark = f"{MARK}　{form.mark} 版{version}"
    paper = Paper(form.name, "ja", title, mark, tuple(_blocks(form, known, title, kind, answers)))
    lines = due_lines(known, form)
    own = "\n".join([form.fields.read_text("utf-8"), form.constants, form.basis, f"版{version}", *lines])
    figures = tuple(_stated_figures(known))
    quotes = (("duties", "\n".join(lines)),)
    return Made((paper,), own, _tree(form, known, version, kind, answers), figures, extra_quotes=quotes)


def _stated_figures(known: Known) -> Iterable[Figure]:
    """Numbers of persons that facts of their own give, beside the one of the case."""
    for one in known.stated.get("persons_my_number", ()):
        counts = counts_in(one.words)
        bounds = ("exact",) if len(counts) == 1 else ("at_least", "at_most")
        for (value, unit), bound in zip(counts, bounds, strict=False):
            yield Figure(value, unit, bound, f"fact {one.key}")


def answer(field: Field, known: Known, form: Form) -> Answer:
    """The field's content: worked out, or the words of its facts; 調査中 names the fact that would fill it."""
    if worked := form.own.get(field.name) or WORKED_OUT.get(field.name):
        return worked(known, form)
    stated = [one for name in field.fact for one in known.stated.get(name, ())]
    if field.name == "reporter_name" and not stated and known.organisation:
        return Answer(known.organisation, "事案の設定 case.toml")
    if not stated:
        own = field in parts(form.fields)[0].field
        return Answer(MISSING if own else UNKNOWN, f"未記録（{field.fact[0]}）", known=False)
    words = dict.fromkeys(one.words for one in stated)
    return Answer("、".join(words), sources(stated))


def sources(stated: Iterable[Stated]) -> str:
    """The facts behind a field, one a line."""
    told = ((one.key, one.source, "" if one.by in ("", one.source) else f"（{one.by}）") for one in stated)
    return "\n".join(dict.fromkeys(f"事実 {key}：{source}{by}" for key, source, by in told))


def _kind(known: Known, _: Form) -> Answer:
    """速報 until a first report is recorded, then 確報; a fact may say otherwise."""
    said = known.fact("report_kind")
    if said:
        return Answer(said.words, sources([said]))
    first = [one for one in known.stated.get("reported", ()) if one.moment]
    return Answer("確報", sources(first)) if first else Answer("速報", "事実 reported が未記録")


def _basis(known: Known, form: Form) -> Answer:
    said = known.fact("legal_basis")
    return Answer(said.words, sources([said])) if said else Answer(form.basis, f"規則 {form.rule}")


def _known_days(known: Known, _: Form) -> Answer:
    found = known.stated.get("known", ())
    choice = known.fact("known_choice")
    if not found:
        return Answer(UNKNOWN, "未記録（known）", known=False)
    chosen = choice.moment if choice else None
    lines = [
        f"{one.words}{f'　{one.who}' if one.who else ''}{'（選択済み）' if one.moment == chosen else ''}"
        for one in found
    ]
    if len(found) > 1 and chosen is None:
        lines.append("【要確認】担当者が一つを選ぶ（事実 known_choice）")
    return Answer("\n".join(lines), sources(found))


def _event(known: Known, _: Form) -> Answer:
    stated = [*known.stated.get("event", ()), *known.stated.get("certainty", ())]
    if not stated and not known.ways:
        return Answer(UNKNOWN, "未記録（event、certainty）", known=False)
    source = sources(stated) + ("\n登録簿 result/exposures.parquet" if known.ways else "")
    if certainty(known) == "ruled_out":
        return Answer("【要確認】否定する事実のみ。期間と根拠となるログを記載する", source)
    return Answer(state(known).noun, source.strip())


def _duty(known: Known, form: Form, name: str) -> list[Mapping[str, Any]]:
    return [one for one in known.duties if one["rule"] == form.rule and one["name"] == name]


def _situations(known: Known, form: Form) -> Answer:
    found: dict[int, set[str]] = {}
    for duty in _duty(known, form, FIRST):
        for one in duty["situations"]:
            found.setdefault(int(one["number"]), set()).add(str(one["answer"]))
    if not found:
        return Answer(UNKNOWN, f"知った日に {form.rule} は施行されていないか、知った日が未記録", known=False)
    words = {"yes": "該当", "no": "非該当", "unknown": UNKNOWN}
    lines = [f"{number}号　{_strongest(answers, words)}" for number, answers in sorted(found.items())]
    return Answer("\n".join(lines), f"規則 {form.rule}（tenmatsu duties）")


def _strongest(answers: set[str], words: Mapping[str, str]) -> str:
    return next(words[one] for one in ("yes", "unknown", "no") if one in answers)


def _course(known: Known, _: Form) -> Answer:
    rows = ["　".join(row) for row in course(known).rows]
    stated = known.stated.get("course_of_events", ())
    lines = [*(one.words for one in stated), *rows]
    named = [one for name in ("occurred_on", "discovered", "known") for one in known.stated.get(name, ())]
    empty = lines == [f"{UNKNOWN}　{UNKNOWN}"]
    if empty:
        return Answer(UNKNOWN, "未記録（course_of_events）", known=False)
    ways = "\n".join(dict.fromkeys(f"登録簿：{channel_word(one.channel)}" for one in known.ways))
    return Answer("\n".join(lines), "\n".join(one for one in (sources([*stated, *named]), ways) if one))


def _items(known: Known, _: Form) -> Answer:
    stated = known.stated.get("data_items", ())
    text = items_text(known)
    source = "登録簿 result/summary.json" if known.result else sources(stated)
    return Answer(text, source or "未記録（data_items）", known=text != UNKNOWN)


def _persons(known: Known, _: Form) -> Answer:
    text = persons(known)
    source = known.persons.source if known.persons else "未記録（persons）"
    return Answer(text, f"登録簿 {source}" if source.startswith("result/") else source, known=text != UNKNOWN)


def _by_item(known: Known, _: Form) -> Answer:
    counted = [f"{one.word}　{one.persons:,}人" for one in known.items if one.persons is not None]
    if not counted:
        return Answer(UNKNOWN, "登録簿がない", known=False)
    return Answer("\n".join(counted), "登録簿 result/persons.parquet")


WORKED_OUT: Mapping[str, Callable[[Known, Form], Answer]] = {
    "report_kind": _kind, "legal_basis": _basis, "known": _known_days, "event_type": _event,
    "situations": _situations, "art7_items": _situations,
    "facts": _course, "data_items": _items, "persons": _persons, "persons_by_item": _by_item,
}  # fmt: skip


def due_lines(known: Known, form: Form) -> list[str]:
    """The clocks: the guide of the first report (目安) and the statutory day of the full one, for every reading."""
    lines = []
    for duty in (*_duty(known, form, FIRST), *_duty(known, form, FULL)):
        for due in duty["dues"]:
            start = str(due["start"])[:10]
            if duty["name"] == FIRST and due["guide"]:
                guide = "、".join(f"{n}日目 {str(day)[:10]}" for n, day in due["guide"].items())
                lines.append(f"{start} に知ったとして　速報の目安（法定の期限ではない）　{guide}")
            elif due["day"]:
                lines.append(f"{start} に知ったとして　確報の期限（{form.term}）　{str(due['day'])[:10]}")
    return list(dict.fromkeys(lines))


def _blocks(form: Form, known: Known, title: str, kind: str, answers: Mapping[str, Answer]) -> Iterable[Block]:
    yield Line("right", shown_day(known.day))
    yield Line("text", form.to)
    yield Line("right", known.words("reporter_name", known.organisation or "【要記入】"))
    yield Line("title", title)
    yield Line("text", f"{form.basis}の規定により、下記のとおり{kind}として報告します。")
    yield Line("text", f"この写しは入力用の案です。「{UNKNOWN}」の欄は分かり次第、追完します。")
    if form.who and not known.said("obligor"):
        yield Line("text", f"【要確認】報告者の立場（事実 obligor）は未記録です。この写しは{form.reporter}用です。")
    yield Line("centre", "記")
    for part in parts(form.fields):
        yield Line("heading", part.title)
        rows = tuple((f.ja, answers[f.name].words, answers[f.name].source, f.mark) for f in part.field)
        yield Grid(("欄", "内容", "根拠", "確度"), rows, (10, 17, 12, 3))
    if lines := due_lines(known, form):
        yield Line("heading", "期限")
        yield from (Line("point", line) for line in lines)
    yield Line("right", "以上")
    yield Line("text", "確度　S：指針から導かれる欄、S2：二次資料で見た欄、K：様式そのもので確認していない欄。")


def _tree(form: Form, known: Known, version: int, kind: str, answers: Mapping[str, Answer]) -> dict[str, object]:
    """The same as data: every field with its words, its source, whether it is known, and its mark."""
    fields = [
        {"part": part.title, "name": f.name, "label": f.ja, "label_en": f.en, "mark": f.mark, **asdict(answers[f.name])}
        for part in parts(form.fields)
        for f in part.field
    ]
    span = known.persons
    return {
        "template": form.name, "version": version, "kind": kind, "day": known.day,
        "organisation": known.organisation,
        "persons": None if span is None else {"at_least": span.at_least, "best": span.best, "at_most": span.at_most},
        "events": sorted(events_of(known)), "certainty": certainty(known), "unread": known.unread, "fields": fields,
        "due": due_lines(known, form), "made_of": dict(known.made_of),
    }  # fmt: skip
