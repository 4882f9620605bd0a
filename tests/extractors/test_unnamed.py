"""Programs and what programs write of themselves name nobody; who stands in them in Chinese is found all the same."""

from __future__ import annotations

import pytest

from extractors import extract, facets, unnamed
from extractors.finding import is_meant
from extractors.model import NAME_KINDS, Layer, Mention, Segment
from extractors.names import Hit, Name
from extractors.sink import row as laid
from extractors.text import folded

JAVA = (
    "package com.lanhe.buoy.service;", "import java.util.List;", "@Service",
    "public class BuoyService extends BaseService {", "private StationMapper stationMapper;",
    "/**", "* Query Stations By River Basin", "*/",
    "public List<Station> find(String name) {", "if (name != null && name.length() > 0) {",
    "return stationMapper.find(name);",
    "}", "return Collections.emptyList();", "}", "}",
)  # fmt: skip
STYLE = (
    ".Camera_Amber .bar {", "background: #ffc;", "}", "/*AMBER SKIN*/", ".Camera_Azure .bar {", "background: #0cf;",
    "}",
)
SCRIPT = "!function(e,t){" + "e.nodeType&&t.parentNode&&(n=t.parentNode,n.removeChild(e));" * 8 + "}(window,Document);"


def segments(*texts: str, layer: Layer = "body") -> list[Segment]:
    return [Segment(text, layer, f"¶{number}") for number, text in enumerate(texts, 1)]


def named(*texts: str, layer: Layer = "body") -> list[str]:
    given = segments(*texts, layer=layer)
    return [texts[each.segment][each.start : each.end] for each in extract.recognised(given) if each.kind in NAME_KINDS]


@pytest.mark.parametrize("lines", [JAVA, STYLE, (SCRIPT,)], ids=["java", "style", "script"])
def test_a_program_names_nobody(lines):
    assert named(*lines) == []


def test_sentences_around_a_program_keep_their_names():
    found = named("澜禾海洋科技有限公司的浮标程序由贺知远编写。", *JAVA, "The buoys were built by Corvella Ltd.")
    assert found[0] == "澜禾海洋科技有限公司"
    assert found[-1].startswith("Corvella Ltd")
    assert not {"BuoyService", "StationMapper", "Collections"} & set(found)


def test_whom_a_program_names_in_chinese_and_what_it_counts_stays():
    held = segments(*JAVA[:10], 'alert("请联系澜禾海洋科技有限公司，电话 13800012345");', *JAVA[10:])
    found = {(each.kind, held[each.segment].text[each.start : each.end]) for each in extract.recognised(held)}
    assert ("organisation", "澜禾海洋科技有限公司") in found
    assert ("contact", "13800012345") in found


@pytest.mark.parametrize(
    "line",
    [
        "采购清单：泵（2 台）；阀门 {备件} 另列;",
        "Corvella Ltd (buyer); Norvane AS (seller);",
        "Total = 3 x 40 t; price to be agreed by Corvella Ltd.",
        "A && B: 澜禾海洋科技有限公司",
    ],
)
def test_a_line_with_a_sign_or_two_is_no_program(line):
    assert unnamed.code(segments("会议纪要", line, "下一步：试运行", "参加：贺知远")) == frozenset()


def test_rows_of_a_table_are_no_program():
    row = "北岸泵业\tif (a) {\t}"
    assert unnamed.code([Segment(row, "table", f"row {n}", "row", 1, ()) for n in range(9)]) != frozenset()
    assert unnamed.code([laid(row.split("\t"), "table", f"row {n}", 1) for n in range(9)]) == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "KSOProductBuildVer: 2052-11.1.0.8612", "ICV: 5C1F2A", "author: Windows 用户", "author: 微软用户",
        "last modified by: Administrator", "company: 微软中国", "company: Microsoft", "software: Adobe ImageReady",
        "last modified by: Lenovo User", "creator: ReaderEx_DIS 2.0.0 Build 3925",
        r"picture: C:\Users\Administrator\AppData\Roaming\Tencent\Users\27512\QQ\WinTemp\RichOle\3.png",
    ],
)  # fmt: skip
def test_what_a_computer_was_set_up_for_is_nobody(line):
    assert named(line, layer="metadata") == []


@pytest.mark.parametrize("field", ["ICV", "KSOTemplateUUID", "WorkbookGuid"])
def test_a_number_that_a_program_gives_its_files_joins_none(field):
    given = segments(f"{field}: 9E75283AF96F4E2EA709791B0B375442_12", layer="metadata")
    assert extract.recognised(given) == ()
    assert extract.recognised(segments("Contract no.: AB-2024-0815", layer="metadata")) != ()


