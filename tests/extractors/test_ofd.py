"""OFD: lines from places, what nobody sees, versions and strays, damage."""

# Parts of files stand as they are written in the files.
# ruff: noqa: E501

import contextlib
import random
import zipfile
from io import BytesIO

import pytest

from extractors import layout, registry
from extractors.model import Limits, Reading, Unreadable
from extractors.ofd import drawn
from fixtures import formats, ofds, pictures
from fixtures.samples import packed

LIMITS = Limits()


def read(data, limits=LIMITS):
    reading = Reading()
    registry.formats()["ofd"].read(data, reading, limits)
    return reading


def said(reading, layer):
    return [segment.text for segment in reading.segments if segment.layer == layer]


def one_page(content):
    return read(ofds.package({"Page_0": ofds.page(content)}))


def parts_of(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("layer", "where"),
    [
        ("annotation", {"p.1 note", "p.1 note (hidden)"}),
        ("hidden_text", {"version 1: p.1", "page of no document"}),
        ("body", {"p.1"}),
    ],
)
def test_a_text_carries_the_place_where_a_person_finds_it(layer, where):
    assert {s.where for s in read(ofds.beside().data).segments if s.layer == layer} == where


def test_every_layer_that_the_format_declares_is_in_a_sample():
    found = {s.layer for build in (*ofds.SAMPLES.values(), formats.ofd) for s in read(build().data).segments}
    assert set(registry.formats()["ofd"].layers) - found == {"attachment"}  # those are members


def test_what_is_covered_is_not_in_the_body_and_keeps_its_line():
    body = " ".join(said(read(ofds.hidden().data), "body"))
    assert "海沃森" not in body
    assert "Halvorsen" not in body
    assert "中标单位为" in body


def test_runs_that_touch_are_one_word_and_runs_apart_are_cells():
    touching = one_page(
        ofds.text("北岸", 20, 20) + ofds.text("港务", 28, 20) + ofds.text("North", 60, 40) + ofds.text("Bank", 71, 40)
    )
    assert said(touching, "body") == ["北岸港务", "North Bank"]


def test_gaps_between_the_characters_of_one_text_are_cells():
    rows = "".join(
        f'<ofd:TextObject Boundary="20 {y} 90 6" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="{steps}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
        for y, text, steps in ((20, "品名数量", "4 40 4"), (28, "闸阀四十", "g 1 4 40 4"), (36, "滤网九个", "4 40 4"))
    )
    assert said(one_page(rows), "table") == ["品名\t数量", "闸阀\t四十", "滤网\t九个"]


def test_the_lines_of_one_text_object_stay_apart():
    both = '<ofd:TextCode X="0" Y="4">第一行</ofd:TextCode><ofd:TextCode X="0" Y="12">第二行</ofd:TextCode>'
    reading = one_page(f'<ofd:TextObject Boundary="20 20 90 16" Size="4">{both}</ofd:TextObject>')
    assert [s.text for s in reading.segments if s.layer == "body"] == ["第一行", "第二行"]


def test_upright_text_is_one_text():
    column = '<ofd:TextCode X="0" Y="4" DeltaX="0 0" DeltaY="4 4">泊位七</ofd:TextCode>'
    assert said(one_page(f'<ofd:TextObject Boundary="20 20 6 20" Size="4">{column}</ofd:TextObject>'), "body") == [
        "泊位七"
    ]


def test_colours_are_read_in_grey_rgb_cmyk_and_hexadecimal():
    texts = "".join(
        ofds.text(f"pale {number}", 20, 20 + 10 * number, "", f'<ofd:FillColor Value="{value}"/>')
        for number, value in enumerate(("255", "250 252 255", "0 0 0 0", "#FF #FF #FF"))
    )
    assert len(said(one_page(texts), "hidden_text")) == 4
    assert said(one_page(ofds.text("dark", 20, 20, "", '<ofd:FillColor Value="0 0 0 255"/>')), "hidden_text") == []


def test_a_drawing_parameter_gives_its_colour():
    res = ofds.part(
        "Res",
        '<ofd:DrawParams><ofd:DrawParam ID="5"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam></ofd:DrawParams>',
    )
    data = ofds.package(
        {"Page_0": ofds.page(ofds.text("pale by parameter", 20, 20, 'DrawParam="5"'))},
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        **{"Doc_0/PublicRes.xml": res},
    )
    assert said(read(data), "hidden_text") == ["pale by parameter"]


def test_a_composite_that_draws_itself_ends():
    loop = '<ofd:CompositeObject ID="2" Boundary="0 0 9 9" ResourceID="9"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="9" Width="9" Height="9"><ofd:Content>{loop * 9}</ofd:Content></ofd:CompositeGraphicUnit>'
    data = ofds.package(
        {
            "Page_0": ofds.page(ofds.text("before the loop", 20, 20) + loop),
            "Page_1": ofds.page(ofds.text("next page", 20, 20)),
        },
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        **{"Doc_0/PublicRes.xml": ofds.part("Res", unit)},
    )
    reading = read(data)
    assert said(reading, "body") == ["before the loop", "next page"]
    assert [p.kind for p in reading.problems] == ["bomb"]


