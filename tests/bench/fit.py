"""Learns how likely an association lies across two sources and between two names, and the order of the findings.

    python -m tests.bench.fit --cases ../shared/cases

Six regressions on hand-written folders. The first takes of all pairs of sources what `ties` counts (bits of
the keys, share of names that stand apart), the second the first and the rank of the findings on both sources; these
give the weights of pairs of sources in `auditor/ties.py` and `auditor/shortlist.py`. What is learned is a pair's share
in the associations: one over the number of alternative ways to show it, for each two of its sources. A folder counts
as much as another, however many sources it has. The other two give the weights of `auditor/ways.py`, from the folders
as they are recognised and from the same with the names and statements of their cases: which two sources show an
association whose two subjects are known, and which two of the names that sources join are such subjects. These are
logistic; the fifth counts, by what a source holds, the associations that need it in each of their ways (least squares),
for `auditor/bearing.py`. The sixth says which findings show an association, for `auditor/ranking.py`, and is learned
before the second, which asks for their rank.

Printed: the weights over all folders, which go into the code by hand, with the date; and for folders whose writers were
never fitted on (all of one hand are left out in turn) the share of the best breakage at 3, 5 and 8 sources and the
average precision of the findings, beside what stands in the code. Then the few weights of the findings' order.
Differences below 0.02 are within what one association more or less makes; of weights so near, the middle of the plateau
is taken.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from statistics import fmean
from types import ModuleType

import numpy as np
from scipy import optimize

from auditor import arrays, bearing, findings, picture, ranking, shortlist, ties, ways
from auditor.findings import Found
from auditor.graph import Floats
from auditor.ways import Known
from extractors.text import folded
from tests.bench.gold import perfect
from tests.bench.shortlist import LEARN, OTHERS, SIZES, Folder, by_units, looked, precision, under, written

Weights = dict[str, float | tuple[float, ...]]
# The folders that weights are learned from, those of one hand together.
WRITERS = (
    (*LEARN, "batteries", "rail", "launch"), ("datacentre", "solar", "portfinance"),
    ("navchips", "seacable", "bladecast"), ("aquafarm", "hospitals", "hydrobus"), ("aeromro", "museums", "dairy"),
    ("groundstations", "coldchain", "magnets", "electrolysers", "portcranes", "grain"),
    ("tunnelbore", "plasma", "lifts", "cardswitch"),
    ("bunkering", "signalling", "simulators", "specialsteel", "fibreoptic"),
    ("dredging", "wastefire", "aramid", "weatherradar", "airfreight", "quartz"),
    ("heating", "tyres", "bearings", "herbs", "fireengines", "scanners"),
    ("pulpmill", "radiopharm", "tramdepot", "optics", "flood", "fertiliser"),
    ("raregas", "windfarm", "vaccine", "desal", "ambulance", "mineblast"),
    ("cranehire", "greenhouse", "prosthetics", "subwayvent"),
)  # fmt: skip
RIDGE = 1.0  # chosen: a tenth and ten times as much chose the same
OF_BEARING = 100.0  # the same for what is learned of single sources: 30 and 300 chose the same
PAIRS = 435  # of thirty sources: what a folder counts, however many it has
LEARNED = ("ties", "ranking", "shortlist", "ways", "bearing")
ORDER = {"IN_PASSING": (0.1, 0.2, 0.4), "AGAIN": (0.6, 0.7, 0.8, 0.9)}
CLOSE, AMONG_OTHERS = 1.5, 0.7  # a finding with more files than so many times what is needed shows it so much less well


@dataclass(frozen=True)
class Example:
    """A folder's pairs of sources and of names, with what is known of each and what of it is associations.

    `told` is the same folder with the names and statements of its case; `writer` is the hand that it is of.
    """

    folder: Folder
    told: Folder
    writer: int

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Give all pairs."""
        return tuple(combinations(range(len(self.folder.whole.graph.sources)), 2))

    @cached_property
    def tied(self) -> Floats:
        """Give for each pair the logarithm of its bits, and the share of names that stand apart."""
        held = ties.ties(self.folder.whole.graph)
        known = {(left, right): both for left, right, *both in zip(
            held.left.tolist(), held.right.tolist(), held.bits.tolist(), held.apart.tolist(), strict=True)}  # fmt: skip
        both = np.array([known.get(pair, (0.0, 0.0)) for pair in self.pairs])
        return np.column_stack([np.log(np.maximum(both[:, 0], ties.LEAST_BITS)), both[:, 1]])

    @cached_property
    def share(self) -> Floats:
        """Give each pair's share in the associations, at most 1.0."""
        documents = [self.folder.document[source] for source in self.folder.whole.graph.sources]
        held: dict[frozenset[str], float] = {}
        for groups in self.folder.gold.associations:
            ways = [group for group in set(groups) if not any(other < group for other in groups)]
            for way in ways:
                for two in combinations(sorted(way), 2):
                    worth = 2.0 / (len(way) * (len(way) - 1)) / len(ways)
                    held[frozenset(two)] = held.get(frozenset(two), 0.0) + worth
        return np.array([min(1.0, held.get(frozenset((documents[a], documents[b])), 0.0)) for a, b in self.pairs])

    @property
    def both(self) -> list[Folder]:
        """Give both readings, none where the author does not say which subjects an association has."""
        return [self.folder, self.told] if self.folder.gold.ends else []

    def found(self) -> list[Found]:
        """Give the findings, ordered anew."""
        whole = self.folder.whole
        return findings.of(whole)

    def known(self) -> Floats:
        """Give for each pair the odds of its tie and the logarithm of the rank of the findings on both."""
        told = shortlist.told(self.folder.whole.graph, self.found())
        rank = np.array([told.get(pair, 0.0) for pair in self.pairs])
        likely = ties.likely(np.exp(self.tied[:, 0]), self.tied[:, 1])
        return np.column_stack([np.log(likely / (1.0 - likely)), np.log(np.maximum(rank, shortlist.LEAST_RANK))])


