"""What stands beside the cells of an OOXML workbook: comments, shapes, charts, caches, connections, change records."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractors.images import pictures
from extractors.model import Layer, Unreadable
from extractors.officebase import drawing, office, officeparts
from extractors.officebase.package import Package, Relation, children, first, get, has_doctype, local
from extractors.sheets.grid import column_name, is_plain
from extractors.sheets.sheetxml import elements, rich_text
from extractors.sink import Sink, clean

HEADER_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d{1,3}|&[LCRPNDTZFABIUESXYGOH]')
_THREADED = re.compile(r"\[Threaded comment\]|\[线程批注\]|\[对话批注\]|\[串接註解\]")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NUMBER = re.compile(r"[-+\d.eE,%\s]*$")
_OUTLINE_TAGS = (
    "row", "col", "headerFooter", "dataValidation", "hyperlink", "scenario", "protectedRange", "tablePart",
)  # fmt: skip
_RECORDS = 200_000  # chosen: more rows than a pivot table of a shared file is made of; the text limit cuts before


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of the workbook and the part that holds it."""

    name: str
    hidden: bool
    part: str

    @property
    def layer(self) -> Layer:
        """The layer of what the sheet shows outside its cells."""
        return "hidden_sheet" if self.hidden else "body"


@dataclass(slots=True)
class Outline:
    """What a sheet says before and behind its rows.

    Attributes:
        hidden_columns: Numbers, from 0, of columns that are hidden or have no width.
        header: Lines of page headers and footers.
        choices: Place and texts of what cells may hold, and of the hints shown on them.
        hyperlinks: Place, relationship, and texts of the links on cells.
        scenarios: Place and texts of what-if scenarios.
        has_tables: Whether the sheet has tables with a style of their own, whose colours are not the cells'.
    """

    hidden_columns: set[int] = field(default_factory=set)
    header: list[str] = field(default_factory=list)
    choices: list[tuple[str, str, str]] = field(default_factory=list)
    hyperlinks: list[tuple[str, str, str]] = field(default_factory=list)
    scenarios: list[tuple[str, str]] = field(default_factory=list)
    has_tables: bool = False


def each(sink: Sink, what: str, work: Callable[[], object]) -> None:
    """Do one part's work; a part that cannot be read is a problem, and only the end of the reading passes."""
    try:
        work()
    except Unreadable as error:
        if error.problem.kind == "truncated" and "text beyond" in error.problem.detail:
            raise
        sink.problem("corrupt", what, error)


def outline(raw: bytes, part: str, found: Outline) -> None:
    """Fill in what stands around the rows; merged areas say nothing and can be millions."""
    start, end = raw.find(b"<sheetData"), raw.rfind(b"</sheetData>")
    slim = raw if start < 0 or end < start else raw[:start] + raw[end + 12 :]
    merged = slim.find(b"<mergeCells"), slim.find(b"</mergeCells>")
    slim = slim if -1 in merged or merged[1] < merged[0] else slim[: merged[0]] + slim[merged[1] + 13 :]
    for element in elements(slim, _OUTLINE_TAGS, part):
        match local(element):
            case "col":
                found.hidden_columns |= _hidden_columns(element)
            case "headerFooter":
                lines = "\n".join(HEADER_CODE.sub("\n", child.text or "") for child in element)
                found.header += lines.replace("&&", "&").split("\n")
            case "dataValidation":
                found.choices += _choices(element)
            case "hyperlink":
                texts = dict.fromkeys(clean(element.get(name) or "") for name in ("display", "tooltip"))
                found.hyperlinks.append((element.get("ref") or "", get(element, "id"), "\n".join(texts)))
            case "scenario":
                found.scenarios += _scenario(element)
            case "tablePart":
                found.has_tables = True
            case _:
                pass


def _hidden_columns(element: etree._Element) -> set[int]:
    width = element.get("width") or "1"
    if element.get("hidden") not in ("1", "true") and width.strip("0.") != "":
        return set()
    low, high = element.get("min") or "", element.get("max") or ""
    if not low.isdecimal() or not high.isdecimal():
        return set()
    return set(range(int(low) - 1, min(int(high), 16384)))


def _choices(element: etree._Element) -> list[tuple[str, str, str]]:
    place = element.get("sqref") or "".join(str(each.text) for each in element.iter("{*}sqref"))
    found = []
    for formula in element.iter("{*}formula1", "{*}formula2", "{*}f"):
        text = (formula.text or "").strip()
        if text.startswith('"') and len(text) > 2:
            found.append((place, "choices", ", ".join(text.strip('"').replace('""', '"').split(","))))
    hints = (element.get(name) or "" for name in ("promptTitle", "prompt", "errorTitle", "error"))
    return [*found, *((place, "prompt", text) for text in hints if text)]


