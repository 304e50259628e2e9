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
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from stranger_cells import Table, View, row, seen, tables
from stranger_words import CATALOGUE
from stranger_world import NOISE, Person, World


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


def said(person: Person, table: Table, line: list[str], view: View) -> set[tuple[str, str]]:
    """What a record says that could tie it to another of the same person, apart from the name."""
    values = {
        "mail": view.mail, "mobile": view.mobile, "phone": view.house.line, "birth": str(view.born),
        "postcode": view.house.line, "address": view.house.line, "own_id": "own",
    } | {kind: text for kind, text in person.ids.items() if kind != "card_expiry"}  # fmt: skip
    parts = {part.rstrip("123") for (part, _, _, _), text in zip(table.fields, line, strict=True) if text}
    return {(part.replace("postcode", "address"), values[part]) for part in parts & set(values)}


def unlinked(marks: dict[int, list[set[tuple[str, str]]]]) -> float:
    """The share of true pairs of records that have no value in common but perhaps the name: no rule can be sure of them."""
    both = [bool(one & two) for many in marks.values() for at, one in enumerate(many) for two in many[:at]]
    return round(1 - sum(both) / len(both), 4) if both else 0.0


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
