"""Whose an inode number was at a commit: a number that was used again must not lend its name to its earlier file.

Each use of a number has a generation of its own (random, 32 bits). Between two commits at which the number is known to
be of one use, every name of it is of that use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

NOW = 1 << 40
"""Stands for the commit of what the disk holds now."""


@dataclass(slots=True)
class Lives:
    """Inode number → (commit, generation, in use) of each copy that differs from the one before."""

    states: defaultdict[int, list[tuple[int, int, bool]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, states: Iterable[tuple[int, int, int, bool]]) -> Lives:
        """From (number, commit, generation, in use) in any order."""
        lives = cls()
        for number, commit, generation, used in states:
            lives.states[number].append((commit, generation, used))
        for known in lives.states.values():
            known.sort()
        return lives

    def generation(self, number: int, commit: int) -> int | None:
        """The generation at a commit: of the last copy up to it, else of the next one; None where there is no copy."""
        known = self.states.get(number, [])
        before = [one for one in known if one[0] <= commit]
        return before[-1][1] if before else (known[0][1] if known else None)

    def window(self, number: int, commit: int, generation: int | None = None) -> tuple[int, int]:
        """The first and the last commit whose names of the number are of the use that it had at `commit`."""
        first, last = 1, NOW
        generation = self.generation(number, commit) if generation is None else generation
        for when, other, used in self.states.get(number, ()):
            if other != generation:
                first, last = (max(first, when + 1), last) if when <= commit else (first, min(last, when - 1))
            elif not used and when > commit:
                last = min(last, when - 1)
        return first, last
