"""Old office files: what LibreOffice wrote is read layer by layer, and what cannot be read is named for what it is."""

import lzma
import struct
from pathlib import Path

import pytest

from extractors import outside, registry, sniff
from extractors.extract import extract
from extractors.model import Limits, Problem, Reading, Unreadable
from extractors.officebase import propertyset, second
from extractors.officebase.compound import Compound, packed
from fixtures import binaryword, formats, oldoffice
from fixtures.binaryword import Word

OFFICE = Path(formats.__file__).parent / "office"
LIMITS = Limits()


def made(suffix):
    """Give what LibreOffice 7.4 made of a document of ours with every layer, in Chinese and in English."""
    return lzma.decompress((OFFICE / f"brief.{suffix}.xz").read_bytes())


def kind(data, name=""):
    return sniff.kind(data[:8192], data, name)


def read(data):
    reading = Reading()
    registry.formats()[kind(data)].read(data, reading, LIMITS)
    return reading


def found(reading):
    return {(segment.layer, segment.where, segment.text) for segment in reading.segments}


def refused(data):
    with pytest.raises(Unreadable) as raised:
        read(data)
    return raised.value.problem.kind


WORD = {
    ("body", "¶3", "首台机组投运日期由北岸泵业承担。 改为八月九日."),
    ("tracked_deletion", "¶3", "原定七月三日"),
    ("tracked_insertion", "¶3", "改为八月九日"),
    ("hidden_text", "¶4", "隐藏的报价三百万白色的底价"),
    ("tracked_deletion", "¶18", "on the third of July"),
    ("tracked_insertion", "¶18", "on the ninth of August"),
    ("hidden_text", "¶19", "hidden price of three millionwhite floor price"),
    ("table", "¶14", "潜水泵\t十二台"),
    ("table", "¶29", "Submersible pump\ttwelve pieces"),
    ("footnote", "footnote 1", "脚注：见合同"),
    ("footnote", "endnote 2", "endnote: drawings apart"),
    ("header_footer", "header", "内部资料"),
    ("header_footer", "footer", "页脚：北岸泵业"),
    ("comment", "¶5 comment", "此人已离职"),
    ("comment", "¶20 comment", "this person has left"),
    ("metadata", "¶20 comment", "comment author: Rita Reviewer"),
    ("body", "text box 1", "文本框：闸口编号"),
    ("body", "text box 2", "text box: gate number"),
    ("metadata", "revisions", "revision author: 改稿人"),
    ("metadata", "revisions", "revision author: Ed Editor"),
}
SLIDES = {
    ("body", "slide 1", "泵站春季简报"),
    ("body", "slide 3", "Fourteen stations near the river"),
    ("table", "slide 3", "Submersible pump\ttwelve pieces"),
    ("hidden_text", "slide 1", "页外的旧数字"),
    ("hidden_slide", "slide 2", "备用页：总价一千一百四十万"),
    ("hidden_slide", "slide 4", "Backup: capex eleven million"),
    ("speaker_notes", "slide 1 notes", "只对自己人讲"),
    ("speaker_notes", "slide 4 notes", "notes of page two"),
    ("comment", "slide 1 comment", "这个数字是谁核的"),
    ("metadata", "slide 3 comment", "comment author: Rita Reviewer"),
    ("header_footer", "slide 1", "页脚：北岸泵业"),
}


@pytest.mark.parametrize(("suffix", "planted"), [("doc", WORD), ("ppt", SLIDES)])
def test_what_libreoffice_wrote_is_found_in_its_layer_and_place(suffix, planted):
    reading = read(made(suffix))
    assert planted - found(reading) == set()
    assert (reading.problems, reading.author, reading.modified) == ([], "顾一凡", "2026-03-05")


def test_styles_give_the_form_of_a_paragraph():
    forms = {segment.text: segment.form for segment in read(made("doc")).segments}
    assert (forms["泵站改造简报"], forms["一、概况"], forms["list to follow"]) == ("title", "heading", "bullet")


