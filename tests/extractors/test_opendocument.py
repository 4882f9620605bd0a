"""OpenDocument and rich text: what is hidden, who changed what, and damage that is told."""

import lzma
from pathlib import Path

import pytest

from extractors import registry, sniff
from extractors.model import Limits, Reading, Unreadable
from fixtures import formats, opendocument
from fixtures.samples import packed

LIMITS = Limits()
OFFICE = Path(formats.__file__).parent / "office"


def kind(data, name=""):
    return sniff.kind(data[:8192], data, name)


def read(data, limits=LIMITS):
    reading = Reading()
    registry.formats()[kind(data)].read(data, reading, limits)
    return reading


def found(reading):
    return {(segment.layer, segment.where, segment.text) for segment in reading.segments}


def layers(text):
    """Give the texts of a rich text by layer."""
    return [(segment.layer, segment.text) for segment in read(text.encode("latin-1")).segments]


def test_what_libreoffice_wrote_as_rich_text_is_found_in_its_layer_and_place():
    reading = read(lzma.decompress((OFFICE / "brief.rtf.xz").read_bytes()))
    assert {
        ("tracked_deletion", "¶3", "原定七月三日"),
        ("tracked_insertion", "¶3", "改为八月九日"),
        ("hidden_text", "¶4", "隐藏的报价三百万白色的底价"),
        ("comment", "¶5 comment", "此人已离职"),
        ("footnote", "footnote 1", "脚注：见合同"),
        ("footnote", "endnote 2", "尾注：另附图纸"),
        ("header_footer", "header", "内部资料"),
        ("table", "¶10", "潜水泵\t十二台"),
        ("metadata", "revisions", "revision author: 改稿人"),
        ("metadata", "revisions", "revision author: Ed Editor"),
    } - found(reading) == set()
    assert reading.problems == []


@pytest.mark.parametrize(
    ("name", "expected"), [("odt", "odt"), ("ods", "ods"), ("odp", "odp"), ("fodt", "fodt"), ("sxw", "sxw")]
)
def test_open_documents_are_known_by_their_media_type(name, expected):
    assert kind(formats.SAMPLES[name]().data, "x.bin") == expected


def test_an_open_document_without_a_first_entry_is_known_by_its_manifest():
    parts = {
        "content.xml": "<a/>",
        "META-INF/manifest.xml": '<m media-type="application/vnd.oasis.opendocument.spreadsheet"/>',
    }
    assert kind(packed(parts)) == "ods"


def test_an_open_document_without_its_directory_is_still_known():
    data = formats.SAMPLES["odt"]().data
    stored = packed({"mimetype": ""}).replace(b"mimetype", b"mimetype" + b"application/vnd.oasis.opendocument.text")
    assert kind(data[: len(data) // 2]) in ("odt", "zip")
    assert kind(stored[:90]) == "odt"


def test_a_locked_open_document_is_named_so():
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "noise",
             "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}  # fmt: skip
    with pytest.raises(Unreadable) as raised:
        read(packed(parts))
    assert raised.value.problem.kind == "encrypted"


def test_a_document_type_with_declarations_is_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "bomb">]><a>&b;</a>'
    with pytest.raises(Unreadable) as raised:
        read(packed({"mimetype": "application/vnd.sun.xml.writer", "content.xml": bomb}))
    assert raised.value.problem.kind == "bomb"


def test_damaged_styles_are_a_problem_and_the_text_stays():
    body = opendocument._part(
        "document-content", "<office:body><office:text><text:p>正文</text:p></office:text></office:body>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": body, "styles.xml": "<broken"}
    reading = read(packed(parts))
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert found(reading) == {("body", "¶1", "正文")}


def test_a_sheet_says_where_its_comment_and_covered_cell_stand():
    reading = read(formats.SAMPLES["ods"]().data)
    assert ("comment", "到货!A5 comment", "含备件") in found(reading)
    assert ("hidden_text", "到货!A6", "被合并盖住的数") in {(a, b, c.strip()) for a, b, c in found(reading)}


def test_a_date_field_is_text_and_the_date_of_a_comment_is_not():
    inside = (
        "<text:p>On <text:date>5 March</text:date></text:p>" + f"<text:p>x{opendocument._comment('A', 'b')}</text:p>"
    )
    body = f"<office:body><office:text>{inside}</office:text></office:body>"
    reading = read(
        packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": opendocument._part("document-content", body),
            }
        )
    )
    assert [segment.text for segment in reading.segments] == ["On 5 March", "x", "comment author: A", "b"]