@dataclass(frozen=True)
class Reading:
    """What is known of the names that sources join in one reading of a folder.

    Attributes:
        hit: 1.0 for the two subjects of an association.
        shown: Of each way 1.0 where its two sources are all that such an association needs.
    """

    known: Known
    hit: Floats
    shown: Floats

    def of_ends(self) -> tuple[Floats, Floats]:
        """Give the ways of subjects, and whether they show the association."""
        rows = self.hit[self.known.of] > 0
        return self.known.ways[rows], self.shown[rows]


def reading(folder: Folder) -> Reading:
    """Look for the subjects of the associations among the names that sources join."""
    graph = folder.whole.graph
    tied = ties.ties(graph)
    held = ways.known(graph, tied, folder.alike)
    spelled = [frozenset(map(folded, entity.names)) if (entity := folder.whole.entities.get(id_)) else frozenset[str]()
               for id_ in graph.names]  # fmt: skip
    names = zip(tied.joined.left[held.joined].tolist(), tied.joined.right[held.joined].tolist(), strict=True)
    of = [[place for place, ends in enumerate(folder.gold.ends) if _are(spelled[left], spelled[right], [ends])]
          for left, right in names]  # fmt: skip
    documents = [folder.document[source] for source in graph.sources]
    rows = zip(held.of.tolist(), held.left.tolist(), held.right.tolist(), strict=True)
    shown = [any({documents[left], documents[right]} in folder.gold.associations[place] for place in of[pair])
             for pair, left, right in rows]  # fmt: skip
    return Reading(held, np.array([bool(each) for each in of], dtype=np.float64), np.array(shown, dtype=np.float64))


