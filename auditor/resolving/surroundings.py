"""What stands around persons: in the row, in the sentence, in the file's headings, in the whole file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from auditor.resolving.clusters import clusters, has_cluster_of
from auditor.resolving.glosses import common_words
from auditor.resolving.groups import Groups
from auditor.resolving.nodes import KEPT_FROM, FileMentions, Files, Node, Place, text_digest
from auditor.resolving.personal import RARITIES, holds_title, is_full, one_spelling, rare_parts, rarity
from extractors import lexicon
from extractors.model import Mention, spans
from extractors.spoken import spoken
from extractors.text import folded, sentences, simplified

# Bodies that every place has: their bare name tells no two files of one person.
_EVERYWHERE = re.compile(
    "(?:工会|秘书处|秘书组|管委会|委员会|理事会|董事会|指挥部|办公室|项目部|党委|政府|医院|学校|检测中心|财务部|采购部|"
    "公司|集团|本公司|我司|总部)"
)
_START = attrgetter("start")
_KINDS = ("organisation", "site", "project", "place")  # of what stands around a person
_TYING = ("organisation", "site", "project", "programme", "product")  # of what ties files that name it
_PERSON, _FAMILY = "person:", "family:"
MOST_STRETCHES = 8  # rows and sentences of one person that are compared with those of another
_APART = re.compile("[、；;]")
SAME_SENTENCE = 16  # characters; a shorter one (经办人：王磊) is a form's own wording
RARE_FILES, RARE_SHARE = 4, 0.1  # a project in at most so many files, or this share of them, is a rare one
# Texts that share names, and their share of a folder's, from which on it is one group's. Of those of each of 41
# hand-written folders at least 0.67 do, of twelve more at least 0.36, of twelve paragraphs of different stories 0.1 on
# the average; 2026-11.
GROUP_TEXTS, GROUP_SHARE = 8, 0.33
KNOWN_SHARE = 0.3  # of the files; an organisation in more of them is the folder's own and tells nothing


class _Stretch(NamedTuple):
    """One row or sentence: what it names beside a person.

    Attributes:
        signs: What would tell a namesake apart: organisations, rare projects, contacts, and the words themselves.
        organisations: The organisations in it.
    text: Its text.
    """

    signs: frozenset[str]
    organisations: frozenset[str]
    text: str


class _Around:
    """What one file says around persons, as far as it has been asked."""

    __slots__ = ("anywhere", "headed", "stretches", "tying")

    def __init__(self, headed: frozenset[str]) -> None:
        self.headed = headed
        self.anywhere: frozenset[str] | None = None
        self.tying: frozenset[str] | None = None
        self.stretches: dict[tuple[int, int], _Stretch] = {}


class _Thing(NamedTuple):
    """What a folder says of a name that is no person's.

    Attributes:
        root: The key that stands for it and its other names.
        kind: "" where the folder is not sure of it.
        rare: Few of the folder's texts name it; said of each that every place has as well, for nobody asks.
        known: Not so many that it is the folder's own; said of them too.
    """

    root: str
    kind: str
    rare: bool
    known: bool


@dataclass
class _OfNodes:
    """What was worked out of personal names, by their keys."""

    signs: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    everywhere: dict[str, frozenset[str]] = field(default_factory=dict)
    organisations: dict[str, frozenset[str]] = field(default_factory=dict)
    near: dict[str, frozenset[str]] = field(default_factory=dict)
    owned: dict[str, frozenset[str]] = field(default_factory=dict)
    placeless: dict[str, frozenset[str]] = field(default_factory=dict)
    titles: dict[str, dict[str, bool]] = field(default_factory=dict)
    telephones: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, keys: Collection[str]) -> _OfNodes:
        """Give what is known of some names."""
        held = (getattr(self, each.name) for each in fields(self))
        return _OfNodes(*({key: told[key] for key in keys if key in told} for told in held))


class Surroundings:
    """What stands around persons.

    Attributes:
        digests: For each file the mark of its text.
        fresh: Files around whose persons something else stands than in the earlier look, or that it did not see; those
            that it saw and that are gone are among them.
    """

    def __init__(self, groups: Groups, files: Files, before: Surroundings | None = None) -> None:
        self._files, self._before = files, before
        self._sets: dict[frozenset[str], frozenset[str]] = before._sets if before else {}
        self.digests = {number: entry.digest or text_digest(entry.segments) for number, entry in files.items()}
        said: dict[str, set[str]] = defaultdict(set)  # by text: a copy makes no name commoner
        for number, entry in files.items():
            said[self.digests[number]] |= entry.bodies
        roots = {key: groups.root(key) for key in groups.nodes}
        texts = Counter(root for norms in said.values() for root in {roots.get(norm, norm) for norm in norms})
        self._things = _things(groups, roots, texts, len(said))
        self.fresh = frozenset(files) if before is None else before.changed(files, self._things)
        self._around: dict[int, _Around] = {}
        for number in files:
            kept = before._around.get(number) if before and number not in self.fresh else None
            self._around[number] = kept or _Around(self._of_headings(number))
        self._of_nodes = _OfNodes()
        self._marks: dict[str, frozenset[str]] = {}

    def changed(self, files: Files, things: Mapping[str, _Thing]) -> frozenset[int]:
        """Give the numbers of the files of which something is said otherwise among other files and things."""
        norms = {norm for norm in self._things.keys() | things.keys() if self._things.get(norm) != things.get(norm)}
        about = {number for norm in norms for number in self._naming.get(norm, ())}
        others = {n for n in self._files.keys() | files.keys() if self._files.get(n) is not files.get(n)}
        return frozenset(about | others)

    @cached_property
    def _naming(self) -> Mapping[str, set[int]]:
        """Give for each thing's name the files that mention it."""
        out: dict[str, set[int]] = defaultdict(set)
        for number, entry in self._files.items():
            for norm in {mention.norm for mention in entry.mentions if mention.kind in _KINDS}:
                out[norm].add(number)
        return out

    @cached_property
    def texts(self) -> int:
        """Give how many different texts the folder holds."""
        return len(set(self.digests.values()))

    def persons_of(self, numbers: Collection[int]) -> frozenset[str]:
        """Give the names that some files take for persons'."""
        held = (self._files[number].mentions for number in numbers if number in self._files)
        return frozenset(mention.norm for mentions in held for mention in mentions if mention.kind == "person")

    def take(self, keys: Collection[str]) -> None:
        """Take up what the earlier look worked out of personal names around which nothing has changed."""
        if self._before:
            self._of_nodes = self._before._of_nodes.of(keys)
            self._before = None  # which would hold the look before it, and so on

    def _once(self, found: Iterable[str]) -> frozenset[str]:
        """Give a set of names, one in memory for all places that have it: beside most persons stands no name at all."""
        names = frozenset(found)
        return self._sets.setdefault(names, names)

    def _root(self, norm: str) -> str:
        return self._things[norm].root if norm in self._things else norm

    def _kind(self, mention: Mention) -> str:
        """Give the kind that the folder says of a name: one file may take a company's short name for a place."""
        thing = self._things.get(mention.norm) if mention.kind == "place" else None
        return thing.kind or mention.kind if thing else mention.kind

    def _rare(self, norm: str) -> bool:
        return norm not in self._things or self._things[norm].rare

    def _known(self, norm: str) -> bool:
        return norm not in self._things or self._things[norm].known

    def _of_headings(self, file: int) -> frozenset[str]:
        entry = self._files[file]
        found = {
            self._root(m.norm)
            for i, segment in enumerate(entry.segments)
            if segment.form in ("title", "heading")
            for m in entry.by_segment.get(i, ())
            if m.kind == "organisation" and m.confidence >= 0.6
        }
        return self._once(found if len(found) == 1 else ())

    def anywhere(self, file: int) -> frozenset[str]:
        """Give the organisations and sites that a file names."""
        around = self._around[file]
        if around.anywhere is None:
            found = (m for m in self._files[file].mentions if self._kind(m) in ("organisation", "site"))
            around.anywhere = frozenset({self._root(m.norm) for m in found if _telling(m)})
        return around.anywhere

    def tying(self, file: int) -> frozenset[str]:
        """Give what a file names that ties it to others which name it too: things of its own, persons in full."""
        around = self._around[file]
        if around.tying is None:
            entry, found = self._files[file], set[str]()
            for mention, text in zip(entry.mentions, entry.texts, strict=True):
                if mention.kind == "person":
                    found |= {_PERSON + mention.norm} if is_full(text) and mention.confidence >= KEPT_FROM else set()
                elif self._kind(mention) in _TYING and _telling(mention):
                    found.add(self._root(mention.norm))
            around.tying = frozenset(found)
        return around.tying

    def full_names(self, file: int) -> frozenset[str]:
        """Give the persons that a file names in full."""
        return frozenset(sign.removeprefix(_PERSON) for sign in self.tying(file) if sign.startswith(_PERSON))

    @cached_property
    def _shared_names(self) -> Mapping[str, frozenset[str]]:
        """Give for each text what ties it to others."""
        signs: dict[str, frozenset[str]] = {}
        for number, text in self.digests.items():
            signs[text] = signs[text] | self.tying(number) if text in signs else self.tying(number)
        return signs

    @cached_property
    def _tied(self) -> list[set[str]]:
        """Cluster the texts that share names, over others too."""
        return clusters(self._shared_names)

    def _called_in_short(self) -> Mapping[str, set[str]]:
        """Tie texts that call somebody by a rare family or given name alone to those with the only full name it fits.

        小覃 and 覃思源, Ingunn and Ingunn Moe; two full names of one family tie nothing.
        """
        short: dict[str, set[str]] = defaultdict(set)
        whose: dict[str, set[str]] = defaultdict(set)
        full: dict[str, set[str]] = defaultdict(set)
        for number, entry in self._files.items():
            digest = self.digests[number]
            for sign, spelled in entry.once("called", _called):
                (full if spelled else short)[sign].add(digest)
                whose[sign] |= {spelled} if spelled else set()
        out: dict[str, set[str]] = defaultdict(set)
        for sign in short.keys() & full.keys():
            for text in short[sign] | full[sign] if len(whose[sign]) == 1 else ():
                out[text].add(sign)
        return out

    @cached_property
    def is_one_groups(self) -> bool:
        """Say whether most texts of the folder share names: all are one group's then.

        Its menu and its walk name nobody else's things. Who is called by a rare name in short ties texts as well.
        """
        short, least = self._called_in_short(), max(GROUP_TEXTS, GROUP_SHARE * self.texts)
        tied = {text: signs | short.get(text, set()) for text, signs in self._shared_names.items()}
        return has_cluster_of(least, tied)

    @cached_property
    def _company(self) -> Mapping[str, str]:
        """Give for each text a mark of those of its group."""
        if self.is_one_groups:
            return dict.fromkeys(self.digests.values(), "")
        return {text: min(cluster) for cluster in self._tied for text in cluster}

    def company(self, node: Node) -> frozenset[str]:
        """Give the marks of the groups of texts in which a person stands; texts of one group share names."""
        if node.key not in self._marks:
            self._marks[node.key] = self._once(self._company[self.digests[place.file]] for place in node.places)
        return self._marks[node.key]

    def signs(self, place: Place) -> frozenset[str]:
        """Give what stands beside a person and would tell a namesake apart, and the sentence itself."""
        return self._stretch(place).signs

    def one_person(self, a: Node, b: Node) -> bool:
        """Say whether two full names that fit are shown to be one person: by a file, a sign, or how rare they are."""
        how_rare = min((rarity(node.text) for node in (a, b)), key=RARITIES.index)
        (left, ours), (right, theirs) = self._texts_and_signs(a), self._texts_and_signs(b)
        if how_rare == "rare" or not left.isdisjoint(right):
            return True
        return not ours.isdisjoint(theirs) or (how_rare == "telling" and self.share(a, b))

    def _texts_and_signs(self, node: Node) -> tuple[frozenset[str], frozenset[str]]:
        told = self._of_nodes.signs
        if node.key not in told:
            texts = frozenset(self.digests[place.file] for place in node.places)
            told[node.key] = texts, frozenset().union(*map(self.signs, node.places))
        return told[node.key]

    def share(self, a: Node, b: Node) -> bool:
        """Say whether files of both name the same organisation or site."""
        return not self._named_with(a).isdisjoint(self._named_with(b))

    def said_alike(self, latin: Node, chinese: Node) -> bool:
        """Say whether a row or sentence of one person says in English what one of the other says in Chinese.

        Two words at least, names and roles alike, beside the person's own name.
        """
        own = {folded(word) for word in latin.text.split()}
        theirs = list(dict.fromkeys(self._stretch(place).text for place in chinese.places))[:MOST_STRETCHES]
        ours = list(dict.fromkeys(self._stretch(place).text for place in latin.places))[:MOST_STRETCHES]
        return any(len(common_words(one, other) - own) > 1 for one in ours for other in theirs)

    def shared(self, a: Node, b: Node) -> int:
        """Count the organisations and sites that files of both name."""
        return len(self._named_with(a) & self._named_with(b))

    def at_hand(self, short: Node, full: Node) -> bool:
        """Say whether the files of a short name name an organisation beside the full one, and none beside itself."""
        own, beside = self._own(full), self.beside(short)
        return not own.isdisjoint(self._named_with(short)) and (not beside or not own.isdisjoint(beside))

    def elsewhere(self, short: Node, full: Node) -> bool:
        """Say whether organisations stand beside a short and a full name, and none beside both of them."""
        own, beside = self._own(full), self.beside(short)
        return bool(own) and bool(beside) and own.isdisjoint(beside)

    def are_called_apart(self, a: Node, b: Node) -> bool:
        """Say whether two names have telephones beside them, of one sort, and none in common.

        Of four such pairs of a short and a full name in 117 hand-written folders none was one person, of twelve that
        share one all were (2026-11).
        """
        ours, theirs = self._telephones(a), self._telephones(b)
        sorts = [{bool(_MOBILE.match(each)) for each in held} for held in (ours, theirs)]
        return ours.isdisjoint(theirs) and not sorts[0].isdisjoint(sorts[1])

    def _telephones(self, node: Node) -> frozenset[str]:
        """Give the only telephone of each row and sentence of a person."""
        told = self._of_nodes.telephones
        if node.key not in told:
            held = ([sign for sign in self.signs(place) if sign.startswith(_TELEPHONE)] for place in node.places)
            told[node.key] = self._once(numbers[0] for numbers in held if len(numbers) == 1)
        return told[node.key]

    def told_apart(self) -> Iterator[tuple[int, Mention, Mention]]:
        """Give, with its file, each person of whom a text says that he is not the one named next.

        柯姐（不是柯老师）, 骆晓峰……跟骆处不是一家, Ines (no relation to Carlos Varga). Of two such in 117 hand-written
        folders both were two (2026-11).
        """
        for number, entry in self._files.items():
            yield from ((number, *pair) for pair in entry.once("apart", _denied))

    def _own(self, node: Node) -> frozenset[str]:
        """Give the organisations beside a person that tell where it belongs."""
        told = self._of_nodes.owned
        if node.key not in told:
            near = self.organisations(node, near=True)
            told[node.key] = self._once(org for org in near if self._known(org) and _is_own(org))
        return told[node.key]

    def beside(self, node: Node) -> frozenset[str]:
        """Give the organisations beside a person, without what are places."""
        told = self._of_nodes.placeless
        if node.key not in told:
            near = self.organisations(node, near=True)
            told[node.key] = self._once(org for org in near if org not in lexicon.same("places"))
        return told[node.key]

    def _named_with(self, node: Node) -> frozenset[str]:
        told = self._of_nodes.everywhere
        if node.key not in told:
            files = {place.file for place in node.places}
            told[node.key] = self._once(set().union(*map(self.anywhere, files)))
        return told[node.key]

    def titled(self, node: Node, title: str) -> bool:
        """Say whether a row or sentence of a person, or the header of its column, gives this title as its role."""
        told = self._of_nodes.titles.setdefault(node.key, {})
        if title not in told:
            told[title] = any(holds_title(self._role(place), title) or holds_title(self._header(place), title)
                              for place in node.places)  # fmt: skip
        return told[title]

    def _role(self, place: Place) -> str:
        """Give what of a person's row or sentence may say its role: of a sentence what no list and no other parts off.

        黄炳坤（厂长）、窑工班长黄树生: the one is 厂长, the other is not; nor is the second of 黄炳坤厂长和黄树生.
        """
        segment, own = self._files[place.file].segments[place.mention.segment], place.mention
        start, end = self._span(place)
        if segment.form == "row":
            return segment.text[start:end]
        others = [m for m in self._files[place.file].by_segment.get(own.segment, ()) if m.kind == "person"]
        ahead = [m for m in others if start <= m.start and m.end <= own.start]
        titled = (max(m.end, m.start + len(spoken(segment.text, m.start, m.end))) for m in ahead)
        start = min(max(titled, default=start), own.start)
        end = min((m.start for m in others if own.end <= m.start < end), default=end)
        start = max((at.end() for at in _APART.finditer(segment.text, start, own.start)), default=start)
        cut = _APART.search(segment.text, own.end, end)
        return segment.text[start : cut.start() if cut else end]

    def _header(self, place: Place) -> str:
        """Give what heads the column that a person stands in, "" outside of tables."""
        segment, at = self._files[place.file].segments[place.mention.segment], place.mention.start
        return next((header for start, end, header in spans(segment.cells) if start <= at < end), "")

    def posts(self, node: Node) -> frozenset[str]:
        """Give what columns of posts say beside a person."""
        rows = (self._files[place.file].segments[place.mention.segment] for place in node.places)
        return frozenset(row.text[start:end].strip() for row in rows for start, end, header in spans(row.cells)
                         if header and _POST.search(header))  # fmt: skip

    def bodies(self, place: Place) -> frozenset[str]:
        """Give the organisations in a person's row or sentence."""
        return self._stretch(place).organisations

    def row(self, place: Place) -> frozenset[str]:
        """Give the organisations in a person's own table row."""
        segment = self._files[place.file].segments[place.mention.segment]
        return self._stretch(place).organisations if segment.form == "row" else frozenset()

    def organisations(self, node: Node, *, near: bool = False) -> frozenset[str]:
        """Give the organisations of a person's rows and sentences; unless `near`, its file's only headed one too."""
        told = self._of_nodes.near if near else self._of_nodes.organisations
        if node.key not in told:
            found: set[str] = set()
            for place in node.places:
                window = self._stretch(place).organisations
                found |= window
                if not near and not window:
                    found |= self._around[place.file].headed
            told[node.key] = self._once(found)
        return told[node.key]

    def _stretch(self, place: Place) -> _Stretch:
        """Give what the row or the sentence that a person stands in says."""
        file, segment = place.file, place.mention.segment
        start, end = self._span(place)
        told = self._around[file].stretches
        if (segment, start) not in told:
            held = self._files[file].by_segment.get(segment, ())
            near = held[bisect_left(held, start, key=_START) : bisect_left(held, end, key=_START)]
            text = self._files[file].segments[segment].text[start:end]
            orgs = {self._root(m.norm) for m in near if self._kind(m) == "organisation" and m.confidence >= KEPT_FROM}
            told[segment, start] = _Stretch(self._signs(file, near, folded(text)), self._once(orgs), text)
        return told[segment, start]

    def _signs(self, file: int, near: Sequence[Mention], words: str) -> frozenset[str]:
        found = {f"sentence:{words}"} if len(words) >= SAME_SENTENCE else set()
        for mention in near:
            if mention.kind == "contact":
                found.add(f"contact:{mention.norm}")
            elif self._kind(mention) in ("organisation", "project") and _telling(mention):
                rare = self._kind(mention) == "organisation" or self._rare(mention.norm)
                found |= {self._root(mention.norm)} if rare else set()
        headed = (org for org in self._around[file].headed if self._rare(org) and not _EVERYWHERE.fullmatch(org))
        return frozenset(found.union(headed)) or self._once(())

    def _span(self, place: Place) -> tuple[int, int]:
        """Give the row or the sentence that a person stands in."""
        segment = self._files[place.file].segments[place.mention.segment]
        whole = (0, len(segment.text))
        if segment.form == "row":
            return whole
        cut = _sentences(segment.text)
        number = bisect_right(cut, place.mention.start, key=itemgetter(0)) - 1
        return cut[number] if number >= 0 and place.mention.start < cut[number][1] else whole


