"""Published articles are told by what only their printers set; manuscripts and what cites them are none."""

from __future__ import annotations

import pytest

from extractors.articles import at
from extractors.model import Segment
from extractors.published import published

HEAD_ZH = "岩溶区渗流特征研究\n顾一凡，沈默\n（北岸水利学院，沔州 430000）\n摘 要：本文研究渗流。\n关键词：渗流；岩溶"
HEAD = "Seepage in karst wells\nE. Brusati and N. Okafor\nAbstract. We measure seepage.\nKeywords: seepage, karst"
PRINTED = {
    "number of a Chinese journal": f"{HEAD_ZH}\n中图分类号: TV139. 1 文章编号: 1371 － 1610 ( 2016) 03 － 0040 － 05",
    "traditional and full width": f"{HEAD_ZH}\n文章編號：１３７１－１６１０（２０１６）０３－００４０－０５",
    "class, code and day of receipt": f"{HEAD_ZH}\n中图分类号：TV139 文献标识码：A\n收稿日期：2016-03-02",
    "a journal's own DOI": f"《北岸水利》2012年第7期\ndoi:10.3969/j.issn.1304-6755.2012.07.005\n{HEAD_ZH}",
    "first online": f"{HEAD_ZH}\n网络首发时间：2021-03-02 10:11:12",
    "a journal": f"Journal of Wells 12 (2019) 45-67\n{HEAD}\nReceived 3 March 2019; accepted 9 May 2019\n"
                 "https://doi.org/10.1016/j.jowell.2019.05.002",
    "open access": f"{HEAD}\nCitation: Wells 2019, 12, 45; doi:10.3390/w12030045\nISSN 2073-4441",
    "proceedings": f"{HEAD}\nPermission to make digital or hard copies of all or part of this work for personal use",
    "old proceedings": f"{HEAD}\nPermission to copy without fee all or part of this material is granted\n© 1985 ACM",
    "preprint": "arXiv:2103.01234v2 [physics.geo-ph] 3 Mar 2021\nSeepage in karst wells",
    "preprint of biology": f"{HEAD}\nbioRxiv preprint doi: https://doi.org/10.1101/2020.03.02.123456",
    "library": f"{HEAD}\nThis content downloaded from 10.2.3.4 on Tue, 3 Mar 2020",
}  # fmt: skip
OWN = {
    "manuscript in Chinese": HEAD_ZH,
    "manuscript with its class": f"{HEAD_ZH}\n中图分类号：TV139 文献标识码：A\n文章编号：",
    "template of a journal": f"{HEAD_ZH}\n文章编号：XXXX-XXXX（2016）XX-XXXX-XX",
    "sent in": f"投稿\n{HEAD_ZH}\n中图分类号：TV139 文献标识码：A\n收稿日期：2016-03-02",
    "manuscript": HEAD,
    "manuscript that was sent in": f"{HEAD}\nPreprint submitted to Journal of Wells\nhttps://doi.org/10.1016/j.x.2019",
    "for referees": f"{HEAD}\nFor Peer Review\n"
                    "Received 3 March 2019\n"
                    "doi:10.1016/j.jowell.2019.05.002\nISSN 2073-4441",
    "cites one": f"{HEAD}\nAs shown before (doi:10.1016/j.jowell.2019.05.002), seepage grows.",
    "cites several": f"{HEAD}\nISSN 2073-4441\ndoi:10.1016/j.jowell.2019.05.002\ndoi:10.1016/j.jowell.2018.01.004",
    "minutes": "纪要\n文章编号由编辑部给出，收稿日期以系统为准。\n关键词另行讨论。",
    "letter": "We received your letter of 3 March 2019 and accepted the offer. Vol. 12 No. 3 is here. ISSN 2073-4441",
    "permission": "Permission to copy without fee all or part of this material is granted by the yard",
}


def place(text: str) -> str:
    return published([Segment(line, "body", f"line {number}") for number, line in enumerate(text.splitlines(), 1)])


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_printer_or_an_archive_sets_tells_an_article(name: str) -> None:
    assert place(PRINTED[name]).startswith("line ")


@pytest.mark.parametrize("name", OWN)
def test_manuscripts_and_what_cites_an_article_are_the_group_s_own(name: str) -> None:
    assert place(OWN[name]) == ""


def test_the_first_page_alone_counts() -> None:
    assert place("\n".join(["王磊的记录"] * 200) + "\n" + PRINTED["a journal"]) == ""
    assert at([]) is None