def _scenario(element: etree._Element) -> list[tuple[str, str]]:
    name = element.get("name") or ""
    found = [("scenario", text) for text in (name, element.get("comment") or "", element.get("user") or "") if text]
    cells = (f"{cell.get('r')}: {cell.get('val')}" for cell in children(element, "inputCells"))
    return [*found, *((f"scenario {name}", text) for text in cells)]


def put_outline(package: Package, sheet: Part, found: Outline, sink: Sink) -> None:
    """Put headers, hints, links and scenarios of a sheet into the reading."""
    for line in found.header:
        sink.put(line, "hidden_sheet" if sheet.hidden else "header_footer", f"{sheet.name} header")
    for place, kind, text in dict.fromkeys(found.choices):
        where = f"{sheet.name}!{place.split(' ')[0]} {kind}"
        if kind == "choices":
            sink.field("choices", text, "form_field", where)
        else:
            sink.put(text, "form_field", where)
    for where, text in found.scenarios:
        sink.put(text, "hidden_text", f"{sheet.name} {where}")
    targets = {relation.key: relation.target for relation in package.relations(sheet.part) if relation.external}
    told = set[str]()
    for place, key, texts in found.hyperlinks:
        target = targets.pop(key, "")
        for text in texts.split("\n"):
            if text and text not in told and text != target:
                told.add(text)
                sink.put(text, "hidden_text", f"{sheet.name}!{place} link")
        sink.field("link", target, "metadata", f"{sheet.name}!{place}")
    for target in dict.fromkeys(targets.values()):
        sink.field("link", target, "metadata", f"{sheet.name} links")


@dataclass(frozen=True, slots=True)
class Open:
    """An open workbook: its parts, where its text goes, the names of the sheets that are read, the pictures met."""

    package: Package
    sink: Sink
    sheets: frozenset[str] = frozenset()
    shown: pictures.Shown = field(default_factory=pictures.Shown)


def beside(opened: Open, sheet: Part) -> None:
    """Put what a sheet's relationships lead to into the reading: comments, drawings, printers, tables."""
    package, sink = opened.package, opened.sink
    relations = package.relations(sheet.part)
    threaded = any(relation.kind == "threadedComment" for relation in relations)
    for relation in relations:
        if not relation.external and package.has(relation.target):
            each(
                sink,
                f"{relation.kind} of a sheet",
                lambda relation=relation: _beside_one(opened, sheet, relation, threaded),  # type: ignore[misc]
            )


def _beside_one(opened: Open, sheet: Part, relation: Relation, threaded: bool) -> None:
    package, sink = opened.package, opened.sink
    match relation.kind:
        case "comments" if not relation.target.endswith(".bin"):
            _comments(package.tree(relation.target), sheet, threaded, sink)
        case "threadedComment":
            for comment in package.tree(relation.target).iter("{*}threadedComment"):
                text = "".join(element.text or "" for element in comment.iter("{*}text"))
                sink.put(text, "comment", f"{sheet.name}!{comment.get('ref')} comment")
        case "drawing":
            _drawing(opened, relation.target, sheet)
        case "vmlDrawing":
            _vml(package.part(relation.target), sheet, sink)
        case "printerSettings":
            sink.field("printer", _printer(package.part(relation.target)), "metadata", f"{sheet.name} printer")
        case "table":
            root = package.tree(relation.target)
            sink.put(root.get("comment") or "", "hidden_text", f"{sheet.name}!{root.get('ref')} table")
        case _:
            pass


def _comments(root: etree._Element, sheet: Part, threaded: bool, sink: Sink) -> None:
    authors = [element.text or "" for element in root.iter("{*}author")]
    for author in dict.fromkeys(authors):
        if not author.startswith("tc={"):
            sink.field("comment author", author, "metadata", f"{sheet.name} comments")
    for comment in root.iter("{*}comment"):
        text = rich_text(comment)
        if not (threaded and _THREADED.match(text)):
            sink.put(text, "comment", f"{sheet.name}!{comment.get('ref')} comment")


