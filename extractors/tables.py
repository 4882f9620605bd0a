"""Which rows of a table are its headers, and which header each cell has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from extractors import lexicon
from extractors.model import Cell, Cells, Segment
from extractors.plain.lines import HAN

# A row with two of these is a header row.
_WORDS_ZH = tuple(sorted(lexicon.section("headers", "zh"), key=lambda word: (-len(word), word)))
_TAILS_ZH = tuple(sorted(lexicon.section("headers", "tails")))
_WORDS_EN = lexicon.section("headers", "en")
_LATIN = re.compile(r"[A-Za-z0-9#.,&'’ \-]+")
_NUMBER = re.compile(r"[-+±≈~约]?[¥$€£]?\d[\d,.，\s/:：年月日%％\-–—~～]*\D{0,3}$")
_SMALL = re.compile(r"[a-z][a-z '’/.-]*")
_FIGURES = re.compile(r"[\d.,]+")
_NOTHING = frozenset(("", "-", "–", "—", "/", "无", "n/a"))  # what fills a cell that has nothing to say
# A span of time that heads a column of numbers: H1 2026, week 12, 一季度, 2026年.
_SPAN = re.compile(r"\b(?:H[12]|Q[1-4]|FY|w(?:ee)?k|20\d\d)\b|FY\d|Q[1-4]|20\d\d|[年季月周]", re.IGNORECASE)
_SHORT = 16  # characters of a head that no list knows
_FORM = 60  # rows of a form
_ABOVE = 3  # rows that may stand above a header row: whose list it is, its number and date
_LOOK = 20  # rows and columns that say how a table lies
_DIGIT = re.compile(r"\d|^[一二三四五六七八九十]{1,3}$")


@dataclass(frozen=True, slots=True)
class _Heads:
    """What a table's headers were found to be: the first `rows` rows, the first column below them, or both."""

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
    start += _before_header(rows[start:end])
    body = rows[start:end]
    return [*(_loose(row, True) for row in rows[:start]), *_with_headers(body), *(_loose(r, False) for r in rows[end:])]


def _before_header(rows: Sequence[Segment]) -> int:
    """Give how many rows stand above the header row of a table without saying what its columns hold.

    "Marram | room 4 | request no. 6 | 18 May" above "Item | Spec | Qty | Unit": whose list it is, from when.
    """
    grid = [_texts(row) for row in rows[: _ABOVE + _LOOK]]
    if len({row.layer for row in rows[: _ABOVE + 1]}) > 1 or _heads(grid) != _Heads():
        return 0
    for at in range(1, min(_ABOVE, len(grid) - 2) + 1):
        if _words([text for text in grid[at] if text]) > 1 and _is_header(grid[at], grid[at + 1 :]):
            return at
    return 0


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
    above = [row for group in groups[: heads.rows] for row in group]
    if heads.by_column:
        below = zip(groups[heads.rows :], grid[heads.rows :], strict=True)
        return [*above, *(_by_first_column(row, texts[0]) for group, texts in below for row in group)]
    if not heads.rows:
        return rows
    names = tuple(_names(grid[: heads.rows]))
    found = list(above)
    for group, texts in zip(groups[heads.rows :], grid[heads.rows :], strict=True):
        again = _heads_again(texts)
        names = tuple(texts) if again else names
        found += group if again else [_named(row, names) for row in group]
    return found


def _heads_again(row: Sequence[str]) -> bool:
    """Say whether a row further down is the header of another table under the first: nearly all column words."""
    filled = [text for text in row if text]
    words = _words(filled) if len(filled) > 2 else 0
    return words > 2 and words * 10 >= len(filled) * 7 and not any(_DIGIT.search(text) for text in filled)


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
    if _is_form(grid) or _is_transposed(grid):
        return _Heads(by_column=True)
    if _is_labelled(grid):
        return _Heads(rows=1, by_column=True)
    if _is_header(grid[0], grid[1:]):
        # With merged cells the second row names what the first one groups.
        two = len(grid) > 2 and "" in grid[0][1:] and _fills(grid[0], grid[1])
        return _Heads(rows=2 if two and _is_header(grid[1], grid[2:], repeats=True) else 1)
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
    known = _words(names) >= 2 and _words(names) * 2 >= len(names)
    return (known or _are_labels(names, values)) and not _is_listed(values[0] if values else "")


def _are_labels(names: Sequence[str], values: Sequence[str]) -> bool:
    """Say whether a first column holds labels that no list knows: short, each its own, without numbers, before text."""
    if not 4 <= len(names) <= _FORM or len(set(names)) < len(names) or any(map(_DIGIT.search, names)):
        return False
    longer = sum(len(value) > len(name) for name, value in zip(names, values, strict=False))
    return (
        all(0 < len(name) <= 2 * _SHORT for name in names)
        and longer * 2 > len(names)
        and not _turns((names[0], values[0]), list(zip(names[1:], values[1:], strict=False)))
    )


# Heads of the two columns of a form that has a header row. chosen: cover sheets, development folders, 2026-11
_LABELS = frozenset(
    "field item items term terms point particulars particular key heading question label attribute property what "
    "subject 项目 栏目 事项 字段 条目 要素 名目 科目 项".split()
)
# Where a head in two languages changes from one to the other: "项目 Item".
_TONGUE = re.compile(r"(?<=[\u4e00-\u9fff])[ /]*(?=[a-z])|(?<=[a-z])[ /]*(?=[\u4e00-\u9fff])")
_ENTRIES = frozenset(
    "entry entries value values detail details content contents answer text data remark remarks information "
    "description 内容 填写 说明 值 明细 信息 情况 填报 填写内容 具体内容".split()
)


