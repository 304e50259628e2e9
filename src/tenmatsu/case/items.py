"""items.csv: every item of the evidence, how it stands on its medium, and whether it was read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.case.intake import Taken

FIELDS = (
    "item", "sha256", "size", "media_type", "parent", "state", "reused_share", "created", "modified", "deleted", "read",
    "notes",
)  # fmt: skip


def write(evidence: Sequence[Taken], to: Path) -> None:
    """Write items.csv at `to`. `read` is yes, or why not or not wholly; times are UTC in ISO form."""
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        for one in evidence:
            why = _reasons(one)
            for item in one.items:
                shown = one.shown(item.path)
                writer.writerow(
                    [
                        shown, item.sha256, item.size, item.media_type, one.shown(item.parent) if item.parent else "",
                        str(item.state), "" if item.reused_share is None else f"{item.reused_share:.4f}",
                        *(_time(at) for at in (item.created, item.modified, item.deleted)),
                        why.get(item.path, "yes"), "; ".join(item.notes),
                    ]
                )  # fmt: skip


def _reasons(one: Taken) -> Mapping[str, str]:
    """By item: its unread, or that of a part of it that is no item of its own."""
    held = {item.path for item in one.items}
    found: dict[str, list[str]] = {}
    for unread in one.unread:
        item = unread.item
        while item not in held and "!" in item:
            item = item.rpartition("!")[0]
        found.setdefault(item, []).append(unread.reason)
    return {item: "; ".join(dict.fromkeys(reasons)) for item, reasons in found.items()}


def _time(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="seconds")


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC).replace(tzinfo=None) if at and at.tzinfo else at


_SCHEMA = pa.schema(
    [
        ("item", pa.string()), ("media_type", pa.string()), ("parent", pa.string()), ("state", pa.string()),
        ("created", pa.timestamp("us")), ("modified", pa.timestamp("us")),
        ("deleted", pa.timestamp("us")),
    ]
)  # fmt: skip


def write_parquet(evidence: Iterable[Taken], to: Path) -> None:
    """The same for the channels: item, media_type, parent, state and times (UTC, without a zone)."""
    rows = [
        {
            "item": one.shown(item.path), "media_type": item.media_type,
            "parent": one.shown(item.parent) if item.parent else None, "state": str(item.state),
            "created": _utc(item.created), "modified": _utc(item.modified), "deleted": _utc(item.deleted),
        }
        for one in evidence for item in one.items
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), to)
