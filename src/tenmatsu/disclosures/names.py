"""Names of organisations: by legal form, by the kind of house that ends them, or by where they stand in a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tenmatsu.disclosures import lexicon

_BODY = r"A-Za-z0-9&'+!.\-一-鿿々〆ヶァ-ヺー・"
_LEGAL = "|".join(map(re.escape, sorted(lexicon.words("names", "legal"), key=len, reverse=True)))
_KIND = lexicon.trie(lexicon.words("names", "kinds"))
_NOT = frozenset(lexicon.words("names", "not_names"))
_COMMON = lexicon.words("names", "common")
_HIRA = r"(?:[ぁ-ん]{2,7}?(?=[はがのをにへとでも、。()「」\s,]|$|[一-鿿ァ-ヺA-Za-z]))"

_FORMAL = re.compile(
    rf"(?<![ぁ-ん{_BODY}])[一-鿿ァ-ヺー]{{1,8}}(?![のはがをにへでと])[ぁ-んゝゞ]{{2,6}}(?<![のはがをにへでと])[{_BODY}]{{0,12}}(?:{_LEGAL})|"
    rf"(?:{_LEGAL})[ 　]?[ぁ-ん]{{2,8}}(?<![のはがをにへで])[{_BODY}]{{1,12}}(?=[はがのをにへとでも、。(「\s]|$)|"
    rf"(?:{_LEGAL})[ 　]?[ぁ-ん]{{2,8}}[{_BODY}]{{1,14}}(?:{_KIND})(?![{_BODY}])|(?<![ぁ-ん{_BODY}])[ぁ"
    rf"-ん]{{2,6}}[{_BODY}]{{1,16}}(?:{_LEGAL})|"
    rf"(?:{_LEGAL})[ 　]?(?:[{_BODY}]{{2,28}}|{_HIRA}[{_BODY}]{{0,14}})(?:[ ](?=[{_BODY}]{{2,12}}(?:"
    rf"{_KIND}))[{_BODY}]{{2,12}})?"
    rf"|(?:[{_BODY}]{{1,24}}|{_HIRA})(?:{_LEGAL})"
)
_ENGLISH = re.compile(
    r"(?:[A-Z][A-Za-z0-9&\-]+[ ]){1,5}(?:Co\.,? Ltd\.|Inc\.|Corporation|Corp\.|University|"
    r"Hospital|Ltd\.|LLC|K\.K\.|Group|Holdings|Bank|College|Association|Foundation)"
)
_TOWN = re.compile(
    r"(?:[一-鿿]{2,3}[都道府県](?:[一-鿿ヶケノァ-ヺー]{1,6}|[一-鿿]{0,2}[ぁ-ん]{2,5}[一-鿿]{0,3})[市町"
    r"村区]|(?<![ぁ-んァ-ヺー一-鿿A-Za-z0-9])[一-鿿]{0,2}[ぁ-ん]{2,5}[一-鿿]{0,3}[市町村](?![一-鿿]{0,"
    r"3}(?:人|民|内|外|場|長))"
    rf"|(?<![{_BODY}])[一-鿿]{{1,5}}(?:市|町|村|県)(?=[一-鿿ァ-ヺ]{{1,12}}(?:部|課|室|局|係)(?![一-鿿])))"
    r"(?:教育委員会|教委|役所|役場|立[一-鿿ァ-ヺーぁ-ん]{0,12}(?:学校|病院|高校|保育園|"
    r"保育所|園|センター|図書館)|社会福祉協議会|消防本部|議会)?"
)
_SOFT = re.compile(
    rf"(?<![ぁ-ん{_BODY}])[一-鿿]{{0,6}}(?![のはをがにでとへもやなし])[ぁ-ん]{{1,5}}[ぁ-ん](?<![のはを"
    rf"がにへもたいる])[一-鿿ァ-ヺー]{{0,10}}?"
    r"(?:病院|医院|クリニック|診療所|保育園|幼稚園|こども園|小学校|中学校|高等学校|"
    r"高校|学園|学院|大学|銀行|信用金庫|信用組合|生命保険|生命|福祉会|協会|薬局|支援学校|"
    r"製菓|食品|電力|ガス|証券|鉄道)"
)
_RUN = re.compile(rf"(?:(?<![ぁ-ん{_BODY}])[ぁ-ん]{{2,4}})?[{_BODY}]{{2,}}|(?<![ぁ-ん{_BODY}])[ぁ-ん]{{2,4}}[{_BODY}]")
_KINDS = lexicon.words("names", "kinds")
_KIND_ENDS = frozenset(kind[-1] for kind in _KINDS)
_KIND_LAST = re.compile(rf"(?:{_KIND})(?![{_BODY}])")
_PLAIN = rf"[A-Za-z一-鿿ァ-ヺ々][{_BODY} ]{{1,22}}"
_OPEN = re.compile(r"^[\s■□◆◇●○◎▼▽★☆※・〇*#>\-]*(?:\(?\d{1,3}[.．、)]|\d{1,2}\s|[①-⑳])?\s*")
_TAG = re.compile(r"[【\[〈《<](?P<inner>[^】\]〉》>]{1,40})[】\]〉》>]\s*")
_DAY = re.compile(r"\(?(?:\d{4}[年/.\-])?\d{1,2}[月/.\-]\d{1,2}日?(?:\([月火水木金土日]\))?\)?[\s:、]*")
_SUBJECT = re.compile(
    rf"^(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[、\s]?「?(?P<name>{_PLAIN}?)(?:」(?=\d)|」?(?:\([^)]{{1,30}}\))?(?:、|"
    rf",|は(?!い)|で(?:は|も)?、|が(?!ん)|の(?=顧客|会員|個人|患者|利用者|サーバ|元|社員|従業員|子会社)|「|"
    rf"$))"
)
_PRONOUN = re.compile(
    r"^(?:当該?|同|本|弊|他の?|各|貴|某|全|両|御|この|その|どの|複数の?)(?:都道府県|"
    r"市町村|市|町|村|区|県|府|社|校|小(?!田|林|山|松|樽|野|金|平|牧|諸|浜|川|国)|紙|"
    r"誌|署|学(?!館|院)|院|行|会|組合|協会|機構|財団|庁|省|局|病院|大学|高校|学校|グループ|"
    r"サービス|システム|サイト|件|人|年|月|日|部|課|園|店|所|銀行|団体|法人|教委|センター|"
    r"施設|事業所)"
    r"|^(?:近隣|県内|市内|都内|府内|町内|国内|関係)"
)
_TRIM = re.compile(
    r"^(?:.*(?:\d(?:年度?|月|日|時|分)|する|した|ある|いる|及び|並びに|または|又は|子会社|大手|関連会社|グループ会社|運営会社|老舗))(?=[A-Za-z一-鿿ァ-ヺ]{2})"
)
_AUTHORITY = re.compile(
    r"個人情報保護委員会|観光庁|警視庁|警察庁|[^\s、。]{2,3}(?:道府?|県|府)警(?:察本部|"
    r"察)?$|警察署$|総務省|金融庁|財務局|文部科学省|厚生労働省|経済産業省|国土交通省|"
    r"消費者庁|デジタル庁|監督官庁|労働基準監督署|JPCERT|情報処理推進機構|国民生活センター"
)


class Name(NamedTuple):
    """A name at text[start:end]."""

    text: str
    start: int
    end: int


def named(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The names in a stretch of text that show by their build that they are names."""
    stop = len(text) if end is None else end
    found = list(_built(text, start, stop))
    if len(found) > 1:
        found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Name] = []
    for one in found:
        if usable(one.text) and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


