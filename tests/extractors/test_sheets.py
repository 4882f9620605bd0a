"""Workbooks: every hiding place gives its text with its place, numbers as people see them, damage and malice told."""

# Cells and formats stand as they are written in the files.
# ruff: noqa: E501

import contextlib
import math
import random
import struct
import zipfile
from io import BytesIO

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import registry, sniff, tables
from extractors.model import Limits, Reading, Unreadable
from extractors.officebase import officecrypto
from extractors.sheets import sheetxml
from extractors.sheets.grid import column_name
from extractors.sheets.numberformats import BUILT_IN, display, general
from fixtures import binarysheets, formats, hostile, sheets
from fixtures.samples import packed

LANGS = ("zh", "en")
CASES = [(lang, place) for lang in LANGS for place in sheets.places(lang)]
BINARY = [(kind, lang, place) for kind in ("xls", "xlsb") for lang in LANGS for place in binarysheets.places(kind, lang)]


def read(data, limits=Limits()):  # noqa: B008  frozen
    reading = Reading()
    kind = sniff.kind(data[:8192], data, "x.csv")
    registry.formats()[kind].read(data, reading, limits)
    reading.segments = tables.headed(reading.segments)
    return reading


def told(data, limits=Limits()):  # noqa: B008  frozen
    """Read as the audit does: what raises is a problem beside what was read."""
    reading = Reading()
    kind = sniff.kind(data[:8192], data, "x.csv")
    try:
        registry.formats()[kind].read(data, reading, limits)
    except Unreadable as error:
        reading.problems.append(error.problem)
    return reading


READ = {(kind, lang): read(formats.SAMPLES[f"{kind}, {lang}"]().data) for kind in ("xlsx", "xls", "xlsb") for lang in LANGS}


def is_found(reading, layer, where, text):
    return any(s.layer == layer and s.where == where and text in s.text for s in reading.segments)


@pytest.mark.parametrize(("lang", "place"), CASES, ids=[f"{lang} {place[1]} {place[2]}" for lang, place in CASES])
def test_each_hiding_place_of_a_workbook_gives_its_text_with_its_place(lang, place):
    assert is_found(READ["xlsx", lang], *place)


@pytest.mark.parametrize(("kind", "lang", "place"), BINARY, ids=[f"{k} {lang} {p[1]} {p[2]}" for k, lang, p in BINARY])
def test_each_hiding_place_of_a_binary_workbook_gives_its_text_with_its_place(kind, lang, place):
    assert is_found(READ[kind, lang], *place)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb"])
def test_nothing_hidden_stands_in_a_visible_row(kind):
    said = sheets.words("zh") if kind == "xlsx" else binarysheets.words("zh")
    shown = "\n".join(s.text for s in READ[kind, "zh"].segments if s.layer in ("body", "table"))
    assert [key for key in ("hidden row", "hidden column", "unshown", "white", "hidden sheet") if said[key] in shown] == []


def test_a_row_that_the_pivot_cache_shares_with_its_sheet_is_not_said_twice():
    rows = [s.text for s in READ["xlsx", "zh"].segments if s.where.startswith("pivot cache 1 row")]
    assert rows == ["透视缓存里的客户\t7"]


FORMATS = [
    ('0.0"万吨"', 12.34, "12.3万吨"), ('#,##0.00"元"', 1085.5, "1,085.50元"), ("0%", 0.256, "26%"), ("0.00%", 0.2567, "25.67%"),
    ('0\\.0,"万元"', 123456, "12.3万元"), ('[>=10000]0!.0,"万";0', 123456, "12.3万"), ('[>=10000]0!.0,"万";0', 123, "123"),
    ("#,##0.0,,\"M\"", 12345678, "12.3M"), ("0.00_);[Red]\\(0.00\\)", -5, "(5.00)"), ("[$¥-804]#,##0.00", -1234.5, "-¥1,234.50"),
    ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "-"), ("000000", 123, "000123"), ("0.###", 1.5, "1.5"),
    ("0.00", 2.675, "2.68"), ('"No. "0', 7, "No. 7"), ('General"吨"', 12.5, "12.5吨"), ("000\\-0000\\-0000", 13800001234, "138-0000-1234"),
    ("m/d/yy", 46086, "2026-03-05"), ("yyyy/m/d;@", 46086, "2026-03-05"), ("mmm-yy", 46086, "2026-03"),
    ('[$-804]yyyy"年"m"月"d"日";@', 46086, "2026年3月5日"), ('m"月"d"日"', 46086, "2026年3月5日"), ('h"时"mm"分"', 46086.75, "18时00分"),
    ("m/d/yy h:mm", 46086.5, "2026-03-05 12:00"), ("h:mm:ss", 0.5, "12:00"), ("[h]:mm", 2.5, "60:00"), ("# ?/?", 0.5, "0.5"),
    (";;;", 5, ""), ('"合格"', 1, "合格 1"), ("m/d/yy", -3, "-3"), ("m/d/yy", 1e9, "1000000000"), ("0.0", 1e30, "1e+30"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "value", "shown"), FORMATS)
