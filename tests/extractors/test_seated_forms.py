"""What a town's own houses, bases and state farms go by."""

from __future__ import annotations

import pytest

from extractors import forms
from extractors.model import Kind
from extractors.recognizers.organisation import RECOGNIZER as HOUSES
from extractors.recognizers.person import RECOGNIZER
from extractors.recognizers.site import RECOGNIZER as SITES
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, names, rows


def called(full: str, kind: Kind) -> set[str]:
    return {text for text, _, _ in forms.spellings(full, kind)}


@pytest.mark.parametrize(
    ("full", "kind", "short"),
    [
        ("榆岭县茶叶产业发展中心", "organisation", "县中心"),
        ("榆岭县茶叶产业发展中心", "organisation", "县茶叶产业发展中心"),
        ("榆岭县林草局", "organisation", "县林草局"),
        ("州人民医院", "organisation", "州医院"),
        ("澜西州人民医院", "organisation", "州医院"),
        ("国营野鸭塘林场", "organisation", "野鸭塘林场"),
        ("龙潭箐实训基地", "site", "龙潭箐基地"),
        ("雪松坪瞭望塔", "site", "雪松坪"),
        ("柘嵋县", "place", "柘嵋"),
        ("柘嵋镇", "site", "柘嵋"),
        ("榆岭州森林草原防灭火指挥部办公室", "organisation", "州森防办"),
        ("榆岭州森林草原防灭火指挥部办公室", "organisation", "森防办"),
        ("榆岭市食品安全委员会办公室", "organisation", "市食安办"),
        ("第九岩盐勘查队", "organisation", "九队"),
        ("第二棉纺厂", "organisation", "二厂"),
        ("秋满园蚕业专业合作社", "organisation", "秋满园"),
        ("茌平澜运泥浆外运队", "organisation", "澜运"),
        ("阳谷景阳岗钢管", "organisation", "景阳岗钢管"),
        ("宜昌三斗岭大件运输有限公司", "organisation", "三斗岭大件运输"),
        ("汉川路桥九处", "organisation", "九处"),
        ("山东省第十七地质钻探队", "organisation", "钻十七"),
        ("聊城纬六商贸行", "organisation", "纬六"),
        ("木棉路88号", "site", "木棉路"),
        ("鲁冀中深层地热交流群", "organisation", "鲁冀地热群"),
        ("云川县啄木鸟人参种植专业合作社", "organisation", "啄木鸟社"),
        ("云川县顺冈种植专业合作社", "organisation", "顺冈社"),
        ("青槐岭果业专业合作社", "organisation", "青槐岭合作社"),
    ],
)
def test_a_towns_own_house_goes_by_its_level(full: str, kind: Kind, short: str) -> None:
    assert short in called(full, kind)


@pytest.mark.parametrize(
    ("full", "short"),
    [("第二水厂", "二厂"), ("苹果专业合作社", "苹果"), ("云川县顺冈种植专业合作社", "顺冈种"),
     ("榆岭县食品安全委员会办公室", "县办"),
     ("国有资产", "资产"), ("县医院", "医院"), ("榆岭县购物中心", "县中心")],
)
def test_what_every_town_has_is_no_short_form(full: str, short: str) -> None:
    assert short not in called(full, "organisation")


@pytest.mark.parametrize("town", ["清水县", "县城镇", "余杭镇", "和平县"])
def test_an_everyday_word_is_no_town_without_its_level(town: str) -> None:
    assert town[:-1] not in called(town, "place")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("监管方榆岭县茶叶发展中心盖章。", "榆岭县茶叶发展中心"),
        ("现向资金方汇澜银行滨海支行说明如下。", "汇澜银行滨海支行"),
        ("打井单位：第七岩盐勘查队。", "第七岩盐勘查队"),
        ("榆岭州森林草原防灭火指挥部办公室发文。", "榆岭州森林草原防灭火指挥部办公室"),
    ],
)
def test_a_house_is_found_behind_the_part_it_takes_with_its_number_and_its_office(text: str, name: str) -> None:
    assert name in names(HOUSES, text)


def test_the_first_time_of_what_is_done_is_no_houses_number() -> None:
    assert not names(HOUSES, "第三次勘查队员集合。")


def test_offices_of_several_counties_do_not_hide_one() -> None:
    files = [line("榆岭县林草局验收。")], [line("榆岭、石塘、梅坑三县林草局列席。")], [line("报县林草局值班室。")]
    assert any("县林草局" in entity.names for entity in resolved(*files).entities)
    assert together(resolved(files[0], files[2]), "榆岭县林草局", "县林草局")


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("七里滩老粮库在北岸，三间连着。", "七里滩老粮库"),
        ("起降点：石塘县马鞍坳旧茶厂屋顶。", "马鞍坳旧茶厂"),
        ("存放城关三号仓，监管方盖章。", "城关三号仓"),
        ("三号仓借五个人。", "三号仓"),
        ("今天七号盐田取三个点。", "七号盐田"),
        ("地点：县政务中心302室。", "县政务中心"),
    ],
)
def test_old_works_behind_their_spot_and_numbered_stores_are_sites(text: str, site: str) -> None:
    assert site in names(SITES, text)


@pytest.mark.parametrize("text", ["我们去老茶厂看看。", "从前的旧粮站早拆了。", "三号仓位已满。", "他是生产队老队长。"])
def test_any_towns_old_works_and_a_position_in_a_store_are_none(text: str) -> None:
    assert not names(SITES, text)


def test_an_old_works_goes_without_its_spot() -> None:
    assert together(resolved([line("七里滩老粮库在北岸。")], [line("钥匙在老粮库门口。")]), "七里滩老粮库", "老粮库")


def test_a_tower_and_a_spring_are_sites() -> None:
    assert "雪松坪瞭望塔" in names(SITES, "雪松坪瞭望塔报，北坡冒烟。")


def test_an_everyday_word_in_a_column_of_persons_is_nobody() -> None:
    table = rows(["车号", "司机"], ["771", "空框"], ["772", "和志坚"])
    assert names(RECOGNIZER, *table) == {"和志坚"}


def test_a_code_goes_by_its_other_spellings_and_a_short_one_by_none() -> None:
    assert called("KV-3305", "product") == {"KV 3305", "KV3305"}
    assert called("PN 30-0612", "product") >= {"PN30-0612", "PN-30-0612"}
    assert called("K-12", "product") == set()
    assert called("Kestrel 12", "product") == set()
