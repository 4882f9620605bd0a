"""From scores to names: only around units that may be in a name is a path looked for, many such places at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.tagging.units import Flags, Numbers
from extractors.tagging.weights import LABELS, TAGS, Scores

NEVER = -1e4
DOUBT = 4.5  # chosen: at odds of 90 to one that nothing stands here no name goes through; folders by others, 2026-11
LONGEST = 48  # units; a place that may be longer is cut
_LEVELLED = 4  # steps; so far odds of a double's size neither vanish nor overflow
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
    """The likeliest path through all texts, and each tag's probability at each unit over all paths.

    Where the path names nothing for far around, the probability of nothing is 1.
    """

    path: Numbers
    sure: Scores


def read(scores: Scores, moves: Scores, text: Numbers) -> Read:
    """Read scores (tags first)."""
    path, sure = np.zeros(scores.shape[1], np.int64), np.zeros_like(scores)
    sure[_NOTHING] = 1
    starts, ends = _places(scores, text) if len(path) else (path, path)
    for group in _alike(ends - starts):
        _fill(Read(path, sure), scores, moves, (starts.take(group), (ends - starts).take(group)))
    return Read(path, sure)


_CUTS = (3, 6, 12, 24)  # units; the longest place of a group is at most twice as long as most others
_FEW = 1 << 11  # units with what fills places up: below it a second group costs more than what it saves


def _alike(lengths: Numbers) -> list[Numbers]:
    """Give the places in groups of about one length, for a short one is filled up to the longest of its group."""
    if not len(lengths):
        return []
    if int(lengths.max()) * len(lengths) <= _FEW:
        return [np.arange(len(lengths))]
    order = lengths.argsort(kind="stable")
    cuts = lengths.take(order).searchsorted(_CUTS, side="right")
    return [group for group in np.split(order, cuts) if len(group)]


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
    """Fill in some places at once; around each stands nothing.

    Arrays are laid out by step, tag, place: what is done for all places runs along memory.
    """
    starts, lengths = places
    steps = np.arange(int(lengths.max()))[:, None]
    held = steps < lengths
    at = np.where(held, starts + steps, starts)
    local = np.ascontiguousarray(scores.take(at, 1).transpose(1, 0, 2))
    local[:, 1:] += np.where(held, np.float32(0), np.float32(NEVER))[:, None]
    local[:, _NOTHING] *= held
    best = _best(local, moves)
    to.path[at[held]] = best[held]
    named = np.flatnonzero(best.any(0))
    if not len(named):
        return
    if len(named) < len(starts):
        local, held, at = local.take(named, 2), held.take(named, 1), at.take(named, 1)
        lengths = lengths.take(named)
    to.sure[:, at[held]] = _shares(local, moves, lengths).transpose(1, 0, 2)[:, held]


def _best(local: Scores, moves: Scores) -> Numbers:
    """Give the best path through each place (Viterbi)."""
    value, through = np.empty_like(local), np.empty((TAGS, *local.shape[1:]), np.float32)
    value[0] = local[0] + moves[_NOTHING][:, None]
    for step in range(1, len(local)):
        np.add(value[step - 1, :, None], moves[:, :, None], out=through)
        np.maximum.reduce(through, 0, out=value[step])
        value[step] += local[step]
    path = np.empty((len(local), local.shape[2]), np.int64)
    path[-1] = (value[-1] + moves[:, _NOTHING, None]).argmax(0)
    for step in range(len(local) - 1, 0, -1):
        (value[step - 1] + moves.take(path[step], 1)).argmax(0, out=path[step - 1])
    return path


def _shares(local: Scores, moves: Scores, lengths: Numbers) -> Scores:
    """Give each tag's share of all paths at each unit (forward and backward).

    Both ways are gone at once: the way forward in the upper half of each array, the way back, from each place's own
    end, in the lower. No place's shares depend on how many others are looked at, or how long these are.
    """
    odds = np.exp(local - local.max(1, keepdims=True), dtype=np.float64)
    onto = np.exp(moves, dtype=np.float64)
    ways = np.stack((onto, onto.T), axis=1)[..., None]
    steps = np.arange(len(odds))[:, None]
    back = np.where(steps < lengths, lengths - 1 - steps, steps)[:, None]
    here = np.stack((odds, np.take_along_axis(odds, back, 0)), axis=1)
    reached = np.empty_like(here)  # what comes in at each unit from the side
    reached[0] = np.stack((onto[_NOTHING], onto[:, _NOTHING]))[..., None]
    through = np.empty((TAGS, 2, TAGS, odds.shape[2]))
    for step in range(1, len(here)):
        here[step - 1] *= reached[step - 1]
        np.multiply(ways, here[step - 1].swapaxes(0, 1)[:, :, None], out=through)
        np.add.reduce(through, 0, out=reached[step])
        if step % _LEVELLED == 0:
            reached[step] /= reached[step].sum(1, keepdims=True)
    found = odds * reached[:, 0] * np.take_along_axis(reached[:, 1], back, 0)
    shares: Scores = (found / found.sum(1, keepdims=True)).astype(np.float32)
    return shares


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
