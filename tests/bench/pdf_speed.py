"""Pages per CPU-second on PDFs of text: ours through the guard and without, beside raw PDFium and pdfminer.six.

`python -m tests.bench.pdf_speed [--pages 60] [--data FOLDER]` builds four documents (English prose, Chinese prose,
tables, a mixed report with rules and boxes) and reads them with each reader; `--data` adds every PDF of that folder as
a fifth set. CPU time is that of the process and of its children; recognition (names, dates, quantities) is told apart,
since it costs the same whatever the format was.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors import registry
from extractors.guard import Guard
from extractors.model import Limits, Reading, Unreadable
from tests.bench.extraction import cpu_of

_ENGLISH = (
    "The works at the northern bank delivered 1,240 tonnes in the second week of August, and the line that feeds the "
    "grid was taken out of service for nine days; Ostrelin Ltd expects to reach its contracted volume before the end "
    "of the quarter, provided that the export licence is granted. "
)
_CHINESE = (
    "北岸泵站二期工程于八月九日完成带水调试，首台机组额定流量每秒三点二立方米，由北岸泵业有限公司负责安装，"
    "合同金额一千二百八十万元；三号仓库的备件清单已经核对，剩余部分由采购部在九月底前补齐。"
)


def _built(story: list[object]) -> bytes:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(story)
    return buffer.getvalue()


def documents(pages: int) -> dict[str, bytes]:
    """Build the set: so many pages of each kind."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
    han = ParagraphStyle("han", fontName="STSong-Light", fontSize=10.5, leading=16, spaceAfter=6, wordWrap="CJK")
    grid = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.4, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)]
    )

    def prose() -> list[object]:
        return [Paragraph(_ENGLISH * 2, plain) for _ in range(7)]

    def chinese() -> list[object]:
        return [Paragraph(_CHINESE * 2, han) for _ in range(7)]

    def table(number: int) -> Table:
        rows = [["Item", "Maker", "Qty", "Price", "Week"]]
        rows += [[f"Valve {i}", f"Maker {number % 7}", str(i * 3), f"{i * 12.5:.2f}", f"W{i}"] for i in range(30)]
        return Table(rows, style=grid, colWidths=[90, 110, 50, 70, 60])

    sets: dict[str, Callable[[int], list[object]]] = {
        "English prose": lambda _: prose(),
        "Chinese prose": lambda _: chinese(),
        "tables": lambda number: [table(number)],
        "mixed report": lambda number: [
            *prose()[:3],
            Paragraph(_CHINESE, han),
            Table([["a", "b"], ["1", "2"]], style=grid),
        ],
    }
    return {
        name: _built([part for number in range(pages) for part in (*make(number), PageBreak())])
        for name, make in sets.items()
    }


def _cpu_s(work: Callable[[], object]) -> float:
    start = cpu_of(os.getpid())
    work()
    return max(cpu_of(os.getpid()) - start, 1e-6)


def _raw(data: bytes) -> None:
    with contextlib.suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()


def _pdfminer(data: bytes) -> None:
    with contextlib.suppress(Exception):  # a peer's crash is the peer's figure
        extract_text(io.BytesIO(data))


def _reader(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        registry.formats()["pdf"].read(data, Reading(), Limits())


def _guarded(files: list[bytes], target: str) -> float:
    """Give the CPU seconds of the guard and its child for these files; its start is paid before."""
    with Guard(Limits(cpu_s=600, wall_s=900), target=target) as guard:
        guard.read("起步 start".encode(), "start.txt")
        return _cpu_s(lambda: [guard.read(data, "x.pdf") for data in files])


def _pages(files: list[bytes]) -> int:
    count = 0
    for data in files:
        try:
            count += len(pypdfium2.PdfDocument(data))
        except pypdfium2.PdfiumError:
            continue
    return count


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    sets = {name: [data] for name, data in documents(options.pages).items()}
    if options.data and options.data.is_dir():
        sets["real files"] = [path.read_bytes() for path in sorted(options.data.rglob("*.pdf"))]
    elif options.data:
        print(f"no folder {options.data}: the built documents alone")
    readers: dict[str, Callable[[list[bytes]], float]] = {
        "ours, guarded": lambda files: _guarded(files, "extractors.extract:texts"),
        "and recognition": lambda files: _guarded(files, "extractors.extract:stream"),
        "ours, unguarded": lambda files: _cpu_s(lambda: [_reader(data) for data in files]),
        "raw PDFium": lambda files: _cpu_s(lambda: [_raw(data) for data in files]),
        "pdfminer.six": lambda files: _cpu_s(lambda: [_pdfminer(data) for data in files]),
    }
    print(f"{'pages per CPU-second':24}" + "".join(f"{name:>18}" for name in readers))
    for name, files in sets.items():
        pages = _pages(files)
        figures = [pages / read(files) for read in readers.values()]
        print(f"{name:24}" + "".join(f"{figure:18.0f}" for figure in figures), f" ({pages} pages)")


if __name__ == "__main__":
    main()
