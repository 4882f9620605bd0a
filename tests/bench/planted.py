"""Planted folders: does the score follow how much of a folder tells one story? Prints figures beside two baselines.

    python -m tests.bench.planted [--seeds 10] [--documents 30]

Twins have the same sentences, the unlinked one with names and numbers of each document's own. Baselines on the same
folders: total length of the text, and pairs of files that share a run of eight characters.
"""

from __future__ import annotations

import argparse
import time
from itertools import combinations

from scipy.stats import spearmanr

from auditor import picture, profile
from extractors.extract import extract
from fixtures.generator import Plan, folder

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


def ours(texts: dict[str, str]) -> float:
    """Give the score of a folder."""
    files = [each for name, text in texts.items() for each in extract(text.encode("utf-8"), name)]
    return picture.of(picture.corpus(files), profile.shipped("general")).score


def length(texts: dict[str, str]) -> float:
    """Baseline: characters in the folder."""
    return float(sum(map(len, texts.values())))


def overlap(texts: dict[str, str]) -> float:
    """Baseline: pairs of files with a common run of eight characters."""
    runs = [{text[at : at + 8] for at in range(len(text) - 7)} for text in texts.values()]
    return float(sum(bool(one & two) for one, two in combinations(runs, 2)))


def main() -> None:
    """Print twins, sweep and rank correlations, in both languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--documents", type=int, default=30)
    given = parser.parse_args()
    start = time.process_time()
    for lang in ("zh", "en"):
        _language(lang, given.seeds, given.documents)
    print(f"{time.process_time() - start:.1f} CPU-s")


def _language(lang: str, seeds: int, documents: int) -> None:
    scorers = {"score": ours, "length": length, "overlap": overlap}
    twins = [
        tuple(folder(Plan(lang, documents, 1.0, 6, 4, seed, linked=link)) for link in (True, False))  # type: ignore[arg-type]
        for seed in range(seeds)
    ]
    for name, scorer in scorers.items():
        pairs = [(scorer(linked), scorer(unlinked)) for linked, unlinked in twins]
        auc = sum((a > b) + (a == b) / 2 for a, _ in pairs for _, b in pairs) / len(pairs) ** 2
        least = min(a - b for a, b in pairs)
        print(f"{lang} twins  {name:8} AUC {auc:.2f}  least difference {least:8.1f}  linked {pairs[0][0]:.1f}")
    sweeps = [[folder(Plan(lang, documents, share, 6, 4, seed)) for share in SHARES] for seed in range(seeds)]  # type: ignore[arg-type]
    for name, scorer in scorers.items():
        values = [[scorer(texts) for texts in sweep] for sweep in sweeps]
        ranks = [spearmanr(SHARES, row).statistic for row in values]
        rising = sum(row == sorted(row) for row in values)
        means = " ".join(f"{sum(column) / len(column):.1f}" for column in zip(*values, strict=True))
        print(f"{lang} sweep  {name:8} Spearman worst {min(ranks):.3f}  monotone {rising}/{seeds}  means {means}")


if __name__ == "__main__":
    main()
