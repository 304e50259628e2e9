"""The tables of the stranger's world: which columns they have, and what stands in a cell."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from stranger_words import CATALOGUE, Words, shifted
from stranger_world import House, Person, World


@dataclass
class Table:
    item: str
    fields: list[tuple[str, str, str, float]]
    encoding: str
    separator: str
    header: bool
    style: dict[str, str]
    weight: float


@dataclass
class View:
    """What one record says of a person: what is true, or was, or was mistyped."""

    family: tuple[str, str]
    given: tuple[str, str]
    house: House
    address: tuple[str, str, str, str, str]
    born: date | None
    mail: str
    mobile: str
    member: str | None


def tables(world: World) -> list[Table]:
    """Two to six tables with their own columns, labels, styles and gaps."""
    rng, facts = world.rng, world.facts
    found = []
    for at in range(rng.randint(2, 6)):
        optional = [name for name in facts.fields if name not in facts.always and rng.random() < 0.62]
        chosen = [name for name in facts.fields if name in facts.always or name in optional]
        if not {"mobile", "phone", "mail", "birth"} & set(chosen):
            chosen += ["birth", "mobile"]
        split = rng.random() < 0.35
        if rng.random() < 0.3:
            rng.shuffle(chosen)
        english = rng.random() < 0.2
        columns = []
        for name in chosen:
            gap = (
                0.0
                if name in facts.always
                else min(0.9, rng.choice((0.01, 0.04, 0.1, 0.2)) * (0.3 + 0.7 * world.level))
            )
            for part in CATALOGUE.parts(name, split, rng):
                columns.append((part, CATALOGUE.kind[part], CATALOGUE.label(part, english, rng), gap))
        encoding = rng.choice(("cp932", "cp932", "utf-8", "utf-8-sig", "euc_jp", "utf-16"))
        name = f"{rng.choice(facts.files)}_{at + 1}.{rng.choice(('csv', 'csv', 'txt', 'tsv'))}"
        separator = (
            "\t" if name.endswith("tsv") else rng.choice((",", ",", ",", ";", "|")) if name.endswith("txt") else ","
        )
        found.append(
            Table(name, columns, encoding, separator, rng.random() > 0.2, CATALOGUE.styles(rng), rng.uniform(0.3, 1.5))
        )
    return found


def cell(world: World, person: Person, part: str, style: dict[str, str], view: View) -> str:
    """The text of one cell."""
    if part in CELLS:
        return CELLS[part](world, person, style, view)
    if part in CATALOGUE.words:
        return world.rng.choice(CATALOGUE.words[part])
    if part == "own_id":
        return (view.member or "") if world.has_master else world.named(person, "own")
    return world.named(person, part)


def home_phone(world: World, person: Person, style: dict[str, str], view: View) -> str:
    """The landline, with two digits exchanged now and then."""
    line = view.house.line if world.rng.random() > world.slips.rate(0.01) else world.slips.transposed(view.house.line)
    return shifted(line, style["phone"])


def visited(world: World, person: Person, style: dict[str, str], view: View) -> str:
    """A day on which something was done."""
    day = date(2023, 1, 1) + timedelta(days=world.rng.randrange(900))
    return world.slips.plain(day, style["date"] if "era" not in style["date"] else "slash")


CELLS: dict[str, Callable[[World, Person, dict[str, str], View], str]] = {
    "family": lambda w, p, s, v: v.family[0],
    "given": lambda w, p, s, v: v.given[0],
    "family_kana": lambda w, p, s, v: Words.kana(v.family[1], s["kana"]),
    "given_kana": lambda w, p, s, v: Words.kana(v.given[1], s["kana"]),
    "name": lambda w, p, s, v: v.family[0] + s["space"] + v.given[0],
    "kana": lambda w, p, s, v: Words.kana(v.family[1] + s["space"] + v.given[1], s["kana"]),
    "romaji": lambda w, p, s, v: w.slips.romaji(v.family[1], v.given[1], s),
    "sex": lambda w, p, s, v: s["sex"].split("/")[p.sex],
    "birth": lambda w, p, s, v: w.slips.day(v.born, s["date"]),
    "age": lambda w, p, s, v: str(2026 - p.born.year),
    "mail": lambda w, p, s, v: v.mail,
    "mobile": lambda w, p, s, v: shifted(v.mobile, s["phone"]),
    "phone": home_phone,
    "phone1": lambda w, p, s, v: v.house.line.split("-")[0],
    "phone2": lambda w, p, s, v: v.house.line.split("-")[1],
    "phone3": lambda w, p, s, v: v.house.line.split("-")[2],
    "postcode": lambda w, p, s, v: v.house.address[0] if s["post"] == "hyphen" else v.house.address[0].replace("-", ""),
    "address": lambda w, p, s, v: "".join(v.address),
    "address1": lambda w, p, s, v: v.address[0] + v.address[1],
    "address2": lambda w, p, s, v: v.address[2] + v.address[3],
    "address3": lambda w, p, s, v: v.address[4].strip(),
    "guardian": lambda w, p, s, v: v.house.family[0] + s["space"] + w.words.guardian(v.house.family[0]),
    "recipient": lambda w, p, s, v: w.words.anyone(s["space"]),
    "doctor": lambda w, p, s, v: w.words.doctor(),
    "serial": lambda w, p, s, v: str(w.rng.randrange(10**6, 10**7)),
    "amount": lambda w, p, s, v: str(w.rng.randrange(3, 900) * 110),
    "visited": visited,
    "note": lambda w, p, s, v: w.words.note(),
    "password": lambda w, p, s, v: w.words.hashed(),
}
"""What each field of a record says."""


def before(mail: str) -> str:
    """The address that somebody had before this one."""
    local, _, domain = mail.partition("@")
    return f"{local[::-1]}@{domain}"


def seen(world: World, person: Person, member: str | None) -> View:
    """What one record says: what is true, or was, or was mistyped."""
    rng, slips = world.rng, world.slips
    house = person.old if rng.random() < slips.rate(0.3) else person.house
    family, given = slips.names(person.family, person.given, person.former)
    address = slips.address(house.address)
    mail = person.mail if rng.random() > slips.rate(0.07) else before(person.mail)
    return View(
        family, given, house, address, slips.born(person.born), slips.mail(mail, world.facts.stand_in_mail),
        slips.mobile(person.mobile, person.house.line), member,
    )  # fmt: skip


def row(
    world: World,
    person: Person,
    fields: list[tuple[str, str, str, float]],
    style: dict[str, str],
    view: View,
) -> list[str]:
    """The cells of one record; the parts of one value (a telephone number in three columns) are there or missing together."""
    gone: dict[str, bool] = {}
    line = []
    for part, _, _, gap in fields:
        group = part.rstrip("123")
        if group not in gone:
            gone[group] = bool(gap) and world.rng.random() < gap
        line.append("" if gone[group] else cell(world, person, part, style, view))
    return line
