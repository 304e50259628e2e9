"""What a rule answers: owed, not owed or unknown; due, to whom, on which authority, because of which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

import msgspec

from tenmatsu.model import Fact

_JAPAN = timezone(timedelta(hours=9))


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same sentence in Japanese and English."""

    ja: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.ja if lang == "ja" else self.en


UNSPOKEN = Words("", "")


class Mark(StrEnum):
    """How sure a line of law is: S the text was read, S2 seen in a secondary source, K to be confirmed."""

    READ = "S"
    SECONDARY = "S2"
    UNREAD = "K"


class Answer(StrEnum):
    """Three answers, never two: to a test (is it so?) and to a duty (is it owed?)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Nature(StrEnum):
    """What kind of time limit it is; a guide (目安) is never called a due date and never rolls."""

    STATUTE = "statute"
    PROMPT = "prompt"
    GUIDE = "guide"
    CONTRACT = "contract"
    EFFORT = "effort"
    ADVICE = "advice"


class Cite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a line of law stands, and what was seen of it.

    `mark` says whether the text itself was read. A text that was read has its `edition` (the day of the text) and may
    have a verbatim `quote`; what was seen in a secondary source has the month or day when it was `sighted`; what was
    not read has neither.
    """

    instrument: str
    article: str
    url: str
    mark: Mark
    edition: date | None = None
    sighted: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One link of the chain: what was asked, the answer, and the fact it rests on (None where nothing was said)."""

    words: Words
    answer: Answer
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Question:
    """What would settle an unknown: the fact to record."""

    fact: str
    words: Words


@dataclass(frozen=True, slots=True)
class Situation:
    """A numbered situation of the rule and how the facts answer it."""

    number: int
    words: Words
    answer: Answer


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom; `place` is the ISO code of the authority's country where it depends on one."""

    name: Words
    place: str = ""
    mark: Mark = Mark.READ
    url: str = ""
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One clock: from one reading of its beginning.

    `day` is the due day after rolling over, `last_day` the last day before it; an hour clock has `instant` instead.
    `guide` holds the days of a guide (day 3, day 5). `others` are further readings of the counting, none of them later
    than it must be: `day` is the earliest. `day_number` and `late_days` speak of `done_on`, the day it was done.
    """

    start: date | datetime
    who: str
    fact: Fact | None
    chosen: bool
    nature: Nature
    length: int | None = None
    unit: str = "days"
    last_day: date | None = None
    day: date | None = None
    instant: datetime | None = None
    guide: Mapping[int, date] | None = None
    others: tuple[tuple[str, date], ...] = ()
    arithmetic: Words = UNSPOKEN
    unsettled: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()
    done_on: date | None = None
    day_number: int | None = None
    late_days: int | None = None


def end_of(moment: date | datetime) -> float:
    """The last second of a due moment, for putting days and instants in order (a day ends at midnight in Japan)."""
    if isinstance(moment, datetime):
        return moment.timestamp()
    return datetime.combine(moment, time(23, 59, 59), tzinfo=_JAPAN).timestamp()


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty under one rule. `rules_of`: the day whose rules were applied; `mark`: that of its weakest citation."""

    rule: str
    rule_title: Words
    name: str
    title: Words
    place: str
    answer: Answer
    nature: Nature
    rules_of: date
    hypothetical: bool
    situations: tuple[Situation, ...]
    dues: tuple[Due, ...]
    recipients: tuple[Recipient, ...]
    contents: tuple[Words, ...]
    cites: tuple[Cite, ...]
    mark: Mark
    because: tuple[Reason, ...]
    open: tuple[Question, ...]
    remarks: tuple[Words, ...] = ()
    rule_remarks: tuple[Words, ...] = ()
    grade: str = ""
    released: bool = False

    @property
    def due(self) -> date | datetime | None:
        """The chosen clock's due moment; without a choice the earliest; None for a guide or a duty without a number."""
        chosen = [one for one in self.dues if one.chosen] or list(self.dues)
        known = [moment for one in chosen if (moment := one.instant or one.day) is not None]
        return min(known, key=end_of) if known else None

    @property
    def order(self) -> float:
        """Where the duty stands in time: its due moment, the last day of its guide, or where its clock begins."""
        guides = [max(one.guide.values()) for one in self.dues if one.guide]
        starts = [one.start for one in self.dues]
        moments = [self.due] if self.due else guides or starts
        return min((end_of(one) for one in moments if one is not None), default=float("inf"))

    @property
    def needs_review(self) -> bool:
        """Whether a person must settle something: the answer, or how its days are counted."""
        return self.answer is Answer.UNKNOWN or any(one.unsettled or one.others for one in self.dues)
