"""Word and PowerPoint files: places of what is found, odd packages, what is seen and what is not, damage, bombs."""

# Parts of files stand as they are written in the files.
# ruff: noqa: E501

import base64
import contextlib
import random
import re
import struct
import zipfile
from io import BytesIO

import docx as python_docx
import pptx as python_pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import sniff
from extractors.extract import extract
from extractors.formats import docx, pptx
from extractors.images import pictures
from extractors.model import Limits, Reading, Unreadable
from extractors.officebase import drawing, metafile, salvage
from fixtures import hostile, ooxml, slides, word
from fixtures.samples import packed

LIMITS = Limits()
W = f'xmlns:w="{ooxml.W}"'
READERS = {"docx": docx.FORMAT, "pptx": pptx.FORMAT}
SAMPLES = {
    f"{kind} {lang}": build(lang)
    for kind, build in (("docx", word.deep), ("pptx", slides.deep))
    for lang in ("zh", "en")
}


def read(data):
    reading = Reading()
    READERS[sniff.kind(data[:8192], data, "x")].read(data, reading, LIMITS)
    return reading


def texts(reading, layer=""):
    return [segment.text for segment in reading.segments if segment.layer == layer or not layer]


def lost(sample, reading):
    """Give what is planted in a sample and was not found in its layer."""
    return [p for p in sample.planted if not any(p[1] in text for text in texts(reading, p[0]))]


def document(body, **more):
    return packed(
        {
            "[Content_Types].xml": ooxml.types({}),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **more,
        }
    )


def run(text, properties=""):
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


# Places


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("批注：此人已离职", "¶24 comment 2026-01-09"),
        ("答复：名单待更新", "¶24 reply 2026-01-09"),
        ("脚注：见合同", "¶24 footnote 2"),
        ("尾注：另附清单", "¶24 endnote 2"),
        ("首页页眉的字", "header first page"),
        ("偶数页页眉", "header even pages"),
        ("默认页眉的字", "header"),
        ("文本框编号G-17", "¶12 text box"),
        ("产能图表标题", "¶18 chart"),
        ("组织结构图里的人", "¶19 diagram"),
        ("遗留部件里的字", "unused part leftover.xml"),
    ],
)
def test_word_says_where_a_text_stands(text, where):
    assert [s.where for s in read(SAMPLES["docx zh"].data).segments if text in s.text] == [where]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Fourteen pumping stations", "slide 1"),
        ("Only for our own people", "slide 1 notes"),
        ("who checked this figure", "slide 1 comment 2026-01-07"),
        ("answer to the remark", "slide 1 reply 2026-01-09"),
        ("Title of the capacity chart", "slide 1 chart"),
        ("Person in the organisation chart", "slide 1 diagram"),
        ("Identity under a black box", "slide 2"),
        ("Backup: capex 11.4 million", "slide 3"),
        ("Slide that is not listed", "slide 4, not listed"),
        ("Fixed words of a layout", "slideLayout1"),
    ],
)
def test_powerpoint_says_where_a_text_stands(text, where):
    assert [s.where for s in read(SAMPLES["pptx en"].data).segments if text in s.text] == [where]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_is_given_once(name):
    """What a file holds twice for old and new readers, or as a picture of its data, is not two texts."""
    found = texts(read(SAMPLES[name].data))
    repeated = [text for _, text in SAMPLES[name].planted if sum(text in each for each in found) > 1]
    # Both comments have one writer; an insertion stands in its sentence and by itself.
    allowed = {
        "批注人甲",
        "Mara Commenter",
        "批注人乙",
        "Nils Threader",
        "改为八月九日",
        "moved to the ninth of August",
    }
    allowed |= {"shen@example.org", "mara@example.com", "nils@example.com"}
    assert set(repeated) <= allowed


def test_prompts_of_a_master_are_not_text():
    assert not any("Click to edit" in text for text in texts(read(SAMPLES["pptx en"].data)))


