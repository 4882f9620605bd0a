"""Whom a short personal name means: what a folder shows for each full name that fits, weighed to a probability."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from auditor.resolving.nodes import Found, Node, Nodes
from auditor.resolving.personal import (
    address,
    are_initials,
    around_middle,
    around_middles,
    called_so,
    family_of,
    fits,
    initials,
    is_begun,
    is_full,
    is_initialled,
    is_spelled_abroad,
    one_spelling,
    spelled_families,
    surname,
    title_of,
    untitled,
)
from auditor.resolving.surroundings import Surroundings
from extractors import latin, lexicon, pinyin
from extractors.text import folded, has_cjk, simplified

SIZES = (64, 256, 1024)  # texts of a folder; from each on, that only one full name fits says less
MOST_WEIGHED = 24  # persons whom a short name fits; of more only those in its files or of its organisations are weighed
SUREST = 0.95  # of what no text states
# Of whom nothing but the name speaks for: told, not merged. Texts that have nothing to do with one another share
# surnames and first names: without it MuSiQue's worst control falls from 0.86 to 0.71, tests/bench/emergence.py.
BARE = 0.6
TOLD_FROM = 0.3  # a likelier bearer is told, if not merged


class Evidence(NamedTuple):
    """What a folder shows of a short name and of one person whose full name it fits; each 0 or 1.

    Attributes:
        here: Both stand in one file.
        organisation: One organisation stands beside both, in the row, the sentence or the only headed one.
        role: A row or sentence of the full name gives the short one's title as its role.
        shared: Files of both name one organisation or site.
        shared_more: Files of both name several.
        at_hand: The short name's files name the full one's own organisation, and none other stands beside it.
        across: One is Chinese, the other not.
        otherwise: The folder addresses this person otherwise, or another so (Ms Ellery, Dr Maud Ellery).
        elsewhere: Organisations stand beside a Chinese short name and beside the full one, and none beside both.
    """

    here: float
    organisation: float
    role: float
    shared: float
    shared_more: float
    at_hand: float
    across: float
    otherwise: float
    elsewhere: float


class Absence(NamedTuple):
    """What speaks for somebody whose full name the folder does not give.

    Attributes:
        always: 1.
        size: How many of `SIZES` the folder reaches, 0 where a full name that fits stands in the same file.
        chinese: A Chinese short name.
        beside: An organisation stands beside the short name.
        teacher: It is a surname with 老师, as which anybody is addressed.
    """

    always: float
    size: float
    chinese: float
    beside: float
    teacher: float


# Log-odds of a choice between the persons who fit and somebody else.
# fitted: tests/bench/bearers.py over the hand-written folders alone, by four, by eight and all in one, 2026-11
FOR = Evidence(
    here=3.2, organisation=0.1, role=3.0, shared=1.4, shared_more=1.0, at_hand=2.7, across=-2.1, otherwise=-3.0,
    elsewhere=-1.3,
)  # fmt: skip
AGAINST = Absence(always=-3.0, size=0.8, chinese=2.1, beside=0.7, teacher=1.8)


class Bearer(NamedTuple):
    """One person whose full name a short one fits.

    Attributes:
        key: Of the node of the full name for which most speaks.
        is_near: The full name stands in texts of the short one's group.
    """

    key: str
    evidence: Evidence
    is_near: bool = False

    @property
    def is_shown(self) -> bool:
        """Say whether anything but the name itself speaks for this person.

        Between bodies that differ only what stands close does: of five such pairs in 63 hand-written folders two were
        one person (2026-11).
        """
        held = self.evidence
        if held.elsewhere and not any((held.here, held.organisation, held.role)):
            return False
        return any((held.here, held.organisation, held.role, held.shared, held.at_hand, self.is_near))


@dataclass(frozen=True, slots=True)
class Choice:
    """The persons whom a short name may mean.

    Attributes:
        others: How many more fit, of whom nothing was asked.
    """

    bearers: tuple[Bearer, ...]
    absence: Absence
    others: int = 0

    def chances(self, weights: Evidence = FOR, against: Absence = AGAINST) -> tuple[float, ...]:
        """Give how likely the short name means each of them, 0.0 to 1.0; what lacks to 1 is somebody else."""
        strengths = [math.exp(_weighed(bearer.evidence, weights)) for bearer in self.bearers]
        rest = math.exp(_weighed(self.absence, against)) + self.others
        return tuple(each / (sum(strengths) + rest) for each in strengths)


def _weighed(held: Sequence[float], weights: Sequence[float]) -> float:
    return sum(each * weight for each, weight in zip(held, weights, strict=True))


def size(texts: int) -> int:
    """Say how many of `SIZES` a folder of so many texts reaches."""
    return sum(texts >= each for each in SIZES)


def _is_lettered(short: str) -> bool:
    return are_initials(short) or is_initialled(short)


class Asked(NamedTuple):
    """What of the rest of a folder decides whom a short name means.

    Attributes:
        fitting: The keys of the full names that fit it.
        near: Of those, which stand in texts of its group.
        size: Of the folder.
    """

    fitting: frozenset[str]
    near: frozenset[str]
    size: int


class _Shown(NamedTuple):
    """What of a short name is asked beside each full one.

    Attributes:
        here, sharing, addressed, near: The keys of the full names for which a sign speaks; see `Evidence`.
        title: As `title_of` gives it.
        chinese: Whether it is.
    """

    here: Collection[str]
    sharing: Collection[str]
    addressed: Collection[str]
    near: frozenset[str]
    title: str
    chinese: bool


class FullNames:
    """The full names of a folder, to look up by a short one: its text decides which fit, however often it stands."""

    def __init__(self, named: Nodes, around: Surroundings, before: FullNames | None = None) -> None:
        """Take all personal names of a folder; what an earlier look at it and more knew is not found out again."""
        self._fitting: dict[str, frozenset[str]] = {}
        self._stood: tuple[Mapping[str, frozenset[str]], frozenset[str]] = {}, frozenset()
        full = {key: node for key, node in named.items() if is_full(node.text)}
        self.nodes = {key: node for key, node in full.items() if not is_initialled(node.text)}
        self._around, self.size = around, size(around.texts)
        self._by_short: dict[str, list[str]] = defaultdict(list)
        self._index(self.nodes)
        # Whose family name alone is written out is known by it where nobody's full name fits: B. Kiptoo, Mr Kiptoo.
        # So is he of whose family name the first letter is: Wim, Wim K.
        begun = {key: node for key, node in named.items() if is_begun(untitled(node.text).split())}
        rest = {key: node for key, node in (full | begun).items() if key not in self.nodes}
        lettered = {key: node for key, node in rest.items() if not self.fitting(node.text)}
        self.nodes |= lettered
        self._index(lettered)
        if before and all(key in before.nodes and before.nodes[key].text == node.text
                          for key, node in self.nodes.items()):  # fmt: skip
            self._stood = before._fitting, frozenset(before.nodes.keys() - self.nodes.keys())
        self._whose: dict[str, tuple[dict[str, list[str]], set[str]]] = {}
        self._persons: dict[str, str] = {}
        self._in_file: dict[int, set[str]] = defaultdict(set)
        for key, node in self.nodes.items():
            for place in node.places:
                self._in_file[place.file].add(key)

    def _index(self, full: Nodes) -> None:
        for key, node in full.items():
            for short in _held(node.text):
                self._by_short[short].append(key)
        self._fitting.clear()

    def fitting(self, short: str) -> frozenset[str]:
        """Give the full names that a short one can be that of."""
        if short in self._fitting:
            return self._fitting[short]
        known, gone = self._stood
        untouched = short in known and known[short].isdisjoint(gone)
        if untouched or (short in known and not are_initials(short)):
            self._fitting[short] = known[short] if untouched else known[short] - gone
        else:  # of initials, those go whose middle letter is unknown where another's are these; see below
            near = {key for each in _shorts(short) for key in self._by_short.get(each, ())}
            found = frozenset(key for key in near if fits(short, self.nodes[key].text))
            whole = {key for key in found if folded(short) in initials(self.nodes[key].text)}
            self._fitting[short] = frozenset(whole) if whole and are_initials(short) else found
        return self._fitting[short]

    def asked(self, node: Node) -> Asked:
        """Give what of the rest of the folder decides whom a short name means."""
        fitting = self.fitting(node.text)
        return Asked(fitting, self._near(node, fitting), self.size)

    def _near(self, node: Node, fitting: frozenset[str]) -> frozenset[str]:
        """Give those of some full names that stand in texts of a short one's group.

        For initials in a small folder of one group alone: of 18 that only this spoke for two were others', in larger
        ones more (hand-written folders, 2026-11).
        """
        if fitting and self._around.is_one_groups and not (self.size and _is_lettered(node.text)):
            return fitting  # all texts are of one group
        known = fitting and (not _is_lettered(node.text) or (self._around.is_one_groups and not self.size))
        groups = self._around.company(node) if known else frozenset()
        return frozenset(key for key in fitting if not groups.isdisjoint(self._around.company(self.nodes[key])))

    def choice(self, node: Node) -> Choice:
        """Give the persons whom a short name fits, with what is known of each; none where no full name fits."""
        fitting, near, size_ = self.asked(node)
        if node.text not in self._whose:  # once for all files that have the short name
            self._whose[node.text] = self._by_person(fitting), self._addressed(node.text, fitting)
        persons, addressed = self._whose[node.text]
        here, sharing = fitting & self._beside(node), self._sharing(fitting, self._around.organisations(node))
        shown = _Shown(here, sharing, addressed, near, title_of(node.text), has_cjk(node.text))
        weighed = persons if len(persons) <= MOST_WEIGHED else self._by_person(here | sharing)
        bearers = (self._bearer(node, keys, shown) for keys in weighed.values())
        absence = Absence(
            1.0, 0.0 if here else float(size_), float(shown.chinese), float(bool(self._around.beside(node))),
            float(shown.title == "老师"),
        )  # fmt: skip
        return Choice(tuple(bearers), absence, len(persons) - len(weighed))

    def _bearer(self, node: Node, keys: Sequence[str], shown: _Shown) -> Bearer:
        """Weigh one person by all that is known of any of its names."""
        if len(keys) == 1:
            return Bearer(keys[0], self._evidence(node, keys[0], shown), keys[0] in shown.near)
        held = {key: self._evidence(node, key, shown) for key in keys}
        whole = Evidence(*map(max, zip(*held.values(), strict=True)))
        own = whole._replace(
            across=min(each.across for each in held.values()), otherwise=min(each.otherwise for each in held.values()),
            elsewhere=min(each.elsewhere for each in held.values()),
        )  # fmt: skip
        best = max(keys, key=lambda key: (_weighed(held[key], FOR), key))
        return Bearer(best, own, not shown.near.isdisjoint(keys))

    def _evidence(self, node: Node, key: str, shown: _Shown) -> Evidence:
        full, around = self.nodes[key], self._around
        shared = around.shared(node, full)
        return Evidence(
            here=float(key in shown.here), organisation=float(key in shown.sharing),
            role=float(bool(shown.title) and around.titled(full, shown.title)), shared=float(shared > 0),
            shared_more=float(shared > 1), at_hand=float(around.at_hand(node, full)),
            across=float(shown.chinese != has_cjk(full.text)), otherwise=float(key not in shown.addressed),
            elsewhere=float(shown.chinese and around.elsewhere(node, full)),
        )  # fmt: skip

    def is_of_another_post(self, short: str, bearer: Bearer) -> bool:
        """Say whether a person's post is one that nobody calls so: no deputy head of a bureau is 工, no secretary 师傅.

        Of the two such persons in 85 hand-written folders neither was meant (2026-11).
        """
        if bearer.evidence.here or title_of(short) not in _OF_WORKS:
            return False
        return any(_OF_OFFICES.fullmatch(post) for post in self._around.posts(self.nodes[bearer.key]))

    def are_called_apart(self, node: Node, bearer: Bearer) -> bool:
        """Say whether a short name has another telephone than the person."""
        return self._around.are_called_apart(node, self.nodes[bearer.key])

    def _by_person(self, keys: Collection[str]) -> dict[str, list[str]]:
        """Part names by whose they are; a Chinese name and its own pinyin, in either order, are one person's."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(keys):
            found[self._person(key)].append(key)
        return found

    def _person(self, key: str) -> str:
        if key not in self._persons:
            self._persons[key] = _without_middle(self.nodes[key].text)
        return self._persons[key]

    def _beside(self, node: Node) -> set[str]:
        """Give the full names that stand in the files of a short one."""
        return set().union(*(self._in_file.get(file, ()) for file in {place.file for place in node.places}))

    def _sharing(self, keys: frozenset[str], organisations: Collection[str]) -> frozenset[str]:
        """Give those of some full names with one of these organisations beside them."""
        known = self._by_organisation
        return frozenset().union(*(keys & known[each] for each in organisations if each in known))

    @cached_property
    def _by_organisation(self) -> dict[str, set[str]]:
        out: dict[str, set[str]] = defaultdict(set)
        for key, node in self.nodes.items():
            for organisation in self._around.organisations(node, near=True):
                out[organisation].add(key)
        return out

    def _addressed(self, short: str, keys: Collection[str]) -> set[str]:
        """Leave the full names of those whom the folder addresses so, or else of those whom it addresses in no way.

        Dr Ellery is Dr Maud Ellery's, Mr Ellery is Roy Ellery's and not hers.
        """
        said, by_person = address(short), defaultdict[str, set[str]](set)
        for key in keys if said else ():
            by_person[self._person(key)] |= {address(self.nodes[key].text)} - {""}
        own = {person for person, titles in by_person.items() if said in titles}
        own = own or {person for person, titles in by_person.items() if not titles}
        return {key for key in keys if self._person(key) in own} if said else set(keys)


