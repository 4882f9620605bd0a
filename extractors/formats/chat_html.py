"""Chats exported as pages: Telegram, tools for WeChat, Feishu, DingTalk; each message, then the rest of the page."""

from __future__ import annotations

from typing import cast

from extractors.messages import chatpages
from extractors.model import Format, Layer, Limits, Reading
from extractors.pages import markup
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the messages, then what of the page is no message."""
    sink = Sink(reading, limits)
    markup.put(sink, data, before=lambda root: chatpages.put(sink, root))


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("chat-html",), layers=_LAYERS, read=read)
