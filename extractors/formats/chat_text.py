"""Chats exported or copied as text: WeChat, QQ, DingTalk, Feishu, WhatsApp, Telegram, Teams, Zoom, LINE."""

from __future__ import annotations

from typing import cast

from extractors.messages import chats, transcripts
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, lines
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read message by message; a text whose messages cannot be told apart is read line by line."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "chat")
    found = transcripts.style(text)
    if found is None:
        lines.put(sink, text)
        return
    chat = chats.Chat(sink)
    for each in transcripts.messages(text, found):
        if isinstance(each, str):
            sink.put(each, "body", f"before message {chat.number + 1}", lines.form(each.strip(), alone=True))
        else:
            chat.put(each)


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "tracked_deletion"))
FORMAT = Format(kinds=("chat-text",), layers=_LAYERS, read=read, version=2)
