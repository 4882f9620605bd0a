"""Word documents (DOCX, DOCM, DOTX, DOTM; zipped, flat or strict): every part in one own pass over the XML.

The pass keeps account: it counts the text that it gives out of a part against all text elements in that part, and what
no rule has placed is given at the end, so that an element that nobody thought of costs the place and not the text.
That count is the check by a second reader; python-docx stands on the same parser and sees less of the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from extractors.images import pictures
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import account, drawing, metafile, office, officeparts
from extractors.officebase.package import Package, children, first, get, local, natural
from extractors.sink import Sink, clean
from extractors.word import wordlook, wordml
from extractors.word.wordtext import Walk, blocks

_MAIN = (
    "document.main+xml",
    "template.main+xml",
    "documentMacroEnabled.main+xml",
    "word.document.macroEnabled.main+xml",
    "template.macroEnabledTemplate.main+xml",
)
# Instructions of fields that hold nothing but what Word computes from the document itself.
_FIELD_WORDS = frozenset(
    """PAGE NUMPAGES NUMWORDS NUMCHARS TOC PAGEREF REF SEQ NOTEREF STYLEREF SECTION SECTIONPAGES SYMBOL EQ = LISTNUM
    INDEX FORMCHECKBOX FORMTEXT FORMDROPDOWN DATE TIME SAVEDATE PRINTDATE CREATEDATE ADVANCE SHAPE AUTONUM AUTONUMLGL
    AUTONUMOUT REVNUM EDITTIME FILESIZE BIBLIOGRAPHY""".split()
)
_MERGED = frozenset({"connectString", "query", "dataSource", "udl", "table", "mailSubject", "addressFieldName"})
_LAYER_OF_ROOT: dict[str, Layer] = {
    "hdr": "header_footer", "ftr": "header_footer", "footnotes": "footnote", "endnotes": "footnote",
    "comments": "comment", "glossaryDocument": "embedded_object",
}  # fmt: skip
# Bookmarks that programs set; others are named by a person.
_DULL_BOOKMARK = re.compile(
    r"_|(?:OLE_LINK|DDE_LINK|Text|Check|Dropdown|bookmark|Toc|Ref|文字|文本|复选型|下拉|书签|id\.?)?[\d_.]*$",
    re.IGNORECASE,
)
# What Word asks for where a control is empty.
_PROMPT = re.compile(
    r"(?:click|tap|choose|enter|单击|点击|选择)[\w\s]{0,60}[.。]?|单击或点击此处输入[\w\s]{0,20}。?", re.IGNORECASE
)
_REVISIONS = tuple(
    f"{{*}}{tag}"
    for tag in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
        "sectPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange", "tblPrExChange",
    )
)  # fmt: skip


@dataclass(slots=True)
class _Document:
    """What the parts of one document share."""

    package: Package
    walk: Walk
    main: str
    threads: dict[str, str] = field(default_factory=dict)
    margins: dict[str, str] = field(default_factory=dict)
    shown: pictures.Shown = field(default_factory=pictures.Shown)
    keys: dict[str, str] = field(default_factory=dict)
    seen: account.Seen = field(init=False)

    def __post_init__(self) -> None:
        self.seen = account.Seen(self.walk.sink.reading)


Handler = Callable[[_Document, str, etree._Element], None]


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read body, tables, text boxes, headers, notes, comments, tracked changes, hidden text, forms and properties.

    A paragraph's text is what a person sees with all insertions accepted; insertions inside a paragraph, deletions
    and hidden runs stand beside it as segments of their own layer. A moved paragraph is a deletion where it was and an
    insertion where it is. What is in the file twice for old and new readers is given once.
    """
    sink = Sink(reading, limits)
    if wordml.is_document(data):
        _single(wordml.modern(data, sink), sink)
        return
    package = Package(data, limits, reading.problems)
    main = _main(package)
    document = _Document(package, Walk(sink, _styles(package, sink)), main)
    failed = _attempt(document, main, _body)
    for name in package.names:
        if name != main:
            _side_part(document, name)
    _texts(document.walk)
    for bookmark in document.walk.bookmarks:
        sink.field("bookmark", bookmark, "metadata", "bookmarks")
    officeparts.outside(package, sink)
    office.properties(package, sink)
    officeparts.printers(package, sink)
    officeparts.members(package, sink, document.shown)
    metafile.put(package, sink)
    if failed is not None:
        raise failed


