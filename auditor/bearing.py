"""How many associations hang on one source alone, by what it holds and who else holds it.

Not every association lies between names that were recognised, or across keys that were. What a source holds says more:
one that answers many questions and shares rare keys, and whose names few others speak of, is needed in each way to more
associations than a note on the canteen or one more list of those whom all speak of. Learned from folders whose
associations are known, it is counted beside the pairs of names and of sources. Numbers are counted as they are, most by
their logarithm, and beside them by where the source stands in its folder: some groups write ten times as much as others
and have no more to hide.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from auditor.graph import Bools, Floats, Graph, Ints
from auditor.passages import ASIDE, MOST_SOURCES
from auditor.picture import Picture
from auditor.ties import speaking
from extractors.model import Extraction, Kind

KINDS: tuple[Kind, ...] = (
    "person", "organisation", "site", "place", "project", "product", "identifier", "contact", "date", "money",
    "quantity",
)  # fmt: skip
BEST = 2  # keys that tell most of a source
MOST = 2.0  # no source upholds more, however full it is
# The mix: `python -m tests.bench.fit`, 2026-11, on 70 hand-written folders; the last weight is the constant.
HANGS = (
    -0.131, -0.035, -0.223, 0.313, 0.035, -0.005, -0.050, -0.060, 0.029, -0.059, 0.095, -0.073, 0.004, 0.146, 0.015,
    0.235, 0.052, -0.108, -0.030, 0.015, -0.134, -0.044, 0.118, 0.055, 0.010, 0.009, 0.032, 0.163, 0.196, -0.461,
    -0.002, -0.194, 0.256, 0.273, 0.532, 0.392, -0.154, -0.283, 0.259, 0.435, -0.159, 0.302, -0.153, -0.113, 0.179,
    -0.110, -0.164, 0.341, 0.067, -0.364, -0.214, 0.063, -0.069, 0.023, -0.947,
)  # fmt: skip


def hanging(whole: Picture) -> Floats:
    """Give of each source of the graph how many associations need it in each of their ways.

    Nothing for folders above `passages.MOST_SOURCES`: what a few removals break there is told by pairs alone. Nothing
    hangs on a source that has neither a name nor a key in common with another, however full it is: a long table of
    readings is no link of anything.
    """
    if len(whole.graph.sources) > MOST_SOURCES:
        return np.zeros(0)
    return np.where(_joining(whole.graph), expected(known(whole), HANGS), 0.0)


def _joining(graph: Graph) -> Bools:
    """Say which sources have a name that counts or a key in common with another."""
    said, held = _seen(graph, *_speaking(graph)), _held(graph)
    names = said & (said.sum(axis=0) > 1) & (graph.weight > 0)
    return np.asarray(names.any(axis=1) | (held & (held.sum(axis=0) > 1)).any(axis=1))


def expected(known: Floats, weights: tuple[float, ...]) -> Floats:
    """Give the sum of weighed columns, 0.0 to `MOST`; the last weight is the constant."""
    return np.asarray(np.clip(known @ np.array(weights[:-1]) + weights[-1], 0.0, MOST))


def known(whole: Picture) -> Floats:
    """Gather what `HANGS` weighs, a row a source: what it links and says, the most of each in a file; `standing`."""
    place = {source: at for at, source in enumerate(whole.graph.sources)}
    like = np.zeros((len(place), 3 + len(KINDS)))
    for number in whole.files:
        row = like[place[whole.source[number]]]
        np.maximum(row, _like(whole.corpus.files[number]), out=row)
    counted = np.column_stack([_linked(whole.graph), np.log1p(like)])
    return np.column_stack([counted, standing(counted)])


def standing(counted: Floats) -> Floats:
    """Say of each number of a column which share of the column is below it, those equal to it by half; 0.0 to 1.0."""
    out = np.empty_like(counted)
    for place, column in enumerate(np.round(counted, 9).T):
        order = np.sort(column)
        out[:, place] = (np.searchsorted(order, column, "left") + np.searchsorted(order, column, "right")) / 2
    return out / max(1, len(counted))


def _like(file: Extraction) -> list[int]:
    """Count mentions, characters, segments, and mentions of each kind, file name and metadata aside."""
    own = [number for number, segment in enumerate(file.segments) if segment.layer not in ASIDE]
    kept = set(own)
    found = Counter(mention.kind for mention in file.mentions if mention.segment in kept)
    chars = sum(len(file.segments[number].text) for number in own)
    return [found.total(), chars, len(own), *(found[kind] for kind in KINDS)]


def _linked(graph: Graph) -> Floats:
    """Say what each source links and answers, and how many others do so."""
    many, said, held = len(graph.sources), _seen(graph, *_speaking(graph)), _held(graph)
    speakers, holders = said.sum(axis=0), held.sum(axis=0)
    weight, shared = said * graph.weight, held & (holders > 1)
    bits = shared * (graph.bits / np.maximum(1, holders - 1))
    best = np.sort(bits, axis=1)[:, ::-1][:, :BEST].sum(axis=1)
    cells = graph.cells
    counts = (
        said.sum(axis=1), weight.sum(axis=1), weight[:, speakers > 1].sum(axis=1),
        (weight / np.maximum(1, speakers)).sum(axis=1), held.sum(axis=1), shared.sum(axis=1), bits.sum(axis=1), best,
        np.bincount(cells.source, minlength=many), _seen(graph, cells.source, cells.name).sum(axis=1),
        np.bincount(graph.between.source, minlength=many), np.bincount(cells.source[cells.hidden], minlength=many),
    )  # fmt: skip
    facets = np.zeros((many, max(1, len(graph.facets))), dtype=bool)
    facets[cells.source, cells.facet] = True
    return np.column_stack([*(np.log1p(count) for count in counts), facets.sum(axis=1)])


def _speaking(graph: Graph) -> tuple[Ints, Ints]:
    code, many = speaking(graph), max(1, len(graph.sources))
    return code % many, code // many


def _seen(graph: Graph, source: Ints, name: Ints) -> Bools:
    """Say which source has which name in these rows, sources x names."""
    out = np.zeros((len(graph.sources), len(graph.names)), dtype=bool)
    out[source, name] = True
    return out


def _held(graph: Graph) -> Bools:
    """Say which source links which key with a name, sources x keys."""
    out = np.zeros((len(graph.sources), len(graph.keys)), dtype=bool)
    out[graph.keyed.source, graph.keyed.right] = True
    return out
