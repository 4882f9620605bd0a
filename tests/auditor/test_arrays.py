"""Sorted columns of numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from auditor import arrays

close = st.sampled_from([0.0, 0.3, 0.3 + 1e-12, 0.3 + 1e-9, 0.7, 1.0])


@given(st.lists(st.tuples(st.integers(0, 4), close | st.floats(0.0, 1.0)), max_size=40), st.integers(1, 6))
def test_the_foremost_are_the_greatest_of_their_run_and_of_equals_the_first(
    rows: list[tuple[int, float]], most: int
) -> None:
    rows.sort(key=lambda row: row[0])
    group, value = np.array([row[0] for row in rows], dtype=np.int64), np.array([row[1] for row in rows])
    wanted = set[int]()
    for run in range(5):
        mine = [at for at, row in enumerate(rows) if row[0] == run]
        wanted |= set(sorted(mine, key=lambda at: (-rows[at][1], at))[:most])
    assert set(np.flatnonzero(arrays.foremost(group, value, most)).tolist()) == wanted
