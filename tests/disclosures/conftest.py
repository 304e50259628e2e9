"""The invented notices, the generator, the measure, and the folder of shared gold where there is one."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tenmatsu_disclosures_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def corpus() -> ModuleType:
    return _beside("corpus")


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    return _beside("generator")


@pytest.fixture(scope="session")
def measure() -> ModuleType:
    return _beside("measure")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that holds `disclosures/` and `seeds/`: TENMATSU_SHARED, else `shared` beside the repository."""
    named = os.environ.get("TENMATSU_SHARED")
    folder = Path(named) if named else HERE.parents[2] / "shared"
    if not (folder / "disclosures" / "score.py").is_file():
        pytest.skip("no shared gold here")
    return folder
