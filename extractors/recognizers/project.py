"""Projects, code names and programmes: quoted names, code columns, headings, standards in 《》; Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors import capitalised, cells, cued, definitions, families, labelled, latin, lexicon, sieve
from extractors.chinese import GLUE, is_everyday, name_start
from extractors.model import Evidence, Kind, Recognizer, Segment, Span
from extractors.patterns import seldom
from extractors.text import chinese_texts, each_text, folded, has_cjk, in_dictionary, is_cjk, joined, simplified, words

_NOUN = (
    "项目|工程|计划|专项|行动|课题|任务|专班|攻关|方案|预案|系统|平台|演习|演练|试点|班组|工艺组|项目组|工作组|"
    "小组|项目部"
)
_QUOTED = re.compile(
    rf"[“\"「『]([\u4e00-\u9fffA-Za-z0-9·\- ]{{2,14}}?)[”\"」』](?:({_NOUN})|(?=(?:一期|二期|三期|首批|二批)))"
)
_CODE_ZH = re.compile(
    r"(?:项目|内部|工程|计划|研发|对外)?(?:代号|代称|化名|代码名)(?:\s*(?:叫做?|定为|为|是|用|：|:)\s*[“\"「『]?|"
    r"[“\"「『])([\u4e00-\u9fff]{2,5}|[A-Z][A-Za-z0-9-]{1,14})(?=[”\"」』]|[，。；,;（(、\s]|$)"
)
_CHRISTENED = re.compile(
    r"(?:(?:拟|暂|就)叫|(?:取|起|定|更|改|暂|拟)名为?|命名为?)[“\"「『]?([\u4e00-\u9fff]{2,4})(?=[”\"」』，。；;、（()）\s]|$)"
)
_CODE_EN = seldom(
    r"\b(?:[Cc]ode[- ]?named?|[Cc]odename|known internally as|internal name|working title|dubbed|"
    r"nicknamed)[:,]? (?:is |was )?[“\"‘']?((?:[A-Z][\w’-]+)(?: [A-Z][\w’-]+)?)"
)
_STEM = re.compile("项目|工程(?!师|[部处院局量])|计划(?=[的，。、（)））]|$)|专项|课题")
_TEAM = re.compile("(?:项目组|工艺组|攻关组|班组|专班|项目部|工作组)")
_CUP = re.compile(r"[“\"「『]([\u4e00-\u9fff]{2,6}杯)[”\"」』]")
# The whole of a gathering's name, whatever it is called after: “针筒杯”羽毛球赛, “小满”健步走.
_GATHERING = re.compile(
    r"[“\"「『][\u4e00-\u9fff]{2,6}[”\"」』][\u4e00-\u9fff]{0,6}?"
    r"(?:[球棋跑艺能影力]赛|比赛|大赛|竞赛|健步走|徒步|运动会|联欢会|征文|晚会|音乐会|摄影展|书画展|读书会)"
)
# What comes together again and again, by which time it is: 第四期打浆与磨浆沙龙, and a town's fair: 青岛纸博会.
_SESSION = re.compile(
    "第[一二三四五六七八九十\\d]{1,3}[期届][\u4e00-\u9fff]{2,12}?(?:沙龙|论坛|圆桌|研讨会|培训班|讲习班|研修班|峰会|博览会|展览会)"
    "|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{3,5}博会"
)
_PAPER_EN = (
    "weekly|standup|stand-up|status|sync|call|calls|minutes|kick-?off|steering|review|ramp|schedule|plan|notes|update"
    "|checklist|tracker|log|milestones|risk|briefing|huddle|telecon|debrief|rota|worksheet"
)
_HEAD_ZH = re.compile(rf"([\u4e00-\u9fff]{{2,4}})[ \u3000·|｜_—-]+(?=[\u4e00-\u9fff第]|(?:{_PAPER_EN})\b)")
# A heading that says its project's name in both languages before its topic.
_HEAD_BOTH = re.compile(
    r"(?=[A-Z\u4e00-\u9fff])(?P<first>[\u4e00-\u9fff]{2,4} (?=[A-Z]))?(?P<latin>[A-Z][a-z]{2,})"
    r"(?(first)| (?P<behind>[\u4e00-\u9fff]{2,4})) ?(?:[–—:：,，]|- )"
)
_HEAD_EN = re.compile(
    r"(?:(?:Re|Fwd?|FW|RE): ?)?([A-Z][A-Za-zÀ-ž]{2,})"
    rf"(?: ?[:–—]| - |, (?:week|status)\b| (?:{_PAPER_EN})\b|, (?:{_PAPER_EN}|meeting|session|round) (?:no\. ?)?\d)"
)
# A single word in quotation marks that no dictionary has, in running text: for "Gannet", the "Dunlin" drum.
_QUOTED_EN = re.compile(r"(?<=[a-z,] )[“\"]([A-Z][a-z]{3,11})[”\"](?=[ ,.;:)])")
_CAPITALS = re.compile(
    r"([A-Z][A-Z]{4,11})[,:]? (?:heads of terms|terms|term sheet|draft|minutes|review|notes?|status|plan|budget|update"
    r"|memo|timeline|[a-z]+ paper|paper|outline|proposal|options|summary)\b"
)
_BOOK = re.compile(r"《([^《》]{2,50})》")
_RULE = re.compile(
    r"(?:标准|规范|方法|规程|办法|条例|法|规定|计划|规划|指南|要求|通则|方案|细则|协议|纲要|行动|目录|预案|"
    r"意见|公约|通知)(?:（.{1,8}）)?$"
)
# A title of several words in quotation marks that are capitals all but the small ones: "Hands on the Loom".
_QUOTED_TITLE = re.compile(
    r"(?:^|(?<=[\s(]))[“\"](?P<title>[A-Z][\w’'-]*"
    r"(?: (?:(?:of|the|a|an|and|in|on|for|to|at|with|by|from) )*[A-Z][\w’'-]*){1,6})[”\"]"
)
# What happened on a day that everybody knows by its date: “四一一”事故, “7·20”事件.
_DAY = re.compile(
    "[“「]([一二三四五六七八九十〇零]{2,4}|\\d{1,2}[·.]\\d{1,2})[”」]"
    "(?=[\u4e00-\u9fff]{0,12}(?:事件|事故|火灾|爆炸|泄漏|行动|专案|专项))"
)
# A name that somebody or something goes by: booked under TRN, filed as "Lark".
_GOES_BY = re.compile(
    r"\b(?:booked|filed|listed|registered|entered|saved|billed|invoiced|traded|kept|stored|ordered) (?:under|as) "
    r"(?:the name )?[“\"‘']?([A-Z][\w-]{2,}(?: [A-Z][\w-]+)?)(?![\w-])"
)
_EVERYDAY = lexicon.section("chinese", "project.everyday")
_CODE_WORDS = frozenset(lexicon.section("chinese", "project.codewords"))  # what projects are called after
_CREATURES = _CODE_WORDS | {group[0] for group in lexicon.groups("codewords")}
_TRIM_BATCH = re.compile(
    "(?:[一二三四五六七八九十首头]|第.{1,2})(?:期|批|阶段|轮|标段)$|\\d+期$|(?<=\\S) ?[(（#]\\d{1,2}[)）]?$"
)


_KINDS: tuple[Kind, ...] = ("project", "programme")


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find projects, code names and programmes."""
    named = cells.named_cells(segments)
    english = capitalised.finds(segments)
    defined, hinted = definitions.in_file(segments), _hinted_en(segments)
    found = []
    for at, (segment, columns, capitals, chinese, definition, marks) in enumerate(
        zip(segments, named, english, chinese_texts(segments), defined, sieve.marks(segments), strict=True)
    ):
        text = segment.text
        spans = [_span(text, f[:2], f.confidence, f.evidence, f.kind) for f in capitals if f.kind in _KINDS]
        if marks & _PATTERNS_MARK:
            spans += _patterns(chinese or simplified(text), marks)
        spans += hinted.get(at, ())
        if segment.form in ("title", "heading"):
            spans += _heading(segment)
        if columns:
            spans += _columns(text, columns)
        if segment.cells:
            spans += _row_codes(segment)
        spans += [
            replace(_span(text, f[:2], 0.95, "definition"), alias_of=f.alias_of)
            for f in definition
            if f.kind == "project"
        ]
        found.append(spans)
    return found


