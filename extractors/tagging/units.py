"""A file's text as units, found by array arithmetic: a Chinese character, a Latin word, a number, a mark.

Everything is a column with one entry a unit; no loop runs over characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, repeat

import numpy as np
import numpy.typing as npt

from extractors.text import Words

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SPACE, _MARK, _CJK, _LOWER, _UPPER, _DIGIT, _OTHER = range(7)
_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)  # the golden ratio's bits: an odd number without pattern
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))
_MIX = np.uint64(0xFF51AFD7ED558CCD)  # MurmurHash3's finaliser
_SALT = np.uint64(0x2545F4914F6CDD1D)  # xorshift64*'s multiplier: tells documents apart
_FAR, _NEAR = np.uint64(33), np.uint64(29)
AFFIX = 3  # chosen: English endings tell a word's kind by three letters
LONGEST = 6  # units; a listed name of more is not looked for


@dataclass(frozen=True, slots=True)
class Units:
    """The units of several texts, one after another.

    Attributes:
        text: Which text each unit stands in, ascending.
        start: Offset of the unit in its text.
        end: Offset behind it.
        word: A number for what it says, case left out.
        head: A number for its first letters; of a Chinese character for itself.
        tail: A number for its last letters.
        shape: 0 to 63: its characters' classes, its length, a blank before it.
        cjk: Whether it is a Chinese character.
        piece: A number for the dictionary's word that it stands in; of a Latin word for itself.
        place: Where it stands in that word: alone 0, first 1, inside 2, last 3.
        tag: The dictionary's tag of that word, as a number; 0 where no dictionary was asked.
        runs: For 2, 3, ... LONGEST units from each unit on a number for what they say together; 0 across two texts.
        documents: Which documents the texts are of, None where all are one's.
    """

    text: Numbers
    start: Numbers
    end: Numbers
    word: Hashes
    head: Hashes
    tail: Hashes
    shape: Numbers
    cjk: Flags
    piece: Hashes
    place: Numbers
    tag: Numbers
    runs: tuple[Hashes, ...]
    documents: Documents | None = None

    def __len__(self) -> int:
        return len(self.start)

    def behind(self, texts: Numbers) -> Numbers:
        """Give the unit behind the last of each of these texts' documents."""
        if self.documents is None:
            return np.full(len(texts), len(self))
        return self.documents.edges.take(self.documents.of.take(texts) + 1)

    def reach(self) -> tuple[Numbers | int, Numbers | int]:
        """Give the first and the last unit of each unit's document; one number each where all are one's."""
        if self.documents is None:
            return 0, len(self) - 1
        edges = self.documents.edges
        sizes = edges[1:] - edges[:-1]
        return np.repeat(edges[:-1], sizes), np.repeat(edges[1:] - 1, sizes)

    def apart(self, values: Hashes) -> Hashes:
        """Make the hashes of what different documents say different ones; those of the first stay."""
        return values if self.documents is None else values ^ (self.document().astype(np.uint64) * _SALT)

    def document(self) -> Numbers:
        """Give the number of each unit's document."""
        none = np.zeros(len(self), np.int64)
        return none if self.documents is None else self.documents.of.take(self.text)


@dataclass(frozen=True, slots=True)
class Documents:
    """Whose texts stand one after another in a batch: what is told of one document is told of no other.

    Attributes:
        of: The number of each text's document, ascending.
        edges: The first unit of each document, and the one behind all units.
    """

    of: Numbers
    edges: Numbers


@lru_cache(maxsize=1)
def _classes() -> npt.NDArray[np.uint8]:
    """Give the class of every character of the basic plane."""
    table = np.full(0x10000, _MARK, np.uint8)
    for code in range(0x2E80):
        character = chr(code)
        if character.isspace():
            table[code] = _SPACE
        elif character.isdigit():
            table[code] = _DIGIT
        elif character.isalpha():
            table[code] = _UPPER if character.isupper() else _LOWER
    table[[*range(32), 0x3000, 0xFEFF]] = _SPACE
    table[ord("\t")] = _MARK  # between two cells
    table[0x3400:0xA000] = table[0xF900:0xFB00] = _CJK
    table[0x3041:0x3100] = table[0xAC00:0xD7A4] = _OTHER
    return table


