"""Lines on a page to paragraphs and table rows, by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.model import Form, Layer
from extractors.plain import lines
from extractors.sink import Sink, clean

# chosen: a cell of a table rarely wraps to more lines, and the second column of a page starts further back.
_LOOK_BACK = 8
_PLACE = 4.0  # points; lines that begin so close together begin at one place


@dataclass(slots=True)
class Chunk:
    """A stretch of one line without a wide gap, in points, y upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 1.0)


@dataclass(slots=True)
class Line:
    """A visual line: its chunks from left to right, and the box around them, kept because layout asks for it often."""

    chunks: list[Chunk]
    x0: float = field(init=False)
    x1: float = field(init=False)
    y0: float = field(init=False)
    y1: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        first = self.chunks[0]
        self.x0, self.x1, self.y0, self.y1, self.height = first.x0, first.x1, first.y0, first.y1, first.height
        self._grow(self.chunks[1:])

    @property
    def text(self) -> str:
        return " ".join([chunk.text for chunk in self.chunks])

    def take(self, other: Line) -> None:
        """Put the chunks of a line at the same height behind one's own."""
        self.chunks += other.chunks
        self._grow(other.chunks)

    def _grow(self, chunks: Sequence[Chunk]) -> None:
        for chunk in chunks:
            self.x1, self.y1 = max(self.x1, chunk.x1), max(self.y1, chunk.y1)
            self.y0, self.height = min(self.y0, chunk.y0), max(self.height, chunk.height)


@dataclass(slots=True)
class _Table:
    """Visual lines that belong to one table."""

    lines: list[Line] = field(default_factory=list)


def put(sink: Sink, raw: Sequence[Line], where: str, layer: Layer = "body") -> None:
    """Put one page's lines into the reading, in their order, as rows, headings, fields and paragraphs."""
    found = visual(raw)
    size = median(line.height for line in found) if found else 0.0
    for block in _blocks(found):
        if isinstance(block, _Table):
            number = sink.next_table()
            for cells in rows(block.lines):
                sink.row(cells, "table" if layer == "body" else layer, where, number)
        else:
            for paragraph in paragraphs(block):
                _put_paragraph(sink, paragraph, size, where, layer)


def visual(raw: Sequence[Line]) -> list[Line]:
    """Merge lines at one height: table cells come one by one, each with all of its lines."""
    found: list[Line] = []
    for line in raw:
        home = next((other for other in reversed(found[-_LOOK_BACK:]) if _beside(other, line)), None)
        if home is not None:
            home.take(line)
        else:
            found.append(Line(list(line.chunks)))
    return _top_down(found)


def _top_down(found: Sequence[Line]) -> list[Line]:
    """Put lines of a table in their order down the page.

    Cells come one by one, and those of fewer lines are set at the foot or the middle of their row: the first line of a
    tall cell comes behind the last of a short one. Nothing else moves: the second column of a page starts further back.
    """
    ordered = list[Line]()
    for line in found:
        at = len(ordered)
        while at and line.y0 > ordered[at - 1].y0 and len(ordered) - at < _LOOK_BACK:
            at -= 1
        over = ordered[at:]
        settled = not at or line.y0 <= ordered[at - 1].y0
        ordered.insert(at if settled and _is_of_cells(line, over) else len(ordered), line)
    return ordered


def _is_of_cells(line: Line, over: Sequence[Line]) -> bool:
    """Say whether these lines below another, which come before it, are of a table's row with it."""
    return any(len(other.chunks) > 1 for other in over) and not any(_apart(line, other) for other in over)


def _apart(line: Line, other: Line) -> bool:
    """Say whether a line stands further above another than the lines of one row of a table do."""
    return line.y0 - other.y0 > _LOOK_BACK * line.height


def _beside(left: Line, right: Line) -> bool:
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    smaller = min(left.y1 - left.y0, right.y1 - right.y0)
    return overlap > 0.5 * max(smaller, 1.0) and right.x0 >= left.x1 - 1


def _blocks(found: Sequence[Line]) -> Iterator[_Table | list[Line]]:
    """Split a page into tables and the prose between them.

    A table is two lines or more with cells at the same places; a line with one chunk under one of its columns
    belongs to it when rows go on behind it.
    """
    prose, at = list[Line](), 0
    while at < len(found):
        table = _table_at(found, at)
        if len(table.lines) < 2:
            prose.append(found[at])
            at += 1
            continue
        at += len(table.lines)
        while prose and _heads(prose[-1], table.lines[0]):
            table.lines.insert(0, prose.pop())
        if prose:
            yield prose
        prose = []
        yield table
    if prose:
        yield prose


