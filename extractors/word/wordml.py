"""Word documents of 2003 in one XML file: brought to the words of today's format, which hardly differ."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extractors.model import Unreadable
from extractors.officebase.package import get, local, parse
from extractors.sink import Sink

_NAMESPACE = b"http://schemas.microsoft.com/office/word/2003/wordml"
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_KEYS = {
    "Author": "author", "LastAuthor": "last modified by", "Company": "company", "Manager": "manager",
    "Title": "title", "Subject": "subject", "Keywords": "keywords", "Description": "description",
    "Template": "template", "HyperlinkBase": "hyperlink base",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Single:
    """A document without parts: its root, and what its text carries inside itself: notes, comments."""

    root: etree._Element
    notes: list[etree._Element] = field(default_factory=list)
    comments: list[etree._Element] = field(default_factory=list)


def is_document(data: bytes) -> bool:
    """Say whether the file is such a document."""
    head = data[:4000].replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<" and _NAMESPACE in head


def modern(data: bytes, sink: Sink) -> Single:
    """Give the document with its tracked changes under today's names, its notes and comments taken out.

    Raises:
        Unreadable: "corrupt" or "bomb", as any XML.
    """
    root = parse(data, "document")
    single = Single(root)
    for note in list(root.iter("{*}footnote", "{*}endnote")):
        if local(note.getparent()) == "r":  # type: ignore[arg-type]
            note.getparent().remove(note)  # type: ignore[union-attr]
            single.notes.append(note)
    for change in list(root.iter("{*}annotation")):
        kind = get(change, "type")
        if kind == "Word.Comment":
            single.comments.append(change)
            _remove(change)
        elif kind in _CHANGES:
            change.tag = _CHANGES[kind]
    _properties(root, sink)
    return single


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        raise Unreadable("corrupt", "a comment is the whole document")
    parent.remove(element)


def _properties(root: etree._Element, sink: Sink) -> None:
    for holder in root.iter("{*}DocumentProperties", "{*}CustomDocumentProperties"):
        for element in holder:
            key = _KEYS.get(local(element), local(element) if local(holder).startswith("Custom") else "")
            if key:
                sink.field(key, element.text or "", "metadata", "properties")
            if key == "author":
                sink.reading.author = (element.text or "").strip()
            if local(element) == "LastSaved":
                sink.reading.modified = (element.text or "")[:10]