def test_a_number_reads_as_its_format_shows_it(code, value, shown):
    assert display(code).number(value) == shown


def test_days_count_from_1904_where_the_workbook_says_so():
    assert display("m/d/yy", epoch_1904=True).number(44624) == "2026-03-05"
    assert display("m/d/yy").number(59) == "1900-02-28"
    assert display("m/d/yy").number(61) == "1900-03-01"


@given(st.text(max_size=40), st.floats())
@settings(max_examples=300, deadline=None)
def test_no_format_and_no_number_breaks_the_display(code, value):
    assert isinstance(display(code).number(value) if math.isfinite(value) else general(value), str)


def test_every_built_in_format_shows_a_day_in_march():
    assert all(display(code).number(46086.25) for code in BUILT_IN.values())


def workbook(rows, shared="", lang="zh"):
    """Give the sample's workbook with other rows on its first sheet."""
    parts = sheets.parts(lang)
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    parts["xl/worksheets/sheet1.xml"] = f"{start}{rows}</sheetData></worksheet>"
    if shared:
        parts["xl/sharedStrings.xml"] = shared
    return packed(parts)


def rows_of(data, name="进料台账"):
    return [(s.where.rpartition("!")[2], s.text) for s in read(data).segments if s.cells and s.where.startswith(f"{name}!")]


CELL = st.one_of(
    st.integers(-(10**6), 10**6).map(lambda value: ("n", str(value))),
    st.floats(-1e6, 1e6).map(lambda value: ("n", repr(value))),
    st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cc", "Cs")), max_size=8).map(lambda value: ("inlineStr", value)),
    st.sampled_from([("s", "4"), ("s", "99"), ("b", "1"), ("e", "#N/A"), ("str", "甲&乙<丙"), ("n", "")]),
)  # fmt: skip
GRID = st.lists(st.lists(st.tuples(st.integers(0, 6), CELL), max_size=5), max_size=6)


def written(grid):
    """Give rows as Excel writes them; columns ascend."""
    found = []
    for number, cells in enumerate(grid, 1):
        inner = ""
        for column, (kind, value) in sorted(dict(cells).items()):
            plain = value.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "").replace("\uffff", "")
            content = f"<is><t>{plain}</t></is>" if kind == "inlineStr" else f"<v>{plain}</v>"
            inner += f'<c r="{column_name(column)}{number}" t="{kind}">{content}</c>'
        found.append(f'<row r="{number}">{inner}</row>')
    return "".join(found)


@given(GRID)
@settings(max_examples=60, deadline=None)
def test_the_patterns_and_the_parser_read_the_same_cells(grid):
    rows = written(grid)
    raw = f'<worksheet xmlns="x"><sheetData>{rows}</sheetData></worksheet>'.encode()
    seen = []
    for sheet in (raw, raw.replace(b"<sheetData>", b"<sheetData><!-- not plain -->")):
        book = sheetxml.Book()
        book.take(["甲", "乙", "丙", "丁", "戊"])
        found = sheetxml.Found()
        seen.append(([row for row in sheetxml.rows(sheet, book, found, "x") if row[1]], bytes(book.used)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='A1' t='str'><v>值</v></c>",
        '<c t="str" r="A1"><v>值</v></c>',
        '<c\nr="A1"\nt="str"><v>值</v></c>',
        '<c r="A1" t="str"><v><![CDATA[值]]></v></c>',
        '<c r="A1" t="str"><v>值</v><extLst/></c>',
        '<c r="A1" t="str" cm="1"><f t="shared" ref="A1" si="0">B1</f><v xml:space="preserve">值</v></c>',
        '<c r="A1" t="inlineStr"><is><r><t>值</t></r></is></c>',
        '<c r="A1" t="str"> <v>值</v> </c>',
    ],
)
def test_a_cell_is_read_however_its_xml_is_written(cell):
    rows = f'<row r="1">{cell}<c r="B1"><v>7</v></c></row><row r="2"><c r="A2"><v>8</v></c></row>'
    assert rows_of(workbook(rows)) == [("A1", "值\t7"), ("A2", "8\t")]


