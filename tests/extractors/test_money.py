"""What the money recognizer finds, and what it must leave alone."""

from __future__ import annotations

import pytest

from extractors.recognizers.money import RECOGNIZER
from tests.extractors.keytables import norms

HITS = [
    ("1085欧", "1085 EUR"),
    ("EUR 1,085 apiece", "1085 EUR"),
    ("€1,085", "1085 EUR"),
    ("1.085,00 €", "1085 EUR"),
    ("1 085 euros", "1085 EUR"),
    ("三千八百六十万元", "38600000 CNY"),
    ("3860万元", "38600000 CNY"),
    ("0.386亿元", "38600000 CNY"),
    ("RMB 38.6 million", "38600000 CNY"),
    ("CNY 38.6m", "38600000 CNY"),
    ("¥38,600,000", "38600000 CNY"),
    ("人民币3860万", "38600000 CNY"),
    ("38.6 million yuan", "38600000 CNY"),
    ("412.50元/套", "412.5 CNY"),
    ("412.5元", "412.5 CNY"),
    ("四百一十二点五元", "412.5 CNY"),
    ("EUR 11.4 million", "11400000 EUR"),
    ("1140万欧元", "11400000 EUR"),
    ("€11.4m", "11400000 EUR"),
    ("$3.2M", "3200000 USD"),
    ("US$ 3.2 million", "3200000 USD"),
    ("320万美元", "3200000 USD"),
    ("3.2 million dollars", "3200000 USD"),
    ("£5k", "5000 GBP"),
    ("5000英镑", "5000 GBP"),
    ("港币 2,000", "2000 HKD"),
    ("HK$2,000", "2000 HKD"),
    ("两千港元", "2000 HKD"),
    ("120亿日元", "12000000000 JPY"),
    ("JPY 12bn", "12000000000 JPY"),
    ("3–5万元", "30000 CNY"),
    ("3–5万元", "50000 CNY"),
    ("EUR 3–5 million", "5000000 EUR"),
    ("约8000块钱", "8000 CNY"),
    ("两千万元", "20000000 CNY"),
    ("一百多万元", "1000000 CNY"),
    ("１２８０元", "1280 CNY"),
    ("壹佰贰拾元整", "120 CNY"),
    ("SEK 450,000", "450000 SEK"),
    ("450 000 SEK", "450000 SEK"),
    ("CHF 12.80", "12.8 CHF"),
    ("46元改为52元", "52 CNY"),
    ("6,980元/吨", "6980 CNY"),
    ("Rs 12,34,567", "1234567 INR"),
    ("5亿美元", "500000000 USD"),
    ("eleven million euros", "11000000 EUR"),
]

MISSES = [
    "3184套",
    "2450kVA",
    "5月6日",
    "元旦",
    "2026元旦",
    "三元里",
    "多元化",
    "1欧洲",
    "12欧洲国家",
    "一元化",
    "第三美元指数",
    "won 3 matches",
    "he won 12 games",
    "5 m long",
    "10k run",
    "KX500",
    "199-0000-2718",
    "5 million people",
    "百分之七",
    "圆桌",
    "3圆桌",
    "£",
    "EUR",
    "人民币",
    "美元",
    "€",
    "USD exchange",
    "3 boats",
    "12 pounds of flour",
    "1,085 sets",
    "412.50",
    "四成二",
    "5镑重",
    "三圆形",
    "R4",
    "A$AP",
    "12元素",
    "5元老",
    "H2 2026",
    "2026年",
    "2 francisco",
]


@pytest.mark.parametrize(("text", "norm"), HITS)
def test_money_is_found_under_its_norm(text: str, norm: str) -> None:
    assert norm in norms(RECOGNIZER, text)


@pytest.mark.parametrize("text", MISSES)
def test_what_only_looks_like_a_money_is_left_alone(text: str) -> None:
    assert norms(RECOGNIZER, text) == []


@pytest.mark.parametrize(
    ("text", "header", "norm"),
    [
        ("5,370", "合同额（万元）", "53700000 CNY"),
        ("412.5", "主力型号均价（元）", "412.5 CNY"),
        ("1,085", "Price (EUR)", "1085 EUR"),
        ("11.4", "Capex [EUR million]", "11400000 EUR"),
        ("3.2", "金额（亿美元）", "320000000 USD"),
        ("1,085", "单价（欧元/台）", "1085 EUR"),
        ("38.6", "Amount (RMB million)", "38600000 CNY"),
        ("9,800", "半天价（元）", "9800 CNY"),
        ("12", "金额（千元）", "12000 CNY"),
    ],
)
def test_a_bare_cell_takes_the_currency_of_its_header(text: str, header: str, norm: str) -> None:
    assert norms(RECOGNIZER, text, header) == [norm]


@pytest.mark.parametrize(
    ("text", "header"),
    [("5,370", "数量"), ("面议", "均价（元）"), ("5,370", "重量（万吨）"), ("见订单 218 号", "合同额（万元）")],
)
def test_a_cell_without_amount_or_currency_is_no_money(text: str, header: str) -> None:
    assert norms(RECOGNIZER, text, header) == []