def test_a_chart_is_a_table_under_its_series():
    rows = [s.text for s in read(SAMPLES["docx en"].data).segments if s.where == "¶18 chart" and s.form == "row"]
    assert rows == ["\tt", "First quarter output\t12.5"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_usual_libraries_find_nothing_that_is_not_found_here(lang):
    """python-docx and python-pptx read by paths of their own; what they see is a part of what is read."""
    found = " ".join(texts(read(SAMPLES[f"docx {lang}"].data)))
    library = python_docx.Document(BytesIO(SAMPLES[f"docx {lang}"].data))
    tables = [cell.text for table in library.tables for row in table.rows for cell in row.cells]
    margins = [p.text for section in library.sections for p in (*section.header.paragraphs, *section.footer.paragraphs)]
    comments = [comment.text for comment in library.comments]
    paragraphs = [paragraph.text for paragraph in library.paragraphs]
    said = [text.strip() for text in (*paragraphs, *tables, *margins, *comments)]
    said.remove("A  B")  # it leaves the insertion out of this sentence
    assert [text for text in said if text not in found] == []
    found = " ".join(texts(read(SAMPLES[f"pptx {lang}"].data)))
    shapes = [
        shape
        for each in python_pptx.Presentation(BytesIO(SAMPLES[f"pptx {lang}"].data)).slides
        for shape in each.shapes
    ]
    assert [
        shape.text_frame.text for shape in shapes if shape.has_text_frame and shape.text_frame.text not in found
    ] == []


def test_words_in_the_place_of_a_slide_number_are_read_and_its_number_is_not():
    shape = '<a:p><a:fld type="slidenum" id="1"><a:t>{}</a:t></a:fld></a:p>'
    assert texts(read(slide(slides._shape(shape.format("7"), holder="sldNum")))) == []
    assert texts(read(slide(slides._shape(shape.format("第七页甲"), holder="sldNum"))), "header_footer") == ["第七页甲"]


# Packages of other shapes


def strict(parts):
    """Give the parts in the namespaces of the strict form of the standard."""
    return {
        name: content.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        .replace(ooxml.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(ooxml.P, "http://purl.oclc.org/ooxml/presentationml/main")
        .replace("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/")
        if isinstance(content, str)
        else content
        for name, content in parts.items()
    }


def backslashed(parts):
    return {name.replace("/", "\\"): content for name, content in parts.items()}


def shouted(parts):
    return {name.upper() if name.startswith(("word/", "ppt/")) else name: content for name, content in parts.items()}


def untyped(parts):
    return {name: content for name, content in parts.items() if name != "[Content_Types].xml"}


def commented(parts):
    """Give the parts with a comment and an instruction in the middle of every text."""
    return {
        name: re.sub(r"(<\w:t[^>]*>[^<]*)的", r"\1<!-- x -->的<?y z?>", content)
        if isinstance(content, str)
        else content
        for name, content in parts.items()
    }


@pytest.mark.parametrize("change", [strict, backslashed, shouted, untyped, commented])
@pytest.mark.parametrize(("parts", "sample"), [(word.parts, "docx zh"), (slides.parts, "pptx zh")])
def test_a_package_of_another_shape_gives_the_same(parts, sample, change):
    reading = read(packed(change(parts("zh"))))
    assert lost(SAMPLES[sample], reading) == []
    assert reading.problems == []


def unrelated(parts):
    return {name: content for name, content in parts.items() if not name.endswith(".rels")}


@pytest.mark.parametrize(("parts", "sample"), [(word.parts, "docx zh"), (slides.parts, "pptx zh")])
def test_without_relationships_no_text_is_lost(parts, sample):
    """Layers and places may be; addresses that only the relationships hold are."""
    found = " ".join(texts(read(packed(unrelated(parts("zh"))))))
    outside = ("file:///", "mailto:")
    assert [text for _, text in SAMPLES[sample].planted if text not in found and not text.startswith(outside)] == []


def flat(parts):
    """Give the package as one XML file."""
    items = []
    for name, content in parts.items():
        raw = content if isinstance(content, bytes) else content.encode()
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            body = f"<pkg:xmlData>{raw.decode().replace(ooxml.HEAD, '')}</pkg:xmlData>"
        else:
            body = f"<pkg:binaryData>{base64.b64encode(raw).decode()}</pkg:binaryData>"
        kind = "application/vnd.openxmlformats-officedocument.{}.main+xml".format(
            "wordprocessingml.document" if name.startswith("word/") else "presentationml.presentation"
        )
        stated = kind if name in ("word/document.xml", "ppt/presentation.xml") else "application/xml"
        items.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="{stated}">{body}</pkg:part>')
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{ooxml.HEAD}<pkg:package xmlns:pkg="{space}">{"".join(items)}</pkg:package>'.encode()


@pytest.mark.parametrize(("parts", "sample"), [(word.parts, "docx zh"), (slides.parts, "pptx zh")])
def test_the_flat_form_gives_the_same(parts, sample):
    reading = read(flat(parts("zh")))
    assert lost(SAMPLES[sample], reading) == []
    assert reading.problems == []
    assert {name for name, _ in reading.members} == set(SAMPLES[sample].members)


def test_a_document_of_2003_in_one_file_is_read():
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    mark = 'aml:author="改稿人" aml:createdate="2003-01-01T00:00:00Z"'
    data = f"""<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="{space}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"
 xmlns:o="urn:schemas-microsoft-com:office:office"><o:DocumentProperties><o:Author>顾一凡</o:Author>
<o:Company>Northbank Pumps</o:Company></o:DocumentProperties><w:body>
<w:p><w:r><w:t>正文一句</w:t></w:r>
<aml:annotation w:type="Word.Deletion" {mark}><aml:content><w:r><w:delText>删去的话</w:delText></w:r></aml:content></aml:annotation>
<w:r><w:footnote><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote></w:r>
<aml:annotation w:type="Word.Comment" {mark}><aml:content><w:p><w:r><w:t>批注的话</w:t></w:r></w:p></aml:content></aml:annotation></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>闸阀</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr><w:hdr><w:p><w:r><w:t>页眉的话</w:t></w:r></w:p></w:hdr></w:sectPr></w:body></w:wordDocument>""".encode()
    reading = read(data)
    expected = [
        ("body", "正文一句"), ("tracked_deletion", "删去的话"), ("footnote", "脚注的话"), ("comment", "批注的话"),
        ("table", "闸阀"), ("header_footer", "页眉的话"), ("metadata", "company: Northbank Pumps"),
    ]  # fmt: skip
    assert [p for p in expected if p[1] not in texts(reading, p[0])] == []
    assert reading.author == "顾一凡"


def test_a_main_part_of_any_name_is_known_by_its_type():
    parts = {
        "[Content_Types].xml": ooxml.types({"x/y.xml": f"{ooxml.OFFICE}.wordprocessingml.document.main+xml"}),
        "x/y.xml": f"<w:document {W}><w:body>{run('正文')}</w:body></w:document>",
    }
    assert texts(read(packed(parts)), "body") == ["正文"]


def test_a_text_in_an_element_that_nobody_knows_is_given():
    body = f"<w:new><w:wrap><w:r><w:t>没人认识的</w:t></w:r><w:r><w:t>元素</w:t></w:r></w:wrap></w:new>{run('seen')}"
    found = [(s.text, s.where) for s in read(document(body)).segments]
    assert found == [("seen", "¶1"), ("没人认识的", "unplaced"), ("元素", "unplaced")]


def test_two_parts_of_one_name_are_both_read():
    bodies = (f"<w:document {W}><w:body>{run(text)}</w:body></w:document>".encode() for text in ("第一份", "第二份"))
    data = hostile.zipped(*(("word/document.xml", body) for body in bodies))
    assert {"第一份", "第二份"} <= set(texts(read(data)))


# What is seen and what is not

WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="203864"/>'


@pytest.mark.parametrize(
    ("body", "layer"),
    [
        (run("字", WHITE), "hidden_text"),
        (run("字", '<w:color w:val="FEFEFE"/>'), "hidden_text"),
        (run("字", '<w:color w:val="000000"/>'), "body"),
        (run("字", '<w:color w:val="auto"/>'), "body"),
        (run("字", WHITE + DARK), "body"),
        (run("字", WHITE + '<w:highlight w:val="blue"/>'), "body"),
        (run("字", WHITE + '<w:shd w:val="pct50" w:fill="FFFFFF"/>'), "body"),
        (f"<w:p><w:pPr>{DARK}</w:pPr><w:r><w:rPr>{WHITE}</w:rPr><w:t>字</w:t></w:r></w:p>", "body"),
        (
            f"<w:tbl><w:tr><w:tc><w:tcPr>{DARK}</w:tcPr>{run('字', WHITE)}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "table",
        ),
        (f"<w:tbl><w:tr><w:tc>{run('字', WHITE)}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", "hidden_text"),
        (run("字", '<w:vanish w:val="0"/>'), "body"),
        (run("字", '<w:sz w:val="16"/>'), "body"),
        (run("字", '<w:w w:val="1"/>'), "hidden_text"),
        (run("字", '<w:highlight w:val="black"/>'), "covered_text"),
        (run("字", '<w:color w:val="111111"/><w:shd w:val="clear" w:fill="0A0A0A"/>'), "covered_text"),
        (run("字", '<w:shd w:val="clear" w:fill="000000"/>'), "body"),
        (run("字", '<w:highlight w:val="yellow"/>'), "body"),
        ("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>", "body"),
    ],
)
def test_word_tells_what_can_be_seen(body, layer):
    assert [s.layer for s in read(document(body)).segments if "字" in s.text] == [layer]


def test_white_text_is_seen_on_a_page_of_another_colour():
    part = f'<w:document {W}><w:background w:color="1F3864"/><w:body>{run("字", WHITE)}</w:body></w:document>'
    assert texts(read(packed({"word/document.xml": part})), "body") == ["字"]


def test_a_table_style_with_shading_may_lie_behind_white_text():
    style = f'<w:styles {W}><w:style w:type="table" w:styleId="T"><w:tblStylePr><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style></w:styles>'
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{run("字", WHITE)}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>'
    assert texts(read(document(table, **{"word/styles.xml": style})), "table") == ["字\t"]


def test_styles_that_are_based_on_each_other_end():
    style = f'<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    assert texts(
        read(
            document(
                '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>字</w:t></w:r></w:p>', **{"word/styles.xml": style}
            )
        )
    ) == ["字"]


def test_a_deleted_digit_is_content():
    mark = 'w:author="x" w:date="2026-01-01T00:00:00Z"'
    body = f"<w:p><w:r><w:t>共</w:t></w:r><w:del {mark}><w:r><w:delText>5</w:delText></w:r></w:del><w:ins {mark}><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:t>台</w:t></w:r></w:p>"
    reading = read(document(body))
    assert (texts(reading, "body"), texts(reading, "tracked_deletion")) == (["共8台"], ["5"])


def test_a_frame_around_paragraphs_is_no_table_row():
    body = f"<w:tbl><w:tr><w:tc>{run('第一段的话。')}{run('第二段的话。')}</w:tc></w:tr></w:tbl>"
    assert texts(read(document(body)), "body") == ["第一段的话。", "第二段的话。"]


def test_prompts_of_empty_controls_are_no_hidden_content():
    block = "<w:glossaryDocument {}><w:docParts><w:docPart><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    for prompt in ("Click or tap here to enter text.", "单击或点击此处输入文字。", "Choose an item.", "选择一项。"):
        parts = {"word/glossary/document.xml": block.format(W, run(prompt))}
        assert texts(read(document(run("字"), **parts))) == ["字"]


def slide(shapes, **more):
    return packed({
        "[Content_Types].xml": ooxml.types({}), "ppt/slides/slide1.xml": slides._slide(shapes), **more,
    })  # fmt: skip


FILLED = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'


@pytest.mark.parametrize(
    ("shapes", "layer"),
    [
        (slides._shape(slides._text("字"), (1, 1, 5, 1)), "body"),
        (slides._shape(slides._text("字"), (33, 1, 9, 1)), "body"),  # reaches onto the slide
        (slides._shape(slides._text("字"), (-9, 1, 5, 1)), "hidden_text"),
        (slides._shape(slides._text("字"), (0, 0, 25, 0)), "body"),  # without height: its text flows over
        (slides._shape(slides._text("字", ' sz="1200"'), (1, 1, 5, 1)), "body"),
        # Over, under and beside a bar; a bar that lets the text through; a bar that is switched off.
        (slides._shape("<a:p/>", (0, 0, 9, 3), fill=FILLED) + slides._shape(slides._text("字"), (1, 1, 5, 1)), "body"),
        (
            slides._shape(slides._text("字"), (1, 1, 5, 1)) + slides._shape("<a:p/>", (0, 0, 9, 3), fill=FILLED),
            "covered_text",
        ),
        (slides._shape(slides._text("字"), (1, 1, 5, 1)) + slides._shape("<a:p/>", (3, 0, 9, 3), fill=FILLED), "body"),
        (
            slides._shape(slides._text("字"), (1, 1, 5, 1)) + slides._shape("<a:p/>", (0, 0, 9, 3), fill="<a:noFill/>"),
            "body",
        ),
        (
            slides._shape(slides._text("字"), (1, 1, 5, 1))
            + slides._shape("<a:p/>", (0, 0, 9, 3), fill=FILLED, hidden=True),
            "body",
        ),
    ],
)
def test_powerpoint_tells_what_can_be_seen(shapes, layer):
    assert [s.layer for s in read(slide(shapes)).segments if s.text == "字"] == [layer]


def test_an_inserted_row_of_a_table_in_a_deletion_is_deleted():
    mark = 'w:author="x"'
    body = f"<w:tbl><w:tr><w:trPr><w:del {mark}/></w:trPr><w:tc><w:p><w:ins {mark}><w:r><w:t>字</w:t></w:r></w:ins></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert texts(read(document(body)), "tracked_deletion") == ["字\t"]


# Pictures, metafiles, other files inside


@pytest.mark.parametrize(("size", "members"), [((64, 64), 0), ((300, 100), 0), ((1200, 800), 1), ((1000, 2000), 1)])
def test_only_a_picture_that_can_hold_text_is_handed_on(size, members):
    reading = read(document(run("字"), **{"word/media/image1.png": ooxml.png(*size)}))
    assert len(reading.members) == members
    assert texts(reading, "metadata") == ([] if members else ["small pictures, not looked into: 1"])
    assert reading.problems == []


def test_a_large_picture_drawn_small_is_a_logo():
    drawn = '<w:p><w:r><w:drawing xmlns:a="a" xmlns:wp="wp" xmlns:r="r"><wp:inline><wp:extent cx="900000" cy="360000"/><a:blip r:embed="p"/></wp:inline></w:drawing></w:r></w:p>'
    links = ooxml.relationships(("p", "image", "media/image1.png"))
    parts = {"word/media/image1.png": ooxml.png(1500, 600), "word/_rels/document.xml.rels": links}
    assert read(document(run("字") + drawn, **parts)).members == []


def test_a_picture_of_a_header_alone_is_design():
    part = (
        f'<w:hdr {W}><w:p><w:r><w:drawing xmlns:a="a" xmlns:r="r"><a:blip r:embed="p"/></w:drawing></w:r></w:p></w:hdr>'
    )
    parts = {
        "word/header1.xml": part, "word/_rels/header1.xml.rels": ooxml.relationships(("p", "image", "media/image1.png")),
        "word/media/image1.png": ooxml.png(1500, 900),
    }  # fmt: skip
    assert read(document(run("字"), **parts)).members == []


def test_more_pictures_than_are_looked_into_are_counted():
    many = {f"word/media/image{n}.png": ooxml.png(1000, 1000) for n in range(pictures.MOST_PICTURES + 3)}
    reading = read(document(run("字"), **many))
    assert len(reading.members) == pictures.MOST_PICTURES
    assert [(p.kind, "3 more" in p.detail) for p in reading.problems] == [("needs_ocr", True)]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ooxml.png(640, 480), (640, 480)),
        (b"GIF89a" + struct.pack("<HH", 640, 480), (640, 480)),
        (b"BM" + bytes(16) + struct.pack("<ii", 640, -480), (640, 480)),
        (b"\xff\xd8\xff\xe0\0\4xx\xff\xc2\0\x0b\x08" + struct.pack(">HH", 480, 640) + bytes(4), (640, 480)),
        (b"\xff\xd8\xff\xe0", None),
        (b"\x89PNG", None),
        (b"", None),
    ],
)
def test_a_picture_says_its_size_in_its_head(head, expected):
    assert pictures.dots(head) == expected


