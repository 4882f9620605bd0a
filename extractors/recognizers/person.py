"""Persons: Chinese surnames with a cue, surname and title, English titles and given names, lists, fields, columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors import (
    capitalised,
    cells,
    duties,
    families,
    handles,
    honours,
    introductions,
    latin,
    lexicon,
    personcells,
    pinyin,
    senders,
    sieve,
)
from extractors.chinese import is_everyday
from extractors.model import Evidence, Recognizer, Segment, Span
from extractors.patterns import late, seldom
from extractors.personnames import (
    DOTTED_SIGNS,
    FIRST,
    FREQUENT,
    NO_GIVEN,
    RARE,
    SHORT_TITLE,
    SURNAME,
    SURNAMES,
    TITLED_CELL,
    USUAL,
    given_of,
    is_of_several_signs,
    is_person_like,
    is_plausible,
    is_tagged,
    person_at,
)
from extractors.spoken import LONG_TITLE, NO_TITLE, has_job
from extractors.text import DOTS, chinese_texts, each_text, folded, has_dot, in_dictionary, is_cjk, simplified, words

CARRYING = frozenset(FREQUENT + RARE)
# Without those that are everyday words: 第五局, 西门站长.
_COMPOUND = frozenset(s for s in SURNAMES if len(s) == 2) - {"第五", "东方", "西门", "东郭", "百里"}
# Titles first, names by a look to the left: surnames are a third of all characters, titles are rare.
_TITLE = late(f"(?:{LONG_TITLE}){NO_TITLE}")
# What a post's label is followed by, and whose post it is said before (青鲤组长：令狐峻。): a group, nobody.
_WHO_IT_IS = late(f"[：:] ?{SURNAME}[\u4e00-\u9fff]{{1,2}}(?=[。；，,;、）)]|\\s|$)")
_BEFORE = late(f"{SURNAME}[\u4e00-\u9fff]{{0,2}}$")
_SHORT = late(
    f"(?:{SHORT_TITLE}|理事(?![长单])|翻译(?!文))"
    "(?![程业厂作人会资艺期序具件地种共是部数量额计体装局署统归监裁理书社事学程])"
)
_FAMILIAR = late(
    f"[老小阿](?<![\u4e00-\u9fff][年古].)[{FREQUENT}{RARE}](?=说|讲|问|答|看|带|请|来|去|的电|那|，|。|、|：|她|他|"
    "在|也|把|和|跟|觉得|家的|[\\s:;；（()）]|$)"
)
# Behind somebody's office or what is done to a person, or before what only persons do: 代表小周, 告诉老马, 老马说.
_FAMILIAR_MEANT = late(
    f"(?:(?:代表|师傅|同事|组长|班长|经理|主管|专员|司机|会计|出纳|文员|助理|告诉|通知|转告|提醒|麻烦|联系|听|找|让|派)"
    f"([老小][{FREQUENT}{RARE}])(?![\u4e00-\u9fff]?[板师区学组时])"
    f"|(?<![\u4e00-\u9fff])([老小][{FREQUENT}{RARE}])(?=说|讲|问|答|觉得|认为|回|催|签))"
)
_OLD_FELLOW = late(f"(?<![\u4e00-\u9fff])老[{FREQUENT}{RARE}](?:头儿?|汉|爷子|太太|师傅|先生)(?!部|版)")
NO_FAMILIAR = frozenset(str.split("老师 小时 老路 小康 小米 小白 小车 小包 小段 小项 小计 小方 小黄"))
_JAPANESE = lexicon.section("chinese", "person.japanese")
_FAMILIAR_SPEAKER = late(
    r"(?:\[[^\[\]]{4,20}\]\s*|[\d/:. -]{4,20}\s)?([老小阿胖大][\u4e00-\u9fff])(?:\s+[\d/:. -]{4,20})?\s*[：:]"
)
# One-character titles that end many other words: only behind a clause's start or a word that takes a person.
_CLOSE = late(
    f"[队博导处师姐哥叔婶嫂爷所局院生](?<=[{RARE}{FREQUENT}].)"
    "(?=[，。；：、）)\\s]|说|讲|问|答|带|来|在|和|与|把|觉得|负责|主持|要|同意|那里|那边|的意思|$)"
)
_CLOSE_AHEAD = late("(?:^|[，。；：、（(\\s]|[请找问由和与跟给让叫]|联系)$")
_ROLES = lexicon.section("chinese", "person.roles") | frozenset(LONG_TITLE.split("|"))
_ROLE_COLON = late("(?<=[\u4e00-\u9fff][员师人长])(?=[：:])")
_ROLE_NAME = late(f"(?P<sep>[：:为是由和与及、\\s]{{0,2}})(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}})")
_VERB = (
    "说|表示|介绍|指出|认为|主持|记录|强调|透露|告诉|汇报|负责|牵头|执笔|签字|签收|带队|陪同|到场|出席|回复|"
    "发言|提出|补充|解释|担任|通报|转告|来电|来函|请假|提醒|反馈|建议|确认|答复|"
    "带来|参加|介绍说|讲|问|答|写道|署名|宣布|要求|接任|当选|任命|出生|毕业|去世|率|代"
)
_SAYS = late(_VERB)
_ASIDE = late("（[^（）]{1,16}）$")
_LEADS = late(
    f"(?:^|[，。；：、）)])((?:[{FREQUENT}])[\u4e00-\u9fff]{{1,2}}?)(?:[：:]|带路|领路|领着|陪着?|带着|管着|开车|作陪|记账|点头|摇头|笑|没来|没说|不肯|已于|将于|自己|昨天|今天|明天|下周|上周|的电话|电话)"
)
_LIST_CUE = late(
    "(?:出席|参会|参加|到会|在座|与会|列席|缺席|请假|抄送|主送|成员|组员|名单|参加人员|参会人员|出席人员|"
    "值班人员|人员|代表|有|陪同)(?:人员)?[：:]\\s*"
)
_LISTED = late(f"(?:^|[、，,；;\\s：:（(])({SURNAME}[\u4e00-\u9fff]{{1,2}})(?=[、，,；;\\s。）)（(]|等|$)")
_CHAIN = late(
    f"{SURNAME}[\u4e00-\u9fff]{{1,2}}(?:、{SURNAME}[\u4e00-\u9fff]{{1,2}})+(?=[^\u4e00-\u9fff]|等|和|两|三|四|到|参|出|"
    "在|一|均|都|也|同|说|表|$)"
)
_SPEAKER = late(
    f"(?:【|\\[)?({SURNAME}[\u4e00-\u9fff]{{1,2}})(?:】|"
    f"\\])?(?:[（(][^（）()]{{1,20}}[）)])?\\s*(?:\\d{{1,2}}[:：]\\d\\d(?::\\d\\d)?)?\\s*[：:]"
)
_OF_SEVERAL = late("([\u4e00-\u9fff]{4,5})[：:]")  # 才让东智：第4项不外发
# What stands by itself, or behind the house or office that a person is of (设备科 何俊, 通号中心，裴立群).
_OPENS_NAME = frozenset(FREQUENT + RARE) - frozenset("别单双温周司万时冷")  # 别超, 单台, 温升 are no persons
_IN_RUN = "[\u4e00-\u9fffA-Za-z0-9·]"
_LONE = late(f"[{''.join(sorted(_OPENS_NAME))}](?<!{_IN_RUN}.){_IN_RUN}(?!{_IN_RUN})")
_OF_HOUSE = late(
    "[司团心院所部处科室局场厂站社队校行办组会]"
    f"[ \u3000，,]{{1,2}}({SURNAME}[\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff·])"
)
_FOREIGN = late(
    f"(?:[\u4e00-\u9fff]{{1,7}}|(?<![A-Za-z])[A-Z]\\.?)(?:[{DOTS}](?:[\u4e00-\u9fff]{{1,7}}|[A-Z]\\.?)){{0,2}}"
    f"[{DOTS}][\u4e00-\u9fff]{{1,7}}"
)
_FIELD = seldom(
    (
        r"(?:^|(?<=[.;。；] )(?=Present|Attendees|Participants|Apologies))\s*"
        r"(?:From|To|Cc|Bcc|Sender|Author|Attn|Attention|Contact|Prepared by|Approved by|Reported by|Signed|"
        r"Chair|Present|Attendees|Participants|Apologies|Minutes(?: by)?|Lead|Owner|Host|Speaker|"
        # as office files name who wrote, changed, remarked and signed
        r"Last (?:modified|saved|printed) by|Revision author|Comment(?:ed)? (?:author|by)|Person|Manager|Signed by|"
        r"发件人|"
        r"收件人|抄送|联系人|"
        r"经办人|负责人|审核|编制|主持|记录)\s*[:：]\s*(.+)$"
    ),
    re.IGNORECASE,
)
_CLOSING = late(
    r"(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Tt]hanks|[Tt]hank you|[Ww]ishes|[Bb]est|[Yy]ours|"
    r"[Gg]reetings),?\s+((?:[A-ZÀ-Ž][\w’'-]+)(?: [A-ZÀ-Ž][\w’'-]+){0,2})\s*\.?$"
)
_GREETINGS = "Dear|Hi|Hello|Hey|Liebe|Lieber|Cher|Chère|Chers|Caro|Cara|Estimad[oa]|Querid[oa]|Kjære|Beste"
_DEAR = late(rf"\b(?:{_GREETINGS}) ((?:[A-ZÀ-Ž][\w’'-]+)(?: [A-ZÀ-Ž][\w’'-]+)?)(?=,|\s*$| and |:|!)")
# Whom the template of an office library names in the properties of every file written with it.
# chosen: python-pptx writes its author's name as who changed a file last, 2026-11
_TEMPLATES = frozenset(["Steve Canny"])
_GREETING = late(_GREETINGS)
_GREETED_FIRST = late(f"(?:{_GREETINGS}) ")
_GREETED = lexicon.section("latin", "person.greeted")
_PERSON_TAGS = frozenset(("nr", "nrt", "nrfg"))


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find persons."""
    named = cells.named_cells(segments)
    english = capitalised.finds(segments)
    bare, turned = personcells.bare_columns(segments), personcells.turned_columns(segments)
    speakers = _initialled(segments)
    found: list[list[Span]] = []
    for segment, columns, capitals, chinese, marks in zip(
        segments, named, english, chinese_texts(segments), sieve.marks(segments), strict=True
    ):
        text = segment.text
        if segment.layer == "metadata" and not _TEMPLATES.isdisjoint(text.split(": ")):
            found.append([])
            continue
        spans = [person_at(text, f.start, f.end, f.confidence, f.evidence) for f in capitals
                 if f.kind == "person" and not _GREETED_FIRST.match(text, f.start)]  # fmt: skip
        if chinese and marks & _CHINESE_MARK:
            spans += _chinese(chinese, marks)
        if chinese and (segment.cells or segment.layer == "comment" or marks & families.MARK):
            spans += [person_at(text, *at, 0.65, "field") for at in families.alone(segment, chinese, marks)]
        remark = _REMARK.match(text) if segment.layer == "comment" else None
        if remark and not (latin.common(remark.group(1)) or remark.group(1) in lexicon.names("places")):
            spans.append(person_at(text, *remark.span(1), 0.6, "field"))
        if marks & _ENGLISH_MARK and latin.has_capital(text):
            spans += _english(text, marks)
        spans += [
            replace(person_at(text, f.start, f.end, f.confidence, "definition"), alias_of=f.alias_of)
            for f in (introductions.finds(text) if marks & introductions.MARK else ())
        ]
        if marks & _FIELD_MARK and (":" in text or "：" in text):
            spans += _fields(text)
        if marks & handles.MARK and (owners := [at for at in handles.owners(text) if is_person_like(text[slice(*at)])]):
            spans = [span for span in spans if not any(span.start < end and start < span.end for start, end in owners)]
            spans += [person_at(text, *at, 0.85, "field") for at in owners]
        if marks & honours.MARK:
            spans += [person_at(text, *at, 0.85, "title") for at in honours.in_pinyin(text)]
        if segment.cells:
            spans += personcells.in_columns(segment, columns)
            spans += personcells.in_bare_columns(segment, bare)
            spans = [*personcells.in_turned_columns(segment, turned, spans)] if turned else spans
        if speakers and (speaker := _INITIALS.match(text)) and speaker.group(1) in speakers:
            spans.append(person_at(text, *speaker.span(1), 0.55, "field"))
        found.append(spans)
    found = [
        [span for span in spans if not _is_nobody(simplified(segment.text[span.start : span.end]), span.evidence)]
        for segment, spans in zip(segments, found, strict=True)
    ]
    return [[*spans, *signed] for spans, signed in zip(found, _signed(segments, found), strict=True)]


