"""Lines are broken by the columns that they take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.reports.fold import folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("abc def", 10, ["abc def"]),
        ("abc def ghi", 7, ["abc def", "ghi"]),
        ("移除下列文件，得分降至 28。", 14, ["移除下列文件，", "得分降至 28。"]),
        ("得分约为 100（目标 30）：其余", 20, ["得分约为 100（目标 ", "30）：其余"]),
        ("用 --prefer least-loss 或", 12, ["用 --prefer", "least-loss", "或"]),
        ("一二三四五“六七”", 10, ["一二三四五", "“六七”"]),
        ("averyveryverylongword ab", 5, ["averyveryverylongword", "ab"]),
    ],
)
def test_a_paragraph_is_broken_between_characters_and_words(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width) == [line.strip() for line in lines]


@given(st.text("ab 一二。，“”()（）", max_size=60), st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide_that_could_be_narrower(text: str, width: int) -> None:
    lines = folded(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width or " " not in line for line in lines)
