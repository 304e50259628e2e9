"""漏えい等報告（速報・確報）: every field of the form, each with its source fact or 調査中; the same as JSON.

A working copy: the report itself is typed into the form of the commission, or of the body to which its power is
delegated, by a person. Where the form was not seen, the field says so (K).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tenmatsu.documents.known import UNKNOWN, Known, Stated, shown_day
from tenmatsu.documents.ladder import certainty, events_of, state
from tenmatsu.documents.paper import Block, Grid, Line, Paper
from tenmatsu.documents.parts import MISSING, channel_word, course, items_text, persons
from tenmatsu.documents.template import MARK, Made, Template
from tenmatsu.errors import RuleError

HOME = Path(__file__).parent
RULE, FIRST, FULL = "jp_appi_26", "preliminary_report", "final_report"


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


@cache
def parts() -> tuple[Part, ...]:
    """The form, as fields.toml has it."""
    path = HOME / "fields.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["part"], tuple[Part, ...])
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, KeyError) as error:
        raise RuleError(f"{path}: {error}") from error


def make(known: Known, version: int) -> Made:
    """The report as the facts stand."""
    kind = _kind(known).words
    title = f"個人データの漏えい等に関する報告書（{kind}）"
    answers = {field.name: answer(field, known) for part in parts() for field in part.field}
    paper = Paper(
        "appi-report", "ja", title, f"{MARK}　報告書 版{version}", tuple(_blocks(known, title, kind, answers))
    )
    own = "\n".join([(HOME / "fields.toml").read_text("utf-8"), _OWN, f"版{version}", *(_due_lines(known))])
    return Made(
        (paper,), own, _tree(known, version, kind, answers), extra_quotes=(("duties", "\n".join(_due_lines(known))),)
    )


_OWN = "法第26条第1項 規則第7条 1号 2号 3号 4号 規則第8条 3日目 5日目 30日 60日"


def answer(field: Field, known: Known) -> Answer:
    """The field's content: worked out, or the words of its facts; 調査中 names the fact that would fill it."""
    if field.name in WORKED_OUT:
        return WORKED_OUT[field.name](known)
    stated = [one for name in field.fact for one in known.stated.get(name, ())]
    if field.name == "reporter_name" and not stated and known.organisation:
        return Answer(known.organisation, "case.toml")
    if not stated:
        own = field in parts()[0].field
        return Answer(MISSING if own else UNKNOWN, f"未記録。事実 {field.fact[0]} を記録する", known=False)
    words = dict.fromkeys(one.words for one in stated)
    return Answer("、".join(words), _sources(stated))


def _sources(stated: Iterable[Stated]) -> str:
    return "\n".join(dict.fromkeys(f"事実 {one.key}：{one.source}（{one.by}）" for one in stated))


def _kind(known: Known) -> Answer:
    """速報 until a first report is recorded, then 確報; a fact may say otherwise."""
    said = known.fact("report_kind")
    if said:
        return Answer(said.words, _sources([said]))
    first = [one for one in known.stated.get("reported", ()) if one.moment]
    return Answer("確報", _sources(first)) if first else Answer("速報", "事実 reported が未記録のため")


def _basis(known: Known) -> Answer:
    said = known.fact("legal_basis")
    return Answer(said.words, _sources([said])) if said else Answer("個人情報の保護に関する法律第26条第1項", RULE)


def _known_days(known: Known) -> Answer:
    found = known.stated.get("known", ())
    choice = known.fact("known_choice")
    if not found:
        return Answer(UNKNOWN, "未記録。事実 known を記録する", known=False)
    chosen = choice.moment if choice else None
    lines = [
        f"{one.words}{f'　{one.who}' if one.who else ''}{'（選択済み）' if one.moment == chosen else ''}"
        for one in found
    ]
    if len(found) > 1 and chosen is None:
        lines.append("【要確認】担当者が一つを選ぶ（事実 known_choice）")
    return Answer("\n".join(lines), _sources(found))


def _event(known: Known) -> Answer:
    stated = [*known.stated.get("event", ()), *known.stated.get("certainty", ())]
    if not stated and not known.ways:
        return Answer(UNKNOWN, "未記録。事実 event と certainty を記録する", known=False)
    source = _sources(stated) + ("\n登録簿 result/exposures.parquet" if known.ways else "")
    if certainty(known) == "ruled_out":
        return Answer("【要確認】否定する事実のみ。期間と根拠となるログを記載する", source)
    return Answer(state(known).noun, source.strip())


def _duty(known: Known, name: str) -> list[Mapping[str, Any]]:
    return [one for one in known.duties if one["rule"] == RULE and one["name"] == name]


def _art7(known: Known) -> Answer:
    found: dict[int, set[str]] = {}
    for duty in _duty(known, FIRST):
        for one in duty["situations"]:
            found.setdefault(int(one["number"]), set()).add(str(one["answer"]))
    if not found:
        return Answer(UNKNOWN, f"知った日に {RULE} は施行されていないか、知った日が未記録", known=False)
    words = {"yes": "該当", "no": "非該当", "unknown": UNKNOWN}
    lines = [f"{number}号　{_strongest(answers, words)}" for number, answers in sorted(found.items())]
    return Answer("\n".join(lines), f"規則 {RULE}（tenmatsu duties）")


