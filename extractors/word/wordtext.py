"""The text of a Word story (body, header, note, comment, box): paragraphs, tables, fields, controls, changes."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.model import Form, Layer
from extractors.officebase import drawing
from extractors.officebase.package import children, first, get, local
from extractors.plain import lines
from extractors.sink import Sink, clean
from extractors.word import wordlook

_LAYER_OF_TAG: dict[str, Layer] = {
    "del": "tracked_deletion",
    "moveFrom": "tracked_deletion",
    "ins": "tracked_insertion",
    "moveTo": "tracked_insertion",
}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = frozenset({"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "tblPrEx"})
_SAID_BESIDE = tuple(
    f"{{*}}{tag}"
    for tag in (
        "textpath", "docPr", "cNvPr", "shape", "imagedata", "hyperlink", "signatureline", "chart", "relIds",
    )
)  # fmt: skip
_OFF_PAGE_EMU = 20_000_000  # chosen: 55 cm, beyond the edge of any page that an office prints
_EMU_PER_CM = 360_000
_DEEPEST_FIELD = 20  # instructions inside instructions inside ...; each holds those inside it

Piece = tuple[Layer, str]


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    result: bool = False


@dataclass(slots=True)
class Walk:
    """The state of one pass through a story.

    Attributes:
        sink: Where texts go.
        styles: What the document's styles say.
        layer: The layer of plain text.
        place: Where the story is; "" for the body, whose places are its paragraphs.
        paragraph: Number of the paragraph that is being read.
        anchors: Paragraph by what hangs on it: "comment 3", "footnoteReference 2", "drawn rId7".
        authors: Who changed something, and on which days.
        codes: The instructions of fields.
        fields: Fields that are open.
        said: Every text element that was given, for the account.
        pictures: Names of picture files that were given.
        asides: Readings beside characters, of the paragraph that is being read.
        bookmarks: Their names, of the body's walk alone.
        look: How the paragraph's text looks by its style.
    """

    sink: Sink
    styles: wordlook.Styles
    layer: Layer = "body"
    place: str = ""
    paragraph: int = 0
    anchors: dict[str, int] = field(default_factory=dict)
    authors: dict[str, set[str]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    bookmarks: dict[str, None] = field(default_factory=dict)
    look: wordlook.Look = field(default_factory=wordlook.Look)

    @property
    def where(self) -> str:
        """The place of the paragraph."""
        return self.place or f"¶{self.paragraph}"

    def sub(self, layer: Layer, place: str) -> Walk:
        """Give a walk through another story of the same document."""
        return Walk(
            self.sink, self.styles, layer, place, anchors=self.anchors, authors=self.authors, codes=self.codes,
            said=self.said, pictures=self.pictures,
        )  # fmt: skip


def blocks(element: etree._Element, walk: Walk) -> None:
    """Put the paragraphs and tables of a story into the reading, in order."""
    for child in element:
        tag = local(child)
        if tag == "p":
            _paragraph(child, walk)
        elif tag == "tbl":
            _table(child, walk)
        elif tag not in _SKIPPED:
            if tag == "sdt":
                _control(child, walk)
            blocks(child, walk)


def _paragraph(element: etree._Element, walk: Walk) -> None:
    pieces = _gathered(element, walk, walk.layer)
    by_layer = _by_layer(pieces, walk.layer)
    form = _form(element, walk, by_layer.get(walk.layer, ""))
    for layer, text in by_layer.items():
        for line in text.split("\n"):
            shape = form if form != "paragraph" or layer != walk.layer else lines.form(clean(line), False)
            walk.sink.put(line, layer, walk.where, shape)
    _beside(element, walk)


def _gathered(element: etree._Element, walk: Walk, layer: Layer) -> list[Piece]:
    """Count a paragraph, and give the pieces of its text."""
    walk.paragraph += 1
    style = first(element, "pPr", "pStyle")
    look = walk.styles.look.get(get(style, "val")) if style is not None else None
    walk.look = look.over(walk.styles.default) if look is not None else walk.styles.default
    return list(_pieces(element, walk, layer))


def _beside(element: etree._Element, walk: Walk) -> None:
    """Put what a paragraph says beside its text: boxes, word art, alternative texts, names of pictures, tips, ruby."""
    for text in walk.asides:
        walk.sink.put(text, "annotation", f"{walk.where} ruby")
    walk.asides.clear()
    for each in element.iter(*_SAID_BESIDE):
        if not _in_box(each, element):
            _say_beside(each, walk)
    for box in element.iter("{*}txbxContent"):
        if not _in_box(box, element):
            inner = walk.sub("hidden_text" if _unseen(box) else walk.layer, f"{walk.where} text box")
            blocks(box, inner)


def _in_box(element: etree._Element, paragraph: etree._Element) -> bool:
    for above in element.iterancestors():
        if above is paragraph:
            return False
        if local(above) == "txbxContent":
            return True
    return False


def _say_beside(each: etree._Element, walk: Walk) -> None:
    match local(each):
        case "textpath":
            walk.sink.put(get(each, "string"), walk.layer, f"{walk.where} word art")
        case "docPr" | "cNvPr":
            _alternative(each, walk)
        case "shape" | "imagedata":
            for text in (each.get("alt") or "", get(each, "title")):
                _picture_word(text.strip(), walk)
        case "hyperlink":
            walk.sink.put(get(each, "tooltip"), "annotation", f"{walk.where} link")
        case "signatureline":
            for key in ("suggestedsigner", "suggestedsigner2", "suggestedsigneremail", "signinginstructions"):
                walk.sink.field(key.replace("suggested", ""), get(each, key), "form_field", f"{walk.where} signature")
        case "chart":
            walk.anchors.setdefault(f"drawn {get(each, 'id')}", walk.paragraph)
        case "relIds":
            walk.anchors.setdefault(f"drawn {get(each, 'dm')}", walk.paragraph)


def _alternative(named: etree._Element, walk: Walk) -> None:
    for key in ("descr", "title"):
        _picture_word((named.get(key) or "").strip(), walk)
    if drawing.is_file_name(named.get("name") or ""):
        _picture_word((named.get("name") or "").strip(), walk)


def _picture_word(text: str, walk: Walk) -> None:
    if drawing.is_file_name(text):
        if text not in walk.pictures:  # a drawing and the picture in it often say the same
            walk.pictures.add(text)
            walk.sink.field("picture", text, "metadata", f"{walk.where} picture")
    elif not drawing.is_dull(text):
        walk.sink.put(text, "annotation", f"{walk.where} picture")


def _unseen(box: etree._Element) -> bool:
    """Say whether a text box is hidden, has no size, or lies beside the page."""
    for above in box.iterancestors():
        match local(above):
            case "p" | "body":
                return False
            case "shape" | "rect" | "textbox":
                if re.search(r"visibility:\s*hidden|display:\s*none", above.get("style") or "", re.IGNORECASE):
                    return True
            case "anchor" | "inline":
                return _anchor_unseen(above)
    return False


def _anchor_unseen(anchor: etree._Element) -> bool:
    named, size = first(anchor, "docPr"), first(anchor, "extent")
    if (named is not None and get(named, "hidden") in ("1", "true")) or get(anchor, "hidden") in ("1", "true"):
        return True
    width, height = (_emu(get(size, key)) if size is not None else _EMU_PER_CM for key in ("cx", "cy"))
    if width == 0 or height == 0:
        return True
    for way, extent in (("positionH", width), ("positionV", height)):
        offset = first(anchor, way, "posOffset")
        at = _emu(offset.text or "") if offset is not None else 0
        # Up to the width of a margin a negative place may still be on the page.
        if at > _OFF_PAGE_EMU or at + extent < -5 * _EMU_PER_CM:
            return True
    return False


def _emu(text: str) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,12}\s*", text) else 0


def _by_layer(pieces: list[Piece], plain: Layer) -> dict[Layer, str]:
    """Give a paragraph's text per layer, the visible text first.

    Visible is what is plain or inserted; when all of it is inserted the paragraph itself is the insertion.
    """
    visible = "".join(text for layer, text in pieces if layer in (plain, "tracked_insertion"))
    stable = "".join(text for layer, text in pieces if layer == plain)
    found: dict[Layer, str] = {plain if stable.strip() else "tracked_insertion": visible}
    for layer, text in _runs_of(pieces):
        if layer == plain or (layer == "tracked_insertion" and not stable.strip()):
            continue
        # An inserted letter stands in the sentence and is no content by itself; a deleted digit or 汉字 is.
        if len(re.sub(r"\W", "", text)) > (1 if layer == "tracked_insertion" else 0):
            found[layer] = f"{found[layer]}\n{text}" if layer in found else text
    return found


def _runs_of(pieces: list[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for layer, text in pieces:
        if last and last[0] == layer:
            last = (layer, last[1] + text)
            continue
        if last:
            yield last
        last = (layer, text)
    if last:
        yield last


def _form(element: etree._Element, walk: Walk, text: str) -> Form:
    text = clean(text)
    style = first(element, "pPr", "pStyle")
    form = walk.styles.form.get(get(style, "val")) if style is not None else None
    level = first(element, "pPr", "outlineLvl")
    if form is None and level is not None and get(level, "val") < "9":
        form = "heading"
    if form is None and first(element, "pPr", "numPr") is not None:
        form = "bullet"
    if form is None and lines.is_heading(text) and (lines.is_numbered(text) or _stands_out(element)):
        form = "heading"
    if form == "title" and (walk.layer != "body" or _titled(walk)):
        return "heading"
    return form or "paragraph"


def _titled(walk: Walk) -> bool:
    return any(segment.form == "title" for segment in walk.sink.reading.segments[:20])


def _stands_out(element: etree._Element) -> bool:
    alignment = first(element, "pPr", "jc")
    if alignment is not None and get(alignment, "val") == "center":
        return True
    runs = [run for run in element.iter("{*}r") if any(local(child) == "t" for child in run)]
    return bool(runs) and all(wordlook.on(first(run, "rPr", "b")) for run in runs)


def _pieces(element: etree._Element, walk: Walk, layer: Layer) -> Iterator[Piece]:
    for child in element:
        tag = local(child)
        if tag == "r":
            yield from _run(child, walk, layer)
        elif tag in _SKIPPED or tag in ("txbxContent", "textpath"):
            continue
        elif tag == "commentRangeStart":
            walk.anchors.setdefault(f"comment {get(child, 'id')}", walk.paragraph)
        elif tag == "t":
            yield _text(child, layer, walk)  # equations (m:t) and stray text
        else:
            if tag == "fldSimple":
                walk.codes.append(get(child, "instr"))
            elif tag == "sdt":
                _control(child, walk)
            yield from _pieces(child, walk, _change(tag, walk, layer))


def _text(element: etree._Element, layer: Layer, walk: Walk) -> Piece:
    text = element.text or ""
    walk.said.append(text)
    return layer, text


def _change(tag: str, walk: Walk, layer: Layer) -> Layer:
    found = _LAYER_OF_TAG.get(tag)
    # Inside a deletion an insertion is deleted too; comments and notes keep their own layer for insertions.
    if found is None or layer == "tracked_deletion" or (found == "tracked_insertion" and walk.layer != "body"):
        return layer
    return found


def _run(run: etree._Element, walk: Walk, layer: Layer) -> Iterator[Piece]:
    if layer not in ("tracked_deletion", "comment"):
        layer = wordlook.hiding(run, walk.look, walk.styles) or layer
    for child in run:
        tag = local(child)
        if tag == "t":
            yield _text(child, layer, walk)
        elif tag == "delText":
            yield _text(child, "tracked_deletion", walk)
        elif tag in ("instrText", "delInstrText", "fldChar"):
            yield from _field(child, tag, walk, layer)
        elif tag in _BREAKS:
            yield layer, _BREAKS[tag]
        elif tag == "sym":
            yield layer, _symbol(child)
        elif tag in ("commentReference", "footnoteReference", "endnoteReference"):
            key = "comment" if tag == "commentReference" else tag
            walk.anchors.setdefault(f"{key} {get(child, 'id')}", walk.paragraph)
        elif tag == "ruby":
            yield from _ruby(child, walk, layer)
        elif tag not in _SKIPPED and len(child):
            yield from _pieces(child, walk, layer)


def _symbol(element: etree._Element) -> str:
    """Give a symbol's character; those of symbol fonts (F000 to F0FF) have no meaning outside their font."""
    code = get(element, "char")
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
    return chr(value) if 0x20 < value < 0xD800 else " "


