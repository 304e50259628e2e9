"""Steps: a finished one is not done twice, and a kill at any moment leaves the earlier one or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.errors import StoreError
from tenmatsu.store.steps import Steps, fingerprint, finished


def do(root: Path, name: str, mark: str, text: str = "x") -> bool:
    """Do one step that writes `text`; whether it was done already."""
    with Steps(root) as steps, steps.step(name, fingerprint(mark)) as work:
        if not work.done:
            (work.dir / "inner").mkdir()
            (work.dir / "inner" / "out.csv").write_text(text)
        return work.done


def content(root: Path, name: str) -> str:
    return (finished(root, name) / "inner" / "out.csv").read_text()


def test_a_finished_step_is_not_done_twice(tmp_path: Path) -> None:
    assert [do(tmp_path, "read", "a"), do(tmp_path, "read", "a", "y")] == [False, True]
    assert content(tmp_path, "read") == "x"


def test_other_inputs_make_it_run_again_and_replace_it(tmp_path: Path) -> None:
    do(tmp_path, "read", "a")
    assert not do(tmp_path, "read", "b", "y")
    assert content(tmp_path, "read") == "y"
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_step_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    do(tmp_path, "read", "a")
    with Steps(tmp_path) as steps, pytest.raises(ValueError, match="no"), steps.step("read", fingerprint("b")):
        raise ValueError("no")
    assert content(tmp_path, "read") == "x"
    assert do(tmp_path, "read", "a")


def test_the_folder_of_a_step_does_not_move_when_it_is_finished(tmp_path: Path) -> None:
    with Steps(tmp_path) as steps:
        with steps.step("read", "f") as work:
            (work.dir / "a").touch()
        assert finished(tmp_path, "read") == work.dir


def test_a_file_that_vanished_makes_the_step_run_again(tmp_path: Path) -> None:
    do(tmp_path, "read", "a")
    (finished(tmp_path, "read") / "inner" / "out.csv").unlink()
    assert not do(tmp_path, "read", "a")


def test_fresh_forgets_everything(tmp_path: Path) -> None:
    do(tmp_path, "read", "a")
    with Steps(tmp_path) as steps:
        steps.clear()
        assert steps.seconds() == {}
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_a_broken_stamp_is_no_stamp(tmp_path: Path) -> None:
    do(tmp_path, "read", "a")
    (tmp_path / "read.json").write_text('{"step": "read"')
    assert not do(tmp_path, "read", "a")


def test_a_stamp_may_not_point_out_of_the_workspace(tmp_path: Path) -> None:
    root, other = tmp_path / ".work", tmp_path / "other"
    do(root, "read", "a")
    other.mkdir()
    stamp = root / "read.json"
    stamp.write_text(stamp.read_text().replace('"folder":"read.', '"folder":"../other/read.'))
    with pytest.raises(StoreError, match="has not been finished"):
        finished(root, "read")


def test_all_of_it_is_its_owners_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        do(tmp_path / ".work", "read", "a")
    finally:
        os.umask(before)
    paths = [tmp_path / ".work", *(tmp_path / ".work").rglob("*")]
    assert {(path.is_dir(), path.stat().st_mode & 0o777) for path in paths} == {(True, 0o700), (False, 0o600)}


def test_a_second_investigation_is_told_so(tmp_path: Path) -> None:
    with Steps(tmp_path / ".work"), pytest.raises(StoreError, match="another tenmatsu is at work on this case"):
        Steps(tmp_path / ".work")
    Steps(tmp_path / ".work").close()


ENDLESS = """
import sys, time
from pathlib import Path
from tenmatsu.store.steps import Steps
with Steps(Path(sys.argv[1])) as steps, steps.step("read", "other") as work:
    (work.dir / "half").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""

CHILD = """
import os, sys, time
from pathlib import Path
from tenmatsu.store.steps import Steps
steps = Steps(Path(sys.argv[1]))
if os.fork() == 0:
    print("ready", flush=True)
    os.close(1)
    time.sleep(60)
time.sleep(60)
"""


def killed(program: str, root: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", program, str(root)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_kill_in_the_middle_of_a_step_leaves_the_earlier_one(tmp_path: Path) -> None:
    do(tmp_path, "read", "a")
    killed(ENDLESS, tmp_path)
    assert content(tmp_path, "read") == "x"
    assert do(tmp_path, "read", "a")
    assert not list(tmp_path.rglob("half"))


def test_an_orphan_does_not_hold_the_case(tmp_path: Path) -> None:
    killed(CHILD, tmp_path)
    assert not do(tmp_path, "read", "a")


DYING = """
import os, sys
from pathlib import Path
from tenmatsu.store import steps as module
from tenmatsu.store.steps import Steps
left = int(sys.argv[2])
def die(event, args):
    global left
    if event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "open", "os.chmod", "shutil.rmtree"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
with Steps(Path(sys.argv[1])) as steps:
    sys.addaudithook(die)
    with steps.step("read", "other") as work:
        (work.dir / "inner").mkdir()
        (work.dir / "inner" / "out.csv").write_text("y")
left = 10**9
"""


def test_a_kill_at_each_call_of_the_system_leaves_one_whole_step(tmp_path: Path) -> None:
    seen, calls, code = set(), 0, -9
    while code == -9:
        root = tmp_path / str(calls)
        do(root, "read", "a")
        code = subprocess.run([sys.executable, "-c", DYING, str(root), str(calls)], check=False).returncode
        seen.add(content(root, "read"))
        Steps(root).close()
        assert content(root, "read") in ("x", "y")
        assert len([path for path in root.iterdir() if path.is_dir()]) == 1
        calls += 1
    assert code == 0
    assert seen == {"x", "y"}
    assert calls > 5


def test_a_fingerprint_is_of_the_values(tmp_path: Path) -> None:
    first = fingerprint("a", 1, date(2016, 6, 14), tmp_path, {"b": 1, "a": 2})
    assert first == fingerprint("a", 1, date(2016, 6, 14), tmp_path, {"a": 2, "b": 1})
    assert first != fingerprint("a", 1, date(2016, 6, 15), tmp_path, {"a": 2, "b": 1})


@settings(deadline=None)
@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_two_lists_of_parts_share_a_fingerprint_only_when_they_are_one(left: list[str], right: list[str]) -> None:
    assert (fingerprint(*left) == fingerprint(*right)) == (left == right)


def test_a_step_may_write_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    for done in (False, True):
        with Steps(tmp_path) as steps, steps.step("read", "f") as work:
            assert work.done is done
            (work.dir / os.fsdecode("顧.csv".encode("cp932"))).touch()
