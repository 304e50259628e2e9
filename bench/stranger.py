"""A leak as a stranger would invent it: another generator than the rehearsals', sharing no code with them, for blind validation.

    python bench/stranger.py DIR --seed 7 --records 50000 --noise base

The seed decides the organisation (a school board, a city, a hospital, a shop), how many tables there are, which columns each has, how
they are written, how often cells are empty, how often a person recurs, and whether there is a master. Writes `evidence/`, perhaps
`master/`, `case.toml` and `answer/` in the form that `tenmatsu score` reads. The data subject of a row is its pupil, resident,
patient or customer; a guardian, doctor or recipient named in the row is no record of its own. Persons are invented; all rates assumed.
"""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import argparse
import csv
import io
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from stranger_errors import Slips
from stranger_words import CATALOGUE, FLAVOURS, Words, check_digits, shifted

NOISE = {"clean": 0.06, "base": 1.0, "noisy": 3.0}


@dataclass
class House:
    family: tuple[str, str]
    address: tuple[str, str, str, str, str]
    line: str
    mail: str


@dataclass
class Person:
    number: int
    house: House
    family: tuple[str, str]
    given: tuple[str, str]
    sex: int
    born: date
    mobile: str
    mail: str
    old: House
    former: tuple[str, str]
    ids: dict[str, str] = field(default_factory=dict)


class World:
    """Everybody there is, drawn from one random source."""

    def __init__(self, seed: int, records: int, noise: str) -> None:
        self.rng = random.Random(seed)
        rng = self.rng
        self.words = Words(rng)
        self.flavour = rng.choice(sorted(FLAVOURS))
        self.facts = FLAVOURS[self.flavour]
        self.level = NOISE[noise]
        self.slips = Slips(rng, self.level, self.words)
        self.again = rng.choice((0.0, 0.15, 0.35, 0.6))
        self.persons: list[Person] = []
        self.used: set[str] = set()
        self.has_master = False
        wanted = max(2, int(records / (1 + self.again) * 1.12))
        while len(self.persons) < wanted:
            self.household(rng.choices((1, 2, 3, 4, 5), self.facts.sizes)[0])
        self.persons = self.persons[:wanted]

    def fresh(self, make) -> str:
        """A value that nobody has had yet."""
        while (value := make()) in self.used:
            pass
        self.used.add(value)
        return value

    def house(self, family: tuple[str, str]) -> House:
        words = self.words
        return House(family, words.address(), self.fresh(words.landline), self.fresh(lambda: words.mail(family, None)))

    def household(self, size: int) -> None:
        rng, words = self.rng, self.words
        house = self.house(words.family())
        oldest = date(1930, 1, 1) + timedelta(days=rng.randrange(0, 27000))
        twins = size >= 3 and rng.random() < 0.02
        for place in range(size):
            sex = rng.randrange(2)
            born = (
                oldest
                if place == 0
                else oldest + timedelta(days=rng.randrange(-1500, 3000) if place == 1 else rng.randrange(8000, 14000))
            )
            born = min(born, date(2025, 3, 1) - timedelta(days=rng.randrange(0, 4000)))
            if self.flavour == "school":
                born = date(2010, 4, 2) + timedelta(days=rng.randrange(0, 3280))
            given = words.given(sex, born.year)
            if twins and place == size - 1:
                born, sex = self.persons[-1].born, self.persons[-1].sex
                given = words.like(self.persons[-1].given, sex)
            elif place >= 2 and rng.random() < 0.03:
                given = words.namesake(self.persons[-place].given, sex)
            family = house.family if rng.random() > 0.03 else words.family()
            mail = (
                house.mail
                if place and rng.random() < self.facts.shared_mail
                else self.fresh(lambda f=family, g=given: words.mail(f, g))
            )
            self.persons.append(
                Person(
                    len(self.persons) + 1,
                    house,
                    family,
                    given,
                    sex,
                    born,
                    self.fresh(words.mobile),
                    mail,
                    house,
                    words.family() if sex else family,
                )
            )
        if rng.random() < 0.3:
            moved = self.house(house.family)
            for person in self.persons[-size:]:
                person.old = moved

    def named(self, person: Person, kind: str) -> str:
        """A number that this person keeps: patient number, My Number, card …"""
        if kind not in person.ids:
            made = check_digits(kind, self.rng)
            person.ids[kind] = made if kind == "card_expiry" else self.fresh(lambda: check_digits(kind, self.rng))
        return person.ids[kind]


