"""From what the files say to what they show together: one pure function of the files that remain.

`corpus` does once what does not depend on which files remain: it collects the folder's names and finds every
occurrence of each in every file. `of` does the rest for any subset: it drops names that only absent files support,
settles the mentions, resolves aliases, clusters copies, builds the graph and measures it. The score that is promised
for a removal is therefore the score of an audit of the folder without those files.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from auditor import resolve, score, sources
from auditor.graph import CellFact, Graph, KeyNode, LinkFact, NameNode, build
from auditor.profile import Profile
from auditor.score import Measure
from extractors import facets, keys, lexicon, names
from extractors.facets import SUBJECT_KINDS, Said, Statement
from extractors.model import HIDDEN_LAYERS, NAME_KINDS, Extraction, Kind, Mention, Segment, Span
from extractors.text import folded, has_cjk, in_dictionary

READABLE = ("read", "partly")
# Layers whose text does not make a document the document that it is.
ASIDE = frozenset({"metadata", "file_name", "header_footer"})
RESOLVED = NAME_KINDS | {"contact"}  # a shared phone tells two people of one name apart or together
TOPIC_WEIGHT = 0.5  # chosen: a document that names nobody still joins, below every name
TOPIC_PASSING = 0.7
PUBLIC_PASSING = 0.0  # what everybody knows joins nobody
PLACE_PASSING = 0.0
PERSON_PASSING = 0.6
EVERYDAY_PASSING = 0.0
NAME_PASSING = 0.9


@dataclass(frozen=True)
class Corpus:
    """A folder as read: all extractions, and where each spelling that a subset of them may know occurs.

    Attributes:
        files: Sorted by path.
        spans: By file number: spelling to its places (segment, start, end); grows when a subset knows a new spelling.
        told: What windows said, by file and what was known there: the same file read with the same names is read once.
    """

    files: tuple[Extraction, ...]
    spans: tuple[dict[str, list[tuple[int, int, int]]], ...]
    looked_for: set[str] = field(default_factory=set)
    told: dict[tuple[int, frozenset[names.Name], str], tuple[tuple[Mention, ...], Said]] = field(default_factory=dict)

    def hits(self, number: int, known: Mapping[str, names.Name]) -> list[names.Hit]:
        """Give the occurrences of the known names in one file."""
        return [
            names.Hit(*place, known[text]) for text, places in self.spans[number].items() if text in known
            for place in places
        ]  # fmt: skip

    def look_for(self, known: Mapping[str, names.Name]) -> None:
        """Find the spellings that were not looked for before, in every file."""
        if new := [known[text] for text in sorted(known.keys() - self.looked_for)]:
            finder = names.Finder(new)
            for number, file in enumerate(self.files):
                for hit in finder.occurrences(file.segments):
                    self.spans[number].setdefault(hit.name.text, []).append((hit.segment, hit.start, hit.end))
            self.looked_for.update(known)


@dataclass(frozen=True, slots=True)
class Told:
    """One statement with its subject resolved and its place."""

    subject: str
    file: int
    statement: Statement
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A resolved name or a key: its id, kind, spellings, and the files that mention it."""

    id: str
    kind: str
    names: tuple[str, ...]
    files: tuple[int, ...]
    reasons: tuple[str, ...] = ()


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
        places: For (source, name, name or key) the best place where that link stands.
    """

    corpus: Corpus
    profile: Profile
    files: tuple[int, ...]
    source: Mapping[int, str]
    entities: Mapping[str, Entity]
    graph: Graph
    measure: Measure
    told: tuple[Told, ...]
    standing: Mapping[str, frozenset[str]]
    places: Mapping[tuple[str, str, str], Place]

    @property
    def score(self) -> float:
        """Give the score, 0 to 100."""
        return score.value(self.measure.emergence, self.profile.half)

    def score_without(self, gone: Collection[str]) -> float:
        """Give the score of the same evidence without these sources, nothing recognised anew."""
        return score.value(score.emergence_of(self.graph.without(gone)), self.profile.half)

    def segment(self, place: Place) -> Segment:
        """Give the segment at a place."""
        return self.corpus.files[place.file].segments[place.segment]

    def paths(self, source_ids: Collection[str]) -> tuple[str, ...]:
        """Give the paths of all files of these sources, sorted."""
        return tuple(sorted(self.corpus.files[n].path for n in self.files if self.source[n] in source_ids))


def corpus(files: Sequence[Extraction]) -> Corpus:
    """Take a folder's extractions, in any order."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    return Corpus(ordered, tuple({} for _ in ordered))


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
    facts, graph = _evidence(corpus, profile, gone, ledger, hidden=hidden)
    standing = {name: frozenset(held) for name, held in facts.standing.items()}
    return Picture(corpus, profile, facts.numbers, facts.source, facts.entities(), graph, score.measured(graph),
                   tuple(facts.told), standing, facts.places)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remains:
    """What a removal leaves, as far as a shortlist needs it.

    Attributes:
        score: Of an audit of the files that remain.
        joined: The pairs of names that gain in combination, both ways round.
        completed: By subject, how much more several sources answer about it than the best one.
    """

    score: float
    joined: frozenset[tuple[str, str]]
    completed: Mapping[str, float]


