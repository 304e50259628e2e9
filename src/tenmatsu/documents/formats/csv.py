"""CSV: UTF-8 with BOM (Excel takes it for the local code page without one), comma, CRLF (RFC 4180), quotes on need."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tenmatsu.documents.apart import paths
from tenmatsu.documents.format import Cover, Format, Written
from tenmatsu.documents.harmless import harmless
from tenmatsu.documents.listing import Listing, both
from tenmatsu.documents.result import quoted

BOM = "\ufeff"


def write(connection: duckdb.DuckDBPyConnection, listings: Sequence[Listing], cover: Cover, to: Path) -> Written:
    """One list to the file itself; lists by segment to a folder, and the file is their table of contents."""
    if not cover.apart:
        _list(connection, listings[0], to)
        return Written((to,))
    files = paths(listings, to)
    for listing, file in zip(listings, files, strict=True):
        _list(connection, listing, file)
    with to.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(both(f"head.{key}") for key in ("segment", "value", "persons", "file"))
        for listing, file in zip(listings, files, strict=True):
            lines.writerow([*map(harmless, listing.title), listing.persons, f"{to.stem}/{file.name}"])
    return Written((to, *files))


def _list(connection: duckdb.DuckDBPyConnection, listing: Listing, to: Path) -> None:
    """DuckDB writes no BOM, so it stands before the first heading, which needs no quotes."""
    first = f'as "{listing.headings[0].label}"'
    sql = listing.sql().replace(first, f'as "{BOM}{listing.headings[0].label}"', 1)
    connection.execute(f"copy ({sql}) to {quoted(str(to))} (format csv, header, new_line '\\r\\n')")


FORMAT = Format(".csv", write, neutral=True)
