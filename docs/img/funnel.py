"""Draw the funnel of a case as the README shows it: python docs/img/funnel.py CASE (after `tenmatsu investigate CASE`).

Writes funnel.svg (English) and funnel.ja.svg beside this file: what `tenmatsu show CASE` prints, as a drawing without
a named font or an outside address. Every run of letters is held to its width, and bars are rectangles, so that it
looks the same with any font.
"""

from __future__ import annotations

import io
import re
import sys
from html import escape, unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from tenmatsu import case
from tenmatsu.documents.funnel import Funnel
from tenmatsu.documents.terminal import render_funnel
from tenmatsu.documents.words import Lang

HERE = Path(__file__).parent
BLOCKS = "▏▎▍▌▋▊▉█"
"""Eighths of a cell."""
CELL = 12.2
"""The width of a cell in rich's drawing; its own `textLength` takes every letter for one cell, and Japanese has two."""
DRAWINGS: dict[Lang, tuple[str, int]] = {"en": ("funnel.svg", 86), "ja": ("funnel.ja.svg", 76)}


def draw(funnel: Funnel, lang: Lang, width: int) -> str:
    """The drawing of one funnel as SVG."""
    console = Console(record=True, file=io.StringIO(), width=width, legacy_windows=False, color_system="truecolor")
    console.print(render_funnel(funnel, lang))
    svg = console.export_svg(title="tenmatsu show CASE", theme=DEFAULT_TERMINAL_THEME, unique_id="funnel")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    svg = re.sub(r"font-family: [^;]+;", "font-family: monospace;", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    svg = re.sub(r"\s*<clipPath.*?</clipPath>", "", svg, flags=re.S)
    svg = re.sub(r' clip-path="[^"]*"', "", svg)
    svg = re.sub(r"\s*font-variant-east-asian: [^;]+;", "", svg).replace("rgba(255,255,255,0.35)", "#c8ccd0")
    svg = re.sub(r"<text([^>]*textLength[^>]*)>([^<]*)</text>", _run, svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def _run(found: re.Match[str]) -> str:
    """A run of cells as its words, each held to its own place and width; blocks become a rectangle."""
    known = dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))
    x, y, text = float(known["x"]), float(known["y"]), unescape(found[2]).rstrip("\n")
    parts = []
    for word in re.finditer(r"[^\xa0\n]+(?:\xa0[^\xa0\n]+)*", text):
        left, length = x + cell_len(text[: word.start()]) * CELL, cell_len(word[0]) * CELL
        if set(word[0]) <= set(BLOCKS):
            length = sum((BLOCKS.index(block) + 1) / 8 for block in word[0]) * CELL
            parts.append(f'<rect class="{known["class"]}" x="{left:g}" y="{y - 14:g}" width="{length:g}" height="15"/>')
            continue
        parts.append(
            f'<text class="{known["class"]}" x="{left:g}" y="{y:g}" lengthAdjust="spacingAndGlyphs" '
            f'textLength="{length:g}">{escape(word[0], quote=False)}</text>'
        )
    return "\n".join(parts) + ("\n" if parts else "")


def main() -> None:
    funnel = case.show(Path(sys.argv[1]))
    assert isinstance(funnel, Funnel)
    for lang, (name, width) in DRAWINGS.items():
        (HERE / name).write_text(draw(funnel, lang, width), encoding="utf-8")


if __name__ == "__main__":
    main()
