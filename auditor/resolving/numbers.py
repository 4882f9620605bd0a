"""Sites that people tell by a number: 松渡7号 and 7号机库 of 松渡空港园; Millrace 4 and Unit 4 of Millrace Park."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from auditor.resolving.nodes import Found, Node, Nodes
from extractors import firms, forms, latin, lexicon
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
    pieces = {key: number for key, node in nodes.items() if (number := _piece(node))}
    yield from _within(nodes, pieces)
    told = [one for key, node in nodes.items() if node.kind == "site" and (one := _told(key, node))]
    by_stem, by_number = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in told:
        by_stem[one.stem].add(one.number)
        by_number[one.number].add(one.stem)
    alone = [one for one in told if len(by_stem[one.stem]) == len(by_number[one.number]) == 1]
    if alone:
        beginnings = _Beginnings(nodes)
        for one in alone:
            yield from _one(one, beginnings.of(one), nodes, pieces)


class _Beginnings:
    """The sites of a folder by what they begin with, behind their town too, and by what they end with."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        sites = [key for key, node in nodes.items() if node.kind == "site"]
        heads = ((folded(firms.without_place(simplified(nodes[key].text))), key) for key in sites)
        self._heads = sorted({*heads, *((key, key) for key in sites)})
        self._tails: dict[str, set[str]] = defaultdict(set)
        for key in sites:
            for cut in (2, 3) if has_cjk(key) else ():  # 狮岭西仓 is the 西仓 of 狮岭
                self._tails[key[cut:]].add(key)

    def of(self, one: _Told) -> Collection[str]:
        """Give the sites that begin or end with a stem, and what is called by it alone."""
        found = set(self._tails.get(one.stem, ()))
        at = bisect_left(self._heads, (one.stem, ""))
        while at < len(self._heads) and self._heads[at][0].startswith(one.stem):
            found.add(self._heads[at][1])
            at += 1
        if one.stem in self._nodes and self._nodes[one.stem].kind in ("site", "project", "place", "organisation"):
            found.add(one.stem)
        return sorted(found - {one.key})


def _told(key: str, node: Node) -> _Told | None:
    match = _NUMBERED.fullmatch(simplified(node.text))
    if match is None:
        return None
    stem, number = match["stem"] or match["latin"], match["a"] or match["b"] or match["c"]
    everyday = stem in lexicon.names("places") or (not has_cjk(stem) and latin.common(stem))
    another = bool(match["house"]) and stem[-1] not in _PLOTS
    return None if everyday or another else _Told(key, folded(stem), _FIGURES.get(number, number.lstrip("0")))


def _one(one: _Told, wide: Collection[str], nodes: Nodes, pieces: Mapping[str, str]) -> Iterator[Found]:
    """Give the joins of one site with a number: `wide` are those that its stem fits, `pieces` what a number tells."""
    if len(forms.widest(wide)) > 1:
        return
    yield from (Found(one.key, key, "the only site that begins so, with a number", 0.75) for key in wide)
    files = {place.file for key in (one.key, *wide) for place in nodes[key].places}
    numbered_so = (key for key, number in pieces.items() if number == one.number)
    bare = [key for key in numbered_so if any(place.file in files for place in nodes[key].places)]
    if len(bare) == 1:
        yield Found(one.key, bare[0], "the only one of this number in the files of the site", 0.72)


# Grounds that are let by the piece, and what stands on them that is none of them.
_GROUNDS = re.compile(
    "(?:园区?|产业城|标准厂房|物流港|空港|[Pp]ark|[Ee]state|[Qq]uay|[Dd]ocks|[Cc]ampus|[Hh]arbour|[Ww]harf)$"
)
_GUESTS = re.compile("(?:酒店|宾馆|饭店|会议中心|会展中心|[Hh]otel|[Ii]nn)$")


def _within(nodes: Nodes, pieces: Mapping[str, str]) -> Iterator[Found]:
    """Join a piece that a number alone tells (Unit 9, 7号机库) to the only grounds that its files name.

    Of pieces it must be the only one there, and no file may name other sites.
    """
    by_file: dict[int, set[str]] = defaultdict(set)
    for key, node in nodes.items() if pieces else ():
        if (node.kind == "site" or key in pieces) and not _GUESTS.search(node.text):
            for place in node.places:
                by_file[place.file].add(key)
    for key in pieces:
        near: set[str] = set()
        for file in {place.file for place in nodes[key].places}:
            near |= by_file[file]
            if len(near) > forms.MANY:
                break
        near -= {key}
        grounds = forms.widest(near) if len(near) < forms.MANY and near.isdisjoint(pieces) else []
        if len(grounds) == 1 and _GROUNDS.search(nodes[grounds[0]].text):
            yield Found(key, grounds[0], "a piece of the only grounds that its files name", 0.7)


def _piece(node: Node) -> str:
    """Give the number in figures by which alone a piece of some grounds is told, "" for other names."""
    match = _BARE.fullmatch(simplified(node.text)) if node.kind in _KINDS else None
    said = (match["a"] or match["b"]) if match else ""
    return _FIGURES.get(said, said.lstrip("0"))
