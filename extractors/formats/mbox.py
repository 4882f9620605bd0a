"""Mailboxes (MBOX): each message a mail file of its own."""

from __future__ import annotations

import re
from typing import cast

from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.plain.textkinds import MAILBOX

_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Split the mailbox at its "From " lines; each message becomes a member.

    Such a line stands behind a blank line, holds a clock time and comes before a header: one in a body does not.
    """
    found = [match for match in MAILBOX.finditer(data) if _set_apart(data, match.start())]
    if not found:
        raise Unreadable("corrupt", "mailbox: no message found")
    ends = [*(match.start() for match in found[1:]), len(data)]
    for number, (match, end) in enumerate(zip(found, ends, strict=True), 1):
        if number > limits.members:
            raise Unreadable("truncated", f"only {limits.members} messages are read")
        reading.members.append((f"message {number}.eml", _ESCAPED.sub(rb"\1", data[match.end() : end])))


def _set_apart(data: bytes, start: int) -> bool:
    before = data[max(0, start - 4) : start]
    return start < 4 or before.replace(b"\r", b"").endswith(b"\n\n")


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("mbox",), layers=_LAYERS, read=read, version=2, members_are_files=True)
