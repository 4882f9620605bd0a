"""Persons as a group's folder speaks of them: any title of a family that it knows, nicknames, kin, who remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors import forms, speakers
from extractors.model import Segment
from extractors.personnames import is_plausible, titled_and_more
from extractors.tagging.narrowing import narrowed
from tests.auditor.test_resolve import resolved
from tests.extractors.naming import line, rows


def found(*files: Sequence[Segment]) -> set[str]:
    return {name for entity in resolved(*files).entities if entity.kind == "person" for name in entity.names}


@pytest.mark.parametrize(
    ("full", "called"),
    [
        ("石金川", "石工"), ("黄培川", "黄站"), ("冷川霜", "冷导"), ("闭家川", "闭老师"), ("区婉川", "婉川"),
        ("农建川", "农兽医"), ("折建川", "老折"),
    ],
)  # fmt: skip
def test_whose_full_name_is_known_goes_by_any_title(full: str, called: str) -> None:
    assert called in forms.called(full)


@pytest.mark.parametrize(
    ("full", "word"), [("施金川", "施工"), ("林川霜", "林场"), ("高金川", "高工"), ("何培川", "何处")]
)
def test_a_word_is_nobody_whoever_is_of_the_family(full: str, word: str) -> None:
    assert word not in forms.called(full)


def test_a_word_of_the_dictionary_is_found_where_the_folder_knows_one_of_the_family() -> None:
    staff = rows(["姓名", "电话"], ["石金川", "0519-5550-1102"], ["许立言", "0519-5550-1103"])
    assert "石工" in found(staff, [line("图已改到第三版，石工讲是给老乡的。")])
    assert "石工" not in found([line("图已改到第三版，石工讲是给老乡的。")])


@pytest.mark.parametrize(("name", "own"), [("霍站您", 2), ("秦姐好", 2), ("阳总站", 2), ("霍立言", 0), ("司徒站", 0)])
def test_a_title_with_the_next_sign_is_no_full_name(name: str, own: int) -> None:
    assert titled_and_more(name) == own
    assert not own or not is_plausible(name)
    assert narrowed(name, 0, 3, "PER") == (0, own or 3)


@pytest.mark.parametrize("name", ["莫氏", "别提", "管饭"])
def test_a_house_and_what_is_done_are_nobody(name: str) -> None:
    assert not is_plausible(name)


def test_nicknames_stand_under_who_is_asked() -> None:
    assert {"小于", "老高"} <= found(rows(["客户", "批额", "经办"], ["甲", "6,000", "小于"], ["乙", "1,500", "老高"]))
    assert not {"小计", "老板", "全体"} & found(
        rows(["客户", "批额", "经办"], ["甲", "6,000", "小计"], ["乙", "1,500", "老板"], ["丙", "900", "全体"])
    )


@pytest.mark.parametrize(("sender", "own"), [("宝哥", (0, 2)), ("红姐", (0, 2)), ("周场", (0, 2)), ("表哥", None)])
def test_who_speaks_goes_by_kin_and_by_a_title_that_is_cut(sender: str, own: tuple[int, int] | None) -> None:
    assert speakers._own(sender) == own


def test_who_remarks_in_latin_letters_is_a_person_and_a_word_is_none() -> None:
    assert "Lực" in found([replace(line("Lực: do not send photos"), layer="comment")])
    assert "Note" not in found([replace(line("Note: do not send photos"), layer="comment")])
