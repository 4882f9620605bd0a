"""Product models, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.extract import recognised
from extractors.model import Cell, Segment
from extractors.recognizers.product import RECOGNIZER
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一体化关节KJ-17做完寿命摸底。", "KJ-17"),
        ("扦样器型号为QY-200。", "QY-200"),
        ("The wheels for the RX-40C are ready.", "RX-40C"),
        ("They would take our DryStream 400 as it is.", "DryStream 400"),
        ("MR-18 Duo: one set, two needles", "MR-18 Duo"),
        ("Concerns: ED-Flow 400 machines", "ED-Flow 400"),
        ("Eighteen WB-9 cleared customs.", "WB-9"),
        ("Ask on 微信 or in Microsoft Teams.", "微信"),
    ],
)
def test_a_model_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bottle: mould KV-3305, 835 g", "KV-3305"),
        ("a bladder burst, press PN-30-0612, second owner", "PN-30-0612"),
        ("Runner from heat C 2217, see the certificate.", "C 2217"),
        ("blower VG-20557 to sit in the tower", "VG-20557"),
    ],
)
def test_a_code_behind_what_is_numbered_is_a_product_whatever_its_letters(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    ["lot PN-30-0612 of May", "order VG-20557 came", "the press in Hall 3", "a platform DN-30-0612", "machine A4 size"],
)
def test_a_code_behind_a_paper_or_a_lot_is_none(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_codes_fill_the_cells_of_a_column_of_moulds_and_of_no_column_of_lots() -> None:
    table = rows(["Mould", "Lot"], ["KV-3120", "LK-26"], ["KV-2040", "LK-27"])
    assert names(RECOGNIZER, *table) == {"KV-3120", "KV-2040"}


@pytest.mark.parametrize(
    "text",
    [
        "图纸MD3307B2已冻结，报告号SN260113T。",
        "按GB 38031和ISO 9001执行。",
        "Order PO 7741 and drawing MD 3307 are final.",
        "See Table 4 and Q2 results, EUR 400 each.",
        "released to our TS-118 revision 4",
    ],
)
def test_numbers_of_papers_are_no_product(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_model_column_speaks_and_a_lot_column_does_not() -> None:
    table = rows(["品名 Item", "编号 Serial/Lot"], ["成形磨床 KX500", "KB77"])
    assert names(RECOGNIZER, *table) == {"KX500"}


def test_a_designator_fills_a_models_cell_and_stands_before_a_lot() -> None:
    assert in_cell("型号", "QX-4") == {"QX-4"}
    assert in_cell("Needs", "TF-35/0812 and /0813") == {"TF-35"}
    assert in_cell("Contract", "QX-4") == set()


def in_cell(header: str, text: str) -> set[str]:
    """Give the products of a row that has one cell under this header."""
    segment = Segment(text, "body", "row 2", form="row", table=1, cells=(Cell(0, len(text), header),))
    return {segment.text[span.start : span.end] for span in RECOGNIZER.find([segment])[0]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FD-4 starts on 1 September, which should help.", "FD-4"),
        ("All that FD-3 gives is under contract.", "FD-3"),
        ("Upper stage S2-09 was shut down after 41 seconds.", "S2-09"),
        ("HQ-0662 is the smallest in it.", "HQ-0662"),
        ("We looked at it. TB-5506, the one with the star, is ours.", "TB-5506"),
        ("R134 annex 4: bonfire report from the supplier", "R134"),
        ("TK-5 那份我只见到封面。", "TK-5"),
        ("说是看家货，HX-2207出坞挪到月底。", "HX-2207"),
        ("头一条工船“鲸澜一号”去年起鱼三千吨。", "鲸澜一号"),
    ],
)
def test_a_code_of_which_something_is_said_is_a_name(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "Six lots from FD-4 on are sold.",
        "Batches RB-2507-19 and RB-2508-02 came from another vessel.",
        "The pad at SGT4 was cleared.",
        "Report TS-118 is late.",
        "R2 is the second revision.",
        "F-18 is made at night.",
        "FD-4号文件已收到。",
        "“三月一号”开会。",
        "We waited until Q3 is over.",
    ],
)
def test_a_code_that_numbers_something_else_is_none(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_model_with_its_noun_stays_in_prose_whatever_the_tagger_has_seen() -> None:
    text = "The model HZ-118 controller is late."
    found = {text[m.start : m.end] for m in recognised([line(text)]) if m.kind == "product"}
    assert found == {"HZ-118"}


@pytest.mark.parametrize("text", ["October-2020 financials", "See Figure-3 and Step-2.", "Phase-2 begins in May"])
def test_a_month_or_a_part_with_its_number_is_no_product(text):
    assert not [span for span in RECOGNIZER.find([Segment(text, "body", "x")])[0] if span.confidence >= 0.55]


@pytest.mark.parametrize("text", ["The Kittiwake-2 pump is back.", "our Brisling-1 sensor"])
def test_a_named_product_with_its_number_is_one(text):
    assert [span for span in RECOGNIZER.find([Segment(text, "body", "x")])[0] if span.confidence >= 0.55]
