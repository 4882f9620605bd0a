"""The recognizers' word lists, read once from `extractors/data`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import ahocorasick
import numpy as np
import numpy.typing as npt

from extractors.text import Joined, folded

_TOGETHER = {"organisations": ("bodies", "companies")}  # a list that several files hold


@lru_cache(maxsize=32)
def lines(name: str) -> tuple[str, ...]:
    """Give the entries of a list, one a line, without its header and comments."""
    if name in _TOGETHER:
        return tuple(line for part in _TOGETHER[name] for line in lines(part))
    text = files("extractors").joinpath("data", f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=32)
def signs(name: str) -> frozenset[str]:
    """Give the characters of a list."""
    return frozenset("".join(lines(name)))


@lru_cache(maxsize=32)
def entries(name: str) -> frozenset[str]:
    """Give the blank-separated entries of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


@lru_cache(maxsize=32)
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the lines of a list whose names, joined by " = ", are names of one thing."""
    return tuple(tuple(part.strip() for part in line.split(" = ")) for line in lines(name))


@lru_cache(maxsize=32)
def names(name: str) -> frozenset[str]:
    """Give all names of a list of groups."""
    return frozenset(entry for group in groups(name) for entry in group)


@lru_cache(maxsize=32)
def same(name: str) -> dict[str, str]:
    """Map every name's folded form to the folded first name of its group; what it is called abroad stands for it."""
    known = {folded(entry): folded(group[0]) for group in groups(name) for entry in group}
    abroad_ = {folded(other): known.get(folded(english), folded(english)) for other, english in abroad(name).items()}
    return abroad_ | known


@lru_cache(maxsize=8)
def abroad(name: str) -> dict[str, str]:
    """Map what other languages call the things of a list to their English names."""
    if name in _TOGETHER:
        return {other: english for part in _TOGETHER[name] for other, english in abroad(part).items()}
    found, title = dict[str, str](), ""
    for line in lines("abroad"):
        if line.startswith("["):
            title = line.strip("[]")
        elif title == name:
            english, *others = line.split(" = ")
            found.update((other, english) for other in others)
    return found


