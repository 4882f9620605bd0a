"""Names that a word for their kind, a legal form or a list tells to be one, each with what it must leave alone."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.resolving import companies, heads
from auditor.resolving.nodes import Node, Nodes, Place
from extractors import bodies, pinyin
from extractors.model import Kind, Mention
from extractors.text import folded
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ostmere Agencies Ltd", "Ostmere Agencies Limited", True),
        ("Ostmere Malt Co. Ltd", "Ostmere Malt Company Limited", True),
        ("Ostmere Malt Co., Ltd.", "Ostmere Malt Company Ltd", True),
        ("Ostmere Malt Co. Ltd", "Ostmere Milk Company Limited", False),
        ("Ostmere Agencies Corp", "Ostmere Agencies Corporation", True),
        ("雅岚江电力股份有限公司", "雅岚江电力股份公司", True),
        ("澄源物流有限公司", "澄源物流有限责任公司", True),
        ("Ostmere Agencies Ltd", "Ostmere Agencies GmbH", False),
        ("Ostmere Agencies Ltd", "Ostmore Agencies Ltd", False),
        ("凉坪钛业股份有限公司", "凉坪钛业集团有限公司", False),
        ("澄源物流有限公司", "澄原物流有限公司", False),
    ],
)
def test_a_legal_form_in_other_words_is_the_same_company(one: str, other: str, expected: bool) -> None:
    assert (companies.bare_company(one) == companies.bare_company(other)) is expected


@pytest.mark.parametrize(
    ("plain", "longer", "expected"),
    [
        ("Port of Helmsey", "Port of Helmsey Authority", True),
        ("Maplecombe Creek", "Maplecombe Creek Holdings Limited", True),
        ("Torrinmoor", "Torrinmoor substation", True),
        ("Rotterdam", "Rotterdam terminal", False),  # a place on the map
        ("Heronsgate", "Heronsgate Inn", False),  # a house bears another's name
    ],
)
def test_the_word_for_what_it_is_may_be_left_out(plain: str, longer: str, expected: bool) -> None:
    table = rows(["Operator", "Site"], [plain, "west"])
    assert together(resolved(table, [line(f"Castlefell Grid runs {longer} now.")]), plain, longer) is expected


def test_a_plain_name_before_two_kinds_of_things_is_neither() -> None:
    both = [line("Castlefell Grid runs the Torrinmoor substation and the Torrinmoor quay.")]
    result = resolved(both, rows(["Operator"], ["Torrinmoor"]))
    assert not together(result, "Torrinmoor", "Torrinmoor quay")


@pytest.mark.parametrize(
    ("short", "longer", "expected"),
    [
        ("Peterswick Plant", "Peterswick Hydrogen Plant", True),
        ("Peterswick Plant", "Peterswick North Plant", False),
        ("Peterswick Plant", "Peterswick Hydrogen Terminal", False),
    ],
)
def test_a_name_may_leave_out_a_word_between(short: str, longer: str, expected: bool) -> None:
    assert together(resolved([line(f"We saw {short}.")], [line(f"We left {longer}.")]), short, longer) is expected


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("浔屏电子集团第十四研究所", "十四所"),
        ("浔屏电子集团第十四研究所", "浔屏电子集团第十四所"),
        ("浔屏电子集团第十四研究所", "浔屏十四所"),
        ("中铁隧屏局集团第三工程有限公司", "三公司"),
        ("中铁隧屏局集团第三工程有限公司", "隧屏局三公司"),
        ("江右第二设计院", "江右二院"),
    ],
)
def test_a_counted_body_goes_by_its_number(full: str, short: str) -> None:
    assert short in bodies.counted(full)


@pytest.mark.parametrize(
    ("full", "wrong"),
    [
        ("浔屏电子集团第十四研究所", "四所"),
        ("浔屏电子集团第十四研究所", "十四院"),
        ("中铁隧屏局集团第三工程有限公司", "三局"),
        ("澄源物流有限公司", "公司"),
        ("第一研究所", "一所"),
    ],
)
def test_a_counted_body_keeps_its_number_and_its_kind(full: str, wrong: str) -> None:
    assert wrong not in bodies.counted(full)


@pytest.mark.parametrize(
    ("name", "letters", "expected"),
    [
        ("霍衡启", "HHQ", True),
        ("霍衡启", "HH", True),
        ("Bram Oosting", "BO", True),
        ("Rosalind Achebe-Stone", "RAS", True),
        ("Rosalind Achebe-Stone", "RS", True),
        ("霍衡启", "QHH", False),
        ("Bram Oosting", "OB", False),
        ("Bram", "B", False),
    ],
)
def test_a_person_signs_by_the_first_letters(name: str, letters: str, expected: bool) -> None:
    assert (letters in pinyin.initials(name)) is expected


def test_a_list_gives_initials_that_hold_in_every_file() -> None:
    table = rows(["Name", "Company", "Initials"], ["Nadia Brandholm", "Corvella Ltd", "NB"])
    assert together(resolved(table, [line("NB goes to Leeds.")]), "Nadia Brandholm", "NB")


def test_initials_of_two_in_the_lists_are_nobodys() -> None:
    one = rows(["Name", "Initials"], ["Nadia Brandholm", "NB"])
    other = rows(["Name", "Initials"], ["Niels Bergwall", "NB"])
    result = resolved(one, other, [line("NB goes to Leeds.")])
    assert not together(result, "Nadia Brandholm", "Niels Bergwall")


def test_a_short_column_beside_a_person_and_a_company_is_the_company_where_it_is_nobodys_initials() -> None:
    table = rows(["Supplier", "Short name", "Contact"], ["Brunnwald Elektronik GmbH", "BWE", "Matthias Dengelow"])
    result = resolved(table)
    assert together(result, "Brunnwald Elektronik GmbH", "BWE")
    assert not together(result, "Matthias Dengelow", "BWE")


def test_two_columns_of_one_kind_name_a_firm_in_two_languages() -> None:
    table = rows(["供应商", "Supplier"], ["奥仑电子管", "Orrinwell Tubes"], ["维屏雷达", "Vilstrup Valves"])
    result = resolved(table)
    assert together(result, "奥仑电子管", "Orrinwell Tubes")
    assert not together(result, "奥仑电子管", "Vilstrup Valves")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("会员 Member", "中文名"), True),
        (("Company", "Chinese name"), True),
        (("Supplier (供应商)", "中文名称"), True),
        (("Company", "Tel", "中文名"), False),  # whose name it is stands elsewhere
        (("单位 Unit", "中文名"), False),
    ],
)
def test_a_column_of_one_language_translates_the_firm_beside_it(headers: tuple[str, ...], expected: bool) -> None:
    def of(latin_name: str, chinese: str) -> list[str]:
        return [latin_name, *["04-331"] * (len(headers) - 2), chinese]

    table = rows(
        headers, of("Teluk Maju Cranes Sdn Bhd", "北砚吊机有限公司"), of("Wah Tong Rental Pte Ltd", "华砚租赁有限公司")
    )
    result = resolved(table)
    assert together(result, "Teluk Maju Cranes Sdn Bhd", "北砚吊机有限公司") is expected
    assert not together(result, "Teluk Maju Cranes Sdn Bhd", "华砚租赁有限公司")


@pytest.mark.parametrize(("chinese", "english"), [("单位", "英文名"), ("公司 Company", "English name")])
def test_a_column_of_english_names_translates_the_firm_beside_it(chinese: str, english: str) -> None:
    result = resolved(rows([chinese, english], ["北砚吊机有限公司", "Teluk Maju Cranes Sdn Bhd"]))
    assert together(result, "北砚吊机有限公司", "Teluk Maju Cranes Sdn Bhd")


@pytest.mark.parametrize(
    ("town", "firm", "expected"),
    [
        ("永昌", "永昌起重有限公司", True),
        ("永昌", "永昌恒砚起重有限公司", False),  # another's brand stands behind its town
        ("永昌", "永昌市起重有限公司", False),  # the name says that it is a town
    ],
)
def test_a_town_in_a_column_of_firms_is_the_one_firm_that_it_begins(town: str, firm: str, expected: bool) -> None:
    table = rows(["公司", "已报"], [town, "3"], ["华达", "2"])
    assert together(resolved(table, [line(f"{firm}三月来过。")]), town, firm) is expected
    others = [line(f"{firm}三月来过。{town}建材有限公司没来。")]
    assert not together(resolved(table, others), town, firm)
    assert not together(resolved([line(f"我们去{town}。{firm}三月来过。")]), town, firm)


def test_a_team_of_several_firms_is_not_the_first_one() -> None:
    table = rows(["公司", "已报"], ["澄岭", "3"], ["砚溪", "2"], ["澄岭砚溪联队", "4"], ["澄岭风管有限公司", "1"])
    result = resolved(table)
    assert not together(result, "澄岭", "澄岭砚溪联队")
    assert together(result, "澄岭", "澄岭风管有限公司")


def test_a_lone_given_name_is_nobody_in_a_file_without_the_longer_one() -> None:
    full = [line("The plan was sent by Bernadette Young and moved on.")]
    assert not together(resolved(full, [line("In the play they met Bernadette at the gate.")]),
                        "Bernadette Young", "Bernadette")  # fmt: skip
    within = [*full, line("They met Bernadette at the gate.")]
    assert together(resolved(within), "Bernadette Young", "Bernadette")


def test_a_people_s_word_that_one_file_defines_stays_there() -> None:
    one = [line("They play in the Norwegian Harbour Conference (The Norwegian) since May.")]
    other = [line("The film is a Norwegian comedy.")]
    assert not any("norwegian" in each.norms for each in resolved(one, other).entities if len(each.files) > 1)


@pytest.mark.parametrize(
    ("short", "firm", "expected"),
    [
        ("沅畔", "沅畔储备", True),
        ("沅畔", "沅畔市储备粮管理有限公司", False),
    ],
)
def test_a_town_that_a_name_says_to_be_one_is_no_brand(short: str, firm: str, expected: bool) -> None:
    table = rows(["单位", "电话"], [firm, "8000-1234"], ["沅畔储备", "8000-1235"])
    assert together(resolved(table, [line(f"三月十日，{short}，到会三十四人。")]), short, firm) is expected


@pytest.mark.parametrize(
    ("latin_name", "expected"), [("Ningbo Qitang", True), ("Ningbo Qiyan", False), ("Marek Qitang", False)]
)
def test_a_brand_in_pinyin_behind_its_town_is_the_firm(latin_name: str, expected: bool) -> None:
    firm = (
        rows(["供应商"], ["宁波栖棠冷链设备有限公司"]),
        [line("The box came from Qitang on time, and Qitang paid.")],
    )
    speakers = [line(f"Fang Rui, {latin_name} 宁波栖棠冷链设备有限公司, export.")]
    assert together(resolved(*firm, speakers), latin_name, "宁波栖棠冷链设备有限公司") is expected


@pytest.mark.parametrize(
    ("plain", "longer", "expected"),
    [
        ("红砬沟", "红砬沟站", True),
        ("青蒲湾", "青蒲湾老厂", True),
        ("Marrowbay", "Marrowbay jetty", True),
        ("曲靖", "曲靖厂区", False),  # a town on the map
        ("狮坪", "狮坪西仓", False),  # where the warehouse is
        ("Heronsgate", "Heronsgate Inn", False),
    ],
)
def test_a_place_of_no_map_is_the_site_that_adds_the_word_for_what_it_is(
    plain: str, longer: str, expected: bool
) -> None:
    places = [_node(plain, "place"), _node(longer, "site")]
    assert bool(list(heads.sited({node.key: node for node in places}))) is expected


def test_a_place_before_two_sites_is_neither() -> None:
    places = [_node("红砬沟", "place"), _node("红砬沟站", "site"), _node("红砬沟水库", "site")]
    assert not list(heads.sited({node.key: node for node in places}))


def _node(text: str, kind: Kind) -> Node:
    mention = Mention(0, 0, len(text), kind, folded(text), 0.9, "pattern")
    return Node(mention.norm, mention.norm, kind, Counter([text]), [Place(0, 0, mention, text)])


def test_a_department_and_a_paper_are_not_their_body() -> None:
    table = rows(["单位"], ["鹭航机械"], ["鹭航机械采购部"])
    assert not together(resolved(table), "鹭航机械", "鹭航机械采购部")
    said = [line("From: Tom Hale, Corvella Surveys"), line("The Corvella Bulletin came.")]
    assert not together(resolved(said), "Corvella", "Corvella Bulletin")


def test_a_short_name_is_the_only_ones_with_a_legal_form() -> None:
    table = rows(["Company"], ["Grabenmoor"], ["Grabenmoor China"], ["Grabenmoor Vortriebstechnik GmbH"])
    assert together(resolved(table), "Grabenmoor", "Grabenmoor Vortriebstechnik GmbH")
    assert not together(resolved(table), "Grabenmoor", "Grabenmoor China")
    two = rows(["Company"], ["Grabenmoor"], ["Grabenmoor Hydrogen Ltd"], ["Grabenmoor Vortriebstechnik GmbH"])
    assert not together(resolved(two), "Grabenmoor", "Grabenmoor Vortriebstechnik GmbH")


@pytest.mark.parametrize("house", ["蓝鹊咖啡", "蓝鹊小学"])
def test_a_house_that_bears_a_projects_name_is_another_thing(house: str) -> None:
    said = [line("项目代号：蓝鹊"), line("“蓝鹊”项目四月试车。")], rows(["单位"], [house])
    assert not together(resolved(*said), "蓝鹊", house)


def test_a_place_and_the_only_one_that_says_what_it_is_are_one() -> None:
    def places(*said: str) -> Nodes:
        return {text: Node(text, text, "place", Counter({text: 1}), []) for text in said}

    assert [(each.a, each.b) for each in heads._of_kind(places("棠岭", "棠岭县", "岷岭县"))] == [("棠岭县", "棠岭")]
    assert not list(heads._of_kind(places("棠岭", "棠岭县", "棠岭镇")))


def test_a_town_in_pinyin_is_no_bank_that_is_called_after_it() -> None:
    papers = [line("甲方：澜岭州防震减灾局。"), line("开户行：澜岭农村信用联社。"), line("Lanling Bureau sent it.")]
    assert not together(resolved(papers), "澜岭农村信用联社", "澜岭州防震减灾局")


def test_letters_for_a_names_first_word_are_the_only_one_that_they_shorten() -> None:
    full = [line("Kraftwerk Stubach AG pays."), line("Winzergenossenschaft Altenried eG answered.")]
    table = rows(["Name", "House"], ["Jürgen Degen", "WG Altenried"], ["Sepp Moser", "KW Stubach"])
    found = resolved(full, table)
    assert together(found, "WG Altenried", "Winzergenossenschaft Altenried eG")
    assert together(found, "KW Stubach", "Kraftwerk Stubach AG")


def test_letters_that_a_first_word_has_not_or_with_other_words_behind_are_another_house() -> None:
    full = [line("Kraftwerk Stubach AG pays."), line("Winzergenossenschaft Altenried eG answered.")]
    table = rows(["Name", "House"], ["Jürgen Degen", "KW Altenried"], ["Sepp Moser", "KW Neubach"])
    found = resolved(full, table)
    assert not together(found, "KW Altenried", "Winzergenossenschaft Altenried eG")
    assert not together(found, "KW Neubach", "Kraftwerk Stubach AG")


def test_a_word_that_another_house_begins_with_is_that_houses() -> None:
    texts = [line("Zymora Service GmbH sent it. Hefe Zymora GmbH pays. Zymora Ltd answered.")]
    found = resolved(texts, [line("We asked Zymora again, and Zymora agreed.")])
    assert not together(found, "Zymora", "Hefe Zymora GmbH")


def test_an_office_said_alone_is_the_only_one_that_ends_so() -> None:
    tables = [rows(["单位", "人"], ["溵丰医共体药械办", "高岩松"]), rows(["单位", "人"], ["医共体药械办", "娄春霞"])]
    assert together(resolved(*tables), "医共体药械办", "溵丰医共体药械办")


@pytest.mark.parametrize(("short", "full"), [
    ("Test House", "Ceramic Materials Test House"), ("Seri Kenanga Hall", "Upper Seri Kenanga Hall"),
])  # fmt: skip
def test_a_house_is_called_by_the_end_of_its_name(short: str, full: str) -> None:
    second = line(f"{short} has the cabinets until May. The {short} report says so.")
    joined = resolved([line(f"Samples go to {full} by Friday.")], [second])
    assert together(joined, short, full)


@pytest.mark.parametrize(("short", "full"), [
    ("Marlow Reach", "Bank of Marlow Reach"), ("Test House", "Ceramic Materials Test House and Test House"),
])  # fmt: skip
def test_what_a_small_word_is_before_is_another_thing(short: str, full: str) -> None:
    joined = resolved([line(f"We pay {full} on Friday.")], [line(f"We met at {short} on Monday.")])
    assert not together(joined, short, full)
