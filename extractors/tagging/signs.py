"""What the rules, the word lists and the rest of the document say of each unit, as numbers to be asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractors import latin, lexicon, pinyin
from extractors.model import NAME_KINDS, Mention
from extractors.tagging.known import Known
from extractors.tagging.units import CAPITAL, PER_SHAPE, SMALL, Hashes, Numbers, Units, units

_KINDS = {"person": 0, "organisation": 1, "place": 2, "site": 3, "project": 4, "product": 4, "programme": 4}
_BEHIND = 100  # stands for the unit behind a name
_MARKS = 1  # shapes up to it are no words of letters
_WEAK, _FAIR = 0.5, 0.75  # chosen: 0.5 is where the folder's pass takes a find for weak


@dataclass(frozen=True, slots=True)
class Signs:
    """Numbers, one a unit.

    Attributes:
        rules: What the rules say of it.
        listed: The word lists that hold it, as bits.
        single: The lists of known names that hold it, as bits.
        run: The known name of several units that it is part of: its lists, and whether it begins there or ends.
        cased: How the same word is written elsewhere in the document.
        named: What the rules mostly say of the same word in the document.
    """

    rules: Numbers
    listed: Numbers
    single: Numbers
    run: Numbers
    cased: Numbers
    named: Numbers


def signs(found: Units, mentions: Iterable[Mention], known: Known) -> Signs:
    """Gather all signs of a document's units."""
    rules = ruled(found, mentions)
    return Signs(rules, listed(found), known.of(found.word), _runs(found, known), _cased(found), _named(found, rules))


_BEGINS, _INSIDE, _ENDS = 1, 2, 3


def _runs(found: Units, known: Known) -> Numbers:
    """Give each unit the longest known name of several units that it is part of."""
    told = np.zeros(len(found), np.int64)
    for more, hashes in enumerate(found.runs, 1):
        lists = known.of(hashes)
        firsts = np.flatnonzero(lists)
        for step in range(more + 1):
            told[firsts + step] = lists[firsts] * 4 + (_BEGINS if step == 0 else _ENDS if step == more else _INSIDE)
    return told


def _cased(found: Units) -> Numbers:
    """Say of each Latin word whether it stands elsewhere with a capital inside a sentence (1), small (2), or both."""
    shape = found.shape // PER_SHAPE
    inside = np.zeros(len(found), np.bool_)
    inside[1:] = (found.text[1:] == found.text[:-1]) & (shape[:-1] > _MARKS)
    capital, small = (shape == CAPITAL) & inside, shape == SMALL
    _, word = np.unique(found.word, return_inverse=True)
    elsewhere = [np.bincount(word, which)[word] - which > 0 for which in (capital, small)]
    return np.where(shape > _MARKS, elsewhere[0] + 2 * elsewhere[1], 0).astype(np.int64)


def _named(found: Units, rules: Numbers) -> Numbers:
    """Give what the rules say most often of the same word in the document; marks and lone characters say nothing."""
    _, word = np.unique(found.piece, return_inverse=True)
    kinds = np.where((rules > 0) & (rules < _BEHIND), (rules - 1) // 9 + 1, 0)
    counts = np.zeros((int(word.max(initial=0)) + 1, max(_KINDS.values()) + 2))
    np.add.at(counts, (word, kinds), 1)
    counts[:, 0] *= 0.5  # a name is missed more often than something else is taken for one
    told = (found.shape // PER_SHAPE > _MARKS) | (found.place > 0)
    return np.where(told, counts.argmax(1)[word], 0)


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
        told[high : high + 1] = np.where(told[high : high + 1] == 0, _BEHIND, told[high : high + 1])
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