def _ruby(element: etree._Element, walk: Walk, layer: Layer) -> Iterator[Piece]:
    """Give the base of a phonetic guide; the reading above it stands beside the sentence, not inside its words."""
    for child in element:
        pieces = _pieces(child, walk, layer)
        if local(child) == "rt":
            walk.asides.append("".join(text for _, text in pieces))
        else:
            yield from pieces


def _field(element: etree._Element, tag: str, walk: Walk, layer: Layer) -> Iterator[Piece]:
    """Follow a field: its instruction comes in pieces between its begin mark and its result."""
    if tag != "fldChar":
        if walk.fields and not walk.fields[-1].result:
            walk.fields[-1].code.append(element.text or "")
        else:
            walk.codes.append(element.text or "")
        return
    kind = get(element, "fldCharType")
    if kind == "begin":
        walk.fields.append(_Field())
        _legacy_form(element, walk)
    elif walk.fields and kind == "separate":
        walk.fields[-1].result = True
    elif walk.fields and kind == "end":
        ended = walk.fields.pop()
        code = _code(ended)
        walk.codes.append(code)
        if not ended.result and re.match(r"\s*(?:eq|quote)\b", code, re.IGNORECASE):
            yield layer, _drawn_text(code)
        if walk.fields and len(walk.fields) < _DEEPEST_FIELD and not walk.fields[-1].result:
            walk.fields[-1].code.append(f" {code} ")  # a field inside the instruction of another one


