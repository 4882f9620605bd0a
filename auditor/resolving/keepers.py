"""Who keeps a public work and bears its name: a reservoir's office is not the reservoir (上尧水库管理所, 上尧水库)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from auditor.resolving.nodes import Nodes
from extractors.text import folded, simplified

_KEEPER = re.compile(
    "([\u4e00-\u9fff]{3,}?)(?:大坝|枢纽|工程|运行|建设|养护|资源|综合)?(?:管理|管护|管养|运行|调度|建设|筹建)"
    "(?:[所处站局段办]|中心|分局|委员会|指挥部)"
)


def without(short: str, full: Iterable[str], nodes: Nodes) -> list[str]:
    """Drop who keeps a work that is a name of the folder itself: 上尧 is 上尧水库, not 上尧水库管理所 as 上尧所 is."""
    return [key for key in full if key[-1] == short[-1] or folded(kept(nodes[key].text)) not in nodes]


@lru_cache(maxsize=1 << 16)  # every look at a folder asks again
def kept(text: str) -> str:
    """Give the work that a name's owner keeps (归勒水电站 of 归勒水电站大坝管理中心), "" for others."""
    keeper = _KEEPER.fullmatch(simplified(text))
    return keeper.group(1) if keeper else ""
