"""What a reader and a recognizer give back: frozen values, no behaviour beyond construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal, overload

from extractors.light import light

Layer = Literal[
    "body", "table", "header_footer", "footnote", "comment", "tracked_deletion", "tracked_insertion",
    "speaker_notes", "hidden_sheet", "hidden_row_column", "hidden_slide", "hidden_text", "annotation",
    "form_field", "covered_text", "attachment", "embedded_object", "metadata", "file_name",
]  # fmt: skip
HIDDEN_LAYERS: frozenset[str] = frozenset({
    "comment", "tracked_deletion", "tracked_insertion", "speaker_notes", "hidden_sheet", "hidden_row_column",
    "hidden_slide", "hidden_text", "annotation", "covered_text", "embedded_object", "metadata",
})  # fmt: skip
Form = Literal["title", "heading", "paragraph", "bullet", "row", "field"]
Status = Literal["read", "partly", "unread", "skipped"]
ProblemKind = Literal[
    "encrypted", "corrupt", "too_big", "timeout", "memory", "crash", "bomb", "unsupported", "needs_ocr", "empty",
    "truncated", "unreadable", "link", "language",
]  # fmt: skip
Kind = Literal[
    "person", "organisation", "place", "site", "project", "product", "programme",
    "identifier", "quantity", "money", "date", "contact", "document", "marking", "topic",
]  # fmt: skip
NAME_KINDS: frozenset[str] = frozenset({"person", "organisation", "place", "site", "project", "product", "programme"})
Evidence = Literal[
    "definition", "suffix", "title", "column", "field", "pattern", "list", "tagger", "capitals", "metadata", "folder"
]


# Measured by tests/bench/ocr.py: a dense page takes 15 s of one core and 1.4 GB of addresses with its models.
OCR_MEMORY_BYTES = 3 << 29
OCR_CPU_S = 60
OCR_WALL_S = 240.0
# chosen: a batch of sentences in a model of the usual size; the model itself is loaded before a file's memory counts.
MODEL_MEMORY_BYTES = 1 << 29
MODEL_CPU_S = 60
MODEL_WALL_S = 240.0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that kept content of a file from being read; `detail` never quotes the document."""

    kind: ProblemKind
    detail: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row segment: `segment.text[start:end]`, under the header that its column has ("" for none)."""

    start: int
    end: int
    header: str = ""


class Cells(Sequence[Cell]):
    """The cells of a row whose text is those cells joined by tabs; each `Cell` is made when it is first asked for.

    A workbook of a million cells crosses the pipe as rows and is mostly never asked cell by cell. Equal to, and hashed
    as, the tuple of its cells.
    """

    __slots__ = ("_found", "headers", "text")

    def __init__(self, text: str, headers: tuple[str, ...] = ()) -> None:
        """Take the row's text and the headers of its columns; columns behind the last header have none."""
        self.text = text
        self.headers = headers
        self._found: tuple[Cell, ...] | None = None

    def all(self) -> tuple[Cell, ...]:
        """Give all cells."""
        if self._found is None:
            cells, start, heads = list[Cell](), 0, len(self.headers)
            for at, value in enumerate(self.text.split("\t")):
                end = start + len(value)
                cells.append(Cell(start, end, self.headers[at] if at < heads else ""))
                start = end + 1
            self._found = tuple(cells)
        return self._found

    @property
    def headed(self) -> bool:
        """Whether any of the cells has a header; no `Cell` is made for the answer."""
        return any(self.headers[: len(self)])

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """Give start, end and header of each cell; no `Cell` is made for them."""
        start = 0
        for value, header in zip_longest(self.text.split("\t"), self.headers[: len(self)], fillvalue=""):
            yield start, start + len(value), header
            start += len(value) + 1

    def __len__(self) -> int:
        return self.text.count("\t") + 1

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.all() if self._found is None else self._found)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, at: int | slice) -> Cell | tuple[Cell, ...]:
        return self.all()[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Cells):
            return self.text == other.text and (self.headers == other.headers or self.all() == other.all())
        return self.all() == other

    def __hash__(self) -> int:
        return hash(self.all())

    def __repr__(self) -> str:
        return repr(self.all())


