"""Which personal names mean one person; strangers who share a name stay two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations

from auditor.resolving import misread, sounds, spoken
from auditor.resolving.bearers import SIZES, Asked, FullNames, meant, size
from auditor.resolving.clusters import clusters
from auditor.resolving.groups import RENAMED_FROM, Ledger
from auditor.resolving.nodes import Found, Node, Nodes, Place, nodes
from auditor.resolving.personal import (
    RARITIES,
    are_initials,
    fits,
    gender,
    is_clipped,
    is_full,
    is_initialled,
    one_spelling,
    rarity,
    spelled_families,
    surname,
    untitled,
)
from auditor.resolving.surroundings import Surroundings
from extractors import forms, latin, lexicon, pinyin
from extractors.chinese import is_everyday
from extractors.personnames import BORNE, called_of_several, family_signs
from extractors.text import DOTS, folded, has_cjk, in_order, is_cjk, simplified

MOST_BESIDE = 8  # persons of a text that are looked for in the other texts of a name
_COMMONEST = lexicon.section("chinese", "person.commonest")


@cache
def _commonest_spelled() -> frozenset[str]:
    """Give the commonest families as spelled; asked of names alone, for the tables take a third of a second to load."""
    return frozenset(map(pinyin.spelled, _COMMONEST))


@dataclass
class Persons:
    """The personal names of a folder.

    Attributes:
        places: By norm.
        marks: Of a full name that several persons bear, by norm a mark for each file: whom its text speaks of.
        nodes: One of each full name or stranger, and one of each surname with title or lone given name in each text.
        shape: The folder's size, and whether it is one group's.
        known: Keys of the nodes that an earlier look saw with the same places and the same around them.
        titled: What was found of each short name, behind what was asked of it.
        full: The full names, once the merges were made.
    """

    places: Mapping[str, list[Place]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    nodes: Nodes = field(default_factory=dict)
    shape: tuple[int, bool] = (0, False)
    known: frozenset[str] = frozenset()
    titled: dict[str, tuple[Asked, tuple[Found, ...]]] = field(default_factory=dict)
    full: FullNames | None = None


def persons(by_norm: Mapping[str, list[Place]], around: Surroundings, ledger: Ledger, before: Persons) -> Persons:
    """Make a node of each full personal name, and one of each surname with title or lone given name in each text.

    A full name becomes several nodes where it stands in files that do not show it to be one person: strangers. What an
    earlier look, `before`, worked out of a name stands where nothing around it is `fresh`.
    """
    folder = size(around.texts), around.is_one_groups
    asked = before.places if before.shape == folder else {}
    stirred = around.persons_of(around.fresh) if asked else frozenset()
    same = {norm for norm, held in by_norm.items()
            if norm not in stirred and norm in asked and asked[norm] == held}  # fmt: skip
    marks = {norm: before.marks[norm] if norm in same else _strangers(norm, held, around, ledger)
             for norm, held in by_norm.items() if norm not in same or norm in before.marks}  # fmt: skip

    def key(place: Place) -> str:
        norm = place.mention.norm
        if is_full(place.text):
            return norm + (marks[norm].get(place.file, "") if norm in marks else "")
        return f"{norm}@{around.digests[place.file]}"

    anew = nodes((place for norm, held in by_norm.items() if norm not in same for place in held), before.nodes, key)
    stood = {key: node for key, node in before.nodes.items() if node.norm in same}
    found = dict(sorted({**stood, **anew}.items())) if anew else stood
    return Persons(by_norm, {norm: held for norm, held in marks.items() if held}, found, folder,
                   frozenset(stood))  # fmt: skip


def _strangers(norm: str, places: Sequence[Place], around: Surroundings, ledger: Ledger) -> dict[int, str]:
    """Give each file a mark of the texts that speak of its bearer of a full name, none where all speak of one."""
    full = [place for place in places if is_full(place.text)]
    texts = {around.digests[place.file] for place in full}
    if len(texts) < 2:
        return {}
    parted = frozenset({norm}) in ledger.different
    borne = [{text} for text in sorted(texts)] if parted else _one_each(full, around)
    if len(borne) < 2:
        return {}
    mark = {text: "@" + min(cluster) for cluster in borne for text in cluster}
    return {place.file: mark[around.digests[place.file]] for place in full}


def _one_each(places: Sequence[Place], around: Surroundings) -> list[set[str]]:
    """Cluster the texts that bear one full name by the person they mean.

    A rare Latin name is one person. Others need a second sign that two texts share: an organisation, telephone, mail
    address or rare project beside the name, or the very same sentence; for a telling name (a given name of two
    characters that is not of the usual ones) an organisation or site anywhere, as long as no rows seat it at two. In a
    small folder any but the commonest is one person where no two texts have different bodies beside it; in a group's
    own, where of 265 names in several texts of 41 folders none is borne by two, any is but the commonest beside
    different bodies. In a larger one, texts that name the same two others in full besides are of one circle, as the
    minutes of a team are, and speak of one person.
    """
    how_rare = min((rarity(place.text) for place in places), key=RARITIES.index)
    texts = {around.digests[place.file] for place in places}
    if how_rare == "rare":
        return [texts]
    signs: dict[str, set[str]] = defaultdict(set)
    for place in places:
        signs[around.digests[place.file]] |= around.signs(place)
    found = clusters(signs)
    seated = clusters({around.digests[p.file]: row for p in places if (row := around.row(p))})
    if len(found) > 1 and not size(around.texts):
        group, rare = around.is_one_groups, not _is_commonest(places[0].text)
        if (group and rare) or ((group or rare) and not _are_apart(places, around)):
            found = [texts]
    elif len(found) > 1 and len(seated) < 2:
        found = clusters({text: signs[text] | circle for text, circle in _circles(places, around).items()})
    if how_rare == "common" or len(seated) > 1 or len(found) == 1:
        return found
    wide = {around.digests[place.file]: around.anywhere(place.file) for place in places}
    return clusters({text: signs[text] | wide[text] for text in texts})


def _circles(places: Sequence[Place], around: Surroundings) -> dict[str, set[str]]:
    """Give for each text of a name the pairs of others that it names in full, of the few that most of them name."""
    named = {around.digests[place.file]: around.full_names(place.file) for place in places}
    own = {place.mention.norm for place in places}
    often = Counter(name for names in named.values() for name in names)
    out: dict[str, set[str]] = {}
    for text, names in named.items():
        others = (each for each in names if often[each] > 1 and each not in own)
        most = sorted(others, key=lambda each: (-often[each], each))
        out[text] = {f"{one}+{other}" for one, other in combinations(sorted(most[:MOST_BESIDE]), 2)}
    return out


def _is_commonest(name: str) -> bool:
    """Say whether strangers may bear a name in one small folder: one of the commonest families, or a Latin one."""
    if has_cjk(name):
        return simplified(name)[0] in _COMMONEST
    words = untitled(name).split()
    return not latin.is_chinese_name(words) or any(folded(word) in _commonest_spelled() for word in words)


def _are_apart(places: Sequence[Place], around: Surroundings) -> bool:
    """Say whether two texts have bodies beside a name, and none in common."""
    held: dict[str, set[str]] = defaultdict(set)
    for place in places:
        held[around.digests[place.file]] |= around.bodies(place)
    return len(clusters({text: bodies for text, bodies in held.items() if bodies})) > 1


def person_merges(now: Persons, around: Surroundings, before: Persons) -> Iterator[Found]:
    """Say which personal names are one: with and without title, in pinyin, by surname or given name alone."""
    found = now.nodes
    full = {key: node for key, node in found.items() if is_full(node.text) and not is_initialled(node.text)}
    yield from _introduced(found)
    yield from _called_by_list(found, around)
    yield from _same_person(full, around)
    yield from _with_more_words(full, around)
    yield from _by_last_part(full)
    yield from _in_two_tongues(full)
    given, run_on = list(_by_given_name(found, around)), list(spoken.run_on(full))
    cut = [*_in_short(full, found, around), *_masked(full)]
    yield from (*given, *run_on, *cut)
    houses = spoken.houses(found)
    alone = {*houses, *(each.a for each in (*given, *run_on, *cut))}  # 孟起 of 容孟起 is nobody of the family 孟
    known = FullNames({key: node for key, node in found.items() if key not in alone}, around, before.full)
    yield from spoken.housed(houses, found, known, around)
    denied, others = _told_apart(found, around)
    for key, node in found.items():
        if key not in known.nodes and key not in houses and key not in denied:
            asked, said = known.asked(node), before.titled.get(key)
            same = said is not None and key in now.known and said[0] == asked and asked.fitting <= now.known
            now.titled[key] = said if said and same else (asked, tuple(meant(key, node, known, others.get(key, set()))))
            yield from now.titled[key][1]
    short = (key for key in found if key not in known.nodes and key not in houses and key not in denied)
    unknown = [found[key] for key in short if not now.titled[key][0].fitting]
    yield from _by_family(unknown, around)
    yield from _with_and_without_title(unknown, around)
    now.full = known


def _told_apart(found: Nodes, around: Surroundings) -> tuple[set[str], dict[str, set[str]]]:
    """Give the short names whose bearer the folder does not name in full, and by others whose they are told not to be.

    Who is told to be somebody else than 柯老师 is no 柯 that the folder knows; 骆处, of whom 骆晓峰 is no kin, may be
    another one.
    """
    strangers, others = set[str](), defaultdict[str, set[str]](set)
    for file, one, other in around.told_apart():
        ours, theirs = (f"{each.norm}@{around.digests[file]}" for each in (one, other))
        if ours in found:
            strangers.add(ours)
        elif theirs in found:
            others[theirs].add(one.norm)
    return strangers, others


def _in_short(full: Nodes, found: Nodes, around: Surroundings) -> Iterator[Found]:
    """Join a family's name with a title cut to its first sign to the only other one of the family.

    雷博 is 雷某某 who is a doctor, 周场 the one who heads a farm: where something says so, or the sign ends no given
    name. Somebody whom a list has under 姓名 is called so in full.
    """
    texts = {key: simplified(node.text) for key, node in full.items()}
    titled = {simplified(node.text) for node in found.values()}
    families: dict[str, dict[str, str]] = defaultdict(dict)
    for key, text in texts.items():
        families[text[0]][key] = text
    for key, text in texts.items():
        long = _CUT.get(text[1:])
        if not long or any(place.mention.evidence == "column" for place in full[key].places):
            continue
        family = {other: name for other, name in families[text[0]].items() if not name.startswith(text)}
        if len(set(family.values())) != 1:
            continue
        said = f"{text[0]}{long}" in titled or any(around.titled(full[other], long) for other in family)
        if said or (around.is_one_groups and (text[1] in _NO_NAME or not _is_commonest(text))):
            yield from (Found(key, other, "the only other one of the family, with a title cut short", RENAMED_FROM)
                        for other in sorted(family))  # fmt: skip


# Titles as talk cuts them, and the signs among them that end no given name.
_CUT = {"博": "博士", "场": "场长", "科": "科长", "导": "导演", "律": "律师", "行": "行长", "监": "总监", "馆": "馆长",
        "镇": "镇长", "县": "县长", "段": "段长", "台": "台长", "社": "社长", "园": "园长"}  # fmt: skip
_NO_NAME = frozenset("场导监馆县段")


def _masked(full: Nodes) -> Iterator[Found]:
    """Join a name whose middle sign a notice leaves out (莫某英) to the only full name of the folder that fits it."""
    texts = {key: simplified(untitled(node.text)) for key, node in full.items() if has_cjk(node.text)}
    for key, text in texts.items():
        if len(text) == _MASKED and text[1] in "某×X":
            fitting = {other: name for other, name in texts.items()
                       if len(name) == _MASKED and name[0] + name[2] == text[0] + text[2] and name != text}  # fmt: skip
            if len(set(fitting.values())) == 1:
                yield from (Found(key, other, "the only full name around the sign that is left out", RENAMED_FROM)
                            for other in sorted(fitting))  # fmt: skip


_MASKED = 3  # signs of such a name


def misread_merges(now: Persons, things: Nodes, alone: Nodes) -> Iterator[Found]:
    """Say which persons were taken for things, of those that stand `alone`, and which things for persons.

    Whose foreign name is written in Chinese is told last: what sounds like a thing's name is the thing.
    """
    if now.full is not None:
        yield from misread.persons_among(alone, things, now.full)
        yield from misread.things_among(now.nodes, things, now.full)
        yield from sounds.foreigners({key: node for key, node in now.nodes.items() if node.norm not in things})


def _by_family(short: Iterable[Node], around: Surroundings) -> Iterator[Found]:
    """Join the ways in which one is called whose full name the folder does not give: 鲍船长, 老鲍 and 鲍.

    In one text; in a small folder of one group a surname alone is also the only other one of its family. Of six such
    pairs in 59 hand-written folders none was two persons; two titles, or one and 小, were (梅姐 and 梅站长); 2026-11.
    """
    by_text: dict[tuple[str, str], dict[str, Node]] = defaultdict(dict)
    families: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node in short:
        plain, family = _plain_and_family(node.text)
        if family:
            families[family][plain].append(node)
            for place in node.places:
                by_text[around.digests[place.file], family][plain] = node
    for (_, family), held in by_text.items():
        named = sorted(form for form in held if form not in (family, f"老{family}"))
        yield from _are_one(sorted(held.items()), 0.8) if len(named) < 2 else ()
    for family, called in families.items() if around.is_one_groups and not size(around.texts) else ():
        if len(called) == 2 and family in called:
            yield from _are_one([(form, node) for form in sorted(called) for node in called[form]], 0.75)


def _with_and_without_title(short: Sequence[Node], around: Surroundings) -> Iterator[Found]:
    """Join one Latin word with the only title that it has in a small folder of one group: Ratna, Ibu Ratna."""
    words: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node in short if around.is_one_groups and not size(around.texts) else ():
        bare = untitled(node.text)
        if not has_cjk(node.text) and bare.isalpha() and len(bare) >= _TELLING:
            words[folded(bare)][node.norm].append(node)
    for word, called in words.items():
        if len(called) == 2 and word in called:
            titled = next(held for norm, held in called.items() if norm != word)
            yield from (Found(one.key, other.key, "the same name with its only title", 0.75)
                        for one in titled for other in called[word])  # fmt: skip


_TELLING = 3  # letters of such a word


@lru_cache(maxsize=1 << 16)
def _plain_and_family(text: str) -> tuple[str, str]:
    """Give a short Chinese name in simplified characters with its family's sign, "" where that is not one sign."""
    plain = simplified(text)
    family = surname(plain)
    return plain, family if len(family) == 1 and has_cjk(plain) else ""