def test_a_property_of_a_file_inside_is_one():
    inside = Segment("BuildNumberEdited: 1006768951", "embedded_object", "embedded object 1: properties", "field")
    assert not [each for each in extract.recognised([inside]) if each.kind in NAME_KINDS]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("author: 贺知远", "贺知远"),
        ("last modified by: Ann Lee", "Ann Lee"),
        ("company: 澜禾海洋科技有限公司", "澜禾海洋科技有限公司"),
        ("company: Lenovo", "Lenovo"),
        (r"picture: D:\图\澜禾海洋科技有限公司.png", "澜禾海洋科技有限公司"),
    ],
)
def test_what_a_property_names_is_found(line, name):
    assert name in named(line, layer="metadata")


def test_an_account_is_nobody_in_a_sentence_alone():
    assert "微软" in named("服务器操作系统由微软提供。")


def test_a_name_known_elsewhere_is_not_looked_for_in_a_program():
    lines = segments(*JAVA, "Stations are run by Corvella.")
    name = Name("Stations", folded("Stations"), "organisation", 0.9, ())
    assert not is_meant(name, lines, Hit(6, 8, 16, name))
    assert is_meant(name, lines, Hit(len(JAVA), 0, 8, name))


def test_who_a_computer_was_set_up_for_shares_no_file():
    assert unnamed.is_account("IBM User")
    assert unnamed.is_account("微软用户")
    assert not unnamed.is_account("贺知远")
    assert not unnamed.is_account("")


FIELDS = [
    "DeviceDao", "StationStatus", "ProtocolKind", "MenuPick", "TreeModel", "ZsRtd", "AlarmLevel", "UserRole",
    "DataTime",
    "SiteName", "FlowRate", "TaskState", "ReportKind", "UnitCode", "SensorNo", "FileStore", "LogEntry",
]  # fmt: skip


@pytest.mark.parametrize("sentence", ["字段 {} 由系统维护。", "The table {} holds one row per station."])
def test_the_parts_of_a_program_that_a_paper_describes_are_nobody(sentence):
    lines = [sentence.format(name) for name in FIELDS]
    assert not set(FIELDS) & set(named(*lines, "澜禾海洋科技有限公司编制。"))


def test_a_few_houses_that_are_spelled_so_are_found():
    found = named("CorvellaNet and NorvaneSoft signed.", "澜禾海洋科技有限公司与GreylingTech签约。")
    assert {"CorvellaNet", "NorvaneSoft", "GreylingTech"} & set(found)


MINIFIED = ".btn-amber{color:#d7d7d7;padding:0 18px}.Nav-Selby{background:url(data:x);width:255px}" * 12


def test_numbers_in_a_program_are_its_own_but_for_those_that_lead_somewhere():
    lines = (*JAVA, "private int limit = 43187;", "String call = \"13800000000\";")
    given = segments(*lines)
    kept = [each.norm for each in extract.recognised(given) if each.kind not in NAME_KINDS]
    assert any("13800000000" in norm for norm in kept)
    assert not any("43187" in norm for norm in kept)
    assert [each.kind for each in extract.recognised(segments(MINIFIED))] == []
    assert any("43187" in each.norm for each in extract.recognised(segments("合同金额43187元，三月付清。")))


def test_a_program_has_its_file_s_name_for_a_title_and_notes_have_their_own():
    name = Segment("buoy.service", "file_name", "file name", "title")
    own = facets.topic([name, *segments(*JAVA)])
    assert own is not None
    assert own.segment == 0
    note = facets.topic([name, *segments("Buoy maintenance in May", "Ann Lee has the key.")])
    assert note is not None
    assert note.segment == 1
    record = facets.topic([name, *segments("multigraph: false", "nodes: 12")])
    assert record is not None
    assert record.segment == 0


def test_a_command_of_tex_names_nobody_and_what_it_sets_does():
    text = "\\\\RaggedLeft{Corvella Ltd} met Selbyton Ltd in June."
    names = named(text)
    assert any("Corvella" in name for name in names)
    assert not any("Ragged" in name for name in names)
    assert any("Selbyton" in name for name in named("C:\\\\Data and Selbyton Ltd met."))


@pytest.mark.parametrize(
    ("text", "piece", "opaque"),
    [
        ("编号 AAAAAAFxBiu29g/Xcrg= 由沈默核对", "Xcrg", True),
        ("parent: AAAAAAFF+qBWK6M3Z8Y=, name: gate", "WK6M3Z8Y", True),
        ("编号 AAAAAAFxBiu29g/Xcrg= 由沈默核对", "沈默", False),
        ("see Corvella/Thornby2026 for the gate", "Thornby2026", False),
        ("ordered RC-56/2026 at Corvella", "Corvella", False),
        ("Xcrg", "Xcrg", False),
    ],
)
def test_a_piece_of_a_number_in_base_64_names_nobody(text: str, piece: str, opaque: bool) -> None:
    at = text.index(piece)
    found = Mention(0, at, at + len(piece), "organisation", piece.lower(), 0.6, "capitals")
    assert unnamed._is_opaque(text, found) is opaque
