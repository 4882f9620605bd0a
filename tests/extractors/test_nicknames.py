"""What a list of persons says that each is called, and columns that say something else."""

from __future__ import annotations

import pytest

from extractors import nicknames
from extractors.recognizers.person import RECOGNIZER
from extractors.text import folded
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


def called(header: tuple[str, str], row: tuple[str, str]) -> set[tuple[str, str]]:
    """Give (nickname, folded full name)."""
    segment = rows((*header, "电话 Phone"), (*row, "0519-5550-1102"))[1]
    return {(segment.text[f.start : f.end], f.alias_of) for f in nicknames.finds(segment)}


@pytest.mark.parametrize(
    ("header", "row", "nickname", "full"),
    [
        (("群昵称", "姓名"), ("沙海拾贝人", "戚怀瑾"), "沙海拾贝人", "戚怀瑾"),
        (("群昵称", "姓名"), ("澄源-晓鸥", "樊晓鸥"), "澄源-晓鸥", "樊晓鸥"),
        (("姓名 Name", "称呼"), ("倪澹 Ni Dan", "倪主任 Dr Ni"), "Dr Ni", "倪澹"),
        (("姓名 Name", "称呼"), ("倪澹 Ni Dan", "老倪 倪师傅"), "倪师傅", "倪澹"),
        (("姓名", "微信名"), ("房德厚", "老房"), "老房", "房德厚"),
        (("姓名", "微信名"), ("房小军", "小军"), "小军", "房小军"),
        (("人", "称呼"), ("字国强", "老字"), "老字", "字国强"),
        (("人", "称呼"), ("普永昌", "普队"), "普队", "普永昌"),
        (("姓名", "平时叫"), ("才让东智", "才局"), "才局", "才让东智"),
        (("姓名", "平时叫"), ("樊晓鸥", "樊总、樊姐"), "樊姐", "樊晓鸥"),
        (("姓名", "英文名"), ("卓明远", "Tony"), "Tony", "卓明远"),
        (("姓名", "绰号"), ("Ganapathi Muran", "Ganu"), "Ganu", "Ganapathi Muran"),
        (("Name", "Nickname"), ("Hester Quayle", "Hettie Q"), "Hettie Q", "Hester Quayle"),
        (("Full name", "Known as"), ("Hester Quayle", "Quaylo"), "Quaylo", "Hester Quayle"),
        (("Name", "WeChat name"), ("Hester Quayle", "大漠鹰"), "大漠鹰", "Hester Quayle"),
        (("姓名", "稱呼"), ("樊曉鷗", "阿鷗"), "阿鷗", "樊曉鷗"),
    ],
)
def test_a_list_says_what_somebody_is_called(
    header: tuple[str, str], row: tuple[str, str], nickname: str, full: str
) -> None:  # fmt: skip
    assert (nickname, folded(full)) in called(header, row)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("姓名", "称呼"), ("戚怀瑾", "先生")),
        (("姓名", "称呼"), ("戚怀瑾", "—")),
        (("姓名", "称呼"), ("戚怀瑾", "戚怀瑾")),
        (("姓名", "昵称"), ("老戚", "沙海拾贝人")),
        (("姓名", "昵称"), ("戚怀瑾、樊晓鸥", "沙海拾贝人")),
        (("姓名", "昵称"), ("戚怀瑾", "同上")),
        (("设备", "俗称"), ("给水泵", "大水泵")),
        (("单位", "昵称"), ("澄源公司", "澄源")),
        (("Name", "Title"), ("Hester Quayle", "Director")),
        (("Name", "Nickname"), ("Hester Quayle", "none")),
        (("Name", "Nickname"), ("Hester", "Hettie")),
        (("Name", "Addressed as"), ("Hester Quayle", "Ms")),
        (("Name", "Called on"), ("Hester Quayle", "Monday")),
    ],
)
def test_other_cells_are_no_nicknames(header: tuple[str, str], row: tuple[str, str]) -> None:
    assert called(header, row) == set()


def test_what_another_cell_of_the_row_says_is_no_nickname() -> None:
    header, row = ("姓名", "昵称", "单位"), ("戚怀瑾", "澄源种苗", "澄源种苗")
    assert not list(nicknames.finds(rows(header, row)[1]))


def test_a_list_joins_a_chats_name_to_the_full_one() -> None:
    table = rows(("群昵称", "姓名", "单位"), ("沙海拾贝人", "戚怀瑾", "澄源种苗"), ("樊工", "樊晓鸥", "澄源种苗"))
    assert together(resolved(table), "沙海拾贝人", "戚怀瑾")
    assert together(resolved(table), "樊工", "樊晓鸥")
    assert not together(resolved(table), "沙海拾贝人", "樊晓鸥")


def test_the_recognizer_of_persons_gives_nicknames_with_whose_they_are() -> None:
    table = rows(("姓名", "花名"), ("戚怀瑾", "沙海拾贝人"))
    found = {(table[1].text[s.start : s.end], s.alias_of) for s in RECOGNIZER.find(table)[1] if s.alias_of}
    assert found == {("沙海拾贝人", "戚怀瑾")}
    assert RECOGNIZER.find([line("沙海拾贝人")]) == [[]]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("人", "称呼"), ("岩温", "中队长")),
        (("人", "称呼"), ("沐春亮", "教导员")),
        (("姓名", "平时叫"), ("沐春亮", "泵站班长")),
        (("设备", "平时叫"), ("给水泵", "大水泵")),
        (("品名", "英文名"), ("给水泵", "Feed pump")),
        (("人数", "称呼"), ("十二人", "老字")),
    ],
)
def test_a_title_alone_and_what_things_are_called_is_no_nickname(header: tuple[str, str], row: tuple[str, str]) -> None:
    assert called(header, row) == set()