def _are_one(held: Sequence[tuple[str, Node]], probability: float) -> Iterator[Found]:
    for (form, node), (other, another) in combinations(held, 2):
        if form != other:
            yield Found(node.key, another.key, "the only one of the family, called otherwise", probability)


def _introduced(found: Nodes) -> Iterator[Found]:
    """Join the names of one person that a text gives side by side: 程总（程望舒）, 索伦德女士（Ingrid Sollund）."""
    by_norm: dict[str, list[Node]] = defaultdict(list)
    for node in found.values():
        by_norm[node.norm].append(node)
    for key, node in found.items():
        for place in node.places if node.defined else ():
            if place.mention.alias_of and (place.mention.evidence == "definition" or _told_twice(node, place)):
                full = by_norm.get(place.mention.alias_of, ())
                here = [other.key for other in full if any(p.file == place.file for p in other.places)]
                yield from (Found(key, other, "defined in the text", 0.97) for other in here if other != key)
    yield from _listed_initials(found, by_norm)


def _called_by_list(found: Nodes, around: Surroundings) -> Iterator[Found]:
    """Join what a list or a bracket says that somebody is called to that person in all texts of one group's folder.

    Dan of 饶子丹, 柯老师 of 柯景明（柯老师）; not where two are called so, or where another's full name fits it too.
    """
    if not around.is_one_groups or size(around.texts):
        return
    full = {key: node for key, node in found.items() if is_full(node.text) and not is_initialled(node.text)}
    by_norm: dict[str, list[Node]] = defaultdict(list)
    told: dict[str, set[str]] = defaultdict(set)
    for node in full.values():
        by_norm[node.norm].append(node)
    for node in found.values():
        if node.key not in full and not are_initials(node.text):
            told[node.norm] |= {p.mention.alias_of for p in node.places if p.mention.evidence == "definition"} - {""}
    for norm, names in told.items():
        bearers = by_norm.get(min(names), ()) if len(names) == 1 else ()
        if len(bearers) != 1:
            continue
        own = one_spelling(bearers[0].text)
        called = [node for node in found.values() if node.norm == norm]
        if not any(fits(called[0].text, other.text) for other in full.values() if one_spelling(other.text) != own):
            yield from (Found(node.key, bearers[0].key, "called so by a list", 0.9) for node in called)


