"""What the contact recognizer finds, and what it must leave alone."""

from __future__ import annotations

import pytest

from extractors.model import Cell, Segment
from extractors.recognizers.contact import RECOGNIZER

KINDS = ("contact",)


def norms(text: str, header: str = "") -> list[str]:
    """Give the norms of this kind in a text, or in a cell that holds the text under a header."""
    cells = (Cell(0, len(text), header),) if header else ()
    segment = Segment(
        text, "table" if header else "body", "x", "row" if header else "paragraph", 1 if header else 0, cells
    )
    return [span.norm for span in RECOGNIZER.find([segment])[0] if span.kind in KINDS]


HITS = [
    ("199-0000-2718", "+8619900002718"),
    ("+86 199 0000 2718", "+8619900002718"),
    ("199 0000 2718", "+8619900002718"),
    ("19900002718", "+8619900002718"),
    ("0086-199-0000-2718", "+8619900002718"),
    ("(+86)19900002718", "+8619900002718"),
    ("１９９００００２７１８", "+8619900002718"),
    ("手机19900002718。", "+8619900002718"),
    ("+8619900002718", "+8619900002718"),
    ("0510-8000-4432", "+8651080004432"),
    ("051080004432", "+8651080004432"),
    ("(0510)80004432", "+8651080004432"),
    ("（0510）8000 4432", "+8651080004432"),
    ("0510 8000 4432", "+8651080004432"),
    ("+86 510 8000 4432", "+8651080004432"),
    ("+86-510-80004432", "+8651080004432"),
    ("0510-80004432转801", "+8651080004432"),
    ("0510-80004432-801", "+8651080004432"),
    ("010-62345678", "+861062345678"),
    ("021 6234 5678", "+862162345678"),
    ("0571-8812 3456", "+8657188123456"),
    ("400-820-8820", "+864008208820"),
    ("+44 20 7946 0958", "+442079460958"),
    ("+44 (0)20 7946 0958", "+442079460958"),
    ("0044 20 7946 0958", "+442079460958"),
    ("+49 89 1234567", "+49891234567"),
    ("+49 (0) 89 123 45 67", "+49891234567"),
    ("+31 20 123 4567", "+31201234567"),
    ("+47 22 12 34 56", "+4722123456"),
    ("+46 21 12 34 56", "+4621123456"),
    ("+39 030 1234567", "+390301234567"),
    ("+1 (555) 234-5678", "+15552345678"),
    ("+1-555-234-5678", "+15552345678"),
    ("(555) 234-5678", "tel:5552345678"),
    ("555-234-5678", "tel:5552345678"),
    ("+852 2345 6789", "+85223456789"),
    ("Tel: 089 1234567", "tel:891234567"),
    ("phone 030 1234 5678", "tel:3012345678"),
    ("电话：80004432", "tel:80004432"),
    ("传真:8000-4432", "tel:80004432"),
    ("a.b@example.org", "a.b@example.org"),
    ("Mail Zhou.Pei@Liheng.example.com now", "zhou.pei@liheng.example.com"),
    ("<x_y+z@mail.example.cn>", "x_y+z@mail.example.cn"),
    ("微信号：zhoupei_88", "wechat:zhoupei_88"),
    ("WeChat ID: zhoupei88", "wechat:zhoupei88"),
    ("微信：19900002718", "+8619900002718"),
    ("QQ：123456789", "qq:123456789"),
    ("QQ群 987654321", "qq:987654321"),
]

MISSES = [
    "2026-05-06",
    "20260506",
    "1990000271",
    "199000027180",
    "3.19900002718",
    "SN-0510-8000-4432",
    "2291 to 2296",
    "3,184 sets",
    "1,260",
    "10.20.30.40",
    "KX500-2291",
    "6222 0212 3456 7894",
    "11010519491231002X",
    "CNY 13800001111.50",
    "GB/T 12345-2020",
    "2026-0113-22",
    "a@b",
    "@handle",
    "name at example",
    "微信传文件",
    "WeChat group",
    "QQ music",
    "PO 7741-A",
    "第051080号文",
    "051080",
    "0510-800",
    "12:30-14:00",
    "1/2",
    "MD-3307-B2",
    "13-14-15",
    "1234-5678",
    "0.51080004432",
    "ISBN 9787111123456",
    "100-200-300",
    "+5 °C",
    "+12 %",
    "+3,000 units",
    "phone call at 10",
    "tel aviv 2026",
    "0000-0000",
    "138 units",
    "date 19900002",
    "M-07",
]


@pytest.mark.parametrize(("text", "norm"), HITS)
def test_contact_is_found_under_its_norm(text: str, norm: str) -> None:
    assert norm in norms(text)


@pytest.mark.parametrize("text", MISSES)
def test_what_only_looks_like_a_contact_is_left_alone(text: str) -> None:
    assert norms(text) == []


def test_spans_stand_where_the_text_is_in_every_segment() -> None:
    segments = [Segment(text, "body", "x") for text, _ in HITS]
    found = RECOGNIZER.find(segments)
    assert len(found) == len(segments)
    for (text, norm), spans in zip(HITS, found, strict=True):
        assert norm in [span.norm for span in spans]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("unit", ["7", "a1", "汉字", "一千", "1,", "A-1 ", "20", "(", "1 ", "-", "one "])
def test_a_long_line_of_one_thing_is_read_in_the_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert len(RECOGNIZER.find([Segment(text, "body", "x")])) == 1


@pytest.mark.parametrize(
    ("text", "header", "norm"),
    [
        ("051080004432", "对接 tel", "+8651080004432"),
        ("80004432", "电话", "tel:80004432"),
        ("89 1234567", "Phone", "tel:891234567"),
    ],
)
def test_a_column_of_phones_makes_bare_digits_a_phone(text: str, header: str, norm: str) -> None:
    assert norms(text, header) == [norm]
