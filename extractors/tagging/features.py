"""What the tagger looks at around each unit, as hashes: one row a question, one entry a unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extractors.tagging.signs import Signs
from extractors.tagging.units import Hashes, Numbers, Units, mixed

_FIRST = np.uint64(0x9DDFEA08EB382D69)  # CityHash's multiplier
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)  # xxHash's second prime
_THIRD = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio's bits
_EDGE = np.uint64(0x165667B19E3779F9)  # stands for what lies outside the text


class _Column:
    """One property of the units, seen from a few units away as well."""

    def __init__(self, values: Hashes, owner: Numbers) -> None:
        self._values = values
        self.owner = owner
        self._seen: dict[int, Hashes] = {0: values}

    def __getitem__(self, offset: int) -> Hashes:
        if offset not in self._seen:
            self._seen[offset] = self._shifted(offset)
        return self._seen[offset]

    def _shifted(self, offset: int) -> Hashes:
        away = abs(offset)
        found = np.full(len(self._values), _EDGE)
        ahead, behind = slice(away, None), slice(None, -away)
        to, of = (behind, ahead) if offset > 0 else (ahead, behind)
        if away < len(found):
            found[to] = np.where(self.owner[to] == self.owner[of], self._values[of], _EDGE)
        return found


def _both(one: Hashes, other: Hashes) -> Hashes:
    return (one * _FIRST) ^ (other + (one >> np.uint64(31))) * _SECOND


def questions(units: Units, told: Signs) -> Hashes:
    """Give one hash a unit (second axis) for each question (first); the order of the questions is part of a model."""
    values = np.array(list(_asked(units, told)))
    values ^= np.arange(1, len(values) + 1, dtype=np.uint64)[:, None] * _THIRD
    return mixed(values)


def _asked(units: Units, told: Signs) -> Iterator[Hashes]:
    word = _Column(units.word, units.text)
    spot = _Column((units.place * 64 + units.tag).astype(np.uint64) + np.uint64(77), units.text)
    shape = _Column(units.shape.astype(np.uint64) + np.uint64(7), units.text)
    yield from _letters(units, word, shape)
    yield from _dictionary(units, word, spot)
    yield from _signs(told, (word, spot, shape))
    yield from _around(units, word, shape)
    yield from _known(told, (word, spot, shape))
    yield from _elsewhere(told, shape)


def _letters(units: Units, word: _Column, shape: _Column) -> Iterator[Hashes]:
    head, tail = _Column(units.head, units.text), _Column(units.tail, units.text)
    for offset in (-2, -1, 0, 1, 2):
        yield word[offset]
    before, behind = _both(word[-1], word[0]), _both(word[0], word[1])
    yield from (before, behind, _both(before, word[1]), _both(word[-1], word[1]))
    yield from (_both(before, word[-2]), _both(behind, word[2]))
    yield _both(_both(shape[-1], shape[0]), shape[1])
    yield from (head[0], _both(tail[0], shape[0]), tail[1], tail[-1])


def _dictionary(units: Units, word: _Column, spot: _Column) -> Iterator[Hashes]:
    before = _both(spot[-1], spot[0])
    yield from (before, _both(before, spot[1]))
    yield from (units.piece, _both(word[0], spot[0]), _both(word[-1], spot[0]), _both(word[1], spot[0]))
    left, right = _neighbours(units)
    yield from (left, right, _both(left, units.piece), _both(units.piece, right))


def _neighbours(units: Units) -> tuple[Hashes, Hashes]:
    """Give the dictionary's words before and behind the one that each unit stands in."""
    every = np.arange(len(units))
    first = np.maximum.accumulate(np.where(units.place < 2, every, 0))
    alone_or_last = (units.place == 0) | (units.place == 3)
    last = np.minimum.accumulate(np.where(alone_or_last, every, len(units) - 1)[::-1])[::-1]
    left, right = np.maximum(first - 1, 0), np.minimum(last + 1, len(units) - 1)
    return (
        np.where(units.text[left] == units.text, units.piece[left], _EDGE),
        np.where(units.text[right] == units.text, units.piece[right], _EDGE),
    )


def _signs(told: Signs, others: tuple[_Column, _Column, _Column]) -> Iterator[Hashes]:
    owner = others[0].owner
    rule, lists = _column(told.rules, owner), _column(told.listed, owner)
    yield from (lists[0], _both(_both(lists[-1], lists[0]), lists[1]))
    yield from (_both(rule[-1], rule[0]), _both(_both(rule[-1], rule[0]), rule[1]))
    for other in others:
        yield _both(rule[0], other[0])


def _column(numbers: Numbers, owner: Numbers) -> _Column:
    return _Column(numbers.astype(np.uint64) + np.uint64(777), owner)


def _around(units: Units, word: _Column, shape: _Column) -> Iterator[Hashes]:
    """Ask for the shapes near by, and for the place in a line: a line of two words is a greeting or a signature."""
    near = _both(_both(shape[-1], shape[0]), shape[1])
    yield from (_both(near, shape[-2]), _both(near, shape[2]))
    yield from (_both(word[-1], shape[0]), _both(word[1], shape[0]))
    yield _both(_line(units), shape[0])


def _line(units: Units) -> Hashes:
    """Give each unit's place in its text: how many stand before it and behind it, three and more as one."""
    every = np.arange(len(units))
    first = np.searchsorted(units.text, units.text)
    last = np.searchsorted(units.text, units.text, side="right")
    before, behind = np.minimum(every - first, 3), np.minimum(last - 1 - every, 3)
    return np.asarray(before * 4 + behind, np.uint64)


def _known(told: Signs, others: tuple[_Column, _Column, _Column]) -> Iterator[Hashes]:
    """Ask for the listed names that a unit is, and for the longer ones that it is part of."""
    word, spot, shape = others
    single, run = _column(told.single, word.owner), _column(told.run, word.owner)
    yield from (single[0], _both(single[0], shape[0]))
    yield _both(_both(single[-1], single[0]), shape[0])
    yield _both(_both(single[0], single[1]), shape[0])
    yield from (_both(run[-1], run[0]), _both(_both(run[-1], run[0]), run[1]))
    yield from (_both(run[0], spot[0]), _both(run[0], shape[0]), _both(run[0], word[1]), _both(run[0], word[-1]))


def _elsewhere(told: Signs, shape: _Column) -> Iterator[Hashes]:
    """Ask what stands where the same word stands elsewhere in the document."""
    cased, named = _column(told.cased, shape.owner), _column(told.named, shape.owner)
    rule = _column(told.rules, shape.owner)
    yield from (_both(cased[0], shape[0]), named[0], _both(named[0], shape[0]))
    yield from (_both(named[0], rule[0]), _both(_both(named[-1], named[0]), named[1]))