def _are(one: frozenset[str], other: frozenset[str], ends: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Say whether two names are the ends of an association, in either order."""
    return any((one & x and other & y) or (one & y and other & x) for x, y in ends)


def logistic(known: Sequence[Floats], shares: Sequence[Floats], even: bool = True) -> list[float]:
    """Fit a logistic regression; gives a weight a column and the constant. `even`: a folder counts as another."""
    x, y = np.vstack(known), np.concatenate(shares)
    counts = np.concatenate([np.full(len(each), PAIRS / len(each) if even else 1.0) for each in shares])
    middle, width = x.mean(axis=0), x.std(axis=0)
    z = np.column_stack([(x - middle) / width, np.ones(len(x))])

    def loss(b: Floats) -> tuple[float, Floats]:
        odds = z @ b
        told = counts * (np.logaddexp(0, odds) - y * odds)
        slope = z.T @ (counts * (1 / (1 + np.exp(-odds)) - y))
        return float(told.sum() + RIDGE / 2 * (b[:-1] ** 2).sum()), slope + RIDGE * np.append(b[:-1], 0.0)

    b = optimize.minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    return [*(b[:-1] / width).tolist(), float(b[-1] - (b[:-1] * middle / width).sum())]


def squares(known: Sequence[Floats], counts: Sequence[Floats]) -> list[float]:
    """Fit a linear regression by least squares; gives a weight a column and the constant."""
    x, y = np.vstack(known), np.concatenate(counts)
    middle, width = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - middle) / width
    b = np.linalg.solve(z.T @ z + OF_BEARING * np.eye(z.shape[1]), z.T @ (y - y.mean()))
    return [*(b / width).tolist(), float(y.mean() - (b * middle / width).sum())]


def _of_findings(folders: Sequence[Folder]) -> Weights:
    """Learn the weights of `ranking`."""
    rows, shown = [], []
    for each in folders:
        found = findings.all_of(each.whole.graph, each.whole.measure, each.whole.standing)
        rows.append(ranking.known(each.whole.graph, found))
        shown.append(np.array([_showing(each, item) for item in found], dtype=np.float64))
    return {"WORTH": tuple(logistic(rows, shown))}


def _showing(folder: Folder, item: Found) -> float:
    """Say how well a finding shows an association, 0.0 where it shows none."""
    files = folder.files(item)
    return 1.0 if folder.gold.hits(files, CLOSE) else AMONG_OTHERS if folder.gold.hits(files) else 0.0


def _of_sources(folders: Sequence[Folder]) -> Weights:
    """Learn the weights of `bearing`."""
    counts = [np.array([each.gold.broken(each.gone({source})) for source in each.whole.graph.sources], dtype=np.float64)
              for each in folders]  # fmt: skip
    return {"HANGS": tuple(squares([bearing.known(each.whole) for each in folders], counts))}


@contextmanager
def learned(examples: Sequence[Example]) -> Iterator[tuple[Weights, ...]]:
    """Set for a while the weights that are learned from these folders: of the modules of `LEARNED`, in their order."""
    shares = [each.share for each in examples]
    of_ties: Weights = dict(
        zip(("BITS", "APART", "EVEN"), logistic([each.tied for each in examples], shares), strict=True)
    )
    with ExitStack() as stack:
        stack.enter_context(under(ties, of_ties))
        of_findings = _of_findings([each for example in examples for each in (example.folder, example.told)])
        stack.enter_context(under(ranking, of_findings))
        known = [each.known() for each in examples]
        of_units: Weights = dict(zip(("TIE", "RANK", "EVEN"), logistic(known, shares), strict=True))
        of_names = _of_names([reading(each) for example in examples for each in example.both])
        of_sources = _of_sources([each for example in examples for each in example.both])
        with under(shortlist, of_units), under(ways, of_names), under(bearing, of_sources):
            yield of_ties, of_findings, of_units, of_names, of_sources


def _of_names(read: Sequence[Reading]) -> Weights:
    """Learn the weights of `ways`: of the ways first, then of what they say of the names."""
    shown = [each.of_ends() for each in read]
    holds = tuple(logistic([known for known, _ in shown], [hit for _, hit in shown], even=False))
    named = [ways.ends(each.known, arrays.logistic(each.known.ways, holds)) for each in read]
    return {"HOLDS": holds, "ENDS": tuple(logistic(named, [each.hit for each in read], even=False))}


def measured(example: Example) -> list[float]:
    """Give what the units break at each size, and the average precision of the findings."""
    found = example.found()
    folder = Folder(example.folder.name, example.folder.corpus, example.folder.whole, example.folder.gold)
    folder.__dict__.update(found=found, alike=example.folder.alike)
    return [*by_units(folder), *by_units(example.told), precision(folder, found)]


def left_out(examples: Sequence[Example]) -> list[list[float]]:
    """Measure each folder with the weights that are learned from what other writers wrote."""
    out = []
    for writer in dict.fromkeys(each.writer for each in examples):
        with learned([other for other in examples if other.writer != writer]):
            out += [measured(example) for example in examples if example.writer == writer]
    return out


def grid(
    examples: Sequence[Example], module: ModuleType, values: Mapping[str, Sequence[float]],
    measure: Callable[[Example], float],
) -> None:  # fmt: skip
    """Print what each value of each weight is worth at best, the best weights, and their worth on folders left out."""
    tried = [dict(zip(values, each, strict=True)) for each in product(*values.values())]
    table = np.array([_with(examples, module, weights, measure) for weights in tried])
    for name, options in values.items():
        best = [max(row.mean() for row, each in zip(table, tried, strict=True) if each[name] == v) for v in options]
        print(f"  {name:16}" + "".join(f"{v:>8g}: {value:.3f}" for v, value in zip(options, best, strict=True)))
    apart = [table[int(np.delete(table, place, axis=1).mean(axis=1).argmax()), place] for place in range(len(examples))]
    now = _with(examples, module, {}, measure)
    print(f"  best over all folders {table.mean(axis=1).max():.3f}: {tried[int(table.mean(axis=1).argmax())]}")
    print(f"  leave-one-folder-out {fmean(apart):.3f}; as the code stands {fmean(now):.3f}")


def _with(
    examples: Sequence[Example], module: ModuleType, weights: Weights, measure: Callable[[Example], float]
) -> list[float]:
    with under(module, weights):
        return [measure(example) for example in examples]


def _rounded(value: float | tuple[float, ...]) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "(" + ", ".join(f"{each:.3f}" for each in value) + ")"


def shown(label: str, rows: Sequence[Sequence[float]]) -> None:
    """Print the means of columns."""
    print(f"  {label:26}" + "  ".join(f"{fmean(column):.3f}" for column in zip(*rows, strict=True)), flush=True)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    given = parser.parse_args()
    if not (given.cases / "render_case.py").is_file():
        print(f"skipped: {given.cases}/render_case.py is not there")
        return
    examples = [Example(looked(name, picture.corpus(files), case), looked(name, perfect(files, case), case), writer)
                for writer, names in enumerate(WRITERS) for name, files, case in written(given.cases, names)
                if "entities" in case]  # fmt: skip
    told(examples)


def told(examples: Sequence[Example]) -> None:
    """Print the weights, and what they are worth on what other writers wrote."""
    with learned(examples) as found:
        for module, weights in zip(LEARNED, found, strict=True):
            print(f"auditor/{module}.py: " + ", ".join(f"{name} {_rounded(value)}" for name, value in weights.items()))
    sizes = ", ".join(map(str, SIZES))
    print(f"{len(examples)} folders: share of the best breakage at {sizes} sources as recognised, the same with the "
          "names of the cases, average precision of the findings")  # fmt: skip
    held = [measured(example) for example in examples]
    apart = left_out(examples)
    for example, now, then in zip(examples, held, apart, strict=True):
        print(f"    {example.folder.name:13} as the code stands " + "  ".join(f"{value:.3f}" for value in now)
              + "   left out " + "  ".join(f"{value:.3f}" for value in then))  # fmt: skip
    shown("as the code stands", held)
    shown("leave-one-writer-out", apart)
    for name, choose in OTHERS.items():
        shown(name, [choose(example.folder) for example in examples])
    print("the order of the findings: weights of auditor/findings.py, average precision")
    grid(examples, findings, ORDER, lambda example: precision(example.folder, example.found()))


if __name__ == "__main__":
    main()
