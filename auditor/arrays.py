"""Sorted columns of numbers: runs of equal rows, spans of about equal work, and all pairs within them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from auditor.graph import Bools, Floats, Ints
from auditor.ordering import by_columns, each_once, fresh, in_order, ranked

__all__ = [
    "among", "behind", "by_columns", "counts", "each_once", "foremost", "found", "fresh", "in_order", "paired", "place",
    "places", "ranges", "ranked", "spans", "with_later",
]  # fmt: skip

_COARSE = 1 << 31


def counts(group: Ints) -> Ints:
    """Give the sizes of the runs of equal numbers."""
    starts = np.flatnonzero(fresh(group)) if len(group) else np.zeros(0, dtype=np.int64)
    return np.diff(starts, append=len(group))


def place(group: Ints) -> Ints:
    """Give each row its place in its run of equal numbers."""
    count = counts(group)
    return np.arange(len(group)) - np.repeat(np.cumsum(count) - count, count)


def foremost(group: Ints, value: Floats, most: int) -> Bools:
    """Say of each row whether it is among the `most` greatest of its run of equal numbers, of equals the first ones.

    Numbers of 31 bits decide; only rows that these leave equal to the last that counts are put in order.
    """
    count, out = counts(group), np.ones(len(group), dtype=bool)
    rows, count = np.flatnonzero(np.repeat(count > most, count)), count[count > most]
    if not len(rows):
        return out
    less = _COARSE - (np.clip(value[rows], 0.0, 1.0) * _COARSE).astype(np.int64)
    run = np.repeat(np.arange(len(count)), count)
    ordered = np.sort(run * (2 * _COARSE) + less)
    last = np.repeat(ordered[np.cumsum(count) - count + most - 1] % (2 * _COARSE), count)
    room = most - np.bincount(run[less < last], minlength=len(count))
    out[rows] = less < last
    equal = np.flatnonzero(less == last)
    equal = equal[np.lexsort((equal, -value[rows[equal]], run[equal]))]
    out[rows[equal]] = place(run[equal]) < room[run[equal]]
    return out


def spans(work: Ints, most: int) -> list[tuple[int, int]]:
    """Cut numbers from 0 on, each with its work, into spans of about as much work, at least one."""
    total = np.cumsum(work)
    cuts = np.searchsorted(total, np.arange(most, int(total[-1]) if len(total) else 0, most), side="right")
    return list(pairwise([0, *np.unique(cuts[cuts > 0]).tolist(), len(work)]))


def ranges(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Give the numbers from each start on, as many as its count, with the place of the start that each is of."""
    row = np.repeat(np.arange(len(start)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count - start, count)


def behind(group: Ints) -> Ints:
    """Give each row the number of rows behind it in its run of equal numbers."""
    count = counts(group)
    return np.repeat(np.cumsum(count) - 1, count) - np.arange(len(group))


def with_later(rows: Ints, behind: Ints) -> tuple[Ints, Ints]:
    """Give each of these rows with each of the rows behind it, as many as `behind` says."""
    at, later = ranges(rows + 1, behind[rows])
    return rows[at], later


def paired(left: Ints, right: Ints, n: int) -> Ints:
    """Give each two ids, the second below n, as one wide number: left * n + right."""
    return np.multiply(left, max(1, n), dtype=np.int64) + right


def places(ordered: Ints, wanted: Sequence[int] | Ints) -> Ints:
    """Give where each number begins among ordered ones, looked up as narrow as these are."""
    return np.searchsorted(ordered, np.asarray(wanted, dtype=ordered.dtype))


def among(ordered: Ints, wanted: Ints) -> Bools:
    """Say of each number whether it is among ordered ones."""
    return found(ordered, wanted)[1]


def found(ordered: Ints, wanted: Ints) -> tuple[Ints, Bools]:
    """Give each number its place among ordered ones, and whether it stands there."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return place, np.asarray(ordered[place] == wanted)


def logistic(known: Floats, weights: tuple[float, ...]) -> Floats:
    """Give the logistic of weighed columns, a row a case; the last weight is the constant."""
    return np.asarray(1.0 / (1.0 + np.exp(-(known @ np.array(weights[:-1]) + weights[-1]))))
