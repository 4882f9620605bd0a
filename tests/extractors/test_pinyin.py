"""A name's pinyin is what pypinyin gives for the whole of it, though it is put together from pieces."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.style import convert

from extractors import lexicon, pinyin

PIECES = (*sorted(PHRASES_DICT)[::997], "恶日近长安", "银行行长", "重庆", "单", "曾", "乐", "·", "A1", "〇", "㐀")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=4), st.integers(0, 3), st.integers(0, 3))
def test_the_syllables_of_a_name_are_those_of_the_whole(pieces: list[str], before: int, behind: int) -> None:
    name = "".join(pieces)[before:]
    name = name[: len(name) - behind] if behind else name
    assert pinyin.syllables(name) == tuple(lazy_pinyin(name))


def test_a_sign_that_is_read_twice_is_spelled_both_ways_and_another_once() -> None:
    assert pinyin.spellings("永明") == ("yongming",)
    assert {"danwei", "shanwei"} < set(pinyin.spellings("单伟"))


def test_every_usual_reading_is_a_known_syllable_and_bare_vowels_are_none() -> None:
    signs = "".join(map(chr, range(0x4E00, 0x9FA6, 7)))
    assert all(pinyin.is_syllable(sound) for sound in lazy_pinyin(signs) if len(sound) > 1 and sound.isascii())
    assert not pinyin.is_syllable("a")


def test_the_syllables_that_are_shipped_are_those_of_all_characters() -> None:
    usual = {PINYIN_DICT[code].partition(",")[0] for code in range(0x4E00, 0x9FA6) if code in PINYIN_DICT}
    every = {convert(sound, Style.NORMAL, True) for sound in usual}
    assert lexicon.entries("syllables") == {sound for sound in every if len(sound) > 1 and sound.isascii()}


def test_the_surnames_are_shipped_as_they_are_spelled() -> None:
    for spelling, *names in map(str.split, lexicon.lines("spelled")):
        assert {pinyin.spelled(name) for name in names} == {spelling}
    assert pinyin.surnames() == {pinyin.spelled(name) for name in lexicon.entries("surnames")}