def test_a_prefix_before_every_element_changes_nothing():
    parts = sheets.parts("zh")
    plain = str(parts["xl/worksheets/sheet1.xml"])
    head, _, body = plain.partition("<worksheet ")
    prefixed = body.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:").replace('xmlns="', 'xmlns:x="')
    parts["xl/worksheets/sheet1.xml"] = f"{head}<x:worksheet {prefixed}"
    assert rows_of(packed(parts)) == rows_of(packed(sheets.parts("zh")))


def test_rows_and_cells_without_references_follow_each_other():
    rows = '<row><c t="str"><v>甲</v></c><c><v>1</v></c></row><row><c t="str"><v>乙</v></c><c><v>2</v></c></row>'
    assert rows_of(workbook(rows)) == [("A1", "甲\t1"), ("A2", "乙\t2")]


def test_a_sheet_that_breaks_off_keeps_its_rows_and_says_so():
    parts = sheets.parts("zh")
    whole = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = whole[: whole.index('<row r="7"')]
    reading = read(packed(parts))
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert is_found(reading, "table", "进料台账!A6", "半粗半细的字")


def test_a_character_that_xml_forbids_costs_no_other_row():
    rows = '<row r="1"><c r="A1" t="str"><!-- --><v>甲&#1;</v></c></row><row r="2"><c r="A2" t="str"><v>乙</v></c><c r="B2"><v>5</v></c></row>'
    reading = read(workbook(rows))
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert is_found(reading, "table", "进料台账!A2", "乙\t5")


def test_white_letters_on_a_table_with_its_own_colours_are_not_hidden():
    parts = sheets.parts("zh")
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</worksheet>", '<tableParts><tablePart r:id="rB"/></tableParts></worksheet>')
    reading = read(packed(parts))
    assert is_found(reading, "table", "进料台账!A10", "白底白字的名字")
    assert is_found(reading, "hidden_text", "进料台账!A10", "格式藏起来的字")


def test_cells_far_apart_in_many_columns_are_not_laid_out_over_all_of_them():
    rows = "".join(f'<row r="{n}"><c r="{column_name(5 * n)}{n}"><v>{n}</v></c></row>' for n in range(1, 3001))
    reading = read(workbook(rows))
    kept = [s for s in reading.segments if s.text.isdecimal() and s.where.startswith("进料台账!")]
    assert len(kept) == 3000
    assert sum(len(s.text) for s in kept) < 20_000


def test_the_rows_before_a_limit_are_kept():
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>第{n}行的字</v></c></row>' for n in range(1, 50))
    reading = told(workbook(rows), Limits(text_chars=120))
    assert [problem.kind for problem in reading.problems] == ["truncated"]
    assert is_found(reading, "table", "进料台账!A9", "第9行的字")


