"""Where segments are cut: sentences into clauses, rows into cells, and which headers say whose the persons are."""

import pytest

from extractors.model import Cell, Segment
from extractors.windows import Window, spans_of, windows_of


def row(*heads: str) -> Segment:
    """Give a row of cells `x` under these headers."""
    cells = tuple(Cell(2 * n, 2 * n + 1, head) for n, head in enumerate(heads))
    return Segment("\t".join("x" for _ in heads), "table", "Sheet1!A1", "row", 1, cells)


def heads_of(segment: Segment) -> list[str]:
    return [head for _, _, head in spans_of(segment, Window(0, 0, len(segment.text), range(0)))]


@pytest.mark.parametrize(
    "heads",
    [
        ("姓名", "单位"),
        ("姓名 Name", "单位 Firm"),
        ("Name 姓名", "Company 单位"),
        ("name 姓名", "for 单位"),
        ("联络人", "会员"),
        ("值班人", "来自"),
        ("Name", "Organisation"),
        ("Participant", "Body"),
        ("Speaker", "Affiliation"),
        ("who", "from"),
        ("Full name", "Employer on form"),
        ("Name", "House"),
        ("姓名", "单位简称"),
        ("姓名", "任职单位"),
        ("Name", "Short"),
        ("联系人", "单位名称"),
        ("来人", "单位"),
    ],
)
def test_in_a_list_of_persons_a_header_of_houses_says_whose_they_are(heads: tuple[str, str]) -> None:
    assert heads_of(row(heads[0], "职务", heads[1])) == [heads[0], "职务", "affiliation"]


@pytest.mark.parametrize(
    "heads",
    [
        ("品名", "单位"),
        ("规格", "单位（吨）"),
        ("Berth", "From"),
        ("Week", "Member"),
        ("Name", "Company address"),
        ("姓名", "单位 姓名"),
        ("姓名", "收货单位"),
        ("Name", "From 21 May"),
        ("Fleet name", "From"),
        ("Name", "…"),
    ],
)
def test_other_headers_stay_as_they_are(heads: tuple[str, str]) -> None:
    assert heads_of(row(*heads)) == list(heads)


def test_sentences_are_windows_with_the_mentions_in_them_and_a_row_is_one() -> None:
    text = "柳川来了。高桥走了，明天再来。"
    said = Segment(text, "body", "line 1", "paragraph")
    starts = [text.index("柳川"), text.index("高桥"), text.index("明天")]
    found = [(text[each.start : each.end], list(each.mentions)) for each in windows_of(0, said, range(3), starts)]
    assert found == [("柳川来了。", [0]), ("高桥走了，明天再来。", [1, 2])]
    assert len(list(windows_of(0, row("姓名", "单位"), range(0), []))) == 1


def test_clauses_end_at_marks_but_not_within_numbers_and_words() -> None:
    text = "Rent 1,200 a month, paid in May — cash; 3.5 t"
    said = Segment(text, "body", "line 1", "paragraph")
    found = [text[a:b].strip() for a, b, _ in spans_of(said, Window(0, 0, len(text), range(0)))]
    assert found == ["Rent 1,200 a month", "paid in May", "cash", "3.5 t"]
