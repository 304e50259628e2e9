"""The lock, what the code imports, and under which licences."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).parents[1]
LOCK = (HOME / "requirements.lock").read_text("utf-8").splitlines()
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
PINNED = [Requirement(line) for line in LOCK if line and not line.startswith("#")]
HERE = [pin for pin in PINNED if pin.marker is None or pin.marker.evaluate()]
CORE = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = [Requirement(line) for group in PROJECT["project"]["optional-dependencies"].values() for line in group]
DEV = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
UNSEEN = {
    "tzdata": "zoneinfo reads it where the system has no time zones",
    "onnxruntime": "rapidocr runs its models on it",
}
PERMISSIVE = re.compile(
    r"\b(MIT|0?BSD|Apache|ISC|Zlib|PSF\w*|Python Software Foundation|MPL|Mozilla|Public Domain|CC0)\b", re.I
)


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(one.name) for one in requirements}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((HOME / "src").rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The top names a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def texts(tree: ast.Module) -> Iterator[str]:
    """Words of text constants: what is imported by its name when the program runs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def closure(roots: list[Requirement]) -> set[str]:
    """Everything that installing the roots brings along."""
    todo, seen = [(one.name, one.extras) for one in roots], set[str]()
    while todo:
        name, extras = todo.pop()
        if canonicalize_name(name) in seen:
            continue
        seen.add(canonicalize_name(name))
        for line in distribution(name).requires or []:
            need = Requirement(line)
            places = [{**default_environment(), "extra": extra} for extra in ("", *extras)]
            if need.marker is None or any(need.marker.evaluate(place) for place in places):
                todo.append((need.name, need.extras))
    return seen


def licence(name: str) -> str:
    """What a package says of its licence: the expression, else the field and classifiers, else its licence file."""
    found = distribution(name)
    meta = found.metadata
    said = meta["License-Expression"]
    if not said:
        marks = [one for one in meta.get_all("Classifier", []) if one.startswith("License ::")]
        said = " OR ".join([(meta["License"] or "").strip().partition("\n")[0], *marks]).strip(" OR")
    if not said:
        papers = [path for path in found.files or [] if re.search(r"licen[cs]e", path.name, re.I)]
        said = " ".join(Path(str(path.locate())).read_text("utf-8", "replace")[:200] for path in papers)
    return said


def test_every_line_is_a_name_and_a_version_and_perhaps_a_marker() -> None:
    line = re.compile(r"[a-z0-9][a-z0-9._-]*==[0-9][a-z0-9.!+]*( ; [a-z_]+ (==|!=|<|>|<=|>=) '[^']*')*", re.I)
    assert [one for one in LOCK if one and not one.startswith("#") and not line.fullmatch(one)] == []


def test_no_address_and_no_hash_stands_in_the_lock() -> None:
    text = "\n".join(LOCK)
    assert [word for word in ("://", "--", "sha256", "@ ", "file:", ".whl") if word in text] == []


def test_what_the_project_declares_is_locked_at_a_version_it_allows() -> None:
    versions = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in HERE}
    wrong = [
        str(one) for one in (*CORE, *EXTRAS, *DEV) if not one.specifier.contains(versions[canonicalize_name(one.name)])
    ]
    assert wrong == []


def test_nothing_in_the_lock_is_without_a_reason() -> None:
    assert {canonicalize_name(pin.name) for pin in HERE} == closure([*CORE, *EXTRAS, *DEV])


def test_every_import_of_the_code_is_declared() -> None:
    owners = packages_distributions()
    declared = names([*CORE, *EXTRAS]) | {"tenmatsu"}
    missing = {
        f"{path.relative_to(HOME)}: {name}"
        for path, tree in sources()
        for name in imported(tree)
        if name not in sys.stdlib_module_names and name != "_typeshed"
        if not declared & {canonicalize_name(owner) for owner in owners.get(name, [name])}
    }
    assert missing == set()


def test_every_declared_package_is_used() -> None:
    owners = packages_distributions()
    words = {word for _path, tree in sources() for word in (*imported(tree), *texts(tree))}
    used = {canonicalize_name(owner) for word in words for owner in owners.get(word, ())}
    assert names([*CORE, *EXTRAS]) - used == set(UNSEEN)


@pytest.mark.parametrize("name", sorted(canonicalize_name(pin.name) for pin in HERE))
def test_every_locked_package_may_be_used_freely(name: str) -> None:
    try:
        said = licence(name)
    except PackageNotFoundError:
        pytest.fail(f"{name} is locked but not installed: install requirements.lock")
    lesser = name in names(EXTRAS) and re.search(r"LGPL-|Lesser General", said)
    assert PERMISSIVE.search(said) or lesser, said
    strong = re.search(r"\bA?GPL\b", said) and not re.search(r"\bOR\b", said)
    assert not strong, said


def test_the_core_brings_no_copyleft_stronger_than_by_file() -> None:
    assert [name for name in sorted(closure(CORE)) if re.search(r"\b[AL]?GPL", licence(name))] == []
