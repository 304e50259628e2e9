# ruff: noqa: E501 (patterns and tables are kept whole)
"""Passwords after their word: visible ASCII without blanks; never a sentence about passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.spots import LABEL, Claim, Finder
from tenmatsu.pii.zones import matches

_WORD = re.compile(
    r"(?:パスワード|ﾊﾟｽﾜｰﾄﾞ|[Pp]ass(?:word|wd|code)|PASSWORD|暗証番号|(?<![A-Za-z])(?:PW|pw|Pass|PASS|pass)(?![A-Za-z])|(?<![A-Za-z])PIN(?:コード)?(?![A-Za-z]))"
    r"(?:\([^()\n]{1,8}\))?[ \t]*(?:[】\]〕>]?[ \t]*[:=|→][ \t]*|[はが][、 ]?|[】\]〕>][ \t]*|(?=「[!-~]{4,64}」)|[ \t]+(?=[!-~]{0,63}[0-9])(?=[!-~]{0,63}[A-Za-z])(?=[!-&*-~]{6,64})|(?=\((?=[^()\s]*[0-9])(?=[^()\s]*[A-Za-z])[!-~]{6,64}\)))[「『\"'(]?[ \t]?([!-&*-~]{4,64})"
)
_ANCHOR = re.compile("パスワード|Pass|pass|PASS|PW|pw|暗証番号|PIN")
_BOTH = re.compile(
    r"(?:ID|ユーザー?(?:名|ID)?|アカウント|ログインID) ?[/・&] ?(?:PASS(?:WORD)?|PW|パスワード|Pass(?:word)?|pass(?:word)?|pw)[ \t]*[:=は][ \t]*"
    r"([!-.0-~]{3,64}) ?[/ ,、] ?([!-.0-~]{4,64})"
)
_MIXED = r"(?=[!-~]{0,31}[0-9])(?=[!-~]{0,31}[A-Za-z])([!-&*-~]{6,32})"
_SPOKEN = re.compile(
    rf"(?<![ァ-ヴー])パスは[、 ]?{_MIXED}|[Pp]assword for [^.\n]{{1,40}} is {_MIXED}|パスワードを(?:お送り|お知らせ|送り)[^\n]{{0,12}}\n{{1,2}}{_MIXED}(?=\s|$)"
)
"""In a sentence, or alone on the next line."""
_NOT = re.compile(
    r"^(?:https?:|null|none|required|reset|incorrect|and|or|is|the|[*•●x-]+$|[0-9]{1,2}[~-][0-9]{1,2}$)", re.IGNORECASE
)


def find(plain: str) -> Iterator[Claim]:
    for both in matches(_BOTH, plain, _ANCHOR, 24, 140):
        for kind, group in (("member_id", 1), ("password", 2)):
            yield Claim(kind, *both.span(group), both[group], 0.9, "words before them", LABEL + 0.1)
    for one in _SPOKEN.finditer(plain):
        group = one.lastindex or 1
        value = one[group].rstrip(".,")
        yield Claim(
            "password", one.start(group), one.start(group) + len(value), value, 0.85, "words before it", LABEL - 0.1
        )
    for one in matches(_WORD, plain, _ANCHOR, 2, 90):
        value = one[1].rstrip("\"',;)>]」").rstrip(".,") or one[1]
        rest = plain[one.start(1) + len(value) : one.start(1) + len(value) + 4]
        if (
            len(value) < 4
            or _NOT.match(value)
            or rest.startswith(("文字", "桁", "回", "日", "年", "月", "件", "人", "字"))
        ):
            continue
        yield Claim("password", one.start(1), one.start(1) + len(value), value, 0.9, "word before it", LABEL)


FINDER = Finder("password", ("パス", "ass", "PASS", "PW", "pw", "暗証", "PIN"), find)