_AFTER_KANA = (
    *("病院", "医院", "クリ", "診療", "保育", "幼稚", "こど", "高", "学", "小学", "中学", "大学", "銀行", "信用"),
    *("生命", "福祉", "協会", "薬局", "支援", "製菓", "食品", "電力", "ガス", "証券", "鉄道"),
)
_HIRAGANA = re.compile("|".join(f"{word}(?<=[ぁ-ん]{word})" for word in _AFTER_KANA))


def _built(text: str, start: int, stop: int) -> Iterator[Name]:
    """By legal form, by town, by the kind of house that ends a run of letters."""
    stretch = text[start:stop]
    if "社" in stretch or "法人" in stretch or "組合" in stretch or "(株" in stretch or "(有" in stretch:
        for match in _FORMAL.finditer(text, start, stop):
            if (one := _trimmed(match.group(), match.start())) is not None:
                yield one
    if "." in stretch or "University" in stretch or "Group" in stretch:
        for match in _ENGLISH.finditer(text, start, stop):
            yield Name(match.group(), match.start(), match.end())
    if "市" in stretch or "町" in stretch or "村" in stretch or "区" in stretch:
        for match in _TOWN.finditer(text, start, stop):
            yield Name(match.group(), match.start(), match.end())
    if _HIRAGANA.search(stretch):
        for match in _SOFT.finditer(text, start, stop):
            yield Name(match.group(), match.start(), match.end())
    for match in _RUN.finditer(text, start, stop) if _KIND_LAST.search(text, start, stop) else ():
        written = match.group()
        if written[-1] not in _KIND_ENDS or len(written) > 26 or not written.endswith(_KINDS):
            continue
        if (one := _trimmed(written, match.start())) is not None:
            yield one


