"""Word documents (docx, docm, dotx): the text, and all that a printed copy would not show.

Seen: body, headers and footers, footnotes and endnotes, text boxes. Hidden: comments, tracked deletions, hidden, white,
tiny and covered text, alternative texts, the building blocks and bound data, authors and properties. A table of records
is a table `table1`, `table2` … and not text; a form is text. Files and pictures inside are members.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from posixpath import dirname
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.charts import charts
from tenmatsu.evidence.forms import as_lines
from tenmatsu.evidence.grids import parted, uncovered
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.wordml import COVERED, Story, plain
from tenmatsu.evidence.wordstyles import Style, styles_of
from tenmatsu.evidence.zipleft import Told, leftovers
from tenmatsu.evidence.zipxml import Package, get

_SEEN = r"(header|footer|footnotes|endnotes)\d*\.xml"


def claims(head: Head) -> int:
    """A zip with the parts of a Word document, by its names or its ending."""
    if not head.start.startswith(b"PK"):
        return 0
    names = head.start + head.end
    if b"word/document" in names or (b"word/" in names and b"[Content_Types].xml" in names):
        return 85 if b"xl/workbook" not in names or head.suffix != ".xlsx" else 70
    return 60 * (head.suffix in (".docx", ".docm", ".dotx", ".dotm"))


def read(source: Source) -> Iterator[Found]:
    """Text, tables, hidden text, members; and what of it could not be read."""
    package, told_so_far = Package(source), Told()
    yield from told_so_far.watch(_parts(source, package))
    if source.part is None:
        yield from leftovers(package, told_so_far)


def _parts(source: Source, package: Package) -> Iterator[Found]:
    main = package.main("word/document.xml")
    hiding = styles_of(package.xml(f"{dirname(main)}/styles.xml"))
    authors: set[str] = set()
    tables = 0
    for part in (main, *package.matching(rf"{re.escape(dirname(main))}/{_SEEN}")):
        root = package.xml(part)
        if root is not None:
            story = _story(root, hiding, authors)
            name = "body" if part == main else part.rpartition("/")[2].removesuffix(".xml")
            tables = yield from told(source, story, name, tables)
        elif part == main:
            yield Fault("the document's main part is missing or cannot be read", main)
    yield from _unseen(package, main, hiding, authors)
    yield from charts(package)
    yield from package.embedded(frozenset(one.target for one in package.relations(main) if one.kind == "aFChunk"))
    yield from package.faults


def _story(root: Any, hiding: Mapping[str, Style], authors: set[str]) -> Story:
    story = Story(hiding, authors=authors)
    story.read(root)
    return story


def told(source: Source, story: Story, part: str, tables: int) -> Generator[Found, None, int]:
    """One part's text, its tables of records (numbered on from `tables`) and its hidden text."""
    lines = []
    for line in story.lines:
        if isinstance(line, str):
            lines.append(line)
        elif (found := uncovered(line.shown, line.behind, source.words)) is not None:
            tables += 1
            yield from parted(source, found.rows, f"table{tables}", found.hidden_rows, found.hidden_columns)
            story.merge({reason: pieces for reason, pieces in line.unseen.items() if reason not in COVERED})
            story.merge({"cells": [f"{text}\n" for text in found.left]} if found.left else {})
        else:
            lines.append(as_lines(line.shown, source.words))
            story.merge(line.unseen)
    yield from passages("\n".join(lines).strip("\n"), (("part", part),))
    for reason, pieces in story.unseen.items():
        place = (("part", part), ("hidden", reason))
        yield from passages("".join(pieces).strip(), place, None, reason != "reading")
    return tables


def _unseen(package: Package, main: str, hiding: Mapping[str, Style], authors: set[str]) -> Iterator[Found]:
    """Comments, building blocks, bound data, links, authors, properties."""
    folder = dirname(main)
    for part in package.matching(rf"{re.escape(folder)}/comments\d*\.xml"):
        for at, one in enumerate(root_of(package, part), 1):
            story = _story(one, hiding, authors)
            authors.add(get(one, "author"))
            text = plain([*story.lines, *("".join(pieces) for pieces in story.unseen.values())])
            yield from passages(
                text, (("part", part.rpartition("/")[2].removesuffix(".xml")), ("n", str(at))), None, True
            )
    for part in package.matching(rf"{re.escape(folder)}/glossary/document\.xml"):
        story = _story(root_of(package, part), hiding, authors)
        yield from passages(plain(story.lines), (("part", "glossary"),), None, True)
    for part in package.matching(r"customXml/item\d+\.xml"):
        values = (text.strip() for text in root_of(package, part).itertext())
        yield from passages("\n".join(filter(None, values)), (("part", part),), None, True)
    links = dict.fromkeys(package.links(main))
    yield from passages("\n".join(links), (("hidden", "link"),), None, True)
    for person in root_of(package, f"{folder}/people.xml"):
        authors.add(get(person, "author"))
    for at, author in enumerate(sorted(filter(None, authors)), 1):
        yield from passages(author, (("author", str(at)),), None, True)
    yield from package.properties()


def root_of(package: Package, part: str) -> Any:
    """A part's root, or an empty element."""
    root = package.xml(part)
    return root if root is not None else etree.Element("none")


READER = Reader("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", claims, read)
