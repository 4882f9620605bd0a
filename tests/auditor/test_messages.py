"""The table of words."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from auditor import messages


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("key", messages.MESSAGES)
def test_both_languages_say_something_with_the_same_placeholders(key: str) -> None:
    chinese, english = messages.MESSAGES[key]
    assert chinese.strip()
    assert english.strip()
    assert placeholders(chinese) == placeholders(english)


@pytest.mark.parametrize("key", messages.MESSAGES)
def test_english_has_no_chinese_in_it(key: str) -> None:
    assert not re.search("[\u4e00-\u9fff]", messages.MESSAGES[key][1])


@pytest.mark.parametrize("key", messages.MESSAGES)
def test_no_message_calls_anything_classified(key: str) -> None:
    chinese, english = messages.MESSAGES[key]
    assert "classified" not in english.lower()
    assert "涉密" not in chinese


def test_an_unknown_key_a_missing_value_and_an_unknown_language_are_errors() -> None:
    with pytest.raises(KeyError):
        messages.text("no.such.key", "en")
    with pytest.raises(KeyError):
        messages.text("headline.score", "en")
    with pytest.raises(KeyError):
        messages.text("page.product", "fr")


def test_one_is_singular_and_none_is_plural() -> None:
    assert [messages.count("files", n, "en") for n in (0, 1, 2000)] == ["0 files", "1 file", "2,000 files"]


def test_a_name_without_a_word_speaks_for_itself() -> None:
    assert messages.label("facet", "reactor_core", "zh") == "reactor_core"
    assert messages.label("kind", "person", "zh") == "人员"


def test_something_is_never_shown_as_nothing() -> None:
    assert messages.share(0.004, "zh") == "<1%"
    assert messages.share(0.0, "zh") == "0%"


def test_values_with_braces_are_values() -> None:
    assert "{score}" in messages.text("headline.score", "en", score="{score}")
