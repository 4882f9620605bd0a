"""Print how well drawn pages are recognised, and what a page costs: error per character, seconds of one core, memory.

    python -m tests.bench.ocr [--pages 3]

Pages are drawn from the texts of `fixtures/corpus` with a font of this machine, at the sizes of print scanned at 200
dots per inch (10 points are 28 pixels), clean and as a copy of a copy: grey, slanted, speckled. The error is the edit
distance over the length of the text, blanks aside, for recognition gives few of them. Needs the extra `ocr`.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from extractors.images import ocr
from extractors.model import Limits, Reading
from extractors.sink import Sink
from fixtures import scans

CORPUS = Path(__file__).resolve().parents[2] / "fixtures" / "corpus"
SIZES = (24, 28, 40)
WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def main() -> None:
    """Print one row per language, size and condition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3)
    pages = parser.parse_args().pages
    if not ocr.installed() or scans.font(20) is None:
        print("skipped: needs the extra `ocr` and a font with Chinese letters")
        return
    print("language  pixels  condition   pages  characters   error   CPU s/page")
    for language in ("zh", "en"):
        lines = texts(language)
        for size in SIZES:
            for noise in (0, 60):
                row(language, lines, size, noise, pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    addresses = int(Path("/proc/self/statm").read_text().split()[0]) >> 8 if Path("/proc/self/statm").exists() else 0
    print(f"memory: {peak} MB at most, {addresses} MB of addresses at the end")


def texts(language: str) -> list[str]:
    """Give the sentences of the corpus in one language."""
    said = (text for path in sorted(CORPUS.rglob("*.json")) for text in strings(json.loads(path.read_text("utf-8"))))
    found = [re.sub(r"\s+", " ", text).strip() for text in said]
    return [text for text in found if len(text) > 20 and (language == "zh") == bool(WIDE.search(text))]


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a nest of lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def row(language: str, lines: list[str], size: int, noise: int, pages: int) -> None:
    """Recognise some pages and print what came out."""
    wrong = characters = 0
    spent_s = 0.0
    for number in range(pages):
        wanted = page_lines(lines[number * 40 :], language, size)
        image = scans.page(wanted, size, scans.A4_200_DPI, noise)
        assert isinstance(image, Image.Image)
        reading = Reading()
        began = time.process_time()
        ocr.Recognition(Sink(reading, Limits().with_ocr())).page(image, "p")
        spent_s += time.process_time() - began
        expected, found = bare("".join(wanted)), bare("".join(s.text for s in reading.segments))
        wrong += distance(expected, found)
        characters += len(expected)
    condition = "noisy" if noise else "clean"
    share = wrong / max(1, characters)
    print(f"{language:8}  {size:6}  {condition:9}  {pages:6}  {characters:10}  {share:6.2%}  {spent_s / pages:11.1f}")


def page_lines(lines: list[str], language: str, size: int) -> list[str]:
    """Give so many lines of such a width as a page of that size of letters holds."""
    width = int((scans.A4_200_DPI[0] - 200) / size * (1 if language == "zh" else 1.9))
    rows = int((scans.A4_200_DPI[1] - 200) / (size * 1.7))
    text = " ".join(lines)
    found = []
    while text and len(found) < rows:
        cut = width if language == "zh" else max(1, text.rfind(" ", 0, width))
        found.append(text[:cut].strip())
        text = text[cut:]
    return found


def bare(text: str) -> str:
    """Give a text without blanks, with punctuation in one width."""
    pairs = str.maketrans("，：；（）！？“”‘’", ",:;()!?\"\"''")
    return re.sub(r"\s", "", text).translate(pairs)


def distance(one: str, other: str) -> int:
    """Give the edit distance of two texts."""
    row = list(range(len(other) + 1))
    for i, mark in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, second in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (mark != second))
    return row[-1]


if __name__ == "__main__":
    main()
