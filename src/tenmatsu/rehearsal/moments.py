"""Moments of Japan time: clocks of shops and servers in the rehearsals."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import numpy as np

JST = timezone(timedelta(hours=9), "JST")


def jst(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A moment by the clock of Japan."""
    return datetime(year, month, day, hour, minute, second, tzinfo=JST)


def between(rng: np.random.Generator, low: datetime, high: datetime) -> datetime:
    """A whole second from `low` on and before `high`."""
    return low + timedelta(seconds=int(rng.integers(0, int((high - low).total_seconds()))))
