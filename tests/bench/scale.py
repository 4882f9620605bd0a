"""What graph, score, findings and shortlist cost in large folders: CPU seconds, memory, and how they grow.

    python -m tests.bench.scale [--sources 1000 10000 100000] [--mentions-each 100]

The folders are drawn (`scale_rows`), 100 mentions a source, and handed over as columns: reading, recognition and the
resolution of names are not measured here. Each size runs in a process of its own; a step's MB is the most that the
process held during it, everything before it included. In the shortlist a remaining set is scored by the evidence
as it is without the sources, as for the product's estimates; the product's second look resolves names anew, and there
are none to resolve here. Beside the least size stands the definition in plain loops over a networkx multigraph, whose
picture and emergence must agree with ours.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from auditor import arrays, findings, score, shortlist, threads, without  # noqa: F401  a size's process has its setting
from auditor.graph import Graph, to_networkx
from tests.auditor import plain
from tests.bench.scale_rows import Plan, rows

STEPS = ("graph", "score", "findings", "shortlist")
MOST = {(10_000, 1_000_000): (60.0, 1536), (100_000, 10_000_000): (900.0, 6144)}  # CPU-s and MB for all steps
TARGET = 30.0
CLEAR = Path("/proc/self/clear_refs")


@dataclass(slots=True)
class Figures:
    """What was measured of one size: by step CPU seconds and MB, and what came out."""

    sources: int
    mentions: int
    cpu_s: dict[str, float] = field(default_factory=dict)
    memory_mb: dict[str, float] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)


class Watch:
    """Takes the time and the peak of memory of one step after the other."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.began = figures, 0.0
        self.start()

    def start(self) -> None:
        """Begin a step; the peak before it is forgotten where the system can."""
        gc.collect()
        if CLEAR.exists():
            CLEAR.write_text("5", "ascii")
        self.began = time.process_time()

    def took(self, step: str) -> None:
        """End a step and begin the next."""
        self.figures.cpu_s[step] = time.process_time() - self.began
        self.figures.memory_mb[step] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.start()


class Standing(Mapping[str, frozenset[str]]):
    """For each name the sources that mention it, looked up in the graph's tables."""

    def __init__(self, graph: Graph) -> None:
        many = len(graph.sources)
        tables = ((graph.between.left, graph.between.source), (graph.between.right, graph.between.source),
                  (graph.keyed.left, graph.keyed.source), (graph.cells.name, graph.cells.source))  # fmt: skip
        self._held = arrays.each_once(np.concatenate([arrays.paired(name, source, many) for name, source in tables]))
        self._graph, self._place = graph, {name: place for place, name in enumerate(graph.names)}

    def __getitem__(self, name: str) -> frozenset[str]:
        many = len(self._graph.sources)
        low, high = np.searchsorted(self._held, [self._place[name] * many, (self._place[name] + 1) * many])
        return frozenset(self._graph.sources[each] for each in (self._held[low:high] % many).tolist())

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


def measured(plan: Plan) -> Figures:
    """Take every step of one size."""
    out = Figures(plan.sources, plan.mentions)
    drawn = rows(plan)
    watch = Watch(out)
    graph = drawn.graph()
    watch.took("graph")
    out.facts |= {"links": len(drawn.links.a), "cells": len(drawn.cells.subject), "names": len(graph.names)}
    del drawn
    watch.start()
    measure = score.measured(graph)
    watch.took("score")
    out.facts |= {"V": measure.picture, "E": measure.emergence, "pairs gained": len(measure.gained.left)}
    standing = Standing(graph)
    watch.start()
    found = findings.found(graph, measure, standing)
    watch.took("findings")
    looks = Looks(graph, measure)
    choice = shortlist.best(shortlist.Task(graph, found, looks.left, looks.left, TARGET))
    watch.took("shortlist")
    out.facts |= {"findings": len(found), "rows": len(choice.sources), "looks": looks.count,
                  "left": choice.scores[-1] if choice.scores else 50.0}  # fmt: skip
    return out


class Looks:
    """Scores what is left without some sources, each set once; half of the scale is what the whole folder has."""

    def __init__(self, graph: Graph, measure: score.Measure) -> None:
        self.graph, self.measure, self.count = graph, measure, 0
        self.known = without.Looks(graph, measure)
        self.left = lru_cache(maxsize=None)(self._left)

    def _left(self, gone: Collection[str]) -> float:
        if not gone:
            return score.value(self.measure.emergence, self.measure.emergence)
        self.count += 1
        away = np.array([source in gone for source in self.graph.sources], dtype=bool)
        left = self.known.emergence_without(away)
        return score.value(left, self.measure.emergence)


def by_networkx(plan: Plan) -> Figures:
    """Take the score's steps in plain loops over networkx."""
    out = Figures(plan.sources, plan.mentions)
    graph = rows(plan).graph()
    watch = Watch(out)
    to_networkx(graph)
    watch.took("graph")
    out.facts |= {"V": plain.picture(graph), "E": plain.emergence(graph)}
    watch.took("score")
    return out


def apart(plan: Plan, how: str) -> Figures:
    """Measure in a process of its own."""
    words = [sys.executable, "-m", "tests.bench.scale", "--child", how, str(plan.sources), str(plan.mentions)]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    return Figures(**json.loads(done.stdout))


def shown(found: Figures, before: Figures | None, name: str) -> None:
    """Print a size: each step, all steps, and how they grew."""
    print(f"\n{name}: {found.sources:,} sources, {found.mentions:,} mentions")
    for step, cpu_s in found.cpu_s.items():
        print(f"  {step:10}{cpu_s:9.1f} CPU-s{found.memory_mb[step]:8.0f} MB{_grown(found, before, step)}")
    whole, memory = sum(found.cpu_s.values()), max(found.memory_mb.values())
    most = MOST.get((found.sources, found.mentions))
    floor = "" if most is None else f"   at most {most[0]:.0f} CPU-s, {most[1]} MB: {_met(whole, memory, most)}"
    print(f"  {'all':10}{whole:9.1f} CPU-s{memory:8.0f} MB{_grown(found, before, None)}{floor}")
    print("  " + ", ".join(f"{name} {value:,.7g}" for name, value in found.facts.items()), flush=True)


def _met(cpu_s: float, memory_mb: float, most: tuple[float, float]) -> str:
    return "yes" if cpu_s <= most[0] and memory_mb <= most[1] else "NO"


def _grown(found: Figures, before: Figures | None, step: str | None) -> str:
    """Say to which power of the mentions the time grew."""
    if before is None:
        return ""
    now, then = (sum(each.cpu_s.values()) if step is None else each.cpu_s[step] for each in (found, before))
    return f"   grew as n^{math.log(now / then) / math.log(found.mentions / before.mentions):.2f}"


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--mentions-each", type=int, default=100)
    parser.add_argument("--child", nargs=3, default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child is not None:
        how = {"ours": measured, "networkx": by_networkx}[given.child[0]]
        found = how(Plan(int(given.child[1]), int(given.child[2])))
        print(json.dumps({name: getattr(found, name) for name in Figures.__slots__}))
        return
    plans = [Plan(each, each * given.mentions_each) for each in sorted(given.sources)]
    before = None
    for plan in plans:
        found = apart(plan, "ours")
        shown(found, before, "ours")
        if before is None:
            other = apart(plan, "networkx")
            shown(other, None, "networkx, plain loops")
            agree = all(math.isclose(found.facts[each], other.facts[each], rel_tol=1e-9) for each in "VE")
            print(f"  picture and emergence agree: {'yes' if agree else 'NO'}")
        before = found


if __name__ == "__main__":
    main()