def _table_at(found: Sequence[Line], at: int) -> _Table:
    table, held = _Table(), list[Line]()
    if len(found[at].chunks) < 2:
        return table
    table.lines.append(found[at])
    for line in found[at + 1 :]:
        if line.y0 > table.lines[-1].y0 or (held or table.lines)[-1].y0 - line.y1 > 4 * line.height:
            break
        if len(line.chunks) > 1 and _aligned(table.lines[-1], line):
            table.lines += [*held, line]
            held = []
        elif len(line.chunks) == 1 and len(held) < 3 and _under(table.lines[-1], line):
            held.append(line)
        else:
            break
    if held and len(table.lines) > 1:
        # Lines behind the last row: only what stands under a column other than the first is surely a cell's.
        table.lines += [line for line in held if line.x0 > table.lines[0].chunks[0].x1]
    return table


def _heads(line: Line, first: Line) -> bool:
    """Say whether a line begins a header that goes on in a table's first line: it stands over its columns alone."""
    near = 0 < line.y0 - first.y0 < 1.8 * line.height
    places = [chunk for chunk in line.chunks if chunk.x0 > first.chunks[0].x1 or len(line.chunks) > 1]
    return near and len(places) == len(line.chunks) and all(_free(chunk, first) for chunk in places)


def _free(chunk: Chunk, line: Line) -> bool:
    """Say whether a chunk stands over one of a line's or between two of them, and over no two."""
    return sum(min(chunk.x1, other.x1) > max(chunk.x0, other.x0) for other in line.chunks) < 2


def _aligned(one: Line, other: Line) -> bool:
    hits = sum(1 for chunk in other.chunks if any(_same_column(chunk, above) for above in one.chunks))
    return hits >= 2 or (hits >= 1 and abs(len(one.chunks) - len(other.chunks)) <= 1 and len(other.chunks) > 2)


def _same_column(one: Chunk, other: Chunk) -> bool:
    slack = 0.6 * one.height
    middle = abs((one.x0 + one.x1) - (other.x0 + other.x1)) / 2
    return abs(one.x0 - other.x0) < slack or abs(one.x1 - other.x1) < slack or middle < slack


def _under(table_line: Line, line: Line) -> bool:
    for index, chunk in enumerate(table_line.chunks):
        right = table_line.chunks[index + 1].x0 if index + 1 < len(table_line.chunks) else float("inf")
        if abs(chunk.x0 - line.x0) < 0.6 * chunk.height and line.x1 <= right:
            return True
    return False


def rows(table: Sequence[Line]) -> list[list[str]]:
    """Give a table's rows as cells: columns are where chunks of any line overlap, wrapped cells are joined."""
    columns = _columns(table)
    rows_found: list[list[list[str]]] = []
    for group in _row_groups(table):
        cells: list[list[str]] = [[] for _ in columns]
        for chunk in (chunk for line in group for chunk in line.chunks):
            cells[_column_of(chunk, columns)].append(chunk.text)
        rows_found.append(cells)
    return [[lines.joined(parts) for parts in cells] for cells in rows_found]


def _columns(table: Sequence[Line]) -> list[tuple[float, float]]:
    spans = sorted((chunk.x0, chunk.x1) for line in table for chunk in line.chunks)
    columns = [spans[0]]
    for x0, x1 in spans[1:]:
        if x0 < columns[-1][1] - 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    if len(columns) > 1:
        return columns
    widest = max(table, key=lambda line: len(line.chunks))  # one cell that spans all: the fullest line says the columns
    return [(chunk.x0, chunk.x1) for chunk in widest.chunks]


def _column_of(chunk: Chunk, columns: Sequence[tuple[float, float]]) -> int:
    shared = [min(chunk.x1, x1) - max(chunk.x0, x0) for x0, x1 in columns]
    return max(range(len(columns)), key=lambda index: (shared[index], -index))


