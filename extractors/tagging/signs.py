"""What the rules and the word lists say of each unit, as numbers that the tagger can ask about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from extractors import latin, lexicon, pinyin
from extractors.model import NAME_KINDS, Mention
from extractors.tagging.units import Hashes, Numbers, Units, units

_KINDS = {"person": 0, "organisation": 1, "place": 2, "site": 3, "project": 4, "product": 4, "programme": 4}
_WEAK, _FAIR = 0.5, 0.75  # chosen: 0.5 is where the folder's pass takes a find for weak


def ruled(found: Units, mentions: Iterable[Mention]) -> Numbers:
    """Number what the rules say of each unit: 0 nothing, else the kind, the surety, and whether a name begins.

    Of overlapping finds the longest and surest speaks.
    """
    told = np.zeros(len(found), np.int64)
    names = sorted(
        (m for m in mentions if m.kind in NAME_KINDS),
        key=lambda m: (m.confidence >= _WEAK, m.end - m.start, m.confidence, m.kind),
    )
    if not names or not len(found):
        return told
    place = found.text * (1 << 32) + found.start
    lows = np.searchsorted(place, [m.segment * (1 << 32) + m.start for m in names])
    highs = np.searchsorted(place, [m.segment * (1 << 32) + m.end for m in names])
    for mention, low, high in zip(names, lows.tolist(), highs.tolist(), strict=True):
        code = 1 + (_KINDS[mention.kind] * 3 + (mention.confidence >= _WEAK) + (mention.confidence >= _FAIR)) * 3
        told[low:high] = code + 1
        told[low : low + 1] = code
        told[high : high + 1] = np.where(told[high : high + 1] == 0, 100, told[high : high + 1])
    return told


@lru_cache(maxsize=1)
def _lists() -> tuple[Hashes, Numbers]:
    """Give the hashes of all listed words, ascending, and for each the lists that hold it, as bits."""
    bits: dict[int, int] = {}
    for number, words in enumerate(_word_lists()):
        listed = sorted(words)
        split = units(listed, [None] * len(listed))
        single = np.bincount(split.text, minlength=len(listed)) == 1
        for code in split.word[single[split.text]].tolist():
            bits[code] = bits.get(code, 0) | (1 << number)
    order = sorted(bits)
    return np.array(order, np.uint64), np.array([bits[code] for code in order], np.int64)


def _word_lists() -> Sequence[Iterable[str]]:
    surnames = lexicon.entries("surnames")
    return (
        {w for w in surnames if len(w) == 1},
        set("".join(lexicon.lines("given"))),
        set("".join(lexicon.lines("transliteration"))),
        lexicon.entries("firstnames"),
        lexicon.names("places"),
        lexicon.names("organisations"),
        lexicon.entries("english"),
        latin.ORG_HEADS,
        pinyin.surnames(),
    )


def listed(found: Units) -> Numbers:
    """Give for each unit the lists that hold it, as bits of a number."""
    known, bits = _lists()
    at = np.minimum(np.searchsorted(known, found.word), len(known) - 1)
    return np.where(known[at] == found.word, bits[at], 0)
