"""Tables drawn in text: bordered (mysql, Markdown, Org, reStructuredText, box signs), ruled (psql), under a line of
dashes (sqlcmd, SQL*Plus, db2), and their like. It begins where its first lines show it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

BORDER = "|│┃║"
_RULE = re.compile(r"\s*[+|├┌└╔╠╚┏┣┗╟╭╰][-=:+|─━═ ┬┼┴┤┐┘╦╬╩╣╗╝┳╋┻┫┓┛╪╫╮╯]*[-=─━═][-=:+|─━═ ┬┼┴┤┐┘╦╬╩╣╗╝┳╋┻┫┓┛╪╫╮╯]*\s*")
_CROSSED = re.compile(r"\s*[-─]{2,}([+┼][-─]{2,})+[+┼]?\s*")
DASHES = re.compile(r"\s*(-{2,}|={2,})( +(-+|=+))+\s*")
COUNT = re.compile(
    r"\s*(\(?\d[\d,]* ?(rows?|行|件|records?|レコード)\)?"
    r"( in set.*| affected\)?| selected\.?| ?が?(選択|処理)されました。?)?\)?|"
    r"Time: .*|\d+ rows? affected.*|Empty set.*|Query OK.*)\s*",
    re.IGNORECASE,
)
AHEAD = 12
_CONTINUED = 200


class Lines:
    """Lines one by one, numbered from 1, with a look ahead."""

    def __init__(self, lines: Iterable[str], number: int = 1) -> None:
        self._more, self._held, self.number = iter(lines), deque[str](), number

    def peek(self, at: int = 0) -> str | None:
        """The line `at` places ahead; None behind the end."""
        while len(self._held) <= at:
            line = next(self._more, None)
            if line is None:
                return None
            self._held.append(line)
        return self._held[at]

    def take(self) -> tuple[int, str]:
        """The next line with its number."""
        line = self.peek()
        assert line is not None
        self._held.popleft()
        self.number += 1
        return self.number - 1, line


def columns_of(line: str) -> list[int]:
    """The column on a terminal at which each character begins, and that behind the last."""
    at, out = 0, [0]
    for sign in line:
        at += 2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1
        out.append(at)
    return out


def cut(line: str, spans: Sequence[tuple[int, int]], wide: bool) -> list[str]:
    """The cells of a line of fixed width; a span goes on to where the next begins. `wide`: kanji take two columns."""
    places = columns_of(line) if wide else list(range(len(line) + 1))
    out = []
    for at, (start, _) in enumerate(spans):
        stop = spans[at + 1][0] if at + 1 < len(spans) else places[-1] + 1
        start = start if at else 0
        out.append("".join(sign for sign, place in zip(line, places, strict=False) if start <= place < stop).strip())
    return out


@dataclass(frozen=True)
class Drawn:
    """How a table is drawn: `border`, `ruled` or `dashes`; its header, the lines it takes, the spans of its columns."""

    form: str
    header: tuple[str, ...]
    taken: int
    spans: tuple[tuple[int, int], ...] = ()
    wide: bool = True
    each: bool = False

    def rows(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        """The header, then each record, with its line. What ends the table is left in `lines`."""
        start = lines.number
        for _ in range(self.taken):
            lines.take()
        yield start, list(self.header)
        while True:
            yield from self._body(lines)
            again = _again(lines, self)
            if not again:
                return
            for _ in range(again):
                lines.take()

    def _body(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        held: tuple[int, list[str]] | None = None
        while (line := lines.peek()) is not None and self._inside(line):
            number, line = lines.take()
            if _RULE.fullmatch(line) or _CROSSED.fullmatch(line) or DASHES.fullmatch(line):
                if held and self.each:
                    yield held
                    held = None
                continue
            cells = self._cells(line, lines)
            goes_on = held is not None and (self.each or any(cell.endswith("+") for cell in held[1]))
            if held and goes_on and self.form != "dashes":
                held = (held[0], [_under(a, b) for a, b in zip(held[1], cells, strict=False)])
                continue
            if held:
                yield held
            held = number, cells
        if held:
            yield held

    def _inside(self, line: str) -> bool:
        bare = line.strip()
        if not bare or COUNT.fullmatch(line):
            return False
        if self.form == "border":
            return bare[0] in BORDER or bool(_RULE.fullmatch(line))
        return self.form == "dashes" or "|" in line or "│" in line or len(self.header) == 1

    def _cells(self, line: str, lines: Lines) -> list[str]:
        if self.form == "dashes":
            return cut(line, self.spans, self.wide)
        if self.form == "border":
            for _ in range(_CONTINUED):
                following = lines.peek()
                if line.rstrip()[-1:] in BORDER and len(line.strip()) > 1:
                    break
                if following is None or _RULE.fullmatch(following):
                    break
                line = f"{line}\n{lines.take()[1]}"
        cells = _parted(line, self.form)
        if len(cells) != len(self.header) and self.spans and "\n" not in line:
            return [cell.strip(" |│") for cell in cut(line, self.spans, self.wide)]
        return cells


def _under(above: str, below: str) -> str:
    first = above.removesuffix("+").rstrip()
    return f"{first}\n{below}" if below else first


def _parted(line: str, form: str) -> list[str]:
    """The cells between borders; `\\|` is a sign of the text."""
    bare = line.strip()
    mark = next((sign for sign in BORDER if sign in bare), "|")
    if form == "border":
        bare = bare[1:].removesuffix(mark)
    cells = re.split(rf"(?<!\\){re.escape(mark)}", bare)
    return [cell.replace(f"\\{mark}", mark).strip() for cell in cells]


def begins(lines: Lines, at: int = 0) -> Drawn | None:
    """The table that begins with the line `at` places ahead, None when there is none."""
    line = lines.peek(at)
    if line is None or not line.strip():
        return None
    first = line.strip()[0]
    if first in BORDER or _RULE.fullmatch(line):
        return _bordered(lines, at)
    following = lines.peek(at + 1)
    if following is None or following.strip()[:1] not in ("-", "=", "─"):
        return None
    if _CROSSED.fullmatch(following):
        header = _parted(line, "ruled")
        spans = _spans(re.sub(r"[+┼]", " ", following))
        same = len(header) == len(spans) > 1
        return Drawn("ruled", tuple(header), 2, spans) if same else None
    return _dashed(line, following, lines, at) if DASHES.fullmatch(following) else None


def _bordered(lines: Lines, at: int) -> Drawn | None:
    """A line of borders above (or none), the header, a line of borders below it, a row."""
    start = at
    rule = lines.peek(at) or ""
    if _RULE.fullmatch(rule) and not re.search(r"[^\W_]", rule):
        at += 1
    head: list[list[str]] = []
    while (line := lines.peek(at)) is not None and line.strip()[:1] in BORDER and not _RULE.fullmatch(line):
        head.append(_parted(line, "border"))
        at += 1
        if len(head) > 3:
            return None
    line = lines.peek(at)
    if not head or line is None or not _RULE.fullmatch(line) or len({len(cells) for cells in head}) != 1:
        return None
    header = tuple("".join(parts).strip() for parts in zip(*head, strict=True))
    if len(header) < 2 or not all(header[:1]) or not any(header):
        return None
    spans = _spans(re.sub(r"[+|├┌└┬┼┴┤╪╫╬╠╣]", " ", line))
    below = [lines.peek(at + 1 + more) or "" for more in range(AHEAD)]
    drawn = list(takewhile(lambda one: one.strip()[:1] in tuple(BORDER) or _RULE.fullmatch(one), below))
    ruled = next((place for place, one in enumerate(drawn) if _RULE.fullmatch(one)), AHEAD)
    each = ruled + 1 < len(drawn) and not _RULE.fullmatch(drawn[ruled + 1])
    return Drawn("border", header, at + 1 - start, spans if len(spans) == len(header) else (), True, each)


def _spans(rule: str) -> tuple[tuple[int, int], ...]:
    return tuple((found.start(), found.end()) for found in re.finditer(r"\S+", rule))


def _dashed(header: str, rule: str, lines: Lines, at: int) -> Drawn | None:
    """Columns under dashes. Programs count kanji as two columns or as one: what leaves the gaps blank is right."""
    spans = _spans(rule)
    if len(spans) < 2 or sum(stop - start for start, stop in spans) < 6 or not re.search(r"\w", header):
        return None
    body = [line for more in range(AHEAD) if (line := lines.peek(at + 2 + more)) and line.strip()]
    faults = {wide: sum(_crosses(line, spans, wide) for line in [header, *body]) for wide in (True, False)}
    wide = faults[True] <= faults[False]
    names = cut(header, spans, wide)
    if sum(map(bool, names)) < 0.8 * len(spans) or faults[wide] > 0.3 * (len(body) + 1):
        return None
    return Drawn("dashes", tuple(names), 2, spans, wide)


def _crosses(line: str, spans: Sequence[tuple[int, int]], wide: bool) -> bool:
    """Whether a sign stands right before a column; the dashes above may be shorter than the values (PowerShell)."""
    places = columns_of(line) if wide else list(range(len(line) + 1))
    gaps = {start - 1 for start, _ in spans[1:]}
    return any(place in gaps and not sign.isspace() for sign, place in zip(line, places, strict=False))


def _again(lines: Lines, drawn: Drawn) -> int:
    """How many lines to pass over when the same table goes on behind a new page; 0 when it does not."""
    for at in range(6):
        line = lines.peek(at)
        if line is None:
            return 0
        if line.strip():
            more = begins(lines, at)
            same = more is not None and (more.form, more.header) == (drawn.form, drawn.header)
            return at + more.taken if more and same else 0
    return 0
