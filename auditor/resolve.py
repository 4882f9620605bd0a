"""Which names are one thing: mentions by file in, entities with all their spellings out, every merge with its reason.

The evidence in its order: equal normalised forms; definitions in the text; the curated tables; short forms, initials,
pinyin and transliteration where exactly one full name of the folder fits; for persons a title with a surname inside a
file or with a shared organisation, never across files on the name alone. The result depends on the texts, not on the
files' names or order.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from extractors import definitions, latin, lexicon, names, pinyin
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.text import folded, has_cjk, is_cjk, sentences, simplified

MERGED_FROM = 0.7  # candidates below it are told, not merged
KEPT_FROM = 0.5  # a name that no file holds surer than this is no entity
_LEGAL = re.compile(r"(?:有限公司|股份公司|集团公司|有限责任公司)$")
_UNIT = re.compile(
    "(?:(?:物流|采购|财务|生产|设备|技术|销售|质检|质量|人事|行政|市场|供应|储运|研发|工艺|安环)[科处部]|"
    "班组|工艺组|项目组|项目部|攻关组|专班|项目|工程|计划|专项|秘书处|集团| ?secretariat| ?project|"
    " ?programme| ?team)$",
    re.IGNORECASE,
)
_SHIP = re.compile(r"^(?:MV|M/V|MS|MT|M/T|SS|HMS|USS|FV|RV) ")
_ZH_TITLED = re.compile(
    "(?P<name>[\u4e00-\u9fff]{1,2}?)(?P<title>总经理|总工程师|总监|总裁|副总|总|工程师|工|董事长|董|局长|局|"
    "经理|主任|副主任|处长|科长|部长|院长|所长|"
    "厂长|站长|队长|班长|组长|博士|教授|院士|老师|师傅|书记|主席|会长|秘书长|先生|女士|律师|医生|船长|记者|"
    "姐|哥|主管|顾问|助理|秘书|校长|矿长|镇长|村长|县长|市长|区长)$"
)
_FAMILIAR = re.compile("[老小阿](?P<name>[\u4e00-\u9fff])")
_EN_TITLED = re.compile(rf"(?:{latin.TITLES.pattern.removesuffix('$')})\s+(?P<name>.+)$")


@dataclass(frozen=True, slots=True)
class FileMentions:
    """One file as far as names go; the order of `mentions` is what `Resolution.links` answers to.

    `digest` is `text_digest` of the segments where that is known already.
    """

    path: str
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the user decided: pairs of folded names that are one, and pairs that are not. Survives re-audits."""

    same: frozenset[frozenset[str]] = frozenset()
    different: frozenset[frozenset[str]] = frozenset()


EMPTY = Ledger()


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
        links: For each file, for each of its mentions the entity's id, "" where a weak name became none.
    """

    entities: tuple[Entity, ...]
    merges: tuple[Merge, ...]
    candidates: tuple[Merge, ...]
    links: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One mention with what stands around it."""

    file: int
    index: int
    mention: Mention
    text: str


@dataclass(slots=True)
class _Node:
    """One name as the folder knows it before merging: a norm, or a titled or contested person in one file."""

    key: str
    norm: str
    kind: Kind
    names: Counter[str] = field(default_factory=Counter)
    places: list[_Place] = field(default_factory=list)


def entities(mentions: Sequence[FileMentions], ledger: Ledger = EMPTY) -> Resolution:
    """Resolve a folder's mentions to entities.

    Args:
        mentions: One entry a file, in any order.
        ledger: The user's own decisions; they go before every rule.
    """
    places = list(_places(mentions))
    groups = _Groups(ledger)
    groups.add(_nodes(place for place in places if place.mention.kind != "person"))
    groups.merge_all(_thing_merges(dict(groups.nodes), mentions))
    around = _Surroundings(groups, mentions)
    persons = _person_nodes([place for place in places if place.mention.kind == "person"], around, ledger)
    groups.add(persons)
    groups.merge_all(_person_merges(persons, around))
    return groups.resolution(mentions)


# ---------------------------------------------------------------- nodes


def _places(mentions: Sequence[FileMentions]) -> Iterator[_Place]:
    surest: dict[str, float] = defaultdict(float)
    for entry in mentions:
        for mention in entry.mentions:
            surest[mention.norm] = max(surest[mention.norm], mention.confidence)
    for file, entry in enumerate(mentions):
        for index, mention in enumerate(entry.mentions):
            if mention.kind not in NAME_KINDS or surest[mention.norm] >= KEPT_FROM:
                text = entry.segments[mention.segment].text[mention.start : mention.end]
                yield _Place(file, index, mention, " ".join(text.split()))


def _nodes(places: Iterable[_Place], key: Callable[[_Place], str] | None = None) -> dict[str, _Node]:
    grouped: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        named = place.mention.kind in NAME_KINDS
        plain = place.mention.norm if named else f"{place.mention.kind}:{place.mention.norm}"
        grouped[key(place) if key else plain].append(place)
    return {k: _node(k, found) for k, found in sorted(grouped.items())}