_NOBODY = late(
    "周[一二三四五六日末](?:[早中晚先前后起到去来走交开回把]|$)|[\u4e00-\u9fff][其此该]"
    r"|(?:Ph\.?D|M\.?Sc|B\.?Sc|MBA|M\.?Eng|B\.?Eng|Dipl\.-Ing|CEng|FCA|ACA|RN|MD)\.?"
)


@lru_cache(maxsize=65536)
def _is_nobody(name: str, evidence: Evidence) -> bool:
    """Say whether a find is a day, a degree, or an everyday word with what a sentence goes on with (司机|转)."""
    run = evidence in ("title", "pattern") and len(name) == 3 and is_cjk(name[2]) and is_everyday(name[:2])
    return (run and words(name)[-1].tag in ("v", "m")) or _NOBODY.fullmatch(name) is not None


_ACTS_BY_INITIALS = late(
    r"(?:^|[.;] |[(–—-] ?)([A-Z]{2,3})(?= (?:to|will|has|is to|agreed|asked|offered|noted|reported|said) |\)?$)"
)
_INITIALLED_MARK = sieve.mark(_ACTS_BY_INITIALS)


def _signed(segments: Sequence[Segment], found: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """Find initials that act or sign where the file names one person in full whose they are (HL to ask)."""
    marked = (at for at, marks in enumerate(sieve.marks(segments)) if marks & _INITIALLED_MARK)
    acting = [(at, match) for at in marked for match in _ACTS_BY_INITIALS.finditer(segments[at].text)]
    signed: list[list[Span]] = [[] for _ in segments]
    own = _bearers(segments, found) if acting else {}
    for at, match in acting:
        if full := own.get(match.group(1)):
            span = person_at(segments[at].text, *match.span(1), 0.7, "definition")
            signed[at].append(replace(span, alias_of=folded(full)))
    return signed


def _bearers(segments: Sequence[Segment], found: Sequence[Sequence[Span]]) -> dict[str, str]:
    """Give the person of a file to whom alone initials can belong, by the initials of every Latin full name."""
    bearers: dict[str, set[str]] = {}
    for segment, spans in zip(segments, found, strict=True):
        for span in spans:
            name = segment.text[span.start : span.end]
            words = [word for word in name.split() if not latin.TITLES.match(word)]
            written_out = all(word[0].isupper() and len(word) > 1 for word in words)
            if written_out and 1 < len(words) < 4 and span.confidence >= _SURE:
                bearers.setdefault("".join(word[0] for word in words), set()).add(" ".join(words))
    alone = ((letters, names) for letters, names in bearers.items() if len(names) == 1)
    return {letters: min(names) for letters, names in alone if letters not in _NO_INITIALS}


# Who remarks on a text, before a colon: of 40 capital words of no dictionary 38 were persons (100 folders, 2026-11).
_REMARK = late(r"([A-ZÀ-Ž][a-zà-ž\u1e01-\u1ef9’'-]{1,14}): ?(?=\S)")
_SURE = 0.6  # of a full name that its initials may stand for
_INITIALS = late(r"\s*(?:\[[^\[\]]{4,20}\]\s*)?([A-Z]{2}): (?=[A-Za-z])")
# What mails, notes and forms write before a colon, and no person.
_NO_INITIALS = frozenset(
    "RE FW TO CC PS NB ID NO QA VS IP PO AM PM QC AI AP AR IT HR PR UI UX OK OS EU UN UK US PC FY EG IE EX".split()
)


def _initialled(segments: Sequence[Segment]) -> frozenset[str]:
    """Give the two letters that open a remark in a file, where two different ones do and no mail's header is read."""
    seen = {match.group(1) for segment in segments if (match := _INITIALS.match(segment.text))}
    known = seen - _NO_INITIALS
    return frozenset(seen - {"RE", "FW", "CC", "PS", "NB"}) if len(seen) > 1 and known else frozenset(known)


@each_text
def _chinese(text: str, marks: int) -> Iterator[Span]:
    yield from _titled(text, marks)
    for match in _behind_roles(text) if marks & _ROLES_MARK and marks & _ROLE_NAME_MARK else ():
        name = _settled_name(text, match.start("name"), match.end("name"))
        if name and (match["sep"] or _given_name(text, *name)):
            yield person_at(text, *name, 0.85, "title")
    if marks & _SAYS_MARK:
        yield from _speaking(text)
    if marks & _ACTING_MARK:
        yield from _acting(text)
    for match in _LEADS.finditer(text) if marks & _LEADS_MARK else ():
        if is_plausible(match.group(1)) and starts_word(text, match.start(1)):
            yield person_at(text, *match.span(1), 0.65, "title")
    if marks & _LISTS_MARK:
        yield from _lists(text)
    if marks & _SPOKEN_MARK:
        yield from _spoken(text)
    for match in _DOUBLED.finditer(text) if marks & (_TITLE_MARK | _SHORT_MARK) else ():
        if is_plausible(match.group()):
            yield person_at(text, *match.span(), 0.85, "title")
    yield from _pointed_at(text, marks)
    yield from _wrote(text) if marks & _WROTE_MARK else ()
    yield from _on_duty(text) if marks & duties.MARK else ()
    yield from _apart(text, marks)
    if marks & _FOREIGN_MARK:
        yield from _foreign(text)
    if marks & _TAGGED_MARK:
        yield from _tagged(text)


def _on_duty(text: str) -> Iterator[Span]:
    yield from (person_at(text, *at, 0.75, "field") for at in duties.finds(text))
    for full, so in duties.called(text):
        yield person_at(text, *full, 0.75, "field")
        yield replace(person_at(text, *so, 0.85, "definition"), alias_of=folded(text[slice(*full)]))


# Who made a list or took a shift: 蒲景和填。, 登记：尚文静, (3/23—3/25,尚海波).
_WROTE = seldom(
    f"(?<![\u4e00-\u9fff])({SURNAME}[\u4e00-\u9fff]{{1,2}})(?= ?[制填记编录绘摄](?:[，。；、）)]|\\s*$))"
    f"|(?:登记|记录|复核|制[表单图]|填[表报写]|开[单票]|编制|校[对核]|保管|经[手办]|签[收发]|审批|批准|绘图|拟稿|核稿|发货|收货|验收|送检|采样|取样"
    f"|(?<![\u4e00-\u9fff])[交接])[：:]\\s*({SURNAME}[\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])"
    f"|[，,、；;] ?({SURNAME}[\u4e00-\u9fff]{{1,2}})(?=[)）]\\s*$)"
)
# What each of its alternatives holds: a word behind or before the name, or a bracket that closes the text.
_WROTE_CUE = late("[制填记编录绘摄核表单图报写票手办发批准稿货收检样对管交接](?:[，。；、）)：:]|\\s*$)")


def _wrote(text: str) -> Iterator[Span]:
    if not (_WROTE_CUE.search(text) or text.rstrip()[-1:] in (")", "）")):
        return
    for match in _WROTE.finditer(text):
        at = match.span(match.lastindex or 0)
        name = text[slice(*at)]
        known = len(name) == 3 and name[0] in CARRYING and (match.lastindex != 3 or text[match.start() - 1].isdigit())
        if is_plausible(name.removesuffix("和") if len(name) == 3 else name) and (known or _unworded(name)):
            yield person_at(text, *at, 0.7, "title")


# Somebody who is introduced in full and spoken of at once: 段承业段总先讲.
_DOUBLED = seldom(f"({SURNAME})[\u4e00-\u9fff]{{1,2}}(?=\\1(?:{LONG_TITLE}|{SHORT_TITLE}))")


def _spoken(text: str) -> Iterator[Span]:
    """Find who speaks: a name, or a familiar one, before a line's first colon."""
    speaker = _SPEAKER.match(text)
    if speaker and is_plausible(text[slice(*speaker.span(1))]):
        yield person_at(text, *speaker.span(1), 0.8, "field")
    if (several := _OF_SEVERAL.match(text)) and is_of_several_signs(several.group(1)):
        yield person_at(text, *several.span(1), 0.8, "field")
    familiar = _FAMILIAR_SPEAKER.match(text)
    if familiar and not in_dictionary(familiar.group(1)):
        yield person_at(text, *familiar.span(1), 0.7, "field")


# What a sentence points at a person with, and what may stand behind a name so introduced.
# The last character of what points, then the name; the rest of what points by a look to the left.
_POINTED = late(
    f"[人办录持名军者部室科处找由请叫]({SURNAME}[\u4e00-\u9fff]{{1,2}})"
    "(?=[，。；、）)（(,;]|\\s|\\d|[今去明昨]年|[今明昨后][早晚天日]|[上下]午|全程|尽快|$)"
)
_FAMILIAR_BEHIND = late(f"[老小阿](?<=[由找问跟请让叫给催].)[{FREQUENT}{RARE}](?![\u4e00-\u9fff]?[家的孩])")
_JOBBED = late(
    f"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2}}([老小阿][{FREQUENT}{RARE}]|[{FREQUENT}{RARE}][姐哥])(?![\u4e00-\u9fff])"
)
_MENTIONED = late("@([\u4e00-\u9fff]{2,5})(?![\u4e00-\u9fff])")
_EVERYBODY = frozenset(("所有人", "全体成员", "全体", "大家", "各位"))
_POINTS = late("(?:联系人|经办人?|负责人|记录人?|主持人?|头名|冠军|亚军|作者|[部室科处办]|(?<![来寻])找|[由请叫])$")
_PHONED = late(
    f"(?<![\u4e00-\u9fff])({SURNAME}[\u4e00-\u9fff]{{1,2}})"
    f"(?=[，,：:\\s]{{1,2}}(?:电话|手机)?\\s?\\+?\\d{{3,4}}[- ]?\\d{{4}})"
)
# Somebody spoken of, and in a bracket his full name, his post behind it too: 程总（程望舒）, 老何（何国梁，货站主管）.
_NAMED_AFTER = late(
    f"(?:({SURNAME})(?:总|工|[哥姐叔嫂]|{LONG_TITLE})|(?P<called>[老小阿]({SURNAME})))"
    f"[（(]((?:{SURNAME})[\u4e00-\u9fff]{{1,2}})(?:[）)]|[，,、；;][^（）()]{{1,24}}[）)])"
)


def _pointed_at(text: str, marks: int) -> Iterator[Span]:
    """Find names that a word points at and a stop closes (联系人屠静，), before a number, and in 程总（程望舒）."""
    for match in _POINTED.finditer(text) if marks & _POINTED_MARK else ():
        name, start = match.group(1), match.start(1)
        if not _POINTS.search(text, max(0, start - 3), start):
            continue
        strong = len(name) == 3 and name[0] in FREQUENT and match.group()[0] not in "部室科处办找由请叫"
        if is_plausible(name) and (strong or _unworded(name)) and starts_word(text, match.start(1)):
            yield person_at(text, *match.span(1), 0.7, "title")
    yield from _called(text, marks)
    for match in _PHONED.finditer(text) if marks & _PHONED_MARK and "-" in text else ():
        if is_plausible(match.group(1)) and _unworded(match.group(1)):
            yield person_at(text, *match.span(1), 0.75, "field")
    for match in _ASIDED.finditer(text) if marks & _ASIDED_MARK else ():
        if is_plausible(match.group(1)):
            yield person_at(text, *match.span(1), 0.7, "pattern")
    yield from _foreign_titled(text) if marks & _FOREIGN_TITLED_MARK else ()
    yield from _with_a_blank(text) if marks & _WITH_A_BLANK_MARK else ()
    for match in _NAMED_AFTER.finditer(text) if marks & _NAMED_AFTER_MARK else ():
        named = match.group(4).startswith(match.group(1) or match.group(3))
        if named and not TITLED_CELL.fullmatch(match.group(4)):
            yield person_at(text, *match.span(4), 0.85, "title")
            if match["called"]:
                called = person_at(text, *match.span("called"), 0.85, "definition")
                yield replace(called, alias_of=folded(match.group(4)))


def _called(text: str, marks: int) -> Iterator[Span]:
    """Find 老韦 and 小阮, alone behind a job too (门卫老何), and whom a chat mentions (@…)."""
    for at in families.familiar(text) if marks & families.FAMILIAR_MARK else ():
        yield person_at(text, *at, 0.6, "title")
    for match in _FAMILIAR_BEHIND.finditer(text) if marks & _FAMILIAR_BEHIND_MARK else ():
        if not in_dictionary(match.group()):
            yield person_at(text, *match.span(), 0.65, "title")
    for match in _JOBBED.finditer(text) if marks & _JOBBED_MARK else ():
        worded = match.group(1) in NO_FAMILIAR or (match.group(1)[0] != "老" and in_dictionary(match.group(1)))
        if not worded and has_job(text, *match.span(1)):
            yield person_at(text, *match.span(1), 0.65, "title")
    for match in _MENTIONED.finditer(text) if marks & _MENTIONED_MARK else ():
        if match.group(1) not in _EVERYBODY and not _NO_NICKNAME.search(match.group(1)):
            yield person_at(text, *match.span(1), 0.7, "field")


def _apart(text: str, marks: int) -> Iterator[Span]:
    """Find names of two characters by themselves, and any behind a house or office with a blank or a comma."""
    for match in _LONE.finditer(text) if marks & _LONE_MARK else ():
        if _alone(match.group()):
            yield person_at(text, *match.span(), 0.5, "pattern")
    for match in _OF_HOUSE.finditer(text) if marks & _OF_HOUSE_MARK else ():
        name = match.group(1)
        if is_plausible(name) and not in_dictionary(name) and _unworded(name) and name[0] in _OPENS_NAME:
            yield person_at(text, *match.span(1), 0.65, "pattern")


@lru_cache(maxsize=65536)
def _alone(name: str) -> bool:
    return not in_dictionary(name) and is_cjk(name[1]) and is_plausible(name) and is_tagged(name)


def _unworded(name: str) -> bool:
    """Say whether no word of the dictionary makes up a name, whole or in its given part; a tagged name passes."""
    given = given_of(name)
    return is_tagged(name) or not (in_dictionary(name) or (len(given) > 1 and in_dictionary(given)))


_ASIDED = late(f"(?<=[,，、] )({SURNAME}[\u4e00-\u9fff]{{2}})(?=（[\u4e00-\u9fff]{{2,10}}）)")
# A Japanese family name and the given one, or a given name of another tongue and a Chinese family: 森井 裕, Vivian 柳.
_WITH_A_BLANK = late(
    "(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})[ \u3000][\u4e00-\u9fff]{1,2}(?=[（(，,。；;、\\s]|$)"
    f"|(?<![\\w.-])([A-Z][a-z]{{2,9}}) [{FREQUENT}{RARE}](?![\u4e00-\u9fff])"
)


def _with_a_blank(text: str) -> Iterator[Span]:
    """Find names of two parts; of two such in 117 hand-written folders both were (2026-11)."""
    for match in _WITH_A_BLANK.finditer(text):
        family, given = match.groups()
        known = family in _JAPANESE and family[0] not in "小大" if family else given in lexicon.entries("firstnames")
        if known:
            yield person_at(text, *match.span(), 0.85, "title")


_FOREIGN_TITLED = late("女士|先生|社长|课长|专务|常务")


def _foreign_titled(text: str) -> Iterator[Span]:
    """Find a Japanese family name, or one in transliteration, before 女士 or 先生 (荒木田女士, 索伦德女士)."""
    allowed = lexicon.signs("transliteration")
    for match in _FOREIGN_TITLED.finditer(text):
        start = match.start()
        japanese = next((n for n in (3, 2) if start >= n and text[start - n : start] in _JAPANESE), 0)
        if japanese and starts_word(text, start - japanese):
            yield person_at(text, start - japanese, start, 0.8, "title")
            yield person_at(text, start - japanese, match.end(), 0.85, "title")
            continue
        while start > 0 and match.start() - start < 5 and text[start - 1] in allowed:
            start -= 1
        name = text[start : match.start()]
        worded = in_dictionary(name[-2:]) or in_dictionary(name[:2])
        if len(name) >= 3 and not worded and starts_word(text, start):
            yield person_at(text, start, match.start(), 0.8, "title")
            yield person_at(text, start, match.end(), 0.85, "title")


@lru_cache(maxsize=1)
def _roles() -> lexicon.Automaton:
    return lexicon.automaton(_ROLES)


def _behind_roles(text: str) -> Iterator[re.Match[str]]:
    """Find what may be a name behind a role (负责人：, 主任, 检验员：); no match takes in the one before it."""
    ends = {end for _, end in _roles().all(text)}
    if "：" in text or ":" in text:
        ends |= {match.start() for match in _ROLE_COLON.finditer(text)}
    behind = 0
    for end in sorted(ends):
        match = _ROLE_NAME.match(text, end) if end >= behind else None
        if match:
            behind = match.end()
            yield match


def _given_name(text: str, start: int, end: int) -> bool:
    """Say whether what follows a surname is no word, or one of names behind what rjieba takes for a surname."""
    given = text[start + 1 : end]
    found = words(text)
    i = found.at(start)
    whole = found.starts[i] == start and found.ends[i] == end and end - start == 3  # 李可染
    tagged = found.tags[i].startswith("nr") and (whole or not is_everyday(given))
    return tagged or not in_dictionary(given)


def _speaking(text: str) -> Iterator[Span]:
    """Find names before a verb of speech or duty (方可主持, 温若谷（个人身份）执笔)."""
    for match in _SAYS.finditer(text):
        end = match.start()
        if end and text[end - 1] == "）" and (aside := _ASIDE.search(text, max(0, end - 18), end)):
            end = aside.start()
        for length in (2, 3):
            start = end - length
            if (
                start >= 0
                and text[start] in FIRST
                and _BEFORE.match(text[start:end])
                and is_plausible(text[start:end])
                and starts_word(text, start)
            ):
                yield person_at(text, start, end, 0.75, "title")


# What persons do with their hands, feet and faces, right behind a name at a clause's start or behind whose it is.
_ACTING = late(
    f"(?<![\u4e00-\u9fff])({SURNAME}[\u4e00-\u9fff]{{1,2}})(?=把|带[我你他大人着上头]|领[我你他大着]|拿[起出了着]|站[起在着]|坐[在着]|走[进过出到来]|"
    "指[着了]|递[给过来]|笑[着了道]|叹[了气]|翻[开出]|掏出|端[着来]|举[手起着]|点[了头]|摇[了头]|看[了着完到]|听[了完]|想了|回头|转身|"
    "伸手|赶[来到]|跑[来到去]|陪[着我他]|抱[着怨]|接过|问[了他我道]|讲[了到完])"
    f"|[的是]({SURNAME}[\u4e00-\u9fff]{{2}})(?=[打撑拎抱背拉扶端举拿捧提推牵领带陪]着)"
)


def _acting(text: str) -> Iterator[Span]:
    """Find a name by what only a person does: 程述把图放出来, 技术服务的尹若水打着伞."""
    for match in _ACTING.finditer(text):
        group = 1 if match.group(1) else 2
        name, start = match.group(group), match.start(group)
        frequent = len(name) == 3 and name[0] in FREQUENT and not in_dictionary(name[:2])  # 苏朝晖: 朝晖 is a word
        known = in_dictionary(name) or not (frequent or _unworded(name))
        if not known and is_plausible(name) and starts_word(text, start):
            yield person_at(text, *match.span(group), 0.6, "pattern")


def _titled(text: str, marks: int) -> Iterator[Span]:
    for match in _TITLE.finditer(text) if marks & _TITLE_MARK else ():
        short = False
        for start in range(match.start() - 1, max(-1, match.start() - 5), -1):
            before = text[start : match.start()]
            occupied = len(before) == 3 and in_dictionary(before[:2]) and before[2] in FREQUENT  # 门卫张师傅
            # 客户方代表, 施工方负责人
            occupied = occupied or (before == "方" and is_cjk(text[start - 1 : start] or "。"))
            if (
                text[start] in FIRST
                and not (short and text[start] not in CARRYING)  # 东岬姚场长: 东 is no likelier surname than 姚
                and not occupied
                and (
                    _BEFORE.match(before)
                    and (before in _COMPOUND or (is_plausible(before) if len(before) > 1 else before in CARRYING))
                    and starts_word(text, start)
                )
            ):
                surname = len(before) == 1 or before in SURNAMES
                short = True
                if not surname and _WHO_IT_IS.match(text, match.end()):
                    continue
                if not (surname and match.group()[0] != "老" and in_dictionary(text[start : match.start() + 1])):
                    yield person_at(
                        text, start, match.end() if surname else match.start(), 0.85 if surname else 0.9, "title"
                    )
    for match in _SHORT.finditer(text) if marks & _SHORT_MARK else ():
        start = match.start() - 1
        if text[max(start - 1, 0) : match.start()] in _COMPOUND:  # 申屠总, 欧阳工
            yield person_at(text, start - 1, match.end(), 0.85, "title")
            continue
        name = text[max(start, 0) : match.end()]
        if (
            start >= 0
            and text[start] in CARRYING
            and not in_dictionary(name)
            and starts_word(text, start)
            and _ends_word(text, match.end())
        ):
            yield person_at(text, start, match.end(), 0.85, "title")
    for match in _CLOSE.finditer(text) if marks & _CLOSE_MARK else ():
        start, end = match.start() - 1, match.end()
        if not in_dictionary(text[start:end]) and _CLOSE_AHEAD.search(text, max(0, start - 2), start):
            yield person_at(text, start, end, 0.7, "title")
    if marks & _FAMILIAR_MARK:
        yield from _familiar(text)


def _familiar(text: str) -> Iterator[Span]:
    """Find 老马 and 小周, by what persons do or by what is done to them."""
    for match in _FAMILIAR.finditer(text):
        if not in_dictionary(match.group()) and starts_word(text, match.start()):
            yield person_at(text, *match.span(), 0.7, "title")
    for match in _OLD_FELLOW.finditer(text):
        yield person_at(text, *match.span(), 0.75, "title")
    for match in _FAMILIAR_MEANT.finditer(text):
        group = 1 if match.group(1) else 2
        if match.group(group) not in NO_FAMILIAR:
            yield person_at(text, *match.span(group), 0.7, "title")


def starts_word(text: str, start: int) -> bool:
    """Say whether no everyday word reaches over `start` from the left."""
    found = words(text)
    i = found.at(start)
    return found.starts[i] == start or not in_dictionary(text[found.starts[i] : found.ends[i]])


def _ends_word(text: str, end: int) -> bool:
    if end >= len(text):
        return True
    found = words(text)
    i = found.at(end)
    return found.starts[i] == end or not in_dictionary(text[found.starts[i] : found.ends[i]])


def _settled_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Decide between one and two given characters by the word that follows; None where it is no name.

    方可主持: 主持 begins at the third character, so the name is 方可.
    """
    if not starts_word(text, start):
        return None
    if end - start == 3 and text[start : start + 2] not in SURNAMES:
        third = text[end - 1]
        pair = text[end - 1 : end + 1]
        verb = _SAYS.match(text, end - 1)
        if third in NO_GIVEN or verb or (len(pair) == 2 and in_dictionary(pair) and _begins(text, end - 1)):
            end -= 1
    return (start, end) if is_plausible(text[start:end]) and end - start >= 2 else None


def _begins(text: str, at: int) -> bool:
    found = words(text)
    return found.starts[found.at(at)] == at


_DONE = frozenset("查别看")  # surnames that are what a list does: 查缺口、查杆件
_LINK = late("[^、]+")


def _lists(text: str) -> Iterator[Span]:
    for cue in _LIST_CUE.finditer(text) if "：" in text or ":" in text else ():
        stop = min(len(text), cue.end() + 400)
        for match in _LISTED.finditer(text, cue.end() - 1, stop):
            if is_plausible(match.group(1)):
                yield person_at(text, *match.span(1), 0.8, "list")
    for chain in _CHAIN.finditer(text) if "、" in text else ():
        if all(is_plausible(part) and part[0] not in _DONE for part in chain.group().split("、")):
            for match in _LINK.finditer(text, *chain.span()):
                yield person_at(text, *match.span(), 0.75, "list")


def _foreign(text: str) -> Iterator[Span]:
    """Find names that are joined by dots: 约翰·史密斯, J·K·罗琳, 买买提·艾力."""
    at, plain = 0, simplified(text) if has_dot(text) else ""
    while found := _FOREIGN.search(plain, at):
        start, end = _foreign_name(plain, *found.span())
        if end - start > _SHORTEST_FOREIGN:
            yield person_at(text, start, end, 0.85, "pattern")
        at = max(end, found.start() + 1)


def _foreign_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where in a stretch with dots the first name begins and ends, an empty stretch for none.

    It is none of what the sentence says before and behind it (但杰克·华纳也…, 斯坦·李说), and another may follow
    (皮埃尔·杜邦和安娜·玛丽亚). A sign that begins a word with the next one is that word's (…夫提供).
    """
    other = [at for at in range(start, end) if text[at] in NO_GIVEN and text[at] not in DOTTED_SIGNS]
    dots = [at for at in range(start, end) if text[at] in DOTS]
    start = max((at + 1 for at in other if at < dots[0]), default=start)
    while start < dots[0] - 1 and text[start] not in DOTTED_SIGNS and not text[start].isascii():
        start += 1
    end = next((at for at in other if at > dots[0]), end)
    dots = [at for at in dots if at < end]
    while start < dots[0]:
        last = dots[-1] + 1
        if end == last + 1 and text[last] in SURNAMES:
            return start, end
        while end > last and text[end - 1] not in DOTTED_SIGNS:
            end -= 1
        if end > last:
            return start, end - (end > last + 2 and _begins_word(text, end - 1, end))
        end = dots.pop()
        if not dots:
            break
    return start, start


def _begins_word(text: str, start: int, least: int) -> bool:
    """Say whether the segmenter has a word begin here that goes on behind a place."""
    told = words(text)
    at = bisect_left(told.starts, start)
    return at < len(told.starts) and told.starts[at] == start and told.ends[at] > least


_SHORTEST_FOREIGN = 3  # signs, the dot among them: no name is shorter


_USUAL_NAME = late(f"[{FREQUENT}][\\s\\S][{''.join(sorted(USUAL))}]")  # of what `_tagged` finds


def _tagged(text: str) -> Iterator[Span]:
    """Find names that the segmenter takes for persons and that look like one; weak without a second sign."""
    found = words(text)
    if _PERSON_TAGS.isdisjoint(found.tags):
        return
    for i, tag in enumerate(found.tags):
        if tag not in _PERSON_TAGS:
            continue
        start, end = found.starts[i], found.ends[i]
        if end - start == 3 and text[start] in FREQUENT and text[end - 1] in USUAL and is_plausible(text[start:end]):
            yield person_at(text, start, end, 0.45, "tagger")


_LETTERED = late(
    r"(?<![\w.&/-])((?:(?:Mr|Ms|Mrs|Dr|Prof|Engr?|Ing|Capt)\.? )?(?:[A-Z]\.[ -]?){1,3}"
    r"(?:(?:van|von|de|der|den|al|el) )*"
    r"[A-ZÀ-Ž][a-zà-ž’']{2,}(?:-[A-ZÀ-Ž][a-zà-ž]+)?)(?![\w])"
)
# As registers write who is who: FOTHERGILL, Adele Margaret.
_REGISTERED = late(
    r"(?<![\w.,-])([A-ZÀ-Ž][A-ZÀ-Ž’'-]{2,}, ([A-ZÀ-Ž][a-zà-ž]+)(?:-[A-Z][a-zà-ž]+)?(?: [A-ZÀ-Ž][a-zà-ž]+){0,2})"
    r"(?![\w’'-])"
)
_LETTER = late(r"[A-Z]\.[ -]?[A-Zvdae]")
_STOPPED = late(
    r"(?<![\w.-])((?:Mr|Ms|Mrs|Dr|Prof|Engr?|Ing|Capt|Dipl\.-Ing|Hr|Fr|En|Pn|Sra?|Dott|Ir|Mme|Atty|Rev|Hon)\. "
    r"[A-ZÀ-Ž][a-zà-ž’']+(?:-[A-ZÀ-Ž][a-zà-ž]+)?(?: [A-ZÀ-Ž][a-zà-ž’']+(?:-[A-ZÀ-Ž][a-zà-ž]+)?)?)(?![\w])"
)
# Whose child somebody is stands in the name itself: Norashikin binti Hamdan, Kumar a/l Raju.
_CHILD_OF = late(
    r"(?<![\w.-])([A-ZÀ-Ž][a-zà-ž’']+(?:[ -][A-ZÀ-Ž][a-zà-ž’']+){0,2} "
    r"(?:[Bb]inti?|[Bb]te|[Bb]int|[Ii]bn|[AaSsDd]/[LlPpOo])\.? "
    r"[A-ZÀ-Ž][a-zà-ž’']+(?:[ -][A-ZÀ-Ž][a-zà-ž’']+){0,2})(?![\w-])"
)
# As Poles, Spaniards and Vietnamese speak of a priest, a lady or an elder one: ks. Marek, don Hernán, anh Bảo.
_ELDER = late(r"(?<![\w.-])((?:ks\.|p\.|o\.|[Dd]oña|[Dd]on|anh|chị) ([A-ZÀ-Ž][a-zà-ž\u1e01-\u1ef9]{2,12}))(?![\w'’-])")
_OF_CHINA = late(
    rf"(?<![\w.-])(?:{latin.OF_COLLEAGUES}) (?P<family>[A-Z][a-z]{{1,5}})(?: (?P<second>[A-Z][a-z]+))?(?![\w-])"
)
_WORD_BEFORE = late(
    r"\b((?!(?:Signed|Approved|Checked|Prepared|Drafted|Reviewed|Told|Asked|Ask|See|By|From|With|And|Cc|Thanks) )"
    r"[A-Z][a-z]+|plan|type|class|grade|unit|case|vitamin|option|vessel|phase|block|annex|table|part|item|point) $"
)


def _lettered(text: str, marks: int) -> Iterator[Span]:
    """Find initials with a family name (Q. Y. Ruan, Ms R. Oduya) and titles with a stop (Ing. Bassi)."""
    for match in _LETTERED.finditer(text) if marks & _LETTER_MARK and _LETTER.search(text) else ():
        family = match.group().replace("-", " ").split()[-1].rpartition(".")[2]
        before = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
        given = before is not None and before.group(1) in lexicon.entries("firstnames")
        if before and match.group()[1] == "." and not given:
            continue  # Vessel R. Membrane, plan B. Tell him: the letter belongs to the word before it
        double = "-" in match.group() and not latin.common(match.group().split()[-1].partition("-")[0])
        if (double or not latin.common(family)) and family not in lexicon.names("places"):
            start = before.start(1) if before and given else match.start(1)
            end = match.end(1) - 2 * match.group(1).endswith(("'s", "’s"))
            yield person_at(text, start, end, 0.92 if match.group()[1].isalpha() else 0.8, "title")
    for match in _OF_CHINA.finditer(text) if marks & _OF_CHINA_MARK else ():
        family, second = match["family"], match["second"]
        told = family.casefold() in pinyin.surnames() and not latin.common(family)
        if told and (not second or pinyin.is_pinyin(second)):
            yield person_at(text, match.start(), match.end(), 0.93, "title")
    for match in _REGISTERED.finditer(text) if marks & _REGISTERED_MARK else ():
        if match.group(2) in lexicon.entries("firstnames") and not latin.common(match.group(1).partition(",")[0]):
            yield person_at(text, *match.span(1), 0.85, "title")
    for match in _CHILD_OF.finditer(text) if marks & _CHILD_OF_MARK else ():
        yield person_at(text, *match.span(1), 0.9, "pattern")
    for match in _STOPPED.finditer(text) if marks & _STOPPED_MARK else ():
        end = match.end(1) - 2 * match.group(1).endswith(("'s", "’s"))
        if not latin.common(text[match.start(1) : end].rsplit(maxsplit=1)[-1]):
            yield person_at(text, match.start(1), end, 0.93, "title")


# Families in pinyin that are English words as well, behind a title: Ms You, Mr Long.
_WORDED_FAMILY = late(r"(?<![\w.-])((?:Mr|Ms|Mrs|Miss)\.? ([A-Z][a-z]{1,4}))(?![\w’'-]| [A-Z])")


@each_text
def _english(text: str, marks: int) -> Iterator[Span]:
    yield from _lettered(text, marks)
    for match in _ELDER.finditer(text) if marks & _ELDER_MARK else ():
        if match.group(2) in lexicon.entries("firstnames") or not match.group(1).isascii():
            yield person_at(text, *match.span(1), 0.85, "title")
    for match in _WORDED_FAMILY.finditer(text) if marks & _WORDED_FAMILY_MARK else ():
        if match.group(2).casefold() in pinyin.surnames() and latin.common(match.group(2)):
            yield person_at(text, *match.span(1), 0.8, "title")
    if marks & _SALUTATION_MARK and (alone := _SALUTATION.fullmatch(text)) and not latin.common(alone.group(1)):
        yield person_at(text, *alone.span(1), 0.7, "field")
    if not marks & _GREETING_MARK:
        return
    tail = max(0, len(text) - 120)
    last = text[tail:].rstrip().rstrip(".").split()[-1:]
    closed = not text.isascii() or (last and last[0][0].isupper())
    for pattern, cue, since in ((_CLOSING, closed, tail), (_DEAR, _GREETING.search(text), 0)):
        for match in pattern.finditer(text, since) if cue else ():
            first = match.group(1).split()[0]
            if first.casefold() not in _GREETED and not latin.common(first):
                yield person_at(text, *match.span(1), 0.85, "field")


_ATTENDED = late(r"[.;] (?:Present|Attendees|Participants|Apologies):")
# A line that is nothing but a name and a comma opens a letter.
_SALUTATION = late(r"\s*([A-ZÀ-Ž][a-zà-ž’'-]{2,14}),\s*")
_INNER_FIELD = late(
    r"^(?:To|Cc|CC|Bcc|Apologies|Absent|Regrets|In attendance|Present|Guests?|Chair|Minutes|Observers?)(?: from)?: *"
)
_ENTRY = late(r"[^,，;；、<>()（）\[\]]+")


@each_text
def _fields(text: str) -> Iterator[Span]:
    """Find persons in From:, To:, Present: and like fields; what stands behind a name's comma is its organisation."""
    field = _FIELD.match(text) or (_FIELD.search(text) if _ATTENDED.search(text) else None)
    if field is None:
        return
    others = [part for part in senders.parts(text) if part.kind != "person"]
    for match in _ENTRY.finditer(field.group(1)):
        raw = match.group()
        piece = _INNER_FIELD.sub("", raw.strip(" \"'."))
        start = field.start(1) + match.start() + raw.find(piece)
        if any(part.start < start + len(piece) and start < part.end for part in others):
            continue
        sender = field.group(0).startswith("From:") or senders.is_own_address(field.group(1), match.end())
        if piece and (is_person_like(piece) or (sender and _is_nickname(piece))):
            job = 2 if _JOBBED.fullmatch(simplified(piece)) and has_job(piece, 2, len(piece)) else 0
            yield person_at(text, start + job, start + len(piece), 0.85, "field")


_NICKNAME = late("[\u4e00-\u9fff]{2,5}")
_NO_NICKNAME = late("[部处科室办所组会站厂司局院社心群号团队店]$")


def _is_nickname(piece: str) -> bool:
    """Say whether a chat's sender goes by a nickname (胖谢, 调度小孟); an office that sends is none."""
    return bool(_NICKNAME.fullmatch(piece)) and not _NO_NICKNAME.search(piece) and not is_everyday(simplified(piece))


_TITLE_MARK, _SHORT_MARK, _CLOSE_MARK = sieve.mark(_TITLE), sieve.mark(_SHORT), sieve.mark(_CLOSE)
_FAMILIAR_MARK, _FAMILIAR_BEHIND_MARK = sieve.mark(_FAMILIAR, _FAMILIAR_MEANT), sieve.mark(_FAMILIAR_BEHIND)
_ROLES_MARK, _ROLE_NAME_MARK = sieve.mark_of_words(_ROLES) | sieve.mark(_ROLE_COLON), sieve.mark(_ROLE_NAME)
_SAYS_MARK, _ACTING_MARK, _LEADS_MARK = sieve.mark(_SAYS), sieve.mark(_ACTING), sieve.mark(_LEADS)
_LISTS_MARK, _SPOKEN_MARK = sieve.mark(_LIST_CUE, _CHAIN), sieve.mark(_SPEAKER, _FAMILIAR_SPEAKER, _OF_SEVERAL)
_POINTED_MARK, _MENTIONED_MARK, _PHONED_MARK = sieve.mark(_POINTED), sieve.mark(_MENTIONED), sieve.mark(_PHONED)
_JOBBED_MARK, _WROTE_MARK = sieve.mark(_JOBBED), sieve.mark(_WROTE)
_ASIDED_MARK, _FOREIGN_TITLED_MARK = sieve.mark(_ASIDED), sieve.mark(_FOREIGN_TITLED)
_NAMED_AFTER_MARK, _LONE_MARK, _OF_HOUSE_MARK = sieve.mark(_NAMED_AFTER), sieve.mark(_LONE), sieve.mark(_OF_HOUSE)
_FOREIGN_MARK, _TAGGED_MARK = sieve.mark(_FOREIGN), sieve.mark(_USUAL_NAME)
_ELDER_MARK, _WITH_A_BLANK_MARK = sieve.mark(_ELDER), sieve.mark(_WITH_A_BLANK)
_CHINESE_MARK = (
    _TITLE_MARK | _SHORT_MARK | _CLOSE_MARK | _FAMILIAR_MARK | _FAMILIAR_BEHIND_MARK | _ROLES_MARK | _SAYS_MARK
    | _ACTING_MARK | _LEADS_MARK | _LISTS_MARK | _SPOKEN_MARK | _POINTED_MARK | _MENTIONED_MARK | _PHONED_MARK
    | _ASIDED_MARK | _FOREIGN_TITLED_MARK | _NAMED_AFTER_MARK | _LONE_MARK | _OF_HOUSE_MARK | _FOREIGN_MARK
    | _TAGGED_MARK | _JOBBED_MARK | families.FAMILIAR_MARK | _WROTE_MARK | duties.MARK
    | _WITH_A_BLANK_MARK
)  # fmt: skip
_LETTER_MARK, _STOPPED_MARK, _SALUTATION_MARK = sieve.mark(_LETTER), sieve.mark(_STOPPED), sieve.mark(_SALUTATION)
_OF_CHINA_MARK, _REGISTERED_MARK = sieve.mark(_OF_CHINA), sieve.mark(_REGISTERED)
_CHILD_OF_MARK, _WORDED_FAMILY_MARK = sieve.mark(_CHILD_OF), sieve.mark(_WORDED_FAMILY)
_GREETING_MARK, _FIELD_MARK = sieve.mark(_CLOSING, _DEAR), sieve.mark(_FIELD)
_ENGLISH_MARK = (
    _LETTER_MARK | _STOPPED_MARK | _SALUTATION_MARK | _GREETING_MARK | _OF_CHINA_MARK | _REGISTERED_MARK
    | _CHILD_OF_MARK | _WORDED_FAMILY_MARK | _ELDER_MARK
)  # fmt: skip
RECOGNIZER = Recognizer(kinds=("person",), find=find, version=55)
