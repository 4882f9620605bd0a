"""Which rows of a table are its headers, and which header each cell has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from extractors.model import Cell, Cells, Segment
from extractors.plain.lines import HAN

# Words that stand at the head of columns in registers, lists and minutes. chosen: the headers that recur in the
# forms of Chinese offices (签到表, 明细表, 台账) and in English lists; a row with two of them is a header row.
_WORDS_ZH = [
    "序号",
    "姓名",
    "名称",
    "单位",
    "部门",
    "负责人",
    "联系人",
    "电话",
    "手机",
    "邮箱",
    "项目",
    "数量",
    "编号",
    "型号",
    "规格",
    "日期",
    "时间",
    "地点",
    "地址",
    "备注",
    "金额",
    "单价",
    "合计",
    "状态",
    "职务",
    "职位",
    "职称",
    "类别",
    "类型",
    "内容",
    "说明",
    "进度",
    "阶段",
    "客户",
    "供应商",
    "厂家",
    "企业",
    "公司",
    "产品",
    "产能",
    "工序",
    "设备",
    "物料",
    "物料号",
    "图号",
    "材料",
    "交期",
    "到货",
    "签字",
    "签名",
    "签到",
    "城市",
    "地区",
    "来源",
    "用途",
    "责任人",
    "截止",
    "原价",
    "新价",
    "价格",
    "涨跌",
    "品种",
    "牌号",
    "本周",
    "上周",
    "计划",
    "实际",
    "完成",
    "期限",
    "意见",
    "条款",
    "提出",
    "处理",
    "费用",
    "版本",
    "页码",
    "行业",
    "国家",
    "性别",
    "年龄",
]
_WORDS_EN = frozenset(
    [
        "no",
        "no.",
        "#",
        "id",
        "name",
        "company",
        "organisation",
        "organization",
        "item",
        "items",
        "qty",
        "quantity",
        "date",
        "time",
        "title",
        "role",
        "position",
        "phone",
        "email",
        "e-mail",
        "mobile",
        "contact",
        "address",
        "site",
        "location",
        "place",
        "city",
        "country",
        "unit",
        "units",
        "price",
        "amount",
        "total",
        "status",
        "remarks",
        "notes",
        "note",
        "comment",
        "comments",
        "description",
        "type",
        "category",
        "model",
        "part",
        "project",
        "owner",
        "responsible",
        "supplier",
        "customer",
        "vendor",
        "product",
        "capacity",
        "start",
        "end",
        "due",
        "deadline",
        "version",
        "slot",
        "bench",
        "from",
        "to",
        "code",
        "value",
        "rate",
        "week",
        "month",
        "year",
    ]
)
_NUMBER = re.compile(r"[-+±≈~约]?[¥$€£]?\d[\d,.，\s/:：年月日%％\-–—~～]*\D{0,3}$")
_DIGIT = re.compile(r"\d|^[一二三四五六七八九十]{1,3}$")


@dataclass(frozen=True, slots=True)
class _Heads:
    """What a table's headers were found to be: the first `rows` rows, or the first column."""

    rows: int = 0
    by_column: bool = False


def headed(segments: Sequence[Segment]) -> list[Segment]:
    """Give the segments with a header on each data cell of each table that has headers.

    A header row (or two) stands above rows of another kind; a transposed table has its headers in the first column.
    Header rows keep "" on their own cells. A single filled cell above the table is a heading and one under it a
    paragraph, with table 0; so is a table that holds no row with two filled cells.
    """
    found: list[Segment] = []
    for number, group in groupby(segments, key=lambda segment: segment.table):
        rows = list(group)
        found += _headed_table(rows) if number else rows
    return found


def _headed_table(rows: list[Segment]) -> list[Segment]:
    start, end = 0, len(rows)
    while start < end and _lone(rows[start]) and not _is_member(rows, start):
        start += 1
    while end > start and _lone(rows[end - 1]) and len(rows[end - 1].text.strip()) > 12:
        end -= 1
    body = rows[start:end]
    return [*(_loose(row, True) for row in rows[:start]), *_with_headers(body), *(_loose(r, False) for r in rows[end:])]


def _texts(row: Segment) -> list[str]:
    if isinstance(row.cells, Cells):
        return row.text.split("\t")
    return [row.text[cell.start : cell.end] for cell in row.cells]


def _lone(row: Segment) -> bool:
    return sum(1 for text in _texts(row) if text) == 1


def _is_member(rows: Sequence[Segment], at: int) -> bool:
    """Say whether a lone cell is a row of the table: a list of one column, or a short cell among such rows."""
    return (
        len(rows[at].cells) == 1 and len(rows) > 1 and all(len(row.cells) == 1 and len(row.text) < 40 for row in rows)
    )


def _loose(row: Segment, above: bool) -> Segment:
    text = row.text.strip()
    short = len(text) <= (40 if HAN.search(text) else 90) and text[-1:] not in "。；;"
    form = "heading" if above and short else "paragraph"
    layer = "body" if row.layer == "table" else row.layer
    return replace(row, text=text, layer=layer, form=form, table=0, cells=())  # type: ignore[arg-type]


