"""Societies that a line names whole, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors import forms, letterheads
from extractors.model import Form, Layer, Segment
from extractors.recognizers.organisation import RECOGNIZER
from tests.extractors.naming import names as found


def _bodies(text: str, layer: Layer = "header_footer", form: Form = "paragraph") -> list[str]:
    return [text[a:b] for a, b in letterheads.bodies(Segment(text, layer, "header", form))]


@pytest.mark.parametrize(
    ("text", "names_"),
    [
        ("闽浙茶叶出口联合检测与拼箱小组", ["闽浙茶叶出口联合检测与拼箱小组"]),
        ("西南灌装冻干联合体 · 协调会纪要 JY-06", ["西南灌装冻干联合体"]),
        ("JWG / 轴套联合工作组 – document JWG-24-M05", ["轴套联合工作组"]),
        ("中原阀门行业协会调节阀分会", ["中原阀门行业协会调节阀分会"]),
        ("Larkmoor Access Hire Association – Buying Ring", ["Larkmoor Access Hire Association", "Buying Ring"]),
    ],
)
def test_a_margin_names_a_society_whole(text: str, names_: list[str]) -> None:
    assert _bodies(text) == names_


@pytest.mark.parametrize(
    "text", ["关于成立联合工作组", "第六次工作小组", "本小组", "请转给采购小组", "Page 3 of the Group report"]
)
def test_what_a_sentence_says_of_a_group_is_no_name(text: str) -> None:
    assert _bodies(text) == []


def test_a_paragraph_of_the_text_names_none_by_itself_and_a_heading_chinese_ones() -> None:
    assert _bodies("闽浙茶叶出口联合检测与拼箱小组", "body") == []
    assert _bodies("北方蔬菜与种苗企业交流会 会员变动登记", "body", "heading") == ["北方蔬菜与种苗企业交流会"]
    assert _bodies("Steel Group", "body", "heading") == []


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("沱江仪表（成都沱江仪表有限公司）来电", "成都沱江仪表有限公司"),
        ("苏州太湖水务有限公司来函。", "苏州太湖水务有限公司"),
        ("三栖理研株式会社 日本", "三栖理研株式会社"),
    ],
)
def test_a_firm_is_whole_behind_its_seat(text: str, firm: str) -> None:
    assert firm in found(RECOGNIZER, text)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("无锡霁芯微电子有限公司", "霁芯微"),
        ("华穗保险郑州分公司", "华穗保险郑州"),
        ("汇溟银行股份有限公司滨海支行", "汇溟银行滨海支行"),
        ("三栖理研株式会社", "三栖理研"),
        ("Open Stride Foundation", "Open Stride"),
    ],
)
def test_a_house_goes_by_its_name_without_its_form(full: str, short: str) -> None:
    assert short in forms.short_forms(full)


def test_a_joint_group_does_not_go_by_its_matter() -> None:
    assert "轴套" not in forms.short_forms("轴套联合工作组")
