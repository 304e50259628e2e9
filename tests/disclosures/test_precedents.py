"""Precedents: rows, filters, medians, and exports that fit their formats."""

from __future__ import annotations

from types import ModuleType

import pytest

from tenmatsu.disclosures import misp, veris
from tenmatsu.disclosures.precedents import Precedent, precedents, select, summary
from tenmatsu.disclosures.read import read


@pytest.fixture(scope="module")
def rows(corpus: ModuleType) -> tuple[Precedent, ...]:
    pages = [
        (name, corpus.gold(name, marked)[0])
        for kind in ("companies", "cities")
        for name, marked in corpus.notices(kind)
    ]
    return precedents(read(text, name) for name, text in pages)


def test_a_row_tells_how_long_it_took(rows: tuple[Precedent, ...]) -> None:
    row = next(one for one in rows if one.doc == "c08")
    assert (row.to_detection, row.to_notice, row.persons) == (1, 15, 21703)


def test_filters_narrow(rows: tuple[Precedent, ...]) -> None:
    assert {"ランサムウェア"} <= {cause for row in select(rows, causes=["ランサム"]) for cause in row.causes}
    assert all("メールアドレス" in row.items for row in select(rows, items=["メールアドレス"]))
    assert all(row.records is not None for row in select(rows, unit="件"))
    assert 0 < len(select(rows, items=["氏名"])) < len(rows)


def test_the_summary_says_how_many_rows_it_stands_on(rows: tuple[Precedent, ...]) -> None:
    total = summary(rows)
    assert total.rows == len(rows) and 0 < total.to_notice_of <= len(rows)
    assert summary(()).to_notice is None


def test_veris_and_misp_exports_fit(rows: tuple[Precedent, ...]) -> None:
    for row in rows:
        assert veris.problems(veris.incident(row)) == []
        assert misp.problems(misp.event(row)) == []


def test_an_export_that_does_not_fit_is_named(rows: tuple[Precedent, ...]) -> None:
    bad = veris.incident(rows[0])
    bad["action"] = {"sorcery": {"variety": [], "vector": []}}
    assert veris.problems(bad) == ["action.sorcery is no VERIS action"]
    event = misp.event(rows[0])
    event["Event"]["threat_level_id"] = "9"
    assert misp.problems(event) == ["Event.threat_level_id must be 1 to 4"]


def test_every_cause_of_the_closed_list_has_a_veris_action() -> None:
    from tenmatsu.disclosures import lexicon

    assert {one["value"] for one in lexicon.load("causes")["cause"]} == set(lexicon.load("veris")["cause"])
