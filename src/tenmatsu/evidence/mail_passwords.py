"""Passwords that were sent in a mail of their own, as is the custom in Japan (PPAP): words of mails as candidates.

Nothing is guessed: a candidate stands in the evidence, behind a word for password or alone on its line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice

from tenmatsu.model import Passage

MOST = 500
"""Candidates tried on one locked item."""
_KEPT, _LONGEST = 20_000, 20_000
_WORD = re.compile(
    r"パ *ス *ワ *ー *ド|ﾊﾟｽﾜｰﾄﾞ|パスコード|パスフレーズ|暗証番号|暗証コード|暗証|"
    r"解凍キー|解凍コード|開封キー|解除キー|復号キー|暗号キー|"
    r"(?:解凍|開封|解除|解読|閲覧|ファイル|アクセス|暗号化|復号化)(?:キー|コード|鍵|パス)|"
    r"密碼|密码|合言葉|"
    r"(?:パス|鍵|キー|PIN|ピン)(?= *[はをに:：=＝])|"
    r"(?<![A-Za-z])(?:pass(?:word|code|phrase|wd)?|passwd|pwd|pw)(?![A-Za-z])",
    re.I,
)
_TOKEN = re.compile(r"[!-~]{3,64}")
_SECOND = ("後半", "後ろ半分", "下半分", "下4桁", "2/2", "second half")
_HALF = re.compile(
    r"(前半|後半|前半分|後ろ半分|上半分|下半分|上4桁|下4桁|[12]/2|first half|second half)"
    r"[^!-~\n]{0,12}(?:is |: *|= *|\( *|\[ *|\" *)?[^!-~\n]{0,3}([!-~]{1,40})",
    re.I,
)
_QUOTED = re.compile(
    r"[「『【“\"'\[(<（〔［〈《]([^「『【】』」“”\"'\[\]()<>（）〔〕［］〈〉《》\n]{2,64})[」』】”\"'\])>）〕］〉》]"
)
_ALONE = re.compile(r"[!-~]{4,40}")
_NO_PASSWORD = re.compile(
    r"https?:|www\.|[^@]+@[^@]+\.[a-z]+$|[-=_*#~+.]{3,}$|.*\.(zip|7z|rar|pdf|docx?|xlsx?|pptx?|csv|txt)$", re.I
)
_AROUND = "。、,.;:：；!?'\"`()[]{}<>「」『』【】（）"
_SAID = re.compile(r"^(は|：|:|＝|=|is\b|は、|→|⇒)\s*", re.I)


@dataclass
class Candidates:
    """Gathers from passages; `told` stand behind a word for password, `alone` on a line of their own."""

    told: dict[str, set[str]] = field(default_factory=dict)
    alone: dict[str, set[str]] = field(default_factory=dict)
    halves: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)

    def add(self, passage: Passage) -> None:
        """A mail's subject or text gives candidates; other running text only where it speaks of a password."""
        place = dict(passage.locator.place)
        mail = "part" in place or place.get("header") == "Subject"
        if "header" in place and not mail:
            return
        text = passage.text[:_LONGEST]
        whose = _neighbourhood(passage.locator.item)
        for word in (*told_in(text), *self._whole(passage.locator.item, text)):
            _keep(self.told, word, whose)
        if mail:
            for word in alone_in(text):
                _keep(self.alone, word, whose)

    def _whole(self, mail: str, text: str) -> list[str]:
        """Passwords sent in two halves, in one text or in the subject and the text of one mail."""
        pairs = halves_in(text)
        if not any(pairs) or len(self.halves) > _KEPT:
            return []
        first, second = self.halves.setdefault(mail, ([], []))
        first += pairs[0][: MOST - len(first)]
        second += pairs[1][: MOST - len(second)]
        return [a + b for a in first[:20] for b in second[:20]]

    def count(self) -> int:
        """How many there are."""
        return len(self.told) + len(self.alone)

    def around(self, item: str) -> tuple[str, ...]:
        """At most 500: those told in the same folder or mailbox first, then told elsewhere, then the others."""
        place = _neighbourhood(item)
        ranked = [
            *(word for word, whose in self.told.items() if place in whose),
            *self.told,
            *(word for word, whose in self.alone.items() if place in whose),
            *self.alone,
        ]
        return tuple(dict.fromkeys(ranked))[:MOST]


def _keep(words: dict[str, set[str]], word: str, whose: str) -> None:
    if word in words or len(words) < _KEPT:
        words.setdefault(word, set()).add(whose)


def _neighbourhood(item: str) -> str:
    """The folder of a file, and the mailbox of a mail in it: `evidence/in/a.eml!b.zip` and `evidence/in/c.eml`."""
    outer, _, inner = item.partition("!")
    if re.fullmatch(r".*[0-9]{4,}\.eml", inner.split("!")[0]):
        return outer
    return outer.rpartition("/")[0]


def told_in(text: str) -> list[str]:
    """Candidates behind a word for password: on the rest of its line and on the three lines below."""
    found: dict[str, None] = {}
    lines = [re.sub(r"^[>|\s]+", "", line) for line in text.splitlines()]
    for at, line in enumerate(lines):
        if len(found) > MOST:
            break
        for word in islice(_WORD.finditer(line), 4):
            rest = line[word.end() : word.end() + 400]
            for piece in (rest, *(below[:400] for below in lines[at + 1 : at + 4])):
                found.update(dict.fromkeys(_tokens(piece)))
    return list(found)


def halves_in(text: str) -> tuple[list[str], list[str]]:
    """What stands behind 前半 and 後半: 「前半は abcd、後半は 1234」."""
    plain = unicodedata.normalize("NFKC", text)
    found: tuple[list[str], list[str]] = ([], [])
    for one in _HALF.finditer(plain):
        found[one[1].lower() in _SECOND].extend(dict.fromkeys((one[2].strip(_AROUND) or one[2], one[2])))
    return found


def _tokens(line: str) -> list[str]:
    """Every reading of the words of a line: with and without the punctuation around them, full width as ASCII."""
    said = _SAID.sub("", line.strip())
    out: list[str] = []
    for text in dict.fromkeys((said, unicodedata.normalize("NFKC", said))):
        out += [found[1].strip() for found in _QUOTED.finditer(text)]
        for token in _TOKEN.findall(text):
            bare = re.sub(r"^[^:=]{0,12}[:=]", "", token)
            out += [token, token.strip(_AROUND), bare, bare.strip(_AROUND)]
    whole = said.strip(_AROUND + " 　です")
    if 2 <= len(whole) <= 24:
        out.append(whole)
    return [token for token in dict.fromkeys(out) if len(token) >= 2 and not _NO_PASSWORD.match(token)]


def alone_in(text: str) -> list[str]:
    """Short words of letters, digits and signs that stand alone on a line."""
    lines = (unicodedata.normalize("NFKC", re.sub(r"^[>|\s]+", "", line)).strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if _ALONE.fullmatch(line) and not _NO_PASSWORD.match(line)))