def _span(text: str, span: tuple[int, int], confidence: float, evidence: Evidence, kind: Kind = "project") -> Span:
    return Span(*span, kind, folded(text[slice(*span)]), confidence, evidence)


# A register of cases, requests or missions names each row by its code; orders, lots and reports are keys of something.
_REGISTER = re.compile(
    r"案号|案件编?号|赔案号|排队号|样号|样品编?号|盲样号|项目编?号|地块编?号"
    r"|(?:queue|case|claim|mission|application|request|sample)(?: (?:no\.?|id))?",
    re.IGNORECASE,
)
_ROW_CODE = re.compile(r"[A-Z]{1,3}[-–]?\d{1,4}(?:-\d{1,4})?[A-Z]?")


def _row_codes(segment: Segment) -> Iterator[Span]:
    """Find the code that opens a row of a register: Q-17 under "Queue no."."""
    first = segment.cells[0]
    text = segment.text[first.start : first.end]
    if _REGISTER.fullmatch(first.header.strip()) and _ROW_CODE.fullmatch(text.strip()):
        at = first.start + len(text) - len(text.lstrip())
        yield _span(segment.text, (at, at + len(text.strip())), 0.75, "column")


@each_text
def _patterns(text: str, marks: int) -> Iterator[Span]:
    yield from sieve.finds(_RULES, text, marks)
    if marks & _CHINESE_MARK and has_cjk(text):
        yield from sieve.finds(_CHINESE_RULES, text, marks)


