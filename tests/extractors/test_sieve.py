"""What the sieve holds back holds no find: told of its windows, of its arrays, and of every recognizer as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import registry, sieve
from extractors.model import Recognizer, Segment, Span

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
PATTERNS = (
    "[人找](?:王|欧阳|李)[\u4e00-\u9fff]{1,2}(?=[，。])",
    "(?<=[家个]叫)[“\"]?[A-Z][a-z]+",
    "(?i:x)|ab",
    "(?:项目|工程(?!师)|计划(?=的|$))",
    "a?b{2,3}c|[^d]e",
    "(?:x|yy|zzz){2}w",
    r"\b\d{2,}[.,]\d(?!\d)",
    r"(ab)\1c",
    "(?:|a)(?:b|)c",
    "(?>ab|a)c++",
    "[\U00020000-\U0002a6df]{2}好",
)
LETTERS = "aAbBcdexyzwXkKſİ人找王欧阳李明，。家个叫“项目工程师计划的好0123.\n \U00020000\U00020001"
MODULES = (
    *(f"extractors.recognizers.{name}" for name in ("organisation", "person", "place", "product", "project", "site")),
    *(f"extractors.recognizers.{name}" for name in ("contact", "date", "identifier")),
    *(f"extractors.{name}" for name in ("cued", "definitions", "introductions", "labelled", "latin", "units")),
)


def holds(window: sieve.Window, text: str) -> bool:
    """Look for a window character by character."""
    codes = [min(ord(c), 0x10000) for c in text]
    return any(
        all(
            any(first <= code <= last for first, last in ranges)
            for ranges, code in zip(window, codes[at:], strict=False)
        )
        for at in range(len(codes) - len(window) + 1)
    )


def let_through(pattern: re.Pattern[str], text: str) -> bool:
    windows = sieve.windows(pattern)
    return not windows or any(holds(window, text) for window in windows)


@lru_cache(maxsize=1)
def lines() -> tuple[str, ...]:
    """Give some lines of the hand-written folders in both languages."""
    found = list[str]()
    for case in sorted(CORPUS.glob("*/case.json"))[::3]:
        for text in re.findall(r'"text": "((?:[^"\\]|\\.)*)"', case.read_text("utf-8")):
            found += json.loads(f'"{text}"').splitlines()
    return tuple(found)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATTERNS), st.text(LETTERS, max_size=12), st.sampled_from([0, re.IGNORECASE]))
def test_a_text_with_a_find_holds_one_of_the_patterns_windows(pattern: str, text: str, flags: int) -> None:
    compiled = re.compile(pattern, flags)
    assert compiled.search(text) is None or let_through(compiled, text)


@pytest.mark.parametrize("module", MODULES)
def test_every_find_of_a_recognizers_patterns_in_written_text_is_let_through(module: str) -> None:
    for name, pattern in vars(import_module(module)).items():
        if not isinstance(pattern, re.Pattern):
            continue
        windows = sieve.windows(pattern)
        missed = [line for line in lines()[::7] if windows and pattern.search(line) and not let_through(pattern, line)]
        assert (name, missed) == (name, [])


def test_a_pattern_of_which_nothing_is_sure_lets_everything_through() -> None:
    assert sieve.mark(re.compile("$|[^x]")) == sieve.ALWAYS
    assert sieve.marks_of("") & sieve.ALWAYS
    assert sieve.mark(re.compile("(a)?")) == sieve.ALWAYS


def test_a_text_without_the_characters_is_held_back() -> None:
    firm = sieve.mark(re.compile("[\u4e00-\u9fff]{2,4}(?:公司|集团)"))
    assert sieve.marks_of("永明公司") & firm
    assert not sieve.marks_of("永明公園司") & firm


def test_traditional_characters_are_told_as_simplified_ones_and_as_they_are() -> None:
    plain, as_it_is = sieve.mark(re.compile("计画")), sieve.mark(re.compile("計畫"))
    assert sieve.marks_of("計畫書") & plain
    assert sieve.marks_of("計畫書") & as_it_is


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=9), min_size=1, max_size=6))
def test_many_texts_at_once_bear_the_marks_that_each_bears_alone(texts: list[str]) -> None:
    patterns = [re.compile(pattern) for pattern in ("人王?", "[xX]y", "项目|ab", "[\U00020000-\U0002ffff]")]
    marks = [sieve.mark(pattern) for pattern in patterns]
    texts = [text.replace("\n", "") for text in texts]
    told = sieve.marks([Segment(text, "body", str(marks[0])) for text in texts])  # else those of equal texts before
    for text, found in zip(texts, told, strict=True):
        slow = [any(holds(window, text) for window in sieve.windows(pattern)) for pattern in patterns]
        assert [bool(found & each) for each in marks] == slow


def test_a_text_longer_than_a_block_bears_the_marks_of_all_its_parts() -> None:
    mark = sieve.mark(re.compile("甲乙丙"))
    for at in (0, 32766, 32767, 32768, 70_000):
        text = "天" * at + "甲乙丙" + "天" * (80_000 - at)
        told = sieve.marks([Segment("天", "body", "¶1"), Segment(text, "body", "¶2"), Segment("乙", "body", "¶3")])
        assert [bool(each & mark) for each in told] == [False, True, False]


@pytest.mark.parametrize("recognizer", registry.recognizers(), ids=lambda each: "+".join(each.kinds))
def test_a_recognizer_finds_with_the_sieve_what_it_finds_without(
    recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = lines()[::5]
    mixed = [told[n] + told[-n][:20] + told[n // 2][5:] for n in range(0, len(told), 3)]

    def found(place: str) -> Sequence[Sequence[Span]]:  # at another place nothing is remembered of the file
        return recognizer.find([Segment(text, "body", place) for text in (*told, *mixed)])

    with_it = found("¶1")
    monkeypatch.setattr(sieve, "marks", lambda segments: [sieve.UNKNOWN] * len(segments))
    assert found("¶2") == with_it
    assert any(with_it)
