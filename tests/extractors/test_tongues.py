"""Which language a paragraph is taken for."""

from __future__ import annotations

import pytest

from extractors import tongues
from extractors.model import Segment

TEXTS = {
    "spanish": "La compañía firmó el contrato en marzo y no dijo más de lo que ya se sabía.",
    "portuguese": "O ministério informou que não há previsão para a obra da estação em maio.",
    "french": "Le ministère a annoncé que la société est à Lussac depuis le mois de mars.",
    "italian": "Il ministero ha detto che la società è a Varesco da più di un anno.",
    "german": "Die Firma liefert im März vierzig Pumpen für das Werk, und der Vertrag läuft bis zum Mai.",
}


def told(*texts: str) -> tuple[str, ...]:
    return tongues.of([Segment(text, "body", f"¶{n}") for n, text in enumerate(texts, 1)])


@pytest.mark.parametrize("language", tongues.LANGUAGES)
def test_a_paragraph_is_told_by_its_small_words(language: str) -> None:
    assert told(TEXTS[language]) == (language,)


@pytest.mark.parametrize("text", [
    "We met José Rendón at the café, and he said that the plan for the pier was on the table.",
    "Müller GmbH, Straße 5, Köln",
    "公司与 Société Générale 签订了 la 协议。",
    "",
])  # fmt: skip
def test_english_with_foreign_names_stays_english(text: str) -> None:
    assert told(text) == ("",)


def test_a_short_line_is_in_the_language_of_the_rest() -> None:
    assert told(TEXTS["spanish"], "Acta 12") == ("spanish", "spanish")


def test_a_quotation_does_not_make_the_file_foreign() -> None:
    english = "The office wrote that it has not been asked, and that the berth is free until the end of May. " * 3
    assert told(english, TEXTS["french"], "Berth 4") == ("", "french", "")


def test_each_list_has_every_section() -> None:
    for language in tongues.LANGUAGES:
        spoken = tongues.tongue(language)
        assert all((spoken.function, spoken.openers, spoken.articles, spoken.bodies, spoken.titles, spoken.inside))
