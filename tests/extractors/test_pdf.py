"""PDF: places, failed redactions, what nobody sees, the second reader, and files that are made to hurt."""

# Parts of files stand as they are written in the files.
# ruff: noqa: E501

import io
import random
import zlib

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors import der, registry
from extractors.extract import extract
from extractors.model import Limits, Reading, Unreadable
from extractors.pdf import objects, render, revisions, second, structure, xml
from extractors.sink import Sink
from fixtures import formats, hostile, pdfs, pictures

LIMITS = Limits()
PDFIUM_NAME = "extractors.formats.pdf.pypdfium2.PdfDocument"


def read(data):
    reading = Reading()
    registry.formats()["pdf"].read(data, reading, LIMITS)
    return reading


def said(reading, layer):
    return [segment.text for segment in reading.segments if segment.layer == layer]


def places(reading, layer):
    return {segment.where for segment in reading.segments if segment.layer == layer}


# Places


@pytest.mark.parametrize(
    ("sample", "layer", "where"),
    [
        (pdfs.hidden, "hidden_text", {"p.1"}),
        (pdfs.covered, "covered_text", {"p.1 covered"}),
        (pdfs.notes, "annotation", {"p.1 note", "p.1 note (hidden)"}),
        (pdfs.revised, "hidden_text", {"revision 1: p.1", "revision 1: p.1 note"}),
        (pdfs.beside, "hidden_text", {"p.1 alternate text", "p.1 actual text"}),
    ],
)
def test_a_text_carries_the_place_where_a_person_finds_it(sample, layer, where):
    assert places(read(sample().data), layer) == where


def test_a_field_without_a_place_on_a_page_is_told_as_hidden():
    found = {segment.text: segment.where for segment in read(pdfs.fields().data).segments}
    assert found["internal: 无控件的隐藏字段"] == "field (hidden)"
    assert found["site: 白鹭渡三号楼"] == "p.1 field"


def test_every_layer_that_the_format_declares_is_in_a_sample():
    found = {s.layer for build in (*pdfs.SAMPLES.values(), formats.pdf) for s in read(build().data).segments}
    assert set(registry.formats()["pdf"].layers) - found == {"attachment"}  # those are members


# Covered and hidden text


def test_what_is_covered_is_not_in_the_body():
    body = " ".join(said(read(pdfs.covered().data), "body"))
    assert "Halvorsen" not in body
    assert "海沃森" not in body
    assert "880" not in body


def test_boxes_that_cover_nothing_make_no_covered_text():
    content = (
        pdfs.box(70, 560, 300, 20, "0.85 0.85 0.85") + pdfs.text("a shaded row", 74, 566)
        + pdfs.text("crossed out", 72, 540) + pdfs.box(72, 544, 60, 1)
        + pdfs.box(70, 500, 90, 16) + pdfs.text("底色上的白字", 74, 504, before="1 1 1 rg")
        + pdfs.text("beside a bar", 72, 470) + pdfs.box(200, 466, 90, 16)
    )  # fmt: skip
    reading = read(pdfs.page(content))
    assert said(reading, "covered_text") == []
    assert said(reading, "hidden_text") == []


def test_the_label_of_a_redaction_is_no_failed_redaction():
    bars = "".join(
        pdfs.text(label, 72, 700 - 30 * row) + pdfs.box(70, 696 - 30 * row, 200, 16)
        for row, label in enumerate(("REDACTED", "Privileged", "(b)(6)", "已脱敏"))
    )
    dates = "".join(pdfs.text("03/23/2019", 72, 500 - 30 * r) + pdfs.box(70, 496 - 30 * r, 90, 16) for r in range(3))
    assert said(read(pdfs.page(bars + dates)), "covered_text") == []
    one_date = pdfs.text("born 03/23/2019", 72, 500) + pdfs.box(95, 496, 90, 16)
    assert said(read(pdfs.page(one_date)), "covered_text") == ["born 03/23/2019"]


