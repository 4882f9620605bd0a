"""XML: text under its element's name, attributes that say something, records of like shape as tables, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import cast

from lxml import etree

from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase.package import local
from extractors.pages import markup, tags
from extractors.plain import decode, lines, records
from extractors.sink import Sink, clean

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]{0,1000}>", re.IGNORECASE)
_SUBSET = re.compile(r"<!DOCTYPE\s[^\[>]{0,1000}\[", re.IGNORECASE)
# Attributes that arrange the file and say nothing of the world.
_DULL = frozenset(
    "id ids idref class style xmlns space lang schemaLocation noNamespaceSchemaLocation rid r ref rsid width height x y"
    " cx cy encoding version standalone nil xsi base colspan rowspan align valign fill stroke d transform viewBox"
    " preserveAspectRatio".split()
)
_FIELD = 200  # chosen: a longer text is a paragraph, not the value of its element


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the tree, or the text between the tags of what has none."""
    sink = Sink(reading, limits)
    declared = re.search(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})", data[:400].replace(b"\0", b""))
    text = decode.told(sink, data, "XML", declared[1].decode("ascii") if declared else "").lstrip("\ufeff")
    if _SUBSET.search(text[:65536]):
        sink.problem("bomb", "XML", note="its DOCTYPE declares entities, read as plain text")
        lines.put(sink, text)
        return
    root = _tree(text, sink)
    if root is None:
        lines.put(sink, tags.bare(text))
    else:
        _walk(root, sink)


def _tree(text: str, sink: Sink) -> etree._Element | None:
    """Give the tree; of a damaged file what a lenient parser makes of it, where that holds most of its text."""
    source = _DOCTYPE.sub("", _DECLARATION.sub("", text.replace("\0", ""), count=1), count=1).lstrip()
    raw = source.encode("utf-8", "replace")
    try:
        return etree.fromstring(raw, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        deep = "depth" in str(error).lower()
        sink.problem("bomb" if deep else "corrupt", "XML", note="nested too deep" if deep else "not well formed")
    try:
        root = etree.fromstring(raw, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    held = sum(len(str(part).strip()) for part in root.itertext())
    return root if held * 10 >= 9 * sum(len(line.strip()) for line in tags.bare(source).split("\n")) else None


def _parser(*, recover: bool) -> etree.XMLParser:
    # huge_tree lifts the limit on one text's length, which is the sink's to set; entities stay unresolved.
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, recover=recover)


def _walk(root: etree._Element, sink: Sink) -> None:
    stack: list[tuple[etree._Element | str, str]] = [(root, local(root))]
    while stack:
        element, path = stack.pop()
        if isinstance(element, str):
            sink.put(element, "body", path)
        elif isinstance(element, etree._Comment):
            sink.put(str(element.text or ""), "comment", f"{path} comment")
        elif isinstance(element, etree._ProcessingInstruction) or not isinstance(element.tag, str):
            continue
        elif _mixed(element):
            _paragraph(element, path, sink)
        else:
            _attributes(element, path, sink)
            _text(element, path, sink)
            stack += reversed(list(_children(element, path, sink)))
    for comment in _around(root):
        sink.put(str(comment.text or ""), "comment", "comment")


def _around(root: etree._Element) -> Iterator[etree._Element]:
    """Give the comments before and behind the root."""
    for side in (root.itersiblings(preceding=True), root.itersiblings()):
        yield from (node for node in side if isinstance(node, etree._Comment))


def _children(element: etree._Element, path: str, sink: Sink) -> Iterator[tuple[etree._Element | str, str]]:
    """Give the children that are still to be walked, and texts between them; runs of records are put at once."""
    for _, group in groupby(element, key=lambda child: child.tag):
        run = list(group)
        place = f"{path}/{local(run[0])}"[-200:] if isinstance(run[0].tag, str) else path
        if not _table(run, place, sink):
            for child in run:
                yield child, place
                if (child.tail or "").strip():
                    yield str(child.tail), path


def _table(run: list[etree._Element], place: str, sink: Sink) -> bool:
    """Put a run of records as a table: elements of one name that hold nothing but short, distinct values."""
    if len(run) < 2 or not isinstance(run[0].tag, str) or any((element.tail or "").strip() for element in run):
        return False
    rows = []
    for element in run:
        row = _record(element)
        if row is None:
            return False
        rows.append(row)
    keys = records.shared([list(row) for row in rows])
    if keys is None:
        return False
    table = records.Table(sink, keys, "table", place)
    for number, row in enumerate(rows, 1):
        table.put([row.get(key, "") for key in keys], f"{place}[{number}]")
    return True


def _record(element: etree._Element) -> dict[str, str] | None:
    """Give an element's values by name; None where it is more than a record."""
    row = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    if (element.text or "").strip():
        return None
    for child in element:
        name = local(child)
        if not name or len(child) or (child.tail or "").strip() or name in row or len(child.text or "") > _FIELD:
            return None
        row[name] = child.text or next((str(value) for value in child.attrib.values()), "")
        if child.text and any(_speaks(str(key), str(value)) for key, value in child.attrib.items()):
            return None
    return row if len(row) < 60 else None  # as wide as `records` takes


def _mixed(element: etree._Element, depth: int = 0) -> bool:
    """Say whether an element is running text with marks in it, and those of the same kind at most."""
    if not len(element) or len(element) > 2000 or depth > 4:
        return False
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    return bool(own.strip()) and all(not len(child) or _mixed(child, depth + 1) for child in element)


def _paragraph(element: etree._Element, path: str, sink: Sink) -> None:
    text = clean("".join(str(part) for part in element.itertext(etree.Element, etree.Entity)))
    sink.put(text, "body", path)
    for inner in element.iter():
        if isinstance(inner, etree._Comment):
            sink.put(str(inner.text or ""), "comment", f"{path} comment")
        elif isinstance(inner.tag, str):
            _attributes(inner, path, sink)


def _attributes(element: etree._Element, path: str, sink: Sink) -> None:
    for key, value in element.attrib.items():
        name = str(key).rpartition("}")[2]
        if _speaks(name, str(value)):
            sink.field(name, str(value), "body", path)


def _speaks(name: str, value: str) -> bool:
    """Say whether an attribute holds words, a number to call, an address; not a flag, a size or a reference."""
    if name in _DULL or not value.strip() or value.startswith(("#", "urn:", "{")):
        return False
    if lines.HAN.search(value) or "@" in value or re.search(r"\d{5}", value):
        return True
    return bool(re.search(r"[A-Za-z]{3}[^A-Za-z]+[A-Za-z]{2}|[A-Z][a-z]{2}|[A-Za-z]-?\d{2}|\d{4}-\d\d", value))


def _text(element: etree._Element, path: str, sink: Sink) -> None:
    text, name = element.text or "", local(element)
    if not text.strip():
        return
    if re.search(r"<(?:p|br|div|td|span|b)\b[^<>]*>", text[:4000]):
        try:
            markup.put(sink, text, place=f"{path} ")
            return
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
    if "\n" in text.strip() and len(text) > _FIELD:
        lines.put(sink, text, "body", lambda n: f"{path} line {n}")
    elif len(text) < _FIELD:
        sink.field(name, text, "body", path)
    else:
        sink.put(text, "body", path)


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("xml",), layers=_LAYERS, read=read)
