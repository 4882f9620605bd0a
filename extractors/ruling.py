"""What a clause rules by its shape: limits, penalties, terms and refusals, in both languages.

Single words are a profile's cues; these are shapes that no word of theirs tells: 不跟别家拼, 每天罚2万元, 过2米就停,
nothing before signature, survey before any drilling. What was learned of clauses may overrule them as it may any cue.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.patterns import seldom


class _Shape(NamedTuple):
    """A shape of a rule, and words of which one stands in whatever it finds: most texts hold none of most shapes'."""

    cues: tuple[str, ...]
    pattern: re.Pattern[str]


def _shape(cues: str, *ways: str) -> _Shape:
    return _Shape(tuple(cues.split("|")), seldom("|".join(ways)))


_NUMBER = r"[\d一二三四五六七八九十百千半两零〇.]"
_DONE = (
    "发|带|跟|报(?!销)|收(?!钱|费|[\u4e00-\u9fff]{1,3}费)|给|接(?!站)|许|准|写|拍|卖|挂|贴|叫|转|登|列|付|退|赔|换|延|借|租|续|签|谈|留|放|开票|公开|承担|负责|安排|接受|同意|允许"
    "|参加|参与|增加|另收|另行|计入|补发|补贴|承诺|保留|对外|向外"
)
# What somebody has to do within a time, and what follows where a limit is passed.
_DUE = (
    "报|补|提出|付|交|回复|答复|处理|到场|到位|归还|退|修|通知|书面|赔|还|响应|签|更换|整改|申请|告知|办|结清|验收|送达"
    "|撤|清"
)
_FOLLOWS = (
    "就|停|通知|报(?!告|价)|另|则|即|自动|加(?:收|价|倍)|扣|罚|退|重|免|归|拒|作废|须|由|的?[要收]|再谈|双方|不(?![到足错多少等同过了])"
)
_OPENS = r"(?:^|(?<=[，。；：、（,;:\t\s]))"
_CHINESE = re.compile(
    # What any of the shapes begins with, so that the engine skips to candidates
    "(?=[不上下罚扣赔每按账票包保超低满逾高大小少过最至限归留存备档归天日个工小分晚迟漏缺加打正起以须统别的到签批付盖验只今明一都也就概"
    "绝再暂但千双各整当原])(?:"
    + "|".join((
        f"不(?:得)?(?:超过|低于|高于|大于|小于|少于|多于){_NUMBER}|(?:上限|下限)(?:为|是|[\\d一二三四五六七八九十])",
        f"(?:罚款?|罚金|扣款?|赔)(?:每[天日次晚]|约)?\\s?{_NUMBER}",
        f"[晚迟少漏缺][^，。；、\\d]{{0,2}}?{_NUMBER}[^，。；、]{{1,6}}(?:罚|扣|赔|停)|限制{_NUMBER}|加价{_NUMBER}",
        f"每[天日次晚吨台条件]?.{{0,4}}(?:罚款?|罚金|扣){_NUMBER}|按{_NUMBER}{{1,6}}倍?%?[扣赔罚]|打{_NUMBER}{{1,2}}折",
        f"按.{{1,8}}折{_NUMBER}|账期|(?<={_NUMBER})[天日]一结|票到{_NUMBER}|包换|保修|保证{_NUMBER}{{1,4}}[年个次季天]",
        f"超过{_NUMBER}[^，。；]{{1,8}}(?:退|扣|罚|再谈|签|报批|另算|免)",
        f"(?:{_OPENS}(?:今年|明年|以后|一律|都|也|就|概|绝|再|暂)?|(?<=[今明]年))不再?(?:{_DONE})",
        "以后每?[^，。；]{1,6}(?:先|都要|一律|统一|必须)|(?:整[车批箱柜]|当场|原价)退|双签|一人一半|各[出付摊担]一半",
        f"(?:超过?|低于|不足|不到|满|逾期|高于|大于|小于|少于){_NUMBER}[^，。；、]{{1,8}}?(?:{_FOLLOWS})",
        f"(?<!再)过(?!{_NUMBER}+个?[天日年月周小分]){_NUMBER}[^，。；、]{{1,8}}?(?:{_FOLLOWS})",
        f"(?:最多|至多|最长|最少|至少)(?!的)[^，。；、\\d]{{0,4}}?{_NUMBER}",
        f"(?<![年期权极界时有无上下局仅])限(?:高|重|速|宽|每[^，。；]{{1,3}})?{_NUMBER}",
        f"(?:保存|留样|留存|存档|保管|留底|归档|备查){_NUMBER}{{1,4}}(?:个?[天日年月周]|个?季)",
        f"(?<![库结保留内储现封积])存{_NUMBER}{{1,4}}(?:个?[天年月周])",
        f"(?<={_NUMBER})(?:个?工作日|个?小时|天|日|分钟)之?内(?:须|要|应|必须|得)?[^，。；、\\d]{{0,4}}?(?:{_DUE})",
        f"[上下]浮动?(?:不超过)?{_NUMBER}|正负{_NUMBER}{{1,4}}%|起订量|以[^，。；]{{1,12}}为准",
        "(?<![必无胡触毋])须(?![知根发眉臾])|统一[按招采收报发用买付送填印]",
        "(?<![级区类特分个性鉴识判辨差告国门派科组])别(?:再|先|去|都)?"
        "(?:[答登露改问给进放签转接卖碰删寄挂贴漏]|公开|上传|入[账库档])",
        f"{_OPENS}不[在往向跟对][^，。；、]{{1,6}}?(?:{_DONE})",
        "的[^，。；、]{0,3}不再?[收接报给退赔认放付](?![到了])",
        "(?:到手|到齐|签完|批下来|付清|盖章|验完|到账)[^，。；、]{0,2}[再才]",
        f"{_OPENS}(?:也|都|就|但|千万)?不(?:要(?![紧钱脸求])|可(?![能以惜否言思])|宜|许|准)",
        "只(?:能|准|管|收|认|接|测|写|对|用|走|跟|放|借|租|留|回|答|报)(?![怕好有要得了过着])",
    ))
    + ")"
)  # fmt: skip
_SUBJECT = r"(?:[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[A-Z][\w’'-]+|[Tt]he (?:[a-z]+ )?[a-z]+)"
_OF_THINGS = (
    "be|fit|start|run|work|help|matter|change|happen|hold|last|reach|fall|rise|open|close|turn|move|stop"
    "|go|come|do|need|have to|know|see|find|get|make|take long|look|seem|cost|arrive"
    "|burn|melt|leak|crack|break|dry|cure|set|charge|fire"
)
_FEW = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|thirty)"
_SPAN = r"(?:(?:working|business|calendar) )?(?:hours?|days?|weeks?|months?|years?)"
# Behind "never" these tell what was, or how.
_TOLD = (
    "mind|again|been|had|was|were|got|came|seen|saw|went|heard|knew|did|made|took|said|found|in|on|at|to|the|a|an"
    "|early|late|wrong|quite|really|more|less|so|too|any|before|since|[a-z]+ed"
)
_SETTLED = "signed|paid|checked|cleared|approved|released|agreed|accepted|tested|settled|confirmed"
_MAY = (
    "sign|claim|use|hire|keep|bring|publish|quote|print|photograph|enter|visit|leave|ask|order|cancel|return|copy|share"
    "|sell|name|show|charge"
)
# Before "to be" these tell what is thought or wished, behind it what is only planned.
_THOUGHT = (
    "expected|hoped|likely|about|due|going|has|have|had|said|seems|seem|supposed|want|wants|wanted|needs|need|used"
    "|thought|waiting"
)
_PLANNED = (
    "announced|confirmed|decided|expected|found|seen|done|had|made|known|finished|completed|reviewed|discussed"
    "|continued|used"
)
_ENGLISH = (
    _shape("will not |won't |won’t |shall not ",
           rf"\b{_SUBJECT} (?:will not|won['’]t|shall not) (?!(?:{_OF_THINGS})\b)[a-z]+"),
    _shape("cap |caps |capped |maximum of |minimum of ",
           r"\bcap(?:ped|s)? (?:at|of) |\bcap \d|\b(?:a |at a )?(?:maximum|minimum) of \S*\d"),
    _shape("limit",
           r"\blimit(?:s|ed)?\b[^.;]{1,40} to \d|\blimit(?: of|:)? \S*\d"),
    _shape("more than |less than |fewer than ",
           r"\b(?:no|not) (?:more|less|fewer) than \S*\d"),
    _shape("othing ",
           r"\b[Nn]othing (?:(?:before|until) (?!\d)|without|leaves?|goes|moves"
           r"|is (?:sent|paid|signed|shipped)|to be)\b"),
    _shape("without|unless| above | below ",
           r"\b[Nn]o [a-z-]+(?: [a-z-]+){0,3} (?:without|unless)\b|\b[Nn]o [a-z-]+ (?:above|below) \S*\d"),
    _shape("stay|refundable|forfeit|lapse|penalt",
           r"\bstays? at \S*\d|\b(?:non-|not )refundable\b|\bforfeit|\blapses? (?:if|on|unless)\b|\bpenalt(?:y|ies)\b"),
    _shape(" within ",
           r"\b(?:on site|answers?|repl(?:y|ies)|responds?|pays?|paid|returned|replaced?|reported) within \S*\d"),
    _shape("cost|expense|risk",
           r"\bat (?:our|your|their|the [a-z]+['’]s) (?:own )?(?:cost|expense|risk)\b"),
    _shape("within ",
           rf"\bwithin {_FEW} {_SPAN}\b"),
    _shape("valid |stored |retained |archived |on file |kept |keep |good ",
           rf"\b(?:valid|stored|retained|archived|on file|kept|keep|holds? good|good) (?:for )?{_FEW} {_SPAN}\b"),
    _shape("nothing ",
           r"\bnothing (?:in|on|to) (?:the (?:group|chat|list|minutes|press|phone)|writing|paper|e-?mails?)\b"),
    _shape("none before|not before|are refused|is refused|are not |is not ",
           r"\b(?:none|not) before\b|\b(?:is|are) (?:refused|not (?:offered|accepted|admitted|taken back|returned"
           r"|refunded|served|sold|lent|hired out))\b"),
    _shape("ayment |net |days after |days from ",
           rf"\b[Pp]ayment (?:in |within |after )?{_FEW} days\b|\bnet {_FEW} days\b"
           rf"|\b{_FEW} days (?:after|from) (?:the (?:end of the )?)?(?:invoice|delivery|receipt|month)\b"),
    _shape("unless|never |until ",
           rf"\bunless\b|\bnever (?!(?:{_TOLD})\b)|\buntil (?:[\w’'-]+ ){{0,5}}(?:{_SETTLED})\b"),
    _shape("no more|not more|before any|only",
           r"\b(?:not|no) more(?=[,.;]|\Z)|\bbefore any\b|\bonly(?=[,.;)]|\Z)"),
    _shape("may |rejected |refused |accepted ",
           rf"\bmay (?:{_MAY})\b|\b(?:rejected|refused|accepted) (?:below|above|if|over|under)\b"),
    _shape("% |per cent ",
           r"\d ?(?:%|per cent) (?:off|discount|surcharge|deposit|rebate)\b"),
    _shape("to be ",
           "".join(f"(?<!{word} )" for word in _THOUGHT.split("|"))
           + rf"\bto be (?!(?:{_PLANNED})\b)"
           + r"(?:[a-z]+ed|set|kept|cut|sent|put|paid|held|left|written|taken|given|shown|drawn|borne|told)\b"),
)  # fmt: skip


def rules(text: str) -> list[tuple[int, int]]:
    """Give where the shapes of a rule stand in a text, in its order."""
    found = _english(text)
    if not text.isascii():
        found += [match.span() for match in _CHINESE.finditer(text)]
    return sorted(found)


def _english(text: str) -> list[tuple[int, int]]:
    """Give where English shapes stand, none within another: of two that begin at one place the first, as alternatives.

    Only those are looked for of which a cue stands in the text.
    """
    cued = [pattern for cues, pattern in _ENGLISH if any(map(text.__contains__, cues))]
    ahead = {pattern: match for pattern in cued if (match := pattern.search(text))}
    found = list[tuple[int, int]]()
    while ahead:
        first = min(ahead.values(), key=_start)
        found.append(first.span())
        passed = [pattern for pattern, match in ahead.items() if match.start() < first.end()]
        for pattern in passed:
            if match := pattern.search(text, first.end()):
                ahead[pattern] = match
            else:
                del ahead[pattern]
    return found


def _start(match: re.Match[str]) -> int:
    return match.start()
