"""Word lists find what a plain search for each of their words finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors import lexicon

LETTERS = st.text("ab江城C号", min_size=0, max_size=24)
WORDS = st.sets(st.text("ab江城C号", min_size=1, max_size=4), max_size=8)


def everywhere(words: set[str], text: str) -> list[tuple[int, int]]:
    found = [(at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at)]
    return sorted(found, key=lambda span: (span[1], span[0]))


@given(WORDS, LETTERS)
def test_all_words_are_found_by_their_ends(words: set[str], text: str) -> None:
    assert lexicon.automaton(words).all(text) == everywhere(words, text)


@given(WORDS, LETTERS)
def test_of_overlapping_words_the_first_and_then_the_longest_stays(words: set[str], text: str) -> None:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(everywhere(words, text), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    assert lexicon.longest(lexicon.automaton(words), text) == kept


def test_a_word_at_the_end_of_a_text_is_as_long_as_it_is() -> None:
    built = lexicon.automaton({"江城", "江城中心", "Rome"})
    assert (built.all("去江城"), built.longest("去江城"), built.all("to Rome")) == ([(1, 3)], [(1, 3)], [(3, 7)])
