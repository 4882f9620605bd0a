"""What the date recognizer finds, and what it must leave alone."""

from __future__ import annotations

import pytest

from extractors.recognizers.date import RECOGNIZER
from tests.extractors.keytables import norms

HITS = [
    ("2026-05-06", "2026-05-06"),
    ("2026/5/6", "2026-05-06"),
    ("2026.05.06", "2026-05-06"),
    ("20260506", "2026-05-06"),
    ("2026年5月6日", "2026-05-06"),
    ("二〇二六年五月六日", "2026-05-06"),
    ("二零二六年五月六日", "2026-05-06"),
    ("5月6日", "--05-06"),
    ("五月六日送电", "--05-06"),
    ("五月六号", "--05-06"),
    ("6 May", "--05-06"),
    ("May 6", "--05-06"),
    ("6th of May", "--05-06"),
    ("May 6, 2026", "2026-05-06"),
    ("6 May 2026", "2026-05-06"),
    ("06.05.2026", "2026-05-06"),
    ("on 4/17", "--04-17"),
    ("（4/17更新）", "--04-17"),
    ("4/17前", "--04-17"),
    ("18 June", "--06-18"),
    ("六月十八日前", "--06-18"),
    ("no later than 30 November", "--11-30"),
    ("赶不上十一月三十日", "--11-30"),
    ("Nov 30th", "--11-30"),
    ("去年十一月", "--11"),
    ("Q2", "--Q2"),
    ("二季度", "--Q2"),
    ("2026年第二季度", "2026-Q2"),
    ("Q2 2026", "2026-Q2"),
    ("上半年", "--H1"),
    ("H1 2026", "2026-H1"),
    ("第16周", "--W16"),
    ("week 16", "--W16"),
    ("KW 16", "--W16"),
    ("五月上旬", "--05-01/--05-10"),
    ("五月中旬", "--05-11/--05-20"),
    ("四月底", "--04-21/--04-30"),
    ("十月下旬", "--10-21/--10-31"),
    ("mid-June", "--06-11/--06-20"),
    ("late May", "--05-21/--05-31"),
    ("early March 2026", "2026-03-01/2026-03-10"),
    ("9月7日—21日", "--09-07/--09-21"),
    ("9月7日至9月21日", "--09-07/--09-21"),
    ("4月27日至30日", "--04-27/--04-30"),
    ("4/7–4/17", "--04-07/--04-17"),
    ("2 and 3 April", "--04-02/--04-03"),
    ("7–21 September", "--09-07/--09-21"),
    ("2026年5月", "2026-05"),
    ("May 2026", "2026-05"),
    ("in March", "--03"),
    ("六月以前", "--06"),
    ("before 2028", "2028"),
    ("2028年", "2028"),
    ("５月６日", "--05-06"),
    ("20 January 2027", "2027-01-20"),
    ("截至四月三日", "--04-03"),
]

MISSES = [
    "1/2",
    "1/2 cup",
    "3/4 inch",
    "7-4",
    "seven votes to four",
    "1.2.3",
    "v2026.1",
    "3:2",
    "二月兰",
    "五月花号",
    "七月流火",
    "农历五月初五",
    "十月革命",
    "12个月",
    "三个月",
    "70/90",
    "XR 70/90",
    "199-0000-2718",
    "0510-8000-4432",
    "GB/T 12345-2020",
    "国发〔2026〕3号",
    "2026 sets",
    "3184套",
    "may be late",
    "March forward",
    "she may come",
    "2026-13-40",
    "32/13/2026",
    "13月5日",
    "2月30日",
    "31 February",
    "Mayor 6",
    "二千零二十六",
    "Section 5.6",
    "192.168.5.6",
    "5月饼",
    "一二三",
    "7/2x",
    "24/7 support",
    "km/h 4/s",
    "Junes",
    "Decor",
    "Septa",
    "PO 7741-A",
    "SN-26-0113-T",
    "Augustus",
    "Marchesi",
    "1/3",
    "Octopus 3",
]


@pytest.mark.parametrize(("text", "norm"), HITS)
def test_date_is_found_under_its_norm(text: str, norm: str) -> None:
    assert norm in norms(RECOGNIZER, text)


@pytest.mark.parametrize("text", MISSES)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert norms(RECOGNIZER, text) == []


@pytest.mark.parametrize(
    ("text", "header", "norm"),
    [
        ("4/8", "到港/到厂 ETA", "--04-08"),
        ("3/29 上海港", "ETA", "--03-29"),
        ("1/2", "Date", "--01-02"),
        ("4/20–5/15", "Slot", "--04-20/--05-15"),
    ],
)
def test_a_column_of_dates_makes_a_fraction_a_day(text: str, header: str, norm: str) -> None:
    assert norms(RECOGNIZER, text, header) == [norm]
