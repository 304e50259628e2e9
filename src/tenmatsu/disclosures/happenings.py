"""What the dates of a scene are dates of: each with the words that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tenmatsu.disclosures.dates import Moment
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.scene import Scene

_CLOCK = (
    r"(?:午[前後]|深夜|未明|早朝|夜|朝|昼|夕方|正午|頃|ごろ|\d{1,2}[時:]\d{0,2}分?(?:半)?|"
    r"[\s、()~:・|/から月火水木金土日曜祝]|\d)*"
)
_ONLY = re.compile(r"^[\s\W〇]*(?:\(?\d{1,2}\)?)?[\s\W]*(?:発生|発覚|判明|事案)?(?:年月)?(?:日時?)?[\s:、]*$")
_REST = re.compile(rf"^{_CLOCK}$")


class Happening(NamedTuple):
    """`before` and `after` are the words on either side of the date; text[start:end] tells the whole."""

    moment: Moment
    sentence: Sentence
    before: str
    after: str
    start: int
    end: int


def happenings(scene: Scene) -> Iterator[Happening]:
    """Every date of the scene with its event. A date that stands alone takes the lines below it."""
    sentences = list(scene.sentences)
    for index, sentence in enumerate(sentences):
        moments = scene.dates_in(sentence)
        if not moments:
            continue
        for place, moment in enumerate(moments):
            stop = moments[place + 1].start if place + 1 < len(moments) else sentence.end
            begin = moments[place - 1].end if place else sentence.start
            if stop - moment.end <= 2 and place + 1 < len(moments):
                stop = moments[place + 2].start if place + 2 < len(moments) else sentence.end
            before, after = scene.text[begin : moment.start], scene.text[moment.end : stop]
            end = stop
            if place + 1 == len(moments) and _REST.match(after):
                end, after = _below(scene, sentences, index, after)
            yield Happening(moment, sentence, before, after, begin, end)


def all_happenings(scene: Scene) -> list[Happening]:
    """`happenings` as a list, made once for a scene."""
    return scene.once("happenings", lambda one: list(happenings(one)))


def _below(scene: Scene, sentences: list[Sentence], index: int, after: str) -> tuple[int, str]:
    """The undated sentences under a date that stands alone on its line."""
    end, line = sentences[index].end, sentences[index].line
    if not _ONLY.match(scene.text[sentences[index].start : scene.dates_in(sentences[index])[0].start]):
        return end, after
    for following in sentences[index + 1 : index + 6]:
        if scene.dates_in(following) and _ONLY.match(
            following.text[: scene.dates_in(following)[0].start - following.start]
        ):
            break
        if following.heading and following.line != line and following.under != sentences[index].under:
            break
        after += following.text
        end = following.end
        line = following.line
    return end, after
