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
        ("We stay at the Anchor Hotel.", "Anchor Hotel"),
        ("Noise from the Tarn Lane depot again.", "Tarn Lane depot"),
        ("The MV Halvard Star loads on Friday.", "Halvard Star"),
    ],
)
def test_a_site_with_a_name_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["3号楼的恒温车间在一层。", "这个基地很大，仓库空着。", "The plant is closed.", "A hotel near the airport."]
)
def test_a_noun_without_a_name_is_no_site(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_vessel_column_names_vessels() -> None:
    table = rows(["船名", "数量"], ["江顺1608", "12"], ["待定", "9"])
    assert names(RECOGNIZER, *table) == {"江顺1608"}
