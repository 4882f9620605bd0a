"""Names as a folder knows them before any merge: places where they stand, gathered into nodes."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from extractors import forms, lexicon, names, pinyin, speakers, wares
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.spoken import spoken
from extractors.text import folded, has_cjk

KEPT_FROM = 0.5  # a name that no file holds surer than this is no entity
_NOTHING = frozenset[Any]()  # one for all files of which a rule reads nothing
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class FileMentions:
    """One file as far as names go; the order of `mentions` is what `Resolution.links` answers to.

    Two looks at a folder that share a file's names share this very object: what was worked out of it stands.

    Attributes:
        digest: `text_digest` of the segments where that is known already.
    """

    path: str
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    digest: str = ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Give what each mention says, blanks made single."""
        said = (self.segments[m.segment].text[m.start : m.end] for m in self.mentions)
        return tuple(text if text.isalnum() else " ".join(text.split()) for text in said)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Give what each person is called there with a title, a job or a house, and each product with its noun.

        "" for other mentions.
        """
        said = {"person": _said_person, "product": wares.called}
        return tuple(
            said[m.kind](self.segments[m.segment].text, m.start, m.end) if m.kind in said else "" for m in self.mentions
        )

    @cached_property
    def sure(self) -> frozenset[str]:
        """Give the normalised forms that the file is sure enough of."""
        return frozenset({m.norm for m in self.mentions if m.confidence >= KEPT_FROM})

    @cached_property
    def guessed(self) -> tuple[int, ...]:
        """Give the numbers of the mentions that capitals alone show and that the file is not sure of."""
        return tuple(n for n, m in enumerate(self.mentions) if m.confidence < KEPT_FROM and m.evidence == "capitals")

    @cached_property
    def by_segment(self) -> Mapping[int, Sequence[Mention]]:
        """Give the mentions of each segment, in the order of the text."""
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in sorted(self.mentions, key=attrgetter("start")):
            found[mention.segment].append(mention)
        return {segment: tuple(mentions) for segment, mentions in found.items()}

    @cached_property
    def _told(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, make: Callable[[FileMentions], T]) -> T:
        """Give what a rule reads off this file alone, read once."""
        if name not in self._told:
            found = make(self)
            self._told[name] = found if found or not isinstance(found, frozenset) else _NOTHING
        told: T = self._told[name]
        return told

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Give the normalised forms of the organisations, projects and sites."""
        return frozenset({m.norm for m in self.mentions if m.kind in ("project", "organisation", "site")})


def _said_person(text: str, start: int, end: int) -> str:
    return speakers.called(text, start, end) or spoken(text, start, end)


Files = Mapping[int, FileMentions]  # by number, ascending


class Found(NamedTuple):
    """What a rule says: the nodes with these two keys are one thing, for this reason, 0.0 to 1.0 likely."""

    a: str
    b: str
    reason: str
    probability: float


class Place(NamedTuple):
    """One mention with what it says there, blanks made single.

    Attributes:
        spoken: A person's name with the title or the job that goes with it there, a product's with its noun, "" for
            none.
    """

    file: int
    number: int
    mention: Mention
    text: str
    spoken: str = ""


@dataclass(slots=True)
class Node:
    """One name as the folder knows it before merging: a norm, or a titled or contested person in one file.

    Attributes:
        names: Its spellings with how often each stands.
        spellings: The same in the order of their characters; what asks no more than these need not be asked again when
            the name stands less often.
        text: Its most frequent spelling.
        first: The first of `spellings`.
    """

    key: str
    norm: str
    kind: Kind
    names: Counter[str]
    places: list[Place]
    text: str = field(init=False)
    first: str = field(init=False)
    spellings: tuple[str, ...] = field(init=False)
    _defined: tuple[str, ...] | None = field(init=False, default=None, repr=False, compare=False)
    _evidence: frozenset[str] = field(init=False, default=frozenset(), repr=False, compare=False)

    def __post_init__(self) -> None:
        self.spellings = tuple(sorted(self.names))
        self.first = self.spellings[0]
        self.text = min(self.names, key=lambda name: (-self.names[name], name))

    @property
    def defined(self) -> tuple[str, ...]:
        """Give the full names that texts define for it; a surer name of the folder was defined somewhere."""
        if self._defined is None:
            said = (place.mention for place in self.places)
            told = (m.alias_of for m in said if not (m.evidence == "folder" and m.confidence <= names.DERIVED))
            self._defined = tuple(dict.fromkeys(full for full in told if full))
        return self._defined

    @property
    def evidence(self) -> frozenset[str]:
        """Give all reasons for which some place was taken for its name."""
        if not self._evidence:
            self._evidence = frozenset(place.mention.evidence for place in self.places)
        return self._evidence


Nodes = Mapping[str, Node]


