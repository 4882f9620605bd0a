"""Which of very many texts may be one, by their sketches alone: sorted columns of marks, never all pairs.

Texts meet where they share a band: three buckets of their sketches. A band that more than fifty texts share is a
template's: there they meet only where they share a number too, since two filled-in forms with other numbers are never
one; and each meets the band's first ones, which holds together what has no numbers. So no text meets more than some
thousand others, however many there are. What holds of a folder holds of any part of it looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from auditor.ordering import each_once, fresh

Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
BUCKETS, BAND = 64, 3  # two texts with 60 % common shingles meet in a band of 3 in 99 of 100 cases, with 40 % in 94
LEAST_BUCKETS = 8  # of 64: of two texts with 30 % common shingles fewer agree in one of a thousand cases
# Each bucket stands in two bands: with its neighbours, and with those a third and two thirds further on.
BANDS = tuple(
    [np.arange(BAND) + BAND * n for n in range(BUCKETS // BAND)]
    + [np.arange(BAND) * (BUCKETS // BAND) + n for n in range(BUCKETS // BAND)]
)
CROWD = 50  # a mark that more texts share tells none of them from the others
FOREMOST = 3  # of a crowd, with whom each is compared
MOST_AT_ONCE = 50_000  # pairs whose sketches are held side by side: 50 MB
MOST_PAIRS = 2_000_000  # that are gathered from several bands before they are looked at: 16 MB


@dataclass(frozen=True)
class Runs:
    """Texts that share a mark, by their places among all.

    Attributes:
        members: Run by run, in a run in order.
        sizes: How many texts each run has.
    """

    members: Codes
    sizes: Codes

    def sized(self, chosen: Bools) -> Runs:
        """Give some of the runs, a bool each."""
        return Runs(self.members[np.repeat(chosen, self.sizes)], self.sizes[chosen])

    def among(self, here: Bools) -> Runs:
        """Give what is left of the runs among some texts, a bool each."""
        chosen = here[self.members]
        sizes = np.bincount(self.of_each()[chosen], minlength=len(self.sizes))
        return Runs(self.members[chosen], sizes)

    def of_each(self) -> Codes:
        """Give each member the number of its run."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def pairs(self, many: int) -> Codes:
        """Give all pairs within the runs that are no crowds, as the first times `many` plus the second."""
        ends = np.cumsum(self.sizes)
        return np.concatenate([
            _all_pairs(self.members, ends[self.sizes == size] - size, size, many)
            for size in np.unique(self.sizes[(self.sizes > 1) & (self.sizes <= CROWD)]).tolist()
        ] or [np.zeros(0, dtype=np.int64)])  # fmt: skip

    def with_foremost(self, many: int) -> Codes:
        """Give each run's first ones with all that stand behind them, as pairs."""
        starts = np.repeat(np.cumsum(self.sizes) - self.sizes, self.sizes)
        behind = np.arange(len(self.members)) - starts
        rows = [np.flatnonzero(behind > place) for place in range(FOREMOST)]
        return np.concatenate([self.members[starts[row] + place] * many + self.members[row]
                               for place, row in enumerate(rows)])  # fmt: skip


def runs(mark: Hashes, members: Codes) -> Runs:
    """Give the runs of two and more of these texts, in order, that have the same mark."""
    order = np.argsort(mark, kind="stable")
    starts = np.flatnonzero(fresh(mark[order]))
    both = Runs(members[order], np.diff(starts, append=len(order)))
    return both.sized(both.sizes > 1)


def bands(signed: Hashes, told: Codes) -> Iterator[Runs]:
    """Give for each band which of the texts that have a sketch share it.

    Args:
        signed: The sketches, a row a text.
        told: Which texts have one, in order.
    """
    for buckets in BANDS:
        mark = np.zeros(len(told), dtype=np.uint64)
        for bucket in buckets.tolist():  # what meets by chance is told apart when it is compared
            mark = mixed(mark ^ signed[told, bucket])
        yield runs(mark, told)


def parted(crowds: Runs, numbers: Codes, count: Codes) -> Runs:
    """Part crowds by numbers of their texts; a number that a crowd shares tells nothing.

    Args:
        crowds: The crowds.
        numbers: Numbers of each of their texts, one text behind the other.
        count: How many numbers each of these texts has.
    """
    row = np.repeat(np.arange(len(count)), count)
    mark = mixed(mixed(crowds.of_each()[row].astype(np.uint64)) ^ numbers.astype(np.uint64))
    return runs(mark, crowds.members[row])


def agreeing(signed: Hashes, code: Codes) -> Codes:
    """Keep the pairs whose sketches agree in enough buckets; many are looked at together."""
    kept = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(code), MOST_AT_ONCE):
        some = code[start : start + MOST_AT_ONCE]
        left, right = np.divmod(some, len(signed))
        kept.append(some[np.count_nonzero(signed[left] == signed[right], axis=1) >= LEAST_BUCKETS])
    return np.concatenate(kept)


def gathered(codes: Iterable[Codes]) -> Iterator[Codes]:
    """Give pairs, in order and each once, in shares of some million; a pair may come again in another share."""
    held, many = list[Codes](), 0
    for code in codes:
        held.append(code)
        many += len(code)
        if many >= MOST_PAIRS:
            yield each_once(np.concatenate(held))
            held, many = [], 0
    if held:
        yield each_once(np.concatenate(held))


def mixed(codes: Hashes) -> Hashes:
    """Spread the bits (splitmix64, Steele et al. 2014), so that the smallest hashes are a fair sample."""
    with np.errstate(over="ignore"):
        out = codes + np.uint64(0x9E3779B97F4A7C15)
        out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return out ^ (out >> np.uint64(31))


def _all_pairs(members: Codes, start: Codes, size: int, many: int) -> Codes:
    """Give all pairs within runs of one size, the lesser first, as the first times `many` plus the second."""
    held = members[start[:, None] + np.arange(size)]
    left, right = np.triu_indices(size, 1)
    code: Codes = held[:, left] * many + held[:, right]
    return code.ravel()
