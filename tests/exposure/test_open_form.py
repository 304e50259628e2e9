"""A form whose answers strangers could see."""

from __future__ import annotations

import gzip
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exposure.scenes import lines, scene, table, told

from tenmatsu.errors import CaseError
from tenmatsu.exposure.channel import channels

DAY = datetime(2023, 7, 12)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def combined(when: datetime, path: str, address: str = "198.51.100.7", status: int = 200, method: str = "GET") -> str:
    agent = '"-" "Mozilla/5.0 (compatible; bot)"'
    return f'{address} - - [{when:%d/%b/%Y:%H:%M:%S} +0900] "{method} {path} HTTP/1.1" {status} 512 {agent}\n'


def form(case: Path, answers: list[str], log: str, **keys: Any) -> Any:
    rows = [(one, "氏名") for one in answers]
    records = [(n, "form.csv", n, n, ["name"]) for n in range(1, len(rows) + 1)]
    made = table(case, "form.csv", ("送信日時", "氏名"), ("date", "name"), rows)
    (case / "access.log").write_text(log)
    given = {"logs": ["access.log"], "routes": [{"path": "/answers", "since": at(8), "until": at(20)}], **keys}
    return scene(case, "open-form", records, tables={"form.csv": made}, **given)


def exposed(one: Any) -> list[int]:
    return [line[0] for line in lines(one)]


AROUND = combined(at(7), "/") + combined(at(21), "/")
TIMES = ["2023/07/12 08:30:00", "2023/07/12 12:00:00", "2023/07/12 19:00:00", "2023/07/12 20:30:00"]


def test_each_view_shows_the_answers_that_were_sent_before_it(tmp_path: Path) -> None:
    one = form(tmp_path, TIMES, AROUND + combined(at(12.5), "/answers?page=2"))
    assert exposed(one) == [1, 2]
    assert {line[3:] for line in lines(one)} == {(DAY.date(), DAY.date(), "198.51.100.7(bot)", "possible")}
    assert told(one) == {
        "logs_prove_no_view": "no",
        "seen_by_many": "suspected",
        "recipient": "組織の外の閲覧元 1 件(アドレスの数)、閲覧 1 回",
    }


@pytest.mark.parametrize(
    "line",
    [
        combined(at(12.5), "/answers", "192.0.2.10"),
        combined(at(12.5), "/answers", status=403),
        combined(at(12.5), "/answers", method="POST"),
        combined(at(12.5), "/answers/other"),
        combined(at(20.2), "/answers"),
    ],
)
def test_what_is_no_view_by_a_stranger_exposes_nobody_when_the_log_covers_all(tmp_path: Path, line: str) -> None:
    one = form(tmp_path, TIMES, AROUND + line, own_addresses=["192.0.2.0/28"])
    assert exposed(one) == []
    assert told(one)["logs_prove_no_view"] == "yes"


def test_a_log_that_begins_late_or_ends_early_proves_nothing(tmp_path: Path) -> None:
    assert exposed(form(tmp_path, TIMES, combined(at(13), "/") + combined(at(21), "/"))) == [1, 2]
    early = form(tmp_path, TIMES, combined(at(7), "/") + combined(at(19), "/"))
    assert exposed(early) == [1, 2, 3]
    assert told(early)["logs_prove_no_view"] == "unknown"


def test_an_answer_without_a_time_may_have_been_there_from_the_start(tmp_path: Path) -> None:
    one = form(tmp_path, [*TIMES, "", "?"], AROUND + combined(at(8.2), "/answers"), answered_at="送信日時")
    assert exposed(one) == [5, 6]
    assert [each.rows for each in channels()["open-form"].unread(one)] == [2]


def test_lines_that_are_no_entry_are_told_and_take_the_proof_away(tmp_path: Path) -> None:
    one = form(tmp_path, TIMES, AROUND + "garbage\n")
    assert exposed(one) == [1, 2, 3]
    assert [each.rows for each in channels()["open-form"].unread(one)] == [1]


