"""Microsoft Works word processor documents (WPS of Works 3 to 9): their text; looks and tables are not told apart."""

from __future__ import annotations

import re
import struct
from typing import cast

from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import objects, propertyset
from extractors.officebase.compound import Compound
from extractors.plain import lines
from extractors.sink import Sink, clean

_ENTRIES, _ENTRY = 0x20, 24  # where the list of chunks of Works 2000 and later begins, and bytes of each entry
_MOST = 4096  # chosen: chunks; real files hold a few dozen
_SPARE = 512
_WIZARD = re.compile(r"^ColorSet-?\d+ColorPos-?\d+StyleSet-?\d+StylePos-?\d+")
_TEXT_START = 0x100  # where Works 3 to 7 begin their text


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the text paragraph by paragraph, then what is embedded, and the properties.

    Raises:
        Unreadable: "corrupt" where the text is not where the header says.
    """
    compound, sink = Compound(data), Sink(reading, limits)
    try:
        text = _chunks(compound.stream("CONTENTS")) or _plain(compound.stream("MN0"))
        if not text.strip("\r\n\0 "):
            raise Unreadable("corrupt", "no text where the header says")
        for number, line in enumerate(text.replace("\r\n", "\r").split("\r"), 1):
            cells = [part.replace("\x07", "") for part in line.split("\t")]
            shown = clean("\t".join(cells).replace("\x0b", " "))
            sink.put(shown, "body", f"¶{number}", lines.form(shown, False))
    except (struct.error, UnicodeDecodeError) as error:
        raise Unreadable("corrupt", f"records: {type(error).__name__}") from error
    finally:
        propertyset.put(compound, sink)
        for path in sorted({entry.path[:-1] for entry in compound.entries if len(entry.path) > 1}):
            objects.put(compound, path, f"object {path[-1]}", sink, "embedded object")


def _chunks(raw: bytes) -> str:
    """Give the text of the chunks that hold some; they are listed at the head of the stream."""
    if not raw.startswith(b"CHNK"):
        return ""
    found, at = list[str](), _ENTRIES
    while at + _ENTRY <= len(raw) and at < _ENTRIES + _ENTRY * _MOST and raw[at] == _ENTRY:
        start, size = struct.unpack_from("<II", raw, at + 16)
        if raw[at + 2 : at + 6] == raw[at + 12 : at + 16] == b"TEXT":
            found.append(raw[start : start + size].decode("utf-16-le", "replace"))
        at += _ENTRY
    return "\r".join(found)


def _plain(raw: bytes) -> str:
    """Give the text of Works 3 to 7: bytes of the system's code page between two places."""
    for at in range(0x10, min(0x60, len(raw) - 11), 2):
        first, last, size = struct.unpack_from("<3I", raw, at)
        if first == _TEXT_START < last <= size and abs(size - len(raw)) < _SPARE:
            text = propertyset.text(raw[first:last].replace(b"\0", b""), 0)
            return _WIZARD.sub("\\g<0>\r", text)
    return ""


_LAYERS = cast(tuple[Layer, ...], ("body", "embedded_object", "metadata"))
FORMAT = Format(kinds=("works",), layers=_LAYERS, read=read)
