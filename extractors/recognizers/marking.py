"""Secrecy and handling markings, judged in context: "secret", "confidential", "internal", "restricted", "draft".

A marking stands for the document: in a header, alone on a short line, in brackets behind a title, with ★ and a term,
or as a field (密级：机密). The same words in a sentence (保密工作培训, a trade secret, draft beer) are its topic, and
in a cell of a list (owner: confidential) they are what its column says of the row.
机密, 绝密 and 秘密 are all "secret" but for 机密 of a firm (商业机密, CONFIDENTIAL): "confidential".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extractors.model import Recognizer, Segment, Span
from extractors.text import join

Grade = Literal["secret", "confidential", "internal", "restricted", "draft"]

# 国家秘密定密管理规定 (2023) and GB/T 9704-2012, 7.2.2: grade, ★, term; 绝密 三十年, 机密 二十年, 秘密 十年.
_STARRED = re.compile(
    r"(?P<grade>绝\s?密|机\s?密|"
    r"秘\s?密)\s?[★☆*＊]\s?(?:[0-9０-９一二三四五六七八九十]{1,3}\s?(?:年|个?月)|长期|启用前|"
    r"解密前)?"
)
_FIELD = re.compile(
    r"(?:密\s*级|保密等级|涉密等级|密等|[Cc]lassification|[Ss]ecurity [Cc]lass(?:ification)?|"
    r"[Mm]arking)\s?[:：]\s?(?P<grade>绝密|机密|秘密|内部|TOP SECRET|SECRET|CONFIDENTIAL|"
    r"RESTRICTED|INTERNAL|[Tt]op [Ss]ecret|[Ss]ecret|[Cc]onfidential|[Rr]estricted|"
    r"[Ii]nternal)(?![一-龥A-Za-z])"
)
_PHRASES: tuple[tuple[str, int, Grade], ...] = (
    (r"绝\s{0,4}密|机\s{0,4}密|秘\s{0,4}密|绝密级|机密级|秘密级", 0, "secret"),
    (
        r"(?:TOP|top|Top) (?:SECRET|secret|Secret)|(?:NATO |EU |COSMIC TOP |"
        r"OFFICIAL[- ])?SECRET(?: UE)?(?: ?//? ?[A-Z]+)?|SECRET AND CONFIDENTIAL",
        0,
        "secret",
    ),
    (
        r"商业(?:机密|秘密)(?:[,，、 ]?(?:注意保密|请勿外传|严禁外传|不得外传))?|企业(?:机密|秘密)|"
        r"公司(?:机密|秘密)|核心商密|普通商密|商密[★☆].{0,6}",
        0,
        "confidential",
    ),
    (
        r"(?:commercial[ -]in[ -]|(?:strictly |commercially )?in (?:strict(?:est)? )?)confidence|"
        r"(?:strictly |highly |company |commercial(?:ly)? |business |private (?:and|&) )?"
        r"confidential(?: (?:information|material|document|"
        r"business information|and proprietary|[-–] .{1,40}))?|company[ -]confidential|"
        r"proprietary(?: and confidential| information)?|trade secret(?: [-–].{1,30})?",
        re.I,
        "confidential",
    ),
    (
        r"注意保密|请勿外传|不得外传|严禁外传|请勿转发|不得转发|严禁翻印|不宜公开|不予公开|依申请公开|"
        r"禁止外传|切勿外传|仅限[一-龥]{2,10}(?:使用|传阅|查阅|参阅)|限[一-龥]{2,8}(?:传阅|阅知|阅)|"
        r"阅后(?:即焚|销毁|收回)|会后收回",
        0,
        "restricted",
    ),
    (
        r"restricted(?: (?:distribution|circulation|access))?|not for (?:circulation|distribution|"
        r"onward distribution|publication|further distribution|release|sharing|external use)|"
        r"do not (?:forward|distribute|circulate|copy|share)(?: (?:outside|beyond|or).{1,30})?|"
        r"no (?:further|onward) (?:distribution|circulation)|limited distribution|"
        r"need[ -]to[ -]know(?: only| basis)?|eyes only|for (?:your|addressee'?s?) eyes only|"
        r"embargoed(?: until .{1,30})?|tlp ?: ?(?:red|amber(?:\+strict)?)|official[- :]+sensitive",
        re.I,
        "restricted",
    ),
    (
        r"内部(?:资料|文件|材料|文稿|刊物|使用|掌握|传阅|讨论)(?:[,，、；;：\s]{0,3}(?:注意保存|"
        r"注意保密|请勿外传|不得外传|严禁外传|妥善保管|妥善保存|请勿转发|仅供参考|不得翻印|禁止转载|"
        r"免费交流))?|仅供内部(?:参考|使用|交流|传阅|讨论|掌握)|(?:仅)?供内部(?:参考|使用|交流)|"
        r"仅限内部(?:使用|传阅|交流|参考)?|内部|内参|内部公开|内部★.{0,6}",
        0,
        "internal",
    ),
    (
        r"(?:for )?internal(?: (?:use|circulation|distribution|purposes|document|memo|memorandum|"
        r"paper|only|business use))?(?: only)?|(?:for )?(?:official|company|staff|internal) use only|"
        r"for (?:staff|internal) only|company internal|internal[ /–-]+not for (?:circulation|"
        r"distribution|publication)|fouo",
        re.I,
        "internal",
    ),
    (
        r"(?:公开)?(?:征求意见稿|送审稿|报批稿|讨论稿|修改稿|审议稿|草案|草稿|初稿|代拟稿|"
        r"征求意见草案|内部讨论稿|未定稿|试行稿|过会稿|汇报稿|审阅稿|评审稿|草案稿|"
        r"上会稿)(?:第?[0-9一二三四五]+[稿版])?",
        0,
        "draft",
    ),
    (
        r"(?:first |second |third |final |working |early |revised |rough |consultation |internal |"
        r"discussion |preliminary )?draft(?: (?:version|paper|document|for (?:comment|comments|"
        r"discussion|review|consultation|approval|internal review)|only|v?[0-9.]+|"
        r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}|not for (?:citation|circulation|quotation)|do not cite))?|"
        r"work in progress|exposure draft|discussion paper draft",
        re.I,
        "draft",
    ),
)
_ALONE = tuple((re.compile(pattern, flags), grade) for pattern, flags, grade in _PHRASES)
_HINTS = (
    "密",
    "内部",
    "内参",
    "稿",
    "草案",
    "外传",
    "转发",
    "翻印",
    "传阅",
    "收回",
    "公开",
    "阅",
    "secre",
    "confiden",
    "propriet",
    "restrict",
    "circul",
    "distrib",
    "internal",
    "use only",
    "draft",
    "eyes",
    "embargo",
    "tlp",
    "need",
    "fouo",
    "forward",
    "in progress",
    "sensitive",
    "staff only",
    "do not",
    "publication",
    "classif",
    "not for",
    "discussion",
)
_STRONG_HINTS = ("内部", "circul", "distrib", "internal", "secret", "confiden", "forward")
_EDGES = " \t\r\n　*★☆#>【】[]［］〔〕()（）<>《》「」“”\"'-–—_=|·•!！.。:：,，;；~"
_BRACKETED = re.compile(r"[（(【\[［〔](?P<inner>[^（(【\[［〔）)】\]］〕]{2,30})[）)】\]］〕]")
_QUOTES = frozenset("“‘\"'「『《")
# Strong phrases that are a marking inside a line of other text too, as long as nothing quotes or negates them.
_INLINE: tuple[tuple[re.Pattern[str], Grade], ...] = (
    (
        re.compile(
            r"内部(?:资料|文件|材料)[,，、；;：\s]{0,3}(?:注意保存|注意保密|请勿外传|不得外传|严禁外传|"
            r"妥善保管|请勿转发|不得翻印)|仅供内部(?:参考|使用|交流|传阅|讨论)"
        ),
        "internal",
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?:NOT FOR CIRCULATION|NOT FOR DISTRIBUTION|DO NOT (?:CIRCULATE|DISTRIBUTE|"
            r"FORWARD)|RESTRICTED (?:CIRCULATION|DISTRIBUTION))(?![A-Za-z])"
        ),
        "restricted",
    ),
    (
        re.compile(r"(?<![A-Za-z])(?:(?:FOR )?INTERNAL USE ONLY|(?:[Ff]or )?[Ii]nternal use only)(?![A-Za-z])"),
        "internal",
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?:TOP SECRET(?:\s?//\s?[A-Z/]+)?|STRICTLY CONFIDENTIAL|"
            r"COMPANY CONFIDENTIAL)(?![A-Za-z])"
        ),
        "confidential",
    ),
)
_NEGATED = re.compile(
    r"(?:不是|并非|非|不属|不含|没有|无|未|不得|不上传|不涉|解除|已解密|不再|not|no|non-?|never|"
    r"without|isn't|is not|nothing|neither|un)\s?[“\"'「]?\s?$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"培训|教育|工作|制度|规定|办法|协议|条款|责任|意识|检查|宣传|学习|讲座|管理|审查|clause|"
    r"agreement|training|policy|awareness|beer|horse|pick|law|obligation",
    re.IGNORECASE,
)
# Columns that say how secret what a row lists is; under any other head such a word is a value (owner: confidential).
_GRADES = re.compile(r"密级|保密|涉密|密等|classif|marking|secre|confidential|sensitiv", re.IGNORECASE)
_HEAD_SEGMENTS = 6  # a document's first lines: GB/T 9704-2012 puts grade and urgency on lines 1 to 3 of page one
_PIECE = 1 << 16  # characters
_SHORT = 40  # characters; longer lines are sentences or footers
_MARKING_LINE = re.compile(r"[,，、/|·•;；]|\s{2,}|\s[-–—]\s|\t|——")


def grade_of(phrase: str) -> Grade | None:
    """Give the grade that a whole phrase marks a document with, None where it is no marking."""
    inner = phrase.strip(_EDGES)
    return next((grade for pattern, grade in _ALONE if pattern.fullmatch(inner)), None) if inner else None


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find the markings of a file; a segment's place (header, first lines, title) decides what counts there."""
    hinted = join([_lower(segment.text) for segment in segments]).holding(_HINTS)
    return [_spans(segment, at < _HEAD_SEGMENTS) if at in hinted else [] for at, segment in enumerate(segments)]


