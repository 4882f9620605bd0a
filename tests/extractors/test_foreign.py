"""Names in Spanish, Portuguese, French, Italian and German paragraphs."""

from __future__ import annotations

import pytest

from extractors.extract import recognised
from extractors.model import NAME_KINDS, Segment


def named(*texts: str, sure: float = 0.0) -> dict[str, str]:
    """Give the names found in paragraphs that are at least so sure, each with its kind."""
    segments = [Segment(text, "body", f"¶{n}") for n, text in enumerate(texts, 1)]
    found = [mention for mention in recognised(segments) if mention.kind in NAME_KINDS and mention.confidence >= sure]
    return {segments[m.segment].text[m.start : m.end]: m.kind for m in found}


def test_the_noun_that_says_what_a_body_is_comes_first() -> None:
    found = named("El contrato lo firmó el Ministerio de Industria y Energía, según la Universidad de Valdeoria.")
    assert found == {"Ministerio de Industria y Energía": "organisation", "Universidad de Valdeoria": "organisation"}


def test_a_small_word_between_two_names_joins_none() -> None:
    found = named("La compañía compró el Taracón de Lumbrera para que el general lo vea con más calma.")
    assert {"Taracón", "Lumbrera"} <= found.keys()


def test_an_institution_ends_before_a_country() -> None:
    found = named("Lo pidió el Departamento de Trabajo de Estados Unidos a la compañía que está en París.")
    assert found == {"Departamento de Trabajo": "organisation", "Estados Unidos": "place", "París": "place"}


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    found = named("Según Lumbrera, no está claro. Muchos lo niegan. Recientemente Lumbrera firmó más con Taracón.")
    assert found.keys() == {"Lumbrera", "Taracón"}


def test_an_article_that_belongs_to_a_place_stays() -> None:
    assert named("El tribunal de La Haya dijo que no está listo para el juicio.") == {"La Haya": "place"}


def test_a_person_stands_behind_a_body_without_a_small_word() -> None:
    found = named("El presidente de Lumbrera Carlos Oduya dijo que el muelle está listo según la compañía.")
    assert found == {"Lumbrera": "organisation", "Carlos Oduya": "person"}


def test_a_person_keeps_the_small_words_of_a_family_name() -> None:
    found = named("El informe lo firmó Juan de la Torre en París, donde está la compañía según el acta.")
    assert found == {"Juan de la Torre": "person", "París": "place"}


def test_a_capital_inside_a_word_begins_no_name() -> None:
    assert "Tarel" not in named("La compañía vende el yTarel en París desde marzo, pero no en los demás países.")


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("A empresa informou que a Agência Nacional de Energia não é da União em São Paulo.",
     "Agência Nacional de Energia", "organisation"),
    ("Le contrat que la société a signé est à la Banque de Lussac depuis le mois d'août.",
     "Banque de Lussac", "organisation"),
    ("Il contratto che la società ha firmato è della Cassa di Varesco per più di un anno.",
     "Cassa di Varesco", "organisation"),
    ("Die Pumpen liefert die Wexel Anlagenbau GmbH im März, und der Vertrag läuft über das Jahr.",
     "Wexel Anlagenbau GmbH", "organisation"),
    ("Der Vertrag ist nicht fertig, und in München wartet die Firma.", "München", "place"),
])  # fmt: skip
def test_each_language_has_its_bodies(text: str, name: str, kind: str) -> None:
    assert named(text).get(name) == kind


def test_german_nouns_are_no_names() -> None:
    found = named("Die Lieferung der Pumpen für das Kraftwerk ist im Plan, und der Prüfbericht liegt bei ihm.")
    assert not found


def test_an_english_file_with_an_accent_reads_as_before() -> None:
    text = "José Rendón of Corvella told us that the Institute of Piers in Málaga is not for sale, and that it was his."
    assert named(text).keys() >= {"José Rendón", "Corvella", "Institute of Piers"}


def test_a_noun_of_doing_names_nobody() -> None:
    text = "La compañía dijo que la Gestión de los Derechos Digitales no es de Lumbrera según el acta."
    found = named(text, sure=0.5)
    assert found.keys() == {"Lumbrera"}


def test_a_number_opens_a_sentence_and_names_nobody() -> None:
    assert named("Tres años después, Lumbrera dijo que no está listo para la obra.").keys() == {"Lumbrera"}


def test_english_words_alone_are_no_name() -> None:
    text = "La compañía dijo que el Auto Save y el Internet Protocol no son de Lumbrera según el acta."
    found = named(text, sure=0.5)
    assert found.keys() == {"Lumbrera"}


@pytest.mark.parametrize(("said", "name"), [
    ("del aeropuerto internacional de París", "aeropuerto internacional de París"),
    ("de la mina Taracón", "Taracón"),
    ("del aeropuerto de Taracón", "Taracón"),
])  # fmt: skip
def test_a_site_by_the_small_noun_before_it(said: str, name: str) -> None:
    assert named(f"La compañía no habló {said} según el acta de la reunión.") == {name: "site"}


def test_a_route_between_two_places_is_neither() -> None:
    assert named("La compañía dijo que el vuelo París-Londres no está listo para el público.") == {}
