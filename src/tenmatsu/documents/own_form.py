"""A paper on the organisation's own Word template: fields by name, repeated rows, its format kept, no code.

`{{ persons }}` is replaced wherever it stands (body, tables, text boxes, heads, feet, notes), also where Word has split
it into several runs; the value takes the format of its first sign. A row of a table that names `{{ items.word }}` is
repeated for each item. An unknown name is an error with the names there are; a file with macros, or with a field that
fetches or runs something, is refused. Nothing in a template is run, and what is filled in is never read as a field.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.documents.known import UNKNOWN, Known, shown_day
from tenmatsu.documents.ladder import state
from tenmatsu.documents.parts import EVENTS, FACTS, MISSING, cautions, contact, corrections, course, items_text, persons
from tenmatsu.documents.template import Made
from tenmatsu.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PART = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_FIELD = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_ACTIVE = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|MACROBUTTON|DATABASE)\b")
_LARGEST = 64 << 20
_SAME = (1980, 1, 1, 0, 0, 0)
TEXTS = (
    "statement", "cause", "cause_summary", "secondary_harm", "subject_response", "publication", "prevention_done",
    "prevention_planned", "other_matters", "items_not_included", "what_to_do", "recipient", "media", "subject_kind",
    "discoverer", "intrusion", "course_of_events",
)  # fmt: skip
OWN = (
    "reporter_name", "reporter_address", "reporter_representative", "reporter_number", "reporter_industry",
    "contact_department", "contact_name", "contact_phone", "contact_mail", "contact_hours", "entrustor_name",
    "entrustee_name",
)  # fmt: skip
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def fields(known: Known, made: Made) -> tuple[dict[str, str], Rows]:
    """Every field that a template may name, with its words (調査中 where nothing is known), and the rows."""
    now, span = state(known), known.persons
    found = {name: known.words(name, UNKNOWN) for name in (*TEXTS, *(name for name, _ in EVENTS), *FACTS)}
    found |= {name: known.words(name, MISSING) for name in OWN}
    found |= {name: known.words(name) for name in known.stated}
    tree = made.tree or {}
    listed = tree.get("fields", ())
    found |= {str(one["name"]): str(one["words"]) for one in listed} if isinstance(listed, list) else {}
    bounds = {"at_least": span and span.at_least, "best": span and span.best, "at_most": span and span.at_most}
    found |= {f"persons_{name}": UNKNOWN if value is None else f"{value:,}人" for name, value in bounds.items()}
    found |= {
        "day": shown_day(known.day), "organisation": known.organisation or known.words("reporter_name", MISSING),
        "case_title": known.title, "title": made.papers[0].title if made.papers else known.title, "noun": now.noun,
        "sentence": now.sentence, "persons": persons(known), "items": items_text(known),
        "records": f"{known.records.at_least:,}件" if known.records and known.records.exact else UNKNOWN,
        "contact": "\n".join(contact(known)), "cautions": "\n".join(cautions(known)) or UNKNOWN,
        "corrections": "\n".join(corrections(known)), "unread": f"{known.unread:,}点",
    }  # fmt: skip
    return found, _rows(known)


def _rows(known: Known) -> Rows:
    return {
        "items": [
            {"word": one.word, "persons": UNKNOWN if one.persons is None else f"{one.persons:,}人"}
            for one in known.items
        ],
        "course": [{"when": when, "what": what} for when, what in course(known).rows],
        "groups": [
            {"group": name, "value": value, "persons": f"{count:,}人"}
            for name, values in known.groups.items()
            for value, count in values.items()
        ],
    }


COLUMNS = {"items": ("word", "persons"), "course": ("when", "what"), "groups": ("group", "value", "persons")}
"""The tables whose rows repeat, with their columns."""


def fill_form(form: Path, values: Mapping[str, str], rows: Rows) -> bytes:
    """The Word file with its fields filled; InputError names what is wrong with the template and what is allowed."""
    try:
        with zipfile.ZipFile(form) as source:
            return _filled(form, source, values, rows)
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise InputError(f"{form}: is no Word file (.docx) that can be read; save it again in Word") from error


def own_text(form: Path) -> str:
    """What a template says by itself, without its fields."""
    from tenmatsu.documents.lines import lines_of

    return "\n".join(_FIELD.sub("\x1f", line) for line in lines_of(form))


def _filled(form: Path, source: zipfile.ZipFile, values: Mapping[str, str], rows: Rows) -> bytes:
    names = source.namelist()
    if any("vbaproject" in name.lower() for name in names):
        raise InputError(f"{form}: holds macros; save it as .docx without them")
    if "word/document.xml" not in names or sum(one.file_size for one in source.infolist()) > _LARGEST:
        raise InputError(f"{form}: is no Word file (.docx), or is larger than 64 MB")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            content = source.read(name)
            if _PART.fullmatch(name):
                content = _part(f"{form}: {name}", content, values, rows)
            target.writestr(zipfile.ZipInfo(name, _SAME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(place: str, content: bytes, values: Mapping[str, str], rows: Rows) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(content, parser)
    told = " ".join([*(one.text or "" for one in tree.iter(f"{_W}instrText")),
                     *(one.get(f"{_W}instr") or "" for one in tree.iter(f"{_W}fldSimple"))])  # fmt: skip
    if active := _ACTIVE.search(told):
        raise InputError(f"{place}: holds the Word field {active[0]}, which fetches or runs something; take it out")
    for row in list(tree.iter(f"{_W}tr")):
        _repeat(place, row, rows)
    for paragraph in list(tree.iter(f"{_W}p")):
        _paragraph(place, paragraph, values)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _repeat(place: str, row: Any, rows: Rows) -> None:
    """A row that names a column of a table stands once for each of its rows; the innermost row counts."""
    if any(True for _ in row.iterdescendants(f"{_W}tr")):
        return
    text = "\n".join("".join(node.text or "" for node in _texts(one)) for one in row.iter(f"{_W}p"))
    tables = {name.partition(".")[0] for name in _named(text) if "." in name}
    if not tables:
        return
    (table, *more) = sorted(tables)
    if more or table not in rows:
        raise InputError(f"{place}: a row of a table names one of {_columns()}, and of one table only")
    for values in rows[table] or ({column: UNKNOWN for column in COLUMNS[table]},):
        copy = deepcopy(row)
        row.addprevious(copy)
        for paragraph in copy.iter(f"{_W}p"):
            _paragraph(place, paragraph, {f"{table}.{name}": value for name, value in values.items()}, partly=True)
    row.getparent().remove(row)


def _named(text: str) -> Iterator[str]:
    yield from ((one[1] or one[0]).strip() for one in _FIELD.finditer(text))


def _columns() -> str:
    return ", ".join(f"{table}.{column}" for table, columns in COLUMNS.items() for column in columns)


_DONE = "\ue000"
"""Stands before a brace that came with a value of a repeated row, so that it is not read as a field."""


def _paragraph(place: str, paragraph: Any, values: Mapping[str, str], *, partly: bool = False) -> None:
    """Replace the fields of one paragraph, the last first, so that the places of the others stay."""
    nodes = list(_texts(paragraph))
    text = "".join(node.text or "" for node in nodes)
    for found in reversed(list(_FIELD.finditer(text))):
        name = (found[1] or found[0]).strip()
        if name not in values or not _NAME.fullmatch(name):
            if partly and "." not in name:
                continue
            raise InputError(f"{place}: no field {name[:60]!r}; there are {', '.join(sorted(values))}, {_columns()}")
        value = values[name].replace("{", f"{{{_DONE}") if partly else values[name]
        _put(nodes, found.start(), found.end(), value)
    for node in nodes if not partly else ():
        _lines(node)


def _texts(paragraph: Any) -> Iterator[Any]:
    """The text nodes of a paragraph itself, not of a text box inside it, and none that was deleted."""
    for node in paragraph.iter(f"{_W}t"):
        if next(node.iterancestors(f"{_W}p")) is paragraph:
            yield node


def _put(nodes: list[Any], start: int, end: int, value: str) -> None:
    place, first = 0, True
    for node in nodes:
        text = node.text or ""
        low, high = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if low >= high:
            continue
        node.text = text[:low] + (_clean(value) if first else "") + text[high:]
        node.set(_SPACE, "preserve")
        first = False


def _lines(node: Any) -> None:
    """A line end inside a value becomes a line break of Word."""
    text = (node.text or "").replace(_DONE, "")
    first, *rest = text.split("\n")
    if node.text != first:
        node.text = first
    last = node
    for line in rest:
        for tag, content in (("br", None), ("t", line)):
            one = etree.Element(f"{_W}{tag}")
            one.text = content
            if content is not None:
                one.set(_SPACE, "preserve")
            last.addnext(one)
            last = one


def _clean(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign in "\n\t\u3000\ue000" else "\ufffd" for sign in text)
