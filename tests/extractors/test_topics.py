"""What documents are about: words and phrases that tell, themes that hang together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.topics import Document, contrasts, keyphrases, terms

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


def test_contrasts_tell_two_groups_of_documents_apart_in_both_languages() -> None:
    found = contrasts(_folder())
    grid, seeds = (found.of({f"{letter}{n}": 1.0 for n in range(6)}) for letter in "gs")
    assert {"converter station", "变电站"} & set(grid)
    assert {"hybrid seed", "玉米亲本"} & set(seeds)
    assert not set(grid) & set(seeds)


def test_what_every_paper_of_a_part_says_once_tells_less_than_what_they_go_on_about() -> None:
    notice = {"circulation": 1, "onward": 1}
    folder = {f"g{n}": notice | {"converter": 3} for n in range(6)} | {f"s{n}": {"seed": 3} for n in range(6)}
    found = contrasts(folder).of({f"g{n}": 1.0 for n in range(6)})
    assert found[0] == "converter"


def test_a_word_of_one_paper_does_not_speak_for_a_part() -> None:
    folder = {"a": {"rotor": 9}, "b": {"blade": 2}, "c": {"blade": 2}, "d": {"seed": 2}}
    assert contrasts(folder).of({"a": 1.0, "b": 1.0, "c": 1.0}) == ("blade",)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.text("ab", max_size=3), st.dictionaries(st.sampled_from("pqrstu"), st.integers(1, 9))),
    st.floats(0.0, 1.0),
)
def test_contrasts_depend_on_what_documents_say_not_on_their_order(
    counts: dict[str, dict[str, int]], share: float
) -> None:
    paths = dict.fromkeys(list(counts)[::2], share)
    back = dict(reversed(list(counts.items())))
    found = contrasts(counts).of(paths)
    assert found == contrasts(back).of(dict(reversed(list(paths.items()))))
    assert len(found) <= 6


def test_a_folder_without_words_and_a_whole_folder_tell_nothing_apart() -> None:
    assert contrasts({}).of({"a": 1.0}) == ()
    assert contrasts({"a": {}}).of({"a": 1.0}) == ()
    assert contrasts({"a": {"x": 3}, "b": {"x": 3}}).of({"a": 0.0}) == ()
