"""The same folder told in Chinese and in English: what is found in one is found in the other."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor import picture, profile
from auditor.picture import Picture
from extractors.extract import extract

PLACE = Path(__file__).resolve().parents[1] / "fixtures" / "parallel"
GOLD: dict[str, list[dict[str, Any]]] = json.loads((PLACE / "gold.json").read_text("utf-8"))
LANGUAGES = ("zh", "en")
LEAST = 0.9


@cache
def whole(lang: str) -> Picture:
    files = [each for path in sorted((PLACE / lang).iterdir()) for each in extract(path.read_bytes(), path.name)]
    return picture.of(picture.corpus(files), profile.shipped("general"))


def plain(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", text.lower())


@cache
def names(lang: str) -> frozenset[str]:
    return frozenset(plain(name) for entity in whole(lang).entities.values() for name in entity.names)


@cache
def said(lang: str) -> frozenset[tuple[str, str, str]]:
    made = whole(lang)
    return frozenset(
        (made.corpus.files[told.file].path, told.statement.facet, plain(told.statement.value)) for told in made.told
    )


def told(lang: str, statement: dict[str, Any]) -> bool:
    value = plain(statement[lang])
    return any(
        (document, facet) == (statement["document"], statement["facet"]) and (value in given or given in value)
        for document, facet, given in said(lang)
    )


def known(lang: str, entity: dict[str, Any]) -> bool:
    return any(plain(name) in names(lang) for name in entity[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_gold_is_literal(lang: str) -> None:
    for statement in GOLD["statements"]:
        assert statement[lang] in (PLACE / lang / statement["document"]).read_text("utf-8")


def test_entities_pair_up() -> None:
    apart = [each for each in GOLD["entities"] if not all(known(lang, each) for lang in LANGUAGES)]
    assert 1 - len(apart) / len(GOLD["entities"]) >= LEAST, [each["en"][0] for each in apart]


def test_statements_pair_up() -> None:
    apart = [each for each in GOLD["statements"] if not all(told(lang, each) for lang in LANGUAGES)]
    assert 1 - len(apart) / len(GOLD["statements"]) >= LEAST, [
        (each["document"], each["facet"], *(each[lang] for lang in LANGUAGES if not told(lang, each))) for each in apart
    ]


def test_the_score_is_that_of_the_other_language_within_five_points() -> None:
    assert abs(whole("zh").score - whole("en").score) <= 5
