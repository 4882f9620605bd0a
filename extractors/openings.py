"""Places and bodies that a paper's title names before what the paper is: 鲁港充装站试运行周报, Larch Hall depot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors import latin, lexicon
from extractors.chinese import GLUE, places
from extractors.model import Kind, Segment
from extractors.patterns import seldom
from extractors.text import has_cjk, in_dictionary, is_cjk, words

CONFIDENCE = 0.65
_TITLES = ("title", "heading")
_LONGEST = 60  # characters of a line that may be a title
# What a paper is. The last word of a title alone says it.
_PAPER = (
    "公告|通知|通告|周报|月报|日报|季报|年报|快报|纪要|速记|记录|登记|登记表|验收单|评价|报告|须知|名单|台账|清单|方案|小结|总结|"
    "摘要|日程|安排|规程|值班表|排班表|明细|汇总|简报|通讯|章程|制度|办法|手册|目录|议程|指南|证明|一览|公示|海报|说明"
)
_SITES = (
    "充装站|(?:厂|库|棚|园|矿|港|院|校|仓储|作业|加工)区|基地|(?:装配|生产|中试|灌装|包装|总装)线|(?:光伏|风电|养殖|试验|料|货|堆)场|"
    "码头|泊位|车间|锅炉房|泵房|机房|水厂|分厂|站|库"
)
_BODIES = (
    "中心|联合体|(?:交流|联谊|同业|互助|促进|协作|联席|商量)会|协会|商会|学会|联盟|学校|职校|技校|研究院|研究所|药学部|"
    "合作社|(?:贸易|采购|技术|行业|同业|交流)圈"
)
_CHINESE = seldom(
    f"\\s*(?:关于)?(?P<name>[\u4e00-\u9fff]{{2,16}}?(?:(?P<site>{_SITES})|(?P<body>{_BODIES})))"
    f"(?=[ \u3000]*[·—–:：（(]|[ \u3000]+\\S|[\u4e00-\u9fff0-9]{{2,24}}?(?:{_PAPER})(?:[ \u3000（(:：]|$))"
)
_ROOMS = frozenset("hall centre center lab room store shop shed office".split())
_HEADS = lexicon.alternatives(lexicon.section("latin", "latin.site_heads") | _ROOMS)
_LATIN = re.compile(
    rf"\s*((?:[A-Z][\w’'-]+ ){{1,3}}(?:[a-z]+ )?(?:{_HEADS})(?: [A-Z]?\d{{1,2}})?)(?=$| [–—-] |: |, | \(|\t)"
)


class Opening(NamedTuple):
    """A name at the head of a title: offsets, and of what kind it is."""

    start: int
    end: int
    kind: Kind


def find(segment: Segment) -> Iterator[Opening]:
    """Give the place or body whose paper a title says that it is; one of everyday words alone is nobody's."""
    text = segment.text
    if segment.form not in _TITLES or len(text) > _LONGEST:
        return
    if has_cjk(text):
        match = _CHINESE.match(text)
        noun = match.start("site") if match and match["site"] else match.start("body") if match else 0
        if match and _is_own(text[match.start("name") : noun]):
            yield Opening(match.start("name"), match.end("name"), "site" if match["site"] else "organisation")
        return
    match = _LATIN.match(text)
    if match and not all(latin.common(word) for word in match.group(1).split()[:-1]):
        yield Opening(*match.span(1), "site")


@lru_cache(maxsize=16384)
def _is_own(stem: str) -> bool:
    """Say whether what stands before the noun tells it from others: a place, or a word that no dictionary knows."""
    if len(stem) < 2 or stem[0] in GLUE or not all(map(is_cjk, stem)):
        return False
    if any(stem[:length] in places() for length in range(2, 5)):
        return True
    found = words(stem)
    pieces = [(stem[word.start : word.end], word.tag) for word in found]
    known = all(len(piece) > 1 and in_dictionary(piece) for piece, _ in pieces)
    named = any(tag.startswith(("ns", "nr", "nz")) for _, tag in pieces)
    return named or (not known and not any(tag[0] in "pcurdm" for _, tag in pieces))
