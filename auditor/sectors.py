"""A folder cut into groups of names that hang together, each with the files that speak of it; pure.

What a large folder shows together no few removals take back. A part of it, one project or supply chain, is as large as
a small folder, and so is the list that takes it apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from auditor import score
from auditor.graph import Bools
from auditor.picture import Picture

if TYPE_CHECKING:
    import networkx as nx

MOST_SECTORS = 12
LEAST_NAMES = 3
# chosen: of 32 hand-written folders in one, ten removals take parts of 60 to 100 names to the target and leave those of
# 110 and more well above it, 2026-11
MOST_NAMES = 100
MOST_TIES, LEAST_TIES = score.MOST_NEIGHBOURS, 8  # of one name, for telling sectors apart: a hub belongs to none
TIES = 100_000  # of all names, where as many are left for each
# chosen: a list of members names somebody of every sector and speaks of none
DWELLS, NAMED = 1 / 3, 3


@dataclass(frozen=True, slots=True)
class Group:
    """Names that hang together, with the part of a folder that speaks of them.

    Attributes:
        names: Places in `Graph.names`, ascending.
        files: Numbers of the files that speak of it: that mention several of its names, or few others.
        emergence: The names' part of the folder's E.
    """

    names: tuple[int, ...]
    files: tuple[int, ...]
    emergence: float

    def sources(self, picture: Picture) -> Bools:
        """Say of each source of a picture whether a file of it speaks of this part."""
        own = {picture.source[n] for n in self.files}
        return np.array([source in own for source in picture.graph.sources], dtype=bool)


def groups(picture: Picture) -> tuple[Group, ...]:
    """Cut the names into groups that hang together; those of which most emerges first, at most `MOST_SECTORS`."""
    own = score.own_emergence(picture.graph, picture.measure)
    found = [sorted(group) for group in communities(_tied(picture)) if len(group) >= LEAST_NAMES]
    ranked = sorted(found, key=lambda group: (-round(float(own[group].sum()), 9), group))[:MOST_SECTORS]
    speaking = _speaking(picture, ranked)
    return tuple(Group(tuple(group), files, float(own[group].sum()))
                 for group, files in zip(ranked, speaking, strict=True))  # fmt: skip


def _tied(picture: Picture) -> nx.Graph[int]:
    """Give the names that count, and the strongest links of each."""
    import networkx as nx  # noqa: PLC0415  a run that finds nothing changed does not wait for it

    graph = picture.graph
    most = max(LEAST_TIES, min(MOST_TIES, TIES // max(1, len(graph.names))))
    links = score.strongest(picture.measure.links, most)
    made: nx.Graph[int] = nx.Graph()
    for left, right, value in zip(links.left.tolist(), links.right.tolist(), links.value.tolist(), strict=True):
        if graph.weight[left] > 0 and graph.weight[right] > 0:
            made.add_edge(left, right, weight=value)
    return made


def communities(ties: nx.Graph[int]) -> Iterator[set[int]]:
    """Give communities of names; modularity alone joins more of them the larger the folder is, so they are cut anew."""
    import networkx as nx  # noqa: PLC0415  as above

    open_ = [ties] if ties.number_of_edges() else []
    while open_:
        whole = open_.pop()
        found = nx.community.louvain_communities(whole, seed=0)
        large = [MOST_NAMES < len(group) < whole.number_of_nodes() for group in found]
        open_ += _within(whole, list(compress(found, large)))
        yield from (group for group, cut in zip(found, large, strict=True) if not cut)


def _within(whole: nx.Graph[int], groups: Sequence[Collection[int]]) -> list[nx.Graph[int]]:
    """Give the graph of each of some groups of names; in the order of the whole one, which a view of it has not."""
    parts = [whole.__class__() for _ in groups]
    of = {name: number for number, group in enumerate(groups) for name in group}
    for a, b, value in whole.edges(data="weight", default=1.0):
        if (number := of.get(a, -1)) >= 0 and of.get(b, -1) == number:
            parts[number].add_edge(a, b, weight=value)
    return parts


def _speaking(picture: Picture, groups: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Give of each group the files that speak of it; where none does, those that mention it at all."""
    at = {name: place for place, name in enumerate(picture.graph.names)}
    of = {place: number for number, group in enumerate(groups) for place in group}
    speaking: list[list[int]] = [[] for _ in groups]
    naming: list[list[int]] = [[] for _ in groups]
    for file in picture.files:
        who = set(picture.held.stated[file].who) - {""}
        held = [of[at[name]] for name in who if at.get(name, -1) in of]
        for number in sorted(set(held)):
            naming[number].append(file)
            if held.count(number) >= min(NAMED, DWELLS * len(who)):
                speaking[number].append(file)
    return [tuple(one or other) for one, other in zip(speaking, naming, strict=True)]
