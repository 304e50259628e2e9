"""The manual says a word about everything that can be had: a new command or reader without its line fails here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

from tenmatsu import plug
from tenmatsu.cli.main import commands
from tenmatsu.exposure.channel import Channel, channels
from tenmatsu.law.rule import rules
from tenmatsu.model import KIND_WORDS

HOME = Path(__file__).parents[1]
BOOK = HOME / "docs" / "manual"
PAGES = {path.relative_to(BOOK).as_posix(): path.read_text("utf-8") for path in sorted(BOOK.rglob("*.md"))}
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
OWN_PAGE = {
    "tenmatsu.evidence.readers": "readers/index.md",
    "tenmatsu.exposure.channels": "channels.md",
    "tenmatsu.rehearsal.scenarios": "rehearsals.md",
}
"""Registries of which each member has a page of its own, and the page that leads to them."""


def name_of(one: object) -> str:
    """A reader, channel or scenario has a name, a kind its word, a format its ending."""
    return str(getattr(one, "name", None) or getattr(one, "word", None) or getattr(one, "ending", ""))


def members(package: str) -> Iterable[object]:
    """Everything in a folder that is a registry."""
    constants = REGISTRIES[package]
    names = constants if isinstance(constants, tuple) else (constants,)
    for module in plug.modules(package):
        found = next((getattr(module, name) for name in names if hasattr(module, name)), ())
        yield from found if isinstance(found, tuple) else (found,)


def registered() -> Iterable[tuple[str, str]]:
    """(`registry: name`, name) of everything in a folder that is a registry."""
    for package in REGISTRIES:
        yield from ((f"{package.rpartition('.')[2]}: {name_of(one)}", name_of(one)) for one in members(package))
    yield from ((f"rules: {rule.id}", rule.id) for rule in rules())
    yield from ((f"words: {word}", word) for word in KIND_WORDS)


@pytest.mark.parametrize("name", [pytest.param(name, id=told) for told, name in registered()])
def test_the_manual_names(name: str) -> None:
    assert f"`{name}`" in MANUAL or re.search(rf"^#+ .*\b{re.escape(name)}\b", MANUAL, re.M)


@pytest.mark.parametrize("verb", [command.name for command in commands()])
def test_the_manual_shows_how_to_call(verb: str) -> None:
    assert re.search(rf"\btenmatsu {verb}\b", MANUAL)


def index_of(page: str) -> str:
    """The page that leads to this one: of a page in a folder that of its registry, of all others the first page."""
    folder = page.rpartition("/")[0]
    found = {package.rpartition(".")[2]: index for package, index in OWN_PAGE.items()}.get(folder, "index.md")
    return "index.md" if found == page else found


def ends_of(page: str) -> list[Path]:
    """The files that the links of a page lead to."""
    ends = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", PAGES[page])
    return [(BOOK / page).parent / end for end in ends]


@pytest.mark.parametrize("page", [name for name in PAGES if name != "index.md"])
def test_the_index_leads_to(page: str) -> None:
    assert (BOOK / page).resolve() in [end.resolve() for end in ends_of(index_of(page))]


@pytest.mark.parametrize("page", PAGES)
def test_no_link_of_a_page_is_dead(page: str) -> None:
    assert [str(end) for end in ends_of(page) if not end.exists()] == []


@pytest.mark.parametrize(
    ("folder", "name"), [(package.rpartition(".")[2], name_of(one)) for package in OWN_PAGE for one in members(package)]
)
def test_each_reader_channel_and_scenario_has_its_page_in_both_languages(folder: str, name: str) -> None:
    page = PAGES[f"{folder}/{name}.md"]
    assert f"`{name}`" in page.partition("\n")[0]
    assert len(re.findall("[ぁ-ん]", page)) > 30
    assert re.search(r"^## English\n\n(?:[A-Za-z`*].{40,}\n|\|)", page, re.M)


@pytest.mark.parametrize("channel", channels().values(), ids=lambda one: one.name)
def test_the_page_of_a_channel_explains_each_of_its_keys(channel: Channel) -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", PAGES[f"channels/{channel.name}.md"], re.M)
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} >= channel.keys


def test_every_folder_that_is_a_registry_has_something_in_it() -> None:
    assert [package for package in REGISTRIES if not plug.modules(package)] == []
    assert [package for package in REGISTRIES if not import_module(package).__path__] == []
