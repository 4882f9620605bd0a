"""Headers are found in Chinese and English tables, and not where there are none."""

import pytest

from extractors import tables
from extractors.sink import row


def table(*rows, number=1):
    return [row(cells, "table", f"A{at}", number) for at, cells in enumerate(rows, 1)]


def headers(*rows):
    return [[cell.header for cell in segment.cells] for segment in tables.headed(table(*rows))]


@pytest.mark.parametrize(
    "head",
    [
        ("序号", "姓名", "单位"),
        ("Name", "Company", "Qty"),
        ("货品 Item", "数量 Qty", "备注"),
        ("线别", "炉号", "停机（天）"),
    ],
)
def test_a_header_row_names_the_cells_below(head):
    assert headers(head, ("1", "沈默", "12"), ("2", "顾一凡", "7")) == [["", "", ""], list(head), list(head)]


@pytest.mark.parametrize("first", [("1", "沈默", "12"), ("2026-03-05", "到货", "12 台"), ("沈默", "顾一凡", "陶敏")])
def test_rows_of_data_have_no_header(first):
    assert headers(first, ("甲", "乙", "丙"), ("丁", "戊", "己")) == [["", "", ""]] * 3


@pytest.mark.parametrize(
    "head",
    [
        ("买方 Buyer", "卸货点", "已付"),
        ("车号", "车型", "保管人"),
        ("Name 姓名", "Where to send papers 资料寄送", "Tel"),
        ("Ship", "Kind", "Remark"),
    ],
)
def test_the_words_of_registers_in_one_language_or_two_make_a_header(head):
    assert headers(head, ("屿石", "老库西侧", "全款"), ("汀禾", "北门", "未付"))[1] == list(head)


@pytest.mark.parametrize(
    "first", [("红烧鸭", "糖醋排骨", "清蒸鲈鱼"), ("老方 Fang", "在路上", "明早到"), ("屿石", "北岸的货", "全款")]
)
def test_dishes_names_and_remarks_are_no_header(first):
    assert headers(first, ("乌石坞", "老库西侧", "全款"), ("汀禾", "北门", "未付"))[1] == ["", "", ""]


def test_small_letters_above_names_make_a_header():
    head = ("name", "does", "eats")
    assert headers(head, ("Alec Trewin", "spares", "fish"), ("Moira Hale", "surveys", "no nuts"))[1] == list(head)
    assert headers(("soup", "rice", "tea"), ("dal", "chapati", "chai"), ("roti", "raita", "lassi"))[1] == [""] * 3


def test_a_dash_below_a_head_says_nothing_about_its_column():
    head = ("Shed", "Let to", "Until")
    assert headers(head, ("7", "Pascoe", "2027"), ("8", "vacant", "-"), ("9", "Corran", "-"))[1] == list(head)


def test_ordinals_below_a_head_make_it_a_header():
    assert headers(("课次", "讲什么", "谁讲"), ("一", "修整", "外请"), ("二", "补偿", "组长"))[1] == [
        "课次",
        "讲什么",
        "谁讲",
    ]


def test_two_header_rows_are_joined():
    found = headers(("名称", "数量", "", "备注"), ("", "计划", "实际", ""), ("泵", "3", "4", ""), ("阀", "5", "6", ""))
    assert found[2] == ["名称", "数量 计划", "数量 实际", "备注"]


def test_a_form_has_its_headers_in_the_first_column():
    assert headers(("项目名称", "北岸二期"), ("负责人", "沈默"), ("联系电话", "0510-80000000")) == [
        ["", "项目名称"],
        ["", "负责人"],
        ["", "联系电话"],
    ]


@pytest.mark.parametrize(
    "head", [("项目", "内容"), ("项目 Item", "内容 Detail"), ("Item 项目", "Detail"), ("Item", "Value")]
)
def test_a_head_that_only_says_where_labels_stand_heads_nothing_in_either_language(head: tuple[str, str]) -> None:
    assert headers(head, ("租户", "朔原有限公司"), ("面积", "3,400平方米"))[1:] == [["", "租户"], ["", "面积"]]


def test_a_lone_cell_above_is_a_heading_and_a_long_one_below_a_paragraph():
    note = "编号由秘书处保管，不与单位名对照，未交的两家已催。"
    found = tables.headed(table(("台账", "", ""), ("序号", "姓名", "单位"), ("1", "沈默", "甲"), (note, "", "")))
    assert [(s.form, s.table, s.layer) for s in (found[0], found[-1])] == [
        ("heading", 0, "body"),
        ("paragraph", 0, "body"),
    ]
    assert found[-1].text == note


