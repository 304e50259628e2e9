"""What this report takes back of an earlier one: the words withdrawn, and the words that stand now."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Correction
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.scene import Scene

_OLD = re.compile(
    r"^[\s\W]*(?:当初(?:公表|発表)?(?:内容)?|訂正前|修正前|変更前|更新前|誤|(?:第\d報|"
    r"前回)(?:公表|発表)?(?:内容|時)?)\s*[)】:]\s*(?P<said>.+)"
)
_NEW = re.compile(
    r"^[\s\W]*(?:今回(?:公表|発表)?(?:内容)?|訂正後|修正後|変更後|更新後|正|本日(?:公表|"
    r"発表)?(?:内容)?)\s*[)】:]\s*(?P<said>.+)"
)
_QUANTITY = r"(?<![\d,])(?:約|最大約?|およそ)?[\d,万]+\s?(?:人|名|件)"
_INLINE = re.compile(
    rf"(?:前回|当初|第[1-9一二三]報|先日|先に)[^。]{{0,60}}?(?P<old>{_QUANTITY})(?:分)?と"
    r"(?:公表|発表|お知らせ|ご報告|報告|して)[^。]{0,30}?(?:が|ところ|、)[^。]{0,60}?"
    rf"(?:正しくは|実際|新たに|精査|調査|判明)[^。]{{0,40}}?(?P<new>{_QUANTITY})"
)
_MAY = re.compile(r"正しく|訂正|修正|変更|実際|新たに|その後|精査|から\d[\d,万]*(?:人|名|件)")
_FROM = re.compile(
    r"(?P<old>(?:約|最大)?[\d,万]+\s?(?:人|名|件))(?:分)?から(?P<new>(?:約|最大)?[\d,万]+\s?(?:人|"
    r"名|件))(?:分)?(?:に|へ)(?:訂正|修正|変更|増|減)"
)


def read(scene: Scene) -> Iterable[Correction]:
    """Pairs of old and new, in tables (当初: … 今回: …) and in running text."""
    waiting: tuple[Sentence, re.Match[str]] | None = None
    subject = ""
    for sentence in scene.sentences:
        labelled = ":" in sentence.text or ")" in sentence.text or "】" in sentence.text
        old = _OLD.match(sentence.text) if labelled else None
        new = _NEW.match(sentence.text) if labelled else None
        if sentence.heading and old is None and new is None:
            subject = sentence.text.strip(" 〇○・<>【】■")[:30]
        if old:
            waiting = (sentence, old)
        elif new and waiting is not None:
            quote = scene.quote(waiting[0].start, waiting[0].end)
            before, after = _resolved(scene, *waiting), _resolved(scene, sentence, new)
            yield Correction(subject or "公表内容", before, after, quote, quote.offset)
            waiting = None
        if not _MAY.search(sentence.text):
            continue
        for match in (*_INLINE.finditer(sentence.text), *_FROM.finditer(sentence.text)):
            quote = scene.quote(sentence.start + match.start(), sentence.start + match.end())
            at = scene.quote(sentence.start + match.start("old"), sentence.start + match.end("old"))
            yield Correction(subject or "公表内容", match["old"].strip(), match["new"].strip(), quote, at.offset)


def _resolved(scene: Scene, sentence: Sentence, match: re.Match[str]) -> str:
    """The words with their date written out in full."""
    said, shift = match["said"], sentence.start + match.start("said")
    for moment in reversed(scene.dates_in(sentence)):
        at = moment.start - shift
        if at >= 0 and moment.year is not None:
            said = f"{said[:at]}{moment.iso} {said[moment.end - shift :].lstrip('のに、')}"
    return said.strip()


CLAIM = Claim(
    "corrections",
    read,
    lambda fact: f"{fact.before}→{fact.after}" if isinstance(fact, Correction) else "",
    (
        (
            "流出について(第2報)\nこのたび、不正アクセスにより流出しました。\n訂正前:120人\n訂正後:153人",
            ("120人→153人",),
        ),
        (
            "流出について(第2報)\nこのたび、不正アクセスにより流出しました。対象者数を120人から153人に訂正いたします。",
            ("120人→153人",),
        ),
    ),
    ("流出について\n不正アクセスにより120人の情報が流出しました。",),
)
