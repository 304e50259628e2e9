"""`python3 run.py fuzz [N]`: N damaged copies of every kind of sample, read as evidence is read (default: 10,000).

What must hold: this process lives to the end, no copy takes longer than its limit, and each gives a table, a text, a
member or the reason why not. The last lines are the figures; the exit code is 1 when a copy was passed over in silence.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.evidence import samples

from tenmatsu.evidence.reading import Limits
from tenmatsu.evidence.walk import walk
from tenmatsu.model import Item, Table, Unread

BATCH = 200
LIMITS = Limits(seconds=20.0)


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A copy with one kind of damage: cut, flipped bits, zeroes, blocks swapped, repeated, strange numbers, spliced."""
    out = bytearray(data)
    at = chance.randrange(len(out))
    match chance.choice(("cut", "head", "flip", "many", "zero", "swap", "again", "big", "splice")):
        case "cut":
            return bytes(out[:at])
        case "head":
            return bytes(out[at:])
        case "flip":
            out[at] ^= 1 << chance.randrange(8)
        case "many":
            for _ in range(max(3, len(out) // 200)):
                out[chance.randrange(len(out))] = chance.randrange(256)
        case "zero":
            end = min(len(out), at + chance.choice((4, 64, 4096)))
            out[at:end] = bytes(end - at)
        case "swap":
            half = len(out) // 2
            return bytes(out[half:] + out[:half])
        case "again":
            return bytes(out[:at] + out[max(0, at - 512) : at] * chance.choice((1, 50)) + out[at:])
        case "big":
            out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"))
        case "splice":
            return bytes(out[:at] + other[chance.randrange(len(other)) :])
    return bytes(out)


def batch(folder: Path, number: int, chance: random.Random) -> dict[str, str]:
    """Write one batch of copies; name → sample."""
    names = list(samples.SAMPLES)
    made = {}
    for at in range(number):
        name = names[chance.randrange(len(names))]
        data, other = samples.SAMPLES[name][0], samples.SAMPLES[chance.choice(names)][0]
        copy = f"{at:05}-{name.rsplit('/', 1)[-1]}"
        (folder / copy).write_bytes(mutated(data, other, chance) or b"\0")
        made[copy] = name
    return made


@dataclass
class Tally:
    """What came of the copies so far; `slowest` in seconds between two things found."""

    told: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def read(self, evidence: Path, into: Path, made: dict[str, str]) -> None:
        """Walk over one batch."""
        heard: set[str] = set()
        last = time.monotonic()
        for found in walk(evidence, "evidence", into, passwords=("secret",), limits=LIMITS):
            self.slowest, last = max(self.slowest, time.monotonic() - last), time.monotonic()
            if isinstance(found, Item):
                continue
            item = found.item if isinstance(found, (Table, Unread)) else found.locator.item
            heard.add(item.split("!")[0].removeprefix("evidence/"))
            self.told["unread" if isinstance(found, Unread) else "read"] += 1
        self.silent += [f"{copy} ({name})" for copy, name in made.items() if copy not in heard]


def main() -> int:
    """Read the batches one after the other; 0 when nothing was passed over."""
    asked = argparse.ArgumentParser(prog="run.py fuzz", description=__doc__)
    asked.add_argument("number", nargs="?", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance, left, tally = random.Random(given.seed), given.number, Tally()
    began = time.monotonic()
    while left > 0:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
            evidence = Path(place, "evidence")
            evidence.mkdir()
            made = batch(evidence, min(BATCH, left), chance)
            tally.read(evidence, Path(place, "into"), made)
        left -= len(made)
        print(f"{given.number - left:,} of {given.number:,}: {len(tally.silent)} silent", flush=True)
    seconds = time.monotonic() - began
    print(
        f"{given.number:,} damaged copies of {len(samples.SAMPLES)} samples (seed {given.seed}) in {seconds:.0f} s, "
        f"{1000 * seconds / max(given.number, 1):.1f} ms each, slowest {tally.slowest:.1f} s; {tally.told['read']:,} "
        f"pieces read, {tally.told['unread']:,} said to be unread, {len(tally.silent)} passed over in silence"
    )
    for one in tally.silent[:20]:
        print(one)
    return 1 if tally.silent else 0


if __name__ == "__main__":
    raise SystemExit(main())
