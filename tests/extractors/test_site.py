"""Sites, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.recognizers.site import RECOGNIZER
from tests.extractors.naming import names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青石路厂区地面承重已到头。", "青石路厂区"),
        ("顺路进了雁湖产业园。", "雁湖产业园"),
        ("住在云栖宾馆。", "云栖宾馆"),
        ("搭船去了趟鹭头屿船坞。", "鹭头屿船坞"),
        ("宁夏砚岭冷链科技有限公司雁渠物流园公示", "雁渠物流园"),
        ("建在中卫市沙南区雁枣岭园区。", "雁枣岭园区"),
        ("We stay at the Anchor Hotel.", "Anchor Hotel"),
        ("Rooms at the Old Tarnfold Hotel are kept till May.", "Old Tarnfold Hotel"),
        ("An old friend runs Old Tarnfold Hotel rooms.", "Tarnfold Hotel"),
        ("Noise from the Tarn Lane depot again.", "Tarn Lane depot"),
        ("The MV Halvard Star loads on Friday.", "Halvard Star"),
    ],
)
def test_a_site_with_a_name_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("建设地点：湖州市蔺塘工业区创新路9号", "蔺塘工业区"),
        ("建设地点：湖州市蔺塘工业区创新路9号", "创新路9号"),
        ("推荐：港务宾馆220，早餐有粥。", "港务宾馆"),
        ("试样放在我们灞桥厂房做。", "灞桥厂房"),
        ("比赛在上午，市体育馆六号场。", "市体育馆"),
        ("七月起海沧仓租涨到九元。", "海沧仓"),
        ("定在山脚下的望柳茶馆，包二楼。", "望柳茶馆"),
        ("岬湖调峰锅炉房 关于绕行的通知", "岬湖调峰锅炉房"),
    ],
)
def test_a_site_is_found_behind_its_town_and_by_what_stands_in_towns(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(("text", "name"), [("Coal Quay 2 is vacant.", "Coal Quay 2"), ("Site 04\t18", "Site 04")])
def test_a_numbered_site_is_found_with_the_word_before_it(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["；快捷酒店220，早餐有粥。", "去太仓办事。", "海沧仓储费涨了。", "由监测站出报告。"])
def test_what_every_town_has_is_no_site(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    "text", ["3号楼的恒温车间在一层。", "这个基地很大，仓库空着。", "The plant is closed.", "A hotel near the airport."]
)
def test_a_noun_without_a_name_is_no_site(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    "text", ["上饶老厂停了。", "The third stand P was empty.", "Bring store 3 of them.", "园区叫人来修。"]
)
def test_what_a_town_has_and_what_is_counted_is_no_site(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_short_number_belongs_to_a_site_in_its_column_and_a_voltage_does_not() -> None:
    table = rows(["Site", "kV"], ["Millrace 4", "1"], ["Tarnfold 400", "2"])
    assert names(RECOGNIZER, *table) == {"Millrace 4", "Tarnfold"}


def test_a_vessel_column_names_vessels() -> None:
    table = rows(["船名", "数量"], ["江顺1608", "12"], ["待定", "9"])
    assert names(RECOGNIZER, *table) == {"江顺1608"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Unload at Berth 9 before noon.", "Berth 9"),
        ("The tool goes into Fab 3.", "Fab 3"),
        ("Terminal C is closed.", "Terminal C"),
        ("货都在6号库。", "6号库"),
        ("3号机库刚租出去。", "3号机库"),
        ("泓砾沙机库净高不够。", "泓砾沙机库"),
        ("澜沂标准厂房增容送电。", "澜沂标准厂房"),
        ("园区叫狮澜西仓，原来放皮具。", "狮澜西仓"),
        ("Rate at the Larch Lodge（落叶松旅馆）, 34 rooms.", "落叶松旅馆"),
        ("Gallery 3 shuts for the hang.", "Gallery 3"),
        ("We met at stand P3 in the rain.", "stand P3"),
        ("进了五车间要换鞋。", "五车间"),
        ("路过栗树巷9号。", "栗树巷9号"),
        ("方案在中心03暂停。", "中心03"),
        ("C 站补充：只保管三周。", "C 站"),
        ("They call her Vessel K in the report.", "Vessel K"),
        ("鹤滩试飞场周五清场。", "鹤滩试飞场"),
        ("2#塔四月大修。", "2#塔"),
        ("一分厂十二台炉子全开。", "一分厂"),
        ("左线用“石菖号”，右线停。", "石菖号"),
        ("青芦岭隧道全长八公里。", "青芦岭隧道"),
        ("铂岭宝山试验厂藏在物流园后面。", "铂岭宝山试验厂"),
    ],
)
def test_a_numbered_part_of_a_works_is_a_site(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "Hall of fame, bay window.",
        "The terminal has 3 berths.",
        "第7号库存表",
        "全中心03:20停电",
        "从3号线下来，停了。",
        "共2#样品三份",
        "第一分厂家数不多",
        "“您的挂号”已经取消",
    ],
)
def test_a_number_without_a_part_of_a_works_is_no_site(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("那几个钟头柏崧变这一侧再没有旁的支撑。", "柏崧变"),
        ("3. 柳圩线：9月17日，移杆。", "柳圩线"),
        ("货存放在肥西周转库。", "肥西周转库"),
    ],
)
def test_a_coined_word_with_a_sites_last_character_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["成都几家电驱厂三月走了一批人。", "设备有限公司拟自建谐波线。", "大家站在廊桥上看。", "旧厂的门。"]
)
def test_trades_and_phrases_before_the_character_are_no_site(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) == set()


def test_everyday_english_words_under_a_sites_header_are_none() -> None:
    table = rows(["Vessel", "Lot"], ["Quantity", "3"], ["Grushaug", "4"])
    assert names(RECOGNIZER, *table) == {"Grushaug"} | ({"Quantity"} & names(RECOGNIZER, *table))


@pytest.mark.parametrize(
    ("text", "name"),
    [("设在东岭制氢厂的罐区", "东岭制氢厂"), ("由沅坪炼铜厂转来", "沅坪炼铜厂"), ("送到禾堰水泥厂。", "禾堰水泥厂")],
)
def test_a_works_is_known_by_what_it_makes(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["机械厂家很多", "电池厂商报价", "制药厂区绿化", "那家炼钢厂停了"])
def test_works_without_a_name_are_none(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("剧组周五进驻白芦镇。", "白芦镇"),
        ("从柳岬湾到对岸二十分钟。", "柳岬湾"),
        ("明天轮到红桥工区停电。", "红桥工区"),
        ("她在喀什站值班。", "喀什站"),
        ("老鹰嘴隧道出口段涌水。", "老鹰嘴隧道"),
    ],
)
def test_a_spot_of_no_list_is_found_behind_words_that_go_to_places(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["在农村住过。", "到了服务区再说。", "去过几个乡镇。", "和隔壁花园一样。", "在新城买的。"]
)
def test_everyday_spots_are_no_site(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("送到：梅坑 下坡工业点 围栏内", "下坡工业点"),
        ("五官营棚区去年换膜", "五官营棚区"),
        ("官道口羊汤馆聚餐", "官道口羊汤馆"),
        ("菇种\t柘林厂\t周一", "柘林厂"),
    ],
)
def test_works_and_eateries_are_sites_by_what_they_are(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["中午吃面馆，找个火锅店", "去包装厂，问印染厂", "各收购点、晒场"])
def test_what_every_town_has_is_no_site_by_itself(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_how_much_a_reservoir_holds_is_none_of_its_name() -> None:
    assert names(RECOGNIZER, "洞岩水库总库容2360万立方米。") == {"洞岩水库"}
