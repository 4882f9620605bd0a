"""A row of one text is a note, said in clauses; a row of one name, and a row of cells, stay rows."""

from __future__ import annotations

import pytest

from extractors.notes import as_notes
from tests.extractors.test_facets import read, row

HEADS = ("日期", "厂名", "件数", "电话")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("留样在岚溪厂，检测400元", "", "", ""), "岚溪厂: contact: 检测400元"),
        (("备注", "留样在岚溪厂，检测400元", "", ""), "岚溪厂: contact: 检测400元"),
        (("Note", "", "", "Kept at 岚溪厂, checks 400元"), "岚溪厂: contact: checks 400元"),
    ],
)
def test_a_note_among_rows_is_said_in_clauses_and_is_no_cell(cells: tuple[str, ...], told: str) -> None:
    rows = [row(*HEADS), row(*cells, headers=HEADS)]
    assert read(rows, ("岚溪厂", "site"), ("400元", "contact"))[1] == [told]


@pytest.mark.parametrize(
    "cells",
    [
        ("岚溪厂", "", "", ""),  # a section of the list
        ("一、东区（岚溪厂）", "", "", ""),
        ("Block A, Orrin", "", "", "12"),
        ("5月3日", "岚溪厂，二车间", "", ""),
        ("岚溪厂，检测400元", ""),  # of two columns one may well be empty
    ],
)
def test_a_section_and_a_row_of_cells_are_no_notes(cells: tuple[str, ...]) -> None:
    rows = [row(*cells, headers=HEADS[: len(cells)])]
    assert list(as_notes(rows)) == rows


def test_a_note_keeps_its_text_and_its_place() -> None:
    noted = row("留样在岚溪厂，检测400元", "", "", "", headers=HEADS)
    [note] = as_notes([noted])
    assert (note.text, note.where, note.form) == (noted.text, noted.where, "paragraph")
