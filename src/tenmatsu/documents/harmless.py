"""Cells that a spreadsheet would take for a formula, made harmless by a leading apostrophe.

Excel, LibreOffice and Google Sheets run a cell of a CSV that begins with = + - @; a leading tab, carriage return or
line feed is skipped first, and a Japanese Excel also reads the full-width forms (OWASP, "CSV Injection"). Telephone
numbers such as +81… begin so too: they get the apostrophe as well and are counted with the others.
"""

from __future__ import annotations

FIRST = "=+-@\t\r\n＝＋－＠"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run the cell."""
    return text[:1] != "" and text[0] in FIRST


def harmless(text: str) -> str:
    """The text, with a leading apostrophe where it would be run: `=1+1` becomes `'=1+1`."""
    return f"'{text}" if is_formula(text) else text


def sql_is_formula(column: str) -> str:
    """The same test as an SQL expression; null is false."""
    return f"coalesce({column} <> '' and contains({_FIRST_SQL}, left({column}, 1)), false)"


def sql_harmless(column: str) -> str:
    """The same repair as an SQL expression."""
    return f"case when {sql_is_formula(column)} then '''' || {column} else {column} end"


_FIRST_SQL = "'=+-@' || chr(9) || chr(13) || chr(10) || '＝＋－＠'"
