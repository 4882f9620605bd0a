"""How fast is recognition on files as small as a group's, on long ones and on sheets, and in what memory?

    python -m tests.bench.recognition_sizes [--cases ../shared/cases] [--data ../shared/data]
        [--groups learn tune] [--kinds small long sheet] [--megabytes 0.4]

Small: hand-written folders, some hundred characters a file. Long: paragraphs of an encyclopaedia, in English of the
news too, put together to files of 100,000 characters. Sheet: a register of 3,000 rows. MB are of UTF-8 text, CPU that
of finding names and values in the text of each file (`file`; small ones are read together, as in an audit), then of
looking for the folder's names in every file and of saying what its windows state of whom (`folder`); loading is left
out. The peak is that of a process which did this kind alone.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from auditor import picture, profile
from extractors import extract
from extractors.model import Extraction, Segment
from tests.bench import chance
from tests.bench import recognition_sets as sets
from tests.bench.recognition_reading import as_audited, recognised
from tests.bench.recognition_speed import files as made
from tests.bench.recognition_speed import register
from tests.bench.recognition_taggers import peak_mb

KINDS = ("small", "long", "sheet")
LONG_CHARS, ROWS = 100_000, 3000
LEAST_MB_PER_CPU_S, MOST_MB = 1.0, 400.0
Folder = Sequence[Extraction]


@dataclass(frozen=True)
class Sample:
    """Folders of one language, read but not recognised."""

    lang: str
    folders: tuple[Folder, ...]

    @property
    def size_mb(self) -> float:
        """Give the MB of UTF-8 text."""
        return sum(len(s.text.encode()) for folder in self.folders for file in folder for s in file.segments) / 1e6


def small(cases: Path | None, groups: Sequence[str]) -> Iterator[Sample]:
    """Give the hand-written folders of some groups by language."""
    if not cases or not (cases / "render_case.py").is_file():
        print(f"small skipped: {cases or '--cases'} holds no render_case.py")
        return
    found = defaultdict[str, list[Folder]](list)
    for each in sets.folders(cases, groups):
        found[each.lang].append(each.files)
    yield from (Sample(lang, tuple(found[lang])) for lang in sorted(found))


def long(data: Path | None, megabytes: float) -> Iterator[Sample]:
    """Give long files of paragraphs that have nothing to do with each other."""
    if not data or not (data / "background").is_dir():
        print(f"long skipped: {data or '--data'} holds no folder background")
        return
    unrelated = [*chance.english(data), *chance.english(data, further=True), *chance.news(data)]
    yield Sample("en", (_long(unrelated, megabytes),))
    yield Sample("zh", (_long(list(chance.chinese(data)), megabytes),))


def _long(paragraphs: Sequence[str], megabytes: float) -> Folder:
    """Put paragraphs together to files; where there are too few they come again."""
    found, bytes_left = [list[Segment]()], megabytes * 1e6
    for text in cycle(paragraphs):
        if sum(len(segment.text) for segment in found[-1]) > LONG_CHARS:
            found.append([])
        found[-1].append(Segment(text, "body", f"¶{len(found[-1]) + 1}"))
        bytes_left -= len(text.encode())
        if bytes_left < 0:
            break
    return [_file(f"{number}.txt", segments) for number, segments in enumerate(found)]


def _file(path: str, segments: Sequence[Segment]) -> Extraction:
    return Extraction(path, "", 0, "txt", "read", segments=tuple(segments))


def samples(kind: str, given: argparse.Namespace) -> Iterator[Sample]:
    """Give what is measured of one kind."""
    match kind:
        case "small":
            yield from small(given.cases, given.groups)
        case "long":
            yield from long(given.data, given.megabytes)
        case _:
            yield Sample("zh", ([_file("register.xlsx", register(ROWS))],))


def measured(kind: str, given: argparse.Namespace) -> Iterator[str]:
    """Give a line for each language, then the peak."""
    extract.warm()
    for lang in ("zh", "en"):  # opens the models, and fills no cache with what is measured
        for segments in made(lang, 0.02):
            recognised(segments)
    gc.freeze()  # as a reading process does
    for sample in samples(kind, given):
        start, found = time.process_time(), []
        for folder in sample.folders:
            found.append(as_audited(folder))
        each = time.process_time()
        for folder in found:
            picture.corpus(folder).recognised(profile.shipped("general"), range(len(folder)))
        both, size_mb = time.process_time(), sample.size_mb
        files = sum(map(len, sample.folders))
        yield (
            f"{kind:7}{sample.lang:7}{files:6}{size_mb:8.3f}{size_mb / (each - start):9.3f}"
            f"{size_mb / (both - each):9.3f}{size_mb / (both - start):9.3f}{1e3 * (each - start) / files:12.1f}"
        )
    yield f"{kind:7}peak {peak_mb():.0f} MB"


def main() -> None:
    """Print the table, a kind after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--groups", nargs="*", choices=tuple(sets.GROUPS), default=["learn", "tune"])
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--megabytes", type=float, default=0.4, help="of long files in each language")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        for line in measured(given.kinds[0], given):
            print(line, flush=True)
        return
    print(f"{'MB per CPU-s':14}{'files':>6}{'MB':>8}{'file':>9}{'folder':>9}{'both':>9}{'ms a file':>12}")
    for kind in given.kinds:
        own = [*sys.argv[1:], "--alone", "--kinds", kind]
        subprocess.run([sys.executable, "-m", "tests.bench.recognition_sizes", *own], check=True)
    print(f"wanted: {LEAST_MB_PER_CPU_S} MB per CPU-s, below {MOST_MB:.0f} MB")


if __name__ == "__main__":
    main()
