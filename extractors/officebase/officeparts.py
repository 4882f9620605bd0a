"""The small parts of OOXML files beside the text: persons, custom data, signatures, macros, printers, outside links.

A part is known by its root element, wherever it lies and whatever names it: the same for Word and PowerPoint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from extractors.images import picture, pictures
from extractors.model import Unreadable
from extractors.officebase import objects
from extractors.officebase.package import Package, Relation, children, first, get, local, unescaped
from extractors.sink import Sink

_LINKS = {
    "attachedTemplate": "template", "mailMergeSource": "mail merge source",
    "mailMergeHeaderSource": "mail merge source",
    "image": "linked picture", "video": "linked film", "audio": "linked sound", "media": "linked film",
    "oleObject": "linked object", "externalLinkPath": "linked workbook", "subDocument": "linked document",
    "frame": "linked page", "package": "linked object", "transform": "transform",
}  # fmt: skip
# Parts that hold settings of the look; they are parsed only where a text element stands in their bytes.
_IDLE = re.compile(r"(?:theme|fontTable|webSettings|styles\w*|numbering|colors|layout|quickStyle|style)\d*\.xml$", re.I)
_TEXT_MARK = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:t|delText)[\s>]")
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_MACHINE = re.compile(
    r"(?:true|false|https?://schemas\.\S*|urn:\S*|\\?\w+\.xsl|0x[0-9A-Fa-f]+|[\d.\-:TZ+ ]*|DocumentLibraryForm"
    r"|This value indicates .{0,80} revisions? .{0,200})$",
    re.IGNORECASE,
)
# Roots of custom XML that hold forms and schemas of programs, never a person's words.
_FORMS = frozenset(
    {"contentTypeSchema", "FormTemplates", "datastoreItem", "labelList", "CustomerDataList", "receivers"}
)
_NOT_READ = re.compile(r"\.(?:mp[34]|m4[av]|wav|wma|wmv|avi|mov|mpe?g|mid|aiff?|au|flv|swf|ogg|webm|asf|3gp)$", re.I)
_PROGRAM_DATA = (".xml", ".rels", ".vml", ".psmdcp", ".odttf", ".fntdata", ".ttf", ".sigs", ".thmx", ".glb", ".xsl")
_SAYS = re.compile(rb"Exif\0\0|eXIf|tEXt|iTXt|ns\.adobe\.com/xap|Photoshop 3\.0")
_DESIGN_PARTS = re.compile(r"(?:masters?|layouts?|theme|header|footer|numbering|settings|styles)", re.IGNORECASE)
_UTF16_NAME_BYTES = 64  # [MS-RPRN] DEVMODE: the device's name comes first, 32 characters


def outside(package: Package, sink: Sink) -> None:
    """Put every address outside the file that any part points at: links, templates, data sources, linked pictures."""
    found = dict[tuple[str, str], None]()
    for name in package.names:
        if name.lower().endswith(".rels"):
            for relation in _relations(package, name):
                if relation.external and not relation.target.startswith("#"):
                    found.setdefault((_LINKS.get(relation.kind, "link"), relation.target))
    for key, target in found:
        plain = unescaped(target)
        sink.field(key, plain if "%" in target and "\ufffd" not in plain else target, "metadata", "links")


def _relations(package: Package, rels: str) -> tuple[Relation, ...]:
    folder, _, base = rels.rpartition("/")
    outer = re.sub(r"/?_rels$", "", folder, flags=re.IGNORECASE)
    try:
        return package.relations(f"{outer}/{base[:-5]}" if outer else base[:-5])
    except Unreadable:
        return ()  # the reader of the part that it belongs to says so


def put(name: str, root: etree._Element, sink: Sink) -> bool:
    """Put what a part beside the text says; False where the part is none of these."""
    handler = _HANDLERS.get(local(root))
    if handler is None and re.match(r"customxml/", name, re.IGNORECASE):
        handler = _custom_xml
    if handler is None:
        return local(root) in _FORMS
    handler(root, sink)
    return True


def _custom_xml(root: etree._Element, sink: Sink) -> None:
    """Put each value of a data part that a template or a server keeps in the file, under its element's name."""
    if local(root) in _FORMS:
        return
    for element in root.iter(etree.Element):
        named = local(element) != "Sources"  # a bibliography's attributes name the style of its citations
        values = [(local(element), element.text or "")]
        values += [(_bare(str(key)), str(value)) for key, value in element.items() if named]
        for key, value in values:
            bare = value.strip()
            if bare and not _GUID.fullmatch(bare) and not _MACHINE.match(bare):
                sink.field(key, value, "metadata", "custom XML")


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _people(root: etree._Element, sink: Sink) -> None:
    for person in root.iter("{*}person"):
        sink.field("person", get(person, "author"), "metadata", "people")
        for presence in children(person, "presenceInfo"):
            sink.field("account", _account(get(presence, "userId")), "metadata", "people")


