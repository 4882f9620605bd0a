"""A recognizer's work grows with the text, also where the text is one long line. Calls are counted, not time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import FrameType

import pytest

from extractors import definitions, extract, finding, registry
from extractors.model import Mention, Recognizer, Segment

LINES = {
    "Chinese": "东辽检测中心的王磊经理说，禾丰源粮油工贸有限公司3月5日把2吨货送到三号仓库。",
    "English": "Lu Zhenguo of Corvella Ltd told Tao Min in Rome on 5 March that two pumps cost 300 EUR. ",
    "no stop": "东辽检测中心王磊经理禾丰源粮油工贸有限公司三号仓库",
    "digits": "1234567890",
    "blanks": " ",
    "brackets": "（(【[《“",
    "capitals": "Abc ",
}
TOLERANCE = 1.3  # what is looked up once, and once again for a longer text, moves the count a little


def calls(recognizer: Recognizer, text: str) -> int:
    """Count the calls, of Python and of C, that one recognizer makes for a text in one segment."""
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        recognizer.find([Segment(text, "body", "line 1")])
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
@pytest.mark.parametrize("recognizer", registry.recognizers(), ids=lambda recognizer: recognizer.kinds[0])
def test_four_times_the_line_is_four_times_the_work(recognizer: Recognizer, line: str) -> None:
    for size in (2 * len(line), 9000):  # a long text has tables of its own, built once
        recognizer.find([Segment(line * (size // len(line)), "body", "line 1")])
    short, long = (calls(recognizer, line * (size // len(line))) for size in (2000, 8000))
    assert long <= 4 * TOLERANCE * short + 200


def person(start: int, end: int, norm: str = "a") -> Mention:
    return Mention(0, start, end, "person", norm, 0.9, "title")


def spans(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]


def test_of_many_names_in_one_line_each_is_weighed_against_its_neighbours_alone() -> None:
    apart = [person(start, start + 3) for start in range(0, 300, 4)]
    across = [person(start + 1, start + 3, "b") for start in range(0, 300, 4)]
    assert spans(finding.settled([*across, *apart], [], ())) == spans(apart)


def test_a_short_name_inside_a_long_one_far_to_its_left_gives_way() -> None:
    assert spans(finding.settled([person(0, 40), person(36, 39, "b"), person(40, 43, "c")], [], ())) == [
        (0, 40),
        (40, 43),
    ]


def test_a_definition_looks_for_its_name_in_the_words_before_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    real = definitions.simplified
    monkeypatch.setattr(definitions, "simplified", lambda text: looked.append(len(text)) or real(text))
    definitions.finds.cache_clear()
    definitions.finds("东辽检测中心(AB)" * 2000)
    assert looked
    assert max(looked) < 200


def test_a_page_of_capitals_is_nobodys_name() -> None:
    (found,) = extract.extract(b"Dr Ab Cd " * 2000, "a.txt")
    assert all(mention.end - mention.start <= extract.LONGEST_NAME for mention in found.mentions)