def _main(package: Package) -> str:
    """Find the document: by relationship, by content type, by name; the first part of that root where all fail."""
    named = [relation.target for relation in package.relations("") if relation.kind == "officeDocument"]
    typed = [name for suffix in _MAIN for name in package.by_type(suffix)]
    usual = [name for name in package.names if re.search(r"(?:^|/)word/document\d*\.xml$", name, re.IGNORECASE)]
    for name in (*named, *typed, *sorted(usual, key=natural)):
        if package.has(name):
            return next((real for real in package.names if real.lower() == name.lower()), name)
    return "word/document.xml"


def _attempt(document: _Document, name: str, handler: Handler) -> Unreadable | None:
    """Read one part; gives the error that it could not be read for, after the text limit raises it."""
    try:
        root = document.package.tree(name)
        account.drop_doubles(root)
        _told(document, name, root, handler)
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        return error
    return None


def _told(document: _Document, name: str, root: etree._Element, handler: Handler) -> None:
    """Read one part and see to it that all its text is given."""
    document.walk.said.clear()
    handler(document, name, root)
    officeparts.met(document.package, name, root, document.shown)
    for change in root.iter(*_REVISIONS):
        author = get(change, "author")
        if author:
            document.walk.authors.setdefault(author, set()).add(get(change, "date")[:10])
    for mark in root.iter("{*}bookmarkStart"):
        if not _DULL_BOOKMARK.match(get(mark, "name")):
            document.walk.bookmarks.setdefault(get(mark, "name"))
    for text in account.missing(root, document.walk.said):
        document.walk.sink.put(text, _LAYER_OF_ROOT.get(local(root), "body"), "unplaced")


def _styles(package: Package, sink: Sink) -> wordlook.Styles:
    typed = package.by_type("wordprocessingml.styles+xml")
    name = next((each for each in (*typed, "word/styles.xml") if "glossary" not in each and package.has(each)), "")
    if not name:
        return wordlook.Styles()
    try:
        return wordlook.styles(package.tree(name))
    except Unreadable as error:
        sink.problem("corrupt", "styles", error)
        return wordlook.Styles()


def _body(document: _Document, name: str, root: etree._Element) -> None:
    walk = document.walk
    walk.styles = wordlook.with_page(walk.styles, root)
    walk.look = walk.styles.default
    document.margins = _margins(document.package, name, root)
    document.threads = _threads(document.package)
    document.keys = {relation.target.lower(): relation.key for relation in document.package.relations(name)}
    blocks(root, walk)
    walk.codes += ["".join(each.code) for each in walk.fields]


def _margins(package: Package, name: str, root: etree._Element) -> dict[str, str]:
    """Say of each header and footer part where it shows: pages and, where there are several, sections."""
    sections = list(root.iter("{*}sectPr"))
    targets = {relation.key: relation.target for relation in package.relations(name)}
    pages = {"first": " first page", "even": " even pages"}
    found: dict[str, str] = {}
    for number, section in enumerate(sections, 1):
        for reference in section:
            if local(reference) in ("headerReference", "footerReference"):
                place = local(reference)[:6] + pages.get(get(reference, "type"), "")
                place += f" section {number}" if len(sections) > 1 else ""
                found.setdefault(targets.get(get(reference, "id"), "").lower(), place)
    return found


def _threads(package: Package) -> dict[str, str]:
    """Give, for each comment that answers another one, the other one; by the ids of their last paragraphs."""
    found: dict[str, str] = {}
    for name in package.names:
        if re.search(r"commentsExtended\d*\.xml$", name, re.IGNORECASE):
            try:
                entries = list(package.tree(name).iter("{*}commentEx"))
            except Unreadable:
                continue  # it is met again among the other parts, and told there
            found.update((get(each, "paraId"), get(each, "paraIdParent")) for each in entries)
    return {answer: parent for answer, parent in found.items() if parent}