def _account(value: str) -> str:
    """Give the mail address inside an account's id (`S::name@firm::id`); "" where there is none."""
    return next((part for part in value.split("::") if "@" in part), "")


def _authors(root: etree._Element, sink: Sink) -> None:
    for author in root:
        sink.field("comment author", get(author, "name"), "metadata", "comments")
        sink.field("account", _account(get(author, "userId")), "metadata", "comments")


def _changes(root: etree._Element, sink: Sink) -> None:
    """Put who changed a presentation that several edit at once."""
    found = dict[tuple[str, str], None]()
    for change in root.iter("{*}chgData", "{*}docMkLst", "{*}chgInfo"):
        found.setdefault((get(change, "name"), _account(get(change, "userId"))))
    for name, account in found:
        sink.field("revision author", name, "metadata", "revisions")
        sink.field("account", account, "metadata", "revisions")


def _signature(root: etree._Element, sink: Sink) -> None:
    keys = {
        "X509IssuerName": "issuer", "X509SubjectName": "signed by", "SignatureComments": "reason of signature",
        "SignatureText": "signed as", "Address1": "address", "Address2": "address", "City": "city",
        "SignerRole": "role of signer", "ClaimedRole": "role of signer", "StateOrProvince": "province",
    }  # fmt: skip
    for element in root.iter(etree.Element):
        if local(element) in keys and (element.text or "").strip():
            sink.field(keys[local(element)], element.text or "", "metadata", "signature")


def _control(root: etree._Element, sink: Sink) -> None:
    for entry in root.iter("{*}ocxPr"):
        if get(entry, "name").lower() in ("caption", "text", "value", "listitems", "controltiptext"):
            sink.field(get(entry, "name"), get(entry, "value"), "form_field", "control")


def _tags(root: etree._Element, sink: Sink) -> None:
    for tag in children(root, "tag"):
        value = get(tag, "val")
        # Add-ins keep their own state here, packed; that is no text.
        if not re.fullmatch(r"[\w+/=.-]{40,}", value) and not _MACHINE.match(value):
            sink.field(get(tag, "name"), value, "metadata", "tags")


def _nothing(root: etree._Element, sink: Sink) -> None:
    """Pass over a part in which no text of the document stands."""


_HANDLERS: Mapping[str, Callable[[etree._Element, Sink], None]] = {
    "people": _people, "cmAuthorLst": _authors, "authorLst": _authors, "chgInfo": _changes, "Signature": _signature,
    "ocx": _control, "tagLst": _tags, "Types": _nothing, "Relationships": _nothing, "coreProperties": _nothing,
    "Properties": _nothing, "theme": _nothing, "themeOverride": _nothing, "fonts": _nothing, "webSettings": _nothing,
    "styles": _nothing, "numbering": _nothing, "colorsDef": _nothing, "layoutDef": _nothing, "styleDef": _nothing,
    "presentationPr": _nothing, "viewPr": _nothing, "tblStyleLst": _nothing, "chartStyle": _nothing,
    "colorStyle": _nothing, "themeManager": _nothing,
}  # fmt: skip


def printers(package: Package, sink: Sink) -> None:
    """Put the names of the printers that the file was set up for, and that it carries macros."""
    for name in package.names:
        if re.search(r"printersettings\d*\.bin$", name, re.IGNORECASE):
            raw = _bytes(package, name)
            device = raw[:_UTF16_NAME_BYTES].decode("utf-16-le", "replace").partition("\0")[0]
            if device.isprintable() and "\ufffd" not in device:
                sink.field("printer", device, "metadata", "printer settings")
        elif name.lower().endswith("vbaproject.bin"):
            sink.field("macros", "Visual Basic", "metadata", "macros")


def is_idle(package: Package, name: str) -> bool:
    """Say whether a part holds settings of the look and no text element; one that cannot be read is not idle."""
    return bool(_IDLE.search(name)) and package.has(name) and not _TEXT_MARK.search(_bytes(package, name) or b"<t>")


def _bytes(package: Package, name: str) -> bytes:
    try:
        return package.part(name)
    except Unreadable:
        return b""


