# ruff: noqa: E501 (patterns are kept whole)
"""住所 in running text: from the prefecture or city to block, building and room. Cities and towns are looked up in KEN_ALL.

A place without a block (東京都港区に行く) is none; after a postcode it is one up to the town.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from tenmatsu.pii import words
from tenmatsu.pii.spots import CONTEXT, Claim, Finder

PREFECTURE = re.compile("|".join(words.PREFECTURES))
_CITY_END = re.compile("[市区町村]")
_KAN = "一二三四五六七八九十"
_TOWN = r"(?P<town>(?:[一-龠々〆ヶケヵノ之ツぁ-んァ-ヴー]| (?=[一-龠0-9])){0,20}?)"
_N = rf"(?:[0-9]{{1,5}}(?!号室)|[{_KAN}百]{{1,4}}(?=丁目|番|線|号|地割|条[東西南北]?[0-9{_KAN}]))"
_UNIT = r"(?:丁目|番地の|番地|番町|番の?|号(?!室|棟)|地割|線|の(?=[0-9])|ノ(?=[0-9])| ?- ?(?=[0-9])| (?=[0-9]{1,4}(?:番|号(?!室))))"
_NUMBER = rf"(?P<number>[東西南北甲乙丙丁]?{_N}(?:条通|条(?:[東西南北](?={_N}))?|{_UNIT}(?:[東西南北甲乙丙丁イロハ](?=[0-9]))?){{1,2}}(?:{_N}(?:条(?:[東西南北](?={_N}))?|{_UNIT}){{0,2}}){{0,5}}|[0-9]{{1,5}})"
_REST = re.compile(_TOWN + _NUMBER)
_ROOM = r"(?:[A-Z東西南北0-9]{1,2}号?棟[ -]?)?(?:[A-Z]{1,2}-?)?(?!0[0-9])[0-9]{1,4}(?:-[0-9]{1,4})?(?:号室?|号棟|室|F|階|棟|[A-H](?![A-Za-z]))?(?:[ -]?[0-9]{2,4}(?:号室|号|室))?(?![0-9A-Za-z-]|[.(][0-9]|歳|才|円|年|月|日|人|名|件|時|:)"
_HOUSE = r"(?:マンション|ハイツ|コーポ|アパート|メゾン|レジデンス|タワー|ハイム|荘|寮|ビルディング|ビル|団地|住宅|パレス|ヴィラ|ヒルズ|コート|プラザ|ガーデン|ガーデンズ|ホームズ|ハウス|館|シティ|プレイス|テラス|フラット|ドミール|カーサ|シャトー|ロイヤル|グラン|コーポラス|社宅|官舎|宿舎|棟|ホーム|スクエア|センター|庁舎(?:第?[0-9]{1,2}号館)?|Tower|Residence|Building|Bldg\.?|House|Court|Heights)"
_LETTERS = "A-Za-zァ-ヴー一-龠々・ヶ&'."
_BUILDING = re.compile(
    rf"(?=[ ,、\n]{{0,2}}[^\n]{{3,32}}号)[ \t,、\n]{{0,2}}(?:第[0-9一二三四五]{{1,2}})?[{_LETTERS}ぁ-ん]{{2,20}}[ ]?(?:[A-Z]{{1,2}}-?)?[0-9]{{1,4}}号(?:室|(?=[ \n、,)。]|$))"
    rf"|[ \t,、]?(?:(?:第[0-9一二三四五]{{1,2}})?(?:(?<=[ \t])[ぁ-ん](?:[ぁ-ん]|[{_LETTERS}]){{0,14}}?|[{_LETTERS}](?:[{_LETTERS}]|[のがつ](?=[ァ-ヴ一-龠])){{0,19}}?){_HOUSE}(?:[{_LETTERS}]{{0,8}}(?={_ROOM}|[ ]{_ROOM}))?[ ]?(?:{_ROOM})?(?:[ ](?:{_ROOM}))?"
    rf"|[ァ-ヴーA-Z][ァ-ヴーA-Za-z・'&.]{{1,20}}(?: ?[一-龠]{{1,6}})? ?{_ROOM}"
    rf"|[ ]?[A-Z]?[0-9]{{1,4}}(?:号室|号棟[ ]?[0-9]{{1,4}}号?室?)|(?: |-)[0-9]{{1,2}}(?:F|階)(?![A-Za-z0-9]))"
)
_ZIP = re.compile(r"[0-9]{3}-?[0-9]{4}[)\]】]?[\s、,:]{0,4}$")
_BARE_TOWN = re.compile(r"[一-龠々ヶケノ之ツァ-ヴーぁ-ん]{0,16}")
_COUNTER = re.compile(
    r"(?:人|件|名|円|年|月|日|時|分|校|か所|カ所|ヶ所|箇所|戸|世帯|歳|社|店|路線|位|回|票|億|万|千|%|km|m|つ|度|区|か国|,|\.[0-9]|:)"
)


def find(plain: str) -> Iterator[Claim]:
    done = 0
    for start, city_end in _starts(plain):
        if start < done:
            continue
        end, whole = _end(plain, city_end)
        if not whole and end and not _ZIP.search(plain[max(0, start - 14) : start]):
            continue
        if end:
            done = end
            by, score = ("place, town and block", 0.96) if whole else ("place after a postcode", 0.85)
            yield Claim("address", start, end, re.sub(r"\s", "", plain[start:end]), score, by, CONTEXT + 0.8)


def _starts(plain: str) -> list[tuple[int, int]]:
    """Where an address may begin, and where its 市区町村 ends: at a prefecture, or at a city with none before it."""
    found: dict[int, int] = {}
    begun: dict[int, int] = {}
    for one in _CITY_END.finditer(plain):
        begin = _city(plain, one.end())
        if begin is None:
            continue
        edge = begin - (plain[begin - 1 : begin] == " ")
        start = begun.get(begin, begun.get(edge))
        if start is None:
            size = next((size for size in (4, 3) if edge >= size and plain[edge - size : edge] in _PREFECTURES), 0)
            start = edge - size if size else begin
        found[start] = one.end()
        begun[one.end()] = start
    return sorted(found.items())


def _city(plain: str, end: int) -> int | None:
    known = words.cities()
    for length in range(min(11, end), 1, -1):
        name = plain[end - length : end]
        if name in known and name not in _NO_CITY:
            return end - length
    return None


_PREFECTURES = frozenset(words.PREFECTURES)
_NO_CITY = frozenset({"区", "市", "町", "村"})


def _end(plain: str, city_end: int) -> tuple[int, bool]:
    """The end of the address after its city, and whether a block was found; 0 for none."""
    place = city_end + (plain[city_end : city_end + 1] == " ")
    found = _REST.match(plain, place)
    if found and _fits(plain, found):
        end = found.end() - (len(found[0]) - len(found[0].rstrip(" -の")))
        house = _BUILDING.match(plain, end)
        return (end + len(house[0].rstrip()), True) if house else (end, True)
    town = _BARE_TOWN.match(plain, city_end)
    name = town[0] if town else ""
    while name and name not in words.towns():
        name = name[:-1]
    return city_end + len(name), False


def _fits(plain: str, found: re.Match[str]) -> bool:
    town = re.sub(r"^(?:大字|字)|\s", "", found["town"])
    after = plain[found.end() : found.end() + 4]
    bare = found["number"].isdigit()
    if found["number"].startswith("0"):  # a telephone number, no block
        return False
    if after[:1].isdigit() or _COUNTER.match(after) or (bare and re.match("[A-Za-z]", after)):
        return False
    known = _town(town) or (not bare and _begins(town))
    if bare:
        return known and bool(town)
    if re.search("[ぁ-ん]", re.sub("(?<=[一-龠])[のがつ](?=[一-龠])", "", town)) and not known:
        return False
    return known or not re.search("(?:内|役所|役場|在住|市立|区立|町立|村立|議会)$", town)


@cache
def _sorted_towns() -> tuple[str, ...]:
    return tuple(sorted(words.towns()))


def _begins(town: str) -> bool:
    """Whether some town's name begins so: `東めむろ` of 東めむろ二条北, whose rest reads as a number."""
    at = bisect_left(_sorted_towns(), town)
    return len(town) > 1 and at < len(_sorted_towns()) and _sorted_towns()[at].startswith(town)


def _town(town: str) -> bool:
    names = words.towns()
    if town in names or town.replace("ケ", "ヶ") in names or town.replace("ヶ", "ケ") in names:
        return True
    return any(town[:cut] in names for cut in range(len(town) - 1, 1, -1)) and not re.search("[はがをにでと]", town)


FINDER = Finder("address", ("市", "区", "町", "村"), find)
