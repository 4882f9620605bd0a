"""Organisations, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.model import Cell, Segment
from extractors.recognizers.organisation import RECOGNIZER
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("四成给了鹤岭县禾丰源粮油工贸有限责任公司，今年还要加。", "鹤岭县禾丰源粮油工贸有限责任公司"),
        ("承租方写的是海晏生物制药（临港）有限公司。", "海晏生物制药（临港）有限公司"),
        ("吊机归榆林江海港务集团。", "榆林江海港务集团"),
        ("签发：合肥正隆监理有限公司 日期：11.7", "合肥正隆监理有限公司"),
        ("发件人：鼎和商业保理有限公司", "鼎和商业保理有限公司"),
        ("第一个讲的是津晟辐显科技股份有限公司。", "津晟辐显科技股份有限公司"),
        ("甲方与乙方和商业保理有限公司签约。", "商业保理有限公司"),
        ("报工信部有关司局。", "工信部"),
        ("东辽省粮油质量监督检验中心取样。", "东辽省粮油质量监督检验中心"),
        ("由鼎湖资本领投。", "鼎湖资本"),
        ("反馈单位E另附一页。", "反馈单位E"),
        ("采购人戊补了一份，委托方壬没来。", "委托方壬"),
        ("业主盘州跨澜高速有限公司，监理略。", "盘州跨澜高速有限公司"),
        ("门口写代建单位丰墅置业有限公司，批准文号看不清。", "丰墅置业有限公司"),
        ("租地的名头是聊城纬六商贸行。", "聊城纬六商贸行"),
        ("晋江擎沪新材料庄董：今年扩到二十四台釜。", "晋江擎沪新材料"),
        ("看山东省第十七地质钻探队。", "山东省第十七地质钻探队"),
        ("主持卢振衡（泉城地热与水文研究院）。", "泉城地热与水文研究院"),
        ("常州大湾坞紧固件厂来人。", "常州大湾坞紧固件厂"),
        ("中原传感器行业协会湿度传感器分会开会。", "中原传感器行业协会湿度传感器分会"),
        ("From Công ty TNHH Thăng Sóng Việt Nam, plant two.", "Công ty TNHH Thăng Sóng Việt Nam"),
        ("Applicant Motukiri Holdings Ltd, for 380 ha.", "Motukiri Holdings Ltd"),
        ("PT Langkah Maju Sentosa answered.", "PT Langkah Maju Sentosa"),
        ("Hverfi Jarðhiti ehf. pays in two steps.", "Hverfi Jarðhiti ehf."),
        ("7号会员来电补一句。", "7号会员"),
        ("The set came from Brenner Prueftechnik GmbH of Ulm.", "Brenner Prueftechnik GmbH"),
        ("Nordvik Subsea AS sends eight people.", "Nordvik Subsea AS"),
        ("A letter from the Royal Society for Wetland Birds arrived.", "Royal Society for Wetland Birds"),
        (
            "The Ministry of Industry and Information Technology agreed.",
            "Ministry of Industry and Information Technology",
        ),
        ("Respondent 4 added a remark.", "Respondent 4"),
    ],
)
def test_an_organisation_is_found_with_its_edges(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "公司要求各部门做好集团内部的数据中心建设。",
        "佛山一家陶瓷厂和上海的电缆厂都停了。",
        "施工单位和监理单位都在。",
        "大家在会议中心门口集合。",
        "他去了大学，后来又去了医院。",
        "第3号会议室在二楼。",
        "Breakfast starts at half past six.",
        "The company and its board met on Monday.",
        "Unit price and Company car are discussed.",
    ],
)
def test_common_nouns_are_no_organisation(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("出租人汀州岬航租赁有限公司交付。", "汀州岬航租赁有限公司"),
        ("门牌：宁波岬航咨询有限公司太仓分部。", "宁波岬航咨询有限公司太仓分部"),
        ("说是“太仓锻排厂的”。", "太仓锻排厂"),
        ("收件：硝石小组；抄送：办公室", "硝石小组"),
        ("5月3日 拼车小组写道：还有一个位子。", "拼车小组"),
        ("岬航重载轴承 热处理记录（三月）", "岬航重载轴承"),
        ("岬桥电真空所 出厂与交接", "岬桥电真空所"),
        ("东岬辐射计量站 二季度排期", "东岬辐射计量站"),
        ("港口查验设备同好会 春季例会记录", "港口查验设备同好会"),
        ("摆岩水库管理站移交了三台设备。", "摆岩水库管理站"),
        ("货送到澄科测绘仪器厂。", "澄科测绘仪器厂"),
        ("摊位给了荣顺泰参茸行。", "荣顺泰参茸行"),
    ],
)
def test_a_body_is_found_by_where_it_stands(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, line(text, "title"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("顺路到小组坐坐。", "小组"),
        ("太仓出口厂。", "太仓出口厂"),
        ("地址：工会小组", "工会小组"),
        ("温度补偿晶振 26 MHz", "温度补偿晶振"),
        ("8月29日由秋燕发给协作组秘书处，请厂家解释", "由秋燕发给协作组秘书处"),
    ],
)
def test_everyday_words_where_bodies_stand_name_none(text: str, name: str) -> None:
    assert name not in names(RECOGNIZER, text)


@pytest.mark.parametrize(("cell", "found"), [("江阴硝石", True), ("江阴散户", False), ("江阴方向", False)])
def test_a_cell_of_firms_may_name_one_by_its_town_and_its_trade(cell: str, found: bool) -> None:
    assert (cell in names(RECOGNIZER, *rows(["姓名", "公司"], ["伍兆平", cell]))) is found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("To: insurance & bonds sub-group", "insurance & bonds sub-group"),
        ("The social club has the boat for Sunday.", "social club"),
        ("Builder 4 rang to say that it builds in steel.", "Builder 4"),
    ],
)
def test_a_body_in_small_words_or_by_its_number_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["Sulphur, CFR Yangtze 188.", "Urea FOB Baltic, CIF Brazil 371."])
def test_terms_of_delivery_begin_no_name(text: str) -> None:
    assert not {name for name in names(RECOGNIZER, text) if name[:3] in ("CFR", "FOB", "CIF")}


def test_a_definition_carries_its_full_name() -> None:
    text = "鹤岭县禾丰源粮油工贸有限责任公司（以下简称“禾丰源”）发言。"
    found = RECOGNIZER.find([line(text)])[0]
    aliases = {f.norm: f.alias_of for f in found if f.evidence == "definition" and f.alias_of}
    assert aliases == {"禾丰源": "鹤岭县禾丰源粮油工贸有限责任公司"}


def test_an_english_definition_and_an_abbreviation_carry_their_full_names() -> None:
    text = 'Marlowe Cable Systems Ltd (hereinafter "Marlowe") joined the Harbour Users Liaison Group (HULG).'
    aliases = {f.norm: f.alias_of for f in RECOGNIZER.find([line(text)])[0] if f.alias_of}
    assert aliases == {"marlowe": "marlowecablesystemsltd", "hulg": "harbourusersliaisongroup"}


def test_a_bracket_that_is_no_abbreviation_defines_nothing() -> None:
    text = "Marlowe Cable Systems Ltd (Tuesday) and the Harbour Users Liaison Group (LATE)."
    assert not any(f.alias_of for f in RECOGNIZER.find([line(text)])[0])


def test_columns_give_short_names_and_skip_fillers() -> None:
    table = rows(["买方 Buyer", "供应商", "数量"], ["禾丰源", "澄源", "12"], ["待定", "多家均价", "无"])
    assert names(RECOGNIZER, *table) == {"禾丰源", "澄源"}


def test_codes_are_respondents_in_a_survey_only() -> None:
    survey = rows(["编号", "员工"], ["K-05", "78"])
    assert names(RECOGNIZER, line("库存问卷（匿名）", "heading"), *survey) == {"K-05"}
    assert names(RECOGNIZER, line("工具清单", "heading"), *survey) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("承运人乙的数据晚报。", "承运人乙"),
        ("丁号会员已书面说明。", "丁号会员"),
        ("6号来电补充：搬线之前不备货。", "6号来电"),
        ("Commenter B would accept one per lorry.", "Commenter B"),
        ("Plant 9 remarks by phone.", "Plant 9"),
        ("The key is held. Number 11 rang to add a remark.", "Number 11"),
        ("Arts Council England raised the threshold.", "Arts Council England"),
        ("To: TERN office, Penrith", "TERN office"),
        ("值班室登记承租单位淮安顺砾航空服务有限公司。", "淮安顺砾航空服务有限公司"),
        ("禽蛋配料联络组编印。", "禽蛋配料联络组"),
        ("氢能渡轮联络圈通讯。", "氢能渡轮联络圈"),
        ("挪威卡尔维克的人问了一句。", "卡尔维克"),
        ("租房的公司叫澄砾，没见过。", "澄砾"),
    ],
)
def test_more_that_act_without_a_name_and_with_one(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


def test_a_column_of_parties_holds_no_sort_of_party_no_count_and_no_term() -> None:
    table = rows(["单位", "数量"], ["高校", "3"], ["可坐150人", "1"], ["到5月29日为止", "2"], ["澄砾电驱", "4"])
    assert names(RECOGNIZER, *table) == {"澄砾电驱"}


def test_a_cell_names_a_firm_with_its_legal_form_and_in_chinese() -> None:
    table = rows(["单位 Company"], ["Castellone Steriltec S.p.A. 卡斯特隆"], ["Orthovane GmbH 欧索万"])
    assert {"卡斯特隆", "欧索万", "Orthovane GmbH"} <= names(RECOGNIZER, *table)


def test_a_cell_names_a_firm_in_two_languages_under_any_header() -> None:
    table = rows(["编号", "备注对象"], ["LG-0611", "沛砾出行 Pelorus Mobility"], ["LG-0612", "履约 performance"])
    assert {"沛砾出行", "Pelorus Mobility"} <= names(RECOGNIZER, *table)
    assert "履约" not in names(RECOGNIZER, *table)


@pytest.mark.parametrize("text", ["Number 3 of the list is wrong.", "A plant 9 metres high.", "泓砾希望秘书处出面。"])
def test_a_count_and_a_wish_are_no_party(text: str) -> None:
    assert not {name for name in names(RECOGNIZER, text) if name != "秘书处"}


def test_codes_under_the_heavenly_stems_are_respondents_too() -> None:
    survey = rows(["编号", "员工"], ["丙-08", "387"])
    assert names(RECOGNIZER, line("饲料问卷（匿名）", "heading"), *survey) == {"丙-08"}


def test_a_society_is_known_by_its_last_word() -> None:
    assert "深远海养殖协作会" in names(RECOGNIZER, "深远海养殖协作会第四次例会纪要")


def test_other_names_are_said_after_the_name_they_belong_to() -> None:
    chinese = "吉县海晏生物制药有限公司（原名“海岳药业”）扩产。"
    english = "Tidewell Energy Ltd, also known as Northtide, cancelled."
    assert {f.norm: f.alias_of for f in RECOGNIZER.find([line(chinese)])[0] if f.alias_of} == {
        "海岳药业": "吉县海晏生物制药有限公司"
    }
    assert {f.norm: f.alias_of for f in RECOGNIZER.find([line(english)])[0] if f.alias_of} == {
        "northtide": "tidewellenergyltd"
    }


def test_other_names_of_nothing_define_nothing() -> None:
    assert not any(f.alias_of for f in RECOGNIZER.find([line("这种做法又称错峰，人人都会。")])[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("焊接段正赶赣州璟岫稀土分离有限公司的活。", "赣州璟岫稀土分离有限公司"),
        ("上饶栎川萃取装备有限公司在城东。", "上饶栎川萃取装备有限公司"),
        ("烟台砚和检测技术有限公司　检测结果汇总", "烟台砚和检测技术有限公司"),
        ("岐江上游水电开发有限公司　文件", "岐江上游水电开发有限公司"),
        ("湖州固安环保服务有限公司自用", "湖州固安环保服务有限公司"),
        ("宁波与海润物流有限公司签约", "海润物流有限公司"),
        ("备案摘要（柳浦县粮食收储公司）", "柳浦县粮食收储公司"),
        ("包头朔衢金属有限公司开放日", "包头朔衢金属有限公司"),
        ("他负责宁波澜铎磁材股份有限公司的账。", "宁波澜铎磁材股份有限公司"),
        ("海晏生物（临港）有限公司扩产。", "海晏生物（临港）有限公司"),
        ("沁谷物流科填。", "沁谷物流科"),
        ("意见单位丙：偏低。", "意见单位丙"),
        ("Ostrelin Antriebe takes recycled metal (info@ostrelin.example).", "Ostrelin Antriebe"),
        ("Junli Rare Earth Oxides will stand still.", "Junli Rare Earth Oxides"),
        ("We wrote to Corvella S.p.A. again.", "Corvella S.p.A."),
    ],
)
def test_a_name_has_all_its_words_and_no_others(text: str, expected: str) -> None:
    found = names(RECOGNIZER, text)
    assert expected in found
    assert all(name in expected for name in found)


@pytest.mark.parametrize(
    "text",
    [
        "某装备有限公司和一家稀土材料公司。",
        "二楼机房不归工会修。",
        "没有点到稀土，有机相的稀土分离。",
        "公司财务部来人，本厂物流科填。",
        "Sintered NdFeB and SmCo at 40 Hazen.",
    ],
)
def test_trades_phrases_formulas_and_units_are_no_organisation(text: str) -> None:
    assert names(RECOGNIZER, text) <= {"工会"}


def test_a_unit_of_measure_under_the_header_of_organisations_is_none() -> None:
    assert names(RECOGNIZER, *rows(["品种", "单位"], ["氧化镝", "元/公斤"], ["氧化铽", "元/公斤"])) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("水产与冷链交流组 内部材料", "水产与冷链交流组"),
        ("沅江小水电互助会四月例会", "沅江小水电互助会"),
        ("焊材与线缆采购圈 HXCQ｜勿外发", "HXCQ"),
        ("岚桥交流组会务组转发", "会务组"),
        ("承运单位C还在查。", "承运单位C"),
        ("投标人二：落点能否改？", "投标人二"),
        ("送检方三\t富士\t不合格", "送检方三"),
        ("借款户2库存质押率降到六成。", "借款户2"),
        ("租县供销社的院子", "县供销社"),
        ("The box is on hire to Lessee 21.", "Lessee 21"),
        ("Case M, Manufacturer F: 90 MVA.", "Manufacturer F"),
        ("A visit to St Corwin's Hospital.", "St Corwin's Hospital"),
        ("澜汊水厂停水半天。", "澜汊水厂"),
        ("值班表（QHX秘书处）", "QHX秘书处"),
        ("送 Norvik 参考实验室复检", "Norvik 参考实验室"),
        ("To: Ada Brennick; pump users group", "pump users group"),
        ("A charter with Grey Heron Lines (SG) Ltd was signed.", "Grey Heron Lines (SG) Ltd"),
    ],
)
def test_a_circle_a_hospital_and_a_coded_party_are_organisations(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    ["老水厂停了，大电厂也停了。", "投标人一共三家。", "会员三家，农户3户。", "We met at St Corwin last year.",
     "The pump users group met."],
)
def test_a_noun_with_an_adjective_or_a_count_is_no_organisation(text: str) -> None:
    nobody = {"老水厂", "大电厂", "投标人一", "会员三", "农户3", "St Corwin's", "pump users group"}
    assert not nobody & names(RECOGNIZER, text)


def test_a_partys_code_is_an_organisation_under_its_header() -> None:
    assert "QM-04" in coded("Customer code")
    assert coded("Lot code") == set()


def coded(header: str) -> set[str]:
    """Give the organisations of a row whose one cell, QM-04, stands under this header."""
    segment = Segment("QM-04", "body", "row 2", form="row", table=1, cells=(Cell(0, 5, header),))
    return {segment.text[span.start : span.end] for span in RECOGNIZER.find([segment])[0]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会员单位甲企业老库发生热失控。", "甲企业"),
        ("接点座失效分析，委托方H。", "委托方H"),
        ("提问人3：旧机柜拆除归谁？", "提问人3"),
        ("五号答卷在背面多写了一行。", "五号答卷"),
        ("泊能新能源 唐蓓", "泊能新能源"),
        ("租户写润丰物业，电话就留个尾号。", "润丰物业"),
        ("杭州碧橹水务 一季度经营会", "杭州碧橹水务"),
    ],
)
def test_the_unnamed_and_short_companies_by_themselves_are_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text, surer=0.6)


@pytest.mark.parametrize(
    "text",
    [
        "甲公司法务很忙。甲方乙方都在。",
        "提问人30分钟内要答完。",
        "第五号专家组的房间。",
        "新换的无框电机，轴承单列。",
        "都说锂新能源好做。",
    ],
)
def test_counts_devices_and_trades_inside_a_sentence_are_no_organisation(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) - {"甲公司"} == set()


def test_a_bearer_of_duties_in_a_header_is_a_party_and_a_mixed_name_is_one() -> None:
    table = rows(["被保险人", "架数"], ["云雀巡检", "31"], ["岱屿LNG", "5"])
    assert names(RECOGNIZER, *table) == {"云雀巡检", "岱屿LNG"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Engineers of Westerholt Valves GmbH replaced two valves.", "Westerholt Valves GmbH"),
        ("Order of Lanping Bus Group", "Lanping Bus Group"),
        ("Minutes of the Fennmark Port Authority", "Fennmark Port Authority"),
    ],
)
def test_a_paper_or_people_of_an_organisation_are_no_part_of_its_name(text: str, name: str) -> None:
    assert names(RECOGNIZER, text) == {name}


@pytest.mark.parametrize("text", ["下循环52.5 MPa时", "加到45 Hazen为止", "约40 Hazen."])
def test_a_unit_behind_its_number_is_no_organisation(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_short_company_before_its_person_and_a_trading_company_are_found() -> None:
    assert "澜江地铁" in names(RECOGNIZER, "澜江地铁邬工到会。")
    assert "泊州轨道交通集团运营公司" in names(RECOGNIZER, "泊州轨道交通集团运营公司 通号中心")
    assert names(RECOGNIZER, "城里地铁晚点。运营公司说了。", surer=0.6) == set()


@pytest.mark.parametrize(
    "name",
    [
        "Hanhai Hydrogen Technology Co., Ltd.", "Corvella Co.,Ltd", "Norrin Trading Pte. Ltd.", "Wexcombe Pty. Ltd.",
        "Westerholt Valves GmbH & Co. KG", "Tamarin Sdn. Bhd.",
    ],
)  # fmt: skip
def test_a_legal_suffix_with_stops_and_commas_belongs_to_the_name(name: str) -> None:
    assert {each.rstrip(".") for each in names(RECOGNIZER, f"We buy it from {name} in spring.")} == {name.rstrip(".")}
    assert {each.rstrip(".") for each in names(RECOGNIZER, f"{name} (hereinafter “Hanhai”) agreed.")} >= {"Hanhai"}


def test_a_full_name_with_stops_stands_behind_its_short_form() -> None:
    spans = RECOGNIZER.find([line("Hanhai Hydrogen Technology Co., Ltd. (hereinafter “Hanhai”) agreed.")])[0]
    assert "hanhaihydrogentechnologycoltd" in {span.alias_of for span in spans}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("国网江苏检修公司明天进场。", "国网江苏检修公司"),
        ("青藏铁路公司格尔木车务段反馈", "青藏铁路公司"),
        ("昨天和中建八局的人碰了", "中建八局"),
        ("中铁十二局进场", "中铁十二局"),
        ("GE Vernova and Siemens Energy both quoted.", "GE Vernova"),
        ("GE Vernova and Siemens Energy both quoted.", "Siemens Energy"),
        ("Norwood and Hale Group won.", "Norwood and Hale Group"),
        ("c/o Kuehne + Nagel, Hamburg", "Kuehne + Nagel"),
        ("JetBlue's order slipped.", "JetBlue"),
    ],
)
def test_companies_by_one_word_and_two_beside_each_other(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["这家公司和对方公司都来了", "外贸公司很多", "按公司法办", "中建议局里研究"])
def test_a_company_of_nobody_is_none(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("船是向芦渚轮渡公司包的。", "芦渚轮渡公司"),
        ("样本送到市一院。", "市一院"),
        ("已报县疾控。", "县疾控"),
        ("贷款在建行批的。", "建行"),
        ("芙蓉路支行下周开业。", "芙蓉路支行"),
    ],
)
def test_plain_companies_public_houses_and_banks_are_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["快递收件写公司名。", "香港一家单船公司来过。", "施工行车要登记。", "全市博士都来了。"]
)
def test_anybodys_company_and_words_across_borders_are_none(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.55) == set()


def test_a_post_in_the_column_of_departments_is_none() -> None:
    table = rows(["姓名", "部门"], ["石敬之", "副总"], ["彭阔", "设备科"], ["田见微", "总经理"], ["江述", "生产部经理"])
    assert names(RECOGNIZER, *table) == {"设备科"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("波导窗由匿名会员K-05提供。", "K-05"),
        ("秘书处设在省渔研院。", "省渔研院"),
        ("稀有气体小组第九次会", "稀有气体小组"),
        ("Present: Winifred Adair (Thornbeck Mills), the secretary.", "Thornbeck Mills"),
        ("到的有澈源、朔宁真空器件（鲍以诚、小巩）。", "朔宁真空器件"),
    ],
)
def test_a_body_is_known_by_where_it_stands(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "会员K-05-331号合同作废。",
        "到市中心去。",
        "Present: Winifred Adair (Chair), the secretary.",
        "The trial (Part Two) starts in May.",
        "我们小组第九次开会。",
    ],
)
def test_a_role_a_number_and_a_pronoun_are_no_body(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_the_bracket_with_a_society_s_short_name_ends_the_society_s_name() -> None:
    found = names(RECOGNIZER, "河西气体协作会（河气会）秘书处整理，会员之间参考", surer=0.6)
    assert "河西气体协作会" in found
    assert not any("（" in name for name in found)


def test_under_who_asks_stand_firms_where_no_cell_is_a_person() -> None:
    firms = rows(["申请人 applicant", "类型"], ["沛岚出行 Pelorane Mobility", "履约"], ["栎岚物流", "投标"])
    assert {"沛岚出行", "Pelorane Mobility", "栎岚物流"} <= names(RECOGNIZER, *firms)
    persons = rows(["申请人", "事由"], ["李建国", "出差"], ["王小明", "培训"])
    assert names(RECOGNIZER, *persons) == set()
    assert names(RECOGNIZER, *rows(["送样人", "结果"], ["某灌区管理所", "合格"], ["某矿业", "合格"])) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("地基与桩机商量会第四次例会纪要", "地基与桩机商量会"),
        ("泊岸起重连心社三月例会纪要", "泊岸起重连心社"),
        ("江浦料联会2026年春季例会签到", "江浦料联会"),
        ("南浦阀门沙龙年会手册", "南浦阀门沙龙"),
        ("澜州粉末同行社五月例会材料", "澜州粉末同行社"),
        ("北岸锅炉协作网（BGX）秘书处汇编，仅供成员参考。", "北岸锅炉协作网"),
        ("粤东叉车连心社 仅限成员传阅，数字未核。", "粤东叉车连心社"),
        ("南浦阀门沙龙（NPVS）内部交流，转出前请打招呼。", "NPVS"),
        ("For members of the Sand and Gravel Association; do not quote.", "Sand and Gravel Association"),
        ("The secretary of the Lime and Marl Guild wrote.", "Lime and Marl Guild"),
        ("Minutes of the Tarn Valve Users' Circle are kept for a year.", "Tarn Valve Users' Circle"),
        ("On behalf of the Pumps and Seals Working Group I thank you.", "Pumps and Seals Working Group"),
        ("会后材料请回复秘书处，勿改表。", "秘书处"),
        ("4月2日就标准修订致函秘书处；答复未到。", "秘书处"),
        ("托秘书处问问补贴。", "秘书处"),
        ("问卷请寄秘书组。", "秘书组"),
        ("报名表留秘书处。", "秘书处"),
        ("有事先问组长，别打秘书组。", "秘书组"),
        ("岭海秘书处来函。", "岭海秘书处"),
        ("江右轴承互助会秘书处来函。", "江右轴承互助会秘书处"),
    ],
)
def test_a_society_is_found_where_its_own_papers_name_it(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "质量分析会纪要",
        "关于召开四月例会的通知",
        "第五次沙龙签到",
        "工会三月例会纪要",
        "董事会秘书处",
        "各班组例会纪要",
        "生产调度会内部材料",
        "评审会 仅供内部参考",
        "我们会内部讨论一次。",
        "秘书处长调走了。",
        "秘书组织了一次活动。",
        "members of the board and of the audit committee",
        "On behalf of the whole team I thank you.",
        "Minutes of the last meeting were read.",
        "The chair of the session was late.",
    ],
)
def test_meetings_and_people_are_no_society(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) <= {"董事会秘书处"}


def test_a_note_below_a_list_of_members_is_no_member() -> None:
    note = "秘书处：许绍棠、乔月娥、冀云飞，0351-5550-0909"
    table = rows(["单位", "联系人"], ["澄源物流有限公司", "戚怀瑾"], [note, ""])
    assert {"澄源物流有限公司"} <= names(RECOGNIZER, *table)
    assert names(RECOGNIZER, *table).isdisjoint({"许绍棠", "乔月娥", "冀云飞"})


def test_a_sentence_below_a_table_and_a_row_of_remarks_name_nobody_by_their_column() -> None:
    head = ["单位", "项目", "联系人"]
    for note in (["客户乙限额只有十五万，早办", "", ""], ["说明", "健康证85元，联盟补一半", ""]):
        table = rows(head, ["澄源物流有限公司", "朔珩二期", "戚怀瑾"], note)
        assert names(RECOGNIZER, *table) <= {"澄源物流有限公司", "客户乙"}
    lone = rows(["单位", "联系人"], ["海晏生物、澄源物流", ""])
    assert {"海晏生物", "澄源物流"} <= names(RECOGNIZER, *lone)


@pytest.mark.parametrize("text", ["资料每家一册放商会二楼", "余款一半从商会领", "两家轮流保管互助组的仪器"])
def test_what_is_done_with_a_thing_is_no_part_of_a_societys_name(text: str) -> None:
    assert not {name for name in names(RECOGNIZER, text) if len(name) > 3}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("异议：书面寄黑石县自然资源局用途管制股", "黑石县自然资源局"),
        ("抄送黑石县自然资源局", "黑石县自然资源局"),
        ("材料报石林县应急管理局备案", "石林县应急管理局"),
        ("交城县水利局的人来了", "交城县水利局"),
        ("报恩县教育局来函", "县教育局"),
    ],
)
def test_what_sends_something_to_an_office_is_none_of_its_name(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)
    assert not any(found.endswith(name) and found != name for found in names(RECOGNIZER, text))


@pytest.mark.parametrize("text", ["验收：2月18日由县林草局与林场共同验收", "用火前24小时电话报县林草局值班室"])
def test_no_office_begins_with_the_word_before_its_level(text: str) -> None:
    assert names(RECOGNIZER, text) <= {"县林草局"}

@pytest.mark.parametrize("cell", ["跨澜高速", "三沅木业", "石榴坪", "无锡铸澜", "同沅大学", "州森林消防支队", "十七队"])
def test_a_cell_of_a_column_of_firms_is_one_by_its_own_word_and_what_it_is(cell: str) -> None:
    assert cell in names(RECOGNIZER, *rows(["姓名", "单位"], ["卢振衡", cell]))


@pytest.mark.parametrize("cell", ["某石料厂", "澜目推荐", "多家均价", "常州那家", "劳务队", "一家租赁公司", "当地采购"])
def test_a_remark_in_a_column_of_firms_is_none(cell: str) -> None:
    assert cell not in names(RECOGNIZER, *rows(["姓名", "单位"], ["卢振衡", cell]))


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Bivalve Growers Exchange: see Shellfish Exchange (SX) for members.", "SX", "shellfishexchange"),
        ("Écloserie de Ker Roz (Ker Roz): larvae are late.", "Ker Roz", "ecloseriedekerroz"),
        ("Hebmar Survey is a trading name of Hebrid Marine Co-op.", "Hebmar Survey", "hebridmarinecoop"),
    ],
)
def test_a_bracket_gives_a_houses_own_words_or_letters(text: str, short: str, full: str) -> None:
    (found,) = RECOGNIZER.find([line(text)])
    assert full in {span.alias_of for span in found if text[span.start : span.end] == short}


def test_codes_of_tests_are_no_members_where_a_survey_s_are():
    def coded(header: str) -> list[str]:
        rows = [f"FT{n}\t登录\t通过" for n in range(20, 24)]
        given = [Segment("匿名问卷与测试结果比对如下。", "body", "¶1")]
        for row in rows:
            cells = (Cell(0, 4, "编号"), Cell(5, 7, header), Cell(8, 10, "结果"))
            given.append(Segment(row, "table", "t", "row", 1, cells))
        return [given[at].text[s.start : s.end] for at, spans in enumerate(RECOGNIZER.find(given)) for s in spans]

    assert coded("测试用例名称") == []
    assert coded("答复内容") == ["FT20", "FT21", "FT22", "FT23"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Winzergenossenschaft Altenried eG: Herr Degen says 340 growers.", "Winzergenossenschaft Altenried eG"),
        ("We slept at Gasthaus Krone again.", "Gasthaus Krone"),
        ("Ambrose Tilling & Daughters: Phoebe took over the bench.", "Ambrose Tilling & Daughters"),
        ("Couriers: Fenwick Vans, Tuesdays, cool box on loan.", "Fenwick Vans"),
        ("Contractor for the floor: Orby Screeds, starts 10 November.", "Orby Screeds"),
        ("宜春锦梭 布卷履历（4月）", "宜春锦梭"),
    ],
)
def test_a_house_is_told_by_its_first_word_its_kin_or_its_part(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Contact Frau Lohmann for it.", "Frau Lohmann"),
        ("Caterer: Anna Kowal, from noon.", "Anna Kowal"),
        ("Supplier: To Be Confirmed, from noon.", "To Be Confirmed"),
        ("宜春下雨 各家注意", "宜春下雨"),
    ],
)
def test_a_person_or_everyday_words_there_are_none(text: str, name: str) -> None:
    assert name not in names(RECOGNIZER, text)


def test_a_cell_is_a_house_by_its_town_and_its_brand() -> None:
    table = rows(["候选一", "价"], ["安庆固塑", "19.9"], ["安庆某社", "20.1"], ["安庆清关", "3"])
    assert names(RECOGNIZER, *table) == {"安庆固塑"}


def test_columns_headed_in_german_name_houses() -> None:
    table = rows(["Tag", "Kunde", "Spedition"], ["Mo", "Sekthaus Mainz", "Rettig"], ["Mi", "Insel", "Quayle Tankers"])
    assert {"Sekthaus Mainz", "Rettig", "Quayle Tankers"} <= names(RECOGNIZER, *table)


def test_a_list_that_says_that_numbers_stand_for_houses_names_them() -> None:
    told = rows(["编号", "报价"], ["T1", "192"], ["T2", "178"])
    assert names(RECOGNIZER, line("锚固分包比价（隐名）"), *told) == {"T1", "T2"}
    assert names(RECOGNIZER, line("锚固分包比价"), *told) == set()


def test_german_nouns_and_greetings_in_an_english_paper_name_nobody() -> None:
    text = "We asked Vertrieb UK. Bitte Rückruf. Ihr Uwe Sandig, Kellermeisterin. Quayle Tankers Ltd pays."
    assert names(RECOGNIZER, line(text)) == {"Quayle Tankers Ltd"}


@pytest.mark.parametrize(("text", "name"), [
    ("充分发挥沔州理工大学的工科优势。", "沔州理工大学"), ("携手沔州理工大学申报课题。", "沔州理工大学"),
    ("会同泗汀县农业农村局验收。", "泗汀县农业农村局"), ("利用澄源物流有限公司的车。", "澄源物流有限公司"),
    ("依托澄源物流有限公司发货。", "澄源物流有限公司"),
])  # fmt: skip
def test_what_is_done_with_a_house_is_no_part_of_its_name(text: str, name: str) -> None:
    assert names(RECOGNIZER, text) == {name}
