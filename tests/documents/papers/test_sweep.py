"""What a killed run left among the papers is swept away; what a run at work holds is left alone."""

from __future__ import annotations

import os

from .conftest import Desk


def test_drafts_of_runs_that_are_no_more_go_with_the_next_writing(fax: Desk) -> None:
    papers = fax.folder / "papers"
    papers.mkdir()
    for name in (".draft-999999999-abc", ".draft-abc", f".draft-{os.getpid()}-abc"):
        (papers / name).mkdir()
        (papers / name / "letters.csv").write_text("x", "utf-8")
    assert not fax.writes("public-notice").refused
    assert [path.name for path in papers.glob(".draft-*")] == [f".draft-{os.getpid()}-abc"]
