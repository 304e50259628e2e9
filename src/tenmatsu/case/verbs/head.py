"""What case.toml says by itself, read leniently: a case of the questionnaire has papers but no evidence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenmatsu.errors import CaseError
from tenmatsu.law.from_register import facts_of_brief, facts_of_table
from tenmatsu.model import Certainty, Evidence, Fact
from tenmatsu.store.brief import NAME


@dataclass(frozen=True, slots=True)
class Head:
    """Title, organisation, and the facts that case.toml states or implies."""

    title: str
    organisation: str
    facts: tuple[Fact, ...]


def head_of(case: Path) -> Head:
    """Read case.toml of the folder `case`; CaseError when it is no TOML."""
    path = case / NAME
    try:
        top = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"{path}: this is no TOML in UTF-8; text stands in quotes, dates do not") from error
    head = top.get("case", {})
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    found = facts_of_brief(str(head.get("sector", "")), _ways(top), written)
    found += facts_of_table(top.get("fact", []), written)
    return Head(str(head.get("title", case.name)), str(head.get("organisation", "")), tuple(found))


def _ways(top: Mapping[str, Any]) -> list[Evidence]:
    return [
        Evidence(str(one.get("path", "")), str(one.get("channel", "intrusion")), certainty=_certainty(one))
        for one in top.get("evidence", [])
    ]


def _certainty(one: Mapping[str, Any]) -> Certainty:
    return Certainty.CONFIRMED if one.get("certainty") == Certainty.CONFIRMED else Certainty.POSSIBLE
