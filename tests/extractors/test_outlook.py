"""Outlook items: code pages of old mails, compressed and wrapped bodies, what meetings, tasks and contacts say."""

import struct

import pytest

from extractors import registry, sniff
from extractors.model import Limits, Reading, Unreadable
from extractors.officebase.compound import Compound, packed
from extractors.word import richtext
from fixtures import formats, oldoffice

LIMITS = Limits()
# [MS-OXRTFCP] 3.1: the worked example.
COMPRESSED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
PLAIN = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def read(streams):
    data = packed(streams)
    assert sniff.kind(data[:8192], data, "") == "msg"
    reading = Reading()
    registry.formats()["msg"].read(data, reading, LIMITS)
    return reading


def said(reading):
    return {(segment.layer, segment.text) for segment in reading.segments}


def stored(text):
    return struct.pack("<4I", len(text) + 12, len(text), 0x414C454D, 0) + text


def test_the_worked_example_of_the_specification_unpacks():
    assert richtext.decompressed(COMPRESSED, 1000) == PLAIN


def test_a_body_that_says_to_be_huge_is_refused():
    with pytest.raises(Unreadable) as raised:
        richtext.decompressed(struct.pack("<4I", 20, 1 << 31, 0x75465A4C, 0) + bytes(8), 1 << 20)
    assert raised.value.problem.kind == "bomb"


@pytest.mark.parametrize("cut", range(16, len(COMPRESSED), 5))
def test_a_compressed_body_that_ends_early_gives_its_beginning(cut):
    assert PLAIN.startswith(richtext.decompressed(COMPRESSED[:cut], 1000))


@pytest.mark.parametrize("seed", range(40))
def test_noise_as_a_compressed_body_ends(seed):
    noise = struct.pack("<4I", 4000, 4000, 0x75465A4C, 0) + bytes((seed * 37 + i * i) % 256 for i in range(900))
    assert len(richtext.decompressed(noise, 10_000)) <= 4000


def test_a_page_wrapped_in_rich_text_comes_out_as_it_was():
    wrapped = (
        rb"{\rtf1\ansi\ansicpg936\fromhtml1 {\*\htmltag64 <p>}\htmlrtf dropped\htmlrtf0 \'b8\'f7\'ce\'bb{\*\mhtmltag x}"
        rb"\u65306?{\*\htmltag84 &nbsp;}\htmlrtf \'20\htmlrtf0 \line{\*\htmltag72 </p>}}"
    )
    assert richtext.html(wrapped) == "<p>各位：&nbsp;\r\n</p>"
    assert richtext.html(PLAIN) == ""


def test_a_body_of_rich_text_alone_is_read():
    streams = oldoffice._item((), {0x0037: "s", 0x1009: COMPRESSED}, {}, 32)
    assert ("body", "hello world") in said(read(streams))
    page = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag <p>}plan{\*\htmltag </p><p hidden>}secret{\*\htmltag </p>}}"
    streams = oldoffice._item((), {0x0037: "s", 0x1009: stored(page)}, {}, 32)
    assert ("body", "plan") in said(read(streams))


@pytest.mark.parametrize(("page", "codec"), [(936, "gb18030"), (950, "big5"), (1251, "cp1251")])
def test_a_mail_that_is_not_unicode_is_read_in_its_code_page(page, codec):
    text = {936: "停炉通知", 950: "停爐通知", 1251: "Остановка"}[page]
    streams = oldoffice._item((), {}, {0x3FFD: (3, page)}, 32)
    streams["__substg1.0_0037001E",] = text.encode(codec)
    streams["__substg1.0_1000001E",] = (text + "!").encode(codec)
    assert {("body", text), ("body", text + "!")} <= said(read(streams))


def test_a_locale_stands_in_for_a_code_page():
    streams = oldoffice._item((), {}, {0x3FF1: (3, 0x0804)}, 32)
    streams["__substg1.0_0037001E",] = "停炉通知".encode("gb18030")
    assert ("body", "停炉通知") in said(read(streams))


def test_a_contact_gives_its_card():
    texts = {0x001A: "IPM.Contact", 0x0037: "沈默", 0x3A16: "北岸泵业", 0x3A1C: "13800001234", 0x3A17: "Engineer"}
    reading = read(oldoffice._item((), texts, {}, 32))
    assert {("body", "company: 北岸泵业"), ("body", "mobile: 13800001234"), ("body", "title: Engineer")} <= said(
        reading
    )


def test_who_sent_for_whom_is_told():
    texts = {0x0037: "s", 0x0C1A: "Rita", 0x5D01: "rita@example.org", 0x0042: "顾一凡", 0x5D02: "gu@example.org"}
    reading = read(oldoffice._item((), texts, {}, 32))
    assert ("body", "On behalf of: 顾一凡 <gu@example.org>") in said(reading)
    assert reading.author == "Rita <rita@example.org>"


def test_a_file_attached_by_its_path_leaves_the_path():
    streams = oldoffice._item((), {0x0037: "s"}, {}, 32)
    streams |= oldoffice._item(
        ("__attach_version1.0_#00000000",), {0x370D: "\\\\files\\泵站\\plan.xlsx"}, {0x3705: (3, 4)}, 8
    )
    assert ("metadata", "attached from: \\\\files\\泵站\\plan.xlsx") in said(read(streams))


def test_an_attachment_without_bytes_is_a_problem():
    streams = oldoffice._item((), {0x0037: "s"}, {}, 32)
    streams |= oldoffice._item(("__attach_version1.0_#00000000",), {0x3707: "a.txt"}, {0x3705: (3, 1)}, 8)
    assert [problem.kind for problem in read(streams).problems] == ["empty"]


def test_mails_in_mails_end_at_a_depth_and_are_told():
    streams, path = oldoffice._item((), {0x0037: "0"}, {}, 32), ()
    for level in range(1, 8):
        inner = (*path, "__attach_version1.0_#00000000", "__substg1.0_3701000D")
        streams |= oldoffice._item(inner[:-1], {}, {0x3705: (3, 5)}, 8)
        streams |= oldoffice._item(inner, {0x0037: f"level {level}"}, {}, 24)
        path = inner
    reading = read(streams)
    assert [problem.kind for problem in reading.problems] == ["bomb"]
    assert ("attachment", "level 4") in said(reading)


def test_an_object_of_another_program_in_a_mail_is_a_member():
    streams = oldoffice._item((), {0x0037: "s"}, {}, 32)
    streams |= oldoffice._item(("__attach_version1.0_#00000000",), {0x3001: "sheet"}, {0x3705: (3, 6)}, 8)
    inner = ("__attach_version1.0_#00000000", "__substg1.0_3701000D")
    for path, content in Compound(formats.SAMPLES["doc"]().data).inside():
        streams[*inner, *path] = content
    ((name, data),) = read(streams).members
    assert (name, sniff.kind(data[:8192], data, "")) == ("sheet", "doc")
