"""Rows sorted as packed numbers come as numpy sorts them by columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from auditor.ordering import by_columns, in_order, ranked

NUMBERS = st.one_of(st.integers(0, 3), st.integers(0, 1 << 40))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.booleans(), st.floats(-1.0, 1.0))))
def test_rows_come_in_the_order_of_their_columns(rows: list[tuple[int, int, bool, float]]) -> None:
    kinds = (np.int64, np.int64, np.bool_, np.float64)
    columns = [np.array([row[at] for row in rows], dtype=kind) for at, kind in enumerate(kinds)]
    order = by_columns([ranked(column) for column in columns])
    assert order.tolist() == np.lexsort(columns[::-1]).tolist()


ROUNDED = st.integers(-10_000, 10_000).map(lambda digits: round(digits / 1e4, 4))


@given(st.lists(st.one_of(st.floats(-1.0, 1.0), ROUNDED)))
def test_fractions_stand_as_they_sort_rounded_or_not(values: list[float]) -> None:
    column = np.array(values, dtype=np.float64)
    _, places = np.unique(ranked(column), return_inverse=True)
    assert places.tolist() == np.unique(column, return_inverse=True)[1].tolist()
    assert not (ranked(column) < 0).any()


@given(st.lists(NUMBERS))
def test_equal_numbers_stay_as_they_are(numbers: list[int]) -> None:
    order, held = in_order(np.array(numbers, dtype=np.int64))
    assert order.tolist() == np.argsort(np.array(numbers), kind="stable").tolist()
    assert held.tolist() == sorted(numbers)
