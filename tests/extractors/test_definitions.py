"""Names that a text defines: short forms, full forms in brackets, code names, two languages side by side."""

from __future__ import annotations

import pytest

from extractors import definitions


def defined(text: str) -> set[tuple[str, str]]:
    """Give (short name, folded full name) of what a text defines."""
    return {(text[f.start : f.end], f.alias_of) for f in definitions.finds(text) if f.alias_of}


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("宁波澄烁膜科技股份有限公司（以下简称“澄烁”）到会。", "澄烁", "宁波澄烁膜科技股份有限公司"),
        ("宁波澄烁膜科技股份有限公司（下文简称澄烁），一行九人。", "澄烁", "宁波澄烁膜科技股份有限公司"),
        ("宁波澄烁膜科技股份有限公司（下称澄烁）来访。", "澄烁", "宁波澄烁膜科技股份有限公司"),
        ("沈阳砚岚装备有限公司〔大家叫砚岚〕来电。", "砚岚", "沈阳砚岚装备有限公司"),
        ("沈阳砚岚装备有限公司（内部代号：石竹）来电。", "石竹", "沈阳砚岚装备有限公司"),
        ("The Marrow Valuation Unit Ltd (hereinafter MVU) replied.", "MVU", "marrowvaluationunitltd"),
        ('Corvina Rubber Ltd (hereinafter "Corvina") delivers.', "Corvina", "corvinarubberltd"),
        ("Oakhurst Sampling Agency (OSA) replied.", "OSA", "oakhurstsamplingagency"),
        ("European Solvents Chemistry Agency (ESCHA) replied.", "ESCHA", "europeansolventschemistryagency"),
        ("Kestermoor pool reactor (KPR): irradiation plan", "KPR", "kestermoorpoolreactor"),
        ("OSA (Oakhurst Sampling Agency) replied.", "OSA", "oakhurstsamplingagency"),
        ("HGN（河西工业气体协作网）发通知。", "HGN", "河西工业气体协作网"),
        ("河西工业气体协作网（HGN）发通知。", "HGN", "河西工业气体协作网"),
        ("Marlow Analytics Ltd, trading as Rivercode, won.", "Rivercode", "marlowanalyticsltd"),
        ("鹤翎航空（Heling Aero）领到许可证。", "Heling Aero", "鹤翎航空"),
        ("澜浦船厂，我们叫它“老厂头”，还在江边。", "老厂头", "澜浦船厂"),
        ("东海路仓库大家都叫“蓝棚子”。", "蓝棚子", "东海路仓库"),
        ("标本空中转运项目（即“灰鹭”）启动。", "灰鹭", "标本空中转运项目"),
        ("岑屿液化天然气接收站，以下简称岑屿站。", "岑屿站", "岑屿液化天然气接收站"),
        ("Project Larkmoor, known internally as the Gull, starts.", "Gull", "projectlarkmoor"),
        ("Sable Terminal, which everybody calls Blackdock, is full.", "Blackdock", "sableterminal"),
        ("Boneng Power, previously Hollin Boneng, said so.", "Hollin Boneng", "bonengpower"),
        ("The Large Converter Circle, or LCC for short, meets.", "LCC", "largeconvertercircle"),
        ("Approved by Marbrecht Raumsysteme GmbH (MRS).", "MRS", "marbrechtraumsystemegmbh"),
        ("The site is run by Antenas del Norte SpA (AdN).", "AdN", "antenasdelnortespa"),
        ('Lotus Narrows Bank ("LNB") signed.', "LNB", "lotusnarrowsbank"),
        ("Lotus Narrows Bank, hereafter LNB, signed.", "LNB", "lotusnarrowsbank"),
        ("LNB = Lotus Narrows Bank", "LNB", "lotusnarrowsbank"),
        ("Airport Clean Fuel Joint Desk (CFJD) – Minutes", "CFJD", "airportcleanfueljointdesk"),
        ("检查单位：归渠水电站大坝管理中心（归渠中心）；另请工程师两名。", "归渠中心", "归渠水电站大坝管理中心"),
        ("田蕊：海卓（Hydrosonde）答应全换。", "Hydrosonde", "海卓"),
        ("桂林澄科测绘仪器厂（澄科厂）秦厂长到会。", "澄科厂", "桂林澄科测绘仪器厂"),
        ("LNB stands for Lotus Narrows Bank.", "LNB", "lotusnarrowsbank"),
        ("HGN：河西工业气体协作网", "HGN", "河西工业气体协作网"),
        ("嵘海重工，简称嵘海，昨天交船。", "嵘海", "嵘海重工"),
        ("沅泽（全称北川沅泽水务有限公司）来电。", "沅泽", "北川沅泽水务有限公司"),
        ("宁波澄烁膜科技股份有限公司（Chengshuo，下称澄烁）到会。", "澄烁", "宁波澄烁膜科技股份有限公司"),
        ("宁波澄烁膜科技股份有限公司（Chengshuo，下称澄烁）到会。", "Chengshuo", "宁波澄烁膜科技股份有限公司"),
        ("宁波澄烁膜科技股份有限公司（下称澄烁，英文名Chelune Film）", "Chelune Film", "宁波澄烁膜科技股份有限公司"),
        ("宁波澄烁膜科技股份有限公司（澄烁 Chelune）到会。", "Chelune", "宁波澄烁膜科技股份有限公司"),
        ("登记承租单位宁波澄烁膜科技有限公司（以下称澄烁）", "澄烁", "宁波澄烁膜科技有限公司"),
        ('Torrin Storage Ltd ("Quay") opens.', "Quay", "torrinstorageltd"),
        ("Varnhiti Dairy Board (Varnhiti, 中文客户叫它瓦恩希蒂) met.", "瓦恩希蒂", "varnhitidairyboard"),
        ("Torrin Museum of Craft (Torrin for short) opens.", "Torrin", "torrinmuseumofcraft"),
        ("Torrin Storage Ltd (Torrin from here on) opens.", "Torrin", "torrinstorageltd"),
        ("Bid committee, Dry Dock 3 (DD3): contacts", "DD3", "drydock3"),
        ("河西客车交流圈 HKJQ · for members only", "HKJQ", "河西客车交流圈"),
        ("河西客车交流圈（HKJQ），第三次例会", "HKJQ", "河西客车交流圈"),
        ("fixed with Alder Shipping（桤木航运）, two ships", "桤木航运", "aldershipping"),
        ("handled by PT Nusa Marlin Angkasa (NMA) in Surabaya", "NMA", "ptnusamarlinangkasa"),
    ],
)
def test_a_definition_gives_the_short_name_and_the_full_one(text: str, short: str, full: str) -> None:
    assert (short, full) in defined(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议改到周三（下称不准）。"[:8],
        "货到上海 Shanghai 港。",
        "参会：卢振衡 Lu Zhenheng",
        "Please reply (hereinafter is not a name).",
        "温度（℃）和压力（MPa）如下。",
        "Nordhaven (Corvina) replied.",
        "他说这叫“内卷”，谁都躲不开。",
        "嵘海重工有限公司（以下简称“甲方”）与会。",
        'Lotus Narrows Bank (the "Lender") signed.',
        'He said ("No") twice.',
        "LNB: Large boats only.",
        "Kaldvik（在职） replied.",
        "As Table 3 (T3) shows, Dry Dock 3 (DD4) is full.",
        "Corvina Rubber（橡胶圈） is on stock.",
        "请假：Mr Suren Pillay（北屿吊机）、张工。",
        "Anna Berg（东屏装备） joined.",
        "贾若妍（Corvella Ltd）签收。",
        "签收：张若（David）",
        "报价截止 EUR · 三家",
        "The Torrin Works Canteen (Monday, also Friday) opens.",
        "宁波澄烁膜科技股份有限公司（周三，也叫周中）到会。",
        "宁波澄烁膜科技股份有限公司（订单 Chelune）到会。",
        "The Torrin Works Canteen (Please for short) opens.",
        "ETA: 江海中心站",
        "会上大家都叫“好”。",
        "Nordvik, previously reported, closed.",
        "We met at noon, or one for short notice.",
        'The Nordvik Choir Player is known as "The king of banjo".',
    ],
)
def test_what_stands_beside_a_name_need_not_define_it(text: str) -> None:
    assert not defined(text)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("OSA", "Oakhurst Sampling Agency", True),
        ("ESCHA", "European Solvents Chemistry Agency", True),
        ("LGX", "Longmere Gas Exchange", True),
        ("LGA", "Longmere Gas Exchange", False),
        ("XYZ", "Oakhurst Sampling Agency", False),
        ("HK", "Far Tide Shipping", False),
    ],
)
def test_letters_stand_for_a_name_whose_words_they_begin(short: str, full: str, expected: bool) -> None:
    assert definitions.stands_for(short, full) is expected


@pytest.mark.parametrize(
    "text",
    [
        "手机用户（以下称“用户”）、软件作者（以下称“开发者”）同意本协议。",
        "货物、工程或者服务（以下简称产品）须为国产。",
        "澜禾商城（以下简称“本网站”）由澜禾公司运营。",
        "Endnote（外文）",
        "NoteExpress（中文）",
        "Grammarly（免费）",
    ],
)
def test_a_part_that_anybody_plays_and_a_remark_are_no_short_names(text: str) -> None:
    assert not {short for short, _ in defined(text)} & {"用户", "开发者", "产品", "本网站", "外文", "中文", "免费"}


@pytest.mark.parametrize(
    ("text", "short"),
    [("澜禾资源商城（以下简称“澜禾商城”或“本网站”）", "澜禾商城"), ("Sandpiper（矶鹬）开工。", "矶鹬")],
)
def test_names_beside_such_words_are_defined_all_the_same(text: str, short: str) -> None:
    assert short in {short for short, _ in defined(text)}
