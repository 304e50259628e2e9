"""What e-mail, telephone, address and identity numbers say of a pair (people/weigh.py)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tenmatsu.people.features import DAYS
from tenmatsu.people.pair import Pair, pick
from tenmatsu.people.weights import BIT, NAMESAKE, Floats, Rates


def _either(pair: Pair, field: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Floats]:
    """(comparable, any value in common, share of nodes holding it) for a field with two values.

    Telephones are compared like with like: a mobile number and a landline that differ say nothing.
    """
    known, equal = pair.compare(field)
    share = pair.share(field)
    second = f"{field}_2"
    for left, right in ((field, second), (second, field), (second, second)):
        also_known, also = pair.compare(left, right)
        also_known = also_known & also if field == "phone" and left != right else also_known
        count = pair.among.at(f"{left}.count", pair.a)
        share = np.where(also & ~equal, np.maximum(count, 2) / pair.among.counted, share).astype(np.float32)
        known, equal = known | also_known, equal | also
    return known, equal, share


MAILBOX = np.float32(1e-3)
"""How often at most two strangers share a mailbox of which no name is known: that does not depend on how few records
the evidence holds (two mails to the same forty addresses are forty persons)."""

BEARER = 0.9
"""The least that a contact of a record without a name weighs where no more than one name is known under it."""
REPEATED = 4.0
"""... and that the same contact weighs in two such records: whoever they are, the second mail adds nobody."""
OFTEN = 16
"""Beyond so many records a contact may be that of a desk of which no name is known: then it weighs BEARER."""

CROWD = 4
"""A mailbox or telephone under which so many given names are known is a desk's: what it shares, it shares together."""


def contacts(pair: Pair) -> None:
    desk = np.zeros(len(pair.a), np.bool_)
    for name, household in (("email", 0.2), ("phone", 0.45)):
        known, equal, share = _either(pair, name)
        rate = getattr(pair.rates, name)
        left, right = _nameless(pair)
        alone = (left | right) & (pair.holders(name) <= 1) & equal
        if name == "email":
            share = np.where(alone & left & right, np.minimum(share, MAILBOX), share)
        pair.add(
            name,
            pick((equal, rate), (known, 1 - rate)),
            pick((alone, 0.03), (equal, household), (known, 1 - household)),
            np.where(equal, np.where(desk, np.float32(0.7), share), np.float32(1.0)),
        )
        desk |= equal & (pair.holders(name) >= CROWD)
        pair.sole |= alone
        pair.agree(name, equal)
        pair.differ(name, known & ~equal)
        pair.independent += (equal & ~desk).astype(np.int8)
    pair.desk = desk


NAMES = ("name", "reading", "family", "reading_family", DAYS)


def _nameless(pair: Pair) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which of the left and of the right records name nobody. Where all who hold a contact bear no more than one given
    name, it is one person's, as far as we see."""
    left, right = (
        np.logical_and.reduce([pair.among.at(name, nodes) == 0 for name in NAMES]) for nodes in (pair.a, pair.b)
    )
    return left, right


def bearer(pair: Pair) -> None:
    """A record that names nobody and has a contact speaks of whoever bears it, where nothing else tells them apart."""
    left, right = _nameless(pair)
    for name in ("email", "phone"):
        equal = ((pair.mask & BIT[name]) != 0) & (pair.against == 0)
        held = [pair.among.at(f"{name}.count", nodes) for nodes in (pair.a, pair.b)]
        few = np.maximum(*held) <= OFTEN
        one = pair.holders(name) <= 1
        pair.at_least(equal & (left | right) & one, BEARER)
        pair.at_least(equal & left & right & few, REPEATED)


def place(pair: Pair) -> None:
    known_key, key = pair.compare("address_key")
    known_code, code = pair.compare("postcode")
    rate, near = pair.rates.address, pair.rates.postcode
    off = max(1 - rate - near, 0.02)
    pair.add(
        "address",
        pick((key, rate), (known_key & code, near), (known_key, off), (code, rate + near), (known_code, off)),
        pick((key, 0.85), (known_key & code, 0.05), (known_key, 0.1), (code, 0.9), (known_code, 0.1)),
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


def _together(pair: Pair) -> None:
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


def _namesakes(pair: Pair) -> None:
    """Two persons of one name and one birthday do exist, and more often than chance alone would have it (NAMESAKE)."""
    whole = BIT["name"] | BIT["name_kana"] | BIT["name_reading"]
    alike = ((pair.mask & whole) != 0) & ((pair.mask & BIT["birth_date"]) != 0)
    shared = BIT["email"] | BIT["phone"] | BIT["address"] | BIT["postcode"]
    namesake = alike & ((pair.mask & shared) == 0)
    floor = np.float32(np.log10(NAMESAKE / pair.among.size))
    raised = np.where(namesake, np.maximum(floor - pair.strangers, 0), np.float32(0)).astype(np.float32)
    pair.strangers += raised
    nothing = np.zeros(len(raised), np.float32)
    pair.parts["namesake"] = (nothing, nothing, raised)


def _misses(rates: Rates) -> tuple[float, float, float]:
    return rates.email, rates.phone, min(rates.address + rates.postcode, 0.98)


def numbers(pair: Pair) -> None:
    for name, (rate, household) in pair.rates.numbers.items():
        known, equal = pair.compare(name)
        if not known.any():
            continue
        pair.add(
            name,
            pick((equal, rate), (known, 1 - rate)),
            pick((equal, household), (known, 1 - household)),
            np.where(equal, pair.share(name), np.float32(1.0)),
        )
        pair.agree(name, equal)
        pair.differ(name, known & ~equal)
        pair.independent += equal.astype(np.int8)
