"""The recognizers' word lists, read once from `extractors/data`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import ahocorasick

from extractors.text import folded


@lru_cache(maxsize=32)
def lines(name: str) -> tuple[str, ...]:
    """Give the entries of a list, one a line, without its header and comments."""
    text = files("extractors").joinpath("data", f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


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
    """Map every name's folded form to the folded first name of its group."""
    return {folded(entry): folded(group[0]) for group in groups(name) for entry in group}


def alternatives(words: frozenset[str] | tuple[str, ...]) -> str:
    """Give a regular expression's alternatives, the longest first, so that the longest match wins."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


Automaton = Any


def automaton(words: Iterable[str]) -> Automaton:
    """Build the automaton that finds all these words at once."""
    built = ahocorasick.Automaton()
    for word in words:
        built.add_word(word, word)
    built.make_automaton()
    return built


@lru_cache(maxsize=8)
def chinese(name: str) -> Automaton:
    """Give the automaton of a list's Chinese names of two characters and more."""
    return automaton(entry for entry in names(name) if len(entry) >= 2 and not entry[0].isascii())


def longest(built: Automaton, text: str) -> list[tuple[int, int]]:
    """Give where the automaton's words stand in a text: the longest at each place, without overlaps."""
    return [(end - len(word) + 1, end + 1) for end, word in built.iter_long(text)]


@lru_cache(maxsize=8)
def automaton_of(name: str) -> Automaton:
    """Give the automaton of all names of a list."""
    return automaton(names(name))


def automaton_with(values: Mapping[str, object]) -> Automaton:
    """Build the automaton that finds all these words and gives each word's value."""
    built = ahocorasick.Automaton()
    for word, value in values.items():
        built.add_word(word, value)
    built.make_automaton()
    return built


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