def test_a_film_in_a_presentation_is_a_problem():
    reading = read(packed({**slides.parts("en"), "ppt/media/media1.mp4": b"\0" * 99}))
    assert [p.kind for p in reading.problems] == ["unsupported"]


def test_a_file_that_no_part_names_is_a_member():
    reading = read(document(run("字"), **{"word/notes.txt": "藏着的", "extra/plan.pdf": b"%PDF-"}))
    assert [name for name, _ in reading.members] == ["notes.txt", "plan.pdf"]


def test_pieces_of_one_word_in_a_metafile_are_joined_and_cells_are_not():
    assert metafile._adjoins(metafile.Drawn(7, 0, 40, "cond"), metafile.Drawn(7, 41, None, "uct"))
    assert not metafile._adjoins(metafile.Drawn(7, 0, 40, "cond"), metafile.Drawn(7, 90, None, "uct"))
    assert metafile.lines(ooxml.metafile("三号炉")) == ["三号炉"]


def test_the_text_of_a_metafile_that_stands_in_the_file_is_not_repeated():
    reading = read(document(run("三号炉"), **{"word/media/a.emf": ooxml.metafile("三号炉")}))
    assert texts(reading) == ["三号炉"]


@pytest.mark.parametrize(
    ("value", "shape", "expected"),
    [
        ("4.4000000000000004", "General", "4.4"), ("12", "General", "12"), ("0.45", "0%", "45%"), ("N/A", "0%", "N/A"),
        ("44927", "yyyy/m/d", "2023-01-01"), ("44927", '0"d"', "44927"), ("1e400", "General", "inf"),
        ("99999999999", "yyyy", "99999999999"), ("1234.5", "[Red]#,##0.00", "1234.5"),
    ],
)  # fmt: skip
def test_a_chart_shows_values_as_they_are_drawn(value, shape, expected):
    assert drawing.number(value, shape) == expected


