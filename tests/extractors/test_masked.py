"""Members by a number, a stem or a code in prose, and what only looks so."""

from __future__ import annotations

import pytest

from extractors import masked


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
