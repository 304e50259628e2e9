"""The door: reads the command line, calls one command, turns errors into a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from tenmatsu import __version__, plug
from tenmatsu.cli.command import Command
from tenmatsu.errors import TenmatsuError

MENDABLE, OURS, STOPPED = 2, 1, 130


def commands() -> tuple[Command, ...]:
    """All commands, by name."""
    return tuple(sorted(plug.members("tenmatsu.cli.commands", "COMMAND", Command), key=lambda one: one.name))


def parser() -> argparse.ArgumentParser:
    """The parser with every command and the options that all share."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--quiet", action="store_true", help="no progress on the terminal")
    shared.add_argument("--json", action="store_true", help="the answer as JSON on standard output")
    shared.add_argument("--lang", choices=("ja", "en"), default=_language(), help="language of the answer")
    top = argparse.ArgumentParser(
        prog="tenmatsu",
        description="Who was exposed, with which data items, in which window, to whom, and how do we know?",
    )
    top.add_argument("--version", action="version", version=f"tenmatsu {__version__}")
    verbs = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands():
        verb = verbs.add_parser(command.name, help=command.help, description=command.help, parents=[shared])
        command.arguments(verb)
        verb.set_defaults(run=command.run)
    return top


def _language() -> str:
    spoken = os.environ.get("TENMATSU_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "ja" if spoken.startswith("ja") else "en"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 our fault, 2 the user's to mend, 130 stopped by the user."""
    os.umask(0o077)
    given = parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except TenmatsuError as error:
        _say(str(error))
        return MENDABLE
    except KeyboardInterrupt:
        _say("stopped; what was finished is kept, and the same command goes on from there")
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _say(f"{_where(error)}: {os.strerror(error.errno) if error.errno else type(error).__name__}")
        return MENDABLE
    except Exception as error:
        _say_fault(error)
        return OURS


def _where(error: OSError) -> str:
    return str(error.filename) if error.filename else "a file of the case"


def _say(sentence: str) -> None:
    print(f"tenmatsu: {sentence}", file=sys.stderr)


def _say_fault(error: Exception) -> None:
    """Name the place of our fault, never the message: it could carry a value from the evidence."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    _say(
        f"this is a fault of tenmatsu itself ({type(error).__name__} in {last.name}, line {last.lineno}); "
        "earlier results are untouched; TENMATSU_DEBUG=1 shows the whole trace"
    )
    if os.environ.get("TENMATSU_DEBUG"):
        traceback.print_exception(error)


def run() -> NoReturn:
    """Entry point of the `tenmatsu` command."""
    sys.exit(main())
