"""`tenmatsu read FILE…`: published notices into cited facts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tenmatsu.cli.command import Command
from tenmatsu.disclosures.facts import Disclosure, Incident
from tenmatsu.disclosures.html import read_view
from tenmatsu.disclosures.page import text_from
from tenmatsu.disclosures.read import read
from tenmatsu.errors import InputError, TenmatsuError
from tenmatsu.evidence.encoding import encoding_of

_MENDABLE = 2
_NOTICES = (".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx")


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE…, --json [DIR], --html FILE."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="text, HTML, PDF or docx; a folder gives all in it"
    )
    _with_folder(parser)
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the text with its facts as one HTML file")


def _with_folder(parser: argparse.ArgumentParser) -> None:
    """Let `--json` take a folder here. The shared option takes none, and argparse has no public way to replace it."""
    shared = parser._option_string_actions.pop("--json", None)
    if shared is not None:
        parser._actions.remove(shared)
        for group in parser._action_groups:
            if shared in group._group_actions:
                group._group_actions.remove(shared)
    parser.add_argument(
        "--json",
        nargs="?",
        const=True,
        type=Path,
        metavar="DIR",
        help="one JSON file per document in this folder, named after its stem; without a folder, on standard output",
    )


def run(given: argparse.Namespace) -> int:
    """Read every file that can be read; 2 when one could not."""
    docs, failed = documents(given.files)
    if isinstance(given.json, Path):
        if given.json.is_file():
            raise InputError(f"{given.json}: this is a file; --json takes the folder to write to")
        write_json(docs, given.json)
    if given.html is not None:
        for path, doc in zip(_views(given.html, docs), docs, strict=True):
            path.write_text(read_view(doc, given.lang), encoding="utf-8")
    if given.json is True:
        print(json.dumps([doc.to_json() for doc in docs], ensure_ascii=False, indent=1))
    elif not given.quiet and not given.json:
        for doc in docs:
            show(doc, given.lang)
    return _MENDABLE if failed else 0


def documents(paths: list[Path]) -> tuple[list[Disclosure], int]:
    """The documents read, and how many files could not be; each of those is named on standard error."""
    docs: list[Disclosure] = []
    failed = 0
    for path in _files(paths):
        try:
            docs.append(read(_text(path), path.stem))
        except TenmatsuError as error:
            failed += 1
            print(f"tenmatsu: {error}", file=sys.stderr)
    return docs, failed


def write_json(docs: list[Disclosure], folder: Path) -> None:
    """One file per document, `<stem>.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for doc in docs:
        written = json.dumps(doc.to_json(), ensure_ascii=False, indent=1)
        (folder / f"{doc.doc}.json").write_text(written + "\n", encoding="utf-8")


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.suffix.lower() in _NOTICES)
        else:
            yield path


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name and the rights") from error
    encoding = None
    if not data.startswith((b"%PDF", b"PK\x03\x04")) and data:
        encoding = encoding_of(data, cut=False)
        if encoding is None:
            raise InputError(f"{path}: its character encoding is not known; save it as UTF-8 and give it again")
    text = text_from(data, str(path), encoding)
    if not text.strip():
        raise InputError(f"{path}: holds no text; a scanned page must be put through character recognition first")
    return text


def _views(path: Path, docs: list[Disclosure]) -> list[Path]:
    """One view is written as named; several get the document's name before the ending."""
    return (
        [path] if len(docs) == 1 else [path.with_name(f"{path.stem}_{doc.doc}{path.suffix or '.html'}") for doc in docs]
    )


def show(doc: Disclosure, lang: str) -> None:
    """The facts on the terminal."""
    console = Console(highlight=False)
    if not doc.incidents:
        console.print(f"{doc.doc}: " + ("no incident" if lang == "en" else "事案の報告なし"))
    for incident in doc.incidents:
        table = Table(title=doc.doc, title_justify="left", show_header=False, box=None, pad_edge=False)
        table.add_column(style="dim", no_wrap=True)
        table.add_column()
        for name, value in _lines(incident, lang):
            if value:
                table.add_row(name, value)
        console.print(table)


_NAMES = {
    "ja": ("組織", "公表日", "把握", "原因", "人数・件数", "項目", "対象外", "経過", "報告", "連絡先"),
    "en": (
        "organisations", "published", "detected", "causes", "figures", "items", "not exposed", "timeline", "reported",
        "contact",
    ),
}  # fmt: skip


def _lines(incident: Incident, lang: str) -> Iterator[tuple[str, str]]:
    values = (
        ", ".join(f"{one.name} ({one.role})" for one in incident.organisations),
        incident.disclosure.date if incident.disclosure else "",
        incident.detection.date if incident.detection else "",
        ", ".join(one.value for one in incident.causes),
        ", ".join(
            f"{'' if one.qualifier == 'なし' else one.qualifier}{one.value:,}{one.unit} ({one.certainty})"
            for one in incident.counts
        ),
        ", ".join(one.name for one in incident.items),
        ", ".join(one.name for one in incident.items_excluded),
        "\n".join(f"{one.date}  {one.what}" for one in sorted(incident.timeline, key=lambda one: one.date)),
        ", ".join(f"{one.to} ({one.kind})" for one in incident.reports),
        ", ".join(one.phone or one.email for one in incident.contacts),
    )
    yield from zip(_NAMES["en" if lang == "en" else "ja"], values, strict=True)


COMMAND = Command(name="read", help="read published notices into cited facts", arguments=arguments, run=run)
