"""Dates as Japanese (and English) pages write them, found and resolved.

Found: 2023年7月14日, 令和5年7月14日, R5.7.14, 2023/7/14, 7月14日(金), 14日, 同日, 同19日, 翌20日, 先月13日,
昨年7月, July 14, 2023.
Resolved from the page alone: from the page's own day (the anchor) and from the dates before. What the page does not
give stays X, and `by` says what filled the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tenmatsu.disclosures.normal import number

_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS)
_WEEKDAY = r"(?:\s?\((?P<w{n}>[月火水木金土日])(?:曜日?)?(?:[・,、]?祝日?)?\))?"
_K = "[〇一二三四五六七八九十元]"

_DATE = re.compile(
    r"(?=[0-9令平昭同翌前当本昨今先去一おこさRHSJFMASOND〇二三四五六七八九十])(?![おこ][^と]|さ[^今き])(?:"
    rf"(?P<era>令和|平成|昭和)(?P<ey>\d{{1,2}}|{_K}{{1,3}})年?度?(?:\(\d{{4}}年?度?\)年?)?"
    rf"(?:(?<=[年)])(?P<em>\d{{1,2}}|{_K}{{1,3}})月(?:(?P<ed>\d{{1,2}}|{_K}{{1,3}})日{_WEEKDAY.format(n=1)})?)?"
    r"|(?<!\d)(?P<y>\d{4})年?(?:\((?:令和|平成)(?:\d{1,2}|元)年?\))?年?(?<=[年)])度?"
    rf"(?:(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日{_WEEKDAY.format(n=2)})?)?"
    r"|(?<![\d.,/\-])(?P<sy>(?:19|20)\d\d)(?P<sep>[/.\-])(?P<sm>\d{1,2})(?:(?P=sep)(?P<sd>\d{1,2}))(?![\d])"
    rf"{_WEEKDAY.format(n=3)}"
    r"|(?<![A-Za-z])(?P<re>[RHS])(?P<ry>\d{1,2})[./年](?P<rm>\d{1,2})[./月](?P<rd>\d{1,2})日?"
    r"|(?P<rel>今年|ことし|(?<!日)本年(?!金|間)|昨年|去年|一昨年|おととし|同年|翌年|"
    r"前年|さ?今月|先月|前月|同月|翌月|本月|先々月|さきおととし)度?の?"
    rf"(?:(?P<xm>\d{{1,2}})月)?(?:(?<=月)(?P<xd>\d{{1,2}})日(?!間){_WEEKDAY.format(n=4)})?"
    rf"|(?P<near>同|翌|前)(?P<nd>\d{{1,2}})日(?!間){_WEEKDAY.format(n=5)}"
    r"|(?<!\d)(?<![平成令和昭\d])(?P<yy>[0-3]\d)年(?P<ym>\d{1,2})月(?:(?P<yd>\d{1,2})日)?"
    r"|(?P<same>同)(?=(?:午[前後])?\d{1,2}時)"
    r"|(?P<day>翌々日|同日|翌日|前日|当日|本日|昨日|一昨日|翌朝)(?!付け?の)"
    r"|(?<![\d.年])(?<!\d,)(?P<fm>1[0-2]|0?[1-9])月(?P<fa>\d{1,2})日?[~-](?P<fb>\d{1,2})日(?!間)"
    rf"|(?<![\d.年])(?<!\d,)(?P<bm>1[0-2]|0?[1-9])月(?!間|額|次|例|刊|分の)(?:(?P<bd>\d{{1,2}})日(?!間)"
    rf"{_WEEKDAY.format(n=6)})?"
    rf"|(?P<km>{_K}{{1,2}})月(?P<kd>{_K}{{1,3}})日"
    r"|(?<![\d/])(?P<lm>1[0-2]|0?[1-9])/(?P<ld>[0-3]?\d)(?![\d/])"
    rf"{_WEEKDAY.format(n=7)}"
    r"|(?<![\d.月年/])(?<!\d,)(?P<od>[12]\d|3[01]|0?[1-9])日(?!間|の間|分|後|以内|以上|"
    r"程度|前|目|々|ごと|本|数|当た|あた|経|ほど|を要|未満)"
    rf"{_WEEKDAY.format(n=8)}"
    rf"|(?P<en>{_MONTH})\s(?P<end>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<eny>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<en2>{_MONTH})\s(?P<eny2>(?:19|20)\d\d)"
    rf"|(?P<en3>{_MONTH})\s(?P<end3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]?\s?\d)"
    r")"
)
_LAW = re.compile(r"\(?(?:年)?(?:法律|政令|省令|条例|規則|告示|通達|法)第")
_LATER = re.compile(
    r"予定|開催|実施し?ます|再開|開設|開始(?:する|し?ます|予定)|から(?:順次|再開)|以降(?:順次|"
    r"に)|までに|めど|目途|目処|締切|期限"
)
_DAYS = {"同日": 0, "当日": 0, "翌日": 1, "翌朝": 1, "翌々日": 2, "前日": -1}
_TO_PAGE = {"本日": 0, "昨日": -1, "一昨日": -2}
_YEARS = {"今年": 0, "ことし": 0, "本年": 0, "昨年": -1, "去年": -1, "一昨年": -2, "おととし": -2, "さきおととし": -3}
_PAGE_MONTHS = {"今月": 0, "さ今月": 0, "本月": 0, "先月": -1, "前月": -1, "先々月": -2}


class Moment(NamedTuple):
    """A date found at text[start:end]. Parts are None where neither the words nor the page give them."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    word: str = ""
    explicit: bool = False
    grain: str = "day"
    by: str = ""
    until: tuple[int | None, int | None, int | None] | None = None
    school_year: bool = False

    @property
    def iso(self) -> str:
        """`2023-07-14`, `XXXX-07-14`, `2023-07`, or a range `a/b`."""
        first = _iso(self.year, self.month, self.day, self.grain)
        if self.until is None:
            return first
        grain = "day" if self.until[2] else "month" if self.until[1] else "year"
        return f"{first}/{_iso(*self.until, grain)}"

    @property
    def as_date(self) -> date | None:
        """The day as a `date` when all of it is known and it exists."""
        return _real(self.year, self.month, self.day)


