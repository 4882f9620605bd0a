"""Sources: copies and versions of one document are one source, found by their text and never by what they name.

Texts are compared by the share of common four-character shingles; candidates come from one-permutation MinHash bands
(`meeting`) less those whose numbers differ (`numbered`), so that a folder of a million files needs no comparison of all
pairs, not even of the forms of one template. Two filled-in templates with other numbers are two sources, however alike
their words. A version may be cut, extended or put into other words as long as the numbers of one stand in the other: a
draft and its final text, a paper and its handout, a workbook and its export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from auditor import meeting, numbered
from auditor.meeting import BUCKETS, CROWD, Bools, Codes, Hashes, Runs, mixed
from auditor.numbered import numbers
from auditor.ordering import each_once
from auditor.roots import Roots
from extractors.model import Extraction

__all__ = ["Comparison", "Text", "alike", "clusters", "numbers", "own_text", "sketch"]
# Layers whose text does not make a document the document that it is.
ASIDE = frozenset({"metadata", "file_name", "header_footer"})
SHINGLE = 4
ALIKE = 0.6  # chosen: an edit of 5 % of the characters, scattered, leaves about 0.7
# chosen: rewritten versions in fifteen hand-written folders share 0.32 to 0.64 of their shingles and 0.93 to 1.0 of the
# fewer numbers, two documents of one folder 0.19 of their shingles at most; 2026-11
REWRITTEN = 0.3
MOST_SHINGLES = 20_000
MOST_HELD = 10_000  # texts whose shingles are held for the next comparison: 80 MB of pages of a thousand characters

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of one file: its words, the name that its source goes by, and its `sketch` where it is known."""

    id: str
    text: str
    sketch: bytes | None = None


@dataclass(frozen=True, slots=True)
class OwnText:
    """A file's own text likewise, read off the file when it is asked for: most texts never are."""

    id: str
    file: Extraction
    sketch: bytes

    @property
    def text(self) -> str:
        """Give the text."""
        return own_text(self.file)


class Comparison:
    """A folder's texts made ready to be compared once; which of any few of them are one source is then cheap to say.

    Texts that have one id are one text. What two texts have in common is remembered: a subset of the folder asks
    about the same pairs again.
    """

    def __init__(self, texts: Iterable[Text | OwnText], told: Sequence[Sequence[str]] = ()) -> None:
        """Take one entry a file; an empty text is a source of its own, unless another has the same id.

        Args:
            texts: The texts.
            told: What `told` of another comparison gave: pairs that were compared need not be compared again.
        """
        held = {text.id: text for text in texts}
        self._ids = sorted(held)
        self._texts = held
        self._signed, self._told = _signatures([held[each] for each in self._ids])
        self._shingles: dict[int, Hashes] = {}
        self._numbers: dict[int, frozenset[str]] = {}
        self._known = numbered.Numbers(len(self._ids), lambda place: numbers(self._text(place)))
        self._same: dict[tuple[int, int], bool] = {}
        places = {self._mark(place): place for place in range(len(self._ids))} if any(told) else {}
        for said, same in zip(told, (True, False), strict=False):
            both = [places.get(each, -1) for each in said]
            self._same |= {pair: same for pair in zip(both[::2], both[1::2], strict=True) if min(pair) >= 0}

    def told(self) -> list[list[str]]:
        """Give the pairs of texts that are one, and those that are not, as marks of their texts, two by two."""
        marks = {place: self._mark(place) for place in {place for pair in self._same for place in pair}}
        return [[marks[place] for pair, same in self._same.items() if same is side for place in pair]
                for side in (True, False)]  # fmt: skip

    def _mark(self, place: int) -> str:
        """Give a mark of all that decides what a text is alike."""
        signed = self._signed[place].tobytes() if self._told[place] else b""
        sketch = hashlib.blake2b(signed, digest_size=4).hexdigest()
        return self._ids[place] + sketch

    def clusters(self, ids: Collection[str]) -> dict[str, str]:
        """Give each of these texts its source: the smallest id among its copies and versions."""
        roots = Roots(ids)
        for left, right in self._pairs(ids):
            roots.join(self._ids[left], self._ids[right])
        return {each: roots.of(each) for each in ids}

    def _pairs(self, ids: Collection[str]) -> Iterator[tuple[int, int]]:
        """Give the pairs of these texts that are one."""
        here = np.fromiter((each in ids for each in self._ids), dtype=bool, count=len(self._ids))
        (left, right), crowds = self._met
        chosen = here[left] & here[right]
        yield from zip(left[chosen].tolist(), right[chosen].tolist(), strict=True)
        yield from self._ones(self._in_crowd(crowd.among(here)) for crowd in crowds)

    @cached_property
    def _met(self) -> tuple[tuple[Codes, Codes], list[Runs]]:
        """Give the pairs that share a band which is not crowded, and are one; and what is crowded of each band."""
        crowds = []

        def near() -> Iterator[Codes]:
            for band in meeting.bands(self._signed, np.flatnonzero(self._told)):
                crowds.append(band.sized(band.sizes > CROWD))
                yield band.pairs(len(self._ids))

        ones = np.array([left * len(self._ids) + right for left, right in self._ones(near())], dtype=np.int64)
        return np.divmod(each_once(ones), len(self._ids) or 1), [crowd for crowd in crowds if len(crowd.sizes)]

    def _in_crowd(self, band: Runs) -> Codes:
        """Give the pairs to look at of a band that was crowded, and may be no more without the other texts."""
        crowded = band.sized(band.sizes > CROWD)
        sampled = self._known.sampled(crowded.members)
        return np.concatenate([each.pairs(len(self._ids)) for each in (band, meeting.parted(crowded, *sampled))]
                              + [crowded.with_foremost(len(self._ids))])  # fmt: skip

    def _ones(self, codes: Iterable[Codes]) -> Iterator[tuple[int, int]]:
        """Keep the pairs that are one: what sketches and numbers tell apart is not compared."""
        for code in meeting.gathered(codes):
            left, right = np.divmod(meeting.agreeing(self._signed, code), len(self._ids))
            may = self._known.may_be_one(left, right)
            pairs = zip(left[may].tolist(), right[may].tolist(), strict=True)
            yield from (pair for pair in pairs if self._are_one(*pair))

    def _are_one(self, left: int, right: int) -> bool:
        if (left, right) not in self._same:
            self._same[left, right] = self._compared(left, right)
        return self._same[left, right]

    def _compared(self, left: int, right: int) -> bool:
        mine, theirs = self._numbers_of(left), self._numbers_of(right)
        same, kept = numbered.same(mine, theirs), numbered.kept(mine, theirs)
        if not (same or kept):
            return False
        first, second = self._shingles_of(left), self._shingles_of(right)
        small, large = sorted((len(first), len(second)))
        if small < REWRITTEN * large:  # no more than the smaller one has is common
            return False
        return _share(first, second) >= (REWRITTEN if kept else ALIKE)

    def _text(self, place: int) -> str:
        return self._texts[self._ids[place]].text

    def _numbers_of(self, place: int) -> frozenset[str]:
        return _held(self._numbers, place, lambda: numbers(self._text(place)))

    def _shingles_of(self, place: int) -> Hashes:
        return _held(self._shingles, place, lambda: _shingles(self._text(place)))

    def share(self, one: str, other: str) -> float:
        """Say how much two texts have in common: the share of common shingles of all that either has, 0.0 to 1.0."""
        if one == other:
            return 1.0
        left, right = (self._shingles_of(self._places[each]) for each in (one, other))
        return _share(left, right)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each: place for place, each in enumerate(self._ids)}


