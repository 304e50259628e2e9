"""One small rehearsal for all tests of this folder, and a way to answer it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tenmatsu.rehearsal.write import rehearse


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """jtb-2016 at 1/500, seed 7."""
    return rehearse("jtb-2016", tmp_path_factory.mktemp("rehearsal") / "case", scale=0.002, seed=7, loose=True)


@pytest.fixture
def answered(small: Path, tmp_path: Path) -> Callable[..., Path]:
    """A case whose result is the answer key itself, changed as wanted."""

    def make(change: Callable[[pl.DataFrame], pl.DataFrame] = lambda frame: frame, **summary: object) -> Path:
        case = tmp_path / "case"
        shutil.copytree(small / "answer", case / "answer")
        (case / "result").mkdir()
        truth = pl.read_parquet(small / "answer" / "truth.parquet")
        said = truth.select("item", "row", pl.col("person").cast(pl.String).alias("person_id"), "member_id")
        change(said).write_parquet(case / "result" / "records.parquet")
        counts = json.loads((small / "answer" / "summary.json").read_text())
        true = counts["persons"]
        counts["persons"] = {"best": true, "at_least": true, "at_most": true}
        (case / "result" / "summary.json").write_text(json.dumps(counts | summary))
        shutil.copy(small / "answer" / "columns.csv", case / "result" / "columns.csv")
        unread = "item,reason\n" + "".join(f"{item},locked\n" for item in counts["unread"])
        (case / "result" / "unread.csv").write_text(unread)
        return case

    return make
