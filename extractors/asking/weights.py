"""The weights of the learned part, read once from the package's data, and what they make of clauses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from extractors.asking.signs import FACETS, Clause, shared
from extractors.text import has_cjk

SHIPPED = "facets.npz"
# Rules and who runs something often stand in clauses whose cues speak of something else: they need half as much more.
# chosen: of 36 folders that the model shipped did not learn from 12 more such statements are found among 254 more, and
# the sentences of `tests/truth` are right as often, 2026-11
YIELDING = np.array([facet in ("operator", "policy") for facet in FACETS])
Sums = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Weights:
    """A model.

    Attributes:
        checks: What a sign's hash must have in its upper bits to own its row; row 0 belongs to nobody.
        rows: The weights of each row for each facet, in units of `scale`.
        scale: The size of one step of a weight, in logarithms of odds.
        enough: Sum of weights, in steps, at which a facet is answered.
        ahead: Steps that a facet has in advance which the cues give, by how surely they do.
        held: Steps that every other facet must have more than enough of, by how surely the surest cue speaks.
        chinese: Steps that every facet has in advance in a Chinese sentence or row.
    """

    checks: npt.NDArray[np.uint16]
    rows: npt.NDArray[np.int8]
    scale: float
    enough: int
    ahead: tuple[int, ...]
    held: tuple[int, ...]
    chinese: int

    def save(self, to: BinaryIO) -> None:
        """Write the model."""
        decision = np.array([self.enough, self.chinese, *self.ahead, *self.held], np.int32)
        np.savez_compressed(to, checks=self.checks, rows=self.rows, scale=np.float32(self.scale), decision=decision)

    def sums(self, clauses: Sequence[Clause]) -> Sums:
        """Give for each clause (first axis) each facet's sum of weights, in steps."""
        hashes, bearer, of = shared(clauses)
        found = np.zeros((int(of.max()) + 1, len(FACETS)), np.int32)
        row = (hashes & np.uint64(len(self.checks) - 1)).astype(np.intp)
        own = np.flatnonzero(self.checks.take(row) == (hashes >> np.uint64(48)).astype(np.uint16))
        own = own.take(bearer.take(own).argsort(kind="stable"))
        if len(own):
            whose = bearer.take(own)
            first = np.flatnonzero(np.diff(whose, prepend=-1))
            found[whose.take(first)] = np.add.reduceat(self.rows.take(row.take(own), 0), first, dtype=np.int32)
        sums: Sums = found.take(of, 0).sum(1, dtype=np.int32)
        return sums

    def answered(self, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
        """Say for each clause which facets stand if its cues give them, and which it answers without; as bits."""
        if not clauses:
            return []
        sums = self.sums(clauses)
        cued, others = advances(clauses, np.array(self.ahead), np.array(self.held), self.chinese)
        bits = 1 << np.arange(len(FACETS))
        stand, fresh = (((sums + more >= self.enough) @ bits).tolist() for more in (cued, others))
        return list(zip(stand, fresh, strict=True))


def advances(clauses: Sequence[Clause], ahead: Any, held: Any, chinese: float) -> tuple[Any, Any]:
    """Give what each facet of each clause has in advance as one that cues give, and as one that they do not.

    Args:
        clauses: The clauses.
        ahead: By how surely cues give a facet, what it has in advance.
        held: By how surely the surest cue of a clause speaks, what any other facet is short of.
        chinese: What both have in advance in a Chinese sentence or row.

    Returns:
        Two arrays by clause and facet, of the arguments' numbers; the second is alike for all facets but YIELDING.
    """
    sure = np.array([clause.sure for clause in clauses], np.int64).reshape(-1, len(ahead))
    given = sure[:, :, None] >> np.arange(len(FACETS)) & 1 > 0
    cued, short = np.zeros((len(sure), len(FACETS)), ahead.dtype), np.zeros(len(sure), held.dtype)
    for level in reversed(range(len(ahead))):
        cued[given[:, level]] = ahead[level]
        short[sure[:, level] > 0] = held[level]
    ours = np.array([[chinese * has_cjk(clause.window)] for clause in clauses], ahead.dtype).reshape(-1, 1)
    return cued + ours, ours - np.where(YIELDING, short[:, None] / 2, short[:, None])


def read(file: BinaryIO) -> Weights:
    """Read a model; nothing in it is ever run."""
    with np.load(file, allow_pickle=False) as held:
        enough, chinese, *steps = held["decision"].tolist()
        ahead, behind = tuple(steps[: len(steps) // 2]), tuple(steps[len(steps) // 2 :])
        return Weights(held["checks"], held["rows"], float(held["scale"]), enough, ahead, behind, chinese)


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """Give the package's model."""
    return read(BytesIO(_shipped()))


@lru_cache(maxsize=1)
def digest() -> str:
    """Give the SHA-256 of the package's model."""
    return hashlib.sha256(_shipped()).hexdigest()


def _shipped() -> bytes:
    return files("extractors").joinpath("data", SHIPPED).read_bytes()
