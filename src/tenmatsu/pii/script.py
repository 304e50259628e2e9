"""Names by their script: which share of some cells are surnames, given names, both, in kanji, kana or Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenmatsu.pii import words

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kanji:
    """Shares: surname + given name known; surname and 1–4 letters; a surname; a given name; shape of a name."""

    full: float = 0.0
    begins: float = 0.0
    family: float = 0.0
    given: float = 0.0
    shape: float = 0.0
    split: float = 0.0


@dataclass(frozen=True, slots=True)
class Kana:
    """The same for readings, in hiragana or katakana."""

    full: float = 0.0
    family: float = 0.0
    given: float = 0.0
    split: float = 0.0


@dataclass(frozen=True, slots=True)
class Roman:
    """The same for Latin letters."""

    full: float = 0.0
    family: float = 0.0
    given: float = 0.0
    split: float = 0.0


_GAP = re.compile(r"[\s・]+")
_NAME = re.compile(r"^[々〆ヶヵ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f\u3041-\u3096\u30a1-\u30faー]{2,8}$")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_TITLE = re.compile(r"\s*(様|さま|さん|殿|氏|先生|御中|ちゃん|くん|君)$")
_NOT_NAME = re.compile(
    r"(店|社|部|課|室|係|局|所|院|校|園|館|駅|町|市|区|県|府|都|村|郡|丁目|会|組|行|ビル|コース|プラン|セット)$"
)
_LATIN_TITLE = re.compile(
    r"^(mr|mrs|ms|miss|dr|prof)\.?\s+|\s+(mr|mrs|ms|miss|mstr|chd|dr|san|sama)\.?$", re.IGNORECASE
)


def _shares(hits: list[tuple[bool, ...]], weights: Weights, fields: int) -> list[float]:
    table = np.array(hits, dtype=float).reshape(-1, fields)
    total = weights.sum()
    return [float(share) for share in (table * weights[:, None]).sum(axis=0) / total] if total else [0.0] * fields


def kanji(cells: list[str], weights: Weights) -> Kanji:
    """Shares over distinct cells with their weights."""
    families, givens = words.surnames(), words.given_names() | words.given_readings()
    return Kanji(*_shares([_kanji(cell, families, givens) for cell in cells], weights, 6))


def _kanji(cell: str, families: frozenset[str], givens: frozenset[str]) -> tuple[bool, ...]:
    name = words.plain(_TITLE.sub("", cell))
    parts = _GAP.split(name)
    one = "".join(parts)
    if not _NAME.match(one) or not _HAN.search(one) or len(parts) > 3:
        return (False,) * 6
    shape = not _NOT_NAME.search(one)
    if len(parts) >= 2:
        known = parts[0] in families
        return known and (parts[-1] in givens or words.hiragana(parts[-1]) in givens), known, False, False, shape, True
    family, given = one in families, one in givens
    cuts = [cut for cut in range(1, min(len(one), 6)) if one[:cut] in families and 1 <= len(one) - cut <= 4]
    rest = any(one[cut:] in givens or words.hiragana(one[cut:]) in givens for cut in cuts)
    whole = not (family or given) or len(one) >= 4
    return rest and whole, bool(cuts) and whole and shape, family, given, shape, False


def kana(cells: list[str], weights: Weights) -> Kana:
    """Shares over distinct cells with their weights."""
    return Kana(
        *_shares([_pair(_kana(cell), words.surname_readings(), words.given_readings()) for cell in cells], weights, 4)
    )


def _kana(cell: str) -> list[str]:
    return [
        part for part in _GAP.split(words.hiragana(_TITLE.sub("", cell)).replace("ー", "-").replace("-", "ー")) if part
    ]


def roman(cells: list[str], weights: Weights) -> Roman:
    """Shares over distinct cells with their weights."""
    return Roman(
        *_shares(
            [_pair(_roman(cell), words.surname_romaji(), words.given_romaji(), True) for cell in cells], weights, 4
        )
    )


def _roman(cell: str) -> list[str]:
    return [words.romaji(part) for part in re.split(r"[\s,./]+", _LATIN_TITLE.sub("", cell)) if part]


def _pair(parts: list[str], families: frozenset[str], givens: frozenset[str], either: bool = False) -> tuple[bool, ...]:
    if len(parts) == 1:
        one = parts[0]
        if either:
            return False, one in families, one in givens, False
        cuts = _cuts(one, lambda left, right: left in families and right in givens)
        family, given = one in families, one in givens
        return cuts and not family and not given, family, given, False
    if len(parts) not in (2, 3):
        return (False,) * 4
    first, last = parts[0], parts[-1]
    full = (first in families and last in givens) or (either and first in givens and last in families)
    return full, False, False, True


def _cuts(text: str, test: Callable[[str, str], bool]) -> bool:
    return any(test(text[:cut], text[cut:]) for cut in range(2, len(text) - 1))