def meant(key: str, node: Node, full: FullNames, others: Collection[str] = ()) -> Iterator[Found]:
    """Say whom a short name (李总, Dr Li, T. Oduya, Elena, EL) most likely means, and how likely that is.

    None of the `others`, given by their norms: a text says that they are not meant.
    """
    choice = full.choice(node)
    if others:
        left = tuple(bearer for bearer in choice.bearers if full.nodes[bearer.key].norm not in others)
        choice = replace(choice, bearers=left)
    chances = choice.chances()
    if not chances or max(chances) < TOLD_FROM:
        return
    posted = _in_the_post(node.text, choice)
    best = posted[0] if posted else max(range(len(chances)), key=lambda n: (chances[n], choice.bearers[n].key))
    bearer, chance = choice.bearers[best], max(chances[best], IN_POST) if posted else chances[best]
    held = bearer.evidence
    abroad = is_spelled_abroad(node.text, full.nodes[bearer.key].text)
    if full.are_called_apart(node, bearer):
        return
    if abroad and not any((held.here, held.organisation, held.shared, held.at_hand)):
        return  # a dozen families are spelled Goh or Lau
    lone = _is_lone(choice, full.size) and not full.is_of_another_post(node.text, bearer)
    if lone and _may_be_alone(node.text, bearer.evidence, choice.absence, chance):
        surest, chance = SUREST, max(chance, LONE)
    else:
        strange = _is_any_aunts(node.text, bearer.evidence) or full.is_of_another_post(node.text, bearer)
        surest = SUREST if bearer.is_shown and not strange else BARE
    yield Found(key, bearer.key, reason(choice, best), round(min(surest, chance), 3))


