"""A process that is killed loses nothing: the earlier result stands, and the next run ends as if nothing had been."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tenmatsu import case

from .folder import csv_bytes, make, strangers, tenmatsu

KILLED = """
import os, signal, sys
from pathlib import Path
from tenmatsu import case
at, times = sys.argv[2], int(sys.argv[3])
def told(stage, done, total):
    global times
    times -= stage == at
    if times == 0:
        os.kill(os.getpid(), signal.SIGKILL)
case.investigate(Path(sys.argv[1]), fresh=True, told=told)
"""
FILES = ("records", "persons", "links", "matches", "review", "exposures")


def _tables(folder: Path) -> dict[str, pl.DataFrame]:
    return {name: pl.read_parquet(folder / "result" / f"{name}.parquet") for name in FILES}


def _case(folder: Path) -> Path:
    people = strangers(150)
    again = [(*one[:2], one[2].replace("-", "/"), *one[3:]) for one in people[:60]]
    files = {"evidence/a.csv": csv_bytes(people, "cp932"), "evidence/b.csv": csv_bytes(again)}
    return make(folder, files)


@pytest.mark.large
def test_a_kill_at_any_moment_leaves_the_earlier_result_and_the_next_run_the_same(tmp_path: Path) -> None:
    folder = _case(tmp_path / "case")
    case.investigate(folder)
    whole = _tables(folder)
    assert whole["records"]["person_id"].n_unique() == 150
    moments = (("read", 1), ("normalise", 1), ("weigh", 1), ("write", 2), ("result", 1), ("result", 3))
    for stage, times in moments:
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder), stage, str(times)],
            check=False,
            capture_output=True,
            timeout=120,
        )
        assert done.returncode == -signal.SIGKILL, (stage, done.stderr.decode()[-800:])
        assert _tables(folder)["persons"].equals(whole["persons"]), stage
        assert case.show(folder) is not None
    case.investigate(folder)
    assert all(table.equals(whole[name]) for name, table in _tables(folder).items())
    assert case.verify(folder).ok


@pytest.mark.large
def test_a_first_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder = _case(tmp_path / "case")
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), "write", "1"], check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    assert "no result yet" in tenmatsu("show", folder, code=2).stderr
    stages: list[str] = []
    case.investigate(folder, told=lambda stage, _done, _total: stages.append(stage))
    assert "read" not in stages, "what was finished is not done twice"
    assert "write" in stages