@dataclass
class Table:
    item: str
    fields: list[tuple[str, str, str, float]]
    encoding: str
    separator: str
    header: bool
    style: dict[str, str]
    weight: float


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


def pick(world: World, records: int) -> list[Person]:
    """Whose the records are: some persons once, some often, some never."""
    rng = world.rng
    inside = world.persons[:]
    rng.shuffle(inside)
    first = inside[: max(1, min(len(inside), int(records / (1 + world.again))))]
    often = [person for person in first if rng.random() < 0.4] or first
    chosen = first + [rng.choice(often) for _ in range(records - len(first))]
    rng.shuffle(chosen)
    return chosen[:records]


def cell(world: World, person: Person, part: str, style: dict[str, str], view: dict[str, object]) -> str:
    """The text of one cell; `view` holds what this record says about the person."""
    slips = world.slips
    family, given = view["family"], view["given"]
    house: House = view["house"]  # type: ignore[assignment]
    pref, city, town, numbers, building = view["address"]  # type: ignore[misc]
    space = style["space"]
    match part:
        case "family":
            return family[0]
        case "given":
            return given[0]
        case "family_kana":
            return style_kana(family[1], style)
        case "given_kana":
            return style_kana(given[1], style)
        case "name":
            return family[0] + space + given[0]
        case "kana":
            return style_kana(family[1] + space + given[1], style)
        case "romaji":
            return slips.romaji(family[1], given[1], style)
        case "sex":
            return style["sex"].split("/")[person.sex]
        case "birth":
            return slips.day(view["born"], style["date"])  # type: ignore[arg-type]
        case "age":
            return str(2026 - person.born.year)
        case "mail":
            return str(view["mail"])
        case "mobile":
            return shifted(str(view["mobile"]), style["phone"])
        case "phone":
            return shifted(
                house.line if world.rng.random() > slips.rate(0.01) else slips.transposed(house.line), style["phone"]
            )
        case "phone1" | "phone2" | "phone3":
            return house.line.split("-")[int(part[-1]) - 1]
        case "postcode":
            return house.address[0] if style["post"] == "hyphen" else house.address[0].replace("-", "")
        case "address":
            return pref + city + town + numbers + building
        case "address1":
            return pref + city
        case "address2":
            return town + numbers
        case "address3":
            return building.strip()
        case "guardian":
            return house.family[0] + space + world.words.guardian(house.family[0])
        case "recipient":
            return world.words.anyone(space)
        case "doctor":
            return world.words.doctor()
        case "serial":
            return str(world.rng.randrange(10**6, 10**7))
        case "amount":
            return str(world.rng.randrange(3, 900) * 110)
        case "visited":
            return slips.plain(
                date(2023, 1, 1) + timedelta(days=world.rng.randrange(900)),
                style["date"] if "era" not in style["date"] else "slash",
            )
        case "note":
            return world.words.note()
        case "password":
            return world.words.hashed()
    if part in CATALOGUE.words:
        return world.rng.choice(CATALOGUE.words[part])
    if part == "own_id":
        return str(view["member"] or "") if world.has_master else world.named(person, "own")
    return world.named(person, part)


def style_kana(text: str, style: dict[str, str]) -> str:
    """Reading in katakana, hiragana or narrow katakana."""
    return Words.kana(text, style["kana"])


