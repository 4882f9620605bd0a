"""What the identifier recognizer finds, and what it must leave alone."""

from __future__ import annotations

import pytest

from extractors.recognizers.identifier import (
    RECOGNIZER,
    container_valid,
    credit_code_valid,
    id_card_valid,
    imo_valid,
    luhn_valid,
)
from tests.extractors.keytables import norms

HITS = [
    ("SN-26-0113-T", "sn260113t"),
    ("报告号SN260113T，", "sn260113t"),
    ("SN 26 0113 T", "sn260113t"),
    ("sn260113t", "sn260113t"),
    ("MD-3307-B2", "md3307b2"),
    ("MD3307B2二月底冻结", "md3307b2"),
    ("drawing MD 3307 B2, have", "md3307b2"),
    ("ＭＤ３３０７Ｂ２", "md3307b2"),
    ("PO 7741-A", "po7741a"),
    ("订单PO7741A", "po7741a"),
    ("PO-7741-A", "po7741a"),
    ("TS118 R4", "ts118"),
    ("Specification VG-PS 31, revision 6", "vgps31"),
    ("TS-118 revision 4", "ts118"),
    ("our TS 118", "ts118"),
    ("KX500-2291~2296", "2291..2296"),
    ("KX500-2291~2296", "kx500"),
    ("Nos. 2291 to 2296 left", "2291..2296"),
    ("铭牌从2291连到2296", "2291..2296"),
    ("编号2291至2296", "2291..2296"),
    ("serials 2291-96", "2291..2296"),
    ("KX 500 in one go", "kx500"),
    ("plates read 4471, 4472, 4473 and 4474, the maker's", "4471..4474"),
    ("four of them, 60218 to 60221, tested", "60218..60221"),
    ("four of them, 60218 through 60221, tested", "60218..60221"),
    ("铭牌4411一路排到4418，挪威字", "4411..4418"),
    ("箱面喷“丙-03”", "丙03"),
    ("2KXR7 again", "2kxr7"),
    ("琼检〔2026〕1187", "琼检〔2026〕1187号"),
    ("KJ-17", "kj17"),
    ("RX-40C", "rx40c"),
    ("XR 70/90", "xr7090"),
    ("XR7090", "xr7090"),
    ("炉号C-6619", "c6619"),
    ("合同编号：HT-2026-0113", "ht20260113"),
    ("合同号 20260113", "20260113"),
    ("Contract No. 2026/0113", "20260113"),
    ("Lot 58A-12", "58a12"),
    ("batch no. 7741", "7741"),
    ("图号 A3-0451", "a30451"),
    ("tender ref: TX-2026-88", "tx202688"),
    ("国发〔2026〕3号", "国发〔2026〕3号"),
    ("国发[2026]3号", "国发〔2026〕3号"),
    ("国发（2026）3号", "国发〔2026〕3号"),
    ("根据国发【2026】3号", "国发〔2026〕3号"),
    ("（2026）京01民初123号", "〔2026〕京01民初123号"),
    ("GB/T 12345-2020", "std:gbt123452020"),
    ("ISO 9001", "std:iso9001"),
    ("Regulation (EU) 2023/1230", "std:eu20231230"),
    ("DL/T 860", "std:dlt860"),
    ("IEC 61850-9-2", "std:iec6185092"),
    ("11010519491231002X", "11010519491231002x"),
    ("91350100M000100Y43", "91350100m000100y43"),
    ("6222 0212 3456 7894", "6222021234567894"),
    ("苏B12345", "苏b12345"),
    ("苏B·12345", "苏b12345"),
    ("沪AD12345", "沪ad12345"),
    ("服务器10.20.30.40", "ip:10.20.30.40"),
    ("31.2345, 121.4737", "geo:31.235,121.474"),
    ("31°14′N 121°28′E", "geo:31.233,121.467"),
    ("北纬31.25°，东经121.5°", "geo:31.250,121.500"),
    ("https://www.example.org/a/B2", "url:example.org/a/b2"),
    ("IMO 9074729", "imo9074729"),
    ("IMO9074729", "imo9074729"),
    ("CSQU3054383", "csqu3054383"),
    ("CSQU 305438-3", "csqu3054383"),
    ("C-31", "c31"),
    ("F17", "f17"),
    ("晋能源发〔2025〕第33号", "晋能源发〔2025〕33号"),
    ("按财建﹝2024﹞101号执行", "财建〔2024〕101号"),
    ("工信部联原【2023】88 号", "工信部联原〔2023〕88号"),
    ("银保监发〔2022〕3號", "银保监发〔2022〕3号"),
    ("国务院令第708号", "国务院令708号"),
    ("科技部公告2025年第7号", "科技部公告〔2025〕7号"),
    ("海关总署公告（2024年第12号）", "海关总署公告〔2024〕12号"),
    ("P.O. No. 45-00087213", "4500087213"),
]

