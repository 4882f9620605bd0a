"""Text made harmless before it leaves the program: no terminal codes, no turned-round names, no broken XML.

File names and quotes come from whoever shared the files. What cannot be shown is shown as its escape
(`\\x1b`, `\\u202e`), so that a reader sees that it is there.
"""

from __future__ import annotations

import html
import re

_ESCAPED = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: terminal codes, line breaks
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # bidi overrides and invisible characters
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # surrogates: bytes of a file name that is no UTF-8
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters, forbidden in XML
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tag characters: invisible text
    "]"
)
_BREAKS = re.compile(r"[\t\x0b\x0c\r\n\x85\u2028\u2029]+")
_BYTE_ESCAPES = range(0xDC80, 0xDD00)  # PEP 383


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in _BYTE_ESCAPES:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def clean(text: str) -> str:
    """Show a name on one line with every control, bidi or undecodable character as its visible escape.

    Idempotent; text without such characters comes back unchanged.
    """
    return _ESCAPED.sub(_escape, text)


def flowing(text: str) -> str:
    """Show a quote or a sentence as running text: tabs and line breaks become spaces, the rest is `clean`.

    Tabs stand between the cells of a table row, so they become a visible bar.
    """
    return clean(_BREAKS.sub(lambda match: " | " if match.group() == "\t" else " ", text))


def decodable(text: str) -> str:
    """Give text that every encoder takes: lone surrogates become escapes, everything else stays as it is.

    For formats that can carry control characters themselves and are read back by a program.
    """
    return re.sub("[\ud800-\udfff]", _escape, text)


def quoted(text: str) -> str:
    """Give text as the value of an XML attribute, in its quotes.

    Decisions: `xml.sax.saxutils` would do it as well, but loads what opens connections.
    """
    return f'"{html.escape(text)}"'