def alternatives(words: frozenset[str] | tuple[str, ...]) -> str:
    """Give a regular expression's alternatives, the longest first, so that the longest match wins."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


class Automaton:
    """Finds many words in a text at once, by the two characters that each begins with.

    Few places of a text have such a pair. An Aho-Corasick automaton asks all words' beginnings at every place, which
    costs seven times as much for a gazetteer of Chinese names; for Latin words, which begin with few letters and have
    few pairs, it is the better way.
    """


    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._latin = _aho_corasick(word for word in self.words if word[0].isascii())
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:2], set()).add(len(word))
        for head, each in lengths.items():
            each.update({1} if head[0] in lengths else ())
        self._lengths = {head: tuple(sorted(each, reverse=True)) for head, each in lengths.items()}
        others = [head for head in lengths if not head[0].isascii()]
        self._pairs = _Pairs(others) if others else None

    @cached_property
    def _heads(self) -> re.Pattern[str]:
        return re.compile(_begins(self._lengths))

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return re.compile(_begins([head for head in self._lengths if not head[0].isascii()]))

    def longest(self, text: str) -> list[tuple[int, int]]:
        """Give where the words stand in a text: the longest at each place, without overlaps."""
        if self._pairs is None or len(text) > _FEW:
            return _without_overlaps(self.all_of([text])[0])
        found, behind, size = list[tuple[int, int]](), 0, len(text)
        words, known = self.words, self._lengths.get
        for match in self._heads.finditer(text):
            start = match.start()
            lengths = (known(text[start : start + 2]) or known(text[start])) if start >= behind else None
            for length in lengths or ():
                if start + length <= size and text[start : start + length] in words:
                    behind = start + length
                    found.append((start, behind))
                    break
        return found

    def all(self, text: str) -> list[tuple[int, int]]:
        """Give where the words stand in a text, overlapping ones too, by their ends, the longest first."""
        found = [(last + 1, last + 1 - length) for last, length in self._latin.iter(text)] if self._latin else []
        if self._pairs and not text.isascii():
            found += self._all_others(text)
        return [(start, end) for end, start in sorted(found)]

    def all_of(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Give for each of many texts what `all` gives, all looked through at once."""
        whole = "\n".join(texts)
        found = [(last + 1, last + 1 - length) for last, length in self._latin.iter(whole)] if self._latin else []
        if self._pairs and not whole.isascii():
            found += self._words_at(whole, self._pairs.places(whole)) if len(whole) > _FEW else self._all_others(whole)
            found.sort()
        out, at = list[list[tuple[int, int]]](), 0
        begin, last = 0, len(found)
        for text in texts:
            stop, here = begin + len(text), list[tuple[int, int]]()
            while at < last and found[at][0] <= stop:
                end, start = found[at]
                here.append((start - begin, end - begin))
                at += 1
            out.append(here)
            begin = stop + 1
        return out

    def holders(self, whole: Joined) -> set[int]:
        """Give the numbers of the segments of a file that hold at least one of the words."""
        found = {whole.number(last) for last, _ in self._latin.iter(whole.text)} if self._latin else set[int]()
        if self._pairs and not whole.text.isascii():
            found |= {whole.number(start) for _, start in self._all_others(whole.text)}
        return found

    def _all_others(self, text: str) -> Iterator[tuple[int, int]]:
        return self._words_at(text, (match.start() for match in self._others.finditer(text)))

    def _words_at(self, text: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Give the words that stand at these places, each by its end and start."""
        words, known, size = self.words, self._lengths.get, len(text)
        for start in starts:
            for length in known(text[start : start + 2]) or known(text[start]) or ():
                if start + length <= size and text[start : start + length] in words:
                    yield start + length, start


class Headed:
    """Finds what a pattern finds by the words that its finds begin with: an automaton tells where these stand.

    A pattern of many alternatives is tried at every place that one of their first letters stands at, which costs ten
    times as much.
    """

    def __init__(self, pattern: re.Pattern[str], heads: Iterable[str]) -> None:
        """Take a pattern that finds nothing empty, and Latin words of which every find begins with one."""
        self._pattern, self._heads = pattern, _aho_corasick(heads)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give what the pattern's own `finditer` gives."""
        behind = 0
        for start in sorted({last + 1 - length for last, length in self._heads.iter(text)}):
            if start >= behind and (match := self._pattern.match(text, start)):
                behind = match.end()
                yield match


def _without_overlaps(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give of spans the longest at each place, none that begins within the one before."""
    found, behind = list[tuple[int, int]](), 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= behind:
            found.append((start, end))
            behind = end
    return found


class _Pairs:
    """Tells where in a text two characters stand with which a word begins, by array arithmetic."""

    def __init__(self, heads: Collection[str]) -> None:
        self._heads, self._known = heads, np.zeros(0, np.bool_)

    def places(self, text: str) -> Iterator[int]:
        """Give the places where a word may begin: all where one does, and few others."""
        if not len(self._known):
            self._known = self._table()
        for at in range(0, len(text), _BLOCK):
            codes = _codes(text[at : at + _BLOCK + 1] + "\n")
            first, second = codes[:-1], codes[1:]
            held = self._known[_numbered(first, second)] | self._known[_numbered(first, np.zeros_like(first))]
            yield from (np.flatnonzero(held[:_BLOCK] & (first[:_BLOCK] > _ASCII)) + at).tolist()

    def _table(self) -> npt.NDArray[np.bool_]:
        """Mark the number of each pair, and of each word of one character as if nothing stood behind it."""
        known = np.zeros(_PAIRS, np.bool_)
        codes = _codes("".join(head if len(head) > 1 else head + "\0" for head in self._heads))
        known[_numbered(codes[::2], codes[1::2])] = True
        return known


_BLOCK = 1 << 15  # characters: what is worked on at once lies in a processor's cache
_ASCII = 0x7F
_FEW = 2000  # chosen: characters below which to begin array arithmetic costs more than it saves, 2026-11
_PAIRS = 1 << 20  # numbers that pairs share; a gazetteer has some ten thousand of them


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _numbered(first: npt.NDArray[np.uint32], second: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return ((first * np.uint32(0x9E3779B1)) ^ (second * np.uint32(0x85EBCA77))) >> np.uint32(12)


def _aho_corasick(words: Iterable[str]) -> Any:
    """Build the automaton that gives each of these words' length, None of no words."""
    built = ahocorasick.Automaton()
    for word in words:
        built.add_word(word, len(word))
    built.make_automaton()
    return built if len(built) else None


def _begins(heads: Collection[str]) -> str:
    """Give the pattern of a first character with a second one behind it; of no words, one that never matches."""
    pairs = [head for head in heads if len(head) > 1]
    first, second, single = (
        "".join(map(re.escape, sorted(each)))
        for each in ({p[0] for p in pairs}, {p[1] for p in pairs}, {head for head in heads if len(head) == 1})
    )
    found = [f"[{single}]"] if single else []
    return "|".join([*found, f"[{first}](?=[{second}])"] if pairs else found) or "(?!)"


def automaton(words: Iterable[str]) -> Automaton:
    """Build what finds all these words at once."""
    return Automaton(words)


@lru_cache(maxsize=8)
def chinese(name: str) -> Automaton:
    """Give the automaton of a list's Chinese names of two characters and more."""
    return automaton(entry for entry in names(name) if len(entry) >= 2 and not entry[0].isascii())


def longest(built: Automaton, text: str) -> list[tuple[int, int]]:
    """Give where the automaton's words stand in a text: the longest at each place, without overlaps."""
    return built.longest(text)


@lru_cache(maxsize=8)
def automaton_of(name: str) -> Automaton:
    """Give the automaton of all names of a list."""
    return automaton(names(name))


@lru_cache(maxsize=128)
def section(name: str, title: str) -> frozenset[str]:
    """Give the words of one `[title]` section of a list."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        else:
            words.extend(line.split())
    return frozenset(found[title])
