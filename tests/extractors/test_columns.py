"""Long tables are read by the distinct values of their columns, and give what their rows would."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors import claims, columns, extract, registry
from extractors.model import Cells, Mention, Segment

ZH = "序号 姓名 供应商 城市 单价（元） 金额（万元） 产能（t） 数量 日期 订单号 电话 备注".split()
EN = "No.|Name|Supplier|City|Price (EUR)|Power [kW]|Gross kg|Qty|Date|Order|Phone|Note".split("|")
ZH_ROWS = (
    ("1", "王磊", "禾丰源粮油工贸有限公司", "上海", "12.50", "3.2", "9200", "14", "2026-05-06", "PO-2026-1234",
     "13900001111", "已付"),
    ("2", "李静", "东辽检测中心", "沈阳", "-3", "0.5", "12.75", "2026", "2026年5月", "HT20260114", "024-23231111", ""),
)  # fmt: skip
EN_ROWS = (
    ("1", "Tao Min", "Corvella Ltd", "Rome", "1085", "2450", "12.5", "300", "5 March 2026", "PO-88213",
     "+44 20 7946 0018", "see note 3"),
    ("2", "Lu Zhenguo", "Quillon Rubber Ltd", "Hamburg", "99.90", "3184", "0.75", "7", "2026-03-05", "90417H",
     "", "due"),
)  # fmt: skip


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], times: int = 1) -> list[Segment]:
    texts = ["\t".join(row) for row in rows] * times
    return [
        Segment("台账", "file_name", "file name", "title"),
        *(Segment(text, "table", f"A{i}", "row", 1, Cells(text, tuple(headers))) for i, text in enumerate(texts)),
        Segment("王磊 told Tao Min", "body", "¶1"),
    ]


def read(segments: list[Segment]) -> tuple[Mention, ...]:
    problems: list[object] = []
    found, _ = extract._recognised(segments, problems, lambda *_: None)  # type: ignore[arg-type]
    assert not problems
    return found


@pytest.mark.parametrize(("headers", "rows"), [(ZH, ZH_ROWS), (EN, EN_ROWS)], ids=["zh", "en"])
def test_a_long_table_gives_what_its_rows_give(
    headers: Sequence[str], rows: Sequence[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    segments = table(headers, rows, times=3)
    by_rows = read(segments)
    monkeypatch.setattr(columns, "LONG_ROWS", 4)
    assert read(segments) == by_rows
    assert {"money", "quantity", "date", "contact", "organisation", "person"} <= {each.kind for each in by_rows}


def test_a_value_of_a_long_table_is_asked_about_once_and_found_wherever_it_stands() -> None:
    segments = table(ZH, ZH_ROWS, times=columns.LONG_ROWS)
    assert len(columns.apart(segments).segments) < 30
    found = {each.segment for each in read(segments) if each.norm == "东辽检测中心"}
    assert sorted(found) == list(range(2, 2 * columns.LONG_ROWS + 1, 2))


def test_a_short_table_is_read_row_by_row() -> None:
    segments = table(ZH, ZH_ROWS)
    assert columns.apart(segments).segments == segments


HEADERS = [*ZH, *EN, "", "重量(kg)", "合同额（亿元）", "year", "编号", "Amount ('000 USD)", "占比（%）", "温度（°C）"]


@pytest.mark.parametrize("unit", ["", "万元", "t", "USD"])
@pytest.mark.parametrize("header", HEADERS)
def test_a_plain_number_says_in_its_column_what_the_scan_of_its_row_says(header: str, unit: str) -> None:
    reads = claims.bare_number(header, unit)
    recognizers = [each for each in registry.recognizers() if set(each.kinds) & set(claims.ORDER)]
    for number in ("7", "14", "2026", "1085", "0.5", "12.50", "3184", "123456", "99.125", "-3", "-12.5", "5000", "0"):
        caption = [Segment(f"单位：{unit}", "body", "¶1")] if unit else []
        row = Segment(f"{number}\t", "table", "A1", "row", 1, Cells(f"{number}\t", (header,)))
        spans = [span for each in recognizers for span in each.find([*caption, row])[-1]]
        if reads is not None:
            bare = reads(number)
            assert bare is not None
            assert [(s.kind, s.norm, s.confidence) for s in spans] == ([bare] if bare[1] else [])


@pytest.mark.parametrize("text", ["2026.05", "1234567", "13900001111", "1,260", "12%", "3月", "12 t", "007", "1.", ""])
def test_what_may_be_more_than_a_number_is_left_to_the_recognizers(text: str) -> None:
    reads = claims.bare_number("数量", "")
    assert reads is not None
    assert reads(text) is None


@pytest.mark.parametrize("header", ["电话", "Phone", "订单号", "Lot", "型号", "Serial no."])
def test_no_number_is_plain_under_phones_and_codes(header: str) -> None:
    assert claims.bare_number(header, "") is None


@pytest.mark.parametrize(("header", "value"), [("密级", "内部"), ("Class", "CONFIDENTIAL")], ids=["zh", "en"])
def test_a_long_table_s_column_of_grades_is_no_marking_below_its_first_rows(header: str, value: str) -> None:
    segments = table(("姓名", header), [("王磊", value)], times=columns.LONG_ROWS)
    assert not [each for each in read(segments) if each.kind == "marking" and each.segment > 5]


def test_a_bare_name_column_is_one_of_persons_beside_telephones_in_a_long_table_too() -> None:
    rows = [(f"{family}小鹭", "13900001111") for family in "王李张刘陈"]
    found = read(table(("名称", "电话"), rows, times=columns.LONG_ROWS))
    assert {each.norm for each in found if each.kind == "person" and each.evidence == "column"} >= {"王小鹭", "陈小鹭"}