@lru_cache(maxsize=1)
def _numbers() -> Hashes:
    """Give a number, 0 for none, for every character of the basic plane without its case, and for digits the zero's."""
    table = np.arange(0x10000, dtype=np.uint64)
    for code in range(0x2000):
        small = chr(code).lower()
        table[code] = ord(small) if len(small) == 1 else code
    table[_classes() == _DIGIT] = ord("0")
    return table + np.uint64(1)


def mixed(values: Hashes) -> Hashes:
    """Spread the bits of hashes, so that any of them serve as a table's index."""
    found = values >> _FAR
    found ^= values
    found *= _MIX
    found ^= found >> _NEAR
    return found


def units(texts: Sequence[str], split: Sequence[Words | None]) -> Units:
    """Cut texts into units.

    Args:
        texts: In simplified characters.
        split: Each text's words where the dictionary was asked for them.
    """
    begins, codes, kinds = _signs(texts)
    starts, ends = _edges(kinds)
    owner = begins.searchsorted(starts, side="right") - 1
    spell = _Spelling(codes)
    first, last, tags = _words(split, begins, starts, ends)
    firsts, lasts = np.empty((2, 4, len(starts)), np.int64)
    firsts[0] = firsts[1] = starts
    firsts[2], firsts[3] = np.maximum(ends - AFFIX, starts), first
    lasts[0] = lasts[2] = ends
    lasts[1], lasts[3] = np.minimum(starts + AFFIX, ends), last
    word, head, tail, piece = spell.hashes(firsts, lasts)
    begin = begins.take(owner)
    return Units(
        owner,
        starts - begin,
        ends - begin,
        word,
        head,
        tail,
        _shapes(kinds, starts, ends),
        kinds.take(starts) == _CJK,
        piece,
        np.where(first < starts, np.where(last > ends, 2, 3), np.where(last > ends, 1, 0)),
        tags,
        tuple(_runs(spell, owner, starts, ends)),
    )


def spelled(texts: Sequence[str]) -> tuple[Numbers, Hashes, Hashes]:
    """Cut texts into units of which nothing more is wanted than what they say.

    Args:
        texts: In simplified characters.

    Returns:
        The columns `text`, `word` and `head` of `units`.
    """
    begins, codes, kinds = _signs(texts)
    starts, ends = _edges(kinds)
    spell = _Spelling(codes)
    owner = begins.searchsorted(starts, side="right") - 1
    return owner, spell.hashes(starts, ends), spell.hashes(starts, np.minimum(starts + AFFIX, ends))


