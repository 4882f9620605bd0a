"""Chats exported as pages: Telegram, tools for WeChat, QQ's web archive, Feishu and DingTalk, by their classes' names.

A message is an element whose class says so; in it stand a name, a time and a text. What belongs to no message is read
like any page. Some tools put the messages into a script instead, as records.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from extractors.messages import chats
from extractors.messages.chats import Message
from extractors.sink import Sink, clean

_MESSAGE = re.compile(
    r"(?:^|[\s_-])(?:message|msg|chat-?item|chat-?message|im-?message|record-?item|bubble-?item|message-?item|msg-?item"
    r"|chat-?record|message-?row)(?:$|\s)",
    re.IGNORECASE,
)
_SENDER = re.compile(
    r"(?:^|[\s_-])(?:from_name|sender|sender-?name|nick|nickname|nick-?name|user-?name|dspname|display-?name|author"
    r"|name-(?:left|right)|talker|member-?name)(?:$|\s)|(?:^|\s)name(?:$|\s)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|msg-?time|message-?time|send-?time|create-?time|datetime|header_time)(?:$|\s)",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"(?:^|[\s_-])(?:text|content|content-box|msg-?text|msg-?content|message-?text|message-?content|bubble|msg-?body|chat-?content"
    r"|rich-?text|dont-break-out)(?:$|\s)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:^|[\s_-])(?:media_file|media_photo|media_video|file|file-?name|attachment|file-?title|share)(?:$|\s)", re.I
)
_AVATAR = re.compile(r"userpic|avatar|initials", re.IGNORECASE)
_SERVICE = re.compile(
    r"(?:^|[\s_-])(?:service|system|notice|chat-notice|sys-?msg|recall(?:ed)?|tip)(?:$|\s)", re.IGNORECASE
)
_UNSET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # read by lxml, and not taken back by it
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\s?[AaPp][Mm])?")
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[./]\d{1,2}[./]\d{4}")
_GONE = re.compile(
    r"撤回了一[条條]消息|recalled a message|deleted this message|消息已(?:被)?(?:删除|撤回)", re.IGNORECASE
)
# Records in a script: {type: 1, text: '...', displayname: "...", timestamp: 1700000000}
_TOKEN = re.compile(
    r"(?P<open>\{)|(?P<close>\})|(?P<key>[\w$]{1,40}|\"[^\"\n]{1,40}\"|'[^'\n]{1,40}')\s*+:(?!//)"
    r"|\"(?P<double>(?:[^\"\\\n]++|\\.)*+)(?:\"|(?=\n)|\\?\Z)|'(?P<single>(?:[^'\\\n]++|\\.)*+)(?:'|(?=\n)|\\?\Z)|(?P<number>\d{1,20}(?:\.\d+)?)|(?P<back>`[^`]{0,20000}`)",
    re.DOTALL,
)
_QQ = "消息对象".encode()
_MARKED = re.compile(
    rb"class=\"(?:message |msg |chat-|from_name|message-item|sender-name|nickname)"
    rb"|chatMessages\s*=|is_send|displayname",
    re.IGNORECASE,
)
_LEAST = 2
_QQ_DAY = re.compile(r"日期[:：]\s*(\d{4}-\d{1,2}-\d{1,2})")


def looks(data: bytes) -> bool:
    """Say whether a page may be an exported chat, without parsing it."""
    head = data[: 4 << 20]
    if _QQ in head[: 1 << 16] or "消息对象".encode("gb18030") in head[: 1 << 16]:
        return True
    return len(_MARKED.findall(head, 0, 1 << 20)) >= _LEAST or len(_MARKED.findall(head)) > 5


def put(sink: Sink, root: etree._Element) -> None:
    """Put the messages of a page into the reading and take them out of the tree."""
    chat = chats.Chat(sink)
    for message in taken(root):
        chat.put(message)


def taken(root: etree._Element) -> list[Message]:
    """Take the messages out of a page: give them in their order and leave the rest of the tree."""
    found: list[Message] = []
    remove: list[etree._Element] = []
    for element in _messages(root):
        found.append(_message(element, found[-1] if found else None))
        remove.append(element)
    if not found:
        found, remove = _qq(root)
    for script in root.iter("script"):
        found += _scripted(script.text or "")
    if len(found) < _LEAST:
        return []
    for element in remove:
        _drop(element)
    return found


def _qq(root: etree._Element) -> tuple[list[Message], list[etree._Element]]:
    """Give the messages of QQ's web archive: in each cell a name in its box, the time behind it, the text."""
    found, remove, day = list[Message](), list[etree._Element](), ""
    for cell in root.iter("td"):
        boxes = [child for child in cell if child.tag == "div"]
        if len(boxes) < 2:
            dated = _QQ_DAY.match(clean(_whole(cell))) if not boxes else None
            day = chats.iso(dated[1]) if dated else day
            continue
        name = next((child for child in boxes[0] if child.tag == "div"), None)
        clock = _CLOCK.search((name.tail or "") if name is not None else "")
        if name is not None and clock:
            text = "\n".join(_lines(box) for box in boxes[1:])
            note = "deleted" if _GONE.search(text) else ""
            found.append(Message(clean(_whole(name)), f"{day} {clock[0]}".strip(), text, (), note))
            remove.append(cell)
    return found, remove


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if (element.tail or "").strip():
        before = element.getprevious()
        if before is not None:
            before.tail = _UNSET.sub("\ufffd", (before.tail or "") + (element.tail or ""))
        else:
            parent.text = _UNSET.sub("\ufffd", (parent.text or "") + (element.tail or ""))
    parent.remove(element)