def spans(cells: Sequence[Cell]) -> Iterator[tuple[int, int, str]]:
    """Give start, end and header of each of a segment's cells; of `Cells` no `Cell` is made, nor kept, for them."""
    return cells.spans() if isinstance(cells, Cells) else ((cell.start, cell.end, cell.header) for cell in cells)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that a person would point at: one paragraph, bullet, table row, comment, field.

    Attributes:
        text: The text. A row's cells are joined by tabs; a paragraph holds no line break of its own layout.
        layer: Where in the file's anatomy it stands; hidden content is content.
        where: The place in words a person can follow: "p.3", "Sheet1!A7", "slide 4", "¶12", "header".
        form: Its role on the page. "title" is the document's or mail's title, "field" a `key: value` line.
        table: Rows of one table share a number above 0; 0 is no table.
        cells: Rows only; cells in column order, empty cells included. A tuple or `Cells`.
    """

    text: str
    layer: Layer
    where: str
    form: Form = "paragraph"
    table: int = 0
    cells: Sequence[Cell] = ()


@light
@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of one segment that names or identifies something.

    Attributes:
        segment: Index into the file's segments.
        start: Offset in that segment's text, characters.
        end: Offset behind the last character.
        kind: A soft attribute; things are linked on `norm`, never on the kind.
        norm: The normalised form that two spellings of one thing share, e.g. "sn260113t", "+8619900002718",
            "2450 kVA", "2026-05-06" or "--05-06" for a date without a year, and a name folded by `text.folded`.
        confidence: 0.0 to 1.0, that this stretch is a mention of that kind.
        evidence: What it was recognised by; decides whether the name is looked for in the other files.
        alias_of: For a definition pattern （以下简称“X”） the norm of the full name that this one abbreviates.
    """

    segment: int
    start: int
    end: int
    kind: Kind
    norm: str
    confidence: float
    evidence: Evidence
    alias_of: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A marking or another sign on a file that a person should see ("secret", "internal", "draft", ...)."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one file gave.

    Attributes:
        path: Path inside the folder, `/` between parts; an archive's member is `outer.zip!/inner.docx`.
        sha256: Hex digest of the bytes ("" where they could not be read).
        size_bytes: Length of the file.
        kind: The sniffed format ("docx", "pdf", "zip", ...; "unknown").
        status: read, partly, unread or skipped; the four counts over a folder add up to its files.
        modified: ISO date of the file (metadata of the content where it has one, else the file system), "" unknown.
        sharer: Who shared or wrote it, as far as the file itself says; "" unknown.
        undated: Whether `modified` is but what the file system says; set by who knows that, not by readers.
    """

    path: str
    sha256: str
    size_bytes: int
    kind: str
    status: Status
    problems: tuple[Problem, ...] = ()
    segments: tuple[Segment, ...] = ()
    mentions: tuple[Mention, ...] = ()
    flags: tuple[Flag, ...] = ()
    modified: str = ""
    sharer: str = ""
    undated: bool = False


class Unreadable(Exception):  # noqa: N818  the house's word; formats raise this and nothing else
    """A document that cannot be read, or a part of one; becomes a `Problem`."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.problem = Problem(kind, detail)


@dataclass(frozen=True, slots=True)
class Lost:
    """A member of an archive that is known and was not read, or not whole: a file of the folder all the same.

    Attributes:
        name: Its name in the archive.
        problem: Why; a "link" is skipped, everything else is unread.
        size_bytes: Its size as far as the archive says.
        rest: The bytes that could be saved; read as the file, with the problem on it.
    """

    name: str
    problem: Problem
    size_bytes: int = 0
    rest: bytes = b""


def _no_step() -> None:
    """Do nothing: no clock runs."""


