"""How likely two records are one person: three explanations of what they share, weighed against one another.

    same        one person; what differs is a slip, a move, a new number, a marriage
    household   two persons of one family: surname, address, telephone, mailbox are shared, given name and birth are not
    strangers   two persons who share a value by chance, as often as that value occurs in these very data

For each field the three explanations predict agreement, near agreement or difference with a stated rate; rates of
`same` are measured again on the data at hand (people/rates.py). The weight is log10 of the odds for `same`. A common
name weighs little and a rare one much, a mailbox that five hundred people share weighs nothing: no list says so.
"""

from __future__ import annotations

from tenmatsu.people.features import Features
from tenmatsu.people.pair import Nodes, Pair, Population
from tenmatsu.people.weigh_beside import document, lists, surname
from tenmatsu.people.weigh_contacts import bearer, contacts, numbers, place
from tenmatsu.people.weigh_names import birth, person_name, sex
from tenmatsu.people.weights import Rates, Weights

STEPS = (person_name, birth, sex, contacts, place, numbers, bearer, document, surname, lists)
"""What is asked of a pair, in this order: later questions depend on what the earlier found."""


class Scale:
    """Weighs pairs of nodes of one case."""

    def __init__(self, features: Features, rates: Rates) -> None:
        self.features = features
        self.rates = rates
        self._among = Population(features, rates)

    def weigh(self, a: Nodes, b: Nodes) -> Weights:
        """The weights of pairs (a[i], b[i])."""
        pair = Pair(self._among, a, b)
        for step in STEPS:
            step(pair)
        return pair.done()