def _messages(root: etree._Element) -> Iterator[etree._Element]:
    """Give the elements that are messages, each only once where one stands in another: the outer one."""
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        label = element.get("class") or ""
        if (
            label
            and element.tag in ("div", "li", "section", "article", "tr", "p")
            and _MESSAGE.search(label)
            and not _holds(element)
        ):
            yield element
        else:
            stack += reversed(element)


def _holds(element: etree._Element) -> bool:
    """Say whether the element is a list of messages: several names stand in it."""
    names = 0
    for inner in element.iter("*"):
        label = inner.get("class") or ""
        names += bool(label) and bool(_SENDER.search(label)) and len("".join(str(t) for t in inner.itertext())) < 80
        if names > 1 and not _forwarded(inner, element):
            return True
    return False


def _forwarded(inner: etree._Element, outer: etree._Element) -> bool:
    for above in inner.iterancestors():
        if above is outer:
            return False
        if re.search(r"forwarded|refer|reply|quote", above.get("class") or "", re.IGNORECASE):
            return True
    return False


def _message(element: etree._Element, before: Message | None) -> Message:
    sender, when, texts, files = "", "", list[str](), list[str]()
    label = element.get("class") or ""
    stack = list(reversed(element))
    if (element.text or "").strip():
        texts.append(str(element.text))
    while stack:
        inner = stack.pop()
        if not isinstance(inner.tag, str) or _AVATAR.search(inner.get("class") or ""):
            texts.append(inner.tail or "")
            continue
        kind, whole = inner.get("class") or "", clean(_whole(inner))
        stamp = inner.get("title") or inner.get("datetime") or ""
        if kind and not sender and _SENDER.search(kind) and 0 < len(whole) <= 80 and not _CLOCK.fullmatch(whole):
            sender, when = _cut(whole, when)
        elif (
            not when
            and ((kind and _TIME.search(kind)) or inner.tag == "time")
            and (_CLOCK.search(stamp or whole) or _DAY.search(whole))
        ):
            when = stamp if _CLOCK.search(stamp) else whole
        elif inner.tag == "a" and kind and _FILE.search(kind):
            files.append(_shared(inner))
        elif (kind and _TEXT.search(kind) and not _parts(inner)) or not len(inner):
            texts.append(_lines(inner))
        else:
            texts.append(inner.text or "")
            stack += reversed(inner)
            continue
        texts.append(inner.tail or "")
    text = "\n".join(line for piece in texts for line in piece.split("\n") if line.strip())
    if not when:
        text, when = _timed(text)
    service = bool(_SERVICE.search(label))
    if not sender and before is not None and not service:
        sender = before.sender  # what follows at once is told without a name
    note = "deleted" if _GONE.search(text) or re.search(r"recall|deleted", label, re.IGNORECASE) else ""
    return Message("" if service else sender, _iso(when), text, tuple(each for each in files if each), note)