def test_a_page_that_is_missing_or_broken_is_named_and_the_others_are_read():
    parts = parts_of(ofds.package({f"Page_{n}": ofds.page(ofds.text(f"page {n}", 20, 20)) for n in range(3)}))
    del parts["Doc_0/Pages/Page_0.xml"]
    parts["Doc_0/Pages/Page_1.xml"] = b"<ofd:Page"
    reading = read(packed(parts))
    assert said(reading, "body") == ["page 2"]
    assert [(p.kind, p.detail[:3]) for p in reading.problems] == [("corrupt", "p.1"), ("corrupt", "p.2")]


def test_a_package_without_its_root_is_read_by_its_parts():
    parts = parts_of(ofds.beside().data)
    del parts["OFD.xml"]
    reading = read(packed(parts))
    assert any("Halvorsen Marine" in text for layer in ("body", "table") for text in said(reading, layer))
    assert "who released this berth?" in said(reading, "annotation")


def test_names_that_xml_forbids_are_mended():
    parts = parts_of(ofds.beside().data)
    parts["Doc_0/Tags/Tag.xml"] = (
        b'<:eInvoice xmlns:=""><BuyerName><ofd:ObjectRef>71</ofd:ObjectRef></BuyerName></:eInvoice>'
    )
    reading = read(packed(parts))
    assert "BuyerName: 北岸港务有限公司" in said(reading, "metadata")
    assert reading.problems == []


def test_a_doctype_is_a_bomb_of_that_part_alone():
    parts = parts_of(ofds.package({"Page_0": ofds.page(ofds.text("good", 20, 20)), "Page_1": "<!DOCTYPE a []><a/>"}))
    reading = read(packed(parts))
    assert said(reading, "body") == ["good"]
    assert [p.kind for p in reading.problems] == ["bomb"]


def test_a_page_of_pictures_or_shapes_needs_recognition():
    shapes = '<ofd:PathObject Boundary="1 1 2 2"><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 3 3</ofd:AbbreviatedData></ofd:PathObject>'
    picture = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'
    assert [p.kind for p in one_page(shapes * 30).problems] == ["needs_ocr"]
    assert [p.kind for p in one_page(picture).problems] == ["needs_ocr"]
    assert one_page(picture + ofds.text("read under the picture", 20, 20)).problems == []


def test_numbers_of_any_kind_are_bounded():
    assert drawn.numbers("1 -2.5 .5 1e9 x") == [1.0, -2.5, 0.5, 1e6]
    assert len(drawn.numbers("1 " * 10_000)) == 64


def test_many_texts_over_many_boxes_end():
    content = "".join(ofds.text("x", 20, 20) + ofds.box(20, 20, 30, 9) for _ in range(2500))
    reading = one_page(content)
    assert (
        sum(
            text.count("x")
            for layer in ("body", "covered_text", "hidden_text", "table")
            for text in said(reading, layer)
        )
        >= 2500
    )


def test_closing_a_line_joins_latin_words_with_a_space():
    chunks = [
        layout.Chunk("North", 0, 0, 25, 10),
        layout.Chunk("Bank", 27, 0, 50, 10),
        layout.Chunk("港", 52, 0, 62, 10),
    ]
    assert layout.closed([layout.Line(chunks)])[0].text == "North Bank港"


def mutated(data, seed):
    noise = random.Random(seed)
    broken = bytearray(data)
    for _ in range(noise.randrange(1, 12)):
        at = noise.randrange(len(broken) or 1)
        match noise.randrange(4):
            case 0 if broken:
                broken[at] ^= 1 << noise.randrange(8)
            case 1:
                del broken[at : at + noise.randrange(1, 30)]
            case 2:
                broken[at:at] = broken[noise.randrange(len(broken) or 1) :][: noise.randrange(1, 80)]
            case _:
                broken[at : at + 3] = noise.choice((b'"-1e9"', b"g 9999999 3", b"<a>", b"NaN", b"../..", b"\xff\xfe"))
    return bytes(broken)


@pytest.mark.parametrize("seed", range(60))
def test_mutated_packages_raise_nothing_but_unreadable(seed):
    for build in (ofds.hidden, ofds.beside, ofds.two):
        parts = parts_of(build().data)
        for name in random.Random(seed).sample(sorted(parts), min(3, len(parts))):
            parts[name] = mutated(parts[name], seed)
        with contextlib.suppress(Unreadable):
            read(packed(parts))
        with contextlib.suppress(Unreadable):
            read(mutated(build().data, seed))


def test_a_photograph_in_a_package_tells_its_camera_and_place():
    data = ofds.package(
        {"Page_0": ofds.page(ofds.text("闸门", 20, 20))}, **{"Doc_0/Res/gate.jpg": pictures.jpeg().data}
    )
    assert f"position: {pictures.POSITION}" in said(read(data), "metadata")


def test_encrypted_parts_are_told():
    data = ofds.package(
        {"Page_0": ofds.page(ofds.text("闸门", 20, 20))}, **{"Encryptions.xml": ofds.part("Encryptions", "")}
    )
    assert [problem.kind for problem in read(data).problems] == ["encrypted"]