def _lower(text: str) -> str:
    """Give a text in small letters; a long one piece by piece, for Python takes twelve bytes a character for it."""
    if len(text) <= _PIECE:
        return text.lower()
    return "".join(text[at : at + _PIECE].lower() for at in range(0, len(text), _PIECE))


def _spans(segment: Segment, head: bool) -> list[Span]:
    text = segment.text
    found = _strong(text)
    heading = segment.layer == "header_footer" or segment.form in ("title", "heading") or segment.layer == "file_name"
    weak = [] if found else _line(text, heading or head)
    if heading or head or len(text) <= _SHORT:
        weak += [span for span in _bracketed(text) if not _overlaps(span, [*found, *weak])]
    found += [span for span in weak if len(segment.cells) <= 2 or not _is_value(span, segment)]
    found += [span for span in _inline(text) if not _overlaps(span, found)]
    return sorted(found, key=lambda span: span.start)


def _is_value(span: Span, segment: Segment) -> bool:
    """Say whether a phrase fills a cell of a wide row by itself, below a head that asks for no grade."""
    for cell in segment.cells:
        if cell.start <= span.start and span.end <= cell.end:
            rest = segment.text[cell.start : span.start] + segment.text[span.end : cell.end]
            return bool(cell.header) and not _GRADES.search(cell.header) and not rest.strip(_EDGES)
    return False


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _strong(text: str) -> list[Span]:
    """Find what is a marking wherever it stands: a grade with ★, a field of the grade."""
    found = []
    for pattern in (_STARRED, _FIELD) if "密" in text or "lassif" in text or "arking" in text else ():
        for match in pattern.finditer(text):
            grade = grade_of(match["grade"]) or "secret"
            if text[match.start() - 1 : match.start()] not in _QUOTES or not match.start():
                found.append(_span(match.start(), match.end(), grade, 0.97))
    return found