def remains(corpus: Corpus, profile: Profile, gone: Collection[str]) -> Remains:
    """Say what is left without the files whose path is in `gone`: recognised, resolved and measured anew."""
    _, graph = _evidence(corpus, profile, gone, resolve.EMPTY, hidden=True)
    emergence, gained, complete, single = score.emerged(graph)
    gain = dict(zip(graph.names, (complete - single).tolist(), strict=True))
    return Remains(score.value(emergence, profile.half), _joined(graph, gained), gain)


def _joined(graph: Graph, gained: score.Pairs) -> frozenset[tuple[str, str]]:
    pairs = zip(gained.left.tolist(), gained.right.tolist(), strict=True)
    return frozenset(
        way for a, b in pairs for way in ((graph.names[a], graph.names[b]), (graph.names[b], graph.names[a]))
    )


def _evidence(
    corpus: Corpus, profile: Profile, gone: Collection[str], ledger: resolve.Ledger, *, hidden: bool
) -> tuple[_Facts, Graph]:
    numbers = tuple(n for n, file in enumerate(corpus.files) if file.path not in gone and file.status in READABLE)
    mentions, said = _recognised(corpus, profile, numbers)
    named = {n: [at for at, mention in enumerate(mentions[n]) if mention.kind in RESOLVED] for n in numbers}
    resolution = resolve.entities([
        resolve.FileMentions(corpus.files[n].path, corpus.files[n].segments, tuple(mentions[n][at] for at in named[n]))
        for n in numbers
    ], ledger)  # fmt: skip
    who = {(number, at): entity for number, links in zip(numbers, resolution.links, strict=True)
           for at, entity in zip(named[number], links, strict=True)
           if entity and mentions[number][at].kind in NAME_KINDS}  # fmt: skip
    who |= {(number, at): "t" + digest(mention.norm) for number in numbers
            for at, mention in enumerate(mentions[number]) if mention.kind == "topic"}  # fmt: skip
    resolved = {entity.id: entity for entity in resolution.entities}
    facts = _Facts(corpus, profile, numbers, mentions, said, _sources(corpus, numbers), who, resolved, hidden=hidden)
    graph = build(
        facts.name_nodes(), facts.key_nodes(), facts.links, facts.cells,
        {facet.key: facet.weight for facet in profile.facets}, set(facts.source.values()),
    )  # fmt: skip
    return facts, graph


def _recognised(
    corpus: Corpus, profile: Profile, numbers: Sequence[int]
) -> tuple[dict[int, tuple[Mention, ...]], dict[int, Said]]:
    """Settle each file's mentions among the names that the remaining files support, and read its windows."""
    supported = names.confident([(corpus.files[n].segments, corpus.files[n].mentions) for n in numbers])
    known = {name.text: replace(name, sources=()) for name in supported}
    corpus.look_for(known)
    alive = {name.norm for name in supported}
    mentions, said = {}, {}
    for number in numbers:
        hits = corpus.hits(number, known)
        key = (number, frozenset(hit.name for hit in hits), f"{profile.name} {profile.version}")
        if key not in corpus.told:
            file = corpus.files[number]
            own = facets.topic(file.segments)
            settled = (*names.settled(file.mentions, hits, alive), *([own] if own else []))
            corpus.told[key] = (settled, facets.said(file.segments, settled, profile.cues))
        mentions[number], said[number] = corpus.told[key]
    return mentions, said


def _sources(corpus: Corpus, numbers: Sequence[int]) -> dict[int, str]:
    """Give each file its source; a file's id is of its content, so that a new name changes nothing."""
    ids = {n: corpus.files[n].sha256[:16] for n in numbers}
    texts = {ids[n]: sources.Text(ids[n], _own_text(corpus.files[n])) for n in numbers}
    root = sources.clusters([texts[each] for each in sorted(texts)])
    return {n: root[ids[n]] for n in numbers}


def _own_text(file: Extraction) -> str:
    return "\n".join(segment.text for segment in file.segments if segment.layer not in ASIDE)


def key_id(norm: str) -> str:
    """Give a key's id in the graph; names have ids of another shape."""
    return "=" + norm


