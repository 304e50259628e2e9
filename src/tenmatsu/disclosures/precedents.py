"""Read disclosures as precedents: one row per incident, and what the rows say together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from tenmatsu.disclosures.facts import Dated, Disclosure, Incident
from tenmatsu.disclosures.inventory import key_of

_USE = re.compile(r"利用|予約|購入|決済|契約|登録|受診|診療|在籍|卒業")


@dataclass(frozen=True, slots=True)
class Precedent:
    """One incident as one document tells it. Days are None where the page does not give a whole date."""

    doc: str
    organisation: str
    event: date | None
    detected: date | None
    published: date | None
    persons: int | None
    records: int | None
    causes: tuple[str, ...]
    items: tuple[str, ...]
    excluded: tuple[str, ...]
    secondary: str
    incident: Incident

    @property
    def year(self) -> int | None:
        """The year of the affair, also when no whole day is known."""
        whole = self.event or self.detected or self.published
        if whole is not None:
            return whole.year
        dated = [*self.incident.timeline, *(one for one in (self.incident.disclosure, self.incident.detection) if one)]
        years = [int(one.date[:4]) for one in dated if one.date[:4].isdigit()]
        return min(years, default=None)

    @property
    def to_detection(self) -> int | None:
        """Days from the first event to detection."""
        return _between(self.event, self.detected)

    @property
    def to_notice(self) -> int | None:
        """Days from detection to this report."""
        return _between(self.detected, self.published)


@dataclass(frozen=True, slots=True)
class Summary:
    """Medians in days and counts; None where no row gives the value. `of` tells how many rows gave it."""

    rows: int
    to_detection: float | None
    to_detection_of: int
    to_notice: float | None
    to_notice_of: int
    persons: float | None
    persons_of: int
    causes: tuple[tuple[str, int], ...]
    items: tuple[tuple[str, int], ...]


def precedents(docs: Iterable[Disclosure]) -> tuple[Precedent, ...]:
    """The incidents of all documents that are more than a bare mention, in order of publication."""
    rows = [_row(doc, incident) for doc in docs for incident in doc.incidents if incident.core]
    return tuple(sorted(rows, key=lambda row: (row.published or row.detected or date.max, row.doc)))


def select(
    rows: Iterable[Precedent], causes: Sequence[str] = (), items: Sequence[str] = (), unit: str = ""
) -> tuple[Precedent, ...]:
    """The rows of any of the causes (part of the word will do), with all of the items, and a figure in the unit."""
    return tuple(
        row
        for row in rows
        if (not causes or any(wanted in cause for wanted in causes for cause in row.causes))
        and all(any(key_of(wanted) == key_of(item) or wanted in item for item in row.items) for wanted in items)
        and (not unit or (row.persons if unit == "人" else row.records) is not None)
    )


def summary(rows: Sequence[Precedent]) -> Summary:
    """What the rows say together."""
    detection = [row.to_detection for row in rows if row.to_detection is not None]
    notice = [row.to_notice for row in rows if row.to_notice is not None]
    persons = [row.persons for row in rows if row.persons is not None]
    causes = Counter(cause for row in rows for cause in row.causes)
    items = Counter(key for row in rows for key in dict.fromkeys(key_of(item) for item in row.items))
    return Summary(
        len(rows), _median(detection), len(detection), _median(notice), len(notice), _median(persons), len(persons),
        tuple(causes.most_common()), tuple(items.most_common()),
    )  # fmt: skip


def _median(values: Sequence[int]) -> float | None:
    return median(values) if values else None


def _between(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first and last and first <= last else None


def _row(doc: Disclosure, incident: Incident) -> Precedent:
    detected = _day(incident.detection.date) if incident.detection else None
    published = _day(incident.disclosure.date) if incident.disclosure else None
    return Precedent(
        doc.doc,
        next((one.name for one in incident.organisations), ""),
        _first(incident, detected or published),
        detected,
        published,
        _largest(incident, "人"),
        _largest(incident, "件"),
        tuple(one.value for one in incident.causes),
        tuple(one.name for one in incident.items),
        tuple(one.name for one in incident.items_excluded),
        incident.secondary_damage.value if incident.secondary_damage else "",
        incident,
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _first(incident: Incident, limit: date | None) -> date | None:
    """The earliest event that is no period of use, up to the day of detection."""
    starts = [
        day for one in incident.timeline if not _period(one) and (day := _day(one.date.split("/")[0])) is not None
    ]
    return min((day for day in starts if limit is None or day <= limit), default=None)


def _period(one: Dated) -> bool:
    """Whether a range is a time of use rather than an event: it says so, or it lasts longer than three months."""
    if "/" not in one.date:
        return False
    first, last = (_day(part) for part in one.date.split("/"))
    return _USE.search(one.quote.text) is not None or first is None or last is None or (last - first).days > 92


def _largest(incident: Incident, unit: str) -> int | None:
    units = ("人", "名", "者") if unit == "人" else (unit,)
    return max((one.value for one in incident.counts if one.unit in units and one.core), default=None)