def test_each_route_has_its_own_window(tmp_path: Path) -> None:
    routes = [{"path": "/qr", "since": at(8), "until": at(40)}, {"path": "/web", "since": at(24), "until": at(30)}]
    log = AROUND + combined(at(25), "/qr") + combined(at(26), "/web") + combined(at(50), "/")
    found = lines(form(tmp_path, TIMES[:1], log, routes=routes))
    assert [str(line[3]) + str(line[4]) for line in found] == ["2023-07-122023-07-13", "2023-07-132023-07-13"]


def test_open_until_midnight_is_open_until_the_end_of_the_day_before(tmp_path: Path) -> None:
    routes = [{"path": "/qr", "since": at(8), "until": at(24)}]
    found = lines(form(tmp_path, TIMES[:1], AROUND + combined(at(25), "/") + combined(at(12), "/qr"), routes=routes))
    assert [(str(line[3]), str(line[4])) for line in found] == [("2023-07-12", "2023-07-12")]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"routes": []}, 'key "routes" must list'),
        ({"routes": [{"since": at(1)}]}, "its path"),
        ({"routes": [{"path": "/a", "til": 1}]}, 'unknown key "til"'),
        ({"routes": [{"path": "/a", "since": "noon"}]}, "must be a day or a time"),
        ({"logs": ["no.log"]}, 'key "logs" names a file that is not there'),
        ({"answered_at": "時刻"}, 'key "answered_at" names a column'),
        ({"own_addresses": ["city.example.jp"]}, 'key "own_addresses" must hold IP'),
    ],
)
def test_a_wrong_key_is_told(tmp_path: Path, keys: dict[str, Any], words: str) -> None:
    with pytest.raises(CaseError, match=rf"case.toml: \[\[evidence\]\] no. 1: .*{words}"):
        lines(form(tmp_path, TIMES, AROUND, **keys))


HOURS = st.integers(0, 30)


@settings(max_examples=25, deadline=None)
@given(st.lists(HOURS, max_size=5), st.lists(HOURS, max_size=4), HOURS, HOURS, HOURS, HOURS)
def test_it_is_what_looking_at_each_pair_by_hand_gives(
    answers: list[int], views: list[int], a: int, b: int, c: int, d: int
) -> None:
    (since, until), (first, last) = sorted((a, b)), sorted((c, d))
    entries = [first, last, *views]
    log = combined(at(first), "/") + combined(at(last), "/") + "".join(combined(at(one), "/answers") for one in views)
    by_hand = []
    for n, sent in enumerate(answers, 1):
        start = max(sent, since)
        viewed = any(start <= one <= until for one in views)
        covered = min(entries) <= start and max(entries) >= until
        if start <= until and (viewed or not covered):
            by_hand.append(n)
    with tempfile.TemporaryDirectory() as folder:
        times = [f"{at(one):%Y-%m-%d %H:%M:%S}" for one in answers]
        routes = [{"path": "/answers", "since": at(since), "until": at(until)}]
        assert exposed(form(Path(folder), times, log, routes=routes)) == by_hand


def busy(low: float, high: float, without: tuple[float, float] = (0, 0)) -> str:
    """Lines of a log that is never silent for an hour, except where it is."""
    hours = [n / 2 for n in range(int(low * 2), int(high * 2)) if not without[0] <= n / 2 < without[1]]
    return "".join(combined(at(hour), "/") for hour in hours)


LONG = {"routes": [{"path": "/answers", "since": at(-90), "until": at(90)}]}


def test_a_day_without_a_line_in_a_busy_log_proves_nothing_and_is_told(tmp_path: Path) -> None:
    times = ["2023/07/10 08:30:00", "2023/07/12 12:00:00", "2023/07/14 12:00:00"]
    whole = form(tmp_path, times, busy(-100, 100), **LONG)
    assert exposed(whole) == []
    assert list(channels()["open-form"].unread(whole)) == []
    broken = form(tmp_path, times, busy(-100, 100, (24, 48)), **LONG)
    assert exposed(broken) == [1, 2]
    assert told(broken)["logs_prove_no_view"] == "unknown"
    assert [one.reason[:55] for one in channels()["open-form"].unread(broken)] == [
        "no line from 2023-07-13 00:00 to 2023-07-14 00:00 in a "
    ]


