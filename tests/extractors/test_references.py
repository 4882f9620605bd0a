"""Numbers that everybody cites, addresses, and a paper's own numbering: what they are taken for and what not."""

from __future__ import annotations

import pytest

from extractors import keys
from extractors.model import Cell, Segment
from extractors.recognizers.identifier import RECOGNIZER as IDENTIFIER
from extractors.recognizers.money import RECOGNIZER as MONEY
from extractors.recognizers.quantity import RECOGNIZER as QUANTITY
from extractors.references import isbn_valid, issn_valid
from tests.extractors.keytables import norms


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("see doi:10.1016/j.exam.2017.03.001.", "std:101016jexam201703001"),
        ("Journal of Examples, ISSN 0317-8471", "std:issn03178471"),
        ("issn = {0317-8471},", "std:issn03178471"),
        ("ISSN：0317-8471，月刊", "std:issn03178471"),
        ("国内统一刊号CN 11-2345/TB", "std:cn112345tb"),
        ("ISBN 978-3-16-148410-0, second edition", "std:isbn9783161484100"),
        ("书号ISBN 978-3-16-148410-0", "std:isbn9783161484100"),
        ("item S0317847117300289 online", "std:s0317847117300289"),
        ("PMID: 30254381", "std:pmid30254381"),
        ("as 2 CFR 200.318 asks", "std:2cfr200318"),
        ("under 42 U.S.C. 4321", "std:42usc4321"),
        ("Executive Order 12372", "std:executiveorder12372"),
        ("Public Law 104-13", "std:publiclaw10413"),
        ("the form SF-424A, signed", "std:sf424a"),
        ("Form W-9 is enclosed", "std:formw9"),
    ],
)
def test_what_everybody_cites_is_a_standard_and_joins_nothing(text: str, norm: str) -> None:
    assert norms(IDENTIFIER, text) == [norm]
    assert keys.rarity("document", norm) == 0.0


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("SF-424X pump", "sf424x"),
        ("order SF-7741", "sf7741"),
        ("S0317847217300280 is the meter", "s0317847217300280"),
        ("CN 11-2345 gearbox", "cn112345"),
        ("valve EO-12372", "eo12372"),
        ("DE 80331-2 drive", "de803312"),
    ],
)
def test_near_misses_of_citations_stay_codes(text: str, norm: str) -> None:
    assert norm in norms(IDENTIFIER, text)


def test_checksums_of_serials_and_books() -> None:
    assert issn_valid("0317-8471")
    assert not issn_valid("0317-8472")
    assert isbn_valid("9783161484100")
    assert not isbn_valid("9783161484101")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to 303 Larkspur Drive, Tamwell, GU 96923", ["addr:303larkspurdrive", "zip:gu96923"]),
        ("7401 W Sorrel Ave, Denver CO 80235", ["addr:7401wsorrelave", "zip:co80235"]),
        ("1849 C Street NW, Washington, DC 20240-0001", ["addr:1849cstreetnw", "zip:dc202400001"]),
        ("at 14 Sandy Lane, Croston PR26 9HY", ["addr:14sandylane", "zip:pr269hy"]),
        ("PO Box 5214, Tamwell", ["addr:pobox5214"]),
    ],
)
def test_addresses_are_one_key_and_no_powers_or_codes(text: str, found: list[str]) -> None:
    assert norms(IDENTIFIER, text) == found
    assert norms(QUANTITY, text) == []


def test_a_house_tells_more_than_its_town_and_less_than_a_contract() -> None:
    town, house, contract = (keys.rarity("identifier", n) for n in ("zip:co80235", "addr:14sandylane", "ht20260113"))
    assert town < 0.1 < house < 0.5 < contract


@pytest.mark.parametrize("text", ["ships 7401 W per panel", "we bought 303 drives", "MS 2428 is the mast"])
def test_near_misses_of_addresses_stay_what_they_are(text: str) -> None:
    assert not any(norm.startswith(("addr:", "zip:")) for norm in norms(IDENTIFIER, text))