def _node(key: str, places: list[_Place]) -> _Node:
    votes: dict[Kind, float] = defaultdict(float)
    for place in places:
        votes[place.mention.kind] += place.mention.confidence
    kind = max(sorted(votes), key=lambda k: votes[k])
    return _Node(key, places[0].mention.norm, kind, Counter(place.text for place in places), places)


def _person_nodes(places: Sequence[_Place], around: _Surroundings, ledger: Ledger) -> dict[str, _Node]:
    """Make a node of each full personal name, and one of each surname with title or lone given name in each text.

    A full name becomes several nodes where it stands in files that do not show it to be one person: strangers.
    """
    marks = _strangers([place for place in places if _is_full(place.text)], around, ledger)

    def key(place: _Place) -> str:
        if _is_full(place.text):
            return place.mention.norm + marks.get((place.mention.norm, place.file), "")
        return f"{place.mention.norm}@{around.digests[place.file]}"

    return _nodes(places, key)


def _strangers(places: Sequence[_Place], around: _Surroundings, ledger: Ledger) -> dict[tuple[str, int], str]:
    """Give the full names that several persons bear a mark for each file, of the texts that speak of one of them."""
    by_norm: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        by_norm[place.mention.norm].append(place)
    marks: dict[tuple[str, int], str] = {}
    for norm, found in by_norm.items():
        texts = {around.digests[place.file] for place in found}
        if len(texts) < 2:
            continue
        parted = frozenset({norm}) in ledger.different
        clusters = [{text} for text in sorted(texts)] if parted else _one_each(found, around)
        if len(clusters) > 1:
            mark = {text: "@" + min(cluster) for cluster in clusters for text in cluster}
            marks |= {(norm, place.file): mark[around.digests[place.file]] for place in found}
    return marks


def _one_each(places: Sequence[_Place], around: _Surroundings) -> list[set[str]]:
    """Cluster the texts that bear one full name by the person they mean.

    A rare Latin name is one person. Others need a second sign that two texts share: an organisation, telephone, mail
    address or rare project beside the name, or the very same sentence; for a telling name (a given name of two
    characters that is not of the usual ones) an organisation or site anywhere, as long as no rows seat it at two.
    """
    how_rare = min((rarity(place.text) for place in places), key=RARITIES.index)
    texts = {around.digests[place.file] for place in places}
    if how_rare == "rare":
        return [texts]
    signs: dict[str, set[str]] = defaultdict(set)
    for place in places:
        signs[around.digests[place.file]] |= around.signs(place)
    clusters = _joined_by(signs)
    seated = _joined_by({around.digests[p.file]: row for p in places if (row := around.row(p))})
    if how_rare == "common" or len(seated) > 1 or len(clusters) == 1:
        return clusters
    wide = {around.digests[place.file]: around.anywhere(place.file) for place in places}
    return _joined_by({text: signs[text] | wide[text] for text in texts})


