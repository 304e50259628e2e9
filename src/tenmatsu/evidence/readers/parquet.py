"""Apache Parquet: rows as they are numbered in the file, every value as text."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tenmatsu.evidence.astext import text_of
from tenmatsu.evidence.reading import Found, Head, Reader, Sheet, Source


def claims(head: Head) -> int:
    """PAR1 at both ends."""
    return 90 if head.start.startswith(b"PAR1") and head.end.endswith(b"PAR1") else 55 * head.start.startswith(b"PAR1")


def read(source: Source) -> Iterator[Found]:
    """One table; `line` is the row's number."""
    with source.open() as raw:
        file = pq.ParquetFile(raw)
        names = tuple(file.schema_arrow.names)
        sink = source.table(None, len(names), names)
        for batch in file.iter_batches(20_000):
            lines = pa.array(range(sink.rows + 1, sink.rows + batch.num_rows + 1), pa.int64())
            sink.write(lines, [as_text(column) for column in batch.columns])
        yield Sheet(sink.close(), sink.rows, len(names), names)


def as_text(column: pa.Array) -> pa.Array:
    """A column as strings; null becomes '' (an empty cell)."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    plain = pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind)
    if plain or pa.types.is_date(kind):
        text = pc.cast(column, pa.string())
    else:
        text = pa.array([None if value is None else text_of(value) for value in column.to_pylist()], pa.string())
    return pc.fill_null(text, "")


READER = Reader("parquet", "application/vnd.apache.parquet", claims, read)
