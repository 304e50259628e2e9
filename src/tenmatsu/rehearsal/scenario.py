"""The nouns of a rehearsal: a scenario, its sources and files, and how much goes wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tenmatsu.model import Brief


@dataclass(frozen=True, slots=True)
class Noise:
    """How often things go wrong. Every figure is an assumption: no measured file of real persons stands behind them.

    Shares are per record unless said otherwise; `absent` is the share of empty cells by field.
    """

    name: str
    given_slip: float
    birth_slip: float
    email_changed: float
    phone_changed: float
    moved: float
    birth_absent: float
    absent: float
    variant: float
    renamed: float
    dummy: float
    shared_email: float
    ragged: float


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its label, the kind an expert would give it, and the field that fills it."""

    label: str
    kind: str
    field: str
    absent: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is written. `styles` names the style of dates, phones, kana, names and addresses in it."""

    item: str
    source: str
    columns: tuple[Column, ...]
    share: float
    encoding: str = "cp932"
    separator: str = ","
    header: bool = True
    newline: str = "\r\n"
    quote: str = "necessary"
    form: str = "csv"
    titles: tuple[str, ...] = ()
    total: str = ""
    repeat_header: int = 0
    booked: tuple[date, date] | None = None
    styles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """The exact numbers at scale 1."""

    records: int
    persons: int
    registrations: int
    registrations_affected: int
    members: int
    inbound: int
    partners: Mapping[str, int]
    passports: int
    passports_valid: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A rehearsal: what happened, to how many, and in which files it lies.

    `sources` gives each source's share of the domestic records that are not yet placed by an exact figure.
    """

    name: str
    title: str
    brief: Brief
    figures: Figures
    files: tuple[Layout, ...]
    master: Layout
    sources: Mapping[str, float]
    services: tuple[str, ...]
    partners: tuple[str, ...]
    booked: tuple[date, date]


BASE = Noise("base", 0.012, 0.01, 0.10, 0.06, 0.10, 0.25, 0.06, 0.5, 0.03, 0.02, 0.15, 0.0005)
CLEAN = Noise("clean", 0.0005, 0.0003, 0.01, 0.01, 0.02, 0.02, 0.01, 0.2, 0.005, 0.002, 0.08, 0.0)
NOISY = Noise("noisy", 0.05, 0.05, 0.20, 0.15, 0.25, 0.45, 0.07, 0.5, 0.06, 0.04, 0.20, 0.002)
NOISES: dict[str, Noise] = {one.name: one for one in (CLEAN, BASE, NOISY)}
