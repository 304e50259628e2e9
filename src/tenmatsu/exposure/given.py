"""The further keys of an `[[evidence]]`, each value strictly checked; CaseError in one sentence when one is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from tenmatsu.errors import CaseError
from tenmatsu.exposure.channel import Scene, quoted
from tenmatsu.exposure.logs.times import JST
from tenmatsu.model import Fact


def wrong(scene: Scene, key: str, what: str) -> CaseError:
    """The error for a key of this evidence."""
    return CaseError(f'case.toml: [[evidence]] no. {scene.number + 1}: key "{key}" {what}')


def text(scene: Scene, key: str) -> str | None:
    """A text that is not empty, or None when the key is not there."""
    value = scene.evidence.extra.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise wrong(scene, key, "must be a text in quotes and not empty")
    return value.strip() if isinstance(value, str) else None


def texts(scene: Scene, key: str) -> list[str]:
    """A list of texts, none empty; a single text stands for a list of one."""
    value = scene.evidence.extra.get(key, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) and one.strip() for one in listed):
        raise wrong(scene, key, 'must be a list of texts, none of them empty: ["…", "…"]')
    return [str(one).strip() for one in listed]


def choice(scene: Scene, key: str, words: Sequence[str]) -> str | None:
    """One of `words`."""
    value = scene.evidence.extra.get(key)
    if isinstance(value, bool) and {"yes", "no"} <= set(words):
        return "yes" if value else "no"
    if value is not None and value not in words:
        raise wrong(scene, key, f"must be one of {', '.join(words)}")
    return None if value is None else str(value)


def flag(scene: Scene, key: str) -> bool:
    """True or false; false when the key is not there."""
    value = scene.evidence.extra.get(key, False)
    if not isinstance(value, bool):
        raise wrong(scene, key, "must be true or false")
    return value


def as_moment(scene: Scene, key: str, value: object, *, end: bool = False) -> datetime | None:
    """A TOML date or time as the clock of Japan shows it, without zone; a day as `end` reaches to its last moment."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.astimezone(JST).replace(tzinfo=None) if value.tzinfo else value
    if not isinstance(value, date):
        raise wrong(scene, key, "must be a day or a time without quotes: 2023-07-12 or 2023-07-12T09:30:00+09:00")
    return datetime.combine(value, time.max if end else time.min)


def span(scene: Scene) -> tuple[datetime | None, datetime | None]:
    """From `since` to `until`, or the window of the evidence where they are not given."""
    first, last = scene.evidence.window or (None, None)
    extra = scene.evidence.extra
    since = as_moment(scene, "since", extra.get("since", first))
    until = as_moment(scene, "until", extra.get("until", last), end=True)
    if since and until and since > until:
        raise wrong(scene, "until", 'lies before "since"')
    return since, until


def log_path(scene: Scene, key: str, name: str) -> Path:
    """Where a log stands; relative names are taken from the case folder."""
    path = scene.case / name
    if not path.is_file():
        raise wrong(scene, key, f"names a file that is not there: {name}")
    return path


def window(scene: Scene) -> str:
    """The columns window_from and window_to of the evidence, as SQL."""
    first, last = scene.evidence.window or (None, None)
    return f"{quoted(first)}::DATE AS window_from, {quoted(last)}::DATE AS window_to"


def whole(scene: Scene) -> str:
    """Every record with all that it holds, as the evidence itself says when, to whom and how surely."""
    return (
        f"SELECT record_id, person_id, kinds, {window(scene)}, "  # noqa: S608 - our own names and quoted values
        f"{quoted(scene.evidence.recipient)}::VARCHAR AS recipient, "
        f"{quoted(scene.evidence.certainty)}::VARCHAR AS certainty FROM {scene.records}"
    )


def fact(scene: Scene, name: str, value: str, source: str = "", by: str = "case.toml", note: str = "") -> Fact:
    """A fact of this evidence, recorded at the end of its window (on the day of the case without one)."""
    last = scene.evidence.window[1] if scene.evidence.window else scene.as_of
    where = source or f"case.toml: [[evidence]] no. {scene.number + 1}"
    return Fact(name, value, where, by, datetime.combine(last, time.min, JST), note=note)
