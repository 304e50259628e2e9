"""The rules of the house: arrows, sizes, versions, and what no file may speak of."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenmatsu import __version__

HOME = Path(__file__).parents[1]
LINES, FUNCTION = 400, 40
PIECES = (
    ("/wo", "rk/"), ("/home", "/"), ("/root", "/"), ("/Users", "/"), ("/opt/", "wheels"),
    ("py", "pi.org"), ("python", "hosted.org"), ("py", "pi."), ("art", "ifactory"),
    ("codeart", "ifact"), ("conda", ".anaconda"), ("index", "-url ="),
)  # fmt: skip
"""What no file says: paths of somebody's machine and hosts of registries. In two pieces, so that this file passes."""
SPEAKS = re.compile("|".join(re.escape(first + second) for first, second in PIECES), re.I)


def tracked() -> list[Path]:
    """What git keeps; a copy without git has nothing to say here."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, check=False)
    if told.returncode:
        pytest.skip("not a git clone")
    return [path for name in told.stdout.decode().split("\0") if name and (path := HOME / name).is_file()]


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    for path in sorted((HOME / "src").rglob("*.py")):
        text = path.read_text("utf-8")
        yield str(path.relative_to(HOME)), text, ast.parse(text)


def thought(text: str, tree: ast.Module) -> int:
    """Lines of a file without its tables: what a module assigns at its top are facts, and facts may be long."""
    facts = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return len(text.splitlines()) - sum((node.end_lineno or 0) - node.lineno + 1 for node in facts)


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_the_arrows_never_turn_round() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([program, "--no-cache"], cwd=HOME, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_no_file_is_longer_than_a_thought() -> None:
    assert [name for name, text, tree in modules() if thought(text, tree) > LINES] == []


def test_no_function_is_longer_than_a_screen() -> None:
    sizes = [(name, *found) for name, _, tree in modules() for found in functions(tree)]
    assert [one for one in sizes if one[2] > FUNCTION] == []


def test_the_changelog_speaks_of_this_version() -> None:
    heads = re.findall(r"^## \[?v?([0-9][^\s\]]*)", (HOME / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert __version__ in heads


def test_no_file_names_a_machine_or_a_registry() -> None:
    told = []
    for path in tracked():
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            told += [f"{path.relative_to(HOME)}:{number}: {found[0]}" for found in SPEAKS.finditer(line)]
    assert told == []


def test_no_tracked_file_is_a_result() -> None:
    kept = re.compile(r"(^|/)(\.venv|demo|result|\.work|__pycache__)/|\.(db|parquet|pyc)$")
    assert [str(path) for path in tracked() if kept.search(str(path.relative_to(HOME)))] == []


def test_an_old_python_is_told_what_to_do() -> None:
    script = (
        "import runpy, sys; sys.version_info = (3, 8, 1); sys.argv = ['run.py', 'demo']; "
        f"runpy.run_path({str(HOME / 'run.py')!r}, run_name='__main__')"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "3.11 or newer is needed" in told.stderr


def test_a_word_that_is_no_command_of_run_py_is_answered_with_those_that_are() -> None:
    told = subprocess.run([sys.executable, HOME / "run.py", "dance"], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "demo | test | bench | fuzz | lint" in told.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "--no-index", "--wheel-dir", into, HOME], check=True)
    return next(into.glob("tenmatsu-*.whl"))


@pytest.mark.large
def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    with zipfile.ZipFile(built) as wheel:
        held = set(wheel.namelist())
    wanted = {
        str(path.relative_to(HOME / "src"))
        for path in (HOME / "src" / "tenmatsu").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert wanted - held == set()
    assert any(name.endswith("licenses/LICENSE") for name in held)


@pytest.mark.large
def test_the_wheel_gives_the_command(built: Path, tmp_path: Path) -> None:
    """Installed alone into a bare environment beside the packages of this one: nothing is fetched in a test."""
    venv = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    room = next((venv / "lib").glob("python3.*/site-packages"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", venv / "bin" / "python"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", built], check=True)
    (room / "beside.pth").write_text(str(Path(pytest.__file__).parents[1]))
    place = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONNOUSERSITE": "1"}
    for words, code in ((["--version"], {0}), (["doctor"], {0, 2}), (["law"], {0})):
        told = subprocess.run(
            [venv / "bin" / "tenmatsu", *words], cwd=tmp_path, env=place, capture_output=True, text=True, check=False
        )
        assert told.returncode in code, told.stderr
        assert told.stdout


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" in project["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
