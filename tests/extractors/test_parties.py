"""Parties in lists and cells that no word of theirs shows, where a firm's name begins, and societies with an "and"."""

from __future__ import annotations

import pytest

from extractors import definitions
from extractors.recognizers import organisation, person, site
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("户名", "柳津穗安粮油经营部", True),
        ("户名", "沛澍面粉", True),
        ("对方户名", "昱棠饲料", True),
        ("账户名称", "临浦瓷砖批发", True),
        ("提货人", "竞买号0733", True),
        ("提货人", "岚渡车队", True),
        ("来客", "汀石储运", True),
        ("汇款人", "沅畔收储", True),
        ("户名", "王海川", False),  # a person
        ("提货人", "李明", False),
        ("户名", "退款", False),
        ("户名", "利息", False),
        ("户名", "合计", False),
        ("备注", "沛澍面粉", False),  # a header that asks for no party
        ("户名", "62284800", False),
        ("提货人", "待定", False),
        ("提货人", "Saskia", False),
        ("提货人", "Quorven", False),  # one Latin word may be either
    ],
)
def test_a_column_of_persons_or_firms_is_read_cell_by_cell(header: str, cell: str, expected: bool) -> None:
    table = rows(
        ["到账日", header, "金额（元）"], ["3/19", cell, "5,187,000.00"], ["3/20", "澄源物流有限公司", "12.00"]
    )
    assert (cell in names(organisation.RECOGNIZER, *table)) is expected


@pytest.mark.parametrize(("cell", "expected"), [("王海川", True), ("李明", True), ("沛澍面粉", False)])
def test_a_person_who_holds_an_account_is_a_person(cell: str, expected: bool) -> None:
    table = rows(["到账日", "户名", "金额"], ["3/19", cell, "5.00"])
    assert (cell in names(person.RECOGNIZER, *table)) is expected


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("单位", "渌泽 石桥水厂", {"渌泽", "石桥水厂"}),
        ("单位", "沅畔储备 白津库", {"沅畔储备", "白津库"}),
        ("单位", "擎岳电驱 试制车间（二期）", {"擎岳电驱", "试制车间"}),
        ("单位", "渌泽", {"渌泽"}),
        ("单位", "沛洛出行 Pelorus Mobility", {"沛洛出行", "Pelorus Mobility"}),
    ],
)
def test_a_blank_parts_a_house_and_what_is_its_own(header: str, cell: str, expected: set[str]) -> None:
    found = names(organisation.RECOGNIZER, *rows([header, "电话"], [cell, "8000-1234"]))
    assert cell in expected or cell not in found
    assert expected & found >= expected - {"试制车间"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("门卫本上承租方写陵水泽栩商贸有限公司，租期十年。", "陵水泽栩商贸有限公司"),
        ("编制：西麓桥梁设计研究院有限公司，梁蕴。", "西麓桥梁设计研究院有限公司"),
        ("正赶赣州沅拓稀土有限公司的标。", "赣州沅拓稀土有限公司"),
        ("海晏生物制药（临港）有限公司扩产。", "海晏生物制药（临港）有限公司"),
        ("合同对方是澄源物流有限公司。", "澄源物流有限公司"),
    ],
)
def test_a_firm_begins_at_its_town_or_its_own_word(text: str, name: str) -> None:
    assert name in names(organisation.RECOGNIZER, text, surer=0.6)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("For members of the Grain Stores and Freight Association only.", "Grain Stores and Freight Association", True),
        ("We asked the Seed and Fertiliser Council twice.", "Seed and Fertiliser Council", True),
        ("Siemens and Corvax Energy signed.", "Siemens and Corvax Energy", False),
        ("Torrin Mills and Corvax Board met.", "Torrin Mills and Corvax Board", False),
        ("Power and Water bills rose.", "Power and Water bills", False),
    ],
)
def test_a_society_is_of_both_things_that_its_members_have(text: str, name: str, expected: bool) -> None:
    assert (name in names(organisation.RECOGNIZER, text)) is expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The trailer stood at Hallowmere lock for eleven hours.", "Hallowmere lock", True),
        ("Passed to the crew at Fenwold fire station.", "Fenwold fire station", True),
        ("We left it at Orlestone sawmill.", "Orlestone sawmill", True),
        ("The bus stops at Orlestone railway station.", "Orlestone railway station", True),
        ("The load came from Brackwater granary.", "Brackwater granary", True),
        ("He lost the Orlestone lockset.", "Orlestone lock", False),
        ("The Monday lock broke.", "Monday lock", False),
        ("We met Orlestone fire officers.", "Orlestone fire", False),
        ("The lock at Hallowmere broke.", "lock", False),
    ],
)
def test_a_site_is_known_by_the_small_word_behind_it(text: str, name: str, expected: bool) -> None:
    assert (name in names(site.RECOGNIZER, text)) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Osprey Dawn 凯澜轮", {"Osprey Dawn", "凯澜轮"}),
        ("凯澜轮 Osprey Dawn", {"凯澜轮", "Osprey Dawn"}),
        ("Osprey Dawn", {"Osprey Dawn"}),
        ("凯澜轮", {"凯澜轮"}),
    ],
)
def test_a_ship_in_two_languages_is_two_names(cell: str, expected: set[str]) -> None:
    table = rows(["ETA", "Vessel 船名", "Cargo"], ["12 June", cell, "barley"])
    assert expected <= names(site.RECOGNIZER, *table)


