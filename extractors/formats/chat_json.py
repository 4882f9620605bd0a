"""Other chats as JSON (tools for WeChat, QQ, DingTalk, Feishu): any list of records with sender, time and text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import cast

from extractors.messages import chats
from extractors.messages.chats import Message
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, values
from extractors.sink import Sink

# Keys that tools use, lower case without _ and -; of several that are there the first one counts.
SENDERS = ("sendername", "sender", "displayname", "nickname", "remark", "fromname", "from", "username", "name",
           "author", "accountname", "talkername", "senduser", "user", "groupnickname", "发送人", "发送者",
           "昵称")  # fmt: skip
TIMES = ("formattedtime", "strtime", "createtime", "sendtime", "datetime", "timestamp", "time", "date", "msgtime",
         "createdat", "时间", "发送时间")  # fmt: skip
TEXTS = ("content", "text", "message", "msg", "strcontent", "body", "plaintext", "内容", "消息")
_FILES = ("filename", "file", "title", "fileurl", "path")
_GONE = re.compile(r"recall|撤回|revoke|deleted", re.IGNORECASE)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read each list of messages; everything else is read like any JSON."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "chat")
    try:
        root = values.parsed(text)
    except (ValueError, RecursionError):
        sink.problem("corrupt", "chat", note="not valid, read without its structure")
        values.tokens(text, sink)
        return
    stack, rest = [("", root)], list[tuple[str, object]]()
    while stack:
        key, value = stack.pop()
        if isinstance(value, list) and _is_chat(value):
            _chat(value, sink)
        elif isinstance(value, dict):
            stack += [(str(name), inner) for name, inner in reversed(value.items())]
        else:
            rest.append((key, value))
    for key, value in rest:
        values.walk({key: value} if key else value, "", sink)


def _is_chat(items: list[object]) -> bool:
    head = [item for item in items[:20] if isinstance(item, dict)]
    told = sum(1 for item in head if all(_of(item, keys) is not None for keys in (SENDERS, TIMES, TEXTS)))
    return bool(head) and told * 2 >= len(head) and len(head) == len(items[:20])


def _chat(items: list[object], sink: Sink) -> None:
    chat, told = chats.Chat(sink), set[tuple[str, str]]()
    for raw in items:
        if not isinstance(raw, dict):
            continue
        message = _message(raw)
        chat.put(message)
        keys = [_of(raw, each) for each in (SENDERS, TIMES, TEXTS)]
        used = {raw[key] if isinstance(raw[key], str) else key for key in keys if key}
        for key, value in raw.items():
            if isinstance(value, dict | list) and value and key not in used:
                values.walk({key: value}, f"message {chat.number}", sink)
            elif isinstance(value, str) and _speaks(value) and value not in used and (key, value) not in told:
                told.add((key, value))
                sink.field(key, value, "metadata", f"message {chat.number}")


def _speaks(value: str) -> bool:
    """Say whether a value that is neither sender, time nor text may tell of somebody: a number, an id, a remark."""
    return len(value) > 2 and bool(re.search(r"[^\W\d_]{2}", value))


def _message(raw: dict[str, object]) -> Message:
    sender, when, text = (raw.get(_of(raw, keys) or "") for keys in (SENDERS, TIMES, TEXTS))
    files = tuple(_plain(value) for key, value in raw.items() if _bare(key) in _FILES and isinstance(value, str)
                  and "." in value and value != text)  # fmt: skip
    marks = [f"{key} {value}" for key, value in raw.items()
             if value is True or (_bare(key) in ("type", "msgtype", "subtype") and isinstance(value, str))]  # fmt: skip
    gone = any(map(_GONE.search, marks))
    return Message(_plain(sender), _moment(_plain(when)), _plain(text), files, "deleted" if gone else "")


def _of(raw: dict[str, object], keys: tuple[str, ...]) -> str | None:
    """Give the record's own spelling of the first of these keys that it has with something in it."""
    spelled = {_bare(key): key for key in raw}
    return next((spelled[key] for key in keys if key in spelled and _plain(raw[spelled[key]]) != ""), None)


def _bare(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _plain(value: object) -> str:
    """Give a value as text; of a nested one its name or text, of pieces all of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return next((_plain(value[key]) for key in ("remark", "nickname", "name", "groupCard", "text", "content", "uin")
                     if value.get(key)), "")  # fmt: skip
    return "".join(_pieces(value)) if isinstance(value, list) else ""


def _pieces(value: list[object]) -> Iterator[str]:
    for piece in value[:1000]:
        yield piece if isinstance(piece, str) else _plain(piece) if isinstance(piece, dict) else ""


def _moment(when: str) -> str:
    """Give a time; a count of seconds or milliseconds since 1970 in China's time."""
    if not re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d{1,6})?", when):
        return chats.iso(when.replace("T", " ").removesuffix("Z"))
    seconds = float(when) / (1000 if len(when) == 13 else 1)
    return dt.datetime.fromtimestamp(seconds, tz=chats.CHINA).strftime("%Y-%m-%d %H:%M UTC+8")


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "metadata", "attachment"))
FORMAT = Format(kinds=("chat-json",), layers=_LAYERS, read=read)
