"""Builds the chance curve: how much emergence folders of unrelated documents show, by number of sources.

    python -m tests.bench.chance --data ../shared/data [--write]

Documents: Chinese encyclopaedia paragraphs (CMRC 2018 trial), English encyclopaedia paragraphs (MuSiQue and HotpotQA,
one an item), and the generator's unlinked folders. The curve holds numbers only; `--write` puts it into the package.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from auditor import picture, profile
from extractors.extract import extract
from extractors.model import Extraction
from fixtures.generator import Plan, folder

SIZES = (3, 5, 10, 20, 40, 80, 160)
DRAWS = 24
TARGET = Path(__file__).resolve().parents[2] / "auditor" / "data" / "chance.json"


def chinese(data: Path) -> Iterator[str]:
    """Give unrelated Chinese paragraphs."""
    for line in (data / "background" / "cmrc2018.jsonl").read_text("utf-8").splitlines():
        found = json.loads(line)
        yield found.get("text") or found.get("context") or found.get("context_text", "")


def english(data: Path) -> Iterator[str]:
    """Give one English paragraph an item, so that no two were chosen to go together."""
    for name in ("musique", "hotpotqa"):
        for line in (data / "multihop" / f"{name}.jsonl").read_text("utf-8").splitlines():
            paragraph = json.loads(line)["paragraphs"][0]
            yield f"{paragraph['title']}\n{paragraph.get('paragraph_text') or paragraph.get('text')}"


def read(texts: Iterator[str], lang: str) -> list[Extraction]:
    """Read texts as files."""
    return [extract(text.encode("utf-8"), f"{lang}{at:04}.txt")[0] for at, text in enumerate(texts)]


def emergence(files: list[Extraction]) -> tuple[int, float]:
    """Give the number of sources and E of a folder."""
    seen = picture.of(picture.corpus(files), profile.shipped("general"))
    return len(seen.graph.sources), seen.measure.emergence


def curve(pools: list[list[Extraction]], draws: int) -> dict[str, list[float]]:
    """Draw folders of each size from each pool; give the emergences at the percentiles 0, 5 ... 100."""
    chance = random.Random(0)
    out = {}
    for size in SIZES:
        values = [emergence(chance.sample(pool, size))[1] for pool in pools if len(pool) >= size for _ in range(draws)]
        for seed in range(draws // 4):
            for lang in ("zh", "en"):
                texts = folder(Plan(lang, size, 1.0, 0, 3, seed, linked=False))  # type: ignore[arg-type]
                values.append(emergence(read(iter(texts.values()), lang))[1])
        points = np.percentile(values, range(0, 101, 5))
        out[str(size)] = [round(float(value), 4) for value in np.maximum.accumulate(points)]
        print(f"{size:4} sources: median {points[10]:.3f}, 95th percentile {points[19]:.3f}, worst {points[20]:.3f}")
    return out


def main() -> None:
    """Build the curve, print it, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if not given.data.is_dir():
        print(f"skipped: {given.data} is not there")
        return
    pools = [read(chinese(given.data), "zh"), read(english(given.data), "en")]
    made = curve(pools, given.draws)
    if given.write:
        origin = (
            "CMRC 2018 trial (CC BY-SA 4.0), MuSiQue (CC BY 4.0), HotpotQA (CC BY-SA 4.0), own generator; numbers only"
        )
        text = json.dumps({"origin": origin, "percentiles": list(range(0, 101, 5)), "by_sources": made}, indent=1)
        TARGET.write_text(text + "\n", encoding="utf-8")
        print(f"written: {TARGET.name}")


if __name__ == "__main__":
    main()
