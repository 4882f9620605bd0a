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
        upper = (asked.ravel() >> np.uint64(32)).astype(np.uint32)
        may = np.flatnonzero(self._any.take(upper >> np.uint32(32 - _KEPT)))
        told = np.zeros(asked.size, np.int64)
        if len(may):
            few = upper.take(may)
            at = self.hashes.searchsorted(few)
            np.minimum(at, len(self.hashes) - 1, out=at)
            held = (self.hashes.take(at) == few) & (asked.ravel().take(may) != 0)
            told[may] = self.lists.take(at) * held
        return told.reshape(asked.shape)
