"""A template: one folder of `templates/`, with the constant `TEMPLATE` and its texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tenmatsu.documents.check import Figure
from tenmatsu.documents.known import Known
from tenmatsu.documents.paper import Paper

MARK = "【案】 人が確認してから発信する"
"""At the head of every page: nothing is sent by itself."""


@dataclass(frozen=True, slots=True)
class Package:
    """Further files that a template wrote into its folder.

    `counts` are told to the ledger (numbers alone); `papers` come beside those of the template; `texts` are what the
    files say in words, to be checked like a paper; `figures` are counts of its own that they may say, `constants` what
    else its papers say by themselves (hashes).
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    papers: tuple[Paper, ...] = ()
    texts: tuple[str, ...] = ()
    constants: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What a template makes of a case: the papers (the first bears the template's name), what they say by themselves,
    a tree for JSON, figures of its own, and what writes further files into a folder (given empty and private)."""

    papers: tuple[Paper, ...]
    constants: str
    tree: Mapping[str, object] | None = None
    figures: tuple[Figure, ...] = ()
    package: Callable[[Path], Package] | None = None
    extra_quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """`make(known, version)`; `needs_register` says that it lists persons and cannot be made of facts alone.

    `applies` says whether a case needs it; one that does not is written only when it is asked for by name."""

    name: str
    ja: str
    en: str
    make: Callable[[Known, int], Made]
    needs_register: bool = False
    applies: Callable[[Known], bool] = lambda _: True
