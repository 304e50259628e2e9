"""Header words and cells weighed together into one kind for a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenmatsu.pii.header import Label
from tenmatsu.pii.lexicon import kinds, label
from tenmatsu.pii.look import Look

WORDED = frozenset(
    {
        "name", "family_name", "given_name", "name_kana", "family_kana", "given_kana", "name_romaji", "email",
        "residence_card", "password", "occupation", "employer", "medical", "sensitive", "nationality", "free_text",
    }
)  # fmt: skip
"""Kinds of which digits alone are never a value: not looked for in a column of digits."""


RELATIONS = r"^(本人|世帯主|[夫妻父母子孫兄弟姉妹]|[長次二三四][男女]|祖[父母]|配偶者|義[父母]|友人|同居人|その他)$"
DICTIONARIES = ("nationality", "sensitive", "medical", "occupation")
"""Kinds by closed lists of words: 神道 and 中国 read like names as well."""


@dataclass(slots=True)
class Guess:
    """A column while it is being judged. `looks` is what its cells say, `scores` cells and header together."""

    position: int
    label: Label
    look: Look
    looks: dict[str, float] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    because: str = ""
    part: int = 0
    group: int = 1
    role: str = "self"

    @property
    def kind(self) -> str:
        return max(self.scores, key=lambda word: self.scores[word])

    def choose(self, kind: str, score: float, because: str) -> None:
        """The neighbours settle it."""
        for word in self.scores:
            self.scores[word] = min(self.scores[word], score - 0.01)
        self.scores[kind] = max(score, self.scores.get(kind, 0.0))
        self.because = because


def weigh(position: int, said: Label, look: Look) -> Guess:
    """The header raises the kinds that it names as far as the cells allow them, and lowers the others."""
    guess = Guess(position, said, look, role=said.role)
    digits = look.numeric > 0.97
    guess.looks = {
        word: kind.looks(look) if look.n and not (digits and word in WORDED) else 0.0 for word, kind in kinds().items()
    }
    guess.looks["other"] = 0.36
    if max(guess.looks[word] for word in DICTIONARIES) > 0.85 or look.rate(RELATIONS) > 0.8:
        for word in ("name", "family_name", "given_name"):
            guess.looks[word] *= 0.4
    named = {word: trust * _allowed(word, look) for word, trust in said.kinds.items()}
    heard = max(named.values(), default=0.0)
    for word, seen in guess.looks.items():
        told = named.get(word, 0.0)
        guess.scores[word] = seen + (1 - seen) * 0.97 * told if told else seen * (1 - 0.8 * heard**2)
    return guess


def _allowed(word: str, look: Look) -> float:
    return min(1.0, max(0.0, kinds()[word].allows(look))) if look.n else 0.9


def confidence(guess: Guess) -> float:
    """Between 0 and 1: the score, less when another kind comes near."""
    ranked = sorted(guess.scores.values(), reverse=True)
    margin = ranked[0] - ranked[1]
    return round(float(min(0.99, max(0.05, ranked[0] * (0.6 + 0.4 * min(1.0, margin / 0.4))))), 3)


def reason(guess: Guess, kind: str) -> str:
    """One line: what the header says, what the cells say, what the neighbours say."""
    told, seen = guess.label.kinds, guess.looks.get(kind, 0.0)
    parts = [guess.because] if guess.because else []
    if guess.label.text:
        parts.append(_header(guess.label.text, told, kind))
    if not guess.look.n:
        parts.append("no cell says anything")
    elif kind != "other":
        parts.append(
            f"{seen:.0%} sure from {guess.look.n} sampled cells alone" if seen else "the cells alone do not tell it"
        )
    elif not told.get("other"):
        parts.append("no kind of personal data fits the cells")
    return "; ".join(parts) or "no kind of personal data fits the cells"


def _header(text: str, told: Mapping[str, float], kind: str) -> str:
    if kind in told:
        return f"the header {text!r} says {label(kind, 'en')}"
    if told:
        best = max(told, key=lambda word: told[word])
        return f"the header {text!r} says {label(best, 'en')}, but the cells do not"
    return f"the header {text!r} is not known"
