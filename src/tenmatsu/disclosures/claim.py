"""A kind of claim: one file in `claims/`, one constant `CLAIM`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tenmatsu.disclosures.scene import Scene


@dataclass(frozen=True, slots=True)
class Claim:
    """`read` gives the facts of one field of an Incident.

    `hits` are short pages with what `shows` must give of their facts; on `misses` the field stays empty.
    """

    field: str
    read: Callable[[Scene], Iterable[object]]
    shows: Callable[[object], str]
    hits: tuple[tuple[str, tuple[str, ...]], ...]
    misses: tuple[str, ...]
