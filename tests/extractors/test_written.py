"""JSON, XML, Markdown, subtitles, calendars, cards, web archives and books beyond their samples."""

# Files stand as they are written.
# ruff: noqa: E501

import contextlib
import json
import random
from functools import partial

import pytest

from extractors import registry, sniff
from extractors.messages import calendars
from extractors.model import Limits, Reading, Unreadable
from extractors.sink import Sink
from fixtures import writing
from tests.extractors.work import lines_run

SAMPLES = {kind: build() for kind, build in writing.SAMPLES.items()}


def read(data, name="x"):
    data = data if isinstance(data, bytes) else data.encode()
    reading = Reading()
    kind = sniff.kind(data[:8192], data, name)
    registry.formats()[kind].read(data, reading, Limits())
    return reading


def texts(reading, layer="body"):
    return [segment.text for segment in reading.segments if segment.layer == layer]


def test_the_other_form_of_subtitles_is_read():
    sample = writing.vtt()
    reading = read(sample.data, "wrong.txt")
    assert [p for p in sample.planted if not any(p[1] in text for text in texts(reading, p[0]))] == []
    assert [segment.where for segment in reading.segments if "三号仓库" in segment.text] == ["00:00:01"]


def test_records_of_like_shape_know_their_keys():
    reading = read(
        '[{"name": "沈默", "post": "部长"}, {"name": "Ann Lee", "post": "clerk", "tags": ["急", "密"]}]', "a.json"
    )
    row = next(segment for segment in reading.segments if segment.text.startswith("Ann Lee"))
    assert [cell.header for cell in row.cells] == ["name", "post"]
    assert row.where == "[1]"
    assert texts(reading) == ["tags: 急", "tags: 密"]


def test_one_record_a_line_is_a_table_and_a_bad_line_is_told():
    lines = [json.dumps({"id": f"KX{number}", "site": "白鹭渡"}, ensure_ascii=False) for number in range(3)]
    reading = read("\n".join([*lines, '{"id": "KX9", "si']), "a.jsonl")
    assert texts(reading, "table")[1:] == ["KX0\t白鹭渡", "KX1\t白鹭渡", "KX2\t白鹭渡"]
    assert texts(reading) == ['{"id": "KX9", "si']
    assert [problem.kind for problem in reading.problems] == ["corrupt"]


@pytest.mark.parametrize(
    "broken",
    [
        '{"name": "白鹭渡", "machine": "KX500',
        '{"name": "白鹭渡",, "machine": "KX500"}',
        '{\'x\': 1, "name": "白鹭渡", "machine": "KX500"} // end',
        '{"name": "白鹭渡", "machine": "KX500"}}}',
    ],
)
def test_broken_json_keeps_its_values(broken):
    reading = read(broken, "a.json")
    assert any("白鹭渡" in text for text in texts(reading))
    assert [problem.kind for problem in reading.problems] == ["corrupt"]


def test_numbers_stay_as_they_are_written():
    reading = read('{"id": 0.10, "big": 12345678901234567890123, "place": [121.470, 31.230]}', "a.json")
    assert texts(reading) == ["id: 0.10", "big: 12345678901234567890123", "place: 121.470, 31.230"]


@pytest.mark.parametrize(
    "deep", ['{"a":' * 100_000 + '"最里面"' + "}" * 100_000, "[" * 100_000 + '"最里面"' + "]" * 100_000]
)
def test_deep_json_gives_its_values(deep):
    reading = read(deep, "a.json")
    assert [problem.kind for problem in reading.problems] == ["bomb"]
    assert any("最里面" in text for text in texts(reading))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030"])
def test_a_doctype_without_entities_and_a_wrong_declaration_do_no_harm(codec):
    text = '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE plan SYSTEM "plan.dtd"><plan><name>白鹭渡泵站改造工程</name></plan>'
    reading = read(text.encode(codec), "a.xml")
    assert texts(reading) == ["name: 白鹭渡泵站改造工程"]
    assert reading.problems == []


def test_entities_are_not_resolved_and_that_is_told():
    reading = read('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>甲&b;</a>', "a.xml")
    assert [problem.kind for problem in reading.problems] == ["bomb"]
    assert any("甲&b;" in text for text in texts(reading))


