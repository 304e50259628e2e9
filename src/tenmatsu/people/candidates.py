"""Which pairs of nodes are worth weighing: those that share a key. Everything else is left apart.

A key is one or two fields with an equal code. Values that many nodes hold (an agency's mailbox, a dummy) make no pairs
by themselves, only together with a name. Pairs are written to disk in buckets, so that no step holds them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from tenmatsu.people.features import DAYS, PAIRED, Codes, Features, grouped, runs, spread
from tenmatsu.people.normal import NUMBERS

Nodes = npt.NDArray[np.int64]
THREADS = 2
"""Keys worked on at a time: sorting runs outside of Python's lock, and each key takes some 40 bytes a node."""


@dataclass(frozen=True, slots=True)
class Key:
    """Fields that must all agree; groups above `cap` nodes are passed over (`few`: paired with the next two only)."""

    fields: tuple[str, ...]
    cap: int
    few: bool = False


KEYS = (
    Key(("name", DAYS), 40, few=True),
    Key(("reading", DAYS), 40, few=True),
    Key(("email",), 16, few=True),
    Key(("email", "given"), 40, few=True),
    Key(("email", "reading_given"), 40, few=True),
    Key(("email", DAYS), 20),
    Key(("phone",), 16, few=True),
    Key(("phone", "given"), 40, few=True),
    Key(("phone", "reading_given"), 40, few=True),
    Key(("phone", DAYS), 20),
    Key(("name", "address_key"), 40, few=True),
    Key(("reading", "address_key"), 40, few=True),
    Key(("name", "postcode"), 30),
    Key(("reading", "postcode"), 30),
    Key(("address_key", DAYS), 20),
    Key(("given", DAYS), 6),
    Key(("reading_given", DAYS), 6),
    *(Key((number,), 16) for number in NUMBERS),
    *(Key((number, "given"), 40, few=True) for number in ("member_no", "health_insurance", "card", "bank_account")),
    Key(("name",), 5),
    Key(("reading",), 4),
    Key(("beside",), 16),
    Key(("overlap",), 16, few=True),
)


def mixed(left: npt.NDArray[np.uint64], right: npt.NDArray[np.uint64]) -> Codes:
    """One code for two; 0 when either is 0."""
    both = (left * np.uint64(0x9E3779B97F4A7C15)) ^ (right + np.uint64(0x7F4A7C15) + (left << np.uint64(6)))
    both ^= both >> np.uint64(31)
    return np.where((left == 0) | (right == 0), np.uint64(0), both | np.uint64(1))


def _coded(features: Features, key: Key) -> Iterator[tuple[Codes, Nodes | None]]:
    """The key's code of each node; for e-mail and phone, both values of a node count."""
    first, *rest = key.fields
    codes = [features[name].astype(np.uint64) for name in PAIRED.get(first, (first,))]
    for field in rest:
        other = features[field].astype(np.uint64)
        codes = [mixed(one, spread(other)) for one in codes] if field == DAYS else [mixed(one, other) for one in codes]
    if len(codes) == 1:
        yield codes[0], None
        return
    second = np.flatnonzero(codes[1])
    nodes = np.concatenate((np.arange(features.nodes), second))
    yield np.concatenate((codes[0], codes[1][second])), nodes


def pairs_of(features: Features, key: Key) -> Iterator[tuple[Nodes, Nodes]]:
    """The pairs (smaller node, larger node) that one key makes; never two master rows."""
    for codes, nodes in _coded(features, key):
        ordered, places = grouped(codes)
        yield from _within(ordered, places if nodes is None else nodes[places], key, features.records)


def _within(ordered: Codes, where: Nodes, key: Key, records: int) -> Iterator[tuple[Nodes, Nodes]]:
    if not len(ordered):
        return
    _, sizes = runs(ordered)
    size = np.repeat(sizes, sizes)
    at = np.flatnonzero((size > 1) & ((size <= key.cap) | key.few))
    for distance in range(1, key.cap):
        at = at[at + distance < len(ordered)]
        if distance > 2 and key.few:
            at = at[size[at] <= key.cap]
        at = at[ordered[at] == ordered[at + distance]]
        if not len(at):
            return
        left, right = where[at], where[at + distance]
        low, high = np.minimum(left, right), np.maximum(left, right)
        real = (low < records) & (low != high)
        yield low[real], high[real]


def write(
    features: Features, to: Path, *, buckets: int = 8, progress: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Write the distinct pairs as int64 codes `low * nodes + high`, sorted within each of `buckets` files of .npy."""
    to.mkdir(parents=True, exist_ok=True)
    edges = np.linspace(0, features.records, buckets + 1).astype(np.int64)
    raw = [to / f"raw-{number}.bin" for number in range(buckets)]
    for path in raw:
        path.unlink(missing_ok=True)
    lock, done = Lock(), count(1)

    def pair(key: Key) -> None:
        for low, high in pairs_of(features, key):
            codes = low * features.nodes + high
            with lock:
                _append(raw, edges, low, codes)
        with lock:
            number = next(done)
            if progress:
                progress(number, len(KEYS))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(pair, KEYS))
    return [_distinct(path, to / f"pairs-{number}.npy") for number, path in enumerate(raw)]


def _append(raw: list[Path], edges: Nodes, low: Nodes, codes: Nodes) -> None:
    bucket = np.searchsorted(edges, low, side="right") - 1
    for number, path in enumerate(raw):
        chosen = codes[bucket == number]
        if len(chosen):
            with path.open("ab") as file:
                chosen.tofile(file)


def _distinct(raw: Path, to: Path) -> Path:
    codes = np.fromfile(raw, np.int64) if raw.exists() else np.zeros(0, np.int64)
    codes.sort()
    new = np.ones(len(codes), np.bool_)
    new[1:] = codes[1:] != codes[:-1]
    np.save(to, codes[new])
    raw.unlink(missing_ok=True)
    return to
