"""What the quantity recognizer finds, and what it must leave alone."""

from __future__ import annotations

import pytest

from extractors.model import Cell, Segment
from extractors.recognizers.quantity import RECOGNIZER
from tests.extractors.keytables import norms

HITS = [
    ("二千四百五十千伏安", "2450 kVA"),
    ("2450kVA的新变压器", "2450 kVA"),
    ("2.45 MVA", "2450 kVA"),
    ("三千一百八十四套", "3184 count"),
    ("二期六千二百万，", "62000000 count"),
    ("a floor of 31k; we said", "31000 count"),
    ("not above 38.6 ms", "0.0386 s"),
    ("3,184 cycloid sets", "3184 count"),
    ("一千一百四十六人", "1146 count"),
    ("staff of 1,146 people", "1146 count"),
    ("月产两万六千套", "26000 count"),
    ("十万零四千台", "104000 count"),
    ("10.4万台", "104000 count"),
    ("四成二给了", "42 %"),
    ("百分之七", "7 %"),
    ("7 % of them", "7 %"),
    ("九成", "90 %"),
    ("压到十一分半", "690 s"),
    ("in 11 min 30 s", "690 s"),
    ("11.5分钟", "690 s"),
    ("两千一百五十小时", "2150 h"),
    ("累计2,150 h", "2150 h"),
    ("一个半小时", "5400 s"),
    ("90 minutes", "5400 s"),
    ("0.6弧分", "0.6 arcmin"),
    ("lost motion 0.6 arcmin", "0.6 arcmin"),
    ("±535千伏", "535000 V"),
    ("535 kV line", "535000 V"),
    ("9200吨", "9200 t"),
    ("九千二百吨上下", "9200 t"),
    ("9.2 kt", "9200 t"),
    ("0.92万吨", "9200 t"),
    ("50万吨/年", "500000 t"),
    ("500 kt/a", "500000 t"),
    ("12万千瓦", "120000 kW"),
    ("120 MW", "120000 kW"),
    ("0.12 GW", "120000 kW"),
    ("3.5亿千瓦时", "350000000 kWh"),
    ("350 GWh", "350000000 kWh"),
    ("2.5 µm", "2.5 µm"),
    ("2.5 μm", "2.5 µm"),
    ("2.5微米", "2.5 µm"),
    ("0.0025 mm", "2.5 µm"),
    ("七点八公里", "7800 m"),
    ("7.8 km", "7800 m"),
    ("约1,900平方米", "1900 m2"),
    ("1900㎡", "1900 m2"),
    ("1,900 m2", "1900 m2"),
    ("0.19 ha", "1900 m2"),
    ("30亩", "20000 m2"),
    ("2公顷", "20000 m2"),
    ("180kg桶", "180 kg"),
    ("0.18吨", "180 kg"),
    ("零下四十度左右", "40 °"),
    ("−40 °C", "-40 °C"),
    ("零下40℃", "-40 °C"),
    ("1,450 rpm", "1450 rpm"),
    ("1450转/分", "1450 rpm"),
    ("6.3 MPa", "6300 kPa"),
    ("63 bar", "6300 kPa"),
    ("租期六年", "72 month"),
    ("six years", "72 month"),
    ("18个月", "18 month"),
    ("一年半", "18 month"),
    ("three weeks", "21 d"),
    ("两周", "14 d"),
    ("九十天", "90 d"),
    ("eleven hundred and forty-six employees", "1146 count"),
    ("a dozen vessels", "12 count"),
    ("thirty rooms", "30 count"),
    ("nine operators", "9 count"),
    ("5–6万吨", "50000 t"),
    ("5–6万吨", "60000 t"),
    ("30至40台", "30 count"),
    ("between 30 and 40 sets", "40 count"),
    ("１，２６０台", "1260 count"),
    ("产能３１８４套", "3184 count"),
    ("壹仟贰佰陆拾台", "1260 count"),
    ("共1146，其中", "1146 count"),
    ("40 t/h", "40 t/h"),
    ("每小时40吨，即40吨/小时", "40 t/h"),
    ("3个百分点", "3 pp"),
    ("2 万 TEU", "20000 TEU"),
    ("150亿立方米", "15000000000 m3"),
]