def test_deleted_text_does_not_stand_in_the_sentence():
    assert not any(
        "原定七月三日" in text for layer, _, text in found(read(formats.SAMPLES["doc"]().data)) if layer == "body"
    )


def test_a_word_95_document_is_read_in_the_code_page_of_its_language():
    texts = [segment.text for segment in read(oldoffice.old_doc()).segments]
    assert texts == ["泵站改造简报", "首台机组八月九日投运", "The first unit"]


def test_white_text_in_a_shaded_row_is_seen():
    shaded = binaryword.ROW_END + b"\x12\xd6\x0a" + bytes(10)
    word = Word()
    word.paragraph(0, ("White on blue", binaryword.WHITE), look=binaryword.IN_TABLE, end="\x07")
    word.paragraph(0, "", look=shaded, end="\x07")
    assert found(read(packed(word.streams()))) == {("table", "¶2", "White on blue")}


def test_a_table_without_properties_keeps_its_rows():
    word = Word()
    word.row("名称", "数量")
    word.row("闸阀", "40")
    streams = word.streams()
    main = bytearray(streams["WordDocument",])
    struct.pack_into("<II", main, 0x9A + 8 * 13, 0, 0)
    reading = read(packed({**streams, ("WordDocument",): bytes(main)}))
    assert [segment.text for segment in reading.segments] == ["名称\t数量", "闸阀\t40"]


def test_characters_beyond_16_bits_do_not_move_what_follows():
    word = Word()
    word.paragraph(0, "𠀀𠀁")
    word.length += 2  # each takes two places
    word.paragraphs = [(0, word.length, b"\0\0")]
    word.paragraph(0, ("hidden", binaryword.HIDDEN))
    streams = word.streams()
    main = bytearray(streams["WordDocument",])
    struct.pack_into("<I", main, 0x4C, word.length)
    assert {text for _, _, text in found(read(packed({**streams, ("WordDocument",): bytes(main)})))} == {
        "𠀀𠀁",
        "hidden",
    }


def test_documents_of_word_2_and_write_are_read():
    text = "第一行\r\nthe second\r\n".encode("gb18030")
    word = bytearray(b"\xdb\xa5\x2d\0\0\0\x04\x08" + bytes(0x78))
    struct.pack_into("<II", word, 0x18, len(word), len(word) + len(text))
    write = b"\x31\xbe\0\0\0\xab\0\0" + bytes(6) + struct.pack("<I", 128 + len(text))
    for data in (bytes(word) + text, write.ljust(128, b"\0") + text):
        assert [segment.text for segment in read(data).segments] == ["第一行", "the second"]


def test_locked_files_are_named_so():
    word = bytearray(bytes(0x200))
    struct.pack_into("<HH", word, 0, 0xA5EC, 0xC1)
    word[11] = 1
    assert refused(packed({("WordDocument",): bytes(word)})) == "encrypted"
    current = oldoffice.atom(4086, struct.pack("<3I", 20, 0xF3D1C4DF, 0))
    assert refused(packed({("PowerPoint Document",): bytes(64), ("Current User",): current})) == "encrypted"
    assert refused(packed({("EncryptedSummary",): bytes(64)})) == "encrypted"
    assert kind(b"\x76\xe8\x04\x60\xc4\x11\xe3\x86" + bytes(90)) == "encrypted-mail"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (packed({("PP40",): bytes(64)}), "unsupported"),
        (b"\xed\xde\xad\x0b" + bytes(600), "unsupported"),
        (packed({("VisioDocument",): bytes(64)}), "unsupported"),
        (packed({("whatever",): bytes(64)}), "unsupported"),
        (packed({("MN0",): bytes(64)}), "corrupt"),
        (packed({("PowerPoint Document",): b""}), "corrupt"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data, expected):
    assert refused(data) == expected


