"""The stranger's cases have the form that `score` reads, differ by seed, and are the same for the same seed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tenmatsu.rehearsal.score import score

PROGRAM = Path(__file__).parents[2] / "bench" / "stranger.py"


def stranger(into: Path, seed: int) -> Path:
    arguments = [sys.executable, str(PROGRAM), str(into), "--seed", str(seed), "--records", "300", "--noise", "noisy"]
    subprocess.run(arguments, check=True, timeout=60)
    return into


def tree(case: Path) -> dict[str, bytes]:
    return {str(path.relative_to(case)): path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("seed", [6, 4])
def test_a_strangers_case_can_be_scored(tmp_path: Path, seed: int) -> None:
    case = stranger(tmp_path / "case", seed)
    truth = pl.read_parquet(case / "answer" / "truth.parquet")
    assert truth.height == 300
    (case / "result").mkdir()
    said = truth.select("item", "row", pl.col("person").cast(pl.String).alias("person_id"), "member_id")
    said.write_parquet(case / "result" / "records.parquet")
    counts = json.loads((case / "answer" / "summary.json").read_text())
    best = counts["persons"]
    counts["persons"] = {"best": best, "at_least": best, "at_most": best}
    (case / "result" / "summary.json").write_text(json.dumps(counts))
    (case / "result" / "columns.csv").write_text((case / "answer" / "columns.csv").read_text().replace("|other", ""))
    assert score(case).all_met


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    assert tree(stranger(tmp_path / "one", 2)) == tree(stranger(tmp_path / "two", 2))
