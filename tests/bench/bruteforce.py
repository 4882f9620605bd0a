"""The shortlist against every other choice: small folders, where all removals can be tried. Prints figures.

    python -m tests.bench.bruteforce [--units 300] [--graphs 300] [--folders 100]

1. *Units*: random units over up to nine sources, some pinned. How often the proved choice breaks as much as the best
   set of as many sources, what the choice by exchanges breaks of that (mean, worst), whether a bound was ever passed.
2. *Graphs*: random evidence over six sources, and a target of half its score, scored for real. How many rows the list
   has beyond the fewest that reach the target, whether a row is dispensable, and how far the score behind the list
   stands above that of the best set of as many sources.
3. *Folders* of the generator, half of them Chinese: whether each row's promised score is that of an audit of the
   files that remain, and whether the list is the same in another order of the files.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable
from itertools import combinations

import numpy as np

from auditor import picture, profile, score
from auditor.audit import Wish
from fixtures.generator import Plan, folder
from tests.auditor.folders import look, read
from tests.auditor.test_shortlist import any_graph, any_units, brute, chosen_of, listed, modelled

Score = Callable[[frozenset[str]], float]


def units(many: int) -> str:
    """Compare the model's choices with all others."""
    ratios, equal, passed = list[float](), 0, 0
    for seed in range(many):
        chance = random.Random(seed)
        held, sources = any_units(chance)
        pinned = frozenset(chance.sample(range(sources), chance.randint(0, sources // 3)))
        model, count = modelled(held, sources, pinned), chance.randint(1, 4)
        best = brute(held, sorted(set(range(sources)) - pinned), count) / model.total
        picked, bound, proved = model.proof(count)
        equal += proved and abs(model.broken(picked) - best) < 1e-6
        passed += bound < best - 1e-6
        ratios.append(1.0 if not best else model.broken(model.chosen(count)) / best)
    short = sum(ratio < 1 - 1e-9 for ratio in ratios)
    return (f"units: proved and exact {equal}/{many}; by exchanges mean {np.mean(ratios):.4f} of the best, worst "
            f"{min(ratios):.4f}, short of it in {short}; bound passed {passed} times")  # fmt: skip


def subsets(sources: Iterable[str]) -> list[frozenset[str]]:
    """Give every set of sources, small ones first."""
    ordered = sorted(sources)
    return [frozenset(each) for size in range(len(ordered) + 1) for each in combinations(ordered, size)]


def graphs(many: int) -> str:
    """Compare lists with every removal, by the real score."""
    more, above, idle, reached = list[int](), list[float](), 0, 0
    for seed in range(many):
        of = any_graph(seed)
        target = 0.5 * score.value(score.emergence_of(of), 2.0)
        if not target:
            continue
        choice, left = chosen_of(of, target)
        after = {gone: left(gone) for gone in subsets(of.sources)}
        reached += choice.reached
        if not choice.reached:
            continue
        rows = frozenset(choice.sources)
        fewest = next(len(gone) for gone, value in after.items() if value <= target)
        more.append(len(rows) - fewest)
        above.append(after[rows] - min(value for gone, value in after.items() if len(gone) == len(rows)))
        idle += any(after[rows - {row}] <= target for row in rows)
    fewest_too = np.mean(np.array(more) == 0)
    return (f"graphs: target reached in {reached}, rows beyond the fewest: mean {np.mean(more):.3f}, most {max(more)}, "
            f"none in {fewest_too:.1%}; points above the best set of as many: mean {np.mean(above):.2f}, 95th "
            f"{np.percentile(above, 95):.2f}, most {max(above):.2f}; a row is dispensable in {idle}")  # fmt: skip


def folders(many: int) -> str:
    """Compare promises with audits of what remains, and lists of the same files in two orders."""
    furthest, rows_seen, other, asked = 0.0, 0, 0, profile.shipped("general")
    for seed in range(many):
        texts = folder(Plan(("zh", "en")[seed % 2], 9, (1.0, 0.7)[seed // 2 % 2], 2, 2, seed))  # type: ignore[arg-type]
        whole = look(texts)
        wish = Wish(target=0.5 * whole.score)
        rows, scores = listed(whole, wish)
        for count, promised in enumerate(scores, 1):
            gone = {path for row in rows[:count] for path in row}
            rest = look({name: text for name, text in texts.items() if name not in gone})
            furthest, rows_seen = max(furthest, abs(promised - rest.score)), rows_seen + 1
        names = random.Random(seed).sample(sorted(texts), len(texts))
        again = picture.of(picture.corpus(read({name: texts[name] for name in names})), asked)
        other += listed(again, wish) != (rows, scores)
    return (f"folders: {rows_seen} rows in {many} folders, promise and audit at most {furthest:.1e} apart; "
            f"{other} lists differ in another order of the files")  # fmt: skip


def main() -> None:
    """Print all three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--graphs", type=int, default=300)
    parser.add_argument("--folders", type=int, default=100)
    given = parser.parse_args()
    start = time.process_time()
    for measure, many in ((units, given.units), (graphs, given.graphs), (folders, given.folders)):
        print(measure(many), flush=True)
    print(f"{time.process_time() - start:.0f} CPU-s")


if __name__ == "__main__":
    main()