def _line(text: str, prominent: bool) -> list[Span]:
    """Find a line that is a marking and nothing else, or a row of them (内部资料 注意保存 · 征求意见稿)."""
    if len(text) > _SHORT * 2:
        return []
    whole = grade_of(text)
    start = len(text) - len(text.lstrip(_EDGES))
    end = len(text.rstrip(_EDGES))
    if whole and text.strip()[:1] not in _QUOTES:
        sure = prominent or whole in ("internal", "restricted") or text.isupper() or len(text) <= 6
        return [_span(start, end, whole, 0.95 if prominent else 0.8)] if sure else []
    parts = [part for part in _MARKING_LINE.split(text) if part.strip(_EDGES)]
    graded = [(part, grade_of(part)) for part in parts]
    # A header also carries a page or a name beside the marking; two words of which one is plain are no sentence yet.
    enough = prominent and any(grade for _, grade in graded) and len(parts) > 1
    return [_part(text, part, grade) for part, grade in graded if grade] if enough else []


def _part(text: str, part: str, grade: Grade) -> Span:
    inner = part.strip(_EDGES)
    start = text.index(inner)
    return _span(start, start + len(inner), grade, 0.85)


def _bracketed(text: str) -> list[Span]:
    """Find （征求意见稿） behind a title, [CONFIDENTIAL] before one."""
    found = []
    for match in _BRACKETED.finditer(text):
        grade = grade_of(match["inner"])
        quoted = text[match.start() - 1 : match.start()] in _QUOTES if match.start() else False
        if grade and not quoted and not _NEGATED.search(text[max(0, match.start() - 8) : match.start()]):
            found.append(_span(match.start("inner"), match.end("inner"), grade, 0.85))
    return found


def _inline(text: str) -> list[Span]:
    found: list[Span] = []
    lower = _lower(text)
    if not any(hint in lower for hint in _STRONG_HINTS):
        return found
    for pattern, grade in _INLINE:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 10) : match.start()]
            quoted = before[-1:] in _QUOTES if before else False
            if quoted or _NEGATED.search(before) or _TOPIC.search(text[match.end() : match.end() + 12]):
                continue
            found.append(_span(match.start(), match.end(), "secret" if "TOP SECRET" in match.group() else grade, 0.75))
    return found


def _span(start: int, end: int, grade: Grade, confidence: float) -> Span:
    return Span(start, end, "marking", grade, confidence, "pattern")


RECOGNIZER = Recognizer(kinds=("marking",), find=find, whole_rows=True, version=3)
