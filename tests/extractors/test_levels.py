"""Houses of a town, a district or a county, firms whose trade is a verb, and what people and teams are called after."""

from __future__ import annotations

import pytest

from extractors import extract, forms
from extractors.model import Segment

FIRMS = (
    ("与无锡绍棠换热设备有限公司签约", "无锡绍棠换热设备有限公司"),
    ("向无锡绍棠起重设备有限公司订货", "无锡绍棠起重设备有限公司"),
    ("苏州凌诺过滤技术有限公司报价", "苏州凌诺过滤技术有限公司"),
    ("常州百川输送机械有限公司送货", "常州百川输送机械有限公司"),
    ("请广州美涂喷涂设备有限公司报价", "广州美涂喷涂设备有限公司"),
)
OFFICES = (
    ("云岭区安全生产办公室来人核查", "云岭区安全生产办公室"),
    ("表由区节能办收", "区节能办"),
    ("送到镇卫生院处理", "镇卫生院"),
)


@pytest.mark.parametrize(("text", "name"), [*FIRMS, *OFFICES])
def test_a_firm_or_an_office_is_found_whole(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text", ["我们委托检测技术有限公司办理", "各区自己办理", "小区物业办事慢", "镇上学校办班", "市里要求办好这件事"]
)
def test_what_no_house_is_named_by_is_none(text: str) -> None:
    assert not {name for name in found(text) if name.endswith(("公司", "办"))} - {"检测技术有限公司"}


@pytest.mark.parametrize(
    ("full", "called"),
    [
        ("云岭区节能减排办公室", {"节能办", "区节能办", "区节能减排办公室"}),
        ("镇商会", {"商会"}),
        ("潮州市泰陇陶瓷有限公司", {"泰陇队"}),
        ("棠河农商行", {"农商行"}),
        ("柳浦县粮食收储公司", {"收储公司"}),
        ("中原传感器行业协会气体传感器分会", {"气体传感器分会", "气体分会"}),
        ("常州澄滤膜科技有限公司", {"澄滤"}),
        ("长江下游电子特气供方联谊会", {"联谊会", "供方会"}),
        ("窑炉改造互助组", {"互助组", "窑炉组"}),
        ("东莞力朴塑业有限公司", {"力朴"}),
    ],
)
def test_a_house_is_called_by_its_matter_and_its_team_by_it(full: str, called: set[str]) -> None:
    assert called <= set(forms.short_forms(full))


@pytest.mark.parametrize("full", ["湖州固安环保服务有限公司", "工会", "镇湖市中医院", "合肥正隆监理公司"])
def test_a_firm_with_a_brand_is_no_towns_own_house(full: str) -> None:
    assert forms._of_a_level(full) == []


def test_a_group_of_a_society_is_not_called_as_the_society() -> None:
    assert "联谊群" not in forms.short_forms("联谊群品管小组")


def test_what_an_eatery_stands_in_is_not_called_by_it() -> None:
    assert "官道口" not in forms.short_forms("官道口羊汤馆")


@pytest.mark.parametrize(
    ("full", "called"), [("吴剑锋", "锋哥"), ("黄炳坤", "坤叔"), ("谢木林", "木林叔"), ("陈丽萍", "萍姐")]
)
def test_a_person_is_called_by_the_last_sign_of_the_given_name(full: str, called: str) -> None:
    assert called in forms._spoken_forms(full)


def test_the_last_sign_that_is_a_family_s_calls_somebody_else() -> None:
    assert "林哥" not in forms._spoken_forms("王小林")


def found(text: str) -> set[str]:
    """Give the organisations of a line."""
    mentions = extract.recognised([Segment(text, "body", "line 1")])
    return {text[m.start : m.end] for m in mentions if m.kind == "organisation"}
