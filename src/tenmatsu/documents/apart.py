"""Names of the files when each segment value has a list of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tenmatsu.documents.listing import Listing


def paths(listings: Sequence[Listing], to: Path) -> list[Path]:
    """`partners/007_提携先_甲社.csv` for the seventh list of `partners.csv`; makes the folder."""
    folder = to.parent / to.stem
    folder.mkdir(mode=0o700)
    wide = max(3, len(str(len(listings))))
    names = (f"{place:0{wide}}_{safe('_'.join(one.title), 40)}" for place, one in enumerate(listings, 1))
    return [folder / f"{name}{to.suffix.lower()}" for name in names]


def safe(text: str, most: int) -> str:
    """Letters, digits, `_` and `-` of the text, at most so many: what a file or a sheet may be called anywhere."""
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", text))[:most].strip("_") or "_"
