"""What the rules, the word lists and the rest of the document say of each unit, as numbers to be asked about."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractors import latin, lexicon, pinyin
from extractors.model import NAME_KINDS, Evidence, Kind, Mention, Segment
from extractors.tagging.forms import Forms, forms
from extractors.tagging.known import Known
from extractors.tagging.units import CAPITAL, PER_SHAPE, SMALL, Hashes, Numbers, Units, units

_KINDS = {"person": 0, "organisation": 1, "place": 2, "site": 3, "project": 4, "product": 4, "programme": 4}
_SORTS = max(_KINDS.values()) + 2  # of kinds that are told apart, and none
_BEHIND = 100  # stands for the unit behind a name
_MARKS = 1  # shapes up to it are no words of letters
# The order of these is part of a model.
EVIDENCE = {
    name: number
    for number, name in enumerate(
        "definition suffix title column field pattern list tagger capitals metadata folder".split(), 1
    )
}
FINE = {kind: number for number, kind in enumerate(_KINDS)}
_STEPS = (0.4, 0.5, 0.56, 0.65, 0.75, 0.85, 0.9)
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
        cue: What the rules found it by: kind, evidence and surety in fine steps.
        often: How often its word stands in the document: 1, 2, 3 to 5, more.
        below: What the rules mostly say of the cells of its column.
        form: Where it stands in the document's form.
    """

    rules: Numbers
    listed: Numbers
    single: Numbers
    run: Numbers
    cased: Numbers
    named: Numbers
    cue: Numbers
    often: Numbers
    below: Numbers
    form: Forms


def signs(found: Units, segments: Sequence[Segment], mentions: Iterable[Mention], known: Known) -> Signs:
    """Gather all signs of a document's units."""
    rules, cue = ruled(found, mentions)
    form = forms(found, segments)
    words, word = _words(found)
    _, piece, counts = np.unique(found.apart(found.piece), return_inverse=True, return_counts=True)
    return Signs(
        rules,
        listed(words).take(word),
        known.of(words).take(word),
        _runs(known.of(np.stack(found.runs))),
        _cased(found, word),
        _named(found, rules, piece),
        cue,
        _OFTEN.searchsorted(counts, side="right").take(piece),
        _below(form, rules),
        form,
    )


def _words(found: Units) -> tuple[Hashes, Numbers]:
    """Give the words of each document, and which of them each unit is."""
    words, word = np.unique(found.apart(found.word), return_inverse=True)
    if found.documents is not None:
        words[word] = found.word
    return words, word


_OFTEN = np.array((2, 3, 6))  # times that a word stands in a document, from which on it is the next class
_BEGINS, _INSIDE, _ENDS = 1, 2, 3


def _runs(lists: Numbers) -> Numbers:
    """Give each unit the longest known name of several units that it is part of.

    Args:
        lists: Those of what begins at each unit (second axis), for two units, three and so on (first).
    """
    told = np.zeros(lists.shape[1], np.int64)
    which, firsts = np.nonzero(lists)
    for more in np.unique(which).tolist():
        here = firsts[which == more]
        for step in range(more + 2):
            edge = _BEGINS if step == 0 else _ENDS if step == more + 1 else _INSIDE
            told[here + step] = lists[more, here] * 4 + edge
    return told


def _cased(found: Units, word: Numbers) -> Numbers:
    """Say of each Latin word whether it stands elsewhere with a capital inside a sentence (1), small (2), or both.

    Args:
        found: The document's units.
        word: A number for what each says, case left out.
    """
    shape = found.shape // PER_SHAPE
    inside = np.zeros(len(found), np.bool_)
    inside[1:] = (found.text[1:] == found.text[:-1]) & (shape[:-1] > _MARKS)
    capital, small = (shape == CAPITAL) & inside, shape == SMALL
    elsewhere = [np.bincount(word, which).take(word) > which for which in (capital, small)]
    return np.where(shape > _MARKS, elsewhere[0] + 2 * elsewhere[1], 0).astype(np.int64)


