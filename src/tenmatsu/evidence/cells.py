"""What programs put around and into cells of delimited text, and what a spreadsheet has destroyed in them.

`="00123"` and `'00123'` keep a spreadsheet from cutting zeros: the value is 00123. `1.23457E+11` was a number of twelve
digits of which six are left, `########` a value in a column that was too narrow: neither can be put right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tenmatsu.evidence.layout import Row

_FORMULA = r'^="([^"]*)"$'
_ROUNDED = r"^-?[0-9](\.[0-9]{1,14})?E\+(0?[7-9]|1[0-9]|2[0-9])$"
_LABEL = re.compile(r"[A-Za-z_][\w.\-]{0,40}")
_NARROW = r"^#{3,}$"


class Cells:
    """Looks at the columns of each batch. `lost` counts destroyed values: (column from 0, how) → number."""

    def __init__(self, sample: Sequence[Row], width: int) -> None:
        self.ticked = frozenset(at for at in range(width) if _ticked([row[at] for row in sample if at < len(row)]))
        self.lost: Counter[tuple[int, str]] = Counter()
        self.labels: tuple[str, ...] = ()

    def seen(self, columns: list[pa.Array], text: bytes) -> list[pa.Array]:
        """The values as they are meant. `text`: the bytes of the batch, a quick look at which spares most work."""
        if b'"' in text and b'="' in text:
            columns = [pc.replace_substring_regex(column, _FORMULA, r"\1") for column in columns]
        for at, label in enumerate(self.labels):
            columns[at] = pc.replace_substring_regex(columns[at], f"^{re.escape(label)}:", "")
        for at in self.ticked:
            columns[at] = pc.replace_substring_regex(columns[at], "^'([^']*)'?$", r"\1")
        for sign, pattern in ((b"E+", _ROUNDED), (b"###", _NARROW)):
            for at, column in enumerate(columns if sign[-1:] in text and sign in text else ()):
                if count := pc.sum(pc.match_substring_regex(column, pattern)).as_py():
                    self.lost[at, "rounded" if sign == b"E+" else "narrow"] += count
        return columns

    def label(self, at: int, cell: str) -> str:
        """A label of the header without what stands around it."""
        if cell.startswith('="') and cell.endswith('"'):
            return cell[2:-1]
        return cell.strip("'") if at in self.ticked or (len(cell) > 2 and cell[0] == cell[-1] == "'") else cell


def labels_of(sample: Sequence[Row], width: int) -> tuple[str, ...]:
    """The labels that every record repeats before its values (LTSV: `name:山田`TAB`tel:03…`); () when it does not."""
    rows = [row for row in sample if any(row)]
    if width < 2 or len(rows) < 2:
        return ()
    columns = [[(row[at] or "").partition(":") for row in rows if at < len(row)] for at in range(width)]
    named = [Counter(label for label, colon, _ in column if colon and _LABEL.fullmatch(label)) for column in columns]
    if not all(one and one.most_common(1)[0][1] >= 0.95 * len(rows) for one in named):
        return ()
    labels = tuple(one.most_common(1)[0][0] for one in named)
    return labels if len(set(labels)) == width else ()


def _ticked(values: Sequence[str | None]) -> bool:
    """Whether nearly all values of a column stand behind a single quote."""
    filled = [value for value in values if value]
    marked = sum(value.startswith("'") and value.count("'") <= 2 for value in filled)
    return marked >= 3 and marked >= 0.9 * len(filled)


def unescaped(text: bytes) -> bytes:
    r"""A quote that is escaped by a backslash (\", as MySQL and PHP write it) as a doubled one."""
    return text.replace(b"\\\\", b"\0").replace(b'\\"', b'""').replace(b"\0", b"\\")
