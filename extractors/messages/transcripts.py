"""Chats that were exported or copied as text: which line begins a message, in the ways of a dozen programs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.messages import chats
from extractors.messages.chats import Message
from extractors.sink import clean

_D = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
_T = (
    r"(?:(?:上午|下午|凌晨|中午|晚上|早上|AM|PM)\s?)?\d{1,2}[:：.]\d\d(?:[:：.]\d\d)?"
    r"(?:[\s\u202f]?(?:[AaPp]\.?[Mm]\.?))?"
)
_W = r"(?:\s?[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?"
_N = r"[^\t\r\n]{1,60}?"  # a name: how long they get in groups that ask for firm and post


@dataclass(frozen=True, slots=True)
class Style:
    """One way to begin a message.

    Attributes:
        name: Which program writes so.
        line: Matches the first line; groups date, time, name, text as far as it has them.
        alone: Nothing stands behind the name: the text begins on the next line.
    """

    name: str
    line: re.Pattern[str]
    alone: bool


def _style(name: str, pattern: str, *, alone: bool = False) -> Style:
    return Style(name, re.compile(pattern), alone)


_NC = r"[^:：\t\r\n]{1,60}?"  # a name that a colon ends
# Days without a year.
_NEAR = r"\d{1,2}月\d{1,2}日|\d{1,2}[-/]\d{1,2}|昨天|今天|前天|Yesterday|Today|(?:星期|周)[一二三四五六日天]"
# The order decides where two fit equally often.
STYLES = (
    _style("qq", rf"^(?P<date>{_D})\s+(?P<time>{_T})\s+(?P<name>{_N}(?:\(\d{{5,12}}\)|<[^<>\s]+@[^<>\s]+>))\s*$",
           alone=True),
    _style("whatsapp", rf"^(?P<date>{_D}),?\s+(?P<time>{_T}) [-–] (?:(?P<name>{_NC})[:：] )?(?P<text>.*)$"),
    _style("bracketed", rf"^\[(?P<date>{_D}|\d{{1,2}}[-/.]\d{{1,2}})?,?\s*(?P<time>{_T})\]\s*(?P<name>{_NC})[:：]\s?"
                        r"(?P<text>.*)$"),
    _style("bracketed system", rf"^\[(?P<date>{_D}),?\s+(?P<time>{_T})\]\s*(?P<text>.*)$"),
    _style("named first", rf"^(?P<name>{_N})\s?[(（](?P<date>{_D})\s+(?P<time>{_T})[)）]\s?[:：](?P<text>.*)$"),
    _style("time then name", rf"^(?P<date>{_D}){_W}\s+(?P<time>{_T})\s+(?P<name>{_NC})\s*[:：]?\s*$", alone=True),
    _style("one line", rf"^(?P<date>{_D}){_W}\s+(?P<time>{_T})\s+(?P<name>{_NC})\s*[:：](?P<text>.+)$"),
    _style("name then time", rf"^(?P<name>{_N})[,，]?\s+\[?(?P<date>{_D}|{_NEAR}){_W},?\s+(?P<time>{_T})\]?\s*[:：]?"
                             r"\s*$", alone=True),
    _style("name then clock", rf"^(?P<name>{_N})(?:\s{{1,4}}|\t)(?P<time>{_T})\s*$", alone=True),
    _style("clock in brackets", rf"^\[(?P<time>{_T})\]\s*(?P<name>{_NC})\s*$", alone=True),
    _style("meeting", rf"^(?P<time>\d{{1,2}}:\d\d:\d\d)\s+From\s+(?P<name>{_N})(?:\s+to\s+[^:\r\n]{{1,60}}?)?\s*:\s*"
                      r"(?P<text>.*)$"),
    _style("line", rf"^(?P<time>{_T})\t(?P<name>[^\t\r\n]{{0,40}})\t(?P<text>.*)$"),
    _style("name and colon", r"^(?P<name>[^:：\t\r\n\d][^:：\t\r\n]{0,15})[:：]\s*$", alone=True),
)  # fmt: skip
_QUESTIONABLE = frozenset(
    {"time then name", "name then clock", "name and colon", "clock in brackets", "bracketed system"}
)
# A line that gives the day of what follows: —————  2026-03-05  —————, 2026年3月5日 星期四, 日期: 2026-03-05.
_DAY = re.compile(
    rf"^(?:[—\-=─ ]{{2,}}\s*|日期[:：]\s*|Date:\s*)?(?P<date>{_D}){_W}\s*(?:\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\))?"
    r"\s*[—\-=─ ]*$"
)
_LEVELS = re.compile(r"\s*\[?(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|NOTICE|CRITICAL)\b", re.IGNORECASE)
_QQ_HEAD = re.compile(r"^(?:消息分组|消息对象)[:：]\s*(\S.*)$|^消息记录（此消息记录为文本格式")
_RULE = re.compile(r"^[=—\-─]{5,}$")
_HEAD_LINES = 400
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202c\u2068\u2069\ufeff"))
_SHARED = re.compile(
    r"<attached: ([^<>]{1,200})>|([^\s:：]{1,120}\.\w{2,5}) \((?:file attached|文件附件|附件)\)"
    r"|[<＜]附件[:：]\s?([^<>＞]{1,200})[>＞]|\[(?:文件|File|附件|链接|Link)\][:：]?\s*(\S[^\[\]\n]{0,200})"
)  # fmt: skip
_EDITED = re.compile(r"\s*<(?:This message was edited|此消息已编辑|已编辑)>\s*$")
_GONE = re.compile(
    r"撤回了一[条條]消息|recalled a message|message was deleted|deleted this message|消息已(?:被)?(?:删除|撤回)"
)


def style(text: str) -> Style | None:
    """Give the way in which the messages of a text begin, None for a text that is no chat.

    Args:
        text: The head of the file.
    """
    rows = [row.translate(_INVISIBLE).rstrip() for row in text.splitlines()[:_HEAD_LINES]]
    if any(_QQ_HEAD.match(row) for row in rows[:12]) and any(STYLES[0].line.match(row) for row in rows):
        return STYLES[0]
    best, most = None, 0
    for each in STYLES:
        if each.name == "bracketed system":
            continue
        count = _count(each, rows)
        if count > most:
            best, most = each, count
    return best


def _count(each: Style, rows: Sequence[str]) -> int:
    """Give how many messages begin so; 0 where it is by chance, or a log."""
    found = [(at, match) for at, row in enumerate(rows) if len(row) < 2000 and (match := each.line.match(row))]
    names = Counter(clean(match["name"] or "") for _, match in found if "name" in match.re.groupindex)
    names.pop("", None)
    said = int(names.total())
    filled = sum(1 for row in rows if row)
    if said < 2 or any(_LEVELS.match(name) for name in names):
        return 0
    if each.alone:
        followed = len([at for at, _ in found if any(rows[at + 1 : at + 3]) and not _begins(each, rows, at + 1)])
        if followed * 3 < said * 2 or said * 6 < filled:
            return 0
    if each.name in _QUESTIONABLE or not each.alone:
        # Those who talk come back; the lines of a log or a list do not.
        back = sum(count for count in names.values() if count > 1)
        if said < 3 or back * 2 < said or said * 8 < filled:
            return 0
    if each.name == "name and colon" and len(names) * 2 > said:
        return 0
    return said


def _begins(each: Style, rows: Sequence[str], at: int) -> bool:
    return at < len(rows) and each.line.match(rows[at]) is not None


def messages(text: str, found: Style) -> Iterator[Message | str]:
    """Give the messages of a text, and the lines before and between them that belong to none.

    A line that does not begin a message goes on with the one before it.
    """
    day, last, rows = "", None, list[str]()
    system = STYLES[3] if found.name == "bracketed" else None  # its lines without a name: somebody joined
    for raw in text.splitlines():
        row = raw.translate(_INVISIBLE).rstrip()
        match = found.line.match(row) if len(row) < 20_000 else None
        match = match or (system.line.match(row) if system and len(row) < 2000 else None)
        dated = None if match else _DAY.match(row) if len(row) < 60 else None
        if match is None and dated is None and not _between(row):
            rows.append(row)
            continue
        yield from _ended(last, rows, day)
        last, rows = match, []
        if dated is not None:
            day = chats.iso(dated["date"])
        elif match is None:
            yield row
    yield from _ended(last, rows, day)


def _between(row: str) -> bool:
    return bool(_QQ_HEAD.match(row) or (len(row) > 20 and _RULE.match(row)))


def _ended(match: re.Match[str] | None, rows: list[str], day: str) -> Iterator[Message | str]:
    """Give the message that its lines end, or the lines themselves where none has begun."""
    if match is None:
        yield from (row for row in rows if row.strip())
        return
    parts = match.groupdict()
    text = "\n".join([parts.get("text") or "", *rows]).strip()
    note = "edited" if _EDITED.search(text) else "deleted" if _GONE.search(text[:200]) else ""
    date = chats.iso(parts.get("date") or "") or day
    files = tuple(next(name for name in hit if name).strip() for hit in _SHARED.findall(text))
    name = (parts.get("name") or "").strip().strip("：:")
    yield Message(name, f"{date} {clean(parts.get('time') or '')}".strip(), _EDITED.sub("", text), files, note)
