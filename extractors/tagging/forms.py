"""Where each unit stands in a document's form: its segment's role, its cell, that cell's header, the label before it.

Headers and labels say what stands below or behind them. No list of words says which of them say what: that the tagger
has learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from extractors.model import Cells, Segment
from extractors.tagging.units import Flags, Hashes, Numbers, Units, spelled, units
from extractors.text import simplified

_FORMS = {"title": 1, "heading": 2, "paragraph": 3, "bullet": 4, "row": 5, "field": 6}
_PLAIN = frozenset({"body", "table", "form_field", "attachment"})  # layers that say nothing beside the form
_NEAR = 3  # units; what is further from an edge is one class
_BEHIND = 16  # units; a label says nothing of what stands further behind it
_COLUMNS = 1024  # of one table; those behind count as one
_DOCUMENT_BITS = 44  # of a column's number: a document's number stands above those of its tables
_NONE = np.uint64(0)


@dataclass(frozen=True, slots=True)
class Forms:
    """Numbers and hashes, one a unit.

    Attributes:
        role: The segment's form and whether its layer is one beside the body's.
        spot: How far from the edges of its cell, or of its text, it stands: 0 to 15.
        header: A hash of its cell's header, 0 for none.
        title: A hash of the last word of that header, 0 for none.
        label: A hash of the word before the last colon in its cell, 0 for none.
        behind: How far behind that colon it stands: 0 for no colon, 1, 2 to 4 units, more.
        column: The number of its column of its document's table, 0 for none.
        opens: Whether it is the first of its cell.
    """

    role: Numbers
    spot: Numbers
    header: Hashes
    title: Hashes
    label: Hashes
    behind: Numbers
    column: Numbers
    opens: Flags


def forms(found: Units, segments: Sequence[Segment]) -> Forms:
    """Say where each unit stands; `found.text` numbers the segments."""
    first, last = (int(found.text[0]), int(found.text[-1])) if len(found) else (0, -1)
    here, text = segments[first : last + 1], found.text - first  # a long file's other segments are other batches'
    every, opens, begins = np.arange(len(found)), *_opens(found)
    starts = np.flatnonzero(opens)
    ends = np.append(starts[1:], len(found))[: len(starts)]
    ends -= _is(found, "\t").take(ends - 1)
    cell = np.cumsum(opens) - 1
    start = starts.take(cell)
    before, left = every - start, np.maximum(ends.take(cell) - 1 - every, 0)
    index = cell - cell.take(np.maximum.accumulate(every * begins))
    role = np.array([_FORMS[s.form] * 2 + (s.layer not in _PLAIN) for s in here], np.int64)
    tables = np.array([s.table for s in here], np.int64).take(text)
    label, behind = _labels(found, start)
    return Forms(
        role.take(text),
        np.minimum(before, _NEAR) * 4 + np.minimum(left, _NEAR),
        *_headers(here, text, index),
        label,
        behind,
        _columns(found, tables, index),
        opens,
    )


def _columns(found: Units, tables: Numbers, index: Numbers) -> Numbers:
    columns = np.where(tables > 0, tables * _COLUMNS + np.minimum(index, _COLUMNS - 1), 0)
    return columns if found.documents is None else columns + (columns > 0) * (found.document() << _DOCUMENT_BITS)


def _opens(found: Units) -> tuple[Flags, Flags]:
    """Say which units begin a cell, or a text that has none, and which a text; a tab belongs to the cell it ends."""
    begins = np.ones(len(found), np.bool_)
    begins[1:] = found.text[1:] != found.text[:-1]
    opens = begins.copy()
    opens[1:] |= _is(found, "\t")[:-1]
    return opens, begins


def _is(found: Units, sign: str) -> Flags:
    same: Flags = found.word == _sign(sign)
    return same


@lru_cache(maxsize=8)
def _sign(sign: str) -> np.uint64:
    return np.uint64(units([sign], [None]).word[0])


def _headers(segments: Sequence[Segment], text: Numbers, index: Numbers) -> tuple[Hashes, Hashes]:
    """Give a hash of each unit's header and one of that header's last word.

    Args:
        segments: The file's.
        text: Which of them each unit stands in.
        index: Which of its cells.
    """
    numbers: dict[tuple[str, ...], int] = {}
    of = np.array([numbers.setdefault(_heads(segment), len(numbers)) for segment in segments], np.int64)
    sizes = np.array([len(heads) + 1 for heads in numbers], np.int64)
    if sizes.sum() < 2:  # most files have no table
        return np.zeros(len(text), np.uint64), np.zeros(len(text), np.uint64)
    known = _hashed(dict.fromkeys(chain.from_iterable(numbers)))
    hashes = [pair for heads in numbers for pair in (*map(known.__getitem__, heads), (_NONE, _NONE))]
    mine = of.take(text)
    at = (np.cumsum(sizes) - sizes).take(mine) + np.minimum(index, sizes.take(mine) - 1)
    whole, last = np.array(hashes, np.uint64).T.take(at, 1)
    return whole, last


def _heads(segment: Segment) -> tuple[str, ...]:
    cells = segment.cells
    return cells.headers if isinstance(cells, Cells) else tuple([cell.header for cell in cells])


def _hashed(headers: Iterable[str]) -> dict[str, tuple[np.uint64, np.uint64]]:
    """Give a hash of each header without its marks, and one of its last two Chinese characters or its last word."""
    told = {header: _words(header) for header in headers}
    said = dict.fromkeys(chain.from_iterable(told.values()))
    said.pop("", None)
    hashes = {"": _NONE, **dict(zip(said, _sums(list(said)), strict=True))}
    return {header: (hashes[whole], hashes[last]) for header, (whole, last) in told.items()}


@lru_cache(maxsize=1 << 12)
def _words(header: str) -> tuple[str, str]:
    """Give a header without its marks, and its last two Chinese characters or its last word."""
    plain = "".join(sign if sign.isalpha() else " " for sign in simplified(header)).split()
    if not plain:
        return "", ""
    return " ".join(plain), plain[-1][-2:] if "\u4e00" <= plain[-1][-1] <= "\u9fff" else plain[-1]


def _sums(texts: Sequence[str]) -> Hashes:
    """Give each text's hash: those of all its units, each by its place; none of the texts may be empty."""
    if not texts:
        return np.zeros(0, np.uint64)
    text, word, _ = spelled(texts)
    first = np.searchsorted(text, np.arange(len(texts)))
    odd = 2 * (np.arange(len(text)) - first[text]) + 1
    sums: Hashes = np.bitwise_xor.reduceat(word * odd.astype(np.uint64), first)
    return sums


def _labels(found: Units, starts: Numbers) -> tuple[Hashes, Numbers]:
    """Give each unit the word before the last colon in its cell, and how far behind that it stands."""
    every = np.arange(len(found))
    colon = _is(found, ":") | _is(found, "：")
    if not colon.any():
        return np.zeros(len(found), np.uint64), np.zeros(len(found), np.int64)
    last = np.maximum.accumulate(np.where(colon, every, -1))
    last = np.concatenate(([-1], last[:-1]))  # the colon itself stands behind none
    away = every - last
    held = (last > starts) & (away <= _BEHIND)
    label = np.where(held, found.piece[np.maximum(last - 1, 0)], _NONE)
    return label, np.where(held, 1 + (away > 1) + (away > 4), 0)
