"""Start tenmatsu on a bare Python 3.11+: python3 run.py demo | test | bench | lint.

Makes `.venv` beside this file from requirements.lock (pip and venv only), then runs what was asked for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = HERE / "requirements.lock"
LEAST = (3, 11)


def say(text: str) -> None:
    print(f"run.py: {text}", flush=True)


def stamp() -> str:
    """What the environment was made from; when it changes, packages are installed again."""
    made_from = LOCK.read_bytes() + (HERE / "pyproject.toml").read_bytes() + sys.version.encode()
    return hashlib.sha256(made_from).hexdigest()


def environment() -> None:
    """Make or refresh `.venv`; nothing happens when it is there and made from the same lock."""
    seal = VENV / "made-from"
    if PYTHON.exists() and seal.exists() and seal.read_text() == stamp():
        return
    if not PYTHON.exists():
        say("making the environment in .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
        if made.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit(
                "run.py: this Python cannot make environments: install its venv package "
                f"(Debian and Ubuntu: apt-get install python3.{sys.version_info.minor}-venv) and start again"
            )
    say("installing the packages of requirements.lock")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run([*pip, "--requirement", str(LOCK)])
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(HERE)])
    seal.write_text(stamp())


def run(command: list[str]) -> None:
    """Run a command here; leave with its exit code when it fails."""
    code = subprocess.run(command, cwd=HERE, check=False).returncode
    if code:
        sys.exit(code)


def tenmatsu(*arguments: str) -> None:
    run([str(PYTHON), "-m", "tenmatsu", *arguments])


def demo(arguments: list[str]) -> None:
    """The rehearsal jtb-2016 at 1/100, investigated and compared with its answer key."""
    case = HERE / "demo" / "jtb-2016"
    if case.exists():
        shutil.rmtree(case)
    case.parent.mkdir(exist_ok=True)
    scale = arguments or ["--scale", "0.01"]
    tenmatsu("rehearse", "jtb-2016", str(case), *scale)
    tenmatsu("investigate", str(case))
    tenmatsu("show", str(case))
    for by in ("item", "segment"):
        tenmatsu("show", str(case), "--by", by)
    tenmatsu("score", str(case))
    say(f"the report is in {case / 'result' / 'report.html'}")


def test(arguments: list[str]) -> None:
    """All tests, on all cores."""
    run([str(PYTHON), "-m", "pytest", *(arguments or ["-n", "auto", "-q"])])


def bench(arguments: list[str]) -> None:
    """Every bench, or those named; figures go to the terminal."""
    wanted = [HERE / "bench" / name for name in arguments] or sorted((HERE / "bench").glob("[a-z]*.py"))
    for path in wanted:
        run([str(PYTHON), str(path)])


def lint(_arguments: list[str]) -> None:
    """Style, types and the direction of the arrows."""
    run([str(PYTHON), "-m", "ruff", "check", "."])
    run([str(PYTHON), "-m", "ruff", "format", "--check", "."])
    run([str(PYTHON), "-m", "mypy"])
    run([str(VENV / "bin" / "lint-imports")])


def main() -> None:
    """One word says what to do; the rest is handed on."""
    if sys.version_info < LEAST:
        sys.exit(f"run.py: Python {LEAST[0]}.{LEAST[1]} or newer is needed, this is {sys.version.split()[0]}")
    words = {"demo": demo, "test": test, "bench": bench, "lint": lint}
    if len(sys.argv) < 2 or sys.argv[1] not in words:
        sys.exit(f"usage: python3 run.py {' | '.join(words)}")
    os.environ.setdefault("PYTHONUTF8", "1")
    environment()
    words[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    main()
