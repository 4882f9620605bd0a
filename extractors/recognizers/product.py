"""Products: model designators beside product nouns and in product columns, never order or report numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors import cells, definitions, lexicon, sieve, wares
from extractors.model import Evidence, Recognizer, Segment, Span
from extractors.patterns import seldom
from extractors.text import chinese_texts, folded, is_cjk, join, simplified

# Each alternative behind its first letter, so that the engine skips to candidates.
_DESIGNATOR = re.compile(
    r"[A-Z](?<![A-Za-z0-9/_.\-].)(?:[A-Z]{0,4}[a-z]?[-‐–]?\d{1,4}[A-Z]{0,3}(?:[-/][A-Z0-9]{1,4})?|"
    r"[A-Z]{1,3} \d{2,4}[A-Z]?(?:/\d{1,3})?|[A-Z]{1,3}[-‐][A-Z]{1,2}\d{0,3}|"
    r"[A-Z]{1,3}-[A-Z][a-z]{2,7} \d{2,4}[A-Z]?|"
    r"[a-z]+[A-Z][A-Za-z]*[ -]\d{1,4}[A-Z]?|[a-z]{2,}-\d{1,4}[A-Z]{0,3})(?![A-Za-z0-9_%]|[-/.]\d|"
    r"[.,]\d)"
)
_DESIGNATOR_MARK = sieve.mark(_DESIGNATOR)
# Letter heads of standards, money, documents, sizes and quarters.
_NO_HEAD = re.compile(
    r"(?:GB|GBT|ISO|IEC|EN|DIN|ASTM|ANSI|JIS|JB|HB|GJB|QC|YY|PO|SO|NO|HS|EUR|USD|CNY|RMB|GBP|JPY|Q|H|FY|A|CO|"
    r"RF|ID|IP|UN|TEL|FAX|ZIP|EU|CAS|COVID|PM|AM|WK|CW|KW|REV|R|V|VER|SN|PN|DN|OD|MW|GW|LOT|RFQ|RFP|INV|VAT|"
    r"GMT|UTC|CET|CEST|COP|MD|DWG|WO|TS|NDA|ROOM|BLOCK|GATE|HALL|BAY|BENCH|FIG|TAB|SEC|ART|PP|MAX|"
    r"MIN)[-‐– ]?\d"
)
_NUMBER_CUE = seldom(
    r"(?:图纸|图号|报告号?|订单号?|合同号?|编号|文号|单号|批号|炉号|箱号|票号|发票|规范|标准|条款?|案号|号码|"
    r"序列号|版本|旧版|新版|室|航班|车次|drawing|order|"
    r"contract|report|spec(?:ification)?|lot|batch|invoice|serial|number|tender"
    r"|ticket|room|flight|gate|page|table|figure|clause|section|annex|version|revision|article|directive|"
    r"regulation|no\.?|nos\.?|to our)\s*[:：#]?\s*$",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(r"\s*(?:revision\b|rev\b|R\d\b|版|号(?:文|图|单|标)|条|室|次航班|~|～)", re.IGNORECASE)
_NOUN_BEHIND = re.compile(
    r"\s?(?:型|系列|款|机型|机床|机|器|泵|阀|车|仪|轴承|模块|模组|整机|样机|产品|设备|发动机|电机|芯片|"
    r"传感器|减速器|关节|反应釜|炉|无人机|装置|平台|雷达|电池|电芯|组件|"
    r"(?:日|月|年)?(?:下线|投产|量产|首飞|交付|出货)|做完|通过"
    r"|series\b|model\b|units?\b|machines?\b|pumps?\b|engines?\b|motors?\b|drones?\b|press\b|valves?\b|"
    r"sensors?\b|chips?\b|batter(?:y|ies)\b|cells?\b|gear\w*\b|bearings?\b|trucks?\b|vehicles?\b|"
    r"compressors?\b|turbines?\b|prototypes?\b|line\b|platform\b|variant\b|family\b)"
)
_NOUN_BEFORE = seldom(
    r"(?:型号[为是：: ]*|产品|机型|新型|款|台|机床|磨床|车床|铣床|设备|样机|整机|泵|阀门?|轴承|模组|模块|"
    r"关节|减速器|发动机|电机|芯片|传感器|无人机|电池|电芯|装置|仪|器|机|"
    r"车|的|对拖台架|台架|只认|改用|选用|换成"
    r"|model|type|series|machine|pump|engine|motor|drone|press|valve|sensor|chip|battery|compressor|turbine|"
    r"prototype|for the|of the|the new|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|[a-z]{3,5}teen|twenty|thirty|forty"
    r"|dozen|our)\s*[“\"]?$",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_VARIETY = re.compile(r"品种|品系|牌号|型号|机型|机号|船型|工号|variety|cultivar|grade|model", re.IGNORECASE)


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find product models and well-known software."""
    chinese = zip(segments, chinese_texts(segments), strict=True)
    texts, defined = [told or simplified(segment.text) for segment, told in chinese], definitions.in_file(segments)
    whole = join(texts)
    installed = {whole.number(start) for start, _ in lexicon.longest(_software(), whole.text)}
    found = []
    for at, (segment, text, columns, marks) in enumerate(
        zip(segments, texts, cells.named_cells(segments), sieve.marks(segments), strict=True)
    ):
        spans = list(_designators(text, segment, columns)) if marks & _DESIGNATOR_MARK else []
        if columns:
            spans += _varieties(text, columns)
        if at in installed:
            named = lexicon.longest(_software(), text)
            spans += [_span(text, a, b, 0.75, "suffix") for a, b in named if _alone(text, a, b)]
        for find in defined[at]:
            if find.kind == "product":
                norm = folded(text[find.start : find.end])
                spans.append(Span(find.start, find.end, "product", norm, 0.9, "definition", find.alias_of))
        if segment.cells:
            spans += _in_code_cells(segment, marks)
        elif marks & _ACTING_MARK:
            spans += _acting(text, marks)
        if marks & _THING_MARK:
            spans += _things(text)
        if marks & _CRAFT_MARK:
            spans += _crafts(text)
        found.append(spans)
    return found


