"""The grammar of dumps: names, tuples of values, COPY rows, CREATE TABLE."""

from __future__ import annotations

import re

NAME = r"(?:`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\"|\[[^\]]*\]|[\w$]+)"
DOTTED = rf"{NAME}(?:\s*\.\s*{NAME})*"
INSERT = (
    rf"(?:INSERT|REPLACE)\s+(?:IGNORE\s+|LOW_PRIORITY\s+|DELAYED\s+|OR\s+\w+\s+)?(?:INTO\s+)?(?P<table>{DOTTED})\s*"
    rf"(?:\((?P<columns>[^()]*)\)\s*)?(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES?\s*"
)
_PART = re.compile(NAME)
_ESCAPE = re.compile(r"\\(.)|''", re.S)
_MYSQL = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "b": "\b", "Z": "\x1a", "%": "\\%", "_": "\\_"}
_COPY = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}
_COPY_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.S)
_NOT_COLUMN = frozenset(
    ("primary", "key", "unique", "index", "constraint", "fulltext", "spatial", "foreign", "check", "exclude", "like")
)


def bare(name: str) -> str:
    """An identifier without its quotes."""
    name = name.strip()
    for mark in '`"':
        if len(name) > 1 and name[0] == name[-1] == mark:
            return name[1:-1].replace(mark * 2, mark)
    return name[1:-1] if name[:1] == "[" and name[-1:] == "]" else name


def table_name(dotted: str) -> str:
    """The last part: public.customers → customers."""
    return bare(_PART.findall(dotted)[-1])


def names_in(listed: str) -> tuple[str, ...]:
    """The columns of a list."""
    return tuple(bare(name) for name in _PART.findall(listed))


def values_pattern(backslash: bool) -> re.Pattern[str]:
    """One value and the comma or bracket behind it."""
    plain = r"(?:[^'\\]|\\.|'')*" if backslash else r"(?:[^']|'')*"
    return re.compile(
        rf"\s*(?:(?:(?:_\w+\s*|[NnXxBb])?'(?P<text>{plain})'|[Ee]'(?P<escaped>(?:[^'\\]|\\.|'')*)')(?:::[\w \[\]]+)?"
        rf"|(?P<bare>[^,()'\s][^,()']*?(?:\((?:[^()']|'[^']*')*\))?))\s*(?P<end>[,)])",
        re.S,
    )


class Statement:
    """The tuples of one INSERT."""

    def __init__(self, value: re.Pattern[str], backslash: bool) -> None:
        self.value, self.backslash = value, backslash

    def tuple_at(self, text: str, at: int) -> tuple[list[str | None] | None, int]:
        """The cells of the tuple at `at` and where it ends; (None, -1) when the text ends inside it, (None, end) when
        the statement ends."""
        size = len(text)
        while at < size and text[at] in " \t\r\n,":
            at += 1
        if at >= size:
            return None, -1
        if text[at] != "(":
            return None, at + (text[at] == ";")
        cells: list[str | None] = []
        at += 1
        while found := self.value.match(text, at):
            cells.append(self._cell(found))
            at = found.end()
            if found["end"] == ")":
                return cells, at
        return None, -1

    def _cell(self, found: re.Match[str]) -> str:
        if (text := found["text"]) is not None:
            return unescaped(text, self.backslash) if "\\" in text or "''" in text else text
        if (text := found["escaped"]) is not None:
            return unescaped(text, True)
        bare_value = found["bare"].strip()
        return "" if bare_value.upper() == "NULL" else bare_value


def unescaped(text: str, backslash: bool) -> str:
    """The characters that an SQL literal stands for."""
    if not backslash:
        return text.replace("''", "'")
    return _ESCAPE.sub(lambda found: _MYSQL.get(found[1], found[1]) if found[1] else "'", text)


def copy_cells(row: str) -> list[str | None]:
    """A row of COPY … FROM stdin: tabs between, backslash escapes, \\N for NULL."""
    return ["" if cell == "\\N" else _uncopied(cell) for cell in row.split("\t")]


def _uncopied(cell: str) -> str:
    if "\\" not in cell:
        return cell
    return _COPY_ESCAPE.sub(lambda found: _copied(found[1]), cell)


def _copied(code: str) -> str:
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if code[0] in "01234567" else _COPY.get(code, code)


_CREATE = re.compile(rf"(?:IF\s+NOT\s+EXISTS\s+)?(?P<table>{DOTTED})\s*\(", re.I)


def create_columns(text: str, at: int) -> tuple[str, tuple[str, ...]] | None:
    """Table and columns of the CREATE TABLE whose name stands at `at`."""
    found = _CREATE.match(text, at)
    if not found:
        return None
    columns = []
    for part in _parts(text, found.end()):
        name = _PART.match(part.strip())
        if name and (name[0][:1] in '`"[' or name[0].lower() not in _NOT_COLUMN):
            columns.append(bare(name[0]))
    return (table_name(found["table"]), tuple(columns)) if columns else None


def _parts(text: str, at: int) -> list[str]:
    """What stands between the commas of a bracket, brackets and strings inside left whole."""
    parts: list[str] = []
    depth, start, quote = 0, at, ""
    for place in range(at, min(len(text), at + 100_000)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"`":
            quote = letter
        elif letter == "(":
            depth += 1
        elif letter == ")" and depth == 0:
            return [*parts, text[start:place]]
        elif letter == ")":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return []
