"""What documents are about, in Chinese and English: keyphrases of each, themes of all.

Keyphrases are by TF-IDF over nouns and runs of them: Chinese by rjieba's tags, words of two characters and more;
English in words of four letters and more, up to three in a row. Themes are by non-negative factors of the same table
(Lee and Seung 1999), begun from singular vectors (NNDSVD, Boutsidis and Gallopoulos 2008): equal input, equal themes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors import lexicon
from extractors.text import has_cjk, in_dictionary, tagged

# A word of an address (@, a dot before more) is none of the text.
RUN = re.compile(r"(?<![\w.@/-])[a-z]{4,24}(?: [a-z]{4,24})*(?![\w@/-]|\.\w)")
# English words of four letters and more that tell nothing of a sector: of speech, time, order, work in general.
COMMON = lexicon.section("latin", "topics.common")
NOUNS = frozenset({"n", "vn", "nz"})
LONGEST_RUN = 3
LONGEST_CHARS = 8  # of a Chinese run: what is longer is a sentence without verbs
MOST_CHARS = 20_000  # of one document: its words repeat long before
COVERED = 0.6  # chosen: a word that stands in a phrase this share of its times says nothing beside it; 2026-11
MOST_WORDS = 1_000  # of the table of themes: words of the most documents; the rest tells documents apart, not themes
MOST_THEMES = 12
ROUNDS = 30  # chosen: the rest of a hundred rounds moved no word into or out of a theme's first six; samples, 2026-11

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Document:
    """One document's name and texts."""

    path: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Themes:
    """What a folder's documents are about, as few themes.

    Attributes:
        words: Columns of `telling`.
        weight: By path how much of each theme a document is about; shape (themes,), each 0.0 or more.
        telling: How much each word belongs to each theme; shape (themes, words).
    """

    words: tuple[str, ...]
    weight: Mapping[str, Floats]
    telling: Floats

    def of(self, paths: Mapping[str, float], most: int = 6) -> tuple[str, ...]:
        """Give the words that tell what these documents are about and the others are not, the best first.

        Args:
            paths: The documents, each with how much it counts, 0.0 to 1.0.
            most: Words and phrases at most.
        """
        held = [share * self.weight[path] for path, share in paths.items() if path in self.weight]
        if not held or not self.words:
            return ()
        own = np.sum(held, axis=0)
        share = own / np.maximum(np.sum(list(self.weight.values()), axis=0), 1e-12)
        value = (share * own) @ self.telling
        order = sorted(range(len(self.words)), key=lambda at: (-round(float(value[at]), 9), self.words[at]))
        return tuple(_apart([self.words[at] for at in order if value[at] > 0], most))


def keyphrases(documents: Sequence[Document], most: int = 8) -> dict[str, tuple[str, ...]]:
    """Give each document's most telling words and phrases, the best first, by its path."""
    return telling({document.path: terms(document.texts) for document in documents}, most)


def terms(texts: Sequence[str]) -> dict[str, int]:
    """Count the words and phrases of one document that may tell what it is about; a phrase counts from twice on."""
    count = Counter(_terms(texts))
    return {term: times for term, times in count.items() if times > 1 or not _parts(term)}


def telling(counts: Mapping[str, Mapping[str, int]], most: int = 8) -> dict[str, tuple[str, ...]]:
    """Give each document's most telling terms, the best first, by its path; `counts` are the `terms` of all."""
    spread = Counter(term for count in counts.values() for term in count)
    return {path: _best(count, spread, len(counts), most) for path, count in counts.items()}