DAY_BITS, FULL_DAY_BITS = 5.0, 0.5  # chosen: two shared days are still more likely chance than not


@lru_cache(maxsize=1 << 16)
def key_forms(kind: Kind, norm: str) -> tuple[tuple[str, float], ...]:
    """Give the forms under which a key joins, with the bits that each adds to those of the plainer forms.

    A number's plainest form is its value; the unit adds what is left of its bits, so that two mentions that agree in
    both share all, and two that agree in the value alone share less. A day joins without its year likewise.
    """
    if kind == "date":
        return tuple(_day_forms(norm))
    whole = score.bits_of(keys.rarity(kind, norm))
    plainer = keys.variants(Span(0, 0, kind, norm, 1.0, "pattern"))
    if kind in ("quantity", "money") and plainer:
        value, factor = plainer[0]
        base = score.bits_of(keys.rarity("quantity", f"{value[1:]} count")) * factor
        return (value, round(base, 3)), (norm, round(max(0.0, whole - base), 3))
    if ".." in norm:
        return (norm, whole * 0.4), *((form, whole * factor) for form, factor in plainer)
    best = max((factor for _, factor in plainer), default=0.0)
    return *((form, round(whole * factor, 3)) for form, factor in plainer), (norm, round(whole * (1 - best), 3))


def _day_forms(norm: str) -> list[tuple[str, float]]:
    if "/" in norm:
        first, last = norm.split("/")
        whole_third = (first[-2:], last[-2:]) in (("01", "10"), ("11", "20")) or (
            first[-2:] == "21" and last[-2:] > "27"
        )
        return (
            []
            if whole_third and first[:-2] == last[:-2]
            else [form for end in (first, last) for form in _day_forms(end)]
        )
    if not re.fullmatch(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}", norm):
        return []
    return [("-" + norm[-6:], DAY_BITS), *([(norm, FULL_DAY_BITS)] if norm[0] != "-" else [])]


