"""Saved web pages (MHT, MHTML): the page with its frames and styles as one document, its pictures as members."""

from __future__ import annotations

from functools import partial
from typing import cast

from extractors.messages import chatpages, mail
from extractors.messages.mail import Part
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.pages import markup
from extractors.plain import decode
from extractors.sink import Sink, clean

_PAGES = ("text/html", "application/xhtml+xml", "text/xhtml")
_STYLES = ("text/css",)
_DULL = ("text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/json",
         "font/", "application/font", "application/x-font", "application/vnd.ms-fontobject")  # fmt: skip
_PICTURE_BYTES = 2 << 10  # as in `markup`: smaller pictures hold no text


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the first page, then its frames; parts that are neither page, style nor script become members."""
    sink = Sink(reading, limits)
    parts = mail.parse(data)
    whole = parts[0]
    for name in ("Subject", "Snapshot-Content-Location", "Content-Location", "Date"):
        sink.field(name, whole.header(name), "metadata", name)
    reading.modified = mail.date(whole.header("Date"))
    css = "\n".join(decode.decode(part.content())[0] for part in parts if part.type in _STYLES)
    pages = [part for part in parts if part.type in _PAGES]
    for number, part in enumerate(pages, 1):
        _page(part, "" if number == 1 else f"frame {number} ", css, sink)
    for part in parts:
        if not part.multipart and part.type not in _PAGES:
            _file(part, not pages, sink)


def _page(part: Part, place: str, css: str, sink: Sink) -> None:
    try:
        # A style sheet of the archive is known, so that none outside says more.
        content, charset = part.content(), part.parameters.get("charset", "")
        take = partial(chatpages.put, sink) if chatpages.looks(content) else _leave
        markup.put(sink, content, place=place, declared=charset, css=css or " ", before=take)
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        sink.problem("corrupt", place or "page", error)


def _leave(_: markup.Root) -> None:
    """Leave a page that is no chat as it is."""


def _file(part: Part, alone: bool, sink: Sink) -> None:
    content = part.content()
    if not content or part.type.startswith(_DULL) or (part.type == "text/plain" and not content.strip()):
        return
    if part.type.startswith("image/") and len(content) < _PICTURE_BYTES:
        return
    location = clean(part.header("Content-Location")).rpartition("/")[2].partition("?")[0]
    suffix = part.type.rpartition("/")[2].partition("+")[0]
    name = part.name or location[-120:] or f"part {part.number}"
    sink.reading.members.append((name if "." in name or alone else f"{name}.{suffix}", content))


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("mht",), layers=_LAYERS, read=read, version=2)
