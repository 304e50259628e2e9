"""Two texts of one paper, as it lies and as the case makes it now: what the one says that the other does not.

Only what can be right or wrong is compared: numbers with their unit and bound, dates, other numbers, items, names of
organisations, words of the ladder, denials. Other words may be changed freely. Lines are aligned first, so that a
number which is right in another sentence is still wrong in this one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from tenmatsu.documents import check as rules
from tenmatsu.documents.check import Allowed
from tenmatsu.documents.known import Known
from tenmatsu.documents.numerals import plain
from tenmatsu.documents.words import kind
from tenmatsu.model import KIND_WORDS, NOT_PERSONAL, Unit


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing said that can be wrong: its sort, its normal form, and the words in which it stands."""

    sort: str
    normal: str
    shown: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A difference: what a sentence says, what the case has instead ('' for nothing), and where that comes from."""

    sentence: str
    said: str
    instead: str
    source: str
    why: str


_STATES = re.compile(
    r"漏えいしま|滅失しま|毀損しま|おそれ|可能性|閲覧可能|確認されていません|確認されておりません|調査中"
)
_TYPES = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人"
    "|公益社団法人|一般財団法人|公益財団法人|医療法人|学校法人|社会福祉法人|独立行政法人"
)
_WORD = r"[一-龥々〆ァ-ヶーA-Za-z0-9&]"
_NAMES = re.compile(rf"(?:{_TYPES}){_WORD}+|{_WORD}+(?:{_TYPES})")
LIKE = 0.6
"""The share of equal signs from which two lines are the same sentence."""
_LONG = 3000
"""Lines beyond which two papers are compared as sets of lines, without their order."""


@cache
def items() -> Mapping[str, str]:
    """Every word for an item that papers use, in Japanese and English, with its kind."""
    found: dict[str, str] = {}
    for one in KIND_WORDS:
        if one not in NOT_PERSONAL and one not in ("free_text", "sensitive"):
            for lang in ("ja", "en"):
                word = kind(one, lang)
                found[word] = one
    more = {"クレジットカード番号": "card", "カード番号": "card", "パスワード": "password", "マイナンバー": "my_number",
            "旅券番号": "passport", "パスポート番号": "passport", "メールアドレス": "email", "電話番号": "phone",
            "生年月日": "birth_date", "性別": "sex", "口座番号": "bank_account", "個人番号": "my_number",
            "診療情報": "medical", "病歴": "medical", "健康診断": "medical", "クレジットカード": "card",
            "カード情報": "card", "セキュリティコード": "security_code", "暗証番号": "pin",
            "銀行口座": "bank_account", "運転免許": "drivers_licence",
            "基礎年金番号": "pension_number", "健康保険": "health_insurance"}  # fmt: skip
    return {word: one for word, one in (more | found).items() if len(word) > 1}


@cache
def _item_form() -> re.Pattern[str]:
    words = sorted(items(), key=len, reverse=True)
    japanese = "|".join(re.escape(one) for one in words if not one.isascii())
    english = "|".join(re.escape(one) for one in words if one.isascii())
    return re.compile(rf"{japanese}|(?<![A-Za-z_.])(?:{english})(?![A-Za-z_])", re.IGNORECASE)


def flat(line: str) -> str:
    """A line as it is compared: width, and spaces other than those between cells, aside."""
    return re.sub(r"[^\S\t]+", "", unicodedata.normalize("NFKC", line)).strip()


def marks(line: str, names: Sequence[str] = ()) -> list[Mark]:
    """What a line says that can be wrong."""
    text = plain(line)
    found = [*_names(text, names)]
    for name in names:
        text = text.replace(name, " ")
    text = _NAMES.sub(" ", text)
    found += [Mark("count", _count(one), one[0].strip()) for one in rules.COUNT.finditer(text)]
    text = rules.COUNT.sub(" ", text)
    found += [Mark("date", str(day or one[0]), one[0]) for one, day in rules.dates(text)]
    text = rules.DAY.sub(" ", re.sub(r"第\d+報|版\d+", " ", text))
    found += [Mark("number", one.replace(",", ""), one) for one in rules.NUMBER.findall(text)]
    found += [Mark("item", items().get(one[0], one[0].lower()), one[0]) for one in _item_form().finditer(text)]
    found += [Mark("state", one[0], one[0]) for one in _STATES.finditer(text)]
    found += [Mark("denial", flat(one[0]), one[0]) for one in rules.NOT_SEEN.finditer(text)]
    return found


def _count(found: re.Match[str]) -> str:
    lead = (found["lead"] or "").strip()
    about = "約" if lead in ("約", "およそ", "about") else ""
    low = "≥" if lead in ("少なくとも", "at least") or found["tail"] == "以上" else ""
    high = "≤" if lead in ("最大", "多くとも", "at most") or found["tail"] == "以下" else ""
    unit = "件" if found["unit"].startswith(("件", "record")) else "人"
    return f"{about}{low}{high}{rules.amount(found['amount'])[0]}{unit}"


def _names(text: str, names: Sequence[str]) -> Iterator[Mark]:
    for name in names:
        yield from (Mark("name", name, name) for _ in range(text.count(name)))
        text = text.replace(name, " ")
    yield from (Mark("name", one[0], one[0]) for one in _NAMES.finditer(text))


def compare(
    lies: Sequence[str], made: Sequence[str], allowed: Allowed, known: Known, names: Sequence[str]
) -> list[Apart]:
    """What the paper as it lies says and the one that the case makes does not, and the other way round."""
    here, there = [flat(one) for one in lies], [flat(one) for one in made]
    extra, lost = Counter(here) - Counter(there), Counter(there) - Counter(here)
    if not extra and not lost:
        return []
    everywhere = {(one.sort, one.normal) for line in lies for one in marks(line, names)}
    found: list[Apart] = []
    for mine, theirs in _blocks(here, there):
        new = [lies[n] for n in mine if extra[here[n]] > 0]
        old = [made[n] for n in theirs if lost[there[n]] > 0]
        found += _block(new, old, allowed, known, names, everywhere)
    return list(dict.fromkeys(found))


def _blocks(here: list[str], there: list[str]) -> Iterator[tuple[range, range]]:
    if max(len(here), len(there)) > _LONG:
        yield range(len(here)), range(len(there))
        return
    for word, a, b, c, d in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if word != "equal":
            yield range(c, d), range(a, b)


def _block(
    new: list[str],
    old: list[str],
    allowed: Allowed,
    known: Known,
    names: Sequence[str],
    everywhere: set[tuple[str, str]],
) -> Iterator[Apart]:
    left = Counter((one.sort, one.normal) for line in old for one in marks(line, names))
    shown = {(one.sort, one.normal): one.shown for line in old for one in marks(line, names)}
    wrong: list[tuple[str, Mark]] = []
    for line in new:
        for one in marks(line, names):
            key = (one.sort, one.normal)
            if left[key] > 0:
                left[key] -= 1
            else:
                wrong.append((line, one))
    for line, one in wrong:
        instead = _instead(line, one, old, left, names)
        if instead:
            left[instead.sort, instead.normal] -= 1
            yield Apart(
                line, one.shown, instead.shown, source(instead, known, allowed), "the case has another value here"
            )
        elif why := _unknown(one, known, allowed):
            yield Apart(line, one.shown, "", "", why)
    yield from _renamed(new, old, left, names, known, allowed)
    for (sort, normal), many in left.items():
        row = next((line for line in old if any((m.sort, m.normal) == (sort, normal) for m in marks(line, names))), "")
        if many > 0 and sort in ("count", "item", "date", "name") and ("\t" in row or (sort, normal) not in everywhere):
            mark = Mark(sort, normal, shown[sort, normal])
            yield Apart(row, "", mark.shown, source(mark, known, allowed), "the case says this and the paper does not")


_TOKEN = re.compile(rf"{_WORD}+")


def _renamed(
    new: list[str], old: list[str], left: Counter[tuple[str, str]], names: Sequence[str], known: Known, allowed: Allowed
) -> Iterator[Apart]:
    """A name of the case that became a similar one (架空銀行 → 架空信託銀行), also where the name stands elsewhere."""
    for name in names:
        for line in new if left["name", name] > 0 and any(name in plain(one) for one in old) else ():
            for token in _TOKEN.findall(plain(line)):
                if name not in token and token not in names and SequenceMatcher(None, token, name).ratio() >= LIKE:
                    left["name", name] -= 1
                    told = source(Mark("name", name, name), known, allowed)
                    yield Apart(line, token, name, told, "the case has another name here")


def _instead(line: str, one: Mark, old: list[str], left: Counter[tuple[str, str]], names: Sequence[str]) -> Mark | None:
    """What of the same sort stands in the case's lines and is missing here, from the most similar line."""
    near = sorted(old, key=lambda text: -SequenceMatcher(None, flat(text), flat(line), autojunk=False).quick_ratio())
    sorts = ("count", "number") if one.sort in ("count", "number") else (one.sort,)
    for text in near:
        for mark in marks(text, names):
            if mark.sort in sorts and left[mark.sort, mark.normal] > 0:
                return mark
    return None


