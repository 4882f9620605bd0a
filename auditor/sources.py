"""Sources: copies and versions of one document are one source, found by their text and never by what they name.

Texts are compared by the share of common four-character shingles; candidates come from one-permutation MinHash bands,
so that a folder of a million files needs no comparison of all pairs. Two filled-in templates with other numbers are
two sources, however alike their words. A version may be cut, extended or put into other words as long as the numbers of
one stand in the other: a draft and its final text, a paper and its handout, a workbook and its export.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from auditor.roots import Roots
from extractors.model import Extraction
from extractors.text import simplified

Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
# Layers whose text does not make a document the document that it is.
ASIDE = frozenset({"metadata", "file_name", "header_footer"})
SHINGLE = 4
BUCKETS, BAND = 64, 3  # two texts with 60 % common shingles meet in a band of 3 in 99 of 100 cases, with 40 % in 94
ALIKE = 0.6  # chosen: an edit of 5 % of the characters, scattered, leaves about 0.7
SAME_NUMBERS = 0.6
# chosen: rewritten versions in fifteen hand-written folders share 0.32 to 0.64 of their shingles and 0.93 to 1.0 of the
# fewer numbers, two documents of one folder 0.19 of their shingles at most; 2026-11
REWRITTEN = 0.3
KEPT_NUMBERS = 0.9
LEAST_BUCKETS = 8  # of 64: of two texts with 30 % common shingles fewer agree in one of a thousand cases
FEW_NUMBERS = 5
LEAST_KEPT = 3  # numbers that one of two versions has at the least
LEAST_RUN = 3
MOST_SHINGLES = 20_000
# Each bucket stands in two bands: with its neighbours, and with those a third and two thirds further on.
BANDS = tuple(
    [np.arange(BAND) + BAND * n for n in range(BUCKETS // BAND)]
    + [np.arange(BAND) * (BUCKETS // BAND) + n for n in range(BUCKETS // BAND)]
)
MOST_AT_ONCE = 50_000  # pairs whose signatures are held side by side: 50 MB
MOST_HELD = 10_000  # texts whose shingles are held for the next comparison: 80 MB of pages of a thousand characters
CROWD = 50  # a band that more texts share is a template; each is compared with the band's first ones only
NUMBER = re.compile(r"\d[\d.,]*")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of one file: its words, the name that its source goes by, and its `sketch` where it is known."""

    id: str
    text: str
    sketch: bytes | None = None


class Comparison:
    """A folder's texts made ready to be compared once; which of any few of them are one source is then cheap to say.

    Texts that have one id are one text. What two texts have in common is remembered: a subset of the folder asks
    about the same pairs again.
    """

    def __init__(self, texts: Iterable[Text], told: Sequence[Sequence[str]] = ()) -> None:
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
        self._same: dict[tuple[int, int], bool] = {}
        places = {self._mark(place): place for place in range(len(self._ids))}
        for said, same in zip(told, (True, False), strict=False):
            both = [places.get(each, -1) for each in said]
            self._same |= {pair: same for pair in zip(both[::2], both[1::2], strict=True) if min(pair) >= 0}

    def told(self) -> list[list[str]]:
        """Give the pairs of texts that are one, and those that are not, as marks of their texts, two by two."""
        marks = [self._mark(place) for place in range(len(self._ids))]
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
        """Give the pairs of these texts that are one; of a crowded band each is compared with its first ones only."""
        yield from ((a, b) for a, b in self._near if self._ids[a] in ids and self._ids[b] in ids)
        for band in self._crowds:
            members = [place for place in band if self._ids[place] in ids]
            few = members if len(members) <= CROWD else members[:3]
            yield from ((a, b) for a in few for b in members if b > a and self._one(a, b))

    @cached_property
    def _near(self) -> list[tuple[int, int]]:
        """Give the pairs that share a band which is not crowded, and are one."""
        return [pair for pair in self._agreeing(self._banded[0]) if self._are_one(*pair)]

    def _agreeing(self, code: Codes) -> Iterator[tuple[int, int]]:
        """Keep the pairs whose signatures agree in enough buckets; many are looked at together."""
        for start in range(0, len(code), MOST_AT_ONCE):
            left, right = np.divmod(code[start : start + MOST_AT_ONCE], len(self._ids))
            agree = np.count_nonzero(self._signed[left] == self._signed[right], axis=1) >= LEAST_BUCKETS
            yield from zip(left[agree].tolist(), right[agree].tolist(), strict=True)

    @property
    def _crowds(self) -> list[list[int]]:
        return self._banded[1]

    @cached_property
    def _banded(self) -> tuple[Codes, list[list[int]]]:
        """Give the pairs of texts that meet in a band, in order, each once; and the texts of each crowded band.

        A pair is its first text times the number of all, plus its second.
        """
        told = np.flatnonzero(self._told)
        code, crowds = np.zeros(0, dtype=np.int64), list[list[int]]()
        for buckets in BANDS:
            mark = _folded(self._signed[np.ix_(told, buckets)])
            order = np.argsort(mark, kind="stable")
            runs = np.unique(mark, return_counts=True)[1]
            ends = np.cumsum(runs)
            crowded = np.flatnonzero(runs > CROWD)
            crowds += [told[order[ends[each] - runs[each] : ends[each]]].tolist() for each in crowded.tolist()]
            meeting = [_all_pairs(told[order], ends[runs == size] - size, size, len(self._ids))
                       for size in np.unique(runs[(runs > 1) & (runs <= CROWD)]).tolist()]  # fmt: skip
            code = np.unique(np.concatenate([code, *meeting]))
        return code, crowds

    def _one(self, left: int, right: int) -> bool:
        if np.count_nonzero(self._signed[left] == self._signed[right]) < LEAST_BUCKETS:
            return False
        return self._are_one(left, right)

    def _are_one(self, left: int, right: int) -> bool:
        if (left, right) not in self._same:
            self._same[left, right] = self._compared(left, right)
        return self._same[left, right]

    def _compared(self, left: int, right: int) -> bool:
        mine, theirs = self._shingles_of(left), self._shingles_of(right)
        small, large = sorted((len(mine), len(theirs)))
        if small < REWRITTEN * large:  # no more than the smaller one has is common
            return False
        share = _share(mine, theirs)
        if share >= ALIKE and self._same_numbers(left, right):
            return True
        return share >= REWRITTEN and self._kept_numbers(left, right)

    def _shingles_of(self, place: int) -> Hashes:
        if place not in self._shingles:
            if len(self._shingles) >= MOST_HELD:
                self._shingles.clear()
            self._shingles[place] = _shingles(self._texts[self._ids[place]].text)
        return self._shingles[place]

    def share(self, one: str, other: str) -> float:
        """Say how much two texts have in common: the share of common shingles of all that either has, 0.0 to 1.0."""
        if one == other:
            return 1.0
        left, right = (self._shingles_of(self._places[each]) for each in (one, other))
        return _share(left, right)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each: place for place, each in enumerate(self._ids)}

    def _same_numbers(self, left: int, right: int) -> bool:
        first, second = (self._numbers_of(place) for place in (left, right))
        mine, theirs = first - (_run(first) - second), second - (_run(second) - first)
        if max(len(mine), len(theirs)) < FEW_NUMBERS:
            return True
        return len(mine & theirs) / len(mine | theirs) >= SAME_NUMBERS

    def _kept_numbers(self, left: int, right: int) -> bool:
        """Say whether nearly all numbers of one text stand in the other."""
        mine, theirs = self._numbers_of(left), self._numbers_of(right)
        few, many = sorted((len(mine), len(theirs)))
        return few >= LEAST_KEPT and many >= FEW_NUMBERS and len(mine & theirs) >= KEPT_NUMBERS * few

    def _numbers_of(self, place: int) -> frozenset[str]:
        if place not in self._numbers:
            self._numbers[place] = numbers(self._texts[self._ids[place]].text)
        return self._numbers[place]