def _trimmed(written: str, start: int) -> Name | None:
    """Without what ran into the name from before it (2023年5月北山市 → 北山市)."""
    cut = _TRIM.match(written)
    text = written[cut.end() :] if cut else written
    shift = len(written) - len(text)
    lead = len(text) - len(text.lstrip(" .・-ー'!&0123456789"))
    text = text[lead:].rstrip(" .・-'&")
    return Name(text, start + shift + lead, start + shift + lead + len(text)) if len(text) >= 2 else None


@cache
def usable(name: str) -> bool:
    """Whether a name built like one is one: no pronoun, no common word."""
    bare = short(name)
    return len(bare) >= 2 and bare not in _NOT and not _PRONOUN.match(bare) and not re.fullmatch(r"[\d.,\-]+", bare)


_FORM = re.compile(rf"^(?:{_LEGAL})\s?|\s?(?:{_LEGAL})$")


@cache
def short(name: str) -> str:
    """The name without its legal form."""
    return _FORM.sub("", name).strip()


def authority(name: str) -> bool:
    """Whether the name is of an authority that is told or that acts, rather than one that leaked."""
    return _AUTHORITY.search(name) is not None


def headline(text: str, start: int) -> list[Name]:
    """The names that a headline is about: those that lead it, several when joined by 、."""
    at = _opened(text)
    while (tag := _TAG.match(text, at)) is not None:
        inner = named(text, tag.start("inner"), tag.end("inner"))
        if inner and inner[0].end == tag.end("inner"):
            return [Name(one.text, start + one.start, start + one.end) for one in inner]
        at = tag.end()
    lead = _leading(text, at)
    if lead:
        return [Name(one.text, start + one.start, start + one.end) for one in lead]
    plain = _SUBJECT.match(text[at:])
    if plain and proper(plain["name"]):
        name = plain["name"].strip()
        begin = at + plain.start("name")
        return [Name(name, start + begin, start + begin + len(name))]
    later = [one for one in named(text, at) if not authority(one.text)]
    return [Name(one.text, start + one.start, start + one.end) for one in later[:1]]


def _opened(text: str) -> int:
    opened = _OPEN.match(text)
    return opened.end() if opened else 0


def lead_in(text: str) -> int:
    """Where the words of a headline begin: after its mark, its tags and its date."""
    at = _opened(text)
    while (tag := _TAG.match(text, at) or _DAY.match(text, at)) is not None:
        at = tag.end()
    return at


_JOINT = re.compile(r"(?:\([^)]*\))?(?:、|・|及び|と|,)?")


def _leading(text: str, at: int) -> list[Name]:
    """Names at the very head, also a row of them joined by 、 or ・ or 及び."""
    row: list[Name] = []
    for one in named(text, at):
        if one.start > at + 1 or (one.start == at + 1 and text[at] not in "「『(、・"):
            break
        row.append(one)
        joint = _JOINT.match(text, one.end)
        at = joint.end() if joint else one.end
    return row


@cache
def proper(name: str) -> bool:
    """Whether an unmarked word may be a name: it begins with no common word of the genre."""
    bare = name.strip()
    return (
        2 <= len(bare) <= 24
        and not bare.startswith(_COMMON)
        and not _PRONOUN.match(bare)
        and bare not in _NOT
        and not re.search(
            r"情報|データ|漏えい|漏洩|流出|紛失|送信|アクセス|攻撃|について|年\d|月\d|"
            r"\d日|人$|名$|件$|者$|様$|的$|化$|中$|時$|後$|等$|など$|数$",
            bare,
        )
    )
