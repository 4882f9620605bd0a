"""What a clause rules by its shape: limits, penalties, terms and refusals, in both languages.

Single words are a profile's cues; these are shapes that no word of theirs tells: 不跟别家拼, 每天罚2万元, nothing
before signature. What was learned of clauses may overrule them as it may any cue.
"""

from __future__ import annotations

import re

_NUMBER = r"[\d一二三四五六七八九十百千半两零〇.]"
_DONE = (
    "发|带|跟|报(?!销)|收(?!钱|费|[\u4e00-\u9fff]{1,3}费)|给|接(?!站)|许|准|写|拍|卖|挂|贴|叫|转|登|列|付|退|赔|换|延|借|租|续|签|谈|留|放|开票|公开|承担|负责|安排|接受|同意|允许"
    "|参加|参与|增加|另收|另行|计入|补发|补贴|承诺|保留|对外|向外"
)
_CHINESE = re.compile(
    f"不(?:得)?(?:超过|低于|高于|大于|小于|少于|多于){_NUMBER}|(?:上限|下限)(?:为|是|[\\d一二三四五六七八九十])"
    f"|(?:罚款?|罚金|扣款?|赔)(?:每[天日次晚]|约)?{_NUMBER}"
    f"|每[天日次晚吨台条件]?.{{0,4}}(?:罚款?|罚金|扣){_NUMBER}|按{_NUMBER}{{1,6}}倍?%?[扣赔罚]"
    f"|按.{{1,8}}折{_NUMBER}|账期|{_NUMBER}[天日]一结|票到{_NUMBER}|包换|保修|保证{_NUMBER}{{1,4}}[年个次季天]"
    f"|超过{_NUMBER}[^，。；]{{1,8}}(?:退|扣|罚|再谈|签|报批|另算|免)"
    f"|(?:(?:^|(?<=[，。；：、（,;:]))(?:今年|明年|以后|一律|都|也|就|概|绝|再|暂)?|(?<=[今明]年))不再?(?:{_DONE})"
    "|以后每?[^，。；]{1,6}(?:先|都要|一律|统一|必须)|(?:整[车批箱柜]|当场|原价)退|双签|一人一半|各[出付摊担]一半"
)
_SUBJECT = r"(?:[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[A-Z][\w’'-]+|[Tt]he (?:[a-z]+ )?[a-z]+)"
_OF_THINGS = (
    "be|fit|start|run|work|help|matter|change|happen|hold|last|reach|fall|rise|open|close|turn|move|stop"
    "|go|come|do|need|have to|know|see|find|get|make|take long|look|seem|cost|arrive"
    "|burn|melt|leak|crack|break|dry|cure|set|charge|fire"
)
_ENGLISH = re.compile(
    rf"\b{_SUBJECT} (?:will not|won['’]t|shall not) (?!(?:{_OF_THINGS})\b)[a-z]+"
    r"|\bcap(?:ped|s)? (?:at|of) |\bcap \d|\b(?:a |at a )?(?:maximum|minimum) of \S*\d"
    r"|\blimit(?:s|ed)?\b[^.;]{1,40} to \d"
    r"|\b(?:no|not) (?:more|less|fewer) than \S*\d"
    r"|\b[Nn]othing (?:(?:before|until) (?!\d)|without|leaves?|goes|moves|is (?:sent|paid|signed|shipped)|to be)\b"
    r"|\b[Nn]o [a-z-]+(?: [a-z-]+){0,3} (?:without|unless)\b|\b[Nn]o [a-z-]+ (?:above|below) \S*\d"
    r"|\bstays? at \S*\d|\b(?:non-|not )refundable\b|\bforfeit|\blapses? (?:if|on|unless)\b|\bpenalt(?:y|ies)\b"
    r"|\b(?:on site|answers?|repl(?:y|ies)|responds?|pays?|paid|returned|replaced?|reported) within \S*\d"
    r"|\bat (?:our|your|their|the [a-z]+['’]s) (?:own )?(?:cost|expense|risk)\b"
)
_CHINESE_CUE = re.compile("[不限罚扣赔按账结票换修证过后退签半]")
_ENGLISH_CUE = re.compile(
    r"ll not |won['’]t |\bcap|mum of |limit|(?:more|less|fewer) than|othing |\b[Nn]o [a-z]|stays? at|refundable|forfeit"
    r"|lapse|penalt|within \S*\d|(?:cost|expense|risk)\b"
)


def rules(text: str) -> list[tuple[int, int]]:
    """Give where the shapes of a rule stand in a text, in its order."""
    found = [match.span() for match in _ENGLISH.finditer(text)] if _ENGLISH_CUE.search(text) else []
    if not text.isascii() and _CHINESE_CUE.search(text):
        found += [match.span() for match in _CHINESE.finditer(text)]
    return sorted(found)