def _coded(text: str) -> Iterator[Span]:
    for match in _CODE_EN.finditer(text) if latin.has_capital(text) else ():
        yield _span(text, match.span(1), 0.9, "definition")


def _titles(text: str) -> Iterator[Span]:
    """Find programmes, shows and papers by their titles in quotation marks, and events by their days."""
    for match in _QUOTED_TITLE.finditer(text):
        if not match.group().isupper():
            yield _span(text, match.span("title"), 0.65, "pattern", "programme")


def _days(text: str) -> Iterator[Span]:
    """Find events by the day that everybody knows them by."""
    for match in _DAY.finditer(text):
        yield _span(text, match.span(1), 0.75, "pattern", "programme")


def _gone_by(text: str) -> Iterator[Span]:
    for match in _GOES_BY.finditer(text) if " under " in text or " as " in text else ():
        if not latin.common(match.group(1).split()[-1]):
            yield _span(text, match.span(1), 0.65, "pattern")


def _quoted(text: str) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        if not match.group(1).isdigit() and match.group(1) not in _EVERYDAY:
            yield _span(text, match.span(1), 0.85, "pattern")


def _coded_in_chinese(text: str) -> Iterator[Span]:
    for match in _CODE_ZH.finditer(text):
        if match.group(1) not in _EVERYDAY:
            yield _span(text, match.span(1), 0.9, "definition")


def _cups(text: str) -> Iterator[Span]:
    for match in _CUP.finditer(text):
        yield _span(text, match.span(1), 0.8, "pattern", "programme")
    for pattern in (_GATHERING, _SESSION):
        for match in pattern.finditer(text):
            yield _span(text, match.span(), 0.8, "pattern", "programme")


_SHORT_TITLE = 4


def _books(text: str) -> Iterator[Span]:
    for match in _BOOK.finditer(text):
        if len(match.group(1)) < _SHORT_TITLE and in_dictionary(simplified(match.group(1))):
            continue  # 《意见》, 《前言》: what sort of paper, not which
        confidence = 0.8 if _RULE.search(match.group(1)) else 0.5
        yield _span(text, match.span(1), confidence, "pattern", "programme")


def _set_apart(text: str) -> Iterator[Span]:
    """Find an English code name in quotation marks, and one in capitals before what its paper is."""
    for match in _QUOTED_EN.finditer(text) if '"' in text or "“" in text else ():
        if not latin.common(match.group(1)) and match.group(1) not in lexicon.names("places"):
            yield _span(text, match.span(1), 0.6, "pattern")
    if (loud := _CAPITALS.match(text)) and not latin.common(loud.group(1)):
        yield _span(text, loud.span(1), 0.75, "pattern")


def _christened(text: str) -> Iterator[Span]:
    for match in _CHRISTENED.finditer(text):
        if not is_everyday(match.group(1)) and match.group(1)[0] not in GLUE:
            yield _span(text, match.span(1), 0.75, "definition")


