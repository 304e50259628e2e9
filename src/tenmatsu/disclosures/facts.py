"""What a disclosure states: typed facts, each with the very words it stands on and where they stand.

`Disclosure.to_json()` writes the form of `docs/manual/disclosures.md`. Offsets count Unicode code points of the text
that was handed in; `Quote.text` is that text verbatim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of the page, unchanged, and the index of the first of them."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who, and in which role (漏えい元, 委託先, 監督官庁 …)."""

    name: str
    role: str
    quote: Quote
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A day (`YYYY-MM-DD`), month, year or range `a/b`; X stands for a digit that the page does not give.

    `as_written` is the date in the page's own words when that differs; `resolved_by` says what filled the rest:
    page date, neighbour, era, weekday, or nothing.
    """

    date: str
    quote: Quote
    what: str = ""
    how: str = ""
    core: bool = True
    as_written: str = ""
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A printed figure. `kind` is one of persons, records, addresses, documents, devices, organisations.

    `part_of` is the offset of the total that this figure is a part of, or None.
    """

    value: int
    unit: str
    qualifier: str
    certainty: str
    what: str
    quote: Quote
    value_max: int | None = None
    kind: str = "records"
    part_of: int | None = None
    core: bool = True


@dataclass(frozen=True, slots=True)
class DataItem:
    """A kind of personal data: exposed (漏えい確認, おそれ, 対象) or, in `items_excluded`, expressly not."""

    name: str
    quote: Quote
    certainty: str = "対象"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value from a closed list (a cause, secondary damage, a report number) or a headline."""

    value: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Report:
    """An authority or other party that was told, and in which way."""

    to: str
    kind: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Contact:
    """Where people may call or write."""

    quote: Quote
    phone: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A statement of an earlier report that this one takes back. `supersedes` is the offset of the withdrawn words."""

    field: str
    before: str
    after: str
    quote: Quote
    supersedes: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One leak of one organisation, as one page tells it."""

    id: str
    kind: str
    span: tuple[int, int]
    core: bool = True
    title: Stated | None = None
    organisations: tuple[Organisation, ...] = ()
    disclosure: Dated | None = None
    report_number: Stated | None = None
    detection: Dated | None = None
    detection_candidates: tuple[Dated, ...] = ()
    timeline: tuple[Dated, ...] = ()
    causes: tuple[Stated, ...] = ()
    counts: tuple[Count, ...] = ()
    figures: tuple[Count, ...] = ()
    items: tuple[DataItem, ...] = ()
    items_excluded: tuple[DataItem, ...] = ()
    secondary_damage: Stated | None = None
    reports: tuple[Report, ...] = ()
    contacts: tuple[Contact, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def facts(self) -> Iterator[tuple[str, Quote]]:
        """The quote of every fact, with the name of its field."""
        for field in fields(self):
            value = getattr(self, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                quote = getattr(one, "quote", None)
                if isinstance(quote, Quote):
                    yield field.name, quote


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A page as read: its text and the incidents that it reports (none when it reports none)."""

    doc: str
    text: str
    incidents: tuple[Incident, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The form of the gold annotation, with the richer fields beside it."""
        return {"doc": self.doc, "header": None, "incidents": [_plain(one) for one in self.incidents]}


_RENAMED = {"before": "from", "after": "to"}
_ALWAYS = frozenset({"title", "disclosure", "report_number", "detection", "secondary_damage"})


def _plain(value: object) -> object:
    """Dataclasses as mappings; a quote becomes the two keys `quote` and `offset` of the fact that carries it."""
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    written: dict[str, object] = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, Quote):
            written |= {"quote": inner.text, "offset": inner.offset}
        elif inner not in ("", None) or field.name in _ALWAYS:
            name = _RENAMED.get(field.name, field.name) if isinstance(value, Correction) else field.name
            written[name] = _plain(inner)
    return written
