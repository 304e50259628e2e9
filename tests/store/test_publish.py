"""CASE/result is whole at every moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tenmatsu.errors import StoreError
from tenmatsu.store.publish import publish, recover


def staged(case: Path, text: str) -> Path:
    folder = case / ".work" / "staged"
    (folder / "inner").mkdir(parents=True)
    for name in ("summary.json", "inner/a.csv", "inner/b.csv"):
        (folder / name).write_text(text)
    return folder


def contents(result: Path) -> set[str]:
    return {path.read_text() for path in result.rglob("*") if path.is_file()}


def test_a_result_is_replaced_as_a_whole(tmp_path: Path) -> None:
    publish(staged(tmp_path, "1"), tmp_path / "result")
    (tmp_path / "result" / "more").write_text("1")
    publish(staged(tmp_path, "2"), tmp_path / "result")
    assert contents(tmp_path / "result") == {"2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".work", "result"]


def test_it_is_its_owners_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        publish(staged(tmp_path, "1"), tmp_path / "result")
    finally:
        os.umask(before)
    paths = [tmp_path / "result", *(tmp_path / "result").rglob("*")]
    assert {(path.is_dir(), path.stat().st_mode & 0o777) for path in paths} == {(True, 0o700), (False, 0o600)}


def test_nothing_to_publish_is_a_sentence_and_leaves_the_earlier_result(tmp_path: Path) -> None:
    publish(staged(tmp_path, "1"), tmp_path / "result")
    with pytest.raises(StoreError, match="no such folder"):
        publish(tmp_path / "gone", tmp_path / "result")
    assert contents(tmp_path / "result") == {"1"}


def test_recover_leaves_a_case_at_rest_alone(tmp_path: Path) -> None:
    recover(tmp_path)
    publish(staged(tmp_path, "1"), tmp_path / "result")
    recover(tmp_path)
    assert contents(tmp_path / "result") == {"1"}


DYING = """
import os, sys
from pathlib import Path
from tenmatsu.store.publish import publish
left = int(sys.argv[2])
def die(event, args):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "open", "os.chmod", "shutil.rmtree"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
case = Path(sys.argv[1])
sys.addaudithook(die)
publish(case / ".work" / "staged", case / "result")
left = 10**9
"""


def test_a_kill_at_each_call_of_the_system_loses_nothing(tmp_path: Path) -> None:
    seen, calls, code = [], 0, -9
    while code == -9:
        case = tmp_path / str(calls)
        publish(staged(case, "1"), case / "result")
        staged(case, "2")
        code = subprocess.run([sys.executable, "-c", DYING, str(case), str(calls)], check=False).returncode
        recover(case)
        assert contents(case / "result") in ({"1"}, {"2"})
        assert len(list((case / "result").rglob("*"))) == 4
        assert not [path for path in case.iterdir() if path.name.startswith(".result")]
        seen.append(contents(case / "result"))
        calls += 1
    assert code == 0
    assert (seen[0], seen[-1]) == ({"1"}, {"2"})
    assert seen == sorted(seen, key=str)
