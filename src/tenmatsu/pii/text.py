"""Personal data in running text: kinds with exact offsets.

A text is folded (width, dashes) with the way back to its characters; every finder of the folder `finders` and every
label makes its claims; of claims on one stretch the best founded stands: label > check digit > words around > shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tenmatsu import plug
from tenmatsu.model import Finding, Locator, Passage
from tenmatsu.pii import broken, labelled
from tenmatsu.pii.pairs import pairs
from tenmatsu.pii.persons import claims as persons
from tenmatsu.pii.spots import Claim, Finder, Spot, settle
from tenmatsu.pii.surface import Surface, surface
from tenmatsu.pii.zones import numbers


def find(text: str) -> list[Spot]:
    """Every piece of personal data, sorted by place, none overlapping another; offsets are characters of `text`."""
    face = surface(text)
    return [_spot(text, face, one) for one in settle(_claims(face))]


def findings(passage: Passage) -> list[Finding]:
    """The same as findings: a locator is the passage's place and `char=start,end`; hidden text stays hidden."""
    return [finding(passage, spot) for spot in find(passage.text)]


def finding(passage: Passage, spot: Spot) -> Finding:
    """A spot of a passage as a finding."""
    place = (*passage.locator.place, ("char", f"{spot.start},{spot.end}"))
    where = Locator(passage.locator.item, place)
    return Finding(where, spot.kind, spot.value, spot.normal, spot.score, spot.by, passage.hidden)


@cache
def _finders() -> tuple[Finder, ...]:
    return plug.members("tenmatsu.pii.finders", "FINDER", Finder)


def _claims(face: Surface) -> list[Claim]:
    plain = face.plain
    stretches = numbers(plain)
    found = pairs(plain)
    claims = [*labelled.claims(plain, found), *persons(face, found), *broken.claims(plain)]
    for finder in _finders():
        if finder.word != ASIDE_WORD and any(word in plain for word in finder.needs):
            claims += _of(finder, plain, stretches if finder.numeric else [(0, len(plain))])
    return [*claims, *_of(_aside(), plain, _touched(plain, stretches, claims))] if claims else []


ASIDE_WORD = "other"


@cache
def _aside() -> Finder:
    """What is no personal number: asked last, and only where something else was claimed."""
    return next(one for one in _finders() if one.word == ASIDE_WORD)


def _of(finder: Finder, plain: str, stretches: list[tuple[int, int]]) -> Iterator[Claim]:
    for low, high in stretches:
        yield from (_moved(one, low) for one in finder.find(plain[low:high] if high - low < len(plain) else plain))


def _touched(plain: str, stretches: list[tuple[int, int]], claims: list[Claim]) -> list[tuple[int, int]]:
    """Of the stretches the lines on which a claim stands."""
    lines = sorted({(plain.rfind("\n", 0, one.start) + 1, _line_end(plain, one.end)) for one in claims})
    found: list[tuple[int, int]] = []
    at = 0
    for low, high in lines:
        while at < len(stretches) and stretches[at][1] <= low:
            at += 1
        for first, last in stretches[at:]:
            if first >= high:
                break
            first, last = max(first, low, found[-1][1] if found else 0), min(last, high)
            if first < last:
                found.append((first, last))
    return found


def _line_end(plain: str, end: int) -> int:
    found = plain.find("\n", end)
    return len(plain) if found < 0 else found


def _moved(one: Claim, by: int) -> Claim:
    return replace(one, start=one.start + by, end=one.end + by) if by else one


def _spot(text: str, face: Surface, one: Claim) -> Spot:
    start, end = face.origin(one.start, one.end)
    return Spot(one.kind, start, end, text[start:end], one.normal, one.score, one.by, one.role)
