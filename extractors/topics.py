"""What documents are about, in Chinese and English: keyphrases of each, themes of all.

Keyphrases are by TF-IDF over nouns and runs of them: Chinese by rjieba's tags, words of two characters and more;
English in words of four letters and more, up to three in a row. What sets a part of a folder apart is by log-odds of
the same terms, inside that part and outside.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors import lexicon
from extractors.text import has_cjk, in_dictionary, tagged

# A word of an address (@, a dot before more) is none of the text.
RUN = re.compile(r"(?<![\w.@/?=&#%-])[a-z]{4,24}(?: [a-z]{4,24})*(?![\w@/-]|\.\w|://)")
# English words of four letters and more that tell nothing of a sector: of speech, time, order, work in general.
COMMON = lexicon.section("latin", "topics.common")
NOUNS = frozenset({"n", "vn", "nz"})
LONGEST_RUN = 3
LONGEST_CHARS = 8  # of a Chinese run: what is longer is a sentence without verbs
MOST_CHARS = 20_000  # of one document: its words repeat long before
COVERED = 0.6  # chosen: a word that stands in a phrase this share of its times says nothing beside it; 2026-11
# chosen: of 32 hand-written folders in one, 56 % of the uses of a sector's words lie in the folders that it is mostly
# of; 28 % with themes by non-negative factors, 5 % by chance; 2026-11
_ONCE, _LEAST_USE = 0.05, 0.5
_PRIOR = 2.0  # documents that a term is held to be used in as in the whole folder, before any is looked at
_PHRASE = 1.3  # a phrase tells more than its words


@dataclass(frozen=True, slots=True)
class Document:
    """One document's name and texts."""

    path: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrasts:
    """What sets some documents of a folder apart from the others, in words and phrases.

    Attributes:
        counts: The `terms` of all documents, by path.
        used: How much each term is used in the whole folder, as `_use` counts, but for words of a known phrase.
    """

    counts: Mapping[str, Mapping[str, int]]
    used: Mapping[str, float]

    def of(self, paths: Mapping[str, float], most: int = 6) -> tuple[str, ...]:
        """Give the words that tell what these documents are about and the others are not, the best first.

        Log-odds of a term inside and outside, in standard errors (Monroe, Colaresi and Quinn 2008).

        Args:
            paths: The documents, each with how much it counts, 0.0 to 1.0.
            most: Words and phrases at most.
        """
        inside, held = defaultdict[str, float](float), Counter[str]()
        many = sum(share for path, share in paths.items() if path in self.counts)
        for path, share in sorted(paths.items()):
            for term, times in self.counts.get(path, {}).items():
                held[term] += 1
                inside[term] += share * _use(times)
        worth = {
            term: self._apart(use, self.used[term], many) * (_PHRASE if _parts(term) else 1.0)
            for term, use in inside.items()
            if term in self.used and held[term] > 1 and use >= _LEAST_USE
        }
        ranked = sorted((term for term, value in worth.items() if value > 0), key=lambda term: (-worth[term], term))
        return tuple(_apart(ranked, most))

    def _apart(self, inside: float, everywhere: float, many: float) -> float:
        """Give by how many standard errors a term's use inside is more likely than outside."""
        prior = _PRIOR * everywhere / len(self.counts)
        one, other = inside + prior, max(everywhere - inside, 0.0) + prior
        odds = one / max(many + _PRIOR - one, 1e-9), other / max(len(self.counts) - many + _PRIOR - other, 1e-9)
        return round(math.log(odds[0] / odds[1]) / math.sqrt(1 / one + 1 / other), 9)


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


def contrasts(counts: Mapping[str, Mapping[str, int]]) -> Contrasts:
    """Give what parts of a folder can be told apart by; `counts` are the `terms` of all documents, by path."""
    total, used = Counter[str](), defaultdict[str, float](float)
    for path in sorted(counts):
        for term, times in counts[path].items():
            total[term] += times
            used[term] += _use(times)
    inside = _inside(total)
    return Contrasts(counts, {term: use for term, use in used.items() if inside[term] < COVERED * total[term]})


def _use(times: int) -> float:
    """Say how much a document uses a term: what a letterhead or a notice says stands there once, its subject again."""
    return 1 - 1 / times if times > 1 else _ONCE


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
