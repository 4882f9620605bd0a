"""Keyphrases: the words that tell what a document is about, in Chinese and English.

TF-IDF over Chinese nouns (rjieba's tags, two characters and more) and English words of four letters and more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.text import has_cjk, in_dictionary, tagged

LATIN = re.compile(r"(?<![\w-])[a-z]{4,24}(?![\w-])")
COMMON = frozenset(
    "this that with from have been will they their there which would about after before other into only more than also"
    " when were what your does each them then some such over very please because first next last many much week month"
    " year said says must should could under between through every same still both where while these those".split()
)
MOST_CHARS = 20_000  # of one document: its words repeat long before


@dataclass(frozen=True, slots=True)
class Document:
    """One document's name and texts."""

    path: str
    texts: tuple[str, ...]


def keyphrases(documents: Sequence[Document], most: int = 8) -> dict[str, tuple[str, ...]]:
    """Give each document's most telling words, the best first, by its path."""
    return telling({document.path: terms(document.texts) for document in documents}, most)


def terms(texts: Sequence[str]) -> dict[str, int]:
    """Count the words of one document that may tell what it is about."""
    return dict(Counter(_terms(texts)))


def telling(counts: Mapping[str, Mapping[str, int]], most: int = 8) -> dict[str, tuple[str, ...]]:
    """Give each document's most telling words, the best first, by its path; `counts` are the `terms` of all."""
    spread = Counter(term for count in counts.values() for term in count)
    return {path: _best(count, spread, len(counts), most) for path, count in counts.items()}


def _best(count: Mapping[str, int], spread: Counter[str], documents: int, most: int) -> tuple[str, ...]:
    weight = {term: times * math.log((1 + documents) / spread[term]) for term, times in count.items()}
    return tuple(sorted(weight, key=lambda term: (-weight[term], term))[:most])


def _terms(texts: Sequence[str]) -> Iterator[str]:
    left = MOST_CHARS
    for text in texts:
        if left <= 0:
            return
        yield from _of(text[:left])
        left -= len(text)


def _of(text: str) -> Iterator[str]:
    yield from (word for word in LATIN.findall(text) if word not in COMMON)
    if has_cjk(text):
        for word, tag in tagged(text):
            if tag in ("n", "vn", "nz") and len(word) > 1 and in_dictionary(word):
                yield word
