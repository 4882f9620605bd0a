"""Every reader finds what is planted in its sample, in the right layer, and damage is told, never swallowed."""

import contextlib
import tarfile
import zipfile
from io import BytesIO

import pytest

from extractors import registry, sniff, tables
from extractors.model import Limits, Reading, Unreadable
from fixtures import formats

SAMPLES = {kind: build() for kind, build in formats.SAMPLES.items()}


LIMITS = Limits()


def read(data, name="x", limits=LIMITS):
    reading = Reading()
    kind = sniff.kind(data[:8192], data, name)
    registry.formats()[kind].read(data, reading, limits)
    return reading


def texts(reading, layer):
    return [segment.text for segment in reading.segments if segment.layer == layer]


@pytest.mark.parametrize("kind", SAMPLES)
def test_all_planted_texts_are_found_in_their_layer(kind):
    sample = SAMPLES[kind]
    reading = read(sample.data, sample.name)
    reading.segments = tables.headed(reading.segments)
    assert [p for p in sample.planted if not any(p[1] in text for text in texts(reading, p[0]))] == []
    assert [problem for problem in reading.problems if problem.kind != "needs_ocr"] == []


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_files_inside_become_members(kind):
    sample = SAMPLES[kind]
    assert tuple(name for name, _ in read(sample.data, sample.name).members) == sample.members


@pytest.mark.parametrize("kind", SAMPLES)
def test_building_a_sample_twice_gives_the_same_bytes(kind):
    assert formats.SAMPLES[kind]().data == SAMPLES[kind].data


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_sample_cut_anywhere_raises_nothing_but_unreadable(kind):
    sample = SAMPLES[kind]
    reader = registry.formats()[sniff.kind(sample.data[:8192], sample.data, sample.name)]
    for tenth in range(1, 10):
        reading = Reading()
        with contextlib.suppress(Unreadable):
            reader.read(sample.data[: len(sample.data) * tenth // 10], reading, LIMITS)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "html", "txt", "csv", "rtf", "odt"])
def test_text_beyond_the_limit_is_told_and_what_came_before_is_kept(kind):
    reading = Reading()
    with pytest.raises(Unreadable) as raised:
        registry.formats()[kind].read(SAMPLES[kind].data, reading, Limits(text_chars=12))
    assert raised.value.problem.kind == "truncated"
    assert sum(len(segment.text) for segment in reading.segments) <= 12


def replaced(data, name, content):
    source = zipfile.ZipFile(BytesIO(data))
    return formats.packed({n: content if n == name else source.read(n) for n in source.namelist()})


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bomb">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("docx", "word/document.xml"),
        ("xlsx", "xl/workbook.xml"),
        ("pptx", "ppt/presentation.xml"),
        ("odt", "content.xml"),
    ],
)
def test_a_doctype_in_an_office_file_is_refused(kind, part):
    with pytest.raises(Unreadable) as raised:
        read(replaced(SAMPLES[kind].data, part, DOCTYPE))
    assert raised.value.problem.kind == "bomb"


@pytest.mark.parametrize(
    ("kind", "part"),
    [("docx", "word/comments.xml"), ("xlsx", "xl/worksheets/sheet2.xml"), ("pptx", "ppt/slides/slide2.xml")],
)
def test_a_damaged_part_is_a_problem_and_the_rest_is_kept(kind, part):
    reading = read(replaced(SAMPLES[kind].data, part, "<not xml"))
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert len(reading.segments) > 3


def test_word_says_who_and_when_and_what_form():
    reading = read(SAMPLES["docx"].data)
    assert (reading.author, reading.modified) == ("顾一凡", "2026-03-05")
    forms = {segment.text: segment.form for segment in reading.segments}
    assert forms["泵站改造简报"] == "title"
    assert forms["一、概况"] == "heading"
    assert forms["名单另附"] == "bullet"
    assert forms["联系人：沈默"] == "field"


def test_a_deletion_does_not_stand_in_the_visible_sentence():
    assert not any("原定七月三日" in text for text in texts(read(SAMPLES["docx"].data), "body"))


def test_a_text_box_is_read_once_although_it_is_written_twice():
    assert texts(read(SAMPLES["docx"].data), "body").count("文本框：闸口编号 G-17") == 1


