"""A rehearsal on disk: evidence, customer master, case.toml and the answer key, from a name, a scale and a seed.

Whole numbers are drawn for all persons and records at once; text is made 200,000 records at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl

from tenmatsu import plug
from tenmatsu.errors import InputError
from tenmatsu.rehearsal import answer, bystanders, cells, files, server, totals
from tenmatsu.rehearsal.affair import Affair, tell
from tenmatsu.rehearsal.brief import case_toml
from tenmatsu.rehearsal.chunk import Given, chunk
from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.passports import day_number
from tenmatsu.rehearsal.plan import Plan, plan, scaled
from tenmatsu.rehearsal.scenario import NOISES, Layout, Noise, Scenario
from tenmatsu.rehearsal.words import choose, text_of

PIECE = 200_000
"""Records made into text at a time."""
Progress = Callable[[str, int, int], None]
"""Called with what is being written, records done and records in all."""
T = TypeVar("T")
KNOWN = {"evidence", "master", "logs", "case.toml", "answer", "result", "ledger.db", server.WORK}


def scenarios() -> dict[str, Scenario]:
    """All rehearsals by name."""
    return {one.name: one for one in plug.members("tenmatsu.rehearsal.scenarios", "SCENARIO", Scenario)}


def affairs() -> dict[str, Affair]:
    """All rehearsals of their published size by name."""
    return {one.name: one for one in plug.members("tenmatsu.rehearsal.scenarios", "AFFAIR", Affair)}


def rehearse(
    name: str, into: Path, *, scale: float = 0.01, seed: int = 1, noise: str = "base", loose: bool = False,
    progress: Progress | None = None,
) -> Path:  # fmt: skip
    """Write the rehearsal `name` into the folder `into` and answer it; the same arguments write the same bytes.

    An affair has its published size and one form: `scale`, `noise` and `loose` say nothing of it. The evidence of all
    others is the image of a server from which the files were deleted; with `loose` it is the files themselves.
    InputError when there is no such rehearsal or noise, the scale is out of range, or the folder holds something else.
    """
    told = progress or (lambda what, done, total: None)
    known: dict[str, Scenario | Affair] = {**scenarios(), **affairs()}
    found = _named(known, name, "rehearsal")
    kind = _named(NOISES, noise, "noise")
    if isinstance(found, Affair):
        _make_room(into, {"name": name, "scale": 1.0, "seed": seed, "noise": "base"})
        tell(found, into, seed)
        told(name, 1, 1)
        return into
    return _scenario(found, into, scale, seed, kind, told, loose)


def _scenario(
    scenario: Scenario, into: Path, scale: float, seed: int, kind: Noise, told: Progress, loose: bool
) -> Path:
    figures = scaled(scenario.figures, scale)
    _make_room(
        into,
        {"name": scenario.name, "scale": scale, "seed": seed, "noise": kind.name, "loose": loose},
    )
    shown, root = (scenario, into / "evidence") if loose else (server.shown(scenario), into / server.WORK)
    root.mkdir(exist_ok=True, mode=0o700)
    whole = plan(scenario, figures, kind, np.random.default_rng([seed, 1]))
    truth, tally = answer.Truth(into / "answer" / "truth.parquet"), answer.Tally(len(whole.people))
    total = figures.records + figures.registrations
    done = 0
    for at, (layout, named) in enumerate(zip(scenario.files, shown.files, strict=True)):
        start, end = np.searchsorted(whole.file, [at, at + 1])
        pieces = _evidence(scenario, whole, named, (int(start), int(end)), kind, seed * 1000 + at, truth, tally)
        files.write(layout, root, _watched(pieces, layout.item, done, total, told))
        done += int(end - start)
    truth.close()
    pieces = _master(scenario, whole, kind, seed * 1000 + 999)
    files.write(scenario.master, into / "master", _watched(pieces, scenario.master.item, done, total, told))
    unread, nothing = bystanders.write(root, scenario, figures)
    if not loose:
        unread, nothing = server.pack(root, into / "evidence", seed, unread, nothing)
    (into / "case.toml").write_text(case_toml(scenario.brief), encoding="utf-8")
    totals.write(into / "answer", shown, figures, whole, tally, unread, nothing)
    return into


def _named(known: dict[str, T], name: str, what: str) -> T:
    if name not in known:
        raise InputError(f"there is no {what} {name!r}; there are: {', '.join(sorted(known))}")
    return known[name]


def _make_room(into: Path, asked: dict[str, object]) -> None:
    mark = into / "answer" / "asked.json"
    if into.exists() and not into.is_dir():
        raise InputError(f"{into} is a file; give a new or empty folder for the rehearsal")
    if into.exists() and any(into.iterdir()):
        same = mark.is_file() and json.loads(mark.read_text(encoding="utf-8")) == asked
        if not same or {one.name for one in into.iterdir()} - KNOWN:
            raise InputError(f"{into} already holds something else; give a new or empty folder for the rehearsal")
    for folder in ("evidence", "master", "answer"):
        (into / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    answer.write_json(mark, asked)


def _watched(pieces: Iterator[files.Table], item: str, done: int, total: int, told: Progress) -> Iterator[files.Table]:
    for piece in pieces:
        yield piece
        done += len(piece.frame)
        told(item, done, total)


def _evidence(
    scenario: Scenario,
    whole: Plan,
    layout: Layout,
    bounds: tuple[int, int],
    noise: Noise,
    seed: int,
    truth: answer.Truth,
    tally: answer.Tally,
) -> Iterator[files.Table]:
    start, end = bounds
    first, last = layout.booked or scenario.booked
    booked = (day_number(first), day_number(last))
    agents = layout.source in {"home", "rurubu"}
    for number, low in enumerate(range(start, end, PIECE)):
        high = min(low + PIECE, end)
        rng = np.random.default_rng([seed, number])
        who = whole.owner[low:high].astype(np.int64)
        row = whole.register.first[who].astype(np.int64)
        at = np.maximum(row, 0)
        member = np.where(row >= 0, whole.register.number[at], -1)
        partner = np.where(
            layout.source == "docomo", 1, np.where(layout.source == "partners", rng.integers(2, 5, len(who)), 0)
        )
        given = Given(
            who, whole.passports, whole.passport[low:high].astype(np.int64), member, partner.astype(np.int64),
            whole.register.service[at].astype(np.int64), scenario.partners, scenario.services, agents, booked,
        )  # fmt: skip
        frame = cells.cells(layout, chunk(whole.people, given, layout.styles, noise, rng, len(whole.owner)))
        tally.add(who, cells.personal(layout, frame))
        truth.add(layout.item, low - start + 1, who, member_ids(member))
        torn = rng.random(len(who)) < noise.ragged * (layout.titles != () and layout.form == "csv")
        yield files.Table(frame, tuple(int(one) for one in np.flatnonzero(torn)))


def member_ids(member: Ints) -> pl.Series:
    """Member numbers as the master writes them; null for -1."""
    text = choose(
        (member >= 0).astype(np.int64), [pl.Series([None] * len(member), dtype=pl.String), text_of(member, 10)]
    )
    return text.cast(pl.String)


def _master(scenario: Scenario, whole: Plan, noise: Noise, seed: int) -> Iterator[files.Table]:
    register = whole.register
    booked = (day_number(scenario.booked[0]) - 1500, day_number(scenario.booked[1]))
    nothing = np.full(PIECE, -1, np.int64)
    for number, low in enumerate(range(0, len(register.owner), PIECE)):
        rng = np.random.default_rng([seed, number])
        who = register.owner[low : low + PIECE].astype(np.int64)
        rows = np.arange(low, low + len(who))
        given = Given(
            who, whole.passports, nothing[: len(who)], register.number[rows], register.partner[rows].astype(np.int64),
            register.service[rows].astype(np.int64), scenario.partners, scenario.services, False, booked,
            current=register.first[who] == rows,
        )  # fmt: skip
        one = chunk(whole.people, given, scenario.master.styles, _tidier(noise), rng, len(whole.owner))
        yield files.Table(cells.cells(scenario.master, one))


def _tidier(noise: Noise) -> Noise:
    """A master is looked after: a quarter of the slips, a third of the stand-ins."""
    return replace(noise, given_slip=noise.given_slip / 4, birth_slip=noise.birth_slip / 4, dummy=noise.dummy / 3)
