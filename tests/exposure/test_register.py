"""The register: one line per person, item, window and recipient, and a confirmed exposure outranks a possible one."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenmatsu.errors import CaseError, StoreError
from tenmatsu.exposure.channel import Channel, Scene, channel_keys, channels, quoted
from tenmatsu.exposure.register import ItemCount, count_items, register
from tenmatsu.model import NOT_PERSONAL, Brief, Certainty, Evidence

WINDOW = (date(2016, 3, 19), date(2016, 3, 24))
KINDS = pa.list_(pa.string())
SCHEMA = pa.schema(
    {"record_id": pa.int64(), "item": pa.string(), "row": pa.int64(), "person_id": pa.int64(), "kinds": KINDS}
)
Row = tuple[str, int | None, list[str]]


def brief(*evidence: Evidence) -> Brief:
    return Brief("t", "o", date(2016, 6, 14), evidence=evidence)


def lines(tmp_path: Path, rows: list[Row], *evidence: Evidence, **options: Any) -> list[tuple[Any, ...]]:
    columns = zip(*[(n, item, n, person, kinds) for n, (item, person, kinds) in enumerate(rows, 1)], strict=True)
    data = dict(zip(SCHEMA.names, map(list, columns), strict=False)) or {name: [] for name in SCHEMA.names}
    pq.write_table(pa.table(data, schema=SCHEMA), tmp_path / "records.parquet")
    out = tmp_path / "exposures.parquet"
    register(tmp_path / "records.parquet", tmp_path / "columns.csv", brief(*evidence), out, memory="1GB", **options)
    return duckdb.execute("FROM read_parquet(?)", [str(out)]).fetchall()


def test_every_kind_of_every_row_of_a_person_is_exposed_in_the_window_of_the_case(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("evidence/a.csv", 7, ["name", "email", "date", "other"]),
        ("evidence/b.xlsx!顧客", 7, ["name"]),
        ("evidence/b.xlsx!顧客", 3, ["passport", "amount"]),
    ]
    assert lines(tmp_path, rows, Evidence("evidence", window=WINDOW)) == [
        (3, "passport", "intrusion", *WINDOW, None, "possible", 1),
        (7, "name", "intrusion", *WINDOW, None, "possible", 2),
        (7, "email", "intrusion", *WINDOW, None, "possible", 1),
    ]


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    lines(tmp_path, [("evidence/a.csv", 1, ["name"])], Evidence("evidence"))
    described = duckdb.execute("DESCRIBE FROM read_parquet(?)", [str(tmp_path / "exposures.parquet")]).fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [
        ("person_id", "BIGINT"), ("item", "VARCHAR"), ("channel", "VARCHAR"), ("window_from", "DATE"),
        ("window_to", "DATE"), ("recipient", "VARCHAR"), ("certainty", "VARCHAR"), ("records", "INTEGER"),
    ]  # fmt: skip


def test_a_confirmed_line_stands_for_the_possible_one(tmp_path: Path) -> None:
    rows: list[Row] = [("seen/a.csv", 1, ["name"]), ("taken/a.csv", 1, ["name", "email"]), ("taken/a.csv", 2, ["name"])]
    sure, perhaps = Evidence("seen", certainty=Certainty.CONFIRMED), Evidence("taken", window=WINDOW)
    assert lines(tmp_path, rows, sure, perhaps) == [
        (1, "email", "intrusion", *WINDOW, None, "possible", 1),
        (1, "name", "intrusion", None, None, None, "confirmed", 1),
        (2, "name", "intrusion", *WINDOW, None, "possible", 1),
    ]
    assert count_items(tmp_path / "exposures.parquet") == {
        "name": ItemCount(persons=2, confirmed=1, possible=1, records=3),
        "email": ItemCount(persons=1, confirmed=0, possible=1, records=1),
    }


def test_another_recipient_is_another_exposure(tmp_path: Path) -> None:
    rows: list[Row] = [("a.csv", 1, ["name"]), ("b.csv", 1, ["name"])]
    one = Evidence("a.csv", certainty=Certainty.CONFIRMED, recipient="O'Brien 商店")
    assert [line[5:7] for line in lines(tmp_path, rows, one, Evidence("b.csv"))] == [
        ("O'Brien 商店", "confirmed"), (None, "possible")
    ]  # fmt: skip


def test_a_record_with_two_recipients_and_two_windows_is_one_record(tmp_path: Path) -> None:
    later = (date(2016, 4, 1), date(2016, 4, 2))
    ways = [Evidence("a.csv", window=days, recipient=who) for days in (WINDOW, later) for who in ("A社", "B社")]
    rows: list[Row] = [("a.csv", 1, ["name", "email"]), ("a.csv", 1, ["name"])]
    assert len(lines(tmp_path, rows, *ways)) == 8
    known = count_items(tmp_path / "exposures.parquet")
    assert {kind: one.records for kind, one in known.items()} == {"name": 2, "email": 1}
    (tmp_path / "records.parquet").unlink()
    known = count_items(tmp_path / "exposures.parquet")
    assert {kind: one.records for kind, one in known.items()} == {"name": 2, "email": 1}, "also by the lines alone"


def test_one_file_may_be_exposed_in_two_windows(tmp_path: Path) -> None:
    later = (date(2016, 4, 1), date(2016, 4, 2))
    found = lines(tmp_path, [("a.csv", 1, ["name"])], Evidence("a.csv", window=WINDOW), Evidence("a.csv", window=later))
    assert [line[3:5] for line in found] == [WINDOW, later]


def test_the_nearest_evidence_speaks_for_an_item(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("evidence/a.csv", 1, ["name"]),
        ("evidence/ab.csv", 2, ["name"]),
        ("evidence/a.csv!x", 3, ["name"]),
    ]
    near = Evidence("evidence/a.csv", certainty=Certainty.CONFIRMED)
    found = lines(tmp_path, rows, Evidence("./evidence/"), near)
    assert [(line[0], line[6]) for line in found] == [(1, "confirmed"), (2, "possible"), (3, "confirmed")]


def test_evidence_on_another_mount_is_known_by_its_path_or_last_name(tmp_path: Path) -> None:
    rows: list[Row] = [("/mnt/x/taken/a.csv", 1, ["name"]), ("taken/b.csv", 2, ["name"])]
    assert len(lines(tmp_path, rows, Evidence("/mnt/x/taken"))) == 2


def test_items_under_no_evidence_are_not_lost_quietly(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="1 items of the result stand under no"):
        lines(tmp_path, [("a/x.csv", 1, ["name"]), ("b/x.csv", 1, ["name"])], Evidence("a"))


def test_a_record_whose_person_is_not_known_stays_in_the_register_and_is_nobody_in_the_count(tmp_path: Path) -> None:
    assert len(lines(tmp_path, [("a.csv", None, ["name"]), ("a.csv", 1, ["name"])], Evidence("a.csv"))) == 2
    assert count_items(tmp_path / "exposures.parquet")["name"].persons == 1


@pytest.mark.parametrize("rows", [[], [("a.csv", 1, [])], [("a.csv", 1, ["date"])]])
def test_nothing_personal_makes_an_empty_register(tmp_path: Path, rows: list[Row]) -> None:
    assert lines(tmp_path, rows, Evidence("a.csv")) == []
    assert count_items(tmp_path / "exposures.parquet") == {}


def test_a_kind_that_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="1 kinds"):
        lines(tmp_path, [("a.csv", 1, ["shoe_size"])], Evidence("a.csv"))


def test_without_kinds_of_rows_those_of_the_columns_are_taken(tmp_path: Path) -> None:
    pq.write_table(pa.table({"record_id": [1, 2], "item": ["a.csv", "b.csv"], "row": [1, 1], "person_id": [5, 6]}),
                   tmp_path / "records.parquet")  # fmt: skip
    (tmp_path / "columns.csv").write_text("item,position,header,kind\na.csv,1,氏名,name\na.csv,2,日付,date\n")
    out = tmp_path / "out.parquet"
    register(tmp_path / "records.parquet", tmp_path / "columns.csv", brief(Evidence(".")), out)
    assert count_items(out) == {"name": ItemCount(1, 0, 1, 1)}


def test_a_channel_is_one_file_and_says_its_keys() -> None:
    assert channel_keys()["intrusion"] == frozenset()
    assert all(one.says.keys() == {"ja", "en"} for one in channels().values())


def test_an_unknown_channel_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r'no channel "fax"; there are .*intrusion'):
        lines(tmp_path, [("a.csv", 1, ["name"])], Evidence("a.csv", channel="fax"))


def test_a_channel_may_name_a_recipient_for_each_record(tmp_path: Path) -> None:
    def each(scene: Scene) -> str:
        columns = "record_id, person_id, kinds, NULL::DATE AS window_from, NULL::DATE AS window_to"
        recipients = scene.evidence.extra["recipients"]
        assert isinstance(recipients, list)
        names = ", ".join(quoted(one) for one in recipients)
        return f"SELECT {columns}, unnest([{names}]) AS recipient, 'confirmed' AS certainty FROM {scene.records}"

    mail = Channel("mail", frozenset({"recipients"}), each)
    evidence = Evidence("a.csv", "mail", extra={"recipients": ["a@example.jp", "b@example.jp"]})
    found = lines(tmp_path, [("a.csv", 1, ["email"])], evidence, known={"mail": mail})
    assert [(line[0], line[5]) for line in found] == [(1, "a@example.jp"), (1, "b@example.jp")]


def test_scratch_is_left_empty(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    lines(tmp_path, [("a.csv", 1, ["name"])], Evidence("a.csv"), scratch=scratch)
    assert list(scratch.iterdir()) == []


PATHS = ("a", "a/b", "c")
EVIDENCES = st.builds(
    Evidence,
    path=st.sampled_from(PATHS),
    window=st.sampled_from([None, WINDOW]),
    certainty=st.sampled_from(Certainty),
    recipient=st.sampled_from([None, "x"]),
)
ROWS = st.tuples(
    st.sampled_from(["a/1.csv", "a/b/1.csv", "c"]),
    st.none() | st.integers(1, 4),
    st.lists(st.sampled_from(["name", "email", "phone", "date"]), unique=True),
)


def by_hand(rows: list[Row], evidence: list[Evidence]) -> set[tuple[Any, ...]]:
    """The register row by row, as its docstring says it."""
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    for item, person, kinds in rows:
        over = [one for one in evidence if item == one.path or item.startswith(f"{one.path}/")]
        longest = max(len(one.path) for one in over)
        ways = {(one.window, one.recipient, one.certainty): one for one in over if len(one.path) == longest}
        for window, recipient, certainty in ways:
            for kind in set(kinds) - NOT_PERSONAL:
                counts[person, kind, "intrusion", *(window or (None, None)), recipient, str(certainty)] += 1
    sure = {(*key[:3], key[5]) for key in counts if key[6] == "confirmed"}
    return {(*key, n) for key, n in counts.items() if key[6] == "confirmed" or (*key[:3], key[5]) not in sure}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=12), st.lists(EVIDENCES, max_size=3, unique_by=repr))
def test_it_is_what_counting_by_hand_gives(tmp_path: Path, rows: list[Row], evidence: list[Evidence]) -> None:
    evidence = [*evidence, *(Evidence(path) for path in PATHS if path not in {one.path for one in evidence})]
    found = lines(tmp_path, rows, *evidence)
    assert set(found) == by_hand(rows, evidence)
    assert len(found) == len(set(found))
    order = [(person is None, person or 0) for person, *_ in found]
    assert order == sorted(order)
