"""The files of a result in which no record was found: there, with their columns, and empty."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

_SEGMENTS = pl.List(pl.Struct({"name": pl.String, "value": pl.String}))
_TEXT = ("name", "kana", "sex", "email", "phone", "postcode", "address", "member_id")
_RECORDS: Mapping[str, type[pl.DataType]] = {
    "record_id": pl.Int64, "item": pl.String, "row": pl.Int64, "person_id": pl.Int64, "birth_date": pl.Date,
    **dict.fromkeys(_TEXT, pl.String),
}  # fmt: skip
_PAIR = {"record_a": pl.Int64, "record_b": pl.Int64}
_RULE = {"rule": pl.String, "strength": pl.String, "weight": pl.Float32}
SCHEMAS: Mapping[str, Mapping[str, pl.DataType | type[pl.DataType]]] = {
    "records": {**_RECORDS, "kinds": pl.List(pl.String)},
    "persons": {
        "person_id": pl.Int64, "n_records": pl.Int64, "birth_date": pl.Date, **dict.fromkeys(_TEXT, pl.String),
        "segments": _SEGMENTS, "items": pl.List(pl.String), "reach": pl.List(pl.String),
    },
    "links": {**_PAIR, **_RULE, "via": pl.String},
    "matches": {"record_id": pl.Int64, "member_id": pl.String, **_RULE},
    "review": {**_PAIR, "reason": pl.String, "weight": pl.Float32},
}  # fmt: skip


def write_nothing(to: Path) -> None:
    """Write the five files into `to`."""
    for name, schema in SCHEMAS.items():
        pl.DataFrame(schema=dict(schema)).write_parquet(to / f"{name}.parquet")
