"""Does the score stand still when recognition misses a little? Drops mentions at random and looks again.

    python -m tests.bench.stability [--cases ../shared/cases] [--draws 20] [--share 0.01] [FOLDER ...]

Of each folder the share of its mentions is dropped, every one with the same chance, and the folder is looked at anew:
names that nobody supports any more go, those that are left are resolved again. Printed a folder: the score, how far it
moves (median, 95th percentile, most), and of the first five rows of the shortlist how many stay (mean, least, share of
draws with four or more). A row stays when its document is among the first five again. With `--rows 10` all rows.

The sample is always there; hand-written folders come from `--cases` and are skipped without it. Distribution last.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from auditor import audit, findings, picture, profile, removal
from auditor.picture import Picture
from extractors.model import Extraction
from tests.bench.shortlist import LEARN, SAMPLE, folders, read

TUNE = ("batteries", "rail", "launch")
TARGET = 30.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw: how far the score moved, in points, and how many of the first rows stayed of how many."""

    moved: float
    stayed: int
    rows: int


def thinned(files: Sequence[Extraction], share: float, chance: random.Random) -> list[Extraction]:
    """Drop each mention with this chance."""
    return [replace(file, mentions=tuple(each for each in file.mentions if chance.random() >= share)) for file in files]


def looked(files: Sequence[Extraction]) -> Picture:
    """Look at files by the general profile."""
    return picture.of(picture.corpus(files), profile.shipped("general"))


def listed(whole: Picture, rows: int) -> list[frozenset[str]]:
    """Give the first rows of the shortlist as the paths of each."""
    found = findings.of(whole)
    choice = removal.chosen(whole.corpus, whole, found, audit.Wish(target=TARGET)).choice
    return [frozenset(whole.paths({source})) for source in choice.sources[:rows]]


def drawn(files: Sequence[Extraction], share: float, draws: int, rows: int) -> tuple[float, list[Drawn]]:
    """Give the score of a folder and its draws."""
    whole = looked(files)
    first = listed(whole, rows)
    out = []
    for seed in range(draws):
        seen = looked(thinned(files, share, random.Random(seed)))
        again = frozenset[str]().union(*listed(seen, rows))
        out.append(Drawn(abs(seen.score - whole.score), sum(bool(row & again) for row in first), len(first)))
    return whole.score, out


def line(name: str, score: float, draws: Sequence[Drawn]) -> str:
    """Put the draws of a folder, or of all, into words."""
    moved, lost = np.array([each.moved for each in draws]), np.array([each.rows - each.stayed for each in draws])
    return (f"{name:13} S {score:5.1f} | moves median {np.median(moved):.2f}, 95th {np.percentile(moved, 95):.2f}, "
            f"most {moved.max():.2f} | rows lost of {draws[0].rows}: mean {lost.mean():.2f}, most {lost.max()}, "
            f"at most one in {(lost <= 1).mean():.0%}")  # fmt: skip


def main() -> None:
    """Print a line a folder and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[*(name for name in LEARN if name != "sample"), *TUNE])
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--rows", type=int, default=5)
    given = parser.parse_args()
    start, everything = time.process_time(), list[Drawn]()
    held = [("sample", read(SAMPLE))]
    if given.cases and (given.cases / "render_case.py").is_file():
        held += [(folder.name, list(folder.corpus.files)) for folder in folders(given.cases, given.names)]
    else:
        print("skipped: hand-written folders, --cases is not there")
    for name, files in held:
        score, draws = drawn(files, given.share, given.draws, given.rows)
        everything += draws
        print(line(name, score, draws), flush=True)
    print(line("all", float("nan"), everything))
    print(f"{time.process_time() - start:.0f} CPU-s")


if __name__ == "__main__":
    main()
