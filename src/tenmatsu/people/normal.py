"""Records in normal form: a typed table becomes the columns that persons are found by.

Each record keeps its item and row; the form as written stays beside the form for matching, so that `why` can show both.
The work goes batch by batch (columns, never Python rows); memory is two or three batches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.model import KIND_WORDS, NOT_PERSONAL, PART_OF, Table, TypedColumn
from tenmatsu.people import addresses, contacts, names

BATCH = 250_000
THREADS = 2
"""Batches worked on at a time; one takes some 300 MB while it is read."""
NUMBERS = (
    "passport", "my_number", "pension_number", "drivers_licence", "residence_card", "health_insurance", "member_no",
    "employee_id", "card", "bank_account", "employment_insurance", "resident_code",
)  # fmt: skip
"""Identity numbers of a record; `member_no` is what the kind `member_id` reads in a record."""

NAME_KINDS = {
    "in_name": "name", "in_family": "family_name", "in_given": "given_name", "in_kana": "name_kana",
    "in_family_kana": "family_kana", "in_given_kana": "given_kana", "in_romaji": "name_romaji",
}  # fmt: skip
ITEMS = tuple(word for word in KIND_WORDS if word not in NOT_PERSONAL)
IDENTIFYING = frozenset(
    {*NAME_KINDS.values(), "email", "phone", "passport", "my_number", "pension_number", "drivers_licence", "address",
     "residence_card", "health_insurance", "employment_insurance", "resident_code", "member_id", "employee_id", "card",
     "bank_account", "birth_date"}
)  # fmt: skip
"""A table with none of these kinds holds no records of persons."""

READ_NORMAL = {
    "name": "shown_name", "name_kana": "shown_kana", "name_romaji": "shown_romaji", "birth_date": "birth_date",
    "email": "email", "phone": "phone", "postcode": "postcode", "sex": "sex", "passport": "passport",
    "address": "address",
}  # fmt: skip
"""Items that count as present only when their normal form is (a freephone line is nobody's)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a table (1-based positions) make which field of the data subject."""

    fields: dict[str, tuple[tuple[int, ...], ...]]
    items: dict[str, tuple[int, ...]]

    def holds_persons(self) -> bool:
        """True when some column can point at a person."""
        return any(kind in IDENTIFYING for kind in self.fields)


def layout_of(columns: Sequence[TypedColumn]) -> Layout:
    """The layout that typed columns give; the data subject is the role `self`, else the first role with a name."""
    named = [one.role for one in columns if one.kind in NAME_KINDS.values()]
    subject = "self" if not named or "self" in named else named[0]
    fields: dict[str, dict[int, list[tuple[int, int]]]] = {}
    items: dict[str, list[int]] = {}
    for one in columns:
        if one.kind in NOT_PERSONAL:
            continue
        for item in {one.kind, PART_OF.get(one.kind, one.kind)}:
            items.setdefault(item, []).append(one.position)
        if one.role in (subject, "self"):
            fields.setdefault(one.kind, {}).setdefault(one.group, []).append((one.part, one.position))
    ordered = {
        kind: tuple(tuple(position for _, position in sorted(parts)) for _, parts in sorted(groups.items()))
        for kind, groups in fields.items()
    }
    return Layout(ordered, {item: tuple(positions) for item, positions in items.items()})


def normalise(
    table: Table,
    columns: Sequence[TypedColumn],
    to: Path,
    *,
    first: int,
    read_days: contacts.ReadDays,
    keep: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the records of one table to `to` (Parquet) and return how many; `record_id` counts on from `first`.

    A table whose file has a column `item` holds records of several items. `keep` names columns (header labels) that are
    carried along as written, as `keep_1`, `keep_2` …: a master's id and segments. `read_days` reads written days;
    `progress` is told the rows done.
    """
    layout = layout_of(columns)
    kept = [_position(table, label) for label in keep]

    def record(batch: pl.DataFrame, at: int) -> pl.DataFrame:
        return _records(batch, layout, read_days).with_columns(
            pl.int_range(at, at + len(batch), dtype=pl.Int64).alias("record_id"),
            batch["item"] if "item" in batch.columns else pl.lit(table.item).alias("item"),
            batch["row"],
            *(batch[f"c{column}"].alias(f"keep_{number}") for number, column in enumerate(kept, 1)),
        )

    return write_frames(side_by_side(_batches(table.path), record, first), to, progress)


def write_frames(
    frames: Iterable[pl.DataFrame],
    to: Path,
    progress: Callable[[int], None] | None = None,
    *,
    statistics: bool = False,
) -> int:
    """Write frames of one shape to a Parquet file, a row group each; the number of rows. No frames make no file.

    `statistics` are for files in which single rows are looked for.
    """
    writer: pq.ParquetWriter | None = None
    done = 0
    for frame in frames:
        arrow = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        writer = writer or pq.ParquetWriter(
            to, arrow.schema, compression="zstd", compression_level=1, write_statistics=statistics
        )
        writer.write_table(arrow, row_group_size=BATCH)
        done += len(frame)
        if progress:
            progress(done)
    if writer:
        writer.close()
    return done


def side_by_side(
    batches: Iterable[pl.DataFrame], change: Callable[[pl.DataFrame, int], pl.DataFrame], first: int = 0
) -> Iterator[pl.DataFrame]:
    """What `change` makes of each batch and the number of its first row (from `first`), in order, THREADS at a time."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[pl.DataFrame]] = deque()
        for batch in batches:
            waiting.append(pool.submit(change, batch, first))
            first += len(batch)
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _position(table: Table, label: str) -> int:
    return (table.header or ()).index(label) + 1


def _batches(path: Path) -> Iterator[pl.DataFrame]:
    source = pq.ParquetFile(path)
    for batch in source.iter_batches(batch_size=BATCH):
        yield pl.DataFrame(pa.Table.from_batches([batch]))


def _text(batch: pl.DataFrame, positions: Iterable[int], joint: str = "") -> pl.Expr:
    """The cells of some columns as one text; null when all are empty."""
    cells = [pl.col(f"c{at}") for at in positions if f"c{at}" in batch.columns]
    if not cells:
        return pl.lit(None, pl.String)
    if len(cells) == 1:
        return cells[0]
    return pl.concat_str(cells, separator=joint, ignore_nulls=True)


def _value(batch: pl.DataFrame, layout: Layout, kind: str, joint: str = "") -> pl.Expr:
    """The first value of a kind that a record has: a form's own name where an account's stands empty beside it."""
    texts = [_text(batch, positions, joint) for positions in layout.fields.get(kind, ())]
    if len(texts) < 2:
        return texts[0] if texts else _text(batch, ())
    return pl.coalesce(pl.when(text.str.strip_chars(f" \u3000{joint}") != "").then(text) for text in texts)


def _records(batch: pl.DataFrame, layout: Layout, read_days: contacts.ReadDays) -> pl.DataFrame:
    inputs = _made(
        batch,
        *(_value(batch, layout, kind, " ").alias(name) for name, kind in NAME_KINDS.items()),
        _value(batch, layout, "birth_date", "-").alias("birth"),
        _value(batch, layout, "passport_issue_date", "-").alias("issued"),
    )
    spoken = names.columns(inputs)
    numbers = _made(batch, *_number_columns(batch, layout))
    frame = pl.concat([spoken, _contacts(batch, layout), numbers], how="horizontal").with_columns(
        contacts.day(inputs["birth"], read_days).alias("birth_date"),
        contacts.day(inputs["issued"], read_days).alias("passport_issue_date"),
    )
    frame = _without_twice(frame)
    return frame.with_columns(_items_mask(batch, frame, layout).alias("items_mask"))


def _made(batch: pl.DataFrame, *columns: pl.Expr) -> pl.DataFrame:
    """Columns computed from a batch, as long as the batch even where all of them are constants."""
    names = [column.meta.output_name() for column in columns]
    return batch.lazy().with_columns(columns).select(names).collect()


def _contacts(batch: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    mails, phones = layout.fields.get("email", ()), layout.fields.get("phone", ())
    address = _value(batch, layout, "address", " ").str.strip_chars(" 　")
    frame = _made(
        batch,
        _text(batch, mails[0] if mails else ()).alias("email"),
        _text(batch, mails[1] if len(mails) > 1 else ()).alias("email_2"),
        _text(batch, phones[0] if phones else (), "-").alias("phone"),
        _text(batch, phones[1] if len(phones) > 1 else (), "-").alias("phone_2"),
        _value(batch, layout, "postcode").alias("postcode"),
        _value(batch, layout, "sex").alias("sex"),
        pl.when((address != "") & ~address.str.contains(addresses.NOWHERE)).then(address).alias("address"),
    )
    return frame.with_columns(
        *(contacts.email(frame[name]).alias(name) for name in ("email", "email_2")),
        *(contacts.phone(frame[name]).alias(name) for name in ("phone", "phone_2")),
        contacts.postcode(frame["postcode"]).alias("postcode"),
        contacts.sex(frame["sex"]).alias("sex"),
        addresses.key(frame["address"]).alias("address_key"),
    )


def _number_columns(batch: pl.DataFrame, layout: Layout) -> list[pl.Expr]:
    kinds = {name: "member_id" if name == "member_no" else name for name in NUMBERS}
    return [contacts.number(_value(batch, layout, kind, "-")).alias(name) for name, kind in kinds.items()]


def _without_twice(frame: pl.DataFrame) -> pl.DataFrame:
    """A second value moves up when the first is empty, and goes when it says the same."""
    steps = []
    for kind in ("email", "phone"):
        first, second = pl.col(kind), pl.col(f"{kind}_2")
        steps += [pl.coalesce(first, second).alias(kind), pl.when(first != second).then(second).alias(f"{kind}_2")]
    return frame.with_columns(steps)


def _items_mask(batch: pl.DataFrame, frame: pl.DataFrame, layout: Layout) -> pl.Series:
    """Bit n is set where the record holds item ITEMS[n]."""
    mask = pl.lit(0, pl.UInt64)
    wide = batch.hstack(frame.select(pl.all().name.prefix("n_")))
    for bit, item in enumerate(ITEMS):
        positions = layout.items.get(item, ())
        if not positions:
            continue
        if item in READ_NORMAL:
            present = pl.col(f"n_{READ_NORMAL[item]}").is_not_null()
        else:
            cells = [pl.col(f"c{at}").str.strip_chars(" 　").fill_null("") != "" for at in positions]
            present = pl.any_horizontal(cells)
        mask = mask | pl.when(present).then(pl.lit(1 << bit, pl.UInt64)).otherwise(pl.lit(0, pl.UInt64))
    return wide.select(mask.alias("items_mask"))["items_mask"]


def items_in(masks: pl.Series) -> pl.Series:
    """The list of item words of each mask; there are few distinct masks."""
    distinct = masks.unique()
    words = [[item for bit, item in enumerate(ITEMS) if mask >> bit & 1] for mask in distinct.to_list()]
    known = pl.DataFrame({"mask": distinct, "words": pl.Series(words, dtype=pl.List(pl.String))})
    return masks.to_frame("mask").join(known, on="mask", how="left", maintain_order="left")["words"]
