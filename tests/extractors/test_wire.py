"""The wire carries every extraction there and back unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import wire
from extractors.model import Cell, Cells, Extraction, Flag, Mention, Problem, Segment

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)  # lone surrogates included
NUMBERS = st.integers(0, 1 << 40)

SEGMENTS = st.builds(
    Segment, ANY_TEXT, st.sampled_from(["body", "comment"]), ANY_TEXT, st.sampled_from(["row", "title"]), NUMBERS,
    st.lists(st.builds(Cell, NUMBERS, NUMBERS, ANY_TEXT), max_size=4).map(tuple),
)  # fmt: skip
MENTIONS = st.builds(
    Mention, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["person", "site"]), ANY_TEXT, st.floats(0, 1),
    st.sampled_from(["suffix", "list"]), ANY_TEXT,
)  # fmt: skip
EXTRACTIONS = st.builds(
    Extraction, ANY_TEXT, ANY_TEXT, NUMBERS, ANY_TEXT, st.sampled_from(["read", "partly"]),
    st.lists(st.builds(Problem, st.sampled_from(["crash", "bomb"]), ANY_TEXT), max_size=3).map(tuple),
    st.lists(SEGMENTS, max_size=3).map(tuple), st.lists(MENTIONS, max_size=3).map(tuple),
    st.lists(st.builds(Flag, ANY_TEXT, ANY_TEXT), max_size=3).map(tuple), ANY_TEXT, ANY_TEXT,
)  # fmt: skip


@given(EXTRACTIONS)
def test_what_goes_in_comes_out(extraction):
    assert wire.decoded(wire.unpacked(wire.packed(wire.encoded(extraction)))) == extraction


@given(EXTRACTIONS, st.integers(1, 4))
def test_a_file_delivered_in_blocks_is_the_file_delivered_as_one(extraction, rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire, "_BLOCK", rows)
        assert b"".join(wire.delivered(extraction)) == wire.packed(["file", wire.encoded(extraction)])


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=3).map(tuple))
def test_cells_told_by_their_row_are_the_same_on_the_other_side(text, headers):
    row = Segment(text, "table", "A1", "row", 1, Cells(text, headers))
    (again,) = wire.decoded(
        wire.unpacked(wire.packed(wire.encoded(Extraction("a", "", 0, "x", "read", (), (row,)))))
    ).segments
    assert again == row
    assert hash(again) == hash(row)
    assert tuple(again.cells) == tuple(row.cells)
    assert [text[cell.start : cell.end] for cell in again.cells] == text.split("\t")


def test_cells_whose_row_was_rewritten_keep_their_places():
    row = Segment("a b", "table", "A1", "row", 1, Cells("a\tb", ("x",)))
    (again,) = wire.decoded(wire.encoded(Extraction("a", "", 0, "x", "read", (), (row,)))).segments
    assert tuple(again.cells) == (Cell(0, 1, "x"), Cell(2, 3))


def test_two_lone_surrogates_do_not_become_one_character():
    halves = Extraction("\ud83d\ude00", "", 0, "txt", "read")
    assert len(wire.decoded(wire.unpacked(wire.packed(wire.encoded(halves)))).path) == 2


def test_a_repeated_header_is_sent_once_and_kept_once():
    rows = tuple(Segment("x", "table", "A1", "row", 1, (Cell(0, 1, "负责人"),)) for _ in range(100))
    raw = wire.packed(wire.encoded(Extraction("a", "", 0, "csv", "read", segments=rows)))
    assert raw.count("负责人".encode()) == 1
    again = wire.decoded(wire.unpacked(raw))
    assert len({id(segment.cells[0].header) for segment in again.segments}) == 1


@pytest.mark.parametrize("raw", [b"{}", b"null", b"[", b"\xff\xfe"])
def test_what_is_no_list_is_refused(raw):
    with pytest.raises(ValueError, match=r"not a list|Expecting|invalid|decode"):
        wire.unpacked(raw)
