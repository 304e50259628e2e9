# ruff: noqa: E501 (rows are kept whole)
"""Mentions of one item that are one person: the same full name, a surname with its only full name, the same own value.

Never against a contradiction: two mentions with different birth dates, addresses of mail or numbers stay two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from tenmatsu.pii import words
from tenmatsu.pii.spots import Spot

_STRONG = frozenset(
    {"email", "phone", "birth_date", "my_number", "drivers_licence", "passport", "residence_card", "pension_number",
     "employment_insurance", "resident_code", "member_id", "employee_id", "card"}
)  # fmt: skip
_OWN = _STRONG - {"birth_date"}
_TELLS = _STRONG | {"name", "family_name", "given_name", "name_romaji", "name_kana", "family_kana", "address", "bank_account", "health_insurance"}  # fmt: skip
_TITLE = re.compile(r"(?:様|さま|さん|殿|氏|先生|君|くん|ちゃん)$")


class Placed(NamedTuple):
    """A spot and the number of its passage in the item."""

    passage: int
    spot: Spot


@dataclass(slots=True, eq=False)
class Group:
    """Spots of one person so far."""

    spots: list[Placed]
    role: str
    block: int = 0
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for placed in self.spots:
            self.values[placed.spot.kind].add(placed.spot.normal)

    @property
    def name(self) -> str:
        """The name, folded for comparing: variants of characters, blanks, titles."""
        said = {
            kind: next(iter(sorted(self.values[kind])))
            for kind in ("name", "family_name", "given_name")
            if self.values.get(kind)
        }
        text = said.get("name") or said.get("family_name", "") + said.get("given_name", "")
        return _TITLE.sub("", words.plain(re.sub(r"[\s・]", "", unicodedata.normalize("NFKC", text))))

    @property
    def said_role(self) -> str:
        return self.role if any(kind in _TELLS for kind in self.values) else "unidentified"

    def contradicts(self, other: Group) -> bool:
        return any(
            self.values[kind] and other.values[kind] and not self.values[kind] & other.values[kind] for kind in _STRONG
        )

    def absorb(self, other: Group) -> None:
        self.spots += other.spots
        for kind, values in other.values.items():
            self.values[kind] |= values


def join(groups: list[Group]) -> list[Group]:
    """The groups with one person each, in order of first mention."""
    return _alone(_by_value(_by_surname(_senders(_by_name(groups)))))


def _senders(groups: list[Group]) -> list[Group]:
    """Who signs with the sender's mail address is the sender."""
    senders = {mail: group for group in groups if group.role == "sender" for mail in group.values.get("email", ())}
    kept = []
    for group in groups:
        home = next((senders[mail] for mail in group.values.get("email", ()) if mail in senders), None)
        if home and home is not group and len(group.values["email"]) == 1:
            home.absorb(group)
        else:
            kept.append(group)
    return kept


def _by_name(groups: list[Group]) -> list[Group]:
    kept: list[Group] = []
    known: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        name = group.name
        key = (name, group.role)
        same = next((one for one in known[key][-50:] if not one.contradicts(group)), None) if len(name) > 1 else None
        if same:
            same.absorb(group)
            continue
        known[key].append(group)
        kept.append(group)
    return kept


def _by_surname(groups: list[Group]) -> list[Group]:
    """山田様 joins 山田太郎 when no other 山田 is in the item."""
    families = words.surnames()
    full: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        name = group.name
        for cut in range(1, min(5, len(name))):
            if name[:cut] in families:
                full[name[:cut]].append(group)
    gone: set[int] = set()
    for group in groups:
        homes = [one for one in full.get(group.name, []) if one.role == group.role and id(one) not in gone]
        if group.name in families and len(homes) == 1 and homes[0] is not group and not homes[0].contradicts(group):
            homes[0].absorb(group)
            gone.add(id(group))
    return [group for group in groups if id(group) not in gone]


def _by_value(groups: list[Group]) -> list[Group]:
    """A mention without a name joins the one that has its mail address, telephone or number, when it is the only one."""
    homes: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        for kind in _OWN:
            for value in group.values.get(kind, ()):
                homes[kind, value].append(group)
    place = {id(group): at for at, group in enumerate(groups)}
    gone: set[int] = set()
    for group in groups:
        home = None if group.name else _home(group, homes, place, gone)
        if home:
            home.absorb(group)
            gone.add(id(group))
    return [group for group in groups if id(group) not in gone]


def _home(
    group: Group, homes: dict[tuple[str, str], list[Group]], place: dict[int, int], gone: set[int]
) -> Group | None:
    """The one named mention with a value of the group, or an earlier one without a name."""
    for kind in sorted(_OWN):
        found = [one for value in group.values.get(kind, ()) for one in homes[kind, value] if id(one) not in gone]
        named = {id(one): one for one in found if one.name}
        if len(named) > 1:
            continue
        earlier = [one for one in found if not one.name and place[id(one)] < place[id(group)]]
        for one in (*named.values(), *earlier):
            if one.role in (group.role, "sender", "self") and not one.contradicts(group):
                return one
    return None


def _alone(groups: list[Group]) -> list[Group]:
    """An item about one named person: what stands without a name in it, one value of a kind at most, is that person's."""
    named = [group for group in groups if group.name and group.role == "self"]
    others = [group for group in groups if not group.name and group.role == "self"]
    if len(named) != 1 or not others or len(named) + len(others) != len([g for g in groups if g.role == "self"]):
        return groups
    kinds = [kind for group in (*named, *others) for kind in group.values if kind in _STRONG and group.values[kind]]
    if len(kinds) != len(set(kinds)):
        return groups
    for group in others:
        named[0].absorb(group)
    return [group for group in groups if group not in others]
