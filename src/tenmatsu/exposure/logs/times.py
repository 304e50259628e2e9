"""Moments as logs and tables write them, by the clock of Japan, without zone (a time without zone is taken as Japanese)."""

# ruff: noqa: DTZ001, E501 - the clock of Japan, without zone

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9))
MONTHS = {
    name: n
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_CLOCK = (
    r"(?:[T,_ ]*(?:\([^)]*\))?\s*(?P<half>午前|午後|AM|PM)?\s*(?P<h>\d{1,2})[::時](?P<m>\d{1,2})"
    r"(?:[::分](?P<s>\d{1,2})(?:[.,](?P<f>\d+))?)?[秒分]?\s*(?P<late>午前|午後|AM|PM)?"
    r"\s*(?P<zone>Z|(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d{2})?|UTC|GMT|JST)?)?"
)
_DAY_FIRST = re.compile(r"^(?P<d>\d{1,2})[/ -](?P<mon>[A-Za-z]{3})[/ -](?P<y>\d{4}):?" + _CLOCK, re.I)
_YEAR_FIRST = re.compile(
    r"^(?P<era>令和|平成|[RH])?(?P<y>\d{1,4}|元)[-/.年](?P<mon>\d{1,2})[-/.月](?P<d>\d{1,2})日?" + _CLOCK, re.I
)
_COMPACT = re.compile(
    r"^(?P<y>\d{4})(?P<mon>\d{2})(?P<d>\d{2})[T ]?(?P<h>\d{1,2}):?(?P<m>\d{2}):?(?P<s>\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)
_MONTH_FIRST = re.compile(r"^(?P<mon>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})" + _CLOCK, re.I)
_USUAL = re.compile(r"[12]\d{3}([-/])[01]\d\1[0-3]\d[ T][0-2]\d:[0-5]\d:[0-5]\d", re.ASCII)
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?(?:\.\d+)?$")
_SERIAL = re.compile(r"^[34]\d{4}\.\d+$")
FORMS = (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _COMPACT)


def moment(text: str, zone: timezone = JST) -> datetime | None:
    """The moment that a text begins with (in `zone` where it names none), or None: `2023/07/12 10:11:12 午後 GMT+9`,
    `12/Jul/2023:22:11:12 +0900`, `2023-07-12T13:11:12Z`, `令和5年7月12日 22時11分`, epoch seconds or milliseconds, days of a spreadsheet."""
    if zone is JST and _USUAL.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(text.replace("/", "-"))
    plain = unicodedata.normalize("NFKC", text).strip().strip("[]")
    if _EPOCH.match(plain):
        number = float(plain)
        return _japanese(datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC))
    if _SERIAL.match(plain):
        return datetime(1899, 12, 30) + timedelta(seconds=round(float(plain) * 86_400))
    for form in FORMS:
        found = form.match(plain)
        made = _made({key: value for key, value in found.groupdict().items() if value}, zone) if found else None
        if made:
            return made
    return None


def _made(parts: dict[str, str], given: timezone) -> datetime | None:
    year = 1 if parts["y"] == "元" else int(parts["y"])
    if era := parts.get("era"):
        year += ERAS[era.upper()]
    month = MONTHS.get(parts["mon"].lower()) or (int(parts["mon"]) if parts["mon"].isdigit() else 0)
    hour, half = int(parts.get("h", 0)), (parts.get("half") or parts.get("late") or "").upper()
    if half in ("午後", "PM") and hour < 12:
        hour += 12
    elif half in ("午前", "AM") and hour == 12:
        hour = 0
    try:
        day = datetime(year, month, int(parts["d"]))
        made = day + timedelta(hours=hour, minutes=int(parts.get("m", 0)), seconds=int(parts.get("s", 0)))
    except (ValueError, OverflowError):
        return None
    if year < 1970 or hour > 30:
        return None
    made += timedelta(microseconds=int(parts.get("f", "0")[:6].ljust(6, "0")))
    zone = zone_of(parts.get("zone", "")) or (given if parts.get("h") else JST)
    return made if zone is JST else _japanese(made.replace(tzinfo=zone))


def zone_of(text: str) -> timezone | None:
    """`Z`, `UTC`, `JST`, `GMT+9`, `+09:00`; None for an empty text."""
    upper = text.upper()
    if upper == "":
        return None
    if upper == "JST":
        return JST
    digits = re.sub(r"\D", "", upper)
    if not digits:
        return UTC
    hours, minutes = (int(digits[:2]), int(digits[2:] or 0)) if len(digits) != 3 else (int(digits[0]), int(digits[1:]))
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if "-" in upper else offset) if offset < timedelta(hours=24) else None


def _japanese(at: datetime) -> datetime:
    return at.astimezone(JST).replace(tzinfo=None)
