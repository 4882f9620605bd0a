"""Fonts that number their signs by themselves: what they set means nothing, and is told as such."""

from __future__ import annotations

import pytest

from extractors.pdf.words import mixed


def found(*runs: tuple[str, str]) -> str:
    fonts = [font for font, text in runs for _ in text]
    marks = [mark for _, text in runs for mark in text]
    held = mixed(fonts, marks)
    return "".join(mark for at, mark in enumerate(marks) if at in held)


def test_signs_of_fonts_without_a_table_are_found_over_their_parts() -> None:
    parts = (("CVSNGI+CWTEX-M1~33", "çûn}"), ("QIHXJN+CWTEX-M8", "ý~øn"), ("ZXXMNM+CWTEX-M3", "øƒÐ×"))
    assert found(*parts, ("ADDKJH+CMR10", "Lecture")) == "çûn}ý~ønøƒÐ×"


@pytest.mark.parametrize(
    "text",
    [
        "Élève à l’école: procès-verbal n° 7 – réunion du « comité »",
        "Größe über Öl, Straße für Fußgänger",
        "Ação não só à noite: reunião às três",
        "ÀÉÈ ÊÔÛ",
    ],
)
def test_letters_with_accents_are_letters(text: str) -> None:
    assert found(("ABCDEF+Times-Roman", text)) == ""