def test_a_style_that_is_based_on_itself_ends():
    styles = '<style:style style:name="L" style:family="text" style:parent-style-name="L"/>'
    text = '<text:p><text:span text:style-name="L">still read</text:span></text:p>'
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    content = opendocument._part(
        "document-content", f"<office:automatic-styles>{styles}</office:automatic-styles>", body
    )
    assert ("body", "¶1", "still read") in found(
        read(packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"{\rtf1\ansi a\par b}", [("body", "a"), ("body", "b")]),
        (r"{\rtf1\ansi\ansicpg932 \'82\'b1\'82\'f1\'82\'c9\'82\'bf\'82\'cd}", [("body", "こんにちは")]),
        (r"{\rtf1\ansi\ansicpg936 \'c4[x}", [("body", "腫x")]),
        (r"{\rtf1\ansi\uc2 \u27893 ab\u31449\'b1\'c3c}", [("body", "泵站c")]),
        (r"{\rtf1\ansi\uc1 \u-10179?\u-8704?}", [("body", "😀")]),
        (r"{\rtf1 \{a\}\~b\_c}", [("body", "{a} b-c")]),
        (r"{\rtf1{\*\unknown lost}{\*\cs7 kept} and \*\cs7 kept}", [("body", "kept and kept")]),
        (r"{\rtf1 a{\v hidden}\plain b\v c\v0 d}", [("body", "abd"), ("hidden_text", "hiddenc")]),
        (r"{\rtf1{\pict\wmetafile8 0123abcd}a}", [("body", "a")]),
        (r"{\rtf1{\colortbl;\red255\green255\blue255;}\cf1 white\cf0 seen}",
         [("hidden_text", "white"), ("body", "seen")]),
        (r"{\rtf1{\fs1 tiny}\fs24 seen}", [("hidden_text", "tiny"), ("body", "seen")]),
        (r"{\rtf1 a{\footnote{\pard one\par two}}b}", [("footnote", "one"), ("footnote", "two"), ("body", "ab")]),
        (r"{\rtf1{\mvf moved away}{\mvt moved here}}",
         [("tracked_deletion", "moved away"), ("body", "moved here"), ("tracked_insertion", "moved here")]),
    ],
)  # fmt: skip
def test_rich_text_says(text, expected):
    assert layers(text) == expected


def test_binary_data_in_rich_text_is_passed_over_by_its_length():
    assert layers("{\\rtf1{\\pict\\bin7 }}}\\par}behind}") == [("body", "behind")]


def test_rich_text_that_ends_early_is_told_and_read():
    reading = read(rb"{\rtf1\ansi {\b the first unit")
    assert [problem.kind for problem in reading.problems] == ["truncated"]
    assert found(reading) == {("body", "¶1", "the first unit")}


def test_rich_text_nested_too_deep_is_refused():
    with pytest.raises(Unreadable) as raised:
        read(b"{\\rtf1 " + b"{" * 5000)
    assert raised.value.problem.kind == "bomb"


def test_rich_text_of_pictures_alone_says_that_they_are_not_read():
    assert [problem.kind for problem in read(rb"{\rtf1{\pict\macpict 89504e47}}").problems] == ["needs_ocr"]


def test_a_table_in_a_footnote_stays_in_the_footnote():
    said = layers(r"{\rtf1 a{\footnote\trowd\intbl one\cell two\cell\row}b}")
    assert ("footnote", "one\ttwo") in said


def test_a_photograph_in_rich_text_becomes_a_member_and_an_icon_does_not():
    large, small = (b"\x89PNG\r\n\x1a\n" + bytes(8) + size.to_bytes(4, "big") * 2 for size in (800, 16))
    text = f"{{\\rtf1 a{{\\pict{{\\*\\blipuid 00ff}}\\pngblip {large.hex()}}}{{\\pict\\pngblip {small.hex()}}}}}"
    assert read(text.encode()).members == [("picture 1.png", large)]


def text_of(*paragraphs):
    inside = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return opendocument._part("document-content", f"<office:body><office:text>{inside}</office:text></office:body>")


@pytest.mark.parametrize("fault", ["&", "<text:p<", "</text:x>", "\x01"])
def test_text_before_and_behind_a_fault_is_read_and_the_fault_is_told(fault):
    content = text_of("第一行", "between", "the last line").replace("between", fault)
    reading = read(packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}))
    said = "".join(segment.text for segment in reading.segments)
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert "第一行" in said
    assert "the last line" in said


def test_an_open_document_that_lost_its_directory_is_read():
    data = packed({"mimetype": "", "content.xml": text_of("第一行")})
    data = data.replace(b"mimetype", b"mimetypeapplication/vnd.oasis.opendocument.text", 1)
    reading = Reading()
    registry.formats()["odt"].read(data[: data.rfind(b"PK\x01\x02")], reading, LIMITS)
    assert ("body", "¶1", "第一行") in found(reading)
    assert reading.problems