def _rows(*texts: str, header: str = "") -> list[Segment]:
    return [
        Segment(text, "table", f"row {n}", "row", 1, (Cell(0, text.index("\t"), header),))
        for n, text in enumerate(texts)
    ]


def _quantities(segments: list[Segment]) -> list[str]:
    IDENTIFIER.find(segments)
    return [span.norm for spans in QUANTITY.find(segments) for span in spans]


def test_numbers_that_rows_begin_with_and_that_count_on_are_no_counts() -> None:
    rows = _rows(*(f"{n}\tTruck and shed" for n in range(128, 134)))
    assert _quantities(rows) == []
    rows = _rows(*(f"{n}\t卡车与库房" for n in range(128, 134)))
    assert _quantities(rows) == []


def test_numbers_under_a_header_and_numbers_that_jump_are_counts() -> None:
    assert _quantities(_rows(*(f"{n}\tTruck" for n in range(128, 134)), header="Quantity"))
    assert _quantities([Segment(f"{n} trucks came", "body", str(n)) for n in (128, 347, 561, 913)])


def test_items_counted_on_within_a_line_are_no_counts() -> None:
    line = "128 Engineering study 129 Truck 130 Meter reader 131 Shed"
    assert norms(QUANTITY, line) == []
    assert norms(QUANTITY, "We have 128 goats and 347 sheep") == ["128 count", "347 count"]


def test_pages_and_ledger_accounts_are_no_measures() -> None:
    assert norms(QUANTITY, "Minutes of the Board page 28 Year 2002") == []
    assert norms(QUANTITY, "7040 · Forest care") == []
    assert norms(QUANTITY, "rated for 28 years") != []


def test_a_chart_of_accounts_is_no_list_of_counts_or_amounts() -> None:
    line = "6970 Memberships 6980 Training 7000 Common care 7010 Weeds 7445 AED upkeep 7450 Trails"
    assert [norms(recognizer, line) for recognizer in (QUANTITY, MONEY)] == [[], []]
    assert norms(QUANTITY, "They sold 2250 Tamwell hens and 2305 Croston ducks") == ["2250 count", "2305 count"]
    assert norms(MONEY, "it costs 7445 AED a month") == ["7445 AED"]


SECTIONS = ("16.3 《合同法》；", "16.4 《招标投标法实施条例》；", "16.5 其他规定", "17.1 投标文件", "17.2 装订")


def test_the_numbers_of_sections_are_no_counts() -> None:
    given = [Segment(text, "body", f"¶{number}") for number, text in enumerate(SECTIONS)]
    assert [each for found in QUANTITY.find(given) for each in found] == []
    english = [Segment(text, "body", "p.1") for text in ("4.1 Scope of work", "4.2 Bids", "4.2.1 Price", "4.2.2 Term")]
    assert [each for found in QUANTITY.find(english) for each in found] == []


@pytest.mark.parametrize("texts", [
    ("3.5 万吨焦炭已发。", "2.8 万吨在途。", "6.1 万吨在港。", "1.4 万吨待装。"),
    ("12.5 tonnes of coke are at sea", "9.4 tonnes wait", "3.8 tonnes went", "7.1 tonnes came"),
    ("16.3 万元", "16.4 万元"),
])  # fmt: skip
def test_amounts_that_lines_begin_with_are_amounts(texts: tuple[str, ...]) -> None:
    given = [Segment(text, "body", f"¶{number}") for number, text in enumerate(texts)]
    found = [each for recognizer in (QUANTITY, MONEY) for spans in recognizer.find(given) for each in spans]
    assert len(found) >= len(texts)


def test_a_part_of_a_paper_is_no_speed() -> None:
    assert norms(QUANTITY, "见第3.2节和第 16.4 条") == []
    assert norms(QUANTITY, "航速3.2节") == ["3.2 kn"]
