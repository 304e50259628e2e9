"""`tenmatsu precedents PATH…`: a table of read notices, with filters, and its export."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tenmatsu.cli.command import Command
from tenmatsu.cli.commands.read import documents
from tenmatsu.disclosures import misp, veris
from tenmatsu.disclosures.html import precedents_view
from tenmatsu.disclosures.precedents import Precedent, precedents, select, summary

_MENDABLE = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """PATH…, filters, exports."""
    parser.add_argument("files", nargs="+", type=Path, metavar="PATH", help="notices, or folders of them")
    parser.add_argument(
        "--cause", action="append", default=[], help="only this cause (part of the word); may be repeated"
    )
    parser.add_argument("--items", action="append", default=[], help="only with this item; may be repeated")
    parser.add_argument("--unit", choices=("人", "件"), default="", help="only with a figure in this unit")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write table and charts as one HTML file")
    parser.add_argument("--veris", type=Path, metavar="FILE", help="write VERIS incidents as a JSON list")
    parser.add_argument("--misp", type=Path, metavar="FILE", help="write MISP events as a JSON list")


def run(given: argparse.Namespace) -> int:
    """Read, select, show and export; 2 when a file could not be read or a row could not be exported."""
    docs, failed = documents(given.files)
    rows = select(precedents(docs), given.cause, given.items, given.unit)
    if given.html is not None:
        given.html.write_text(precedents_view(rows, given.lang), encoding="utf-8")
    if given.veris is not None:
        failed += _export(rows, veris.incident, veris.problems, given.veris)
    if given.misp is not None:
        failed += _export(rows, misp.event, misp.problems, given.misp)
    if given.json:
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
    elif not given.quiet:
        _show(rows, given.lang)
    return _MENDABLE if failed else 0


def _export(
    rows: Sequence[Precedent],
    write: Callable[[Precedent], dict[str, Any]],
    problems: Callable[[dict[str, Any]], list[str]],
    path: Path,
) -> int:
    """Write the rows that fit the format; name each that does not, and say why."""
    kept: list[dict[str, Any]] = []
    left = 0
    for row in rows:
        written = write(row)
        if wrong := problems(written):
            left += 1
            print(f"tenmatsu: {row.doc} ({row.organisation}) is not in {path.name}: {wrong[0]}", file=sys.stderr)
        else:
            kept.append(written)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return left


def _plain(row: Precedent) -> dict[str, object]:
    return {
        "doc": row.doc,
        "organisation": row.organisation,
        "event": row.event.isoformat() if row.event else None,
        "detected": row.detected.isoformat() if row.detected else None,
        "published": row.published.isoformat() if row.published else None,
        "days_to_detection": row.to_detection,
        "days_to_notice": row.to_notice,
        "persons": row.persons,
        "records": row.records,
        "causes": list(row.causes),
        "items": list(row.items),
        "items_excluded": list(row.excluded),
        "secondary_damage": row.secondary,
    }


_HEADS = {
    "ja": ("公表", "組織", "原因", "人数", "件数", "把握まで(日)", "公表まで(日)"),
    "en": ("published", "organisation", "causes", "persons", "records", "days to detection", "days to notice"),
}


def _show(rows: Sequence[Precedent], lang: str) -> None:
    table = Table(*_HEADS["en" if lang == "en" else "ja"])
    for row in rows:
        table.add_row(
            str(row.published or "–"), row.organisation, ", ".join(row.causes), _number(row.persons),
            _number(row.records), _number(row.to_detection), _number(row.to_notice),
        )  # fmt: skip
    console = Console(highlight=False)
    console.print(table)
    total = summary(rows)
    words = (
        "median days to detection {} (n={}), to notice {} (n={})"
        if lang == "en"
        else "中央値: 把握まで{}日 (n={})、公表まで{}日 (n={})"
    )
    console.print(
        words.format(_number(total.to_detection), total.to_detection_of, _number(total.to_notice), total.to_notice_of)
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


COMMAND = Command(
    name="precedents", help="a table of published incidents, with filters and export", arguments=arguments, run=run
)
