"""One page by PDFium: its text in body and tables, apart from it what is covered or hidden, and what is left to OCR."""

# mypy: allow-untyped-calls
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2

from extractors import layout
from extractors.pdf import paint, words
from extractors.pdf.engine import address, pdfium
from extractors.plain import lines
from extractors.sink import Sink

# Places cost a call into PDFium for each gap; beyond this a file is read by its lines alone, so that it is read at all.
_PLACED_CHARS = 2_000_000
_MEANINGLESS = re.compile("[\0\ufffd\ue000-\uf8ff]")
_WORD_MARK = re.compile(r"[^\W_]")
_BREAK = re.compile(r"[\r\n]")
_HAN = re.compile("[\u3400-\u9fff]")
_DOUBTFUL = 0.3  # of a page's characters: that many without a meaning are a font without a table, not signs and logos
_FEW = 60  # chosen: a stamp of a court or a page number on a scan is shorter, a slide's title seldom is
_SCAN_SHARE = 0.7
# What programs and offices write on the boxes with which they redact: it is a label, not what was there.
_LABEL = re.compile(
    r"(?:redacted|redaction|privileged?|confidential|under seal|sealed|withheld|attorney.client|work product|"
    r"non-?responsive|exempt(?:ion)?|pii|\(?b\)? ?\(\d\)(?: ?\([a-z]\))?|已?脱敏|已?遮[盖蔽挡]|已?涂黑|已?隐去|"
    r"不予公开|略|[\s\W]+)+",
    re.IGNORECASE,
)
_DATE = re.compile(r"[\d/.\-年月日: ]{6,20}")
# FPDF_ANNOT_* of fpdf_annot.h: notes that can lie over text.
_OVER = {
    3: "free text",
    4: "line",
    5: "square",
    6: "circle",
    7: "polygon",
    8: "polyline",
    9: "highlight",
    13: "stamp",
    15: "ink",
    28: "redact",
}
_REDACT, _HIGHLIGHT, _INK = 28, 9, 15
_UNSEEN_NOTE = 0b100010  # Hidden and NoView


@dataclass(slots=True)
class Outcome:
    """What became of a page.

    Attributes:
        doubtful: Its characters mean little, or its text is missing: the second reader should look.
        meant: So many of its characters have a meaning.
        unmapped: So many have none.
        scan: A picture that seems to hold writing, and no text for it.
    """

    doubtful: bool = False
    meant: int = 0
    unmapped: int = 0
    scan: bool = False