def _drawing(opened: Open, name: str, sheet: Part) -> None:
    package, sink = opened.package, opened.sink
    root = package.tree(name)
    officeparts.met(package, name, root, opened.shown)
    for anchor in root:
        _shapes(anchor, sheet, sink)
    for relation in package.relations(name):
        if relation.external:
            sink.field("link", relation.target, "metadata", f"{sheet.name} shape")
        elif package.has(relation.target) and relation.kind in ("chart", "chartEx", "diagramData"):
            each(
                sink,
                f"{relation.kind} of a sheet",
                lambda relation=relation: _chart(opened, relation.target, sheet),  # type: ignore[misc]
            )


def _shapes(anchor: etree._Element, sheet: Part, sink: Sink) -> None:
    """Put the paragraphs of the shapes at one place, the hidden ones apart, and the descriptions of pictures."""
    where = f"{sheet.name}!{_anchored(anchor)}"
    unseen = {
        shape
        for shape in anchor.iter("{*}sp", "{*}grpSp", "{*}cxnSp", "{*}pic")
        if any(get(about, "hidden") in ("1", "true") for about in _about(shape))
    }
    for paragraph in anchor.iter(f"{_A}p"):
        hidden = bool(unseen) and not unseen.isdisjoint(paragraph.iterancestors())
        layer: Layer = "hidden_text" if hidden and not sheet.hidden else sheet.layer
        text = "".join(run.text or "" if local(run) == "t" else "\n" for run in paragraph.iter(f"{_A}t", f"{_A}br"))
        sink.put(text, layer, f"{where} shape")
    for kind, text in dict.fromkeys(drawing.alternatives(anchor)):
        if kind == "text":
            sink.put(text, "hidden_sheet" if sheet.hidden else "annotation", f"{where} alternative text")
        else:
            sink.field("picture", text, "metadata", f"{where} picture")


def _about(shape: etree._Element) -> Iterator[etree._Element]:
    for child in shape:
        if local(child).startswith("nv"):
            yield from children(child, "cNvPr")


def _anchored(anchor: etree._Element) -> str:
    """Give the cell at which a drawing begins; "" for one that hangs on none."""
    corner = first(anchor, "from")
    values = [first(corner, name) for name in ("col", "row")]
    texts = ["" if value is None else (value.text or "") for value in values]
    return f"{column_name(int(texts[0][:5]))}{int(texts[1][:7]) + 1}" if all(map(str.isdecimal, texts)) else ""


def _chart(opened: Open, name: str, sheet: Part) -> None:
    """Put a chart's words into the reading, and its values where they come from no sheet that is read."""
    package, sink = opened.package, opened.sink
    root = package.tree(name)
    sources = [(element.text or "") for series in root.iter("{*}ser") for element in series.iter("{*}f")]
    if all(_is_read(source, opened.sheets) for source in sources):
        for text in office.drawing_texts(package, name):
            sink.put(text, sheet.layer, f"{sheet.name} chart")
    else:
        office.chart(root, sink, "hidden_sheet", f"{sheet.name} chart data")
    for relation in package.relations(name):
        if relation.kind == "chartUserShapes" and package.has(relation.target):
            for paragraph in package.tree(relation.target).iter(f"{_A}p"):
                sink.put("".join(run.text or "" for run in paragraph.iter("{*}t")), sheet.layer, f"{sheet.name} chart")
        elif relation.external:
            sink.field("link", relation.target, "metadata", f"{sheet.name} chart")


def _is_read(source: str, sheets: frozenset[str]) -> bool:
    """Say whether a reference points at a sheet of this workbook; the cache of any other is all there is of it."""
    name, mark, _ = source.strip("()").rpartition("!")
    return not mark or name.strip("'").replace("''", "'") in sheets


def _vml(raw: bytes, sheet: Part, sink: Sink) -> None:
    """Put the captions of old shapes and form controls into the reading; notes have theirs in the comments."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
    root = None if has_doctype(raw) else etree.fromstring(raw, parser)
    for box in () if root is None else root.iter("{*}textbox"):
        sink.put(" ".join(str(text) for text in box.itertext()), sheet.layer, f"{sheet.name} shape")


def _printer(raw: bytes) -> str:
    """Give the printer's name out of a DEVMODEW structure, which begins with it; "" for the settings of a Mac."""
    name = raw[:64].decode("utf-16-le", "replace").partition("\0")[0]
    return name if name.isprintable() and "\ufffd" not in name else ""


def tabs(titles: Sequence[str], sink: Sink) -> None:
    """Put the names of sheets into the reading that are no headings, for they say nothing: Sheet1, 工作表 2."""
    dull = [title for title in titles if is_plain(title)]
    sink.field("sheets", ", ".join(dull), "metadata", "workbook")