def _told_twice(node: Node, place: Place) -> bool:
    """Say whether a cell gives a Chinese name with a given name of another tongue beside it: 廖梓峰 Leo Liao."""
    latin_ = not has_cjk(node.text) and not latin.is_chinese_name(untitled(node.text).split())
    return place.mention.evidence == "column" and latin_


def _listed_initials(found: Nodes, by_norm: Mapping[str, Sequence[Node]]) -> Iterator[Found]:
    """Join initials in any file to the one person to whom the lists of the folder give them."""
    given: dict[str, set[str]] = defaultdict(set)
    for node in found.values():
        if are_initials(node.text):
            given[node.norm] |= {p.mention.alias_of for p in node.places if p.mention.evidence == "definition"}
    for key, node in found.items():
        if len(full := given.get(node.norm, set()) - {""}) == 1:
            bearers = by_norm.get(min(full), ())
            if len(bearers) == 1:
                yield Found(key, bearers[0].key, "initials from a list", 0.9)


def _same_person(full: Nodes, around: Surroundings) -> Iterator[Found]:
    """Join a full name with and without title, and a Chinese name to its pinyin in either order."""
    by_sound = _by_sound(full)
    by_norm: dict[str, list[str]] = defaultdict(list)
    by_bare: dict[str, list[str]] = defaultdict(list)
    for key, node in full.items():
        by_norm[node.norm].append(key)
        if not has_cjk(node.text):
            by_bare[folded(untitled(node.text))].append(key)
    for key, node in full.items():
        bare = folded(untitled(node.text))
        if has_cjk(node.text):
            yield from _with_title(node, [full[other] for other in by_norm.get(bare, ()) if bare != node.norm], around)
            continue
        if bare != node.norm:
            plain = by_norm.get(bare, ()) or by_bare[bare][:1]  # Captain Levent Aksoy, and Aksoy, Levent in a list
            same = [other for other in plain if other != key and around.one_person(node, full[other])]
            yield from (Found(key, other, "the same name with a title", 0.95) for other in same if len(same) == 1)
        chinese = by_sound.get(bare, set())
        agreed = [other for other in sorted(chinese) if around.one_person(node, full[other])]
        if len({full[other].norm for other in chinese}) == 1 and len(agreed) == 1:
            yield Found(key, agreed[0], "pinyin of the only Chinese name that fits", 0.85)
        elif alike := _alike(node, [full[other] for other in sorted(chinese)], around):
            yield Found(key, alike, "pinyin of the only Chinese name that fits, of whom the same is said", 0.8)
        elif nearest := _nearest(node, [full[other] for other in sorted(chinese)], around):
            yield Found(key, nearest, "pinyin of the only Chinese name that fits, in files that share another", 0.75)
        elif only := _spelled_alone(node, [full[other] for other in sorted(chinese)], around):
            yield Found(key, only, "pinyin of the only Chinese name that fits", 0.75)
        else:
            yield from (Found(key, other, "pinyin alone", 0.4) for other in sorted(chinese))
    yield from _with_two_given_names(full, _of_family(full, around), by_sound)


