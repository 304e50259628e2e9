# ruff: noqa: E501 (patterns and tables are kept whole)
"""Payment card numbers of which only some digits are shown (`****-****-****-1234`, `498012******1234`), and expiry by its word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.finders.card import MONTH
from tenmatsu.pii.spots import CHECK, CONTEXT, LABEL, Claim, Finder, near

_HIDDEN = "*xX●○•＃#"
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z{_HIDDEN}-])(?:(?:[0-9]{{4}}|[{_HIDDEN}]{{4}}|[0-9]{{2}}[{_HIDDEN}]{{2}})([- ])(?:[0-9]{{4}}|[{_HIDDEN}]{{4}}|[0-9]{{2}}[{_HIDDEN}]{{2}})\1[{_HIDDEN}]{{4}}\1[0-9]{{4}}"
    rf"|[0-9]{{0,6}}[{_HIDDEN}]{{6,12}}[0-9]{{3,4}}|(?:[0-9]{{4}}|[{_HIDDEN}]{{4}})([- ])[0-9{_HIDDEN}]{{6}}\2[{_HIDDEN}0-9]{{5}})(?![0-9A-Za-z{_HIDDEN}-])"
)
_WORDS = ("カード", "ｶｰﾄﾞ", "クレジット", "VISA", "Visa", "JCB", "Master", "MASTER", "AMEX", "Amex", "Diners", "card", "Card", "CARD", "クレカ", "決済", "支払")  # fmt: skip
_UNTIL = re.compile(
    rf"(?:有 ?効 ?期 ?限|(?<![A-Za-z])(?i:expir(?:y|es|ation)(?: date)?|exp|valid (?:thru|until)))\.?(?:は|が|切れ|まで|それぞれ|[:= 「(/]){{0,6}}({MONTH})(?:(?:[、,と/ ]|及び|および){{1,2}}({MONTH}))?"
)
_BEHIND = re.compile(rf" ?[(、,/ ] ?({MONTH})[)）]?")


def find(plain: str) -> Iterator[Claim]:
    for one in _MASKED.finditer(plain):
        text = re.sub("[- ]", "", one[0])
        if 14 <= len(text) <= 16 and (
            (len(text) == 16 and (one[1] or text[0] in "3456●*")) or near(plain, *one.span(), _WORDS, 40, 12)
        ):
            yield Claim("card", *one.span(), text, 0.9, "masked number", CHECK)
            until = _BEHIND.match(plain, one.end())
            if until:
                yield Claim("card_expiry", *until.span(1), until[1].replace(" ", ""), 0.9, "beside a card", CONTEXT)
    for one in _UNTIL.finditer(plain):
        if any(word in re.sub(" ", "", plain[max(0, one.start() - 80) : one.start()]) for word in _WORDS):
            for group in (1, 2):
                if one[group]:
                    yield Claim(
                        "card_expiry",
                        *one.span(group),
                        one[group].replace(" ", ""),
                        0.9,
                        "word before it",
                        LABEL + 0.05,
                    )


FINDER = Finder("card", ("*", "x", "X", "●", "○", "•", "#", "期限", "期 限", "xp", "XP", "alid"), find)
