"""Damaged copies of every sample: never an exception, never silence."""

from __future__ import annotations

import random


def damaged(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    kind = chance.choice(("cut", "flip", "flip", "zero"))
    if kind == "cut":
        return bytes(out[: chance.randrange(1, len(out))])
    if kind == "flip":
        for _ in range(chance.choice((1, 3, 30))):
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    else:
        at = chance.randrange(len(out))
        out[at : at + 64] = bytes(len(out[at : at + 64]))
    return bytes(out)


def test_damaged_copies_always_give_something(seen, samples) -> None:
    chance = random.Random(11)
    files = {}
    for number in range(5):
        for name, (data, _) in samples.SAMPLES.items():
            files[f"{number}/{name}"] = damaged(data, chance)
    found = seen(files, passwords=("secret",))
    told = (
        {one.item for one in (*found.tables.values(),)}
        | set(found.unread)
        | {one.locator.item for one in found.passages}
    )
    for name in files:
        assert any(item.split("!")[0] == f"evidence/{name}" for item in told), name
