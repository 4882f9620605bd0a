"""Folders drawn at random, by Zipf's law: hubs, crowded keys, letterheads; and parts of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import strategies as st

from auditor import score
from auditor.graph import CellFact, Denied, Graph, KeyNode, LinkFact, NameNode, build

FACETS = {"site": 1.0, "capacity": 1.2, "money": 0.8, "plan": 0.3}
LEVELS = (1.0, 0.8, 0.65, 0.5, 0.4, 0.15)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a folder is drawn, and the bounds of the score there, low enough that a small folder meets them."""

    seed: int
    sources: int
    names: int
    keys: int
    weak: float
    bounds: tuple[int, int, int]


shapes = st.builds(
    Shape, st.integers(0, 10**6), st.integers(2, 14), st.integers(3, 40), st.integers(1, 25), st.floats(2.5, 12.0),
    st.tuples(st.integers(1, 12), st.integers(1, 8), st.integers(2, 10)),
)  # fmt: skip


def folder(shape: Shape) -> Graph:
    """Draw a folder: names and keys by Zipf's law, so that there are hubs and crowded keys."""
    chance = np.random.default_rng(shape.seed)
    names = [NameNode(f"n{at:02}", round(max(0.0, chance.normal(0.5, 0.4)), 2), chance.choice([0.0, 0.6, 0.9]))
             for at in range(shape.names)]  # fmt: skip
    keys = [KeyNode(f"={at:02}", round(shape.weak + chance.exponential(4.0), 3)) for at in range(shape.keys)]

    def drawn(many: int) -> int:
        return int(min(many - 1, chance.zipf(1.4) - 1))

    links, cells = [], []
    for _ in range(shape.sources * 12):
        source, level = f"s{chance.integers(shape.sources):02}", float(chance.choice(LEVELS))
        a, sure, plain = drawn(shape.names), round(chance.uniform(0.2, 1.0), 3), bool(chance.random() < 0.9)
        other = names[b].id if chance.random() < 0.3 and (b := drawn(shape.names)) != a else keys[drawn(shape.keys)].id
        links.append(LinkFact(source, names[a].id, other, level, sure, plain))
        if chance.random() < 0.4:
            facet, value = str(chance.choice(list(FACETS))), str(chance.integers(4))
            cells.append(CellFact(source, names[drawn(shape.names)].id, facet, value, sure, plain=plain))
    return build(names, keys, links, cells, FACETS, [f"s{at:02}" for at in range(shape.sources)])


def subsets(shape: Shape, sources: int) -> Iterator[np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    chance = np.random.default_rng(shape.seed + 1)
    for share in (0.0, 0.1, 0.3, 0.6, 1.0):
        yield chance.random(sources) < share
    yield np.arange(sources) == chance.integers(sources)


def bounded(patch: pytest.MonkeyPatch, shape: Shape) -> None:
    for name, bound in zip(("MOST_BEARERS", "MOST_JOINED", "MOST_NEIGHBOURS"), shape.bounds, strict=True):
        patch.setattr(score, name, bound)


def denying(whole: Graph) -> Graph:
    """Give the folder of one who denied a third of its pairs and a quarter of its subjects."""
    gained = score.measured(whole).gained
    pairs = zip(gained.left[::3].tolist(), gained.right[::3].tolist(), strict=True)
    denied = Denied(frozenset((whole.names[a], whole.names[b]) for a, b in pairs), frozenset(whole.names[::4]))
    return replace(whole, denied=denied)


def gives_what_fresh_looks_give(
    shape: Shape, whole: Graph, known: Callable[[Graph], Callable[[np.ndarray[tuple[int], np.dtype[np.bool_]]], float]]
) -> None:
    """Ask what `known` of a folder tells of its parts, and check each answer by a fresh look at the part."""
    with pytest.MonkeyPatch.context() as patch:
        bounded(patch, shape)
        ask = known(whole)
        for gone in subsets(shape, len(whole.sources)):
            assert ask(gone) == score.emergence_of(whole.only(~gone))
