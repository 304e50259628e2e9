"""`tenmatsu compare FILE…`: what several documents say of the same incident, and where they differ."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tenmatsu.cli.command import Command
from tenmatsu.cli.commands.read import documents
from tenmatsu.disclosures.compare import Joined, compare
from tenmatsu.disclosures.html import compare_view

_MENDABLE = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE…, --html FILE."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="two or more documents, or a folder of them"
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the comparison as one HTML file")


def run(given: argparse.Namespace) -> int:
    """Compare what can be read; 2 when a file could not."""
    docs, failed = documents(given.files)
    found = compare(docs)
    if given.html is not None:
        given.html.write_text(compare_view(found, given.lang), encoding="utf-8")
    if given.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    elif not given.quiet:
        console = Console(highlight=False)
        for joined in found.incidents:
            _show(console, joined, given.lang)
        for doc, name in found.alone:
            console.print(
                f"{name} ({doc}): " + ("told by one document alone" if given.lang == "en" else "一つの文書だけが伝える")
            )
    return _MENDABLE if failed else 0


def _show(console: Console, joined: Joined, lang: str) -> None:
    console.print(f"[bold]{joined.name}[/bold]  {', '.join(joined.docs)}")
    timeline = Table(box=None, show_header=False, pad_edge=False)
    for event in joined.timeline:
        timeline.add_row(
            event.date, "\n".join(f"{said.value}  [dim]{said.doc}:{said.offset}[/dim]" for said in event.said)
        )
    console.print(timeline)
    claims = Table(box=None, show_header=False, pad_edge=False)
    for claim in joined.claims:
        style = {"contradict": "bold red", "superseded": "yellow", "differ": "yellow"}.get(claim.status, "")
        values = ", ".join(f"{said.value} [dim]{said.doc}:{said.offset}[/dim]" for said in claim.said)
        claims.add_row(
            f"[{style}]{claim.status}[/{style}]" if style else claim.status, f"{claim.field} {claim.subject}", values
        )
    console.print(claims)


COMMAND = Command(
    name="compare", help="compare what several documents say of one incident", arguments=arguments, run=run
)
