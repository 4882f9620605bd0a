"""How much one source's passages have in common with another's: rare words and numbers, in one sentence or row of each.

Not all that two files say of one thing is a key. A visit tells of fourteen tanks and ninety-six staff, an anonymous
survey as well: either number alone is nothing, in one passage of each it is the same place. What counts is the two
passages that share most. What many sources hold counts nothing, nor does a letterhead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from auditor import arrays
from auditor.graph import Floats, Ints
from auditor.picture import Picture
from extractors import numerals
from extractors.text import sentences, simplified

MOST_SOURCES = 400  # above this texts are not compared; the shortlist's exact model ends there as well
MOST_HOLDING = 8  # chosen: what more sources hold says nothing of two of them, a quarter of a hand-written folder
MOST_PASSAGES = 60  # what more passages hold is a table's own, and costs the square of them
LONG = 200  # characters; a longer paragraph is taken by its sentences
RARE = 30.0  # what n sources hold counts log(RARE / n), whatever the folder's size
OF_CHINESE = 0.5  # two characters: a word of three has them twice
EACH = 0.02  # how much a further word of either passage takes off what both share
ASIDE = frozenset({"file_name", "metadata"})
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
PARTED = re.compile(r"[0-9]+(?:[ /.·–-][0-9]+)+")
PARTING = re.compile(r"[^0-9]")
PARTED_DIGITS = range(4, 17)  # fewer are a date or a score, more a row of numbers
WORD = re.compile(r"[A-Za-z][a-z]{3,}|[A-Z]{2,}")
ENDING = re.compile(r"(?:ies|es|s|ing|ed)$")
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Alike:
    """What each two sources share, by their places in the graph; empty where the texts were not compared.

    Attributes:
        words: Of the two passages that share most of words and numbers, less for long ones; log(1 + x), symmetric.
        numbers: Of the two passages that share most of numbers, the numbers alone; likewise.
    """

    words: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    numbers: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def of(self, left: Ints, right: Ints) -> tuple[Floats, Floats]:
        """Give both of pairs of sources."""
        if not len(self.words):
            return np.zeros(len(left)), np.zeros(len(left))
        return np.asarray(self.words[left, right]), np.asarray(self.numbers[left, right])


def alike(whole: Picture) -> Alike:
    """Compare the passages of a folder's sources."""
    if len(whole.graph.sources) > MOST_SOURCES:
        return Alike()
    held = _Held(whole)
    one, other = held.meetings()
    numeric = held.numeric[held.what[one]]
    return Alike(held.best(one, other, shorter=True), held.best(one[numeric], other[numeric], shorter=False))


class _Held:
    """What passages hold, in order: a row a word or number and passage, each once, without what counts nothing."""

    def __init__(self, whole: Picture) -> None:
        place = {source: at for at, source in enumerate(whole.graph.sources)}
        number: dict[str, int] = {}
        what, of, size = list[int](), list[int](), list[int]()
        source = list[int]()
        for at, held in _passages(whole, place):
            size.append(len(held))
            source.append(at)
            what += [number.setdefault(each, len(number)) for each in sorted(held)]
            of += [len(source) - 1] * len(held)
        self.many, self.size, self.source = len(place), np.array(size, dtype=np.int64), np.array(source, dtype=np.int64)
        order = np.lexsort((np.array(of, dtype=np.int64), np.array(what, dtype=np.int64)))
        self.what, self.of = np.array(what, dtype=np.int64)[order], np.array(of, dtype=np.int64)[order]
        self.numeric = np.array([each[0].isdigit() for each in number], dtype=bool)
        chinese = np.array([CHINESE.match(each) is not None for each in number], dtype=bool)
        holding = np.bincount(
            arrays.each_once(arrays.paired(self.what, self.source[self.of], self.many)) // max(1, self.many),
            minlength=len(number),
        )
        self.worth = np.log(RARE / np.maximum(1, holding)) * np.where(chinese, OF_CHINESE, 1.0)
        passages = np.bincount(self.what, minlength=len(number))
        kept = ((holding > 1) & (holding <= MOST_HOLDING) & (passages <= MOST_PASSAGES))[self.what]
        self.what, self.of = self.what[kept], self.of[kept]

    def meetings(self) -> tuple[Ints, Ints]:
        """Give each two rows of one word or number, of passages of different sources."""
        one, other = arrays.with_later(np.arange(len(self.what)), arrays.behind(self.what))
        apart = self.source[self.of[one]] != self.source[self.of[other]]
        return one[apart], other[apart]

    def best(self, one: Ints, other: Ints, *, shorter: bool) -> Floats:
        """Give by two sources what the passages share that share most; `shorter` counts less of long ones."""
        pair, row = np.unique(arrays.paired(self.of[one], self.of[other], len(self.size)), return_inverse=True)
        left, right = pair // max(1, len(self.size)), pair % max(1, len(self.size))
        shared = np.bincount(row, self.worth[self.what[one]], len(pair))
        if shorter:
            shared = shared / np.sqrt(1.0 + EACH * (self.size[left] + self.size[right]))
        out = np.zeros((self.many, self.many))
        np.maximum.at(out, (self.source[left], self.source[right]), shared)
        return np.asarray(np.log1p(np.maximum(out, out.T)))


def _passages(whole: Picture, place: dict[str, int]) -> Iterator[tuple[int, set[str]]]:
    """Give each passage's source and what it holds: a short paragraph or row, or a sentence of a long one."""
    shared = whole.shared
    for number in whole.files:
        first = 0
        for segment in whole.corpus.files[number].segments:
            spans = sentences(segment.text)
            own = [segment.text[start:end] for at, (start, end) in enumerate(spans, first) if at not in shared[number]]
            first += len(spans)
            if segment.layer in ASIDE:
                continue
            for text in own if len(segment.text) > LONG else [" ".join(own)]:
                if held := _holds(text):
                    yield place[whole.source[number]], held


def _holds(text: str) -> set[str]:
    """Give what a passage holds: numbers, words without their endings, each two characters of Chinese.

    A number stands as it is written, as its value (九台, nine, 1.2万), and without what parts its digits (4407/12).
    """
    text = simplified(unicodedata.normalize("NFKC", text))
    held = {found.group().replace(",", "") for found in NUMBER.finditer(text)}
    held.update(numerals.plain(number.value) for number in numerals.numbers(text))
    parted = (PARTING.sub("", found.group()) for found in PARTED.finditer(text))
    held.update(digits for digits in parted if len(digits) in PARTED_DIGITS)
    held.update(ENDING.sub("", found.group().lower()) for found in WORD.finditer(text))
    for found in CHINESE.finditer(text):
        held.update(found.group()[at : at + 2] for at in range(len(found.group()) - 1))
    return held - {""}
