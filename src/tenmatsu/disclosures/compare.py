"""Several documents about the same incidents: one timeline with its sources, and what they agree and disagree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from tenmatsu.disclosures import contrast
from tenmatsu.disclosures.contrast import Compared, Said
from tenmatsu.disclosures.facts import Dated, Disclosure
from tenmatsu.disclosures.sameness import Member, groups, owners

_SHINGLE = 16


@dataclass(frozen=True, slots=True)
class Event:
    """A day of the merged timeline, and who says what of it."""

    date: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two documents: `copied` when much of the shorter stands word for word in the other, else `independent`."""

    left: str
    right: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Joined:
    """One incident as several documents tell it."""

    name: str
    docs: tuple[str, ...]
    timeline: tuple[Event, ...]
    claims: tuple[Compared, ...]
    relations: tuple[Relation, ...]

    def conflicts(self) -> tuple[Compared, ...]:
        """The claims on which the documents contradict one another."""
        return tuple(one for one in self.claims if one.status == "contradict")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` finds. `alone` are the incidents that only one document tells, as (document, incident name)."""

    docs: tuple[str, ...]
    incidents: tuple[Joined, ...]
    alone: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, object]:
        """Plain mappings and lists."""
        written = _plain(self)
        assert isinstance(written, dict)
        return written


def compare(docs: Sequence[Disclosure]) -> Comparison:
    """Join what is the same incident across documents, and compare claim by claim."""
    joined: list[Joined] = []
    alone: list[tuple[str, str]] = []
    for members in groups(docs):
        if len({member.place for member in members}) < 2:
            alone.extend((member.doc.doc, _name([member])) for member in members)
        else:
            joined.append(
                Joined(
                    _name(members),
                    tuple(dict.fromkeys(member.doc.doc for member in members)),
                    tuple(_timeline(members)),
                    contrast.claims(members),
                    tuple(_relations(members)),
                )
            )
    return Comparison(tuple(doc.doc for doc in docs), tuple(joined), tuple(alone))


def _name(members: Sequence[Member]) -> str:
    for member in members:
        for one in member.incident.organisations:
            if owners(member.incident) and one.role in ("漏えい元", "委託元"):
                return one.name
    return next((one.name for member in members for one in member.incident.organisations), members[0].incident.id)


def _timeline(members: Sequence[Member]) -> Iterator[Event]:
    """Every dated event once per day, in order of time; whole ranges after the day on which they begin."""
    held: dict[str, dict[tuple[str, int], Said]] = {}
    for member in members:
        for one in _dated(member):
            said = Said(one.what or one.how or one.quote.text[:40], member.doc.doc, one.quote.text, one.quote.offset)
            held.setdefault(one.date, {}).setdefault((said.doc, said.offset), said)
    for day in sorted(held, key=lambda day: (day.replace("X", "9").split("/")[0], day)):
        yield Event(day, tuple(held[day].values()))


def _dated(member: Member) -> Iterator[Dated]:
    yield from member.incident.timeline
    if member.incident.disclosure is not None:
        yield member.incident.disclosure


def _relations(members: Sequence[Member]) -> Iterator[Relation]:
    by_doc = {member.place: member for member in members}
    places = sorted(by_doc)
    for at, left in enumerate(places):
        for right in places[at + 1 :]:
            share = _shared(by_doc[left], by_doc[right])
            kind = "copied" if share >= 0.3 else "independent"
            yield Relation(by_doc[left].doc.doc, by_doc[right].doc.doc, kind, round(share, 3))


def _shared(left: Member, right: Member) -> float:
    """The share of the shorter telling's runs of 16 characters that the other has too."""
    first, second = _shingles(left), _shingles(right)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def _shingles(member: Member) -> set[str]:
    start, end = member.incident.span
    text = "".join(member.doc.text[start:end].split())
    return {text[at : at + _SHINGLE] for at in range(max(0, len(text) - _SHINGLE))}


def _plain(value: object) -> object:
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