_TELEPHONE = ("contact:+", "contact:tel:")
_MOBILE = re.compile(r"contact:\+861[3-9]\d{9}$")
_DENIAL = re.compile(
    "不是|并非|没.{0,4}关系|无关|两个人"
    "|no relation|not to be confused|unrelated|not related|[(,;] ?not |two (?:people|[mw])"
)
_OTHER_THAN = re.compile(
    "[（(，,、；; ]*(?:可|并)?(?:不是|并?非)(?:那个|那位)?"
    r"|[,;(]? ?\(?(?:is |was )?(?:not|no relation (?:of|to)|not to be confused with|unrelated to) (?:the |our |old )?"
)
_BESIDE = re.compile("[^。；]{0,20}[跟和与同]|,? and ")
_NOT_ONE = re.compile(
    "(?:可|并)?不是(?:一家|一个人|一人|同一|一回事|亲戚)|(?:没|无)有?(?:任何)?(?:亲戚)?关系|是两个人"
    r"|,? (?:are|is) (?:no relation|not related|unrelated|two (?:people|men|women))"
)


def _denied(entry: FileMentions) -> tuple[tuple[Mention, Mention], ...]:
    """Give each person of whom a file's text says that he is not the one named next."""
    found = list[tuple[Mention, Mention]]()
    for at, held in entry.by_segment.items():
        text = entry.segments[at].text
        if _DENIAL.search(text):
            persons = [mention for mention in held if mention.kind == "person"]
            found += [pair for pair in pairwise(persons) if _is_denied(simplified(text), *pair)]
    return tuple(found)