def _row_groups(table: Sequence[Line]) -> list[list[Line]]:
    """Group visual lines into rows: lines closer together than rows are belong to one row."""
    pitches = [above.y0 - below.y0 for above, below in pairwise(table)]
    small, large = min(pitches), max(pitches)
    # chosen: cell padding adds a fifth of a line or more; tables without padding give each line its own row
    limit = (small + large) / 2 if large > 1.2 * small and any(len(line.chunks) == 1 for line in table) else 0.0
    groups = [[table[0]]]
    for pitch, line in zip(pitches, table[1:], strict=True):
        lone = len(line.chunks) == 1 and line.x0 > groups[-1][0].chunks[0].x1
        if pitch < limit or (limit == 0.0 and lone):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def paragraphs(block: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the paragraphs of a run of prose lines."""
    current: list[Line] = []
    margins = _margins(block)
    for line in block:
        if current and not _goes_on(current, line, margins):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _margins(block: Sequence[Line]) -> dict[int, float]:
    """Give how far lines reach to the right, by where they begin: a page has few such places, whatever its length."""
    found: dict[int, float] = {}
    for line in block:
        place = int(max(-1e4, min(1e4, line.x0)) // _PLACE)
        found[place] = max(found.get(place, line.x1), line.x1)
    return found


def _goes_on(current: Sequence[Line], line: Line, margins: Mapping[int, float]) -> bool:
    last = current[-1]
    size = min(last.height, line.height)
    if line.y0 > last.y0 - 0.3 * size or last.y0 - line.y1 > 0.9 * size:
        return False
    if max(last.height, line.height) > 1.2 * size or lines.is_field(clean(line.text)):
        return False
    if _is_row(last) or _is_row(line):  # of a table whose other rows stand otherwise
        return False
    # An indented first line starts a paragraph; a hanging one goes on.
    if line.x0 > last.x0 + 1.5 * size and len(current) > 1:
        return False
    if lines.form(clean(line.text), False) in ("bullet", "heading") or line.text[:1] in "【〔":
        return False
    near = (reach for place, reach in margins.items() if abs(place * _PLACE - last.x0) < 4 * size + _PLACE)
    margin = max(near, default=last.x1)
    return last.x1 + _first_word(line) > margin - 0.1 * size


def _is_row(line: Line) -> bool:
    """Say whether a lone line is set like a table's row: four cells or more, far apart; justified words are nearer."""
    gaps = (right.x0 - left.x1 for left, right in pairwise(line.chunks))
    return len(line.chunks) > 3 and all(gap > 1.5 * line.height for gap in gaps)


def _first_word(line: Line) -> float:
    """Give the width of what would have had to fit on the line before, a space included."""
    text = line.text
    width = len(text) if text.isascii() else sum(2 if mark >= "\u2e80" else 1 for mark in text)
    unit = (line.x1 - line.x0) / max(1, width)
    if text[:1] >= "\u2e80":
        # A closing mark never starts a line, so that a line may end one or two characters early.
        return 4 * unit
    return (len(text.split(" ", 1)[0]) + 1) * unit


def _put_paragraph(sink: Sink, paragraph: Sequence[Line], size: float, where: str, layer: Layer) -> None:
    text = lines.joined([line.text for line in paragraph])
    form: Form = lines.form(text, alone=len(paragraph) == 1)
    if layer == "body" and len(paragraph) < 3 and paragraph[0].height > 1.25 * size and len(text) < 120:
        seen = any(segment.form == "title" for segment in sink.reading.segments)
        form = "heading" if seen or sink.reading.segments else "title"
    sink.put(lines.unmarked(text) if form == "bullet" else text, layer, where, form)


def closed(found: Sequence[Line]) -> list[Line]:
    """Join chunks of a line that touch each other: formats that place each run by itself leave no gap in a word."""
    return [Line(_closed(sorted(line.chunks, key=lambda chunk: chunk.x0))) for line in found]


def _closed(chunks: Sequence[Chunk]) -> list[Chunk]:
    joined = [chunks[0]]
    for chunk in chunks[1:]:
        last = joined[-1]
        if chunk.x0 - last.x1 < 0.3 * chunk.height:
            low, high = min(last.y0, chunk.y0), max(last.y1, chunk.y1)
            # Runs of Latin letters that do not touch are words; 汉字 are set with any gap.
            apart = chunk.x0 - last.x1 > 0.15 * chunk.height and last.text[-1:].isascii() and chunk.text[:1].isascii()
            text = last.text + (" " if apart else "") + chunk.text
            joined[-1] = Chunk(text, last.x0, low, max(last.x1, chunk.x1), high)
        else:
            joined.append(chunk)
    return joined
