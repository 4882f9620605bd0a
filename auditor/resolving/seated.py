"""A firm's own word behind its seat: 固安 of 湖州固安环保服务有限公司, 合兴 of 梅坑镇合兴瓷厂."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from auditor.resolving.companies import FULL_ZH
from auditor.resolving.nodes import Found, Node, Nodes
from extractors import firms, forms, lexicon
from extractors.chinese import is_everyday, places
from extractors.text import in_dictionary, in_order, is_cjk, simplified

HOUSE = re.compile(
    f"{FULL_ZH.pattern}|(?:厂|社|商行|[贸料材粮货茶药木][易贸]?行|经营部|服务部|门市部|批发部|贸易部|物资部|中心|医院|设计院|研究院|"
    "检测站|检验站|运输队|外运队|施工队|学校|[种猪羊鸡牛鸭鹅林茶农]场|猪站)$"
)
_LEVEL = re.compile("[\u4e00-\u9fff]{2,3}?[省市县区州旗镇乡村]")
_LONG, _OWN = 6, (2, 3)  # signs of a full name at least, and of its own word
# Where a house of any town may stand: a word for the spot and no house's own.
_SPOTS = lexicon.section("chinese", "place.spots")
_KINDS = ("organisation", "project", "programme", "place")
FULL_KINDS = ("organisation", "site", "place")


def own_words(nodes: Nodes) -> Iterator[Found]:
    """Join what a folder calls so to the only house whose own word it is: what its name goes on with behind its seat.

    A town that a list knows is that house too, if no other name begins with it, nor says that it is a town (固安县).
    """
    chinese = {key: text for key, node in nodes.items() if all(map(is_cjk, text := simplified(node.text)))}
    called = {text: key for key, text in chinese.items() if len(text) in _OWN and _may_be_own(nodes[key])}
    towns = _towns(chinese)
    behind: dict[str, set[str]] = defaultdict(set)
    for key, text in chinese.items():
        if len(text) >= _LONG and nodes[key].kind in FULL_KINDS and HOUSE.search(text):
            for rest in _rests(text, towns):
                for length in _OWN:
                    listed = _is_listed(nodes, called.get(rest[:length], ""))
                    if rest[:length] in called and (listed or _goes_on(rest, length)):
                        behind[rest[:length]].add(key)
    begun: dict[str, list[str]] = defaultdict(list)
    for key, text in chinese.items():
        for length in _OWN:
            begun[text[:length]].append(key)
    for own, keys in behind.items():
        wide = forms.widest(keys)
        house = nodes[called[own]].kind == "organisation"
        others = [chinese[k] for k in begun[own] if not house or HOUSE.search(chinese[k])]
        if len(wide) == 1 and own not in towns and _is_only(own, chinese[wide[0]], others):
            yield Found(called[own], wide[0], "the own word of the only house that has it behind its seat", 0.78)


_WORKS = re.compile("(?:[厂社场站行部店铺坊库园殿桥塔闸坝]|[运输外施工钻探]{2}队|学校|剧场|[剧戏影]院|线材|租赁)$")
_KEPT = re.compile(
    "(?:管理|管护|运行|调度|建设)[\u4e00-\u9fff]{1,4}$|[一二三四五六七八九十]队$|(?:技术|生产|销售|采购|工程|质量)部$"
)
_NUMBERED = re.compile("第|[一二三四五六七八九十百]{1,3}[号期队线库院组仓池楼区]")
_BODY_LAST = frozenset("院所局厂站会部委省市县区镇乡队司店行社校")
_BEGUN_KINDS = ("organisation", "project", "programme", "place", "site")


def begun(nodes: Nodes) -> Iterator[Found]:
    """Join what a folder calls so to the only house or works whose name begins with it, with what it is behind.

    樟溪 of 樟溪旧料行, 五里亭 of 五里亭公猪站, 宝岑寺 of 宝岑寺大殿. No town that a list or the folder knows, and no
    everyday word; all else that begins so is said of the same one.
    """
    chinese = {key: text for key, node in nodes.items() if all(map(is_cjk, text := simplified(node.text)))}
    towns = _towns(chinese)
    longer: dict[str, list[str]] = defaultdict(list)
    for key, text in chinese.items():
        for length in _OWN:
            longer[text[:length]].append(key)
    for key, own in chinese.items():
        node = nodes[key]
        if len(own) not in _OWN or node.kind not in _BEGUN_KINDS or own[-1] in _BODY_LAST:
            continue
        if own in places() or own in towns or own in _SPOTS or is_everyday(own) or _NUMBERED.match(own):
            continue
        others = [k for k in longer[own] if k != key]
        fulls = [k for k in others if nodes[k].kind in FULL_KINDS and _is_works(own, chinese[k])]
        if not fulls:
            continue
        houses = ((k, text) for k, text in chinese.items() if own in text and nodes[k].kind in FULL_KINDS)
        holding = (k for k, text in houses if HOUSE.search(text))
        wide = forms.widest({*fulls, *holding})
        if len(wide) == 1 and wide[0] in fulls and _is_only(own, chinese[wide[0]], [chinese[k] for k in others]):
            yield Found(key, wide[0], "the own word of the only house that begins with it", 0.78)


def _is_works(own: str, text: str) -> bool:
    named = len(text) - len(own) > 1 and _WORKS.search(text) and not _KEPT.search(text)
    return bool(named) and not is_everyday(text[len(own) - 1 : len(own) + 1])


_SHORTEST, _LONGEST = 3, 8  # signs of a short name that ends as its house's does


def behind(nodes: Nodes) -> Iterator[Found]:
    """Join what begins and ends as the only house does behind its seat, and leaves out some of what it does between.

    白沙洼市场 of 广州白沙洼农产品批发市场, 沽源设计院 of 天津沽源给排水设计院有限公司.
    """
    chinese = {key: text for key, node in nodes.items() if all(map(is_cjk, text := simplified(node.text)))}
    towns = _towns(chinese)
    rests: dict[str, dict[str, str]] = defaultdict(dict)
    for key, text in chinese.items():
        if len(text) > _LONG and nodes[key].kind in FULL_KINDS and (HOUSE.search(text) or text.endswith("市场")):
            for rest in _rests(text, towns):
                rests[rest[:2]][key] = FULL_ZH.sub("", rest)
    for key, text in chinese.items():
        if not _SHORTEST <= len(text) <= _LONGEST or nodes[key].kind not in FULL_KINDS or FULL_ZH.search(text):
            continue
        near = rests.get(text[:2], {})
        fits = [k for k, rest in near.items() if k != key and rest[-1:] == text[-1] and in_order(text, rest)]
        if len(forms.widest(fits)) == 1 and text[:2] not in towns:
            yield Found(key, fits[0], "the own word of the only house that has it behind its seat", 0.78)


def _is_listed(nodes: Nodes, key: str) -> bool:
    """Say whether a name fills a cell of a column of firms, and is no town's: its house may go on with any word."""
    said = (place.mention for place in nodes[key].places) if key and nodes[key].text not in places() else ()
    return any(mention.kind == "organisation" and mention.evidence == "column" for mention in said)