def themes(counts: Mapping[str, Mapping[str, int]]) -> Themes:
    """Give what documents are about as a whole; `counts` are the `terms` of all, by path."""
    spread = Counter(term for count in counts.values() for term in count)
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    inside = _inside(total)
    known = (term for term, held in spread.items() if held > 1 and inside[term] < COVERED * total[term])
    kept = sorted(known, key=lambda term: (-spread[term], term))
    words = tuple(sorted(kept[:MOST_WORDS]))
    paths = sorted(counts)
    table = _table([counts[path] for path in paths], words, spread)
    many = min(MOST_THEMES, len(paths) // 3, len(words) // 3)
    if many < 1:
        return Themes((), {}, np.zeros((0, 0)))
    left, right = _factors(table, many)
    return Themes(words, dict(zip(paths, left, strict=True)), right)


def _table(counts: Sequence[Mapping[str, int]], words: Sequence[str], spread: Mapping[str, int]) -> Floats:
    """Give TF-IDF with rows of length one, so that a long document weighs as much as a short one."""
    place = {word: at for at, word in enumerate(words)}
    table = np.zeros((len(counts), len(words)))
    for row, count in enumerate(counts):
        for term, times in count.items():
            if term in place:
                table[row, place[term]] = (1 + math.log(times)) * math.log((1 + len(counts)) / spread[term])
    lengths: Floats = np.linalg.norm(table, axis=1, keepdims=True)
    return table / np.maximum(lengths, 1e-12)


def _factors(table: Floats, many: int) -> tuple[Floats, Floats]:
    """Give two non-negative tables whose product is nearest to this one, as multiplicative updates find it."""
    left, right = _beginning(table, many)
    for _ in range(ROUNDS):
        right *= (left.T @ table) / np.maximum(left.T @ left @ right, 1e-12)
        left *= (table @ right.T) / np.maximum(left @ (right @ right.T), 1e-12)
    return left, right


def _beginning(table: Floats, many: int) -> tuple[Floats, Floats]:
    """Begin at the heavier side of each singular pair; what is zero there is begun small, or it would stay zero."""
    # The smaller side's products: exact, the same each time, and no larger than the words.
    square = table @ table.T if len(table) < table.shape[1] else table.T @ table
    values, vectors = np.linalg.eigh(square)
    order = np.argsort(-values, kind="stable")[:many]
    size = np.sqrt(np.maximum(values[order], 1e-12))
    one = vectors[:, order]
    other = (table.T @ one if len(table) < table.shape[1] else table @ one) / size
    left, right = (one, other) if len(table) < table.shape[1] else (other, one)
    small = float(table.mean()) / 100 + 1e-9
    rows, columns = np.full((len(table), many), small), np.full((many, table.shape[1]), small)
    for at in range(many):
        sides = [(np.maximum(sign * left[:, at], 0), np.maximum(sign * right[:, at], 0)) for sign in (1, -1)]
        lengths = [float(np.linalg.norm(a) * np.linalg.norm(b)) for a, b in sides]
        (a, b), length = sides[int(lengths[1] > lengths[0])], max(lengths)
        if length > 0:
            scale = math.sqrt(size[at] * length)
            rows[:, at] = np.maximum(scale * a / np.linalg.norm(a), small)
            columns[at] = np.maximum(scale * b / np.linalg.norm(b), small)
    return rows, columns


def _inside(count: Mapping[str, int]) -> Counter[str]:
    """Count for each word and phrase how often it stands within a longer phrase."""
    inside: Counter[str] = Counter()
    for term, times in count.items():
        match _parts(term):
            case (one, other):
                inside.update({one: times, other: times} if one != other else {one: 2 * times})
            case (first, middle, last):
                inside.update({f"{first} {middle}": times, f"{middle} {last}": times})
    return inside


def _best(count: Mapping[str, int], spread: Counter[str], documents: int, most: int) -> tuple[str, ...]:
    inside = _inside(count)
    weight = {
        term: (1 + math.log(times)) * math.log((1 + documents) / spread[term]) * _worth(term, times, spread[term])
        for term, times in count.items()
        if inside[term] < COVERED * times
    }
    return tuple(_apart(sorted(weight, key=lambda term: (-weight[term], term)), most))


def _worth(term: str, times: int, documents: int) -> float:
    """Favour phrases, and what is said again here or elsewhere: a word said once in the folder is mostly in passing."""
    return (1.5 if _parts(term) else 1.0) * (0.5 if times == documents == 1 else 1.0)


def _apart(ranked: Sequence[str], most: int) -> list[str]:
    """Give the first terms that do not stand within one that was given before, nor hold one."""
    kept: list[str] = []
    for term in map(_shown, ranked):
        if len(kept) == most:
            break
        if not any(term in held or held in term for held in kept):
            kept.append(term)
    return kept


def _shown(term: str) -> str:
    """Give a term as a person reads it: Chinese words of a phrase stand without the space between them."""
    return term.replace(" ", "") if has_cjk(term) else term


def _parts(term: str) -> tuple[str, ...]:
    """Give the words of a phrase, none of a single word."""
    words = tuple(term.split(" "))
    return words if len(words) > 1 else ()


def _terms(texts: Sequence[str]) -> Iterator[str]:
    left = MOST_CHARS
    for text in texts:
        if left <= 0:
            return
        yield from _of(text[:left])
        left -= len(text)


def _of(text: str) -> Iterator[str]:
    for run in RUN.findall(text):
        yield from _runs(_without(run.split(" "), COMMON))
    if has_cjk(text):
        nouns: list[str] = []
        for word, tag in (*tagged(text), ("", "")):
            if tag in NOUNS and len(word) > 1 and in_dictionary(word):
                nouns.append(word)
            elif nouns:
                yield from _runs([nouns])
                nouns = []


def _without(words: Sequence[str], stop: frozenset[str]) -> list[list[str]]:
    """Give the runs of words between common ones."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word in stop:
            runs.append([])
        else:
            runs[-1].append(word)
    return runs


def _runs(runs: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give each word, and each two and three in a row as one phrase."""
    for words in runs:
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + LONGEST_RUN) + 1):
                held = words[start:end]
                if len(held) == 1 or held[0].isascii() or sum(map(len, held)) <= LONGEST_CHARS:
                    yield " ".join(held)
