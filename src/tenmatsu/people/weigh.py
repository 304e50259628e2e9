"""How likely two records are one person: three explanations of what they share, weighed against one another.

    same        one person; what differs is a slip, a move, a new number, a marriage
    household   two persons of one family: surname, address, telephone, mailbox are shared, given name and birth are not
    strangers   two persons who share a value by chance, as often as that value occurs in these very data

For each field the three explanations predict agreement, near agreement or difference with a stated rate; rates of
`same` are measured again on the data at hand (people/rates.py). The weight is log10 of the odds for `same`. A common
name weighs little and a rare one much, a mailbox that five hundred people share weighs nothing: no list says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tenmatsu.people.features import DAYS, SEXES, Features
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
        return _odds(left[0], left[1], left[2])


class Scale:
    """Weighs pairs of nodes of one case."""

    def __init__(self, features: Features, rates: Rates) -> None:
        self.features = features
        self.rates = rates
        self.size = float(max(features.nodes, 1))
        self.population = self.size + ELSEWHERE
        self._arrays: dict[str, npt.NDArray[Any]] = {}

    def _at(self, name: str, nodes: Nodes) -> npt.NDArray[Any]:
        if name not in self._arrays:
            self._arrays[name] = self.features[name]
        found: npt.NDArray[Any] = self._arrays[name][nodes]
        return found

    def weigh(self, a: Nodes, b: Nodes) -> Weights:
        """The weights of pairs (a[i], b[i])."""
        pair = _Pair(self, a, b)
        for step in (_person_name, _birth, _sex, _contacts, _place, _numbers):
            step(pair)
        return pair.done()


class _Pair:
    """The running sums of the three explanations for a block of pairs."""

    def __init__(self, scale: Scale, a: Nodes, b: Nodes) -> None:
        self.scale, self.rates, self.a, self.b = scale, scale.rates, a, b
        self.same, self.household, self.strangers = (np.zeros(len(a), np.float32) for _ in range(3))
        self.mask = np.zeros(len(a), np.uint32)
        self.against = np.zeros(len(a), np.uint32)
        self.independent = np.zeros(len(a), np.int8)
        self.sole = np.zeros(len(a), np.bool_)
        self.desk = np.zeros(len(a), np.bool_)
        self.both_scripts = np.zeros(len(a), np.bool_)
        self.parts: dict[str, Three] = {}

    def compare(self, field: str, other: str | None = None) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """(both known, equal) for a field, or for one field on the left against another on the right."""
        left, right = self.scale._at(field, self.a), self.scale._at(other or field, self.b)
        known = (left != 0) & (right != 0)
        return known, known & (left == right)

    def either_known(self, field: str) -> npt.NDArray[np.bool_]:
        """At least one side holds a value."""
        known: npt.NDArray[np.bool_] = (self.scale._at(field, self.a) != 0) | (self.scale._at(field, self.b) != 0)
        return known

    def share(self, field: str) -> Floats:
        """Share of nodes that hold the left node's value (the right one's where the left has none)."""
        left, right = (self.scale._at(f"{field}.count", nodes) for nodes in (self.a, self.b))
        share: Floats = (np.maximum(np.maximum(left, right), 2) / self.scale.population).astype(np.float32)
        return share

    def holders(self, field: str) -> npt.NDArray[np.int32]:
        """How many given names are known under the e-mail or telephone of either side."""
        left, right = (self.scale._at(f"{field}.names", nodes) for nodes in (self.a, self.b))
        held: npt.NDArray[np.int32] = np.maximum(left, right)
        return held

    def add(self, name: str, same: Any, household: Any, strangers: Any) -> None:
        """Add one field's log10 likelihoods."""
        logs = [
            np.log10(np.maximum(np.broadcast_to(np.asarray(one, np.float32), self.same.shape), np.float32(1e-12)))
            for one in (same, household, strangers)
        ]
        for total, one in zip((self.same, self.household, self.strangers), logs, strict=True):
            total += one
        self.parts[name] = (logs[0], logs[1], logs[2])

    def agree(self, bit: str, where: npt.NDArray[np.bool_]) -> None:
        self.mask |= np.where(where, BIT[bit], np.uint32(0))

    def differ(self, bit: str, where: npt.NDArray[np.bool_]) -> None:
        self.against |= np.where(where, BIT[bit], np.uint32(0))

    def done(self) -> Weights:
        rates, scale = self.rates, self.scale
        records = scale.features.records
        masters = (self.a >= records).astype(np.int8) + (self.b >= records).astype(np.int8)
        partners = np.log10(np.asarray((*rates.partners, rates.registered_twice), np.float32))[masters]
        totals = (
            self.same + partners,
            self.household + np.float32(np.log10(rates.household)),
            self.strangers + np.float32(np.log10(scale.size)),
        )
        return Weights(
            _odds(*totals), self.mask, self.against, self.independent, self.sole, self.both_scripts, totals, self.parts
        )


