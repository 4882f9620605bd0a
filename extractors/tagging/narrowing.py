"""Where inside a stretch the tagger's name stands: without the house before, the title behind, the sentence around."""

from __future__ import annotations

from functools import lru_cache

from extractors import lexicon
from extractors.patterns import late
from extractors.personnames import titled_and_more
from extractors.spoken import LONG_TITLE
from extractors.text import is_cjk, simplified

_SURNAME = "(?:" + "|".join(sorted(lexicon.entries("surnames"), key=lambda each: (-len(each), each))) + ")"
# 韦冬梅|主任: the title is none of the name, which a surname alone needs (欧阳主任).
_TITLED = late(f"({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?:{LONG_TITLE})")
# 帆泽|小姚, 瑞泓|方经理: a house before how somebody is called.
_OF_HOUSE = late(f"[\u4e00-\u9fff]{{2,6}}?((?:[老小](?:{_SURNAME}))|{_SURNAME}(?:总|工|{LONG_TITLE}))")
# A verb that takes a person: 找|静怡, 给|瑞棠.
_TAKES = frozenset("给找请让叫托催劝派约")
# What goes on behind a house's or a place's name: 润禾|有, 润禾|那, 北崮联合社|三柜.
_GOES_ON = late("[有出那这也都就还说讲把被让给问是的了吗呢吧]+$|[一二三四五六七八九十两几百]+[柜箱吨批票辆件只棵]?$")
_COUNTED = late("[一二三四五六七八九十两几百]*[柜箱吨批票辆件只棵个家名位天年月日元号台套车]")
_COUNTS = late("[一二三四五六七八九十两几百]$")
LEAST = 2  # signs that stay


def narrowed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Give where the name stands in a Chinese stretch that the tagger sees as a person's, a house's or a place's.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends.
        label: PER, ORG, LOC or OTH.
    """
    name = text[start:end]
    if len(name) <= LEAST or not all(map(is_cjk, name)):
        return start, end
    if label == "PER":
        first, last = _of_person(simplified(name))
        return start + first, start + last
    return (start, _end(text, start, end)) if label in ("ORG", "LOC") else (start, end)


@lru_cache(maxsize=16384)
def _of_person(name: str) -> tuple[int, int]:
    double = name[:2] in lexicon.entries("surnames")
    if titled := _TITLED.fullmatch(name):
        bare = titled.group(1)
        return (0, len(bare)) if bare not in lexicon.entries("surnames") else (0, len(name))
    if not double and (housed := _OF_HOUSE.fullmatch(name)):
        return housed.span(1)
    if more := titled_and_more(name):
        return 0, more
    return (1, len(name)) if name[0] in _TAKES else (0, len(name))


def _end(text: str, start: int, end: int) -> int:
    """Give where a house's or a place's name ends before what goes on; a number stays that nothing is counted by."""
    on = _GOES_ON.search(text, start + LEAST, end)
    if on is None or (_COUNTS.search(on.group()) and not _COUNTED.match(text, on.start() + 1)):
        return end
    return on.start()


# 宋晓 Song Xiao, Coco 罗可: how a person is called in either language.
_TWO = late("([\u4e00-\u9fff]{2,4}) ([A-Z][a-zà-ž]+(?: [A-Z][a-zà-ž]+)?)|([A-Z][a-zà-ž]+) ([\u4e00-\u9fff]{2,4})")


def two_languages(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give where a person's Chinese and Latin names stand that one stretch holds, nothing where it is one name.

    A surname with a title in Chinese is none (Anselm 先生).
    """
    both = _TWO.fullmatch(text, start, end)
    if both is None:
        return ()
    first, second = (both.span(1), both.span(2)) if both.group(1) else (both.span(3), both.span(4))
    chinese = simplified(both.group(1) or both.group(4))
    family = chinese[:1] in lexicon.entries("surnames") or chinese[0] in "老小阿"
    return (first, second) if family and not _TITLE.search(chinese) else ()


_TITLE = late(f"(?:{LONG_TITLE})$")
