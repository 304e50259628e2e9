"""Whether every number, date and denial of a paper is what the register and the facts say.

The text is read back from the file as it lies on the disk (Word or HTML), so that a number edited by hand is caught.

- A number of persons or records (6,788,443人, 約679万人, 最大5,000人, 3名, 12 persons) must be one of the `figures`, in
  its own unit: 件 is never taken for 人. 約 may be a figure rounded to the digits shown; 最大 must be an upper bound or
  an exact number, 少なくとも / 以上 a lower one.
- A date must be one that the facts, the register or the day of the paper gives.
- Any other number must stand in a fact, in the figures, or in the template itself.
- A denial (漏えいはありません, 二次被害は確認されていません) needs its date in the same sentence, and says
  確認されていません: nobody can know that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tenmatsu.documents.numerals import plain
from tenmatsu.model import Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may stand in a paper. `bound`: exact, best, at_least, at_most, or earlier.

    An earlier one was corrected since: it stands only before an arrow (793万人 → 6,788,443人)."""

    value: int
    unit: Unit
    bound: str
    source: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a paper may say: figures, days, and the texts whose other numbers may be repeated (facts, the template).

    `quotes` are (name of the fact, its text): a difference that stands in one is named with it. `earlier` are days that
    were corrected since; one stands only before an arrow. `sources` are those of facts, which may be cited whole.
    """

    figures: tuple[Figure, ...]
    days: frozenset[date]
    quotes: tuple[tuple[str, str], ...]
    constants: str
    earlier: frozenset[date] = frozenset()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a paper says and nothing else does: a number, a date or a denial; `where` is the fact it came with."""

    said: str
    why: str
    where: str = ""


_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_AMOUNT = rf"{_DIGITS}(?:\s?[億万千](?:{_DIGITS})?)*"
COUNT = re.compile(
    rf"(?P<lead>約|およそ|最大|多くとも|少なくとも|at most |at least |about )?\s?(?<![\d.])(?P<amount>{_AMOUNT})\s?"
    r"(?P<unit>人(?!以外|日|口|事|材|権|間|工)|名(?!称|前|義|簿|古屋|様)|件(?!名)|persons?\b|people\b|records?\b)"
    r"(?P<tail>以上|以下)?"
)
_STAFF = re.compile(
    r"(?:担当者?|職員|従業員|従業者|社員|スタッフ|作業者|委託先|係員|相談員|オペレーター)(?:の|は|が)?\s?$"
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?"
)
DAY = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})(?:[-/.年]|년 ?)(?P<m>\d{1,2})(?:[-/.月]|월 ?)(?P<d>\d{1,2})[日일]?"
    r"|(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS])\s?(?P<n>\d{1,2}|元)[年./](?P<em>\d{1,2})[月./](?P<ed>\d{1,2})日?"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{_MONTHS}) (?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTHS}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}}))(?!\d)"
)
_SHORT = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日(?!\d)")
"""A day without its year: it must be one of the days that the facts give, in any year."""
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_MONTH = {word[:3]: place for place, word in enumerate(_MONTHS.split("|")[:12], 1)}
_PLACES = {"億": 100_000_000, "万": 10_000, "千": 1000}
_NONE = re.compile(
    r"(?:漏えい|漏洩|流出|二次被害|被害|悪用|不正利用|不正使用|影響)[^。\n]{0,16}?(?:は|も)[^。\n]{0,8}?(?:ありません|ございません|一切な[いし]|なかった(?!か)|ないこと)"
    r"|(?:漏えい|漏洩|流出|悪用|不正利用|不正使用)(?:して|されて)(?:いません|おりません|いない(?!か))"
    r"|被害[^。\n]{0,8}?(?:発生|生じ)[^。\n]{0,4}?(?:いません|おりません|ておらず)"
    r"|\bno (?:personal )?(?:data|information|damage|harm|misuse)\b[^.\n]{0,24}?"
    r"\b(?:leaked|occurred|taken|exposed|disclosed)"
    r"|(?:未|没有|沒有|并未|並未)(?:发生|發生|造成|出现|出現)?[^。\n]{0,6}?(?:泄露|外泄|外洩|洩漏)(?!的(?:可能|风险|風險))"
    r"|(?:유출|피해|오용)[^.\n]{0,6}?(?:없습니다|없었습니다|발생하지 않)"
)
_VAGUE = re.compile(r"(?:数|何)(?:十|百|千|万|億|十万|百万|千万)(?:人|名|件)|半数(?:以上|近く)?の(?:方|人|お客様)")
NOT_SEEN = re.compile(
    r"(?:漏えい|漏洩|流出|二次被害|被害|悪用|不正利用|不正使用)[^。\n]{0,24}?"
    r"(?:(?:確認|把握|発見|検知|報告)(?:され|でき|し)て|認められて|見つかって|見受けられて)(?:いません|おりません|いない|ない)"
    r"|\b(?i:no (?:evidence of |sign of |case of )?(?:any )?(?:leak|leakage|misuse|damage|harm|outflow)[^.\n]{0,24}?"
    r"(?:confirmed|found|seen|reported|identified|detected))"
    r"|\b(?i:not (?:confirmed|found|seen|identified|detected) any[^.\n]{0,24}?(?:leak|misuse|damage|harm|outflow)\w*)"
)


