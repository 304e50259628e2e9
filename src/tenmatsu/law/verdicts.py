"""The duties of one rule as plain answers, and where they differ from what an example expects."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from tenmatsu.law.duty import Answer, Due, Duty, Nature
from tenmatsu.law.facts import Facts
from tenmatsu.law.items import fold
from tenmatsu.law.values import JST, day_in, split_moment
from tenmatsu.model import Fact

SOFT = (Nature.ADVICE, Nature.EFFORT)
ASIDE = ("notice_to_entrustor", "assessment")
"""Duties that are no report and no notice: an example's `owed` does not speak of them."""
SETTLES = ("settled_by", "would_settle", "what_would_settle", "open")
SPOKEN = frozenset({"note", "comment", "why", "reason", "remark"})
ALSO = {
    "preliminary_guide": "preliminary_report", "persons": "notice_to_person", "notice": "notice_to_person",
    "confirmed_report": "final_report", "ag_copy": "copy_to_attorney_general",
}  # fmt: skip


def answers(duties: list[Duty], facts: Iterable[Fact], as_entrustee: list[Duty]) -> dict[str, Any]:
    """Everything an example may ask: `owed`, `reportable_items`, each duty by name, on top the clock of the first one
    owed (else the first that is not settled, else the first)."""
    firm = [one for one in duties if one.nature not in SOFT]
    found: dict[str, Any] = {}
    if firm:
        found |= plainly(min(firm, key=lambda one: _FIRST.index(one.answer)))
    found["owed"] = _any([one for one in firm if one.name not in ASIDE])
    found["reportable_items"] = sorted(
        {one.number for duty in duties for one in duty.situations if one.answer is Answer.YES}
    )
    found["needs_review"] = any(one.needs_review for one in firm if one.answer is not Answer.NO)
    found |= {one.name: plainly(one) for one in duties}
    found["voluntary_report"] = "possible" if _soft_owed(duties) else "none"
    if firm:
        found["report"] = plainly(firm[0])
    if as_entrustee:
        found["entrustee"] = {one.name: plainly(one) for one in as_entrustee}
        found["entrustee"]["report"] = found["entrustee"].get("final_report", {})
    found["known"] = _start(duties, facts)
    found["settled_by"] = sorted({one.fact for duty in firm for one in duty.open})
    guides = [one for one in firm if any(due.guide for due in one.dues)]
    for one in guides[:1]:
        found.setdefault("preliminary_report", plainly(one))
    return found


_FIRST = (Answer.YES, Answer.UNKNOWN, Answer.NO)


def _soft_owed(duties: list[Duty]) -> bool:
    return any(one.nature in SOFT and "report" in one.name and one.answer is not Answer.NO for one in duties)


def _any(duties: list[Duty]) -> str:
    order = (Answer.NO, Answer.UNKNOWN, Answer.YES)
    return max((one.answer for one in duties), key=order.index, default=Answer.NO).value


def _start(duties: list[Duty], facts: Iterable[Fact]) -> date | None:
    starts = [due.start for duty in duties for due in duty.dues] or [one.when for one in Facts(facts).candidates]
    return min((day_in(one, JST) for one in starts), default=None)


def plainly(duty: Duty) -> dict[str, Any]:
    """One duty as plain answers."""
    due = next(iter(duty.dues), None)
    clock = _clock(due) if due else {}
    if len(duty.dues) > 1:
        clock["candidates"] = {one.start.isoformat(): one.instant or one.day or one.guide for one in duty.dues}
    return {
        "owed": duty.answer.value, "released": duty.released, "grade": duty.grade or None, "nature": duty.nature.value,
        "needs_review": duty.needs_review, "mark": duty.mark.value,
        "recipients": [one.name.en for one in duty.recipients],
        "recipient_places": sorted(one.place for one in duty.recipients if one.place),
        "recipient_names": [name for one in duty.recipients for name in (one.name.ja, one.name.en, one.place)],
        **clock,
    }  # fmt: skip


def _clock(due: Due) -> dict[str, Any]:
    found: dict[str, Any] = {f"day{number}": day for number, day in (due.guide or {}).items()}
    if due.length is not None:
        found |= {due.unit.replace(" ", "_"): due.length, "first_day": _first_day(due)}
    if due.unit == "days" and due.length is not None:
        found["calendar_days"] = due.length
    if due.day is not None:
        found |= {"last_day": due.last_day, "due": due.day}
    if due.instant is not None:
        found |= {"due_at": due.instant, "due": due.instant}
    if due.day is not None and due.last_day is not None:
        found |= {"rolled_days": (due.day - due.last_day).days, "rolled_over": due.day != due.last_day}
    if due.others:
        found["candidates"] = dict(due.others)
    found["rollover"] = "none" if due.instant or due.day == due.last_day else "next open day"
    return found