def _held(held: dict[int, T], place: int, make: Callable[[], T]) -> T:
    """Give what is held of a text, made where it is not."""
    if place not in held:
        if len(held) >= MOST_HELD:
            held.clear()
        held[place] = make()
    return held[place]


def sketch(text: str) -> bytes:
    """Give a sketch of a text for `alike`, b"" of an empty one: 64 numbers, from which nothing is read back."""
    hashes = _hashes(text)
    if len(hashes) > MOST_SHINGLES:
        hashes = _first(hashes)
    return _signature(hashes).tobytes() if len(hashes) else b""


def _signatures(texts: Sequence[Text | OwnText]) -> tuple[Hashes, Bools]:
    """Give the sketches, a row a text, and of which texts there is one: an empty text has none."""
    out, told = np.zeros((len(texts), BUCKETS), dtype=np.uint64), np.zeros(len(texts), dtype=bool)
    for place, text in enumerate(texts):
        if held := sketch(text.text) if text.sketch is None else text.sketch:
            out[place], told[place] = np.frombuffer(held, dtype=np.uint64), True
    return out, told


def alike(one: bytes, other: bytes) -> bool:
    """Say by their sketches whether two texts are versions of one."""
    mine, theirs = (np.frombuffer(each, dtype=np.uint64) for each in (one, other))
    return bool(np.count_nonzero(mine == theirs) >= ALIKE * BUCKETS)


def own_text(file: Extraction) -> str:
    """Give the text that makes a document the document that it is."""
    return "\n".join(segment.text for segment in file.segments if segment.layer not in ASIDE)


def clusters(texts: Sequence[Text]) -> dict[str, str]:
    """Give each text's source: the smallest id among its copies and versions."""
    return Comparison(texts).clusters({text.id for text in texts})


def _shingles(text: str) -> Hashes:
    """Hash each run of four characters, spaces left out; sorted, each once."""
    return _first(_hashes(text))


def _first(hashes: Hashes) -> Hashes:
    return each_once(hashes)[:MOST_SHINGLES]


def _hashes(text: str) -> Hashes:
    """Hash each run of four characters as it comes, spaces left out."""
    packed = "".join(numbered.plain(text).split())
    codes = np.frombuffer(packed.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        return mixed(codes)
    with np.errstate(over="ignore"):
        total = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
        for place in range(SHINGLE):
            total = total * np.uint64(1_000_003) + codes[place : len(codes) - SHINGLE + 1 + place]
    return mixed(total)


def _signature(hashes: Hashes) -> Hashes:
    """Give the least hash of each of 64 buckets; an empty bucket borrows from the next filled one."""
    out = np.full(BUCKETS, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(out, (hashes % np.uint64(BUCKETS)).astype(np.int64), hashes)
    empty = out == np.iinfo(np.uint64).max
    filled = np.flatnonzero(~empty)
    for bucket in np.flatnonzero(empty):
        out[bucket] = out[filled[np.searchsorted(filled, bucket) % len(filled)]]
    return out


def _share(mine: Hashes, theirs: Hashes) -> float:
    common = len(np.intersect1d(mine, theirs, assume_unique=True))
    return common / max(1, len(mine) + len(theirs) - common)
