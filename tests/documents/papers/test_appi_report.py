"""漏えい等報告: every field with its source fact or 調査中, in Word and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .conftest import Desk

MATTERS = 10


def tree(desk: Desk) -> dict[str, Any]:
    return json.loads(max(desk.folder.glob("papers/appi-report-v*.json")).read_text("utf-8"))  # type: ignore[no-any-return]


def fields(desk: Desk) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in tree(desk)["fields"]}


def test_the_questionnaire_alone_gives_a_first_report_with_its_clocks(fax: Desk) -> None:
    assert not fax.writes("appi-report").refused
    told = fields(fax)
    assert tree(fax)["kind"] == "速報"
    assert told["persons"]["words"] == "1人"
    assert "氏名" in told["data_items"]["words"]
    assert "1号　該当" in told["art7_items"]["words"]
    assert any("2026-11-26" in line and "2026-11-28" in line for line in tree(fax)["due"])
    assert "2026-12-23" in "\n".join(tree(fax)["due"])


def test_what_is_not_known_is_written_so_and_names_the_fact_that_would_fill_it(fax: Desk) -> None:
    fax.writes("appi-report")
    told = fields(fax)
    for name in ("secondary_harm", "prevention_planned", "published", "discovered_on"):
        assert (told[name]["words"], told[name]["known"]) == ("調査中", False)
        assert told[name]["source"].startswith("未記録（")
    assert {one["part"][0] for one in told.values()} == {str(number) for number in range(MATTERS)}


def test_every_known_field_names_its_source(fax: Desk) -> None:
    fax.writes("appi-report")
    assert all(one["source"] for one in fields(fax).values())
    assert "meeting of 2026-11-24" in fields(fax)["cause"]["source"]


def test_all_readings_of_the_day_of_knowing_stand_until_one_is_chosen(fax: Desk) -> None:
    fax.states(known="2026-11-20 病棟")
    fax.writes("appi-report")
    assert "【要確認】" in fields(fax)["known"]["words"]
    assert sum("速報の目安" in line for line in tree(fax)["due"]) == 2


def test_a_first_report_that_was_made_leads_to_the_full_one(fax: Desk) -> None:
    fax.states(reported="2026-11-26")
    fax.writes("appi-report")
    assert tree(fax)["kind"] == "確報"


def test_the_register_gives_persons_by_item(register: Callable[..., Desk]) -> None:
    desk = register()
    assert not desk.writes("appi-report").refused
    told = fields(desk)
    assert "最大5人" in told["persons"]["words"]
    assert "メールアドレス　3人" in told["persons_by_item"]["words"]
    assert tree(desk)["persons"] == {"at_least": 3, "best": 4, "at_most": 5}
