"""`tenmatsu rehearse`: evidence with a known answer, to practise and to measure."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.progress import bars
from tenmatsu.cli.screen import print_json, say
from tenmatsu.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the rehearsal, such as jtb-2016")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder; it becomes the case")
    parser.add_argument("--scale", type=float, default=0.01, help="jtb-2016: share of the true size (default: 0.01)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other persons (default: 1)")
    parser.add_argument("--loose", action="store_true", help="jtb-2016: the files themselves, not the disk")
    parser.add_argument("--noise", default="base", help="clean, base or noisy data (default: base)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case

    if given.seed < 0:
        raise InputError("--seed takes a whole number from 0 on")
    with bars(given.lang, quiet=given.quiet) as told:
        folder = case.rehearse(
            given.name,
            given.folder,
            scale=given.scale,
            seed=given.seed,
            noise=given.noise,
            loose=given.loose,
            progress=told,
        )
    if given.json:
        print_json({"case": folder, "name": given.name, "scale": given.scale, "seed": given.seed, "noise": given.noise})
        return 0
    print(
        say(
            given.lang,
            f"{folder} に演習「{given.name}」を作成した。",
            f"The rehearsal {given.name} stands in {folder}.",
        )
    )
    print(say(given.lang, f"次に: tenmatsu investigate {folder}", f"Next: tenmatsu investigate {folder}"))
    return 0


COMMAND = Command(
    "rehearse", "write a rehearsal: evidence, customer master, case.toml and the answer", _arguments, _run
)