HOSTILE = {
    "corner cell": hostile._sparse_sheet, "giant merge": hostile._merged_sheet, "two million strings": hostile._many_strings,
    "huge part": hostile._huge_part,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_ends_with_text_or_a_problem(name):
    reading = told(HOSTILE[name](), Limits(member_bytes=64 << 20))
    assert reading.segments or reading.problems


def test_a_doctype_in_a_sheet_costs_that_sheet_alone():
    parts = sheets.parts("zh")
    parts["xl/worksheets/sheet2.xml"] = '<!DOCTYPE a [<!ENTITY b "x">]>' + str(parts["xl/worksheets/sheet2.xml"])
    reading = read(packed(parts))
    assert [problem.kind for problem in reading.problems] == ["bomb"]
    assert is_found(reading, "hidden_sheet", "密稿!A1", "深藏表里的名单")


def test_strings_nested_a_hundred_thousand_deep_are_a_problem_and_other_cells_stay():
    deep = "<sst><!-- not plain --><si>" + "<r>" * 100_000 + "<t>x</t>" + "</r>" * 100_000 + "</si></sst>"
    reading = read(workbook('<row r="1"><c r="A1"><v>42</v></c><c r="B1"><v>7</v></c></row>', shared=deep))
    assert "corrupt" in {problem.kind for problem in reading.problems}
    assert is_found(reading, "table", "进料台账!A1", "42\t7")


def mutated(data, seed):
    """Give the bytes with flips, a cut or a splice; parts of a zip are changed inside it."""
    dice = random.Random(seed)
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(BytesIO(data))
        parts = {name: archive.read(name) for name in archive.namelist()}
        victim = dice.choice([name for name in parts if name.startswith("xl/")])
        parts[victim] = _changed(parts[victim], dice)
        return packed(parts)
    return _changed(data, dice)


def _changed(raw, dice):
    content = bytearray(raw)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(content))
        match dice.randrange(4):
            case 0:
                content[at] ^= 1 << dice.randrange(8)
            case 1:
                content[at : at + 4] = struct.pack("<I", dice.choice([0, 0xFFFFFFFF, 0x7FFFFFFF, 0xFFFF]))
            case 2:
                del content[at : at + dice.randint(1, 40)]
            case _:
                other = dice.randrange(len(content))
                content[at:at] = content[other : other + 40]
        content = content or bytearray(b"\0")
    return bytes(content)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb"])
def test_a_mutated_workbook_gives_what_is_left_or_a_problem(kind):
    sample = formats.SAMPLES[f"{kind}, zh"]().data
    for seed in range(120):
        data = mutated(sample, seed)
        reading = Reading()
        with contextlib.suppress(Unreadable):
            registry.formats()[kind].read(data, reading, Limits(text_chars=1 << 20))
        assert reading.segments or sniff.kind(data[:8192], data, "x") != kind or kind == "xls"


