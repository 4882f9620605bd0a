"""What a Chinese firm's registered name is made of: its seat, its brand, its trade, its legal form."""

from __future__ import annotations

from functools import lru_cache

from extractors import lexicon
from extractors.chinese import is_everyday, places
from extractors.patterns import late
from extractors.text import in_dictionary, simplified, words

LEGAL = late(
    "(?:股份有限公司|有限责任公司|集团有限公司|集团股份有限公司|控股有限公司|有限公司|股份公司|集团公司|"
    "总公司|分公司|公司|集团|株式会社)$"
)
BRANCH = late(r"[（(][\u4e00-\u9fff]{1,6}[）)]")
_INDUSTRY = lexicon.alternatives(lexicon.section("chinese", "names.trades"))
BRAND = late(f"([\u4e00-\u9fff]{{2,4}}?)((?:{_INDUSTRY})+)$")
TRADE = late(_INDUSTRY)


def without_place(text: str) -> str:
    """Give a Chinese name without the place that it begins with."""
    return split_place(text)[1]


_BRANDS_IN_ZHOU = frozenset(("神州", "九州"))  # what all of China is called in a firm's name


@lru_cache(maxsize=1 << 14)  # each form of a firm's name asks again
def split_place(text: str) -> tuple[str, str]:
    """Split a name's place off its head: ("江城", "禾丰源粮油工贸"); a province's with the town in it (河北饶阳).

    So is a city's, where that says that it is one, with the listed district in it (佛山市三水).
    """
    place, rest = _split_first(text)
    wide = place.removesuffix("省") in _PROVINCES and len(rest) > _TOWN_AND_BRAND
    if place[2:] == "市" and rest[:2] in places() and len(rest) > _TOWN_AND_BRAND and rest[2] not in "省市县区":
        return place + rest[:2], rest[2:]
    town, own = _split_first(rest) if wide else ("", rest)
    return place + town, own


_TOWN_AND_BRAND = 5  # a town, a brand and something of a trade
_PROVINCES = frozenset(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 "
    "青海 台湾 内蒙古 广西 西藏 宁夏 新疆".split()
)


def _split_first(text: str) -> tuple[str, str]:
    for length in range(min(6, len(text) - 2), 1, -1):
        head = text[:length]
        if head in places() or head == "中国" or (length > 2 and head[-1] in "省市县"):
            return head, text[length:]
    head, rest = text[:2], BRAND.match(text[2:])
    if head[1:] == "州" and len(text) > 5 and head not in _BRANDS_IN_ZHOU and not is_everyday(head):
        return head, text[2:]  # 沂州岱松浆业, 汀州有轨: what prefectures were called
    if rest and not is_everyday(rest.group(1)) and in_dictionary(head) and words(head)[0].tag == "ns":
        return head, text[2:]
    return "", text


@lru_cache(maxsize=1 << 16)
def brand_of(full_name: str) -> str:
    """Give a company's brand, the word of its own between its place and its trade; "" where it has none."""
    text = BRANCH.sub("", simplified(full_name))
    stem = LEGAL.sub("", text)
    if text.endswith("分公司") or (stem == text and not BRAND.match(split_place(text)[1])):
        return ""
    _, brand, trade = parts(stem)
    return "" if OF_PLACES.match(trade) else brand


@lru_cache(maxsize=1 << 14)
def parts(stem: str) -> tuple[str, str, str]:
    """Split a company's name without its legal suffix into (place, brand, trade)."""
    place, rest = split_place(stem)
    match = BRAND.match(rest)
    if match and place and TRADE.fullmatch(match.group(1)):
        return "", "", stem  # 雅砻江电力: the river is its own word
    if match:
        brand, trade = match.groups()
        if len(brand) == 3 and brand[2] in _MATERIALS:  # 岐航 钛加工
            brand, trade = brand[:2], brand[2] + trade
        wide = len(brand) == 4 and not in_dictionary(brand) and is_everyday(brand[2:])  # 栎川 萃取装备
        return (place, brand[:2], brand[2:] + trade) if wide else (place, brand, trade)
    cut = len(rest)
    for word in reversed(words(rest)):
        piece = rest[word.start : word.end]
        if len(piece) < 2 or not (in_dictionary(piece) or TRADE.fullmatch(piece)):
            break
        cut = word.start
    if cut > 4 and _heads_with_brand(rest):
        return place, rest[:2], rest[2:]
    cut -= cut == 3 and rest[2] in _MATERIALS
    if 2 <= cut <= 4 and cut < len(rest):
        return place, rest[:cut], rest[cut:]
    return place, rest if len(rest) <= 4 else "", ""


def _heads_with_brand(rest: str) -> bool:
    """Say whether a word of no dictionary that two characters make begins a name (沛岭 金属丝)."""
    return words(rest)[0].end == 2 and not in_dictionary(rest[:2]) and rest[:2] not in places()


_MATERIALS = frozenset("钛铜铝锌镍锂硅钢铁锡钨钼钴镁钒铬锰铅锑氢氧氮碳磷硫纸茶酒油盐糖棉丝药膜胶漆布纱革")
# Services that every town has: what stands before them is the town. Who makes things for one is a firm (消防设备).
OF_PLACES = late(
    "(?:城市)?(?:轨道|有轨|地铁|公交|供电|电网|电力调度|调度|城投|交投|城建|港务|海事|铁路|气象|地震|消防|公安|税务|海关|疾控)"
    "(?!设备|装备|器材|科技|技术|仪器|仪表|车辆|配件|材料|用品|电子|电器)"
)


_COOPERATIVE = late("(?:农民)?(?:专业|股份)?合作社(?:联合社)?$")


@lru_cache(maxsize=1 << 14)
def cooperative(text: str) -> str:
    """Give the own word of a cooperative, often its village's: 春满园 of 春满园蚕业专业合作社, "" for other names."""
    tail = _COOPERATIVE.search(text)
    rest = split_place(text[: tail.start()])[1] if tail else ""
    own = (cut for cut in (3, 2) if _is_matter(rest[cut:]))
    cut = next(own, 0 if len(rest) > _LONGEST_VILLAGE else len(rest))
    return rest[:cut] if cut > 1 and not TRADE.fullmatch(rest[:cut]) else ""


def _is_matter(text: str) -> bool:
    """Say whether what stands behind a cooperative's own word is what it grows or makes: 种植, 人参种植."""
    if len(text) < _LEAST_MATTER:
        return False
    if in_dictionary(text) or TRADE.fullmatch(text):
        return True
    pieces = [text[word.start : word.end] for word in words(text)]
    return all(len(piece) >= _LEAST_MATTER and in_dictionary(piece) for piece in pieces)


_LEAST_MATTER, _LONGEST_VILLAGE = 2, 3  # signs


def serves_place(text: str, at: int) -> bool:
    """Say whether from here on a name tells a service that every town has: what stands before is the town's."""
    return bool(OF_PLACES.match(text, at))