def _of_family(full: Nodes, around: Surroundings) -> Mapping[str, set[str]]:
    """Give by how a family name is spelled the Chinese full names of a small folder of one group, of others nothing."""
    out: dict[str, set[str]] = defaultdict(set)
    for key, node in full.items() if around.is_one_groups and not size(around.texts) else ():
        text = simplified(untitled(node.text))
        if all(map(is_cjk, text)) and len(text) < 4 and text[0] in BORNE:
            for spelling in spelled_families(text):
                out[spelling].add(key)
    return out


def _with_two_given_names(
    full: Nodes, of_family: Mapping[str, set[str]], by_sound: Mapping[str, set[str]]
) -> Iterator[Found]:
    """Join an English given name with a Chinese family name to the only one of that family: Joyce Cai, 蔡嘉懿.

    As bearers from the south and abroad spell the family too (Carmen Fung: 冯少芬). Where the folder has another Latin
    full name of the family either may be the bearer, and a man is no woman.
    """
    latins: dict[str, set[str]] = defaultdict(set)
    for node in full.values() if of_family else ():
        words = untitled(node.text).split()
        ends = (words[0], words[-1]) if latin.is_chinese_name(words) else words[-1:]
        for word in ends if len(words) > 1 and not has_cjk(node.text) else ():
            latins[folded(word)].add(folded(untitled(node.text)))
    for key, node in full.items() if of_family else ():
        words, bare = untitled(node.text).split(), folded(untitled(node.text))
        if len(words) != 2 or words[0] not in lexicon.entries("firstnames") or bare in by_sound:
            continue
        chinese = of_family.get(folded(words[1]), set())
        others = latins[folded(words[1])] - {bare}
        rivals = {other for other in others if by_sound.get(other, set()).isdisjoint(chinese)}
        if len({full[other].norm for other in chinese}) == 1 and not rivals:
            reason = "the only Chinese name of the family, which has a given name of another tongue"
            yield from (Found(key, other, reason, 0.75) for other in sorted(chinese)
                        if {gender(node.text), gender(full[other].text)} != {"mr", "ms"})  # fmt: skip


