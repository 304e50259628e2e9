"""Numbers that belong to a person for good: the same question about the same person always has the same answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenmatsu.rehearsal.lexicon import Floats, Ints


def mixed(keys: Ints, salt: int) -> NDArray[np.uint64]:
    """64 well-mixed bits per key (SplitMix64, public domain)."""
    with np.errstate(over="ignore"):
        out = keys.astype(np.uint64) + np.uint64((salt * 0x9E3779B97F4A7C15) % 2**64)
        out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return out ^ (out >> np.uint64(31))


def below(keys: Ints, salt: int, limit: int) -> Ints:
    """A whole number 0 … limit-1 per key."""
    return (mixed(keys, salt) % np.uint64(limit)).astype(np.int64)


def even(keys: Ints, salt: int) -> Floats:
    """A number 0 … 1 per key."""
    return (mixed(keys, salt) >> np.uint64(11)).astype(np.float64) / 2.0**53


def scattered(keys: Ints, factor: int, limit: int) -> Ints:
    """Distinct numbers 0 … limit-1 for distinct keys below `limit`; `factor` and `limit` have no common divisor."""
    return (keys.astype(np.int64) % limit) * factor % limit