# What stands beside the text


def beside(**parts):
    """Give what the metadata of a document with these parts says, without the words of the document itself."""
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    return [(s.layer, s.text) for s in read(document(run("字"), **named)).segments if s.text != "字"]


def test_values_of_custom_data_are_read_and_forms_of_programs_are_not():
    data = (
        "<p:properties xmlns:p='p'><Owner><DisplayName>沈默</DisplayName><Id>{0A1B2C3D-0000-1111-2222-333344445555}</Id></Owner>"
        "<Count>12</Count><Flag>true</Flag><Site place='白鹭渡'/></p:properties>"
    )
    form = "<FormTemplates><Display>DocumentLibraryForm</Display></FormTemplates>"
    found = beside(**{"customXml/item1.xml": data, "customXml/item2.xml": form})
    assert found == [("metadata", "DisplayName: 沈默"), ("metadata", "place: 白鹭渡")]


def test_a_signature_says_who_and_why():
    signature = (
        "<Signature><X509IssuerName>CN=沈默</X509IssuerName><SignatureComments>同意放行</SignatureComments></Signature>"
    )
    found = beside(**{"_xmlsignatures/sig1.xml": signature})
    assert found == [("metadata", "issuer: CN=沈默"), ("metadata", "reason of signature: 同意放行")]


