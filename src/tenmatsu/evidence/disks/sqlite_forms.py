"""The tables of an SQLite database as the search for deleted rows needs them, dropped ones among them."""

from __future__ import annotations

import sqlite3

from tenmatsu.evidence.disks.sqlite_free import Base, Form, deleted_rows

MASTER = Form(
    "sqlite_master",
    ("type", "name", "tbl_name", "rootpage", "sql"),
    ("TEXT", "TEXT", "TEXT", "INTEGER", "TEXT"),
    None,
    1,
)
MOST_DROPPED = 200


def forms_of(base: sqlite3.Connection) -> list[Form]:
    """The ordinary tables that have row numbers; those WITHOUT ROWID keep no rows in leaf pages of tables."""
    query = "select name, rootpage, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    found = [(_text(name), int(root or 0), _text(sql or b"")) for name, root, sql in base.execute(query)]
    return [form for name, root, sql in found if root and (form := form_of(name, sql, root)) is not None]


def dropped_forms(file: Base) -> list[Form]:
    """Tables that were dropped, by their CREATE TABLE among the deleted rows of the schema; their root is not known."""
    found: dict[str, Form] = {}
    for row in deleted_rows(file, [MASTER], lists=False):
        kind, name, _, _, sql = row.values
        form = form_of(name, sql, 0) if kind == "table" else None
        if form and len(found) < MOST_DROPPED:
            found.setdefault(name, form)
    return list(found.values())


def form_of(name: str, sql: str, root: int) -> Form | None:
    """A table by its CREATE TABLE, as SQLite itself understands it; None where it does not, or keeps no row numbers."""
    if not sql.lstrip().upper().startswith("CREATE TABLE") or "WITHOUT ROWID" in sql.upper():
        return None
    empty = sqlite3.connect(":memory:")
    try:
        empty.execute(sql)
        (made,) = empty.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        quoted = '"' + made[0].replace('"', '""') + '"'
        info = [one for one in empty.execute(f"pragma table_xinfo({quoted})") if one[6] != 2]
    except (sqlite3.Error, sqlite3.Warning, ValueError):
        return None
    finally:
        empty.close()
    keys = [k for k, one in enumerate(info) if one[5]]
    alias = keys[0] if len(keys) == 1 and info[keys[0]][2].upper() == "INTEGER" else None
    return Form(name, tuple(one[1] for one in info), tuple(_affinity(one[2]) for one in info), alias, root)


def _affinity(declared: str) -> str:
    """What a column prefers to hold (https://www.sqlite.org/datatype3.html , 3.1)."""
    declared = declared.upper()
    if "INT" in declared:
        return "INTEGER"
    if any(word in declared for word in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    if not declared or "BLOB" in declared:
        return ""
    return "REAL" if any(word in declared for word in ("REAL", "FLOA", "DOUB")) else "INTEGER"


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value