def test_a_comment_says_which_paragraph_it_hangs_on():
    places = [s.where for s in read(SAMPLES["docx"].data).segments if s.layer == "comment"]
    assert places == ["¶9 comment"]


def test_a_hidden_column_stands_beside_its_row_and_not_in_it():
    reading = read(SAMPLES["xlsx"].data)
    assert "潜水泵\t12\t" in texts(reading, "table")
    assert "潜水泵\t\t1085.5" in texts(reading, "hidden_row_column")
    assert [s.where for s in reading.segments if s.text.startswith("潜水泵")] == ["Sheet1!A3", "Sheet1!A3"]


def test_a_sheet_too_wide_to_lay_out_is_still_read():
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>角落</t></is></c></row></sheetData>'
    part = "xl/worksheets/sheet1.xml"
    sheet = zipfile.ZipFile(BytesIO(SAMPLES["xlsx"].data)).read(part).decode().replace("</sheetData>", far)
    reading = read(replaced(SAMPLES["xlsx"].data, part, sheet))
    assert {"潜水泵\t12\t", "角落"} <= set(texts(reading, "table"))


def test_a_pdf_line_goes_on_but_a_short_line_ends_its_paragraph():
    body = texts(read(SAMPLES["pdf"].data), "body")
    assert "Pump station brief" in body
    assert any(text.startswith("The first unit") and text.endswith("connection follows.") for text in body)


def test_a_mail_gives_author_and_date():
    reading = read(SAMPLES["eml"].data)
    assert (reading.author, reading.modified) == ("顾一凡 <gu@example.org>", "2026-03-05")
    assert reading.segments[0].form == "title"


def test_text_hidden_by_style_keeps_its_rows():
    rows = [s for s in read(SAMPLES["html"].data).segments if s.layer == "hidden_text" and s.form == "row"]
    assert [row.text for row in rows] == ["代号\t小满"]


def test_a_page_nested_too_deep_is_told_and_its_text_is_kept():
    page = b"<html>" + b"<div>" * 100_000 + "最深处的名字".encode() + b"</div>" * 100_000
    reading = read(page, "x.html")
    assert [problem.kind for problem in reading.problems] == ["truncated"]
    assert any("最深处的名字" in segment.text for segment in reading.segments)


def test_json_nested_too_deep_does_not_recurse():
    reading = read(b"[" * 100_000 + b"]" * 100_000, "x.json")
    assert [problem.kind for problem in reading.problems] == ["bomb"]


def test_an_archive_member_that_expands_too_far_is_left_out_alone():
    reading = read(formats.packed({"bomb.txt": b"0" * (8 << 20), "ok.txt": "正文"}))
    assert [(lost.name, lost.problem.kind, lost.rest) for lost in reading.lost] == [("bomb.txt", "bomb", b"")]
    assert reading.members == [("ok.txt", "正文".encode())]


def test_an_encrypted_member_is_told_without_its_name():
    data = bytearray(formats.packed({"geheim.txt": "x", "ok.txt": "y"}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    reading = read(bytes(data))
    found = [(lost.name, lost.problem.kind, "geheim" in lost.problem.detail) for lost in reading.lost]
    assert found == [("geheim.txt", "encrypted", False)]
    assert [name for name, _ in reading.members] == ["ok.txt"]


def test_a_link_in_a_tar_is_not_followed():
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("passwd")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    reading = read(buffer.getvalue())
    assert [(lost.name, lost.problem.kind) for lost in reading.lost] == [("passwd", "link")]
    assert reading.members == []


def test_a_picture_says_that_it_was_not_read():
    assert [p.kind for p in read(SAMPLES["bmp"].data).problems] == ["needs_ocr"]


def test_headers_reach_the_cells_of_a_sheet():
    segments = tables.headed(read(SAMPLES["xlsx"].data).segments)
    row = next(s for s in segments if s.text.startswith("闸阀") and s.layer == "table")
    assert [cell.header for cell in row.cells] == ["名称", "数量", "底价"]
    hidden = next(s for s in segments if s.layer == "hidden_row_column" and s.text.startswith("闸阀"))
    assert [cell.header for cell in hidden.cells] == ["名称", "数量", "底价"]
