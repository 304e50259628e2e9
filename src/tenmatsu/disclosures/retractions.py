"""Figures that a page takes back: the one withdrawn, the one that stands instead, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.normal import number
from tenmatsu.disclosures.scene import Scene

Span = tuple[int, int]

_UNITS = r"人|名|件|者|世帯|社|通|枚|冊|台|校|団体|口座|アカウント"
_Q = rf"(?<![\d,.第])(?:最大約?|約|およそ|延べ)?\d[\d,.万億千]*\s?(?:{_UNITS})"
_QUANTITY = re.compile(rf"(?:最大約?|約|およそ|延べ)?(?P<num>(?<![\d,.第])\d[\d,.万億千]*)\s?(?P<unit>{_UNITS})")
_LEAD = (
    r"(?:前回|前報|当初|第\s?[1-9一二三四五]\s?[報回]|初報|既報|先日|先に|先般|先の|これまで|従来|速報|一次報告|"
    r"中間報告|\d{1,2}月\d{1,2}日(?:付け?)?(?:に|の|で|時点))"
)
_TOLD = r"(?:公表|発表|お知らせ|お伝え|ご?報告|ご?案内|ご?説明|掲載|記載|記し)"
_TURN = r"(?=[^。]{0,24}?(?:が|ところ|けれど|ものの|、)|[^。]{0,16}。)"
_OLD = (
    re.compile(
        rf"{_LEAD}(?:(?!\d\s?(?:{_UNITS}))[^。]){{0,60}}?(?P<old>{_Q})(?:[^。、\d]{{0,30}}?と(?:{_TOLD}|(?:いた)?し(?:て|ま|た))|"
        rf"分?(?:で(?:した|あった|ある)|だった)){_TURN}"
    ),
    re.compile(rf"{_LEAD}[^。、\d]{{0,10}}(?P<old>{_Q})分?(?:という|との)[^。、]{{0,10}}?(?:は|を|が)"),
    re.compile(rf"(?P<old>{_Q})[^。、\d]{{0,30}}?と{_TOLD}[^。、]{{0,14}}?(?:が|ところ|けれど|ものの)、?"),
    re.compile(rf"{_LEAD}[^。\d]{{0,24}}?{_TOLD}[^。\d]{{0,16}}?(?P<old>{_Q})分?(?:は|を|から|につ|との|という)"),
    re.compile(
        rf"(?P<old>{_Q})分?(?:とあるのは|とある箇所は|とした(?:記載|点)は|(?:と)?の(?:記載|表記)は|[はにがも](?:誤|間違)|では(?:なく|ありません))"
    ),
)
_SIDE = r"(?:\s?[)】\]」>:|]|\s|(?=約|最大|\d))[^。]{0,40}?"
_AFTER = r"(?:\([^)]{0,16}\)|\))?分?"
_DIRECT = (
    re.compile(
        rf"(?P<old>{_Q}){_AFTER}(?:から|を|より)、?(?P<new>{_Q}){_AFTER}"
        r"(?:に|へ|と)(?:ご?訂正|修正|変更|改め|更新|差し?替え|増|減)"
    ),
    re.compile(rf"(?P<new>{_Q})分?\((?:{_LEAD}|訂正前|修正前|変更前|誤)[^)\d]{{0,16}}(?P<old>{_Q})[^)\d]{{0,12}}\)"),
    re.compile(
        rf"(?:(?<![一-鿿])誤|訂正前|修正前|変更前|更新前){_SIDE}(?P<old>{_Q})[^。]{{0,24}}?"
        rf"(?:(?<![一-鿿])正|訂正後|修正後|変更後|更新後){_SIDE}(?P<new>{_Q})"
    ),
    re.compile(rf"(?P<old>{_Q})\s?(?:→|⇒|->|=>)\s?(?P<new>{_Q})(?=[^。]{{0,12}}(?:訂正|修正|変更))"),
    re.compile(rf"(?:訂正|修正|正誤)[^。\d]{{0,24}}(?P<old>{_Q})\s?(?:→|⇒|->|=>)\s?(?P<new>{_Q})"),
)
_CUE = re.compile(
    r"正しく|正しい|実際|精査|訂正|修正|改め|変更|誤り|誤記|判明|重複|再集計|再計算|再調査|再確認|新たに|"
    r"(?:調査|確認|集計|照合|突合)[^。、]{0,8}結果|明らかに"
)
_LATER = re.compile(r"\s*(?:しかし|その後|今回|正しくは|実際|精査|調査|確認|再|重複|改めて|訂正|ただし|このたび|詳細)")
_ASIDE = re.compile(
    r"分?(?:の(?:重複|減|増|追加|差)|が(?:重複|追加|二重)|を(?:除|差し引|追加|加|含)|多|少な|増|減|余計)"
)
_MORE = re.compile(
    r"(?:新たに|追加で|さらに|更に|加えて|うち|別に)(?:(?!結果|精査)[^。、\d]){0,24}$|(?:重複|除外)(?:した|する|が|は|分の?)?$"
)
_STANDS = re.compile(r"分?(?:に|へ|と|で|が正|の(?:誤|間違)|だっ|となり|。|\)|$)")


class Retraction(NamedTuple):
    """Offsets of the folded page: the figure withdrawn, the figure that stands, and the words from one to the other.

    `before` and `after`: the value and the unit (名 and 者 as 人) of the two.
    """

    old: Span
    new: Span
    whole: Span
    before: tuple[int, str] = (0, "")
    after: tuple[int, str] = (0, "")


def retractions(scene: Scene) -> tuple[Retraction, ...]:
    """Each withdrawn figure of a scene once, in the order of the page."""
    found: dict[Span, Retraction] = {}
    for one in (*_spoken(scene.sentences), *_paired(scene.sentences), *_tabled(scene.sentences)):
        before, after = _value(scene.text[slice(*one.old)]), _value(scene.text[slice(*one.new)])
        if before != after:
            found.setdefault(one.old, one._replace(before=before, after=after))
    return tuple(sorted(found.values()))


_LABELS = (
    re.compile(r"[\s\W]*(?:誤|[訂修]正前|変更前|更新前|(?:当初|前回)(?:の?(?:公表|発表))?(?:内容)?|第\d報)[\s\W]*"),
    re.compile(r"[\s\W]*(?:正|[訂修]正後|変更後|更新後|今回(?:の?(?:公表|発表))?(?:内容)?)[\s\W]*"),
)
_HINT = re.compile(r"誤|[正更]前|当初|前回|第\d報")
_CELL = re.compile(r"\s*[|\t]\s*")


def _tabled(sentences: Sequence[Sentence]) -> Iterator[Retraction]:
    """Figures under 訂正前 and 訂正後, as two columns of a table or as two blocks of lines."""
    columns: tuple[int, int] | None = None
    blocks: tuple[list[Span], list[Span]] = ([], [])
    units: tuple[list[str], list[str]] = ([], [])
    side, age = -1, 0
    for sentence in sentences:
        if columns is None and side < 0 and _HINT.search(sentence.text) is None:
            continue
        cells = _cells(sentence)
        heads = [next((at for at, cell in enumerate(cells) if label.fullmatch(cell[2])), -1) for label in _LABELS]
        if min(heads) >= 0:
            columns = (heads[0], heads[1])
        elif columns is not None and len(cells) > max(columns):
            yield from _rows(cells[columns[0]], cells[columns[1]])
        elif len(cells) == 1 and max(heads) >= 0:
            columns, side, age = None, heads.index(max(heads)), 0
            if side == 0:
                blocks, units = ([], []), ([], [])
        elif side >= 0 and (age := age + 1) <= 6:
            for match in _QUANTITY.finditer(sentence.text):
                blocks[side].append((sentence.start + match.start(), sentence.start + match.end()))
                units[side].append(_unit(match.group()))
            if side == 1 and blocks[0] and units[0] == units[1]:
                yield from (_at(0, *pair) for pair in zip(*blocks, strict=True))
                side = -1
        else:
            columns, side = None, -1


_BARE = (
    re.compile(rf"\W*(?:誤|訂正前|修正前|変更前|更新前)\s*(?P<said>{_Q})"),
    re.compile(rf"\W*(?:正|訂正後|修正後|変更後|更新後)\s*(?P<said>{_Q})"),
)


def _paired(sentences: Sequence[Sentence]) -> Iterator[Retraction]:
    """誤 120人, and on the next line 正 153人, with no colon or bracket between label and figure."""
    for first, second in pairwise(sentences):
        old, new = _BARE[0].match(first.text), _BARE[1].match(second.text)
        if old and new:
            shift = second.start - first.start
            yield _at(first.start, old.span("said"), (new.start("said") + shift, new.end("said") + shift))


def _cells(sentence: Sentence) -> list[tuple[int, int, str]]:
    """The cells of a row with their offsets; a line without bars is one cell."""
    cuts = [match.span() for match in _CELL.finditer(sentence.text)]
    edges = [0, *(edge for cut in cuts for edge in cut), len(sentence.text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(sentence.start + start, sentence.start + end, sentence.text[start:end]) for start, end in pairs]


def _rows(left: tuple[int, int, str], right: tuple[int, int, str]) -> Iterator[Retraction]:
    old, new = _QUANTITY.search(left[2]), _QUANTITY.search(right[2])
    if old and new and _unit(old.group()) == _unit(new.group()):
        spans = [(cell[0] + m.start(), cell[0] + m.end()) for cell, m in ((left, old), (right, new))]
        yield _at(0, spans[0], spans[1])


def _spoken(sentences: Sequence[Sentence]) -> Iterator[Retraction]:
    for place, sentence in enumerate(sentences):
        if _QUANTITY.search(sentence.text) is not None:
            yield from _direct(sentence)
            yield from _told(sentence, sentences[place + 1] if place + 1 < len(sentences) else None)


def _direct(sentence: Sentence) -> Iterator[Retraction]:
    """Both figures in one formula: 120人から153人に訂正, 153人(前回公表時120人), 誤:120人 正:153人."""
    for pattern in _DIRECT:
        for match in pattern.finditer(sentence.text):
            yield _at(sentence.start, match.span("old"), match.span("new"))


def _told(sentence: Sentence, following: Sentence | None) -> Iterator[Retraction]:
    """A figure said to be of an earlier report, and the one that the same or the next sentence puts in its place."""
    text = sentence.text
    for pattern in _OLD:
        for match in pattern.finditer(text):
            old = match.span("old")
            unit = _unit(match["old"])
            if _CUE.search(text[old[1] :]) or _CUE.search(text[: old[0]]):
                new = _standing(text, match.end("old"), len(text), unit) or _last(text, old[0], unit)
                if new is not None:
                    yield _at(sentence.start, old, new)
            elif following is not None and _LATER.match(following.text) and _CUE.search(following.text):
                new = _standing(following.text, 0, len(following.text), unit)
                if new is not None:
                    shift = following.start - sentence.start
                    yield _at(sentence.start, old, (new[0] + shift, new[1] + shift))


def _at(start: int, old: Span, new: Span) -> Retraction:
    first, last = min(old[0], new[0]), max(old[1], new[1])
    return Retraction((start + old[0], start + old[1]), (start + new[0], start + new[1]), (start + first, start + last))


def _unit(quantity: str) -> str:
    match = _QUANTITY.search(quantity)
    unit = match["unit"] if match else ""
    return "人" if unit in ("名", "者") else unit


def _value(quantity: str) -> tuple[int, str]:
    match = _QUANTITY.search(quantity)
    return ((number(match["num"]) or 0) if match else 0, _unit(quantity))


def _figures(text: str, start: int, end: int, unit: str) -> list[Span]:
    """Figures of the unit that are not what was added to or taken from another (重複171名を除き)."""
    return [
        match.span()
        for match in _QUANTITY.finditer(text, start, end)
        if _unit(match.group()) == unit
        and _ASIDE.match(text, match.end()) is None
        and _MORE.search(text[start : match.start()]) is None
    ]


def _standing(text: str, start: int, end: int, unit: str) -> Span | None:
    """The figure that now stands: the first that a predicate follows, else the first."""
    found = _figures(text, start, end, unit)
    return next((one for one in found if _STANDS.match(text, one[1])), found[0] if found else None)


def _last(text: str, end: int, unit: str) -> Span | None:
    """「正しくは153人であり、前回公表の120人は誤りです」: the figure that stands comes first."""
    found = _figures(text, 0, end, unit)
    return found[-1] if found else None
