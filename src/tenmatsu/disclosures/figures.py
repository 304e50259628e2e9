"""Printed figures of persons, records and things, each with its unit, qualifier and the words about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.normal import number

_NUM = (
    r"(?:\d[\d,]*(?:\.\d+)?(?:億|万|千|百)?(?:\d[\d,]*(?:\.\d+)?(?:万|千|百)?)*(?:\d+)?|"
    r"[一二三四五六七八九十百千〇]+(?:万|億)?[一二三四五六七八九十百千〇]*)"
)
_UNIT = (
    r"者(?!が|は|に|を|の|で|と|から|へ|も|様|数|名|全)|人(?!事|口|間|物|員|材|工|気|数|"
    r"件|権|為|以上の個人)|名(?!義|称|簿|前|字|札|刺|古|目|乗)|件(?!名|の(?:お)?問)|"
    r"社(?!員|会|内|外|長|宅)|通(?!信|知|学|帳|勤|話|報|常|じ|り)|枚(?!方)|団体|法人|事業所|"
    r"世帯|口座(?!番号|情報|名義)|アカウント|アドレス|ID(?!等)|台(?!帳)|冊|部(?!分|署|局|"
    r"屋|活|長|門|外|品)|本(?!人|市|学|校|社|件|部|籍|来|体|院|日|名)|個(?!人|別|々)|点(?!検|"
    r"数|滴)|校(?!内|長|外|務)|店舗|施設|ファイル|か所|ヶ所|箇所|回線|組(?!織|合)|戸(?!籍|"
    r"別)|名分|人分|件分"
)
FIGURE = re.compile(
    rf"(?P<before>最大(?:で)?(?:およそ|約|おおよそ)?|最低|少なくとも(?:約)?|延べ(?:約|"
    rf"およそ)?|のべ(?:約)?|推計(?:で)?|約|およそ|おおよそ|ほぼ|概ね|合計(?:で)?(?:約)?|"
    rf"計(?:約)?|総数|総計|全)?\s?"
    rf"(?<![\d.,/\-])(?P<num>{_NUM})(?:\s?[~～-]\s?(?P<max>{_NUM}))?\s?(?P<mid>余り?|"
    rf"数|強|弱)?(?P<unit>{_UNIT})(?:/(?P<second>件|人|名))?(?P<part>分)?(?P<after>余り?|"
    rf"あまり|以上|超|超え|強|弱|程度|前後|ほど|未満|以下)?"
)
_ANY = re.compile(r"[0-9]|[一二三四五六七八九十百千万][人名件]")
_COUNTS = re.compile(
    r"[\d,億万千百十〇一二三四五六七八九]\s?(?:余り?|数|強|弱)?[者人名件社通枚団法事世口アI台冊部本個点校店施フかヶ箇回組戸]"
)
"""A numeral before the first character of a unit: without it FIGURE finds nothing."""
_COUNTED = (
    ("persons", ("人", "名", "者", "世帯", "組")),
    ("organisations", ("社", "団体", "法人", "事業所", "校", "店舗", "施設")),
    ("documents", ("通", "枚", "冊", "部", "点")),
    ("addresses", ("アドレス",)),
    ("devices", ("台", "本", "個")),
)
_KINDS = {unit: kind for kind, units in _COUNTED for unit in units}


class Figure(NamedTuple):
    """A figure at text[start:end] of its sentence (offsets of the page)."""

    value: int
    value_max: int | None
    unit: str
    second: str
    qualifier: str
    start: int
    end: int
    sentence: Sentence
    left: str
    right: str

    @property
    def kind(self) -> str:
        """What kind of thing is counted."""
        return _KINDS.get(self.unit, "records")


_ENGLISH = re.compile(
    r"(?P<before>approximately|about|around|roughly|up to|at least|more than|over|a total of)?\s*(?P<n"
    r"um>\d[\d,]*)\s+(?:[a-z]+\s){0,2}(?P<unit>individuals|people|persons|customers|"
    r"users|employees|patients|students|members|applicants|records|cases|accounts|items)"
)
_ENGLISH_QUALIFIERS = {
    "up to": "最大",
    "at least": "少なくとも",
    "more than": "余り",
    "over": "余り",
    "a total of": "なし",
    "": "なし",
}


def _english(sentence: Sentence) -> Iterator[Figure]:
    text = sentence.text
    for match in _ENGLISH.finditer(text):
        unit = "件" if match["unit"] in ("records", "cases", "accounts", "items") else "人"
        qualifier = _ENGLISH_QUALIFIERS.get(match["before"] or "", "約")
        start, end = sentence.start + match.start(), sentence.start + match.end()
        value = int(match["num"].replace(",", "") or 0)
        yield Figure(value, None, unit, "", qualifier, start, end, sentence, text[: match.start()], text[match.end() :])


def figures(sentence: Sentence) -> Iterator[Figure]:
    """The figures of a sentence."""
    text = sentence.text
    if text.isascii():
        yield from _english(sentence)
        return
    if _ANY.search(text) is None or _COUNTS.search(text) is None:
        return
    for match in FIGURE.finditer(text):
        value = number(match["num"])
        if value is None or _no_count(text, match):
            continue
        top = number(match["max"]) if match["max"] else None
        unit = match["unit"].removesuffix("分")
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield Figure(
            value, top, unit, match["second"] or "", _qualifier(match), start, end, sentence,
            text[: match.start()], text[match.end() :],
        )  # fmt: skip


_LABEL = re.compile(r"[第#№A-Za-z]")
_ORDINAL = re.compile(r"目|番|次|ひとり|体制|一組|以内に|ずつ|がかり|乗り|部屋|様式|丁目|人称")
_KANJI = re.compile(r"[一二三四五六七八九十百千〇]+")
_ABOUT = re.compile(r"約|およそ|おおよそ|ほぼ|概ね")


def _no_count(text: str, match: re.Match[str]) -> bool:
    """Numbers that are no figure: 第1報, 一部, 一人ひとり, 二次, 本件 of a name, 2名体制, (1)."""
    before, after, written = text[: match.start()], text[match.end() : match.end() + 6], match["num"]
    if (
        _LABEL.search(before[-1:])
        or (match["unit"] == "組" and before.endswith(("年", "年生")))
        or _ORDINAL.match(after)
    ):
        return True
    if _KANJI.fullmatch(written) and (
        match["unit"] in ("部", "本", "個", "点", "通", "組", "校", "件")
        or (written in ("千", "百", "十分", "一", "十") and match["unit"] not in ("人", "名"))
    ):
        return True
    return written.startswith("0") and len(written) > 1


def _qualifier(match: re.Match[str]) -> str:
    before, after = match["before"] or "", (match["after"] or "") + (match["mid"] or "")
    about = _ABOUT.search(before) is not None or after in (
        "程度",
        "前後",
        "ほど",
        "強",
        "弱",
    )
    over = after in ("余", "余り", "あまり", "超", "超え") or (match["mid"] or "") in ("余", "余り")
    if before.startswith("最大"):
        return "最大余り" if over else "最大約" if about else "最大"
    if over:
        return "余り"
    if before.startswith(("少なくとも", "最低")) or after == "以上":
        return "少なくとも"
    if before.startswith(("延べ", "のべ")):
        return "延べ"
    if before.startswith("推計"):
        return "推計"
    return "約" if about else "なし"