def test_old_files_are_known_by_content():
    assert kind(packed({("PP97_DUALSTORAGE", "PowerPoint Document"): bytes(9)})) == "ppt"
    assert kind(b"\xffWPC" + bytes(90), "a.doc") == "wordperfect"
    assert kind("郏-县".encode("gb18030") + "会议纪要".encode("gb18030"), "a.doc") == "txt"


def test_slides_are_read_in_their_order_where_the_directory_is_lost():
    streams = dict(Compound(formats.SAMPLES["ppt"]().data).inside())
    data = bytearray(streams["PowerPoint Document",])
    at = data.rfind(struct.pack("<HH", 0, 6002))
    data[at + 2 : at + 4] = b"\xff\xff"
    reading = read(packed({**streams, ("PowerPoint Document",): bytes(data)}))
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert "泵站春季简报" in {segment.text for segment in reading.segments}


def test_properties_say_what_program_and_person_left_behind():
    raw = oldoffice.property_set({2: "t", 8: "Rita"}, oldoffice.SAVED)
    assert [(p.number, p.value) for p in propertyset.properties(raw)] == [(2, "t"), (8, "Rita"), (13, "2026-03-05")]


def test_text_of_a_code_page_that_does_not_fit_is_guessed():
    assert propertyset.text("顾一凡".encode("gb18030"), 936) == "顾一凡"
    assert propertyset.text("客户编号一二三四五六".encode("gb18030"), 65001) == "客户编号一二三四五六"
    assert propertyset.text(b"", 0) == ""


def test_a_packed_compound_file_reads_as_what_was_packed():
    streams = {("a",): b"x", ("b", "c"): bytes(range(256)) * 64, ("b", "d", "e"): b"", ("f",): bytes(5000)}
    compound = Compound(packed(streams))
    assert dict(compound.inside()) == streams
    assert compound.names("b") == ("c", "d")


def test_a_compound_file_beyond_the_first_list_of_sectors_reads():
    data = bytes(8 << 20)
    assert Compound(packed({("big",): data})).stream("big") == data


SHELL = packed({("WordDocument",): bytes(0x200), ("1Table",): bytes(64)})


@pytest.fixture
def programs(monkeypatch):
    """Give a function that installs programs which answer with these files."""

    def install(**answers):
        asked = []

        def converted(data, name, program, arguments, limits):
            asked.append((program, name))
            if isinstance(answers[program], Unreadable):
                raise answers[program]
            return answers[program]

        monkeypatch.setattr(outside, "available", lambda program: program if program in answers else "")
        monkeypatch.setattr(outside, "converted", converted)
        return asked

    return install


def test_another_program_reads_what_ours_gives_no_text_of(programs):
    asked = programs(soffice={"document.odt": formats.SAMPLES["odt"]().data})
    one = extract(SHELL, "a.doc")[0]
    assert asked == [("soffice", "document.doc")]
    assert one.status == "partly"
    assert "泵站改造简报" in {segment.text for segment in one.segments}
    assert any("soffice" in problem.detail for problem in one.problems)


def test_the_next_program_is_asked_where_the_first_one_fails(programs):
    asked = programs(soffice=Unreadable("crash", "x"), catdoc={outside.PRINTED: "第一行\n".encode()})
    one = extract(SHELL, "a.doc")[0]
    assert [program for program, _ in asked] == ["soffice", "catdoc"]
    assert "第一行" in {segment.text for segment in one.segments}


def test_no_program_is_asked_about_sound_locked_or_other_files(programs):
    asked = programs(soffice={}, catdoc={})
    locked = bytearray(0x200)
    locked[11] = 1
    for data in (
        formats.SAMPLES["doc"]().data,
        packed({("WordDocument",): bytes(locked)}),
        b"\xdb\xa5\x2d\0" + bytes(99),
    ):
        extract(data, "a.doc")
    assert asked == []