def names(main: etree._Element, sink: Sink) -> None:
    """Put the defined names into the reading, hidden ones too; a constant's value stands in its name."""
    for element in main.iter("{*}definedName"):
        name = element.get("name") or ""
        if not name.startswith("_xlnm"):
            sink.field(f"name {name}", element.text or "", "metadata", "names")
            sink.field(f"name {name}", element.get("comment") or "", "metadata", "names")


def about(main: etree._Element, sink: Sink) -> None:
    """Put into the reading what a workbook says about the machine and the people that wrote it."""
    for element in main.iter("{*}absPath", "{*}fileSharing", "{*}customWorkbookView"):
        match local(element):
            case "absPath":
                sink.field("saved in", element.get("url") or "", "metadata", "workbook")
            case "fileSharing":
                sink.field("reserved by", element.get("userName") or "", "metadata", "workbook")
            case _:
                sink.field("view", element.get("name") or "", "metadata", "workbook")


def outside(opened: Open) -> None:
    """Put the parts that belong to no sheet into the reading: links, persons, caches, queries, change records."""
    package, sink = opened.package, opened.sink
    kinds: tuple[tuple[str, Callable[[str], None]], ...] = (
        (r"xl/externalLinks/externalLink\d+\.xml", lambda name: _external(package, name, sink)),
        (r"xl/persons/person\d*\.xml", lambda name: _persons(package, name, sink)),
        (r"xl/pivotCache/pivotCacheDefinition\d+\.xml", lambda name: _pivot(package, name, opened.sheets, sink)),
        (r"xl/connections\.xml|xl/queryTables/queryTable\d+\.xml", lambda name: _connections(package, name, sink)),
        (r"xl/revisions/\w+\.xml", lambda name: _revisions(package, name, sink)),
        (r"customXml/item\d+\.xml|xl/activeX/.*\.xml|_xmlsignatures/.*\.xml", lambda name: _other(package, name, sink)),
    )
    for name in package.names:
        for pattern, work in kinds:
            if re.fullmatch(pattern, name, re.IGNORECASE):
                each(sink, posixpath.basename(name), lambda work=work, name=name: work(name))  # type: ignore[misc]
    for name in package.names:
        if name.lower().startswith("xl/model/"):
            sink.problem("unsupported", "data model", note="the tables of the data model are not read")
        elif name.lower().endswith("vbaproject.bin"):
            sink.field("macros", "Visual Basic", "metadata", "macros")


def _persons(package: Package, name: str, sink: Sink) -> None:
    for person in children(package.tree(name), "person"):
        sink.field("comment author", get(person, "displayName"), "metadata", "persons")
        user = get(person, "userId")
        if "@" in user:
            sink.field("comment author", user, "metadata", "persons")


def _external(package: Package, name: str, sink: Sink) -> None:
    """Put the path of another workbook, and the cells of it that were kept here, into the reading."""
    office.links(package, name, sink)
    root, where = package.tree(name), f"external workbook {re.sub(r'[^0-9]', '', posixpath.basename(name))}"
    for element in root.iter("{*}ddeLink", "{*}oleLink"):
        service = [get(element, attribute) for attribute in ("ddeService", "ddeTopic", "progId")]
        sink.field("link", " ".join(filter(None, service)), "metadata", where)
    titles = [element.get("val") or "" for element in root.iter("{*}sheetName")]
    for title in titles:
        sink.put(title, "hidden_sheet", where)
    for data in root.iter("{*}sheetData"):
        number = data.get("sheetId") or ""
        title = titles[int(number)] if number.isdecimal() and int(number) < len(titles) else ""
        table = sink.next_table()
        for row in children(data, "row"):
            values = [clean("".join(v.text or "" for v in children(cell, "v"))) for cell in children(row, "cell")]
            place = get(next(children(row, "cell"), row), "r")
            sink.row(values, "hidden_sheet", f"{where} {title}!{place}", table)


def _connections(package: Package, name: str, sink: Sink) -> None:
    """Put where a query's data come from into the reading: servers, accounts, files, commands."""
    keys = ("name", "description", "sourceFile", "odcFile", "connection", "command", "url", "localConnection")
    for element in package.tree(name).iter():
        for key in keys:
            value = element.get(key) or ""
            if value and not (key == "name" and local(element) not in ("connection", "parameter")):
                sink.field(f"connection {key}", value, "metadata", "connections")


