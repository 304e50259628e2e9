"""Which paper of a case a file is that came back under another name: by its name, else by its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tenmatsu.documents.agree import flat

R = TypeVar("R")
LIKE = 0.3
"""The share of a paper's lines that a file must have to be taken for it."""


def nearest(path: Path, lies: Sequence[str], papers: Mapping[str, R], lines: Callable[[R], Sequence[str]]) -> R | None:
    """The paper whose name the file bears, else the one most of whose lines it holds; None when it is like none."""
    for name in sorted(papers, key=len, reverse=True):
        if path.stem.startswith(name):
            return papers[name]
    mine = {flat(line) for line in lies}
    shares = {}
    for name, paper in papers.items():
        theirs = {flat(line) for line in lines(paper)}
        shares[name] = len(mine & theirs) / len(theirs) if theirs else 0.0
    best = max(shares, key=lambda name: shares[name], default="")
    return papers[best] if best and shares[best] >= LIKE else None
