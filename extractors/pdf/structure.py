"""What stands beside a PDF's pages: notes, fields, attachments, actions, layers, labels, signatures, properties."""

# mypy: allow-untyped-calls
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream

from extractors import der
from extractors.images import exif
from extractors.model import Layer, Unreadable
from extractors.pdf import labels, second, xml
from extractors.pdf.objects import MINER_ERRORS, Objects, tag_texts
from extractors.pdf.revisions import Said
from extractors.sink import Sink, clean

INFO = {
    "Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "Creator": "creator",
    "Company": "company", "Manager": "manager", "SourceModified": "", "CreationDate": "", "ModDate": "", "Producer": "",
    "Trapped": "", "PTEX.Fullbanner": "", "GTS_PDFXVersion": "", "GTS_PDFXConformance": "",
}  # fmt: skip
DULL = frozenset({"", "None", "anonymous", "(anonymous)", "(unspecified)", "untitled", "Unknown", "unknown"})
_BUTTON_STATES = frozenset({"", "Off", "Yes", "On"})
_HIDDEN_FLAGS = 0b100010  # Hidden and NoView, ISO 32000-1 table 165
_SILENT = frozenset({"Link", "Widget", "Popup", "FileAttachment", "Movie", "Sound", "TrapNet", "PrinterMark"})
# Notes whose look is their content; the others' look is a line, a box or a sign.
_DRAWN = frozenset({"FreeText", "Stamp", "Watermark", "Redact", "Screen", "3D"})
_STAMPS = frozenset({"", "Draft", "SBDraft"})
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.){2,2000})"|\'((?:[^\'\\\n]|\\.){2,2000})\'')
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\d_]{2,} +[^\W\d_]{2,}")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BREAK = re.compile(r"[\r\n]+")
_EXIF, _EXIF_BYTES, _PICTURES = b"Exif\0\0", 1 << 16, 1000  # a JPEG's first segment, as many programs keep it
_PACKET_END = b"</x:xmpmeta>"
_PACKETS, _PACKET_BYTES = 200, 1 << 20
_PARENTS = 16
_ELEMENTS = 20_000  # chosen: about a second of pdfminer's parsing
_LOOKS = 200  # chosen: pdfminer draws at most so many notes