def _is_labelled(grid: Sequence[Sequence[str]]) -> bool:
    """Say whether a header row only says that labels stand at the left and what they are about at the right."""
    if max(map(len, grid)) != 2 or len(grid[0]) != 2:
        return False
    label, entry = (_TONGUE.split(text.strip().strip("*：:|/ ").casefold()) for text in grid[0])
    return all(part in _LABELS for part in label) and all(part in _ENTRIES for part in entry)


def _fills(upper: Sequence[str], lower: Sequence[str]) -> bool:
    return any(not above and below for above, below in zip(upper, lower, strict=False))


def _is_transposed(grid: Sequence[Sequence[str]]) -> bool:
    """Say whether a table's headers stand down its first column: its rows are of one kind, its columns are not."""
    rows = [list(row[1:_LOOK]) for row in grid[1:_LOOK]]
    if len(rows) < 2 or min(map(len, rows)) < 2 or not grid[0][-1]:
        return False
    heads = [row[0] for row in grid[1:]]
    if not all(heads) or len(set(heads)) < len(heads) or any(map(_DIGIT.search, heads)):
        return False
    across, down = _alike(rows), _alike(list(zip_longest(*rows, fillvalue="")))
    return across >= 0.6 and down <= 0.34  # chosen: tests/truth/sheets.txt, tests/bench/statements.py, 2026-11


def _alike(lines: Sequence[Sequence[str]]) -> float:
    """Give the share of lines whose cells end alike and hold numbers alike: 3.2亿元 and 7600万元, GmbH and GmbH."""
    shapes = [{_shape(cell) for cell in line if cell.strip()} for line in lines]
    return sum(len(shape) == 1 for shape in shapes) / len(shapes)


def _shape(cell: str) -> str:
    bare = _FIGURES.sub("9", cell)
    return bare[-1:] if HAN.search(cell) else bare.split()[-1]


def _is_header(row: Sequence[str], below: Sequence[Sequence[str]], *, repeats: bool = False) -> bool:
    """Say whether a row reads as headers for the rows below it.

    Its cells are short, distinct (unless a name `repeats` under groups) and without numbers; column words, or columns
    that turn to numbers, dates or longer text below, make it so.
    """
    filled = [text for text in row if text]
    if len(filled) < 2 or len(filled) * 2 < len(row):
        return False
    if not repeats and len(set(filled)) < len(filled) * 0.8:
        return False
    if any(len(text) > 40 or len(HAN.findall(text)) > 16 for text in filled):
        return False
    numbers = sum(1 for text in filled if _NUMBER.match(text))
    words = _words(filled)
    if numbers * 3 > len(filled) and words < 2:
        return False
    listed = words == 1 and len(filled) <= 3 and numbers == 0 and any(map(_is_listed, filled))
    return words >= 2 or listed or _turns(row, below) or _is_small(filled, below) or _is_bare(row, below)


def _is_bare(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a full row of short words without numbers stands above a column with a number in every row.

    "Drawing | old | new | what" above LR1640 and LR1652.
    """
    if len(row) < 3 or not all(row) or any(map(_DIGIT.search, row)) or any(len(text) > _SHORT for text in row):
        return False
    columns = zip_longest(*(cells[: len(row)] for cells in below[:_LOOK]), fillvalue="")
    return len(below) > 1 and any(all(map(_DIGIT.search, column)) for column in columns)


def _is_small(heads: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a first row of small letters stands above names and sentences that begin with capitals."""
    if len(heads) < 3 or len(below) < 2 or not all(_SMALL.fullmatch(text) for text in heads):
        return False
    opened = [row[0] for row in below[:_LOOK] if row and row[0] not in _NOTHING]
    return bool(opened) and all(text[0].isupper() or text[0].isdigit() for text in opened)


def _words(texts: Sequence[str]) -> int:
    return sum(1 for text in texts if _is_word(text))


def _is_word(text: str) -> bool:
    """Say whether a cell is a word for a column, in Chinese, in English or in both (买方 Buyer)."""
    bare = _bare(text)
    chinese = _LATIN.sub("", bare) if HAN.search(bare) else ""
    return _is_listed(text) or (2 <= len(chinese) <= 6 and chinese.endswith(_TAILS_ZH))


def _is_listed(text: str) -> bool:
    """Say whether a cell begins or ends with a word of the lists; in Chinese its ending alone does not do."""
    bare = _bare(text)
    chinese = _LATIN.sub("", bare) if HAN.search(bare) else ""
    if chinese and len(chinese) <= 8 and (chinese.startswith(_WORDS_ZH) or chinese.endswith(_WORDS_ZH)):
        return True
    words = (" ".join(_LATIN.findall(bare)) if chinese else bare).lower().split()
    return 0 < len(words) <= 3 and (words[0] in _WORDS_EN or words[-1] in _WORDS_EN)


def _bare(text: str) -> str:
    """Give a header without its bracket, its second half and its colon: 单价（万元） is 单价."""
    return re.split(r"[（(\[【/／]", text.strip().strip("*：: "))[0].strip()


def _turns(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether at least one column in three holds mostly numbers below a head that is none."""
    columns = turned = 0
    for index, head in enumerate(row):
        values = [cells[index] for cells in below[:50] if index < len(cells) and cells[index] not in _NOTHING]
        if head and values:
            columns += 1
            plain = not _DIGIT.search(head)
            heads = plain or (_SPAN.search(head) and not _NUMBER.match(head))  # "H1 2026" stands above numbers
            counts = _DIGIT.search if plain else _NUMBER.match
            turned += bool(heads) and sum(1 for value in values if counts(value)) * 2 > len(values)
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