def test_deep_and_damaged_xml_keep_their_text():
    deep = read("<?xml version='1.0'?>" + "<a>" * 100_000 + "最里面" + "</a>" * 100_000)
    assert "最里面" in texts(deep)
    assert [problem.kind for problem in deep.problems] == ["bomb"]
    cut = read("<?xml version='1.0'?><plan><name>白鹭渡</name><note>到此为")
    assert {"name: 白鹭渡"} <= set(texts(cut))
    assert any("到此为" in text for text in texts(cut))
    assert [problem.kind for problem in cut.problems] == ["corrupt"]


def test_records_in_attributes_are_a_table():
    reading = read(
        "<?xml version='1.0'?><staff><p name='沈默' tel='13800000000'/><p name='Ann Lee' tel='1390'/></staff>"
    )
    assert texts(reading, "table") == ["name\ttel", "沈默\t13800000000", "Ann Lee\t1390"]


def test_marks_of_emphasis_do_not_stand_in_names():
    reading = read("# A\n\n**沈默**：明天到 `KX500`，见 ![图一](a.png)。\n\n```\n**kept**\n```\n", "a.md")
    assert "沈默：明天到 KX500，见 图一。" in texts(reading)
    assert "**kept**" in texts(reading)


def cards(text):
    sink = Sink(Reading(), Limits())
    calendars.put(sink, text.encode("gb18030"))
    return [segment.text for segment in sink.reading.segments]


def test_a_card_without_a_full_name_gets_one_from_its_parts():
    assert "Contact: 沈默" in cards("BEGIN:VCARD\nN:沈;默;;;\nEND:VCARD\n")
    assert "Contact: Dr Ann M Lee" in cards("BEGIN:VCARD\nN:Lee;Ann;M;Dr;\nEND:VCARD\n")


@pytest.mark.parametrize("kind", SAMPLES)
def test_mutated_files_raise_nothing_but_unreadable(kind):
    sample, reader, pick = SAMPLES[kind], registry.formats()[kind], random.Random(kind)
    tokens = [
        b"<",
        b">",
        b"]]>",
        b'"',
        b"{",
        b"}",
        b"[",
        b"\0",
        b"\xff",
        b"\n\n",
        b"=",
        b":",
        b";",
        b"-->",
        b"PK",
        b"\\",
    ]
    for _ in range(150):
        data = bytearray(sample.data)
        for _ in range(pick.randrange(1, 12)):
            at = pick.randrange(len(data))
            data[at : at + pick.randrange(6)] = pick.choice(tokens)
        with contextlib.suppress(Unreadable):
            reader.read(bytes(data), Reading(), Limits(text_chars=1 << 20))