ONE_FILE = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>{author}</Author><LastSaved>2026-03-05T08:00:00Z</LastSaved></DocumentProperties>
 <Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.0&quot;{unit}&quot;"/></Style><Style ss:ID="s2"><Font ss:Color="#FFFFFF"/></Style></Styles>
 <Names><NamedRange ss:Name="Rate" ss:RefersTo="={name}!R1C1"/></Names>
 <Worksheet ss:Name="{name}"><Table><Column ss:Index="3" ss:Hidden="1"/>
  <Row><Cell><Data ss:Type="String">{head}</Data></Cell><Cell><Data ss:Type="String">{amount}</Data></Cell><Cell><Data ss:Type="String">{floor}</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String">{item}</Data><Comment ss:Author="{critic}"><ss:Data>{comment}</ss:Data></Comment></Cell>
   <Cell ss:StyleID="s1"><Data ss:Type="Number">12.34</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
  <Row ss:Index="5" ss:Hidden="1"><Cell ss:Index="1"><Data ss:Type="String">{hidden}</Data></Cell><Cell><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String">k</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="String">{white}</Data></Cell></Row>
 </Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><PageSetup><Header x:Data="&amp;C{header}"/></PageSetup></WorksheetOptions></Worksheet>
 <Worksheet ss:Name="{draft}"><Table><Row><Cell><Data ss:Type="String">{secret}</Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"""
ONE_FILE_WORDS = [
    {"author": "顾一凡", "unit": "万吨", "name": "进料", "head": "品名", "amount": "年产能", "floor": "底价", "item": "潜水泵", "critic": "核价员甲",
     "comment": "此泵已停产", "hidden": "备用泵", "white": "白底白字", "header": "北岸页眉", "draft": "底稿", "secret": "小满即北岸二期"},
    {"author": "Gretel Writer", "unit": " kt", "name": "Intake", "head": "Item", "amount": "Capacity", "floor": "Floor", "item": "Pump A", "critic": "Mara Pricer",
     "comment": "out of production", "hidden": "Standby pump", "white": "White name", "header": "Northern header", "draft": "Draft", "secret": "Poplar is phase two"},
]  # fmt: skip


@pytest.mark.parametrize("said", ONE_FILE_WORDS, ids=LANGS)
def test_a_workbook_that_is_one_xml_file_is_read_with_all_that_it_hides(said):
    data = ONE_FILE.format(**said).encode()
    reading = read(data)
    name = said["name"]
    assert [
        place
        for place in (
            ("table", f"{name}!A2", f"{said['item']}\t12.3{said['unit'].strip()}" if said is ONE_FILE_WORDS[0] else "Pump A\t12.3 kt"),
            ("hidden_row_column", f"{name}!A1", said["floor"]), ("hidden_row_column", f"{name}!A5", f"{said['hidden']}\t2026-03-05"),
            ("hidden_text", f"{name}!A6", said["white"]), ("comment", f"{name}!A2 comment", said["comment"]),
            ("metadata", f"{name}!A2", said["critic"]), ("header_footer", f"{name} header", said["header"]),
            ("hidden_sheet", f"{said['draft']}!A1", said["secret"]), ("metadata", "properties", said["author"]), ("metadata", "names", "Rate"),
        )
        if not is_found(reading, *place)
    ] == []  # fmt: skip
    assert (reading.author, reading.modified, reading.problems) == (said["author"], "2026-03-05", [])


def test_one_xml_file_that_breaks_off_keeps_its_rows_and_says_so():
    whole = ONE_FILE.format(**ONE_FILE_WORDS[0])
    reading = told(whole[: whole.index("白底白字")].encode())
    assert [problem.kind for problem in reading.problems] == ["corrupt"]
    assert is_found(reading, "hidden_row_column", "进料!A5", "备用泵")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb"])
@pytest.mark.parametrize("lang", LANGS)
def test_another_reader_finds_no_text_in_the_cells_that_ours_lacks(kind, lang):
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(formats.SAMPLES[f"{kind}, {lang}"]().data))
    theirs = {value for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for value in row}
    ours = {text for segment in READ[kind, lang].segments for text in segment.text.split("\t")}
    assert {value for value in theirs if isinstance(value, str) and value.strip()} <= ours


def old_workbook(bof, label, number):
    """Give a workbook of Excel 2, 3 or 4: one run of records, no container."""
    size = 4 if bof == 0x009 else 6
    head = struct.pack("<HHHH", bof, size, 2, 0x10) + bytes(size - 4)
    return head + label + number + struct.pack("<HH", 0x0A, 0)


OLD = {
    2: old_workbook(
        0x009, struct.pack("<HHHH3sB", 4, 14, 0, 0, b"", 6) + "货单".encode("gb18030") + b"42", struct.pack("<HHHH3sH", 2, 9, 0, 1, b"", 42)
    ),
    3: old_workbook(
        0x209, struct.pack("<HHHHHH", 0x204, 12, 0, 0, 0, 4) + "货单".encode("gb18030"), struct.pack("<HHHHHd", 0x203, 14, 0, 1, 0, 42.0)
    ),
    4: old_workbook(
        0x409, struct.pack("<HHHHHH", 0x204, 12, 0, 0, 0, 4) + "货单".encode("gb18030"), struct.pack("<HHHHHi", 0x27E, 10, 0, 1, 0, 42 << 2 | 2)
    ),
}  # fmt: skip


@pytest.mark.parametrize("version", OLD)
def test_a_workbook_older_than_excel_5_is_read_too(version):
    reading = read(OLD[version])
    assert [(s.where, s.text.replace("货单42", "货单")) for s in reading.segments] == [("Sheet1!A1", "货单\t42")]


def test_a_workbook_with_a_password_is_encrypted_and_nothing_else():
    stream = binarysheets.workbook("zh")
    locked = stream[:20] + struct.pack("<HHH", 0x2F, 2, 1) + stream[20:]
    reading = told(binarysheets.compound({("Workbook",): locked}))
    assert [problem.kind for problem in reading.problems] == ["encrypted"]


def test_a_stream_cut_in_a_sheet_keeps_the_sheets_before_it():
    stream = binarysheets.workbook("zh")
    reading = told(binarysheets.compound({("Workbook",): stream[:-30]}))
    assert [problem.kind for problem in reading.problems] == ["truncated"]
    assert is_found(reading, "table", "进料台账!A4", "潜水泵型号甲")


def test_a_container_cut_short_has_lost_its_directory_and_keeps_its_sheets():
    whole = binarysheets.xls("zh").data
    reading = told(whole[: whole.index("Workbook".encode("utf-16-le"))])
    assert "truncated" in {problem.kind for problem in reading.problems}
    assert is_found(reading, "table", "进料台账!A4", "潜水泵型号甲")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("content", [None, "<not xml", ""])
def test_sheets_are_found_where_the_workbook_no_longer_leads_to_them(part, content):
    parts = sheets.parts("zh")
    if content is None:
        del parts[part]
    else:
        parts[part] = content
    reading = told(packed(parts))
    assert any("潜水泵型号甲" in s.text for s in reading.segments)
    assert "corrupt" in {problem.kind for problem in reading.problems} or (content is None and "rels" in part)


CSV = [
    ("品名,单价\n轴承,412\n钢棒,69\n", ["品名\t单价", "轴承\t412", "钢棒\t69"]),
    ("品名;单价\n轴承;412,5\n钢棒;69,1\n", ["品名\t单价", "轴承\t412,5", "钢棒\t69,1"]),
    ("品名\t单价\n轴承\t412\n钢棒\t69\n", ["品名\t单价", "轴承\t412", "钢棒\t69"]),
    ("item|price\nbearing|412\nrod|69\n", ["item\tprice", "bearing\t412", "rod\t69"]),
    ("品名，单价\n轴承，412\n钢棒，69\n", ["品名\t单价", "轴承\t412", "钢棒\t69"]),
    ('item,note\nrod,"first line\nsecond, line"\npin,"he said ""no"""\n', ["item\tnote", "rod\tfirst line second, line", 'pin\the said "no"']),
    ("a,b,c\n1,2\n3,4,5,6\n", ["a\tb\tc", "1\t2", "3\t4\t5\t6"]),
    ("sep=;\n品名;单价\n轴承;412\n", ["品名\t单价", "轴承\t412"]),
    ('name;address\nNorthwind;"1, Dock Road, Turin, Italy"\nCorvella;"2, Quay, Oslo, Norway"\n',
     ["name\taddress", "Northwind\t1, Dock Road, Turin, Italy", "Corvella\t2, Quay, Oslo, Norway"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), CSV)