def _in_the_post(short: str, choice: Choice) -> tuple[int, ...]:
    """Give which of several persons alone has the post that a short name says in full (房理事长), nothing for no one.

    Of 34 such names in 49 hand-written folders all were that person's, four of them against a likelier one (2026-11).
    """
    title = title_of(short)
    if len(choice.bearers) < 2 or choice.others or len(title) < 2 or title in _ANYBODYS:
        return ()
    holding = tuple(n for n, bearer in enumerate(choice.bearers) if bearer.evidence.role)
    return holding if len(holding) == 1 else ()


_ANYBODYS = frozenset("老师 师傅 先生 女士 小姐 阿姨 大姐 同志 同学".split())
IN_POST = 0.9


def _is_lone(choice: Choice, size_: int) -> bool:
    """Say whether one person alone fits in a small folder of one group, whom it addresses in no other way."""
    one = choice.bearers[0]
    return len(choice.bearers) == 1 and not (choice.others or size_ or one.evidence.otherwise) and one.is_near


def _may_be_alone(short: str, held: Evidence, absence: Absence, chance: float) -> bool:
    """Say whether a short name is that of the only person who fits, though a body beside it makes it unlikely.

    Of seven such names six were, of one nothing is known (66 hand-written folders, 2026-11). Between bodies that differ
    ten of ten were that were likelier that person's than another's, but for those who lead a house: each has its own
    总. Anybody is 老师 to somebody; two of two likely ones were that person.
    """
    if _is_any_aunts(short, held):
        return False
    if absence.teacher:
        return chance >= BARE
    return not held.elsewhere or (chance >= LIKELY and title_of(short) not in _LEADERS)


