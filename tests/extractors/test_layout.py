"""Lines on a page to rows: cells that are set at the foot of their row, and what stands beside each other as prose."""

from __future__ import annotations

from extractors.layout import Chunk, Line, put, visual
from extractors.model import Limits, Reading
from extractors.sink import Sink

LEFT, MIDDLE, RIGHT = 80, 230, 380
Placed = tuple[float, str]


def line(y: float, *chunks: Placed) -> Line:
    return Line([Chunk(text, x, y, x + 6 * len(text), y + 11) for x, text in chunks])


def rows(*lines: Line) -> list[str]:
    sink = Sink(Reading(), Limits())
    put(sink, lines, "p.1")
    return [segment.text for segment in sink.reading.segments if segment.form == "row"]


def test_a_cell_of_two_lines_whose_row_is_set_at_the_foot_is_whole() -> None:
    found = rows(
        line(600, (LEFT, "Serials"), (MIDDLE, "Sold to"), (RIGHT, "Sent")),
        line(579, (LEFT, "55215"), (MIDDLE, "stock, Hull"), (RIGHT, "3 Dec")),
        line(543, (LEFT, "55217"), (MIDDLE, "Pell Road works"), (RIGHT, "5 Dec")),
        line(558, (MIDDLE, "Corvella Coaches,")),
        line(522, (LEFT, "55239"), (MIDDLE, "Orrin Converters"), (RIGHT, "11 Dec")),
    )
    assert found == [
        "Serials\tSold to\tSent", "55215\tstock, Hull\t3 Dec", "55217\tCorvella Coaches, Pell Road works\t5 Dec",
        "55239\tOrrin Converters\t11 Dec",
    ]  # fmt: skip


def test_a_header_that_begins_above_the_others_belongs_to_its_table() -> None:
    found = rows(
        line(790, (LEFT, "Permits of the first quarter")),
        line(740, (LEFT, "Permit"), (MIDDLE, "destination"), (RIGHT, "Window")),
        line(755, (MIDDLE, "Consignee and")),
        line(719, (LEFT, "JB-98"), (MIDDLE, "Meranti Parks"), (RIGHT, "9 Feb")),
        line(698, (LEFT, "JB-99"), (MIDDLE, "Orrin Yard"), (RIGHT, "11 Feb")),
    )
    assert found[0] == "Permit\tConsignee and destination\tWindow"
    assert len(found) == 3


def test_the_second_column_of_a_page_stays_behind_the_first() -> None:
    left = [line(700 - 15 * n, (LEFT, f"left {n}")) for n in range(12)]
    right = [line(707 - 15 * n, (RIGHT, f"right {n}")) for n in range(12)]
    assert [each.text for each in visual([*left, *right])] == [each.text for each in [*left, *right]]