def test_a_control_of_the_old_kind_says_its_caption():
    control = '<ax:ocx xmlns:ax="ax"><ax:ocxPr ax:name="Caption" ax:value="同意"/><ax:ocxPr ax:name="Size" ax:value="100"/></ax:ocx>'
    assert beside(**{"word/activeX/activeX1.xml": control}) == [("form_field", "Caption: 同意")]


def test_who_changed_a_shared_presentation_is_read_once():
    change = '<pc:chgData name="王磊" userId="S::wang@example.org::1" providerId="AD"/>'
    part = f'<pc:chgInfo xmlns:pc="pc">{change}{change}</pc:chgInfo>'
    found = texts(read(packed({**slides.parts("en"), "ppt/changesInfos/changesInfo1.xml": part})), "metadata")
    assert [text for text in found if "王磊" in text or "wang@" in text] == [
        "revision author: 王磊",
        "account: wang@example.org",
    ]


def test_macros_are_told():
    assert beside(**{"word/vbaProject.bin": "x"}) == [("metadata", "macros: Visual Basic")]


def test_state_that_an_add_in_packs_is_no_text():
    tags = '<p:tagLst xmlns:p="p"><p:tag name="A" val="{}"/><p:tag name="B" val="北岸项目"/></p:tagLst>'
    reading = read(packed({**slides.parts("en"), "ppt/tags/tag2.xml": tags.format("QUJD" * 20)}))
    assert [text for text in texts(reading, "metadata") if text[:2] in ("A:", "B:")] == ["B: 北岸项目"]


