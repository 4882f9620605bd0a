"""Sites: plants, bases, mines, depots, wharves, hotels, lines and vessels with names; Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import cells, definitions, latin
from extractors.chinese import name_start
from extractors.model import Evidence, Recognizer, Segment, Span
from extractors.text import folded, has_cjk, in_dictionary, simplified, words

_SUFFIX = re.compile(
    "生产基地|试验基地|训练基地|储备基地|基地|产业园区|产业园|工业园区|工业园|科技园|物流园|软件园|创业园|开发园|示范园|园区|厂区|矿区|港区|库区|作业区|仓库|中转库|储备库|油库|气库|粮库|冷库"
    "|总库|码头|船坞|船台|锚地|泊位|煤矿|铁矿|铜矿|金矿|锂矿|镍矿|钨矿|铝矿|磷矿|石场|砂场|采石场|尾矿库|车间|水电站|核电站|抽水蓄能电站|光伏电站|储能电站|风电场|电站|变电站|换流站|泵站|加油站|中继站"
    "|配送中心|物流中心|会议中心|会展中心|体育中心|分拨中心|接收站|集气站|水库|大坝|水闸|船闸|机场|火车站|高铁站|油田|气田|盐场|农场|牧场|林场|渔场|养殖场|猪场|苗圃|大酒店|酒店|宾馆|饭店|招待所"
    "|度假村|山庄|大厦|体育馆|体育场|靶场|试验场|发射场|测试场|试车场|堆场|料场|工地|实验基地|观测站|雷达站|卫星站|地面站|灯塔|大桥|隧道|互通|枢纽|渡口|渡槽|航站楼|综合楼|干休所|疗养院|茶楼|饭庄|门店"
    "|[一二三四五六七八九十\\d]+号(?:井|矿|坑|泊位|码头|仓库|库|厂房)"
)
_VESSEL = re.compile(r"[“\"「]?([\u4e00-\u9fff]{2,5}\d{0,4})[”\"」]?(?:轮|号)(?=货轮|油轮|客轮|渔船|船|艇|舰|驳|靠|离|到|装|卸|抵|于|已|在|上|的)")
_VESSEL_CUE = re.compile("船|轮|舰|艇|航次|靠泊|装船|锚|卸货|出海|驳")
_SHIP_EN = re.compile(r"\b(?:MV|M/V|MS|M/T|MT|SS|HMS|USS|FV|F/V|RV|R/V|the (?:vessel|tug|barge|trawler|ship|ferry)) ((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,2})")


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find sites; a bare number or an everyday word before the suffix (3号楼, 恒温车间) names none."""
    named = cells.named_cells(segments)
    english = latin.finds(segments)
    found = []
    for segment, columns, capitals in zip(segments, named, english, strict=True):
        spans = [_span(segment.text, f.start, f.end, f.confidence, f.evidence) for f in capitals if f.kind == "site"]
        spans += _chinese(segment.text) if has_cjk(segment.text) else []
        spans += [_span(segment.text, *match.span(1), 0.85, "pattern") for match in _SHIP_EN.finditer(segment.text)]
        spans += _columns(segment.text, columns)
        spans += [
            Span(f.start, f.end, "site", folded(segment.text[f.start : f.end]), f.confidence, "definition", f.alias_of)
            for f in definitions.finds(segment.text)
            if f.kind == "site"
        ]
        found.append(spans)
    return found


def _span(text: str, start: int, end: int, confidence: float, evidence: Evidence) -> Span:
    return Span(start, end, "site", folded(text[start:end]), confidence, evidence)


def _chinese(original: str) -> Iterator[Span]:
    text = simplified(original)
    for match in _SUFFIX.finditer(text):
        start = name_start(text, match.start())
        confidence = _stem_confidence(text[start : match.start()])
        if confidence:
            yield _span(text, start, match.end(), confidence, "suffix")
    if _VESSEL_CUE.search(text):
        for match in _VESSEL.finditer(text):
            if not in_dictionary(match.group(1)) or match.group()[0] in "“\"「":
                yield _span(text, match.start(1), match.end(1), 0.65, "pattern")


def _stem_confidence(stem: str) -> float:
    if len(stem) < 2 or in_dictionary(stem) and len(stem) > 4:
        return 0.0
    found = [(stem[w.start : w.end], w.tag) for w in words(stem)]
    unknown = any(len(piece) > 1 and not in_dictionary(piece) for piece, _ in found) or any(len(p) == 1 and not p.isdigit() for p, _ in found)
    named = any(tag.startswith(("ns", "nr")) for _, tag in found)
    if not named and in_dictionary(stem):
        return 0.0
    return 0.85 if named else 0.75 if unknown else 0.0


def _columns(text: str, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for start, end, kind, header in columns:
        if kind != "site":
            continue
        inner = re.search(r"\s*[（(#＃]|(?<=[店馆厦])[一二三四五六七八九十\d]+楼|\s\d+$", text[start:end])
        stop = start + inner.start() if inner and inner.start() > 1 else end
        building = _SUFFIX.search(text, start, stop)
        stop = building.end() if building and building.start() > start else stop
        vessel = re.search("船|vessel|ship", header, re.IGNORECASE)
        if not in_dictionary(text[start:stop]) or vessel:
            yield _span(text, start, stop, 0.75, "column")


RECOGNIZER = Recognizer(kinds=("site",), find=find)