def _named(found: Units, rules: Numbers, word: Numbers) -> Numbers:
    """Give what the rules say most often of the same word in the document; marks and lone characters say nothing."""
    kinds = _kinds(rules)
    if not kinds.any():
        return kinds
    counts = np.bincount(word * _SORTS + kinds, minlength=(int(word.max()) + 1) * _SORTS).reshape(-1, _SORTS)
    counts[:, 1:] *= 2  # a name is missed more often than something else is taken for one
    told = (found.shape // PER_SHAPE > _MARKS) | (found.place > 0)
    return np.where(told, counts.argmax(1).take(word), 0)


def _kinds(rules: Numbers) -> Numbers:
    """Give the number of each unit's kind from 1 on, 0 for none."""
    return np.where((rules > 0) & (rules < _BEHIND), (rules - 1) // 9 + 1, 0)


def _below(form: Forms, rules: Numbers) -> Numbers:
    """Give what the rules say most often of the cells of each unit's column, and of what share of them: 0 to 3."""
    if not form.column.any():
        return np.zeros(len(rules), np.int64)
    opens = np.flatnonzero(form.opens)  # all of a cell stands in one column
    _, column = np.unique(form.column.take(opens), return_inverse=True)
    cells = column * _SORTS + _kinds(rules.take(opens))
    counts = np.bincount(cells, minlength=(int(column.max()) + 1) * _SORTS).reshape(-1, _SORTS)
    most = counts[:, 1:].max(1)
    share = np.ceil(3 * most / np.maximum(counts.sum(1), 1)).astype(np.int64)
    told = np.where(most > 0, (counts[:, 1:].argmax(1) + 1) * 4 + share, 0)
    return np.where(form.column > 0, told.take(column.take(form.opens.cumsum() - 1)), 0)


def ruled(found: Units, mentions: Iterable[Mention]) -> tuple[Numbers, Numbers]:
    """Number what the rules say of each unit: 0 nothing, else the kind, the surety, and whether a name begins.

    Of overlapping finds the longest and surest speaks. Beside it what it was found by.
    """
    size = len(found)
    names = sorted(
        (m for m in mentions if m.kind in NAME_KINDS),
        key=lambda m: (m.confidence >= _WEAK, m.end - m.start, m.confidence, m.kind),
    )
    if not names or not size:
        return np.zeros(size, np.int64), np.zeros(size, np.int64)
    place = found.text * (1 << 32) + found.start
    text = np.array([m.segment for m in names], np.int64) << 32
    lows = place.searchsorted(text + [m.start for m in names]).tolist()
    highs = place.searchsorted(text + [m.end for m in names]).tolist()
    behind = found.behind(text >> 32).tolist()
    told, cue = [0] * size, [0] * size  # lists: most names are one unit or two, for which an array's slices are dear
    for mention, low, high, end in zip(names, lows, highs, behind, strict=True):
        code, by = _codes(mention.kind, mention.evidence, mention.confidence)
        told[low:high], cue[low:high] = [code + 1] * (high - low), [by] * (high - low)
        if low < end:
            told[low] = code
            cue[low] += 1
        if high < end and not told[high]:
            told[high] = _BEHIND
    return np.array(told, np.int64), np.array(cue, np.int64)


@lru_cache(maxsize=1024)
def _codes(kind: Kind, evidence: Evidence, confidence: float) -> tuple[int, int]:
    """Give what `ruled` says of the first unit of such a find, and its cue where it goes on."""
    code = 1 + (_KINDS[kind] * 3 + (confidence >= _WEAK) + (confidence >= _FAIR)) * 3
    return code, (EVIDENCE[evidence] * 64 + FINE[kind] * 8 + bisect(_STEPS, confidence)) * 2


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
        lexicon.signs("given"),
        lexicon.signs("transliteration"),
        lexicon.entries("firstnames"),
        lexicon.names("places"),
        lexicon.names("organisations"),
        lexicon.entries("english"),
        latin.ORG_HEADS,
        pinyin.surnames(),
    )


def listed(words: Hashes) -> Numbers:
    """Give for each word the lists that hold it, as bits of a number."""
    known, bits = _lists()
    at = np.minimum(known.searchsorted(words), len(known) - 1)
    return np.where(known.take(at) == words, bits.take(at), 0)
