"""The general profile's headers: which columns say who runs something, who supplies and who takes it."""

from __future__ import annotations

import pytest

from auditor import profile
from extractors.cues import matcher_of

RELATED = {"operator", "partner", "customer"}


def _headed(header: str) -> set[str]:
    matcher = matcher_of(profile.shipped("general").cues)
    return set(matcher.named(matcher.headed(header)))


@pytest.mark.parametrize(
    ("header", "facet"),
    [
        ("送样单位", "customer"), ("付款单位", "customer"), ("借用", "customer"), ("需用单位", "customer"),
        ("Shipped to", "customer"), ("Bill-to party", "customer"), ("Consignee name", "customer"),
        ("On loan to", "customer"), ("承运商", "partner"), ("检定单位", "partner"), ("外委", "partner"),
        ("供苗单位", "partner"), ("Issuing bank", "partner"), ("Overhauled by", "partner"), ("Test house", "partner"),
        ("Placed with", "partner"), ("取水权人", "operator"), ("责任单位", "operator"), ("登记船东", "operator"),
        ("户名", "operator"), ("Permit holder", "operator"), ("Legal owner", "operator"),
        ("Concessionaire", "operator"), ("Run by whom", "operator"),
    ],
)  # fmt: skip
def test_a_header_says_whose_houses_stand_below_it(header: str, facet: str) -> None:
    assert _headed(header) & RELATED == {facet}


@pytest.mark.parametrize(
    "header",
    [
        "送样人", "送检人", "付款日期", "户数", "责任人", "登记日期", "检定日期", "检定结果", "运量", "供电电压",
        "Shipped on", "Shipping cost", "Bank holiday", "Test result", "Guarantee until", "Consignment weight",
        "Loan date", "Placed on", "Permit date", "Legal notes",
    ],
)  # fmt: skip
def test_a_header_of_persons_dates_and_amounts_names_no_house(header: str) -> None:
    assert not _headed(header) & RELATED
