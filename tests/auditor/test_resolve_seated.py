"""Houses by their own word behind their seat, and chiefs by what their column or their clause says of them."""

from __future__ import annotations

import pytest

from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


@pytest.mark.parametrize(
    ("full", "own", "said"),
    [
        ("湖州固安环保服务有限公司", "固安", "固安昨天拉走一车，固安的车只能白天来。"),
        ("无锡沁源换热设备有限公司", "沁源", "沁源负责一年保修。"),
        ("新疆伊河糖业集团有限公司", "伊河", "伊河的料先到。"),
    ],
)
def test_a_houses_own_word_may_be_a_towns_name(full: str, own: str, said: str) -> None:
    assert together(resolved([line(f"甲方：{full}")], [line(said)]), full, own)


@pytest.mark.parametrize(
    ("others", "own", "full"),
    [
        (["固安县另有一家。"], "固安", "湖州固安环保服务有限公司"),  # a town after all
        (["岳阳恒立起重有限公司。"], "岳阳", "湖州岳阳环保服务有限公司"),  # another's seat
        ([], "饶阳", "河北饶阳瓜乡蔬菜产销有限公司"),  # the town in its province
        ([], "临港", "灌南临港热力有限公司"),  # a spot of any town
    ],
)
def test_a_towns_name_is_no_houses_own_word_where_it_is_a_seat(others: list[str], own: str, full: str) -> None:
    folder = [line(f"甲方：{full}"), *map(line, others)], [line(f"{own}那边昨天来人，去{own}看过。")]
    assert not together(resolved(*folder), full, own)


def test_a_works_is_called_by_its_own_word_behind_its_village() -> None:
    folder = [line("梅坑镇合兴瓷厂"), line("梅坑金禾瓷厂")], rows(["单位", "人数"], ["合兴", "12"], ["金禾", "30"])
    result = resolved(*folder)
    assert together(result, "梅坑镇合兴瓷厂", "合兴")
    assert together(result, "梅坑金禾瓷厂", "金禾")


def test_a_chief_is_whom_the_column_of_owners_names() -> None:
    staff = rows(["厂名", "老板", "联系人"], ["润禾印染", "周根法", "周小芸"], ["锦澜印染", "沈国良", "莫丽琴"])
    result = resolved(staff, [line("六月若续贷慢，先向周总拆三十万。")])
    assert together(result, "周总", "周根法")


def test_a_role_is_theirs_in_whose_part_of_the_list_it_stands() -> None:
    here = [line("在场人：黄炳坤（厂长）、窑工黄树生"), line("黄厂长说明：只是试。")]
    assert together(resolved(here), "黄厂长", "黄炳坤")


@pytest.mark.parametrize(("chinese", "latin"), [("柏木垭台", "Baimuya"), ("马鹿塘台", "Malutang")])
def test_a_station_is_spelled_without_the_sign_of_what_it_is(chinese: str, latin: str) -> None:
    table = rows(["台名 Station", "拼音 Pinyin"], [chinese, latin], ["青岗岭台", "Qinggangling"])
    assert together(resolved(table), chinese, latin)


def test_a_house_and_who_plays_for_it_are_one() -> None:
    assert together(resolved([line("镇卫生院承办。")], [line("卫生院队—瑞棠队")], [line("去卫生院问。")]),
                    "镇卫生院", "卫生院")  # fmt: skip


def test_a_village_is_no_society_that_begins_with_it() -> None:
    folder = [line("梅坑镇合兴瓷厂"), line("梅坑日用陶瓷窑炉改造互助组章程")], [line("送到：梅坑 下坡工业点")]
    assert not together(resolved(*folder), "梅坑", "梅坑日用陶瓷窑炉改造互助组")

@pytest.mark.parametrize(
    ("full", "own", "said"),
    [
        ("枧溪旧砖行", "枧溪", "枧溪出料，枧溪的车周三到。"),
        ("砚坳公牛站", "砚坳", "送砚坳四头，砚坳回话了。"),
        ("榆州澜芦物资贸易部", "澜芦", "收货人写澜芦，澜芦没人接。"),
        ("榆阳县杉坞蛋鸡场", "杉坞", "杉坞不卖，杉坞留种。"),
    ],
)
def test_a_small_house_is_called_by_its_own_word(full: str, own: str, said: str) -> None:
    listed = rows(["单位", "联系人"], [full, "卢振衡"], [own, "莫丽琴"])
    assert together(resolved(listed, [line(said)]), full, own)


@pytest.mark.parametrize(
    ("other", "own", "full"),
    [
        ("砚坳镇", "砚坳", "砚坳公牛站"),  # a town after all
        ("枧溪水库", "枧溪", "枧溪水库管理站"),  # who keeps a work is not the work
    ],
)
def test_what_another_thing_is_called_is_no_small_houses_word(other: str, own: str, full: str) -> None:
    folder = rows(["单位", "地点"], [full, other]), [line(f"{other}那边来人。"), line(f"去{own}看过。")]
    assert not together(resolved(*folder), full, own)


@pytest.mark.parametrize(
    ("header", "cell", "said", "bare"),
    [
        ("Code", "Factory F-06", "F-06 adds: the wage is up.", "F-06"),
        ("编号", "G07场", "编号不对名。G07来电说明。", "G07"),
    ],
)
def test_a_code_is_one_with_and_without_the_noun_for_what_it_hides(
    header: str, cell: str, said: str, bare: str
) -> None:
    survey = [line("匿名问卷 survey, no names"), *rows([header, "人数"], [cell, "12"], ["G08场", "40"]), line(said)]
    found = resolved(survey)
    if bare in {name for entity in found.entities for name in entity.names}:
        assert together(found, cell, bare)


def test_a_district_is_no_houses_own_word() -> None:
    folder = [line("甲方：佛山市三水澜彩釉料有限公司")], [line("三水那边昨天来人，去三水看过。")]
    assert not together(resolved(*folder), "佛山市三水澜彩釉料有限公司", "三水")


def test_a_theatre_is_one_with_and_without_its_town() -> None:
    folder = [line("随州编磬剧场换幕。")], rows(["单位", "姓名"], ["编磬剧场", "卢振衡"])
    assert together(resolved(*folder), "随州编磬剧场", "编磬剧场")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("枫岭农大动科院", "枫岭农业大学动科院"),
        ("Glen Harn", "Glen Harn Forest"),
        ("Ardnaree Distillers", "Ardnaree Distillery"),
        ("TSV", "Công ty TNHH Thăng Sóng Việt"),
    ],
)
def test_a_body_goes_by_less_of_its_name_or_by_its_trade(short: str, full: str) -> None:
    listed = rows(["单位 Company", "姓名"], [short, "卢振衡"], [full, "莫丽琴"])
    assert together(resolved(listed), short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [("枫岭大学第一研究中心", "枫岭大学研究中心"), ("Ardnaree Brewers", "Ardnaree Distillery")],
)
def test_bodies_that_a_word_tells_apart_stay_two(one: str, other: str) -> None:
    listed = rows(["单位 Company", "姓名"], [one, "卢振衡"], [other, "莫丽琴"])
    assert not together(resolved(listed), one, other)
