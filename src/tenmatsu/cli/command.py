"""A command of the command line: one file in `cli/commands/`, one constant `COMMAND`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`arguments` adds to the parser; `run` does the work and answers the exit code (0 done, 2 the user's to mend).

    Every command also has `--quiet` (no progress), `--json` (machine-readable output on stdout) and `--lang ja|en`.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