_CODE_HEADER = re.compile(
    r"机号|型号|\b(?:hull|model)\b|^\s*(?:mould|mold|melt|heat|casting|listing|press|kiln|serial)s?\s*$", re.IGNORECASE
)
_HULL = re.compile(r"\bhull\b|工号", re.IGNORECASE)
_CODE_CELL = re.compile(r"\s*([A-Z]{1,4}[-‐ ]?\d{1,5}[A-Z]?)\s*(?![-\w])")
_LOT_BEHIND = re.compile(r"([A-Z]{2,4}[- ]?\d{2,3})(?=/\d{4}|, lot |, batch )")
_LOT_MARK = sieve.mark(_LOT_BEHIND)


def _in_code_cells(segment: Segment, marks: int) -> Iterator[Span]:
    """Find designators that fill a cell headed by a model or a hull, and those before a lot's number (QF-40/0611)."""
    lots = marks & _LOT_MARK
    for cell in segment.cells:
        code = _CODE_CELL.match(segment.text, cell.start, cell.end) if _heads_codes(cell.header) else None
        if code and (_HULL.search(cell.header) or not _NO_HEAD.match(code.group(1))):
            yield _span(segment.text, *code.span(1), 0.75, "column")
        for match in _LOT_BEHIND.finditer(segment.text, cell.start, cell.end) if lots else ():
            if not _NO_HEAD.match(match.group(1)):
                yield _span(segment.text, *match.span(1), 0.65, "pattern")


@lru_cache(maxsize=4096)
def _heads_codes(header: str) -> bool:
    return _CODE_HEADER.search(header) is not None


def _span(text: str, start: int, end: int, confidence: float, evidence: Evidence) -> Span:
    return Span(start, end, "product", folded(text[start:end]), confidence, evidence)


