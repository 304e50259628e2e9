"""What lay on a taken disk: the window by the times of the files, also of what lies in an archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.exposure.scenes import lines, scene

from tenmatsu.exposure.channel import Scene, channels

RECORDS = [(0, "disk.img!a.csv", 1, 0, ["name"]), (1, "disk.img!b.zip!list/c.csv", 1, 1, ["name"])]


def disk(case: Path) -> Scene:
    one = scene(case, "intrusion", RECORDS, window=None)
    one.db.execute(
        "INSERT INTO items (item, state, created, deleted) VALUES "
        "('disk.img', 'live', NULL, NULL), "
        "('disk.img!a.csv', 'deleted', '2016-03-20 16:00:00', '2016-03-21 02:00:00'), "
        "('disk.img!b.zip', 'deleted', '2016-03-19 02:00:00', '2016-03-21 02:05:00'), "
        "('disk.img!b.zip!list/c.csv', 'deleted', NULL, NULL)"
    )
    return one


def test_records_in_a_deleted_archive_have_the_window_of_the_archive(tmp_path: Path) -> None:
    windows = [line[3:5] for line in lines(disk(tmp_path))]
    assert windows == [(date(2016, 3, 21), date(2016, 3, 21)), (date(2016, 3, 19), date(2016, 3, 21))]


def test_each_taken_file_says_when_it_was_made_and_deleted(tmp_path: Path) -> None:
    one = disk(tmp_path)
    lines(one)
    told = [(fact.name, fact.source, fact.value) for fact in channels()["intrusion"].facts(one)]
    assert told == [
        ("taken_file_created", "disk.img!a.csv", "2016-03-21T01:00:00+09:00"),
        ("taken_file_deleted", "disk.img!a.csv", "2016-03-21T11:00:00+09:00"),
        ("taken_file_created", "disk.img!b.zip", "2016-03-19T11:00:00+09:00"),
        ("taken_file_deleted", "disk.img!b.zip", "2016-03-21T11:05:00+09:00"),
    ]