def test_an_object_of_an_unknown_program_is_told_and_an_equation_is_not():
    drawing_ = hostile.compound(("VisioDocument", b"x" * 100))
    equation = hostile.compound(("Equation Native", b"x" * 100))
    kinds = [
        [p.kind for p in read(document(run("字"), **{"word/embeddings/oleObject1.bin": data})).problems]
        for data in (drawing_, equation)
    ]
    assert kinds == [["unsupported"], []]


def test_a_bookmark_that_a_person_named_is_read_and_one_of_a_program_is_not():
    marks = "".join(f'<w:bookmarkStart w:name="{name}"/>' for name in ("_GoBack", "OLE_LINK1", "Text12", "底价依据"))
    assert texts(read(document(f"<w:p>{marks}<w:r><w:t>字</w:t></w:r></w:p>")), "metadata") == ["bookmark: 底价依据"]


# Damage


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_without_its_directory_gives_all_its_text(name):
    reading = read(SAMPLES[name].data[: SAMPLES[name].data.index(b"PK\x01\x02")])
    assert lost(SAMPLES[name], reading) == []
    assert [p.kind for p in reading.problems] == ["truncated"]


@pytest.mark.parametrize(
    ("parts", "main"), [(word.parts, "word/document.xml"), (slides.parts, "ppt/slides/slide1.xml")]
)
def test_xml_with_a_fault_in_it_gives_what_stands_before_and_behind(parts, main):
    whole = parts("en")
    middle = whole[main].index("</", len(whole[main]) // 2)
    broken = whole[main][:middle] + "<oops & <" + whole[main][middle:]
    before = set(texts(read(packed(whole))))
    reading = read(packed({**whole, main: broken}))
    assert "corrupt" in [p.kind for p in reading.problems]
    held = " ".join(texts(reading))
    planted = [text for text in before if len(text) > 12]
    assert sum(text in held for text in planted) > 0.9 * len(planted)


def test_a_part_with_a_wrong_check_sum_is_still_text():
    data = bytearray(document(run("check sum text")))
    at = data.rindex(b"PK\x01\x02")
    data[at + 16] ^= 0xFF
    reading = read(bytes(data))
    assert texts(reading) == ["check sum text"]
    assert [p.kind for p in reading.problems] == ["corrupt"]


def test_problems_of_a_damaged_file_do_not_quote_it():
    data = packed({"word/document.xml": f"<w:document {W}><w:body>{run('geheim')}<oops"})
    reading = read(data)
    assert texts(reading) == ["geheim"]
    assert not any("geheim" in p.detail for p in reading.problems)


# Bombs


@pytest.mark.parametrize("name", ["billion-laughs", "quadratic", "external-entity"])
def test_a_main_part_with_entities_is_a_bomb_and_the_properties_are_read(name):
    data = hostile.BUILDERS[f"bombs/{name}.docx"]()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    reading = Reading()
    with pytest.raises(Unreadable) as raised:
        docx.FORMAT.read(packed({**parts, "docProps/core.xml": ooxml.core({"dc:creator": "顾一凡"})}), reading, LIMITS)
    assert raised.value.problem.kind == "bomb"
    assert texts(reading) == ["author: 顾一凡"]


@pytest.mark.parametrize(
    "part", ["word/comments.xml", "word/header1.xml", "customXml/item1.xml", "word/_rels/document.xml.rels"]
)
def test_a_side_part_with_entities_is_a_bomb_and_the_rest_is_read(part):
    laughs = '<!DOCTYPE a [<!ENTITY b "bomb">]><a>&b;</a>'
    reading = Reading()
    with contextlib.suppress(Unreadable):
        docx.FORMAT.read(packed({**word.parts("en"), part: laughs}), reading, LIMITS)
    assert "bomb" in [p.kind for p in reading.problems]
    assert "Plain sentence about the pumping station" in texts(reading, "body")


def test_tables_in_tables_without_end_give_their_text_and_a_problem():
    depth = 20_000
    body = "<w:tbl><w:tr><w:tc>" * depth + run("最深处") + "</w:tc></w:tr></w:tbl>" * depth
    reading = read(document(body))
    assert texts(reading) == ["最深处"]
    assert [p.kind for p in reading.problems] == ["corrupt"]


def test_groups_in_groups_as_deep_as_the_parser_takes_are_walked():
    depth = 100
    inner = slides._shape(slides._text("最深处"), (1, 1, 5, 1))
    for _ in range(depth):
        inner = slides._group(inner, (1, 1, 9, 9), (1, 1, 9, 9))
    assert "最深处" in texts(read(slide(inner)))


# Mutations: whatever the bytes, nothing but Unreadable leaves a reader, and a reading keeps its shape.


def check(data, kind):
    reading = Reading()
    with contextlib.suppress(Unreadable):
        READERS[kind].read(data, reading, Limits(text_chars=1 << 20, member_bytes=8 << 20, members=500))
    assert {s.layer for s in reading.segments} <= set(READERS[kind].layers)
    assert all(s.where and s.text for s in reading.segments)


def mutated(data, random_):
    """Give bytes with a few faults: bits, runs, cuts, doubles."""
    raw = bytearray(data)
    for _ in range(random_.randint(1, 6)):
        at, size = random_.randrange(len(raw)), random_.randint(1, 40)
        match random_.randrange(5):
            case 0:
                raw[at] ^= 1 << random_.randrange(8)
            case 1:
                raw[at : at + size] = random_.randbytes(size)
            case 2:
                del raw[at : at + size]
            case 3:
                raw[at:at] = raw[at : at + size]
            case 4:
                del raw[max(at, len(raw) // 3) :]
    return bytes(raw) or b"x"


def spliced(one, other, random_):
    """Give the parts of one package with elements taken out, moved and mixed in from another one."""
    parts = dict(one)
    for name in random_.sample(sorted(parts), 3):
        text = parts[name] if isinstance(parts[name], str) else ""
        marks = [at for at, mark in enumerate(text) if mark == "<"]
        donor = next((each for each in random_.sample(sorted(other), len(other)) if isinstance(other[each], str)), "")
        if len(marks) > 4 and donor:
            start, end = sorted(random_.sample(marks, 2))
            parts[name] = random_.choice(
                (
                    text[:start] + text[end:],
                    text[:end] + text[start:],
                    text[:start] + other[donor][-400:] + text[start:],
                )
            )
    return packed(parts)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mutated_file_never_breaks_the_reader(name):
    noise = random.Random(name)
    for _ in range(60):
        check(mutated(SAMPLES[name].data, noise), name[:4])


def test_the_day_of_a_librarys_template_is_no_date_of_the_file():
    made = BytesIO()
    python_pptx.Presentation().save(made)
    assert read(made.getvalue()).modified == ""


@pytest.mark.parametrize(("parts", "kind"), [(word.parts, "docx"), (slides.parts, "pptx")])
def test_spliced_parts_never_break_the_reader(parts, kind):
    noise = random.Random(kind)
    for _ in range(60):
        check(spliced(parts("zh"), noise.choice((word.parts, slides.parts))("en"), noise), kind)


TAGS = st.sampled_from(
    "p r t tbl tr tc ins del moveTo sdt sdtPr sdtContent rPr pPr fldChar instrText txbxContent pict ruby rt".split()
)
TREES = st.recursive(
    st.sampled_from(["字", "x", ""]),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>", TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TREES, max_size=4))
def test_elements_in_any_order_lose_no_text(trees):
    """Every text element is given, in whatever nesting it stands."""
    body = "".join(tree for tree in trees if tree.startswith("<"))
    data = document(body + run("末"))
    reading = read(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        wanted = "".join(salvage.paragraphs(archive.read("word/document.xml")))
    held = "".join(texts(reading))
    assert held.count("字") + held.count("x") >= wanted.count("字") + wanted.count("x")


def test_a_whole_file_goes_through_with_all_its_layers():
    (found,) = extract(SAMPLES["docx zh"].data, "泵站全文.docx")
    assert found.status == "read"
    assert "hidden_content" in {flag.kind for flag in found.flags}
    inside = [s.text for s in found.segments if s.layer == "embedded_object"]
    assert {"chunk", "1\t2"} <= set(inside)