def _code(ended: _Field) -> str:
    return "".join(ended.code)


def _drawn_text(code: str) -> str:
    r"""Give the text inside a field that shows its own instruction: `EQ \o\ad(\s\up 9(wáng),王)` is 王 and wáng."""
    bare = re.sub(r"\\\*\s*\w+|\"Font:[^\"]*\"|\\[a-z]+\d*(?:\s+\d+(?=\())?", " ", code, flags=re.IGNORECASE)
    return re.sub(r"[(),;\"\s]+", " ", re.sub(r"^\s*\w+", "", bare)).strip()


def _legacy_form(element: etree._Element, walk: Walk) -> None:
    """Put what a form field of the old kind offers: its default, its list, its help."""
    data = first(element, "ffData")
    for each in data.iter("{*}default", "{*}listEntry", "{*}helpText", "{*}statusText") if data is not None else ():
        value = get(each, "val")
        if not re.fullmatch(r"[\d\s]*|true|false", value):
            walk.sink.put(value, "form_field", f"{walk.where} form field")
    packed = first(element, "fldData")
    if packed is not None and packed.text:
        walk.codes.append(_unpacked(packed.text))


def _unpacked(text: str) -> str:
    """Give the XML that reference managers keep inside a field, as a field code; "" for any other data."""
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return f"ADDIN {raw.decode('utf-8', 'replace')}" if raw.lstrip().startswith(b"<") else ""


