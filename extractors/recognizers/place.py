"""Places: the gazetteer, administrative suffixes, place columns; Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import capitalised, cells, lexicon, located, senders, sieve
from extractors.chinese import GLUE, at_boundary, is_everyday, places
from extractors.model import Evidence, Recognizer, Segment, Span
from extractors.text import chinese_texts, each_text, folded, has_cjk, in_dictionary, is_cjk, simplified, words

_WIDER = re.compile("[省市县区州](?!场|长|政府|值|民|内|里|委|域|别|分)")
_ADMIN = re.compile(
    "(?:自治区|自治州|自治县|特别行政区|开发区|高新区|保税区|新区|省|市|县|区|镇|乡|村|街道|盟|旗|州|半岛|"
    "群岛|列岛|岛|海峡|水道|湖|河|江|山脉|山|湾|港|峡谷|盆地|平原|高原)$"
)
_NO_ADMIN = lexicon.section("chinese", "place.no_admin")


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find places."""
    named = cells.named_cells(segments)
    english = capitalised.finds(segments)
    listed = _place_columns(segments)
    found = []
    for segment, columns, capitals, chinese, marks in zip(
        segments, named, english, chinese_texts(segments), sieve.marks(segments), strict=True
    ):
        spans = [_span(segment.text, f.start, f.end, f.confidence, f.evidence) for f in capitals if f.kind == "place"]
        sent = senders.parts(segment.text) if marks & senders.MARK else ()
        spans += [_span(segment.text, part.start, part.end, 0.8, "field") for part in sent if part.kind == "place"]
        if chinese:
            spans += _chinese(chinese, marks)
        if segment.form == "paragraph" and marks & _DATELINE_MARK:
            spans += [_span(segment.text, *at, 0.8, "pattern") for at in located.datelines(segment.text)]
        if listed:
            spans += [_span(segment.text, *at, 0.75, "column") for at in _among_places(segment, listed)]
        for a, b, kind, _ in columns:
            if kind == "place" and _can_be_place(segment.text[a:b]):
                spans.append(_span(segment.text, a, b, 0.75, "column"))
        found.append(spans)
    return found


def _span(text: str, start: int, end: int, confidence: float, evidence: Evidence) -> Span:
    return Span(start, end, "place", folded(text[start:end]), confidence, evidence)


def _place_columns(segments: Sequence[Segment]) -> frozenset[tuple[int, int]]:
    """Give the (table, column) most of whose cells are places of the list: the others are places too."""
    columns: dict[tuple[int, int], list[bool]] = {}
    if not any(segment.table for segment in segments):
        return frozenset()
    for segment in segments:
        for i, cell in enumerate(segment.cells) if segment.table else ():
            text = segment.text[cell.start : cell.end].strip()
            if text and cell.header:
                columns.setdefault((segment.table, i), []).append(text in places() and text not in _AMBIGUOUS)
    return frozenset(at for at, seen in columns.items() if sum(seen) >= 2 and sum(seen) * 2 >= len(seen))