def test_what_is_no_table_passes_through():
    assert tables.headed([]) == []
    assert tables.headed(table(("只有一行", "两格"))) == table(("只有一行", "两格"))


def test_heads_may_repeat_under_their_groups():
    found = headers(
        ("Customer", "April", "", "May", ""),
        ("", "Qty", "Price", "Qty", "Price"),
        ("Orrin", "3", "40", "4", "41"),
        ("Tarvos", "5", "40", "6", "41"),
    )
    assert found[2] == ["Customer", "April Qty", "April Price", "May Qty", "May Price"]


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("项目", "临港仓", "太仓仓"),
            ("月租", "38万元", "21万元"),
            ("业主", "港联公司", "顺达公司"),
            ("到期", "3月", "5月"),
        ),
        (("", "KP-120", "KP-160"), ("Maker", "Brandt GmbH", "Osaka GmbH"), ("Price", "EUR 40", "EUR 52")),
    ],
)
def test_a_table_whose_rows_are_of_one_kind_has_its_heads_down_the_first_column(rows):
    assert headers(*rows)[1:] == [["", head, head] for head, *_ in rows[1:]]


@pytest.mark.parametrize(
    "rows",
    [
        (("单位", "数量", "单价"), ("临港厂", "40", "3元"), ("太仓厂", "52", "7元")),
        (("Site", "Owner", "Berth"), ("Florø", "Kyst AS", "West 2"), ("Måløy", "Fjell AS", "East 1")),
        (("A", "1", "2"), ("B", "3", "4"), ("C", "5", "6")),
    ],
)
def test_a_table_whose_columns_are_of_one_kind_is_not_transposed(rows):
    assert all(found[1] != rows[at][0] for at, found in enumerate(headers(*rows)) if found[1])


def test_rows_above_a_header_row_say_whose_list_it_is():
    rows = (
        ("Marram", "joint room", "request 6", "18 May"),
        ("物料 Item", "Spec", "Qty", "备注 Remark"),
        ("belt", "P400", "600", "no P320"),
        ("film", "10 x 48", "240", "keep cool"),
    )
    found = tables.headed(table(*rows))
    assert (found[0].form, found[0].table, found[0].text) == ("heading", 0, "\t".join(rows[0]))
    assert [[cell.header for cell in each.cells] for each in found[1:]] == [[""] * 4, list(rows[1]), list(rows[1])]


def test_a_first_row_of_data_stays_where_no_header_follows():
    rows = (("屿石", "老库西侧", "全款"), ("汀禾", "北门", "未付"), ("乌石坞", "东门", "未付"))
    assert [each.form for each in tables.headed(table(*rows))] == ["row"] * 3


@pytest.mark.parametrize(
    ("first", "heads"),
    [
        (("Drawing", "old", "new", "what"), True),
        (("图", "旧", "新", "改了什么"), True),
        (("LR1602", "A", "B", "stack"), False),  # a row like those below
        (("Drawing of a very long bracket", "old", "new", "what"), False),
    ],
)
def test_short_words_above_a_column_of_numbers_are_its_header(first, heads):
    below = (("LR1640", "C", "D", "thicker wall"), ("LR1652", "A", "B", "washers follow"))
    assert headers(first, *below)[1] == (list(first) if heads else [""] * 4)


def test_heads_with_a_year_stand_above_numbers():
    head = ("Yard", "H1 2026", "H2 2026")
    assert headers(head, ("Tarn", "40", "55"), ("Wold", "12", "9"))[1] == list(head)
    assert headers(("Tarn", "40", "55"), ("Wold", "12", "9"), ("Fell", "3", "8"))[1] == [""] * 3
    assert headers(("沈默", "2026年5月3日"), ("顾一凡", "2026年5月4日"), ("陶敏", "2026年5月9日"))[1] == ["", ""]


def test_a_form_may_have_labels_that_no_list_knows():
    rows = (
        ("Laid by", "Selat Permai, from Pasir Gudang"),
        ("Burial", "ploughed to the second joint"),
        ("Landfall", "the old slipway at Rosscarne"),
        ("Splicing", "two crews in the tent, day and night"),
    )
    assert headers(*rows) == [["", label] for label, _ in rows]
    prices = (("belt, P400", "600"), ("film, cool", "240"), ("wipes, 23", "90"), ("tape, 50", "75"))
    assert headers(*prices) == [["", ""]] * 4
    short = (("Anna Berghild", "Tarn"), ("Owen Quayle", "Wold"), ("Maren Slade", "Fell"), ("Imogen Hale", "Mere"))
    assert headers(*short) == [["", ""]] * 4
