"""Time and memory of `rehearse` and `investigate` at several scales, with the score of each, in one run.

    python bench/investigate.py [--scales 0.0126,0.126,1] [--memory 4GB] [--seed 21] [--keep DIR]

Each command runs in a process of its own; peak memory is the largest resident set of it or of one of its children.
Prints a Markdown table for bench/README.md, and the growth from the second largest scale to the largest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HEAD = (
    "| records | rehearse s | GB | investigate s | cpu s | GB | persons (true) | interval | P | R |\n"
    "|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|"
)


@dataclass(frozen=True)
class Run:
    """One command: wall seconds, CPU seconds of it and its children, peak gigabytes."""

    wall: float
    cpu: float
    peak: float


def run(*arguments: str) -> Run:
    """Run `tenmatsu` with some arguments and measure it."""
    program = (
        "import resource, subprocess, sys, json;"
        "code = subprocess.run([sys.executable, '-m', 'tenmatsu', *sys.argv[1:]]).returncode;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([code, used.ru_utime + used.ru_stime, used.ru_maxrss]))"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    code, cpu, peak = json.loads(done.stdout.strip().splitlines()[-1])
    if code:
        sys.exit(f"tenmatsu {arguments[0]} failed: {done.stderr[-2000:]}")
    return Run(time.monotonic() - began, cpu, peak / 1024**2)


def line(case: Path, made: Run, found: Run) -> str:
    """One row of the table."""
    scored = json.loads(
        subprocess.run(
            [sys.executable, "-m", "tenmatsu", "score", str(case), "--json"], capture_output=True, text=True, check=True
        ).stdout
    )
    pairs, (least, best, most) = scored["agreement"], scored["interval"]
    return (
        f"| {pairs['records']:,} | {made.wall:.0f} | {made.peak:.1f} | {found.wall:.0f} | {found.cpu:.0f} | "
        f"{found.peak:.1f} | {best:,} ({pairs['persons']:,}) | [{least:,}, {most:,}] | {pairs['precision']:.4f} | "
        f"{pairs['recall']:.4f} |"
    )


def main() -> None:
    """Run every scale in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", default="0.0126,0.126,1")
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--seed", default="21")
    parser.add_argument("--keep", type=Path, help="a folder in which the cases stay")
    given = parser.parse_args()
    os.environ["PYTHONUTF8"] = "1"
    walls = []
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="tenmatsu-bench-") as scratch:
        for scale in given.scales.split(","):
            case = (given.keep or Path(scratch)) / f"jtb-{scale}"
            made = run("rehearse", "jtb-2016", str(case), "--scale", scale, "--seed", given.seed, "--quiet")
            found = run("investigate", str(case), "--memory", given.memory, "--fresh", "--quiet")
            walls.append(found.wall)
            print(line(case, made, found), flush=True)
    if len(walls) > 1:
        print(f"\ngrowth of investigate from the second largest to the largest: {walls[-1] / walls[-2]:.1f}")


if __name__ == "__main__":
    main()