def check(text: str, allowed: Allowed) -> list[Difference]:
    """Every difference of one text, in the order of the text."""
    told = plain(text)
    found = [*_denials(told), *_vague(told)]
    rest, counts = _counts(_cited(told, allowed), allowed)
    rest, days = _days(rest, allowed)
    return [*found, *counts, *days, *_others(rest, allowed)]


def _cited(text: str, allowed: Allowed) -> str:
    """The text without the sources of facts, cited whole: a source (郵送の記録(3名)) counts what it counts itself."""
    for source in allowed.sources:
        text = text.replace(source, " ")
    return text


def amount(text: str) -> tuple[int, int]:
    """(value, smallest place shown): 679万 is 6,790,000 in steps of 10,000; 6万8,100 in steps of 1; 1.2万 of 1,000."""
    total, step = 0, 1
    for number, place in re.findall(rf"({_DIGITS})\s?([億万千]?)", text):
        digits = number.replace(",", "")
        whole, _, part = digits.partition(".")
        size = _PLACES.get(place, 1)
        total += int(whole) * size + (int(part) * size // 10 ** len(part) if part else 0)
        step = max(1, size // 10 ** len(part))
    return total, step


def days_in(text: str) -> frozenset[date]:
    """Every whole date in a text: 2016-06-14, 2016年6月14日, 平成28年6月14日."""
    return frozenset(day for _, day in dates(plain(text)) if day)


def counts_in(text: str) -> list[tuple[int, Unit]]:
    """Every number of persons or records in a text, with its unit."""
    found = COUNT.finditer(plain(text))
    return [(amount(one["amount"])[0], _unit(one)) for one in found]


def _unit(found: re.Match[str]) -> Unit:
    return Unit.RECORDS if found["unit"].startswith(("件", "record")) else Unit.PERSONS


def dates(text: str) -> Iterator[tuple[re.Match[str], date | None]]:
    for found in DAY.finditer(text):
        try:
            yield found, date(*_numbers(found))
        except ValueError:
            yield found, None


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    if found["era"]:
        year = _ERAS[found["era"]] + (1 if found["n"] == "元" else int(found["n"]))
        return year, int(found["em"]), int(found["ed"])
    for one in "12":
        if month := found[f"m{one}"]:
            return int(found[f"y{one}"]), _MONTH[month[:3]], int(found[f"d{one}"])
    return int(found["y"]), int(found["m"]), int(found["d"])


def _counts(text: str, allowed: Allowed) -> tuple[str, list[Difference]]:
    """The text without its counts, and the counts that no figure has."""
    differences = []
    for found in COUNT.finditer(text):
        unit = _unit(found)
        if _STAFF.search(text[: found.start()]) or _equals(found, unit, allowed.figures):
            continue
        where = _quoted(found[0].strip(), allowed)
        if unit is Unit.RECORDS and where:
            continue  # a fact may count letters or mails; only 人 must be one number everywhere
        have = "、".join(
            dict.fromkeys(f"{one.value:,}{one.unit.value}" for one in allowed.figures[:4] if one.unit is unit)
        )
        differences.append(
            Difference(found[0].strip(), f"the register and the facts have {have or 'no such number'}", where)
        )
    return COUNT.sub(" ", text), differences


def _equals(found: re.Match[str], unit: Unit, figures: Iterable[Figure]) -> bool:
    value, step = amount(found["amount"])
    lead = (found["lead"] or "").strip()
    about = lead in ("約", "およそ", "about")
    low = lead in ("少なくとも", "at least") or found["tail"] == "以上"
    high = lead in ("最大", "多くとも", "at most") or found["tail"] == "以下"
    step = max(step, zeros(value)) if about else 1
    for one in figures:
        if one.unit is not unit or (low and one.bound == "at_most") or (high and one.bound in ("at_least", "best")):
            continue
        if one.bound == "earlier" and "→" not in found.string[found.end() :].split("\n", 1)[0]:
            continue
        if one.value == value or (about and abs(one.value - value) * 2 <= step):
            return True
    return False


def zeros(value: int) -> int:
    """The place to which a number was rounded, at most to two digits: 68,100 → 100, 6,790,000 → 10,000."""
    place = 1
    while value and value % (place * 10) == 0 and value >= place * 100:
        place *= 10
    return place


def _days(text: str, allowed: Allowed) -> tuple[str, list[Difference]]:
    unknown = [
        found
        for found, day in dates(text)
        if day not in allowed.days and not (day in allowed.earlier and "→" in text[found.end() :].split("\n", 1)[0])
    ]
    differences = [Difference(one[0], "no fact has this date", _quoted(one[0], allowed)) for one in unknown]
    rest = DAY.sub(" ", text)
    have = {(day.month, day.day) for day in allowed.days | allowed.earlier}
    own = plain(allowed.constants)
    for found in _SHORT.finditer(rest):
        if (int(found[1]), int(found[2])) not in have and found[0] not in own:
            differences.append(Difference(found[0], "no fact has this date", _quoted(found[0], allowed)))
    return rest, differences


def _vague(text: str) -> Iterator[Difference]:
    for found in _VAGUE.finditer(text):
        yield Difference(found[0], "a vague number: say 約, 最大 or 少なくとも with the figure of the register")


def _others(text: str, allowed: Allowed) -> Iterator[Difference]:
    known = "\n".join([plain(one) for one in (allowed.constants, *dict(allowed.quotes).values())])
    numbers = set(NUMBER.findall(known)) | set(NUMBER.findall(" ".join(text for _, text in allowed.quotes)))
    numbers |= {f"{one.value:,}" for one in allowed.figures} | {str(one.value) for one in allowed.figures}
    numbers |= {str(part) for day in allowed.days | allowed.earlier for part in (day.year, day.month, day.day)}
    for found in dict.fromkeys(NUMBER.findall(text)):
        if found.rstrip(",") not in numbers and found not in numbers:
            yield Difference(found.rstrip(","), "it stands in no fact, no figure and not in the template")


def _denials(text: str) -> Iterator[Difference]:
    for found in _NONE.finditer(text):
        yield Difference(
            found[0], "nobody can know that there is none: say 確認されていません with the day and what was looked at"
        )
    for found in NOT_SEEN.finditer(text):
        start = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
        if not DAY.search(text[start : found.end()]):
            yield Difference(found[0], "a denial needs its day in the same sentence (○年○月○日現在)")


def _quoted(said: str, allowed: Allowed) -> str:
    return next((name for name, text in allowed.quotes if said in plain(text)), "")
