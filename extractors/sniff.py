"""What a file is, by its content; its name only decides between kinds of text."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from extractors import unpacking
from extractors.model import Unreadable
from extractors.officebase import flatxml
from extractors.officebase.compound import MAGIC, Compound
from extractors.plain import textkinds
from extractors.sheets import sheetml
from extractors.word import wordml

_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"LZIP", "lzip"),
    (b"\x1f\x9d", "compress"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    # Workbooks of Excel 2, 3, 4, 5 and 97 without a container: their first record.
    (b"\x09\x00\x04\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x08\x08\x00\x00\x05", "xls"),
    (b"\x09\x08\x10\x00\x00\x06", "xls"),
)
# What is no document for certain, however its bytes might read as some text: programs, fonts, films, sounds, data
# bases, drawings and layouts in their programs' own formats, PostScript.
_NO_DOCUMENTS = (
    b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\0asm", b"SQLite format 3\0",
    b"\0\x01\0\0Standard ", b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", b"8BPS\0", b"%!PS-", b"\xc5\xd0\xd3\xc6",
    b"OTTO\0", b"\0\x01\0\0\0", b"ttcf\0", b"wOFF\0", b"wOFFOTTO", b"wOF2\0", b"wOF2OTTO", b"ID3\x02", b"ID3\x03",
    b"ID3\x04", b"fLaC\0", b"OggS\0", b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\0\0\x01\xba", b"\0\0\x01\xb3",
    b"\x30\x26\xb2\x75", b"\0\0\x01\0", b"glTF\x02\0", b"BLENDER-v", b"BLENDER_v",
)  # fmt: skip
_PROGRAM = re.compile(rb"MZ[^\t\n\r -~]|MZ.{0,60}\0", re.DOTALL)
_DRAWING = re.compile(rb"AC10\d\d\0")  # AutoCAD's
_MEDIA = (b"AVI ", b"WAVE", b"ACON", b"CDR")  # of RIFF
_STREAMS = (
    ("EncryptedPackage", "encrypted-ooxml"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("PP97_DUALSTORAGE", "ppt"),
    ("MN0", "works"),
    ("__properties_version1.0", "msg"),
    ("__nameid_version1.0", "msg"),
)
# Of a workbook whose container has lost its directory.
_FIRST_RECORD = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_PARTS = (
    (b"word/document", "docx"),
    (b"xl/workbook.bin", "xlsb"),
    (b"xl/workbook", "xlsx"),
    (b"xl/worksheets", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"ppt/slides", "pptx"),
    (b"visio/document", "vsdx"),
    (b"visio/pages", "vsdx"),
)
_MOST_TYPES_BYTES = 1 << 20
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_VOLUME = re.compile(r"\.(?:(?:7z|zip|rar|tar)\.\d{3}|[zr]\d\d)$")


_OPEN_KINDS = {
    b"opendocument.": {b"text": "odt", b"spre": "ods", b"pres": "odp", b"grap": "odg"},
    b"sun.xml.": {b"writ": "sxw", b"calc": "sxc", b"impr": "sxi", b"draw": "sxd"},
}
# The first entry of such a file is stored as it is, so that its media type is seen even where the directory is lost.
_FIRST_MIME = re.compile(rb"PK\x03\x04.{26}mimetype(application/vnd\.[a-z.-]{1,80})", re.DOTALL)
_FLAT = re.compile(rb"<office:document\s[^>]{0,8000}office:mimetype=[\"'](application/vnd\.[^\"']{1,80})")


def kind(head: bytes, data: bytes, name: str) -> str:
    """Give the kind of a file.

    Args:
        head: The first 4 KB or more.
        data: All bytes; looked at where the head does not decide (directories of containers).
        name: The file's name; its extension only breaks ties between kinds of text.

    Returns:
        A kind ("pdf", "docx", "xls", "encrypted-ooxml", "zip", "txt", ...), "empty" or "unknown".
    """
    if not data:
        return "empty"
    for magic, found in _MAGICS:
        if head.startswith(magic):
            return found
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if head.startswith(MAGIC):
        return _ole_kind(data)
    if flatxml.is_package(data):
        found = flatxml.kind(data)
        return found or "xml"
    if sheetml.is_workbook(data):
        return "xlsx"
    if wordml.is_document(data):
        return "docx"
    return _other_binary(head) or _known_by_its_end(_text_kind(head, data, name), data, name)


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/").encode("utf-8", "replace") for name in archive.namelist()]
            mime = archive.read("mimetype")[:80] if b"mimetype" in names else b""
            # The main part may have any name; the list of types says what it is.
            types = _start(archive, "[Content_Types].xml") if b"[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError, struct.error):
        names, mime, types = re.findall(rb"PK\x03\x04.{26}([\w\[\]./-]{3,80})", data, re.S), b"", b""
    except (zlib.error, lzma.LZMAError):
        names, mime, types = [], b"", b""
    if b"OFD.xml" in names:
        return "ofd"
    if b"epub" in mime:
        return "epub"
    if b"indesign-idml" in mime:
        return "idml"
    mime = mime or (_FIRST_MIME.match(data) or [b"", b""])[1] or _manifest_mime(names, data)
    if b"opendocument." in mime or b"sun.xml." in mime:
        return _open_kind(mime)
    for part, found in _PARTS:
        if any(name.lower().startswith(part) for name in names):
            return found
    return flatxml.main_kind(types) or "zip"


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_MOST_TYPES_BYTES)


def _open_kind(mime: bytes) -> str:
    """Give the kind of an OpenDocument or OpenOffice 1 file by its media type."""
    for family, kinds in _OPEN_KINDS.items():
        if family in mime:
            return kinds.get(mime.split(family)[-1][:4], "odf")
    return "odf"


def _manifest_mime(names: list[bytes], data: bytes) -> bytes:
    """Give the media type that the manifest of an OpenDocument file without a first entry says it has."""
    if b"content.xml" not in names or b"META-INF/manifest.xml" not in names:
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as part:
            found = re.search(rb'media-type="(application/vnd\.[^"]{1,80})"', part.read(4096))
    except (
        zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError, KeyError, zlib.error,
        lzma.LZMAError,
    ):  # fmt: skip
        return b""
    return found[1] if found else b"opendocument."


def _ole_kind(data: bytes) -> str:
    try:
        streams = {entry.path[0] for entry in Compound(data).entries if len(entry.path) == 1}
        if "WORKBOOK" in streams:  # as some programs spell it
            return "xls"
    except Unreadable:
        if _FIRST_RECORD in data:
            return "xls"
        streams = {name for name, _ in _STREAMS if name.encode("utf-16-le") in data}
    for name, found in _STREAMS:
        if name in streams:
            return found
    return "works" if "CONTENTS" in streams and b"CHNKINK " in data else "ole"


# OpenPGP messages (RFC 9580, 5.1 and 5.3: session keys of versions 3 to 6), age's and what openssl enc salts.
_ENCRYPTED = re.compile(
    rb"(?s:\x85[\x00-\x08].[\x03\x06]|[\x84\xc1][\x20-\xbf][\x03\x06]|[\x8c\xc3][\x04-\x40][\x04-\x06][\x01-\x0d][\x00-\x04])"
    rb"|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----|age-encryption\.org/v1\n|Salted__"
)


def _other_binary(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if _ENCRYPTED.match(head):
        return "encrypted-file"
    if head[:4] == b"RIFF" and head[8:12].startswith(_MEDIA):
        return "unknown"
    if head.startswith(_NO_DOCUMENTS) or _PROGRAM.match(head) or _DRAWING.match(head):
        return "unknown"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIF_BRANDS else "unknown"
    if unpacking.is_tar(head):
        return "tar"
    if head[:3] == b"\x5d\0\0" and len(head) > 13 and (head[5:13] == b"\xff" * 8 or head[10:13] == bytes(3)):
        return "lzma"
    if head[:2] == b"BM" and len(head) > 26 and head[6:10] == b"\0\0\0\0" and head[14] in (12, 40, 56, 108, 124):
        return "bmp"
    return "rtf" if head.lstrip()[:5] == b"{\\rtf" else _old_office(head)


def _old_office(head: bytes) -> str:
    """Know office files from before OLE: Word 1 and 2, Write, PowerPoint 2 to 4, WordPerfect; and locked mails."""
    if head[:2] in (b"\xdb\xa5", b"\x9b\xa5") and head[3:4] == b"\0" and 0 < head[2] < 0x65:
        return "doc"
    if head[:7] in (b"\x31\xbe\0\0\0\xab\0", b"\x32\xbe\0\0\0\xab\0"):
        return "doc"
    if head[:4] in (b"\xed\xde\xad\x0b", b"\x0b\xad\xde\xed"):
        return "ppt"
    if head[:8] == b"\x76\xe8\x04\x60\xc4\x11\xe3\x86":
        return "encrypted-mail"
    return "wordperfect" if head[:4] == b"\xffWPC" else ""


def _known_by_its_end(found: str, data: bytes, name: str) -> str:
    """Give `found`, but for bytes that say nothing in front: a ZIP's directory stands last, a volume's name says it."""
    if found != "unknown":
        return found
    if b"PK\x05\x06" in data[-(1 << 16) - 22 :]:
        return _zip_kind(data)
    return "volume" if _VOLUME.search(name.lower()) else found


def _text_kind(head: bytes, data: bytes, name: str) -> str:
    flat = _FLAT.search(head.replace(b"\0", b"")) if b"mimetype" in head.replace(b"\0", b"") else None
    if flat:
        return "f" + {"odf": "odt"}.get(_open_kind(flat[1]), _open_kind(flat[1]))
    return textkinds.kind(head, data, name)