def seen(world: World, person: Person, member: str | None) -> dict[str, object]:
    """What one record says: what is true, or was, or was mistyped."""
    rng, slips = world.rng, world.slips
    house = person.old if rng.random() < slips.rate(0.3) else person.house
    family, given = slips.names(person.family, person.given, person.former)
    address = slips.address(house.address)
    mail = person.mail if rng.random() > slips.rate(0.07) else before(person.mail)
    return {
        "family": family, "given": given, "house": house, "address": address,
        "born": slips.born(person.born), "mail": slips.mail(mail, world.facts.stand_in_mail),
        "mobile": slips.mobile(person.mobile, person.house.line), "member": member,
    }  # fmt: skip


def said(person: Person, table: Table, line: list[str], view: dict[str, object]) -> set[tuple[str, str]]:
    """What a record says that could tie it to another of the same person, apart from the name."""
    house: House = view["house"]  # type: ignore[assignment]
    values = {
        "mail": str(view["mail"]), "mobile": str(view["mobile"]), "phone": house.line, "birth": str(view["born"]),
        "postcode": house.line, "address": house.line, "own_id": "own",
    } | {kind: text for kind, text in person.ids.items() if kind != "card_expiry"}  # fmt: skip
    parts = {part.rstrip("123") for (part, _, _, _), text in zip(table.fields, line, strict=True) if text}
    return {(part.replace("postcode", "address"), values[part]) for part in parts & set(values)}


def unlinked(marks: dict[int, list[set[tuple[str, str]]]]) -> float:
    """The share of true pairs of records that have no value in common but perhaps the name: no rule can be sure of them."""
    both = [bool(one & two) for many in marks.values() for at, one in enumerate(many) for two in many[:at]]
    return round(1 - sum(both) / len(both), 4) if both else 0.0


def before(mail: str) -> str:
    """The address that somebody had before this one."""
    local, _, domain = mail.partition("@")
    return f"{local[::-1]}@{domain}"


def write_text(path: Path, table: Table, lines: list[list[str]]) -> None:
    """One table as a file."""
    buffer = io.StringIO(newline="")
    out = csv.writer(buffer, delimiter=table.separator, lineterminator="\r\n")
    if table.header:
        out.writerow([label for _, _, label, _ in table.fields])
    out.writerows(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue().encode(table.encoding, "replace"))


def master(world: World, into: Path, exposed: set[int]) -> dict[int, list[str]]:
    """Most of the exposed and some others; one in sixty is registered twice. Answers the numbers by person."""
    rng, facts = world.rng, world.facts
    numbers: dict[int, list[str]] = defaultdict(list)
    style = CATALOGUE.styles(rng)
    fields = [("own_id", "member_id", facts.id_label, 0.0)] + [
        (part, CATALOGUE.kind[part], CATALOGUE.label(part, False, rng), 0.02)
        for part in ("name", "kana", "sex", "birth", "mail", "mobile", "postcode", "address")
    ]
    members = [one for one in world.persons if rng.random() < (0.93 if one.number in exposed else 0.8)]
    members += [one for one in members if rng.random() < 0.016]
    rng.shuffle(members)
    rows, calm = [], world.slips.level
    world.slips.level = calm * 0.25
    for at, person in enumerate(members):
        number = facts.id_form.format(at * 3 + rng.randrange(3) + 1)
        numbers[person.number].append(number)
        view = seen(world, person, number)
        rows.append([*row(world, person, fields, style, view), rng.choice(facts.segments)])
    world.slips.level = calm
    table = Table(
        "m.csv",
        [*fields, ("segment", "other", facts.segment_label, 0.0)],
        rng.choice(("cp932", "utf-8")),
        ",",
        True,
        style,
        1.0,
    )
    write_text(into / "master" / "list.csv", table, rows)
    return numbers