def _side_part(document: _Document, name: str) -> None:
    """Read any other part by what its root says that it is."""
    if not re.search(r"\.(?:xml|vml|psmdcp)$", name, re.IGNORECASE) or name == "[Content_Types].xml":
        return
    if officeparts.is_idle(document.package, name):
        return
    failed = _attempt(document, name, _by_root)
    if failed is not None:
        document.walk.sink.problem("corrupt", name, failed)


def _by_root(document: _Document, name: str, root: etree._Element) -> None:
    handler = _ROOTS.get(local(root))
    if handler is not None:
        handler(document, name, root)
    else:
        officeparts.put(name, root, document.walk.sink)


def _loose(document: _Document, name: str, root: etree._Element) -> None:
    """Read a document's body that the file does not show: left over, or put there."""
    base = name.rpartition("/")[2]
    blocks(root, document.walk.sub("hidden_text", f"unused part {base}"))


def _margin(document: _Document, name: str, root: etree._Element) -> None:
    word = "header" if local(root) == "hdr" else "footer"
    walk = document.walk.sub("header_footer", document.margins.get(name.lower(), word))
    walk.styles = wordlook.with_page(walk.styles, root)
    walk.look = walk.styles.default
    blocks(root, walk)


def _notes(document: _Document, name: str, root: etree._Element) -> None:  # noqa: ARG001  one shape for all
    word = "footnote" if local(root) == "footnotes" else "endnote"
    for note in root:
        if not get(note, "type").lower().startswith(("separator", "continuation")):
            number = get(note, "id")
            anchor = document.walk.anchors.get(f"{word}Reference {number}")
            place = f"¶{anchor} {word} {number}" if anchor else f"{word} {number}"
            blocks(note, _plain(document, "footnote", place))


def _plain(document: _Document, layer: Layer, place: str) -> Walk:
    walk = document.walk.sub(layer, place)
    walk.look = walk.styles.default
    return walk


def _comments(document: _Document, name: str, root: etree._Element) -> None:  # noqa: ARG001
    anchors: dict[str, int] = {}
    for comment in children(root, "comment"):
        marks = [get(paragraph, "paraId") for paragraph in comment.iter("{*}p")]
        parent = next((document.threads[mark] for mark in marks if mark in document.threads), "")
        anchor = document.walk.anchors.get(f"comment {get(comment, 'id')}") or anchors.get(parent, 0)
        anchors.update(dict.fromkeys(marks, anchor))
        word = " ".join(part for part in ("reply" if parent else "comment", get(comment, "date")[:10]) if part)
        place = f"¶{anchor} {word}" if anchor else word
        blocks(comment, _plain(document, "comment", place))
        document.walk.sink.field("comment by", get(comment, "author"), "metadata", place)


def _glossary(document: _Document, name: str, root: etree._Element) -> None:  # noqa: ARG001
    for part in root.iter("{*}docPart"):
        named = first(part, "docPartPr", "name")
        if named is not None and not re.fullmatch(r"[0-9A-Fa-f]{32}|DefaultPlaceholder_[\w-]+", get(named, "val")):
            document.walk.sink.put(get(named, "val"), "embedded_object", "building blocks", "heading")
    walk = _plain(document, "embedded_object", "building blocks")
    for part in root.iter("{*}docPartBody"):
        text = "".join(account.texts(part))
        if _PROMPT.fullmatch(clean(text)):
            walk.said.extend(account.texts(part))
        else:
            blocks(part, walk)


def _chart(document: _Document, name: str, root: etree._Element) -> None:
    place = _drawn_at(document, name, "chart")
    office.chart(root, document.walk.sink, "body", place)
    document.walk.said.extend(account.texts(root))