@dataclass(slots=True)
class Reading:
    """What a format's reader collects; kept as far as it came when a limit or an error ends the reading.

    Attributes:
        segments: In reading order; rows carry cells without headers, `tables.headed` adds those.
        problems: Errors per page, sheet or part: the rest of the file is kept and the file is *partly*.
        members: Name and bytes of the files inside: archive members (files of their own) or attachments and
            embedded objects (parts of this file), see `Format.members_are_files`.
        lost: Archives: members that could not be read, or not whole.
        author: Who the file says wrote it.
        modified: ISO date that the file says it was last saved, "" where it does not say.
        step: To be called before each long step that has the time of a file of its own: a page of recognition.
    """

    segments: list[Segment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    members: list[tuple[str, bytes]] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    author: str = ""
    modified: str = ""
    step: Callable[[], None] = _no_step


# chosen: names in so much Chinese take 8 CPU s, in so many cells 12, on a machine of 2026; a slower one has time left
STEP_CHARS = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; what a limit cuts is a problem on the file.

    Attributes:
        ocr_pages: So many pages or pictures of one file may have their text recognised; 0 is none.
        models: Those that look for names beside the rules, see `modelled`.
    """

    memory_bytes: int = 1 << 30
    cpu_s: int = 20
    wall_s: float = 60.0
    text_chars: int = 64 << 20
    member_bytes: int = 200 << 20
    ratio: int = 200
    depth: int = 5
    members: int = 100_000
    ocr_pages: int = 0
    models: tuple[str, ...] = ()

    def with_ocr(self, pages: int = 200) -> Limits:
        """Give these limits with character recognition: it needs more memory, and each page the time of a file."""
        return replace(
            self, ocr_pages=pages, memory_bytes=self.memory_bytes + OCR_MEMORY_BYTES,
            cpu_s=max(self.cpu_s, OCR_CPU_S), wall_s=max(self.wall_s, OCR_WALL_S),
        )  # fmt: skip

    def with_models(self, *models: str) -> Limits:
        """Give these limits with models that look for names; each batch of sentences has the time of a file."""
        if not models:
            return self
        return replace(
            self, models=models, memory_bytes=self.memory_bytes + MODEL_MEMORY_BYTES,
            cpu_s=max(self.cpu_s, MODEL_CPU_S), wall_s=max(self.wall_s, MODEL_WALL_S),
        )  # fmt: skip

    def times(self, chars: int) -> float:
        """Give how many times the time of a file a step has that works through so much text.

        A healthy file is read whole however large it is; a hostile one is never more costly than it is large.
        """
        return 1.0 + max(0, chars) / STEP_CHARS

    @property
    def extra_bytes(self) -> int:
        """The memory that recognition of pictures and models take beside what a document takes."""
        return (OCR_MEMORY_BYTES if self.ocr_pages else 0) + (MODEL_MEMORY_BYTES if self.models else 0)


@dataclass(frozen=True, slots=True)
class Format:
    """A reader plug-in.

    Attributes:
        kinds: The sniffed kinds that it reads, e.g. ("docx", "docm").
        layers: Every layer that it can give.
        read: Fills the `Reading` from the bytes; raises `Unreadable` only. Whatever it put into the reading
            before it raised is kept.
        version: Raised whenever its output changes for some file; part of the cache key.
        members_are_files: Archives: members count as files of the folder. Else they are parts of this file.
    """

    kinds: tuple[str, ...]
    layers: tuple[Layer, ...]
    read: Callable[[bytes, Reading, Limits], None]
    version: int = 1
    members_are_files: bool = False


@light
@dataclass(frozen=True, slots=True)
class Span:
    """A recognizer's find in one text; `extract.py` turns it into a `Mention`."""

    start: int
    end: int
    kind: Kind
    norm: str
    confidence: float
    evidence: Evidence
    alias_of: str = ""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """A recognizer plug-in: one kind or a family of kinds.

    Attributes:
        kinds: What it can find.
        find: All segments of one file in, one list of spans per segment out (same order, same length). Batch
            first: the whole file is in view, so that a title, a definition or a column header can speak.
        version: Raised whenever its output changes for some text.
        whole_rows: It judges a row as a whole, so a long table's values are not given to it one by one.
    """

    kinds: tuple[Kind, ...]
    find: Callable[[Sequence[Segment]], list[list[Span]]]
    version: int = 1
    whole_rows: bool = False


Recognizers = Iterable[Recognizer]
Extract = Callable[[list[str]], list[list[Span]]]


@dataclass(frozen=True, slots=True)
class NameModel:
    """A model of names that somebody else made, opened.

    Attributes:
        name: The adapter's: "lac", "spacy".
        version: Of the program that runs it.
        digest: Of the model's files; with name and version it says what a reading was made by.
        extract: Short texts in, one list of spans for each out, offsets in that text. Batch first.
    """

    name: str
    version: str
    digest: str
    extract: Extract


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter plug-in: how the models of one program are opened. Nothing is ever fetched.

    Attributes:
        distribution: The name under which the program is installed; its version is the model's.
        packages: The modules that have to be there.
        mark: A file that every such model has in its folder.
        opened: Opens the model that lies in a folder.
        carries: The module in whose folder a model comes along; "" where the user has to name a folder.
    """

    distribution: str
    packages: tuple[str, ...]
    mark: str
    opened: Callable[[Path], Extract]
    carries: str = ""
