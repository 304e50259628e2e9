"""The page's own day: its dateline, headline or file name, and what shows that its year is a misprint."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tenmatsu.disclosures.dates import Anchor, Moment
from tenmatsu.disclosures.layout import Page
from tenmatsu.disclosures.segment import Part

_LABEL = re.compile(r"掲載|公開|公表|発表|配信|投稿|登録|発行|作成|Date|Published|Posted|報道")
_UPDATED = re.compile(r"更新|修正|Updated")
_QUIET = re.compile(
    r"[\s\W\d]|掲載|公開|公表|発表|配信|投稿|登録|発行|作成|更新|最終|報道|資料|提供|日付|日時|年月日|日|付|Date|Published|Posted|Updated|時|分|午[前後]|[月火水木金土]曜?|ニュース|プレスリリース|お知らせ|重要|新着|カテゴリ[ー]?|各位|第\d+報|PM|AM|JST"
)
_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d\d)[_\-/.]?(0[1-9]|1[0-2])[_\-/.]?(0[1-9]|[12]\d|3[01])(?!\d{5})")
_ARTICLE = re.compile(
    r"(?:は|が)(?:\d{1,2}日|\d{1,2}月\d{1,2}日)[、に][^。]{4,200}?(?:発表した|公表した|明らかにした|発表しました|公表しました|謝罪した|分かった|わかった)"
)


_REPORTER = re.compile(r"ということです|によりますと|としています|発表した。|発表しました|明らかにした|によると")
_WE = re.compile(r"弊社|当社|本学|当院|本校|当行|深くお詫び")


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a part. `stated` is the moment in the text that states it, `printed` the misprint it replaces."""

    anchor: Anchor
    stated: Moment | None = None
    printed: str = ""
    by: str = ""


def dateline(page: Page, part: Part, dates: Sequence[Moment]) -> Moment | None:
    """The date that the page puts on itself: after the headline, alone on a line, or under a label."""
    key = (part.start, part.end, part.headline.start if part.headline else -1)
    if key not in page.datelines:
        page.datelines[key] = _dateline(page, part, dates)
    found: Moment | None = page.datelines[key]
    return found


def _dateline(page: Page, part: Part, dates: Sequence[Moment]) -> Moment | None:
    inside = [moment for moment in dates if part.start <= moment.start < part.end]
    if part.headline is not None:
        tail = [one for one in inside if part.headline.start <= one.start < part.headline.end and one.grain == "day"]
        if tail and tail[-1].explicit and _ends(page.text, tail[-1], part.headline.end):
            return tail[-1]
    return _alone(page, part, inside)


def _ends(text: str, moment: Moment, end: int) -> bool:
    return len(re.sub(r"[\s\W]|時|分|更新|掲載|公開|月|火|水|木|金|土|日|曜", "", text[moment.end : end])) <= 6


_BULLETS = ("・", "〇", "○", "●", "◯", "■", "◆", "-", "(", "※")


def _alone(page: Page, part: Part, inside: Sequence[Moment]) -> Moment | None:
    ordered = [line for line in page.lines if part.start <= line.start < part.end]
    starts = [line.start for line in ordered]
    scored: list[tuple[float, int, Moment]] = []
    for moment in inside:
        if moment.grain != "day" or moment.until is not None or not moment.explicit:
            continue
        place = bisect_right(starts, moment.start) - 1
        if place < 0 or ordered[place].mark.strip() in _BULLETS:
            continue
        line = ordered[place]
        rest = page.text[line.start : moment.start] + page.text[moment.end : line.end]
        score = _standing(rest, place, len(ordered))
        if score:
            scored.append((-score, moment.start, moment))
    return min(scored, key=lambda one: one[:2])[2] if scored else None


_EVENTFUL = re.compile(r"発生|発覚|判明|経緯|利用|購入|期間|予約|決済|紛失|頃|ごろ|から|まで|対象|検知|開催|[~→]")


def _standing(rest: str, place: int, lines: int) -> float:
    """How much a line with a date looks like a dateline; 0 when it does not."""
    if len(rest) > 90 or _EVENTFUL.search(rest):
        return 0
    left = len(_QUIET.sub("", rest))
    top, bottom = place < 6, place >= lines - 8
    if left > (26 if bottom or place < 3 else 14) or re.search(r"。|(?:した|ます|する|ある)$", rest.strip()):
        return 0
    score = 3.0 if _LABEL.search(rest) else 1.0 if _UPDATED.search(rest) else 2.0
    score += 1.0 if top else 0.6 if bottom else 0
    return score - left * 0.02 if (top or bottom or _LABEL.search(rest)) else 0


