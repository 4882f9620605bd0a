"""PDF: pages by PDFium with their layout and what nobody sees on them, and by pdfminer.six all that stands beside."""

# PDFium's bindings carry no types:
# mypy: allow-untyped-calls
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import pypdfium2

from extractors import layout
from extractors.model import Format, Layer, Limits, Problem, Reading, Unreadable
from extractors.pdf import beside, forms, mend, objects, pages, revisions, scans, second, structure
from extractors.pdf.engine import Failed, pdfium
from extractors.sink import Sink

# A tree that claims more broken pages than this is a loop, not a document.
_BROKEN_PAGES = 200
# chosen: pdfminer reads some ten pages a second, so of one file so many pages at most get its reading
_SECOND_PAGES = 100
_REVISION_PAGES = 200
_TAGS_WALKED = 5000  # chosen: a walk over so many tags takes half a second
_STRAY_SIGNS, _STRAY_SHARE = 10, 0.05  # chosen: ticks and bullets without a meaning are fewer
_END_BYTES = 4096  # some programs append a few bytes behind the end
_LAYERS_OFF = re.compile(rb"/OFF\s*\[\s*\d|/BaseState\s*/OFF")
_TOWER = re.compile(rb"/Filter\s*\[\s*(?:/(?:FlateDecode|Fl|LZWDecode|LZW)\s*){3}")
_FORMS = re.compile(rb"/Form\b")
_TREE = re.compile(rb"/StructTreeRoot\b")
_TAGS = re.compile(rb"/(?:ActualText|Alt|E|T)\s*[(<]")


@dataclass(slots=True)
class _File:
    """A file being read: its bytes, where the text goes, and pdfminer's view of it, opened when it is first needed."""

    data: bytes
    sink: Sink
    limits: Limits
    count: int = 0
    opened: bool = False
    view: objects.Objects | None = None
    dictionaries: list[dict[str, Any]] = field(default_factory=list)
    seconds: int = _SECOND_PAGES
    scans: list[int] = field(default_factory=list)

    def structure(self) -> objects.Objects | None:
        """Give pdfminer's view; None, and a problem once, where it has none."""
        if not self.opened:
            self.opened = True
            try:
                self.view = objects.opened(self.data, self.limits)
            except Unreadable as error:
                self.sink.problem("corrupt", "structure", error)
        return self.view

    def second(self, index: int) -> tuple[list[layout.Line], int]:
        """Read one page with pdfminer: its lines, and how many characters have no Unicode value."""
        self.seconds -= 1
        view = self.structure() if self.seconds >= 0 else None
        if view is None:
            return [], 0
        pages = self.pages(view)
        return second.lines(view, pages[index]) if index < len(pages) else ([], 0)

    def pages(self, view: objects.Objects) -> list[dict[str, Any]]:
        """Give pdfminer's page dictionaries, walked to once."""
        if not self.dictionaries:
            self.dictionaries = [page for _, page in view.pages(self.count)]
        return self.dictionaries

    def layers_off(self) -> bool:
        """Say whether the document has optional layers that are not shown."""
        view = self.structure()
        if view is None:
            return False
        shown = view.dictionary(view.dictionary(view.document.catalog.get("OCProperties")).get("D"))
        return bool(view.items(shown.get("OFF"))) or view.name(shown.get("BaseState")) == "OFF"

    def bombs(self) -> frozenset[int]:
        """Give the pages, from 0, whose forms call one another without end."""
        view = self.structure()
        if view is None:
            return frozenset()
        counted = forms.Forms(view)
        return frozenset(i for i, page in enumerate(self.pages(view)) if counted.drawings(page) >= forms.MOST)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read page by page; an error on one page is a problem of that page alone."""
    count = _read(data, reading, limits)
    most = min(_REVISION_PAGES, 10 * count)
    revisions.put(data, reading, replace(limits, ocr_pages=0), _read, most)


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the bytes of a file say about it before its structure is opened; of an encrypted file all may be true."""

    parts: tuple[bytes, bytes]
    sealed: bool

    def hold(self, pattern: re.Pattern[bytes]) -> bool:
        return self.sealed or any(pattern.search(part) for part in self.parts)

    @property
    def tower(self) -> bool:
        """Whether a stream is packed again and again, as only bombs are."""
        return any(_TOWER.search(part) for part in self.parts)

    @property
    def many_tags(self) -> bool:
        """Whether a walk over the tags would take too long, and a search for their texts can take its place."""
        return not self.sealed and sum(part.count(b"/K") for part in self.parts) > _TAGS_WALKED


def _read(data: bytes, reading: Reading, limits: Limits) -> int:
    """Read one revision; give its number of pages."""
    file = _File(data, Sink(reading, limits), limits)
    try:
        document = _opened(file)
    except Failed as error:
        return _without_pdfium(file, error)
    try:
        clues = _Clues((file.data, objects.compressed(file.data)), b"/Encrypt" in file.data)
        file.count = len(document)
        _pages(document, file, clues)
        _beside(document, file, clues)
    finally:
        document.close()
    return file.count


def _pages(document: pypdfium2.PdfDocument, file: _File, clues: _Clues) -> None:
    layers_off = clues.hold(_LAYERS_OFF) and file.layers_off()
    bombs = file.bombs() if clues.hold(_FORMS) else frozenset()
    for index in range(file.count):
        if index in bombs:
            file.sink.problem("bomb", f"p.{index + 1}", note="draws forms within forms without end, not read")
            continue
        _page(document, index, layers_off, file)
        if sum(problem.kind == "corrupt" for problem in file.sink.reading.problems) > _BROKEN_PAGES:
            detail = f"more than {_BROKEN_PAGES} pages with problems, not read on after p.{index + 1}"
            raise Unreadable("corrupt", detail)
    file.scans = scans.recognised(file.data, file.scans, file.sink)
    _name_scans(file)


