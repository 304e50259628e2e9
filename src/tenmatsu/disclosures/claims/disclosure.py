"""The day on which this report was published."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures import names
from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.dates import Moment
from tenmatsu.disclosures.facts import Dated
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.lexicon import led
from tenmatsu.disclosures.scene import Scene

_PUBLISHED = led(
    r"発表(?:し|した|いた|によ)|公表(?:し|した|いた|して)|明らかにし|記者会見|お知らせし|謝罪した|報告した|と公表|と発表|announced|disclosed|分かった|わかった|判明した"
)
_STRICT = led(
    r"(?:発表|公表|明らかに|公開)(?:し(?!ておりません|ない)|した|いた|して(?:い|お))|謝罪した|会見|announced|disclosed"
)
_AT = re.compile(
    r"^(?:\([^)]{1,12}\))?(?:付(?:け)?(?:で|の)?|に|、)?(?:[^。、]{0,12})?(?:プレスリリース|発表|公表|公開)"
)
_HEAD = re.compile(r"(?:^|[、は]|で|に)\s*$")
_EARLIER = re.compile(r"付け?(?:で|の|にて)|第[1-9一二三]報|前回|先日|既に|すでに|以降|ました標記")


def read(scene: Scene) -> Iterable[Dated]:
    """The published day: what an article says of it, else the page's dateline or headline."""
    told = _told(scene)
    if told is not None and (scene.shared or scene.day is None or scene.day.by == "file name" or _newsy(scene, told)):
        sentence, moment = told
        end = min(sentence.end, moment.end + 120)
        yield Dated(
            moment.iso,
            scene.quote(moment.start, end if scene.shared is False else moment.end),
            "公表",
            resolved_by=moment.by,
        )
    elif scene.day is not None:
        start = (
            scene.headline[0]
            if scene.headline and scene.headline[0] <= scene.day.start < scene.headline[1]
            else scene.day.start
        )
        yield Dated(
            scene.day.iso,
            scene.quote(start, scene.day.end),
            "公表",
            as_written=scene.as_written,
            resolved_by=scene.day.by,
        )
    elif told is None and scene.anchor.as_date is not None and not scene.background and not scene.shared:
        yield from _from_page(scene)


def _newsy(scene: Scene, told: tuple[Sentence, Moment]) -> bool:
    """An article about somebody else's announcement: its own date is the paper's, not the organisation's."""
    text = told[0].text
    return re.search(
        r"(?:発表|公表)した(?:。|$)|(?:発表|公表|明らかに)しました。?|と発表|と公表|明らかにした", text
    ) is not None and not re.search(r"弊社|当社|本学|当院|本校|当行|本市|標記", text)


def _told(scene: Scene) -> tuple[Sentence, Moment] | None:
    if len(scene.sentences) <= 2 and scene.owner and scene.sentences[0].text.strip()[-1:] != "。":
        heads = [one for one in scene.dates_in(scene.sentences[0]) if one.grain == "day" and one.until is None]
        if heads:
            return scene.sentences[0], heads[0]
    for sentence, moments in scene.dated():
        if not moments:
            continue
        after = _REPORTED.search(scene.text, sentence.end, sentence.end + 160)
        announced = _STRICT.search(sentence.text) or after or "分かった" in sentence.text
        quiet = sentence.under[-1:] in (("links",), ("contact",)) or not announced
        if quiet and not (scene.shared and _PUBLISHED.search(sentence.text)):
            continue
        if re.search(r"発表された資料|公表済", sentence.text):
            continue
        for moment in moments:
            if publishes(scene, sentence, moment):
                return sentence, moment
    return None


_NTH = re.compile(r"第[1-9一二三]報")
_SUBJECT = re.compile(r"([^、。]{1,30}?)(?:\([^)]*\))?は、?$")
_CAME_OUT = re.compile(r"(?:まで)?(?:に)?、?(?:分か|わか|明らか)")
_ON = re.compile(r"\s*(?:、|に|付|夜|午|まで)")


def publishes(scene: Scene, sentence: Sentence, moment: Moment) -> bool:
    """Whether the date is the day on which the sentence's subject published."""
    before = scene.text[sentence.start : moment.start]
    after = scene.text[moment.end : sentence.end]
    if moment.until is not None or moment.school_year:
        return False
    if scene.background:
        return re.search(r"発表|公表", after) is not None and moment.grain != "year"
    if scene.shared:
        name = names.short(scene.owner[0].text)
        return re.search(rf"{re.escape(name)}(?:\([^)]*\))?は、?$", before) is not None
    if _EARLIER.match(after) or _NTH.search(after[:30]):
        return False
    if _AT.match(after):
        return True
    subject = _SUBJECT.search(before) if before.endswith(("は", "は、")) else None
    if subject and names.authority(subject.group(1)):
        return False
    if _CAME_OUT.match(after):
        return True
    told = _STRICT.search(after) is not None
    if subject is not None and _ON.match(after):
        return told or _REPORTED.search(scene.text, sentence.end, sentence.end + 160) is not None
    return len(before.strip()) <= 2 and re.match(r"\s*、", after) is not None and told


_REPORTED = re.compile(r"(?<=と)(?:発表|公表)した")


def _from_page(scene: Scene) -> Iterable[Dated]:
    """A section without a date of its own shares the page's."""
    return ()


CLAIM = Claim(
    "disclosure",
    read,
    lambda fact: fact.date if isinstance(fact, Dated) else "",
    (
        ("個人情報の紛失について(お詫び)\n令和4年6月3日\n北山市\nこのたび、申請書を紛失しました。", ("2022-06-03",)),
        ("青葉商事は2019年5月8日、不正アクセスにより顧客情報が流出したと発表した。", ("2019-05-08",)),
    ),
    ("個人情報の紛失について(お詫び)\n北山市\nこのたび、職員が申請書を紛失しました。",),
)
