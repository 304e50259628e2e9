"""All facts of a case folder: case.toml, the register of the last run, and the ledger."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenmatsu.case.facts import register_facts
from tenmatsu.errors import CaseError
from tenmatsu.law.from_register import facts_of_brief, facts_of_table
from tenmatsu.model import Certainty, Evidence, Fact
from tenmatsu.store.ledger import NAME as LEDGER
from tenmatsu.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The title of a case and every fact it holds, computed ones first."""

    title: str
    organisation: str
    facts: tuple[Fact, ...]


def case_facts(case: Path) -> CaseFacts:
    """Read what the case folder says; CaseError when there is no case.toml that can be read."""
    path = case / "case.toml"
    top = _top(path)
    head = top.get("case", {})
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    found = facts_of_brief(str(head.get("sector", "")), _ways(top), written)
    found += register_facts(case / "result")
    found += facts_of_table(top.get("fact", []), written)
    if (case / LEDGER).is_file():
        with Ledger(case) as ledger:
            found += ledger.facts()
    return CaseFacts(str(head.get("title", case.name)), str(head.get("organisation", "")), tuple(found))


def _top(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise CaseError(f"{path.parent}: no case.toml in this folder; name the folder that holds it") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"{path}: this is no TOML in UTF-8; text stands in quotes, dates do not") from error


def _ways(top: Mapping[str, Any]) -> list[Evidence]:
    return [
        Evidence(str(one.get("path", "")), str(one.get("channel", "intrusion")), certainty=_certainty(one))
        for one in top.get("evidence", [])
    ]


def _certainty(one: Mapping[str, Any]) -> Certainty:
    said = one.get("certainty", "possible")
    return Certainty.CONFIRMED if said == Certainty.CONFIRMED else Certainty.POSSIBLE
