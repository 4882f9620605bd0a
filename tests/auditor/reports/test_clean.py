"""Names made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reports.clean import clean, decodable, flowing

ANY = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31m", "a\\x1b[31m"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("x\u202ey", "x\\u202ey"),
        ("b\udcff", "b\\xff"),
        ("h\ud800", "h\\ud800"),
        ("n\ufffe", "n\\ufffe"),
        ("纪要 第３期.docx", "纪要 第３期.docx"),
    ],
)
def test_what_cannot_be_shown_is_shown_as_its_escape(name: str, shown: str) -> None:
    assert clean(name) == shown


@given(ANY)
def test_clean_text_is_stable_and_every_encoder_takes_it(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode()
    flowing(text).encode()
    decodable(text).encode()
    assert clean(text).isprintable() or not any(character < " " for character in clean(text))


def test_running_text_keeps_its_words_apart() -> None:
    assert flowing("one\ttwo\nthree") == "one | two three"
