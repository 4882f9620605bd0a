"""Product models, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.model import Cell, Segment
from extractors.recognizers.product import RECOGNIZER
from tests.extractors.naming import names, rows


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
