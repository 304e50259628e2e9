"""HTML views of what was read, compared and kept: self-contained, without scripts, in Japanese or English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import SimpleNamespace

from jinja2 import Environment, PackageLoader

from tenmatsu.disclosures import lexicon
from tenmatsu.disclosures.compare import Comparison
from tenmatsu.disclosures.facts import Disclosure
from tenmatsu.disclosures.precedents import Precedent, summary

_RANK = ("items_excluded", "items", "counts", "causes", "disclosure", "detection", "timeline", "contacts", "reports")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text from `at` on; `kind` is the field whose quote covers it, `starts` that one begins here."""

    text: str
    at: int
    kind: str = ""
    starts: bool = False


def read_view(disclosure: Disclosure, lang: str = "ja") -> str:
    """The text on the left with its quotes marked, the facts on the right, each a link to its words."""
    return _render("read", lang, disclosure.doc, pieces=list(_pieces(disclosure)), incidents=disclosure.incidents)


def compare_view(comparison: Comparison, lang: str = "ja") -> str:
    """Contradictions in a strip, then the merged timeline and the other claims with their sources."""
    lead = " · ".join(comparison.docs)
    return _render("compare", lang, lead, incidents=comparison.incidents, alone=comparison.alone)


def precedents_view(rows: Sequence[Precedent], lang: str = "ja") -> str:
    """Medians, causes and items as bars, and the table of the rows."""
    return _render("precedents", lang, "", rows=rows, total=summary(rows))


def _render(name: str, lang: str, lead: str, **values: object) -> str:
    words = _words(lang)
    page = _environment().get_template(f"{name}.html")
    return page.render(lang=lang, title=getattr(words, f"title_{name}"), lead=lead, w=words, style=_style(), **values)


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("tenmatsu.disclosures", "views"), autoescape=True, trim_blocks=False)


@cache
def _style() -> object:
    from markupsafe import Markup

    return Markup((files("tenmatsu.disclosures") / "views" / "style.css").read_text(encoding="utf-8"))  # noqa: S704  # our own file


def _words(lang: str) -> SimpleNamespace:
    """A namespace, so that `w.items` is the word and not the method of a mapping."""
    return SimpleNamespace(**lexicon.load("words")["en" if lang == "en" else "ja"])


def _pieces(disclosure: Disclosure) -> Iterator[Piece]:
    """The text cut where quotes begin and end; where several overlap, the field first in rank gives the colour."""
    quoted = [(name, quote) for one in disclosure.incidents for name, quote in one.facts() if name != "title"]
    starts = {quote.offset for _, quote in quoted}
    edges = sorted({0, len(disclosure.text)} | starts | {quote.offset + len(quote.text) for _, quote in quoted})
    for begin, end in pairwise(edges):
        over = [(name, quote) for name, quote in quoted if quote.offset <= begin < quote.offset + len(quote.text)]
        kind = min((name for name, _ in over), key=_place, default="")
        yield Piece(disclosure.text[begin:end], begin, kind, begin in starts)


def _place(name: str) -> int:
    return _RANK.index(name) if name in _RANK else len(_RANK)