def _topics(text: str) -> Iterator[Span]:
    opened = _QUOTED_TOPIC.match(text)
    if opened and opened.group(1) not in _EVERYDAY and _nounlike(opened.group(1)):
        yield _span(text, opened.span(1), 0.75, "pattern")


def _works(text: str) -> Iterator[Span]:
    for match in _QUOTED_WORK.finditer(text) if "“" in text or "「" in text else ():
        yield _span(text, match.span(1), 0.8, "pattern")


def _labelled(text: str) -> Iterator[Span]:
    for find in labelled.finds(text):
        if find.kind == "project":
            yield _span(text, find[:2], 0.65, "field")


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        yield _span(text, match.span(), 0.55, "pattern")


def _chats(text: str) -> Iterator[Span]:
    """Find chat groups by their names, and by the number of their members: 苍鹭（9人）群聊导出."""
    for match in _CHAT.finditer(text):
        yield _span(text, match.span("name"), 0.65, "pattern")
    counted = _CHAT_COUNTED.match(text)
    if counted and not is_everyday(simplified(counted.group(1))):
        yield _span(text, counted.span(1), 0.65, "pattern")


def _numbered(text: str) -> Iterator[Span]:
    """Find titles before their numbers."""
    for match in _NUMBERED.finditer(text):
        title = _TITLE.search(text, max(0, match.start() - 32), match.end(1))
        if title and (title.start() == 0 or not is_cjk(text[title.start() - 1])):
            yield _span(text, title.span(), 0.75, "pattern")
            coded = _span(text, match.span("code"), 0.75, "definition")
            yield replace(coded, alias_of=folded(title.group()))


_PAPER = (
    "调试日志|装机日记|施工日志|日志|日记|周报|月报|日报|旬报|简报|快报|纪要|碰头会|碰头|例会|周会|月会|会议|评审|交底|进度表?|进展|"
    "台账|预算|清单|备忘|总结|报告|启动会|项目|工程|计划|专项|专班|小组|组|攻关|立项|验收|里程碑|排期|排产|试制|试验|样机|首件|首批|一期|二期"
)
# What only a code name carries or stands before: “青蚨”样机, 青蚨字样, a paper's title that begins with it.
_QUOTED_HINT = re.compile("[“「『]([\u4e00-\u9fff]{2,3})[”」』]")
_TITLE_HINT = re.compile(f"\\s*([\u4e00-\u9fff]{{2,3}}?)[_ ]?(?:{_PAPER})")
_WORDED_HINT = re.compile("字样|样机|专班|那边|这边|[一二]号机|首[台件批]|料")


def _nounlike(name: str) -> bool:
    """Say whether a quoted word is no quality or doing (“方便”): a name, a noun or a word of no dictionary."""
    return not in_dictionary(name) or name in _CREATURES or words(name).tags[0].startswith("n")


_QUALITY = frozenset("型式化性率度类级版法")  # 构网型, 双碳化 say of what sort something is


def _hinted(text: str) -> Iterator[Span]:
    """Find words of no dictionary, and what projects are called after, in quotes or where a code name stands.

    One such place proves little; two with other words around them do, in the second pass.
    """
    for start, end in _hints(text):
        name = text[start:end]
        if name[-1] not in _QUALITY and (cued.is_coined(name) or name in _CREATURES) and name not in _EVERYDAY:
            yield _span(text, (start, end), cued.WEAK, "pattern")


def _hints(text: str) -> Iterator[tuple[int, int]]:
    for match in _QUOTED_HINT.finditer(text) if "“" in text or "「" in text or "『" in text else ():
        yield match.span(1)
    if title := _TITLE_HINT.match(text):
        yield title.span(1)
    for cue in _WORDED_HINT.finditer(text):
        end = cue.start()
        starts = (end - length for length in (2, 3) if end >= length)
        yield from ((at, end) for at in starts if not is_cjk(text[at - 1 : at] or "。") and is_cjk(text[at]))


# Where an English code name stands: before what is its own (the Lapwing crates), at a paper's or a cell's beginning.
_BEFORE_OWN = re.compile(
    r"(?:^|\t|\b(?:the|our|your|their|for|on|with|of|under|from|to|into|per|about|only|all|no) )$"
)
_OWN_BEHIND = re.compile(r"[\t,:]|$| [a-z]|[’']s ")
_LONGEST_CUE = len("about ") + 1


