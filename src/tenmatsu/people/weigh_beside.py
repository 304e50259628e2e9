"""What it says of a pair that one document bears its name, in a table and in its text (people/beside.py), that one of
the two says no more than the family name of the other (people/surnames.py), or that two lists share their names
(people/overlap.py)."""

from __future__ import annotations

import numpy as np

from tenmatsu.people.pair import Pair
from tenmatsu.people.weigh_contacts import BEARER, OFTEN, REPEATED
from tenmatsu.people.weights import BIT, NUMBER_RATES

NAMESAKES = 5e-5
"""How often another person of the same document bears the very same full name (the commonest ones of Japan)."""
OTHER = 2e-3
"""How often a document means somebody else by that name, however short it is."""
MEANT = 0.5
NEVER = BIT["given_name"] | BIT["name_kana"] | BIT["birth_date"] | BIT["sex"]
ALONE = np.uint32(0)
for _number in NUMBER_RATES:
    NEVER |= BIT[_number]
    ALONE |= BIT[_number]
OVERLAPS = 1.9
"""What a name weighs that two overlapping lists hold: never sure, so that the upper bound does not stand on it."""


def document(pair: Pair) -> None:
    """One person, unless birth, sex, reading or a number contradict; less surely, the more names the document holds."""
    _, equal = pair.compare("beside")
    equal &= (pair.against & NEVER) == 0
    if equal.any():
        others = OTHER + pair.among.at("beside.rows", pair.a) * NAMESAKES
        pair.at_least(equal, np.log10(MEANT / others))


def surname(pair: Pair) -> None:
    """佐藤 of a contact is the 佐藤 健一 of that contact, where no other given name goes with the family name there;
    and that of a second mail is whoever the first one meant."""
    left, right = (pair.among.at("surname", nodes) for nodes in (pair.a, pair.b))
    if not (left.any() or right.any()):
        return
    equal = (pair.compare("family")[1] | pair.compare("reading_family")[1]) & (pair.against == 0)
    held = np.zeros(len(left), np.bool_)
    few = held.copy()
    for name in ("email", "phone"):
        same = (pair.mask & BIT[name]) != 0
        held |= same
        few |= same & (np.maximum(*(pair.among.at(f"{name}.count", nodes) for nodes in (pair.a, pair.b))) <= OFTEN)
    both = (left > 0) & (right > 0)
    pair.at_least(equal & held & ((left > 0) ^ (right > 0)) & (np.maximum(left, right) == 1), BEARER)
    pair.at_least(equal & few & both, REPEATED)


def lists(pair: Pair) -> None:
    """One person, where two lists of one group of persons bear his name and nothing else differs."""
    _, equal = pair.compare("overlap")
    equal &= (pair.against == 0) & (pair.independent < 2) & ~pair.sole & ((pair.mask & ALONE) == 0)
    if not equal.any():
        return
    left, right = (pair.among.at("overlap.list", nodes).astype(np.int64) for nodes in (pair.a, pair.b))
    overlapping = np.load(pair.among.features.folder / "overlap.pairs.npy")
    asked = np.minimum(left, right) * 2**31 + np.maximum(left, right)
    pair.exactly(equal & (left != right) & np.isin(asked, overlapping), OVERLAPS)