def _with_headers(rows: list[Segment]) -> list[Segment]:
    groups = list(_companions(rows))
    grid = [_merged(group) for group in groups]
    heads = _heads(grid)
    if heads.by_column:
        return [_by_first_column(row, texts[0]) for group, texts in zip(groups, grid, strict=True) for row in group]
    if not heads.rows:
        return rows
    names = tuple(_names(grid[: heads.rows]))
    above = [row for group in groups[: heads.rows] for row in group]
    return [*above, *(_named(row, names) for group in groups[heads.rows :] for row in group)]


def _companions(rows: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Give rows together with the segments that hold the hidden or changed cells of the same row."""
    group: list[Segment] = []
    for row in rows:
        if group and (row.where != group[0].where or row.layer in {other.layer for other in group}):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _merged(group: Sequence[Segment]) -> list[str]:
    texts = _texts(group[0])
    for other in group[1:]:
        texts = [mine or theirs for mine, theirs in zip_longest(texts, _texts(other), fillvalue="")]
    return texts


def _heads(grid: Sequence[Sequence[str]]) -> _Heads:
    if len(grid) < 2:
        return _Heads()
    if _is_form(grid):
        return _Heads(by_column=True)
    if _is_header(grid[0], grid[1:]):
        # With merged cells the second row names what the first one groups.
        two = len(grid) > 2 and "" in grid[0][1:] and _is_header(grid[1], grid[2:]) and _fills(grid[0], grid[1])
        return _Heads(rows=2 if two else 1)
    if len(grid[0]) > 2 and _is_header(
        [row[0] for row in grid if row], [list(row[1:]) for row in zip(*grid, strict=False)][1:]
    ):
        return _Heads(by_column=_words([row[0] for row in grid if row]) >= 2)
    return _Heads()


def _is_form(grid: Sequence[Sequence[str]]) -> bool:
    """Say whether a table of two columns lists names and their values, as forms and cover sheets do."""
    if max(map(len, grid)) != 2:
        return False
    names, values = [row[0] for row in grid], [row[1] for row in grid if len(row) > 1]
    return _words(names) >= 2 and _words(names) * 2 >= len(names) and not _is_word(values[0] if values else "")


def _fills(upper: Sequence[str], lower: Sequence[str]) -> bool:
    return any(not above and below for above, below in zip(upper, lower, strict=False))


def _is_header(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a row reads as headers for the rows below it.

    Its cells are short, distinct and without numbers; column words, or columns that turn to numbers, dates or longer
    text below, make it so.
    """
    filled = [text for text in row if text]
    if len(filled) < 2 or len(filled) * 2 < len(row) or len(set(filled)) < len(filled) * 0.8:
        return False
    if any(len(text) > (16 if HAN.search(text) else 40) for text in filled):
        return False
    numbers = sum(1 for text in filled if _NUMBER.match(text))
    words = _words(filled)
    if numbers * 3 > len(filled) and words < 2:
        return False
    return words >= 2 or (words >= 1 and len(filled) <= 3 and numbers == 0) or _turns(row, below)


def _words(texts: Sequence[str]) -> int:
    return sum(1 for text in texts if _is_word(text))


def _is_word(text: str) -> bool:
    bare = re.split(r"[（(\[【/／]", text.strip().strip("*：: "))[0].strip()
    if HAN.search(bare):
        squeezed = bare.replace(" ", "")
        return len(squeezed) <= 8 and any(squeezed.startswith(word) or squeezed.endswith(word) for word in _WORDS_ZH)
    words = bare.lower().split()
    return 0 < len(words) <= 3 and (words[0] in _WORDS_EN or words[-1] in _WORDS_EN)


def _turns(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether at least one column in three holds mostly numbers below a head that is none."""
    columns = turned = 0
    for index, head in enumerate(row):
        values = [cells[index] for cells in below[:50] if index < len(cells) and cells[index]]
        if head and values:
            columns += 1
            turned += not _DIGIT.search(head) and sum(1 for value in values if _DIGIT.search(value)) * 2 > len(values)
    return turned > 0 and turned * 3 >= columns


def _names(heads: Sequence[Sequence[str]]) -> list[str]:
    width = max(map(len, heads))
    upper = [*heads[0], *[""] * (width - len(heads[0]))]
    if len(heads) == 1:
        return upper
    names, last = [], ""
    for index in range(width):
        last = upper[index] or last
        below = heads[1][index] if index < len(heads[1]) else ""
        names.append(f"{last} {below}".strip() if below != last else last)
    return names


def _named(row: Segment, names: tuple[str, ...]) -> Segment:
    cells: Sequence[Cell]
    if isinstance(row.cells, Cells):
        cells = Cells(row.text, names)
    else:
        cells = tuple(
            Cell(cell.start, cell.end, names[index] if index < len(names) else "")
            for index, cell in enumerate(row.cells)
        )
    return Segment(row.text, row.layer, row.where, row.form, row.table, cells)


def _by_first_column(row: Segment, head: str) -> Segment:
    cells = (*row.cells[:1], *(Cell(cell.start, cell.end, head) for cell in row.cells[1:]))
    return replace(row, cells=cells)