def _iso(year: int | None, month: int | None, day: int | None, grain: str) -> str:
    parts = ["XXXX" if year is None else f"{year:04d}"]
    if grain in ("month", "day"):
        parts.append("XX" if month is None else f"{month:02d}")
    if grain == "day":
        parts.append("XX" if day is None else f"{day:02d}")
    return "-".join(parts)


def _real(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def scan(text: str) -> list[Moment]:
    """All dates in folded text, as written; citations of laws and impossible days are left out."""
    found: list[Moment] = []
    for match in _DATE.finditer(text):
        moment = _written(match)
        if moment is not None and not _LAW.match(text, match.end()):
            found.append(moment)
    return found


def _int(value: str | None) -> int | None:
    return None if value is None else int(value) if value.isdecimal() else number(value)


_Parts = re.Match[str]
_Day = tuple[int | None, int | None, int | None]
_WEEKDAYS = tuple(f"w{n}" for n in range(1, 9))


def _written(match: re.Match[str]) -> Moment | None:
    """What the words themselves give; None for a day that cannot be, and for 先月7月 and a bare 7/14."""
    g, text = match, match.group()
    weekday = next((g[name] for name in _WEEKDAYS if g[name]), None) if text.endswith(")") else None
    word = "同日" if g["same"] else g["rel"] or g["near"] or g["day"] or ""
    whole = _with_its_year(g)
    year, month, day = whole or (None, *_without_year(g))
    if (g["rel"] and word.endswith("月") and month is not None) or (g["lm"] and not weekday):
        return None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if year is not None and not 1926 <= year <= 2100:
        return None
    return Moment(
        match.start(), match.end(), year, month, day, "月火水木金土日".index(weekday) if weekday else None, word,
        whole is not None, _grain(word, month, day), "as written" if whole else "",
        (None, month, int(g["fb"] or 0)) if g["fm"] else None, "年度" in text or text.endswith("度"),
    )  # fmt: skip


def _with_its_year(g: _Parts) -> _Day | None:
    """The day of a date that prints its year; None when it does not."""
    if g["era"]:
        return _ERA[g["era"]] + _era_year(g["ey"] or ""), _int(g["em"]), _int(g["ed"])
    if g["re"]:
        return _ERA[g["re"]] + int(g["ry"] or 0), _int(g["rm"]), _int(g["rd"])
    if printed := g["y"] or g["sy"]:
        return int(printed), _int(g["m"] or g["sm"]), _int(g["d"] or g["sd"])
    if printed := g["eny"] or g["eny2"]:
        return int(printed), _english(g["en"] or g["en2"] or ""), _int(g["end"] or g["d2"])
    return (2000 + int(g["yy"]), _int(g["ym"]), _int(g["yd"])) if g["yy"] else None


def _without_year(g: _Parts) -> tuple[int | None, int | None]:
    """Month and day of a date that leaves its year to the page."""
    if g["en3"]:
        return _english(g["en3"]), _int(g["end3"])
    month = g["fm"] or g["xm"] or g["bm"] or g["km"] or g["lm"]
    day = g["fa"] or g["xd"] or g["nd"] or g["bd"] or g["kd"] or g["ld"] or g["od"]
    return _int(month), _int(day)


def _era_year(written: str) -> int:
    return 1 if written == "元" else number(written) or 1


def _english(name: str) -> int:
    return next(place for place, month in enumerate(_MONTHS, 1) if month.startswith(name.rstrip(".")[:3]))


def _grain(word: str, month: int | None, day: int | None) -> str:
    if day is not None or word in _DAYS or word in _TO_PAGE:
        return "day"
    return "month" if month is not None or word.endswith("月") else "year"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The page's own day, as far as known, from which relative dates are counted."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    article: bool = False

    @property
    def as_date(self) -> date | None:
        """The anchor as a whole day."""
        return _real(self.year, self.month, self.day)


_TO = re.compile(
    r"\s*(?:(?:\d{1,2}[時:]\S{0,6}|午[前後]\S{1,8}|深夜|未明|早朝|昼|夜|夕方|正午)?(?:頃|ごろ)?)?"
    r"\s*(?:から|より|~|-(?!-)|→|以降|to|through|until)\s*(?:同年?|翌)?\s*$"
)
_BOTH = re.compile(r"\s*(?:、|,|及び|および|と|・)\s*$")
_TWO_DAYS = re.compile(r"(?:の\d日間|の両日)")


def resolve(text: str, found: Sequence[Moment], anchor: Anchor, dateline: int = -1) -> list[Moment]:
    """The dates with what context gives them, ranges joined. The one at offset `dateline` leads no other."""
    known: list[Moment] = []
    previous: Moment | None = None
    for moment in found:
        full = _complete(text, moment, previous, anchor)
        if full.until is not None and full.until[0] is None:
            full = full._replace(until=(full.year, *full.until[1:]))
        known.append(full)
        if moment.start != dateline and (full.grain != "year" or previous is None):
            previous = full
    return _ranges(text, known)


def _complete(text: str, moment: Moment, previous: Moment | None, anchor: Anchor) -> Moment:
    if moment.explicit:
        return moment
    if moment.word in _DAYS or moment.word in _TO_PAGE:
        return _by_day(moment, previous, anchor)
    if moment.word in ("同", "翌", "前"):
        return _in_month(moment, previous or _as_moment(anchor))
    if moment.word.endswith("月"):
        return _by_month(moment, previous, anchor)
    if moment.word:
        return _by_year(moment, previous, anchor)
    if moment.month is None:
        return _bare_day(text, moment, previous, anchor)
    return _with_year(text, moment, previous, anchor)


def _as_moment(anchor: Anchor) -> Moment:
    return Moment(0, 0, anchor.year, anchor.month, anchor.day)


def _by_day(moment: Moment, previous: Moment | None, anchor: Anchor) -> Moment:
    to_page = moment.word in _TO_PAGE
    base = _as_moment(anchor) if to_page or previous is None else previous
    shift = _TO_PAGE[moment.word] if to_page else _DAYS[moment.word]
    by = "page date" if to_page or previous is None else "neighbour"
    year, month, day = base.until if base.until and not to_page else (base.year, base.month, base.day)
    whole = _real(year or 2000, month, day)
    if whole is None:
        return moment._replace(year=year, month=month, day=day, by=by)
    moved = whole + timedelta(days=shift)
    return moment._replace(year=moved.year if year else None, month=moved.month, day=moved.day, by=by)


def _in_month(moment: Moment, base: Moment) -> Moment:
    year, month = base.year, base.month
    if moment.word == "翌" and month and moment.day and base.day and moment.day < base.day:
        year, month = (year + 1 if year else None, 1) if month == 12 else (year, month + 1)
    return moment._replace(year=year, month=month, by="neighbour")


def _by_month(moment: Moment, previous: Moment | None, anchor: Anchor) -> Moment:
    if moment.word in ("同月", "翌月") or (moment.word == "前月" and previous):
        base, by = previous or _as_moment(anchor), "neighbour"
        shift = {"同月": 0, "翌月": 1, "前月": -1}[moment.word]
    else:
        base, by, shift = _as_moment(anchor), "page date", _PAGE_MONTHS[moment.word]
    if base.month is None:
        return moment._replace(year=base.year, by=by)
    months = (base.year or 2000) * 12 + base.month - 1 + shift
    return moment._replace(year=months // 12 if base.year else None, month=months % 12 + 1, by=by)


def _by_year(moment: Moment, previous: Moment | None, anchor: Anchor) -> Moment:
    near = moment.word in ("同年", "翌年", "前年")
    base = previous.year if near and previous else anchor.year
    shift = {"同年": 0, "翌年": 1, "前年": -1}[moment.word] if near else _YEARS[moment.word]
    return moment._replace(year=None if base is None else base + shift, by="neighbour" if near else "page date")


def _bare_day(text: str, moment: Moment, previous: Moment | None, anchor: Anchor) -> Moment:
    """「14日」: the month goes on from a date shortly before, else it is the page's month."""
    day = moment.day or 0
    if (
        previous is not None
        and previous.month is not None
        and not (previous.until and "。" in text[previous.end : moment.start])
    ):
        between = text[previous.end : moment.start]
        last = (previous.until or (None, None, None))[2] or previous.day or 0
        close = between.count("。") == 0 and len(between) <= 80
        going_on = not anchor.article and len(between) <= 400
        vague = previous.grain == "month" and len(between) > 10
        if (close or going_on) and not vague and (day >= last or (close and previous.day is None)):
            return moment._replace(year=previous.year, month=previous.month, by="neighbour")
    if anchor.month is None:
        if previous is not None and previous.month is not None and day >= (previous.day or 0):
            return moment._replace(year=previous.year, month=previous.month, by="neighbour")
        return moment._replace(year=anchor.year)
    year, month = anchor.year, anchor.month
    later = anchor.day is not None and day > anchor.day + 7 and not _LATER.search(text, moment.end, moment.end + 40)
    if later and not (previous and previous.month == month):
        year, month = (year - 1 if year else None, 12) if month == 1 else (year, month - 1)
    return moment._replace(year=year, month=month, by="page date")


def _with_year(text: str, moment: Moment, previous: Moment | None, anchor: Anchor) -> Moment:
    """「7月14日」: the year of the date before when it goes on from there, else the last such day up to the page's."""
    month, day = moment.month or 1, moment.day or 1
    year, by = None, ""
    if previous is not None and previous.year is not None and previous.month is not None:
        ahead = (month, day) >= (previous.month, previous.day or 1)
        near = moment.start - previous.end < 600
        if near and ahead and _goes_on(text, moment, previous, anchor):
            year, by = previous.year, "neighbour"
    if year is None and anchor.year is not None:
        year, by = _up_to(text, moment, anchor), "page date"
    elif year is not None and anchor.as_date is not None and previous is not None and year < anchor.year:  # type: ignore[operator]  # as_date implies a year
        later = _up_to(text, moment, anchor)
        if moment.weekday is not None and later is not None and _fits(later, moment) and not _fits(year, moment):
            year, by = later, "weekday"
    if year is None and previous is not None and previous.year is not None:
        year, by = previous.year, "neighbour"
    if year is not None and moment.weekday is not None and not _fits(year, moment):
        other = next((near for near in (year - 1, year + 1) if _fits(near, moment)), None)
        if other is not None and by != "as written" and anchor.as_date is None:
            year, by = other, "weekday"
    return moment._replace(year=year, by=by)


def _goes_on(text: str, moment: Moment, previous: Moment, anchor: Anchor) -> bool:
    """Whether the year of the date before still holds: the page is of that year, or the story moves on from there."""
    behind = (anchor.year or 0) - (previous.year or 0)
    if anchor.year is None or behind <= 0:
        return True
    if behind > 1 or previous.until is not None:
        return "。" not in text[previous.end : moment.start] and moment.start - previous.end < 60
    first, then = _real(2001, previous.month, previous.day or 1), _real(2001, moment.month, moment.day or 1)
    return first is not None and then is not None and (then - first).days <= 75


def _fits(year: int, moment: Moment) -> bool:
    real = _real(year, moment.month, moment.day)
    return real is not None and real.weekday() == moment.weekday


def _up_to(text: str, moment: Moment, anchor: Anchor) -> int | None:
    if anchor.year is None or anchor.month is None:
        return anchor.year
    month, day = moment.month or 1, moment.day or 1
    if (month, day) <= (anchor.month, anchor.day or 31):
        return anchor.year
    ahead = (month - anchor.month) * 30 + day - (anchor.day or 31)
    planned = _LATER.search(text, moment.end, moment.end + 60) is not None
    return anchor.year if planned or ahead <= 20 else anchor.year - 1


def _ranges(text: str, known: Sequence[Moment]) -> list[Moment]:
    joined: list[Moment] = []
    index = 0
    while index < len(known):
        one = known[index]
        if index + 1 < len(known) and (after := _until(text, one, known[index + 1])) is not None:
            joined.append(after)
            index += 2
            continue
        joined.append(one)
        index += 1
    return joined


def _until(text: str, first: Moment, last: Moment) -> Moment | None:
    gap = text[first.end : last.start]
    if len(gap) > 22 or "\n" in gap or first.word in ("本日", "同日"):
        return None
    two = _BOTH.fullmatch(gap) and _TWO_DAYS.match(text, last.end)
    if not two and not _TO.fullmatch(gap):
        return None
    year, month, day = last.year, last.month, last.day
    if not last.explicit and not last.word and first.year is not None:
        if month is None or (last.grain == "day" and _bare(text, last)):
            month = first.month
        year = first.year + (1 if month and first.month and month < first.month else 0)
    if last.grain == "day" and first.grain == "year":
        return None
    return first._replace(end=last.end, until=(year, month if last.grain != "year" else None, day))


def _bare(text: str, moment: Moment) -> bool:
    return "月" not in text[moment.start : moment.end] and "/" not in text[moment.start : moment.end]
