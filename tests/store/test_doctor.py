"""What this machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu.store.doctor import State, examine


def test_every_part_says_what_it_gives_and_a_missing_one_how_to_get_it(tmp_path: Path) -> None:
    checks = examine(tmp_path)
    assert {"python", "tenmatsu", "duckdb", "memory", "disk", "locale", "fonts (ja)", "splink"} <= {
        one.name for one in checks
    }
    assert all(one.gives.ja and one.gives.en for one in checks)
    assert all(bool(one.get.ja and one.get.en) == (one.state is not State.OK) for one in checks)


def test_each_part_stands_once(tmp_path: Path) -> None:
    names = [one.name for one in examine(tmp_path)]
    assert len(names) == len(set(names))


def test_a_binding_without_its_library_is_missing_and_the_package_of_the_system_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("libarchive")
    monkeypatch.setenv("LIBARCHIVE", str(tmp_path / "none.so"))
    found = next(one for one in examine(tmp_path) if one.name == "libarchive-c")
    assert found.state is State.MISSING
    assert "libarchive13" in found.get.en
