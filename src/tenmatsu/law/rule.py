"""Rules as data: one TOML file in `rules/<place>/<instrument>_<article>.toml` is one rule, found by being there.

Every part carries its days of force (`in_force`, `until`; the last day is the day before `until`) and its citations;
worked examples stand under the rule and are its tests. Files are read strictly: an unknown key, fact or test is a
RuleError that names the file, the place in it and the words allowed.
"""

from __future__ import annotations

import re
import tomllib
import typing
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from tenmatsu.errors import InputError, RuleError
from tenmatsu.law.clock import Clock
from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Cite, Mark, Nature, Words
from tenmatsu.law.rule_check import rule_faults


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What has days of force and citations of its own (none: those of the rule)."""

    in_force: date | None = None
    until: date | None = None
    cites: tuple[Cite, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether this part is in force on a day."""
        return (self.in_force is None or self.in_force <= day) and (self.until is None or day < self.until)


class SituationRule(Part, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A numbered situation. `since` names the count whose crossing begins its own clock (規則7条4号)."""

    number: int
    text: Words
    when: Test
    since: str = ""


class Exclusion(Part, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What takes a case out of the situations, or (with `duties`) releases from those duties alone."""

    text: Words
    when: Test
    duties: tuple[str, ...] = ()


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A grade of the incident; the first that is met is taken."""

    when: Test
    grade: str


class DutyRule(Part, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One duty: what, to whom (a table of recipients/), by when.

    Owed when one of the situations is met, or when `when` says so, or `always` where the rule applies. `done` is the
    fact that says it was done.
    """

    name: str
    title: Words
    nature: Nature
    to: str
    clock: Clock
    when: Test | None = None
    always: bool = False
    contents: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()
    grades: tuple[Grade, ...] = ()
    done: str = ""


class Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amendment that is not in force; it is shown and never applied."""

    text: Words
    cites: tuple[Cite, ...]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A worked example: facts given, answers expected."""

    id: str
    ja: str
    en: str
    given: dict[str, object]
    expect: dict[str, object]


class Rule(Part, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule file. `assumed` are the facts that naming the rule alone implies (a telecom case is one of telecom)."""

    id: str = ""
    title: Words
    owes: Words
    zone: str
    cites: tuple[Cite, ...]
    applies: Test
    situation: tuple[SituationRule, ...] = ()
    exclusion: tuple[Exclusion, ...] = ()
    duty: tuple[DutyRule, ...]
    pending: tuple[Pending, ...] = ()
    example: tuple[Example, ...] = ()
    assumed: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    remarks: tuple[Words, ...] = ()

    @property
    def place(self) -> str:
        """The place of the rule, the folder it lies in."""
        return self.id.partition("_")[0].upper()

    @property
    def clock_zone(self) -> ZoneInfo:
        """The zone in which its days are counted."""
        return ZoneInfo(self.zone)

    def situations(self, day: date) -> tuple[SituationRule, ...]:
        """The situations in force on a day."""
        return tuple(one for one in self.situation if one.holds(day))

    def exclusions(self, day: date) -> tuple[Exclusion, ...]:
        """The exclusions in force on a day."""
        return tuple(one for one in self.exclusion if one.holds(day))

    def duties(self, day: date) -> tuple[DutyRule, ...]:
        """The duties in force on a day; none when the rule itself is not."""
        return tuple(one for one in self.duty if one.holds(day)) if self.holds(day) else ()


def load(path: Path) -> Rule:
    """Read one rule file; RuleError when anything in it is not as it must be."""
    where = f"{path.parent.name}/{path.name}"
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
        rule = msgspec.convert({**tree, "id": f"{path.parent.name}_{path.stem}"}, Rule)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{where}: this is no TOML in UTF-8: {error}") from error
    except msgspec.ValidationError as error:
        raise RuleError(f"{where}: {error}{_allowed_at(str(error))}") from error
    for fault in rule_faults(rule):
        raise RuleError(f"{where}: {fault}")
    return rule


def load_folder(folder: Path) -> tuple[Rule, ...]:
    """Every rule file under a folder of places, in order of id."""
    found = sorted((load(path) for path in folder.glob("*/*.toml")), key=lambda rule: rule.id)
    return tuple(sorted(found, key=lambda rule: (rule.place != "JP", rule.id)))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that come with tenmatsu, those of Japan first."""
    with as_file(files("tenmatsu.law").joinpath("rules")) as folder:
        return load_folder(folder)


def find(name: str, among: Iterable[Rule] | None = None) -> Rule:
    """A rule by its id or another name of it; InputError lists the ids."""
    known = tuple(among if among is not None else rules())
    for rule in known:
        if name == rule.id or name in rule.aliases:
            return rule
    near = _nearest(name, known)
    if near is not None:
        return near
    raise InputError(f"no rule is called {name!r}; there are {', '.join(rule.id for rule in known)}")


def _nearest(name: str, known: tuple[Rule, ...]) -> Rule | None:
    """The one rule of the same place that shares most of the words of `name` (jp_financial_sector → jp_finance)."""
    place, *words = re.sub(r"art(?=\d)", "", name.lower()).split("_")
    here = [rule for rule in known if rule.place.lower() == place]
    if len(here) == 1:
        return here[0]
    scored = sorted(((_shared(words, rule), rule) for rule in here), key=lambda pair: -pair[0])
    clear = scored and scored[0][0] > 0 and (len(scored) == 1 or scored[0][0] > scored[1][0])
    return scored[0][1] if clear else None


def _shared(words: list[str], rule: Rule) -> int:
    own = {word for one in (rule.id, *rule.aliases) for word in one.lower().split("_")[1:]}
    return sum(any(word == other or (len(word) > 4 and word[:5] == other[:5]) for other in own) for word in words)


_STEP = re.compile(r"\.([a-z_]+)|\[(?:\.\.\.|\d+)\]|key in |value in ")


def _allowed_at(message: str) -> str:
    """The keys allowed where msgspec met an unknown one: it names the path (`$.duty[...].clock`) only."""
    if "unknown field" not in message:
        return ""
    path = re.search(r"at `\$([^`]*)`", message)
    kind: object = Rule
    for name in _STEP.findall(path[1] if path else ""):
        fields = {one.encode_name: one.type for one in msgspec.structs.fields(typing.cast(type[msgspec.Struct], kind))}
        kind = _struct_in(fields[name]) if name else kind
    names = [one.encode_name for one in msgspec.structs.fields(typing.cast(type[msgspec.Struct], kind))]
    return f"; the keys here are {', '.join(name for name in names if name != 'id' or kind is not Rule)}"


def _struct_in(kind: object) -> object:
    """The struct inside an annotation such as `tuple[Case, ...]` or `Test | None`."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    return next((found for one in typing.get_args(kind) if (found := _struct_in(one)) is not None), None)


def marks(cites: Iterable[Cite]) -> Mark:
    """The weakest mark among citations."""
    order = (Mark.READ, Mark.SECONDARY, Mark.UNREAD)
    return max((cite.mark for cite in cites), key=order.index, default=Mark.UNREAD)
