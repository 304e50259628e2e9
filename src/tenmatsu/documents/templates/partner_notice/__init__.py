"""提携先・委託元への通知: the nine matters, and for each partner a letter and the list of their persons alone.

The folder holds one folder per partner: `notice.docx`, `notice.html`, `list.csv`. No partner's folder names another.
A segment is taken for partners when its name says so (提携, 委託, 取引, partner); without such a one every segment is.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import duckdb

from tenmatsu.documents.apart import safe
from tenmatsu.documents.check import Figure
from tenmatsu.documents.docx import to_docx
from tenmatsu.documents.harmless import sql_harmless
from tenmatsu.documents.known import UNKNOWN, Known, shown_day
from tenmatsu.documents.ladder import state
from tenmatsu.documents.letters import number_of
from tenmatsu.documents.listing import person_columns
from tenmatsu.documents.paper import Grid, Paper, Value, constants, fill
from tenmatsu.documents.parts import contact, course
from tenmatsu.documents.result import quoted, tables
from tenmatsu.documents.tallies import by_group
from tenmatsu.documents.template import MARK, Made, Package, Template
from tenmatsu.documents.webpage import to_html
from tenmatsu.documents.words import word
from tenmatsu.errors import InputError
from tenmatsu.model import Unit

TEXT = Path(__file__).with_name("ja.txt")
PARTNERS = ("提携", "委託", "取引", "partner", "entrust")
MOST = 500
"""Partners in one run; more are better told by list."""


def make(known: Known, version: int) -> Made:
    """The letters are all in the package."""
    return Made((), f"{constants(TEXT)}\n版{version}", package=lambda folder: package(known, folder, version))


def segments(known: Known) -> list[str]:
    """The segments that name partners."""
    named = [name for name in known.groups if any(part in name.lower() for part in PARTNERS)]
    return named or list(known.groups)


def package(known: Known, folder: Path, version: int) -> Package:
    """A folder per partner; InputError when no segment tells whose persons are whose."""
    assert known.result is not None
    partners = [(name, value, count) for name in segments(known) for value, count in known.groups[name].items()]
    if not partners or len(partners) > MOST:
        raise InputError(
            f"partner-notice: {len(partners)} partners, allowed are 1 to {MOST}; "
            "name the segment of a [[master]] that holds the partner"
        )
    words = {one.word: one.kinds for one in known.items}
    figures: list[Figure] = []
    counts = {name: by_group(known.result, name, words, folder.parent) for name in segments(known)}
    with tables(known.result, memory="1500MB", scratch=folder.parent) as db:
        for place, (name, value, persons) in enumerate(partners, 1):
            own = folder / f"{place:03}_{safe(value, 40)}"
            own.mkdir(mode=0o700)
            items = {item: count for item, count in counts[name].get(value, {}).items() if count}
            paper = _paper(known, value, persons, items, version)
            (own / "notice.docx").write_bytes(to_docx(paper, datetime.combine(known.day, time())))
            (own / "notice.html").write_bytes(to_html(paper))
            listed = _list(db, name, value, own / "list.csv")
            if listed != persons:
                raise InputError(
                    f"partner-notice: {own.name} lists {listed:,} persons, and the register has {persons:,}"
                )
            figures += [Figure(count, Unit.PERSONS, "exact", name) for count in (persons, *items.values())]
    told = "\n".join(value for _, value, _ in partners)
    return Package({"partners": len(partners)}, tuple(figures), constants=told)


def _paper(known: Known, partner: str, persons: int, items: dict[str, int], version: int) -> Paper:
    title = f"個人データの{state(known).noun}に関するご通知"
    organisation = known.organisation or known.words("reporter_name", "【要記入】")
    unread = f"まだ読み取れていない資料が{known.unread:,}点あり、人数は増える可能性があります。" if known.unread else ""
    values: dict[str, Value] = {
        "day": shown_day(known.day),
        "partner": partner,
        "organisation": organisation,
        "title": title,
        "sentence": state(known).sentence,
        "overview": known.words("statement", f"{organisation}が取り扱う個人データ{state(known).sentence}。"),
        "course": course(known),
        "course_of_events": known.words("course_of_events"),
        "items": Grid(("項目", "人数"), tuple((item, f"{count:,}人") for item, count in items.items()), (3, 2)),
        "items_open": "yes" if known.items_open else "",
        "persons": f"{persons:,}人",
        "unread": unread,
        "cause": known.words("cause_summary") or known.words("cause", UNKNOWN),
        "harm": known.words("secondary_harm", UNKNOWN),
        "response": known.words("subject_response", UNKNOWN),
        "publication": known.words("publication", UNKNOWN),
        "done": known.words("prevention_done", UNKNOWN),
        "planned": known.words("prevention_planned", UNKNOWN),
        "other": known.words("other_matters", UNKNOWN),
        "contact": contact(known),
    }
    return Paper("partner-notice", "ja", title, f"{MARK}　提携先への通知 版{version}", fill(TEXT, values))


def _list(db: duckdb.DuckDBPyConnection, name: str, value: str, to: Path) -> int:
    """The partner's persons, without any other segment of theirs; answers how many."""
    held = [column for column in person_columns(db) if column != "person_id"]
    cells = [f'{number_of()} as "{word("head.person_id", "ja")}"']
    cells += [f'{sql_harmless(f"({column}::varchar)")} as "{word(f"head.{column}", "ja")}"' for column in held]
    own = f"list_contains(segments, {{'name': {quoted(name)}, 'value': {quoted(value)}}})"
    rows = f"select {', '.join(cells)} from persons where {own} order by person_id"
    draft = to.with_suffix(".draft")
    db.execute(f"copy ({rows}) to {quoted(str(draft))} (format csv, header, new_line '\\r\\n')")
    with draft.open(encoding="utf-8", newline="") as source, to.open("w", encoding="utf-8-sig", newline="") as target:
        while piece := source.read(1 << 20):
            target.write(piece)
    draft.unlink()
    return int(db.execute(f"select count(*) from persons where {own}").fetchall()[0][0])


TEMPLATE = Template("partner-notice", "提携先・委託元への通知", "notice to partners", make, needs_register=True)
