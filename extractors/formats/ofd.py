"""OFD (GB/T 33190-2016), the Chinese fixed-layout format: pages, notes, seals, tags, attachments, earlier versions."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from extractors import der, layout
from extractors.images import picture
from extractors.model import Format, Layer, Limits, Problem, Reading, Unreadable
from extractors.ofd import drawn
from extractors.ofd.parts import Parts, text_of, texts
from extractors.officebase.package import Package, children, first, local, natural
from extractors.pdf.revisions import Said
from extractors.sink import Sink, clean

_INFO = {
    "Title": "title", "Author": "author", "Subject": "subject", "Abstract": "abstract", "Keyword": "keyword",
    "Creator": "creator", "DocUsage": "usage",
}  # fmt: skip
_ENCRYPTIONS = frozenset({"encryptions.xml", "encryption.xml"})  # GM/T 0099-2020
_NUMBER = re.compile(r"[0-9a-fA-F-]{16,}")
_SHAPES = 20  # chosen: so many shapes and no text are letters drawn as outlines
_DULL_DATA = re.compile(r"(?:template-version|native-producer|producer-version|doc-?id|.*version)$", re.IGNORECASE)
# Parts that hold no text, or whose text is read from where it is named.
_RESOURCE = re.compile(
    r"(?:^|/)(?:res|fonts?|images?|thumbs?|signs?)/|\.(?:ttf|otf|ttc|cff|jb2|gbig2|png|jpe?g|bmp|gif|tiff?|esl|dat|mp3|mp4)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|tiff?|bmp|gif|webp|heic)$", re.IGNORECASE)
_ATTACHED = re.compile(r"(?:^|/)attach(?:s|ments?)?/(?!attachments?\.xml$)", re.IGNORECASE)
_SKIPPED = frozenset({
    "Signature", "Signatures", "Res", "Annotations", "CustomTags", "Attachments", "FileList", "Reference", "OFD",
})  # fmt: skip
_DULL_SETTINGS = re.compile(r"(?:sw_|is|has|fs_)[A-Za-z_]*$|.*(?:color|width|opacity|size|printable)$", re.IGNORECASE)


@dataclass(slots=True)
class _Document:
    """One document of the package.

    Attributes:
        root: The name of its part.
        prefix: Before each place, where the package has more than one.
        resources: What its pages draw with.
        templates: Parts of the template pages, by ID.
        pages: Number of each page, from 1, by ID.
        objects: Text of each text object, by ID, for tags that point at them.
        above: What notes draw over each page, by its number.
        area: Width and height of a page that does not say its own, in millimetres.
    """

    root: str
    prefix: str = ""
    resources: drawn.Resources = field(default_factory=drawn.Resources)
    templates: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    objects: dict[str, str] = field(default_factory=dict)
    above: dict[int, list[drawn.Item]] = field(default_factory=dict)
    area: tuple[float, float] = (0.0, 0.0)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read document by document: pages in order, what stands beside them, then every part that none of them names."""
    _Walk(Parts(Package(data, limits)), Sink(reading, limits)).read()