def _varieties(text: str, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for a, b, kind, header in columns:
        if kind == "product" and _VARIETY.search(header) and _DIGIT.search(text, a, b) and not text[a].isdigit():
            yield _span(text, a, b, 0.8, "column")


def _software() -> lexicon.Automaton:
    return lexicon.automaton_of("products")


def _alone(text: str, start: int, end: int) -> bool:
    edges = text[max(0, start - 1) : start] + text[end : end + 1]
    return not (text[start].isascii() and any(c.isascii() and c.isalnum() for c in edges))


def _designators(text: str, segment: Segment, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for match in _DESIGNATOR.finditer(text):
        confidence = _weight(text, match)
        inside = [kind for a, b, kind, _ in columns if a <= match.start() and match.end() <= b]
        start, end = match.start(), _model_end(text, match.end())
        if "product" in inside and confidence > 0:
            yield _span(text, start, end, max(0.85, confidence), "column")
        elif confidence < 0.55:
            continue
        elif _WORDED.match(match.group()) or not (inside or _coded(segment, match.start())):
            yield _span(text, start, end, confidence, "pattern")


# What makers put behind a designator to tell a model's variants apart.
_VARIANT = re.compile(
    r"[ \u00a0](?:Duo|Trio|Twin|Quad|Pro|Max|Plus|Mini|Midi|Micro|Nano|Evo|Lite|Ultra|Neo|Eco|Prime|Compact|Classic"
    r"|Sport|Turbo|Hybrid|XL|XT|XS|LT|Mk\.? ?(?:[IVX]{1,4}|\d))(?![\w-])"
)


def _model_end(text: str, end: int) -> int:
    """Give where a designator ends with the word for its variant: MR-18 Duo."""
    variant = _VARIANT.match(text, end)
    return variant.end() if variant else end


def _coded(segment: Segment, at: int) -> bool:
    """Say whether a place in a row stands in a column of values, where a designator is a number of something else."""
    return any(
        cell.header and cell.start <= at < cell.end and cells.role(cell.header) != "product" for cell in segment.cells
    )


# A code behind what works number one by one, whatever its letters: blower KV-20557, press PN-30-0612, heat C 2217.
_THING_CODE = re.compile(
    r"[A-Z](?<=[A-Za-z] .)[A-Z]{0,3}[-‐– ]?\d{1,5}(?:[-/]\d{1,5}){0,2}[A-Z]?(?![A-Za-z0-9_%]|[-/.,]\d)"
)
_THING_MARK = sieve.mark(_THING_CODE)


def _things(text: str) -> Iterator[Span]:
    """Find the codes of two digits at least behind the noun for what is numbered."""
    for match in _THING_CODE.finditer(text):
        before = max(0, match.start() - wares.LATIN_REACH), match.start()
        if sum(map(str.isdigit, match.group())) > 1 and wares.NAMED.search(text, *before):
            yield _span(text, *match.span(), 0.85, "pattern")


# Nuclides, a chemical element and its mass: Lu-177, F-18.
_NUCLIDE = re.compile(r"(?:[A-Z][a-z]-[1-9]\d{1,2}|C-1[14]|N-1[35]|O-1[58]|F-18|P-3[23]|I-1[23]\d|U-23\d|Y-[89]\d)m?$")
_WORDED = re.compile(r"[A-Z][a-z]{2,}-\d")
_RANGE_BEHIND = re.compile(r"\s?(?:系列|型|series|model|range|family)")
_DATED = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Fall|Winter|Week|Day|Page|Chapter|Figure|Table|Level|Grade"
    r"|Phase|Step|Part|Item|Section|Appendix|Version|Number)[-‐– ]\d"
)
_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z]|-\d)")


def _weight(text: str, match: re.Match[str]) -> float:
    """Weigh a designator by its letters, its digits and the words on both sides."""
    piece = match.group()
    if _NO_HEAD.match(piece) or _NUMBER_CUE.search(text, max(0, match.start() - 24), match.start()):
        return 0.0
    if _NUCLIDE.match(piece) or _DATED.match(piece):
        return 0.0
    if _NUMBER_BEHIND.match(text, match.end()) or sum(map(str.isdigit, piece)) > 5:
        return 0.0
    noun = _NOUN_BEHIND.match(text, match.end()) or _NOUN_BEFORE.search(text, max(0, match.start() - 16), match.start())
    digits, letters = sum(map(str.isdigit, piece)), sum(map(str.isalpha, piece))
    if digits == 0:
        return 0.8 if _RANGE_BEHIND.match(text, match.end()) else 0.0
    camel = 0.4 * bool(_CAMEL.match(piece))
    return camel + 0.3 + 0.35 * bool(noun) + 0.1 * (letters >= 2) + 0.1 * (2 <= digits <= 3) + 0.1 * ("-" in piece)


