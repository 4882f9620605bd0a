"""The group whose folder it is: told by where its name stands, and its other names joined to it.

An association, a forum, a salon has one line under every paper that it passes round, stands in the titles of its
minutes and newsletters, and has a secretariat that nobody calls by its full name. What it is called there, in short,
by its letters or in the other language, is one group; of another association that the files speak of none of this
holds. Where several groups have lines of their own, an office is the one's in whose paper it stands, and an office in
any other paper is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from auditor.resolving.companies import LEGAL_ZH
from auditor.resolving.groups import Groups
from auditor.resolving.nodes import FileMentions, Files, Found, Node, Nodes, Place, nodes
from auditor.resolving.societies import OFFICE, OFFICE_LAST, OWN_TIMES, bare_offices, bare_words
from extractors import definitions, forms, latin, latinforms
from extractors.chinese import places
from extractors.model import Mention, Segment
from extractors.text import folded, has_cjk, in_dictionary, is_cjk, simplified

OWN_TEXTS = 3  # chosen: as of sentences in `Corpus.shared`; a line of so many texts is its group's
_LINES = ("paragraph", "bullet", "heading", "title")
_LONGEST_LINE = 400  # characters; what a group prints under its papers is a sentence or two
# Which of a group's papers a title says that it is.
_SERIAL = re.compile(
    r"[\s:：,，–-]*"
    r"(?:第?[一二三四五六七八九十\d]{1,4}[次届期回月]|[春夏秋冬]季|[上下]半年|\d{4}年?|年度|no\.? ?\d+|\s)*"
    r"(?:例会|年会|全会|会员大会|活动|纪要|简报|通讯|会刊|章程|名单|签到|minutes|newsletter|bulletin|agenda|circular|"
    r"members|attendance|annual|(?:spring|summer|autumn|winter) (?:meeting|session))",
    re.IGNORECASE,
)
_OFFICE_BEHIND = re.compile(
    "\\s?(?:[（(][\u4e00-\u9fffA-Za-z]{2,10}[）)])?\\s?(?:秘书处|秘书组|会务组|组委会|办公室|secretariat)",
    re.IGNORECASE,
)
_OFFICER_BEFORE = re.compile(r"(?:members|secretary|chair|treasurer) of (?:the )?$", re.IGNORECASE)
_SECRETARY = re.compile(r"(?:^|\t)(?:秘书长|(?:Hon(?:orary|\.)? )?[Ss]ecretary[ -][Gg]eneral)(?:\t|$)")
# What a group's line says of whom its papers are for, and of who keeps them.
_FOR_WHOM = re.compile(
    r"会员|成员|秘书[处组]|会务组|组委会|内部|[圈组会群]内|流转|传阅|外[发传]|转[出发给]|存档|编印|汇编|整理|参考|仅[限供]|"
    r"\bmembers?\b|circulat|forward|\bshared\b|\boffice\b|secretariat|passed round|not for",
    re.IGNORECASE,
)
_LETTERS = re.compile("[A-Z][A-Za-z]{0,6}[A-Z]")
_OF_PEOPLE = re.compile(  # the last word of a Latin name under which people come together
    r" (?:Circle|Forum|Round ?[Tt]able|Network|Alliance|Exchange|Society|Association|Group|Council|Club|Consortium|"
    r"Federation|League|Collective|Collaborative|Mutual|Guild|Salon|Union|Panel|Partnership|Chapter|Office|Platform)$"
)
_BETWEEN = r"[ \u3000]?[/／|｜(（·–—-]?[ \u3000]?"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the names of groups stand in a folder.

    Attributes:
        lines: For each line that a group prints under its papers, digits made one, the norms in it, the one that opens
            it first.
        texts: For each norm the marks of the texts in which it stands as the group's whose paper it is.
        papers: For each file that bears such a line that line.
        secretaries: The norms that stand in the row of a secretary general.
    """

    lines: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, frozenset[str]]
    papers: Mapping[int, str]
    secretaries: frozenset[str]


