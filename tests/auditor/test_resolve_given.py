"""Chinese persons by what is made of their given names, parts of names of four signs, and the cell behind them."""

from __future__ import annotations

import pytest

from extractors import forms
from extractors.personnames import called_of_several, is_of_several_signs
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


@pytest.mark.parametrize(
    ("full", "called"),
    [
        ("江蓉", "蓉蓉"), ("吴涛", "涛子"), ("和志坚", "和支"), ("马成福", "马师"), ("邱海", "邱教"),
        ("沐春亮", "沐教导员"),
        ("沙马木呷", "木呷"), ("才让东智", "才让"), ("卓玛措", "卓玛"), ("邓海英", "海英姐"),
    ],
)  # fmt: skip
def test_a_person_is_called_by_the_given_name_or_a_title(full: str, called: str) -> None:
    assert called in forms.called(full)
    staff = rows(["姓名", "电话"], [full, "0519-5550-1102"])
    assert together(resolved([*staff, line(f"联系：{called}，0871-600-1234")]), full, called)


@pytest.mark.parametrize(
    ("full", "other"),
    [("江蓉", "江江"), ("吴涛", "吴子"), ("王妹", "妹妹"), ("孟孔", "孔子"), ("梁管", "管子"), ("卓明远", "卓明")],
)
def test_words_and_the_familys_sign_are_no_pet_names(full: str, other: str) -> None:
    assert other not in forms.called(full)


def test_a_pet_name_that_two_may_have_joins_neither() -> None:
    two = rows(["姓名", "电话"], ["江蓉", "0519-5550-1102"], ["谭小蓉", "0519-5550-1103"])
    found = resolved([*two, line("联系：蓉蓉，0871-600-1234")])
    assert not together(found, "江蓉", "蓉蓉")
    assert not together(found, "谭小蓉", "蓉蓉")


@pytest.mark.parametrize("text", ["才让东智", "沙马木呷", "次仁卓玛"])
def test_tibetan_and_yi_names_have_several_signs(text: str) -> None:
    assert is_of_several_signs(text)


@pytest.mark.parametrize("text", ["工作人员", "办公地点", "才让", "阿尔卑斯"])
def test_words_are_no_such_names(text: str) -> None:
    assert not is_of_several_signs(text)
    assert not called_of_several(text)


def test_the_cell_behind_a_full_name_says_what_its_bearer_is_called() -> None:
    table = rows(["单位", "简称", "姓名"], ["|", "马成福", "马师"], ["|", "何铁山", "何站、老何"],
                 ["泵站", "泵房", "值班"])  # fmt: skip
    found = resolved(table)
    assert together(found, "马成福", "马师")
    assert together(found, "何铁山", "何站", "老何")
    assert not together(found, "泵站", "泵房")