class _Facts:
    """Turns mentions and what was said into facts of the graph."""

    def __init__(  # noqa: PLR0913, PLR0917  all that was made of the files, once
        self, corpus: Corpus, profile: Profile, numbers: Sequence[int], mentions: Mapping[int, Sequence[Mention]],
        said: Mapping[int, Said], source: Mapping[int, str], who: Mapping[tuple[int, int], str],
        resolved: Mapping[str, resolve.Entity], *, hidden: bool,
    ) -> None:  # fmt: skip
        self.numbers, self.resolved, self.hidden = tuple(numbers), resolved, hidden
        self.corpus, self.profile, self.mentions, self.source, self.who = corpus, profile, mentions, source, who
        self.links: list[LinkFact] = []
        self.cells: list[CellFact] = []
        self.told: list[Told] = []
        self.bits: dict[str, float] = {}
        self.standing: dict[str, set[str]] = defaultdict(set)
        self.places: dict[tuple[str, str, str], Place] = {}
        self._levels: dict[tuple[str, str, str], float] = {}
        shared = self._shared(numbers)
        for number in numbers:
            for place in range(len(mentions[number])):
                if (number, place) in who:
                    self.standing[who[number, place]].add(source[number])
            self._links(number, said[number], shared[number])
            self._cells(number, said[number])

    def _shared(self, numbers: Sequence[int]) -> dict[int, frozenset[int]]:
        """Give each file's segments that stand near-identically in three or more sources."""
        windows: dict[str, set[str]] = defaultdict(set)
        texts = {n: [folded(segment.text[:400]) for segment in self.corpus.files[n].segments] for n in numbers}
        for number in numbers:
            windows[self.source[number]].update(texts[number])
        common = sources.boilerplate(windows)
        return {n: frozenset(i for i, text in enumerate(texts[n]) if text in common) for n in numbers}

    def _links(self, number: int, said: Said, shared: frozenset[int]) -> None:
        mentions, source = self.mentions[number], self.source[number]
        for link in said.links:
            name = self.who.get((number, link.a))
            if name is None or self._left_out(number, link.segment):
                continue
            plain = link.segment not in shared and link.origin not in shared
            for other, factor in self._ends(number, link.b):
                if other == name:
                    continue
                sure = mentions[link.a].confidence * mentions[link.b].confidence * factor
                self.links.append(LinkFact(source, name, other, link.level, round(sure, 4), plain))
                self._note((source, name, other), link.level * sure, Place(number, link.segment))

    def _left_out(self, number: int, segment: int) -> bool:
        return not self.hidden and self.corpus.files[number].segments[segment].layer in HIDDEN_LAYERS

    def _ends(self, number: int, place: int) -> Iterator[tuple[str, float]]:
        """Give the nodes that a mention stands for: an entity, or a key with its other spellings."""
        mention = self.mentions[number][place]
        if mention.kind in NAME_KINDS or mention.kind == "topic":
            if (number, place) in self.who:
                yield self.who[number, place], 1.0
            return
        for norm, bits in key_forms(mention.kind, mention.norm):
            if bits >= score.MIN_BITS:
                self.bits[key_id(norm)] = bits
                yield key_id(norm), 1.0

    def _note(self, at: tuple[str, str, str], level: float, place: Place) -> None:
        for way in (at, (at[0], at[2], at[1])):
            if level > self._levels.get(way, 0.0):
                self._levels[way], self.places[way] = level, place

    def _cells(self, number: int, said: Said) -> None:
        segments, mentions = self.corpus.files[number].segments, self.mentions[number]
        for statement in said.statements:
            subject = self.who.get((number, statement.subject))
            kind = mentions[statement.subject].kind
            if subject is None or (kind not in self.profile.subjects and kind != "topic"):
                continue
            if self._left_out(number, statement.segment):
                continue
            hidden = segments[statement.segment].layer in HIDDEN_LAYERS
            self.cells.append(CellFact(self.source[number], subject, statement.facet, statement.norm,
                                       statement.confidence, hidden))  # fmt: skip
            self.told.append(Told(subject, number, statement, statement.confidence))
            self._note((self.source[number], subject, "?" + statement.facet), statement.confidence,
                       Place(number, statement.segment))  # fmt: skip

    def entities(self) -> dict[str, Entity]:
        """Give every entity and every key with the files that mention it."""
        files: dict[str, set[int]] = defaultdict(set)
        spellings: dict[str, dict[str, None]] = defaultdict(dict)
        kinds: dict[str, str] = {}
        for number, mentions in sorted(self.mentions.items()):
            segments = self.corpus.files[number].segments
            for place, mention in enumerate(mentions):
                text = segments[mention.segment].text[mention.start : mention.end]
                for node in [self.who[number, place]] if (number, place) in self.who else self._key_of(mention):
                    files[node].add(number)
                    spellings[node][text] = None
                    kinds.setdefault(node, mention.kind)
        out = {}
        for entity in self.resolved.values():
            if entity.id in files:
                out[entity.id] = Entity(entity.id, entity.kind, tuple(entity.names), tuple(sorted(files[entity.id])),
                                        tuple(dict.fromkeys(merge.reason for merge in entity.merges)))  # fmt: skip
        for node in files.keys() - out.keys():
            out[node] = Entity(node, kinds[node], tuple(spellings[node]), tuple(sorted(files[node])))
        return dict(sorted(out.items()))

    def _key_of(self, mention: Mention) -> list[str]:
        if mention.kind in NAME_KINDS or mention.kind in ("marking", "topic"):
            return []
        return [key_id(norm) for norm, bits in key_forms(mention.kind, mention.norm) if bits >= score.MIN_BITS]

    def name_nodes(self) -> list[NameNode]:
        """Give every name with its weight as a subject and as a bridge; both absolute, never counted here."""
        used = {link.a for link in self.links} | {link.b for link in self.links} | {cell.subject for cell in self.cells}
        return [self._node(name) for name in sorted(used) if not name.startswith("=")]

    def _node(self, name: str) -> NameNode:
        if name not in self.resolved:
            return NameNode(name, TOPIC_WEIGHT, TOPIC_PASSING)
        entity = self.resolved[name]
        if any(folded(spelling) in lexicon.same("organisations") for spelling in entity.names):
            return NameNode(entity.id, 0.0, PUBLIC_PASSING)
        weight = self.profile.subjects.get(entity.kind, 0.0) if entity.kind in SUBJECT_KINDS else 0.0
        passing = {"place": PLACE_PASSING, "person": PERSON_PASSING}.get(entity.kind, NAME_PASSING)
        if _everyday(entity.names):
            passing = min(passing, EVERYDAY_PASSING)
        return NameNode(entity.id, weight, passing)

    def key_nodes(self) -> list[KeyNode]:
        """Give every key with its bits."""
        return [KeyNode(key, bits) for key, bits in sorted(self.bits.items())]


def _everyday(spellings: Sequence[str]) -> bool:
    """Say whether a name is also an everyday word (石榴, 小满): another file may mean the fruit or the day by it."""
    chinese = [spelling for spelling in spellings if has_cjk(spelling)]
    return any(len(spelling) <= 3 and in_dictionary(spelling) for spelling in chinese)


def digest(text: str) -> str:
    """Give a short stable id of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