def _control(element: etree._Element, walk: Walk) -> None:
    """Put what a content control says beside its text: its title, and the values that its list offers."""
    properties = first(element, "sdtPr")
    for each in properties if properties is not None else ():
        tag = local(each)
        if tag in ("dropDownList", "comboBox"):
            for item in children(each, "listItem"):
                shown = dict.fromkeys((get(item, "displayText"), get(item, "value")))
                walk.sink.put(" ".join(value for value in shown if value), "form_field", f"{walk.where} list", "bullet")
        elif tag in ("alias", "tag") and not re.fullmatch(r"[\d_-]*|goog_rdk_\d+", get(each, "val")):
            walk.sink.field("control", get(each, "val"), "form_field", f"{walk.where} control")


def _table(element: etree._Element, walk: Walk) -> None:
    number = walk.sink.next_table()
    for key in ("tblCaption", "tblDescription"):
        caption = first(element, "tblPr", key)
        if caption is not None:
            walk.sink.put(get(caption, "val"), "annotation", f"{walk.where} table")
    rows = list(_within(element, "tr", walk, walk.layer))
    if len(rows) == 1 and _is_frame(rows[0][0], walk):
        for cell, _ in _within(rows[0][0], "tc", walk, walk.layer):
            blocks(cell, walk)
        return
    for row, layer in rows:
        _row(row, _row_layer(row, layer, walk), number, walk)


