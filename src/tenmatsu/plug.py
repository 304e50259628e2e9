"""A folder is a registry: each module in it that carries the named constant is one member.

A new reader, kind, channel, rule or command is one file; nothing else is touched and no list is kept by hand.
Packages outside can add theirs through an entry point group `tenmatsu.<folder>`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import TypeVar

from tenmatsu.errors import RuleError

T = TypeVar("T")


@cache
def modules(package: str) -> tuple[ModuleType, ...]:
    """The modules of a folder (`tenmatsu.pii.kinds`), in order of name, then those that other packages add."""
    home = importlib.import_module(package)
    names = sorted(found.name for found in pkgutil.iter_modules(home.__path__))
    inner = [importlib.import_module(f"{package}.{name}") for name in names if not name.startswith("_")]
    outer = [entry.load() for entry in entry_points(group=package)]
    return (*inner, *outer)


def members(package: str, constant: str, kind: type[T]) -> tuple[T, ...]:
    """Every module's `constant` (a `kind`, or a tuple of them); modules without it are left aside."""
    found: list[T] = []
    for module in modules(package):
        value = getattr(module, constant, None)
        for one in value if isinstance(value, tuple) and not isinstance(value, kind) else (value,):
            if one is None:
                continue
            if not isinstance(one, kind):
                raise RuleError(f"{module.__name__}: {constant} must be a {kind.__name__}, not {type(one).__name__}")
            found.append(one)
    return tuple(found)