def _strongest(answers: set[str], words: Mapping[str, str]) -> str:
    return next(words[one] for one in ("yes", "unknown", "no") if one in answers)


def _course(known: Known) -> Answer:
    rows = ["　".join(row) for row in course(known).rows]
    stated = known.stated.get("course_of_events", ())
    lines = [*(one.words for one in stated), *rows]
    named = [one for name in ("occurred_on", "discovered", "known") for one in known.stated.get(name, ())]
    empty = lines == [f"{UNKNOWN}　{UNKNOWN}"]
    if empty:
        return Answer(UNKNOWN, "未記録。事実 course_of_events を記録する", known=False)
    ways = "\n".join(dict.fromkeys(f"登録簿：{channel_word(one.channel)}" for one in known.ways))
    return Answer("\n".join(lines), "\n".join(one for one in (_sources([*stated, *named]), ways) if one))


def _items(known: Known) -> Answer:
    stated = known.stated.get("data_items", ())
    text = items_text(known)
    source = "登録簿 result/summary.json" if known.result else _sources(stated)
    return Answer(text, source or "未記録。事実 data_items を記録する", known=text != UNKNOWN)


def _persons(known: Known) -> Answer:
    text = persons(known)
    return Answer(
        text, known.persons.source if known.persons else "未記録。事実 persons を記録する", known=text != UNKNOWN
    )


def _by_item(known: Known) -> Answer:
    counted = [f"{one.word}　{one.persons:,}人" for one in known.items if one.persons is not None]
    if not counted:
        return Answer(UNKNOWN, "登録簿がない", known=False)
    return Answer("\n".join(counted), "登録簿 result/persons.parquet")


WORKED_OUT: Mapping[str, Callable[[Known], Answer]] = {
    "report_kind": _kind, "legal_basis": _basis, "known": _known_days, "event_type": _event, "art7_items": _art7,
    "facts": _course, "data_items": _items, "persons": _persons, "persons_by_item": _by_item,
}  # fmt: skip


def _due_lines(known: Known) -> list[str]:
    """The clocks: the guide of the first report (目安) and the statutory day of the full one, for every reading."""
    lines = []
    for duty in (*_duty(known, FIRST), *_duty(known, FULL)):
        for due in duty["dues"]:
            start = str(due["start"])[:10]
            if duty["name"] == FIRST and due["guide"]:
                guide = "、".join(f"{n}日目 {str(day)[:10]}" for n, day in due["guide"].items())
                lines.append(f"{start} に知ったとして　速報の目安（法定の期限ではない）　{guide}")
            elif due["day"]:
                lines.append(f"{start} に知ったとして　確報の期限（規則第8条）　{str(due['day'])[:10]}")
    return list(dict.fromkeys(lines))


def _blocks(known: Known, title: str, kind: str, answers: Mapping[str, Answer]) -> Iterable[Block]:
    to = known.words("recipient", "個人情報保護委員会　御中（権限が委任されている場合は委任先）")
    yield Line("right", shown_day(known.day))
    yield Line("text", to)
    yield Line("right", known.words("reporter_name", known.organisation or "【要記入】"))
    yield Line("title", title)
    yield Line("text", f"個人情報の保護に関する法律第26条第1項の規定により、下記のとおり{kind}として報告します。")
    yield Line("text", f"この写しは入力用の案です。「{UNKNOWN}」の欄は分かり次第、追完します。")
    yield Line("centre", "記")
    for part in parts():
        yield Line("heading", part.title)
        rows = tuple((f.ja, answers[f.name].words, answers[f.name].source, f.mark) for f in part.field)
        yield Grid(("欄", "内容", "根拠", "確度"), rows, (10, 17, 12, 3))
    if lines := _due_lines(known):
        yield Line("heading", "期限")
        yield from (Line("point", line) for line in lines)
    yield Line("right", "以上")
    yield Line("text", "確度　S：指針から導かれる欄、S2：二次資料で見た欄、K：様式そのもので確認していない欄。")


def _tree(known: Known, version: int, kind: str, answers: Mapping[str, Answer]) -> dict[str, object]:
    """The same as data: every field with its words, its source, whether it is known, and its mark."""
    fields = [
        {"part": part.title, "name": f.name, "label": f.ja, "label_en": f.en, "mark": f.mark, **asdict(answers[f.name])}
        for part in parts()
        for f in part.field
    ]
    span = known.persons
    return {
        "template": "appi-report", "version": version, "kind": kind, "day": known.day,
        "organisation": known.organisation,
        "persons": None if span is None else {"at_least": span.at_least, "best": span.best, "at_most": span.at_most},
        "events": sorted(events_of(known)), "certainty": certainty(known), "unread": known.unread, "fields": fields,
        "due": _due_lines(known), "made_of": dict(known.made_of),
    }  # fmt: skip


TEMPLATE = Template("appi-report", "漏えい等報告（速報・確報）", "report to the commission", make)
