"""The five public pages of the shared gold, where they are at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from tenmatsu.disclosures.compare import compare
from tenmatsu.disclosures.facts import Disclosure
from tenmatsu.disclosures.read import read

_MEAN = (
    "organisation",
    "date",
    "detection",
    "count",
    "item",
    "item_excluded",
    "cause",
    "timeline",
    "contact",
    "reports",
)


@pytest.fixture(scope="module")
def docs(shared: Path) -> list[Disclosure]:
    pages = sorted((shared / "seeds").glob("00*.txt"))
    return [read(page.read_text(encoding="utf-8"), f"seed_{page.name[:3]}") for page in pages]


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "disclosures" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_seeds_reach_their_target(docs: list[Disclosure], score: ModuleType, shared: Path, tmp_path: Path) -> None:
    for doc in docs:
        (tmp_path / f"{doc.doc}.json").write_text(json.dumps(doc.to_json(), ensure_ascii=False), encoding="utf-8")
    fields, found, other = score.run(str(tmp_path), str(shared / "disclosures"), str(shared / "seeds"))
    reached = {name: fields[name][2] for name in _MEAN}
    assert sum(reached.values()) / len(reached) >= 0.92 and min(reached.values()) >= 0.80, reached
    assert found["found"] == found["gold_incidents"] and found["extra"] == 0
    assert found["q_ok"] == found["q_at"] == found["q_all"] and other["_polarity"] == 0


def test_the_four_tellings_of_one_affair_are_merged_with_their_real_conflicts(docs: list[Disclosure]) -> None:
    found = compare(docs[:4])
    (joined,) = found.incidents
    assert len(joined.docs) == 4
    assert {(one.field, one.subject) for one in joined.conflicts()} == {
        ("items", "パスポート番号"),
        ("timeline", "until"),
    }
    told = {(one.status, said.value) for one in joined.claims if one.field == "counts" for said in one.said}
    assert ("rounding", "約4,300件") in told and ("part_of", "9,154件") in told
    assert any(event.date == "2016-03-15" and len({said.doc for said in event.said}) == 3 for event in joined.timeline)
