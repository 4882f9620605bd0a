"""Communities of things that are tied: Louvain's method, which moves each to where its ties are while that gains.

The very communities that `networkx.community.louvain_communities` gives with seed 0, in less than half of the time: an
audit of a large folder asks for those of tens of thousands of ties.

Source: V. D. Blondel et al., Fast unfolding of communities in large networks, J. Stat. Mech. (2008) P10008.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

Tie = tuple[int, int, float]
Near = list[dict[int, float]]  # by node: those that it is tied to, in the order in which they came, with the weight
LEAST_GAIN = 1e-7  # of modularity in one level, below which no further one is looked at; networkx's own


@dataclass(frozen=True, slots=True)
class Ties:
    """Things that are tied, as a graph.

    Attributes:
        names: What each node stands for, in the order in which they were named.
        near: The ties of each node.
    """

    names: tuple[int, ...]
    near: Near

    @classmethod
    def of(cls, ties: Iterable[Tie]) -> Ties:
        """Take ties, each two things at most once."""
        at: dict[int, int] = {}
        found = [(at.setdefault(one, len(at)), at.setdefault(other, len(at)), weight) for one, other, weight in ties]
        return cls(tuple(at), _graph(len(at), found))

    def __iter__(self) -> Iterator[Tie]:
        """Give each tie once."""
        return ((self.names[a], self.names[b], weight) for a, b, weight in _edges(self.near))

    def within(self, groups: Sequence[Collection[int]]) -> list[Ties]:
        """Give the ties inside each of some groups that share nothing."""
        found: list[list[Tie]] = [[] for _ in groups]
        of = {name: number for number, group in enumerate(groups) for name in group}
        for one, other, weight in self:
            if (number := of.get(one, -1)) >= 0 and of.get(other, -1) == number:
                found[number].append((one, other, weight))
        return list(map(Ties.of, found))

    def communities(self) -> list[set[int]]:
        """Give the communities; which of several as good ones are found depends on the order of the ties alone."""
        seed, near = random.Random(0), _graph(len(self.names), _edges(self.near))
        half = sum(_degrees(near)) / 2
        before, place = _modularity(near, range(len(near))), list(range(len(near)))
        moved, gain = True, inf
        while moved and gain > LEAST_GAIN:
            groups, moved = _moved(near, half, seed)
            place = [groups[node] for node in place]
            now = _modularity(near, groups)
            before, gain, near = now, now - before, _joined(near, groups)
        out: dict[int, set[int]] = {}
        for name, group in zip(self.names, place, strict=True):
            out.setdefault(group, set()).add(name)
        return [out[group] for group in sorted(out)]


def _graph(many: int, ties: Iterable[Tie]) -> Near:
    near: Near = [{} for _ in range(many)]
    for a, b, weight in ties:
        near[a][b] = near[b][a] = weight
    return near


def _edges(near: Near) -> Iterator[Tie]:
    return ((a, b, weight) for a, others in enumerate(near) for b, weight in others.items() if b >= a)


def _degrees(near: Near) -> list[float]:
    """Give the weight of each node's ties; one with itself counts twice."""
    return [sum(others.values()) + others.get(node, 0.0) for node, others in enumerate(near)]


def _moved(near: Near, half: float, seed: random.Random) -> tuple[list[int], bool]:
    """Move each node to the community where its ties gain most, while any gains.

    Args:
        near: The ties.
        half: Half of the degrees of all things.
        seed: Gives the order in which nodes are asked.

    Returns:
        By node its community, numbered from 0 on without a gap, and whether any was moved.
    """
    degrees, order = _degrees(near), list(range(len(near)))
    beside = [[tie for tie in others.items() if tie[0] != node] for node, others in enumerate(near)]
    group, total, twice = list(order), list(degrees), 2 * half**2
    seed.shuffle(order)
    moving, moved = True, False
    while moving:
        moving = False
        for node in order:
            own, degree, held = group[node], degrees[node], dict[int, float]()
            for other, weight in beside[node]:
                there = group[other]
                held[there] = held.get(there, 0.0) + weight
            total[own] -= degree
            leaves = -held.setdefault(own, 0.0) / half + total[own] * degree / twice
            best, most = own, 0.0
            for there, weight in held.items():
                gain = leaves + weight / half - total[there] * degree / twice
                if gain > most:
                    best, most = there, gain
            total[best] += degree
            if best != own:
                group[node], moving, moved = best, True, True
    numbers = {there: number for number, there in enumerate(sorted(set(group)))}
    return [numbers[there] for there in group], moved


def _joined(near: Near, groups: Sequence[int]) -> Near:
    """Give the ties of communities among each other, those inside one with itself."""
    out: Near = [{} for _ in range(max(groups) + 1)]
    for a, b, weight in _edges(near):
        one, other = groups[a], groups[b]
        out[one][other] = out[other][one] = weight + out[one].get(other, 0)
    return out


def _modularity(near: Near, groups: Sequence[int]) -> float:
    inside, degrees = [0.0] * len(near), [0.0] * len(near)
    for a, b, weight in _edges(near):
        if groups[a] == groups[b]:
            inside[groups[a]] += weight
    for group, degree in zip(groups, _degrees(near), strict=True):
        degrees[group] += degree
    whole = sum(degrees)
    return sum(tied / (whole / 2) - degree**2 / whole**2 for tied, degree in zip(inside, degrees, strict=True))
