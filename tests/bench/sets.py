"""Ways to the target and cuts beside removals, on hand-written folders: how many, how good, what they cost.

    python -m tests.bench.sets --cases ../shared/cases [--target 30] [FOLDER ...]

One line a folder: of each set its documents, its score and what is lost with it, by dates that are drawn (the files'
own are mostly those of the rendering); how many rows have a smaller cut, how much of their document's text it takes,
and how far its score is from the removal's; the list of `--redact`; CPU seconds of the choice alone, of what the other
sets and the frontier add, and of the cuts.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from auditor import cuts, removal, resolve, sets, shortlist
from auditor.audit import Wish
from auditor.cuts import Above, Cutter
from auditor.picture import Remains
from auditor.sets import Worth
from auditor.shortlist import Task
from tests.bench.shortlist import LEARN, Folder, folders

YEARS = 6


@dataclass(frozen=True, slots=True)
class Measured:
    """One folder."""

    ways: tuple[shortlist.Way, ...]
    rows: int
    cut: int
    text_share: float
    behind: float
    seconds: tuple[float, float, float]


def task_of(folder: Folder, target: float) -> tuple[Task, removal._Afterwards]:
    """Give what the shortlist of a folder is asked."""
    after = removal._Afterwards(folder.corpus, folder.whole, resolve.EMPTY)
    return Task(folder.whole.graph, folder.found, after.score, after.estimate, target), after


def drawn(folder: Folder) -> Worth:
    """Give each document a date of the last years, always the same one."""
    chance = random.Random(folder.name)
    dates = {source: f"{2026 - chance.randrange(YEARS)}-{chance.randint(1, 12):02}-11"
             for source in folder.whole.graph.sources}  # fmt: skip
    return sets.worth(dates, {})


def measured(folder: Folder, target: float) -> Measured:
    """Choose, and look for the other sets and for cuts."""
    task, after = task_of(folder, target)
    began = time.process_time()
    shortlist.best(task)
    alone = time.process_time() - began
    task, after = task_of(folder, target)
    began = time.process_time()
    choice = sets.chosen(task, drawn(folder))
    beside = time.process_time() - began - alone
    began = time.process_time()
    found = list(_cuts(folder, choice, after.remains, target))
    return Measured(choice.ways, len(choice.sources), len(found), fmean([share for share, _ in found] or [0.0]),
                    fmean([behind for _, behind in found] or [0.0]),
                    (alone, beside, time.process_time() - began))  # fmt: skip


def _cuts(
    folder: Folder, choice: shortlist.Choice, remains: Callable[[frozenset[str]], Remains], target: float
) -> Iterator[tuple[float, float]]:
    """Give of each row that can be cut the share of its text that goes, and how far its score is from the removal's."""
    cutter = Cutter(folder.whole, resolve.EMPTY, remains, sets.EFFORT)
    above, before = Above(), folder.whole.score
    for source in choice.sources:
        gone = above.removing(source)
        after = remains(gone.gone).score
        if cut := cutter.cheaper(source, above, cuts.limit(before, after, target)):
            lead = next(iter(cut.stretches))
            whole = sum(len(each.text) for each in folder.corpus.files[lead].segments)
            yield cut.chars / max(1, whole), cut.score - after
        above, before = gone, after


def line(folder: Folder, target: float) -> tuple[str, Measured]:
    """Measure one folder and say it."""
    of = measured(folder, target)
    ways = ", ".join(f"{way.kind} {len(way.sources)} -> {way.score:.1f} loss {way.cost:.2f}" for way in of.ways)
    wish = Wish(target=target, redact=True)
    rows = removal.chosen(folder.corpus, folder.whole, folder.found, wish).rows
    redacted = f"{sum(row.redacted for row in rows)} of {len(rows)} cut -> {rows[-1].score if rows else 0:.1f}"
    return (f"{folder.name:13} {ways} | {of.cut} of {of.rows} rows have a cut, of {of.text_share:.0%} of the text, "
            f"{of.behind:+.2f} points | --redact {redacted} | CPU s: choice {of.seconds[0]:.2f}, sets "
            f"{of.seconds[1]:+.2f}, cuts {of.seconds[2]:+.2f}"), of  # fmt: skip


def main() -> None:
    """Print a line a folder, and the means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=LEARN)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--target", type=float, default=30.0)
    given = parser.parse_args()
    if not (given.cases / "render_case.py").is_file():
        print(f"skipped: {given.cases}/render_case.py is not there")
        return
    every = []
    for folder in folders(given.cases, given.names):
        text, of = line(folder, given.target)
        print(text, flush=True)
        every.append(of)
    found = {kind: sum(any(way.kind == kind for way in of.ways) for of in every) for kind in sets.KINDS}
    print(f"sets found in {len(every)} folders: " + ", ".join(f"{kind} {many}" for kind, many in found.items()))
    least = [[way.cost for way in of.ways if way.kind in (sets.FEWEST, sets.LEAST_LOSS)] for of in every]
    saved = fmean(1 - costs[1] / costs[0] for costs in least if len(costs) == 2 and costs[0])
    print(f"least loss spares {saved:.0%} of the loss of the list")
    print(f"rows with a cut: {sum(of.cut for of in every)} of {sum(of.rows for of in every)}")
    sums = [sum(of.seconds[place] for of in every) for place in range(3)]
    print(f"CPU s: choice {sums[0]:.1f}, sets {sums[1]:+.1f}, cuts {sums[2]:+.1f}")


if __name__ == "__main__":
    main()