UNITS = {
    "json": ['{"a": [', '"a": "b", ', "[1, ", '"\\', "{", '[{"a": "b", "c": "d"}, {"a"'],
    "xml": ["<a>", "<a>b</a>", "<!-- ", "<a b='", "<![CDATA[", "&amp", "<a><b>c</b></a>"],
    "md": ["**a", "[^1]: ", "<!-- ", "`", "![a](", "| a ", "# a\n", "> ", "```\n"],
    "srt": ["1\n00:00:01,000 --> 00:00:02,000\na\n\n", "<i", "00:00:01,000 --> ", "a\n"],
    "ics": ["BEGIN:VEVENT\n", "ATTENDEE;CN=\"", "DESCRIPTION:a\\n", " a\n", ";;;;", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n"],
    "vcf": ["BEGIN:VCARD\n", "N;QUOTED-PRINTABLE:=\n", "TEL;", "NOTE:a=\n"],
    "eml": ["Content-Type: multipart/mixed; boundary=a\n\n--a\n", "--a\n", "=?gbk?B?", "a: b\n", "begin 644 a\n", "> a\n"],
    "drawio": ["<mxfile><diagram>", "<mxGraphModel><root><mxCell id='a' value='b'/>", "<mxfile><diagram name='a'>7VpR</diagram>"],
    "bib": ["@book{a, b = {c},\n", "@book{a, b = ", "{", '"', "# ", "@string(", "@a{b, c = {d {e} f}}\n"],
    "ris": ["TY  - JOUR\nAU  - a\nER  - \n", "AU  - a\n", "a\n", "PMID- 123456\n"],
    "enw": ["%0 Book\n%A a\n", "%A a\n", "{Author}: a\n"],
    "mbox": ["From a 9:00 2026\nA: b\n\n", "From ", ">From a\n"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "unit"), [(kind, unit) for kind, units in UNITS.items() for unit in units])
def test_work_grows_with_the_file(kind, unit):
    """Counted in lines of Python that run, so that no clock is asked."""
    head = "From: a\nTo: b\nContent-Type: multipart/mixed; boundary=a\n\n" if kind == "eml" else ""
    short, long = (lines_run(partial(attempt, kind, (head + unit * size).encode())) for size in (400, 1600))
    assert long <= 4 * 1.3 * short + 5000


def attempt(kind, data):
    with contextlib.suppress(Unreadable):
        registry.formats()[kind].read(data, Reading(), Limits())


def test_a_table_in_html_within_notes_is_a_table_and_what_follows_keeps_its_lines():
    reading = read(
        "##名单\n正文紧跟其后\n<table>\n<tr><th>姓名</th><th>单位</th></tr>\n<tr><td>沈默</td><td>衡岭 <b>泵业</b></td></tr>\n"
        "</table>\n<h3 id='b'>分工</h3>\n### Scope<a name='x'></a>\nAnn<br/>Lee goes on\n\n```\n<table>\n```\n",
        "a.md",
    )
    assert [(each.where, each.form, each.text) for each in reading.segments] == [
        ("line 1", "heading", "名单"), ("line 2", "paragraph", "正文紧跟其后"),
        ("line 3 table 1 row 1", "row", "姓名\t单位"), ("line 3 table 1 row 2", "row", "沈默\t衡岭 泵业"),
        ("line 7", "heading", "分工"), ("line 8", "heading", "Scope"), ("line 9", "paragraph", "Ann Lee goes on"),
        ("line 12", "paragraph", "<table>"),
    ]  # fmt: skip


def test_tables_that_never_end_are_lines():
    reading = read("<table>\n" * 20_000 + "沈默：明天到\n", "a.md")
    assert reading.segments[-1].text == "沈默：明天到"


def test_links_in_notes_are_words_with_their_address_and_those_within_are_words_alone():
    reading = read(
        "- see [Open Fund](https://fund.example/a) and [Agenda](#Agenda)\n    - **bold** in a list\n\n"
        "[图一][fig] 与 [会议安排](#安排)\n\n[https://a.example](https://a.example)\n",
        "a.md",
    )
    assert [segment.text for segment in reading.segments] == [
        "see Open Fund (https://fund.example/a) and Agenda", "bold in a list", "图一 与 会议安排", "https://a.example",
    ]  # fmt: skip


def test_a_diagram_that_does_not_unpack_is_told():
    page = '<mxfile><diagram name="一">bm90IGRlZmxhdGVk</diagram><diagram name="二"><mxGraphModel><root/></mxGraphModel></diagram></mxfile>'
    reading = read(page, "a.drawio")
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert [segment.text for segment in reading.segments] == ["一", "二"]


def test_of_a_drawing_s_model_what_is_written_in_it_is_read():
    model = (
        '{"_type": "Project", "_id": "AAAAAAFF+h6SjaM2Hec=", "name": "闸口方案", "ownedElements": [{"_type": "UMLUseCase", "_id": '
        '"AAAAAAFxBiu29g/Xcrg=", "_parent": {"$ref": "AAAAAAFF+qBWK6M3Z8Y="}, "name": "调度闸门", "documentation": "由沈默核对", '
        '"left": 426.5, "font": "Arial;13;0"}, {"_type": "UMLLabelView", "_id": "AAAAAAFxBO1Mypgjt0I=", "text": "调度闸门"}]}'
    )
    reading = read(model, "model.json")
    assert [each.text for each in reading.segments if "Arial" in each.text or "AAAAAA" in each.text] == []
    assert any("由沈默核对" in each.text for each in reading.segments)
    assert any("_type" in each.text for each in read('{"_type": "lot", "left": 3}', "a.json").segments)