_TWO_TONGUES = re.compile("([A-Z][a-z]+) ([\u4e00-\u9fff])")


def _in_two_tongues(full: Nodes) -> Iterator[Found]:
    """Join a given name of another tongue with a Chinese family name (Vivian 柳) to the only one of the family."""
    families: dict[str, set[str]] = defaultdict(set)
    for key, node in full.items():
        text = simplified(untitled(node.text))
        if all(map(is_cjk, text)):
            families[text[: family_signs(text)]].add(key)
    for key, node in full.items():
        own = _TWO_TONGUES.fullmatch(simplified(node.text))
        chinese = families[own.group(2)] if own else set[str]()
        if len({full[other].norm for other in chinese}) == 1:
            reason = "the only Chinese name of the family, which has a given name of another tongue"
            yield from (Found(key, other, reason, RENAMED_FROM) for other in sorted(chinese))


def _with_title(node: Node, plain: Sequence[Node], around: Surroundings) -> Iterator[Found]:
    """Join a Chinese full name with a title behind it (柳如松秘书长) to the one bearer of the bare name."""
    own = around.is_one_groups and not _is_commonest(node.text)
    same = [other for other in plain if own or around.one_person(node, other)]
    yield from (Found(node.key, other.key, "the same name with a title", 0.95) for other in same if len(same) == 1)


