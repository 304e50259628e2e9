"""Blocks that a journal or log wrote as metadata, with the newest commit of each: content that stood there is gone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tenmatsu.evidence.disks.extent import Extent


class LaterWrites:
    """`newest` is the first byte of a block → its newest commit; blocks have `size` bytes."""

    def __init__(self, newest: Mapping[int, int], size: int) -> None:
        self.size = size
        self.starts = np.array(sorted(newest), np.int64)
        self.commits = np.array([newest[start] for start in sorted(newest)], np.int64)

    def after(self, extents: tuple[Extent, ...], commit: int) -> list[Extent]:
        """The blocks inside these extents that were written after a commit."""
        out = []
        for one in extents:
            low, high = np.searchsorted(self.starts, (one.start, one.end))
            for start in self.starts[low:high][self.commits[low:high] > commit].tolist():
                out.append(Extent(0, start, self.size))
        return out
