"""Persons named twice side by side, in two scripts or in short, and brackets that name nobody again."""

from __future__ import annotations

import pytest

from extractors import introductions


def introduced(text: str) -> set[tuple[str, str]]:
    """Give (short or foreign form, folded full name)."""
    return {(text[f.start : f.end], f.alias_of) for f in introductions.finds(text) if f.alias_of}


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("主讲索伦德女士（Ingrid Sollund），三点开始。", "索伦德女士", "ingridsollund"),
        ("Ingrid Sollund（索伦德）主讲。", "索伦德", "ingridsollund"),
        ("罗伯特·索伦德（Robert Sollund）来访。", "罗伯特·索伦德", "robertsollund"),
        ("泓丰源的程总（程若舟）带两个人来。", "程总", "程若舟"),
        ("请联系祝若东 (Mr Zhu)。", "Mr Zhu", "祝若东"),
        ("Dr Li (李若文) chairs.", "Dr Li", "李若文"),
        ("王磊（Wang Lei）到会。", "Wang Lei", "王磊"),
        ("贺总带队，贺总叫贺若风，跟会里的不沾亲。", "贺总", "贺若风"),
        ("澄源：岑若文 Dr Cen reported three hundred people.", "Dr Cen", "岑若文"),
        ("请联系廖若峰 Leo Liao 。", "Leo Liao", "廖若峰"),
        ("此致 裴若浩 Bae Sang-ho", "Bae Sang-ho", "裴若浩"),
        ("联系人 王若明 Wang Chih-ming", "Wang Chih-ming", "王若明"),
        ("廖总 (Leo) 说去年出口为零。", "廖总", "leo"),
        ("Lei Wang（王磊） asked.", "Lei Wang", "王磊"),
    ],
)
def test_a_bracket_names_a_person_once_more(text: str, short: str, full: str) -> None:
    assert (short, full) in introduced(text)


@pytest.mark.parametrize(
    "text",
    [
        "王磊（Wang Wei）到会。",
        "程总（王若舟）到会。",
        "程总（负责采购）到会。",
        "张工（电话 123）到会。",
        "Mr Zhu (李若文) chairs.",
        "鹤翎航空（Heling Aero）领到许可证。",
        "货到上海（Shanghai）。",
        "贺总叫王若风，别忘了。",
        "岑若文 Dr Li reported.",
        "廖若峰 Leo Brandt 来了。",
        "货到上海 Leo Shang 收。",
        "廖总 (Friday) 不在。",
        "贺总叫贺若风过去一趟。",
        "Ingrid Sollund（科维拉）主讲。",
        "Ingrid Sollund (Corvella Ltd) chairs.",
    ],
)
def test_a_bracket_need_not_name_the_person_again(text: str) -> None:
    assert not introduced(text)