def _by_given_name(found: Nodes, around: Surroundings) -> Iterator[Found]:
    """Join a Chinese given name of two signs to the only full name of the folder that ends so (晓鸥: 樊晓鸥).

    So are pet names of its last sign (蓉蓉: 江蓉, 涛子: 吴涛) and the parts of names of four signs (木呷: 沙马木呷).

    In a file that names both, or in one group's folder: of 6 such names in 5 hand-written folders all were (2026-11).
    """
    bearing: dict[str, list[Node]] = defaultdict(list)
    for node in found.values():
        for given in _called_by_given(node.text):
            bearing[given].append(node)
    for key, node in found.items():
        held = bearing.get(simplified(node.text), [])
        if len({one_spelling(other.text) for other in held}) != 1:
            continue
        here = {place.file for place in node.places}
        near = [other for other in held if not here.isdisjoint(place.file for place in other.places)]
        agreed = near or (held if around.is_one_groups else [])
        reason = "the given name of the only full name that ends so"
        yield from (Found(key, other.key, reason, RENAMED_FROM) for other in agreed)


@lru_cache(maxsize=1 << 16)
def _called_by_given(name: str) -> tuple[str, ...]:
    text = simplified(untitled(name))
    if parts := called_of_several(text):
        return parts
    family = len(text) > 1 and text[0] in lexicon.entries("surnames") and all(map(is_cjk, text))
    pets = tuple(form for form in forms.pet_names(text) if not is_everyday(form)) if family else ()
    given = _given_of_two(name)
    return (given, *pets) if given else pets


@lru_cache(maxsize=1 << 16)
def _given_of_two(name: str) -> str:
    """Give the given name of a Chinese full name where it is two signs behind a family's one, "" for other names."""
    text = simplified(untitled(name))
    full = len(text) == 3 and all(map(is_cjk, text)) and text[0] in BORNE
    return text[1:] if full else ""


