# ruff: noqa: E501 (patterns and tables are kept whole)
"""銀行口座: bank, branch, kind and number as people write them in one breath; 記号 and 番号 of ゆうちょ; labelled numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import words
from tenmatsu.pii.spots import CONTEXT, LABEL, Claim, Finder, near
from tenmatsu.pii.zones import matches

_HAN = "一-龠々ァ-ヶーA-Za-z・ぁ-ん"
_BANK = r"(?:銀行|信用金庫|信用組合|信金|信組|労働金庫|労金|農業協同組合|農協|JA[一-龠ぁ-ん]{1,6})"
_GAP = r"[ \t/、,・:-]{0,3}"
_KIND = r"(?:\(?(?:普通|当座|貯蓄|総合|定期)(?:預金)?(?:口座)?\)?|\(普\)|\(当\)|普)"
_NUMBER = re.compile(
    rf"(?P<branch>[{_HAN}]{{1,12}}(?:支店|本店|営業部|出張所|支所|本所)|本店|(?:〇|[一二三四五六七八九零〇]){{3}}(?:店|支店))?(?: ?\((?:店番号?|支店番号|支店コード|店舗?コード)?:? ?[0-9]{{3}}\)| ?[0-9]{{3}}(?=[ (普当]))?"
    rf"(?:の口座)?の?{_GAP}{_KIND}の?{_GAP}(?:口座)?(?:番号|No\.?)?[ \t]?[:はがで→]?[ \t]?(?P<number>[0-9]{{7}}|[0-9]{{6}})(?![0-9])"
)
_ANCHOR = re.compile(r"(?:普|当座|貯蓄|総合|定期|\(当)[^0-9\n]{0,18}[0-9]{6}")
_NAME = re.compile(rf"[一-龠々ァ-ヶーA-Za-zぁ-ん]{{1,12}}{_BANK}(?: ?\([0-9]{{4}}\))?{_GAP}$")
_ACCOUNT = re.compile(r"口座(?:番号)?(?:No\.?)?[ \t]*(?:[:=は(「→]|が)?[ \t]*([0-9]{7})(?![0-9-])")
_BARE = re.compile(
    rf"[一-龠々ァ-ヶーA-Za-zぁ-ん]{{1,12}}{_BANK}{_GAP}[一-龠々ァ-ヶーぁ-ん]{{1,10}}(?:支店|本店|営業部|出張所)(?:{_GAP}|(?:の|で|、){{1,2}} ?(?:口座)?(?:番号|No\.?)?(?:は|が|:)? ?)([0-9]{{7}})(?![0-9-]|円)"
)
"""Bank, branch and seven digits, the kind of account left out."""
_SORT = re.compile(
    r"(?:種[目別類]|科目)[ :]{0,3}(?:普通|当座)(?:預金)?\s{1,3}(?:口座)?番号[ :]{0,3}([0-9]{7})(?![0-9-])"
)
_POSTAL = re.compile(
    r"([01](?<![0-9-].)[0-9]{4})(?:-[0-9])?(?:[ \t]?[-‐ /・、][ \t]?|[ \t]*[、,(/]?[ \t]*(?:の)?番号[ \t]*[:はが]?[ \t]*)([0-9]{1,7}1)(?![0-9-])"
)
_LEAD = re.compile(
    r"^(?:振込先?(?:口座)?|口座|引落(?:し)?(?:先|口座)?|返金(?:先|は)?|給与|入金先|お?振り?込み?先?|指定|取引|[はをがにの]|、|:)+"
)


def find(plain: str) -> Iterator[Claim]:
    for one in matches(_NUMBER, plain, _ANCHOR, 48, 12):
        start = _begin(plain, one)
        if start < one.start("number") and (
            one["branch"]
            or start < one.start()
            or near(plain, *one.span(), ("口座", "銀行", "振込", "支店", "店番", "ゆうちょ", "預金"), 30, 10)
        ):
            yield Claim(
                "bank_account",
                start,
                one.end("number"),
                _normal(plain[start : one.end("number")]),
                0.97,
                "bank, branch, kind and number",
                LABEL - 0.2,
            )
    for one in _ACCOUNT.finditer(plain):
        yield Claim("bank_account", *one.span(1), one[1], 0.95, "label", LABEL - 0.3)
    for one in _BARE.finditer(plain):
        start = one.start() + _lead(one[0])
        yield Claim(
            "bank_account",
            start,
            one.end(),
            _normal(plain[start : one.end()]),
            0.9,
            "bank, branch and number",
            LABEL - 0.3,
        )
    for one in _SORT.finditer(plain):
        yield Claim("bank_account", *one.span(1), one[1], 0.95, "kind and number", LABEL - 0.3)
    for one in _POSTAL.finditer(plain):
        if near(plain, *one.span(), ("ゆうちょ",), 60, 4) or (
            near(plain, *one.span(), ("ゆうちょ", "記号", "郵便貯金", "通帳", "口座"), 24, 4)
            and not near(plain, *one.span(), ("保険", "健保"), 24, 0)
        ):
            parts = (one.span(1), one.span(2)) if "番号" in one[0] else (one.span(),)
            for part in parts:
                yield Claim("bank_account", *part, f"{one[1]}-{one[2]}", 0.95, "記号 and 番号", CONTEXT + 0.9)


def _begin(plain: str, one: re.Match[str]) -> int:
    """The first character of the bank's name before the branch, without words that lead to it (振込先は …)."""
    base = one.start()
    if one["branch"]:
        inner = re.match(rf"[{_HAN}]{{1,12}}?{_BANK}(?=.)", one["branch"])
        if inner:
            return base + _lead(one["branch"])
    lead = plain[max(0, base - 40) : base]
    name = _NAME.search(lead)
    if name:
        return base - len(lead) + name.start() + _lead(name[0])
    return base + _lead(one["branch"] or "") + (len(one[0]) - len(one[0].lstrip(" \t/、,・:-")))


def _lead(name: str) -> int:
    """How many characters in front lead to a bank and are none of its name: `お振込みは`, `口座を`."""
    found = _LEAD.match(name)
    skip = found.end() if found else 0
    for mark in "はをにへでが":
        at = name.find(mark, skip)
        rest = name[at + 1 :]
        if at > 0 and re.search(_BANK, rest) and (not re.match("[ぁ-ん]", rest) or _is_bank(rest)):
            return at + 1
    return skip


def _is_bank(text: str) -> bool:
    """Whether a text begins with the name of a bank (みずほ, ゆうちょ)."""
    names = words.banks()[1]
    return text.startswith("ゆうちょ") or any(text[:length] in names for length in range(2, 8))


def _normal(text: str) -> str:
    return re.sub(r"[\s/、,・:()-]+", "/", text).strip("/")


FINDER = Finder(
    "bank_account",
    ("普通", "当座", "定期", "貯蓄", "口座", "ゆうちょ", "記号", "(普)", "支店", "通帳"),
    find,
    numeric=True,
)