def _first_day(due: Due) -> str:
    if due.last_day is None or due.length is None:
        return "none"
    return "inclusive" if (due.last_day - day_in(due.start, JST)).days == due.length - 1 else "exclusive"


def differences(expect: Mapping[str, object], got: Mapping[str, Any], where: str = "") -> list[str]:
    """One sentence for every expected answer that is not the one given."""
    found: list[str] = []
    for key, wanted in ((str(key), wanted) for key, wanted in expect.items()):
        if key in SPOKEN:
            continue
        if isinstance(wanted, dict) and "on" in wanted and "day_number" in wanted:
            found += _day_number(f"{where}{key}", wanted, got)
            continue
        have = got.get(key, got.get(ALSO.get(key, ""), _MISSING))
        if isinstance(wanted, dict) and isinstance(have, Mapping):
            found += differences(wanted, have, f"{where}{key}.")
        elif not _same(key, wanted, have, got):
            told = _show(have) if have is not _MISSING else _lost(key, got)
            found.append(f"{where}{key}: expected {_show(wanted)}, got {told}")
    return found


_MISSING = "no such answer"


def _lost(key: str, got: Mapping[str, Any]) -> str:
    """What the engine does answer, where an example asks for something else."""
    near = difflib.get_close_matches(key, (*got, *ALSO), 3, 0.6)
    meant = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(one for one in got)}"
    return f"{_MISSING}; {meant}"


def _day_number(where: str, wanted: Mapping[str, object], got: Mapping[str, Any]) -> list[str]:
    moment, _ = split_moment(str(wanted["on"]))
    known = got.get("known")
    number = (day_in(moment, JST) - known).days + 1 if moment and known else None
    return (
        [] if number == wanted["day_number"] else [f"{where}.day_number: expected {wanted['day_number']}, got {number}"]
    )


def _same(key: str, wanted: object, have: object, got: Mapping[str, Any]) -> bool:
    if wanted is None or wanted in ("none", "not_owed", "not owed"):
        return _nothing(have)
    if isinstance(have, Mapping):
        return _norm(wanted) in _spoken(have)
    if key == "owed" and wanted == "released":
        return bool(got.get("released"))
    if key in SETTLES:
        listed = wanted if isinstance(wanted, list) else [wanted]
        return {str(one) for one in listed} <= set(got.get(SETTLES[0], ()))
    if key in ("recipients", "recipient", "to"):
        return _same_recipients(wanted, got)
    if isinstance(have, list):
        listed = wanted if isinstance(wanted, list) else [wanted]
        return sorted(map(_norm, listed)) == sorted(map(_norm, have))
    return _norm(wanted) == _norm(have)


def _nothing(have: object) -> bool:
    if isinstance(have, Mapping):
        return have.get("owed") == "no"
    return have in (None, _MISSING, "none", "no", False, "")


def _spoken(duty: Mapping[str, Any]) -> frozenset[str]:
    """The words by which an example may call what a duty answers."""
    if duty.get("released"):
        return frozenset({"released", "exempt", "免除", "no", "notowed"})
    if duty.get("owed") == "no":
        return frozenset({"no", "notowed", "notrequired"})
    promptly = {"promptly", "prompt", "速やかに", "atonce"} if duty.get("nature") == "prompt" else set()
    return frozenset({"yes", "owed", "required", *promptly} if duty.get("owed") == "yes" else {"unknown"})


def _same_recipients(wanted: object, got: Mapping[str, Any]) -> bool:
    listed = [str(one) for one in wanted] if isinstance(wanted, list) else [str(wanted)]
    names = [fold(name) for name in got.get("recipient_names", ()) if name]
    if got.get("recipient_places"):
        return sorted(one.upper() for one in listed) == list(got["recipient_places"])
    return all(any(fold(one) in name for name in names) for one in listed)


def _norm(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and split_moment(value)[0] is not None and not split_moment(value)[1]:
        value = split_moment(value)[0]
    if isinstance(value, datetime):
        return f"{(value if value.tzinfo else value.replace(tzinfo=JST)).timestamp():.0f}"
    text = fold(str(value))
    return {"true": "yes", "false": "no"}.get(text, text)


def _show(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value["owed"]) if "owed" in value else ", ".join(f"{key} {_show(one)}" for key, one in value.items())
    return value.isoformat() if isinstance(value, date) else str(value)
