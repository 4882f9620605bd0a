"""Which of a segment's overlapping names stay."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from extractors import lexicon
from extractors.model import Mention


def _rank(mention: Mention) -> tuple[bool, int, float, bool, str, str]:
    """Order for overlaps: weak ones last, then length, confidence, own evidence before the folder's."""
    return (
        mention.confidence < 0.5,
        mention.start - mention.end,
        -mention.confidence,
        mention.evidence == "folder",
        mention.kind,
        mention.norm,
    )


def apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Keep of overlapping names the longest, then the surest; what may head a longer one stays beside it."""
    if len(mentions) == 1:
        return list(mentions)
    kept: list[Mention] = []
    order: list[tuple[int, int]] = []  # (start, place in `kept`), ascending: only neighbours can overlap
    longest = max(mention.end - mention.start for mention in mentions)
    for mention in sorted(mentions, key=_rank):
        near = order[bisect_left(order, (mention.start - longest, 0)) : bisect_left(order, (mention.end, 0))]
        clash = [i for _, i in near if mention.start < kept[i].end]
        if not clash or (len(clash) == 1 and _heads(mention, kept[clash[0]])):
            insort(order, (mention.start, len(kept)))
            kept.append(mention)
        elif len(clash) == 1 and (kept[clash[0]].start, kept[clash[0]].end) == (mention.start, mention.end):
            kept[clash[0]] = _joined(kept[clash[0]], mention)
    return kept


# What a firm's own part adds to its name: 岭东热电|运行部, 诺启工程咨询有限公司|太仓分部.
_UNIT_BEHIND = re.compile(
    f"(?:{lexicon.alternatives(lexicon.section('units', 'stems') - {'实验', '指挥'})})[部处科室]"
    "|[\u4e00-\u9fff]{2,3}(?:分[部厂店]|办事处|代表处)"
)


def _heads(place: Mention, name: Mention) -> bool:
    inside = place.start == name.start and place.end < name.end
    owned = (place.kind == "organisation" and name.kind == "site") or (
        place.kind in ("organisation", "site") and name.kind == "project"
    )
    owned = owned or (
        place.kind == name.kind == "organisation" and name.norm[len(place.norm) :].startswith(("附属", "下属", "直属"))
    )
    owned = owned or (
        place.kind == name.kind == "organisation" and bool(_UNIT_BEHIND.fullmatch(name.norm, len(place.norm)))
    )
    seat = place.kind == "place" and name.kind in ("organisation", "site", "project", "programme")
    # What the tagger alone takes for a body's name is read as a whole: 日本国家足球队.
    seat = seat and place.norm not in ("中国", "美国") and name.evidence != "tagger"
    return inside and place.confidence >= 0.8 and (owned or seat)


def _joined(kept: Mention, other: Mention) -> Mention:
    """Keep the definition that the other find of the same stretch carries."""
    owner = kept.kind == "person" and kept.evidence == "column"
    if owner and other.kind == "organisation" and other.evidence == "folder":
        return other  # the folder knows the owner in a list as a firm
    if kept.alias_of or not other.alias_of or other.alias_of == kept.norm:
        return kept
    guessed = kept.kind == "project" and kept.evidence == "definition" and other.evidence == "folder"
    kind = other.kind if guessed and other.kind == "organisation" else kept.kind  # a firm's name beside its pinyin
    return Mention(kept.segment, kept.start, kept.end, kind, kept.norm, kept.confidence, kept.evidence, other.alias_of)
