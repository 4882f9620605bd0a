"""What documents are about: words and phrases that tell, themes that hang together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.topics import Document, keyphrases, terms, themes

GRID = "The converter station waits for the main transformer. The converter station has one spare transformer."
SEEDS = "The seed store sends hybrid seed to growers. Growers return hybrid seed to the seed store."
GRID_ZH = "变电站的主变压器要检修。检修期间变电站停电，变压器油要过滤。变压器检修由供电公司组织。"
SEEDS_ZH = "玉米亲本要做花粉检验。玉米亲本的花粉检验在仓库做，玉米亲本不出库。"


def test_a_phrase_said_twice_counts_and_one_said_once_does_not() -> None:
    found = terms([GRID])
    assert found["converter station"] == 2
    assert "main transformer" not in found
    assert found["transformer"] == 2


def test_chinese_nouns_in_a_row_are_a_phrase_and_stand_without_a_space() -> None:
    told = keyphrases([Document("a", (SEEDS_ZH,)), Document("b", (GRID_ZH,))])
    assert {"玉米亲本", "花粉检验"} & set(told["a"])
    assert all(" " not in phrase for phrases in told.values() for phrase in phrases)


def test_a_word_that_stands_in_its_phrase_alone_is_not_named_beside_it() -> None:
    told = keyphrases([Document("a", (GRID,)), Document("b", (SEEDS,))])
    assert "converter station" in told["a"]
    assert "converter" not in told["a"]
    assert "hybrid seed" in told["b"]


@pytest.mark.parametrize("texts", [["10,000 8% --"], [""], ["and the of"], ["——，。"]])
def test_what_names_nothing_tells_nothing(texts: list[str]) -> None:
    assert terms(texts) == {}


def test_common_words_part_phrases() -> None:
    assert not [term for term in terms(["report about which growers " * 3]) if "about" in term or "which" in term]


def _folder() -> dict[str, dict[str, int]]:
    grid = {f"g{n}": terms([GRID, GRID_ZH, f"extra remark number{n}"]) for n in range(6)}
    seeds = {f"s{n}": terms([SEEDS, SEEDS_ZH, f"another remark{n}"]) for n in range(6)}
    return grid | seeds


def test_themes_tell_two_groups_of_documents_apart_in_both_languages() -> None:
    found = themes(_folder())
    grid, seeds = (found.of({f"{letter}{n}": 1.0 for n in range(6)}) for letter in "gs")
    assert {"converter station", "变电站"} & set(grid)
    assert {"hybrid seed", "玉米亲本"} & set(seeds)
    assert not set(grid) & set(seeds)


def test_themes_depend_on_what_documents_say_not_on_their_order() -> None:
    folder = _folder()
    one, other = themes(folder), themes(dict(reversed(list(folder.items()))))
    assert one.words == other.words
    assert np.allclose(one.telling, other.telling)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("ab", max_size=3), st.dictionaries(st.sampled_from("pqrstu"), st.integers(1, 9))))
def test_themes_of_anything_are_finite_and_not_negative(counts: dict[str, dict[str, int]]) -> None:
    found = themes(counts)
    assert np.isfinite(found.telling).all()
    assert (found.telling >= 0).all()
    assert all((held >= 0).all() for held in found.weight.values())
    assert len(found.of(dict.fromkeys(counts, 1.0))) <= 6


def test_a_folder_without_words_has_no_theme() -> None:
    assert themes({}).of({"a": 1.0}) == ()
    assert themes({"a": {}}).of({"a": 1.0}) == ()
