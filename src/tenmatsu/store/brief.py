"""case.toml, read strictly: an unknown key or word, a wrong type or a missing file is one sentence with its place.

Paths: a relative path is taken from the folder of case.toml and may not leave it by `..`, so that a case received from
others reads nothing outside of itself unseen. What stands elsewhere (evidence on its own mount) is written as an
absolute path, which everyone who opens the file can see. A link that stands inside the case is followed when named.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import msgspec

from tenmatsu.errors import CaseError
from tenmatsu.model import KIND_WORDS, Brief, Certainty, ColumnWord, Evidence, Master
from tenmatsu.store import toml
from tenmatsu.store.disk import write_whole

NAME = "case.toml"
INTRUSION: Mapping[str, frozenset[str]] = {"intrusion": frozenset()}
"""The channels that are known when the caller names none: channel → the further keys that it declares."""

OWN = (NAME, "ledger.db", "result", ".work")
"""What a case keeps for itself; evidence and masters stand elsewhere."""

_LARGEST = 10_000_000


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    organisation: str
    as_of: date
    sector: str = ""
    passwords: list[str] = []
    fuzzy: bool = False


class _Evidence(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    channel: str = "intrusion"
    window: list[date] | None = None
    certainty: str = "possible"
    recipient: str | None = None
    passwords: list[str] = []


class _Master(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    path: str
    id: str
    segments: list[str] = []


class _Column(msgspec.Struct, frozen=True, kw_only=True):
    file: str
    column: str
    kind: str


class _Fact(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    value: Any
    source: str
    by: str
    at: Any = None
    recorded: Any = None
    supersedes: str | None = None
    note: str = ""


S = TypeVar("S", bound=msgspec.Struct)

_LISTS: Mapping[str, type[msgspec.Struct]] = {
    "evidence": _Evidence,
    "master": _Master,
    "column": _Column,
    "fact": _Fact,
}
_EXPECTED = {
    "str": "text in quotes",
    "array": "a list in [ ]",
    "date": "a date such as 2016-06-14",
    "int": "a number",
    "array | null": "a list in [ ]",
    "str | null": "text in quotes",
}


def read_brief(case: Path, channels: Mapping[str, frozenset[str]] = INTRUSION) -> Brief:
    """The brief of the case folder `case`; CaseError, in one sentence, for whatever is not as it must be.

    `channels` maps each known channel to the keys of its own that an `[[evidence]]` of it may carry; their values are
    kept, as TOML has them, in `Evidence.extra`.
    """
    top = _parsed(case / NAME)
    _only(top, ("case", *_LISTS), NAME)
    if not isinstance(top.get("case"), dict):
        raise CaseError(f"{NAME}: the table [case] is missing; it holds title, organisation and as_of")
    head = _struct(top["case"], _Case, f"{NAME}: [case]")
    return Brief(
        title=_filled(head.title, f"{NAME}: [case]", "title"),
        organisation=_filled(head.organisation, f"{NAME}: [case]", "organisation"),
        as_of=head.as_of,
        sector=head.sector,
        evidence=_evidence(case, _tables(top, "evidence"), channels),
        masters=_masters(case, _tables(top, "master")),
        columns=_columns(case, _tables(top, "column")),
        passwords=tuple(head.passwords),
        fuzzy=head.fuzzy,
        facts=_facts(_tables(top, "fact")),
    )


def write_brief(case: Path, brief: Brief) -> None:
    """Write case.toml so that `read_brief` gives `brief` again; 0600, and whole or not at all."""
    head = {"title": brief.title, "organisation": brief.organisation, "sector": brief.sector, "as_of": brief.as_of}
    fuzzy = {"fuzzy": True} if brief.fuzzy else {}
    parts = ["[case]\n" + toml.pairs(_worn(head | {"passwords": brief.passwords}) | fuzzy)]
    parts += ["[[evidence]]\n" + toml.pairs(_evidence_table(one)) for one in brief.evidence]
    parts += [
        "[[master]]\n" + toml.pairs(_worn({"name": one.name, "path": one.path, "id": one.id, "segments": one.segments}))
        for one in brief.masters
    ]
    parts += [
        "[[column]]\n" + toml.pairs({"file": one.file, "column": one.column, "kind": one.kind}) for one in brief.columns
    ]
    parts += ["[[fact]]\n" + toml.pairs(one) for one in brief.facts]
    write_whole(case / NAME, "\n".join(parts).encode())


def _facts(tables: Sequence[dict[str, Any]]) -> tuple[dict[str, object], ...]:
    """Each [[fact]] as written, once its keys and types are right."""
    for number, table in enumerate(tables, 1):
        place = f"{NAME}: [[fact]] no. {number}"
        fact = _struct(table, _Fact, place)
        texts = isinstance(fact.value, list) and all(isinstance(one, str) for one in fact.value)
        if not texts and not isinstance(fact.value, (str, bool, int, date)):
            raise CaseError(
                f'{place}: key "value" must be text in quotes, a number, a date, true, false or a list of texts'
            )
        for key, day in (("at", fact.at), ("recorded", fact.recorded)):
            if day is not None and not isinstance(day, date):
                raise CaseError(f'{place}: key "{key}" must be a date such as 2016-06-14')
    return tuple(tables)


def _worn(table: Mapping[str, object]) -> dict[str, object]:
    """The table without the keys that hold nothing."""
    return {key: value for key, value in table.items() if value not in ("", (), None)}


def _evidence_table(one: Evidence) -> dict[str, object]:
    table: dict[str, object] = {
        "path": one.path,
        "channel": one.channel,
        "window": one.window,
        "certainty": str(one.certainty),
    }
    table |= {"passwords": one.passwords}
    return _worn(table) | ({} if one.recipient is None else {"recipient": one.recipient}) | dict(one.extra)


def _parsed(path: Path) -> dict[str, Any]:
    if not path.parent.is_dir():
        raise CaseError(f"{path.parent}: there is no such folder; name the folder that holds {NAME}")
    if not path.is_file():
        raise CaseError(
            f"{path.parent}: no {NAME} in this folder; write one (docs/manual/case.md) or name another folder"
        )
    if path.stat().st_size > _LARGEST:
        raise CaseError(f"{path}: larger than {_LARGEST // 1_000_000} MB, which no {NAME} is; check the file")
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise CaseError(f"{NAME}: not UTF-8 (byte {error.start + 1}); save it again as UTF-8") from error
    except (ValueError, RecursionError) as error:  # besides its own error: a number or a nesting beyond Python's limits
        raise CaseError(f"{NAME}: not TOML: {_toml_trouble(error)}; text stands in quotes, dates do not") from error


def _toml_trouble(error: Exception) -> str:
    """The parser's words without any value of the file: from the first quote on they may carry one."""
    text = str(error)
    where = text[text.rfind("(at ") :] if "(at " in text else ""
    return f"{text.split(' (at ')[0].split(chr(39))[0].strip()} {where}".strip()


