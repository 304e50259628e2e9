"""Where a piece of a file stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """`length` bytes of a file from its byte `logical`, standing at byte `start` of the image. Holes have no extent."""

    logical: int
    start: int
    length: int

    @property
    def end(self) -> int:
        """The first byte of the image behind it."""
        return self.start + self.length
