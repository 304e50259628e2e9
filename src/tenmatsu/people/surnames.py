"""Records that say the family name alone (`佐藤 <sato@example.jp>`) beside a full name under the same contact.

A surname alone is no second name of the mailbox. Which records these are, the data say: their whole name is the family
name of somebody else who has the same e-mail or telephone. They hold neither birth date nor address. Where nobody else
has the contact, the list of surnames says it: two 佐藤 with two addresses are no more alike than any two of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tenmatsu.people.names import surnames

Codes = npt.NDArray[np.uint64]
Nodes = npt.NDArray[np.int64]

CONTACTS = (("email", "email_2"), ("phone", "phone_2"))
WHOLE = (("name", "family", "given"), ("reading", "reading_family", "reading_given"))
"""A whole name, the family name that it may be instead, and the given name that somebody else then has."""
SPOKEN = ("kana", "kana_given")
FAR = np.uint64(0x9E3779B97F4A7C15)


Read = Callable[[str], npt.NDArray[Any]]
Keep = Callable[[str, npt.NDArray[Any]], None]


def write(nodes: int, read: Read, keep: Keep) -> None:
    """Turn such names into family names, in the arrays that `read` answers and `keep` writes by their field, and write
    `surname` (int32: how many given names that family has under the contact; 0 for all other nodes) and `surname.alone`
    (uint64: the code of the family name where nobody of it has a given name there)."""
    kin = np.zeros(nodes, np.int32)
    bare = (read("birth_date") == 0) & (read("address_key") == 0)
    for whole, family, given in WHOLE:
        names = read(whole)
        own = np.flatnonzero(bare & (names != 0))
        own = own[_among(np.asarray(names[own]), np.unique(read(family)))] if len(own) else own
        if not len(own):
            continue
        found = np.zeros(nodes, np.int32)
        for pair in CONTACTS:
            for at, many in _under(read, pair, own, names[own], (family, given)):
                found[at] = np.maximum(found[at], many)
        _turn(read, keep, np.flatnonzero(found), (whole, family, given))
        kin = np.maximum(kin, found)
    alone = _listed(read, bare)
    unmet = np.zeros(nodes, np.uint64)
    unmet[alone] = read("name")[alone]
    _turn(read, keep, alone, WHOLE[0])
    kin[alone] = 1
    keep("surname", kin)
    keep("surname.alone", unmet)


def _listed(read: Read, bare: npt.NDArray[np.bool_]) -> Nodes:
    """Nodes with a contact whose name is one of the list of surnames and nothing more."""
    reached = np.logical_or.reduce([read(one) != 0 for pair in CONTACTS for one in pair])
    names = read("name")
    some = np.flatnonzero(bare & reached & (names != 0) & (read("given") == 0) & (read("reading") == 0))
    known = pl.Series(sorted(surnames())).hash().to_numpy()
    found: Nodes = some[np.isin(names[some], known)] if len(some) else some
    return found


def _under(
    read: Read, pair: tuple[str, str], own: Nodes, names: Codes, other: tuple[str, str]
) -> Iterator[tuple[Nodes, npt.NDArray[np.int32]]]:
    """Nodes whose name is a family name under their contact, and how many given names it has there."""
    families, givens = (read(one) for one in other)
    mine = [_both(read(contact)[own], names) for contact in pair]
    asked = np.unique(np.concatenate(mine))
    asked = asked[asked != 0]
    if not len(asked):
        return
    codes, born = [], []
    for contact in pair:
        here = _both(read(contact), families)
        some = np.flatnonzero(_among(here, asked) & (givens != 0))
        codes.append(here[some])
        born.append(np.asarray(givens[some]))
    each = np.unique(np.stack((np.concatenate(codes), np.concatenate(born))), axis=1)
    known, many = np.unique(each[0], return_counts=True)
    if not len(known):
        return
    for here in mine:
        at = np.searchsorted(known, here).clip(0, len(known) - 1)
        hit = known[at] == here
        yield own[hit], many[at[hit]].astype(np.int32)


def _turn(read: Read, keep: Keep, nodes: Nodes, fields: tuple[str, str, str]) -> None:
    """The whole name of these nodes is their family name."""
    if not len(nodes):
        return
    whole, family, given = fields
    said = read(whole)[nodes]
    for field in (whole, family, given, *(SPOKEN if whole == "reading" else ())):
        held = np.array(read(field))
        held[nodes] = said if field == family else 0
        keep(field, held)


def _among(values: npt.NDArray[Any], ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which of the values stand in an array that is in order and not empty."""
    found: npt.NDArray[np.bool_] = ordered[np.searchsorted(ordered, values).clip(0, len(ordered) - 1)] == values
    return found


def _both(contact: npt.NDArray[Any], name: npt.NDArray[Any]) -> Codes:
    """One code for a contact and a name under it; 0 where either is not known."""
    mixed: Codes = (np.asarray(contact, np.uint64) * FAR) ^ np.asarray(name, np.uint64)
    return np.where((contact == 0) | (name == 0), np.uint64(0), mixed | np.uint64(1))
