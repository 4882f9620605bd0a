"""Rich Text Format: text, tables, headers, notes, comments, deleted and hidden text, properties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from extractors import lines
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.sink import Sink, clean

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "mmathPr",
        "fldinst",
        "panose",
        "falt",
        "filetbl",
        "revtbl",
        "atnid",
        "atnref",
        "atrfstart",
        "atrfend",
        "shpinst",
        "sp",
        "datafield",
        "wgrffmtfilter",
        "nonshppict",
        "pnseclvl",
        "pntxtb",
        "pntxta",
        "listtext",
        "upr",
        "bkmkstart",
        "bkmkend",
    ]
)
_DESTINATIONS: dict[str, Layer] = {
    "header": "header_footer", "headerl": "header_footer", "headerr": "header_footer", "headerf": "header_footer",
    "footer": "header_footer", "footerl": "header_footer", "footerr": "header_footer", "footerf": "header_footer",
    "footnote": "footnote", "annotation": "comment", "atnauthor": "metadata",
}  # fmt: skip
_INFO = {"title", "subject", "author", "operator", "manager", "company", "keywords", "doccomm"}
_MARKS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "line": "\n",
}  # fmt: skip
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 204: "cp1251", 238: "cp1250", 161: "cp1253"}
_DEPTH = 2000


@dataclass(slots=True)
class _State:
    """What holds inside the current group."""

    layer: Layer = "body"
    skip: bool = False
    hidden: bool = False
    deleted: bool = False
    info: str = ""
    font: int = -1
    unicode_skip: int = 1

    @property
    def shown(self) -> Layer:
        if self.deleted:
            return "tracked_deletion"
        return "hidden_text" if self.hidden and self.layer == "body" else self.layer


@dataclass(slots=True)
class _Writer:
    """Text as it comes, by layer, and the cells of the current row."""

    sink: Sink
    text: dict[Layer, str] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)
    cells: list[str] = field(default_factory=list)
    table: int = 0
    number: int = 0
    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)

    def flush_raw(self, state: _State) -> None:
        if self.raw:
            codec = self.fonts.get(state.font, self.codec)
            text = bytes(self.raw).decode(codec, "replace")
            self.raw.clear()
            self.say(text, state)

    def say(self, text: str, state: _State) -> None:
        if state.info:
            self.info[state.info] = self.info.get(state.info, "") + text
        elif not state.skip:
            self.text[state.shown] = self.text.get(state.shown, "") + text

    def paragraph(self, layer: Layer) -> None:
        if self.cells and layer == "body":
            self.text["body"] = self.text.get("body", "") + " "
            return
        self.number += 1
        texts, self.text = self.text, {}
        for found, text in texts.items():
            for line in text.split("\n"):
                form = lines.form(clean(line), False) if found == "body" else "paragraph"
                self.sink.put(line, found, f"¶{self.number}", form)
        if clean(texts.get("body", "")):
            self.table = 0

    def cell(self) -> None:
        self.cells.append(self.text.pop("body", ""))

    def row(self) -> None:
        self.number += 1
        self.table = self.table or self.sink.next_table()
        self.sink.row(self.cells, "table", f"¶{self.number}", self.table)
        self.cells = []


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read group by group; what a destination holds goes to its layer."""
    writer, state, stack, skip = _Writer(Sink(reading, limits)), _State(), list[_State](), 0
    for match in _TOKEN.finditer(data):
        word, number, code, symbol, brace, text = match.groups()
        if code is None and (text is None or state.font not in writer.fonts):
            writer.flush_raw(state)
        if brace == b"{":
            if len(stack) > _DEPTH:
                raise Unreadable("bomb", f"groups nested deeper than {_DEPTH}")
            stack.append(state)
            state = replace(state)
        elif brace == b"}":
            if state.layer != "body" and stack and stack[-1].layer == "body":
                writer.paragraph(state.layer)
            state = stack.pop() if stack else state
        elif code is not None or text is not None:
            content = bytes([int(code, 16)]) if code is not None else text
            dropped = min(skip, len(content))
            skip -= dropped
            writer.raw += content[dropped:]
        elif symbol is not None:
            _symbol(symbol, state, writer)
        elif word is not None:
            skip = _word(word.decode("ascii"), int(number) if number else None, state, writer)
    writer.flush_raw(state)
    writer.paragraph("metadata")
    _info(writer, reading)


def _symbol(symbol: bytes, state: _State, writer: _Writer) -> None:
    if symbol == b"*":
        state.skip = state.skip or state.layer == "body"
    elif symbol in (b"\\", b"{", b"}"):
        writer.say(symbol.decode(), state)
    elif symbol in (b"~", b"_"):
        writer.say(" " if symbol == b"~" else "-", state)
    elif symbol in (b"\n", b"\r"):
        writer.paragraph(state.layer)


def _word(word: str, number: int | None, state: _State, writer: _Writer) -> int:
    """Act on a control word; gives how many characters to skip behind a Unicode one."""
    if word in _DESTINATIONS:
        state.layer, state.skip = _DESTINATIONS[word], word == "atnauthor"
    elif word in _SKIPPED or word == "info":
        state.skip = True
    elif word in _INFO and state.skip:
        state.info = word
    elif word == "u" and number is not None:
        writer.say(chr(number % 65536), state)
        return state.unicode_skip
    elif word == "uc":
        state.unicode_skip = number or 0
    elif word in _MARKS:
        writer.say(_MARKS[word], state)
    elif not state.skip and word in ("par", "sect", "page", "cell", "row", "nestcell", "nestrow"):
        _break(word, state, writer)
    else:
        _property(word, number, state, writer)
    return 0


def _break(word: str, state: _State, writer: _Writer) -> None:
    if word.endswith("cell"):
        writer.cell()
    elif word.endswith("row"):
        writer.row()
    else:
        writer.paragraph(state.layer)


def _property(word: str, number: int | None, state: _State, writer: _Writer) -> None:
    if word == "v":
        state.hidden = number != 0
    elif word == "deleted":
        state.deleted = number != 0
    elif word == "plain":
        state.hidden = False
    elif word == "f" and number is not None:
        state.font = number
    elif word == "ansicpg" and number:
        writer.codec = {936: "gb18030", 950: "big5", 65001: "utf-8", 10000: "mac_roman"}.get(number, _codec(number))
    elif word == "fcharset" and number in _CHARSETS:
        writer.fonts[state.font] = _CHARSETS[number]


def _codec(page: int) -> str:
    try:
        "".encode(f"cp{page}")
    except LookupError:
        return "cp1252"
    return f"cp{page}"


def _info(writer: _Writer, reading: Reading) -> None:
    for key, value in writer.info.items():
        writer.sink.field("last modified by" if key == "operator" else key, value, "metadata", "properties")
    reading.author = clean(writer.info.get("author", ""))


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "header_footer", "footnote", "comment", "tracked_deletion", "hidden_text", "metadata"),
)
FORMAT = Format(kinds=("rtf",), layers=_LAYERS, read=read)