def _odds(same: Floats, household: Floats, strangers: Floats) -> Floats:
    high, low = np.maximum(household, strangers), np.minimum(household, strangers)
    odds: Floats = same - (high + np.log10(1 + 10 ** np.maximum(low - high, -30)))
    return odds.astype(np.float32)


def _pick(*cases: tuple[Any, Any], otherwise: Any = 1.0) -> Floats:
    values = [np.asarray(value, np.float32) for _, value in cases]
    picked: Floats = np.select([where for where, _ in cases], values, np.float32(otherwise)).astype(np.float32)
    return picked


def _person_name(pair: _Pair) -> None:
    """Given name by script, family name, or the whole name where it could not be split."""
    known_name, name = pair.compare("name")
    known_reading, reading = pair.compare("reading")
    known_kana, kana = pair.compare("kana")
    known_given, given = pair.compare("given")
    known_spoken, spoken = pair.compare("reading_given")
    split, split_sound = pair.either_known("given"), pair.either_known("reading_given")
    given, spoken = given | name & split, spoken | reading & split_sound
    known_given, known_spoken = known_given | name & split, known_spoken | reading & split_sound
    sounds_off = known_kana & spoken & ~kana & ~pair.compare("kana_given")[1]
    whole_only = (known_name | known_reading) & ~known_given & ~known_spoken
    pair.both_scripts = known_given & known_spoken
    _given(pair, known_given, given, known_spoken, spoken, sounds_off)
    _family(pair, name | reading)
    alike = known_name & name | known_reading & reading
    share = np.where(name, pair.share("name"), pair.share("reading"))
    pair.add(
        "name",
        _pick((whole_only & ~alike, 0.05), (whole_only, 0.95)),
        _pick((whole_only & ~alike, 1.0), (whole_only, 0.002)),
        np.where(whole_only & alike, share, np.float32(1.0)),
    )
    pair.agree("name", name)
    pair.agree("name_kana", kana)
    pair.agree("name_reading", reading & ~kana)
    pair.agree("given_name", given & ~name)
    pair.agree("given_kana", spoken & ~reading)
    pair.differ("given_name", (known_given & ~given & ~spoken) | (known_spoken & ~spoken & ~given))
    pair.differ("name_kana", whole_only & ~alike)
    pair.independent += (name | reading | given | spoken).astype(np.int8)


def _given(
    pair: _Pair,
    known_kanji: npt.NDArray[np.bool_],
    kanji: npt.NDArray[np.bool_],
    known_spoken: npt.NDArray[np.bool_],
    spoken: npt.NDArray[np.bool_],
    sounds_off: npt.NDArray[np.bool_],
) -> None:
    """The given name tells members of a household apart; 健一 and 賢一 may be father and son with one reading."""
    slip, off = pair.rates.slip, 1 - pair.rates.given
    by_kanji, by_sound = pair.share("given"), pair.share("reading_given")
    both, one_slips = known_kanji & known_spoken, np.float32(slip * 0.6 + off)
    same = _pick(
        (both & kanji & spoken, (1 - slip - off) * np.where(sounds_off, 0.1, 1.0)),
        (both & kanji, slip * 0.5), (both & spoken, slip * 0.4), (both, slip * 0.05 + off * 0.5),
        (known_kanji & kanji, 1 - one_slips), (known_kanji, one_slips),
        (known_spoken & spoken, 1 - one_slips), (known_spoken, one_slips),
    )  # fmt: skip
    household = _pick(
        (both & kanji & spoken, by_kanji + 0.001), (both & kanji, 0.0005), (both & spoken, by_sound * 0.5 + 0.016),
        (both, 0.99),
        (known_kanji & kanji, by_kanji + 0.001), (known_kanji, 0.99), (known_spoken & spoken, by_sound + 0.007),
        (known_spoken, 0.99),
    )  # fmt: skip
    strangers = _pick(
        (both & kanji & spoken, by_kanji), (both & kanji, by_kanji * 0.1), (both & spoken, by_sound),
        (known_kanji & kanji & ~known_spoken, by_kanji), (known_spoken & spoken & ~known_kanji, by_sound),
    )  # fmt: skip
    pair.add("given", same, household, strangers)