def _hinted_en(segments: Sequence[Segment]) -> dict[int, list[Span]]:
    """Find what projects are called after in English where a code name stands; two places make one, see `_hinted`."""
    whole, found = joined(segments), dict[int, list[Span]]()
    for place, _ in lexicon.longest(_creatures_en(), whole.text):
        at = whole.number(place)
        start, text = place - whole.starts[at], segments[at].text
        word = _LATIN_WORD.match(text, start)
        placed = _BEFORE_OWN.search(text, max(0, start - _LONGEST_CUE), start) and word
        if word and placed and word.group() in _english_creatures() and _OWN_BEHIND.match(text, word.end()):
            found.setdefault(at, []).append(_span(text, word.span(), cued.WEAK, "pattern"))
    return found


_LATIN_WORD = re.compile(r"[A-Za-z]+")


@lru_cache(maxsize=1)
def _english_creatures() -> frozenset[str]:
    words = {word for group in lexicon.groups("codewords") for word in group[1:]}
    return frozenset(word.capitalize() for word in words if word.isalpha() and not latin.common(word))


@lru_cache(maxsize=1)
def _creatures_en() -> lexicon.Automaton:
    return lexicon.automaton(_english_creatures())


# A line that is a quoted name and the paper on it: “海鸦”技术交底.
_QUOTED_TOPIC = re.compile(
    "\\s*[“「『]([\u4e00-\u9fff]{2,5})[”」』][\u4e00-\u9fff]{0,6}"
    "(?:交底|周报|月报|日报|日记|日志|纪要|碰头|例会|会议|周会|评审|方案|进度|简报|台账|预算|清单|备忘|说明|总结|条款|协议|合同|报告)"
)
_QUOTED_WORK = re.compile("[“「『]([\u4e00-\u9fff]{2,10}(?:项目|工程|计划|专项|行动))[”」』]")
_LINE = re.compile(r"(?<![\d第])\d{1,2}号线(?![\u4e00-\u9fff]?路)")
_CHAT_COUNTED = re.compile(
    r"\s*[〔［\[【「《]?([\u4e00-\u9fffA-Za-z0-9·]{2,14})[（(]\d{1,3}\s?人?[)）][」》]?\s?(?:群聊|聊天记录|群消息|微信群)"
)
_CHAT = re.compile(
    r"(?:群聊|群聊导出|微信群|群名)(?:[：:]\s?|\s?(?=[「“《]))[「“《]?(?P<name>[\u4e00-\u9fffA-Za-z0-9·]{2,14})(?:[」”》]|$)"
)
# A title in full before its number in brackets: 退役动力电池包处置项目（CY-TB-2603）.
_NUMBERED = re.compile(
    r"(项目|工程|改造|课题|采购|服务|标段)[（(](?:(?:项目|招标|采购|合同)?编号[:：]?\s?)?(?P<code>[A-Z]{1,6}[-‐A-Z0-9]{3,18})[）)]"
)
_TITLE = re.compile(r"[\u4e00-\u9fff\d]{7,32}$")


# What auditors, lawyers and workshops call by its number alone: Engagement 4471, Matter 1180.
_ENGAGED = re.compile(r"\b(?:Engagement|Matter|Mandate|Assignment|Mission) \d{3,5}(?:[-/]\d{1,4})?(?![\w/-])")
# A plant that goes by its place and its rating: 槐树坪80MW.
_RATED = re.compile("[\u4e00-\u9fff](\\d{1,4}(?:\\.\\d+)?(?:MW|GW|兆瓦|万千瓦))(?![Ppah时·])")


_LANDFORMS = frozenset("坪坳岩山湾岭坡沟塘洼坝滩岛湖村乡子台寨冲垭梁塬峪口头庄屯堡营店渡桥")


def _engaged(text: str) -> Iterator[Span]:
    for match in _ENGAGED.finditer(text):
        yield _span(text, match.span(), 0.65, "pattern")


