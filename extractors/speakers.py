"""Who speaks in a chat: a name, a nickname with the house it is of (桐圩老梅, 梁工(津门院)), one in small letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors import latin, lexicon
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.patterns import late
from extractors.personnames import is_of_several_signs
from extractors.spoken import LONG_TITLE
from extractors.text import folded, has_cjk, in_dictionary, is_cjk, simplified

# What opens a line of a chat: when it was said, or the field in which its sender is given.
_WHEN = (
    r"(?:\[[^\[\]]{4,20}\]|(?:\d{1,4}[年/.-]\d{1,2}(?:[月/.-]\d{1,4})?日?,? )?\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?"
    r"|(?:[01]\d|2[0-3])(?<!20)[0-5]\d|20[45]\d)(?: -)?"
)
_SAID = late(rf"\s*{_WHEN}\s+([^\s:：][^:：\n]{{0,24}}?)\s*[:：](?!//)")
_SENT = late(r"From: ([^@<>,\n]{1,24}?)\s*$")
_OPENS = frozenset("[0123456789 F")
# The same where no hour is kept, as chats are copied by hand: 老丁:收到, 4/15 小翟:到了.
_UNTIMED = late(r"\s*(?:\d{1,2}[/.-]\d{1,2}\s+)?([^\W\d][^:：\n]{0,24}?)\s*[:：](?!//)(?=\s*\S)")
_SHARE = 0.5  # of a file's lines from which on they are a chat's without hours; in hand-written folders 0.7 and more
_SURNAME = "(?:" + "|".join(sorted(lexicon.entries("surnames"), key=lambda each: (-len(each), each))) + ")"
_NICKNAME = "[老小阿胖大][\u4e00-\u9fff]"
_TITLES = f"{LONG_TITLE}|理事|翻译|依[伯姆姐哥嫂]"
_TITLED = f"{_SURNAME}(?:{_TITLES}|总|工|站|处|队|支|师|厂|院|所|场|博|导|科|教|局|姐|哥|叔|婶|嫂|爷)"
_FULL = f"{_SURNAME}[\u4e00-\u9fff]{{1,2}}"
# One sign alone that heads a line of readings or of a plan, and is a surname as well: 06:00 高：3.2.
_ONE = f"(?![高温水时段方车常安平明阴严干钱单双冷班管包项计万全元支司连易通向钟雷风云雨房终])(?:{_SURNAME})"
_APART = "[-－—_·/ ]"
_UNIT = "[\u4e00-\u9fffA-Za-z0-9#]"
_PET = "[\u4e00-\u9fff]子"
_OWN = late(
    rf"{_UNIT}{{1,8}}?{_APART}(?P<apart>{_NICKNAME}|{_TITLED}|{_FULL}|{_ONE})"
    rf"|{_UNIT}{{1,8}}?[-－—_](?P<pet>{_PET}|(?P<again>[\u4e00-\u9fff])(?P=again))"
    rf"|{_UNIT}{{2,8}}?(?P<behind>{_NICKNAME}|{_TITLED})"
    rf"|[\u4e00-\u9fff]{{1,3}}[所站厂科部组班队院处](?P<of_house>{_ONE})"
    rf"|(?P<before>{_NICKNAME}|{_TITLED}|{_FULL}) ?[（(][^（）()]{{1,12}}[）)]"
    rf"|(?P<with_work>{_NICKNAME}|{_SURNAME}[姐哥叔婶嫂爷])[\u4e00-\u9fff]{{2,4}}"  # 小覃造车的, 尚姐发货
    rf"|(?P<latin>[A-Z][a-z]{{2,14}})[-_ ]?[\u4e00-\u9fff]{{2,6}}"
    rf"|(?P<alone>{_NICKNAME}|{_TITLED}|{_ONE})"
    rf"|(?P<kin>[\u4e00-\u9fff][哥姐叔婶嫂爷姨])"  # 宝哥, 红姐
)
_SET_APART = late("[-－—_·/（(]|[所站厂科部组班队院处][\u4e00-\u9fff]$")
_WORDED = ("pet", "with_work", "kin")  # what everyday words are as well: 妻子, 小时
_WORDS = frozenset("老师 老板 老乡 老总 小编 小组 小队 小区 小秘 小结 大家 大队 大厅 大厦 大学 大会 阿里".split())
_LATIN = late(r"([A-Za-zÀ-ž][\w’'.-]{1,19}(?: [A-ZÀ-Ž][\w’'.-]{0,19}){0,2})(?: ?\([^()]*\))?")
# A given name in small letters with what parts its bearer from another: the family's letter, or the shift.
_SMALL = late(r"(?P<given>[a-zà-ž’']{3,14}) (?:(?P<letter>[a-z])|[a-z]{3,10})")
_NOBODY = frozenset(
    "note start end total time date from to subject re fwd cc break lunch coffee welcome agenda item ai ap ar aob todo"
    " action actions decision decisions nb ps fyi answer question motion link links http https mailto".split()
)
SURE = 0.75


class Speaker(NamedTuple):
    """Who speaks in a line: where all that it says of the sender stands in it, and where the name alone does."""

    start: int
    end: int
    own_start: int
    own_end: int


def speakers(segments: Sequence[Segment]) -> dict[int, Speaker]:
    """Give by segment who speaks, where two do and one does so twice; nothing of a file that is no chat."""
    opening = {at: segment.text for at, segment in enumerate(segments) if segment.text[:1] in _OPENS}
    said = [line.group(1) for text in opening.values() if (line := _line(text))]
    if not len(said) > len(set(said)) > 1:
        return _untimed(segments)
    found = {at: each for at, text in opening.items() if (each := speaker(text))}
    if len({opening[at][each.start : each.end] for at, each in found.items()}) > 1:
        counts = Counter(said)
        found |= {at: each for at, text in opening.items() if at not in found and (each := _nicknamed(text, counts))}
    return found


_IDIOM = 4  # characters; a word that long is a nickname where it speaks twice


def _nicknamed(text: str, said: Mapping[str, int]) -> Speaker | None:
    """Give who speaks under a nickname that no shape tells, among others who are persons: 漆痴, 二埋汰, 春暖花开.

    Of 13 such senders in 85 hand-written folders 10 are names for the gold; words of the dictionary are desks (工艺).
    """
    line = _SAID.match(text)
    sender = line.group(1) if line else ""
    if line is None or not (1 < len(sender) < 6 and all(map(is_cjk, sender))):
        return None
    plain = simplified(sender)
    if in_dictionary(plain) and not (len(sender) == _IDIOM and said[sender] > 1):
        return None
    return Speaker(line.start(1), line.end(1), line.start(1), line.end(1))


def _untimed(segments: Sequence[Segment]) -> dict[int, Speaker]:
    """Give by segment who speaks in a chat without hours: two persons twice each, in half of all lines at least.

    Latin words before a colon are senders where one of them is a listed first name or has the family's letter behind.
    """
    lines = {at: segment.text for at, segment in enumerate(segments) if _is_line(segment)}
    found = {at: each for at, text in lines.items() if ":" in text[:36] or "：" in text[:36]
             if (each := untimed(text))}  # fmt: skip
    said = Counter(lines[at][each.start : each.end] for at, each in found.items())
    twice = [sender for sender, count in said.items() if count > 1]
    shown = any(has_cjk(sender) or _is_shown(sender) for sender in said)
    return found if len(twice) > 1 and shown and len(found) >= _SHARE * len(lines) else {}


def _is_line(segment: Segment) -> bool:
    return segment.layer == "body" and not segment.cells and segment.form not in ("title", "heading")


def _is_shown(sender: str) -> bool:
    first, _, rest = sender.partition(" ")
    return first in lexicon.entries("firstnames") or len(rest.strip(".")) == 1


def called(text: str, start: int, end: int) -> str:
    """Give all that a chat calls the sender whose own name stands here, "" for no sender and where that is all.

    Without an hour only what sets a house apart from the name shows a sender: minutes say whose words follow as well
    (众沁甄总：). Of 28 such beginnings without it in 53 hand-written folders one was a name, 2026-11.
    """
    each = speaker(text) if text[:1] in _OPENS else None
    if each is None and end < 26 and has_cjk(text[start:end]):
        each = untimed(text)
        each = each if each and _SET_APART.search(text[each.start : each.end]) else None
    if each is None or (each.own_start, each.own_end) != (start, end) or (each.start, each.end) == (start, end):
        return ""
    return text[each.start : each.end]


def _line(text: str) -> re.Match[str] | None:
    return _SENT.fullmatch(text) or _SAID.match(text)


@lru_cache(maxsize=4096)
def speaker(text: str) -> Speaker | None:
    """Give who speaks in a line that may be one of a chat, None for no name."""
    line = _line(text)
    own = _own(line.group(1)) if line else None
    if line is None or own is None or (line.re.pattern == _SENT.pattern and " " in line.group(1)[slice(*own)]):
        return None  # two words in a field are read as a field's
    first = line.start(1)
    return Speaker(first, line.end(1), first + own[0], first + own[1])


@lru_cache(maxsize=4096)
def untimed(text: str) -> Speaker | None:
    """Give who speaks in a line that may be one of a chat without hours, None for no name."""
    line = _UNTIMED.match(text)
    own = _own(line.group(1)) if line else None
    if line is None or own is None:
        return None
    first = line.start(1)
    sender = text[first : line.end(1)]
    if not has_cjk(sender) and any(latin.common(word) for word in sender.title().split() if len(word) > 1):
        return None  # Shift A, Marketing
    return Speaker(first, line.end(1), first + own[0], first + own[1])


def _own(sender: str) -> tuple[int, int] | None:
    """Give where in what a sender is called the name stands."""
    if not has_cjk(sender):
        if (small := _SMALL.fullmatch(sender)) and small["given"].capitalize() in lexicon.entries("firstnames"):
            return (0, len(sender)) if small["letter"] else small.span("given")
        name = _LATIN.fullmatch(sender)
        return name.span(1) if name and _is_called(name.group(1)) else None
    match = _OWN.fullmatch(simplified(sender))
    if match is None:
        return (0, len(sender)) if is_of_several_signs(simplified(sender)) else None
    group = next(name for name, held in match.groupdict().items() if held)
    own = match.group(group)
    return None if own in _WORDS or (group in _WORDED and in_dictionary(own)) else match.span(group)


def _is_called(name: str) -> bool:
    """Say whether a Latin sender may be a person: no capitals alone, no everyday word by itself."""
    if name.casefold() in _NOBODY or (name.isupper() and len(name) > 2):
        return False
    return " " in name or name in lexicon.entries("firstnames") or not latin.common(name.capitalize())


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Make who speaks in a chat a person, whatever else was made of the letters of the name; in place."""
    found = speakers(segments)
    if not found:
        return
    mentions[:] = [each for each in mentions if not _crosses(each, found.get(each.segment))]
    for at, each in found.items():
        norm = folded(segments[at].text[each.own_start : each.own_end])
        mentions.append(Mention(at, each.own_start, each.own_end, "person", norm, SURE, "field"))


def _crosses(mention: Mention, speaker: Speaker | None) -> bool:
    if speaker is None or mention.kind not in NAME_KINDS:
        return False
    return mention.start < speaker.own_end and mention.end > speaker.own_start
