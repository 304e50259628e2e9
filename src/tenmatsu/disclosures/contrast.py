"""Claim by claim: what several tellings of one incident agree on, and where they differ and how.

agree        the same value
rounding     one figure is the other, rounded (793万 and 790万)
part_of      one figure is a part of the other (4359 valid ones of 9154 passports)
superseded   a later report took the value back; `by` names it
differ       both may be true: another milestone, another unit, another scope
contradict   both cannot be true
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenmatsu.disclosures.facts import Count, DataItem, Dated
from tenmatsu.disclosures.inventory import key_of
from tenmatsu.disclosures.sameness import Member, rounded


@dataclass(frozen=True, slots=True)
class Said:
    """A value as one document gives it, with its words and their place."""

    value: str
    doc: str
    quote: str
    offset: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One claim across documents. `by` is the document that supersedes, when one does."""

    field: str
    subject: str
    status: str
    said: tuple[Said, ...]
    note: str = ""
    by: str = ""


_SUBJECTS = (
    ("パスポート", re.compile(r"パスポート|旅券")),
    ("カード", re.compile(r"カード")),
    ("口座", re.compile(r"口座")),
    ("メールアドレス", re.compile(r"メールアドレス")),
    ("提携先", re.compile(r"提携|「[^」]*トラベル」|ドコモ")),
    ("従業員", re.compile(r"社員|従業員|職員")),
)
_UNTIL = re.compile(r"遮断[^。]{0,14}(?:完了|終了|終え)|(?:停止|閉鎖)(?:を完了|した)")
_TRAFFIC = re.compile(r"通信|不正アクセス|侵入|閲覧")


def claims(members: Sequence[Member]) -> tuple[Compared, ...]:
    """All claims that at least two documents speak to, contradictions first."""
    found = [*_counts(members), *_items(members), *_days(members), *_until(members)]
    order = ("contradict", "superseded", "differ", "rounding", "part_of", "agree")
    return tuple(sorted(found, key=lambda one: order.index(one.status)))


def _subject(count: Count) -> str:
    return next((name for name, words in _SUBJECTS if words.search(count.quote.text + count.what[-14:])), "全体")


def _counts(members: Sequence[Member]) -> Iterator[Compared]:
    """Figures of one subject and unit, each pair of different figures judged once."""
    held: dict[tuple[str, str], list[tuple[Member, Count]]] = {}
    for member in members:
        for count in member.incident.counts:
            unit = "人" if count.unit in ("人", "名", "者") else count.unit
            held.setdefault((_subject(count), unit), []).append((member, count))
    for (subject, unit), told in held.items():
        yield from _figures(members, subject, unit, told)
    yield from _units(held)


def _figures(
    members: Sequence[Member], subject: str, unit: str, told: Sequence[tuple[Member, Count]]
) -> Iterator[Compared]:
    by_value: dict[int, list[tuple[Member, Count]]] = {}
    for member, count in told:
        by_value.setdefault(count.value, []).append((member, count))
    for value, same in by_value.items():
        if len({member.place for member, _ in same}) > 1:
            yield Compared(
                "counts", f"{subject} ({unit})", "agree", tuple(_figure(*one) for one in same), f"{value:,}{unit}"
            )
    values = sorted(by_value, reverse=True)
    for at, larger in enumerate(values):
        for smaller in values[at + 1 :]:
            left, right = by_value[larger], by_value[smaller]
            status, note, by = _judge(members, left, right)
            if status == "contradict" and any(
                rounded(middle, smaller) and _judge(members, left, by_value[middle])[0] == "part_of"
                for middle in values
                if middle not in (larger, smaller)
            ):
                status, note = "part_of", f"{smaller:,} / {larger:,}"
            if status:
                yield Compared(
                    "counts", f"{subject} ({unit})", status, (_figure(*left[0]), _figure(*right[0])), note, by
                )


def _judge(
    members: Sequence[Member], left: Sequence[tuple[Member, Count]], right: Sequence[tuple[Member, Count]]
) -> tuple[str, str, str]:
    """How two different figures of one subject stand to one another; '' when nothing can be said of it."""
    larger, smaller = left[0][1], right[0][1]
    if rounded(larger.value, smaller.value):
        return "rounding", f"{larger.value:,} ≈ {smaller.value:,}", ""
    if any(one.part_of is not None for _, one in right) or _both(left, right):
        return "part_of", f"{smaller.value:,} / {larger.value:,}", ""
    if later := _later(members, left, right):
        return "superseded", f"{smaller.value:,} / {larger.value:,}", later
    totals = all(_total(member, count) for member, count in (left[0], right[0]))
    exact = larger.qualifier not in ("少なくとも", "余り") and smaller.qualifier not in ("少なくとも", "余り")
    if totals and exact and {m.place for m, _ in left}.isdisjoint({m.place for m, _ in right}):
        return "contradict", f"{larger.value:,} ≠ {smaller.value:,}", ""
    return "", "", ""


def _both(left: Sequence[tuple[Member, Count]], right: Sequence[tuple[Member, Count]]) -> bool:
    """One document prints both, so it holds them for two things."""
    return bool({member.place for member, _ in left} & {member.place for member, _ in right})


def _total(member: Member, count: Count) -> bool:
    """Whether the figure is its document's largest of the subject and unit."""
    peers = [one.value for one in member.incident.counts if one.unit == count.unit and _subject(one) == _subject(count)]
    return count.value == max(peers) and count.part_of is None


