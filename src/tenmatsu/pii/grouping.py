"""Which columns make one value together (`part`), and which of several values of a kind each is (`group`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tenmatsu.pii.kinds.address import KANA, WHOLE
from tenmatsu.pii.weigh import Guess

SPREAD = ("address", "phone", "postcode", "birth_date", "bank_account", "card_expiry", "name_romaji")
NAMES = ("name", "family_name", "given_name", "name_kana", "family_kana", "given_kana", "name_romaji")


def number(guesses: Sequence[Guess]) -> None:
    """Sets part, group and, for what stands right of a role, the role."""
    _roles(guesses)
    seen: dict[tuple[str, str], int] = {}
    for kind in {guess.kind for guess in guesses}:
        for run in _runs(guesses, kind):
            key = (kind, run[0].role)
            seen[key] = seen.get(key, 0) + 1
            for at, guess in enumerate(run, 1):
                guess.group = seen[key]
                guess.part = at if len(run) > 1 else guess.part


def _roles(guesses: Sequence[Guess]) -> None:
    """住所 right of 送付先氏名 and 送付先電話 stays the subject's unless its own label says whose it is."""
    for left, middle, right in zip(guesses, guesses[1:], guesses[2:], strict=False):
        inside = left.role == right.role != "self" and middle.role == "self" and middle.kind in (*NAMES, *SPREAD)
        if inside and not any(other.kind == middle.kind and other.role == left.role for other in guesses):
            middle.role = left.role


def _runs(guesses: Sequence[Guess], kind: str) -> list[list[Guess]]:
    runs: list[list[Guess]] = []
    for guess in guesses:
        if guess.kind != kind:
            continue
        last = runs[-1][-1] if runs else None
        if (
            last
            and kind in SPREAD
            and last.position == guess.position - 1
            and last.role == guess.role
            and _goes_on(runs[-1], guess)
        ):
            runs[-1].append(guess)
        else:
            runs.append([guess])
    return runs


def _goes_on(run: list[Guess], guess: Guess) -> bool:
    """Whether a column continues the value of the columns left of it."""
    kind, last = guess.kind, run[-1]
    if kind == "address":
        whole = [one.look.rate(WHOLE) > 0.6 for one in (run[0], guess)]
        return not all(whole) and not guess.look.rate(WHOLE) > 0.5 and not _kana(guess) ^ _kana(last)
    if kind in ("phone", "postcode"):
        return bool(guess.part and last.part and guess.part == last.part + 1)
    if kind == "birth_date":
        return guess.look.dated < 0.5 and last.look.dated < 0.5
    if kind == "name_romaji":
        return guess.look.roman.split < 0.3 and last.look.roman.split < 0.3 and len(run) < 2
    if kind == "card_expiry":
        return guess.look.length < 5 and last.look.length < 5
    return True


def _kana(guess: Guess) -> bool:
    """An address in readings stands beside the one in kanji; it does not continue it."""
    return guess.look.rate(KANA) > 0.5 or bool(re.search(r"カナ|かな|フリガナ|ふりがな|kana", guess.label.base))