def _by_last_part(full: Nodes) -> Iterator[Found]:
    """Join a foreign family name in Chinese to the only full name whose last part it is (霍尔姆, 艾琳·霍尔姆)."""
    ends: dict[str, list[str]] = defaultdict(list)
    for key, node in full.items():
        if len(parts := re.split(f"[{DOTS}]", simplified(untitled(node.text)))) > 1 and has_cjk(node.text):
            ends[parts[-1]].append(key)
    for key, node in full.items() if ends else ():
        bearers = ends.get(simplified(untitled(node.text)), ())
        if len({full[other].norm for other in bearers}) == 1:
            yield from (Found(key, other, "the last part of the only full name that ends so", RENAMED_FROM)
                        for other in bearers)  # fmt: skip


def _with_more_words(full: Nodes, around: Surroundings) -> Iterator[Found]:
    """Join a Latin full name to the only longer one that has its words in order, and to its words turned around.

    Rafael Antunes is Rafael Antunes Prado, Bert Pike is Bertram Oswald Pike, BRANDVIK Olga is Olga Brandvik, where a
    sign or a rare name says so.
    """
    words = {key: [folded(word) for word in untitled(node.text).split()] for key, node in full.items()}
    latins = {key: held for key, held in words.items() if not has_cjk(full[key].text) and 1 < len(held) < 6}
    first: dict[tuple[str, ...], set[str]] = defaultdict(set)
    of_family: dict[str, set[str]] = defaultdict(set)
    for key, held in latins.items():
        first[held[0],].add(key)
        first[tuple(sorted(held))].add(key)
        first[f"{held[0][:3]} {held[-1]}",].add(key)
        of_family[held[-1]].add(key)
    for key, held in latins.items():
        longer = {k for k in first[held[0],] if len(latins[k]) > len(held) and in_order(held, latins[k])}
        alike = first[f"{held[0][:3]} {held[-1]}",] | of_family[held[-1]] if len(held) == 2 else set[str]()
        longer |= {k for k in alike if is_clipped(held[0], latins[k][0])}
        turned = {k for k in first[tuple(sorted(held))] if k != key and latins[k] != held}
        for near, reason in ((longer, "the only full name with these words"), (turned, "the same words turned around")):
            if len({one_spelling(full[k].text) for k in near}) == 1:
                agreed = [k for k in sorted(near) if around.one_person(full[key], full[k])]
                yield from (Found(key, other, reason, RENAMED_FROM) for other in agreed)


def _alike(node: Node, chinese: Sequence[Node], around: Surroundings) -> str:
    """Give the one bearer of the one Chinese name of whom a text says the same in Chinese, "" for none or several."""
    if len({other.norm for other in chinese}) != 1:
        return ""
    alike = [other.key for other in chinese if around.said_alike(node, other)]
    return alike[0] if len(alike) == 1 else ""


def _nearest(node: Node, chinese: Sequence[Node], around: Surroundings) -> str:
    """Give the bearer of the one Chinese name whose files share the most bodies and sites with these, "" for none."""
    if len({other.norm for other in chinese}) != 1:
        return ""
    shared = {other.key: around.shared(node, other) for other in chinese}
    best = max(shared, key=lambda key: (shared[key], key))
    return best if shared[best] else ""


def _spelled_alone(node: Node, chinese: Sequence[Node], around: Surroundings) -> str:
    """Give the bearer of the one Chinese name of the folder that is spelled so, "" for none or several.

    Nor is one with another organisation beside it. Of 28 such pairs of names without a further sign in hand-written
    folders none was two persons, nor of 29 in all folders put together but one whose sound two Chinese names have. A
    name of two characters is spelled as too many others in a larger folder.
    """
    if len({other.norm for other in chinese}) != 1:
        return ""
    short = len(chinese[0].text) == 2 and size(around.texts) == len(SIZES)
    own = around.beside(node)
    agreed = [other for other in chinese if not (own and (theirs := around.beside(other)) and own.isdisjoint(theirs))]
    return "" if short or not agreed else max(agreed, key=lambda other: (len(other.places), other.key)).key


def _by_sound(full: Nodes) -> dict[str, set[str]]:
    """Index Chinese full names by their pinyin in both orders."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for key, node in full.items():
        text = simplified(untitled(node.text))
        if all(map(is_cjk, text)):
            cut = family_signs(text)
            for order in (text, text[cut:] + text[:cut]):
                for sound in pinyin.spellings(order):
                    by_sound[sound].add(key)
    return by_sound
