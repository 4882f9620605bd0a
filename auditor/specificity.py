"""What a name weighs as a subject and how far it joins its neighbours, by what it is called: never counted on a folder.

What everybody knows and what every house has joins nobody; a person or a far place joins less than a house does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor import evidence, resolve
from auditor.graph import KeyNode, NameNode
from auditor.profile import Profile
from extractors import lexicon
from extractors.facets import SUBJECT_KINDS
from extractors.text import folded, has_cjk, in_dictionary

TOPIC_WEIGHT = 0.5  # chosen: a document that names nobody still joins, below every name
TOPIC_PASSING = 0.7
PUBLIC_PASSING = 0.0  # what everybody knows joins nobody
PLACE_PASSING = 0.0
FAR_PLACE_PASSING = 0.5  # chosen: a place that no list has is a village or a street, tests/bench/emergence.py, 2026-11
PERSON_PASSING = 0.6
EVERYDAY_PASSING = 0.0
NAME_PASSING = 0.9
_WORDS_TOO = frozenset("小米 大众 吉利 联想 中兴 长荣 亚马逊".split())  # companies that are called by a word
# What a state is made of, whole provinces and prefectures: a list need not have each.
_REGION = re.compile(r"[\u4e00-\u9fff]{2,12}(?:省|自治[区州]|特别行政区)")
_BODIES = frozenset("会局处部院所厂站组室科队委办司关店行校")  # what a short word for a sort of body ends in
_SECTIONS = ("departments", "own_bodies", "org_heads")


def name_node(profile: Profile, entity: resolve.Entity | None, name: str) -> NameNode:
    """Give a name with its weight as a subject and as a bridge, both 0.0 to 1.0; without an entity it is a topic."""
    if entity is None:
        return NameNode(name, TOPIC_WEIGHT, TOPIC_PASSING)
    if _public(entity.names):
        return NameNode(name, 0.0, PUBLIC_PASSING)
    weight = profile.subjects.get(entity.kind, 0.0) if entity.kind in SUBJECT_KINDS else 0.0
    weight = 0.0 if entity.kind == "organisation" and _anybodys(entity.names) else weight
    code = evidence.code(tuple(entity.names))
    return NameNode(name, weight, _passing(entity.kind, entity.names), KeyNode(*code) if code else None)


@lru_cache(maxsize=1 << 16)
def _passing(kind: str, spellings: tuple[str, ...]) -> float:
    """Say how far a name joins those that stand beside it."""
    if _everyday(spellings):
        return EVERYDAY_PASSING
    known = [folded(spelling) in lexicon.same("places") or bool(_REGION.fullmatch(spelling)) for spelling in spellings]
    if all(known) or (kind == "place" and any(known)):  # or a town that was taken for an organisation
        return PLACE_PASSING
    return {"place": FAR_PLACE_PASSING, "person": PERSON_PASSING}.get(kind, NAME_PASSING)


@lru_cache(maxsize=1 << 16)
def _public(spellings: tuple[str, ...]) -> bool:
    bodies, known = lexicon.same("bodies"), _known()
    names = [folded(re.sub("^[Tt]he ", "", each)) for each in spellings]
    return any(name in bodies for name in names) or all(name in known for name in names)


# Companies whose services everybody uses and links to; written down by hand.
_USED = (
    "谷歌 Google 谷歌公司 雅虎 Yahoo 微软 Microsoft 微软公司 百度 Baidu 百度公司 脸书 Facebook 推特 Twitter"
    " 领英 LinkedIn 维基百科 Wikipedia 知乎 豆瓣 微博 新浪微博 Weibo 淘宝 淘宝网 Taobao 哔哩哔哩 B站 Bilibili"
)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Give what everybody knows beside bodies: prizes, peoples, programs, and whose services everybody uses."""
    return frozenset([*lexicon.same("public"), *lexicon.same("products"), *map(folded, _USED.split())])


@lru_cache(maxsize=1 << 16)
def _everyday(spellings: tuple[str, ...]) -> bool:
    """Say whether a name is also an everyday word (石榴, 小满): another file may mean the fruit or the day by it.

    Dictionaries hold known companies' names (波音) beside words, and a few are both.
    """
    short = [spelling for spelling in spellings if _is_short_word(spelling)]
    return any(spelling in _WORDS_TOO or spelling not in lexicon.names("companies") for spelling in short)


@lru_cache(maxsize=1 << 16)
def _anybodys(spellings: tuple[str, ...]) -> bool:
    """Say whether a body is called by its sort alone (检验站, 财务部, 小组, Finance): every house has one.

    Of 3,276 ends of associations in hand-written folders none is such a body.
    """
    return all(map(_is_sort, spellings))


def _is_sort(spelling: str) -> bool:
    if has_cjk(spelling):
        return len(spelling) > 1 and spelling[-1] in _BODIES and _is_short_word(spelling)
    return spelling.casefold().removeprefix("the ") in _bodies()


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return frozenset().union(*(lexicon.section("latin", f"latin.{each}") for each in _SECTIONS))


def _is_short_word(spelling: str) -> bool:
    return len(spelling) <= 3 and has_cjk(spelling) and in_dictionary(spelling)