def _rated(text: str) -> Iterator[Span]:
    """Find undertakings that are called by their place and their rating; 装机120MW is none."""
    for match in _RATED.finditer(text):
        start = name_start(text, match.start(1))
        stem = text[start : match.start(1)]
        spot = stem[-1:] in _LANDFORMS and not in_dictionary(stem)
        if 2 <= len(stem) <= 5 and (spot or _unknown(stem)) and stem not in lexicon.names("places"):
            yield _span(text, (start, match.end(1)), 0.65, "pattern")


def _stems(text: str) -> Iterator[Span]:
    """Find 蓝鲸项目, 雁湖工程: an unknown word before the noun; the bare name is its short form."""
    for match in _STEM.finditer(text):
        start = name_start(text, match.start())
        stem = text[start : match.start()]
        if stem in _CODE_WORDS:
            yield _span(text, (start, match.end()), 0.75, "pattern")
        elif 2 <= len(stem) <= 16 and _unknown(stem):
            yield _span(text, (start, match.end()), 0.65, "pattern")
    for match in _TEAM.finditer(text):
        start = name_start(text, match.start())
        stem = text[start : match.start()]
        if 2 <= len(stem) <= 6 and _unknown(stem):
            yield _span(text, (start, match.end()), 0.55, "pattern")


def _unknown(stem: str) -> bool:
    return any(
        not in_dictionary(stem[w.start : w.end]) or (w.tag.startswith(("nz", "nr")) and w.end - w.start > 1)
        for w in words(stem)
    )


def _heading(segment: Segment) -> Iterator[Span]:
    """Find the name that a heading sets apart: `蓝鲸 第三次碰头`, `Osprey: status for the session`."""
    text = segment.text
    if (pair := _HEAD_BOTH.match(text)) and not latin.common(pair.group("latin")):
        yield from _both(text, pair)
    chinese = _HEAD_ZH.match(text)
    if chinese and text[chinese.end(1)] == "_" and len(chinese.group(1)) > 3:
        chinese = None  # 沁谷访记_存档: a file's name, not a code name with its topic
    called = chinese is not None and families.is_familiar(chinese.group(1))
    if chinese and not called and chinese.group(1) not in _EVERYDAY and not _is_label(chinese.group(1), text):
        start, end = chinese.span(1)
        group = end - start > 2 and text[end - 1] == "群"  # 苍鹭群_导出: who chats there is called 苍鹭
        known = is_everyday(simplified(chinese.group(1))) and chinese.group(1) not in _CREATURES
        yield _span(text, (start, end - group), cued.WEAK if known else 0.75, "pattern")
    english = _HEAD_EN.match(text)
    if english and not latin.common(english.group(1)):
        yield _span(text, english.span(1), 0.75, "pattern")


def _both(text: str, pair: re.Match[str]) -> Iterator[Span]:
    """Give the two names of a heading that says one thing in both languages: Brambling 燕雀 – type approval."""
    start, end = pair.span("first") if pair.group("first") else pair.span("behind")
    chinese = simplified(text[start:end].rstrip())
    if chinese in lexicon.names("places") or chinese in _EVERYDAY or _phrase(chinese):
        return
    yield _span(text, (start, start + len(chinese)), 0.75, "pattern")
    yield replace(_span(text, pair.span("latin"), 0.75, "definition"), alias_of=folded(chinese))


# What numbers a part of a paper or of a course: 第七条, 附件八, 表三, 第一天.
_ORDINAL = re.compile(
    "第.{1,3}|[附图表][件录表图]?[一二三四五六七八九十]{1,2}|[一二三四五六七八九十]{1,3}[年月日条章节天期]"
)
_HEADERS = lexicon.section("headers", "zh")
_DOINGS = frozenset("vtadpcruqe")  # tags of what is no thing: verbs, times, qualities, small words
_LABELS = 3  # so many short words in a row head a table


def _is_label(word: str, text: str) -> bool:
    """Say whether a heading's first word calls nobody: a number of parts, a doing, a column's head."""
    if _phrase(word) or _ORDINAL.fullmatch(word):
        return True
    plain = simplified(word)
    if plain in _CREATURES or not in_dictionary(plain):
        return False
    pieces = text.split()
    row = len(pieces) >= _LABELS and all(len(each) <= _LONGEST_LABEL and has_cjk(each) for each in pieces)
    return plain in _HEADERS or words(plain).tags[0][:1] in _DOINGS or (row and not re.search(r"第|\d", text))