def _revisions(package: Package, name: str, sink: Sink) -> None:
    """Put the change records of a shared workbook into the reading: who, and what cells held before and after."""
    for element in package.tree(name).iter():
        match local(element):
            case "header":
                sink.field("revision author", element.get("userName") or "", "metadata", "revisions")
            case "userInfo":
                sink.field("revision author", element.get("name") or "", "metadata", "revisions")
            case "oc" | "nc" as kind:
                layer: Layer = "tracked_deletion" if kind == "oc" else "tracked_insertion"
                sink.put(_revised(element), layer, f"revision of {element.get('r') or ''}")
            case "rsnm":
                sink.put(element.get("oldName") or "", "tracked_deletion", "revision of a sheet's name")
            case "rcmt":
                sink.field("comment author", element.get("author") or "", "metadata", "revisions")
            case _:
                pass


def _revised(cell: etree._Element) -> str:
    inline = first(cell, "is")
    value = first(cell, "v") if inline is None else None
    return rich_text(inline) if inline is not None else "" if value is None else value.text or ""


def _other(package: Package, name: str, sink: Sink) -> None:
    root = package.tree(name)
    if local(root) == "DataMashup":
        _mashup(root.text or "", sink)
    else:
        officeparts.put(name, root, sink)


def _mashup(text: str, sink: Sink) -> None:
    """Put the queries of Power Query into the reading: base64 of a version, a length and a zip ([MS-QDEFF] 2.2)."""
    try:
        raw = base64.b64decode(text, validate=False)
        archive = zipfile.ZipFile(io.BytesIO(raw[8 : 8 + int.from_bytes(raw[4:8], "little")]))
        with archive, archive.open("Formulas/Section1.m") as stream:
            lines = stream.read(1 << 20).decode("utf-8", "replace")
    except (binascii.Error, ValueError, KeyError, OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError):
        sink.problem("corrupt", "queries", note="their archive cannot be opened")
        return
    for line in lines.splitlines():
        sink.put(line, "metadata", "query")


def _pivot(package: Package, name: str, sheets: frozenset[str], sink: Sink) -> None:
    """Put those rows of a pivot table's cache into the reading that no sheet shows any more."""
    root, where = package.tree(name), f"pivot cache {re.sub(r'[^0-9]', '', posixpath.basename(name))}"
    sink.field("refreshed by", root.get("refreshedBy") or "", "metadata", where)
    source = next(root.iter("{*}worksheetSource"), None)
    kept = source is not None and (source.get("sheet") or "") in sheets and not get(source, "id")
    fields = [(element.get("name") or "", _items(element)) for element in root.iter("{*}cacheField")]
    shown = said(sink) if kept else set[str]()
    table, used, titles = sink.next_table(), set[str](), [clean(title) for title, _ in fields]
    for number, values in enumerate(_records(package, name, [items for _, items in fields])):
        used.update(values)
        if not any(value and (not kept or (value not in shown and not _NUMBER.match(value))) for value in values):
            continue
        sink.row(titles, "hidden_sheet", f"{where} fields", table)
        titles = []
        sink.row(values, "hidden_sheet", f"{where} row {number + 1}", table)
    for title, items in fields:
        left = [item for item in items if item and item not in used and item not in shown and not _NUMBER.match(item)]
        sink.field(clean(title), ", ".join(left), "hidden_sheet", where)


def said(sink: Sink) -> set[str]:
    """Give every text that stands in the reading already, cell by cell."""
    found = set[str]()
    for segment in sink.reading.segments:
        found.update(segment.text.split("\t"))
    return found


def _items(cache_field: etree._Element) -> list[str]:
    return [_item(element) for element in next(children(cache_field, "sharedItems"), ())]


def _item(element: etree._Element) -> str:
    value = element.get("v") or ""
    return clean(value.removesuffix("T00:00:00") if local(element) == "d" else value)


def _records(package: Package, name: str, items: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    targets = [relation.target for relation in package.relations(name) if relation.kind == "pivotCacheRecords"]
    for target in targets:
        if not package.has(target):
            continue
        raw = package.part(target)
        if has_doctype(raw):
            raise Unreadable("bomb", f"part {target} has a DOCTYPE")
        for number, record in enumerate(elements(raw, ("r",), target)):
            if number >= _RECORDS:
                return
            yield [_value(element, items[at] if at < len(items) else ()) for at, element in enumerate(record)]


def _value(element: etree._Element, items: Sequence[str]) -> str:
    if local(element) != "x":
        return _item(element)
    number = element.get("v") or ""
    return items[int(number)] if number.isdecimal() and int(number) < len(items) else ""
