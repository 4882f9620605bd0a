"""What stands around persons: in the row, in the sentence, in the file's headings, in the whole file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from auditor.resolving.glosses import common_words
from auditor.resolving.groups import Groups
from auditor.resolving.nodes import KEPT_FROM, FileMentions, Node, Place, text_digest
from auditor.resolving.personal import RARITIES, holds_title, is_full, rarity, untitled
from extractors import lexicon
from extractors.model import Mention
from extractors.text import folded, sentences

# Bodies that every place has: their bare name tells no two files of one person.
_EVERYWHERE = re.compile(
    "(?:工会|秘书处|秘书组|管委会|委员会|理事会|董事会|指挥部|办公室|项目部|党委|政府|医院|学校|检测中心|财务部|采购部|"
    "公司|集团|本公司|我司|总部)"
)
_START = attrgetter("start")
MOST_STRETCHES = 8  # rows and sentences of one person that are compared with those of another
SAME_SENTENCE = 16  # characters; a shorter one (经办人：王磊) is a form's own wording
RARE_FILES, RARE_SHARE = 4, 0.1  # a project in at most so many files, or this share of them, is a rare one
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


class Surroundings:
    """What stands around persons.

    Attributes:
        digests: For each file the mark of its text.
    """

    def __init__(self, groups: Groups, mentions: Sequence[FileMentions]) -> None:
        self._groups = groups
        self._mentions = mentions
        self.digests = [entry.digest or text_digest(entry.segments) for entry in mentions]
        self._by_segment = [_by_segment(entry) for entry in mentions]
        self._headed = [self._of_headings(file) for file in range(len(mentions))]
        self._anywhere: dict[int, frozenset[str]] = {}
        self._stretches: dict[tuple[int, int, int], _Stretch] = {}
        self._of_node: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._everywhere: dict[str, frozenset[str]] = {}
        self._companies: dict[int, frozenset[str]] = {}
        self._in_company: dict[str, frozenset[str]] = {}
        self._organisations: dict[tuple[str, bool], frozenset[str]] = {}
        self._titles: dict[tuple[str, str], bool] = {}
        self._owned: dict[str, frozenset[str]] = {}
        self._placeless: dict[str, frozenset[str]] = {}
        said: dict[str, set[str]] = defaultdict(set)  # by text: a copy makes no name commoner
        for text, entry in zip(self.digests, mentions, strict=True):
            said[text] |= {m.norm for m in entry.mentions if m.kind in ("project", "organisation", "site")}
        self._texts = Counter(root for norms in said.values() for root in set(map(self._root, norms)))
        self._many = len(said)

    def _root(self, norm: str) -> str:
        return self._groups.root(norm) if norm in self._groups.parent else norm

    def _kind(self, mention: Mention) -> str:
        """Give the kind that the folder says of a name: one file may take a company's short name for a place."""
        node = self._groups.nodes.get(mention.norm)
        return node.kind if node and mention.kind == "place" else mention.kind

    def _rare(self, root: str) -> bool:
        return self._texts[root] <= max(RARE_FILES, RARE_SHARE * self._many)

    def _known(self, root: str) -> bool:
        return self._texts[root] <= max(RARE_FILES, KNOWN_SHARE * self._many)

    def _of_headings(self, file: int) -> frozenset[str]:
        held = self._by_segment[file]
        found = {
            self._root(m.norm)
            for i, segment in enumerate(self._mentions[file].segments)
            if segment.form in ("title", "heading")
            for m in held.get(i, ())
            if m.kind == "organisation" and m.confidence >= 0.6
        }
        return frozenset(found) if len(found) == 1 else frozenset()

    def anywhere(self, file: int) -> frozenset[str]:
        """Give the organisations and sites that a file names."""
        if file not in self._anywhere:
            found = (m for m in self._mentions[file].mentions if self._kind(m) in ("organisation", "site"))
            self._anywhere[file] = frozenset({self._root(m.norm) for m in found if _telling(m)})
        return self._anywhere[file]

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
        if node.key not in self._of_node:
            texts = frozenset(self.digests[place.file] for place in node.places)
            self._of_node[node.key] = texts, frozenset().union(*map(self.signs, node.places))
        return self._of_node[node.key]

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

    def named_near(self, short: Node, full: Node) -> bool:
        """Say whether the files of a short name name an organisation that stands beside the full one."""
        own = {org for org in self.organisations(full, near=True) if _is_own(org)}
        return not own.isdisjoint(self._named_with(short))

    def at_hand(self, short: Node, full: Node) -> bool:
        """Say whether the files of a short name name an organisation beside the full one, and none beside itself."""
        own, beside = self._own(full), self._beside(short)
        return not own.isdisjoint(self._named_with(short)) and (not beside or not own.isdisjoint(beside))

    def _own(self, node: Node) -> frozenset[str]:
        """Give the organisations beside a person that tell where it belongs."""
        if node.key not in self._owned:
            near = self.organisations(node, near=True)
            self._owned[node.key] = frozenset(org for org in near if self._known(org) and _is_own(org))
        return self._owned[node.key]

    def _beside(self, node: Node) -> frozenset[str]:
        """Give the organisations beside a person, without what are places."""
        if node.key not in self._placeless:
            near = self.organisations(node, near=True)
            self._placeless[node.key] = frozenset(org for org in near if org not in lexicon.same("places"))
        return self._placeless[node.key]

    def in_company(self, short: Node, full: Node) -> int:
        """Count the other persons, by telling full names, and the rare projects that files of both name."""
        own = {folded(untitled(node.text)) for node in (short, full)}
        return len((self._company_of(short) & self._company_of(full)) - own)

    def _company_of(self, node: Node) -> frozenset[str]:
        if node.key not in self._in_company:
            files = {place.file for place in node.places}
            self._in_company[node.key] = frozenset().union(*map(self._company, files))
        return self._in_company[node.key]

    def _company(self, file: int) -> frozenset[str]:
        """Give the full names that tell their bearers, and the rare projects, that a file names."""
        if file not in self._companies:
            segments = self._mentions[file].segments
            found: set[str] = set()
            for m in self._mentions[file].mentions:
                if m.kind == "person" and m.confidence >= KEPT_FROM:
                    text = segments[m.segment].text[m.start : m.end]
                    found |= {folded(untitled(text))} if is_full(text) and rarity(text) != "common" else set()
                elif m.kind == "project" and _telling(m) and self._rare(self._root(m.norm)):
                    found.add(self._root(m.norm))
            self._companies[file] = frozenset(found)
        return self._companies[file]

    def _named_with(self, node: Node) -> frozenset[str]:
        if node.key not in self._everywhere:
            files = {place.file for place in node.places}
            self._everywhere[node.key] = frozenset().union(*map(self.anywhere, files))
        return self._everywhere[node.key]

    def titled(self, node: Node, title: str) -> bool:
        """Say whether a row or sentence of a person gives this title as its role."""
        if (node.key, title) not in self._titles:
            held = any(holds_title(self._stretch(place).text, title) for place in node.places)
            self._titles[node.key, title] = held
        return self._titles[node.key, title]

    def row(self, place: Place) -> frozenset[str]:
        """Give the organisations in a person's own table row."""
        segment = self._mentions[place.file].segments[place.mention.segment]
        return self._stretch(place).organisations if segment.form == "row" else frozenset()

    def organisations(self, node: Node, *, near: bool = False) -> frozenset[str]:
        """Give the organisations of a person's rows and sentences; unless `near`, its file's only headed one too."""
        if (node.key, near) not in self._organisations:
            found: set[str] = set()
            for place in node.places:
                window = self._stretch(place).organisations
                found |= window
                if not near and not window:
                    found |= self._headed[place.file]
            self._organisations[node.key, near] = frozenset(found)
        return self._organisations[node.key, near]

    def _stretch(self, place: Place) -> _Stretch:
        """Give what the row or the sentence that a person stands in says."""
        file, segment = place.file, place.mention.segment
        start, end = self._span(place)
        key = (file, segment, start)
        if key not in self._stretches:
            held = self._by_segment[file].get(segment, [])
            near = held[bisect_left(held, start, key=_START) : bisect_left(held, end, key=_START)]
            text = self._mentions[file].segments[segment].text[start:end]
            orgs = {self._root(m.norm) for m in near if self._kind(m) == "organisation" and m.confidence >= KEPT_FROM}
            self._stretches[key] = _Stretch(self._signs(file, near, folded(text)), frozenset(orgs), text)
        return self._stretches[key]

    def _signs(self, file: int, near: Sequence[Mention], words: str) -> frozenset[str]:
        found = {f"sentence:{words}"} if len(words) >= SAME_SENTENCE else set()
        for mention in near:
            if mention.kind == "contact":
                found.add(f"contact:{mention.norm}")
            elif self._kind(mention) in ("organisation", "project") and _telling(mention):
                root = self._root(mention.norm)
                found |= {root} if self._kind(mention) == "organisation" or self._rare(root) else set()
        headed = (org for org in self._headed[file] if self._rare(org) and not _EVERYWHERE.fullmatch(org))
        return frozenset(found.union(headed))

    def _span(self, place: Place) -> tuple[int, int]:
        """Give the row or the sentence that a person stands in."""
        segment = self._mentions[place.file].segments[place.mention.segment]
        whole = (0, len(segment.text))
        if segment.form == "row":
            return whole
        cut = _sentences(segment.text)
        number = bisect_right(cut, place.mention.start, key=itemgetter(0)) - 1
        return cut[number] if number >= 0 and place.mention.start < cut[number][1] else whole


def _telling(mention: Mention) -> bool:
    """Say whether a name tells two files apart at all: no ministry, no bare 工会."""
    return mention.confidence >= KEPT_FROM and _is_own(mention.norm)


@lru_cache(maxsize=65536)
def _is_own(norm: str) -> bool:
    return norm not in lexicon.same("organisations") and not _EVERYWHERE.fullmatch(norm)


@lru_cache(maxsize=16384)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))


def _by_segment(entry: FileMentions) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(entry.mentions, key=_START):
        found[mention.segment].append(mention)
    return found