def standing(files: Files) -> Standing:
    """Say which names stand where a group's own do; copies and versions of one text count once."""
    lines: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, set[str]] = defaultdict(set)
    bearing: dict[str, list[int]] = defaultdict(list)
    texts: dict[str, set[str]] = defaultdict(set)
    rows = set[str]()
    for number, entry in files.items():
        text = entry.digest or str(number)
        for norm, line in entry.once("own lines", _own_places):
            if line in _ALONE:
                texts[norm].add(text)
                rows |= {norm} if line == _ROW else set()
            else:
                lines[line].add(text)
                inside[line].add(norm)
                bearing[line].append(number)
    own = {line: _in_order(line, inside[line]) for line, held in sorted(lines.items())
           if len(held) >= OWN_TEXTS and _FOR_WHOM.search(line)}  # fmt: skip
    for line, norms in own.items():
        for norm in norms:
            texts[norm] |= lines[line]
    papers = {number: line for line in own for number in bearing[line]}
    return Standing(own, {norm: frozenset(held) for norm, held in texts.items()}, papers, frozenset(rows))


_PLACE, _ROW = "", "\t"  # instead of a line: a place or a row alone tells whose paper it is
_ALONE = (_PLACE, _ROW)


def _in_order(line: str, norms: Collection[str]) -> tuple[str, ...]:
    plain = folded(line)
    return tuple(sorted(norms, key=lambda norm: (plain.find(norm), -len(norm), norm)))


def _own_places(entry: FileMentions) -> frozenset[tuple[str, str]]:
    """Give the organisations of a file with the line that each stands in, or with what else tells whose paper it is."""
    found = set()
    for mention in entry.mentions:
        segment = entry.segments[mention.segment]
        if mention.kind != "organisation" or OFFICE.fullmatch(segment.text, mention.start, mention.end):
            continue
        if segment.form == "row":
            found |= {(mention.norm, _ROW)} if _SECRETARY.search(segment.text) else set()
        elif segment.form in _LINES and len(segment.text) <= _LONGEST_LINE:
            found.add((mention.norm, _line(segment.text)))
            found |= {(mention.norm, _PLACE)} if _is_owner(segment, mention) else set()
    return frozenset(found)


