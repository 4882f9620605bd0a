"""The tagger's weights: read once from the package's data, laid out so that numpy adds them up quickly."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from extractors.tagging.known import Known
from extractors.tagging.units import Hashes

SHIPPED = "tagger.npz"
LABELS = ("PER", "ORG", "LOC", "OTH")
TAGS = 1 + 2 * len(LABELS)  # nothing; then each label's first and further units
_ROW = 16  # numbers of 16 bits in a row: a power of two from the tags on, so that none lies across two cache lines
_BIAS = 128  # makes every weight of 8 bits positive, so that lanes never borrow from each other
_AT_ONCE = 1 << 14  # rows that are added up at once: half a processor's cache
_UPPER = 3 if sys.byteorder == "little" else 0  # where the upper 16 bits of a number of 64 lie
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """What features weigh.

    Attributes:
        checks: What a feature's hash must have in its upper bits to own its row; row 0 belongs to nobody.
        rows: The weights of each row for each tag, as bytes, in units of `scale`.
        scale: The size of one step of a weight.
        leaning: What is taken from the score of nothing: who learns from few names sees too few.
    """

    checks: npt.NDArray[np.uint16]
    rows: npt.NDArray[np.int8]
    scale: float
    leaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A model.

    Attributes:
        general: What features weigh in files of any form.
        prose: The same in files that are sentences without form, as most public texts are.
        moves: From each tag to each other, a very low number where it may not follow.
        known: The names that some of the features ask for.
    """

    general: Table
    prose: Table
    moves: Scores
    known: Known

    def save(self, to: BinaryIO) -> None:
        """Write the model."""
        general, prose = self.general, self.prose
        np.savez_compressed(
            to, checks=general.checks, rows=general.rows, scale=np.float32(general.scale), prose_checks=prose.checks,
            prose_rows=prose.rows, prose_scale=np.float32(prose.scale), prose_leaning=np.float32(prose.leaning),
            moves=self.moves, known=self.known.hashes, lists=self.known.lists,
        )  # fmt: skip


def read(file: BinaryIO) -> Weights:
    """Read a model; nothing in it is ever run."""
    with np.load(file, allow_pickle=False) as held:
        general = Table(held["checks"], held["rows"], float(held["scale"]))
        scale, leaning = float(held["prose_scale"]), float(held["prose_leaning"])
        prose = Table(held["prose_checks"], held["prose_rows"], scale, leaning)
        return Weights(general, prose, held["moves"], Known(held["known"], held["lists"]))


@lru_cache(maxsize=1)
def shipped() -> Adder:
    """Give the package's model."""
    return Adder(read(BytesIO(_shipped())))


@lru_cache(maxsize=1)
def digest() -> str:
    """Give the SHA-256 of the package's model."""
    return hashlib.sha256(_shipped()).hexdigest()


def _shipped() -> bytes:
    return files("extractors").joinpath("data", SHIPPED).read_bytes()


class Adder:
    """Adds up the weights of many units at once."""

    def __init__(self, weights: Weights) -> None:
        self.weights, self.moves, self.known = weights, weights.moves, weights.known

    def scores(self, questions: Hashes, *, prose: bool = False) -> Scores:
        """Give the score of each tag (first axis) for each unit, in logarithms of odds.

        Args:
            questions: What is asked of each unit (second axis).
            prose: Whether the units are those of a file that is sentences without form.
        """
        return (self._prose if prose else self._general).scores(questions)

    @cached_property
    def _general(self) -> _Rows:
        return _Rows(self.weights.general)

    @cached_property
    def _prose(self) -> _Rows:
        return _Rows(self.weights.prose)


class _Rows:
    """A table laid out to be added up: a row's tags are lanes of numbers that are added as one.

    A row lies in one line of the processor's cache, for rows are met in no order.
    """

    def __init__(self, table: Table) -> None:
        self._scale, self._leaning = np.float32(table.scale), np.float32(table.leaning)
        self._checks = table.checks
        self._mask = np.int64(len(table.checks) - 1)
        wide = np.zeros((len(table.rows), _ROW), np.uint16)
        wide[:, :TAGS] = table.rows.astype(np.int16) + _BIAS
        self._packed = wide.view(np.uint64)

    def scores(self, questions: Hashes) -> Scores:
        """Give the score of each tag (first axis) for each unit (second), in logarithms of odds."""
        rows = questions.view(np.int64) & self._mask
        rows *= self._checks.take(rows) == questions.view(np.uint16)[:, _UPPER::4]
        sums = np.zeros((questions.shape[1], self._packed.shape[1]), np.uint64)
        step = max(1, _AT_ONCE // max(1, questions.shape[1]))
        for first in range(0, len(rows), step):
            sums += np.add.reduce(self._packed.take(rows[first : first + step], 0), 0)
        lanes = np.ascontiguousarray(sums.view(np.uint16)[:, :TAGS].T)
        scores: Scores = (lanes.astype(np.float32) - np.float32(len(rows) * _BIAS)) * self._scale
        scores[0] -= self._leaning
        return scores