def test_without_a_program_the_file_stays_as_it_is(programs):
    programs()
    reading = Reading()
    second.put(SHELL, "doc", reading, [Problem("corrupt", "x")], LIMITS)
    assert (reading.segments, reading.problems) == ([], [])


def test_photographs_in_word_and_powerpoint_become_members_once():
    large = b"\x89PNG\r\n\x1a\n" + bytes(8) + (800).to_bytes(4, "big") * 2 + bytes(200)
    blip = struct.pack("<HHI", 0x6E0 << 4, 0xF01E, 17 + len(large)) + b"i" * 17 + large
    word = Word()
    word.paragraph(0, "seen")
    for streams in ({**word.streams(), ("Data",): bytes(68) + blip + blip},
                    {**dict(Compound(formats.SAMPLES["ppt"]().data).inside()), ("Pictures",): blip}):  # fmt: skip
        assert ("picture 1.png", large) in read(packed(streams)).members


def test_a_slide_that_is_listed_a_thousand_times_is_read_once():
    slide = oldoffice._slide(oldoffice._drawing(oldoffice._box("once")))
    entry = oldoffice.atom(1011, struct.pack("<5I", 2, 0, 0, 256, 0))
    document = oldoffice.record(1000, oldoffice.record(4080, *[entry] * 1000))
    data = slide + document
    table = struct.pack("<III", 2 << 20 | 1, len(slide), 0)
    edit = oldoffice.atom(4085, struct.pack("<I4x4I4x", 0, 0, len(data), 1, 7))
    stream = data + oldoffice.atom(6002, table) + edit
    current = oldoffice.atom(4086, struct.pack("<3I8x", 20, 0xE391C05F, len(stream) - len(edit)))
    reading = read(packed({("PowerPoint Document",): stream, ("Current User",): current}))
    assert [segment.text for segment in reading.segments] == ["once"]


def test_a_piece_table_that_says_to_be_larger_than_the_file_is_not_believed():
    streams = formats.SAMPLES["doc"]().data
    streams = dict(Compound(streams).inside())
    main, table = bytearray(streams["WordDocument",]), bytearray(streams["1Table",])
    start = struct.unpack_from("<I", main, 0x9A + 8 * 33)[0]
    struct.pack_into("<2I", table, start + 5, 0xFFFFFF00 - 4, 0xFFFFFFFF)
    with pytest.raises(Unreadable) as raised:
        read(packed({**streams, ("1Table",): bytes(table)}))
    assert raised.value.problem.kind == "corrupt"


def test_text_is_read_where_the_piece_table_is_lost():
    streams = dict(Compound(formats.SAMPLES["doc"]().data).inside())
    main = bytearray(streams["WordDocument",])
    last = 0x800 + len("".join(streams["WordDocument",][0x800:].decode("utf-16-le", "replace").partition("\0")[0])) * 2
    struct.pack_into("<I", main, 0x1C, last)
    struct.pack_into("<2I", main, 0x9A + 8 * 33, 0, 0)
    reading = read(packed({**streams, ("WordDocument",): bytes(main)}))
    assert ("corrupt", "piece table: table ends early") in {(p.kind, p.detail) for p in reading.problems}
    assert any("泵站改造简报" in segment.text for segment in reading.segments)


def test_text_in_the_end_mark_of_a_row_is_kept():
    word = Word()
    word.paragraph(0, "cell", look=binaryword.IN_TABLE, end="\x07")
    word.paragraph(0, "stray", look=binaryword.ROW_END, end="\x07")
    assert [segment.text for segment in read(packed(word.streams())).segments] == ["cell\tstray"]


def test_text_behind_all_parts_is_kept():
    word = Word()
    word.paragraph(0, "first")
    word.paragraph(0, "second")
    streams = word.streams()
    main = bytearray(streams["WordDocument",])
    struct.pack_into("<I", main, 0x4C, 6)
    assert {text for _, _, text in found(read(packed({**streams, ("WordDocument",): bytes(main)})))} == {
        "first",
        "second",
    }
