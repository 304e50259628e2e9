"""提携先への通知: each partner its own persons, counted as the register has them, and no word of another."""

from __future__ import annotations

import csv
from collections.abc import Callable

from tenmatsu.documents.readback import text_of

from .conftest import HOSTILE, Desk


def test_each_partner_gets_its_own_persons_and_no_other_partner_is_named(register: Callable[..., Desk]) -> None:
    desk = register(segments={"提携先": {"甲社": 2, "乙社": 1, HOSTILE: 1}, "サービス": {"=るぶトラ": 1}})
    assert not desk.writes("partner-notice").refused
    folder = desk.folder / "papers/partner-notice-v1"
    found = {path.name.partition("_")[2]: path for path in folder.iterdir()}
    assert set(found) == {"甲社", "乙社", "script_alert_x_script"}
    for name, other, persons in (("甲社", "乙社", 2), ("乙社", "甲社", 1)):
        text = text_of(found[name] / "notice.docx")
        listed = (found[name] / "list.csv").read_text("utf-8-sig")
        assert f"\n{persons}人\n" in text and f"{name}　御中" in text
        assert other not in text and other not in listed and "るぶトラ" not in listed
        with (found[name] / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == persons


def test_a_hostile_partner_name_is_no_path_and_no_markup(register: Callable[..., Desk]) -> None:
    desk = register(segments={"提携先": {HOSTILE: 1}})
    desk.writes("partner-notice")
    (page,) = (desk.folder / "papers/partner-notice-v1").rglob("notice.html")
    assert "<script" not in page.read_text("utf-8")


def test_a_count_that_is_not_the_list_stops_the_paper(register: Callable[..., Desk]) -> None:
    desk = register(segments={"提携先": {"甲社": 3}})
    assert "lists 2 persons" in desk.writes("partner-notice").refused["partner-notice"]


def test_without_partners_it_says_what_to_name(register: Callable[..., Desk]) -> None:
    assert "[[master]]" in register(segments={}).writes("partner-notice").refused["partner-notice"]