# A code that a sentence, a clause or a bullet opens with and says something of is a name, whatever its shape: "FD-4
# starts in May", "R134 annex 4: ours", "TG-5 那份只见到封面". Elsewhere it is a number of something.
_CODE_BEHIND = r"[A-Z]{0,3}(?:[-‐–]\d{1,4}|\d{2,4}|\d(?=-\d))(?:[-/]\d{1,5}){0,2}[A-Z]?(?![A-Za-z0-9_%]|[-/.,]\d)"
_CODE_INSIDE = re.compile(r"[A-Z][-‐–]?\d")  # of every such code; a sentence without one holds none
_ACTS = (
    r"(?:is|was|has|had|will|does|did|can|needs?|runs?|starts?|goes|stays?|gives?|takes?|holds?|makes?|comes?|went|came"
    r"|manages?|leaves?|left|arrives?|works?|stands?|stops?|fails?|failed|passed|passes|ships?|shipped|moves?|moved|waits?"
    r"|gets?|got|asks?|wants?|keeps?|broke|returns?|returned|sits?|burns?|leaks?|leaked|feeds?|opens?|closes?)\b"
)
_OPENING = seldom(
    rf"(?:^|(?<=[.!?;] )|(?<=[。,;!?，；！？]))[ \u3000]*(?:[-•◆*] ?)?([A-Z]{_CODE_BEHIND})"
    rf"(?= {_ACTS}|(?: (?:annex|part|line) \d{{1,3}})?\s?[:：]|, the one |\s?[\u4e00-\u9fff]{{2}})"
)
# The same behind its noun or what opens a clause: second stage S2-09 was, all that FD-3 gives. The first letter
# stands before the looks behind, so that the engine skips to candidates.
_WITHIN = re.compile(
    rf"([A-Z](?<=[a-z] .)(?<!\b(?:at|of|to|in|on|by|or) .)(?<!\b(?:and|for|lot|the) .){_CODE_BEHIND})(?= {_ACTS})"
)
_BATCHES = re.compile(r"\b(?:batch|batches|lots?|rolls?|serials?|orders?|contracts?|reports?|invoices?|drawings?) $")


def _acting(text: str, marks: int) -> Iterator[Span]:
    """Find the codes of which a text says something."""
    if not _CODE_INSIDE.search(text):
        return
    for pattern, mark in ((_OPENING, _OPENING_MARK), (_WITHIN, _WITHIN_MARK)):
        for match in pattern.finditer(text) if marks & mark else ():
            piece, before = match.group(1), text[max(0, match.start(1) - 24) : match.start(1)]
            head = _NO_HEAD.match(piece) and not _REGULATION.fullmatch(piece)
            number = _NUMBER_CUE.search(before) or _NUMBER_BEHIND.match(text, match.end(1)) or _BATCHES.search(before)
            plate = "-" not in piece and is_cjk(text[match.end(1) : match.end(1) + 1] or " ")  # D7326到门口
            if not (head or number or plate or _NUCLIDE.match(piece)):
                yield _span(text, *match.span(1), 0.6, "pattern")


_OPENING_MARK, _WITHIN_MARK = sieve.mark(_OPENING), sieve.mark(_WITHIN)
_ACTING_MARK = _OPENING_MARK | _WITHIN_MARK
_REGULATION = re.compile(r"R\d{2,3}")  # of the United Nations on vehicles; R2 is a revision

# A ship, a rig or a craft by its name in quotation marks and its number: “鲸澜一号”.
_NUMBERED_CRAFT = re.compile(
    "[“「『]((?!.{0,3}月)[\u4e00-\u9fff]{2,5}[一二三四五六七八九十0-9]{1,3}号)[”」』](?!线|楼|院|文)"
)
_CRAFT_MARK = sieve.mark(_NUMBERED_CRAFT)


def _crafts(text: str) -> Iterator[Span]:
    for match in _NUMBERED_CRAFT.finditer(text):
        yield _span(text, *match.span(1), 0.75, "pattern")


RECOGNIZER = Recognizer(kinds=("product",), find=find, version=21)
