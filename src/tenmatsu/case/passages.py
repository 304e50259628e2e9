"""Running text as taken in: `passages.parquet` (item, place, text, hidden), the passages of one item together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.model import Locator, Passage

NAME = "passages.parquet"
_SCHEMA = pa.schema(
    [("item", pa.string()), ("place", pa.string()), ("text", pa.string()), ("hidden", pa.bool_()), ("nth", pa.int64())]
)
_BATCH = 8_000_000


@dataclass
class Passages:
    """Writes the passages of one walk; nothing is written when there are none."""

    folder: Path
    _rows: list[dict[str, object]] = field(default_factory=list)
    _size: int = 0
    _out: pq.ParquetWriter | None = None
    _items: dict[str, int] = field(default_factory=dict)
    _last: str = ""
    _parted: bool = False

    def add(self, passage: Passage) -> None:
        """One more; its place is kept as a locator writes it."""
        item = passage.locator.item
        number = self._items.setdefault(item, len(self._items))
        self._parted |= item != self._last and number != len(self._items) - 1
        self._last = item
        place = str(Locator("-", passage.locator.place))
        self._rows.append(
            {"item": item, "place": place, "text": _whole(passage.text), "hidden": passage.hidden, "nth": number}
        )
        self._size += len(passage.text)
        if self._size > _BATCH:
            self._flush()

    def close(self) -> None:
        """Finish the file; items that came in several pieces (a mail between its attachments) are brought together."""
        if self._rows:
            self._flush()
        if self._out is None:
            return
        self._out.close()
        path = self.folder / NAME
        if self._parted:
            whole = self.folder / f".{NAME}"
            pl.scan_parquet(path, glob=False).sort("nth", maintain_order=True).sink_parquet(whole)
            whole.replace(path)

    def _flush(self) -> None:
        if self._out is None:
            self._out = pq.ParquetWriter(self.folder / NAME, _SCHEMA, compression="zstd")
        self._out.write_table(pa.Table.from_pylist(self._rows, schema=_SCHEMA))
        self._rows, self._size = [], 0


def _whole(text: str) -> str:
    """Half a surrogate pair is no character: it is replaced, one for one, so that offsets hold."""
    return (
        text.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= sign <= "\udfff" for sign in text) else text
    )


LONGEST = 100_000
"""Characters of one passage of a mail that a way out gets to read."""


def of_mails(path: Path, shown: Callable[[str], str]) -> pl.DataFrame:
    """Passages of mails: item (as `shown`), place (`header=Date`, `part=1`), text (cut after LONGEST), hidden."""
    every = pl.scan_parquet(path, glob=False)
    mails = every.filter(pl.col("place").str.starts_with("-#header=")).select("item").unique()
    found = every.join(mails, on="item", how="semi").select(
        "item", pl.col("place").str.slice(2), pl.col("text").str.slice(0, LONGEST), "hidden"
    )
    told = found.collect()
    names = {item: shown(item) for item in told["item"].unique()}
    return told.with_columns(pl.col("item").replace_strict(names, return_dtype=pl.String))


def held(path: Path) -> Iterator[Passage]:
    """The passages in order, item by item."""
    for batch in pq.ParquetFile(path).iter_batches(batch_size=256):
        for row in batch.to_pylist():
            locator = Locator(row["item"], Locator.parse(row["place"]).place)
            yield Passage(locator, row["text"], row["hidden"])
