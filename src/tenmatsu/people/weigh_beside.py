"""What it says of a pair that one document bears its name, in a table and in its text (people/beside.py)."""

from __future__ import annotations

import numpy as np

from tenmatsu.people.pair import Pair
from tenmatsu.people.weights import BIT, NUMBER_RATES

NAMESAKES = 5e-5
"""How often another person of the same document bears the very same full name (the commonest ones of Japan)."""
OTHER = 2e-3
"""How often a document means somebody else by that name, however short it is."""
MEANT = 0.5
NEVER = BIT["given_name"] | BIT["name_kana"] | BIT["birth_date"] | BIT["sex"]
for _number in NUMBER_RATES:
    NEVER |= BIT[_number]


def document(pair: Pair) -> None:
    """One person, unless birth, sex, reading or a number contradict; less surely, the more names the document holds."""
    _, equal = pair.compare("beside")
    equal &= (pair.against & NEVER) == 0
    if equal.any():
        others = OTHER + pair.among.at("beside.rows", pair.a) * NAMESAKES
        pair.at_least(equal, np.log10(MEANT / others))
