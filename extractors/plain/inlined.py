"""Files that stand inside of a text as an address: `![plan](data:image/png;base64,...)` in Markdown and styles."""

from __future__ import annotations

import base64
import binascii
import re

from extractors.sink import Sink

# With the name that a link is defined by, [plan]: data:..., for nothing else stands in its line.
_ADDRESS = re.compile(
    r"(?:\[[^\[\]\n]{1,60}\]:[ \t]*<?)?data:([\w.+-]{1,40}/[\w.+-]{1,80})(?:;[\w.=-]{1,60}){0,4};base64,"
    r"([A-Za-z0-9+/=]{64,})>?"
)
_PICTURE_BYTES = 2 << 10  # chosen: a smaller picture is an icon


def without(text: str, sink: Sink) -> str:
    """Give a text without the files in it; those that may say something are kept as members. Lines stay lines."""
    if ";base64," not in text:
        return text

    def taken(match: re.Match[str]) -> str:
        kind, packed = match[1].lower(), match[2].rstrip("=")
        try:
            content = base64.b64decode(packed + "=" * (-len(packed) % 4))
        except (binascii.Error, ValueError):
            sink.problem("corrupt", "data address", note="not base64")
            return ""
        if not (kind.startswith(("font/", "application/font", "application/x-font"))
                or (kind.startswith("image/") and len(content) < _PICTURE_BYTES)):  # fmt: skip
            suffix = re.sub(r"\W.*", "", kind.rpartition("/")[2]) or "txt"
            sink.reading.members.append((f"data {len(sink.reading.members) + 1}.{suffix}", content))
        return "#" if match.string[match.start() - 1 : match.start()] == "(" else ""  # a link's words then stand alone

    return _ADDRESS.sub(taken, text)
