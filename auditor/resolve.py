"""Which names are one thing: mentions by file in, entities with all their spellings out, every merge with its reason.

The evidence in its order: equal normalised forms; definitions in the text; the curated tables; short forms, initials,
pinyin and transliteration where exactly one full name of the folder fits; for persons a title with a surname inside a
file or with a shared organisation, never across files on the name alone. The result depends on the texts, not on the
files' names or order.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors import definitions, latin, lexicon, names, pinyin
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.text import folded, has_cjk, is_cjk, sentences, simplified

MERGED_FROM = 0.7  # candidates below it are told, not merged
KEPT_FROM = 0.5  # a name that no file holds surer than this is no entity
_LEGAL = re.compile(r"(?:有限公司|股份公司|集团公司|有限责任公司)$")
_UNIT = re.compile(
    "(?:班组|工艺组|项目组|项目部|攻关组|专班|项目|工程|计划|专项|秘书处|集团| ?secretariat| ?project|"
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
_EN_TITLED = re.compile(rf"(?:{latin.TITLES.pattern.removesuffix('$')})\s+(?P<name>.+)$")


@dataclass(frozen=True, slots=True)
class FileMentions:
    """One file as far as names go; the order of `mentions` is what `Resolution.links` answers to."""

    path: str
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]


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
    persons = _person_nodes([place for place in places if place.mention.kind == "person"], mentions, around)
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


def _person_nodes(
    places: Sequence[_Place], mentions: Sequence[FileMentions], around: _Surroundings
) -> dict[str, _Node]:
    """Make a node of each full personal name, and one of each surname with title or lone given name in each text.

    A full name becomes several nodes where the rows of different files give it different organisations: strangers.
    """
    digests = [_digest(entry) for entry in mentions]
    seats = _seats(places, around)

    def key(place: _Place) -> str:
        if _is_full(place.text):
            return place.mention.norm + seats.get((place.mention.norm, place.file), "")
        return f"{place.mention.norm}@{digests[place.file]}"

    return _nodes(places, key)


def _seats(places: Sequence[_Place], around: _Surroundings) -> dict[tuple[str, int], str]:
    """Give contested full names a mark for each file: the organisation that the file's rows seat them at.

    Files that share an organisation share the mark; a name seated nowhere or at one place everywhere has none.
    """
    rows: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in places:
        found = around.row(place) if _is_full(place.text) else set()
        if found:
            rows[place.mention.norm][place.file] |= found
    marks: dict[tuple[str, int], str] = {}
    for norm, by_file in rows.items():
        clusters: list[set[str]] = []
        for orgs in by_file.values():
            joined = [cluster for cluster in clusters if cluster & orgs]
            clusters = [cluster for cluster in clusters if not cluster & orgs] + [set(orgs).union(*joined)]
        if len(clusters) > 1:
            marks |= {(norm, f): "@" + min(next(c for c in clusters if c & orgs)) for f, orgs in by_file.items()}
    return marks


def _digest(entry: FileMentions) -> str:
    """Give a mark of the file's text: two copies of one file share their local persons."""
    body = "\n".join(s.text for s in entry.segments if s.layer not in ("metadata", "file_name"))
    return hashlib.blake2b(body.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _is_full(text: str) -> bool:
    """Say whether a personal name has a family and a given part."""
    if has_cjk(text):
        return not _ZH_TITLED.fullmatch(simplified(text)) and len(text) >= 2
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
    for key, node in nodes.items():
        for place in node.places:
            full = place.mention.alias_of
            if not full or place.mention.evidence == "folder":
                continue
            target = (
                full
                if full in nodes
                else _only(k for k in nodes if len(k) > 3 and (full.endswith(k) or k.endswith(full)))
            )
            if target and target != key:
                yield key, target, "defined in the text", 0.97


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
        brands = {names.brand_of(_text(nodes[key])) or key for key in _longest_only(full)}
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
    long = [(key, _text(node)) for key, node in nodes.items() if " " in _text(node) and not has_cjk(_text(node))]
    for key, node in nodes.items():
        short = _text(node)
        if not re.fullmatch(r"[A-Z]{3,8}", short):
            continue
        fits = [k for k, name in long if definitions.abbreviates(short, name)]
        if len(fits) == 1:
            yield key, fits[0], "initials of the only name that fits", 0.85


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
    scores = {
        (a, b): score for a, zh in chinese.items() for b, en in foreign.items() if (score := likeness(zh, en)) >= 0.6
    }
    for (a, b), score in scores.items():
        rivals = (scores.get((a, other), 0.0) for other in foreign if other != b)
        others = (scores.get((other, b), 0.0) for other in chinese if other != a)
        rival = max([0.0, *rivals, *others])
        yield a, b, "transliteration", score if score > rival + 0.05 else min(score, 0.6)


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
            halves = re.split(r"\s*[/／|]\s*", segment.text)
            if segment.form not in ("title", "heading") or len(halves) != 2 or has_cjk(halves[0]) == has_cjk(halves[1]):
                continue
            found = [m for m in entry.mentions if m.segment == index and m.kind in ("organisation", "project", "site")]
            sides = [[m for m in found if has_cjk(segment.text[m.start : m.end]) is cjk] for cjk in (True, False)]
            if len(sides[0]) == len(sides[1]) == 1:
                yield sides[0][0].norm, sides[1][0].norm, "the two languages of one heading", 0.75


# ---------------------------------------------------------------- persons


def _person_merges(nodes: dict[str, _Node], around: _Surroundings) -> Iterator[_Found]:
    full = {key: node for key, node in nodes.items() if _is_full(_text(node))}
    yield from _same_person(full)
    for key, node in nodes.items():
        if key not in full:
            yield from _titled(key, node, full, around)


def _same_person(full: dict[str, _Node]) -> Iterator[_Found]:
    """Join a full name with and without title, and a Chinese name to its pinyin in either order."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for key, node in full.items():
        text = simplified(_text(node))
        if all(map(is_cjk, text)):
            cut = 2 if text[:2] in lexicon.entries("surnames") and len(text) > 2 else 1
            for order in (text[:cut] + text[cut:], text[cut:] + text[:cut]):
                for sound in pinyin.spellings(order):
                    by_sound[sound].add(key)
    for key, node in full.items():
        text = _text(node)
        bare = folded(_untitled(text))
        if bare != key and bare in full:
            yield key, bare, "the same name with a title", 0.95
        if not has_cjk(text) and len(by_sound.get(bare, ())) == 1:
            yield key, min(by_sound[bare]), "pinyin of the only Chinese name that fits", 0.85


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
    if orgs and len(_one_person(shared, full)) == 1:
        yield key, shared[0], "the only full name that fits and shares the organisation", 0.78
    elif given and not here and len(_one_person(fits, full)) == 1:
        yield key, fits[0], "the only full name of the folder with this given or family name", 0.75
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
        match = _ZH_TITLED.fullmatch(simplified(short))
        surname = match.group("name") if match else short
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


class _Surroundings:
    """The organisations around persons: in the row, in the sentence, in the file's headings."""

    def __init__(self, groups: _Groups, mentions: Sequence[FileMentions]) -> None:
        self._groups = groups
        self._mentions = mentions
        self._headed = [self._of_headings(file) for file in range(len(mentions))]

    def _root(self, norm: str) -> str:
        return self._groups.root(norm) if norm in self._groups.parent else norm

    def _of_headings(self, file: int) -> frozenset[str]:
        entry = self._mentions[file]
        titles = {i for i, s in enumerate(entry.segments) if s.form in ("title", "heading")}
        found = {
            self._root(m.norm)
            for m in entry.mentions
            if m.segment in titles and m.kind == "organisation" and m.confidence >= 0.6
        }
        return frozenset(found) if len(found) == 1 else frozenset()

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

    def _window(self, place: _Place) -> set[str]:
        entry = self._mentions[place.file]
        segment = entry.segments[place.mention.segment]
        start, end = 0, len(segment.text)
        if segment.form != "row":
            start, end = next((s for s in sentences(segment.text) if s[0] <= place.mention.start < s[1]), (start, end))
        return {
            self._root(m.norm)
            for m in entry.mentions
            if m.segment == place.mention.segment
            and m.kind == "organisation"
            and start <= m.start < end
            and m.confidence >= KEPT_FROM
        }
