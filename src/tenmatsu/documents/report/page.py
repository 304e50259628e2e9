"""Writes `report.html` from a result folder: counts only, no personal value, no outside address, no script.

Both languages stand in the page, and two radio buttons choose between them by style alone. The same result gives the
same page, byte for byte.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tenmatsu.documents.report.figures import figures
from tenmatsu.documents.words import count, shown, word
from tenmatsu.errors import StoreError
from tenmatsu.model import Brief

HERE = Path(__file__).parent
MOST = 400
"""Lines of a table in the page; the others are named with the file that holds them."""


def write_report(result: Path, brief: Brief, to: Path, *, version: str) -> None:
    """Writes the report of the result folder to `to` (0600); InputError when there is no result in it."""
    page = _environment().get_template("page.html.j2")
    text = page.render(brief=brief, version=version, most=MOST, **vars(figures(result)))
    draft = to.with_name(f".{to.name}-{uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
        draft.replace(to)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(f"{to}: the report could not be written; check free space and rights") from error


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.globals |= {
        "t": _words,
        "n": _number,
        "cell": _cell,
        "style": _style,
        "known": _known,
        "notes": _notes,
        "word": word,
        "count": count,
    }
    return found


def _both(ja: str, en: str) -> Markup:
    """A text in both languages, of which the style shows one; escaped."""
    if ja == en:
        return escape(ja)
    return Markup('<span class="ja" lang="ja">{}</span><span class="en" lang="en">{}</span>').format(ja, en)


def _words(key: str, **values: object) -> Markup:
    return _both(word(key, "ja", **values), word(key, "en", **values))


def _number(unit: str, number: int | None) -> Markup:
    return _both(count(unit, number, "ja"), count(unit, number, "en")) if number is not None else Markup("–")


def _cell(value: object, sort: str) -> Markup:
    return _both(shown(value, sort, "ja"), shown(value, sort, "en"))


def _known(key: str, value: str) -> Markup:
    """The label of a word of a vocabulary (`kind`, `channel`), or the word itself."""
    return _both(shown(value, key, "ja"), shown(value, key, "en"))


def _notes(notes: dict[str, object]) -> Markup:
    """What the reader of a file noted, counts that are zero left out."""
    lines = [
        _words(f"inputs.{key}", n=value) if f"inputs.{key}" in _NOTED else escape(f"{key} {value}")
        for key, value in sorted(notes.items())
        if value
    ]
    return Markup("<br>").join(lines)


_NOTED = frozenset(
    f"inputs.{key}" for key in ("title_rows", "repeated_headers", "total_rows", "blank_rows", "ragged_rows")
)


def _style() -> Markup:
    """The style sheet, which is ours and holds no evidence."""
    return Markup((HERE / "style.css").read_text(encoding="utf-8"))  # noqa: S704