def _may_be_own(node: Node) -> bool:
    text = simplified(node.text)
    return (
        node.kind in _KINDS
        and text not in _SPOTS
        and (node.kind == "organisation" or text in places() or not is_everyday(text))
    )


def _towns(chinese: Mapping[str, str]) -> frozenset[str]:
    """Give what the folder says to be a town by the word for its level (梅坑 of 梅坑镇), in a name or by itself."""
    found = set[str]()
    for text in chinese.values():
        if (level := _LEVEL.match(text)) and (level.end() == len(text) or len(text) >= _LONG):
            found.add(level.group()[:-1])
    return frozenset(found)


def _rests(text: str, towns: Collection[str]) -> Iterator[str]:
    """Give what follows a seat: a listed town, one that the folder knows, or one with its level behind."""
    place, rest = firms.split_place(text)
    yield from (text[cut:] for cut in (2, 3) if text[:cut] in places())
    if place:
        yield rest
        yield from (rest[cut:] for cut in (2, 3) if rest[:cut] in places() or rest[:cut] in towns)
    if level := _LEVEL.match(text):
        yield text[level.end() :]
    yield from (text[cut:] for cut in (2, 3) if text[:cut] in towns and text[cut] not in "省市县区州旗镇乡村")


def _goes_on(rest: str, length: int) -> bool:
    """Say whether a trade or a word of what it is stands behind the own word, and no other sign of it."""
    return len(rest) - length > 1 and not in_dictionary(rest[length - 1 : length + 1])


def _is_only(own: str, full: str, begun: Collection[str]) -> bool:
    """Say whether all that begins with a word is what this house may be called: no other's name, no town's."""
    if own in places() and full[: full.index(own)].endswith("市"):
        return False  # 佛山市三水赫彩色釉料有限公司: a district
    if own in places() and (brand := firms.brand_of(full)) and not brand.startswith(own):
        return False  # 河北饶阳瓜乡蔬菜产销有限公司: a town of that province
    behind = full[full.index(own) :]
    return all(text == own or _is_called(text, own, behind) for text in begun)


def _is_called(text: str, own: str, behind: str) -> bool:
    rest = iter(behind[len(own) :])
    return all(sign in rest for sign in text[len(own) :]) or text[len(own) :] in ("队", "公司", "集团", "厂")
