"""Folding for reading: NFKC where it helps, spaces inside dates and numbers taken out, wrapped lines joined.

Every folded character knows where it came from, so a quote is always cut from the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from tenmatsu.disclosures.facts import Quote

_KEPT = frozenset("…‥ー①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥ")
_DASHES = "−‐‑‒–—―─━﹣"
_WAVES = "〜～∼˜⁓"


def _single(code: int) -> str | None:
    character = chr(code)
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded != character and character not in _KEPT else None


_TABLE: dict[int, str] = {
    code: folded
    for first, last in ((0xA0, 0x3400), (0xF900, 0x10000))
    for code in range(first, last)
    if (folded := _single(code)) is not None
}
_TABLE |= {ord(dash): "-" for dash in _DASHES}
_TABLE |= {ord(wave): "~" for wave in _WAVES}
_TABLE |= {ord("\r"): " ", ord("\t"): " ", ord("\u200b"): " ", ord("\ufeff"): " "}

_FOLDABLE = re.compile(f"[{''.join(re.escape(chr(code)) for code in sorted(_TABLE))}]")


def _folded(match: re.Match[str]) -> str:
    return _TABLE[ord(match.group())]


_UNITS = "年月日時分人名件社通枚万億千台世円歳校"
_SQUEEZE = (
    rf"[ ](?:(?<=[0-9][ ])[ ]*(?=[{_UNITS},])"  # 4 名, 2023 年
    r"|(?<=[年月約計第和成のち大][ ])[ ]*(?=[0-9])"  # 7月 14 日, 約 16,000 人
    r"|(?<=[同翌][ ])[ ]*(?=[月日年0-9])"  # 同月 18 日
    r"|(?<=日[ ])[ ]*(?=\([月火水木金土日]))"  # 28 日 (日)
)
_GAP = re.compile(rf"(?P<gap>{_SQUEEZE})")
_ODD = re.compile(rf"{_GAP.pattern}|(?P<kana>[ｦ-ﾝァ-ヶ][ﾞﾟ゙゚])|(?P<legal>[㈱㈲㈳㈶㍻㍼㋿])")
_RARE = re.compile(r"[ﾞﾟ゙゚㈱㈲㈳㈶㍻㍼㋿]")
_ODD_OR_WRAP = re.compile(rf"{_ODD.pattern}|(?P<wrap>\n)")
_END = re.compile(r"[。．.」』)）】〉》:：!！?？;；]\s*$")
_START = re.compile(r"\s*(?:$|[0-9①-⑳・●○■□◆◇▼▽★☆※◎*\-(（【〈《「\[<〇]|[^\W\d_]{1,2}[.．)）])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text` beside its `original`; `marks` and `shifts` lead each index back."""

    original: str
    text: str
    marks: tuple[int, ...]
    shifts: tuple[int, ...]
    wide: dict[int, int]

    def origin(self, index: int) -> int:
        """The index in the original at which the folded character stands."""
        return index + self.shifts[bisect_right(self.marks, index) - 1]

    def quote(self, start: int, end: int) -> Quote:
        """The original words behind text[start:end], without blanks at their ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if len(self.marks) == 1:
            return Quote(self.original[start:end], start)
        first = self.origin(start)
        last = self.origin(end - 1) + self.wide.get(end - 1, 1) if end > start else first
        return Quote(self.original[first:last], first)


def fold(original: str) -> Folded:
    """The text as the rules read it."""
    text = _unflattened(_FOLDABLE.sub(_folded, original))
    width = _wrap_width(text)
    pieces: list[str] = []
    marks, shifts, wide = [0], [0], {}
    done = length = 0
    odds = _ODD_OR_WRAP if width else _ODD if _RARE.search(text) else _GAP
    for odd in odds.finditer(text):
        if odd.lastgroup == "wrap" and not _wrapped(text, odd.start(), width):
            continue
        pieces.append(text[done : odd.start()])
        length += odd.start() - done
        for character in _instead(odd):
            marks.append(length)
            shifts.append(odd.start() - length)
            wide[length] = odd.end() - odd.start()
            pieces.append(character)
            length += 1
        done = odd.end()
        marks.append(length)
        shifts.append(done - length)
    pieces.append(text[done:])
    return Folded(original, "".join(pieces), tuple(marks), tuple(shifts), wide)


_BREAK = re.compile(r"(?<=[^\x00-\x7f]|[)\d]) (?=[^\x00-\x7f]|[(\d])")


def _unflattened(text: str) -> str:
    """A page whose lines were run together keeps a blank where each ended: there the lines are parted again."""
    if len(text) < 150 or text.count("\n") * 150 > len(text):
        return text
    lines = text.split("\n")
    return "\n".join(
        _BREAK.sub("\n", line) if len(line) > 150 and line.count("。") >= 2 and line.count(" ") >= 4 else line
        for line in lines
    )


def _instead(odd: re.Match[str]) -> str:
    if odd.lastgroup in ("gap", "wrap"):
        return ""
    if odd.lastgroup == "kana":
        return unicodedata.normalize("NFC", odd.group().translate({0xFF9E: 0x3099, 0xFF9F: 0x309A, 0x309B: 0x3099}))
    return unicodedata.normalize("NFKC", odd.group())


def _wrap_width(text: str) -> int:
    """The column at which the page breaks its lines in mid-sentence, or 0 when it does not."""
    lengths = [len(line) for line in text.split("\n") if line.strip()]
    longest = max(lengths, default=0)
    if not 24 <= longest <= 110 or len(lengths) < 4:
        return 0
    full = sum(length >= longest - 6 for length in lengths)
    return longest if full >= max(2, len(lengths) // 12) else 0


def _wrapped(text: str, at: int, width: int) -> bool:
    begin = text.rfind("\n", 0, at) + 1
    after = text.find("\n", at + 1)
    here, following = text[begin:at], text[at + 1 : after if after >= 0 else len(text)]
    return len(here) >= width - 7 and not _END.search(here) and not _START.match(following)


_KANJI_DIGIT = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "〆": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10_000, "億": 100_000_000}


_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零元一二三四五六七八九]+|[十百千万億]")


def number(written: str) -> int | None:
    """The integer behind 793万, 2万2000, 1,153, 一億二千万, 四十二, 1.5万; None when it is none."""
    total = section = 0
    current: float | None = None
    if written.isdecimal():
        return int(written)
    for token in _NUMERAL.findall(written):
        if token in _GREAT:
            total += round((section + (current or 0) or 1) * _GREAT[token])
            section, current = 0, None
        elif token in _SMALL:
            section += round((1 if current is None else current) * _SMALL[token])
            current = None
        elif token[0].isdigit():
            current = float(token.replace(",", "")) if "." in token else int(token.replace(",", ""))
        else:
            current = int("".join(str(_KANJI_DIGIT[digit]) for digit in token))
    if not written:
        return None
    return total + section + round(current or 0)