def text_digest(segments: Sequence[Segment]) -> str:
    """Give a mark of a file's text: two copies of one file share their local persons."""
    body = "\n".join(s.text for s in segments if s.layer not in ("metadata", "file_name"))
    return hashlib.blake2b(body.encode("utf-8", "replace"), digest_size=6).hexdigest()


def places(files: Files) -> Iterator[Place]:
    """Give every mention's place, those of names that no file is sure of left out."""
    kept = frozenset[str]().union(*(entry.sure for entry in files.values()))
    for place in _places_in(files):
        if place.mention.norm in kept or place.mention.kind not in NAME_KINDS:
            yield place


def _places_in(files: Files) -> Iterator[Place]:
    for file, entry in files.items():
        for index, (mention, *said) in enumerate(zip(entry.mentions, entry.texts, entry.spoken, strict=True)):
            yield Place(file, index, mention, *said)


class Bearers:
    """The things of a folder by which what was taken for a person is told to be one of them."""

    def __init__(self, things: Collection[str]) -> None:
        """Take the texts of the organisations and sites."""
        self._things = things
        self._brands = {folded(short) for text in things if has_cjk(text) for short in forms.short_forms(text)}
        latins = [text for text in things if not has_cjk(text)]
        self._heads = {" ".join(text.split()[:cut]) for text in latins for cut in range(1, text.count(" ") + 1)}

    def bear(self, text: str, evidence: Collection[str]) -> bool:
        """Say whether a thing bears a name that was taken for a person's for these reasons.

        It is the brand of a company's full name, or nothing but two capitals speaks for a person and a thing's name is
        so or begins so, or a name is its first word alone, or its first word is pinyin and its second is none (Yaoshan
        Aero).
        """
        said = set(evidence)
        return (
            folded(text) in self._brands
            or (said <= {"capitals", "pattern"} and text in self._heads)
            or (said <= {"capitals"} and text in self._things)
            or (said <= {"capitals"} and (_is_trading(text, self._things) or _is_of_a_town(text, self._things)))
        )


class Gathered:
    """The names of a folder before any merge.

    Attributes:
        files: What they were gathered from.
        things: The nodes of all that is no person's.
        persons: By norm, the places of personal names.
    """

    def __init__(self, files: Files, things: Nodes, persons: Mapping[str, list[Place]]) -> None:
        self.files, self.things, self.persons = files, things, persons

    @classmethod
    def of(cls, files: Files, known: Nodes) -> Gathered:
        """Gather the names of some files; a node that is known already with the very same places is taken as it is."""
        personal, other = parted(list(places(files)))
        by_norm: dict[str, list[Place]] = defaultdict(list)
        for place in personal:
            by_norm[place.mention.norm].append(place)
        return cls(files, nodes(other, known), by_norm)

    def left(self, files: Files) -> Gathered | None:
        """Give what is left of the names in some of the files, None where others are among them.

        None also where a name is sure no more without the rest, or what was taken for a person is a thing no more.
        """
        if any(self.files.get(number) is not entry for number, entry in files.items()):
            return None
        gone = {number: entry for number, entry in self.files.items() if number not in files}
        counts = _Counts.of(gone, self._counts.sure.keys())
        if not self._stands_without(counts):
            return None
        said = [mention for entry in gone.values() for mention in entry.mentions]
        persons, norms = dict(self.persons), {mention.norm for mention in said}
        for norm in norms & persons.keys():
            if held := [place for place in persons[norm] if place.file not in gone]:
                persons[norm] = held
            else:
                del persons[norm]
        out = Gathered(files, _without(self.things, gone, {_key_of(mention) for mention in said}), persons)
        vars(out)["_counts"] = self._counts.less(counts)
        return out

    def _stands_without(self, gone: _Counts) -> bool:
        """Say whether all names of the other files are as sure, and the same persons, without these."""
        if any(self._counts.sure[norm] == count and norm in self._weak for norm, count in gone.sure.items()):
            return False
        lost = {text for text, count in gone.bodies.items() if self._counts.bodies[text] == count}
        left = Bearers(self._counts.bodies.keys() - lost) if lost else self._bearers
        asked = self._counts.said if lost else gone.said
        return all(self._bears_alike(text, gone.said.get(text, {}), left) for text in asked)

    def _bears_alike(self, text: str, gone: Mapping[str, int], left: Bearers) -> bool:
        """Say whether a personal name is a thing's or none as before, without so many of its places by evidence."""
        whole = self._counts.said[text]
        stays = [evidence for evidence, count in whole.items() if count > gone.get(evidence, 0)]
        if not stays or (left is self._bearers and len(stays) == len(whole)):
            return True
        return left.bear(text, stays) == self._bearers.bear(text, whole)

    @cached_property
    def _counts(self) -> _Counts:
        return _Counts.of(self.files, frozenset().union(*(entry.sure for entry in self.files.values())))

    @cached_property
    def _weak(self) -> frozenset[str]:
        """Give the names that some file mentions without being sure of them."""
        return frozenset(m.norm for entry in self.files.values() for m in entry.mentions if m.norm not in entry.sure)

    @cached_property
    def _bearers(self) -> Bearers:
        return Bearers(self._counts.bodies.keys())


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often files say what decides which of their names are persons'.

    Attributes:
        sure: By norm, how many files are sure of it.
        bodies: The places of organisations and sites by what they say.
        said: The places of what was taken for a person by what they say, and then by the reason.
    """

    sure: Counter[str]
    bodies: Counter[str]
    said: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, files: Files, kept: Collection[str]) -> _Counts:
        """Count in some files, of names among `kept` alone."""
        bodies, said = Counter[str](), defaultdict[str, Counter[str]](Counter)
        for entry in files.values():
            for mention, text in zip(entry.mentions, entry.texts, strict=True):
                if mention.kind in ("organisation", "site") and mention.norm in kept:
                    bodies[text] += 1
                elif mention.kind == "person" and mention.norm in kept:
                    said[text][mention.evidence] += 1
        return cls(Counter(norm for entry in files.values() for norm in entry.sure), bodies, said)

    def less(self, gone: _Counts) -> _Counts:
        """Give the counts of the other files."""
        said = dict(self.said)
        for text, counts in gone.said.items():
            if left := _less(said[text], counts):
                said[text] = left
            else:
                del said[text]
        return _Counts(_less(self.sure, gone.sure), _less(self.bodies, gone.bodies), said)


def _less(whole: Counter[str], gone: Mapping[str, int]) -> Counter[str]:
    out = Counter(whole)
    for each, count in gone.items():
        if out[each] == count:
            del out[each]
        else:
            out[each] -= count
    return out


def parted(found: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Give the places of persons, and those of everything else.

    What was taken for a person is a thing where a thing of the folder bears the name; see `Bearers`.
    """
    persons = [place for place in found if place.mention.kind == "person"]
    bearers = Bearers({place.text for place in found if place.mention.kind in ("organisation", "site")})
    said: dict[str, set[str]] = defaultdict(set)
    for place in persons:
        said[place.text].add(place.mention.evidence)
    borne = {text for text, evidence in said.items() if bearers.bear(text, evidence)}
    rest = [place for place in found if place.mention.kind != "person"]
    taken = [
        place._replace(mention=replace(place.mention, kind="organisation")) for place in persons if place.text in borne
    ]
    return [place for place in persons if place.text not in borne], rest + taken