@dataclass(slots=True)
class Structure:
    """One walk over a document.

    Attributes:
        objects: The open document.
        sink: Where the text goes.
        most_pages: So many pages are looked for.
        pages: Number of each page, from 1, by its object's number.
        attached: Object numbers of the files that were taken out.
        looks: So many notes may still be drawn.
        data: The file, to find in it what no object leads to any more.
    """

    objects: Objects
    sink: Sink
    most_pages: int
    pages: dict[int, int] = field(default_factory=dict)
    attached: set[int] = field(default_factory=set)
    looks: int = _LOOKS
    data: bytes = b""

    def read(self, tagged: bool, tags: Sequence[bytes] = ()) -> None:
        """Put everything into the reading; what fails is named and the rest goes on.

        Args:
            tagged: The file holds texts that stand for others (ActualText, Alt): its structure tree is walked, as far
                as it goes in a few seconds.
            tags: What to look through for such texts instead, where the tree is too large to be walked.
        """
        catalog = self.objects.document.catalog
        parts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("properties", self._properties),
            ("metadata", lambda: self._xmp(catalog.get("Metadata"), "properties")),
            ("metadata", self._packets),
            ("pictures", self._pictures),
            ("pages", self._pages),
            ("fields", lambda: self._form(catalog.get("AcroForm"))),
            ("attachments", lambda: self._names(catalog)),
            ("actions", lambda: self._actions(catalog, "document")),
            ("layers", lambda: self._layers(catalog.get("OCProperties"))),
            ("page labels", lambda: self._labels(catalog.get("PageLabels"))),
            ("structure", lambda: self._structure(catalog.get("StructTreeRoot")) if tagged else None),
            ("structure", lambda: self._tags(tags)),
        )
        for name, part in parts:
            self._try(name, part)

    def _try(self, where: str, part: Callable[[], object]) -> None:
        try:
            part()
        except Unreadable as error:
            if error.problem.kind == "truncated" and "text beyond" in error.problem.detail:
                raise
            self.sink.problem("corrupt", where, error)
        except MINER_ERRORS as error:
            self.sink.problem("corrupt", where, error)

    # Properties

    def _properties(self) -> None:
        seen: set[str] = set()
        for number, info in enumerate(self.objects.document.info):
            where = "properties" if number == 0 else "properties of an earlier revision"
            for key, value in info.items():
                word = INFO.get(key, key)
                text = self.objects.text(value).strip()
                if word and text not in DULL and f"{word}: {text}" not in seen:
                    seen.add(f"{word}: {text}")
                    self.sink.field(word, text, "metadata", where)
        info = self.objects.document.info[0] if self.objects.document.info else {}
        author = clean(self.objects.text(info.get("Author")))
        self.sink.reading.author = "" if author in DULL else author
        stamp = self.objects.text(info.get("ModDate")) or self.objects.text(info.get("CreationDate"))
        date = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", stamp)
        if date and 1 <= int(date[2]) <= 12 and 1 <= int(date[3]) <= 31:
            self.sink.reading.modified = "-".join(date.groups())

    def _xmp(self, value: Any, where: str) -> None:
        if self.objects.get(value) is not None and self.objects.new(value):
            xml.properties(self.objects.data(value), self.sink, where)

    def _packets(self) -> None:
        """Put the XMP of pictures and of earlier revisions, which lies open in the file."""
        end = 0
        for _ in range(_PACKETS):
            start = self.data.find(b"<x:xmpmeta", end)
            end = self.data.find(_PACKET_END, start) + len(_PACKET_END)
            if start < 0 or end < start:
                return
            if end - start < _PACKET_BYTES:
                self._try("metadata", partial(xml.properties, self.data[start:end], self.sink, "properties within"))

    def _pictures(self) -> None:
        """Put what cameras wrote into the pictures of the file: device, time, owner, place."""
        said, at = set[tuple[str, str]](), 0
        for _ in range(_PICTURES):
            at = self.data.find(_EXIF, at)
            if at < 0:
                return
            at += len(_EXIF)
            for word, value in exif.read(self.data[at : at + _EXIF_BYTES]).facts:
                if (word, value) not in said:
                    said.add((word, value))
                    self.sink.field(word, value, "metadata", "picture")

    # Pages and their notes

    def _pages(self) -> None:
        found = list(self.objects.pages(self.most_pages))
        self.pages = {number: index for index, (number, _) in enumerate(found, 1)}
        for index, (_, page) in enumerate(found, 1):
            if "Annots" in page:
                self._try(f"p.{index} notes", partial(self._notes, page, index))
            if "AA" in page:
                self._try(f"p.{index} actions", partial(self._actions, page, f"p.{index}"))
            if "Metadata" in page:
                self._try(f"p.{index} metadata", partial(self._xmp, page["Metadata"], f"p.{index}"))

    def _notes(self, page: Mapping[str, Any], index: int) -> None:
        for number, reference in enumerate(self.objects.items(page.get("Annots")), 1):
            if self.objects.new(reference):
                note = self.objects.dictionary(reference)
                if note:
                    self._try(f"p.{index} annotation {number}", partial(self._note, note, f"p.{index}"))
                elif isinstance(reference, PDFObjRef):
                    self.sink.problem("corrupt", f"p.{index} annotation {number}", note="cannot be opened")

    def _note(self, note: Mapping[str, Any], page: str) -> None:
        kind = self.objects.name(note.get("Subtype"))
        hidden = " (hidden)" if self.objects.number(note.get("F")) & _HIDDEN_FLAGS else ""
        where = f"{page} note{hidden}"
        self._actions(note, page)
        if kind == "Widget":
            self._widget(note, f"{page} field{hidden}")
            return
        if kind != "Link":
            author = self.objects.text(note.get("T"))
            self.sink.field("note author", "" if author.strip() in DULL else author, "metadata", where)
        said = self._said(note, kind, where)
        if kind in _DRAWN and "AP" in note:
            for line in self._look(note):
                if _bare(line) not in _bare(" ".join(said)):
                    self.sink.put(line, "annotation", where)
        for key in ("FS", "RichMediaContent"):
            if key in note:
                self._files(note[key])
        if isinstance(self.objects.get(note.get("FileAttachment")), dict):
            self._files(note["FileAttachment"])

    def _said(self, note: Mapping[str, Any], kind: str, where: str) -> list[str]:
        """Put the note's own texts; gives them back."""
        texts = [self.objects.text(note.get(key)) for key in ("Contents", "Subj", "OverlayText")]
        texts.append(xml.plain(self.objects.text(note.get("RC"))))
        if kind == "Stamp":
            texts.append(self.objects.name(note.get("Name")))
        if kind == "Popup":
            parent = self.objects.dictionary(note.get("Parent"))
            texts = [text for text in texts if text != self.objects.text(parent.get("Contents"))]
        said: list[str] = []
        for text in texts:
            if text.strip() in DULL or text in _STAMPS or _bare(text) in _bare("".join(said)):
                continue
            said.append(text)
            for line in _BREAK.split(text):
                self.sink.put(line, "annotation", where)
        return said

    def _look(self, note: Mapping[str, Any]) -> list[str]:
        """Give the lines that a note's picture of itself shows."""
        stream = self.objects.get(self.objects.dictionary(note.get("AP")).get("N"))
        if not isinstance(stream, PDFStream) or self.looks <= 0:
            return []
        self.looks -= 1
        self.objects.data(stream)  # raises where it is a bomb
        box = self.objects.items(stream.attrs.get("BBox")) or [0, 0, 100, 100]
        attributes = {"MediaBox": box, "Resources": stream.attrs.get("Resources") or {}, "Contents": stream}
        found, _ = second.lines(self.objects, attributes)
        return [line.text for line in found]

    # Fields

    def _form(self, value: Any) -> None:
        form = self.objects.dictionary(value)
        waiting = list(reversed(self.objects.items(form.get("Fields"))))
        while waiting:
            reference = waiting.pop()
            one = self.objects.dictionary(reference)
            kids = [kid for kid in self.objects.items(one.get("Kids")) if isinstance(kid, PDFObjRef)]
            fresh = not isinstance(reference, PDFObjRef) or reference.objid not in self.objects.seen
            if not self.objects.new(reference) and not kids:
                continue
            waiting += [kid for kid in reversed(kids) if kid.objid not in self.objects.seen]
            if fresh and ("V" in one or "DV" in one or "Opt" in one or "TU" in one):
                hidden = " (hidden)" if not kids and "Rect" not in one else ""
                self._try("field", partial(self._field, one, f"field{hidden}"))
            if fresh:
                self._actions(one, "field")
        self._xfa(form.get("XFA"))

    def _widget(self, note: Mapping[str, Any], where: str) -> None:
        self._field(note, where)
        caption = self.objects.text(self.objects.dictionary(note.get("MK")).get("CA"))
        if len(clean(caption)) > 1:  # one sign is the mark of a check box
            self.sink.field(self._field_name(note) or "button", caption, "form_field", where)

    def _inherited(self, one: Mapping[str, Any], key: str) -> Any:
        for _ in range(_PARENTS):
            if key in one:
                return one[key]
            one = self.objects.dictionary(one.get("Parent"))
        return None

    def _field_name(self, one: Mapping[str, Any]) -> str:
        names: list[str] = []
        for _ in range(_PARENTS):
            names.insert(0, clean(self.objects.text(one.get("T"))))
            one = self.objects.dictionary(one.get("Parent"))
        return labels.field([name for name in names if name])

    def _field(self, one: Mapping[str, Any], where: str) -> None:
        name, kind = self._field_name(one) or "field", self.objects.name(self._inherited(one, "FT"))
        if kind == "Sig":
            self._signature(self.objects.dictionary(self._inherited(one, "V")), where)
            return
        values = self._values(self._inherited(one, "V"))
        if kind == "Btn":
            values = [value for value in values if value not in _BUTTON_STATES and not value.isdigit()]
        for value in values:
            self.sink.field(name, value, "form_field", where)
        for value in self._values(self._inherited(one, "DV")) if kind != "Btn" else ():
            if value not in values:
                self.sink.field(name, value, "form_field", f"{where} default")
        if kind == "Ch":
            options = [self._option(option) for option in self.objects.items(self._inherited(one, "Opt"))]
            others = [option for option in options if option.strip() and option not in values]
            if others:
                self.sink.field(name, labels.choices(others), "form_field", f"{where} options")
        tip = clean(self.objects.text(one.get("TU")))
        if tip and tip != name and not name.endswith(tip):
            self.sink.put(tip, "form_field", f"{where} tip")

    def _values(self, value: Any) -> list[str]:
        return [text for each in self.objects.items(value) if (text := self.objects.text(each)).strip()]

    def _option(self, option: Any) -> str:
        pair = self.objects.items(option)
        return self.objects.text(pair[-1]) if pair else ""

    def _xfa(self, value: Any) -> None:
        resolved = self.objects.get(value)
        if resolved is None:
            return
        parts = self.objects.items(value)
        streams = (
            [value]
            if isinstance(resolved, PDFStream)
            else [each for each in parts if isinstance(self.objects.get(each), PDFStream)]
        )
        xml.form(b"".join(map(self.objects.data, streams)), self.sink)

    def _signature(self, signature: Mapping[str, Any], where: str) -> None:
        for key, word in (
            ("Name", "signer"),
            ("Reason", "reason"),
            ("Location", "location"),
            ("ContactInfo", "contact"),
        ):
            self.sink.field(word, self.objects.text(signature.get(key)), "metadata", f"{where} signature")
        contents = self.objects.get(signature.get("Contents"))
        said: set[tuple[str, str]] = set()
        for word, text in der.strings(contents) if isinstance(contents, bytes) else ():
            if word in ("name", "organisation", "unit", "email") and (word, text) not in said and len(said) < 40:
                said.add((word, text))
                self.sink.field(f"certificate {word}", text, "metadata", f"{where} signature")

    # Files, actions

    def _names(self, catalog: Mapping[str, Any]) -> None:
        names = self.objects.dictionary(catalog.get("Names"))
        for _, value in self.objects.tree(names.get("EmbeddedFiles"), "Names"):
            self._files(value)
        for _, value in self.objects.tree(names.get("JavaScript"), "Names"):
            self._action(value, "document", 0)
        for value in self.objects.items(catalog.get("AF")):
            self._files(value)
        schema = self.objects.dictionary(self.objects.dictionary(catalog.get("Collection")).get("Schema"))
        for value in schema.values():
            column = self.objects.text(self.objects.dictionary(value).get("N"))
            self.sink.field("column", column, "metadata", "collection")

    def _files(self, value: Any) -> None:
        """Take out every file of a file specification, or of a tree of them."""
        waiting, budget = [value], 1000
        while waiting and budget:
            budget -= 1
            one = self.objects.dictionary(waiting.pop())
            if "EF" in one:
                self._file(one)
            for key in ("Assets", "RF"):
                if key in one:
                    waiting += [each for _, each in self.objects.tree(one[key], "Names")]

    def _file(self, specification: Mapping[str, Any]) -> None:
        name = next(
            (n for key in ("UF", "F", "Unix", "DOS", "Mac") if (n := clean(self.objects.text(specification.get(key))))),
            "",
        )
        self.sink.field("attachment note", self.objects.text(specification.get("Desc")), "metadata", "attachment")
        done: set[bytes] = set()
        for reference in self.objects.dictionary(specification.get("EF")).values():
            number = reference.objid if isinstance(reference, PDFObjRef) else id(reference)
            if number in self.attached:
                continue
            self.attached.add(number)
            content = self.objects.data(reference)
            if content not in done:
                done.add(content)
                self.sink.reading.members.append((name or f"attachment {len(self.attached)}", content))

    def _actions(self, holder: Mapping[str, Any], where: str) -> None:
        for key in ("A", "OpenAction"):
            if key in holder:
                self._action(holder[key], where, 0)
        for value in self.objects.dictionary(holder.get("AA")).values() if "AA" in holder else ():
            self._action(value, where, 0)

    def _action(self, value: Any, where: str, depth: int) -> None:
        action = self.objects.dictionary(value)
        if not action or depth > _PARENTS:
            return
        self.sink.field("link", self.objects.text(action.get("URI")), "metadata", f"{where} link")
        target = self.objects.get(action.get("F"))
        if target is not None:
            path = self.objects.dictionary(target)
            name = self.objects.text(path.get("UF") or path.get("F")) if path else self.objects.text(target)
            self.sink.field("link", name, "metadata", f"{where} link")
        if "JS" in action and self.objects.new(action["JS"]):
            for text in literals(self.objects.text(action["JS"])):
                self.sink.put(text, "hidden_text", f"{where} script")
        for following in self.objects.items(action.get("Next")):
            self._action(following, where, depth + 1)

    # Layers, labels, tags

    def _layers(self, value: Any) -> None:
        for group in self.objects.items(self.objects.dictionary(value).get("OCGs")):
            self.sink.field(
                "layer", self.objects.text(self.objects.dictionary(group).get("Name")), "metadata", "layers"
            )

    def _labels(self, value: Any) -> None:
        said: set[str] = set()
        for _, label in self.objects.tree(value, "Nums"):
            prefix = clean(self.objects.text(self.objects.dictionary(label).get("P")))
            if len(re.sub(r"[\W\d_]", "", prefix)) > 1 and prefix not in said:
                said.add(prefix)
                self.sink.field("page label", prefix, "metadata", "page labels")

    def _structure(self, root: Any) -> None:
        """Put the texts that stand for pictures or for other text, where the pages do not say the same."""
        said = Said(self.sink.reading.segments)
        for element, page in self._elements(root):
            for key, word in (
                ("Alt", "alternate text"),
                ("ActualText", "actual text"),
                ("E", "expansion"),
                ("T", "tag title"),
            ):
                text = self.objects.text(element.get(key))
                if len(_bare(text)) > 1 and not said.holds(text):
                    said.add(text)
                    self.sink.put(text, "hidden_text", f"{page}{word}")

    def _tags(self, parts: Sequence[bytes]) -> None:
        said = Said(self.sink.reading.segments)
        for text in (text for part in parts for text in tag_texts(part)):
            if len(_bare(text)) > 1 and not said.holds(text):
                said.add(text)
                self.sink.put(text, "hidden_text", "alternate text")

    def _elements(self, root: Any) -> Iterator[tuple[Mapping[str, Any], str]]:
        waiting, left = [(root, "")], _ELEMENTS
        while waiting:
            node, page = waiting.pop()
            if not self.objects.new(node):
                continue
            left -= 1
            if left < 0:
                raise Unreadable("truncated", f"more than {_ELEMENTS} tags")
            element = self.objects.dictionary(node)
            number = element.get("Pg")
            if isinstance(number, PDFObjRef) and number.objid in self.pages:
                page = f"p.{self.pages[number.objid]} "
            yield element, page
            kids = self.objects.items(element.get("K"))
            waiting += [(kid, page) for kid in reversed(kids) if isinstance(kid, PDFObjRef | dict)]


def literals(script: str) -> list[str]:
    """Give the strings in a script that read as text: a 汉字 or two words in a row."""
    found = []
    for match in _LITERAL.finditer(script):
        text = _UNICODE.sub(lambda code: chr(int(code[1], 16)), match[1] or match[2] or "")
        if _WORDS.search(text):
            found.append(text.replace("\\n", " ").replace("\\r", " ").replace("\\", ""))
    return found


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


LAYERS: tuple[Layer, ...] = ("annotation", "form_field", "attachment", "metadata", "hidden_text")
