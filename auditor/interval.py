"""How far the score may be from what it would be, had recognition and resolution made no mistake.

A *draw* is the folder as it may really be. Each spelling is a name or a key with the confidence of its surest mention,
all its mentions together: over hand-written folders what is wrong is wrong wherever it stands, and a spelling that
stands often is no surer than one that stands once (`python -m tests.bench.interval --cases ...`). What is kept counts
in full. Each uncertain merge is made with its probability; where it is not, the name falls into its spellings.

What recognition misses is in no draw. But it is known how much it misses, so each draw is thinned once more in the
same way, and what emergence loses by that is added to it: simulation-extrapolation (Cook and Stefanski, 1994) with a
straight line. What is missed by chance weighs the more, the further one extrapolates: the loss of each draw is taken
`SPREAD` times as far from the mean loss as it is. The interval holds nine tenths of a normal distribution with the
draws' mean and spread, told by Student's t, so that few draws say what many say, only less sharply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from auditor import arrays, evidence, picture, score
from auditor.evidence import Evidence, Sureness
from auditor.graph import Bools, Denied, Floats, Graph, Ints, Table
from auditor.picture import Picture

# Measured on three hand-written folders on which no rule was written (datacentre, solar, portfinance), 2026-11: 13 % of
# all places where a name stands are not found, and 15 % of the spellings nowhere, above all those that stand once. A
# spelling is missed as such, or each of its places is by chance, and one place that is found tells the others.
MISSED_SPELLING, MISSED_PLACE = 0.10, 0.15
MISSED_KEY = 0.15  # of the numbers in annotated statements, same folders: 14 %
MISSED_MERGE = 0.08  # of the names that stand under several spellings, all hand-written folders: 8 % stay in parts
SPREAD = 1.75  # chosen: holds in 89 of 100 folders, tests/bench/interval.py --development, 2026-11
LOOKS_A_DRAW = 3  # two, and what goes before them; ten draws say what a hundred do
ENOUGH = 12  # looks; where there are fewer, cutting names into spellings would cost more than they do
# chosen: of eleven hand-written folders of which a tenth, a quarter or half is left out nine of ten grew no faster than
# this power of the number of files (half of them: 1.6), tests/bench/interval.py, 2026-11
GROWTH = 2.5
# Draws of large folders have nine tenths of the emergence: what scores 100.0 with a third of it need not be drawn.
SURELY, FULL = 3.0, 99.95
INSIDE = 0.95  # of the draws lie below the upper end, and above the lower one


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A folder's evidence with what of it is uncertain.

    Attributes:
        graph: One name a spelling; links and cells as if every mention were right.
        sure: By name, that it is one.
        missed: By name, that recognition would miss one like it.
        spelling: By key, the number of the spelling that it comes from.
        sure_keys: By number of a spelling, that it is a key.
        mention: By row of `graph.keyed`, the number of the mention of the key: one a source and spelling.
        left: Of each merge one name.
        right: And the other; names behind those of the graph stand nowhere by themselves.
        probability: That they are one.
    """

    graph: Graph
    sure: Floats
    missed: Floats
    spelling: Ints
    sure_keys: Floats
    mention: Ints
    left: Ints
    right: Ints
    probability: Floats


def with_unread(emergence: float, read: int, unread: int) -> float:
    """Give the most emergence that a folder is likely to have whose unread files are like the read ones.

    It is made of what files have in common, and grows faster than their number.
    """
    return float(emergence * ((read + unread) / max(1, read)) ** GROWTH)