def _among_places(segment: Segment, listed: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the cells of a row that stand in a column of places and read as one."""
    for i, cell in enumerate(segment.cells):
        text = segment.text[cell.start : cell.end]
        if (segment.table, i) in listed and _LISTED.fullmatch(text) and cell.header and text not in _NO_ADMIN:
            yield cell.start, cell.end


_LISTED = re.compile("[\u4e00-\u9fff]{2,4}")


_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}")  # a stand's or a slot's: P3


def _can_be_place(cell: str) -> bool:
    """Say whether a place column's cell is more than a word of two characters for what to do (待复, 转群, 财务)."""
    text = simplified(cell)
    if _CODE.fullmatch(text):
        return False
    if not has_cjk(text) or len(text) > 2:
        return True
    return text in places() or words(text)[0].tag.startswith("ns") or bool(_ADMIN.search(text))


@each_text
def _chinese(text: str, marks: int) -> Iterator[Span]:
    known = set()
    for start, end in lexicon.longest(lexicon.chinese("places"), text) if marks & _LISTED_MARK else ():
        wider = end + len(match.group()) if (match := _WIDER.match(text, end)) else end
        if _is_place(text, start, end, wider):
            known.add(start)
            yield _span(text, start, wider, 0.85, "suffix")
    found = words(text)
    tagged = [i for i, tag in enumerate(found.tags) if tag == "ns"] if "ns" in found.tags else []
    for i in tagged:
        start, end = found.starts[i], found.ends[i]
        if end - start < 2 or start in known:
            continue
        piece = text[start:end]
        if piece in _NO_ADMIN or piece in _AMBIGUOUS:
            continue
        if _ADMIN.search(piece) and len(piece) > 2:
            yield _span(text, start, end, 0.7, "suffix")
    if tagged:
        yield from _unlisted(text, tagged, known)
    yield from _administrative(text) if marks & _LEVEL_MARK else ()
    for match in _HEAD.finditer(text) if marks & _HEAD_MARK else ():
        head = match.group(1)[:-1]
        everyday = any(len(head[w.start : w.end]) > 1 and is_everyday(head[w.start : w.end]) for w in words(head))
        counted = head[-1] in "一二两三四五六七八九十各多几" or head[0] in GLUE  # 江西两省, 已报县
        if not counted and not in_dictionary(head) and not everyday and match.group(1)[-2:] not in _NO_ADMIN:
            yield _span(text, *match.span(1), 0.8, "suffix")


_TO_PLACES = re.compile("(?:在|到|去|赴|从|飞|驻|抵|回|往|位于|来自|发往|运往|送往|调往|产自|途经|路过)$")
_HOUSE = re.compile("中心|公司|集团|分公司|研究|设计|[院所局会厂]")  # 桐坑中心: the word before is a house's own
_TOWN_SERVICE = re.compile("(?:城市)?(?:轨道|地铁|公交|城投|交投|城建|港务)")  # what stands before it is the town
_NO_PLACE = frozenset(
    "一二三四五六七八九十两几半第约楼层区东西南北"
    "车间线库存货表期价量版批次天年月省市部处科室办所组"
)


def _unlisted(text: str, tagged: Sequence[int], known: set[int]) -> Iterator[Span]:
    """Find places that no list holds: words of no dictionary that rjieba takes for one."""
    found = words(text)
    for i in tagged:
        if found.starts[i] in known or not 2 <= found.ends[i] - found.starts[i] <= 3:
            continue
        piece = text[found.starts[i] : found.ends[i]]
        coined = not in_dictionary(piece) and not _NO_PLACE & set(piece) and piece[0] != piece[1]
        coined = coined and not _SUM.match(text, max(0, found.starts[i] - 2))
        if coined and piece[0] not in GLUE and not _HOUSE.match(text, found.ends[i]):
            alone = not is_cjk(text[found.starts[i] - 1 : found.starts[i]] or "。")
            sure = alone or _TO_PLACES.search(text, max(0, found.starts[i] - 2), found.starts[i])
            town = _TOWN_SERVICE.match(text, found.ends[i])
            yield _span(text, found.starts[i], found.ends[i], 0.8 if town else 0.6 if sure else 0.5, "pattern")


_SUM = re.compile(r".?[\d百千十] ?[万亿]")  # 120 万欧


_HEAD = re.compile("(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}[省县])(?=[\u4e00-\u9fff]{2})")


def _is_place(text: str, start: int, end: int, wider: int) -> bool:
    """Say whether a gazetteer name is meant: no everyday word straddles it, and it is not itself an everyday word.

    `wider` is where the name ends with its 省 or 市, else `end`. A firm's seat is cut off whatever follows (宁波澜舶).
    """
    if _PART_OF_PHRASE.search(text[max(0, start - 1) : start + 1]) and text[start - 1 : start] != "、":
        return False
    seat = not is_cjk(text[start - 1 : start] or "。") and bool(_FIRM_BEHIND.match(text, end))
    if not (seat or at_boundary(text, start, wider)):
        return False
    return wider > end or seat or text[start:end] not in _AMBIGUOUS or _meant(text, start, end)


def _meant(text: str, start: int, end: int) -> bool:
    """Say whether an everyday word that is a town too is meant as one: gone to, or before what stands in towns."""
    gone_to = bool(_TO_PLACES.search(text, max(0, start - 2), start)) and not in_dictionary(text[start : end + 1])
    return gone_to or bool(_SITE_BEHIND.match(text, end))


_SITE_BEHIND = re.compile(
    "(?:基地|园区|厂区|工厂|机房|港区|车站|数据中心|分公司|办事处|那边|这边|当地|本地|市区|境内|一带)"
)
_FIRM_BEHIND = re.compile("[\u4e00-\u9fff]{2,14}有限公司")


_PART_OF_PHRASE = re.compile(
    "[往从向朝家手心夜][里上下外内]|[一二三四五六七八九十两几数\\d][百千万亿]"
)  # 往里加, 一万安
# Everyday words that are towns too: places only with 市, 县 or 区 behind them.
_AMBIGUOUS = lexicon.section("chinese", "place.ambiguous")
_LEVEL = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:省|市|县|区|镇|乡|村|街道|岛|自治州)(?![长委民场内域里别分值政级区庄容])"
)


def _administrative(text: str) -> Iterator[Span]:
    """Find unknown villages, towns and districts: one or two unknown words before 镇, 村, 县 ..."""
    for match in _LEVEL.finditer(text):
        found = words(text)
        level, end = match.span()
        i = found.at(level)
        start = found.starts[i]
        if start < level:
            piece = text[start:end]
            if found.ends[i] == end and len(piece) <= 5 and not in_dictionary(piece) and piece[0] not in GLUE:
                yield _span(text, start, end, 0.65, "suffix")
            continue
        piece = text[found.starts[i - 1] : found.ends[i - 1]] if i else ""
        if (
            2 <= len(piece) <= 3
            and found.tags[i - 1] in ("ns", "nr", "nz", "nrt")
            and not in_dictionary(piece + match.group())
        ):
            yield _span(text, found.starts[i - 1], end, 0.65, "suffix")


_DATELINE_MARK = sieve.mark(located.DATELINE)
_LISTED_MARK = sieve.mark_of_words(lexicon.chinese("places").words)
_LEVEL_MARK, _HEAD_MARK = sieve.mark(_LEVEL), sieve.mark(_HEAD)


RECOGNIZER = Recognizer(kinds=("place",), find=find, version=24)
