"""The order of rows of numbers: sorted as few numbers as hold them, each with its place in its low bits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.signedinteger[Any]]
N = TypeVar("N", bound=np.integer[Any])
FOUR_DIGITS, MOST_DIGITS = 1e4, 2.0**40
ROOM = 62  # bits of a packed number; one is left, so that sums of two do not overflow


def fresh(*columns: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Say of each row of sorted columns whether it differs from the one before."""
    out = np.ones(len(columns[0]), dtype=bool)
    out[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return out


def each_once(code: npt.NDArray[N]) -> npt.NDArray[N]:
    """Give the numbers in order, each once; `numpy.unique` takes five times as long."""
    held = np.sort(code)
    return held[fresh(held)]


def in_order(code: Column) -> tuple[Column, Column]:
    """Give the order that sorts numbers of 0 and more, and the numbers in it; equal ones stay as they are.

    The place of each goes into its low bits where there is room: numbers alone are sorted twice as fast as their order.
    """
    bits = len(code).bit_length()
    if len(code) and int(code.max()) >> (63 - bits):
        order = np.argsort(code, kind="stable")
        return order, code[order]
    both = np.left_shift(code, bits, dtype=np.int64)
    both |= np.arange(len(code))
    both.sort()
    return both & ((1 << bits) - 1), both >> bits


def by_columns(columns: Sequence[Column]) -> Column:
    """Give the order that sorts rows by columns of numbers of 0 and more, the first column first.

    Equal rows stay as they are. As many columns as have room in one number are sorted at once, the last ones first.
    """
    order, end = np.arange(len(columns[0])), len(columns)
    room = ROOM - len(order).bit_length()
    while end:
        begin, bits = end - 1, _bits(columns[end - 1])
        while begin and bits + _bits(columns[begin - 1]) <= room:
            begin, bits = begin - 1, bits + _bits(columns[begin - 1])
        order = order[in_order(_packed(columns[begin:end])[order])[0]]
        end = begin
    return order


def ranked(column: npt.NDArray[Any]) -> Column:
    """Give a column as numbers of 0 and more that sort as it does; whole ones are as they are.

    Nearly all that is told in fractions is rounded to four digits, and sorts as whole numbers of these.
    """
    if column.dtype.kind != "f":
        return column.astype(np.int64)
    digits = np.rint(column * FOUR_DIGITS)
    if len(column) and (digits / FOUR_DIGITS == column).all() and np.abs(digits).max() < MOST_DIGITS:
        return np.asarray(digits - digits.min()).astype(np.int64)
    return np.unique(column, return_inverse=True)[1].astype(np.int64)


def _bits(column: Column) -> int:
    return int(column.max(initial=0)).bit_length()


def _packed(columns: Sequence[Column]) -> Column:
    code = columns[0].astype(np.int64)
    for column in columns[1:]:
        code <<= _bits(column)
        code |= column
    return code
