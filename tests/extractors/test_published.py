"""Published standards and laws are told by their heads, and what only looks like one is not."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.model import Segment
from extractors.published import published

COVER = """HJ
中华人民共和国国家环境保护标准
HJ {number}-2017
岸边水站验收技术规范
Technical specification for acceptance of bankside stations
（发布稿）
2017-12-28 发布 2018-04-01 实施
环	境	保	护	部 发 布
目 次"""
LAW = """中华人民共和国河岸保护法
（2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过）
目录
第一章 总则
第一条 为了保护河岸，制定本法。"""
PUBLIC = {
    "cover": COVER.format(number=915),
    "traditional": COVER.format(number=915).replace("环境保护标准", "環境保護標準").replace("国", "國"),
    "national": "ICS 13.060\nZ 50\n中 华 人 民 共 和 国 国 家 标 准\nGB/T 30917—2014\n河岸水尺\n"
                "2014-06-24 发布\n2015-02-01 实施",
    "full width": "中华人民共和国海洋行业标准\nＨＹ／Ｔ １４７．３－２０１３\n２０１３年４月２５日发布"
                  "　２０１３年５月１日实施",
    "local": "DB\n岚江省地方标准\nDB33/T 2091-2018\n2018-03-19 发布 2018-04-19 实施",
    "law": LAW,
    "regulations": "中华人民共和国河岸保护条例\n（2009年3月5日国务院令第551号公布）\n第一条 为了保护河岸，制定本条例。",
    "iso": "INTERNATIONAL STANDARD\nISO\n22514-4\nFirst edition\n2016-08-01\nStatistical methods in process management",
    "iso on two lines": "INTERNATIONAL\nSTANDARD\nISO 22514-4\nFirst edition",
    "en": "BRITISH STANDARD BS EN 13374:2013\nBRITISH STANDARD\nTemporary edge protection systems",
    "ieee": "IEEE Standard for Harbour Signalling\nIEEE Std 2030-2011",
    "rfc": "Network Working Group\nRequest for Comments: 2119\nCategory: Best Current Practice",
    "register": "27338 Federal Register / Vol. 85, No. 89 / Thursday, May 7, 2020 / Rules and Regulations".removeprefix(
        "27338 "
    ),
    "instrument": "STATUTORY INSTRUMENTS\n2019 No. 419\nHARBOURS\nThe Harbour Lights Order 2019",
    "act": "Harbour Lights Act 1998\n1998 CHAPTER 29\nAn Act to make new provision for harbour lights.",
    "european": "4.5.2016 EN Official Journal of the European Union L 119/1\nREGULATION (EU) 2016/679\nTHE PARLIAMENT",
}  # fmt: skip
OURS = {
    "draft": COVER.format(number=915).replace("发布稿", "征求意见稿"),
    "military": COVER.replace("国家环境保护标准", "国家军用标准").replace("HJ {number}", "GJB 915"),
    "of a firm": COVER.replace("中华人民共和国国家环境保护标准", "禾丰源粮油工贸有限公司企业标准").replace(
        "HJ {number}", "Q/HFY 915"
    ),
    "without a number": COVER.replace("HJ {number}-2017\n", ""),
    "without a day": COVER.format(number=915).replace("2017-12-28 发布 2018-04-01 实施", ""),
    "cites": "会议纪要\n按照中华人民共和国国家环境保护标准 HJ 915-2017（2017-12-28 发布 2018-04-01 实施）验收水站。",
    "on a law": "关于学习《中华人民共和国河岸保护法》的通知\n2011年4月22日通过的河岸保护法第一条说了目的。",
    "title of a law alone": "中华人民共和国河岸保护法\n培训提纲\n讲师：王磊\n第一条讲目的，第二条讲范围。",
    "draft law": LAW.replace("河岸保护法\n", "河岸保护法（草案）\n"),
    "iso draft": "DRAFT INTERNATIONAL STANDARD\nISO/DIS 22514-4\nINTERNATIONAL STANDARD",
    "cites iso": "Minutes\nThe line meets International Standard ISO 22514-4 and BS EN 13374.",
    "own standard": "CORVELLA STANDARD\nCS 22514\nFirst edition",
    "on an act": "Note on the Harbour Lights Act 1998\nWe must light berth 4.",
    "cites rfc": "Our terms follow Request for Comments: 2119 in all parts, said Tao Min.\nBerth 4",
    "journal": "Our journal of the union\nREGULATION of berth 4",
    "empty": "",
}  # fmt: skip


def place(text: str) -> str:
    return published([Segment(line, "body", f"line {at}") for at, line in enumerate(text.splitlines(), 1)])


@pytest.mark.parametrize("name", PUBLIC)
def test_a_standard_or_law_says_so_at_its_head(name: str) -> None:
    assert place(PUBLIC[name]).startswith("line ")
    assert published([Segment(PUBLIC[name], "body", "p.1")]) == "p.1"


@pytest.mark.parametrize("name", OURS)
def test_what_only_looks_like_one_is_none(name: str) -> None:
    assert place(OURS[name]) == ""


def test_it_counts_at_the_head_alone_and_not_in_remarks() -> None:
    assert place("\n".join(["王磊的记录"] * 80) + "\n" + COVER.format(number=915)) == ""
    assert published([Segment(LAW, "comment", "1")]) == ""


@pytest.mark.parametrize(("text", "kinds"), [(LAW, ["published"]), (f"秘密★5年\n{LAW}", ["secret"])])
def test_a_file_bears_the_flag_unless_it_bears_a_marking(text: str, kinds: list[str]) -> None:
    (file,) = extract(text.encode("utf-8"), "a.txt")
    assert [flag.kind for flag in file.flags] == kinds
