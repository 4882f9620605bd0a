"""Union-find over nodes: which merges are made, which are refused, and the entities that come of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import is_

from auditor.resolving.companies import FULL_ZH, bare_company
from auditor.resolving.nodes import Files, Found, Node, Nodes, Place, kind_of
from auditor.resolving.personal import is_full, is_initialled, untitled
from extractors import latin
from extractors.model import Kind
from extractors.spoken import is_name
from extractors.text import folded, has_cjk

MERGED_FROM = 0.7  # candidates below it are told, not merged
RENAMED_FROM = 0.97  # what the text itself defines


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the user decided: pairs of folded names that are one, and pairs that are not. Survives re-audits."""

    same: frozenset[frozenset[str]] = frozenset()
    different: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names said to be one thing: `a` and `b` are normalised names, `probability` 0.0 to 1.0."""

    a: str
    b: str
    reason: str
    probability: float


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing with all its spellings.

    Attributes:
        id: Depends on the entity's names alone (a title like 李总 also on its file's text).
        kind: What most of its mentions say.
        names: Every spelling found, the most frequent first.
        norms: Their normalised forms, sorted.
        files: Indices of the files that mention it, ascending.
        merges: Why its names are one.
    """

    id: str
    kind: Kind
    names: tuple[str, ...]
    norms: tuple[str, ...]
    files: tuple[int, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities of a folder.

    Attributes:
        entities: Sorted by id.
        merges: Those that were made.
        candidates: Those that were not: too weak, ambiguous, contradicted or refused.
        links: For each file, by number, for each of its mentions the entity's id, "" where a weak name became none.
    """

    entities: tuple[Entity, ...]
    merges: tuple[Merge, ...]
    candidates: tuple[Merge, ...]
    links: Mapping[int, tuple[str, ...]]


# By the first node's key: the nodes, the merges between them, and the entity that came of it.
Known = dict[str, tuple[tuple[Node, ...], tuple[Merge, ...], Entity]]


@dataclass(frozen=True, slots=True)
class Linked:
    """How a look linked mentions with what they mean.

    Attributes:
        nodes: Every node.
        ids: By node the id of its entity.
        links: As in `Resolution`.
    """

    nodes: Mapping[str, Node]
    ids: Mapping[str, str]
    links: Mapping[int, tuple[str, ...]]

    def mended(self, files: Files, nodes: Mapping[str, Node], ids: Mapping[str, str]) -> dict[int, tuple[str, ...]]:
        """Give the links of some of the files, where these nodes are of the same mentions."""
        out = {number: self.links[number] for number in files}
        anew: dict[int, list[str]] = {}
        for key in self.nodes.keys() - nodes.keys():
            _link(self.nodes[key].places, "", out, anew)
        for key, node in nodes.items():
            then = self.nodes.get(key)
            if then is not None and ids[key] == self.ids[key]:
                if then is node:
                    continue
                stood = set(map(id, then.places))
                moved = [place for place in node.places if id(place) not in stood]
            else:
                moved = node.places
            _link(moved, ids[key], out, anew)
        return out | {number: tuple(links) for number, links in anew.items()}


def _link(
    places: Iterable[Place], id_: str, links: Mapping[int, tuple[str, ...]], anew: dict[int, list[str]]
) -> None:  # fmt: skip
    """Link places with an entity; `anew` takes the links of the files in which they are."""
    for place in places:
        if place.file in links:
            if place.file not in anew:
                anew[place.file] = list(links[place.file])
            anew[place.file][place.number] = id_


def _links(files: Files, nodes: Mapping[str, Node], ids: Mapping[str, str]) -> dict[int, tuple[str, ...]]:
    links = {number: [""] * len(entry.mentions) for number, entry in files.items()}
    for key, node in nodes.items():
        for place in node.places:
            links[place.file][place.number] = ids[key]
    return {number: tuple(each) for number, each in links.items()}


def _rank(found: Found) -> tuple[float, str, str, str]:
    a, b, reason, probability = found
    return (-probability, a, b, reason) if a <= b else (-probability, b, a, reason)


class Groups:
    """Union-find over nodes that refuses what the ledger or two full names contradict."""

    def __init__(self, ledger: Ledger) -> None:
        self.nodes: dict[str, Node] = {}
        self.ledger = ledger
        self.parent: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.made: list[Merge] = []
        self.refused: list[Merge] = []
        self._forms: dict[str, set[tuple[str, str]]] = {}

    def add(self, nodes: dict[str, Node]) -> None:
        """Take in nodes, and join at once what the ledger says is one.

        A node that takes the place of another one with its key stands with what that one was one with.
        """
        fresh = [key for key in nodes if key not in self.parent]
        self.nodes |= nodes
        self.parent |= {key: key for key in fresh}
        self.members |= {key: [key] for key in fresh}
        if not self.ledger.same:
            return
        norms: dict[str, list[str]] = defaultdict(list)
        for key, node in self.nodes.items():
            for norm in sorted(_known_as(node)):
                norms[norm].append(key)
        for pair in sorted(sorted(p) for p in self.ledger.same):
            keys = [key for norm in pair for key in norms.get(norm, [])]
            for key in keys[1:]:
                self._join(keys[0], key, Merge(pair[0], pair[-1], "decided in the ledger", 1.0))

    def over(self, nodes: Mapping[str, Node]) -> Groups:
        """Give the same groups of nodes with the same keys that are spelled alike."""
        out = Groups(self.ledger)
        out.nodes, out.parent = dict(nodes), dict(self.parent)
        out.members = {root: list(keys) for root, keys in self.members.items()}
        out.made, out.refused, out._forms = list(self.made), list(self.refused), dict(self._forms)
        return out

    def part(self, root: str, nodes: dict[str, Node]) -> None:
        """Put other nodes in the place of all that one group holds: what was one name is several things."""
        for key in self.members.pop(root):
            del self.nodes[key], self.parent[key]
        self._forms.pop(root, None)
        self.add(nodes)

    def root(self, key: str) -> str:
        """Give the key that stands for a node's group."""
        parent = self.parent
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def alone(self, found: Nodes) -> dict[str, Node]:
        """Give those of some nodes that nothing was joined to."""
        known = ((key, node) for key, node in found.items() if key in self.parent)
        return {key: node for key, node in known if len(self.members[self.root(key)]) == 1}

    def merge_all(self, found: Iterable[Found]) -> None:
        """Make the merges, the surest first; equal ones in the order of their names."""
        nodes, parent, root = self.nodes, self.parent, self.root
        for a, b, reason, probability in sorted(set(found), key=_rank):
            if a not in parent or b not in parent or root(a) == root(b):
                continue
            first, second = sorted((nodes[a].norm, nodes[b].norm))
            merge = Merge(first, second, reason, round(probability, 3))
            if probability >= MERGED_FROM and not self._contradicted(a, b, renamed=probability >= RENAMED_FROM):
                self._join(a, b, merge)
            else:
                self.refused.append(merge)

    def _join(self, a: str, b: str, merge: Merge) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return
        forms = self._forms_of(first) | self._forms_of(second)
        self.parent[second] = first
        self.members[first] += self.members.pop(second)
        self._forms[first] = forms
        self.made.append(merge)

    def _contradicted(self, a: str, b: str, *, renamed: bool = False) -> bool:
        """Say whether a refused pair or two different full names of one form would come together.

        Two full names are one where the text itself says so of the two (`renamed`: formerly, 原名).
        """
        left, right = self.root(a), self.root(b)
        if self.ledger.different:
            known = [[_known_as(self.nodes[key]) for key in self.members[root]] for root in (left, right)]
            ours, theirs = (frozenset().union(*held) for held in known)
            if any(frozenset((x, y)) in self.ledger.different for x in ours for y in theirs):
                return True
        if renamed and all(_full_form(self.nodes[key]) for key in (a, b)):
            return False
        forms = self._forms_of(right)
        return any(form == other and bare != name for form, bare in self._forms_of(left) for other, name in forms)

    def _forms_of(self, root: str) -> set[tuple[str, str]]:
        """Give the full names of a group, each with the form that it has."""
        if root not in self._forms:
            held = [self.nodes[key] for key in self.members[root]]
            self._forms[root] = {(form, _bare(node)) for node in held if (form := _full_form(node))}
        return self._forms[root]

    def resolution(self, files: Files, known: Known, before: Linked | None = None) -> tuple[Resolution, Linked]:
        """Give the entities, and for each mention the one that it means.

        Args:
            files: The files.
            known: Entities of earlier looks; those that it lacks are added to it.
            before: How an earlier look linked these files and others; what means the same there is not linked anew.

        Returns:
            Both, and what a later look may take over.
        """
        reasons: dict[str, list[int]] = defaultdict(list)
        for number, merge in enumerate(self.made):
            reasons[merge.a].append(number)
        found, ids = [], dict[str, str]()
        for keys in self.members.values():
            entity = self._stood(keys, reasons, known) or self._entity(sorted(keys), reasons, known)
            found.append(entity)
            if len(keys) == 1:
                ids[keys[0]] = entity.id
            else:
                ids |= dict.fromkeys(keys, entity.id)
        links = before.mended(files, self.nodes, ids) if before else _links(files, self.nodes, ids)
        linked = Linked(self.nodes, ids, links)
        made = tuple(sorted(self.made, key=lambda m: (m.a, m.b, m.reason)))
        refused = tuple(sorted(set(self.refused), key=lambda m: (m.a, m.b, m.reason)))
        return Resolution(tuple(sorted(found, key=lambda e: e.id)), made, refused, linked.links), linked

    def _stood(self, keys: Sequence[str], reasons: Mapping[str, list[int]], known: Known) -> Entity | None:
        """Give the known entity of a node that is by itself and was; most are, and nothing else is asked of them."""
        before = known.get(keys[0]) if len(keys) == 1 else None
        if before is None or before[1] or len(before[0]) > 1:
            return None
        node = self.nodes[keys[0]]
        return before[2] if before[0][0] is node and node.norm not in reasons else None

    def _entity(self, keys: Sequence[str], reasons: dict[str, list[int]], known: Known) -> Entity:
        held = tuple(self.nodes[key] for key in keys)
        norms = {node.norm for node in held}
        numbers = sorted(number for norm in norms for number in reasons.get(norm, ()))
        own = tuple(self.made[number] for number in numbers if self.made[number].b in norms)
        before = known.get(keys[0])
        if before and before[1] == own and len(before[0]) == len(held) and all(map(is_, before[0], held)):
            return before[2]
        entity = _entity(keys[0], held, own)
        known.setdefault(keys[0], (held, own, entity))
        return entity


def _entity(first: str, held: Sequence[Node], own: tuple[Merge, ...]) -> Entity:
    spellings: Counter[str] = Counter()
    for node in held:
        spellings.update(node.names)
    ranked = sorted(spellings, key=lambda name: (-spellings[name], -len(name), name))
    ranked += sorted({other for node in held for other in _shown_names(node)} - spellings.keys())
    places = [place for node in held for place in node.places]
    digest = hashlib.blake2b(first.encode("utf-8", "replace"), digest_size=5).hexdigest()
    files = tuple(sorted({place.file for place in places}))
    kind = _kind(held, places)
    return Entity(f"e{digest}", kind, tuple(ranked), tuple(sorted({node.norm for node in held})), files, own)


def _kind(held: Sequence[Node], places: Sequence[Place]) -> Kind:
    """Give a firm's kind where a registered full name is among the names, else what most of the mentions say.

    A firm that papers call by its project's code name is a firm.
    """
    firms = (node for node in held if node.kind == "organisation")
    if any(FULL_ZH.search(node.text) or latin.LEGAL_END.search(node.text) for node in firms):
        return "organisation"
    return held[0].kind if len(held) == 1 else kind_of(places)


def _known_as(node: Node) -> frozenset[str]:
    """Give the folded names under which a person may mean this node in a ledger: its norm, its title on or off."""
    return frozenset((node.norm, *map(folded, _other_names(node))))


_TITLED_FOREIGN = re.compile("([\u4e00-\u9fff·]{3,8})(?:先生|女士|小姐|博士|教授)")
_OWNED_OFFICE = re.compile(
    "([\u4e00-\u9fff]{1,20}(?:[会社圈组网坛盟群]|沙龙|圆桌)|[A-Z]{3,8}) ?(?:秘书处|秘书组|会务组|secretariat)"
)
_CALLED = re.compile(r"(?:Project|Programme|Program|Operation) ([A-Z][\w-]{2,})")


def _other_names(node: Node) -> Iterator[str]:
    """Give what a node is called beside its own spellings: without its title, and with one."""
    yield from _without_title(node)
    yield from (place.spoken for place in node.places if place.spoken)


def _shown_names(node: Node) -> Iterator[str]:
    """Give what of `_other_names` is a name of its own: not the house behind a nickname in a chat."""
    yield from _without_title(node)
    named = (place for place in node.places if place.spoken)
    yield from (p.spoken for p in named if node.kind != "person" or is_name(p.text, p.spoken))


def _without_title(node: Node) -> Iterator[str]:
    """Give the names that stand behind a title: Olav Tveit in Captain Olav Tveit is a spelling too.

    So is Larkmoor in Project Larkmoor, a foreign family name in Chinese before its title (索伦德女士), and whose office
    an office is (联络组 of 联络组秘书处).
    """
    for name in node.names if node.kind == "person" else ():
        bare = untitled(name)
        if bare != name and " " in bare:
            yield bare
        elif titled := _TITLED_FOREIGN.fullmatch(name):
            yield titled.group(1)
    for name in node.names if node.kind == "organisation" else ():
        if owned := _OWNED_OFFICE.fullmatch(name):
            yield owned.group(1)
    for name in node.names if node.kind in ("project", "programme") else ():
        if called := _CALLED.fullmatch(name):
            yield called.group(1)


def _bare(node: Node) -> str:
    return folded(untitled(node.text)) if node.kind == "person" else bare_company(node.text)


def _full_form(node: Node) -> str:
    """Name the form in which a thing has one full name only, "" for names that may be short ones."""
    if node.kind == "person":
        if not is_full(node.first) or is_initialled(node.first):
            return ""
        if has_cjk(node.first):
            return "person-zh"
        return "" if latin.is_chinese_name(untitled(node.first).split()) else "person-latin"
    if FULL_ZH.search(node.first):
        return "company-zh"
    return "company-latin" if not has_cjk(node.first) and latin.LEGAL_END.search(node.first) else ""