def _is_denied(text: str, one: Mention, other: Mention) -> bool:
    """Say whether a text in simplified characters says of two persons that the one is not the other."""
    between = text[one.end : other.start]
    beside = _BESIDE.fullmatch(between) and _NOT_ONE.match(text, other.end)
    return bool(beside or _OTHER_THAN.fullmatch(between))


_POST = re.compile("职务|岗位|职位|职称|[Tt]itle|[Rr]ole|[Pp]osition")


def _called(entry: FileMentions) -> frozenset[tuple[str, str]]:
    """Give the rare parts of a file's personal names, with the whole name where it is a full one, else with ""."""
    texts = {text for mention, text in zip(entry.mentions, entry.texts, strict=True)
             if mention.kind == "person" and mention.confidence >= KEPT_FROM}  # fmt: skip
    return frozenset((_FAMILY + word, one_spelling(text) if is_full(text) else "")
                     for text in texts for word in rare_parts(text))  # fmt: skip


def _telling(mention: Mention) -> bool:
    """Say whether a name tells two files apart at all: no ministry, no bare 工会."""
    return mention.confidence >= KEPT_FROM and _is_own(mention.norm)


@lru_cache(maxsize=65536)
def _is_own(norm: str) -> bool:
    return norm not in lexicon.same("organisations") and not _EVERYWHERE.fullmatch(norm)


@lru_cache(maxsize=16384)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))


def _things(groups: Groups, roots: Mapping[str, str], texts: Mapping[str, int], many: int) -> dict[str, _Thing]:
    """Say what a folder of so many texts says of each name of a thing; `texts` counts those that name a root."""
    rare, known = max(RARE_FILES, RARE_SHARE * many), max(RARE_FILES, KNOWN_SHARE * many)
    out = {}
    for norm in roots.keys() | texts.keys():
        root, count = roots.get(norm, norm), texts.get(roots.get(norm, norm), 0)
        kind = groups.nodes[norm].kind if norm in groups.nodes else ""
        idle = _EVERYWHERE.fullmatch(norm) is not None
        out[norm] = _Thing(root, kind, idle or count <= rare, idle or count <= known)
    return out