def row(
    world: World,
    person: Person,
    fields: list[tuple[str, str, str, float]],
    style: dict[str, str],
    view: dict[str, object],
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


def brief(world: World, into: Path, has_master: bool) -> None:
    facts = world.facts
    text = f'[case]\ntitle = "{facts.title}"\norganisation = "{facts.organisation}"\nsector = "{facts.sector}"\nas_of = 2026-04-01\n'
    text += '\n[[evidence]]\npath = "evidence"\nchannel = "intrusion"\nwindow = [2026-02-01, 2026-02-09]\ncertainty = "confirmed"\n'
    if has_master:
        text += f'\n[[master]]\nname = "list"\npath = "master/list.csv"\nid = "{facts.id_label}"\nsegments = ["{facts.segment_label}"]\n'
    (into / "case.toml").write_text(text, encoding="utf-8")


def build(into: Path, seed: int, records: int, noise: str) -> None:
    """The whole case."""
    world = World(seed, records, noise)
    chosen = pick(world, records)
    exposed = {person.number for person in chosen}
    has_master = world.has_master = world.rng.random() < 0.65
    numbers = master(world, into, exposed) if has_master else {}
    layouts = tables(world)
    homes = world.rng.choices(range(len(layouts)), [one.weight for one in layouts], k=len(chosen))
    truth: dict[str, list[object]] = {"item": [], "row": [], "person": [], "member_id": []}
    items: dict[str, tuple[list[int], set[int]]] = defaultdict(lambda: ([0], set()))
    marks: dict[int, list[set[tuple[str, str]]]] = defaultdict(list)
    for at, table in enumerate(layouts):
        lines = []
        for person in (one for one, home in zip(chosen, homes, strict=True) if home == at):
            member = next(iter(numbers.get(person.number, [])), None)
            view = seen(world, person, member)
            line = row(world, person, table.fields, table.style, view)
            lines.append(line)
            marks[person.number].append(said(person, table, line, view))
            kinds = {kind for (_, kind, _, _), text in zip(table.fields, line, strict=True) if text}
            for kind in {one.split("|")[0] for one in kinds} - {"other", "date", "amount"}:
                items[kind][0][0] += 1
                items[kind][1].add(person.number)
            for key, value in zip(truth, (table.item, len(lines), person.number, member), strict=True):
                truth[key].append(value)
        write_text(into / "evidence" / table.item, table, lines)
    answer(
        world,
        into,
        truth,
        items,
        layouts,
        numbers,
        exposed,
        {"name": "stranger", "scale": records, "seed": seed, "noise": noise},
        unlinked(marks),
    )
    brief(world, into, has_master)


def answer(world, into, truth, items, layouts, numbers, exposed, asked, alone) -> None:
    folder = into / "answer"
    folder.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([("item", pa.string()), ("row", pa.int64()), ("person", pa.int64()), ("member_id", pa.string())])
    pq.write_table(pa.table(truth, schema=schema), folder / "truth.parquet")
    if numbers:
        pairs = [(one, person) for person, many in numbers.items() for one in many]
        columns = {"member_id": [one for one, _ in pairs], "person": [person for _, person in pairs]}
        pq.write_table(
            pa.table(columns, schema=pa.schema([("member_id", pa.string()), ("person", pa.int64())])),
            folder / "members.parquet",
        )
    lines = ["item,position,header,kind"]
    for table in layouts:
        for at, (_, kind, label, _) in enumerate(table.fields, 1):
            lines.append(f"{table.item},{at},{label if table.header else ''},{kind}")
    (folder / "columns.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "unread.csv").write_text("item,why\n", encoding="utf-8")
    matched = len(exposed & set(numbers))
    summary = {
        "records": len(truth["row"]), "persons": len(exposed), "flavour": world.flavour,
        "items": {kind: {"records": count[0], "persons": len(who)} for kind, (count, who) in sorted(items.items())},
        "members": {"matched": matched, "unmatched": len(exposed) - matched}, "unread": [], "pairs_without_common_value": alone,
    }  # fmt: skip
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--noise", choices=sorted(NOISE), default="base")
    given = parser.parse_args()
    if given.dir.exists() and any(given.dir.iterdir()):
        raise SystemExit(f"{given.dir} is not empty; give a new folder")
    build(given.dir, given.seed, given.records, given.noise)
