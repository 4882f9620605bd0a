"""Names that many texts know: cities, given names, surnames, bodies; kept as hashes beside the tagger's weights."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extractors.tagging.units import Flags, Hashes, Numbers

_KEPT = 20  # bits of a hash that tell for nearly all that are no name's that they are none


@dataclass(frozen=True, slots=True)
class Known:
    """Names that are known: the upper half of each one's hash, ascending, and the lists that hold it, as bits."""

    hashes: npt.NDArray[np.uint32]
    lists: npt.NDArray[np.uint8]
    _any: Flags = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note which beginnings of hashes there are."""
        flags = np.zeros(1 << _KEPT, np.bool_)
        flags[self.hashes >> np.uint32(32 - _KEPT)] = True
        object.__setattr__(self, "_any", flags)

    def of(self, asked: Hashes) -> Numbers:
        """Give the lists of what each hash stands for; the hashes may lie in any shape."""
        upper = (asked >> np.uint64(32)).astype(np.uint32)
        told = np.zeros(asked.shape, np.int64)
        may = np.nonzero(self._any.take(upper >> np.uint32(32 - _KEPT)) & (asked != 0))
        if len(may[0]):
            few = upper[may]
            at = np.minimum(np.searchsorted(self.hashes, few), len(self.hashes) - 1)
            told[may] = np.where(self.hashes[at] == few, self.lists[at], 0)
        return told