def day_of(page: Page, part: Part, dates: Sequence[Moment], neighbours: Sequence[Moment]) -> Day:
    """The day from which the part's relative dates count."""
    text = page.text[part.start : part.end]
    article = _ARTICLE.search(text) is not None or (_REPORTER.search(text) is not None and _WE.search(text) is None)
    stated = dateline(page, part, dates)
    if stated is not None:
        mended, by = _mended(page, part, stated, dates, neighbours)
        anchor = Anchor(mended.year, mended.month, mended.day, article)
        return Day(anchor, mended._replace(by=by or mended.by), stated.iso if mended.year != stated.year else "", by)
    whole = dateline(page, Part(0, len(page.text), tuple(page.sentences), headline=page.title), dates)
    if whole is not None:
        return Day(Anchor(whole.year, whole.month, whole.day, article), None, "", "page date")
    digits = _DIGITS.search(page.text[:400]) or _DIGITS.search(page.name)
    if digits:
        year, month, day = (int(part) for part in digits.groups())
        here = digits.string is page.text[:400] or digits.string == page.text[:400]
        stated = (
            Moment(digits.start(), digits.end(), year, month, day, None, "file", True, "day", "file name")
            if here
            else None
        )
        return Day(Anchor(year, month, day, article), stated, "", "file name")
    return Day(_from_body(page, part, dates, article), None, "", "neighbour")


_PERIOD = re.compile(r"\s*(?:から|以降|以前|~|-|までの|まで|当時|末|頃から|生まれ|度)")
_AFTER = re.compile(r"(?:から|~|-)\s*$")


def _in_period(text: str, moment: Moment) -> bool:
    """Whether the date bounds a period (of use, of storage), which does not date the page."""
    return (
        _PERIOD.match(text, moment.end) is not None or _AFTER.search(text[moment.start - 4 : moment.start]) is not None
    )


_TELLS = re.compile(r"(?:付け)?(?:に|で|、)[^。\n]{0,190}?(?:発表|公表|明らかに)し")


def _told_on(text: str, moment: Moment) -> bool:
    """Whether the date is the day of the announcement: 「A市は6月18日、…と発表した」."""
    leads = re.search(r"(?:は、?|^|[。\n])\s*$", text[max(0, moment.start - 4) : moment.start]) is not None
    return leads and _TELLS.match(text[moment.end : moment.end + 200]) is not None


def _from_body(page: Page, part: Part, dates: Sequence[Moment], article: bool) -> Anchor:
    """Without a dateline: an explicit day beside 発表 or 公表, else the latest explicit year and nothing more."""
    every = [one for one in dates if part.start <= one.start < part.end and not one.school_year]
    inside = [one for one in every if one.explicit and not _in_period(page.text, one)]
    for moment in inside:
        if moment.grain == "day" and re.match(
            r"(?:付け)?(?:に|で|、)?[^。\n]{0,120}?(?:発表|公表)", page.text[moment.end : moment.end + 140]
        ):
            return Anchor(moment.year, moment.month, moment.day, article)
    inside = inside or [one for one in dates if one.explicit and not one.school_year and not _in_period(page.text, one)]
    years = [one.year for one in inside if one.year]
    year = max(years) if years else None
    latest = max(((one.year, one.month or 1, one.day or 1) for one in inside if one.year), default=None)
    for moment in every:
        if moment.month and moment.day and not moment.explicit and _told_on(page.text, moment):
            known = latest is None or year is None or (year, moment.month, moment.day) >= latest
            return Anchor(year if known else None, moment.month, moment.day, article)
    before = [one for one in dates if one.explicit and one.start < part.start and one.grain == "day" and one.month]
    if before and not inside_of(part, every) and before[-1].year == year:
        return Anchor(year, before[-1].month, None, article)
    return Anchor(year, None, None, article)


def inside_of(part: Part, every: Sequence[Moment]) -> bool:
    """Whether a part of a round-up has a month of its own; without one it goes on from the part before."""
    return any(one.month is not None and one.start < part.end for one in every)


def _mended(
    page: Page, part: Part, stated: Moment, dates: Sequence[Moment], neighbours: Sequence[Moment]
) -> tuple[Moment, str]:
    """The day meant where the printed year is a slip: weekdays or eras of the notice, or the days around it, tell."""
    year = stated.year or 0
    inside = [one for one in dates if part.start <= one.start < part.end and one.start != stated.start]
    others = {one.year for one in inside if one.explicit and one.year}
    if others and min(others) > year + 1:
        return stated._replace(year=max(others)), "era"
    weekdays = [one for one in inside if one.weekday is not None and not one.explicit and one.month and one.day]
    near = [one for one in neighbours if one.start != stated.start and one.year]
    [(other, times)] = Counter(one.year or 0 for one in near).most_common(1) or [(year, 0)]
    if times >= 2 and abs(other - year) > 2:
        months = [abs((one.month or 0) - (stated.month or 0)) for one in near]
        if min(months) <= 2:
            return stated._replace(year=other), "neighbour"
    if len(weekdays) >= 2 and not any(_fits(one, year) for one in weekdays):
        fitting = [
            other
            for other in (year + 10, year - 10, year + 20, year + 1, year - 1)
            if all(_fits(one, other) for one in weekdays)
        ]
        if fitting:
            return stated._replace(year=fitting[0]), "weekday"
    return stated, ""


def _fits(moment: Moment, year: int) -> bool:
    whole = moment._replace(year=year).as_date
    return whole is not None and whole.weekday() == moment.weekday