def _signs(texts: Sequence[str]) -> tuple[Numbers, npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """Put texts one behind another: where each begins, the code of each character, and its class."""
    begins = np.fromiter(accumulate([len(text) + 1 for text in texts], initial=0), np.int64, len(texts) + 1)
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return begins, codes, _classes().take(codes, mode="clip")


_FURTHER = np.arange(1, LONGEST)[:, None]


def _runs(spell: _Spelling, owner: Numbers, starts: Numbers, ends: Numbers) -> Hashes:
    """Give numbers for each unit and one, two, ... more behind it; 0 where these stand in another text."""
    size = len(owner)
    last = np.arange(size) + _FURTHER
    inside = last < size
    np.minimum(last, size - 1, out=last)
    inside &= owner.take(last) == owner
    found = spell.hashes(np.broadcast_to(starts, last.shape), ends.take(last))
    found *= inside
    return found


# rjieba's tags; the order is part of a model.
_TAGS = {
    tag: number
    for number, tag in enumerate(
        (
            "n nr ns nt nz ng nrt nrfg v vn vd vg a ad an d m mq q r t f s p c u uj ul uz ug ud uv k h y e o i l j b z "
            "x w eng g"
        ).split(),
        1,
    )
}


def _words(
    split: Sequence[Words | None], begins: Numbers, starts: Numbers, ends: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Give for each unit its word's start, end and tag; a unit of a text that was not split is its own word."""
    asked = [words if words is not None and len(words) else None for words in split]
    counts = [0 if words is None else len(words) for words in asked]
    if not sum(counts):
        return starts, ends, np.zeros(len(starts), np.int64)
    known = [words for words in asked if words is not None]
    shift = np.repeat(begins[:-1], counts)
    size = len(shift)
    first = np.fromiter(chain.from_iterable(words.starts for words in known), np.int64, size) + shift
    last = np.fromiter(chain.from_iterable(words.ends for words in known), np.int64, size) + shift
    numbered = map(_TAGS.get, chain.from_iterable(words.tags for words in known), repeat(0))
    tags = np.fromiter(numbered, np.int64, size)
    at = np.searchsorted(first, starts, side="right") - 1
    inside = at >= 0
    inside[inside] = last[at[inside]] >= ends[inside]
    at = np.where(inside, at, -1)
    return np.where(inside, first[at], starts), np.where(inside, last[at], ends), np.where(inside, tags[at], 0)


def _edges(kinds: npt.NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Give where units start and end: letters and digits in a row are one unit, anything else stands alone."""
    run = (kinds >= _LOWER) & (kinds <= _DIGIT)
    first = kinds != _SPACE
    first[1:] &= ~(run[1:] & run[:-1])
    last = kinds != _SPACE
    last[:-1] &= ~(run[1:] & run[:-1])
    return np.flatnonzero(first), np.flatnonzero(last) + 1


@lru_cache(maxsize=2)
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Give the powers of the hashes' base, and what undoes each."""
    steps = np.full((2, size), [[_BASE], [_INVERSE]], np.uint64)
    steps[:, 0] = 1
    powers = np.cumprod(steps, axis=1, dtype=np.uint64)
    return powers[0], powers[1]


class _Spelling:
    """Hashes of any stretches of one text from its running sums."""

    def __init__(self, codes: npt.NDArray[np.uint32]) -> None:
        size = len(codes)
        powers, self._undo = _powers(1 << max(12, size.bit_length()))
        self._sums = np.zeros(size + 1, np.uint64)
        values = _numbers().take(codes, mode="clip")
        values *= powers[:size]
        values.cumsum(out=self._sums[1:])

    def hashes(self, starts: Numbers, ends: Numbers) -> Hashes:
        """Give the hash of each stretch; the arrays may lie in any shape."""
        found = self._sums.take(ends)
        found -= self._sums.take(starts)
        found *= self._undo.take(starts)
        return mixed(found)


PER_SHAPE = 6  # a shape's classes of length, with and without a blank
CAPITAL, SMALL = 8, 9  # of a word: its first letter alone is a capital; no letter is


_RUN = 10  # the shape of what is neither one sign nor any of the words below
_ALONE = np.array([_RUN, 1, 0, _RUN, _RUN, _RUN, 2])  # the shape that a first character's class alone tells
_COUNTED = np.array([0, 0, 0, 0, 1 << 32, 1, 0])  # capitals are counted in the upper half, digits in the lower


def _shapes(kinds: npt.NDArray[np.uint8], starts: Numbers, ends: Numbers) -> Numbers:
    """Give each unit's shape as a number."""
    shape = _ALONE.take(kinds.take(starts))
    sizes = np.zeros(len(starts), np.int64)
    words = np.flatnonzero(shape == _RUN)
    if len(words):
        shape[words], sizes[words] = _of_words(kinds, starts.take(words), ends.take(words))
    shape *= 3
    shape += sizes
    shape *= 2
    shape[1:] += starts[1:] > ends[:-1]
    return shape


def _of_words(kinds: npt.NDArray[np.uint8], starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Give the shape of each run of letters and digits without its length and blank, and its class of length."""
    counts = np.zeros(len(kinds) + 1, np.int64)
    _COUNTED.take(kinds).cumsum(out=counts[1:])
    both = counts.take(ends) - counts.take(starts)
    upper, digit, length = both >> 32, both & 0xFFFFFFFF, ends - starts
    shape = np.where((upper == 1) & (kinds.take(starts) == _UPPER), CAPITAL, _RUN)
    shape[upper == 0] = SMALL
    some = digit > 0
    shape[some] = np.where(upper > 0, 6, 7)[some]
    whole = upper == length
    shape[whole] = np.where(length == 1, 4, 5)[whole]
    shape[digit == length] = 3
    return shape, np.minimum(length // 3, 2)  # 0 to 2 letters, 3 to 5, 6 and more