def test_a_title_is_no_account() -> None:
    assert not names(organisation.RECOGNIZER, line("户名：待定"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("表面处理厂Q的整流器坏了。", {"表面处理厂Q"}),
        ("厂Q自述：三月夜班掉相。", {"厂Q"}),
        ("卖给R户，现款。", {"R户"}),
        ("K户三吨。", {"K户"}),
        ("连锁店B停业。", {"连锁店B"}),
        ("Delegation C asks to move the text.", {"Delegation C"}),
        ("Delegate F left at noon.", {"Delegate F"}),
        ("Assessor B scored it 70.", {"Assessor B"}),
        ("Observer D did not vote.", {"Observer D"}),
        ("本厂A区停电。", set()),
        ("厂A12号门。", set()),
        ("A户籍科", set()),
        ("VIP户", set()),
        ("店ABC", set()),
        ("Delegation agreed to move the text.", set()),
        ("The delegation C-level dinner.", set()),
        ("Expert Advice is free.", set()),
    ],
)
def test_who_hides_behind_a_letter_is_a_party(text: str, expected: set[str]) -> None:
    found = {name for name in names(organisation.RECOGNIZER, text) if any(c.isascii() and c.isupper() for c in name)}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("岚渡车队来了三台。", "岚渡车队", True),
        ("昱棠施工队报价最低。", "昱棠施工队", True),
        ("沅畔粮食交易市场公告", "沅畔粮食交易市场", True),
        ("昱棠货运部代收。", "昱棠货运部", True),
        ("在临浦瓷砖批发市场提货。", "临浦瓷砖批发市场", True),
        ("我们车队今天出发。", "我们车队", False),
        ("运输车队也去。", "运输车队", False),
        ("外地施工队不许进。", "外地施工队", False),
        ("批发市场关门。", "批发市场", False),
        ("农产品批发市场价格上涨。", "农产品批发市场", False),
    ],
)
def test_crews_shops_and_markets_need_a_word_of_their_own(text: str, name: str, expected: bool) -> None:
    assert (name in names(organisation.RECOGNIZER, text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波昶岭科技股份有限公司（昶岭，英文资料里写 Changling 或 CLT）扩产。", {"CLT"}),
        ("澄源物流有限公司（英文缩写CYL，别和货代混）承运。", {"CYL"}),
        ("西岭建材检测中心（对外用英文字母：XLTC）放号。", {"XLTC"}),
        ("海晏生物制药有限公司（外文单证上叫 HYB）发货。", {"HYB"}),
        ("澄源物流有限公司（三号仓，找 USB 接口）承运。", set()),
        ("澄源物流有限公司（经办人王海川，英文流利）承运。", set()),
        ("合格证（英文写 ABC）丢了。", set()),
        ("澄源物流有限公司（货值折 USD 三万）承运。", set()),
    ],
)
def test_letters_among_other_names_in_a_bracket_are_the_full_names(text: str, expected: set[str]) -> None:
    told = {text[find.start : find.end] for find in definitions.finds(text) if find.alias_of}
    assert {name for name in told if name.isascii() and name.isupper()} == expected


@pytest.mark.parametrize(
    ("header", "value", "is_body"),
    [
        ("部门", "品质部", True), ("部门", "施工管理科", True), ("部门 Dept", "关务", False), ("部门", "研发", False),
        ("科室", "口岸报检", False), ("单位", "禾丰源", True), ("单位", "采购", False), ("owner", "R&D", False),
        ("部门 Dept", "Customs desk", False), ("部门 Dept", "Customs", False),
    ],
)  # fmt: skip
def test_what_a_desk_does_is_no_body(header: str, value: str, is_body: bool) -> None:
    table = rows(["序号", header], ["1", value], ["2", "鹭屿航空"])
    assert (value in names(organisation.RECOGNIZER, *table)) is is_body
