"""Passages: what two sources say in so many rare words and numbers is alike, in Chinese and in English."""

from __future__ import annotations

import numpy as np
import pytest

from auditor import passages
from auditor.passages import Alike
from auditor.picture import Picture
from tests.auditor.folders import look

VISIT = "Notes of a visit.\n\nThe quay has 96 staff, 14 tanks and a new canteen, said the foreman."
SURVEY = "Survey of storage.\n\nRespondent R counts 14 tanks and 96 staff.\n\nRespondent Q has 31 tanks and 20 staff."
OTHER = "Minutes of the spring meeting.\n\nThe chair thanked the 41 guests. The buffet closed early."
ZH_VISIT = "走访记录\n\n三号楼有九台炉子，员工1146人，门口没有挂牌。"
ZH_SURVEY = "问卷汇总\n\n某单位：员工1146人，炉子九台。\n\n另一单位：员工212人，炉子四台。"
ZH_OTHER = "会议纪要\n\n主席感谢各位来宾，下次会议在秋天召开。"
LETTERHEAD = "Northmoor Harbour Board, registered office 7731 Quay Street, telephone list 4409 on the second page."


def shared(texts: dict[str, str]) -> dict[tuple[str, str], tuple[float, float]]:
    """Give the words and numbers that each two files share, by name."""
    whole = look(texts)
    found = passages.alike(whole)
    place = {whole.corpus.files[n].path: whole.graph.sources.index(whole.source[n]) for n in whole.files}
    return {
        (one, other): tuple(float(each[0]) for each in found.of(*(np.array([place[name]]) for name in (one, other))))  # type: ignore[misc]
        for one in texts for other in texts if one != other
    }  # fmt: skip


@pytest.mark.parametrize("texts", [(VISIT, SURVEY, OTHER), (ZH_VISIT, ZH_SURVEY, ZH_OTHER)], ids=["en", "zh"])
def test_two_files_that_say_the_same_of_one_place_have_most_in_common(texts: tuple[str, str, str]) -> None:
    found = shared(dict(zip(("a.txt", "b.txt", "c.txt"), texts, strict=True)))
    words, numbers = found["a.txt", "b.txt"]
    assert words > max(found["a.txt", "c.txt"][0], found["b.txt", "c.txt"][0])
    assert numbers > 0.0 == found["a.txt", "c.txt"][1]


def test_what_is_shared_is_shared_either_way_and_a_file_with_itself_has_nothing() -> None:
    whole = look({"a.txt": VISIT, "b.txt": SURVEY, "c.txt": OTHER})
    found = passages.alike(whole)
    for table in (found.words, found.numbers):
        assert np.array_equal(table, table.T)
        assert not table.diagonal().any()


def test_numbers_of_one_passage_count_more_than_the_same_numbers_in_several() -> None:
    apart = SURVEY.replace("14 tanks and 96 staff", "14 tanks").replace("20 staff", "96 staff")
    together, torn = (shared({"a.txt": VISIT, "b.txt": text})["a.txt", "b.txt"] for text in (SURVEY, apart))
    assert together[1] > torn[1] > 0.0


@pytest.mark.parametrize(("one", "other"), [
    ("The yard has nine furnaces.", "In all 9 furnaces run."), ("车间有九台炉子。", "炉子共9台。"),
    ("Bond 4407/12 was lodged.", "Its number is 440712."), ("年产1.2万套。", "12000 sets a year"),
])  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert shared({"a.txt": one, "b.txt": other})["a.txt", "b.txt"][1] > 0.0


@pytest.mark.parametrize(("one", "other"), [
    ("The yard has nine furnaces.", "In all 8 furnaces run."), ("车间有九台炉子。", "炉子共十九台。"),
    ("Bond 4407/12 was lodged.", "Its number is 440721."),
])  # fmt: skip
def test_another_number_is_another(one: str, other: str) -> None:
    assert shared({"a.txt": one, "b.txt": other})["a.txt", "b.txt"][1] == 0.0


def test_what_many_sources_hold_and_letterheads_count_nothing() -> None:
    many = {f"{n}.txt": f"File {chr(97 + n) * 5}.\n\nThe 7731 crates of lot {n}." for n in range(passages.MOST_HOLDING)}
    one = shared({**many, "a.txt": "The 7731 crates."})
    assert one["a.txt", "0.txt"] == (0.0, 0.0)
    headed = {f"{n}.txt": f"{LETTERHEAD}\n\nThe {word} was late." for n, word in enumerate(("barge", "train", "plane"))}
    assert shared(headed)["0.txt", "1.txt"] == (0.0, 0.0)


def test_copies_are_one_source_and_share_nothing_with_themselves() -> None:
    whole = look({"a.txt": VISIT, "copy of a.txt": VISIT, "b.txt": SURVEY})
    assert len(passages.alike(whole).words) == 2


def test_texts_of_very_many_sources_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = look({"a.txt": VISIT, "b.txt": SURVEY})
    monkeypatch.setattr(passages, "MOST_SOURCES", 1)
    found = passages.alike(whole)
    assert [each.tolist() for each in found.of(np.array([0]), np.array([1]))] == [[0.0], [0.0]]


@pytest.mark.parametrize("texts", [{}, {"a.txt": ""}, {"a.txt": VISIT}, {"a.txt": "。", "b.txt": "!?"}])
def test_folders_that_say_little_or_nothing_are_compared_without_error(texts: dict[str, str]) -> None:
    whole: Picture = look(texts)
    found: Alike = passages.alike(whole)
    assert not found.words.any()
