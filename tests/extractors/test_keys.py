"""What makes two files' keys meet, how much a meeting tells, and which neighbours must not meet."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors import keys
from extractors.model import Cell, Kind, Segment, Span
from extractors.recognizers import contact, date, identifier, money, quantity

RECOGNIZERS = [module.RECOGNIZER for module in (contact, date, identifier, money, quantity)]


def spans(text: str) -> list[Span]:
    """Give the keys of a text; "header | cell" is a cell under its header."""
    header, bar, content = text.rpartition(" | ")
    cells = (Cell(0, len(content), header),) if bar else ()
    segment = Segment(content, "body", "x", "row" if bar else "paragraph", 1 if bar else 0, cells)
    return [span for recognizer in RECOGNIZERS for span in recognizer.find([segment])[0]]


def meets(one: str, other: str) -> float:
    """Give the weight of the best bridge between two texts."""
    return max((keys.weight(a, b) for a in spans(one) for b in spans(other)), default=0.0)


PAIRS = [
    ("SN-26-0113-T", "报告号SN260113T"),
    ("sn260113t", "SN 26 0113 T"),
    ("MD-3307-B2", "MD3307B2"),
    ("drawing MD 3307 B2,", "图纸MD3307B2二月底冻结"),
    ("PO 7741-A", "订单PO7741A"),
    ("TS118 R4", "TS-118 revision 4"),
    ("规范VG-PS31 r6", "Specification VG-PS 31, revision 6"),
    ("our TS 118", "规范 Spec | TS118 R4（客户自带）"),
    ("KX500-2291~2296", "Nos. 2291 to 2296 left"),
    ("铭牌从2291连到2296", "Nos. 2291 to 2296 left"),
    ("KX 500", "KX500-2291~2296"),
    ("XR 70/90", "XR7090"),
    ("RX-40C", "RX40C"),
    ("KJ-17", "KJ17"),
    ("ＳＮ－２６－０１１３－Ｔ", "SN260113T"),
    ("合同编号：HT-2026-0113", "HT20260113"),
    ("国发〔2026〕3号", "国发[2026]3号"),
    ("京发改（2026）88号", "京发改〔2026〕88号"),
    ("苏B12345", "苏B·12345"),
    ("CSQU 305438-3", "CSQU3054383"),
    ("IMO 9074729", "IMO9074729"),
    ("199-0000-2718", "+86 199 0000 2718"),
    ("0510-8000-4432", "051080004432"),
    ("(0510)80004432", "+86 510 8000 4432"),
    ("手机１９９００００２７１８", "0086 199 0000 2718"),
    ("+44 20 7946 0958", "+44 (0)20 7946 0958"),
    ("+1 555 234 5678", "(555) 234-5678"),
    ("Zhou.Pei@example.org", "zhou.pei@EXAMPLE.org"),
    ("AWB 784-1120-5563", "air waybill 78411205563"),
    ("DMF 41926", "DMF 041926"),
    ("1438.6兆赫已批", "频点 | 1438.6"),
    ("三千一百八十四套", "3,184 cycloid sets"),
    ("数量 | 3,184", "三千一百八十四套"),
    ("总需 | 1260", "一千二百六十台"),
    ("1,260 complete axis modules", "总需 | 1260"),
    ("员工 | 1146", "一千一百四十六人"),
    ("共1146个名额", "eleven hundred and forty-six people"),
    ("二千四百五十千伏安", "2450kVA的新变压器"),
    ("2.45 MVA", "2450 kVA"),
    ("412.50元/套", "主力型号均价（元） | 412.5"),
    ("1085欧", "EUR 1,085 apiece"),
    ("三千八百六十万元", "RMB 38.6 million"),
    ("合同额（万元） | 5,370", "5370万元"),
    ("两千一百五十小时", "累计2,150 h"),
    ("十一分半", "11 min 30 s"),
    ("九千二百吨上下", "9200吨"),
    ("±535千伏", "535 kV"),
    ("0.12 GW", "12万千瓦"),
    ("1,900平方米", "0.19 ha"),
    ("均价 | 412.5", "412.50元/套"),
    ("3184", "三千一百八十四副"),
    ("五月六日送电", "2026-05-06"),
    ("5月6日", "6 May"),
    ("赶不上十一月三十日", "no later than 30 November"),
    ("六月十八日前", "18 June 2026"),
    ("9月7日—21日", "7–21 September"),
    ("十月中旬", "10月15日"),
    ("4/20–5/15", "4月20日至5月15日"),
]
STRANGERS = [
    ("SN-26-0113-T", "SN-26-0114-T"),
    ("SN-26-0113-T", "SN-26-0113-F"),
    ("MD-3307-B2", "MD-3307-B1"),
    ("MD3307B2", "MD3308B2"),
    ("PO 7741-A", "PO 7741-B"),
    ("PO 7741-A", "PO 7742-A"),
    ("TS118", "TS119"),
    ("TS118", "TX118"),
    ("铭牌从2291连到2296", "铭牌从2297连到2303"),
    ("KX500", "KX600"),
    ("RX-40C", "RX-40D"),
    ("XR7090", "XR7091"),
    ("KJ-17", "KJ-18"),
    ("HT-2026-0113", "HT-2026-0131"),
    ("国发〔2026〕3号", "国发〔2026〕8号"),
    ("国发〔2026〕3号", "国办发〔2026〕3号"),
    ("苏B12345", "苏B12346"),
    ("CSQU3054383", "CSQU3054384"),
    ("IMO 9074729", "IMO 9074731"),
    ("199-0000-2718", "199-0000-2719"),
    ("199-0000-2718", "198-0000-2718"),
    ("0510-8000-4432", "0519-8000-4432"),
    ("0510-8000-4432", "0510-8000-2206"),
    ("+44 20 7946 0958", "+44 20 7946 0959"),
    ("zhou.pei@example.org", "zhou.mei@example.org"),
    ("三千一百八十四套", "三千一百八十五套"),
    ("3,184 sets", "3,148 sets"),
    ("1260台", "1250台"),
    ("1146人", "1164人"),
    ("412.5元", "412.6元"),
    ("412.5元", "421.5元"),
    ("1085欧", "1058欧"),
    ("1085欧", "10.85欧"),
    ("AWB 784-1120-5563", "air waybill 78411205564"),
    ("R-260412-07", "T-260412-07"),
    ("HT-2026-0113", "SN-2026-0113"),
    ("2450kVA", "2540kVA"),
    ("2450 kVA", "2450 kW"[:4] + "1 kW"),
    ("3860万元", "3680万元"),
    ("九千二百吨", "九千三百吨"),
    ("十一分半", "十一分钟"),
    ("5月6日", "5月7日"),
    ("十一月三十日", "十月三十一日"),
    ("十月中旬", "10月25日"),
    ("一千二百六十台", "一万二千六百台"),
    ("GB/T 12345-2020", "GB/T 12345-2020"),
    ("2026年", "in 2026"),
    ("2026-05-06", "2025-05-06"),
    ("第3号", "3号楼"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_writings_of_one_key_meet(one: str, other: str) -> None:
    assert meets(one, other) > 0


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_neighbours_do_not_meet(one: str, other: str) -> None:
    assert meets(one, other) == 0


ANCHORS = [
    ("identifier", "sn260113t", 0.9, 1.0),
    ("identifier", "md3307b2", 0.9, 1.0),
    ("identifier", "2291..2296", 0.95, 0.95),
    ("identifier", "ts118", 0.5, 0.7),
    ("identifier", "kj17", 0.3, 0.7),
    ("identifier", "f17", 0.3, 0.5),
    ("identifier", "b2", 0.1, 0.4),
    ("contact", "+8619900002718", 1.0, 1.0),
    ("contact", "zhou.pei@example.org", 1.0, 1.0),
    ("identifier", "lu177", 0.0, 0.05),  # an isotope, and no batch number
    ("identifier", "tc99m", 0.0, 0.05),
    ("identifier", "lu517", 0.3, 0.7),
    ("identifier", "h2417", 0.5, 0.7),
    ("identifier", "40hc", 0.0, 0.05),
    ("identifier", "40hd", 0.2, 0.5),
    ("quantity", "132000 V", 0.0, 0.05),  # a nominal voltage
    ("quantity", "137000 V", 0.5, 0.8),
    ("quantity", "12.192 m", 0.0, 0.15),  # forty feet
    ("quantity", "12.193 m", 0.8, 1.0),
    ("quantity", "508000 µm", 0.0, 0.3),  # twenty inches
    ("quantity", "204 month", 0.0, 0.05),  # seventeen years
    ("quantity", "145 month", 0.15, 0.5),
    ("quantity", "604800 s", 0.0, 0.05),  # a week
    ("quantity", "365 d", 0.0, 0.05),
    ("quantity", "365 count", 0.0, 0.05),
    ("quantity", "367 count", 0.2, 0.6),
    ("quantity", "1920 count", 0.0, 0.05),
    ("quantity", "594000 µm", 0.0, 0.05),
    ("quantity", "595000 µm", 0.3, 0.9),
    ("quantity", "367 d", 0.2, 0.7),
    ("contact", "info@example.org", 0.1, 0.5),
    ("contact", "group@example.org", 0.0, 0.0),
    ("contact", "all-members@example.org", 0.0, 0.0),
    ("contact", "allan.lister@example.org", 1.0, 1.0),
    ("quantity", "3184 count", 0.7, 0.8),
    ("quantity", "1260 count", 0.45, 0.55),
    ("money", "412.5 CNY", 0.7, 0.8),
    ("quantity", "2450 kVA", 0.6, 0.75),
    ("quantity", "1146 count", 0.65, 0.75),
    ("quantity", "600 count", 0.0, 0.05),
    ("money", "2000 USD", 0.0, 0.05),
    ("money", "2600 USD", 0.2, 0.4),
    ("quantity", "300 kVA", 0.1, 0.4),
    ("quantity", "14 count", 0.0, 0.08),
    ("quantity", "100 %", 0.0, 0.0),
    ("quantity", "42 %", 0.0, 0.1),
    ("date", "2026-05-06", 0.15, 0.25),
    ("date", "--05-06", 0.15, 0.15),
    ("date", "--11", 0.02, 0.02),
    ("date", "2026", 0.0, 0.0),
    ("document", "std:iso9001", 0.0, 0.0),
    ("document", "国发〔2026〕3号", 0.0, 0.1),
    ("identifier", "url:miit.gov.cn/x", 0.0, 0.0),
    ("identifier", "url:news.example.com/2026/04/valves.html", 0.0, 0.0),
    ("identifier", "url:github.com/lin/tools/compare/main...next", 0.0, 0.0),
    ("identifier", "url:docs.google.com/document/d/1bkx8/edit", 0.7, 0.9),
    ("identifier", "url:lumei.feishu.cn/docx/ab12", 0.7, 0.9),
    ("identifier", "url:docs.qq.com/sheet/dwgf2", 0.7, 0.9),
    ("identifier", "url:pan.baidu.com/s/1kd92", 0.7, 0.9),
    ("identifier", "url:feishu.cn/product", 0.0, 0.0),
    ("identifier", "url:nas01:5000/share/7", 0.2, 0.4),
    ("identifier", "url:wiki.huaxin.local/p/81", 0.2, 0.4),
    ("identifier", "url:10.0.3.8/share/7", 0.2, 0.4),
    ("identifier", "url:docs.google.com/", 0.0, 0.0),
    ("organisation", "砺衡", 0.0, 0.0),
]


@pytest.mark.parametrize(("kind", "norm", "low", "high"), ANCHORS)
def test_rarity_stands_where_chance_puts_it(kind: Kind, norm: str, low: float, high: float) -> None:
    assert low <= keys.rarity(kind, norm) <= high


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["count", "kVA", "CNY", "%", "t", "h"]))
def test_rarity_is_a_chance(value: int, unit: str) -> None:
    assert 0.0 <= keys.rarity("quantity", f"{value} {unit}") <= 1.0


@given(st.integers(min_value=101, max_value=99999), st.integers(min_value=1, max_value=4))
def test_rounding_never_makes_a_number_rarer(value: int, places: int) -> None:
    rounded = round(value, -places)
    if rounded >= 100 and not re.fullmatch("19..|20..", str(rounded)) and not re.fullmatch("19..|20..", str(value)):
        assert keys.rarity("quantity", f"{rounded} kW") <= keys.rarity("quantity", f"{value} kW") + 0.05


@given(st.from_regex(r"[a-z]{1,3}[0-9]{2,8}", fullmatch=True), st.sampled_from("123456789"))
def test_a_longer_code_is_no_less_rare(code: str, digit: str) -> None:
    assert keys.rarity("identifier", code + digit) >= keys.rarity("identifier", code)


@given(st.text(max_size=40) | st.from_regex(r"https://[a-z]{2,9}\.(com|cn)/[a-z0-9./?=-]{0,20}", fullmatch=True))
@example("https://github.com/lin/tools/compare/main...next")
def test_any_text_has_keys_with_forms_and_none_fails(text: str) -> None:
    for span in spans(text):
        assert keys.same(span, span) == 1.0
        assert all(0 < factor <= 1 for _, factor in keys.forms(span))
        assert 0 <= keys.rarity(span.kind, span.norm) <= 1


@pytest.mark.parametrize("norm", ["1200..1400 t", "1200/1400 t", "12000-14000 t", "1350..1400 CNY"])
def test_a_span_of_amounts_has_its_form(norm: str) -> None:
    assert keys.variants(Span(0, 0, "quantity", norm, 1.0, "pattern")) == ((f"#{norm.split(maxsplit=1)[0]}", 0.8),)


def test_same_is_symmetric() -> None:
    found = [span for text, _ in PAIRS for span in spans(text)]
    assert all(keys.same(a, b) == keys.same(b, a) for a in found for b in found)


@pytest.mark.parametrize("norm", [
    "ip68", "ipx7", "dn100", "pn16", "m12", "m16x60", "q235b", "hrb400", "304", "316l", "c30", "a4", "e27", "rj45",
    "cat6", "rs485", "usb30", "f28", "1080p", "h264", "ddr4",
])  # fmt: skip
def test_classes_of_standards_join_nobody(norm):
    assert keys.rarity("identifier", norm) <= 0.02


@pytest.mark.parametrize("norm", ["ip6843", "q318", "m350", "c317", "dn20473", "kx318", "hrb4173", "e2417"])
def test_codes_that_look_like_classes_of_standards_join(norm):
    assert keys.rarity("identifier", norm) > 0.2


@pytest.mark.parametrize(("common", "rare"), [
    ("16000 MB", "318400 MB"), ("300000 µm", "843000 µm"), ("2000 µm", "12730 µm"), ("220 V", "317 V"),
    ("380 V", "4318 V"),
])  # fmt: skip
def test_sizes_that_everybody_states_join_less_than_measures_of_one_s_own(common, rare):
    assert keys.rarity("quantity", common) < 0.2 < keys.rarity("quantity", rare)


def test_a_reading_that_is_taken_for_a_code_weighs_as_a_measure():
    assert keys.rarity("identifier", "4000ntu") < 0.2 < keys.rarity("identifier", "ntu40173")
