"""Names that many texts know: cities, given names, surnames, bodies; kept as hashes beside the tagger's weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractors.tagging.units import Hashes, Numbers


@dataclass(frozen=True, slots=True)
class Known:
    """Names that are known: the upper half of each one's hash, ascending, and the lists that hold it, as bits."""

    hashes: npt.NDArray[np.uint32]
    lists: npt.NDArray[np.uint8]

    def of(self, asked: Hashes) -> Numbers:
        """Give the lists of what each hash stands for."""
        if not len(self.hashes):
            return np.zeros(len(asked), np.int64)
        upper = (asked >> np.uint64(32)).astype(np.uint32)
        at = np.minimum(np.searchsorted(self.hashes, upper), len(self.hashes) - 1)
        return np.where((self.hashes[at] == upper) & (asked != 0), self.lists[at], 0).astype(np.int64)