def _tables(top: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = top.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CaseError(f"{NAME}: {name} must be written [[{name}]], with two brackets on each side")
    return found


def _only(table: Mapping[str, object], allowed: Iterable[str], place: str) -> None:
    words = tuple(allowed)
    for key in table:
        if key not in words:
            raise CaseError(f'{place}: unknown key "{key}"; allowed are {", ".join(words)}')


def _struct(table: Mapping[str, object], kind: type[S], place: str, further: Iterable[str] = ()) -> S:
    own = kind.__struct_fields__
    _only(table, (*own, *sorted(further)), place)
    required = [one.name for one in msgspec.structs.fields(kind) if one.required and one.name not in table]
    if required:
        missing = ", ".join(f'"{name}"' for name in required)
        raise CaseError(
            f"{place}: key {missing} is missing" if len(required) == 1 else f"{place}: keys {missing} are missing"
        )
    try:
        return msgspec.convert({key: table[key] for key in own if key in table}, kind, builtin_types=(date, datetime))
    except msgspec.ValidationError as error:
        raise CaseError(f"{place}: {_type_trouble(str(error))}") from error


def _type_trouble(message: str) -> str:
    """msgspec's "Expected `str`, got `int` - at `$.title`" in our words."""
    words = message.split("`")
    key = words[-2].removeprefix("$.").replace("[...]", "")
    return f'key "{key}" must be {_EXPECTED.get(words[1], words[1])}'


def _filled(text: str, place: str, key: str) -> str:
    if not text.strip():
        raise CaseError(f'{place}: key "{key}" is empty; write what it is')
    return text


def _word(given: str, words: Iterable[str], place: str, key: str) -> str:
    allowed = tuple(words)
    if given not in allowed:
        raise CaseError(f'{place}: key "{key}": "{given}" is not known; allowed are {", ".join(allowed)}')
    return given


def _here(case: Path, path: str, place: str, key: str, *, members: bool = False) -> str:
    """The path, once it is inside the case (or absolute) and there; with `members`, only up to the first `!`."""
    _filled(path, place, key)
    if "\0" in path:
        raise CaseError(f'{place}: key "{key}" holds a NUL character, which no path has')
    if not path.startswith("/") and _leaves(path):
        raise CaseError(f'{place}: key "{key}" leaves the case folder by ".."; write an absolute path or copy it in')
    outer = path.split("!")[0] if members and not _there(case / path) else path
    if not _there(case / outer):
        raise CaseError(f'{place}: key "{key}": there is no "{outer}" (looked in {case}); correct the path')
    if _own(case.resolve(), (case / outer).resolve()):
        raise CaseError(f'{place}: key "{key}" covers what tenmatsu itself writes; put evidence in a folder of its own')
    return path


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long for the file system
        return False


def _own(case: Path, path: Path) -> bool:
    """Whether the path is the case folder, a folder above it, or one of the names that the case keeps for itself."""
    return case.is_relative_to(path) or any(path.is_relative_to(case / name) for name in OWN)


def _leaves(path: str) -> bool:
    depth = 0
    for part in PurePosixPath(path).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return False


def _evidence(
    case: Path, tables: Sequence[dict[str, Any]], channels: Mapping[str, frozenset[str]]
) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for number, table in enumerate(tables, 1):
        place = f"{NAME}: [[evidence]] no. {number}"
        one = _one_evidence(case, table, channels, place)
        if one in found:
            raise CaseError(f"{place}: the same as no. {found.index(one) + 1}; leave one of them out")
        found.append(one)
    if not found:
        raise CaseError(f"{NAME}: no [[evidence]]; name at least one file or folder that was exposed")
    return tuple(found)


def _one_evidence(case: Path, table: dict[str, Any], channels: Mapping[str, frozenset[str]], place: str) -> Evidence:
    channel = table.get("channel", "intrusion")
    known = isinstance(channel, str) and channel in channels
    further = channels[channel] if known else frozenset().union(*channels.values())
    read = _struct(table, _Evidence, place, further)
    _word(read.channel, sorted(channels), place, "channel")
    return Evidence(
        path=_here(case, read.path, place, "path"),
        channel=read.channel,
        window=_window(read.window, place),
        certainty=Certainty(_word(read.certainty, Certainty, place, "certainty")),
        recipient=read.recipient,
        passwords=tuple(read.passwords),
        extra={key: table[key] for key in table if key in further},
    )


def _window(given: list[date] | None, place: str) -> tuple[date, date] | None:
    if given is None:
        return None
    if len(given) != 2:
        raise CaseError(f'{place}: key "window" must hold two dates, first and last day: [2016-03-19, 2016-03-24]')
    first, last = given
    if last < first:
        raise CaseError(f'{place}: key "window" ends ({last}) before it begins ({first}); put the earlier day first')
    return first, last


def _masters(case: Path, tables: Sequence[dict[str, Any]]) -> tuple[Master, ...]:
    found: list[Master] = []
    for number, table in enumerate(tables, 1):
        place = f"{NAME}: [[master]] no. {number}"
        read = _struct(table, _Master, place)
        name = _filled(read.name, place, "name")
        if name in (one.name for one in found):
            raise CaseError(f'{place}: the name "{name}" is taken by an earlier [[master]]; give it another')
        path, key = _here(case, read.path, place, "path"), _filled(read.id, place, "id")
        found.append(Master(name, path, key, tuple(read.segments)))
    return tuple(found)


def _columns(case: Path, tables: Sequence[dict[str, Any]]) -> tuple[ColumnWord, ...]:
    found: list[ColumnWord] = []
    for number, table in enumerate(tables, 1):
        place = f"{NAME}: [[column]] no. {number}"
        read = _struct(table, _Column, place)
        file = _here(case, read.file, place, "file", members=True)
        kind = _word(read.kind, KIND_WORDS, place, "kind")
        found.append(ColumnWord(file, _filled(read.column, place, "column"), kind))
    return tuple(found)
