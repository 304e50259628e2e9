"""What each word of a rule compares: which normal forms must be equal, and in which columns they were written.

A rule is `name+birth_date+email`: all of its words agree. A word agrees when one of its pairs of normal forms does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenmatsu.case.verbs.kept import Cell, Row
from tenmatsu.people.normal import NUMBERS

_KANJI = ("name", "family_name", "given_name")
_KANA = ("name_kana", "family_kana", "given_kana")
_SPOKEN = (*_KANA, "name_romaji")

COMPARED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "name": (("name",),), "family_name": (("family",), ("reading_family",)), "given_name": (("given",),),
    "name_kana": (("kana",),), "given_kana": (("reading_given",),), "name_reading": (("reading",),),
    "birth_date": (("birth_date",),), "sex": (("sex",),), "email": (("email", "email_2"),),
    "phone": (("phone", "phone_2"),), "address": (("address_key",),), "postcode": (("postcode",),),
    **{name: ((name,),) for name in NUMBERS},
}  # fmt: skip
"""Word → alternatives; of one alternative any value on the left may equal any on the right (two telephones)."""

WRITTEN: Mapping[str, tuple[str, ...]] = {
    "name": _KANJI, "family_name": (*_KANJI, *_SPOKEN), "given_name": _KANJI, "name_kana": _SPOKEN,
    "given_kana": _SPOKEN, "name_reading": _SPOKEN, "member_no": ("member_id",),
}  # fmt: skip
"""Word → kinds of column in which its value stands; the word itself where it is not named here."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the cells as written, and the normal forms made of them."""

    written: tuple[Cell, ...]
    normal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One word of a rule on both sides. `equal` is None when neither can be seen (a side holds nothing)."""

    field: str
    left: Side
    right: Side
    equal: bool | None


def compare(field: str, left: Row, right: Row) -> Compared:
    """What the two rows say in a field."""
    best: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    for names in COMPARED.get(field, ((field,),)):
        mine, theirs = _values(left.normal, names), _values(right.normal, names)
        common = tuple(value for value in mine if value in theirs)
        if common:
            return Compared(field, Side(_cells(field, left), mine), Side(_cells(field, right), theirs), True)
        best = best if any(best) else (mine, theirs)
    known = bool(best[0] and best[1])
    sides = Side(_cells(field, left), best[0]), Side(_cells(field, right), best[1])
    return Compared(field, *sides, False if known else None)


def _values(normal: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for name in names:
        value = _reading_family(normal) if name == "reading_family" else normal.get(name)
        found += [str(value)] if value not in (None, "") else []
    return tuple(dict.fromkeys(found))


def _reading_family(normal: Mapping[str, Any]) -> str | None:
    """The reading of the family name: what stands before that of the given name."""
    whole, given = normal.get("reading"), normal.get("reading_given")
    return str(whole)[: len(str(whole)) - len(str(given))] if whole and given else None


def _cells(field: str, row: Row) -> tuple[Cell, ...]:
    """The cells that the value was made of; for a reading or kana, the name itself where no reading is written."""
    kinds = WRITTEN.get(field, (field,))
    found = tuple(cell for cell in row.cells if cell.kind in kinds and (cell.value or "").strip())
    if found or field not in WRITTEN or field == "member_no":
        return found
    return tuple(cell for cell in row.cells if cell.kind in (*_KANJI, *_SPOKEN) and (cell.value or "").strip())
