"""Cases small enough to read, as the papers meet them: a register of four persons, and one of facts alone."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tenmatsu.case.verbs.write import Papers, write
from tenmatsu.documents.readback import text_of
from tenmatsu.model import Fact
from tenmatsu.store.ledger import Ledger

DAY = date(2026, 11, 25)
_found = importlib.util.spec_from_file_location("register_of_four", Path(__file__).parents[1] / "conftest.py")
assert _found and _found.loader
register_of_four = importlib.util.module_from_spec(_found)
_found.loader.exec_module(register_of_four)
PERSONS = register_of_four.PERSONS
RECORDS = register_of_four.RECORDS
HOSTILE = register_of_four.HOSTILE


class Desk:
    """A case folder and what a person does at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def states(self, value: str = "", /, note: str = "", supersedes: str | None = None, **facts: str) -> None:
        """Record facts, each a minute after the last."""
        with Ledger(self.folder) as ledger:
            for name, value in facts.items():
                self.clock = self.clock.replace(minute=(self.clock.minute + 1) % 60)
                ledger.add_fact(
                    Fact(name, value, "meeting of 2026-11-24", "mori", self.clock, supersedes=supersedes, note=note)
                )

    def writes(self, *names: str) -> Papers:
        return write(self.folder, names, day=DAY, by="mori")

    def text(self, name: str, ending: str = ".docx") -> str:
        """The text of the last version of a paper, read back from the disk."""
        found = sorted(self.folder.glob(f"papers/{name}-v*{ending}"), key=lambda path: path.stat().st_mtime)
        return text_of(found[-1])

    def audits(self) -> list[dict[str, Any]]:
        with Ledger(self.folder) as ledger:
            return ledger.audits()


def _desk(folder: Path, more: str = "") -> Desk:
    folder.mkdir(parents=True)
    (folder / "evidence").mkdir()
    (folder / "case.toml").write_text(
        '[case]\ntitle = "会員情報の漏えい"\norganisation = "株式会社見本"\nas_of = 2026-11-24\n' + more, "utf-8"
    )
    return Desk(folder)


@pytest.fixture
def register(tmp_path: Path) -> Callable[..., Desk]:
    """A case with a register of four persons; keywords alter summary.json."""

    def made(persons: Any = PERSONS, records: Any = RECORDS, **changed: Any) -> Desk:
        more = '[[evidence]]\npath = "evidence"\nchannel = "intrusion"\nwindow = [2016-03-19, 2016-03-24]\n'
        desk = _desk(tmp_path / "case", more)
        plain = {"unread": 0, "segments": {"提携先": {"甲社": 2, "乙社": 1}}}
        register_of_four.write(desk.folder / "result", persons, records, **(plain | changed))
        return desk

    return made


@pytest.fixture
def fax(tmp_path: Path) -> Desk:
    """One fax to the wrong number: no evidence, only what the questionnaire asked."""
    desk = _desk(tmp_path / "fax")
    desk.states(
        event="leak", certainty="confirmed", improper_purpose="no", cyber_attack="no", media="紙", obligor="private",
        cause="ファクスの誤送信", known="2026-11-24T16:40+09:00 医事課", occurred_on="2026-11-23", persons="1",
        data_items="氏名;住所;診療情報", contact_phone="0120-000-000", contact_hours="平日9時から17時",
    )  # fmt: skip
    return desk
