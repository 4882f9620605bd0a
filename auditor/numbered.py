"""The numbers of texts: which they are, when two texts have the same, and of many pairs at once when they cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extractors.text import simplified

Codes = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
SAME_NUMBERS = 0.6
KEPT_NUMBERS = 0.9
FEW_NUMBERS = 5
LEAST_KEPT = 3  # numbers that one of two versions has at the least
LEAST_RUN = 3
NUMBER = re.compile(r"\d[\d.,]*")
WORDS = 4  # of 64 bits, one bit a number: of forms with a hundred numbers a third of the bits is set
MOST_SAMPLED = 64  # numbers by which crowds are parted: texts with more that have six in ten alike share some of these
MOST_AT_ONCE = 200_000  # pairs whose bits are held side by side: 26 MB


def numbers(text: str) -> frozenset[str]:
    """Give the numbers of a text as digits and points: "1." numbers a line, and "386,000" is a cell's 386000."""
    return frozenset(found.rstrip(".,").replace(",", "") for found in NUMBER.findall(plain(text)))


def plain(text: str) -> str:
    """Give a text in simplified characters and half-width letters: what an input method makes of it is a copy."""
    return text if text.isascii() else "\n".join(map(simplified, text.split("\n")))


def same(first: frozenset[str], second: frozenset[str]) -> bool:
    """Say whether most numbers of two texts are the same, those of pages and lines left out, or there are but few."""
    mine, theirs = first - (_run(first) - second), second - (_run(second) - first)
    if max(len(mine), len(theirs)) < FEW_NUMBERS:
        return True
    return len(mine & theirs) / len(mine | theirs) >= SAME_NUMBERS


def kept(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Say whether nearly all numbers of one text stand in the other."""
    few, many = sorted((len(mine), len(theirs)))
    return few >= LEAST_KEPT and many >= FEW_NUMBERS and len(mine & theirs) >= KEPT_NUMBERS * few


def _run(found: frozenset[str]) -> frozenset[str]:
    """Give the numbers from 1 on without a gap, three at the least.

    What only one of two texts counts so are its pages or lines: PDF numbers the pages where Word has but a field.
    """
    run = []
    for number in map(str, range(1, len(found) + 1)):
        if number not in found:
            break
        run.append(number)
    return frozenset(run) if len(run) >= LEAST_RUN else frozenset()


class Numbers:
    """What is known of the numbers of many texts, by their places; a text is read when it is first asked about.

    A text is held as 256 bits with one set for each number: at least as many numbers of one are not in the other as
    bits of the one are not set in the other. So what is said to differ does.
    """

    def __init__(self, many: int, of: Callable[[int], frozenset[str]]) -> None:
        """Take how many texts there are, and what gives the numbers of one."""
        self._of = of
        self._known = np.zeros(many, dtype=bool)
        self._all, self._own = (np.zeros((many, WORDS), dtype=np.uint64) for _ in range(2))
        self._many, self._many_own = (np.zeros(many, dtype=np.int64) for _ in range(2))
        self._samples: dict[int, Codes] = {}

    def may_be_one(self, left: Codes, right: Codes) -> Bools:
        """Say of each two texts whether their numbers may be `same` or `kept`; False is certain."""
        out = np.zeros(len(left), dtype=bool)
        for start in range(0, len(left), MOST_AT_ONCE):
            part = slice(start, start + MOST_AT_ONCE)
            out[part] = self._may_be_one(left[part], right[part])
        return out

    def _may_be_one(self, left: Codes, right: Codes) -> Bools:
        self._know(np.concatenate([left, right]))
        common = np.minimum(self._many[left] - _beyond(self._all[left], self._all[right]),
                            self._many[right] - _beyond(self._all[right], self._all[left]))  # fmt: skip
        apart = _beyond(self._own[left], self._all[right]) + _beyond(self._own[right], self._all[left])
        few = np.minimum(self._many[left], self._many[right])
        same = np.maximum(self._many_own[left], self._many_own[right]) < FEW_NUMBERS
        same |= common / np.maximum(common + apart, 1) >= SAME_NUMBERS
        return np.asarray(same | (few >= LEAST_KEPT) & (common >= KEPT_NUMBERS * few))

    def sampled(self, places: Codes) -> tuple[Codes, Codes]:
        """Give some numbers of each of these texts, hashed, and how many; texts with the same ones have the same."""
        held = [self._sample(place) for place in places.tolist()]
        return np.concatenate([*held, np.zeros(0, dtype=np.int64)]), np.array(list(map(len, held)), dtype=np.int64)

    def _sample(self, place: int) -> Codes:
        if place not in self._samples:
            hashes = sorted(crc32(number.encode()) for number in self._of(place))
            self._samples[place] = np.array(hashes[:MOST_SAMPLED], dtype=np.int64)
        return self._samples[place]

    def _know(self, places: Codes) -> None:
        asked = np.zeros(len(self._known), dtype=bool)
        asked[places] = True
        fresh = np.flatnonzero(asked & ~self._known)
        for place in fresh.tolist():
            found = self._of(place)
            own = found - _run(found)
            self._many[place], self._many_own[place] = len(found), len(own)
            self._all[place], self._own[place] = _bits(found), _bits(own)
        self._known[fresh] = True


def _bits(found: frozenset[str]) -> npt.NDArray[np.uint64]:
    """Set a bit for each number."""
    bits = 0
    for number in found:
        bits |= 1 << crc32(number.encode()) % (64 * WORDS)
    return np.frombuffer(bits.to_bytes(8 * WORDS, "little"), dtype=np.uint64)


def _beyond(mine: npt.NDArray[np.uint64], theirs: npt.NDArray[np.uint64]) -> Codes:
    """Count the bits of one that are not set in the other."""
    return np.asarray(np.bitwise_count(mine & ~theirs).sum(axis=1, dtype=np.int64))
