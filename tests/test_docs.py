"""The manual says a word about everything that can be had: a new command or reader without its line fails here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

from tenmatsu import plug
from tenmatsu.cli.main import commands
from tenmatsu.law.rule import rules
from tenmatsu.model import KIND_WORDS

HOME = Path(__file__).parents[1]
PAGES = {path.name: path.read_text("utf-8") for path in sorted((HOME / "docs" / "manual").glob("*.md"))}
MANUAL = "\n".join(PAGES.values())
REGISTRIES = {
    "tenmatsu.pii.kinds": "KIND",
    "tenmatsu.evidence.readers": "READER",
    "tenmatsu.exposure.channels": "CHANNEL",
    "tenmatsu.rehearsal.scenarios": ("SCENARIO", "AFFAIR"),
    "tenmatsu.documents.formats": "FORMAT",
    "tenmatsu.documents.templates": "TEMPLATE",
}
"""Folders that are registries; what stands in a registry is never listed here."""


def name_of(one: object) -> str:
    """A reader, channel or scenario has a name, a kind its word, a format its ending."""
    return str(getattr(one, "name", None) or getattr(one, "word", None) or getattr(one, "ending", ""))


def registered() -> Iterable[tuple[str, str]]:
    """(`registry: name`, name) of everything in a folder that is a registry."""
    for package, constants in REGISTRIES.items():
        names = constants if isinstance(constants, tuple) else (constants,)
        for module in plug.modules(package):
            found = next((getattr(module, name) for name in names if hasattr(module, name)), ())
            for one in found if isinstance(found, tuple) else (found,):
                yield f"{package.rpartition('.')[2]}: {name_of(one)}", name_of(one)
    yield from ((f"rules: {rule.id}", rule.id) for rule in rules())
    yield from ((f"words: {word}", word) for word in KIND_WORDS)


@pytest.mark.parametrize("name", [pytest.param(name, id=told) for told, name in registered()])
def test_the_manual_names(name: str) -> None:
    assert f"`{name}`" in MANUAL or re.search(rf"^#+ .*\b{re.escape(name)}\b", MANUAL, re.M)


@pytest.mark.parametrize("verb", [command.name for command in commands()])
def test_the_manual_shows_how_to_call(verb: str) -> None:
    assert re.search(rf"\btenmatsu {verb}\b", MANUAL)


@pytest.mark.parametrize("page", [name for name in PAGES if name != "index.md"])
def test_the_first_page_leads_to(page: str) -> None:
    assert f"({page})" in PAGES["index.md"]


@pytest.mark.parametrize("page", PAGES)
def test_no_link_of_a_page_is_dead(page: str) -> None:
    ends = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", PAGES[page])
    assert [end for end in ends if not (HOME / "docs" / "manual" / end).exists()] == []


def test_every_folder_that_is_a_registry_has_something_in_it() -> None:
    assert [package for package in REGISTRIES if not plug.modules(package)] == []
    assert [package for package in REGISTRIES if not import_module(package).__path__] == []
