"""What the tagger looks at around each unit, as hashes: one row a question, one entry a unit.

A question is a property of the unit or of one near by, or two or three such together. All questions of a kind are put
at once: most files are short, and there the calls cost more than the hashes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from extractors.tagging.signs import Signs
from extractors.tagging.units import Hashes, Numbers, Units, mixed

_FIRST = np.uint64(0x9DDFEA08EB382D69)  # CityHash's multiplier
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)  # xxHash's second prime
_THIRD = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio's bits
_EDGE = np.uint64(0x165667B19E3779F9)  # stands for what lies outside the text
_UPPER = np.uint64(31)

# The properties that are seen from a few units away as well, and those that are not.
_FAR = ("word", "shape", "spot", "tail", "listed", "rule", "cue", "single", "run", "named")
_HERE = (
    "head", "piece", "left", "right", "cased", "place", "edges", "header", "title", "label", "below", "often",
)  # fmt: skip
# Each question: the properties that it asks for together, with the distance at which each stands. Their order is part
# of a model.
_QUESTIONS = tuple(
    tuple(question.split())
    for question in """
    word-2|word-1|word|word+1|word+2|word-1 word|word word+1|head|tail shape|tail+1|tail-1
    shape-1 shape shape+1|shape-2 shape-1 shape|shape shape+1 shape+2|word-1 shape|word+1 shape
    spot-1 spot|piece|word spot|left|right|listed|listed-1 listed listed+1|often shape|often listed|cased shape
    rule-1 rule rule+1|rule word|rule spot|rule shape|named|named shape|named-1 named named+1
    cue|cue-1 cue|cue cue+1|often cue|place cue|below cue
    single|single shape|single-1 single shape|single single+1 shape
    run-1 run run+1|run spot|run shape|run word+1|run word-1
    place shape|header place|title place|title shape|label|label shape|label edges|below edges
    """.replace("\n", "|").split("|")
    if question.strip()
)


def questions(units: Units, told: Signs) -> Hashes:
    """Give one hash a unit (second axis) for each question (first)."""
    return asked(properties(units, told))


def properties(units: Units, told: Signs) -> Hashes:
    """Give all properties (first axis) of each unit (second), as they stand at each distance."""
    far, here = _far(units, told), _here(units, told)
    known = np.empty((len(_NUMBERS), len(units)), np.uint64)
    known[-len(_HERE) :] = here
    for number, offset in enumerate(_OFFSETS):
        _shift(far, units.text, offset, known[number * len(_FAR) :][: len(_FAR)])
    return known


_OFFSETS = (0, -2, -1, 1, 2)
_NUMBERS = {
    **{
        f"{name}{offset:+d}" if offset else name: number
        for number, (offset, name) in enumerate((offset, name) for offset in _OFFSETS for name in _FAR)
    },
    **{name: len(_OFFSETS) * len(_FAR) + number for number, name in enumerate(_HERE)},
}
Index = npt.NDArray[np.int64]


def _plan() -> tuple[Index, Index, Index, Index]:
    """Give the order of the questions by how many properties they ask for, and the places of their properties."""
    parts = [tuple(_NUMBERS[name] for name in question) for question in _QUESTIONS]
    order = sorted(range(len(parts)), key=lambda number: len(parts[number]))
    lone = np.array([parts[n][0] for n in order if len(parts[n]) == 1])
    more = [parts[n] for n in order if len(parts[n]) > 1]
    third = np.array([part[2] for part in more if len(part) == 3])
    return lone, np.array([part[0] for part in more]), np.array([part[1] for part in more]), third


_LONE, _ONE, _OTHER, _THREE = _plan()
COUNT = len(_QUESTIONS)
_MARKS = np.arange(1, COUNT + 1, dtype=np.uint64)[:, None] * _THIRD


def asked(known: Hashes) -> Hashes:
    """Give the hashes of all questions for units with these properties."""
    values = np.empty((COUNT, known.shape[1]), np.uint64)
    lone = len(_LONE)
    np.take(known, _LONE, 0, out=values[:lone])
    pairs = _both(known.take(_ONE, 0), known.take(_OTHER, 0))
    two = len(pairs) - len(_THREE)
    values[lone : lone + two] = pairs[:two]
    values[lone + two :] = _both(pairs[two:], known.take(_THREE, 0))
    values ^= _MARKS
    return mixed(values)


def _both(one: Hashes, other: Hashes) -> Hashes:
    """Give a hash of both; the arrays are used up."""
    other += one >> _UPPER
    other *= _SECOND
    one *= _FIRST
    one ^= other
    return one


def _shift(values: Hashes, owner: Numbers, offset: int, to: Hashes) -> None:
    """Fill in the properties of the unit so far away, and the edge's where that stands in another text."""
    away = abs(offset)
    if not offset or away >= len(owner):
        to[:] = values if not offset else _EDGE
        return
    ahead, behind = slice(away, None), slice(None, -away)
    here, there = (behind, ahead) if offset > 0 else (ahead, behind)
    to[:, here] = values[:, there]
    to[:, slice(-away, None) if offset > 0 else slice(away)] = _EDGE
    to[:, here][:, owner[here] != owner[there]] = _EDGE


def _far(units: Units, told: Signs) -> Hashes:
    spot = units.place * 64 + units.tag + 77
    return _table((units.word, units.shape + 7, spot, units.tail, told.listed + 777, told.rules + 777, told.cue + 777,
                   told.single + 777, told.run + 777, told.named + 777))  # fmt: skip


def _here(units: Units, told: Signs) -> Hashes:
    left, right = _neighbours(units)
    form = told.form
    place = form.role * 16 + form.spot
    label = form.label ^ (form.behind.astype(np.uint64) * _SECOND)
    return _table((units.head, units.piece, left, right, told.cased, place, form.spot, form.header, form.title, label,
                   told.below, told.often))  # fmt: skip


def _table(columns: tuple[Hashes | Numbers, ...]) -> Hashes:
    table = np.empty((len(columns), len(columns[0])), np.uint64)
    for row, column in zip(table, columns, strict=True):
        row[:] = column.view(np.uint64)
    return table


def _neighbours(units: Units) -> tuple[Hashes, Hashes]:
    """Give the dictionary's words before and behind the one that each unit stands in."""
    every, (begins, ends) = np.arange(len(units)), units.reach()
    first = np.maximum.accumulate(np.where(units.place < 2, every, begins))
    alone_or_last = (units.place == 0) | (units.place == 3)
    last = np.minimum.accumulate(np.where(alone_or_last, every, ends)[::-1])[::-1]
    left, right = np.maximum(first - 1, begins), np.minimum(last + 1, ends)
    return (
        np.where(units.text[left] == units.text, units.piece[left], _EDGE),
        np.where(units.text[right] == units.text, units.piece[right], _EDGE),
    )


def named() -> Iterator[str]:
    """Give what each question asks for, in the order of `asked`."""
    yield from (" ".join(question) for question in sorted(_QUESTIONS, key=len))