def _is_trading(text: str, things: Collection[str]) -> bool:
    """Say whether two capitalised words begin with a thing's name, or with pinyin before a word that is none."""
    first, *rest = text.split()
    foreign = [word for word in rest if not pinyin.is_pinyin(word) and word not in lexicon.names("places")]
    return bool(foreign) and (first in things or (len(first) > 4 and pinyin.is_pinyin(first)))


def _is_of_a_town(text: str, things: Collection[str]) -> bool:
    """Say whether a thing's name stands behind its town (Ningbo Luoxia)."""
    town, _, name = text.partition(" ")
    return town in lexicon.names("places") and town not in lexicon.entries("firstnames") and name in things


def nodes(found: Iterable[Place], known: Nodes, key: Callable[[Place], str] | None = None) -> dict[str, Node]:
    """Gather places into nodes by their norm (with its kind where it is no name), or by a key of their own.

    A node that is known already with the very same places is taken as it is.
    """
    key = key or _plain_key
    grouped: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        grouped[key(place)].append(place)
    return {k: known[k] if k in known and known[k].places == held else _node(k, held)
            for k, held in sorted(grouped.items())}  # fmt: skip


def _without(known: Nodes, gone: Collection[int], keys: Collection[str]) -> dict[str, Node]:
    """Give nodes without their places in some files, where no others than those with these keys have any."""
    out = dict(known)
    for key in keys & known.keys():
        held = [place for place in known[key].places if place.file not in gone]
        if not held:
            del out[key]
        elif len(held) < len(known[key].places):
            out[key] = _node(key, held)
    return out


def _plain_key(place: Place) -> str:
    return _key_of(place.mention)


def _key_of(mention: Mention) -> str:
    return mention.norm if mention.kind in NAME_KINDS else f"{mention.kind}:{mention.norm}"


def _node(key: str, held: list[Place]) -> Node:
    return Node(key, held[0].mention.norm, kind_of(held), Counter([place.text for place in held]), held)


def kind_of(held: Iterable[Place]) -> Kind:
    """Give the kind that most of the mentions say, weighed by how sure they are."""
    votes: dict[Kind, float] = {}
    for place in held:
        mention = place.mention
        votes[mention.kind] = votes.get(mention.kind, 0.0) + mention.confidence
    return min(votes, key=lambda kind: (-votes[kind], kind))
