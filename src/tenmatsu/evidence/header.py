"""Is the first line of a table its header? Known labels count, and so does how the line differs from what is below."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tenmatsu.evidence.labels import ends_as_label, is_identifier, is_word, plain

BODY = 200
_YMD = r"\d{2,4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?"
_ERA = r"[a-z]\d{1,2}[./年]\d{1,2}[./月]\d{1,2}日?|(明治|大正|昭和|平成|令和).*\d.*"
_SHAPES = (
    ("mail", re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)),
    ("date", re.compile(rf"({_YMD}|{_ERA})([ t]\d.*)?", re.IGNORECASE)),
    ("clock", re.compile(r"\d{1,2}:\d{2}(:\d{2})?.*")),
    ("number", re.compile(r"[-+¥\\$△▲]?[\d,]*\.?\d+%?円?")),
    ("digits", re.compile(r"[\d\-‐－ ()+/]*\d[\d\-‐－ ()+/]*")),
    ("url", re.compile(r"https?://.*")),
    ("coded", re.compile(r"(?=.*\d)[a-z0-9\-_./]+", re.IGNORECASE)),
)  # fmt: skip
_PREFECTURE = r"北海道|東京都|(京都|大阪)府|神奈川県|和歌山県|鹿児島県|[^\s都道府県]{2}県"
_PLACE = re.compile(rf"({_PREFECTURE}).*|.*\d+[-−丁番].*|[^市区町村]{{1,6}}[市区町村]")
_VALUE = re.compile(
    r"男性?|女性?|有効|無効|有り?|無し?|はい|いいえ|済|未|可|不可|[○×◯✓]|true|false|yes|null|"
    r"[(（](株|有)[)）].+|[㈱㈲].+|.*(株式|有限|合同)会社.+|.+(株式|有限|合同)会社",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。、！!]|です|ます|\. ")
_PERSON = re.compile(
    r"[々一-龥ァ-ヺー]{1,4}[ 　][々一-龥ぁ-んァ-ヺー]{1,5}|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{2,} [A-Z]{2,}"
)


def shape_of(value: str) -> str:
    """The coarse shape of a value: mail, date, number, digits, coded, kana, half, kanji, latin, empty …"""
    text = unicodedata.normalize("NFKC", value[:200]).strip()
    if not text:
        return "empty"
    for name, pattern in _SHAPES:
        if pattern.fullmatch(text):
            return name
    if re.fullmatch(r"[ァ-ヺー・ ]+", text):
        return "kana"
    if re.fullmatch(r"[ぁ-んー・ ]+", text):
        return "hira"
    if re.fullmatch(r"[\x20-\x7e]+", text):
        return "latin"
    return "kanji"


_TYPED = frozenset({"mail", "date", "clock", "number", "digits", "url", "coded"})


def is_header(
    row: Sequence[str | None], body: Sequence[Sequence[str | None]], width: int, words: frozenset[str]
) -> bool:
    """Whether `row` labels the columns that `body` (the records below it) fills.

    Sums the evidence of each column: positive for labels, negative for data. An all-text table without any known label
    is taken as having none.
    """
    cells = [(cell or "").strip().strip("\ufeff") for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    filled = [cell for cell in cells if cell]
    if not filled or (len(filled) < 0.5 * width and not all(is_word(cell, words) for cell in filled)):
        return False
    if not body:
        return _alone(filled, words)
    if any(_repeats(cells, other) for other in body) and mostly_labels(filled, words, 0.3):
        return True
    columns = [[(other[at] or "").strip() for other in body[:BODY] if at < len(other)] for at in range(len(cells))]
    score = sum(_weigh(cell, column, words) for cell, column in zip(cells, columns, strict=True))
    labels = [plain(cell) for cell in filled]
    score -= 1.0 * (len(labels) - len(set(labels)))
    return score > 0.15 * len(filled)


def _repeats(cells: list[str], other: Sequence[str | None]) -> bool:
    return len(other) >= len(cells) > 1 and all((b or "").strip() == a for a, b in zip(cells, other, strict=False))


def _alone(filled: list[str], words: frozenset[str]) -> bool:
    """A file of one line: a header only when most cells are labels and none is typed."""
    return mostly_labels(filled, words, 0.6) and not any(
        shape_of(cell) in _TYPED and not is_word(cell, words) and not is_identifier(cell) for cell in filled
    )


def mostly_labels(filled: Sequence[str], words: frozenset[str], share: float) -> bool:
    """Whether that share of the cells are known labels, end as labels do or are written as names of columns."""
    known = sum(is_word(cell, words) or ends_as_label(cell) or is_identifier(cell) for cell in filled)
    return known >= share * len(filled)


def _weigh(cell: str, column: list[str], words: frozenset[str]) -> float:
    """Evidence of one column, in favour of a header (> 0) or of data (< 0)."""
    values = [value for value in column if value]
    if not cell:
        return -0.4 if values else 0.0
    score = _as_label(cell, words)
    if not values:
        return score
    return score + _contrast(cell, values)


def _as_label(cell: str, words: frozenset[str]) -> float:
    """What the cell says by itself."""
    if is_word(cell, words):
        return 3.0
    shape = shape_of(cell)
    if shape in ("mail", "url", "clock", "date"):
        return -4.0
    if shape in ("number", "digits"):
        return -2.5
    if is_identifier(cell):
        return 1.0 if shape != "coded" or "_" in cell else 0.3
    if _SENTENCE.search(cell) or len(cell) > 30:
        return -1.0
    if _VALUE.fullmatch(cell):
        return -2.5
    if _PLACE.fullmatch(cell) or _PERSON.fullmatch(cell):
        return -1.5
    return 1.5 if ends_as_label(cell) else 0.0


def _contrast(cell: str, values: list[str]) -> float:
    """What the cell says against the values below it; few of them say little."""
    shape = shape_of(cell)
    shapes = [shape_of(value) for value in values]
    same = sum(other == shape for other in shapes) / len(shapes)
    typed = sum(other in _TYPED for other in shapes) / len(shapes)
    trust = min(1.0, len(values) / 8)
    score = _by_length(cell, values)
    if typed >= 0.7 and shape not in _TYPED:
        score += 2.0 + trust
    elif same >= 0.7 and shape in _TYPED:
        score -= 2.0
    elif same <= 0.1:
        score += trust
    seen = values.count(cell)
    if seen >= 2 and seen > 0.01 * len(values):
        score -= 3.5
    return score


def _by_length(cell: str, values: list[str]) -> float:
    if len(values) < 8:
        return 0.0
    lengths = sorted(map(len, values))
    low, high = lengths[len(lengths) // 20], lengths[-1 - len(lengths) // 20]
    if low == high and len(cell) != low:
        return 1.0
    if len(cell) < low or len(cell) > high:
        return 0.5
    return -0.3 if low == high else -0.1
