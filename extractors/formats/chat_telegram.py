"""Telegram Desktop's export (result.json): messages, forwards, polls, places, contacts and shared files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from extractors.messages import chats
from extractors.messages.chats import Message
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, values
from extractors.sink import Sink

_SERVICE = ("title", "members", "inviter", "message", "new_title", "new_icon_emoji_id", "reason_domain", "amount",
            "currency", "score", "boosts")  # fmt: skip


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read each chat of the export; what is no message (profile, contacts, sessions) is read like any JSON."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "Telegram export")
    try:
        root = values.parsed(text)
    except (ValueError, RecursionError):
        sink.problem("corrupt", "Telegram export", note="not valid, read without its structure")
        values.tokens(text, sink)
        return
    if not isinstance(root, dict):
        values.walk(root, "", sink)
        return
    for number, chat in enumerate(_chats(root), 1):
        _chat(chat, f"chat {number} " if "chats" in root or "left_chats" in root else "", sink)
    rest = {key: value for key, value in root.items() if key not in ("messages", "chats", "left_chats", "about")}
    values.walk({} if "messages" in root else rest, "", sink)


def _chats(root: dict[str, object]) -> Iterator[dict[str, object]]:
    if isinstance(root.get("messages"), list):
        yield root
    for key in ("chats", "left_chats"):
        held = root.get(key)
        found = held.get("list") if isinstance(held, dict) else None
        yield from (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def _chat(chat: dict[str, object], place: str, sink: Sink) -> None:
    sink.put(_said(chat.get("name")), "body", f"{place}name", "title")
    told = chats.Chat(sink, place)
    found = chat.get("messages")
    for raw in found if isinstance(found, list) else ():
        if isinstance(raw, dict):
            told.put(_message(raw))


def _message(raw: dict[str, object]) -> Message:
    sender = _said(raw.get("from")) or _said(raw.get("actor"))
    lines = [_text(raw.get("text"))]
    if raw.get("type") == "service":
        lines = [_said(raw.get("action")).replace("_", " "), *(_listed(raw.get(key)) for key in _SERVICE), *lines]
    lines += _extras(raw)
    notes = ["edited" if raw.get("edited") else ""]
    notes += [f"{key.replace('_', ' ')} {_said(raw.get(key))}" for key in ("forwarded_from", "saved_from", "via_bot")
              if raw.get(key)]  # fmt: skip
    files = tuple(name for key in ("file_name", "file", "photo", "thumbnail") if (name := _said(raw.get(key)))
                  and key != "thumbnail" and not (key == "file" and raw.get("file_name")))  # fmt: skip
    text = "\n".join(line for line in lines if line)
    return Message(
        sender, chats.iso(_said(raw.get("date")).replace("T", " ")), text, files, ", ".join(filter(None, notes))
    )


def _extras(raw: dict[str, object]) -> Iterator[str]:
    """Give contacts, places and polls as lines."""
    contact, place, poll = raw.get("contact_information"), raw.get("location_information"), raw.get("poll")
    if isinstance(contact, dict):
        name = " ".join(_said(contact.get(key)) for key in ("first_name", "last_name")).strip()
        yield f"Contact: {name} {_said(contact.get('phone_number'))}"
    if isinstance(place, dict):
        yield f"Position: {_said(place.get('latitude'))}, {_said(place.get('longitude'))}"
    for key in ("place_name", "address", "performer", "title"):
        if raw.get(key) and raw.get("type") != "service":
            yield f"{key.replace('_', ' ').capitalize()}: {_said(raw.get(key))}"
    if isinstance(poll, dict):
        yield _said(poll.get("question"))
        answers = poll.get("answers")
        yield from (
            (_said(each.get("text")) for each in answers if isinstance(each, dict)) if isinstance(answers, list) else ()
        )


def _text(value: object) -> str:
    """Give a message's text, which comes whole or in pieces; the address of a link stands behind its words."""
    if not isinstance(value, list):
        return _said(value)
    found = []
    for piece in value:
        words = _said(piece.get("text")) if isinstance(piece, dict) else _said(piece)
        link = _said(piece.get("href")) if isinstance(piece, dict) else ""
        found.append(f"{words} ({link})" if link and link != words else words)
    return "".join(found)


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: object) -> str:
    return ", ".join(_said(each) for each in value if each) if isinstance(value, list) else _text(value)


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "tracked_deletion", "attachment"))
FORMAT = Format(kinds=("chat-telegram",), layers=_LAYERS, read=read)
