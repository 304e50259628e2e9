"""The questionnaire that makes a case for the everyday accident: questions.toml, and answers as facts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from tenmatsu.errors import InputError, RuleError
from tenmatsu.law.duty import Words
from tenmatsu.law.vocabulary import read_value


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to choose, and the facts that it states."""

    id: str
    ja: str
    en: str
    facts: dict[str, str] = {}


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"given": "with"}):
    """One question: of options, or for the value of a fact. `with` asks it only after these facts were stated."""

    id: str
    ja: str
    en: str
    fact: str = ""
    option: tuple[Option, ...] = ()
    only: tuple[str, ...] = ()
    given: dict[str, str] = {}
    needed: bool = False

    @property
    def words(self) -> Words:
        """The question in both languages."""
        return Words(self.ja, self.en)

    def asked(self, accident: str, stated: Mapping[str, str]) -> bool:
        """Whether it is asked after what has been answered so far."""
        fits = not self.only or accident in self.only
        return fits and all(stated.get(name) == value for name, value in self.given.items())

    def read(self, text: str) -> dict[str, str]:
        """The facts that an answer states; InputError when it cannot be read, nothing for an empty one."""
        text = text.strip()
        if not text and self.needed:
            raise InputError("this one is needed; write unknown where nobody knows")
        if not text:
            return {}
        if self.option:
            return self._chosen(text).facts
        if self.fact == "sector":
            read_value(self.fact, text.replace("、", ";").replace(",", ";"))
        elif text != "unknown" or self.fact != "known":
            read_value(self.fact, text)
        return {self.fact: text} if text != "unknown" or self.fact != "known" else {}

    def _chosen(self, text: str) -> Option:
        for number, option in enumerate(self.option, 1):
            if text in (str(number), option.id, option.ja, option.en):
                return option
        raise InputError(f"answer with a number from 1 to {len(self.option)}")


class _Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[Question, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Every question in its order; the first one is the accident."""
    text = files("tenmatsu.law").joinpath("questions.toml").read_text("utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), _Questions).question
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"questions.toml: {error}") from error
