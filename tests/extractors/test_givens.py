"""Given names that are words as well, and the towns that houses are called after: where which is meant."""

from __future__ import annotations

import pytest

from extractors import finding, givens, located, names
from extractors.extract import extract
from extractors.model import Segment
from extractors.recognizers import person, place
from tests.extractors.naming import line, mentions, rows
from tests.extractors.naming import names as found


def _in_folder(*files: list[Segment]) -> list[set[str]]:
    held = [(segments, mentions(segments)) for segments in files]
    known = names.confident(held)
    return [
        {segments[m.segment].text[m.start : m.end]
         for m in finding.settled(first, finding.occurrences(segments, known), {name.norm for name in known})}
        for segments, first in held
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("参加的：绍钦、炳南、可望、碧茹", "可望", True),
        ("负责设计、建设、运营、移交", "建设", False),
        ("可望在年底通车。", "可望", False),
        ("绍钦、可望", "可望", False),
    ],
)
def test_a_given_name_that_is_a_word_is_meant_among_names(text: str, word: str, meant: bool) -> None:
    start = text.index(word)
    assert givens.is_listed(line(text), start, start + len(word)) is meant


def test_a_given_name_that_is_a_word_is_meant_in_a_column_of_persons() -> None:
    row = rows(["工序", "负责人"], ["可望", "可望"])[1]
    first, second = row.cells
    assert givens.is_listed(row, second.start, second.end)
    assert not givens.is_listed(row, first.start, first.end)


def test_who_bears_such_a_name_is_found_in_a_list_by_the_folders_full_name() -> None:
    staff = rows(["姓名", "职务"], ["陈可望", "经理"], ["林绍钦", "厂长"], ["苏炳南", "组长"])
    listed, said = _in_folder(staff, [line("参加的：绍钦、炳南、可望、碧茹")], [line("工程可望按期完成。")])[1:]
    assert "可望" in listed
    assert "可望" not in said


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("Bill asked twice what a yard is worth.", "Bill", True),
        ("Please ask Mark, he has the key.", "Mark", True),
        ("Bill of lading attached.", "Bill", False),
        ("The Mark was high.", "Mark", False),
        ("Mark your calendars.", "Mark", False),
    ],
)
def test_a_given_name_that_is_an_english_word_is_meant_where_somebody_acts(text: str, name: str, meant: bool) -> None:
    start = text.index(name)
    assert givens.is_spoken_of(text, start, start + len(name)) is meant


@pytest.mark.parametrize(
    ("text", "word", "where"),
    [
        ("I am in Corvik until Friday.", "Corvik", True),
        ("charging at Corvik kai, one cell vented", "Corvik", True),
        ("Corvik, 17 April 2025", "Corvik", True),
        ("We saw it in Corvik's hall.", "Corvik", False),
        ("a share in Corvik Verft", "Corvik", False),
        ("Corvik sends the drawings.", "Corvik", False),
    ],
)
def test_a_word_says_where_something_is_by_what_stands_around_it(text: str, word: str, where: bool) -> None:
    start = text.index(word)
    assert located.is_where(line(text), start, start + len(word)) is where


def test_a_town_is_no_short_name_of_the_house_that_is_called_after_it() -> None:
    houses = rows(["Company"], ["Corvik Verft AS"], ["Halden Verft AS"])
    known = names.confident([(houses, mentions(houses))])
    assert finding.occurrences([line("I am in Corvik until Friday.")], known) == []
    assert [hit.name.text for hit in finding.occurrences([line("Corvik sends the drawings.")], known)] == ["Corvik"]


@pytest.mark.parametrize(
    ("text", "town"),
    [("Bystrava, 17 April 2025", "Bystrava"), ("Praha, 10. June 2025", "Praha"), ("Ulm, den 3. Mai 2025", "Ulm")],
)
def test_a_dateline_opens_with_a_town(text: str, town: str) -> None:
    assert town in found(place.RECOGNIZER, text)


@pytest.mark.parametrize("text", ["Thu, 5 June 2025", "Ingrid Sollund, 5 June 2025", "Issued, 5 June 2025"])
def test_a_day_a_person_and_a_word_of_papers_are_no_town(text: str) -> None:
    assert found(place.RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("老何（何国梁，货站主管）承认：夜班只有一个人", "何国梁"),
        ("老何（何国梁，货站主管）承认：夜班只有一个人", "老何"),
        ("曹总（曹砚秋，总经理）到场", "曹砚秋"),
        ("单号 SHY-250603 制单：费小龙", "费小龙"),
        ("经手：尚海波", "尚海波"),
        ("FOTHERBY, Adele Margaret", "FOTHERBY, Adele Margaret"),
    ],
)
def test_a_bracket_a_duty_and_a_register_tell_a_person(text: str, name: str) -> None:
    assert name in found(person.RECOGNIZER, text)


@pytest.mark.parametrize("text", ["老吴（吴师傅）", "制单：三份", "ANNEX, Table", "BOLTS, Steel Zinc"])
def test_a_title_in_a_bracket_and_capitals_before_a_comma_are_no_full_name(text: str) -> None:
    held = found(person.RECOGNIZER, text)
    assert not held & {"三份", "ANNEX, Table", "BOLTS, Steel Zinc"}


def test_a_file_that_only_says_where_somebody_is_is_read_as_ever() -> None:
    first = extract(b"Praha, 10 June 2025\n\nDear Ingrid,\n", "letter.txt")[0]
    assert {m.kind for m in first.mentions} >= {"place", "date"}