@dataclass(slots=True)
class View:
    """An open page and where its text goes."""

    page: pypdfium2.PdfPage
    where: str
    sink: Sink
    kept: list[layout.Line] = field(default_factory=list)

    def put(self, layers_off: bool) -> Outcome:
        """Put the page's text; text in doubt is held back for `put_doubtful`."""
        textpage = self.page.get_textpage()
        try:
            handle = address(textpage.raw)
            text = words.characters(handle)
            if self.sink.chars + len(text) > _PLACED_CHARS:
                lines.put(self.sink, text, "body", lambda _: self.where)
                return Outcome()
            painted = paint.painted(self.page)
            misread = words.misread(handle, text)
            outcome = self._outcome(text, painted, len(misread))
            found = words.Page(handle, text, words.turned(self.page.raw))
            shown = "".join(" " if i in misread else mark for i, mark in enumerate(text)) if misread else text
            if outcome.doubtful:
                self.kept = found.lines(shown)
                return outcome
            unseen = paint.unseen(self.page, words.Page(handle, text), painted, self._notes(), layers_off)
            if unseen:
                self._put_apart(found, _settled(shown, unseen))
            else:
                layout.put(self.sink, found.lines(shown), self.where)
            outcome.scan = outcome.scan or self._scan(painted, _visible(text) - len(unseen))
            return outcome
        finally:
            textpage.close()

    def put_doubtful(self) -> None:
        """Put the text that was held back, without what would be read wrongly."""
        layout.put(self.sink, self.kept, self.where)

    def _outcome(self, text: str, painted: paint.Paint, misread: int) -> Outcome:
        visible = _visible(text)
        strange = 0 if text.isascii() and "\0" not in text else len(_MEANINGLESS.findall(text))
        unmapped = max(strange, misread)
        if visible == 0:
            doubtful = unmapped > 0 or bool(painted.texts or painted.images)
            return Outcome(doubtful, unmapped=unmapped, scan=bool(painted.images) or self._outlined(painted))
        return Outcome(doubtful=unmapped > _DOUBTFUL * visible, meant=visible - unmapped, unmapped=unmapped)

    def _outlined(self, painted: paint.Paint) -> bool:
        """Say whether a page without text and pictures shows writing: letters drawn as shapes."""
        shapes = pdfium.FPDFPage_CountObjects(self.page.raw) > 0
        return shapes and paint.rendered(self.page, painted.area, notes=False).written()

    def _scan(self, painted: paint.Paint, seen: int) -> bool:
        if seen >= _FEW or painted.image_share < _SCAN_SHARE:
            return False
        return paint.rendered(self.page, painted.area, notes=False).written()

    def _put_apart(self, found: words.Page, unseen: Mapping[int, paint.Why]) -> None:
        """Put what is seen, then the lines in which something is covered, then what is hidden."""
        text = found.text
        seen, hidden = list(text), [mark if mark in "\r\n" else " " for mark in text]
        for index, why in unseen.items():
            seen[index] = " "
            if why == "hidden":
                hidden[index] = text[index]
        layout.put(self.sink, found.lines("".join(seen)), self.where)
        for line in _lines_with(text, sorted(index for index, why in unseen.items() if why == "covered")):
            # The whole line, since a covered name or figure says little without what stands beside it.
            self.sink.put(words.legible(line.replace("\0", " ")), "covered_text", f"{self.where} covered")
        layout.put(self.sink, found.lines("".join(hidden)), self.where, "hidden_text")

    def _notes(self) -> list[paint.Cover]:
        """Give the notes that may lie over text."""
        found = []
        for index in range(pdfium.FPDFPage_GetAnnotCount(self.page)):
            annotation = pdfium.FPDFPage_GetAnnot(self.page, index)
            if not annotation:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind in _OVER and not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN_NOTE:
                rect = pdfium.FS_RECTF()
                if pdfium.FPDFAnnot_GetRect(annotation, rect):
                    box = (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
                    found.append(paint.note(box, certain=kind == _REDACT, sheer=kind in (_HIGHLIGHT, _INK)))
            pdfium.FPDFPage_CloseAnnot(annotation)
        return found


def _visible(text: str) -> int:
    return sum(map(len, text.split())) - text.count("\0") - text.count("\ufffe")


def _lines_with(text: str, indices: Sequence[int]) -> Iterator[str]:
    """Give the lines that hold any of these characters, each once."""
    end = -1
    for index in indices:
        if index >= end:
            start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
            match = _BREAK.search(text, index)
            end = match.start() if match else len(text)
            yield text[start:end]


def _settled(text: str, unseen: Mapping[int, paint.Why]) -> dict[int, paint.Why]:
    """Take runs as wholes: signs alone are nothing, three letters or two 汉字 are the least that was hidden.

    A run under a cover that is the cover's own label, or the same date under three of them or more (the day that the
    boxes were made), is hidden, not covered.
    """
    runs = list(_runs(text, unseen))
    repeated = Counter(word for run in runs if unseen[run[0]] == "covered" for word in _words_around(text, run))
    settled: dict[int, paint.Why] = {}
    for run in runs:
        said, why = text[run[0] : run[-1] + 1].strip(), unseen[run[0]]
        marks = len(_WORD_MARK.findall(said)) + len(_HAN.findall(said))
        if marks < (1 if why == "covered" else 3):
            continue
        stamps = all(repeated[word] > 2 and _DATE.fullmatch(word) for word in _words_around(text, run))
        if why == "covered" and (_LABEL.fullmatch(said) or stamps):
            why = "hidden"
        settled.update(dict.fromkeys(run, why))
    return settled


def _words_around(text: str, run: Sequence[int]) -> list[str]:
    """Give a run's words, the first and the last of them whole."""
    start, end = run[0], run[-1] + 1
    while start > 0 and not text[start - 1].isspace() and run[0] - start < 20:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - run[-1] < 20:
        end += 1
    return text[start:end].split()


def _runs(text: str, unseen: Mapping[int, paint.Why]) -> Iterator[Sequence[int]]:
    """Give runs of characters of one line with one reason; blanks between them belong to a run."""
    run: list[int] = []
    for index in sorted(unseen):
        if run and not (unseen[index] == unseen[run[0]] and not text[run[-1] + 1 : index].strip("\0 ")):
            yield run
            run = []
        run.append(index)
    if run:
        yield run
