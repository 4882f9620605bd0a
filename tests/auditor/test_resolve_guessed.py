"""Letters and words that only capitals speak for join the one sure name beside them; numbers their member."""

from __future__ import annotations

import pytest

from auditor.resolving import guessed
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


@pytest.mark.parametrize(
    ("letters", "full", "expected"),
    [
        ("HVT", "Hoogevliet Transport BV", True),  # Hooge-vliet
        ("WDL", "Westerdam Logistics BV", True),
        ("KGS", "Kroonberg Shipping AS", True),
        ("BMH", "Bramholt Marine Hydraulics Ltd", True),
        ("HULG", "Harbour Users Liaison Group", True),
        ("BVS", "Bergenvliet Stores", True),
        ("SQT", "Silver Quay Terminal", True),
        ("LKD", "Lindekerk Drives AB", True),
        ("NDM", "Noorddam Metaal NV", True),
        ("ABX", "Amberfield Castings", False),
        ("HVS", "Hoogevliet Transport BV", False),  # ends otherwise
        ("TVH", "Hoogevliet Transport BV", False),  # begins otherwise
        ("HOT", "Hoogevliet Transport BV", False),  # a vowel begins no part
        ("RDS", "Resident Deaths", False),
        ("HTV", "Hoogevliet Transport BV", False),  # out of order
        ("ETA", "Elmgate Tenants Guild", False),
        ("PDF", "Pendlefirth", False),  # one word
        ("HVTB", "Hoogevliet Tankers", False),
        ("CRM", "Coral Mills", False),  # a short word has no two parts
        ("VAT", "Vantage Tyres", False),
    ],
)
def test_letters_stand_for_words_or_for_their_parts(letters: str, full: str, expected: bool) -> None:
    assert guessed.are_letters_of(letters, full) is expected


MAIL = "From: Joost Averlaag, Hoogevliet Transport BV"


def test_letters_in_a_text_that_names_the_firm_are_the_firm() -> None:
    mail = [line(MAIL, "field"), line("Our cover at HVT stops at EUR 300,000 per event.")]
    assert together(resolved(mail), "HVT", "Hoogevliet Transport BV")


def test_letters_in_a_text_that_does_not_name_the_firm_are_nobody() -> None:
    elsewhere = [line("Our cover at HVT stops at EUR 300,000 per event.")]
    result = resolved([line(MAIL, "field")], elsewhere)
    assert not any("HVT" in entity.names for entity in result.entities)


def test_letters_that_two_firms_fit_are_neither() -> None:
    both = [
        line(MAIL, "field"),
        line("From: Ada Brant, Hofvijver Tankers BV", "field"),
        line("Our cover at HVT stops."),
    ]
    assert not any("HVT" in entity.names for entity in resolved(both).entities)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Pebble Quay", "Pebble Quay Container Terminal", True),
        ("Copper Quay", "Copper Quay Grain Terminal", True),
        ("Pebble Quay", "Pebble Quay Members Agreement", False),  # no site
        ("Pebble Bank", "Pebble Quay Container Terminal", False),
    ],
)
def test_everyday_words_are_a_site_where_its_full_name_stands_beside_them(
    short: str, full: str, expected: bool
) -> None:
    told = line(f"The apron is dug up from 18 May. {short} will work the other berths only.")
    notice = [line(f"{full}: works at the apron, notice to hauliers", "field"), told]
    assert together(resolved(notice), short, full) is expected


HEAD = ["编号", "产能", "意见"]
SURVEY = [line("匿名问卷汇总，编号与单位的对照由秘书处保管。")]


@pytest.mark.parametrize(
    ("code", "called", "said", "expected"),
    [
        ("H-04", "四号", "四号补充：停产前不备货。", True),
        ("H-04", "四号", "四号另写：停产前不备货。", False),  # no word of theirs
        ("H-04", "4号", "4号承认去年没有做过。", True),
        ("H-11", "十一号", "十一号私下说，设备是旧的。", True),
        ("H-04", "五号", "五号补充：停产前不备货。", False),
        ("H-04", "四号", "四号泊位封了三天。", False),
        ("H-04", "四号", "会议室在四号楼。", False),
        ("H-04", "四号", "四月四号补充材料交齐。", False),  # a day
    ],
)
def test_a_bare_number_is_the_member_of_its_own_survey(code: str, called: str, said: str, expected: bool) -> None:
    table = rows(HEAD, [code, "500", "-"], ["H-09", "700", "-"])
    assert together(resolved([*SURVEY, *table, line(said)]), code, called) is expected


def test_a_bare_number_of_another_file_is_nobody() -> None:
    table = rows(HEAD, ["H-04", "500", "-"], ["H-09", "700", "-"])
    assert not together(resolved([*SURVEY, *table], [*SURVEY, line("四号补充：停产前不备货。")]), "H-04", "四号")


@pytest.mark.parametrize(
    ("called", "answer", "expected"),
    [("五号答卷", "M-05", True), ("5号会员", "M-05", True), ("六号答卷", "M-05", False)],
)
def test_an_answer_by_its_number_is_the_code(called: str, answer: str, expected: bool) -> None:
    table = rows(HEAD, [answer, "500", "-"], ["M-09", "700", "-"])
    assert together(resolved([*SURVEY, *table], [line(f"{called}写得最细。")]), answer, called) is expected


@pytest.mark.parametrize(
    ("said", "called", "expected"),
    [
        ("Number six adds by phone that no stock is built.", "Number six", True),
        ("By that arithmetic it is number six's to lose.", "number six", True),
        ("Number 6 wrote again.", "Number 6", True),
        ("Number seven adds by phone that no stock is built.", "Number seven", False),
        ("A number six spanner hangs by the door.", "number six", False),
    ],
)
def test_a_number_in_words_is_the_supplier_with_it(said: str, called: str, expected: bool) -> None:
    table = rows(["Code", "Tonnes"], ["Supplier 6", "40"], ["Supplier 8", "50"])
    assert (
        together(resolved([line("Anonymous survey of suppliers."), *table, line(said)]), "Supplier 6", called)
        is expected
    )


@pytest.mark.parametrize(
    ("said", "called", "expected"),
    [("丙不赞成：机型不一。", "丙", True), ("丙家另附一句：客户知道。", "丙家", True), ("丙烯价格上涨。", "丙", False)],
)
def test_a_stem_alone_is_the_unit_with_it(said: str, called: str, expected: bool) -> None:
    table = rows(HEAD, ["单位甲", "500", "-"], ["单位乙", "600", "-"], ["单位丙", "700", "-"])
    assert together(resolved([*SURVEY, *table, line(said)]), "单位丙", called) is expected


@pytest.mark.parametrize(("other", "expected"), [("厂Q自述：整流器坏了。", True), ("厂W自述：整流器坏了。", False)])
def test_a_works_behind_a_letter_is_the_only_one_with_it(other: str, expected: bool) -> None:
    assert together(resolved([line("镀层由表面处理厂Q做。"), line(other)]), "表面处理厂Q", other[:2]) is expected
