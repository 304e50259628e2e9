"""One incident's part of a page: its sentences, its dates resolved, its own day. Every claim reads from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from tenmatsu.disclosures.dates import Anchor, Moment
from tenmatsu.disclosures.facts import Quote
from tenmatsu.disclosures.layout import Page, Sentence
from tenmatsu.disclosures.names import Name

T = TypeVar("T")


@dataclass
class Scene:
    """`day` is the page's (or section's) own day; `owner` the names that a headline gives, none when it gives none.

    `text` is the folded text of the whole page; all offsets count in it.
    """

    page: Page
    start: int
    end: int
    sentences: Sequence[Sentence]
    dates: Sequence[Moment] = ()
    day: Moment | None = None
    as_written: str = ""
    anchor: Anchor = field(default_factory=Anchor)
    owner: tuple[Name, ...] = ()
    headline: tuple[int, int] | None = None
    background: bool = False
    shared: bool = False
    made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[Scene], T]) -> T:
        """What `make` finds in this scene, found once however many claims ask for it."""
        if name not in self.made:
            self.made[name] = make(self)
        found: T = self.made[name]
        return found

    def __post_init__(self) -> None:
        self.text = self.page.text

    def quote(self, start: int, end: int) -> Quote:
        """The original words behind folded text[start:end]."""
        return self.page.folded.quote(start, end)

    def dated(self) -> Iterator[tuple[Sentence, list[Moment]]]:
        """Each sentence with its dates."""
        for sentence in self.sentences:
            yield sentence, self.dates_in(sentence)

    @cached_property
    def _by_sentence(self) -> dict[int, list[Moment]]:
        held: dict[int, list[Moment]] = {sentence.start: [] for sentence in self.sentences}
        at = 0
        for moment in self.dates:
            while at < len(self.sentences) and self.sentences[at].end <= moment.start:
                at += 1
            if at < len(self.sentences) and self.sentences[at].start <= moment.start:
                held[self.sentences[at].start].append(moment)
        return held

    def dates_in(self, sentence: Sentence) -> list[Moment]:
        """The dates that stand in a sentence."""
        return self._by_sentence.get(sentence.start, [])
