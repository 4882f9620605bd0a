"""Word lists find what a plain search for each of their words finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import lexicon
from extractors.recognizers import identifier, person, product
from extractors.text import join

LETTERS = st.text("ab江城C号", min_size=0, max_size=24)
WORDS = st.sets(st.text("ab江城C号", min_size=1, max_size=4), max_size=8)


def everywhere(words: set[str], text: str) -> list[tuple[int, int]]:
    found = [(at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at)]
    return sorted(found, key=lambda span: (span[1], span[0]))


@given(WORDS, LETTERS)
def test_all_words_are_found_by_their_ends(words: set[str], text: str) -> None:
    assert lexicon.automaton(words).all(text) == everywhere(words, text)


@pytest.mark.parametrize("few", [0, lexicon._FEW])
@given(words=WORDS, text=LETTERS)
def test_of_overlapping_words_the_first_and_then_the_longest_stays(few: int, words: set[str], text: str) -> None:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(everywhere(words, text), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "_FEW", few)
        assert lexicon.longest(lexicon.automaton(words), text) == kept


@pytest.mark.parametrize("few", [0, lexicon._FEW])
@given(words=WORDS, texts=st.lists(LETTERS, max_size=5))
def test_many_texts_at_once_hold_what_each_holds_alone(few: int, words: set[str], texts: list[str]) -> None:
    built = lexicon.automaton(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "_FEW", few)
        assert built.all_of(texts) == [everywhere(words, text) for text in texts]


@given(WORDS, st.lists(LETTERS, max_size=5))
def test_holders_are_the_texts_with_a_word_in_them(words: set[str], texts: list[str]) -> None:
    held = {at for at, text in enumerate(texts) if everywhere(words, text)}
    assert lexicon.automaton(words).holders(join(texts)) == held


def test_words_are_found_on_both_sides_of_where_a_long_text_is_cut() -> None:
    built = lexicon.automaton({"江城", "号"})
    for at in (0, 32766, 32767, 32768):
        text = "天" * at + "江城号" + "天" * 40_000
        assert built.all_of(["江", text, "城"]) == [[], [(at, at + 2), (at + 2, at + 3)], []]


def test_a_word_at_the_end_of_a_text_is_as_long_as_it_is() -> None:
    built = lexicon.automaton({"江城", "江城中心", "Rome"})
    assert (built.all("去江城"), built.longest("去江城"), built.all("to Rome")) == ([(1, 3)], [(1, 3)], [(3, 7)])


def test_no_name_stands_in_two_lines_of_what_is_known() -> None:
    names = [name for each in ("bodies", "companies", "public") for group in lexicon.groups(each) for name in group]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("name", ["organisations", "bodies", "public"])
def test_what_is_known_abroad_is_known_here_by_a_name_of_its_list(name: str) -> None:
    here = lexicon.names(name)
    assert lexicon.abroad(name)
    assert sorted({english for english in lexicon.abroad(name).values() if english not in here}) == []


CUED = st.sampled_from(
    "Order|order|no|No.|lot|Lots|pilot|S/N|P|/|:| |A-12|2026|reference|PO|件|\x00|.".split("|")
)


@given(st.lists(CUED, max_size=12).map("".join))
def test_a_pattern_finds_by_its_heads_what_it_finds_without_them(text: str) -> None:
    plain = [found.span() for found in identifier._CUE_EN.finditer(text)]
    assert [found.span() for found in identifier._CUES_EN.finditer(text)] == plain


WROTE = st.sampled_from([*"，。、；：:（）) \n录制填表核对管交接登记保王磊陈志远和3/23", "编制", "登记", "复核"])


@given(st.lists(WROTE, max_size=12).map("".join))
def test_where_somebody_wrote_something_a_word_of_writing_or_a_bracket_stands(text: str) -> None:
    if person._WROTE.search(text):
        assert person._WROTE_CUE.search(text) or text.rstrip()[-1:] in (")", "）")


@given(st.text("ABab12-–/,. 是说", max_size=14))
def test_a_code_of_which_something_is_said_holds_a_capital_before_a_digit(text: str) -> None:
    for pattern in (product._OPENING, product._WITHIN):
        assert not pattern.search(text) or product._CODE_INSIDE.search(text)