def _diagram(document: _Document, name: str, root: etree._Element) -> None:
    place = _drawn_at(document, name, "diagram")
    for text in drawing.diagram(root):
        document.walk.sink.put(text, "body", place)
    document.walk.said.extend(account.texts(root))


def _drawn_diagram(document: _Document, name: str, root: etree._Element) -> None:  # noqa: ARG001
    """Read the picture that was last drawn of a diagram, for what its data does not say as well."""
    for text in drawing.paragraphs(root):
        if not document.seen.holds(text):
            document.walk.sink.put(text, "body", "diagram")
    document.walk.said.extend(account.texts(root))


def _drawn_at(document: _Document, name: str, word: str) -> str:
    paragraph = document.walk.anchors.get(f"drawn {document.keys.get(name.lower(), '')}")
    return f"¶{paragraph} {word}" if paragraph else word


def _settings(document: _Document, name: str, root: etree._Element) -> None:  # noqa: ARG001
    sink = document.walk.sink
    for variable in root.iter("{*}docVar"):
        sink.field(f"document variable {get(variable, 'name')}", get(variable, "val"), "metadata", "settings")
    merge = first(root, "mailMerge")
    for element in merge.iter(etree.Element) if merge is not None else ():
        if local(element) in _MERGED:
            sink.field(f"mail merge {local(element)}", get(element, "val"), "metadata", "settings")
    for caption in root.iter("{*}caption"):
        sink.field("caption", get(caption, "name"), "metadata", "settings")


def _nothing(document: _Document, name: str, root: etree._Element) -> None:
    """Pass over a part that only says how others belong together."""


_ROOTS: dict[str, Handler] = {
    "document": _loose, "hdr": _margin, "ftr": _margin, "footnotes": _notes, "endnotes": _notes, "comments": _comments,
    "glossaryDocument": _glossary, "chartSpace": _chart, "dataModel": _diagram, "drawing": _drawn_diagram,
    "userShapes": _drawn_diagram, "settings": _settings, "commentsEx": _nothing, "commentsIds": _nothing,
    "commentsExtensible": _nothing,
}  # fmt: skip


def _single(single: wordml.Single, sink: Sink) -> None:
    """Read a document that is one XML file without parts."""
    walk, root = Walk(sink, wordlook.Styles()), single.root
    styles = next(root.iter("{*}styles"), None)
    if styles is not None:
        walk.styles = wordlook.styles(styles)
    walk.look = walk.styles.default
    body = next(root.iter("{*}body"), None)
    if body is not None:
        blocks(body, walk)
    for margin in root.iter("{*}hdr", "{*}ftr"):
        blocks(margin, walk.sub("header_footer", "header" if local(margin) == "hdr" else "footer"))
    for note in single.notes:
        blocks(note, walk.sub("footnote", local(note)))
    for comment in single.comments:
        blocks(comment, walk.sub("comment", "comment"))
        sink.field("comment by", get(comment, "author"), "metadata", "comment")
    _texts(walk)


def _texts(walk: Walk) -> None:
    for author, dates in walk.authors.items():
        walk.sink.field("revision author", author, "metadata", "revisions")
        known = sorted(date for date in dates if re.fullmatch(r"\d{4}-\d\d-\d\d", date))
        walk.sink.field("revised", " to ".join(dict.fromkeys(known[:1] + known[-1:])), "metadata", "revisions")
    # A backslash in an instruction stands doubled where it is part of a path.
    for code in dict.fromkeys(clean(code).replace("\\\\", "\\") for code in walk.codes):
        word = code.split()[0].upper() if code else ""
        if word == "HYPERLINK":
            walk.sink.field("link", " ".join(re.findall(r'"([^"]+)"', code)), "metadata", "fields")
        elif word and word not in _FIELD_WORDS:
            walk.sink.field("field code", re.sub(r"<[^<>]{0,200}>", " ", code), "metadata", "fields")


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "header_footer", "footnote", "comment", "tracked_deletion", "tracked_insertion", "hidden_text",
     "covered_text", "annotation", "form_field", "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("docx",), layers=_LAYERS, read=read, version=2)
