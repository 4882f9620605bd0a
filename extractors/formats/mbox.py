"""Mailboxes (MBOX): each message a mail file of its own."""

from __future__ import annotations

import re
from typing import cast

from extractors.model import Format, Layer, Limits, Reading, Unreadable

_FROM = re.compile(rb"^From [^\r\n]*\d{4}[^\r\n]*\r?\n", re.MULTILINE)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Split the mailbox at its "From " lines; each message becomes a member."""
    found = list(_FROM.finditer(data))
    ends = [*(match.start() for match in found[1:]), len(data)]
    for number, (match, end) in enumerate(zip(found, ends, strict=False), 1):
        if number > limits.members:
            raise Unreadable("truncated", f"only {limits.members} messages are read")
        reading.members.append((f"message {number}.eml", data[match.end() : end]))


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("mbox",), layers=_LAYERS, read=read, members_are_files=True)
