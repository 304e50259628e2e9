"""What `show` prints fits the terminal, carries its units, and says why numbers add up or not."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from tenmatsu.documents.breakdown import By, breakdown, combinations, funnel
from tenmatsu.documents.terminal import render_breakdown, render_funnel
from tenmatsu.documents.words import LANGS, Lang

from .conftest import PERSONS, RECORDS, Make


def printed(what: RenderableType, width: int = 80) -> str:
    console = Console(width=width, force_terminal=False, color_system=None, record=False)
    with console.capture() as captured:
        console.print(what)
    return captured.get()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_wider_than_the_terminal(make: Make, lang: Lang, width: int) -> None:
    ways: tuple[By, ...] = ("item", "segment", "file", "reach")
    parts = [render_breakdown(breakdown(make(), by), lang) for by in ways]
    for part in (*parts, render_breakdown(combinations(make()), lang), render_funnel(funnel(make()), lang)):
        assert max(cell_len(line) for line in printed(part, width).splitlines()) <= width


def test_the_funnel_carries_its_units(make: Make) -> None:
    text = printed(
        render_funnel(funnel(make(records=7930000, persons={"best": 6788443, "at_least": 1, "at_most": 9})), "ja")
    )
    assert "7,930,000 件" in text and "6,788,443 人" in text


def test_no_master_is_unknown(make: Make) -> None:
    assert "不明（照合なし）" in printed(render_funnel(funnel(make(members=None)), "ja"))


def test_evidence_cannot_steer_the_terminal(make: Make) -> None:
    result = make(PERSONS, [*RECORDS, ("\x1b[2J[red]x.csv", 1, 1)])
    text = printed(render_breakdown(breakdown(result, "file"), "ja"))
    assert "\x1b" not in text and "[red]x.csv" in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_funnel_of_millions_has_one_line_per_stage_on_80_columns(make: Make, lang: Lang) -> None:
    big = {"persons": {"best": 6788443, "at_least": 6700000, "at_most": 6900000}, "records": 7930000}
    big["members"] = {"matched": 6200000, "unmatched": 588443, "of_master": 8700000}
    lines = printed(render_funnel(funnel(make(**big)), lang)).splitlines()
    assert next(place for place, line in enumerate(lines) if line.startswith(("・", "- "))) == 10
    assert "…" not in "".join(lines)
