"""Payments on an altered page."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.exposure.scenes import WINDOW, lines, scene, table

from tenmatsu.errors import CaseError
from tenmatsu.exposure.channel import channels
from tenmatsu.model import Certainty

SINCE, UNTIL = datetime(2023, 7, 4, 10), datetime(2023, 7, 20, 18, 30)


def payments(case: Path, times: list[str], header: tuple[str, str] = ("決済日時", "氏名"), **keys: Any) -> Any:
    records = [(n, "p.csv", n, n, ["name", "card"]) for n in range(1, len(times) + 1)]
    made = table(case, "p.csv", header, ("date", "name"), [(one, "架空") for one in times])
    return scene(case, "card-skimming", records, tables={"p.csv": made}, certainty=Certainty.CONFIRMED, **keys)


def test_payments_inside_the_times_alone_are_exposed(tmp_path: Path) -> None:
    times = ["2023/07/04 09:59:59", "2023/07/04 10:00:00", "2023-07-20T09:29:00Z", "2023年7月20日 18時31分"]
    one = payments(tmp_path, times, since=SINCE, until=UNTIL)
    assert [line[0] for line in lines(one)] == [2, 3]
    assert {line[3:] for line in lines(one)} == {(date(2023, 7, 4), date(2023, 7, 20), None, "confirmed")}


def test_the_window_of_the_evidence_stands_for_them(tmp_path: Path) -> None:
    found = lines(payments(tmp_path, ["2023/07/02 23:59", "2023/07/03 00:00", "2023/07/22 23:59", "2023/07/23 00:00"]))
    assert [line[0] for line in found] == [2, 3]


def test_a_day_alone_counts_when_it_touches_the_times(tmp_path: Path) -> None:
    found = lines(
        payments(tmp_path, ["2023/07/03", "2023/07/04", "2023/07/20", "2023/07/21"], since=SINCE, until=UNTIL)
    )
    assert [line[0] for line in found] == [2, 3]


def test_a_time_that_cannot_be_read_is_possible_and_told(tmp_path: Path) -> None:
    one = payments(tmp_path, ["2023/07/10 10:00", "不明", ""], paid_at="決済日時")
    assert [(line[0], line[6]) for line in lines(one)] == [(1, "confirmed"), (2, "possible"), (3, "possible")]
    assert [each.rows for each in channels()["card-skimming"].unread(one)] == [2]


def test_always_exposes_every_record_whatever_its_day(tmp_path: Path) -> None:
    one = payments(tmp_path, ["2004/01/01 10:00", "?"], always=True)
    assert [line[3:] for line in lines(one)] == [(*WINDOW, None, "confirmed")] * 2
    assert list(channels()["card-skimming"].unread(one)) == []


def test_a_wrong_key_is_told(tmp_path: Path) -> None:
    for keys, words in (({"always": "yes"}, '"always" must be true or false'), ({"paid_at": "日"}, "names a column")):
        with pytest.raises(CaseError, match=words):
            lines(payments(tmp_path, ["2023/07/10 10:00"], **keys))


def test_who_paid_by_other_means_is_left_out(tmp_path: Path) -> None:
    means = [("2023/07/10 10:00", one) for one in ("クレジットカード", "銀行振込", "", "カード")]
    records = [(n, "p.csv", n, n, ["name"] + (["card"] if n != 2 else [])) for n in range(1, 5)]
    made = table(tmp_path, "p.csv", ("決済日時", "支払方法"), ("date", "other"), means)
    keys: dict[str, Any] = {"tables": {"p.csv": made}, "certainty": Certainty.CONFIRMED}
    one = scene(tmp_path, "card-skimming", records, **keys)
    assert [line[0] for line in lines(one)] == [1, 2, 3, 4]
    (fact,) = channels()["card-skimming"].facts(one)
    assert fact.value.startswith("期間内の記録 4 件のうち 1 件にはカード番号がない")
    kept = {"column": "支払方法", "values": ["クレジットカード", "カード"]}
    one = scene(tmp_path, "card-skimming", records, paid_by=kept, **keys)
    assert [line[0] for line in lines(one)] == [1, 3, 4]
    assert list(channels()["card-skimming"].facts(one)) == []


def test_a_label_may_say_the_zone_of_its_times(tmp_path: Path) -> None:
    times = ["2023-07-04 00:59:59", "2023-07-04 01:00:00", "2023-07-20T18:29:00+09:00", "2023-07-20 09:31"]
    one = payments(tmp_path, times, ("Created (UTC)", "氏名"), since=SINCE, until=UNTIL)
    assert [line[0] for line in lines(one)] == [2, 3]
