"""The nouns of weighing: what may agree (BITS), rates of agreement, and the weights of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tenmatsu.people.normal import NUMBERS

Floats = npt.NDArray[np.float32]
Nodes = npt.NDArray[np.int64]
Three = tuple[Floats, Floats, Floats]
"""log10 likelihoods under the three explanations: same, household, strangers."""
BITS = (
    "name", "family_name", "given_name", "name_kana", "given_kana", "name_reading", "birth_date", "sex", "email",
    "phone", "address", "postcode", *NUMBERS,
)  # fmt: skip
"""What a rule may say that two records agree on; bit n of an agreement mask is BITS[n]."""

NAMESAKE = 0.0012
"""Namesakes with one birthday that a person is to have among the data, even where chance alone would give fewer."""

ELSEWHERE = 2000
"""People beside those of the case among whom values are counted: in a case of three records nothing is common yet."""

BIT = {name: np.uint32(1 << number) for number, name in enumerate(BITS)}


NUMBER_RATES = {
    "passport": (0.93, 0.003), "my_number": (0.985, 0.0005), "pension_number": (0.98, 0.001),
    "drivers_licence": (0.95, 0.001), "residence_card": (0.93, 0.001), "health_insurance": (0.85, 0.5),
    "member_no": (0.8, 0.15), "employee_id": (0.9, 0.01), "card": (0.6, 0.3), "bank_account": (0.6, 0.25),
    "employment_insurance": (0.93, 0.001), "resident_code": (0.97, 0.0005),
}  # fmt: skip
"""How often two records of one person, and two records of one household, agree on a number that both hold."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of agreement between two records of one person, and of near agreement, by field; and what is expected.

    `given` is agreement in at least one script, `slip` the share in which one script of two differs.
    `partners` is the expected number of other records of the same person (among records, among master rows), `family`
    that of records of other members of the household, `registered_twice` that of other master rows for a master row.
    """

    given: float = 0.996
    slip: float = 0.03
    family: float = 0.97
    birth_date: float = 0.96
    birth_near: float = 0.025
    sex: float = 0.997
    email: float = 0.80
    phone: float = 0.82
    address: float = 0.78
    postcode: float = 0.08
    nothing_shared: tuple[float, float, float] = (0.18, 0.06, 0.03)
    partners: tuple[float, float] = (0.3, 0.7)
    registered_twice: float = 0.03
    household: float = 1.0
    numbers: Mapping[str, tuple[float, float]] = field(default_factory=lambda: NUMBER_RATES)


@dataclass(frozen=True, slots=True)
class Weights:
    """`weight`: log10 odds for one person. `mask`: bits of BITS that agree. `against`: bits that plainly differ.

    `independent`: how many kinds of thing agree (name, birth, each contact, each number). `sole`: a contact of a record
    that names nobody, held by one person as far as the data show. `both_scripts`: the given name can be compared in
    kanji and in its reading.
    """

    weight: Floats
    mask: npt.NDArray[np.uint32]
    against: npt.NDArray[np.uint32]
    independent: npt.NDArray[np.int8]
    sole: npt.NDArray[np.bool_]
    both_scripts: npt.NDArray[np.bool_]
    totals: Three
    parts: dict[str, Three]

    def without(self, *names: str) -> Floats:
        """The weight if nothing were known of these fields."""
        left = [total - sum(self.parts[name][at] for name in names) for at, total in enumerate(self.totals)]
        return odds(left[0], left[1], left[2])


def odds(same: Floats, household: Floats, strangers: Floats) -> Floats:
    high, low = np.maximum(household, strangers), np.minimum(household, strangers)
    odds: Floats = same - (high + np.log10(1 + 10 ** np.maximum(low - high, -30)))
    return odds.astype(np.float32)
