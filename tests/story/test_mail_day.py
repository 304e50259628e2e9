"""The day on which a mail went out, where the case tells no window, is that of its Date header."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tenmatsu import case

from .folder import make

MAIL = b"""From: desk@example.co.jp
To: a@example.com, b@example.net
Subject: =?utf-8?b?5qGI5YaF?=
Date: Wed, 19 Jul 2023 23:30:00 +0900

hello
"""


@pytest.mark.parametrize("path", ["evidence", "evidence/sent/1.eml"])
def test_each_address_was_shown_on_the_day_of_the_date_header(tmp_path: Path, path: str) -> None:
    folder = make(tmp_path / "case", {"evidence/sent/1.eml": MAIL})
    toml = (folder / "case.toml").read_text("utf-8")
    (folder / "case.toml").write_text(_misdirected(toml, path), "utf-8")
    case.investigate(folder)
    register = pl.read_parquet(folder / "result" / "exposures.parquet")
    assert register["recipient"].to_list() and set(register["window_from"]) == {date(2023, 7, 19)}


def _misdirected(toml: str, path: str) -> str:
    head = toml[: toml.index("[[evidence]]")]
    return f'{head}[[evidence]]\npath = "{path}"\nchannel = "misdirected-mail"\n'