MISSES = [
    "Copyright 2002-2008 Vela Trust",
    "University of Delaware 1992-2009",
    "in 2024 and 2025",
    "4200 to 4300 t",
    "from 1250 to 1270 a month",
    "价格4211到4311元",
    "4211 to 4311 pallets",
    "5400 to 5600",
    "option GBP 3.8m",
    "2026-05-06",
    "5月6日",
    "199-0000-2718",
    "0510-8000-4432",
    "2450kVA",
    "58 t",
    "180kg",
    "3,184 sets",
    "412.50元",
    "EUR 1,085",
    "USD 500",
    "PM2.5",
    "CO2",
    "COVID-19",
    "A4",
    "B2B",
    "UTF-8",
    "MP3",
    "SHA256",
    "H264",
    "G20",
    "Windows 11",
    "May 2026",
    "Q2 2026",
    "H1",
    "v1.2.3",
    "version 10.20.30.40",
    "Expo2026",
    "in 2026",
    "page 312",
    "Table 12",
    "12 months",
    "1st",
    "2nd",
    "5G",
    "3D",
    "10k",
    "90%",
    "11:30",
    "14:00",
    "7-4",
    "1/2",
    "70/90",
    "the secret",
    "一千二百",
    "十二台",
    "ANNUAL PLAN 2026",
    "Building 3",
    "Room 12",
    "three 2026 plans",
    "report 2026",
    "pp. 229-296",
    "IMO 9074728",
    "500-600 people",
    "2026-2030",
    "two-thirds",
    "M and 07",
    "命令第3号",
    "公告第5号",
    "口令第2号位",
    "P.O. box below",
]


@pytest.mark.parametrize(("text", "norm"), HITS)
def test_identifier_is_found_under_its_norm(text: str, norm: str) -> None:
    assert norm in norms(RECOGNIZER, text)


@pytest.mark.parametrize("text", MISSES)
def test_what_only_looks_like_a_identifier_is_left_alone(text: str) -> None:
    assert norms(RECOGNIZER, text) == []


@pytest.mark.parametrize(
    ("text", "header", "norm"),
    [
        ("A-02", "内控号", "a02"),
        ("M-07", "编号", "m07"),
        ("C-31", "委托代号 Sender code", "c31"),
        ("7741", "Order", "7741"),
        ("TS118 R4（客户自带）", "规范 Spec", "ts118"),
        ("KX500-2291~2296", "编号 Serial/Lot", "2291..2296"),
        ("XR 70/90", "规格", "xr7090"),
    ],
)
def test_a_column_of_codes_holds_identifiers(text: str, header: str, norm: str) -> None:
    assert norm in norms(RECOGNIZER, text, header)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("12", "序号"),
        ("1", "No."),
        ("2,371", "主力型号均价（元）"),
        ("180kg桶", "规格"),
        ("58 t", "型号"),
        ("通用", "规范 Spec"),
    ],
)
def test_a_column_of_counts_or_prices_holds_none(text: str, header: str) -> None:
    assert norms(RECOGNIZER, text, header) == []


def test_checksums_tell_a_registered_number_from_its_neighbour() -> None:
    assert id_card_valid("11010519491231002X")
    assert not id_card_valid("110105194912310021")
    assert credit_code_valid("91350100M000100Y43")
    assert not credit_code_valid("91350100M000100Y44")
    assert luhn_valid("4111111111111111")
    assert not luhn_valid("4111111111111112")
    assert imo_valid("9074729")
    assert not imo_valid("9074728")
    assert container_valid("CSQU3054383")
    assert not container_valid("CSQU3054384")


def test_two_years_of_a_life_are_no_serials() -> None:
    assert not norms(RECOGNIZER, "The painter (1878–1898) and the firm (1897–1990) were known.")
    assert norms(RECOGNIZER, "The plates 1878, 1879 and 1880 were read.") == ["1878..1880"]
