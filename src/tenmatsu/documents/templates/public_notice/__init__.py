"""公表文（第n報）: what is published, in the order of a good notice; no person can be told from it."""

from __future__ import annotations

from pathlib import Path

from tenmatsu.documents.known import Known, shown_day
from tenmatsu.documents.ladder import events_of, state
from tenmatsu.documents.paper import Grid, Paper, Value, constants, fill
from tenmatsu.documents.parts import cautions, closed, contact, corrections, course, items, persons
from tenmatsu.documents.template import MARK, Made, Template

TEXT = Path(__file__).with_name("ja.txt")


def make(known: Known, version: int) -> Made:
    """The notice as the facts stand."""
    number = _number(known)
    title = f"個人情報の{state(known).noun}に関するお知らせ（第{number}報）"
    blocks = fill(TEXT, {**_values(known), "title": title})
    paper = Paper("public-notice", "ja", title, f"{MARK}　公表文 版{version}", blocks)
    return Made((paper,), f"{constants(TEXT)}\n第{number}報\n版{version}")


def _number(known: Known) -> int:
    """第n報: one more than was issued, by the ledger or by the days of publication that were recorded."""
    issued = sum(1 for one in known.papers if one.template == "public-notice" and one.issued)
    return max(issued, sum(1 for one in known.stated.get("published", ()) if one.moment)) + 1


def _values(known: Known) -> dict[str, Value]:
    now, groups = state(known), _groups(known)
    organisation = known.organisation or known.words("reporter_name", "【要記入】")
    lost = "leak" not in events_of(known)
    return {
        "day": shown_day(known.day),
        "organisation": organisation,
        "representative": known.words("reporter_representative"),
        "sentence": now.sentence,
        "overview": known.words("statement", f"{organisation}が取り扱う個人情報{now.sentence}。"),
        "unsettled": "" if now.sure or lost else "漏えいが実際にあったかどうかは、まだ確定していません。",
        "course": course(known),
        "course_of_events": known.words("course_of_events"),
        "persons": closed(persons(known)),
        "counted": "yes" if known.persons else "",
        "items": items(known),
        "items_open": "yes" if known.items_open else "",
        "not_included": known.words("items_not_included"),
        "cause": known.words("cause_summary") or known.words("cause", "調査中です。"),
        "response": known.words("subject_response", "調査中です。"),
        "harm": known.words("secondary_harm", "二次被害の有無は、調査中です。"),
        "cautions": cautions(known),
        "done": known.words("prevention_done", "調査中です。"),
        "planned": known.words("prevention_planned", "調査中です。"),
        "contact": contact(known),
        "changes": corrections(known),
        "groups": groups,
        "has_groups": "yes" if groups.rows else "",
    }


def _groups(known: Known) -> Grid:
    """区分 | 値 | 人数; one person may be in several rows, and the text says so."""
    held = ((name, value, count) for name, values in known.groups.items() for value, count in values.items())
    return Grid(
        ("区分", "対象", "人数"), tuple((name, value, f"{count:,}人") for name, value, count in held), (3, 5, 2)
    )


TEMPLATE = Template("public-notice", "公表文（第n報）", "public notice", make)
