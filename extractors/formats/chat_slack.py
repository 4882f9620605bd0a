"""Slack's export (one JSON file a channel and day): messages, edits, deletions, cards and shared files."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import cast

from extractors.messages import chats
from extractors.messages.chats import Message
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, values
from extractors.sink import Sink

_REFERENCE = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the messages of one file; who wrote is named as far as the message itself says."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "Slack export")
    try:
        root = values.parsed(text)
    except (ValueError, RecursionError):
        sink.problem("corrupt", "Slack export", note="not valid, read without its structure")
        values.tokens(text, sink)
        return
    found = root.get("messages") if isinstance(root, dict) else root
    people = _people(found)
    chat = chats.Chat(sink)
    for raw in found if isinstance(found, list) else ():
        if isinstance(raw, dict):
            for message in _messages(raw, people):
                chat.put(message)
    if not isinstance(found, list):
        values.walk(root, "", sink)


def _people(found: object) -> dict[str, str]:
    """Give the names that the messages carry, by the id of the user."""
    names: dict[str, str] = {}
    for raw in found if isinstance(found, list) else ():
        profile = raw.get("user_profile") if isinstance(raw, dict) else None
        if isinstance(profile, dict):
            name = _said(profile.get("real_name")) or _said(profile.get("display_name")) or _said(profile.get("name"))
            names.setdefault(_said(raw.get("user")), name)
    return names


def _messages(raw: dict[str, object], people: dict[str, str]) -> Iterator[Message]:
    """Give what a record says; of an edit and a deletion also what was said before."""
    kind, before = _said(raw.get("subtype")), raw.get("previous_message") or raw.get("original")
    if isinstance(before, dict):
        sender, text = _sender(before, people), _text(before, people)
        yield Message(sender, _when(before), text, (), kind.replace("_", " "), "tracked_deletion")
    inner = raw.get("message")
    now = inner if kind == "message_changed" and isinstance(inner, dict) else raw
    if kind != "message_deleted":
        notes = [kind.replace("_", " ") if kind not in ("bot_message", "file_share", "") else "",
                 "edited" if now.get("edited") else ""]  # fmt: skip
        yield Message(
            _sender(now, people), _when(now), _text(now, people), tuple(_files(now)), ", ".join(filter(None, notes))
        )


def _sender(raw: dict[str, object], people: dict[str, str]) -> str:
    user = _said(raw.get("user"))
    return people.get(user) or _said(raw.get("username")) or user or _said(raw.get("bot_id"))


def _when(raw: dict[str, object]) -> str:
    """Give the time of a message in UTC, as the export counts it."""
    try:
        moment = dt.datetime.fromtimestamp(float(_said(raw.get("ts")) or "nan"), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _text(raw: dict[str, object], people: dict[str, str]) -> str:
    """Give text and cards; the blocks say what the text says, and are read where it is empty."""
    said = [_said(raw.get("text"))]
    if not said[0].strip():
        said += _words(raw.get("blocks"))
    cards = raw.get("attachments")
    for card in cards if isinstance(cards, list) else ():
        if isinstance(card, dict):
            said += _card(card, said[0])
    topic = _said(raw.get("topic")) or _said(raw.get("purpose")) or _said(raw.get("name"))
    said += [topic] if topic and topic not in said[0] else []
    return "\n".join(_plain(line, people) for line in said if line.strip())


def _card(card: dict[str, object], text: str) -> Iterator[str]:
    parts = [_said(card.get(key)) for key in ("pretext", "author_name", "title", "text", "footer")]
    parts = parts if any(parts) else [_said(card.get("fallback"))]
    fields = card.get("fields")
    for each in fields if isinstance(fields, list) else ():
        if isinstance(each, dict):
            parts.append(f"{_said(each.get('title'))}: {_said(each.get('value'))}")
    yield from (part for part in dict.fromkeys(parts) if part and part not in text)


def _words(value: object) -> list[str]:
    """Give the texts in the blocks of a message, in their order."""
    found, stack = list[str](), [value]
    while stack:
        inner = stack.pop()
        if isinstance(inner, dict):
            found += [_said(inner.get("text"))] if isinstance(inner.get("text"), str) else []
            stack += [each for key, each in reversed(inner.items()) if key != "text" or not isinstance(each, str)]
        elif isinstance(inner, list):
            stack += reversed(inner)
    return found


def _plain(text: str, people: dict[str, str]) -> str:
    """Give references as people read them: @name, #channel, words with their link behind them."""

    def shown(match: re.Match[str]) -> str:
        sign, target, label = match.groups()
        if sign in ("@", "#", "!"):
            return ("@" if sign == "!" else sign) + (label or people.get(target) or target)
        target = target.removeprefix("mailto:")
        return f"{label} ({target})" if label and label != target else target

    return html.unescape(_REFERENCE.sub(shown, text))


def _files(raw: dict[str, object]) -> Iterator[str]:
    held = raw.get("files") or ([raw["file"]] if isinstance(raw.get("file"), dict) else [])
    for each in held if isinstance(held, list) else ():
        if isinstance(each, dict):
            name, title = _said(each.get("name")), _said(each.get("title"))
            link = _said(each.get("url_private")) or _said(each.get("permalink"))
            yield " ".join(part for part in (name, title if title != name else "", link) if part)


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "tracked_deletion", "attachment"))
FORMAT = Format(kinds=("chat-slack",), layers=_LAYERS, read=read)