def _family(pair: _Pair, whole: npt.NDArray[np.bool_]) -> None:
    known_kanji, kanji = pair.compare("family")
    known_spoken, spoken = pair.compare("reading_family")
    known, alike = known_kanji | known_spoken | whole, kanji | spoken | whole
    rate = pair.rates.family
    share = np.where(kanji, pair.share("family"), pair.share("reading_family")).astype(np.float32)
    pair.add(
        "family",
        _pick((known & alike, rate), (known, 1 - rate)),
        _pick((known & alike, 0.92), (known, 0.08)),
        np.where(known & alike, share, np.float32(1.0)),
    )
    pair.agree("family_name", alike & ~whole)


def _birth(pair: _Pair) -> None:
    left, right = pair.scale._at(DAYS, pair.a), pair.scale._at(DAYS, pair.b)
    known = (left != 0) & (right != 0)
    equal = known & (left == right)
    near = known & ~equal & nearly(left, right)
    rate, close = pair.rates.birth_date, pair.rates.birth_near
    given_too = (pair.mask & (BIT["given_name"] | BIT["name"] | BIT["name_kana"] | BIT["name_reading"])) != 0
    fashion = np.where(given_too, np.float32(3.0), np.float32(1.0))
    pair.add(
        "birth_date",
        _pick((equal, rate), (near, close), (known, max(1 - rate - close, 0.004))),
        _pick((equal, 0.008), (near, 0.005), (known, 0.987)),
        np.where(equal, np.minimum(pair.share(DAYS) * fashion, 1), np.where(near, np.float32(0.002), np.float32(1.0))),
    )
    pair.agree("birth_date", equal)
    pair.differ("birth_date", known & ~equal & ~near)
    pair.independent += equal.astype(np.int8)


