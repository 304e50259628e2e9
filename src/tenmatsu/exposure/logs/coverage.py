"""Of which time a log speaks: from its first line to its last, without the gaps in which a busy log is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

HOUR = timedelta(hours=1)
EXPECTED, SHORTEST = 20.0, 6
"""A silence of this many whole hours or more is a gap when this many lines were to be expected in it (Poisson: one
silence in e^20 is chance); a whole day already where five lines were."""
EXPECTED_DAY, DAY = 5.0, 24


def gaps(hours: Mapping[datetime, int]) -> list[tuple[datetime, datetime]]:
    """The silences (from, to) that do not fit the log, by its lines in each hour (the hour's start → lines): what the
    same hours of the other days hold on average is what was to be expected."""
    if not hours:
        return []
    first, last = min(hours), max(hours)
    days = (last.date() - first.date()).days + 1
    by_hour: Counter[int] = Counter()
    for at, lines in hours.items():
        by_hour[at.hour] += lines
    found = []
    for start, end in _silences(sorted(hours)):
        length = int((end - start) / HOUR)
        others = max(days - max(1, round(length / 24)), 1)
        expected = sum(by_hour[(start + n * HOUR).hour] for n in range(length)) / others
        if (length >= SHORTEST and expected >= EXPECTED) or (length >= DAY and expected >= EXPECTED_DAY):
            found.append((start, end))
    return found


def _silences(heard: list[datetime]) -> Iterable[tuple[datetime, datetime]]:
    """The whole hours between two hours with lines."""
    for before, after in pairwise(heard):
        if after - before > HOUR * SHORTEST:
            yield before + HOUR, after
