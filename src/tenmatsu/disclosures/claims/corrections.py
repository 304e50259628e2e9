"""What this report takes back of an earlier one: the words withdrawn, and the words that stand now."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Correction
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.retractions import Retraction, retractions
from tenmatsu.disclosures.scene import Scene

_OLD = re.compile(
    r"^[\s\W]*(?:当初(?:公表|発表)?(?:内容)?|訂正前|修正前|変更前|更新前|誤|(?:第\d報|"
    r"前回)(?:公表|発表)?(?:内容|時)?)\s*[)】:]\s*(?P<said>.+)"
)
_NEW = re.compile(
    r"^[\s\W]*(?:今回(?:公表|発表)?(?:内容)?|訂正後|修正後|変更後|更新後|正|本日(?:公表|"
    r"発表)?(?:内容)?)\s*[)】:]\s*(?P<said>.+)"
)


def read(scene: Scene) -> Iterable[Correction]:
    """Pairs of old and new, in tables (当初: … 今回: …) and in running text."""
    waiting: tuple[Sentence, re.Match[str]] | None = None
    subject = ""
    held = _by_sentence(scene)
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
        for one in held.get(sentence.start, ()):
            yield Correction(
                subject or "公表内容",
                scene.text[slice(*one.old)].strip(),
                scene.text[slice(*one.new)].strip(),
                scene.quote(*one.whole),
                scene.quote(*one.old).offset,
            )


def _by_sentence(scene: Scene) -> dict[int, list[Retraction]]:
    """The withdrawn figures by the start of the sentence that holds them."""
    held: dict[int, list[Retraction]] = {}
    for one in scene.once("retractions", retractions):
        start = max(sentence.start for sentence in scene.sentences if sentence.start <= one.old[0])
        held.setdefault(start, []).append(one)
    return held


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
