"""From what the files say to what they show together: one pure function of the files that remain.

`corpus` does once what does not depend on which files remain; `of` does the rest for any subset: it drops names that
only absent files support, settles the mentions, resolves aliases, clusters copies, builds the graph and measures it.
The score that is promised for a removal is therefore the score of an audit of the folder without those files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from auditor import evidence, resolve, score
from auditor.arrays import among
from auditor.corpus import Corpus, Stretch, corpus
from auditor.evidence import Evidence, digest, joining_keys
from auditor.graph import Bools, CellRows, Denied, Graph, Ints, KeyNode, Labels, LinkRows, assembled, used
from auditor.profile import Profile
from auditor.score import Basis, Measure
from auditor.specificity import name_node
from auditor.without import Left, Looks, Mended, is_less, is_mended, may_be_mended
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.said import Statement

NOTHING_DENIED = Denied()


class Told(NamedTuple):
    """One statement with its subject resolved and its place."""

    subject: str
    file: int
    statement: Statement
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A resolved name or a key: its id, kind, spellings, the files that mention it, and why its names are one."""

    id: str
    kind: str
    names: tuple[str, ...]
    files: tuple[int, ...]
    merges: tuple[resolve.Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file number and segment number."""

    file: int
    segment: int


@dataclass(frozen=True)
class Picture:
    """What the remaining files show together.

    Attributes:
        files: Numbers (into `Corpus.files`) of the files that were looked at.
        source: For each of them its source's id.
        standing: For each name the sources that mention it.
        held: What the files state.
    """

    corpus: Corpus
    profile: Profile
    files: tuple[int, ...]
    source: Mapping[int, str]
    entities: Mapping[str, Entity]
    graph: Graph
    measure: Measure
    standing: Mapping[str, frozenset[str]]
    held: Evidence
    _places: dict[str, dict[tuple[str, str], Place]] = field(default_factory=dict)
    _parts: list[_Known] = field(default_factory=list)  # the last that was measured, at most one

    @property
    def score(self) -> float:
        """Give the score, 0 to 100."""
        return score.value(self.measure.emergence, self.profile.half)

    def score_without(self, gone: Collection[str]) -> float:
        """Give the score of the same evidence without these sources, nothing recognised anew."""
        return score.value(self.emergence_without(gone), self.profile.half)

    def emergence_without(self, gone: Collection[str]) -> float:
        """Give the emergence of the same evidence without these sources."""
        return self._known.looks.emergence_without(
            np.array([source in gone for source in self.graph.sources], dtype=bool)
        )

    @cached_property
    def _known(self) -> _Known:
        return _Known(self.corpus, self.profile, self.held, self.graph, self.measure)

    def remains(self, held: Evidence) -> Remains:
        """Say what is left of some of this picture's files from what they state now.

        Only what differs is measured, from the last part that was measured from scratch or from the whole, where one of
        them tells all that remains: with a file that told two names to be one there may be names that the whole has
        not, and each further part has them as well.
        """
        for known in (*self._parts, self._known):
            if left := known.remains(held):
                return left
        graph = replace(_graph(self.corpus, self.profile, held), denied=self.graph.denied)
        made, basis = score.looked(graph)
        if may_be_mended(graph):
            self._parts[:] = [_Known(self.corpus, self.profile, held, graph, basis)]
        return _left(self.profile, graph, made)

    def score_cut(self, cuts: Mapping[int, Sequence[Stretch]], gone: Collection[str]) -> float:
        """Give the score of the same evidence without stretches of some files and without these sources."""
        held = evidence.without(self.corpus, self.profile, self.held, self.shared, cuts)
        graph = replace(_graph(self.corpus, self.profile, held), denied=self.graph.denied)
        return score.value(score.emergence_of(graph.without(gone)), self.profile.half)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Give each statement; a large folder has a million, and what takes them by columns asks `held`."""
        return tuple(Told(subject, number, statement, statement.confidence)
                     for number in self.files for subject, statement in self.held.stated[number].told)  # fmt: skip

    @cached_property
    def terms(self) -> dict[str, dict[str, int]]:
        """Give by path the words of each file that may tell what it is about, counted."""
        return {self.corpus.files[n].path: self.corpus.terms(n) for n in self.files}

    @cached_property
    def shared(self) -> Mapping[int, frozenset[int]]:
        """Give each file's sentences that are no text of its own, a letterhead's, by number."""
        return self.corpus.shared(self.files, self.source)

    def denying(self, denied: Denied) -> Picture:
        """Give the same picture without what a person denied."""
        graph = replace(self.graph, denied=denied)
        return replace(self, graph=graph, measure=score.measured(graph), _parts=[])

    def place(self, source: str, one: str, other: str) -> Place | None:
        """Give the place in a source that joins a name best with a name or key, or with "?" and a facet."""
        if source not in self._places:
            self._places[source] = _places(self.held, self.files_of.get(source, ()))
        return self._places[source].get((min(one, other), max(one, other)))

    @cached_property
    def files_of(self) -> Mapping[str, Sequence[int]]:
        """Give each source's files, in order."""
        out: dict[str, list[int]] = defaultdict(list)
        for number in self.files:
            out[self.source[number]].append(number)
        return out

    def segment(self, place: Place) -> Segment:
        """Give the segment at a place."""
        return self.corpus.files[place.file].segments[place.segment]

    def paths(self, source_ids: Collection[str]) -> tuple[str, ...]:
        """Give the paths of all files of these sources, sorted."""
        return tuple(sorted(self.corpus.files[n].path for n in self.files if self.source[n] in source_ids))


def of(
    corpus: Corpus, profile: Profile, gone: Collection[str] = frozenset(), *, hidden: bool = True,
    ledger: resolve.Ledger = resolve.EMPTY,
) -> Picture:  # fmt: skip
    """Say what the files show together, all but those whose path is in `gone`.

    Args:
        corpus: The folder as read.
        profile: The sector's questions.
        gone: Paths of files that are left out, as if they had never been in the folder.
        ledger: Which names the user forced together or apart.
        hidden: False leaves out what only the hidden layers say (comments, notes, deletions, hidden sheets ...).
    """
    held = evidence.stated(corpus, profile, gone, ledger, hidden=hidden)
    graph = _graph(corpus, profile, held)
    return Picture(corpus, profile, held.files, held.source, _entities(corpus, held), graph, score.measured(graph),
                   _standing(held, graph), held)  # fmt: skip


def visible(whole: Picture, ledger: resolve.Ledger = resolve.EMPTY) -> float:
    """Give the picture that the files show without their hidden layers."""
    if not any(evidence.tells_hidden(whole.corpus, n, settled) for n, settled in whole.held.settled.items()):
        return whole.measure.picture
    held = evidence.stated(whole.corpus, whole.profile, frozenset(), ledger, hidden=False)
    return score.picture_of(_graph(whole.corpus, whole.profile, held))


def spelled(whole: Picture) -> tuple[Graph, Evidence]:
    """Give the graph of a picture and its evidence with one name a spelling wherever a merge is uncertain."""
    held = evidence.spelled(whole.corpus, whole.profile, whole.held)
    return _graph(whole.corpus, whole.profile, held), held


def _no_pairs() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Joined:
    """The pairs of names that gain in combination; a pair is among them either way round.

    Attributes:
        names: Sorted; pairs are numbers of two places, in order.
        more: Further pairs.
        less: Pairs among the first that do not gain.
    """

    names: tuple[str, ...]
    pairs: Ints
    more: Ints = field(default_factory=_no_pairs)
    less: Ints = field(default_factory=_no_pairs)

    @classmethod
    def of(cls, graph: Graph, gained: score.Pairs) -> Joined:
        """Take the pairs that gain in a graph."""
        return cls(graph.names, gained.codes(len(graph.names)))

    def __contains__(self, pair: object) -> bool:
        """Say whether these two names gain."""
        match pair:
            case (str(one), str(other)):
                ends = sorted((one, other))
            case _:
                return False
        left, right = (bisect_left(self.names, end) for end in ends)
        if right >= len(self.names) or [self.names[left], self.names[right]] != ends:
            return False
        code = np.array([left * len(self.names) + right])
        stands, added, gone = (bool(among(pairs, code)[0]) for pairs in (self.pairs, self.more, self.less))
        return added or (stands and not gone)


@dataclass(frozen=True, slots=True)
class Remains:
    """What a removal leaves, as far as a shortlist needs it.

    Attributes:
        score: Of an audit of the files that remain.
        completed: By subject, how much more several sources answer about it than the best one.
    """

    score: float
    joined: Joined
    completed: Mapping[str, float]


def remains(  # noqa: PLR0913, PLR0917  what is left of what
    corpus: Corpus, profile: Profile, gone: Collection[str], ledger: resolve.Ledger = resolve.EMPTY,
    denied: Denied = NOTHING_DENIED, whole: Picture | None = None,
) -> Remains:  # fmt: skip
    """Say what is left without the files whose path is in `gone`: recognised, resolved and measured anew.

    `whole` is a picture of these files and others, with the same denied; where it tells all that remains but for what
    is a letterhead no more, only what differs is measured, which gives the same.
    """
    held = evidence.stated(corpus, profile, gone, ledger, hidden=True)
    return whole.remains(held) if whole else _measured(corpus, profile, held, denied)


def remaining(left: Picture) -> Remains:
    """Say the same of a picture that is there already."""
    measure, names = left.measure, left.graph.names
    gain = dict(zip(names, (measure.completeness - measure.best_single).tolist(), strict=True))
    return Remains(left.score, Joined.of(left.graph, measure.gained), gain)


def score_of(  # noqa: PLR0913, PLR0917  as `remains`
    corpus: Corpus, profile: Profile, files: Collection[int], ledger: resolve.Ledger = resolve.EMPTY,
    denied: Denied = NOTHING_DENIED, whole: Picture | None = None,
) -> float:  # fmt: skip
    """Give the score of an audit of these files (numbers into `Corpus.files`) alone; `whole` as for `remains`."""
    held = evidence.stated_by(corpus, profile, sorted(files), ledger, hidden=True)
    return (whole.remains(held) if whole else _measured(corpus, profile, held, denied)).score


def _measured(corpus: Corpus, profile: Profile, held: Evidence, denied: Denied) -> Remains:
    graph = replace(_graph(corpus, profile, held), denied=denied)
    return _left(profile, graph, score.emerged(graph))


def _left(profile: Profile, graph: Graph, left: score.Emerged) -> Remains:
    gain = dict(zip(graph.names, (left.completeness - left.best_single).tolist(), strict=True))
    return Remains(score.value(left.emergence, profile.half), Joined.of(graph, left.gained), gain)


Row = tuple[object, ...]


@dataclass(frozen=True)
class _Known:
    """What some files state and what was measured of it: what a part of them leaves is mended from it."""

    corpus: Corpus
    profile: Profile
    held: Evidence
    graph: Graph
    measure: Measure | Basis

    @cached_property
    def looks(self) -> Looks:
        return Looks(self.graph, self.measure)

    @cached_property
    def _rows(self) -> _Rows:
        # not of `self`: the two would hold each other, and no collector runs while an audit is made
        return _Rows(self.corpus.labels, self.profile, self.held, self.graph)

    def remains(self, held: Evidence) -> Remains | None:
        """Say what is left of some of the files from what they state, None where a fresh look is as quick."""
        if not may_be_mended(self.graph) or not held.source.items() <= self.held.source.items():
            return None
        then, stand, sources = self.held, set(held.source.values()), self.graph.sources
        gone = np.array([source not in stand for source in sources], dtype=bool)
        other = [n for n in held.files if held.stated[n] is not then.stated[n]]
        anew = {held.source[n] for n in other} | {then.source[n] for n in set(then.files) - set(held.files)} & stand
        redone = np.array([source in anew for source in sources], dtype=bool)
        if not is_mended(self.graph, gone, redone):
            return None
        rest = self._rows.left(held, other, gone, redone)
        if rest is None:
            return None
        if is_less(self.graph, gone):
            return self._mended(self.looks.left(rest))
        graph = rest.of(self.graph)
        return _left(self.profile, graph, score.emerged(graph))

    @cached_property
    def _gained(self) -> Ints:
        return self.measure.gained.codes(len(self.graph.names))

    def _mended(self, mended: Mended) -> Remains:
        joined = Joined(self.graph.names, self._gained, mended.gained, mended.lost)
        gain = dict(zip(self.graph.names, mended.completed.tolist(), strict=True))
        return Remains(score.value(mended.emergence, self.profile.half), joined, gain)


class _Rows:
    """The rows of a graph by what files state: which of them count in a part of the folder."""

    def __init__(self, labels: Labels, profile: Profile, held: Evidence, graph: Graph) -> None:
        self.labels, self.profile, self.held, self.graph, self.bits = labels, profile, held, graph, held.bits()
        self.bearing = self._bearing(held, held.files)
        values = sorted({labels.names[value] for value in used(held.cell_rows(labels).value).tolist()})
        self.source, self.name, self.key, self.facet, self.value = (
            np.array([labels[each] for each in held], dtype=np.int64)
            for held in (graph.sources, graph.names, graph.keys, graph.facets, values)
        )

    def left(self, held: Evidence, other: Collection[int], gone: Bools, redone: Bools) -> Left | None:
        """Say which rows count when files state this; None where it is not told by rows that count otherwise.

        Args:
            held: What some of the files state, all of their old sources.
            other: Those that state something else.
            gone: The sources that do not remain.
            redone: The sources of the others.
        """
        if not self._named_alike(held, other):
            return None
        plain = Left.without(self.graph, gone)
        return self._counting(held, plain, redone) if redone.any() else plain

    def _named_alike(self, held: Evidence, other: Collection[int]) -> bool:
        """Say whether files have the names and the keys that they have in the whole."""
        then, profile = self.held, self.profile
        if any(held.stated[n].who != then.stated[n].who for n in other):
            return False
        for id_, entity in held.resolved.items():
            before = then.resolved.get(id_)
            if before is entity:
                continue
            if before is None or name_node(profile, before, id_) != name_node(profile, entity, id_):
                return False
        return self._keyed_alike(held, other)

    def _keyed_alike(self, held: Evidence, other: Collection[int]) -> bool:
        """Say whether every key that files state is worth what it is in the whole."""
        then = self.held
        if any(bits > self.bits.get(key, -1.0) for n in other for key, bits in held.stated[n].bits.items()):
            return False
        less = self._bearing(then, [*(set(then.files) - set(held.files)), *other])
        more = self._bearing(held, other)
        many, best = ({key: all_[key] - gone[key] + come[key] for key in gone}
                      for all_, gone, come in zip(self.bearing, less, more, strict=True))  # fmt: skip
        return not any(many[key] and not best.get(key, self.bearing[1][key]) for key in many)

    def _bearing(self, held: Evidence, files: Iterable[int]) -> tuple[Counter[str], Counter[str]]:
        """Count by key the files that state it, and those that say as many bits of it as any of the whole."""
        said, most = [held.stated[n].bits for n in files], self.bits
        best = (key for stated in said for key, bits in stated.items() if bits >= most[key])
        return Counter(chain.from_iterable(said)), Counter(best)

    def _counting(self, held: Evidence, plain: Left, redone: Bools) -> Left | None:
        """Have the rows of some sources count that their files state now; None where one is stated that is no row."""
        graph, labels = self.graph, self.labels
        mine = set(self.source[redone].tolist())
        files = [(labels[held.source[n]], held.stated[n]) for n in held.files if labels[held.source[n]] in mine]
        links = {(source, *row) for source, stated in files for row in _links_counted(stated.links)}
        cells = {(source, *row) for source, stated in files for row in _cells_counted(stated.cells)}
        between, keyed, said = graph.between, graph.keyed, graph.cells
        many, masks = 0, []
        for source, now, wanted, columns in (
            (between.source, plain.between, links,
             (self.name[between.left], self.name[between.right], between.level, between.confidence)),
            (keyed.source, plain.keyed, links,
             (self.name[keyed.left], self.key[keyed.right], keyed.level, keyed.confidence)),
            (said.source, plain.cells, cells,
             (self.name[said.name], self.facet[said.facet], self.value[said.value], said.q, said.hidden)),
        ):  # fmt: skip
            at = np.flatnonzero(redone[source])
            rows = list(zip(self.source[source[at]].tolist(), *(each[at].tolist() for each in columns), strict=True))
            mask = now.copy()
            mask[at] = [row in wanted for row in rows]
            masks.append(mask)
            many += len(wanted.intersection(rows))
        return Left(plain.gone, redone, *masks) if many == len(links) + len(cells) else None


def _links_counted(rows: LinkRows) -> Iterator[Row]:
    return _counted(rows.plain, rows.a, rows.b, rows.level, rows.confidence)


def _cells_counted(rows: CellRows) -> Iterator[Row]:
    return _counted(rows.plain, rows.subject, rows.facet, rows.value, rows.confidence, rows.hidden)


def _counted(plain: Bools, *columns: npt.NDArray[Any]) -> Iterator[Row]:
    """Give the rows that count."""
    return zip(*(column[plain].tolist() for column in columns), strict=True)


def _graph(corpus: Corpus, profile: Profile, held: Evidence) -> Graph:
    labels = corpus.labels
    links, cells = held.link_rows(labels), held.cell_rows(labels)
    said = [labels.names[n] for n in used(links.a, links.b, cells.subject).tolist()]
    names = [name_node(profile, held.resolved.get(each), each) for each in said if not each.startswith("=")]
    keys = [KeyNode(each, bits) for each, bits in held.bits().items()]
    facets = {facet.key: facet.weight for facet in profile.facets}
    return assembled(labels, names, keys, links, cells, facets, set(held.source.values()))


def _standing(held: Evidence, graph: Graph) -> dict[str, frozenset[str]]:
    """Give for each name the sources that mention it, as a code or by its key alone (HZ-118 and no. HZ118)."""
    out: dict[str, set[str]] = defaultdict(set)
    for number in held.files:
        for name in set(held.stated[number].who):
            out[name].add(held.source[number])
    out.pop("", None)
    bearers: dict[int, set[str]] = defaultdict(set)
    for source, key in zip(graph.keyed.source.tolist(), graph.keyed.right.tolist(), strict=True):
        bearers[key].add(graph.sources[source])
    for name, key in zip(graph.names, graph.code.tolist(), strict=True):
        out[name] |= bearers.get(key, set())
    once: dict[frozenset[str], frozenset[str]] = {}  # most names stand in one source: those of it share one set
    return {name: once.setdefault(each, each) for name, each in ((name, frozenset(out[name])) for name in out)}


def _places(held: Evidence, files: Sequence[int]) -> dict[tuple[str, str], Place]:
    """Give for two nodes in order the place in these files that joins them best, the first file's among equals."""
    levels: dict[tuple[str, str], float] = {}
    out: dict[tuple[str, str], Place] = {}
    for number in files:
        for at, (level, segment) in evidence.places(held.settled[number], held.stated[number]).items():
            if level > levels.get(at, 0.0):
                levels[at], out[at] = level, Place(number, segment)
    return out


def _entities(corpus: Corpus, held: Evidence) -> dict[str, Entity]:
    """Give every entity and every key with the files that mention it."""
    files: dict[str, set[int]] = defaultdict(set)
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    resolved = held.resolved
    for number in held.files:
        segments = corpus.files[number].segments
        for mention, who in zip(held.settled[number].mentions, held.stated[number].who, strict=True):
            if who in resolved:  # whose spellings are known
                files[who].add(number)
                continue
            text = segments[mention.segment].text[mention.start : mention.end]
            for node in (who,) if who else _keys(mention):
                files[node].add(number)
                spellings[node][text] = None
                kinds.setdefault(node, mention.kind)
    out = {}
    for entity in held.resolved.values():
        if entity.id in files:
            out[entity.id] = Entity(entity.id, entity.kind, tuple(entity.names), tuple(sorted(files[entity.id])),
                                    entity.merges)  # fmt: skip
    for node in files.keys() - out.keys():
        out[node] = Entity(node, kinds[node], tuple(spellings[node]), tuple(sorted(files[node])))
    return dict(sorted(out.items()))


def _keys(mention: Mention) -> tuple[str, ...]:
    if mention.kind in NAME_KINDS or mention.kind in ("marking", "topic"):
        return ()
    return tuple(joining_keys(mention.kind, mention.norm))


__all__ = [
    "Corpus", "Entity", "Picture", "Place", "Remains", "Told", "corpus", "digest", "of", "remaining", "remains",
    "score_of", "visible",
]  # fmt: skip
