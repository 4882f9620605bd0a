"""Who issues a paper: the one house of its heading, its letterhead or its signature, and the thing that it runs.

A paper on a product, and a quotation, a report of tests or a loan, tells of a house that makes, does or lends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from extractors.model import Mention, Segment

ISSUER_FROM = 0.6  # a house less sure may be none
RUN_KINDS = frozenset({"site", "project", "programme", "product"})
HEAD_LINES = 4  # of a paper, and of its end: where letterheads and signatures stand
BESIDE_CHARS = 40  # beside a house in its letterhead or signature: a department, a town, a date
TITLE_CHARS = 60  # behind a house and a dash or a comma: "Corvella SpA – boats that members may hire, 2025/26"
# Meetings, associations and desks put down what others run.
_HOSTS = re.compile(
    r"[会组处群]$|\b(?:association|circle|club|cluster|committee|commission|council|forum|group|network|secretariat)$",
    re.IGNORECASE,
)
_DESKS = re.compile("[部科室]$|车间$")
_GOES_ON = re.compile(r"\s?[–—,，]\s")
_SENTENCE = re.compile(r"[。！？!?：:；;]|\.\s|[a-z0-9]{2}\.\Z")  # a letterhead ends without a full stop

# What a house issues of what it makes, does or lends for others.
_OFFERS = re.compile(
    "报价|价目|价格表|产品手册|产品说明|说明书|技术协议|(?:检测|检验|测试|试验|评估|评价|维修|服务)报告|送货单|发货单|装箱单|出厂"
    "|质保书|质量证明|租金|贷款|授信|保单|对账单|催款"
    r"|\b(?:quot(?:e|ation)|offer|price list|data ?sheet|brochure|catalogue|test (?:report|certificate)|survey report"
    r"|inspection report|service report|delivery note|packing list|certificate of|invoice|statement of account)\b",
    re.IGNORECASE,
)


def supplies(segments: Sequence[Segment]) -> bool:
    """Say whether a paper's name or first heading tells of what its house makes, does or lends for others."""
    names = (each for each in segments if each.layer == "file_name" or each.form in ("heading", "title"))
    return any(_OFFERS.search(each.text) for each in islice(names, 2))


def issued(
    segments: Sequence[Segment], mentions: Sequence[Mention], inside: Mapping[int, range]
) -> tuple[int | None, int] | None:
    """Give the thing that a paper is about, None where that is not told, and the house that issues it, None for none.

    A house that stands alone at the head or the foot of the pages issues it as one of a letterhead does.
    The thing is the first site, project or product of the heading or the file's name, else the first site that the
    text names; what associations put down of it says nothing of who runs it, nor does a house's own name.

    Args:
        segments: The file's segments in reading order.
        mentions: Its mentions, sorted by segment and start.
        inside: For each segment the indices of the mentions in it.
    """
    body = [n for n, each in enumerate(segments) if each.layer == "body" and each.text.strip()]
    margins = [n for n, each in enumerate(segments) if each.layer == "header_footer"]
    labels = [n for n in body if segments[n].form in ("heading", "title")]
    edges = [n for n in (*body[:HEAD_LINES], *body[-HEAD_LINES:][::-1], *margins) if segments[n].form == "paragraph"]
    house = next(_houses(segments, mentions, inside, labels, edges), None)
    if house is None or _HOSTS.search(_text(segments, mentions[house])):
        return None
    names = [n for n, each in enumerate(segments) if each.layer == "file_name"]
    heads = (index for n in (*labels[:1], *names) for index in inside.get(n, ()) if mentions[index].kind in RUN_KINDS)
    below = (index for n in body for index in inside.get(n, ()) if mentions[index].kind == "site")
    found = (i for i in chain(heads, islice(below, 1)) if mentions[i].confidence >= ISSUER_FROM)
    thing = next((i for i in found if not _is_named_after(mentions[i], mentions[house])), None)
    return thing, house


def _is_named_after(thing: Mention, house: Mention) -> bool:
    """Say whether a name is the house's own, or a part of it; a site may be called after its house."""
    return thing.norm in house.norm or (thing.kind != "site" and house.norm in thing.norm)


def _houses(
    segments: Sequence[Segment], mentions: Sequence[Mention], inside: Mapping[int, range], labels: Sequence[int],
    edges: Sequence[int],
) -> Iterator[int]:  # fmt: skip
    """Give the house of each line that names one alone: headings, then lines that begin with it and say no more."""
    for number in (*labels, *edges):
        held = [i for i in inside.get(number, ()) if mentions[i].kind == "organisation"]
        held = [i for i in held if not _DESKS.search(_text(segments, mentions[i]))]
        if len({mentions[i].norm for i in held}) == 1 and mentions[held[0]].confidence >= ISSUER_FROM:
            text, first = segments[number].text.rstrip(), mentions[held[0]]
            most = TITLE_CHARS if _GOES_ON.match(text, first.end) else BESIDE_CHARS
            short = len(text) <= first.end - first.start + most and not _SENTENCE.search(text[first.end :])
            if number in labels or (first.start == 0 and short):
                yield held[0]


def _text(segments: Sequence[Segment], mention: Mention) -> str:
    return segments[mention.segment].text[mention.start : mention.end]