def numbers(text: str) -> frozenset[str]:
    """Give the numbers of a text as digits and points: "1." numbers a line, and "386,000" is a cell's 386000."""
    return frozenset(found.rstrip(".,").replace(",", "") for found in NUMBER.findall(_plain(text)))


def _plain(text: str) -> str:
    """Give a text in simplified characters and half-width letters: what an input method makes of it is a copy."""
    return text if text.isascii() else "\n".join(map(simplified, text.split("\n")))


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


def sketch(text: str) -> bytes:
    """Give a sketch of a text for `alike`, b"" of an empty one: 64 numbers, from which nothing is read back."""
    hashes = _shingles(text)
    return _signature(hashes).tobytes() if len(hashes) else b""


def _signatures(texts: Sequence[Text]) -> tuple[Hashes, Bools]:
    """Give the sketches, a row a text, and of which texts there is one: an empty text has none."""
    out, told = np.zeros((len(texts), BUCKETS), dtype=np.uint64), np.zeros(len(texts), dtype=bool)
    for place, text in enumerate(texts):
        if held := sketch(text.text) if text.sketch is None else text.sketch:
            out[place], told[place] = np.frombuffer(held, dtype=np.uint64), True
    return out, told


def _folded(buckets: Hashes) -> Hashes:
    """Fold the buckets of a band into one number a row; what meets by chance is told apart when it is compared."""
    out = np.zeros(len(buckets), dtype=np.uint64)
    for column in buckets.T:
        out = _mixed(out ^ column)
    return out


def _all_pairs(members: Codes, start: Codes, size: int, many: int) -> Codes:
    """Give all pairs within runs of one size, the lesser first, as the first times `many` plus the second."""
    held = members[start[:, None] + np.arange(size)]
    left, right = np.triu_indices(size, 1)
    code: Codes = held[:, left] * many + held[:, right]
    return code.ravel()


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
    packed = SPACE.sub("", _plain(text))
    codes = np.frombuffer(packed.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        return np.unique(_mixed(codes))
    with np.errstate(over="ignore"):
        total = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
        for place in range(SHINGLE):
            total = total * np.uint64(1_000_003) + codes[place : len(codes) - SHINGLE + 1 + place]
    return np.unique(_mixed(total))[:MOST_SHINGLES]


def _mixed(codes: Hashes) -> Hashes:
    """Spread the bits (splitmix64, Steele et al. 2014), so that the smallest hashes are a fair sample."""
    with np.errstate(over="ignore"):
        out = codes + np.uint64(0x9E3779B97F4A7C15)
        out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return out ^ (out >> np.uint64(31))


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
