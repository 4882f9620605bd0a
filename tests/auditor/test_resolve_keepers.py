"""A public work and the office that keeps it: two things of one name."""

from __future__ import annotations

import pytest

from auditor.resolving import keepers
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("上尧水库管理所", "上尧水库"),
        ("归渠水电站大坝管理中心", "归渠水电站"),
        ("青梁大桥养护管理处", "青梁大桥"),
        ("洮西电网调度中心", "洮西电网"),
        ("上尧水库", ""),
        ("管理所", ""),
        ("Heron Dam office", ""),
    ],
)
def test_who_keeps_a_work_is_told_from_it(name: str, work: str) -> None:
    assert keepers.kept(name) == work


RESERVOIR = (
    "上尧水库总库容2360万立方米，去年定为二类坝。", "改造由上尧水库管理所（上尧所）自行组织。",
    "上尧的水位由上尧所每天上报。"
)


def test_a_reservoir_and_its_office_stay_two() -> None:
    found = resolved(*([line(each)] for each in RESERVOIR))
    assert together(found, "上尧水库", "上尧")
    assert together(found, "上尧水库管理所", "上尧所")
    assert not together(found, "上尧水库", "上尧所")
