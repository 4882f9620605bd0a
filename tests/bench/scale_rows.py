"""Synthetic evidence of large folders, straight as the columns that a graph is assembled from.

Nothing is read and nothing recognised: a folder is drawn as windows (a sentence, a row of a table) that mention names
and keys, in the proportions of the hand-written folders: a window has one or two names and one to three keys; half of
the mentions of keys are quantities, three in ten days; a mention makes one or two links and cells. Fifty files share a
project with its names, figures and identifiers. Over all files stand names that follow Zipf's law, the group's own firm
and a ministry, days of the year, round numbers, figures that coincide, and for every ten projects a telephone number in
the first window of each file. The same plan gives the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor.graph import CellRows, Floats, Graph, Ints, KeyNode, Labels, LinkRows, NameNode, assembled

PROJECT = 50  # files that share their names
PER_WINDOW = 3.05  # mentions that a window has, as drawn below
OWN, CAST = 6, 40  # names that only one file has, and that a project has
FACETS = {f"facet {place}": 1.0 for place in range(12)}
PUBLIC = 1  # the ministry: everybody knows it
EVEN = 3000  # round numbers with their units
# Kinds of keys, each with the bits that its forms have in `evidence.key_forms`, from and to.
DAY, ROUND, VALUE, UNIT, NUMBER, LINE = range(1, 7)
BITS = ((0.0, 0.0), (5.0, 5.0), (2.0, 9.3), (5.4, 13.3), (4.9, 6.4), (9.0, 20.0), (30.0, 31.0))
KIND = 1 << 40  # a key's number is its kind times this, and its own; a name's number is below
NONE = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a folder is; `mentions` is how often a window of a source mentions a name or a key."""

    sources: int
    mentions: int
    seed: int = 5

    @property
    def projects(self) -> int:
        """How many projects the folder is about."""
        return -(-self.sources // PROJECT)

    @property
    def common(self) -> int:
        """How many names stand anywhere: they grow as the words of a growing text do (Heaps)."""
        return round(2000 * (self.sources / 10_000) ** 0.6) + 50


@dataclass(frozen=True, slots=True)
class Rows:
    """All that `assembled` takes."""

    labels: Labels
    names: list[NameNode]
    keys: list[KeyNode]
    links: LinkRows
    cells: CellRows
    sources: tuple[str, ...]

    def graph(self) -> Graph:
        """Give the graph."""
        return assembled(self.labels, self.names, self.keys, self.links, self.cells, FACETS, self.sources)


@dataclass(frozen=True, slots=True)
class _Windows:
    """Windows as columns: source, its name, a second one, the name carried from a heading; NONE where there is none.

    Attributes:
        head: The places of the letterheads.
    """

    source: Ints
    name: Ints
    other: Ints
    carried: Ints
    head: Ints


def rows(plan: Plan) -> Rows:
    """Draw a folder."""
    chance = np.random.default_rng(plan.seed)
    windows = _windows(plan, chance)
    at, key = _keys(plan, windows, chance)
    return _labelled(plan, _links(windows, at, key, chance), _cells(windows, at, key, chance))


def _windows(plan: Plan, chance: np.random.Generator) -> _Windows:
    size = np.clip(chance.lognormal(0.0, 0.8, plan.sources), 0.05, 20.0)
    count = np.maximum(2, np.round(size * plan.mentions / PER_WINDOW / size.sum())).astype(np.int64)
    source = np.repeat(np.arange(plan.sources), count)
    main = _of_project(plan, np.arange(plan.sources) // PROJECT, chance)
    name, other = _names(plan, source, chance), _names(plan, source, chance)
    head = np.cumsum(count) - count
    name[head] = 0
    return _Windows(source, name, np.where(chance.random(len(source)) < 0.35, other, NONE),
                    np.where(chance.random(len(source)) < 0.5, main[source], NONE), head)  # fmt: skip


def _zipf(chance: np.random.Generator, many: int, count: int) -> Ints:
    """Draw ranks below `many`."""
    share = np.cumsum(np.arange(1, many + 1) ** -1.05)
    return np.searchsorted(share, chance.random(count) * share[-1])


def _of_project(plan: Plan, project: Ints, chance: np.random.Generator) -> Ints:
    """Draw a name of each project; one in twenty is another project's."""
    elsewhere = chance.random(len(project)) < 0.05
    of = np.where(elsewhere, chance.integers(0, plan.projects, len(project)), project)
    return 2 + plan.common + of * CAST + _zipf(chance, CAST, len(project))


def _names(plan: Plan, source: Ints, chance: np.random.Generator) -> Ints:
    """Draw a name a window: the firm or the ministry, a common one, one of the project, one of the file alone."""
    kind, many = chance.random(len(source)), len(source)
    out = 2 + plan.common + plan.projects * CAST + source * OWN + _zipf(chance, OWN, many)
    out = np.where(kind < 0.65, _of_project(plan, source // PROJECT, chance), out)
    out = np.where(kind < 0.15, 2 + _zipf(chance, plan.common, many), out)
    return np.where(kind < 0.03, np.where(kind < 0.01, PUBLIC, 0), out)


def _keys(plan: Plan, windows: _Windows, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Draw keys as (window, key); a figure stands for itself and with its unit."""
    at = np.repeat(np.arange(len(windows.source)), 1 + chance.binomial(4, 0.175, len(windows.source)))
    source, many = windows.source[at], len(at)
    kind, project = chance.random(many), source // PROJECT
    day = (project * 37 + chance.normal(0, 90, many).astype(np.int64)) % 366
    figure = (10 ** chance.uniform(2, 6, many)).astype(np.int64)  # coincidences grow with the folder, as they do
    own, fresh = chance.random(many) < 0.4, chance.random(many) < 0.5
    figure = np.where(own, 1_000_000 + project * 200 + figure % 200, figure)
    number = np.where(fresh, source * 5 + figure % 5, (1 << 30) + project * 100 + figure % 100)
    key = np.select(
        [kind < 0.30, kind < 0.55, kind < 0.85],
        [DAY * KIND + day, ROUND * KIND + _zipf(chance, EVEN, many), VALUE * KIND + figure], NUMBER * KIND + number,
    )  # fmt: skip
    heads = np.zeros(len(windows.source), dtype=bool)
    heads[windows.head] = True
    key = np.where(heads[at], LINE * KIND + project // 10, key)
    measured = np.flatnonzero(key // KIND == VALUE)
    unit = UNIT * KIND + figure[measured] * 8 + _zipf(chance, 8, len(measured))
    return np.concatenate([at, at[measured]]), np.concatenate([key, unit])


def _links(windows: _Windows, at: Ints, key: Ints, chance: np.random.Generator) -> LinkRows:
    """Link the names of each window with each other and with its keys, the carried one less."""
    every = np.arange(len(windows.source))
    parts = [(at, windows.name[at], key), (at, windows.other[at], key), (every, windows.name, windows.other),
             (at, windows.carried[at], key), (every, windows.carried, windows.name)]  # fmt: skip
    window, a, b = (np.concatenate([part[column] for part in parts]) for column in range(3))
    far = np.repeat([False, False, False, True, True], [len(part[0]) for part in parts])
    kept = (a != NONE) & (b != NONE) & (a != b)
    window, a, b, far = window[kept], a[kept], b[kept], far[kept]
    level = np.array([[1.0, 0.8, 0.7, 0.6], [0.52, 0.5, 0.45, 0.38]])[far * 1, chance.integers(0, 4, len(a))]
    plain = np.ones(len(windows.source), dtype=bool)
    plain[windows.head] = False
    return LinkRows(windows.source[window], a, b, level, _sure(chance, len(a)), plain[window])


def _cells(windows: _Windows, at: Ints, key: Ints, chance: np.random.Generator) -> CellRows:
    """Let keys and second names answer facets of the names of their windows."""
    every = np.arange(len(windows.source))
    parts = [(at, windows.name[at], key), (at, windows.carried[at], key), (every, windows.name, windows.other),
             (every, windows.other, windows.name), (every, windows.carried, windows.name)]  # fmt: skip
    window, subject, value = (np.concatenate([part[column] for part in parts]) for column in range(3))
    kept = (subject != NONE) & (value != NONE) & (subject != value) & (subject != PUBLIC)
    window, subject, value = window[kept], subject[kept], value[kept]
    kind = value // KIND
    facet = np.where(kind == 0, chance.integers(0, 6, len(kind)), (5 + kind) % 12)
    hidden = (windows.source[window] % 10 == 0) & (chance.random(len(window)) < 0.5)
    plain = np.ones(len(windows.source), dtype=bool)
    plain[windows.head] = False
    return CellRows(windows.source[window], subject, facet, value, _sure(chance, len(window)), hidden, plain[window])


def _sure(chance: np.random.Generator, many: int) -> Floats:
    """Draw confidences as products of those of two mentions."""
    held = np.array([1.0, 0.95, 0.9, 0.75, 0.6])
    return np.round(held[chance.integers(0, 5, many)] * held[chance.integers(0, 3, many)], 4)


def _labelled(plan: Plan, links: LinkRows, cells: CellRows) -> Rows:
    """Give ids instead of numbers; the order of ids has nothing to do with that of numbers."""
    labels = Labels()
    nodes = np.unique(np.concatenate([np.unique(links.a), np.unique(links.b), np.unique(cells.subject)]))
    values = np.unique(cells.value)
    sources = [f"{each:012x}" for each in _mixed(np.arange(plan.sources)).tolist()]
    names = [f"e{each:015x}" for each in _mixed(nodes[nodes < KIND]).tolist()]
    keys = [f"={each:011x}" for each in _mixed(nodes[nodes >= KIND]).tolist()]
    said = [f"{each:011x}" for each in _mixed(values).tolist()]
    at = {kind: np.array([labels[each] for each in held], dtype=np.int64)
          for kind, held in (("s", sources), ("n", [*names, *keys]), ("f", list(FACETS)), ("v", said))}  # fmt: skip
    a, b, subject = (at["n"][np.searchsorted(nodes, each)] for each in (links.a, links.b, cells.subject))
    return Rows(
        labels, _name_nodes(nodes[nodes < KIND], names), _key_nodes(nodes[nodes >= KIND], keys),
        LinkRows(at["s"][links.source], a, b, links.level, links.confidence, links.plain),
        CellRows(at["s"][cells.source], subject, at["f"][cells.facet], at["v"][np.searchsorted(values, cells.value)],
                 cells.confidence, cells.hidden, cells.plain), tuple(sources),
    )  # fmt: skip


def _mixed(numbers: Ints) -> Ints:
    """Spread numbers over 44 bits, each to another."""
    return (numbers * 0x9E3779B97F5 + 0x1234567) & ((1 << 44) - 1)


def _name_nodes(numbers: Ints, ids: list[str]) -> list[NameNode]:
    """Weigh names as profiles do: organisations and sites 1, topics 0.5, a third (persons, places) nothing."""
    weight = np.array([1.0, 1.0, 0.5, 0.5, 0.0, 0.0])[numbers % 6]
    passing = np.array([0.9, 0.9, 0.9, 0.7, 0.6, 0.0])[numbers % 6]
    weight[numbers == PUBLIC], passing[numbers == PUBLIC] = 0.0, 0.0
    return [NameNode(*each) for each in zip(ids, weight.tolist(), passing.tolist(), strict=True)]


def _key_nodes(numbers: Ints, ids: list[str]) -> list[KeyNode]:
    """Weigh keys: round numbers by how common they are, the others anywhere between what their kind has."""
    low, high = np.array(BITS)[numbers // KIND].T
    rare = (_mixed(numbers * 31) % 1000 / 1000.0) ** 2
    rare = np.where(numbers // KIND == ROUND, np.log2(1 + numbers % KIND) / np.log2(EVEN), rare)
    bits = np.round(low + (high - low) * rare, 3)
    return [KeyNode(*each) for each in zip(ids, bits.tolist(), strict=True)]