def _cut(name: str, when: str) -> tuple[str, str]:
    """Take a time that stands behind the name off it."""
    clock = _CLOCK.search(name)
    if not clock:
        return name, when
    day = _DAY.search(name)
    start = min(clock.start(), day.start()) if day else clock.start()
    return (name[:start].strip(" (（,，"), name[start:].strip(" )）")) if start else (name, when)


def _timed(text: str) -> tuple[str, str]:
    """Take a line that is nothing but a time off the text."""
    first, _, rest = text.partition("\n")
    bare = first.strip()
    day, clock = _DAY.match(bare), _CLOCK.search(bare)
    if clock and len(bare) < 30 and (day or _CLOCK.fullmatch(bare)):
        return rest, bare
    return text, ""


def _parts(element: etree._Element) -> bool:
    """Say whether names, times or files stand inside a text's element, so that it has to be opened."""
    for inner in element.iterdescendants("*"):
        label = inner.get("class") or ""
        if label and (_SENDER.search(label) or _TIME.search(label) or _FILE.search(label)):
            return True
    return False


def _whole(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext("*"))


def _lines(element: etree._Element) -> str:
    """Give an element's text; a break is a line end, a picture its words, a link's address stands behind it."""
    found = [element.text or ""]
    if element.tag == "img":
        found.append(element.get("alt") or "")
    for inner in element.iterdescendants():
        if not isinstance(inner.tag, str):
            found.append(inner.tail or "")
            continue
        found.append("\n" if inner.tag in ("br", "p", "div", "li") else "")
        link = inner.get("href") or ""
        shown = f" ({link})" if link.startswith("http") and link != inner.text else ""
        found += [inner.get("alt") or "" if inner.tag == "img" else "", inner.text or "", shown, inner.tail or ""]
    link = element.get("href") or ""
    return "".join(found) + (f" ({link})" if link.startswith("http") and link not in found else "")


def _shared(link: etree._Element) -> str:
    name = clean(" ".join(str(text) for text in link.itertext("*")))
    path = (link.get("href") or "").partition("?")[0].rpartition("/")[2]
    return name if path and path in name else f"{name} {path}".strip()


def _iso(when: str) -> str:
    """Give a time in ISO form; the order day, month, year is that of Telegram's pages."""
    found = re.search(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\s+(\d{1,2}:\d\d)", when)
    if found:
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02} {found[4]}"
    return chats.iso(when)


def _scripted(script: str) -> Iterator[Message]:
    """Give the messages that stand as records in a script."""
    if "timestamp" not in script and "time" not in script:
        return
    for record in records(script):
        sender = next(
            (record[key] for key in ("displayname", "nickname", "sender", "name", "from") if record.get(key)), ""
        )
        text = next((record[key] for key in ("text", "content", "message", "msg") if record.get(key)), "")
        when = next((record[key] for key in ("str_time", "timestamp", "time", "createtime") if record.get(key)), "")
        if text and when:
            files = tuple(
                record[key] for key in ("file_name", "filename", "title") if record.get(key) and record[key] != text
            )
            yield Message(
                sender, _moment(when), re.sub(r"<br\s*/?>", "\n", text), files, "deleted" if _GONE.search(text) else ""
            )


def _moment(when: str) -> str:
    if not re.fullmatch(r"\d{10}(?:\d{3})?", when):
        return chats.iso(when)
    return dt.datetime.fromtimestamp(int(when[:10]), tz=chats.CHINA).strftime("%Y-%m-%d %H:%M UTC+8")


def records(script: str) -> Iterator[dict[str, str]]:
    """Give the plain values of each innermost record of a script, by lower-case key."""
    found: dict[str, str] = {}
    key = ""
    for token in _TOKEN.finditer(script):
        if token["open"]:
            found, key = {}, ""
        elif token["close"]:
            if found:
                yield found
            found, key = {}, ""
        elif token["key"]:
            key = token["key"].strip("\"'").lower()
        elif key:
            raw = token["double"] or token["single"] or token["number"] or (token["back"] or "").strip("`")
            found[key], key = _unescaped(raw), ""


def _unescaped(text: str) -> str:
    simple = {"n": "\n", "t": "\t", "r": "", "/": "/"}

    def shown(match: re.Match[str]) -> str:
        mark = match[1]
        return chr(int(mark[1:], 16)) if len(mark) == 5 else simple.get(mark, mark)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", shown, text, flags=re.DOTALL) if "\\" in text else text
