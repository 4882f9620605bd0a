"""Fits the few weights of the shortlist and of the findings' order on hand-written folders, leave-one-folder-out.

    python -m tests.bench.fit --cases ../shared/cases

Printed: what each weight, each term alone, chance and the file with most names break of the best possible, at 3, 5 and
8 sources; the weights that are best over all folders; and what those break that are best over the other folders. The
weights go into `auditor/shortlist.py` and `auditor/findings.py` by hand, with the date. Differences below 0.02 are
within what one association more or less makes; of weights so near, the middle of the plateau is taken.

The score's own weights are printed beside, for the choice by the score alone. They are not fitted here: what the
score says of a folder is held by its axioms and by the reference folder, and no list is chosen by it alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from statistics import fmean
from types import ModuleType

import numpy as np

from auditor import findings, score, shortlist
from auditor.audit import Wish, removal
from tests.bench.shortlist import LEARN, OTHERS, SIZES, Folder, by_score, by_units, folders, precision, share, under

Weights = dict[str, float]
CHOICE = {
    "EVEN_BITS": (6.0, 8.0, 10.0, 12.0), "BITS_WIDTH": (3.0, 4.0, 5.0, 7.0), "SPREAD": (0.0, 0.5, 1.0),
    "FINDING_WEIGHT": (0.0, 0.01, 0.1, 0.3),
}  # fmt: skip
ORDER = {"FURTHER": (0.5, 0.7, 0.9), "IN_PASSING": (0.1, 0.2, 0.4), "CELL_RANK": (0.25, 0.5, 1.0)}
OWN = {"CHAIN": (0.05, 0.1, 0.5), "SHEET": (0.0, 0.1, 1.0), "FEW_NEIGHBOURS": (5.0, 20.0)}


def to_target(folder: Folder) -> float:
    """Give what the list for target 30 breaks, of the best with as many documents."""
    choice, _ = removal(folder.corpus, folder.whole, folder.found, Wish())
    return share(folder, choice.sources, folder.documents(choice.sources))


def ordered(folder: Folder) -> list[float]:
    """Give the average precision of the findings, ordered anew."""
    whole = folder.whole
    return [precision(folder, findings.found(whole.graph, whole.measure, whole.standing))]


def grid(values: Mapping[str, Sequence[float]]) -> list[Weights]:
    """Give all combinations of the weights' values."""
    return [dict(zip(values, each, strict=True)) for each in product(*values.values())]


def fitted(
    all_folders: Sequence[Folder], module: ModuleType, values: Mapping[str, Sequence[float]],
    measure: Callable[[Folder], list[float]],
) -> None:  # fmt: skip
    """Print what each value of each weight is worth, the best weights, and their worth on folders left out."""
    tried, results = grid(values), []
    for weights in tried:
        with under(module, weights):
            results.append([fmean(measure(folder)) for folder in all_folders])
    table = np.array(results)
    now = table[_nearest(tried, {name: float(getattr(module, name)) for name in values})]
    for name, options in values.items():
        best = [max(row.mean() for row, each in zip(table, tried, strict=True) if each[name] == v) for v in options]
        print(f"  {name:16}" + "".join(f"{v:>8g}: {value:.3f}" for v, value in zip(options, best, strict=True)))
    left_out = []
    for place in range(len(all_folders)):
        others = np.delete(table, place, axis=1).mean(axis=1)
        left_out.append(table[int(others.argmax()), place])
    print(f"  best over all folders {table.mean(axis=1).max():.3f}: {tried[int(table.mean(axis=1).argmax())]}")
    print(f"  leave-one-folder-out  {fmean(left_out):.3f}; as the code stands (nearest on the grid) {now.mean():.3f}")
    for folder, value, held in zip(all_folders, left_out, now, strict=True):
        print(f"    {folder.name:13} left out {value:.3f}  as it stands {held:.3f}")


def _nearest(tried: Sequence[Weights], wanted: Weights) -> int:
    return min(range(len(tried)), key=lambda at: sum(abs(tried[at][name] - wanted[name]) for name in wanted))


def shown(label: str, all_folders: Sequence[Folder], measure: Callable[[Folder], list[float]]) -> None:
    """Print the means of a measure over the folders."""
    columns = list(zip(*(measure(folder) for folder in all_folders), strict=True))
    print(f"  {label:24}" + "  ".join(f"{fmean(column):.3f}" for column in columns), flush=True)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    given = parser.parse_args()
    if not (given.cases / "render_case.py").is_file():
        print(f"skipped: {given.cases}/render_case.py is not there")
        return
    learn = list(folders(given.cases, LEARN))
    print(f"share of the best breakage, {len(learn)} folders, at {', '.join(map(str, SIZES))} sources")
    for name, choose in OTHERS.items():
        shown(name, learn, choose)
    shown("list for target 30", learn, lambda folder: [to_target(folder)])
    print("the choice: weights of auditor/shortlist.py, mean over the three sizes")
    fitted(learn, shortlist, CHOICE, by_units)
    print("the order of the findings: weights of auditor/findings.py, average precision")
    fitted(learn, findings, ORDER, ordered)
    print("the score's own weights, choice by the score alone")
    for name, options in OWN.items():
        for value in options:
            with under(score, {name: value}):
                shown(f"{name} {value:g}", learn, by_score)


if __name__ == "__main__":
    main()
