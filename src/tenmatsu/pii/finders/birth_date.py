# ruff: noqa: E501 (patterns and tables are kept whole)
"""生年月日: days that a word next to them calls a birth (生年月日, 誕生日, 生まれ, 生), or that an age follows; all other days stand aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tenmatsu.pii import dates, words
from tenmatsu.pii.beside_name import ends_with_person
from tenmatsu.pii.spots import CONTEXT, LABEL, SHAPE, Claim, Finder
from tenmatsu.pii.zones import matches

_D = r"[0-9]{1,2}"
_N = r"[〇零一二三四五六七八九十]{1,3}"
DAY = re.compile(
    rf"(?<![0-9.A-Za-z-])(?<![0-9]/)(?:1[89]|20)[0-9]{{2}} ?年 ?\((?:明治|大正|昭和|平成|令和)(?:元|{_D}) ?年?\) ?{_D} ?月 ?{_D} ?日"
    rf"|(?:明治|大正|昭和|平成|令和) ?(?:元|{_D}) ?年 ?\((?:1[89]|20)[0-9]{{2}} ?年?\) ?{_D} ?月 ?{_D} ?日"
    rf"|(?<![0-9.A-Za-z-])(?<![0-9]/)(?:1[89]|20)[0-9]{{2}} ?(?:年 ?{_D} ?月 ?{_D} ?日|([-/.]) ?{_D} ?\1 ?{_D})(?![0-9]|[-/.][0-9])"
    rf"|(?:明治|大正|昭和|平成|令和) ?(?:元|{_D}|{_N}) ?年 ?(?:{_D}|{_N}) ?月 ?(?:{_D}|{_N}) ?日"
    rf"|(?:明治|大正|昭和|平成|令和|(?<![A-Za-z0-9])[MTSHRmtshr]|(?<![一-龠])[明大昭平令]) ?(?:元|{_D}) ?(?:[-/.]|年) ?{_D} ?(?:[-/.]|月) ?{_D}日?(?![0-9]|[-/.][0-9])"
    r"|[一二][〇零一二三四五六七八九]{3}年" + rf"{_N}月{_N}日"
    r"|(?<![0-9A-Za-z.-])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z.-])"
    r"|(?<![A-Za-z0-9])[MTSHRmtshr][0-9]{6}(?![0-9A-Za-z])"
)
_ANCHOR = re.compile(
    r"[-/.月0-9](?:(?<=月) ?[0-9〇一二三四五六七八九十]|(?<=[-/.]) ?[0-9]{1,2} ?[-/.] ?[0-9]|(?<=[0-9])[0-9]{5})"
)
_BEFORE = re.compile(
    r"(?:生年月日|誕生日|生まれた日|うまれた日|たんじょうび|BDAY(?:;[A-Z=;-]{1,24})?|出生(?:年月)?日|せいねんがっぴ|生年|Date of Birth|date of birth|[Bb]irth(?:[ _]?(?:date|day))?|[Bb]orn(?: on)?|DOB|dob|D\.O\.B\.?|生まれ|お誕生日)(?:は|って|いつ|何日|です|でした|だ|っけ|か|の確認|[?？ ]){0,6}"
    r"(?:\([^()\n]{0,8}\))?[ \t]*(?:[】\]〕>:=|/(「『\"]|は|が|を|も|、|\n|:|→)*[ \t]*(?:西暦|和暦)?[ \t]*$"
)
_AFTER = re.compile(
    r"(?:\([^()\n]{1,8}\))?[ \t]*(?:(?:に|付けで|[、,] ?)?(?:[一-龠]{2,8}(?:県|都|府|市|区|町|村)?で)?(?:生まれ|出生|誕生)|(?:で|にて|による)(?:ご)?(?:本人|契約者)(?:様)?(?:の)?(?:ご)?(?:確認|照合)|生(?![産物徒活成命協態存])|うまれ|[、, (/・]{0,3}(?:満|当時|現在)? ?(?P<age>[0-9]{1,3}) ?(?:歳|才)|[、,・/ \t]{1,2}(?:男|女)(?:性|子)?(?![一-龠]))"
)
_SEX = re.compile(r"(?:男性?|女性?|[一-龠ァ-ヴーぁ-ん][ \t]+[MF](?=[ \t]))[ \t]*[、,/・)(]{0,2}[ \t]*$")


_TIME = re.compile(r" [0-9]{1,2}:[0-9]{2}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_ENGLISH = re.compile(
    rf"(?<![A-Za-z])(?P<m>{_MONTH}) (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)[0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9A-Za-z])(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<m2>{_MONTH}),?[ -](?P<y2>(?:19|20)[0-9]{{2}})(?![0-9])"
)
_ENGLISH_BIRTH = ("irth", "DOB", "orn", "D.O.B", "dob", "生")


def find(plain: str) -> Iterator[Claim]:
    if any(word in plain for word in _ENGLISH_BIRTH):
        yield from _english(plain)
    run: list[Claim] = []
    for one in matches(DAY, plain, _ANCHOR, 18, 14):
        day = _read(one[0])
        if day is None:
            continue
        if run and not _COMMA.fullmatch(plain, run[-1].end, one.start()):
            yield from _all_born(run)
            run = []
        score, weight = _birth(plain, *one.span(), day.year)
        kind = "birth_date" if score and 1880 <= day.year <= 2100 else "date"
        by = "day and word for birth" if score else "day"
        run.append(Claim(kind, *one.span(), day.isoformat(), score or 0.9, by, weight if score else SHAPE + 0.6))
    yield from _all_born(run)


_COMMA = re.compile(r" ?[、,・及びと/] ?|及び")


def _all_born(run: list[Claim]) -> list[Claim]:
    """Days with nothing but commas between: when the first and the last are births, those between are."""
    if len(run) < 3 or run[0].kind != "birth_date" or run[-1].kind != "birth_date":
        return run
    first = run[0]
    return [replace(one, kind=first.kind, score=0.85, by=first.by, weight=first.weight) for one in run]


def _english(plain: str) -> Iterator[Claim]:
    """`November 5, 1994` and `5 Nov 1994` behind a word for birth."""
    for one in _ENGLISH.finditer(plain):
        month, day, year = (one[name] or one[name + "2"] for name in "mdy")
        try:
            read = date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))
        except ValueError:
            continue
        score, weight = _birth(plain, *one.span(), read.year)
        if score:
            yield Claim("birth_date", *one.span(), read.isoformat(), score, "day and word for birth", weight)


def _read(text: str) -> date | None:
    text = re.sub(r"\([^()]*\)", "", text)
    plain = re.sub(r"(?<=[0-9年月/.-]) | (?=[年月日/.-])", "", text)
    try:
        parts = re.fullmatch(r"([0-9]{4})[年/.-]([0-9]{1,2})[月/.-]([0-9]{1,2})日?", plain) or re.fullmatch(
            r"([0-9]{4})([0-9]{2})([0-9]{2})", plain
        )
        if parts:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return None
    reading = dates.era(plain) or dates.read(plain)
    return reading.day if reading else None


def _birth(plain: str, start: int, end: int, year: int) -> tuple[float, float]:
    if _BEFORE.search(plain[max(0, start - 36) : start]) and not _TIME.match(plain, end):
        return 0.98, LABEL + 0.2
    after = _AFTER.match(plain, end)
    if after and (after["age"] is None or 1985 <= year + int(after["age"]) <= 2035):
        return 0.95, CONTEXT + 0.5
    before = plain[max(0, start - 64) : start]
    if _SEX.search(before[-8:]):
        return 0.8, CONTEXT
    if year >= 1905 and _SPOKEN.search(_STAMP.sub("", before)) and not _HAPPENED.match(plain, end):
        return 0.85, CONTEXT + 0.2
    if 1905 <= year <= LATEST and not _HAPPENED.match(plain, end):
        if year <= LONG_AGO and _CARD.search(before):
            return 0.7, CONTEXT
        if ends_with_person(before):
            return _of_person(plain, before, end, year)
    return 0.0, 0.0


_STAMP = re.compile(r"\[[-0-9/: ]{4,20}\]")
"""When a line of a chat was written."""
_SPOKEN = re.compile(
    r"(?:生年月日|誕生日|本人確認[は:])(?![^\n]{0,3}[-/.月0-9])(?:(?!日[はが:付に]|発行|取得|登録日|入院|退院|受診|診察|来院|申込|申請|届出|提出|受付|更新|有効|期限|[0-9]{4}[-/年]).){0,48}$"
    r"|(?:生年月日|誕生日).{0,14}[0-9日][^0-9\n]{0,10}(?:登録は|正しくは|正は|ではなく|の誤り|→|訂正|だったか|か|または|もしくは)[、 「『\"]{0,2}$",
    re.DOTALL,
)
"""Spoken of a few words or a line of talk ago: `生年月日が違うようです。正しくは`; another day's word between says it is another."""
_HAPPENED = re.compile(
    r"[」』\"]?(?:に(?!生)| ?[0-9]{1,2}:[0-9]{2}|から|まで|より|付|以降|以前|現在|時点|頃に|ごろ|[ (（]?[月火水木金土日][)）曜])"
)
LATEST, RECENT, LONG_AGO = 2022, 2018, 2008
_CARD = re.compile(
    r"(?:免許証?|旅券|パスポート|在留カード|国籍)(?![^\n]*(?:期限|交付|有効|発行|取得|満了|から|まで))[^\n]{1,24}$"
)


def _of_person(plain: str, before: str, end: int, year: int) -> tuple[float, float]:
    """A day right behind a person is a birth when it is long ago, in brackets, or when an address or telephone follows."""
    if _CONTACT.match(plain, end) or "生年月日" in before:
        return 0.8, CONTEXT
    bracketed = before.endswith("(") and plain[end : end + 1] == ")"
    return (0.6, CONTEXT) if year <= (RECENT if bracketed else LONG_AGO) else (0.0, 0.0)


_CONTACT = re.compile(
    r"[\"」)]{0,2} ?[、,;/|\t]? ?[\"]?(?:保護者|連絡先|[父母](?![一-龠ぁ-ん])|母子|電話|TEL|携帯|[A-Za-z0-9._+-]{1,64}@|\(?0[0-9]{1,4}[-()0-9]|〒|"
    f"{words.PREFECTURE}|{words.CITY})"
)


FINDER = Finder("birth_date", ("年", "-", "/", ".", "生", "irth", "DOB", "orn", "dob"), find)
