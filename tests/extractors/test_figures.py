"""Numbers, amounts and days of other languages."""

from __future__ import annotations

import pytest

from extractors import figures
from extractors.extract import recognised
from extractors.model import Segment

AROUND = {
    "spanish": "La compañía dijo que {} según el acta de la reunión, y no más.",
    "portuguese": "A empresa não disse que {} para a obra da estação, e mais.",
    "french": "La société a écrit que {} dans le contrat, et cela depuis le début.",
    "italian": "La società ha scritto che {} nel contratto, ed è più di un anno.",
    "german": "Die Firma schrieb, dass {} für das Werk und über die Jahre nicht reicht.",
}


def keys(language: str, said: str) -> dict[str, str]:
    """Give what is read in a sentence of a language: each stretch with its norm."""
    text = AROUND[language].format(said)
    found = recognised([Segment(text, "body", "¶1")])
    return {text[m.start : m.end]: m.norm for m in found if m.kind in ("date", "quantity", "money")}


@pytest.mark.parametrize(("language", "said", "norm"), [
    ("spanish", "3 de marzo de 2024", "2024-03-03"),
    ("portuguese", "3 de março de 2024", "2024-03-03"),
    ("french", "1er août 2024", "2024-08-01"),
    ("italian", "3 marzo 2024", "2024-03-03"),
    ("german", "3. März 2024", "2024-03-03"),
    ("spanish", "3 al 5 de mayo", "--05-03/--05-05"),
    ("spanish", "finales de marzo de 2009", "2009-03-21/2009-03-31"),
    ("spanish", "40.000 millones de euros", "40000000000 EUR"),
    ("spanish", "12 millones de US$", "12000000 USD"),
    ("german", "2,5 Milliarden Euro", "2500000000 EUR"),
    ("french", "1,5 million d'euros", "1500000 EUR"),
    ("spanish", "12,5 por ciento", "12.5 %"),
    ("portuguese", "9.200 toneladas", "9200 t"),
    ("italian", "3 mila tonnellate", "3000 t"),
])  # fmt: skip
def test_a_figure_has_the_norm_of_its_english_kin_and_its_own_place(language: str, said: str, norm: str) -> None:
    assert keys(language, said)[said] == norm


def test_a_point_before_fewer_than_three_digits_is_a_point() -> None:
    assert figures.english("la versión 4.0 y el 3.05.2024", "spanish").text == "la versión 4.0 y el 3.05.2024"


def test_a_word_that_only_begins_like_a_month_is_none() -> None:
    assert figures.english("5 de marzolina", "spanish").text == "5 de marzolina"


def test_every_offset_leads_back() -> None:
    text = "el 3 de marzo de 2024 y el 4 de abril de 2024, en Lumbrera"
    written = figures.english(text, "spanish")
    at = written.text.index("Lumbrera")
    assert text[slice(*written.back(at, at + 8))] == "Lumbrera"
    at = written.text.index("4 April 2024")
    assert text[slice(*written.back(at, at + 12))] == "4 de abril de 2024"


def test_a_text_without_figures_stays_as_it_is() -> None:
    written = figures.english("nada de eso", "spanish")
    assert (written.text, written.back(2, 5)) == ("nada de eso", (2, 5))


@pytest.mark.parametrize(("language", "said", "stretch", "norm"), [
    ("spanish", "la finca de 30 ha de viñedo", "30 ha", "300000 m2"),
    ("spanish", "de 55.000 millones a 75.000 millones de euros", "75.000 millones de euros", "75000000000 EUR"),
    ("german", "40 bis 50 Tonnen", "50 Tonnen", "50 t"),
])  # fmt: skip
def test_a_unit_stays_one_beside_small_words(language: str, said: str, stretch: str, norm: str) -> None:
    assert keys(language, said)[stretch] == norm


@pytest.mark.parametrize(("language", "said"), [
    ("spanish", "el índice 500 ha caído"),
    ("spanish", "ganó 100 en pocos años"),
    ("italian", "l'indice 500 ha perso"),
])  # fmt: skip
def test_the_verb_and_small_words_behind_a_number_are_no_unit(language: str, said: str) -> None:
    assert not keys(language, said)


def test_the_first_end_of_a_span_of_amounts_has_the_money_of_the_second() -> None:
    found = keys("spanish", "de 55.000 millones a 75.000 millones de euros")
    assert {*found.values()} == {"55000000000 EUR", "75000000000 EUR"}
