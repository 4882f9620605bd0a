"""From scores to names: only around units that may be in a name is a path looked for, many such places at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.tagging.units import Flags, Numbers
from extractors.tagging.weights import LABELS, TAGS, Scores

NEVER = -1e4
DOUBT = 6.0  # chosen: at odds of 150 to one that nothing stands here no name goes through
LONGEST = 48  # units; a place that may be longer is cut
_STEPS = (4, 12, LONGEST)  # places of similar length go together
_NOTHING = 0
_FIRST = np.arange(1, TAGS, 2)


@dataclass(frozen=True, slots=True)
class Named:
    """A name: units `first` to `last` (not included), its label's number, its probability from 0 to 1."""

    first: int
    last: int
    label: int
    surety: float


def allowed() -> Flags:
    """Say which tag may follow which: a name's further unit only its first or another further one."""
    table = np.ones((TAGS, TAGS), np.bool_)
    for first in _FIRST.tolist():
        table[:, first + 1] = False
        table[[first, first + 1], first + 1] = True
    return table


@dataclass(frozen=True, slots=True)
class Read:
    """The likeliest path through all texts, and each tag's probability at each unit over all paths."""

    path: Numbers
    sure: Scores


def read(scores: Scores, moves: Scores, text: Numbers) -> Read:
    """Read scores (tags first); far from every name the probability of nothing is 1."""
    path, sure = np.zeros(scores.shape[1], np.int64), np.zeros_like(scores)
    sure[_NOTHING] = 1
    if len(path):
        starts, ends = _places(scores, text)
        lengths = ends - starts
        for shorter, longest in zip((0, *_STEPS), _STEPS, strict=False):
            chosen = np.flatnonzero((lengths > shorter) & (lengths <= longest))
            if len(chosen):
                _fill(Read(path, sure), scores, moves, (starts[chosen], lengths[chosen]))
    return Read(path, sure)


def _places(scores: Scores, text: Numbers) -> tuple[Numbers, Numbers]:
    """Give the runs of units that may be in a name, none across two texts or longer than is looked at."""
    may = scores[1:].max(0) - scores[_NOTHING] > -DOUBT
    begins, stops = may.copy(), may.copy()
    other = text[1:] != text[:-1]
    begins[1:] &= ~may[:-1] | other
    stops[:-1] &= ~may[1:] | other
    starts, ends = np.flatnonzero(begins), np.flatnonzero(stops) + 1
    pieces = -(-(ends - starts) // LONGEST)
    offsets = np.arange(int(pieces.sum())) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    cut = np.repeat(starts, pieces) + offsets * LONGEST
    return cut, np.minimum(cut + LONGEST, np.repeat(ends, pieces))


def _fill(to: Read, scores: Scores, moves: Scores, places: tuple[Numbers, Numbers]) -> None:
    """Fill in places of similar length, all at once; around each stands nothing.

    Arrays are laid out by step, tag, place: what is done for all places runs along memory.
    """
    starts, lengths = places
    steps = np.arange(int(lengths.max()))[:, None]
    held = steps < lengths
    at = np.where(held, starts + steps, starts)
    local = np.ascontiguousarray(scores[:, at].transpose(1, 0, 2))
    local[:, 1:][np.broadcast_to(~held[:, None], local[:, 1:].shape)] = NEVER
    local[:, _NOTHING][~held] = 0
    to.path[at[held]] = _best(local, moves)[held]
    to.sure[:, at[held]] = _shares(local, moves).transpose(1, 0, 2)[:, held]


def _best(local: Scores, moves: Scores) -> Numbers:
    """Give the best path through each place (Viterbi)."""
    value: Scores = np.empty_like(local)
    value[0] = local[0] + moves[_NOTHING][:, None]
    for step in range(1, len(local)):
        value[step] = (value[step - 1][:, None] + moves[:, :, None]).max(0) + local[step]
    path = np.empty((len(local), local.shape[2]), np.int64)
    path[-1] = (value[-1] + moves[:, _NOTHING, None]).argmax(0)
    for step in range(len(local) - 1, 0, -1):
        path[step - 1] = (value[step - 1] + moves[:, path[step]]).argmax(0)
    return path


def _shares(local: Scores, moves: Scores) -> Scores:
    """Give each tag's share of all paths at each unit (forward and backward)."""
    odds = np.exp(local - local.max(1, keepdims=True))
    onto = np.exp(moves)
    back = np.ascontiguousarray(onto.T)
    ahead, behind = np.empty_like(odds), np.empty_like(odds)
    ahead[0] = odds[0] * onto[_NOTHING][:, None]
    for step in range(1, len(odds)):
        ahead[step] = _parts(back @ ahead[step - 1]) * odds[step]
    behind[-1] = onto[:, _NOTHING][:, None]
    for step in range(len(odds) - 1, 0, -1):
        behind[step - 1] = _parts(onto @ (odds[step] * behind[step]))
    found: Scores = ahead * behind
    found /= found.sum(1, keepdims=True) + np.float32(1e-30)
    return found


def _parts(values: Scores) -> Scores:
    parts: Scores = values / (values.sum(0) + np.float32(1e-30))
    return parts


def names(seen: Read) -> list[Named]:
    """Give the names on a path in their order; a name is as sure as its least sure unit is to be of its label."""
    tag = seen.path
    firsts = np.flatnonzero(tag % 2 == 1)
    if not len(firsts):
        return []
    stops = np.append(np.flatnonzero((tag % 2 == 1) | (tag == 0)), len(tag))
    lasts = stops[np.searchsorted(stops, firsts, side="right")]
    label = np.maximum(tag - 1, 0) // 2
    mine = (seen.sure[1::2] + seen.sure[2::2])[label, np.arange(len(tag))]
    mine[tag == 0] = 1
    sureties = np.minimum.reduceat(mine, firsts)
    return [
        Named(first, last, which, surety)
        for first, last, which, surety in zip(
            firsts.tolist(), lasts.tolist(), label[firsts].tolist(), sureties.tolist(), strict=True
        )
    ]


def label(number: int) -> str:
    """Give a label's name."""
    return LABELS[number]
