"""A case in which no record is found has a result that says so; nothing found is not nothing exposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu import case
from tenmatsu.documents.breakdown import breakdown
from tenmatsu.errors import LocatorError

from .folder import make


def test_evidence_without_a_table_gives_an_empty_result_and_names_what_was_not_read(tmp_path: Path) -> None:
    folder = make(tmp_path / "case", {"evidence/x.bin": bytes(range(1, 200)), "evidence/note.txt": b"hello there\n"})
    summary = case.investigate(folder)
    assert summary["records"] == 0
    assert summary["persons"] == {"best": None, "at_least": 0, "at_most": None}, "unknown, never zero"
    assert summary["unread"] >= 1
    assert (folder / "result" / "report.html").is_file()
    assert breakdown(folder / "result", "item").rows == ()
    with pytest.raises(LocatorError, match="no record"):
        case.why(folder, 0)
