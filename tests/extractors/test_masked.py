"""Members by a number, a stem or a code in prose, and what only looks so."""

from __future__ import annotations

import pytest

from extractors import masked
from extractors.model import Cells, Segment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四号补充：不备货。", ["四号"]),
        ("收回八成。七号自述，整流器坏了。", ["七号"]),
        ("12号承认去年没有做。", ["12号"]),
        ("“三号不同意。”", ["三号"]),
        ("丁提出联合储备，丙不赞成。", ["丁", "丙"]),
        ("丙家另附一句。", ["丙家"]),
        ("十一号没填。", ["十一号"]),
        ("乙认为太早。", ["乙"]),
        ("二号另外说：可以。", ["二号"]),
        ("戊私下说贵。", ["戊"]),
        ("四号楼补充照明。", []),
        ("三月四号补充材料。", []),
        ("第四号文件。", []),
        ("丙烷提出了新要求。", []),
        ("甲方不同意。", []),
        ("把丁说成丙。", []),
        ("四号泊位不答。", []),
        ("来了12号人。", []),
        ("2026年4号。", []),
        ("园丁说草长了。", []),
        ("4.12号说明书", []),
    ],
)
def test_a_number_or_a_stem_counts_where_it_does_what_members_do(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in masked.called(text)] == expected


@pytest.mark.parametrize(
    ("codes", "text", "expected"),
    [
        (["H-01", "H-04"], "H-03未交，打过三次电话。", ["H-03"]),
        (["R1", "R2", "R5"], "R3 and R7 promised theirs.", ["R3", "R7"]),
        (["M01", "M02"], "M07来电。", ["M07"]),
        (["H-01"], "H-03未交。", None),  # one alone is no make
        (["H-01", "K7"], "H-03未交。", None),
        (["H-01", "H-04"], "XH-03, H-03.5, H-035, H3, H-03-2", []),
        (["R1", "R2"], "see AR3 and R3x", []),
        (["R1", "R2"], "R12 is a refrigerant", []),
        ([], "H-03未交。", None),
    ],
)
def test_a_code_counts_where_the_table_has_others_made_alike(
    codes: list[str], text: str, expected: list[str] | None
) -> None:
    kind = masked.kin(codes)
    assert (None if kind is None else [text[start:end] for start, end in masked.alike(text, kind)]) == expected


def _table(headers: tuple[str, ...], *rows: str) -> list[Segment]:
    return [Segment(row, "body", f"r{n}", "row", 1, Cells(row, headers)) for n, row in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("片区", ("片区甲", "片区丁")),
        ("井队", ("井队①", "井队②")),
        ("送樣單位", ("送樣單位甲", "送樣單位癸")),
        ("委托方", ("委托方H", "委托方K")),
        ("客户 Client", ("客户丙", "客户乙")),
        ("码头", ("码头一", "码头十二")),
        ("Offer", ("Offer A", "Offer C")),
        ("Terminal operator", ("Terminal A", "Terminal 12")),
        ("Customer", ("customer 4", "customer 9")),
        ("样品", ("样品甲", "样品丁")),
    ],
)
def test_cells_that_are_their_headers_word_and_a_mark_are_who_the_rows_are_about(header, cells) -> None:
    rows = _table(("报告", header, "结果"), *(f"R-1\t {cell}\t合格" for cell in cells))
    found = masked.headed(rows)
    assert [rows[n].text[a:b] for n in found for a, b in found[n]] == list(cells)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("片区", ("片区甲", "片区甲")),  # one alone
        ("Sample", ("Sample 1", "Sample 2")),
        ("No.", ("Lot 4", "Lot 5")),
        ("Step", ("Step 1", "Step 2")),
        ("班组", ("班组A", "班组B")),
        ("单位", ("万吨", "吨")),
        ("单位", ("机械厂甲", "机械厂乙")),  # the header says nothing of them
        ("", ("片区甲", "片区乙")),
    ],
)
def test_what_is_counted_or_stands_alone_names_nobody(header, cells) -> None:
    assert masked.headed(_table(("报告", header, "结果"), *(f"R-1\t{cell}\t合格" for cell in cells))) == {}


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        ("No.", ("Estate 1", "Estate 4"), True),
        ("号", ("场1", "场3"), True),
        ("编号", ("甲院", "丁院"), True),
        ("编号", ("A院", "D院"), True),
        ("No.", ("estate 1", "estate 4"), False),  # small letters name nobody there
        ("No.", ("Estate 1", "Farm 4"), False),
        ("涨跌", ("跌20", "跌100"), False),
        ("号", ("A级", "B级"), False),
        ("编号", ("H-0611", "H-0614"), False),
    ],
)
def test_a_first_column_that_counts_names_its_rows_by_one_word_and_a_mark(header, cells, told) -> None:
    rows = _table((header, "ha"), *(f"{cell}\t12" for cell in cells))
    found = masked.headed(rows)
    assert [rows[n].text[a:b] for n in found for a, b in found[n]] == (list(cells) if told else [])
    second = _table(("ha", header), *(f"12\t{cell}" for cell in cells))
    assert masked.headed(second) == {}