def _joined_by(signs: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Cluster texts by the signs that they share, over others too; sorted."""
    root = {text: text for text in signs}

    def top(text: str) -> str:
        while root[text] != text:
            root[text] = root[root[text]]
            text = root[text]
        return text

    first: dict[str, str] = {}
    for text in sorted(signs):
        for sign in signs[text]:
            one, other = sorted((top(first.setdefault(sign, text)), top(text)))
            root[other] = one
    clusters: dict[str, set[str]] = defaultdict(set)
    for text in sorted(signs):
        clusters[top(text)].add(text)
    return list(clusters.values())


Rarity = Literal["common", "telling", "rare"]
RARITIES: tuple[Rarity, ...] = ("common", "telling", "rare")
_USUAL = frozenset("".join(lexicon.lines("given")))
_COMMON_FAMILY = lexicon.section("latin", "person.common_family")


def rarity(full_name: str) -> Rarity:
    """Say how far a full personal name tells its bearer from others: "common", "telling" or "rare".

    Latin names are rare but for frequent ones (John Smith) and pinyin. Chinese names of two characters are common;
    those of three are telling when a character of the given name is not of the usual ones.
    """
    text = simplified(full_name)
    if has_cjk(text):
        if re.search("[·•]", text):
            return "rare"
        compound = len(text) > 2 and text[:2] in lexicon.entries("surnames")
        given = text[2:] if compound else text[1:]
        return "telling" if compound or (len(given) > 1 and not set(given) <= _USUAL) else "common"
    tokens = _untitled(text).split()
    if latin.is_chinese_name(tokens):
        return "common" if all(map(pinyin.is_syllable, tokens)) else "telling"
    known = tokens[0] in lexicon.entries("firstnames") or len(tokens[0].strip(".")) == 1
    if tokens[-1].casefold() in _COMMON_FAMILY:
        return "common" if known else "telling"
    return "telling" if len(tokens[0].strip(".")) == 1 else "rare"


def text_digest(segments: Sequence[Segment]) -> str:
    """Give a mark of a file's text: two copies of one file share their local persons."""
    body = "\n".join(s.text for s in segments if s.layer not in ("metadata", "file_name"))
    return hashlib.blake2b(body.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _is_full(text: str) -> bool:
    """Say whether a personal name has a family and a given part."""
    if has_cjk(text):
        plain = simplified(text)
        return not _ZH_TITLED.fullmatch(plain) and not _FAMILIAR.fullmatch(plain) and len(text) >= 2
    return len(_untitled(text).split()) >= 2


def _untitled(text: str) -> str:
    titled = _EN_TITLED.match(text)
    return titled.group("name") if titled else text


# ---------------------------------------------------------------- groups


class _Groups:
    """Union-find over nodes that refuses what the ledger or two full names contradict."""

    def __init__(self, ledger: Ledger) -> None:
        self.nodes: dict[str, _Node] = {}
        self.ledger = ledger
        self.parent: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.made: list[Merge] = []
        self.refused: list[Merge] = []

    def add(self, nodes: dict[str, _Node]) -> None:
        """Take in nodes, and join at once what the ledger says is one."""
        self.nodes |= nodes
        self.parent |= {key: key for key in nodes}
        self.members |= {key: [key] for key in nodes}
        norms: dict[str, list[str]] = defaultdict(list)
        for key, node in self.nodes.items():
            norms[node.norm].append(key)
        for pair in sorted(sorted(p) for p in self.ledger.same):
            keys = [key for norm in pair for key in norms.get(norm, [])]
            for key in keys[1:]:
                self._join(keys[0], key, Merge(pair[0], pair[-1], "decided in the ledger", 1.0))

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def merge_all(self, found: Iterable[tuple[str, str, str, float]]) -> None:
        """Make the merges, the surest first; equal ones in the order of their names."""
        for a, b, reason, probability in sorted(set(found), key=lambda m: (-m[3], *sorted(m[:2]), m[2])):
            if a not in self.parent or b not in self.parent or self.root(a) == self.root(b):
                continue
            first, second = sorted((self.nodes[a].norm, self.nodes[b].norm))
            merge = Merge(first, second, reason, round(probability, 3))
            if probability >= MERGED_FROM and not self._contradicted(a, b):
                self._join(a, b, merge)
            else:
                self.refused.append(merge)

    def _join(self, a: str, b: str, merge: Merge) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return
        self.parent[second] = first
        self.members[first] += self.members.pop(second)
        self.made.append(merge)

    def _contradicted(self, a: str, b: str) -> bool:
        """Say whether a refused pair or two different full names of one form would come together."""
        left, right = ([self.nodes[k] for k in self.members[self.root(k)]] for k in (a, b))
        if any(frozenset((x.norm, y.norm)) in self.ledger.different for x in left for y in right):
            return True
        forms = {(form, _bare(n)) for n in left for form in [_full_form(n)] if form}
        return any(
            form == other and norm != _bare(n)
            for n in right
            for other in [_full_form(n)]
            if other
            for form, norm in forms
        )

    def resolution(self, mentions: Sequence[FileMentions]) -> Resolution:
        links = [["" for _ in entry.mentions] for entry in mentions]
        found = []
        for keys in self.members.values():
            entity = self._entity(sorted(keys))
            found.append(entity)
            for key in keys:
                for place in self.nodes[key].places:
                    links[place.file][place.index] = entity.id
        made = tuple(sorted(self.made, key=lambda m: (m.a, m.b, m.reason)))
        refused = tuple(sorted(set(self.refused), key=lambda m: (m.a, m.b, m.reason)))
        return Resolution(tuple(sorted(found, key=lambda e: e.id)), made, refused, tuple(map(tuple, links)))

    def _entity(self, keys: Sequence[str]) -> Entity:
        nodes = [self.nodes[key] for key in keys]
        spellings: Counter[str] = sum((node.names for node in nodes), Counter())
        ranked = sorted(spellings, key=lambda name: (-spellings[name], -len(name), name))
        norms = tuple(sorted({node.norm for node in nodes}))
        places = [place for node in nodes for place in node.places]
        kind = _node("", places).kind
        own = tuple(m for m in self.made if m.a in norms and m.b in norms)
        digest = hashlib.blake2b(min(keys).encode("utf-8", "replace"), digest_size=5).hexdigest()
        return Entity(f"e{digest}", kind, tuple(ranked), norms, tuple(sorted({p.file for p in places})), own)


def _bare(node: _Node) -> str:
    return folded(_untitled(_text(node))) if node.kind == "person" else node.norm


def _full_form(node: _Node) -> str:
    """Name the form in which a thing has one full name only, "" for names that may be short ones."""
    text = next(iter(sorted(node.names)), "")
    if node.kind == "person":
        if not _is_full(text):
            return ""
        return (
            "person-zh" if has_cjk(text) else "" if latin.is_chinese_name(_untitled(text).split()) else "person-latin"
        )
    if _LEGAL.search(text):
        return "company-zh"
    if not has_cjk(text) and re.search(rf"[ ,](?:{latin.LEGAL})$", text):
        return "company-latin"
    return ""


# ---------------------------------------------------------------- things

_Found = tuple[str, str, str, float]


def _thing_merges(nodes: dict[str, _Node], mentions: Sequence[FileMentions]) -> Iterator[_Found]:
    named = {key: node for key, node in nodes.items() if node.kind in NAME_KINDS}
    yield from _defined(named)
    yield from _curated(named)
    yield from _shortened(named)
    yield from _initials(named)
    yield from _spelled(named)
    yield from _transliterated(named)
    yield from _units(named)
    yield from _numbered(named)
    yield from _first_words(named)
    yield from _two_tongues(mentions)


def _defined(nodes: dict[str, _Node]) -> Iterator[_Found]:
    backwards = sorted(key[::-1] for key in nodes if len(key) > 3)
    for key, node in nodes.items():
        for place in node.places:
            full = place.mention.alias_of
            if not full or place.mention.evidence == "folder":
                continue
            target = full if full in nodes else _only(_one_ends_other(full, nodes, backwards))
            if target and target != key:
                yield key, target, "defined in the text", 0.97


def _one_ends_other(full: str, nodes: Collection[str], backwards: Sequence[str]) -> Iterator[str]:
    """Give the names that end a full name and those that it ends; `backwards` holds all, reversed and sorted."""
    yield from (full[cut:] for cut in range(1, len(full) - 3) if full[cut:] in nodes)
    reverse = full[::-1]
    at = bisect_left(backwards, reverse)
    while at < len(backwards) and backwards[at].startswith(reverse):
        yield backwards[at][::-1]
        at += 1


def _only(found: Iterable[str]) -> str:
    """Give the one element, "" where there are none or several."""
    distinct = set(found)
    return distinct.pop() if len(distinct) == 1 else ""


def _curated(nodes: dict[str, _Node]) -> Iterator[_Found]:
    for table in ("places", "organisations", "products"):
        groups: dict[str, list[str]] = defaultdict(list)
        for key, node in nodes.items():
            group = lexicon.same(table).get(node.norm)
            if group:
                groups[group].append(key)
        for keys in groups.values():
            yield from ((keys[0], other, "the same in the curated table", 0.95) for other in keys[1:])


def _shortened(nodes: dict[str, _Node]) -> Iterator[_Found]:
    """Join short forms to the one full name of the folder that they fit."""
    fits: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        if node.kind in ("organisation", "site", "project", "programme"):
            for name in node.names:
                for short in names.short_forms(name):
                    if folded(short) in nodes and folded(short) != key:
                        fits[folded(short)].add(key)
    for short, full in fits.items():
        brands = {names.brand_of(_text(nodes[key])) or key for key in names.widest(full)}
        if len(brands) == 1:
            yield from ((short, key, "short form of the only full name that fits", 0.9) for key in full)
        else:
            yield from ((short, key, "short form of several full names", 0.4) for key in full)
    yield from _abbreviated(nodes, fits)


def _longest_only(keys: Collection[str]) -> list[str]:
    """Drop the keys that are part of another one: 禾丰源粮油 is a stage on the way to its full name."""
    return [key for key in keys if not any(key != other and key in other for other in keys)]


def _text(node: _Node) -> str:
    return max(sorted(node.names), key=lambda name: node.names[name])


def _abbreviated(nodes: dict[str, _Node], known: Collection[str]) -> Iterator[_Found]:
    """Join Chinese abbreviations that are a subsequence of one full name only, from its or its brand's first sign."""
    full: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, node in nodes.items():
        name = simplified(_text(node))
        if node.kind == "organisation" and len(key) >= 6 and all(map(is_cjk, name)):
            for first in {name[0], names.brand_of(name)[:1] or name[0]}:
                full[first].append((key, name))
    for key, node in nodes.items():
        short = simplified(_text(node))
        if key in known or node.kind != "organisation" or not 2 <= len(short) <= 5 or not all(map(is_cjk, short)):
            continue
        if short in lexicon.names("places") or _LEGAL.search(short):
            continue
        fits = [k for k, name in full.get(short[0], ()) if k != key and _abbreviates(short, name)]
        if len(_longest_only(fits)) == 1:
            yield key, _longest_only(fits)[0], "abbreviation of the only full name that fits", 0.75


def _abbreviates(short: str, full: str) -> bool:
    """Say whether `short` takes its characters from `full` in order, beginning with its first or its brand's first."""
    brand = names.brand_of(full)
    if short[0] not in {full[0], brand[:1]} or (brand and brand[0] not in short):
        return False
    rest = iter(full)
    return all(c in rest for c in short)


def _initials(nodes: dict[str, _Node]) -> Iterator[_Found]:
    long: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        if " " in _text(node) and not has_cjk(_text(node)):
            for letters in _heads(_text(node)):
                long[letters].add(key)
    for key, node in nodes.items():
        short = _text(node)
        if not re.fullmatch(r"[A-Z]{3,8}", short):
            continue
        fits = [k for k in sorted(long[short.casefold()]) if definitions.abbreviates(short, _text(nodes[k]))]
        if len(fits) == 1:
            yield key, fits[0], "initials of the only name that fits", 0.85


def _heads(name: str) -> set[str]:
    """Give the initials that `definitions.abbreviates` may take for a name's."""
    words = [word for word in re.split(r"[\s\-/,]+", name) if word]
    main = "".join(word[0].casefold() for word in words if word[0].isupper())
    return {main, main[:-1], "".join(word[0].casefold() for word in words)}


def _spelled(nodes: dict[str, _Node]) -> Iterator[_Found]:
    """Join Chinese names to their pinyin where exactly one Chinese name is spelled so."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        text = _text(node)
        if all(map(is_cjk, text)) and 2 <= len(text) <= 10:
            for sound in pinyin.spellings(simplified(text)) if len(text) < 5 else (pinyin.spelled(simplified(text)),):
                by_sound[sound].add(key)
            for short in names.short_forms(text) if len(text) > 4 else []:
                if 2 <= len(short) <= 4 and all(map(is_cjk, short)):
                    for sound in pinyin.spellings(short):
                        by_sound[sound].add(key)
    for key, node in nodes.items():
        chinese = by_sound.get(key, set()) if not has_cjk(_text(node)) and len(key) >= 4 else set()
        if len(chinese) == 1:
            yield key, min(chinese), "pinyin of the only Chinese name that fits", 0.88
        elif chinese:
            related = min(chinese, key=len)
            sure = all(related in other or nodes[related].norm in other for other in chinese)
            yield from (
                (key, other, "pinyin of Chinese names that share a brand", 0.85 if sure else 0.4) for other in chinese
            )


def _transliterated(nodes: dict[str, _Node]) -> Iterator[_Found]:
    """Join foreign names written in Chinese to the Latin name whose consonants they follow, one fitting one."""
    allowed = frozenset("".join(lexicon.lines("transliteration")))
    chinese = {
        k: _text(n)
        for k, n in nodes.items()
        if len(k) >= 3 and set(simplified(_text(n))) <= allowed and k not in lexicon.same("places")
    }
    foreign = {
        k: _text(n)
        for k, n in nodes.items()
        if not has_cjk(_text(n)) and len(_text(n).split()) == 1 and k.isalpha() and k not in lexicon.same("places")
    }
    scores = _likenesses(chinese, foreign)
    rows, columns = _best_two(scores, 0), _best_two(scores, 1)
    for (a, b), score in scores.items():
        rival = max(next((s for s, pair in best if pair != (a, b)), 0.0) for best in (rows[a], columns[b]))
        yield a, b, "transliteration", score if score > rival + 0.05 else min(score, 0.6)


def _likenesses(chinese: Mapping[str, str], foreign: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Give the pairs that may be one name, with their likeness; only pairs with the needed consonants are compared."""
    by_sounds: dict[frozenset[str], list[str]] = defaultdict(list)
    for key, text in foreign.items():
        by_sounds[frozenset(pinyin.skeleton(folded(text)))].append(key)
    scores: dict[tuple[str, str], float] = {}
    for a, zh in chinese.items():
        ours = frozenset(pinyin.skeleton_of_chinese(simplified(zh)))
        for sounds, keys in by_sounds.items():
            if ours <= sounds:
                scores |= {(a, b): score for b in keys if (score := likeness(zh, foreign[b])) >= 0.6}
    return scores


def _best_two(scores: Mapping[tuple[str, str], float], side: int) -> dict[str, list[tuple[float, tuple[str, str]]]]:
    """Give for each name of one side its two best pairs."""
    best: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, score in scores.items():
        best[pair[side]] = sorted([*best[pair[side]], (score, pair)], reverse=True)[:2]
    return best


def likeness(chinese: str, foreign: str) -> float:
    """Say how well a foreign name's sound is followed by its Chinese writing, 0.0 to 0.95.

    Compares consonants by sound: Chinese drops consonants of clusters and ends, so its skeleton must be a part of the
    foreign one in order (科维拉 kfl of Corvella krfl).
    """
    ours, theirs = pinyin.skeleton_of_chinese(simplified(chinese)), pinyin.skeleton(folded(foreign))
    rest = iter(theirs)
    vowel = folded(foreign)[:1] in "aeiou"
    if len(ours) < 3 or not all(c in rest for c in ours) or vowel != (pinyin.spelled(simplified(chinese))[0] in "aeo"):
        return 0.0
    return 0.95 * 2 * len(ours) / (len(ours) + len(theirs))


def _units(nodes: dict[str, _Node]) -> Iterator[_Found]:
    """Join a project's own teams, and sites and bodies with their organisation before them, to the plain name."""
    for key, node in nodes.items():
        text = _text(node)
        stem = folded(_UNIT.sub("", text))
        if stem != key and stem in nodes and nodes[stem].kind in NAME_KINDS:
            yield key, stem, "the same name with a word for its team or office", 0.8
        ship = folded(_SHIP.sub("", text))
        if ship != key and ship in nodes:
            yield key, ship, "the same vessel with its prefix", 0.95
        if node.kind != "site":
            continue
        for cut in range(2, len(key) - 2):
            owner, tail = nodes.get(key[:cut]), nodes.get(key[cut:])
            if owner and tail and owner.kind == "organisation" and tail.kind == "site":
                yield key, tail.key, "the same site with its owner's name", 0.85


def _first_words(nodes: dict[str, _Node]) -> Iterator[_Found]:
    """Join a Latin name to the one longer name that begins with its words (Corvella: Corvella Surveys)."""
    long: dict[str, set[str]] = defaultdict(set)
    texts = {key: _text(node).split() for key, node in nodes.items() if node.kind == "organisation"}
    for key, tokens in texts.items():
        for cut in range(1, len(tokens)):
            if not has_cjk(tokens[0]):
                long[folded(" ".join(tokens[:cut]))].add(key)
    for key, tokens in texts.items():
        fits = long.get(key, set())
        own = len(key) > 3 and not latin.common(tokens[0]) and nodes[key].norm not in lexicon.same("places")
        if own and len({folded(" ".join(texts[fit][: len(tokens) + 1])) for fit in fits}) == 1:
            yield from ((key, fit, "the first words of the only name that begins so", 0.8) for fit in fits)


_NUMBERED = re.compile(r"(\d{1,3})号(?:会员|单位|企业|成员)|(?:[Mm]ember|[Rr]espondent|[Uu]nit) (\d{1,3})")
_CODED = re.compile(r"[A-Z]{1,2}[-‐–]?0*(\d{1,3})")


def _numbered(nodes: dict[str, _Node]) -> Iterator[_Found]:
    """Join 7号会员 to the one code of the folder with that number (M-07)."""
    codes: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        coded = _CODED.fullmatch(_text(node))
        if coded and node.kind == "organisation":
            codes[coded.group(1)].add(key)
    for key, node in nodes.items():
        match = _NUMBERED.fullmatch(_text(node))
        fits = codes.get((match.group(1) or match.group(2)).lstrip("0"), set()) if match else set()
        if len(fits) == 1:
            yield key, min(fits), "the only code with this number", 0.75


def _two_tongues(mentions: Sequence[FileMentions]) -> Iterator[_Found]:
    """Join the one Chinese and the one Latin name that a slash puts side by side in a heading or a cell."""
    for entry in mentions:
        for index, segment in enumerate(entry.segments):
            if segment.form not in ("title", "heading"):
                continue
            halves = re.split(r"\s*[/／|]\s*", segment.text)
            if len(halves) != 2 or has_cjk(halves[0]) == has_cjk(halves[1]):
                continue
            found = [m for m in entry.mentions if m.segment == index and m.kind in ("organisation", "project", "site")]
            sides = [[m for m in found if has_cjk(segment.text[m.start : m.end]) is cjk] for cjk in (True, False)]
            if len(sides[0]) == len(sides[1]) == 1:
                yield sides[0][0].norm, sides[1][0].norm, "the two languages of one heading", 0.75


# ---------------------------------------------------------------- persons


def _person_merges(nodes: dict[str, _Node], around: _Surroundings) -> Iterator[_Found]:
    full = {key: node for key, node in nodes.items() if _is_full(_text(node))}
    yield from _same_person(full, around)
    fitting = _by_short(full)
    for key, node in nodes.items():
        if key not in full:
            near = {other: full[other] for short in _shorts(_text(node)) for other in fitting.get(short, ())}
            yield from _titled(key, node, dict(sorted(near.items())), around)


def _by_short(full: Mapping[str, _Node]) -> dict[str, list[str]]:
    """Index full names by what a short one can hold of them: surname, its pinyin, the first and the last word."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, node in full.items():
        text = simplified(_text(node))
        if has_cjk(text):
            shorts = {text[:1], text[:2], *pinyin.syllables(text)[:1]}
        else:
            tokens = [folded(token) for token in _untitled(text).split()]
            shorts = {tokens[0], tokens[-1]}
        for short in shorts:
            found[short].append(key)
    return found


def _shorts(text: str) -> list[str]:
    plain = simplified(text)
    return [_surname(plain)] if has_cjk(plain) else [folded(_untitled(text))]


def _surname(short: str) -> str:
    """Give the surname of 李总 and 老李; a name of another shape as it is."""
    match = _ZH_TITLED.fullmatch(short) or _FAMILIAR.fullmatch(short)
    return match.group("name") if match else short


def _same_person(full: dict[str, _Node], around: _Surroundings) -> Iterator[_Found]:
    """Join a full name with and without title, and a Chinese name to its pinyin in either order."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    by_norm: dict[str, list[str]] = defaultdict(list)
    for key, node in full.items():
        by_norm[node.norm].append(key)
        text = simplified(_text(node))
        if all(map(is_cjk, text)):
            cut = 2 if text[:2] in lexicon.entries("surnames") and len(text) > 2 else 1
            for order in (text[:cut] + text[cut:], text[cut:] + text[:cut]):
                for sound in pinyin.spellings(order):
                    by_sound[sound].add(key)
    for key, node in full.items():
        bare = folded(_untitled(_text(node)))
        same = [other for other in by_norm.get(bare, ()) if other != key and around.one_person(node, full[other])]
        if bare != node.norm and len(same) == 1:
            yield key, same[0], "the same name with a title", 0.95
        if not has_cjk(_text(node)):
            chinese = by_sound.get(bare, set())
            agreed = [other for other in sorted(chinese) if around.one_person(node, full[other])]
            if len({full[other].norm for other in chinese}) == 1 and len(agreed) == 1:
                yield key, agreed[0], "pinyin of the only Chinese name that fits", 0.85
            else:
                yield from ((key, other, "pinyin alone", 0.4) for other in sorted(chinese))


def _titled(key: str, node: _Node, full: dict[str, _Node], around: _Surroundings) -> Iterator[_Found]:
    """Join 李总, Dr Li or Elena to the one full name that fits in the file, or that shares its organisation."""
    fits = [other for other, candidate in full.items() if _fits(_text(node), _text(candidate))]
    files = {place.file for place in node.places}
    here = [other for other in fits if files & {place.file for place in full[other].places}]
    given = not has_cjk(_text(node)) and not _EN_TITLED.match(_text(node))
    if len(_one_person(here, full)) == 1:
        yield key, here[0], "the only full name in the file that fits", 0.85
        return
    orgs = around.organisations(node)
    shared = [other for other in (here or fits) if orgs & around.organisations(full[other], near=True)]
    wide = [other for other in fits if around.share(node, full[other])] if given and not here else []
    if orgs and len(_one_person(shared, full)) == 1:
        yield key, shared[0], "the only full name that fits and shares the organisation", 0.78
    elif len(wide) == 1 and len(_one_person(fits, full)) == 1:
        yield key, wide[0], "the only full name of the folder with this name, in files that share another", 0.75
    else:
        yield from ((key, other, "a surname alone", 0.3) for other in fits)


def _one_person(keys: Sequence[str], full: dict[str, _Node]) -> set[str]:
    """Count a Chinese name and its own pinyin once."""
    return {
        pinyin.spelled(simplified(_text(full[key])))
        if has_cjk(_text(full[key]))
        else folded(_untitled(_text(full[key])))
        for key in keys
    }


def _fits(short: str, full: str) -> bool:
    """Say whether a short personal name can be that of a full one, across the two scripts too."""
    if has_cjk(short):
        surname = _surname(simplified(short))
        return has_cjk(full) and simplified(full).startswith(surname) and simplified(full) != simplified(short)
    bare, titled = _untitled(short), bool(_EN_TITLED.match(short))
    if has_cjk(full):
        return (
            titled
            and bool(pinyin.syllables(simplified(full)))
            and pinyin.syllables(simplified(full))[0] == folded(bare)
        )
    tokens = [folded(token) for token in _untitled(full).split()]
    return folded(bare) in (
        {tokens[-1]} | ({tokens[0]} if not titled or latin.is_chinese_name(_untitled(full).split()) else set())
    )


# Bodies that every place has: their bare name tells no two files of one person.
_EVERYWHERE = re.compile(
    "(?:工会|秘书处|秘书组|管委会|委员会|理事会|董事会|指挥部|办公室|项目部|党委|政府|医院|学校|检测中心|财务部|采购部|"
    "公司|集团|本公司|我司|总部)"
)
SAME_SENTENCE = 16  # characters; a shorter one (经办人：王磊) is a form's own wording
RARE_FILES, RARE_SHARE = 4, 0.1  # a project in at most so many files, or this share of them, is a rare one


class _Surroundings:
    """What stands around persons: in the row, in the sentence, in the file's headings, in the whole file.

    Attributes:
        digests: For each file the mark of its text.
    """

    def __init__(self, groups: _Groups, mentions: Sequence[FileMentions]) -> None:
        self._groups = groups
        self._mentions = mentions
        self.digests = [entry.digest or text_digest(entry.segments) for entry in mentions]
        self._by_segment = [_by_segment(entry) for entry in mentions]
        self._headed = [self._of_headings(file) for file in range(len(mentions))]
        self._anywhere: dict[int, frozenset[str]] = {}
        self._files: Counter[str] = Counter()
        for entry in mentions:
            names = {m.norm for m in entry.mentions if m.kind in ("project", "organisation")}
            self._files.update({self._root(norm) for norm in names})

    def _root(self, norm: str) -> str:
        return self._groups.root(norm) if norm in self._groups.parent else norm

    def _telling(self, mention: Mention) -> bool:
        """Say whether a name tells two files apart at all: no ministry, no bare 工会."""
        public = mention.norm in lexicon.same("organisations")
        return mention.confidence >= KEPT_FROM and not public and not _EVERYWHERE.fullmatch(mention.norm)

    def _rare(self, root: str) -> bool:
        return self._files[root] <= max(RARE_FILES, RARE_SHARE * len(self._mentions))

    def _of_headings(self, file: int) -> frozenset[str]:
        entry = self._mentions[file]
        titles = (i for i, s in enumerate(entry.segments) if s.form in ("title", "heading"))
        found = {
            self._root(m.norm)
            for i in titles
            for m in self._by_segment[file].get(i, ())
            if m.kind == "organisation" and m.confidence >= 0.6
        }
        return frozenset(found) if len(found) == 1 else frozenset()

    def anywhere(self, file: int) -> frozenset[str]:
        """Give the organisations and sites that a file names."""
        if file not in self._anywhere:
            found = (m for m in self._mentions[file].mentions if m.kind in ("organisation", "site"))
            self._anywhere[file] = frozenset(self._root(m.norm) for m in found if self._telling(m))
        return self._anywhere[file]

    def signs(self, place: _Place) -> set[str]:
        """Give what stands beside a person and would tell a namesake apart, and the sentence itself."""
        found = {f"sentence:{words}" for words in (folded(self._stretch(place)),) if len(words) >= SAME_SENTENCE}
        for mention in self._near(place):
            if mention.kind == "contact":
                found.add(f"contact:{mention.norm}")
            elif mention.kind in ("organisation", "project") and self._telling(mention):
                root = self._root(mention.norm)
                found |= {root} if mention.kind == "organisation" or self._rare(root) else set()
        return found | {org for org in self._headed[place.file] if self._rare(org) and not _EVERYWHERE.fullmatch(org)}

    def one_person(self, a: _Node, b: _Node) -> bool:
        """Say whether two full names that fit are shown to be one person: by a file, a sign, or how rare they are."""
        how_rare = min((rarity(_text(node)) for node in (a, b)), key=RARITIES.index)
        left, right = ({self.digests[place.file] for place in node.places} for node in (a, b))
        if how_rare == "rare" or left & right:
            return True
        ours, theirs = (set().union(*map(self.signs, node.places)) for node in (a, b))
        return bool(ours & theirs) or (how_rare == "telling" and self.share(a, b))

    def share(self, a: _Node, b: _Node) -> bool:
        """Say whether files of both name the same organisation or site."""
        left, right = (set().union(*(self.anywhere(place.file) for place in node.places)) for node in (a, b))
        return bool(left & right)

    def row(self, place: _Place) -> set[str]:
        """Give the organisations in a person's own table row."""
        segment = self._mentions[place.file].segments[place.mention.segment]
        return self._window(place) if segment.form == "row" else set()

    def organisations(self, node: _Node, *, near: bool = False) -> frozenset[str]:
        """Give the organisations of a person's rows and sentences; unless `near`, its file's only headed one too."""
        found: set[str] = set()
        for place in node.places:
            window = self._window(place)
            found |= window
            if not near and not window:
                found |= self._headed[place.file]
        return frozenset(found)

    def _span(self, place: _Place) -> tuple[int, int]:
        """Give the row or the sentence that a person stands in."""
        segment = self._mentions[place.file].segments[place.mention.segment]
        whole = (0, len(segment.text))
        if segment.form == "row":
            return whole
        return next((s for s in _sentences(segment.text) if s[0] <= place.mention.start < s[1]), whole)

    def _stretch(self, place: _Place) -> str:
        return self._mentions[place.file].segments[place.mention.segment].text[slice(*self._span(place))]

    def _near(self, place: _Place) -> list[Mention]:
        start, end = self._span(place)
        found = self._by_segment[place.file].get(place.mention.segment, ())
        return [mention for mention in found if start <= mention.start < end]

    def _window(self, place: _Place) -> set[str]:
        near = self._near(place)
        return {self._root(m.norm) for m in near if m.kind == "organisation" and m.confidence >= KEPT_FROM}


@lru_cache(maxsize=16384)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))


def _by_segment(entry: FileMentions) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in entry.mentions:
        found[mention.segment].append(mention)
    return found
