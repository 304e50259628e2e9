"""A perfect result meets every target; each kind of mistake shows where it was made."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.errors import CaseError
from tenmatsu.rehearsal.agreement import agreement
from tenmatsu.rehearsal.score import score

Answered = Callable[..., Path]


def test_the_answer_itself_meets_every_target(answered: Answered) -> None:
    found = score(answered())
    assert found.all_met
    assert found.agreement.f1 == found.agreement.b3_f1 == found.agreement.exact_persons == 1.0
    assert found.agreement.member_precision == found.agreement.member_recall == 1.0
    assert found.width == 0.0


def test_items_may_start_at_the_evidence_folder(answered: Answered) -> None:
    prefixed = pl.concat_str(pl.lit("evidence/"), "item").alias("item")
    assert score(answered(lambda frame: frame.with_columns(prefixed))).all_met


def test_everyone_alone_is_precise_and_recalls_nothing(answered: Answered) -> None:
    alone = pl.int_range(pl.len()).cast(pl.String).alias("person_id")
    found = score(answered(lambda frame: frame.with_columns(alone)))
    assert (found.agreement.precision, found.agreement.recall) == (1.0, 0.0)
    assert not found.met["recall at least 0.96"]


def test_a_missing_record_is_counted(answered: Answered) -> None:
    found = score(answered(lambda frame: frame.head(frame.height - 3)))
    assert found.agreement.records - found.agreement.found == 3
    assert not found.met["every record found"]


def test_another_number_of_the_same_person_is_right_and_of_another_is_wrong(answered: Answered, small: Path) -> None:
    members = pl.read_parquet(small / "answer" / "members.parquet")
    last = members.unique("person", keep="last", maintain_order=True).rename({"member_id": "last"})
    swapped = score(
        answered(
            lambda frame: (
                frame.join(last, left_on=pl.col("person_id").cast(pl.Int64), right_on="person", how="left")
                .with_columns(pl.when(pl.col("member_id").is_not_null()).then("last").alias("member_id"))
                .select("item", "row", "person_id", "member_id")
            )
        )
    )
    assert swapped.agreement.member_precision == swapped.agreement.member_recall == 1.0


def test_a_shifted_member_number_is_wrong(answered: Answered) -> None:
    found = score(answered(lambda frame: frame.with_columns(pl.col("member_id").shift(1))))
    assert found.agreement.member_precision < 0.1


def test_the_interval_must_hold_the_truth(answered: Answered) -> None:
    found = score(answered(persons={"best": 1, "at_least": 1, "at_most": 2}))
    assert not found.inside
    assert not found.met["true count inside the interval"]


def test_a_wrong_kind_is_listed(answered: Answered) -> None:
    case = answered()
    columns = case / "result" / "columns.csv"
    columns.write_text(columns.read_text().replace("生年月日,birth_date", "生年月日,date", 1))
    assert score(case).typing.wrong == (("reserve_2007_2012.csv", 6, "生年月日", "birth_date", "date"),)


def test_segments_as_a_list_are_read(answered: Answered) -> None:
    found = score(answered(segments=[{"column": "提携先", "value": "dトラベル", "persons": 660}]))
    assert found.off["segment dトラベル"] == 0.0
    assert found.off["segment JAPANiCAN"] == -1.0


def test_an_unread_file_that_nobody_named_is_missed(answered: Answered) -> None:
    case = answered()
    (case / "result" / "unread.csv").write_text("item,reason\nreadme.txt,no table\n")
    found = score(case)
    assert found.unread_missing == ("backup/old_2006.zip",)
    assert found.unread_unexpected == ("readme.txt",)


def test_without_a_result_the_next_step_is_said(small: Path) -> None:
    with pytest.raises(CaseError, match="run tenmatsu investigate first"):
        score(small)


labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=14)


@settings(max_examples=20, deadline=None)
@given(labels)
def test_agreement_is_what_counting_every_pair_gives(
    tmp_path_factory: pytest.TempPathFactory, sorted_twice: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("pairs")
    size = len(sorted_twice)
    true, said = [one[0] for one in sorted_twice], [one[1] for one in sorted_twice]
    place = {"item": ["a.csv"] * size, "row": list(range(1, size + 1))}
    nobody = pl.Series("member_id", [None] * size, dtype=pl.String)
    pl.DataFrame({**place, "person": true}).with_columns(nobody).write_parquet(folder / "truth.parquet")
    pl.DataFrame({**place, "person_id": said}).with_columns(nobody).write_parquet(folder / "records.parquet")
    found = agreement(folder / "truth.parquet", folder / "none.parquet", folder / "records.parquet")
    pairs = list(itertools.combinations(range(size), 2))
    both = sum(true[a] == true[b] and said[a] == said[b] for a, b in pairs)
    in_truth, in_said = sum(true[a] == true[b] for a, b in pairs), sum(said[a] == said[b] for a, b in pairs)
    assert found.precision == pytest.approx(both / in_said if in_said else 1.0)
    assert found.recall == pytest.approx(both / in_truth if in_truth else 1.0)
    cell, group = Counter(sorted_twice), Counter(said)
    assert found.b3_precision == pytest.approx(sum(cell[one] / group[one[1]] for one in sorted_twice) / size)