def test_a_table_in_plain_text_is_cut_at_its_own_separator(text, rows):
    reading = Reading()
    registry.formats()["csv"].read(text.encode(), reading, Limits())
    assert [s.text for s in reading.segments] == rows


def test_a_quote_that_never_ends_costs_no_line():
    lines = [f'{n},"open {n}' if n == 3 else f"{n},x{n}" for n in range(400)]
    reading = Reading()
    registry.formats()["csv"].read("\n".join(lines).encode(), reading, Limits())
    said = "\n".join(s.text for s in reading.segments)
    assert all(f"x{n}" in said for n in range(400) if n != 3)


# The record of a workbook that LibreOffice 7.4 had saved with the common password.
FILEPASS = bytes.fromhex(
    "0100010001004044c944d0f0b0f2e7f33e6fde64c044f795287959f279f24ad0f7a2fb649a31d383333c1050ef2a7d929edeb050c00d"
)


def test_an_old_workbook_locked_with_the_common_password_is_read():
    stream = binarysheets.workbook("zh")
    # The sheets' places move behind the inserted record; the encryption is its own inverse.
    moved = len(FILEPASS) + 4
    plain = bytearray(stream[:20] + struct.pack("<HH", 0x2F, len(FILEPASS)) + FILEPASS + stream[20:])
    kept = []
    at = 0
    while at + 4 <= len(plain):
        kind, size = struct.unpack_from("<HH", plain, at)
        if kind == 0x85:
            struct.pack_into("<I", plain, at + 4, struct.unpack_from("<I", plain, at + 4)[0] + moved)
        whole = kind in (0x809, 0x2F)
        kept.append((at, 4 + size if whole else 8 if kind == 0x85 else 4))
        at += 4 + size
    locked = bytearray(officecrypto._rc4(bytes(plain), officecrypto._rc4_keys(FILEPASS)))
    for at, size in kept:
        locked[at : at + size] = plain[at : at + size]
    assert "潜水泵".encode("utf-16-le") not in locked
    reading = read(binarysheets.compound({("Workbook",): bytes(locked)}))
    assert is_found(reading, "table", "进料台账!A4", "潜水泵型号甲")
    assert reading.problems == []


def test_only_the_password_that_every_program_knows_opens_a_workbook():
    with pytest.raises(Unreadable) as raised:
        officecrypto.opened(binarysheets.compound({("EncryptionInfo",): bytes(300), ("EncryptedPackage",): bytes(300)}))
    assert raised.value.problem.kind == "encrypted"
