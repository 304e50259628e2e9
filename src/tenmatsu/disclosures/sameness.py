"""Which incidents of several documents are one and the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tenmatsu.disclosures import names
from tenmatsu.disclosures.facts import Count, Disclosure, Incident

_OWNERS = ("漏えい元", "委託元", "委託先", "グループ会社", "運営者")
_PRONOUN = re.compile(r"^(?:当|弊|本|同)[社学院校行市会館園県町]|^[市町村県区]$")


@dataclass(frozen=True, slots=True)
class Member:
    """One document's telling of an incident. `place` is the document's place in what was given."""

    place: int
    doc: Disclosure
    incident: Incident


def plain(name: str) -> str:
    """A name as compared: NFKC, without legal form, blanks, ・ and ."""
    folded = unicodedata.normalize("NFKC", names.short(name))
    return re.sub(r"[\s・.\-]", "", folded).lower()


def owners(incident: Incident) -> set[str]:
    """The names, with their aliases, of those whose data or fault it was."""
    found = {plain(name) for one in incident.organisations if one.role in _OWNERS for name in (one.name, *one.aliases)}
    return {name for name in found if len(name) >= 2 and not _PRONOUN.match(name)}


def groups(docs: Sequence[Disclosure]) -> list[list[Member]]:
    """The incidents of all documents, those together that are the same, in order of first telling."""
    members = [Member(place, doc, incident) for place, doc in enumerate(docs) for incident in doc.incidents]
    leader = list(range(len(members)))

    def top(one: int) -> int:
        while leader[one] != one:
            one = leader[one]
        return one

    for left in range(len(members)):
        for right in range(left + 1, len(members)):
            if members[left].place != members[right].place and same(members[left].incident, members[right].incident):
                leader[top(right)] = top(left)
    joined: dict[int, list[Member]] = {}
    for place, member in enumerate(members):
        joined.setdefault(top(place), []).append(member)
    return list(joined.values())


def same(left: Incident, right: Incident) -> bool:
    """A shared house, and a shared day, figure, telephone or cause; and no two years that exclude one another."""
    if not _overlap(owners(left), owners(right)) or _apart(left, right):
        return False
    if {day for day in days(left)} & {day for day in days(right)}:
        return True
    if any(close(a, b) for a in left.counts for b in right.counts if a.value >= 10):
        return True
    phones = {one.phone for one in left.contacts} & {one.phone for one in right.contacts}
    causes = {one.value for one in left.causes} & {one.value for one in right.causes}
    return bool(phones - {""}) or bool(causes)


def _overlap(left: set[str], right: set[str]) -> bool:
    return any(a == b or (min(len(a), len(b)) >= 3 and (a in b or b in a)) for a in left for b in right)


def days(incident: Incident) -> set[str]:
    """All whole days and range ends of an incident."""
    dated = [*incident.timeline, *(one for one in (incident.disclosure, incident.detection) if one is not None)]
    return {part for one in dated for part in one.date.split("/") if "X" not in part and len(part) == 10}


def _apart(left: Incident, right: Incident) -> bool:
    """Published more than a year and a half from each other: two affairs of one house."""
    first, second = _year_month(left), _year_month(right)
    return first is not None and second is not None and abs(first - second) > 18


def _year_month(incident: Incident) -> int | None:
    stated = incident.disclosure or incident.detection
    months = sorted(day[:7] for day in days(incident))
    when = stated.date[:7] if stated is not None and "X" not in stated.date[:7] else months[-1] if months else ""
    return int(when[:4]) * 12 + int(when[5:7]) if len(when) == 7 else None


def close(left: Count, right: Count) -> bool:
    """Equal, or one the rounding of the other."""
    return left.value == right.value or rounded(left.value, right.value)


def rounded(left: int, right: int) -> bool:
    """Whether the rounder figure is the finer one rounded, up or down, at its own last digit (4300 and 4359)."""
    rough, fine = (left, right) if _zeros(left) > _zeros(right) else (right, left)
    step = 10 ** _zeros(rough)
    return rough != fine and step >= 10 and abs(rough - fine) < step and abs(rough - fine) * 20 <= fine


def _zeros(value: int) -> int:
    digits = str(value)
    return len(digits) - len(digits.rstrip("0"))
