"""Rich Text Format: every destination that holds text, tracked changes, hidden text, objects, fields and properties."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import cast

from extractors.images import pictures
from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import account, artpictures, objects, propertyset
from extractors.officebase.compound import MAGIC
from extractors.plain import lines
from extractors.sink import Sink, clean
from extractors.word import fields, wordbinary
from extractors.word.richtext import TOKEN

# Destinations whose text is read as text: layer, and the word for the place ("" is the paragraph's number).
_TEXT: dict[str, tuple[Layer, str]] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), ("header_footer", "header")),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), ("header_footer", "footer")),
    "footnote": ("footnote", "footnote"), "annotation": ("comment", "comment"), "shptxt": ("body", "text box"),
    "dptxbxtext": ("body", "text box"),
}  # fmt: skip
# Destinations that are collected as one string.
_STRINGS = frozenset(
    "atnauthor fldinst template objclass objdata revtbl propname staticval docvar company manager title subject "
    "author operator category keywords comment doccomm hlinkbase nextfile sn sv ffname ffdeftext ffhelptext "
    "ffstattext ffl xe tc mmconnectstr mmconnectstrdata mmquery mmdatasource mmheadersource mmaddfieldname "
    "mmmailsubject bkmkstart linkval ffformat ffentrymcr ffexitmcr fname falt".split()
)
_INFO = {
    "title": "title", "subject": "subject", "author": "author", "operator": "last modified by", "category": "category",
    "manager": "manager", "company": "company", "keywords": "keywords", "doccomm": "comments", "comment": "comments",
    "hlinkbase": "hyperlink base", "template": "template", "nextfile": "next file", "docvar": "document variable",
    "mmconnectstr": "mail merge source", "mmconnectstrdata": "mail merge source", "mmquery": "mail merge query",
    "mmdatasource": "mail merge source", "mmheadersource": "mail merge source", "mmmailsubject": "mail subject",
    "linkval": "linked property",
}  # fmt: skip
_FORM_FIELDS = {"ffdeftext": "default", "ffhelptext": "help", "ffstattext": "status", "ffl": "choice"}
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict themedata colorschememapping "
    "latentstyles datastore xmlnstbl mmathPr panose filetbl atnid atnref atndate atnicn atntime atnparent "
    "atrfstart atrfend datafield wgrffmtfilter nonshppict pnseclvl pntxtb pntxta pntext listtext shprslt "
    "nonesttables blipuid picprop listpicture background oldcprops oldpprops oldtprops oldsprops passwordhash "
    "bkmkend objalias objsect private pgptbl htmltag mhtmltag ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn g "
    "cchs fontemb fontfile fchars lchars factoidname ebcstart ebcend writereservhash protusertbl rxe".split()
)
# Groups without text of their own, marked as ignorable, whose inner destinations are read.
_FRAMES = frozenset(
    "shpinst shp sp shptxt do dptxbxtext shppict userprops ud formfield nesttableprops mailmerge object info "
    "field objdata annotation template company".split()
)
_MARKS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "line": "\n", "column": "\n", "page": "\n",
    "lbr": "\n",
}  # fmt: skip
_SWITCHES = {"v": "hidden", "webhidden": "hidden", "deleted": "deleted", "mvf": "deleted", "revised": "inserted",
             "mvt": "inserted"}  # fmt: skip
_PICTURES = {"emfblip": "emf", "wmetafile": "wmf", "pngblip": "png", "jpegblip": "jpg", "dibitmap": "bmp"}
_WHITE = (255, 255, 255)
_TINY = 2  # half points
_DEPTH = 2000


@dataclass(slots=True)
class _Story:
    """Text of one destination as it comes: by layer, and the cells of the rows at each depth of nesting."""

    layer: Layer
    place: str = ""
    texts: dict[Layer, list[str]] = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    table: int = 0
    inner_table: int = 0


@dataclass(slots=True)
class _State:
    """What holds inside the current group."""

    story: _Story
    into: list[str] | None = None
    skip: bool = False
    starred: bool = False
    twin: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    colour: int = 0
    size: int = 24
    marked: bool = False
    shaded: bool = False
    font: int = -1
    wide: bool = False
    unicode_skip: int = 1
    depth: int = 0
    style: int = 0
    listed: bool = False
    outline: bool = False
    picture: str = ""


@dataclass(slots=True)
class _Group:
    """What has to be done when a group ends, and the state before it."""

    before: _State
    ends: list[Callable[[], None]] = field(default_factory=list)


class _Reader:
    """One pass over the tokens of a file."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.state = _State(_Story("body"))
        self.stack: list[_Group] = []
        self.raw = bytearray()
        self.skip = 0
        self.number = 1
        self.counts: dict[str, int] = {}
        self.codec = "cp1252"
        self.fonts: dict[int, str] = {}
        self.table = ""
        self.colours: list[tuple[int, int, int]] = []
        self.colour = [-1, -1, -1]
        self.styles: dict[int, str] = {}
        self.default_font = -1
        self.codes: list[str] = []
        self.info: list[tuple[str, str]] = []
        self.authors: list[str] = []
        self.changed: set[int] = set()
        self.name = ""
        self.shape = ""
        self.row_shaded = False
        self.saved = [0, 0, 0]
        self.in_saved = False
        self.pictures = self.photographs = 0
        self.objects = 0
        self.binary: list[bytes] = []
        self.fresh = False
        self.seen = account.Seen(sink.reading)

    def run(self, data: bytes) -> None:
        at, size = 0, len(data)
        while at < size:
            match = TOKEN.match(data, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            fresh, self.fresh = self.fresh, False
            word, number, code, symbol, brace, text = match.groups()
            if code is not None:
                self._bytes(bytes([int(code, 16)]))
            elif text is not None:
                self._bytes(text)
            elif brace is not None:
                self.flush()
                self.skip = 0
                self._open() if brace == b"{" else self._close()
            elif symbol is not None:
                self.flush()
                self._symbol(symbol, fresh)
            elif word is not None:
                self.flush()
                value = int(number) if number else None
                if word == b"bin" and value is not None and value >= 0:
                    self.binary.append(data[at : at + value])
                    at += value
                else:
                    self._word(word.decode("ascii"), value)
        self.flush()
        if self.stack:
            self.sink.problem("truncated", "end", note=f"ends within {len(self.stack)} open groups")
        while self.stack:
            self._close()
        self.paragraph()

    def _open(self) -> None:
        if len(self.stack) > _DEPTH:
            raise Unreadable("bomb", f"groups nested deeper than {_DEPTH}")
        self.stack.append(_Group(self.state))
        self.state = replace(self.state, starred=False)
        self.fresh = True

    def _close(self) -> None:
        if not self.stack:
            return
        group = self.stack.pop()
        for end in reversed(group.ends):
            end()
        self.state = group.before

    def _at_end(self, act: Callable[[], None]) -> None:
        if self.stack:
            self.stack[-1].ends.append(act)

    # Text

    def _bytes(self, content: bytes) -> None:
        dropped = min(self.skip, len(content))
        self.skip -= dropped
        if len(content) > dropped:
            self.raw += content[dropped:]

    def flush(self) -> None:
        if self.raw:
            font = self.state.font if self.state.font >= 0 else self.default_font
            text = bytes(self.raw).decode(self.fonts.get(font) or self.codec, "replace")
            self.raw.clear()
            self.say(text)

    def say(self, text: str) -> None:
        state = self.state
        if state.into is not None:
            state.into.append(text)
        elif self.table:
            self._table_text(text)
        elif not state.skip and not state.twin:
            texts, story = state.story.texts, state.story
            texts.setdefault(self._layer(), []).append(text)
            if state.inserted and not state.deleted:
                texts.setdefault("tracked_insertion", []).append(text)
            if story.table and not story.cells and not state.depth and clean(text):
                story.table = 0

    def _layer(self) -> Layer:
        state = self.state
        if state.deleted:
            return "tracked_deletion"
        white = 0 < state.colour < len(self.colours) and self.colours[state.colour] == _WHITE
        dark = state.marked or state.shaded or (state.depth and self.row_shaded)
        if state.hidden or state.size <= _TINY or (white and not dark):
            return "hidden_text"
        return state.story.layer

    def _symbol(self, symbol: bytes, fresh: bool) -> None:
        if symbol == b"*":
            # Only the first word of a group may be marked as one to be passed over where it is unknown.
            self.state.starred = fresh
        elif symbol in (b"\\", b"{", b"}"):
            self.say(symbol.decode())
        elif symbol in (b"~", b"_"):
            self.say(" " if symbol == b"~" else "-")
        elif symbol in (b"\n", b"\r"):
            self._break("par")

    # Control words

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        starred, state.starred = state.starred, False
        if self.table and word in ("f", "fcharset", "cpg", "s", "red", "green", "blue"):
            self._table_word(word, number)
        elif word in _TEXT:
            self._text_destination(word)
        elif word in _STRINGS and not (word == "comment" and not state.skip):
            self._string_destination(word)
        elif word in _SKIPPED:
            self._skipped(word)
        elif word in ("result", "fldrslt"):
            pass
        elif word == "upr":
            state.twin = True  # its first half is for readers that know no Unicode
        elif word == "ud":
            state.skip = state.twin = False
        elif word in ("info", "userprops", "sp", "mailmerge"):
            state.skip = True
            self._info_group(word)
        elif starred and word not in _FRAMES and word != "cs":
            state.skip, state.into = True, None
        elif word in _PICTURES and state.into is not None:
            state.picture = _PICTURES[word]
        elif word in ("revtim", "yr", "mo", "dy", "creatim", "printim", "buptim"):
            self._time(word, number)
        elif not self._character(word, number) and not state.skip and state.into is None:
            self._break(word)

    def _skipped(self, word: str) -> None:
        self.state.skip, self.state.into = True, None
        if word in ("fonttbl", "colortbl", "stylesheet") and not self.table:
            self.table = word
            self._at_end(self._end_table)
        elif word == "pict":
            self.pictures += 1
            parts: list[str] = []
            self.state.into = parts
            self.state.picture = ""
            self.binary = []
            state = self.state
            self._at_end(lambda: self._picture(state.picture, "".join(parts)))
        elif word in ("listtext", "pntext"):
            for group in self.stack[-1:]:
                group.before.listed = True

    def _info_group(self, word: str) -> None:
        if word == "sp":
            self.shape = ""

    def _text_destination(self, word: str) -> None:
        state = self.state
        if state.skip and word not in ("shptxt", "dptxbxtext"):
            return
        layer, place = _TEXT[word]
        count = self.counts[place] = self.counts.get(place, 0) + 1
        if layer == "comment":
            place = f"¶{self.number} {place}"
        elif layer != "header_footer":
            place = f"{place} {count}"
        outer = state.story
        if layer == "body" and outer.layer != "body":
            layer = outer.layer
        state.story = story = _Story(layer, place)
        state.skip, state.into, state.depth, state.hidden = False, None, 0, state.hidden and layer == "footnote"
        state.deleted = state.deleted and layer == "footnote"
        self._at_end(lambda: self.paragraph(story))

    def _string_destination(self, word: str) -> None:
        parts: list[str] = []
        self.state.into = parts
        if self.state.twin:
            return
        if word == "objdata":
            self.binary = []
        self._at_end(lambda: self._string(word, "".join(parts)))

    def _string(self, word: str, text: str) -> None:
        if word == "fldinst":
            self.codes.append(text)
        elif word == "objdata":
            self._object(text)
        elif word == "revtbl":
            self.authors = [wordbinary.rejoined(clean(name)) for name in text.split(";")]
        elif word == "atnauthor":
            self.sink.field("comment author", wordbinary.rejoined(text), "metadata", f"¶{self.number} comment")
        elif word in ("propname", "sn"):
            self.name = clean(text)
        elif word == "staticval":
            self.info.append((self.name, text))
        elif word == "sv":
            self._shape_value(text)
        elif word in _FORM_FIELDS:
            self.sink.field(_FORM_FIELDS[word], wordbinary.rejoined(text), "form_field", f"¶{self.number} form field")
        elif word in ("xe", "tc"):
            self._put(text, "hidden_text", f"¶{self.number}", "paragraph")
        elif word in _INFO:
            self.info.append((_INFO[word], text))

    def _shape_value(self, text: str) -> None:
        if self.name == "gtextUNICODE":
            self._put(text, self.state.story.layer, "WordArt", "paragraph")
        elif self.name in ("wzDescription", "wzName") and not re.fullmatch(r"[\w ]*\d*", text, re.ASCII):
            self._put(text, "annotation", f"¶{self.number} description", "paragraph")

    def _picture(self, suffix: str, digits: str) -> None:
        """Put the text of a drawn picture, and a larger photograph among the members."""
        raw = b"".join(self.binary) or _unhexed(digits)
        if suffix in ("emf", "wmf"):
            artpictures.drawn(raw, self.sink, self.seen)
        elif suffix in ("png", "jpg") and pictures.Shown().worth("", pictures.dots(raw[: pictures.HEAD_BYTES])):
            if self.photographs < pictures.MOST_PICTURES:
                self.sink.reading.members.append((f"picture {self.pictures}.{suffix}", raw))
            self.photographs += 1

    def _object(self, digits: str) -> None:
        self.objects += 1
        raw = b"".join(self.binary) or _unhexed(digits)
        where = f"object {self.objects}"
        at = raw.find(MAGIC)
        if raw[4:8] in (b"\2\0\0\0", b"\1\0\0\0"):
            objects.ole1(raw, where, self.sink, where)
        elif at >= 0:
            objects.put_bytes(raw[at:], where, self.sink, where)
        elif raw:
            self.sink.problem("unsupported", where, note="object of an unknown kind")

    def _character(self, word: str, number: int | None) -> bool:
        """Act on a word that sets a property; gives whether it was one."""
        state = self.state
        if word == "u" and number is not None:
            self.say(chr(number % 0x10000))
            self.skip = state.unicode_skip
        elif word == "uc":
            state.unicode_skip = max(0, min(number or 0, 16))
        elif word in _MARKS:
            self.say(_MARKS[word])
        elif word in _SWITCHES:
            setattr(state, _SWITCHES[word], number != 0)
        elif word in ("revauth", "revauthdel", "mvauth"):
            self.changed.add(number or 0)
        elif word == "plain":
            state.hidden = state.deleted = state.inserted = state.marked = False
            state.colour, state.size, state.font, state.wide = 0, 24, -1, False
        else:
            return self._look_word(word, number) or self._paragraph_word(word, number)
        return True

    def _look_word(self, word: str, number: int | None) -> bool:
        state = self.state
        if word == "cf":
            state.colour = number or 0
        elif word == "fs":
            state.size = 24 if number is None else number
        elif word in ("highlight", "cb", "chcbpat", "chshdng"):
            state.marked = bool(number)
        elif word in ("dbch", "loch", "hich"):
            state.wide = word == "dbch"
        elif word == "f" or (word == "af" and state.wide):
            state.font = -1 if number is None else number
        elif word == "deff":
            self.default_font = number or 0
        elif word == "ansicpg" and number:
            self.codec = propertyset.codec(number) or "cp1252"
        elif word in ("mac", "pc", "pca"):
            self.codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        else:
            return False
        return True

    def _paragraph_word(self, word: str, number: int | None) -> bool:
        state = self.state
        if word == "pard":
            state.shaded = state.listed = state.outline = False
            state.depth = state.style = 0
        elif word == "intbl":
            state.depth = max(1, state.depth)
        elif word == "itap":
            state.depth = number or 0
        elif word in ("cbpat", "shading"):
            state.shaded = bool(number)
        elif word == "ftnalt" and state.story.layer == "footnote":
            state.story.place = state.story.place.replace("footnote", "endnote")
        elif word == "trowd":
            self.row_shaded = False
        elif word in ("clcbpat", "clshdng", "trcbpat"):
            self.row_shaded = self.row_shaded or bool(number)
        elif word in ("ls", "pnlvlblt", "pnlvlbody"):
            state.listed = True
        elif word == "s":
            state.style = number or 0
        elif word == "outlinelevel":
            state.outline = number is not None and number < 9
        else:
            return False
        return True

    def _break(self, word: str) -> None:
        story = self.state.story
        if word in ("par", "sect"):
            if story.cells or (self.state.depth and any(map(clean, story.texts.get(story.layer, ())))):
                story.texts.setdefault(story.layer, []).append(" ")
                if not self.state.depth:
                    self._row(story)
            else:
                self.paragraph()
        elif word == "cell":
            story.cells.append(self._taken(story))
        elif word == "nestcell":
            story.inner.append(self._taken(story))
        elif word == "row":
            self._row(story)
        elif word == "nestrow" and story.inner:
            story.inner_table = story.inner_table or self.sink.next_table()
            self._put_row(story, story.inner, story.inner_table)
            story.inner = []

    def _row(self, story: _Story) -> None:
        self._rest(story)
        if story.cells:
            story.table = story.table or self.sink.next_table()
            self._put_row(story, story.cells, story.table)
        story.cells, story.inner_table = [], 0

    def _put_row(self, story: _Story, cells: list[str], table: int) -> None:
        layer: Layer = "table" if story.layer == "body" else story.layer
        self.sink.row([wordbinary.rejoined(cell) for cell in cells], layer, self._where(story), table)
        self.number += 1

    def _visible(self, story: _Story) -> str:
        return "".join(story.texts.get(story.layer, ()))

    def _taken(self, story: _Story) -> str:
        text = "".join(story.texts.pop(story.layer, ()))
        self._rest(story)
        return text

    def _rest(self, story: _Story) -> None:
        """Put what stands beside the visible text of a cell."""
        for layer in [layer for layer in story.texts if layer != story.layer]:
            self._put("".join(story.texts.pop(layer)), layer, self._where(story), "paragraph")

    def paragraph(self, story: _Story | None = None) -> None:
        story = story or self.state.story
        if story.cells and clean(self._visible(story)):
            story.cells.append(self._taken(story))
        if story.cells:
            self._row(story)
        texts, story.texts = story.texts, {}
        for layer, parts in texts.items():
            for line in "".join(parts).split("\n"):
                self._put(line, layer, self._where(story), self._form(clean(line), layer))
        self.number += not story.place

    def _where(self, story: _Story) -> str:
        return story.place or f"¶{self.number}"

    def _put(self, text: str, layer: Layer, where: str, form: Form) -> None:
        self.sink.put(wordbinary.rejoined(text), layer, where, form)

    def _form(self, text: str, layer: Layer) -> Form:
        if layer != "body":
            return "paragraph"
        name = self.styles.get(self.state.style, "").lower()
        if name in ("title", "标题", "標題"):
            return "title"
        if self.state.outline or name.startswith(("heading", "标题", "標題", "subtitle")):
            return "heading"
        return "bullet" if self.state.listed else lines.form(text, False)

    # Tables at the head of the file

    def _table_word(self, word: str, number: int | None) -> None:
        if word == "f":
            self.state.font = number or 0
        elif word == "fcharset":
            page = wordbinary.PAGES_BY_CHARSET.get(number or 0, 0)
            if page:
                self.fonts[self.state.font] = propertyset.codec(page)
        elif word == "cpg" and number:
            self.fonts[self.state.font] = propertyset.codec(number) or self.fonts.get(self.state.font, "")
        elif word == "s":
            self.state.style = number or 0
        elif word in ("red", "green", "blue"):
            self.colour[("red", "green", "blue").index(word)] = number or 0

    def _table_text(self, text: str) -> None:
        if self.table == "colortbl":
            for _ in range(text.count(";")):
                self.colours.append((self.colour[0], self.colour[1], self.colour[2]))
                self.colour = [-1, -1, -1]
        elif self.table == "stylesheet":
            self.styles[self.state.style] = self.styles.get(self.state.style, "") + text.partition(";")[0]

    def _end_table(self) -> None:
        self.table = ""

    def _time(self, word: str, number: int | None) -> None:
        if word == "revtim":
            self.in_saved = True
            self._at_end(self._end_time)
        elif word.endswith("tim"):
            self.in_saved = False
        elif self.in_saved:
            self.saved[("yr", "mo", "dy").index(word)] = number or 0

    def _end_time(self) -> None:
        self.in_saved = False


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read group by group; what a destination holds goes to its layer.

    A paragraph's text is what a person sees with all insertions accepted. Photographs become members.
    """
    sink = Sink(reading, limits)
    reader = _Reader(sink)
    try:
        reader.run(data)
    finally:
        _end(reader, sink)


def _end(reader: _Reader, sink: Sink) -> None:
    """Put what stands outside the text."""
    reading = sink.reading
    for number in sorted(reader.changed):
        if 0 <= number < len(reader.authors):
            sink.field("revision author", reader.authors[number], "metadata", "revisions")
    fields.put([wordbinary.rejoined(code) for code in reader.codes], sink)
    for key, value in dict.fromkeys(reader.info):
        text = wordbinary.rejoined(value)
        if key and not (key == "template" and clean(text).lower() in propertyset.DULL):
            sink.field(key, text, "metadata", "properties")
        if key == "author":
            reading.author = clean(text)
    year, month, day = reader.saved
    if 1900 < year < 2200 and 1 <= month <= 12 and 1 <= day <= 31:
        reading.modified = f"{year:04}-{month:02}-{day:02}"
    if reader.photographs > pictures.MOST_PICTURES:
        sink.problem("needs_ocr", "pictures", note="there are more than are handed on to be read")
    if reader.pictures and not reading.members and all(segment.layer == "metadata" for segment in reading.segments):
        sink.problem("needs_ocr", "pictures", note="the document shows pictures only")


def _unhexed(digits: str) -> bytes:
    bare = re.sub("[^0-9a-fA-F]", "", digits)
    return bytes.fromhex(bare[: len(bare) // 2 * 2])


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "header_footer", "footnote", "comment", "tracked_deletion", "tracked_insertion", "hidden_text",
     "annotation", "form_field", "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("rtf",), layers=_LAYERS, read=read, version=3)
