"""What records say as arrays: counted right, and no memory for what nobody says."""

from collections import defaultdict
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.people.features import Features, distinct_within, occurrences

codes = st.lists(st.integers(0, 4).map(lambda one: one << 60), min_size=1, max_size=30)
pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=30)


@given(codes)
def test_a_value_is_counted_once_for_each_node_that_holds_it(values: list[int]) -> None:
    found = occurrences(np.array(values, np.uint64))
    assert found.tolist() == [values.count(one) if one else 0 for one in values]


@given(pairs)
def test_the_names_under_one_mailbox_are_counted_once_each(rows: list[tuple[int, int]]) -> None:
    names: dict[int, set[int]] = defaultdict(set)
    for mailbox, name in rows:
        names[mailbox] |= {name} - {0}
    groups = np.array([mailbox << 60 for mailbox, _ in rows], np.uint64)
    found = distinct_within(groups, np.array([name for _, name in rows], np.uint64))
    assert found.tolist() == [len(names[mailbox]) if mailbox else 0 for mailbox, _ in rows]


def test_a_field_that_nobody_fills_is_one_zero_on_disk_and_a_zero_for_each_node(tmp_path: Path) -> None:
    known = Features(tmp_path, 1000, 900)
    known.keep("passport", np.zeros(1000, np.uint64))
    known.keep("email", np.arange(1000, dtype=np.uint64))
    assert (tmp_path / "passport.npy").stat().st_size < 200
    assert known["passport"].shape == (1000,)
    assert known["passport"][np.array([3, 999])].tolist() == [0, 0]
    assert known["email"][999] == 999