def test_text_replaced_by_other_text_on_a_white_box_is_hidden_not_covered():
    content = (
        pdfs.text("TROOPPER LIMITED", 72, 700)
        + pdfs.box(70, 697, 140, 14, "1 1 1")
        + pdfs.text("TROOPER LIMITED", 72, 700)
    )
    reading = read(pdfs.page(content))
    assert said(reading, "covered_text") == []
    assert "TROOPER LIMITED" in said(reading, "body")


def test_invisible_text_over_a_scan_is_the_body_and_alone_it_is_hidden():
    alone = read(pdfs.page(pdfs.text("nobody sees this line", 72, 700, before="3 Tr")))
    assert said(alone, "hidden_text") == ["nobody sees this line"]
    assert said(read(pdfs.scanned().data), "hidden_text") == []


# Scans


def scan(text=""):
    gray = bytes(0 if (x // 2 + y // 4) % 7 == 0 and y % 8 < 3 else 255 for y in range(400) for x in range(300))
    image = pdfs.stream(
        gray, "/Type/XObject/Subtype/Image/Width 300/Height 400/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    return pdfs.page("q 595 0 0 842 0 0 cm /Im Do Q\n" + text, resources="/XObject<</Im 7 0 R>>", o7=image)


def test_a_page_with_a_picture_and_no_text_needs_recognition():
    assert [(p.kind, "p.1" in p.detail) for p in read(scan()).problems] == [("needs_ocr", True)]


def test_a_scan_with_a_stamp_needs_recognition_and_keeps_the_stamp():
    reading = read(scan(pdfs.text("Page 3 of 9", 72, 20)))
    assert [p.kind for p in reading.problems] == ["needs_ocr"]
    assert said(reading, "body") == ["Page 3 of 9"]


def test_a_photograph_behind_a_title_needs_none():
    gray = bytes((x + y) % 256 for y in range(64) for x in range(64))
    image = pdfs.stream(gray, "/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8")
    content = "q 595 0 0 842 0 0 cm /Im Do Q\n" + pdfs.text("Spring status", 72, 700, 24)
    assert read(pdfs.page(content, resources="/XObject<</Im 7 0 R>>", o7=image)).problems == []


def test_a_page_becomes_a_picture_for_recognition():
    png = render.page_png(scan(), 0, dpi=72)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") in (595, 596)
    with pytest.raises(Unreadable):
        render.page_png(scan(), 5)


# Text


def test_a_turned_page_is_read_as_it_is_shown():
    cells = (("Item", "Qty"), ("Valve", "40"), ("Screen", "9"))
    content = "".join(
        f"q BT /F1 11 Tf 0 1 -1 0 {100 + 20 * row} {80 + 200 * at} Tm ({said}) Tj ET Q\n"
        for row, pair in enumerate(cells)
        for at, said in enumerate(pair)
    )
    assert "Valve\t40" in said(read(pdfs.page(content, entries="/Rotate 90")), "table")


def test_a_word_broken_at_the_end_of_a_line_is_whole_again():
    reading = read(pdfs.page(pdfs.text("the generator was deliv-", 72, 700) + pdfs.text("ered in August", 72, 687)))
    assert "delivered" in " ".join(said(reading, "body"))


def test_the_second_reader_gives_the_lines_of_the_first():
    view = objects.opened(pdfs.hidden().data, LIMITS)
    (_, page), *_ = view.pages(9)
    lines, unmapped = second.lines(view, page)
    assert unmapped == 0
    assert "The visible sentence of this page stays in the body." in [line.text for line in lines]
    assert any("白字白底：七号环" in line.text for line in lines)


def test_a_file_that_pdfium_does_not_open_is_read_by_the_second_reader(monkeypatch):
    def refuse(*_):
        raise pypdfium2.PdfiumError("no")

    monkeypatch.setattr(PDFIUM_NAME, refuse)
    reading = read(pdfs.notes().data)
    assert said(reading, "body") == ["Notes hang on this page."]
    assert "报价低于成本" in said(reading, "annotation")
    assert [p.kind for p in reading.problems] == ["corrupt"]


def test_a_file_whose_structure_pdfminer_does_not_open_keeps_text_and_notes(monkeypatch):
    def refuse(*_):
        raise Unreadable("corrupt", "structure: no")

    monkeypatch.setattr(objects, "opened", refuse)
    reading = read(pdfs.notes().data)
    assert said(reading, "body") == ["Notes hang on this page."]
    assert {"报价低于成本", "a reply: who says so?"} <= set(said(reading, "annotation"))
    assert [p.kind for p in reading.problems] == ["corrupt"]


# Encryption, damage, bombs


def locked(user, owner="owner"):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(user, ownerPassword=owner), invariant=1)
    canvas.drawString(72, 700, "locked berth plan")
    canvas.setAuthor("Elena Brusati")
    canvas.save()
    return buffer.getvalue()


def test_a_file_with_an_empty_password_is_read_and_another_is_told_as_encrypted():
    reading = read(locked(""))
    assert said(reading, "body") == ["locked berth plan"]
    assert "author: Elena Brusati" in said(reading, "metadata")
    with pytest.raises(Unreadable) as caught:
        read(locked("secret"))
    assert caught.value.problem.kind == "encrypted"


def test_a_page_of_forms_without_end_is_named_and_the_others_are_read():
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N 7 0 R>>>>"
    data = pdfs.page(
        "/N Do",
        resources="/XObject<</N 7 0 R>>",
        o7=pdfs.stream("/N Do /N Do", form),
        o8="<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 9 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        o9=pdfs.stream(pdfs.text("the second page is honest", 72, 700)),
    ).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 8 0 R]/Count 2")
    reading = read(data)
    assert said(reading, "body") == ["the second page is honest"]
    assert [(p.kind, p.detail[:3]) for p in reading.problems] == [("bomb", "p.1")]


def test_forms_within_forms_are_read_where_they_end():
    inner = pdfs.stream(
        pdfs.text("text in a form in a form", 72, 700),
        f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font{pdfs._FONTS}>>",
    )
    outer = pdfs.stream("/In Do", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</In 8 0 R>>>>")
    reading = read(pdfs.page("/Out Do", resources="/XObject<</Out 7 0 R>>", o7=outer, o8=inner))
    assert said(reading, "body") == ["text in a form in a form"]


@pytest.mark.parametrize(
    "name", ["bombs/length-loop.pdf", "bombs/page-tree-loop.pdf", "bombs/form-tower.pdf", "damage/no-xref.pdf"]
)
def test_a_hostile_file_ends_with_a_problem_or_its_text(name):
    (found,) = extract(hostile.BUILDERS[name](), name)
    assert found.problems or "loop" in " ".join(segment.text for segment in found.segments)


def test_scattered_characters_take_linear_work_in_both_readers():
    data = hostile._page(hostile._stream(b"BT /F1 3 Tf " + b" ".join(
        b"1 0 0 1 %d %d Tm (x) Tj" % (random.Random(i).randrange(590), random.Random(-i).randrange(840)) for i in range(8000)
    ) + b" ET"))  # fmt: skip
    assert sum(text.count("x") for text in said(read(data), "body")) > 7900  # one above another is one
    view = objects.opened(data, LIMITS)
    (_, page), *_ = view.pages(9)
    lines, _ = second.lines(view, page)
    assert sum(line.text.count("x") for line in lines) == 8000


def test_a_stream_that_unpacks_to_more_than_it_may_is_told():
    data = pdfs.page(
        "",
        catalog="/Metadata 7 0 R",
        o7=pdfs.stream(zlib.compress(bytes(9 << 20)), "/Filter/FlateDecode"),
    )
    view = objects.opened(data, Limits(member_bytes=1 << 20))
    with pytest.raises(Unreadable) as caught:
        view.data(view.document.catalog["Metadata"])
    assert caught.value.problem.kind == "too_big"


# Revisions


def test_the_end_behind_the_first_page_of_a_web_file_is_no_revision():
    data = pdfs.revised().data
    assert len(revisions.earlier(data)) == 1
    assert revisions.earlier(data.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%/Linearized\n")) == []


def test_a_signature_appended_to_a_file_adds_no_revision_text():
    first = pdfs.page(pdfs.text("the contract stands", 72, 700))
    table = first.rindex(b"xref\n", 0, first.rindex(b"startxref"))
    data = pdfs.document({9: "<</Type/Sig/Name(Lu)>>"}, before=first, xref=table)
    assert said(read(data), "hidden_text") == []


# Strings


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xfe\xff" + "泊位".encode("utf-16-be"), "泊位"),
        (b"\xef\xbb\xbf" + "泊位".encode(), "泊位"),
        ("船舶进出港计划表".encode("gb18030"), "船舶进出港计划表"),
        (b"Harbour plan", "Harbour plan"),
        (b"caf\xe9 \x84 plan", "café — plan"),
    ],
)
def test_text_strings_are_read_in_every_encoding_that_programs_write(raw, text):
    assert objects.string(raw) == text


def test_a_script_gives_its_sentences_and_no_code():
    assert structure.literals("app.alert('Ask the master first'); f(\"\\u6cca\\u4f4d\"); x = 'ok'; y='a_b_c'") == [
        "Ask the master first",
        "泊位",
    ]


def test_xml_with_a_doctype_is_refused_and_damage_is_mended():
    with pytest.raises(Unreadable):
        xml.properties(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", Sink(Reading(), LIMITS), "w")
    sink = Sink(Reading(), LIMITS)
    xml.form(b"<xdp><datasets><data><berth>seven</berth><open>eight</data></datasets>", sink)
    assert "berth: seven" in [segment.text for segment in sink.reading.segments]


def test_a_certificate_names_its_holder():
    assert list(der.strings(pdfs.certificate("陆承安", "北岸港务"))) == [
        ("organisation", "北岸港务"),
        ("name", "陆承安"),
    ]
    assert list(der.strings(b"\x30\x84\xff\xff\xff\xff\x0c\x04ab")) == [("", "ab")]


# Mutations


def mutated(data, seed):
    noise = random.Random(seed)
    broken = bytearray(data)
    for _ in range(noise.randrange(1, 30)):
        at = noise.randrange(len(broken))
        match noise.randrange(4):
            case 0:
                broken[at] ^= 1 << noise.randrange(8)
            case 1:
                del broken[at : at + noise.randrange(1, 40)]
            case 2:
                broken[at:at] = broken[noise.randrange(len(broken)) :][: noise.randrange(1, 60)]
            case _:
                broken[at : at + 4] = noise.choice((b"<<>>", b"7 0 R", b"[[[[", b"-999", b"null", b"(", b"/"))
        if not broken:
            break
    return bytes(broken)


@pytest.mark.parametrize("seed", range(40))
def test_mutated_files_raise_nothing_but_unreadable_in_our_own_code(seed):
    for build in (pdfs.notes, pdfs.fields, pdfs.beside, pdfs.revised):
        data = mutated(build().data, seed)
        revisions.earlier(data)
        objects.compressed(data)
        try:
            view = objects.opened(data, LIMITS)
            sink = Sink(Reading(), LIMITS)
            structure.Structure(view, sink, 9).read(tagged=True)
            for _, page in view.pages(9):
                second.lines(view, page)
        except Unreadable:
            pass
        for part in (data[seed * 7 :], data[-300:]):
            list(der.strings(part))


# Files that lost their end


@pytest.mark.parametrize("tenth", range(3, 10))
def test_a_file_cut_short_keeps_the_pages_that_it_still_has(tenth):
    pages = {
        n: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {n + 1} 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
        for n in range(10, 30, 2)
    }
    contents = {n + 1: pdfs.stream(pdfs.text(f"sentence of page {n}", 72, 700) * 20) for n in pages}
    kids = " ".join(f"{n} 0 R" for n in pages)
    objects_ = {5: pdfs._LATIN, **dict(sorted((pages | contents).items()))}
    data = pdfs.document({**objects_, 1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Count 10/Kids[{kids}]>>"})
    reading = read(data[: len(data) * tenth // 10])
    found = [text for text in said(reading, "body") if "sentence of page" in text]
    assert len(found) >= tenth - 2
    assert "truncated" in [problem.kind for problem in reading.problems]


def test_objects_in_streams_are_found_again_when_the_table_is_lost():
    packed_objects = [
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"),
        (5, pdfs._LATIN.encode()),
    ]
    head, body = b"", b""
    for number, content in packed_objects:
        head += b"%d %d " % (number, len(body))
        body += content + b" "
    stream = pdfs.stream(zlib.compress(head + body), f"/Type/ObjStm/N 2/First {len(head)}/Filter/FlateDecode")
    data = pdfs.document({9: stream, 4: pdfs.stream(pdfs.text("found in a stream of objects", 72, 700))})
    cut = data[: data.rindex(b"xref\n", 0, data.rindex(b"startxref"))]
    assert said(read(cut), "body") == ["found in a stream of objects"]


def test_a_whole_file_is_not_told_as_cut_short():
    assert read(pdfs.covered().data).problems == []
    assert read(pdfs.covered().data + b"\n" * 900).problems == []


def test_texts_of_tags_are_found_without_a_walk_where_the_tree_is_large():
    data = pdfs.beside().data
    assert {"图：三号泊位航拍", "the crane is out of service"} <= set(objects.tag_texts(data))
    assert list(objects.tag_texts(rb"/Alt(a \(nested\) b\344) /E<FEFF6CCA>")) == ["a (nested) bä", "泊"]
    many = pdfs.page(
        "",
        catalog="/StructTreeRoot<</K 12 0 R>>",
        o12="<</S/Span/ActualText(the crane is down)>>",
        o13="[" + "/K" * 6000 + "]",
    )
    assert said(read(many), "hidden_text") == ["the crane is down"]


# Ways to redact that fail, and ways to draw that are none


LINES = (
    pdfs.text("the first bidder is Halvorsen", 72, 700)
    + pdfs.text("第二投标人是海沃森", 72, 680)
    + pdfs.text("the third is Aurelia", 72, 660)
)
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"


@pytest.mark.parametrize(
    ("drawn", "notes", "more"),
    [
        (pdfs.box(60, 650, 300, 70), "", {}),
        ("q 0 0 0 RG 70 w 60 685 m 360 685 l S Q", "", {}),
        ("q 70 0 0 70 0 0 cm 0 0 0 RG 1 w 0.8 9.78 m 5 9.78 l S Q", "", {}),
        ("/Bar Do", "", {"o8": pdfs.stream("0 0 0 rg 60 650 300 70 re f", FORM)}),
        ("q 2 0 0 2 0 0 cm /Bar Do Q", "", {"o8": pdfs.stream("0 0 0 rg 30 325 150 35 re f", FORM)}),
        (
            "",
            "<</Type/Annot/Subtype/Highlight/C[0 0 0]/Rect[60 650 360 720]/QuadPoints[60 720 360 720 60 650 360 650]>>",
            {},
        ),
        ("", "<</Type/Annot/Subtype/Redact/Rect[60 650 360 720]>>", {}),
        ("0.1 0.1 0.4 rg 60 650 m 360 650 l 360 720 l 60 720 l h f", "", {}),
    ],
    ids=["box", "broad pen", "broad pen, scaled", "form", "scaled form", "black highlight", "redact mark", "polygon"],
)
def test_a_redaction_that_leaves_the_text_below_is_found(drawn, notes, more):
    data = pdfs.page(LINES + drawn, entries=f"/Annots[{notes}]", resources="/XObject<</Bar 8 0 R>>", **more)
    assert said(read(data), "covered_text") == [
        "the first bidder is Halvorsen",
        "第二投标人是海沃森",
        "the third is Aurelia",
    ]


@pytest.mark.parametrize(
    ("before", "after", "notes"),
    [
        (pdfs.box(60, 650, 300, 70, "1 1 0"), "", ""),
        ("", "q 0 0 0 RG 0.7 w 72 699 m 300 699 l S Q", ""),
        ("", "q 0 0 0 RG 1 w 72 704 m 300 704 l S Q", ""),
        ("", "q /Faint gs 0.2 0.2 0.9 rg 60 650 300 70 re f Q", ""),
        ("", "q /Blend gs 1 1 0 rg 60 650 300 70 re f Q", ""),
        ("", pdfs.box(400, 650, 60, 70), ""),
        ("", "q 0 0 0 RG 6 w 40 40 515 762 re S Q", ""),
        ("", pdfs.box(72, 722, 300, 10), ""),
        (
            "",
            "",
            "<</Type/Annot/Subtype/Highlight/C[1 1 0]/Rect[60 650 360 720]/QuadPoints[60 720 360 720 60 650 360 650]>>",
        ),
        ("", "", "<</Type/Annot/Subtype/Square/C[1 0 0]/Rect[60 650 360 720]>>"),
        ("", "", "<</Type/Annot/Subtype/Square/IC[0 0 0]/F 2/Rect[60 650 360 720]>>"),
    ],
    ids=[
        "shaded",
        "underlined",
        "struck out",
        "tinted",
        "marked",
        "bar beside",
        "frame",
        "box above",
        "highlight",
        "red frame",
        "hidden note",
    ],
)
def test_drawing_that_leaves_the_text_legible_is_no_redaction(before, after, notes):
    states = "/ExtGState<</Faint<</ca 0.2>>/Blend<</BM/Multiply>>>>"
    reading = read(pdfs.page(before + LINES + after, entries=f"/Annots[{notes}]", resources=states))
    assert said(reading, "covered_text") == []
    assert said(reading, "hidden_text") == []
    assert len(" ".join(said(reading, "body"))) > 50


# Fonts without a meaning


NAMELESS = (
    "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Foo/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype"
    "/CIDFontType2/BaseFont/ABCDEF+Foo/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>]>>"
)


def nameless(glyphs, more=""):
    content = f"q BT /F9 12 Tf 1 0 0 1 72 700 Tm <{''.join(f'{20 + i:04x}' for i in range(glyphs))}> Tj ET Q\n"
    return pdfs.page(content + more, o8=NAMELESS).replace(b"/F2 6 0 R", b"/F9 8 0 R")


def test_a_font_that_does_not_say_what_its_letters_mean_gives_no_wrong_text():
    reading = read(nameless(30))
    assert said(reading, "body") == []
    assert {problem.kind for problem in reading.problems} == {"corrupt", "needs_ocr"}


def test_some_letters_without_a_meaning_are_told_and_a_few_signs_are_not():
    prose = "".join(
        pdfs.text("The visible sentence of this page stays in the body.", 72, 600 - 20 * row) for row in range(4)
    )
    assert [problem.kind for problem in read(nameless(20, prose)).problems] == ["corrupt"]
    assert read(nameless(4, prose)).problems == []


def test_no_warning_quotes_the_document(caplog, capfd):
    for seed in range(12):
        view = None
        try:
            view = objects.opened(mutated(pdfs.notes().data, seed), LIMITS)
            structure.Structure(view, Sink(Reading(), LIMITS), 9).read(tagged=True)
        except Unreadable:
            continue
    assert caplog.text == ""
    assert capfd.readouterr().err == ""


def test_a_photograph_on_a_page_tells_its_camera_and_place():
    jpeg = pictures.jpeg().data
    image = pdfs.stream(
        jpeg, "/Type/XObject/Subtype/Image/Width 64/Height 48/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    )
    content = "q 90 0 0 60 72 600 cm /Im Do Q\n" + pdfs.text("the sluice gate in March", 72, 700)
    reading = read(pdfs.page(content, resources="/XObject<</Im 7 0 R>>", o7=image))
    found = set(said(reading, "metadata"))
    assert {
        "device make: Northwind",
        f"position: {pictures.POSITION}",
        "owner: Shen Mo",
        "comment: 三号闸门渗水",
    } <= found


def test_content_that_is_packed_again_and_again_is_a_bomb():
    packed_thrice = zlib.compress(zlib.compress(zlib.compress(bytes(1 << 20))))
    data = pdfs.page("").replace(
        pdfs.stream(""), pdfs.stream(packed_thrice, "/Filter[/FlateDecode/FlateDecode/FlateDecode]")
    )
    assert [problem.kind for problem in read(data).problems] == ["bomb"]
