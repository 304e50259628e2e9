"""The ladder of words: what the state of the evidence allows a paper to say, and nothing stronger or weaker.

| state of the evidence | says |
|---|---|
| outflow confirmed | 漏えいしました |
| suspected, not proven | 漏えいしたおそれがあります |
| open to view, logs silent | 閲覧可能な状態でした, and 漏えい or おそれ |
| lost, no copy / altered | 滅失しました / 毀損しました |
| ruled out | a person writes that sentence, with its period and its log |
"""

from __future__ import annotations

from dataclasses import dataclass

from tenmatsu.documents.known import Known, Span
from tenmatsu.model import Certainty


@dataclass(frozen=True, slots=True)
class State:
    """`noun` for the subject line, `sentence` without its full stop, `sure` whether it is confirmed."""

    noun: str
    sentence: str
    sure: bool


_EVENTS = {"leak": "漏えい", "loss": "滅失", "damage": "毀損"}


def certainty(known: Known) -> str:
    """The strongest that stands in the register and the facts: silence is unknown, and only agreement rules out."""
    found = {way.certainty for way in known.ways} | {one.value for one in known.stated.get("certainty", ())}
    for word in (Certainty.CONFIRMED.value, Certainty.POSSIBLE.value):
        if word in found:
            return word
    return "ruled_out" if found == {"ruled_out"} else "unknown"


def state(known: Known) -> State:
    """The words for the case as it stands."""
    sure = certainty(known) == Certainty.CONFIRMED
    events = [_EVENTS[one] for one in _EVENTS if one in events_of(known)]
    noun = "・".join(events)
    if known.said("seen_by_many") in ("yes", "suspected") and known.said("logs_prove_no_view") != "yes":
        tail = "漏えいしました" if sure else "漏えいしたおそれがあります"
        return State(noun + ("" if sure else "のおそれ"), f"が、第三者に閲覧可能な状態となっており、{tail}", sure)
    if sure:
        return State(noun, f"が{noun}しました", sure)
    return State(f"{noun}のおそれ", f"が{noun}したおそれがあります", sure)


def events_of(known: Known) -> set[str]:
    """leak, loss, damage: those that were said; a case with nothing said is one of a possible leak."""
    said = {part.strip() for one in known.stated.get("event", ()) for part in one.value.replace("、", ";").split(";")}
    found = said & set(_EVENTS)
    return found or {"leak"}


def number(span: Span | None, unread: int, unknown: str) -> str:
    """An interval in words: 1人, 最大5,000人（少なくとも300人）, 300人以上（上限は調査中）; else what is unknown."""
    if span is None or (span.at_least == 0 and span.at_most is None):
        return unknown
    told = _bounds(span)
    if not unread:
        return told
    more = f"まだ読み取れていない資料が{unread:,}点あり、人数は増える可能性があります"
    return f"調べた資料の範囲で{told}。{more}。"


def _bounds(span: Span) -> str:
    unit = span.unit.value
    low = f"{span.at_least:,}{unit}"
    if span.at_most is None:
        return f"{low}以上（上限は調査中）"
    if span.exact:
        return low
    best = f"、最も確からしい推定{span.best:,}{unit}" if span.best is not None else ""
    least = f"少なくとも{low}{best}" if span.at_least else best.removeprefix("、")
    return f"最大{span.at_most:,}{unit}" + (f"（{least}）" if least else "")