_LONGEST_LABEL = 6


def _phrase(text: str) -> bool:
    """Say whether a heading's first words are everyday ones together (检测 费用); a single word may be a code name."""
    found = words(text)
    everyday = [in_dictionary(text[w.start : w.end]) and w.end - w.start > 1 for w in found]
    return (len(text) > 3 and any(everyday)) or (len(found) > 1 and all(everyday))


def _columns(text: str, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for start, end, kind, header in columns:
        coded = "代号" in header or "code" in header.casefold()
        if kind != "project" and not (kind == "organisation" and coded):
            continue
        batch = _TRIM_BATCH.search(text[start:end])
        stop = start + batch.start() if batch and batch.start() >= 2 else end
        pair = definitions.bilingual(text, start, stop)
        if pair:
            (a, b), (c, d) = pair
            yield _span(text, (a, b), 0.9, "column")
            yield replace(_span(text, (c, d), 0.9, "definition"), alias_of=folded(text[a:b]))
        elif text[start:stop] not in _EVERYDAY and _is_code_name(text[start:stop], coded):
            creature = simplified(text[start:stop]) in _CREATURES
            yield _span(text, (start, stop), 0.9 if coded or creature else 0.7, "column")


def _is_code_name(text: str, coded: bool) -> bool:
    """Say whether a project cell names one: a word of its own, not the everyday phrase for a kind of work."""
    if not has_cjk(text):
        return not re.fullmatch(r"[A-Z]{1,3}-?\d{1,3}", text) and not all(latin.common(token) for token in text.split())
    if simplified(text) in _CREATURES:
        return True
    found = words(simplified(text))
    everyday = all(in_dictionary(text[w.start : w.end]) and w.end - w.start > 1 for w in found)
    return not everyday or (coded and len(found) == 1 and len(text) <= 4)


# A section of works that is let by itself, by its number, with its English name right behind: 一标 Lot 1, 三标段.
_SECTION = re.compile(
    "(?<![\u4e00-\u9fff第])([一二三四五六七八九十]{1,2}标(?:段(?!落))?)(?![准志书的签题注识价定底高线杆枪兵语本量杯王])"
    r"(?:[ \u3000/（(]{0,2}((?:Lot|Section|Package) \d{1,2}))?"
)


def _sections(text: str) -> Iterator[Span]:
    for match in _SECTION.finditer(text):
        yield _span(text, match.span(1), 0.75, "pattern")
        if match.group(2):
            yield replace(_span(text, match.span(2), 0.85, "definition"), alias_of=folded(match.group(1)))


_RULES: sieve.Rules = (
    (sieve.mark(_CODE_EN), _coded),
    (sieve.mark(_QUOTED_EN, _CAPITALS), _set_apart),
    (sieve.mark(_GOES_BY), _gone_by),
    (sieve.mark(_ENGAGED), _engaged),
    (sieve.mark(_QUOTED_TITLE), _titles),
)
_CHINESE_RULES: sieve.Rules = (
    (sieve.mark(_QUOTED), _quoted),
    (sieve.mark(_CODE_ZH), _coded_in_chinese),
    (sieve.mark(_SECTION), _sections),
    (sieve.mark(_CUP, _GATHERING, _SESSION), _cups),
    (sieve.mark(_DAY), _days),
    (sieve.mark(_BOOK), _books),
    (sieve.mark(_CHRISTENED), _christened),
    (sieve.mark(_QUOTED_HINT, _TITLE_HINT, _WORDED_HINT), _hinted),
    (sieve.mark(_QUOTED_TOPIC), _topics),
    (sieve.mark(_QUOTED_WORK), _works),
    (labelled.MARK, _labelled),
    (sieve.mark(_LINE), _lines),
    (sieve.mark(_CHAT, _CHAT_COUNTED), _chats),
    (sieve.mark(_NUMBERED), _numbered),
    (sieve.mark(_STEM, _TEAM), _stems),
    (sieve.mark(_RATED), _rated),
)
_CHINESE_MARK = sieve.union(_CHINESE_RULES)
_PATTERNS_MARK = sieve.union(_RULES) | _CHINESE_MARK


RECOGNIZER = Recognizer(kinds=_KINDS, find=find, version=30)
