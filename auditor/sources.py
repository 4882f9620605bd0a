"""Sources: copies and versions of one document are one source, found by their text and never by what they name.

Texts are compared by the share of common four-character shingles; candidates come from one-permutation MinHash bands,
so that a folder of a million files needs no comparison of all pairs. Two filled-in templates with other numbers are
two sources, however alike their words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
SHINGLE = 4
BUCKETS, BAND = 64, 3  # two texts with 60 % common shingles meet in a band of 3 in 99 of 100 cases
ALIKE = 0.6  # chosen: an edit of 5 % of the characters, scattered, leaves about 0.7
SAME_NUMBERS = 0.6
FEW_NUMBERS = 5
MOST_SHINGLES = 20_000
CROWD = 50  # a band that more texts share is a template; each is compared with the band's first ones only
NUMBER = re.compile(r"\d[\d.,]*")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of one file: its words, its digest, and the name that its source goes by."""

    id: str
    text: str


def clusters(texts: Sequence[Text]) -> dict[str, str]:
    """Give each text's source: the smallest id among its copies and versions.

    Args:
        texts: One entry a file; an empty text is a source of its own, unless another has the same id.
    """
    parent = {text.id: text.id for text in texts}

    def root(each: str) -> str:
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    shingled = [(text, _shingles(text.text)) for text in texts]
    for left, right in _candidates(shingled):
        (one, mine), (two, theirs) = shingled[left], shingled[right]
        first, second = sorted((root(one.id), root(two.id)))
        if first != second and _alike(mine, theirs) and _same_numbers(one.text, two.text):
            parent[second] = first
    return {text.id: root(text.id) for text in texts}


def boilerplate(windows: Mapping[str, Iterable[str]], least: int = 3) -> frozenset[str]:
    """Give the texts that stand in at least so many sources: letterheads, footers, templates.

    Args:
        windows: By source, the folded texts of its segments.
        least: Number of sources from which a text counts as shared.
    """
    seen: dict[str, int] = defaultdict(int)
    for texts in windows.values():
        for text in set(texts):
            seen[text] += 1
    return frozenset(text for text, count in seen.items() if count >= least and text)


def _shingles(text: str) -> Hashes:
    """Hash each run of four characters, spaces left out; sorted, each once."""
    packed = SPACE.sub("", text)
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


def _candidates(shingled: Sequence[tuple[Text, Hashes]]) -> list[tuple[int, int]]:
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for place, (_, hashes) in enumerate(shingled):
        if len(hashes):
            signature = _signature(hashes)
            for band in range(0, BUCKETS - BAND + 1, BAND):
                bands[band, signature[band : band + BAND].tobytes()].append(place)
    pairs: set[tuple[int, int]] = set()
    for members in bands.values():
        if len(members) <= CROWD:
            pairs.update(combinations(members, 2))
        else:
            pairs.update((first, other) for first in members[:3] for other in members if other != first)
    return sorted((min(pair), max(pair)) for pair in pairs)


def _signature(hashes: Hashes) -> Hashes:
    """Give the least hash of each of 64 buckets; an empty bucket borrows from the next filled one."""
    out = np.full(BUCKETS, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(out, (hashes % np.uint64(BUCKETS)).astype(np.int64), hashes)
    empty = out == np.iinfo(np.uint64).max
    filled = np.flatnonzero(~empty)
    for bucket in np.flatnonzero(empty):
        out[bucket] = out[filled[np.searchsorted(filled, bucket) % len(filled)]]
    return out


def _alike(mine: Hashes, theirs: Hashes) -> bool:
    small, large = sorted((len(mine), len(theirs)))
    if not large or small / large < ALIKE:
        return False
    common = len(np.intersect1d(mine, theirs, assume_unique=True))
    return common / (small + large - common) >= ALIKE


def _same_numbers(one: str, two: str) -> bool:
    mine, theirs = set(NUMBER.findall(one)), set(NUMBER.findall(two))
    if max(len(mine), len(theirs)) < FEW_NUMBERS:
        return True
    return len(mine & theirs) / len(mine | theirs) >= SAME_NUMBERS
