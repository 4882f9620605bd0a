"""Whose paper a title says that it is, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors import openings
from extractors.model import Form
from tests.extractors.naming import line


@pytest.mark.parametrize(
    ("title", "name", "kind"),
    [
        ("砚港充装站试运行周报（第3周）", "砚港充装站", "site"),
        ("惠民共享煎药中心搬迁公告", "惠民共享煎药中心", "organisation"),
        ("关于老砚滩厂区停机换膜的通知", "老砚滩厂区", "site"),
        ("磷砚贸易圈 10月月会速记", "磷砚贸易圈", "organisation"),
        ("Harrow Lane depot – bays and crews", "Harrow Lane depot", "site"),
        ("Oulston hall: summary of the letting", "Oulston hall", "site"),
        ("关于车间值班安排的通知", "", ""),
        ("市场调研报告", "", ""),
        ("数据中心建设方案", "", ""),
        ("Training centre – room bookings", "", ""),
        ("Oulston hall of fame", "", ""),
    ],
)
def test_a_title_opens_with_whose_paper_it_is(title: str, name: str, kind: str) -> None:
    found = [(title[each.start : each.end], each.kind) for each in openings.find(line(title, "title"))]
    assert found == ([(name, kind)] if name else [])


@pytest.mark.parametrize("form", ["paragraph", "row"])
def test_what_is_no_title_opens_nothing(form: Form) -> None:
    assert not list(openings.find(line("砚港充装站试运行周报", form)))