def test_nights_and_a_quiet_log_are_no_gaps(tmp_path: Path) -> None:
    days = "".join(combined(at(24 * day + hour), "/") for day in range(-5, 6) for hour in (9, 10, 11, 15, 17))
    one = form(tmp_path, TIMES, days, routes=[{"path": "/answers", "since": at(-90), "until": at(90)}])
    assert exposed(one) == []


def test_each_party_that_looked_is_a_recipient(tmp_path: Path) -> None:
    robot = f'203.0.113.9 - - [{at(19.5):%d/%b/%Y:%H:%M:%S} +0900] "GET /answers HTTP/1.1" 304 0 "-" "Googlebot/2.1"\n'
    browser = combined(at(12.5), "/answers", "203.0.113.8").replace("(compatible; bot)", "(iPhone)")
    one = form(tmp_path, TIMES, AROUND + browser + robot)
    assert [(line[0], line[5]) for line in lines(one)] == [
        (1, "203.0.113.8"), (1, "203.0.113.9(Googlebot)"), (2, "203.0.113.8"), (2, "203.0.113.9(Googlebot)"),
        (3, "203.0.113.9(Googlebot)"),
    ]  # fmt: skip
    many = "".join(browser.replace("203.0.113.8", f"203.0.113.{n}") for n in range(100))
    assert {line[5] for line in lines(form(tmp_path, TIMES, AROUND + many))} == {"閲覧元 100 件(IPアドレス)"}


def test_an_answer_that_was_deleted_before_the_view_was_not_seen(tmp_path: Path) -> None:
    rows = [("2023/07/12 08:30:00", gone) for gone in ("2023/07/12 12:00:00", "2023/07/12 13:00:00", "")]
    records = [(n, "form.csv", n, n, ["name"]) for n in (1, 2, 3)]
    made = table(tmp_path, "form.csv", ("送信日時", "削除日時"), ("date", "date"), rows)
    (tmp_path / "access.log").write_text(AROUND + combined(at(12.5), "/answers"))
    one = scene(
        tmp_path, "open-form", records, tables={"form.csv": made}, logs=["access.log"], answered_at="送信日時",
        deleted_at="削除日時", routes=[{"path": "/answers", "since": at(8), "until": at(20)}],
    )  # fmt: skip
    assert exposed(one) == [2, 3]


def test_a_page_that_is_written_with_a_query_wants_each_of_its_parameters(tmp_path: Path) -> None:
    routes = [{"path": "/answers?id=3", "since": at(8), "until": at(20)}]
    for query, seen in (("?lang=ja&id=3", [1, 2]), ("?id=4", []), ("", [])):
        one = form(tmp_path, TIMES, AROUND + combined(at(12.5), f"/answers{query}"), routes=routes)
        assert exposed(one) == seen


def test_a_proof_says_when_the_page_is_in_no_line_at_all(tmp_path: Path) -> None:
    facts = {one.name: one for one in _facts(form(tmp_path, TIMES, AROUND))}
    assert "パスの書き方を確かめること" in facts["logs_prove_no_view"].note
    own = form(tmp_path, TIMES, AROUND + combined(at(9), "/answers", "192.0.2.10"), own_addresses=["192.0.2.10"])
    assert {one.note for one in _facts(own)} == {""}


def _facts(one: Any) -> Any:
    lines(one)
    return channels()["open-form"].facts(one)


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (gzip.compress(AROUND.encode())[:-9], "breaks off before its end"),
        (AROUND.encode() + b"a" * (3 << 20) + b"\n", "in no known form"),
        (AROUND.encode() + b"\n" + b'{"a":' * 100_000 + b"\n", "in no known form"),
        (gzip.compress(AROUND.encode() + bytes(64 << 20)), "in no known form"),
        (b"\x00\xff\xfe" * 5000, "in no known form"),
        (b"", "no log tells who looked"),
    ],
)
def test_a_broken_or_hostile_log_proves_nothing_and_harms_nobody(tmp_path: Path, log: bytes, words: str) -> None:
    one = form(tmp_path, TIMES, "")
    (tmp_path / "access.log").write_bytes(log)
    assert exposed(one) == [1, 2, 3]
    assert words in " ".join(each.reason for each in channels()["open-form"].unread(one))