def _is_any_aunts(short: str, held: Evidence) -> bool:
    """Say whether nothing but a frequent sign of a given name speaks for a person: there may be many an 阿敏."""
    usual = short[:1] == "阿" and short[1:] in _USUAL
    return usual and not any((held.here, held.organisation, held.role, held.shared, held.at_hand))


_OF_WORKS = frozenset("工 总 师傅 高工 总工".split())
_OF_OFFICES = re.compile("(?:副|[\u4e00-\u9fff]{2,4})?(?:[局镇县乡州厅]长|秘书|律师|记者|护士)")
LONE, LIKELY = 0.72, 0.5
_USUAL = lexicon.signs("given")
_LEADERS = frozenset("总 老板 董 董事长 经理 总经理 厂长".split())


ALONE = "the only full name of the folder that fits"
LIKELIEST = "the likeliest of the full names that fit"
# What only one of the persons shows, the most telling first; where but one person fits, and where several do.
REASONS: Mapping[str, tuple[str, str]] = {
    "here": ("the only full name in the file that fits",) * 2,
    "organisation": ("the only full name that fits and shares the organisation",) * 2,
    "role": ("the only full name of the folder that fits, in this role",) * 2,
    "shared": ("the only full name of the folder, in files that share another", LIKELIEST),
}