def of(whole: Picture, looks: int) -> tuple[float, float]:
    """Give the ends of the interval, the score always inside; the same picture gives the same.

    Args:
        whole: What the folder shows.
        looks: How many times the whole graph may be looked at; four at the least.
    """
    if score.value(whole.measure.emergence / SURELY, whole.profile.half) >= FULL:
        return whole.score, 100.0
    emerged = _drawn(uncertain(whole, apart=looks >= ENOUGH), max(2, looks // LOOKS_A_DRAW))
    middle, width = float(emerged.mean()), _reach(len(emerged)) * float(emerged.std(ddof=1))
    low, high = (score.value(end, whole.profile.half) for end in (middle - width, middle + width))
    return min(low, whole.score), max(high, whole.score)


def _drawn(held: Uncertain, draws: int) -> Floats:
    """Give the emergence of each draw with what is missed added, spread as far as `SPREAD` says."""
    chance = np.random.default_rng(0)
    pairs = np.array([pair(held, chance) for _ in range(draws)], dtype=np.float64)
    kept: Floats = pairs[:, 0]
    lost: Floats = kept - pairs[:, 1]
    emerged: Floats = kept + lost.mean() + SPREAD * (lost - lost.mean())
    return emerged


def _reach(draws: int) -> float:
    """Give how many standard deviations of so many draws the interval reaches to either side."""
    from scipy.special import stdtrit  # noqa: PLC0415  a run that finds nothing changed does not wait for it

    return float(stdtrit(draws - 1, INSIDE))


def pair(held: Uncertain, chance: np.random.Generator) -> tuple[float, float]:
    """Draw once: the emergence of what is kept, and of what recognition would find of that."""
    names = chance.random(len(held.sure)) < held.sure
    keys = (chance.random(len(held.sure_keys)) < held.sure_keys)[held.spelling]
    merged = chance.random(len(held.probability)) < held.probability
    rows = keys[held.graph.keyed.right]
    whole = score.emergence_of(_part(held, names, rows, merged))
    names &= chance.random(len(names)) >= held.missed
    rows &= (chance.random(int(held.mention.max(initial=-1)) + 1) >= MISSED_KEY)[held.mention]
    merged &= chance.random(len(merged)) >= MISSED_MERGE
    return whole, score.emergence_of(_part(held, names, rows, merged))


def _part(held: Uncertain, names: Bools, keyed_rows: Bools, merged: Bools) -> Graph:
    """Give the graph of these names, these links to keys and these merges."""
    graph = held.graph
    one = _together(max(len(graph.names), int(held.right.max(initial=-1)) + 1, int(held.left.max(initial=-1)) + 1),
                    held.left[merged], held.right[merged])  # fmt: skip
    between = graph.between.where(names[graph.between.left] & names[graph.between.right])
    keyed = graph.keyed.where(keyed_rows & names[graph.keyed.left])
    cells = graph.cells.where(names[graph.cells.name])
    return replace(
        graph, between=replace(between, left=one[between.left], right=one[between.right]),
        keyed=replace(keyed, left=one[keyed.left]), cells=replace(cells, name=one[cells.name]),
    )  # fmt: skip


def _together(many: int, left: Ints, right: Ints) -> Ints:
    """Give for each of so many names the first of those that these pairs make one with it."""
    first = np.arange(many)
    while True:
        low = np.minimum(first[left], first[right])
        before = first.copy()
        np.minimum.at(first, left, low)
        np.minimum.at(first, right, low)
        first = first[first]
        if np.array_equal(first, before):
            return first


def uncertain(whole: Picture, *, apart: bool = True) -> Uncertain:
    """Gather what is uncertain in a picture; all merges are certain unless the spellings are told `apart`."""
    graph, held = picture.spelled(whole) if apart else (whole.graph, whole.held)
    told = evidence.sureness(held)
    sure = np.array([told.names.get(name, 1.0) for name in graph.names], dtype=np.float64)
    numbers = {norm: n for n, norm in enumerate(sorted({told.keys[key][1] for key in graph.keys}))}
    spelling = np.array([numbers[told.keys[key][1]] for key in graph.keys], dtype=np.int64)
    sure_keys = np.zeros(len(numbers))
    np.maximum.at(sure_keys, spelling, np.array([told.keys[key][0] for key in graph.keys]))
    certain = _certain(graph, sure, whole.graph.denied, held)
    at = arrays.paired(certain.keyed.source, spelling[certain.keyed.right], len(numbers))
    left, right, probability = _merges(graph, held)
    return Uncertain(certain, sure, _missed(graph, held, told), spelling, sure_keys,
                     np.unique(at, return_inverse=True)[1].astype(np.int64), left, right, probability)  # fmt: skip


def _certain(graph: Graph, sure: Floats, denied: Denied, held: Evidence) -> Graph:
    """Give the graph with every mention right, what carries no emergence left out, and with what a person denied."""
    cells = replace(graph.cells, q=np.minimum(1.0, graph.cells.q / np.maximum(sure[graph.cells.name], 1e-9)))
    return replace(graph, between=_once(graph.between), keyed=_once(graph.keyed), cells=cells,
                   denied=_denied(denied, graph, held))  # fmt: skip


def _once(table: Table) -> Table:
    """Give the rows that emergence follows, of each source and pair the one that joins it best, as certain ones."""
    plain = table.where(table.plain)
    many = [int(ends.max(initial=0)) + 1 for ends in (plain.left, plain.right)]
    pair = arrays.paired(arrays.paired(plain.source, plain.left, many[0]), plain.right, many[1])
    order = np.lexsort((-plain.level, pair))
    best = np.zeros(len(order), dtype=bool)
    best[order] = np.diff(pair[order], prepend=-1) != 0
    kept = plain.where(best)
    return replace(kept, confidence=np.ones(len(kept.source)))


def _missed(graph: Graph, held: Evidence, told: Sureness) -> Floats:
    """Give of each name how likely recognition misses one that stands as often; a topic is no find."""
    counts = np.array([told.counts.get(name, 1) for name in graph.names], dtype=np.float64)
    found = np.array([name in held.resolved for name in graph.names], dtype=bool)
    return np.where(found, MISSED_SPELLING + (1.0 - MISSED_SPELLING) * MISSED_PLACE**counts, 0.0)


def _parts(graph: Graph, held: Evidence) -> Mapping[str, list[tuple[str, int]]]:
    """Give for each name that was cut its spellings: normalised form and place in the graph."""
    out: dict[str, list[tuple[str, int]]] = {}
    for place, name in enumerate(graph.names):
        entity = held.resolved.get(name)
        if entity is not None and entity.id != name:
            out.setdefault(entity.id, []).append((name.removeprefix(evidence.spelling(entity.id, "")), place))
    return out


def _merges(graph: Graph, held: Evidence) -> tuple[Ints, Ints, Floats]:
    """Give the merges of the names that were cut; spellings of one that no merge reaches are one for certain."""
    rows: list[tuple[int, int, float]] = []
    many = len(graph.names)
    for id_, parts in _parts(graph, held).items():
        places = dict(parts)
        for merge in held.resolved[id_].merges:
            for end in (merge.a, merge.b):
                if end not in places:  # a spelling that stands nowhere by itself still holds others together
                    places[end], many = many, many + 1
            rows.append((places[merge.a], places[merge.b], merge.probability))
        alone = places.keys() - {end for merge in held.resolved[id_].merges for end in (merge.a, merge.b)}
        rows += [(min(places.values()), places[norm], 1.0) for norm in sorted(alone)]
    left, right, probability = zip(*rows, strict=True) if rows else ((), (), ())
    return (np.array(left, dtype=np.int64), np.array(right, dtype=np.int64), np.array(probability, dtype=np.float64))


def _denied(denied: Denied, graph: Graph, held: Evidence) -> Denied:
    """Give what a person denied for the spellings of those names."""
    if not denied:
        return denied
    parts = {id_: [graph.names[place] for _, place in found] for id_, found in _parts(graph, held).items()}
    pairs = frozenset((min(a, b), max(a, b)) for one, other in denied.pairs
                      for a in parts.get(one, [one]) for b in parts.get(other, [other]))  # fmt: skip
    return Denied(pairs, frozenset(part for name in denied.subjects for part in parts.get(name, [name])))
