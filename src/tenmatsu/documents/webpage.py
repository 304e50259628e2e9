"""A paper as one HTML page: everything escaped, no script, no request to anywhere, printable on A4."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from tenmatsu.documents.paper import Block, Grid, Line, Paper

_STYLE = """
body{max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111;
  font:1rem/1.75 "Yu Mincho","Hiragino Mincho ProN","Noto Serif CJK JP",serif}
h1{font-size:1.45rem;text-align:center;margin:1.6rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .3rem}
p{margin:.5rem 0}.right{text-align:right}.centre{text-align:center}.mark{color:#555;font-size:.85rem;text-align:right}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.92rem}th{background:#e7ecf3}
th,td{border:1px solid #777;padding:.25rem .5rem;vertical-align:top;text-align:left}
td{white-space:pre-line}th{white-space:nowrap}
@media print{body{margin:0;max-width:none}.break{break-before:page}}@page{size:A4;margin:25mm}
"""
_TAGS = {
    "title": ("h1", ""),
    "heading": ("h2", ""),
    "right": ("p", ' class="right"'),
    "centre": ("p", ' class="centre"'),
    "text": ("p", ""),
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(paper: Paper) -> bytes:
    """The page in UTF-8."""
    head = (
        f'<!doctype html>\n<html lang="{escape(paper.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(paper.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<p class="mark">{escape(paper.mark)}</p>\n'
    )
    return (head + "\n".join(_body(paper.blocks)) + "\n</body>\n</html>\n").encode()


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    listing = False
    for block in blocks:
        point = isinstance(block, Line) and block.sort == "point"
        if point is not listing:
            yield "<ul>" if point else "</ul>"
            listing = point
        yield _grid(block) if isinstance(block, Grid) else _line(block)
    if listing:
        yield "</ul>"


def _line(line: Line) -> str:
    if line.sort == "point":
        return f"<li>{escape(line.text)}</li>"
    if line.sort == "break":
        return '<hr class="break">'
    tag, attributes = _TAGS[line.sort]
    return f"<{tag}{attributes}>{escape(line.text)}</{tag}>"


def _grid(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.head)
    rows = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