def nearly(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Days written YYYYMMDD that one slip turns into one another: a digit, month and day swapped, a decade."""
    differing = np.zeros(len(left), np.int8)
    x, y = left.astype(np.int64), right.astype(np.int64)
    for _ in range(8):
        differing += (x % 10 != y % 10).astype(np.int8)
        x, y = x // 10, y // 10
    swapped = (
        (left // 10000 == right // 10000) & (left % 100 == right // 100 % 100) & (left // 100 % 100 == right % 100)
    )
    near: npt.NDArray[np.bool_] = (differing <= 1) | swapped
    return near


def _sex(pair: _Pair) -> None:
    left, right = pair.scale._at(SEXES, pair.a), pair.scale._at(SEXES, pair.b)
    known = (left != 0) & (right != 0)
    equal = known & (left == right)
    rate = pair.rates.sex
    given_too = (pair.mask & (BIT["given_name"] | BIT["name"])) != 0
    other = _pick((known & given_too & equal, 0.97), (known & given_too, 0.03), (known, 0.5))
    pair.add("sex", _pick((equal, rate), (known, 1 - rate)), other, other)
    pair.agree("sex", equal)
    pair.differ("sex", known & ~equal)


def _either(pair: _Pair, field: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Floats]:
    """(comparable, any value in common, share of nodes holding it) for a field with two values.

    Telephones are compared like with like: a mobile number and a landline that differ say nothing.
    """
    known, equal = pair.compare(field)
    share = pair.share(field)
    second = f"{field}_2"
    for left, right in ((field, second), (second, field), (second, second)):
        also_known, also = pair.compare(left, right)
        also_known = also_known & also if field == "phone" and left != right else also_known
        count = pair.scale._at(f"{left}.count", pair.a)
        share = np.where(also & ~equal, np.maximum(count, 2) / pair.scale.population, share).astype(np.float32)
        known, equal = known | also_known, equal | also
    return known, equal, share


CROWD = 4
"""A mailbox or telephone under which so many given names are known is a desk's: what it shares, it shares together."""


def _contacts(pair: _Pair) -> None:
    desk = np.zeros(len(pair.a), np.bool_)
    for name, household in (("email", 0.2), ("phone", 0.45)):
        known, equal, share = _either(pair, name)
        rate = getattr(pair.rates, name)
        alone = _sole_holder(pair, name) & equal
        pair.add(
            name,
            _pick((equal, rate), (known, 1 - rate)),
            _pick((alone, 0.03), (equal, household), (known, 1 - household)),
            np.where(equal, np.where(desk, np.float32(0.7), share), np.float32(1.0)),
        )
        desk |= equal & (pair.holders(name) >= CROWD)
        pair.sole |= alone
        pair.agree(name, equal)
        pair.differ(name, known & ~equal)
        pair.independent += (equal & ~desk).astype(np.int8)
    pair.desk = desk


def _sole_holder(pair: _Pair, field: str) -> npt.NDArray[np.bool_]:
    """One side names nobody, and all who hold the value bear one given name: one person's, as far as we see."""
    nameless = [
        (pair.scale._at("name", nodes) == 0)
        & (pair.scale._at("reading", nodes) == 0)
        & (pair.scale._at(DAYS, nodes) == 0)
        for nodes in (pair.a, pair.b)
    ]
    alone: npt.NDArray[np.bool_] = (nameless[0] | nameless[1]) & (pair.holders(field) <= 1)
    return alone


def _place(pair: _Pair) -> None:
    known_key, key = pair.compare("address_key")
    known_code, code = pair.compare("postcode")
    rate, near = pair.rates.address, pair.rates.postcode
    off = max(1 - rate - near, 0.02)
    pair.add(
        "address",
        _pick((key, rate), (known_key & code, near), (known_key, off), (code, rate + near), (known_code, off)),
        _pick((key, 0.85), (known_key & code, 0.05), (known_key, 0.1), (code, 0.9), (known_code, 0.1)),
        np.where(
            key | code,
            np.where(pair.desk, np.float32(0.5), np.where(key, pair.share("address_key"), pair.share("postcode"))),
            np.float32(1.0),
        ),
    )
    pair.agree("address", key)
    pair.agree("postcode", code & ~key)
    pair.differ("address", known_key & ~key & ~code | known_code & ~known_key & ~code)
    pair.independent += (key | code).astype(np.int8)
    _together(pair)


def _together(pair: _Pair) -> None:
    """Who moves changes more than one thing: when nothing is shared, the odds are not multiplied blindly."""
    fields = ("email", "phone", "address")
    bits = BIT["email"] | BIT["phone"] | BIT["address"] | BIT["postcode"]
    against = [(pair.against & BIT[name]) != 0 for name in fields]
    count = np.asarray(np.sum(against, axis=0), np.int64)
    nothing = ((pair.mask & bits) == 0) & (count > 0)
    logs = np.log10(1 - np.array(_misses(pair.rates)))
    blind = np.sum([np.where(one, log, 0.0) for one, log in zip(against, logs, strict=True)], axis=0)
    table = np.log10(np.array((1.0, *pair.rates.nothing_shared)))
    change = np.where(nothing, np.maximum(table[count] - blind, 0.0), 0.0).astype(np.float32)
    pair.same += change
    none = np.zeros(len(change), np.float32)
    pair.parts["together"] = (change, none, none)
    _namesakes(pair)


def _namesakes(pair: _Pair) -> None:
    """Two persons of one name and one birthday do exist, and more often than chance alone would have it (NAMESAKE)."""
    whole = BIT["name"] | BIT["name_kana"] | BIT["name_reading"]
    alike = ((pair.mask & whole) != 0) & ((pair.mask & BIT["birth_date"]) != 0)
    shared = BIT["email"] | BIT["phone"] | BIT["address"] | BIT["postcode"]
    namesake = alike & ((pair.mask & shared) == 0)
    floor = np.float32(np.log10(NAMESAKE / pair.scale.size))
    raised = np.where(namesake, np.maximum(floor - pair.strangers, 0), np.float32(0)).astype(np.float32)
    pair.strangers += raised
    nothing = np.zeros(len(raised), np.float32)
    pair.parts["namesake"] = (nothing, nothing, raised)


def _misses(rates: Rates) -> tuple[float, float, float]:
    return rates.email, rates.phone, min(rates.address + rates.postcode, 0.98)


def _numbers(pair: _Pair) -> None:
    for name, (rate, household) in pair.rates.numbers.items():
        known, equal = pair.compare(name)
        if not known.any():
            continue
        pair.add(
            name,
            _pick((equal, rate), (known, 1 - rate)),
            _pick((equal, household), (known, 1 - household)),
            np.where(equal, pair.share(name), np.float32(1.0)),
        )
        pair.agree(name, equal)
        pair.differ(name, known & ~equal)
        pair.independent += equal.astype(np.int8)