def _later(
    members: Sequence[Member], left: Sequence[tuple[Member, Count]], right: Sequence[tuple[Member, Count]]
) -> str:
    """The later report of the same house when one of the two is from an earlier."""
    first, second = left[0][0], right[0][0]
    if _house(first) != _house(second) or not (first.incident.report_number or second.incident.report_number):
        return ""
    when = [one.incident.disclosure.date if one.incident.disclosure else "" for one in (first, second)]
    if "" in when or when[0] == when[1]:
        return ""
    return (first if when[0] > when[1] else second).doc.doc


def _house(member: Member) -> str:
    return next((one.name for one in member.incident.organisations if one.role in ("漏えい元", "委託元")), "")


def _units(held: dict[tuple[str, str], list[tuple[Member, Count]]]) -> Iterator[Compared]:
    """The same figure as 人 in one place and 件 in another: two facts, and worth a look."""
    for (subject, unit), told in held.items():
        if unit != "人":
            continue
        for member, count in told:
            other = next((o for o in held.get((subject, "件"), []) if o[1].value == count.value), None)
            if other is not None:
                yield Compared("counts", f"{subject}", "differ", (_figure(member, count), _figure(*other)), "人 / 件")
                break


def _figure(member: Member, count: Count) -> Said:
    qualifier = "" if count.qualifier == "なし" else count.qualifier
    return Said(f"{qualifier}{count.value:,}{count.unit}", member.doc.doc, count.quote.text, count.quote.offset)


def _items(members: Sequence[Member]) -> Iterator[Compared]:
    """Items that one document calls exposed and another not; and those that two call exposed."""
    exposed: dict[str, list[tuple[Member, DataItem]]] = {}
    excluded: dict[str, list[tuple[Member, DataItem]]] = {}
    for member in members:
        for held, items in ((exposed, member.incident.items), (excluded, member.incident.items_excluded)):
            for item in items:
                held.setdefault(key_of(item.name), []).append((member, item))
    for key in {**exposed, **excluded}:
        yes, no = exposed.get(key, []), excluded.get(key, [])
        said = (*(_item(*one, "exposed") for one in yes), *(_item(*one, "not exposed") for one in no))
        if yes and no:
            yield Compared("items", key, "contradict", said, "exposed / not exposed")
        elif len({member.place for member, _ in yes or no}) > 1:
            yield Compared("items" if yes else "items_excluded", key, "agree", said)
    yield from _counted_items(members, excluded, exposed)


def _counted_items(
    members: Sequence[Member],
    excluded: dict[str, list[tuple[Member, DataItem]]],
    exposed: dict[str, list[tuple[Member, DataItem]]],
) -> Iterator[Compared]:
    """A figure of an item (9154 passports) against a document that says it is not included."""
    for key, no in excluded.items():
        if key in exposed:
            continue
        word = key.removesuffix("番号").removesuffix("情報")
        told = [
            (m, c)
            for m in members
            for c in m.incident.counts
            if word in c.quote.text and m.place not in {n.place for n, _ in no}
        ]
        if told:
            said = (*(_figure(*one) for one in told), *(_item(*one, "not exposed") for one in no))
            yield Compared("items", key, "contradict", said, "counted / not exposed")


def _item(member: Member, item: DataItem, value: str) -> Said:
    return Said(value, member.doc.doc, item.quote.text, item.quote.offset)


def _days(members: Sequence[Member]) -> Iterator[Compared]:
    """Publication and detection. Another day of detection is another milestone when the other document knows it too."""
    published = [(member, member.incident.disclosure) for member in members if member.incident.disclosure]
    yield from _same_day("disclosure", published)
    noticed = [(member, member.incident.detection) for member in members if member.incident.detection]
    if len({one.date for _, one in noticed}) > 1:
        known = {
            day.date for member in members for day in (*member.incident.timeline, *member.incident.detection_candidates)
        }
        status = "differ" if all(one.date in known for _, one in noticed) else "contradict"
        yield Compared(
            "detection", "", status, tuple(_day(*one) for one in noticed), "first suspicion / knowledge of the leak"
        )
    else:
        yield from _same_day("detection", noticed)


def _same_day(field: str, told: Sequence[tuple[Member, Dated]]) -> Iterator[Compared]:
    days = {one.date for _, one in told}
    if len(told) > 1 and len(days) == 1:
        yield Compared(field, "", "agree", tuple(_day(*one) for one in told), next(iter(days)))
    elif len(days) > 1:
        yield Compared(field, "", "differ", tuple(_day(*one) for one in told), "several publications")


def _until(members: Sequence[Member]) -> Iterator[Compared]:
    """The last day of the traffic or access against the day on which it was cut off."""
    told: list[tuple[Member, Dated, str]] = []
    for member in members:
        for one in member.incident.timeline:
            if _UNTIL.search(one.quote.text) and "/" not in one.date:
                told.append((member, one, one.date))
            elif (
                "/" in one.date
                and _TRAFFIC.search(one.quote.text)
                and not re.search(r"利用|予約|購入|決済", one.quote.text)
            ):
                told.append((member, one, one.date.split("/")[1]))
    days = {day for _, _, day in told}
    docs = {member.place for member, _, _ in told}
    if len(days) > 1 and len(docs) > 1:
        said = tuple(Said(day, member.doc.doc, one.quote.text, one.quote.offset) for member, one, day in told)
        yield Compared("timeline", "until", "contradict", said, "end of the access / cut off")
    elif len(docs) > 1:
        said = tuple(Said(day, member.doc.doc, one.quote.text, one.quote.offset) for member, one, day in told)
        yield Compared("timeline", "until", "agree", said)


def _day(member: Member, one: Dated) -> Said:
    return Said(one.date, member.doc.doc, one.quote.text, one.quote.offset)