@dataclass(slots=True)
class _Walk:
    """One way through a package, or through one version of a document in it."""

    parts: Parts
    sink: Sink
    scans: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    def read(self) -> None:
        root = next((name for name in self.parts.package.names if posixpath.basename(name).lower() == "ofd.xml"), "")
        bodies: list[etree._Element] = []
        if root:
            bodies = self._bodies(root)
        whole = False
        for number, body in enumerate(bodies, 1):
            prefix = f"document {number} " if len(bodies) > 1 else ""
            whole = self._body(body, root, prefix) or whole
        self._rest(whole)
        if any(posixpath.basename(name).lower() in _ENCRYPTIONS for name in self.parts.package.names):
            self.sink.problem("encrypted", "package", note="parts of it are encrypted")
        if self.scans:
            listed = ", ".join(self.scans[:20]) + (", ..." if len(self.scans) > 20 else "")
            detail = f"pages with images or shapes and no text: {listed}"
            self.sink.reading.problems.append(Problem("needs_ocr", detail))

    def _try(self, where: str, part: Callable[[], object]) -> bool:
        """Do one part; what it raises is named, but for the end of all reading."""
        try:
            part()
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            self.sink.problem("corrupt", where, error)
            return False
        return True

    def _bodies(self, root: str) -> list[etree._Element]:
        found: list[etree._Element] = []
        self._try("OFD.xml", lambda: found.extend(children(self.parts.tree(root), "DocBody")))
        return found

    # Documents

    def _body(self, body: etree._Element, root: str, prefix: str) -> bool:
        """Read one document; say whether its pages were found by way of its root."""
        info = first(body, "DocInfo")
        if info is not None:
            self._info(info)
        name = self.parts.find(text_of(first(body, "DocRoot")), root)
        document = _Document(name, prefix)
        found = bool(name) and self._try(f"{prefix}document", partial(self._document, document))
        for versions in children(body, "Versions"):
            for number, version in enumerate(children(versions, "Version"), 1):
                if (version.get("Current") or "").lower() != "true":
                    self._try(f"{prefix}version {number}", partial(self._version, version, root, number, name))
        for signatures in children(body, "Signatures"):
            part = self.parts.find(text_of(signatures), root)
            if part:
                self._try(f"{prefix}signatures", partial(self._signatures, part, document))
        return found and bool(document.pages)

    def _info(self, info: etree._Element) -> None:
        for element in info.iter(etree.Element):
            key, text = local(element), text_of(element)
            if key == "CustomData" and text and not _DULL_DATA.match(element.get("Name") or ""):
                self.sink.field(element.get("Name") or "custom", text, "metadata", "properties")
            elif key in _INFO:
                self.sink.field(_INFO[key], text, "metadata", "properties")
            if key == "Author" and text:
                self.sink.reading.author = clean(text)
            if key in ("ModDate", "CreationDate") and re.match(r"\d{4}-\d\d-\d\d", text):
                self.sink.reading.modified = text[:10] if key == "ModDate" else self.sink.reading.modified or text[:10]

    def _document(self, document: _Document) -> None:
        root = self.parts.tree(document.root)
        self._common(root, document)
        numbered = [page for pages in children(root, "Pages") for page in children(pages, "Page")]
        for number, page in enumerate(numbered, 1):
            document.pages[page.get("ID") or f"#{number}"] = number
        for element in children(root, "Annotations"):
            self._try("annotations", partial(self._boxes, self.parts.find(text_of(element), document.root), document))
        for number, page in enumerate(numbered, 1):
            where = f"{document.prefix}p.{number}"
            part = self.parts.find(page.get("BaseLoc") or "", document.root)
            if part:
                self._try(where, partial(self._page, part, document, where, key=page.get("ID") or f"#{number}"))
            else:
                self.sink.problem("corrupt", where, note="the page's part is missing")
        for key, reader in (
            ("Annotations", self._notes), ("Attachments", self._attachments), ("CustomTags", self._tags),
            ("Extensions", self._extensions),
        ):  # fmt: skip
            for element in children(root, key):
                part = self.parts.find(text_of(element), document.root)
                if part:
                    self._try(f"{document.prefix}{key.lower()}", partial(reader, part, document))
        said = {segment.text for segment in self.sink.reading.segments}
        marks = (mark for mark in root.iter(etree.Element) if local(mark) in ("OutlineElem", "Bookmark"))
        for number, mark in enumerate(marks, 1):
            title = clean(mark.get("Title") or mark.get("Name") or "")
            if title not in said:
                self.sink.put(title, "metadata", f"{document.prefix}bookmark {number}", "heading")
        self._links(root, f"{document.prefix}document")

    def _common(self, root: etree._Element, document: _Document) -> None:
        common = first(root, "CommonData")
        if common is None:
            return
        box = drawn.numbers(text_of(first(common, "PageArea", "PhysicalBox")))
        document.area = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)
        for element in common:
            if local(element) in ("PublicRes", "DocumentRes"):
                part = self.parts.find(text_of(element), document.root)
                if part:
                    self._try("resources", partial(self._resources, part, document))
            elif local(element) == "TemplatePage":
                document.templates[element.get("ID") or ""] = self.parts.find(
                    element.get("BaseLoc") or "", document.root
                )

    def _resources(self, part: str, document: _Document) -> None:
        document.resources.take(self.parts.tree(part))

    # Pages

    def _page(self, part: str, document: _Document, where: str, layer: Layer = "body", key: str = "") -> None:
        root = self.parts.tree(part)
        for element in children(root, "PageRes"):
            resource = self.parts.find(text_of(element), part, posixpath.dirname(document.root))
            if resource:
                self._try(f"{where} resources", partial(self._resources, resource, document))
        box = drawn.numbers(text_of(first(root, "Area", "PhysicalBox")))
        width, height = (box[2], box[3]) if len(box) == 4 else document.area
        drawing = drawn.Drawing(document.resources)
        templates = list(children(root, "Template"))
        for template in sorted(templates, key=lambda each: each.get("ZOrder") == "Foreground"):
            name = document.templates.get(template.get("TemplateID") or "", "")
            if name and template.get("ZOrder") != "Foreground":
                self._try(f"{where} template", partial(self._draw, drawing, name))
        own = len(drawing.items)
        problem = self._try(where, partial(_draw_all, drawing, root))
        for template in templates:
            name = document.templates.get(template.get("TemplateID") or "", "")
            if name and template.get("ZOrder") == "Foreground":
                self._try(f"{where} template", partial(self._draw, drawing, name))
        document.objects.update(drawn.by_key(drawing.items[own:] or drawing.items))
        items = [*drawing.items, *document.above.get(document.pages.get(key, 0), ())]
        self._put(drawn.judge(items, width * drawn.MM, height * drawn.MM), where, layer, problem)
        self._links(root, where)

    def _draw(self, drawing: drawn.Drawing, name: str) -> None:
        _draw_all(drawing, self.parts.tree(name))

    def _put(self, items: list[drawn.Item], where: str, layer: Layer, drawn_whole: bool) -> None:
        before = len(self.sink.reading.segments)
        layout.put(self.sink, layout.closed(drawn.lines(items, "seen")), where, layer)
        if any(item.seen == "covered" for item in items):
            for line in _with_covered(items):
                self.sink.put(line, "covered_text", f"{where} covered")
        layout.put(self.sink, layout.closed(drawn.lines(items, "hidden")), where, "hidden_text")
        pictures = any(item.kind == "image" for item in items) or sum(item.kind == "path" for item in items) > _SHAPES
        if len(self.sink.reading.segments) == before and drawn_whole and pictures:
            self.scans.append(where)

    def _links(self, root: etree._Element, where: str) -> None:
        for element in root.iter(etree.Element):
            if local(element) == "URI":
                self.sink.field("link", element.get("URI") or text_of(element), "metadata", f"{where} link")
            elif local(element) == "GotoA":
                self.sink.field("link", element.get("AttachID") or "", "metadata", f"{where} link")

    # Notes, attachments, tags, extensions

    def _boxes(self, part: str, document: _Document) -> None:
        """Note the boxes that notes draw over each page; what is wrong with the notes is told when they are read."""
        for page in children(self.parts.tree(part), "Page") if part else ():
            name = self.parts.find(text_of(first(page, "FileLoc")), part, posixpath.dirname(document.root))
            with contextlib.suppress(Unreadable):
                for note in self.parts.tree(name).iter(etree.Element) if name else ():
                    if local(note) == "Annot" and (note.get("Visible") or "").lower() not in ("false", "0"):
                        drawing = drawn.Drawing(document.resources)
                        for look in children(note, "Appearance"):
                            drawing.draw(look, drawn.placed(look))
                        boxes = [item for item in drawing.items if item.kind == "path"]
                        document.above.setdefault(document.pages.get(page.get("PageID") or "", 0), []).extend(boxes)

    def _notes(self, part: str, document: _Document) -> None:
        for page in children(self.parts.tree(part), "Page"):
            number = document.pages.get(page.get("PageID") or "", 0)
            where = f"{document.prefix}p.{number}" if number else f"{document.prefix}page"
            name = self.parts.find(text_of(first(page, "FileLoc")), part, posixpath.dirname(document.root))
            if name:
                self._try(f"{where} notes", partial(self._page_notes, name, document, where))

    def _page_notes(self, name: str, document: _Document, where: str) -> None:
        for note in self.parts.tree(name).iter(etree.Element):
            if local(note) == "Annot":
                self._try(f"{where} note", partial(self._note, note, document, where))

    def _note(self, note: etree._Element, document: _Document, page: str) -> None:
        hidden = (note.get("Visible") or "").lower() in ("false", "0")
        where = f"{page} note" + (" (hidden)" if hidden else "")
        creator = clean(note.get("Creator") or "")
        self.sink.field("note author", "" if _NUMBER.fullmatch(creator) else creator, "metadata", where)
        for text in texts(note, "Remark"):
            self.sink.put(text, "annotation", where)
        for element in note.iter(etree.Element):
            if local(element) == "Parameter" and not _DULL_SETTINGS.match(element.get("Name") or ""):
                self.sink.field(element.get("Name") or "parameter", text_of(element), "annotation", where)
            elif local(element) == "Appearance":
                drawing = drawn.Drawing(document.resources)
                drawing.draw(element, drawn.IDENTITY)
                layout.put(self.sink, layout.closed(drawn.lines(drawing.items, "seen")), where, "annotation")
        self._links(note, page)

    def _attachments(self, part: str, document: _Document) -> None:
        for one in self.parts.tree(part).iter(etree.Element):
            if local(one) != "Attachment":
                continue
            location = text_of(first(one, "FileLoc")) or one.get("FileLoc") or ""
            name = self.parts.find(location, part, posixpath.dirname(document.root))
            if name:
                self._try("attachment", partial(self._member, name, one.get("Name") or ""))
            else:
                self.sink.problem("corrupt", "attachment", note="its part is missing")

    def _member(self, name: str, title: str = "") -> None:
        if name.lower() in self.files:
            return
        self.files.add(name.lower())
        extension = posixpath.splitext(name)[1]
        title = clean(title) or posixpath.basename(name)
        title = title if title.lower().endswith(extension.lower()) else title + extension
        self.sink.reading.members.append((title, self.parts.bytes(name)))

    def _tags(self, part: str, document: _Document) -> None:
        for one in self.parts.tree(part).iter(etree.Element):
            if local(one) == "CustomTag":
                name = self.parts.find(text_of(first(one, "FileLoc")), part, posixpath.dirname(document.root))
                if name:
                    self._try("custom tags", partial(self._tag, name, document))

    def _tag(self, name: str, document: _Document) -> None:
        """Put what a tag says of each text: its element's name before the text that it points at."""
        for element in self.parts.tree(name).iter(etree.Element):
            key = local(element).rpartition(":")[2]  # mended names keep their prefix
            references = (each for each in element if local(each).rpartition(":")[2] == "ObjectRef")
            pointed = [text for each in references if (text := document.objects.get(text_of(each)))]
            if pointed:
                self.sink.field(key, " ".join(pointed), "metadata", f"{document.prefix}custom tags")
            elif key != "ObjectRef":
                self.sink.field(key, text_of(element), "metadata", f"{document.prefix}custom tags")

    def _extensions(self, part: str, document: _Document) -> None:
        root = self.parts.tree(part)
        for one in root.iter(etree.Element):
            if local(one) == "Extension":
                for key in ("AppName", "Company"):
                    self.sink.field(key.lower(), one.get(key) or "", "metadata", "extension")
        self._leaves(root, f"{document.prefix}extension")

    def _leaves(self, root: etree._Element, where: str) -> None:
        for element in root.iter(etree.Element):
            if not len(element) and not _DULL_SETTINGS.match(local(element)):
                self.sink.field(element.get("Name") or local(element), text_of(element), "metadata", where)

    # Signatures, versions, the rest

    def _signatures(self, part: str, document: _Document) -> None:
        for one in children(self.parts.tree(part), "Signature"):
            name = self.parts.find(one.get("BaseLoc") or "", part, posixpath.dirname(document.root))
            if name:
                self._try("signature", partial(self._signature, name, document))

    def _signature(self, name: str, document: _Document) -> None:
        root = self.parts.tree(name)
        stamps = (one for one in root.iter(etree.Element) if local(one) == "StampAnnot")
        pages = sorted({document.pages.get(stamp.get("PageRef") or "", 0) for stamp in stamps} - {0})
        where = document.prefix + (f"p.{pages[0]} seal" if pages else "signature")
        for element in root.iter(etree.Element):
            if local(element) == "Provider":
                self.sink.field("signed with", element.get("ProviderName") or "", "metadata", where)
                self.sink.field("seal", element.get("Company") or "", "metadata", where)
            elif local(element) == "SignatureDateTime":
                self.sink.field("signed", text_of(element), "metadata", where)
            elif local(element) == "Parameter":
                self.sink.field(element.get("Name") or "parameter", text_of(element), "metadata", where)
        said: set[tuple[str, str]] = set()
        locations = [*texts(root, "SignedValue", "BaseLoc")]
        for location in locations or ["SignedValue.dat", "Seal.esl"]:
            part = self.parts.find(location, name, posixpath.dirname(document.root))
            if part:
                self._try("signature", partial(self._certificates, part, where, said))

    def _certificates(self, part: str, where: str, said: set[tuple[str, str]]) -> None:
        for kind, text in der.strings(self.parts.bytes(part)):
            word = f"certificate {kind}" if kind else "seal name"
            if kind not in ("locality", "number", "title") and (word, text) not in said and len(said) < 40:
                said.add((word, text))
                self.sink.field(word, text, "metadata", where)

    def _version(self, version: etree._Element, root: str, number: int, current: str) -> None:
        """Add what an earlier version of a document said and the current one does not."""
        part = self.parts.find(version.get("BaseLoc") or "", root)
        tree = self.parts.tree(part)
        name = self.parts.find(text_of(first(tree, "DocRoot")), part, posixpath.dirname(root))
        if not name or name == current:
            return
        inner = _Walk(self.parts, Sink(Reading(), self.sink.limits), files=self.files)
        inner._try("version", partial(inner._document, _Document(name)))
        said = Said(self.sink.reading.segments)
        self.sink.reading.members.extend(inner.sink.reading.members)
        for segment in inner.sink.reading.segments:
            if not said.holds(segment.text):
                said.add(segment.text)
                layer: Layer = segment.layer if segment.layer in ("metadata", "covered_text") else "hidden_text"
                self.sink.put(segment.text, layer, f"version {number}: {segment.where}")
        for problem in inner.sink.reading.problems:
            self.sink.reading.problems.append(Problem(problem.kind, f"version {number}: {problem.detail}"))

    def _rest(self, whole: bool) -> None:
        """Read the parts that nothing names: pages of a damaged package, or what was taken out of a whole one.

        Args:
            whole: The documents led to their pages, so that further pages are none of theirs.
        """
        for name in sorted(self.parts.package.names, key=natural):
            if not self.parts.fresh(name):
                continue
            if name.lower().endswith(".xml") and not _ATTACHED.search(name):
                self._try(posixpath.basename(name), partial(self._stray, name, whole))
            elif _ATTACHED.search(name) or not _RESOURCE.search(name):
                self._try("attachment", partial(self._member, name))
            elif _PICTURE.search(name):
                self._try("picture", partial(self._picture, name))

    def _picture(self, name: str) -> None:
        """Put what a camera or program wrote into a picture."""
        for word, value in picture.picture_facts(self.parts.bytes(name)):
            self.sink.field(word, value, "metadata", f"picture {posixpath.basename(name)}")

    def _stray(self, name: str, whole: bool) -> None:
        root = self.parts.tree(name)
        document = _Document("")
        number = re.search(r"(\d+)/[^/]*$", name)
        where = f"p.{int(number[1]) + 1}" if number else "page"
        match local(root):
            case "Page":
                template = bool(re.search(r"Tpl|Temp", name, re.IGNORECASE))
                where = "template" if template else f"{where} of no document" if whole else where
                self._page(name, document, where, "hidden_text" if whole and not template else "body")
            case "PageAnnot":
                self._page_notes(name, document, where)
            case "Signature":
                self._signature(name, document)
            case "Document" | "DocVersion" | "AreaHolderBlocks":
                self._leaf_names(root)
            case tag if tag not in _SKIPPED and not _RESOURCE.search(name):
                self._leaves(root, "part of no document")

    def _leaf_names(self, root: etree._Element) -> None:
        for element in root.iter(etree.Element):
            self.sink.field("field", element.get("AreaName") or "", "metadata", "fields")


def _draw_all(drawing: drawn.Drawing, root: etree._Element) -> None:
    for content in children(root, "Content"):
        drawing.draw(content)


def _with_covered(items: list[drawn.Item]) -> Iterator[str]:
    """Give the lines in which something is covered, whole: a figure says little without what stands beside it."""
    covered = {id(chunk) for item in items if item.seen == "covered" for chunk in item.chunks}
    for line in drawn.lines(items, "seen", "covered"):
        if any(id(chunk) in covered for chunk in line.chunks):
            yield layout.closed([line])[0].text


_LAYERS: tuple[Layer, ...] = ("body", "table", "annotation", "attachment", "metadata", "hidden_text", "covered_text")
FORMAT = Format(kinds=("ofd",), layers=_LAYERS, read=read, version=2)