MISSES = [
    "万一",
    "a 3k",
    "5月6日",
    "2026年",
    "2016 年",
    "始建于1968 年",
    "第15期",
    "四号炉",
    "3号楼",
    "第三次碰头",
    "Q2",
    "2026-05-06",
    "199-0000-2718",
    "0510-8000-4432",
    "KX500",
    "RX-40C",
    "KJ-17",
    "TS118",
    "MD-3307-B2",
    "1085欧",
    "412.50元/套",
    "三千八百六十万元",
    "EUR 1,085",
    "$3.2 million",
    "一些",
    "统一",
    "万一",
    "十分",
    "三亚",
    "一般",
    "第三",
    "二月兰",
    "千万别",
    "一样",
    "五一",
    "一直",
    "一起",
    "2026",
    "1998",
    "v1.2",
    "5.3条",
    "6.1 温升",
    "14:00",
    "see page 312",
    "No. 1146",
    "Room 1146",
    "Table 1146",
    "http://example.org/1146",
    "GB/T 12345-2020",
    "三分之一",
    "4/17",
    "7-4",
    "a1146b",
    "#1146",
    "一个",
    "one of them",
    "单号A1146",
    "2.2026春季学期教学指南",
    "3.2024-2025学年安排",
    "9.2026级新生名单",
]


@pytest.mark.parametrize(("text", "norm"), HITS)
def test_quantity_is_found_under_its_norm(text: str, norm: str) -> None:
    assert norm in norms(RECOGNIZER, text)


@pytest.mark.parametrize("text", MISSES)
def test_what_only_looks_like_a_quantity_is_left_alone(text: str) -> None:
    assert norms(RECOGNIZER, text) == []


@pytest.mark.parametrize(
    ("text", "header", "norm"),
    [
        ("3,184", "数量", "3184 count"),
        ("1260", "总需", "1260 count"),
        ("1146", "员工", "1146 count"),
        ("6", "数量 Qty", "6 count"),
        ("2.45", "容量（MVA）", "2450 kVA"),
        ("2450", "Power [kVA]", "2450 kVA"),
        ("0.92", "产能（万吨）", "9200 t"),
        ("2,150", "Time (h)", "2150 h"),
        ("12", "装机（万千瓦）", "120000 kW"),
        ("5.2", "份额（%）", "5.2 %"),
        ("8", "Headcount", "8 count"),
        ("655", "x", "655 count"),
    ],
)
def test_a_bare_cell_takes_the_unit_of_its_header(text: str, header: str, norm: str) -> None:
    assert norms(RECOGNIZER, text, header) == [norm]


@pytest.mark.parametrize(
    ("text", "header"), [("12", "序号"), ("2026", "Year"), ("1146", "编号"), ("5370", "合同额（万元）"), ("x", "数量")]
)
def test_a_cell_of_another_kind_of_column_is_no_quantity(text: str, header: str) -> None:
    assert norms(RECOGNIZER, text, header) == []


def test_a_caption_gives_the_unit_of_a_table_without_one() -> None:
    cells = (Cell(0, 3, "一季度"),)
    rows = [
        Segment("单位：万吨", "body", "1"),
        Segment("9.2", "table", "2", "row", 1, cells),
        Segment("9.2", "table", "3", "row", 2, cells),
    ]
    found = RECOGNIZER.find([*rows[:2], Segment("别的表", "body", "x"), rows[2]])
    assert [span.norm for span in found[1]] == ["92000 t"]
    assert [span.norm for span in found[3]] == ["9.2 count"]


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("高湿93%RH", "93 %RH"), ("rim hardness 289 HB", "289 HB"), ("镉6 mg/kg", "6 mg/kg"), ("运动黏度46 cSt",
        "46 cSt"),
        ("1.85 GBq a unit", "1850 MBq"), ("no. 1 gave 2.1 megohm", "2100000 Ω"), ("绝缘30 mΩ", "0.03 Ω"), ("500目筛",
        "500 mesh"),
        ("二十毫克/升", "20 mg/L"), ("24 VDC", "24 V"),
    ],
)  # fmt: skip
def test_what_laboratories_and_workshops_measure_has_a_unit(text: str, norm: str) -> None:
    assert norm in norms(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["2目标", "500 HBO", "4 CPs", "6 Shores"])
def test_words_that_begin_like_such_units_are_none(text: str) -> None:
    assert not {norm for norm in norms(RECOGNIZER, text) if norm.partition(" ")[2] in ("mesh", "HB", "mPa·s", "Sh")}