def members(package: Package, sink: Sink, shown: pictures.Shown) -> None:
    """Collect the files inside, and those pictures that may hold text; the rest is counted.

    Whatever lies in the package and is neither XML nor a picture, a font or a program's own data is a file, also one
    that no part points at. Logos, icons and what belongs to the design are not looked into: were they, every letter
    head would make its file partly read. Sounds and films are a problem, for they are content that nobody reads here.
    """
    small, many, spent = 0, 0, 0
    for name in package.names:
        if _NOT_READ.search(name):
            sink.problem("unsupported", "a sound or film in the file", note="what it says is not read")
        elif pictures.SUFFIX.search(name):
            if name.lower().startswith("docprops/") or not shown.worth(name, pictures.dots(_head(package, name))):
                small += not name.lower().startswith("docprops/")
                _facts(package, name, sink)
                continue
            data = _bytes(package, name)
            spent += len(data)
            if len(sink.reading.members) >= pictures.MOST_PICTURES or spent > pictures.MOST_BYTES:
                many += 1
            elif data:
                sink.reading.members.append((name.rpartition("/")[2], data))
        elif _is_file(name):
            _file(package, name, sink)
    if small:
        sink.field("small pictures, not looked into", str(small), "metadata", "pictures")
    if many:
        sink.problem("needs_ocr", "pictures", note=f"{many} more than are looked into of one file")


def _facts(package: Package, name: str, sink: Sink) -> None:
    """Put what a small picture says of its making: a photograph shown small still says where it was taken."""
    if not _SAYS.search(_head(package, name)):
        return
    for place, (key, value) in picture.words(_bytes(package, name)).facts:
        sink.field(key, value, "metadata", f"picture {name.rpartition('/')[2]} {place}")


def _head(package: Package, name: str) -> bytes:
    try:
        return package.head(name, pictures.HEAD_BYTES)
    except Unreadable:
        return b""


def _is_file(name: str) -> bool:
    low = name.lower()
    if low.endswith(_PROGRAM_DATA):
        return False
    if pictures.DRAWN.search(low) or low.startswith("docprops/") or low in ("mimetype", "[content_types].xml"):
        return False
    return "embeddings/" in low or "oleobject" in low or not low.endswith((".bin", ".dat", ".data", ".wdp", ".jxr"))


def _file(package: Package, name: str, sink: Sink) -> None:
    """Hand on a file inside, out of its wrapping; an object of a program that nobody reads here is a problem."""
    before = len(sink.reading.members) + len(sink.reading.problems)
    try:
        data = package.part(name)
        objects.put_bytes(data, name.rsplit("/", 1)[-1], sink, "embedded object")
    except Unreadable as error:
        sink.problem("corrupt", "embedded object", error)
        return
    if len(sink.reading.members) + len(sink.reading.problems) == before and not _is_equation(data):
        sink.problem("unsupported", "embedded object", note="of a program whose files are not read")


def _is_equation(data: bytes) -> bool:
    return "Equation Native".encode("utf-16-le") in data


def met(package: Package, part: str, root: etree._Element, shown: pictures.Shown) -> None:
    """Note which pictures a part shows, and how large."""
    design = bool(_DESIGN_PARTS.search(part.rpartition("/")[2]))
    targets = {relation.key: relation.target for relation in package.relations(part) if not relation.external}
    if design:
        shown.design.update(target.lower() for target in targets.values())
        return
    for drawn in root.iter("{*}blip", "{*}imagedata"):
        target = targets.get(get(drawn, "embed") or get(drawn, "id"))
        if target:
            shown.meet(target, *_extent(drawn))


def _extent(drawn: etree._Element) -> tuple[int, int]:
    """Give the size in EMU at which a picture is drawn, by the nearest element that states one; 0 for none."""
    for above in drawn.iterancestors():
        for size in (*children(above, "extent"), *_sizes(above)):
            width, height = get(size, "cx"), get(size, "cy")
            if width.isdecimal() and height.isdecimal() and len(width) < 12 and len(height) < 12:
                return int(width), int(height)
        style = above.get("style") if local(above) == "shape" else None
        if style:
            found = dict(re.findall(r"(width|height):\s*(\d{1,5}(?:\.\d{1,6})?)pt", style))
            if len(found) == 2:
                return round(float(found["width"]) * 12_700), round(float(found["height"]) * 12_700)
        if local(above) in ("p", "spTree"):
            break
    return 0, 0


def _sizes(above: etree._Element) -> Iterator[etree._Element]:
    size = first(above, "spPr", "xfrm", "ext")
    if size is not None:
        yield size
