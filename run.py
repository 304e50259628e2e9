"""Start tenmatsu on a bare Python 3.11+: python3 run.py demo | test | bench | fuzz | lint.

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
    if not whole():
        bare()
    say("installing the packages of requirements.lock (some hundred megabytes the first time)")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    for what in (["--requirement", str(LOCK)], ["--no-deps", "--no-build-isolation", "--editable", str(HERE)]):
        if subprocess.run([*pip, *what], cwd=HERE, stdin=subprocess.DEVNULL, check=False).returncode:
            sys.exit(
                "run.py: the packages could not be installed, pip says why above; without a way to the internet name "
                "an inner index (PIP_INDEX_URL) or a folder of wheels (PIP_NO_INDEX=1, PIP_FIND_LINKS) and start again"
            )
    seal.write_text(stamp())


def whole() -> bool:
    """Whether `.venv` has a Python that can install: an earlier start may have been stopped half way."""
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def bare() -> None:
    """An empty environment in `.venv`, in place of what stands there."""
    say("making the environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "run.py: this Python cannot make environments: install its venv package "
            f"(Debian and Ubuntu: apt-get install python3.{sys.version_info.minor}-venv) and start again"
        )


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
    """All tests, on all cores; or what the arguments say (they are pytest's)."""
    run([str(PYTHON), "-m", "pytest", *(arguments or ["-n", "auto", "-q"])])


def bench(arguments: list[str]) -> None:
    """Every bench; or the one named, with its own arguments. Figures go to the terminal."""
    programs = {path.stem: path for path in sorted((HERE / "bench").glob("*.py")) if "__main__" in path.read_text()}
    name, *rest = arguments or [""]
    name = Path(name).stem
    if name and name not in programs:
        sys.exit(f"run.py: no bench is called {name}; there are {', '.join(programs)}")
    for path in [programs[name]] if name else programs.values():
        say(path.name)
        run([str(PYTHON), str(path), *rest])


def fuzz(arguments: list[str]) -> None:
    """Damaged copies of every sample (10,000 or as many as asked for): each is read, or said not to be."""
    run([str(PYTHON), "-m", "tests.evidence.fuzz", *arguments])


def lint(_arguments: list[str]) -> None:
    """Style, types and the direction of the arrows."""
    run([str(PYTHON), "-m", "ruff", "check", "."])
    run([str(PYTHON), "-m", "ruff", "format", "--check", "."])
    run([str(PYTHON), "-m", "mypy"])
    run([str(VENV / "bin" / "lint-imports")])


def main() -> None:
    """One word says what to do; the rest is handed on."""
    if sys.version_info < LEAST:
        sys.exit(
            f"run.py: Python {LEAST[0]}.{LEAST[1]} or newer is needed, this is {sys.version.split()[0]}; "
            "install one and start with it, for instance: python3.12 run.py demo"
        )
    words = {"demo": demo, "test": test, "bench": bench, "fuzz": fuzz, "lint": lint}
    if len(sys.argv) < 2 or sys.argv[1] not in words:
        sys.exit(f"usage: python3 run.py {' | '.join(words)}")
    os.environ.setdefault("PYTHONUTF8", "1")
    environment()
    words[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    main()
