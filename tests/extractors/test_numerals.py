"""Numbers in digits, Chinese numerals and English words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import chinese, english, numbers, parse, plain

HITS = [
    ("一千一百四十六", "1146"),
    ("两万六千", "26000"),
    ("九千二百", "9200"),
    ("十万零四千", "104000"),
    ("二〇二六", "2026"),
    ("二零二六", "2026"),
    ("三千八百六十万", "38600000"),
    ("两点五亿", "250000000"),
    ("廿三", "23"),
    ("卅", "30"),
    ("卅六", "36"),
    ("壹佰贰拾叁", "123"),
    ("壹仟贰佰陆拾", "1260"),
    ("四千二", "4200"),
    ("一万二", "12000"),
    ("三百五", "350"),
    ("两千零五", "2005"),
    ("三亿五千万", "350000000"),
    ("一万二千亿", "1200000000000"),
    ("十", "10"),
    ("十一", "11"),
    ("二十三", "23"),
    ("一百零八", "108"),
    ("七点八", "7.8"),
    ("三点一四", "3.14"),
    ("一百一十", "110"),
    ("兩萬", "20000"),
    ("零", "0"),
    ("九", "9"),
    ("一〇八", "108"),
    ("3.5万", "35000"),
    ("10万零4千", "104000"),
    ("5万6千", "56000"),
    ("1,260", "1260"),
    ("1 260", "1260"),
    ("1\u00a0260\u00a0000", "1260000"),
    ("1.260,00", "1260"),
    ("412,50", "412.5"),
    ("41.6", "41.6"),
    ("12万", "120000"),
    ("1'260", "1260"),
    ("12,34,567", "1234567"),
    ("eleven hundred and forty-six", "1146"),
    ("six", "6"),
    ("twenty-four", "24"),
    ("a dozen", "12"),
    ("two dozen", "24"),
    ("three thousand one hundred and eighty-four", "3184"),
    ("11.4 million", "11400000"),
    ("two and a half", "2.5"),
    ("3k", "3000"),
    ("5 bn", "5000000000"),
    ("a hundred", "100"),
    ("Ninety", "90"),
    ("two million", "2000000"),
    ("twelve hundred", "1200"),
]
MISSES = [
    "",
    "abc",
    "百",
    "千万",
    "万一",
    "三四百",
    "三四",
    "五一",
    "数十万",
    "几百",
    "第十五",
    "twenty-fourth",
    "ones",
    "tents",
    "RX40",
    "v2",
    "1,2,3",
    "1.2.3",
    "点五",
    "三点",
    "百分之七",
    "and",
    "a",
    "million",
    "hundred and",
    "half",
    "一样",
    "两两",
    "12 34",
    "--",
    "1146 people",
    "six sets",
    "2026-05",
    "1/2",
    "ten-nine",
    "two three",
    "九百九十九台",
    "台",
    "〇年",
    "a ten",
]


@pytest.mark.parametrize(("text", "value"), HITS)
def test_a_number_is_read_whatever_its_writing(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text", MISSES)
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert parse(text) is None


def test_a_multiplier_that_belongs_to_the_unit_is_left_to_it() -> None:
    assert [plain(found.value) for found in numbers("二千四百五十千伏安，45千瓦，三千克")] == ["2450", "45", "3"]


def test_plain_writes_equal_values_alike() -> None:
    assert plain(Decimal("412.50")) == plain(Decimal("412.5")) == "412.5"
    assert plain(Decimal("1E+3")) == plain(Decimal(1000)) == "1000"


def in_chinese(number: int) -> str:
    """Write a number in Chinese, as a person would."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for size, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return in_chinese(head) + name + gap + (in_chinese(rest) if rest else "")
    raise AssertionError


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert chinese(in_chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([",", " ", "\u00a0", "'"]))
def test_grouped_digits_are_read_back(number: int, separator: str) -> None:
    assert parse(f"{number:,}".replace(",", separator)) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=99))
def test_mixed_writings_are_read_back(whole: int, part: int) -> None:
    value = Decimal(f"{whole}.{part:02}")
    assert parse(f"{value}万") == value * 10000
    assert parse(f"{value} million") == value * 10**6


ONES = str.split(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")


def in_english(number: int) -> str:
    if number < 20:
        return ONES[number - 1]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if rest and rest < 100 else " "
            return f"{in_english(head)} {name}" + (joint + in_english(rest) if rest else "")
    raise AssertionError


@given(st.integers(min_value=1, max_value=999_999_999))
def test_english_words_are_read_back(number: int) -> None:
    assert english(in_english(number)) == number
    assert parse(in_english(number)) == number


@pytest.mark.parametrize("unit", ["7", "一", "一千", "one ", "1,", "1 ", "十", "twenty-", "a", "1.", "百分之"])
def test_a_long_line_of_one_thing_is_read_in_the_end(unit: str) -> None:
    assert numbers(unit * (60_000 // len(unit))) is not None