def _unknown(one: Mark, known: Known, allowed: Allowed) -> str:
    """Why something that only the paper says is wrong; '' when it may stand, or when `check` says it already."""
    quotes = "\n".join([*(unicodedata.normalize("NFKC", text) for _, text in allowed.quotes), allowed.constants])
    if one.sort == "item":
        kinds = {part for item in known.items for part in item.kinds} | {items().get(item.word) for item in known.items}
        kinds |= {items().get(item.word.split("（")[0]) for item in known.items}
        return "" if one.normal in kinds or one.shown in quotes else "no item of the register or of the facts"
    if one.sort == "name":
        return "" if one.shown in quotes else "no fact names this organisation"
    if one.sort == "denial":
        return "" if one.shown in quotes else "no fact says so: record it with its source first"
    return ""


def source(mark: Mark, known: Known, allowed: Allowed) -> str:
    """Where a value of the case comes from: a fact with its source, a figure of the register, or the case itself."""
    if mark.sort == "count":
        value = int(re.sub(r"\D", "", mark.normal))
        unit = Unit.RECORDS if mark.normal.endswith("件") else Unit.PERSONS
        if found := next((one for one in allowed.figures if (one.value, one.unit) == (value, unit)), None):
            return _figure(found.source)
    if mark.sort == "item" and known.result is not None:
        return "result/summary.json"
    for many in known.stated.values():
        for one in many:
            if mark.shown in unicodedata.normalize("NFKC", f"{one.words}\n{one.value}") or (
                mark.sort == "date" and one.moment and str(one.moment)[:10] == mark.normal
            ):
                return f"fact {one.key} ({one.source})"
    if mark.sort == "date" and mark.normal == known.day.isoformat():
        return "the day of the paper"
    if mark.sort == "name" and mark.shown == known.organisation:
        return "case.toml"
    return "result/summary.json" if known.result is not None else "case.toml and the facts"


def _figure(told: str) -> str:
    return told if "/" in told or told.startswith("fact") else f"result/ ({told})"


def like(line: str, made: Sequence[str]) -> str:
    """The numbers that the most similar of the case's lines has, '' when none is similar."""
    shares = (
        (SequenceMatcher(None, flat(one), flat(line), autojunk=False).ratio(), one)
        for one in made
        if "人" in one or "件" in one
    )
    share, near = max(shares, default=(0.0, ""), key=lambda pair: pair[0])
    return "、".join(one.shown for one in marks(near) if one.sort == "count") if share > LIKE else ""


def names_of(known: Known, more: Iterable[str] = ()) -> tuple[str, ...]:
    """The organisations of a case, longest first: its own, those of facts, recipients, partners."""
    said = {known.words(name) for name in ("reporter_name", "entrustor_name", "entrustee_name", "recipient")}
    said |= {known.organisation, *more, *(way.recipient or "" for way in known.ways)}
    said |= {value for values in known.groups.values() for value in values}
    folded = (unicodedata.normalize("NFKC", one).strip() for one in said)
    return tuple(
        sorted({one for one in folded if 1 < len(one) <= 60 and "\n" not in one}, key=lambda one: (-len(one), one))
    )
