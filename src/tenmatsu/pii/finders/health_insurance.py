# ruff: noqa: E501 (patterns and tables are kept whole)
"""健康保険: 保険者番号 by scheme, prefecture and check digit beside its word; 記号 and 番号 by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import digits
from tenmatsu.pii.runs import passing, runs
from tenmatsu.pii.spots import CHECK, CONTEXT, LABEL, Claim, Finder, near

_INSURER = re.compile(r"[0-9]{8}(?![0-9])|[0-9]{6}(?![0-9])|[0-9]{2} [0-9]{2} [0-9]{3} [0-9](?![0-9])")
_LINK = r"[ \t]*(?:[:=は(「『)]|が|→){0,2}[ \t]*"
_NUMBER = re.compile(
    rf"(?<!雇用保険)(?<!雇用保険の)(?<!雇保)(?:被保険者証?(?:等)?|健康保険証?|保険証|健保|国保|組合員証|資格確認書|介護保険(?:被保険者)?|公費(?:負担者|受給者)|受給者証?)の?(?:記号[・/ ]?番号|番号|No\.?){_LINK}"
    r"([0-9]{1,10}(?: ?[-・/.] ?[0-9]{1,10}){0,2}|[0-9]{1,8} [0-9]{1,8}|[一-龠]{1,4}[0-9]{0,4} ?[-・/ ] ?[0-9]{1,8})(?![0-9A-Za-z])"
)
_PAIR = re.compile(
    rf"記 ?号{_LINK}([0-9]{{1,8}}|[A-Za-z0-9一-龠ぁ-んァ-ヶ-]{{1,10}}?)[ \t,、。/・()」』]{{0,4}}(?:の)?番 ?号{_LINK}([0-9]{{1,10}})(?![0-9A-Za-z])"
    rf"(?:[ \t,、(/・]{{0,3}}(?:枝番){_LINK}([0-9]{{2}})(?![0-9]))?"
)
_JOINT = re.compile(
    rf"記号[・/、 ]?番号{_LINK}([0-9]{{1,8}}(?:-[0-9]{{1,4}}(?=[・/ ]))?[ ]?[-・/. の][ ]?[0-9]{{1,10}})(?![0-9A-Za-z])(?:[ \t,、(/・]{{0,3}}(?:枝番){_LINK}([0-9]{{2}})(?![0-9]))?"
)


def find(plain: str) -> Iterator[Claim]:
    found = list(runs(plain, _INSURER))
    for one, fits in zip(found, passing(found, digits.insurer), strict=True):
        if fits and near(
            plain,
            one.start,
            one.end,
            ("保険者", "健康保険", "保険証", "健保", "国保", "記号番号", "記号・番号", "被保険者"),
            40,
            8,
        ):
            yield Claim("health_insurance", one.start, one.end, one.digits, 0.96, "check digit and context", CHECK)
        elif near(plain, one.start, one.end, ("保険者番号",), 10, 0):
            yield Claim("health_insurance", one.start, one.end, one.digits, 0.85, "label", CONTEXT + 0.5)
    for pair in _NUMBER.finditer(plain):
        yield _claim(pair, 1)
    for pair in _JOINT.finditer(plain):
        if not near(plain, *pair.span(), ("ゆうちょ", "貯金", "通帳", "口座"), 30, 0):
            yield from (_claim(pair, group) for group in (1, 2) if pair[group])
    if near(plain, 0, len(plain), ("保険", "保 険", "健保", "国保", "被扶養", "資格")):
        for pair in _PAIR.finditer(plain):
            if (
                near(plain, *pair.span(), ("保険", "保 険", "健保", "国保", "資格"), 80, 30)
                and "ゆうちょ" not in plain[max(0, pair.start() - 30) : pair.start()]
            ):
                yield from (_claim(pair, group) for group in (1, 2, 3) if pair[group])


def _claim(found: re.Match[str], group: int) -> Claim:
    return Claim("health_insurance", *found.span(group), re.sub(r"\s", "", found[group]), 0.95, "label", LABEL)


FINDER = Finder(
    "health_insurance",
    ("保険", "保 険", "健保", "国保", "受給者", "資格", "組合員証", "記号・", "記号 ", "記号/", "記号番"),
    find,
)