def reason(choice: Choice, best: int) -> str:
    """Give the words for why a short name means one person rather than another."""
    several = len(choice.bearers) + choice.others > 1
    for sign, words in REASONS.items():
        bearing = [n for n, each in enumerate(choice.bearers) if getattr(each.evidence, sign)]
        if bearing == [best]:
            return words[several]
    return LIKELIEST if several else ALONE


def _without_middle(full: str) -> str:
    """Give what the full names of one person share, with and without a second given name: Adele Margaret Fothergill."""
    words = untitled(full).split()
    latin_name = len(words) > 2 and not has_cjk(full) and not latin.is_chinese_name(words)
    return folded(f"{words[0]} {family_of(words)}") if latin_name else one_spelling(full)


_INITIALS, _BEGUN = "initials:", "begun:"


@lru_cache(maxsize=65536)
def _held(full: str) -> frozenset[str]:
    """Give what a short name can hold of a full one: surname, its pinyin, its letter, the first and the last word."""
    text = simplified(untitled(full))
    letters = {f"{_INITIALS}{each}" for each in initials(text) | around_middles(text)}
    if has_cjk(text):
        syllables = pinyin.syllables(text)
        given = "".join(syllables[1:] if len(syllables) > 2 else syllables)
        spelled = spelled_families(text)
        return frozenset((text[:1], text[:2], text[1:2], text[-1:], text[-2:], *spelled, given, *letters))
    words = untitled(text).split()
    begun = f"{_BEGUN}{folded(words[0])[:3]}"
    ends = folded(words[0]), folded(words[-1])
    return frozenset((*ends, ends[1][:1], family_of(words), begun, *letters, *called_so(words[0])))


def _shorts(text: str) -> list[str]:
    plain = simplified(text)
    if are_initials(text):
        return [_INITIALS + each for each in (folded(text), around_middle(folded(text))) if each]
    if has_cjk(plain):
        return [surname(plain), pinyin.spelled(surname(plain))]
    words = untitled(text).split()
    begun = f"{_BEGUN}{folded(words[0])[:3]}"
    return [folded(untitled(text)), folded(words[0] if is_begun(words) else words[-1]), begun]