@lru_cache(maxsize=1024)
def _line(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _is_owner(segment: Segment, mention: Mention) -> bool:
    """Say whether a paper's title begins with a name as whose paper it is, or an office or members are its."""
    if segment.form in ("title", "heading") and not mention.start and _SERIAL.match(segment.text, mention.end):
        return True
    before = segment.text[max(0, mention.start - 20) : mention.start]
    return bool(_OFFICE_BEHIND.match(segment.text, mention.end) or _OFFICER_BEFORE.search(before))


@dataclass(frozen=True, slots=True)
class _Host:
    """One group that stands in a folder as whose papers these are.

    Attributes:
        keys: Of its names that its lines give or its papers tell, the one that opens a line first.
        lines: Those that it prints under its papers.
        count: So many texts bear them or tell it otherwise.
    """

    keys: tuple[str, ...]
    lines: tuple[str, ...]
    count: int = 0


def join(groups: Groups, files: Files) -> None:
    """Join to the group whose folder it is what it is called besides, and offices to the group of their papers.

    Comes after the merges that names alone tell: what is one already is one name here.
    """
    stands = standing(files)
    found = _hosts(groups, stands)
    if len(found) > 1:
        _part_offices(groups, found, stands)
    groups.merge_all(_merges(groups, found, stands))


def _bodies(groups: Groups) -> dict[str, Node]:
    return {key: node for key, node in groups.nodes.items() if node.kind == "organisation"}


_OF = "\0"  # stands in no norm


def _part_offices(groups: Groups, found: Sequence[_Host], stands: Standing) -> None:
    """Make of an office with no other name one in the papers of each group, and one in all other papers."""
    whose = {line: host.keys[0] for host in found for line in host.lines}

    def key(place: Place) -> str:
        first = whose.get(stands.papers.get(place.file, ""))
        return f"{place.mention.norm}{_OF}{first}" if first else place.mention.norm

    bodies = _bodies(groups)
    for root in sorted({groups.root(at) for at, node in bodies.items() if OFFICE.fullmatch(node.text)}):
        held = [groups.nodes[at] for at in groups.members[root]]
        if all(OFFICE.fullmatch(node.text) for node in held):
            groups.part(root, nodes([place for node in held for place in node.places], {}, key))


def _merges(groups: Groups, found: Sequence[_Host], stands: Standing) -> Iterator[Found]:
    bodies = _bodies(groups)
    yield from _offices_of_papers(bodies)
    yield from _lettered_offices(bodies)
    yield from bare_words(bodies)
    if not found:
        yield from _only_office(groups, bodies)
        yield from bare_offices(bodies)
    letters, fulls = _by_initial(bodies) if found else ({}, {})
    for number, host in enumerate(found):
        sides = _Sides.of(groups, bodies, host)
        yield from _desks(sides)
        yield from _of_one_word(groups, host)
        yield from _two_tongues(groups, sides, host)
        yield from _spelled(sides)
        yield from _lettered(sides, letters, fulls)
        others = max((each.count for at, each in enumerate(found) if at != number), default=0)
        if host.count >= OWN_TIMES * others:
            yield from _in_short(sides)
            yield from _offices(groups, sides)
            yield from _of_secretary(sides, stands)


def _offices_of_papers(bodies: Nodes) -> Iterator[Found]:
    """Join the offices that are told by their papers to the groups whose papers these are."""
    for key in bodies:
        _, of, norm = key.partition(_OF)
        if of and norm in bodies:
            yield Found(key, norm, "the office of the group whose paper it is", 0.8)


def _lettered_offices(bodies: Nodes) -> Iterator[Found]:
    """Join an office by a society's letters to the only one whose letters they are (XTF secretariat)."""
    societies = [key for key, node in bodies.items() if _OF_PEOPLE.search(node.text) and not has_cjk(node.text)]
    for key, node in bodies.items():
        letters = _DESK.sub("", node.text)
        if letters != node.text and _LETTERS.fullmatch(letters):
            fits = [k for k in societies if k != key and definitions.stands_for(letters, bodies[k].text)]
            if len(fits) == 1:
                yield Found(key, fits[0], "the office of the society with these letters", 0.8)


def _hosts(groups: Groups, stands: Standing) -> list[_Host]:
    """Give the groups that have a line of their own, or that enough papers tell; the one that most texts tell first."""
    bodies = {key for key, node in _bodies(groups).items() if not _is_company(node.text)}
    told = [((norm,), ()) for norm in sorted(stands.texts) if len(stands.texts[norm]) >= OWN_TEXTS]
    found: list[_Host] = []
    for norms, lines in (*((norms, (line,)) for line, norms in stands.lines.items()), *told):
        keys = tuple(norm for norm in norms if norm in bodies)
        signs = _signs(groups, keys)
        near = [host for host in found if not signs.isdisjoint(_signs(groups, host.keys))]
        together = dict.fromkeys([*(key for host in near for key in host.keys), *keys])
        if together:
            found = [host for host in found if host not in near]
            found.append(_Host(tuple(together), (*(line for host in near for line in host.lines), *lines)))
    texts: dict[str, set[str]] = defaultdict(set)  # by root
    for norm in stands.texts.keys() & bodies:
        texts[groups.root(norm)] |= stands.texts[norm]
    counted = [replace(host, count=len(set[str]().union(*(texts[groups.root(key)] for key in host.keys))))
               for host in found]  # fmt: skip
    return sorted(counted, key=lambda host: (-host.count, host.keys))


def _signs(groups: Groups, keys: Sequence[str]) -> set[str]:
    """Give what tells that two lines are one group's: names that are one, and a word of its own at a name's head."""
    return {groups.root(key) for key in keys} | set(_own_words(groups, keys))


def _own_words(groups: Groups, keys: Sequence[str]) -> dict[str, str]:
    """Give the words of their own that these names, or those that are one with them, begin with, each with a name."""
    members = (key for root in dict.fromkeys(map(groups.root, keys)) for key in groups.members[root])
    return {word: key for key in sorted(members) if (word := _own_word(key))}


def _own_word(norm: str) -> str:
    """Give the word of two signs that a Chinese name begins with where it is no place and no everyday word (维络)."""
    head = norm[:2]
    own = len(norm) > 4 and all(map(is_cjk, norm)) and not in_dictionary(head) and head not in places()
    return head if own else ""


def _is_company(text: str) -> bool:
    return bool(LEGAL_ZH.search(text) or latin.LEGAL_END.search(text))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The bodies of a folder, seen from one group.

    Attributes:
        first: The key that its other names are joined to.
        own: Those that are its names already, or stand in its line.
        rest: All others.
    """

    first: str
    own: Nodes
    rest: Nodes

    @classmethod
    def of(cls, groups: Groups, named: Nodes, host: _Host) -> _Sides:
        """Part a folder's bodies by whether they are this group's."""
        roots = {groups.root(key) for key in host.keys}
        own = {key: node for key, node in named.items() if groups.root(key) in roots}
        return cls(host.keys[0], own, {key: node for key, node in named.items() if key not in own})


def _of_one_word(groups: Groups, host: _Host) -> Iterator[Found]:
    """Join the names of a group's lines that begin with one word of its own (维络会务组, 维络交流组)."""
    for one, other in combinations(host.keys, 2):
        if not _own_words(groups, [one]).keys().isdisjoint(_own_words(groups, [other])):
            yield Found(one, other, "the group's own word in its lines", 0.78)


def _two_tongues(groups: Groups, sides: _Sides, host: _Host) -> Iterator[Found]:
    """Join the Chinese and the Latin name that stand side by side in a group's line, or for whose members it says."""
    for one in host.keys:
        for other in host.keys if has_cjk(sides.own[one].text) else ():
            chinese, spoken = sides.own[one].text, sides.own[other].text
            if has_cjk(spoken) or groups.root(one) == groups.root(other):
                continue
            side = re.compile(f"{re.escape(chinese)}{_BETWEEN}{re.escape(spoken)}|{re.escape(spoken)}{_BETWEEN}"
                              f"{re.escape(chinese)}|of the {re.escape(spoken)}(?![ ]?[A-Z])")  # fmt: skip
            if any(side.search(line) for line in host.lines):
                yield Found(one, other, "the two languages of a letterhead", 0.75)


def _spelled(sides: _Sides) -> Iterator[Found]:
    """Join the only Latin society whose first word spells what the group's Chinese name begins with (西江, Xijiang)."""
    heads = {simplified(node.text)[:2] for node in sides.own.values() if len(node.text) > _SHORT and has_cjk(node.text)}
    spelled = {form for head in heads if all(map(is_cjk, head)) for form in forms.latin_forms(head, "organisation")}
    latins = [key for key, node in sides.rest.items() if _OF_PEOPLE.search(node.text) and not has_cjk(node.text)]
    fits = [key for key in latins if sides.rest[key].text.split()[0] in spelled]
    if len(fits) == 1:
        yield Found(fits[0], sides.first, "the group's own word spelled in Latin letters", 0.78)


_SHORT = 4  # signs of a society's name that has no word of its own before what it is


def _by_initial(bodies: Nodes) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Give the letters of a folder, and the Latin names under which people come together, by their first letter."""
    letters: dict[str, list[str]] = defaultdict(list)
    fulls: dict[str, list[str]] = defaultdict(list)
    for key, node in bodies.items():
        if _LETTERS.fullmatch(node.text):
            letters[node.text[0]].append(key)
        elif _OF_PEOPLE.search(node.text) and not has_cjk(node.text):
            fulls[node.text[0]].append(key)
    return letters, fulls


def _lettered(sides: _Sides, letters: Mapping[str, list[str]], fulls: Mapping[str, list[str]]) -> Iterator[Found]:
    """Join a Latin name to the group's letters, and letters to its Latin name, where one alone fits."""
    rest, own = sides.rest, [node.text for node in sides.own.values()]
    short = [text for text in own if _LETTERS.fullmatch(text)]
    fits = {key for text in short for key in fulls.get(text[0], ())
            if key in rest and definitions.stands_for(text, rest[key].text)}  # fmt: skip
    if len(fits) == 1:
        yield Found(min(fits), sides.first, "the words that the group's letters stand for", 0.82)
    whole = [text for text in own if _OF_PEOPLE.search(text) and not has_cjk(text)] if not short else []
    fits = {key for text in whole for key in letters.get(text[0], ())
            if key in rest and definitions.stands_for(rest[key].text, text)}  # fmt: skip
    if len(fits) == 1:
        yield Found(min(fits), sides.first, "the first letters of the group's name", 0.82)


_DESK = re.compile(" (?:desk|office|secretariat|list)$")


def _desks(sides: _Sides) -> Iterator[Found]:
    """Join the group's desk, which bears its name or its letters (BX desk)."""
    own = {node.text for node in sides.own.values()}
    for key, node in sides.rest.items():
        if _DESK.search(node.text) and _DESK.sub("", node.text) in own:
            yield Found(key, sides.first, "the desk of the group whose folder it is", 0.8)


def _in_short(sides: _Sides) -> Iterator[Found]:
    """Join what the group's name ends with (沙龙, 粮联会), and its bare English word where it has no English name."""
    latins = [node.text for node in sides.own.values() if " " in node.text and not has_cjk(node.text)]
    for key, node in sides.rest.items():
        text = node.text
        if not _is_short(text):
            continue
        own = any(_ends(each.text, text) for each in sides.own.values())
        another = any(_ends(each.text, text) for each in sides.rest.values())
        if own or (text in latinforms.SOCIETIES and not latins and not another):
            reason = "what the group whose folder it is ends with" if own else "the only society's bare word"
            yield Found(key, sides.first, reason, 0.75 if another or not own else 0.8)


def _is_short(text: str) -> bool:
    if has_cjk(text):
        return 2 <= len(text) <= 5 and all(map(is_cjk, text)) and not OFFICE.fullmatch(text)
    return text in latinforms.SOCIETIES


def _ends(text: str, tail: str) -> bool:
    return len(text) > len(tail) and text.endswith(tail if has_cjk(tail) else f" {tail}")


def _offices(groups: Groups, sides: _Sides) -> Iterator[Found]:
    """Join the offices that have no other name, which would be another's."""
    for key, node in sides.rest.items():
        alike = (groups.nodes[other] for other in groups.members[groups.root(key)])
        if OFFICE.fullmatch(node.text) and all(OFFICE.fullmatch(each.text) for each in alike):
            yield Found(key, sides.first, "the office of the group whose folder it is", 0.8)


def _only_office(groups: Groups, bodies: Nodes) -> Iterator[Found]:
    """Join the offices with no other name to the only one of the folder that says whose it is (圆桌秘书处)."""
    owned = [key for key, node in bodies.items() if OFFICE_LAST.search(node.text) and not OFFICE.fullmatch(node.text)]
    if len(set(map(groups.root, owned))) == 1:
        yield from (Found(key, owned[0], "short form of the only full name that fits", 0.9)
                    for key, node in bodies.items() if OFFICE.fullmatch(node.text))  # fmt: skip


def _of_secretary(sides: _Sides, stands: Standing) -> Iterator[Found]:
    """Join the only letters under which a list has a secretary general to a group that has no letters yet."""
    letters = [key for key, node in sides.rest.items() if key in stands.secretaries and _LETTERS.fullmatch(node.text)]
    if len(letters) == 1 and not any(_LETTERS.fullmatch(node.text) for node in sides.own.values()):
        yield Found(letters[0], sides.first, "the letters of its secretary general's body", 0.72)
