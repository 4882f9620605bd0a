"""Sites that people tell by a number: 松渡7号 and 7号机库 of 松渡空港园; Millrace 4 and Unit 4 of Millrace Park."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from auditor.resolving.nodes import Found, Node, Nodes
from extractors import latin, lexicon, names
from extractors.text import folded, has_cjk, simplified

_NUMBERED = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{2,5}?)(?:(?P<a>\d{1,3})|(?P<b>[一二三四五六七八九十]{1,2})(?=号))号?(?P<house>机?库|仓库|厂房)?"
    r"|(?P<latin>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?P<c>\d{1,2})"
)
_BARE = re.compile(
    r"(?P<a>\d{1,3}|[一二三四五六七八九十]{1,2})号(?:机?库|仓库?|厂房|车间|楼|棚|坞|泊位|机棚|大棚|温室|库房|冷库)"
    r"|(?:Unit|Shed|Hangar|Warehouse|Bay|Hall|Building|Suite|Dock|Berth|Store|Gallery|Plot|Block|Barn) (?P<b>\d{1,3})"
)
_FIGURES = {c: str(n) for n, c in enumerate("一二三四五六七八九十", 1)}
# What a stem ends with whose numbered house is a part of it: 西仓三号库; 沙洲7号库 is no 沙洲仓储区.
_PLOTS = frozenset("仓园区厂港城")
_KINDS = ("site", "organisation")  # a unit of a park is taken for a party's code where nothing else stands beside it


class _Told(NamedTuple):
    """A site told by its stem and a number."""

    key: str
    stem: str
    number: str


def numbered(nodes: Nodes) -> Iterator[Found]:
    """Join a site's name with a number to the only site that begins so, and its bare number to it in their files.

    A stem with several numbers is one of several there, and a number that two sites bear is nobody's.
    """
    yield from _within(nodes)
    told = [one for key, node in nodes.items() if node.kind == "site" and (one := _told(key, node))]
    by_stem, by_number = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in told:
        by_stem[one.stem].add(one.number)
        by_number[one.number].add(one.stem)
    for one in told:
        if len(by_stem[one.stem]) == len(by_number[one.number]) == 1:
            yield from _one(one, nodes)


def _told(key: str, node: Node) -> _Told | None:
    match = _NUMBERED.fullmatch(simplified(node.text))
    if match is None:
        return None
    stem, number = match["stem"] or match["latin"], match["a"] or match["b"] or match["c"]
    everyday = stem in lexicon.names("places") or (not has_cjk(stem) and latin.common(stem))
    another = bool(match["house"]) and stem[-1] not in _PLOTS
    return None if everyday or another else _Told(key, folded(stem), _FIGURES.get(number, number.lstrip("0")))


def _one(one: _Told, nodes: Nodes) -> Iterator[Found]:
    """Give the joins of one site with a number."""
    wide = _beginning(one, nodes)
    if len(names.widest(wide)) > 1:
        return
    yield from (Found(one.key, key, "the only site that begins so, with a number", 0.75) for key in wide)
    files = {place.file for key in (one.key, *wide) for place in nodes[key].places}
    bare = [key for key, node in nodes.items() if _bears(one.number, node) and files & {p.file for p in node.places}]
    if len(bare) == 1:
        yield Found(one.key, bare[0], "the only one of this number in the files of the site", 0.72)


def _beginning(one: _Told, nodes: Nodes) -> Collection[str]:
    """Give the sites without a number that begin with a stem, behind their town too, and what is called by it alone."""
    found = []
    for key, node in nodes.items():
        rest = folded(names.without_place(simplified(node.text)))
        named = key == one.stem and node.kind in ("site", "project", "place", "organisation")
        begins = key.startswith(one.stem) or rest.startswith(one.stem) or _ends(one.stem, key)
        if key != one.key and (named or (node.kind == "site" and begins)):
            found.append(key)
    return found


def _ends(stem: str, key: str) -> bool:
    """Say whether a Chinese name is a stem behind two or three characters of where it is (狮岭西仓)."""
    return has_cjk(stem) and key.endswith(stem) and 2 <= len(key) - len(stem) <= 3


# Grounds that are let by the piece, and what stands on them that is none of them.
_GROUNDS = re.compile(
    "(?:园区?|产业城|标准厂房|物流港|空港|[Pp]ark|[Ee]state|[Qq]uay|[Dd]ocks|[Cc]ampus|[Hh]arbour|[Ww]harf)$"
)
_GUESTS = re.compile("(?:酒店|宾馆|饭店|会议中心|会展中心|[Hh]otel|[Ii]nn)$")


def _within(nodes: Nodes) -> Iterator[Found]:
    """Join a piece that a number alone tells (Unit 9, 7号机库) to the only grounds that its files name.

    Of pieces it must be the only one there, and no file may name other sites.
    """
    by_file: dict[int, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        if node.kind == "site" or _BARE.fullmatch(node.text):
            for place in node.places:
                by_file[place.file].add(key)
    for key, node in nodes.items():
        if node.kind in _KINDS and _BARE.fullmatch(simplified(node.text)):
            near = set().union(*(by_file[place.file] for place in node.places)) - {key}
            pieces = [k for k in near if _BARE.fullmatch(simplified(nodes[k].text))]
            grounds = names.widest(k for k in near if not _GUESTS.search(nodes[k].text))
            if not pieces and len(grounds) == 1 and _GROUNDS.search(nodes[grounds[0]].text):
                yield Found(key, grounds[0], "a piece of the only grounds that its files name", 0.7)


def _bears(number: str, node: Node) -> bool:
    match = _BARE.fullmatch(simplified(node.text)) if node.kind in _KINDS else None
    said = (match["a"] or match["b"]) if match else ""
    return bool(said) and _FIGURES.get(said, said.lstrip("0")) == number