def _row_layer(row: etree._Element, layer: Layer, walk: Walk) -> Layer:
    properties = first(row, "trPr")
    if properties is None:
        return layer
    for tag in ("ins", "del"):
        if first(properties, tag) is not None:
            layer = _change(tag, walk, layer)
    return "hidden_text" if _is_hidden_row(properties) else layer


def _is_hidden_row(properties: etree._Element) -> bool:
    """Say whether a row is hidden by its property, or has a fixed height of at most one point."""
    if wordlook.on(first(properties, "hidden")):
        return True
    height = first(properties, "trHeight")
    return height is not None and get(height, "hRule") == "exact" and _emu(get(height, "val")) <= 20  # twentieths


def _is_frame(row: etree._Element, walk: Walk) -> bool:
    """Say whether a table of one row is the frame around a text: one cell with several paragraphs."""
    cells = [cell for cell, _ in _within(row, "tc", walk, walk.layer)]
    return len(cells) == 1 and sum(1 for _ in _paragraphs(cells[0])) > 1


def _within(element: etree._Element, tag: str, walk: Walk, layer: Layer) -> Iterator[tuple[etree._Element, Layer]]:
    """Give the rows of a table or the cells of a row, through content controls, custom XML and tracked changes."""
    for child in element:
        name = local(child)
        if name == tag:
            yield child, layer
        elif name not in _SKIPPED and name not in ("p", "tbl"):
            yield from _within(child, tag, walk, _change(name, walk, layer))


def _row(row: etree._Element, layer: Layer, number: int, walk: Walk) -> None:
    found = list(_within(row, "tc", walk, layer))
    cells = [_cell(cell, inner, walk) for cell, inner in found]
    layers = dict.fromkeys([layer, *(name for cell in cells for name in cell)])
    for each in layers:
        shown: Layer = "table" if each == "body" else each
        walk.sink.row([cell.get(each, "") for cell in cells], shown, walk.where, number)
    for cell, _ in found:
        for nested in _nested(cell):
            _table(nested, walk)
        for paragraph in _paragraphs(cell):
            _beside(paragraph, walk)


def _cell(cell: etree._Element, layer: Layer, walk: Walk) -> dict[Layer, str]:
    texts: dict[Layer, list[str]] = {}
    for control in cell.iter("{*}sdt"):
        if local(control.getparent()) == "tc":  # type: ignore[arg-type]
            _control(control, walk)
    for paragraph in _paragraphs(cell):
        for name, text in _by_layer(_gathered(paragraph, walk, layer), layer).items():
            if text.strip():
                texts.setdefault(name, []).append(text)
    return {name: " ".join(found) for name, found in texts.items()}


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        tag = local(child)
        if tag == "p":
            yield child
        elif tag not in _SKIPPED and tag != "tbl":
            yield from _paragraphs(child)


def _nested(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if local(child) == "tbl":
            yield child
        elif local(child) not in _SKIPPED and local(child) != "p":
            yield from _nested(child)