def _beside(document: pypdfium2.PdfDocument, file: _File, clues: _Clues) -> None:
    """Read what stands beside the pages: by pdfminer, or by PDFium where pdfminer does not open the file."""
    view = file.structure()
    if view is not None:
        tagged = clues.hold(_TREE) and clues.hold(_TAGS)
        walk = structure.Structure(view, file.sink, file.count, data=file.data)
        walk.read(tagged and not clues.many_tags, clues.parts if tagged and clues.many_tags else ())
    else:
        beside.put(document, file.sink)
    beside.bookmarks(document, file.sink)
    if not any(segment.layer == "body" for segment in file.sink.reading.segments) and clues.tower:
        file.sink.problem("bomb", "content", note="packed three times over or more, not unpacked")


def _cut(data: bytes) -> bool:
    return b"%%EOF" not in data[-_END_BYTES:] and b"startxref" not in data[-_END_BYTES:]


def _opened(file: _File) -> pypdfium2.PdfDocument:
    """Open the file; one without a table of objects or without pages is mended, and that is told."""
    cut = _cut(file.data)
    try:
        document = pypdfium2.PdfDocument(file.data)
        if len(document) > 0:
            if cut:
                file.sink.problem("truncated", "file", note="its end is missing; what is there is kept")
            return document
        document.close()
        failure: Exception = Failed("no pages")
    except Failed as error:
        failure = error
    whole = None if getattr(failure, "err_code", None) == pdfium.FPDF_ERR_PASSWORD else mend.mended(file.data)
    if whole is None:
        raise failure
    document = pypdfium2.PdfDocument(whole)
    file.data = whole
    note = "its end is missing; the pages that are there are read" if cut else "its table of objects was mended"
    file.sink.problem("truncated" if cut else "corrupt", "file", note=note)
    return document


def _without_pdfium(file: _File, error: Exception) -> int:
    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        raise Unreadable("encrypted", "needs a password")
    try:
        view = objects.opened(file.data, file.limits)
    except Unreadable as unreadable:
        cut = _cut(file.data) and b" obj" in file.data
        kind = "truncated" if cut else unreadable.problem.kind
        raise Unreadable(kind, f"PDFium error {code}; {unreadable.problem.detail}") from error
    count = 0
    for count, (_, page) in enumerate(islice(view.pages(_SECOND_PAGES), _SECOND_PAGES), 1):
        found, unmapped = second.lines(view, page)
        _unmapped(file.sink, count, unmapped)
        layout.put(file.sink, found, f"p.{count}")
    structure.Structure(view, file.sink, count, data=file.data).read(tagged=True)
    if not file.sink.reading.segments:
        raise Unreadable("corrupt", f"PDFium error {code}, pdfminer finds no text")
    file.sink.problem("corrupt", "file", note=f"PDFium error {code}; read by pdfminer alone")
    return count


def _unmapped(sink: Sink, number: int, unmapped: int) -> None:
    if unmapped:
        sink.problem("corrupt", f"p.{number}", note=f"{unmapped} characters without a Unicode value")


def _page(document: pypdfium2.PdfDocument, index: int, layers_off: bool, file: _File) -> None:
    where, sink = f"p.{index + 1}", file.sink
    try:
        page = document[index]
    except Failed as error:
        found, unmapped = file.second(index)
        layout.put(sink, found, where)
        if not found:
            sink.problem("corrupt", where, error)
        _unmapped(sink, index + 1, unmapped)
        return
    try:
        view = pages.View(page, where, sink)
        outcome = view.put(layers_off)
        if outcome.doubtful:
            _second(index, view, outcome, file)
        elif outcome.unmapped > max(_STRAY_SIGNS, _STRAY_SHARE * outcome.meant):
            _unmapped(sink, index + 1, outcome.unmapped)
        if outcome.scan:
            file.scans.append(index)
    except Failed as error:
        sink.problem("corrupt", where, error)
    finally:
        page.close()


def _second(index: int, view: pages.View, outcome: pages.Outcome, file: _File) -> None:
    """Read a page of doubt with pdfminer, and take what holds more; what neither can read needs recognition."""
    found, unmapped = file.second(index)
    letters = sum(len(line.text) for line in found)
    if letters > outcome.meant:
        layout.put(file.sink, found, view.where)
        outcome.scan = unmapped > letters
    else:
        view.put_doubtful()
        unmapped = outcome.unmapped
        outcome.scan = outcome.scan or unmapped > 0
    _unmapped(file.sink, index + 1, unmapped)


def _name_scans(file: _File) -> None:
    """Say once for all scanned pages that they need character recognition, not once for each."""
    if file.scans:
        listed = ", ".join(f"p.{index + 1}" for index in file.scans[:20]) + (", ..." if len(file.scans) > 20 else "")
        count = f"{len(file.scans)} pages" if len(file.scans) > 1 else "a page"
        detail = f"{count} with an image or shapes and no text of its own: {listed}"
        file.sink.reading.problems.append(Problem("needs_ocr", detail))


_LAYERS: tuple[Layer, ...] = (
    "body", "table", "annotation", "form_field", "attachment", "metadata", "hidden_text", "covered_text",
)  # fmt: skip
FORMAT = Format(kinds=("pdf",), layers=_LAYERS, read=read, version=4)
