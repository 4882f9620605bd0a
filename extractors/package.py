"""The parts of an office file in a zip (OOXML, ODF, OFD): bytes and XML trees, counted and refused when hostile."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.model import Limits, ProblemKind, Unreadable

_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, RuntimeError,
)  # fmt: skip
_CHUNK_BYTES = 1 << 20
# Small parts compress beyond any ratio (an empty sheet of styles); a bomb has to be large as well.
_RATIO_FROM_BYTES = 16 << 20
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: its id, the last word of its type, and the part or address that it points at."""

    key: str
    kind: str
    target: str
    external: bool


def cut_short(data: bytes) -> bool:
    """Say whether a zip begins as one and has no end: the directory stands last, so a cut file has lost it."""
    return data.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in data[-(1 << 16) - 22 :]


class Package:
    """An open zip of parts.

    Raises:
        Unreadable: "truncated" where the zip directory is missing, "corrupt" where it cannot be read.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the directory; parts are read when asked for."""
        self._limits = limits
        self._read_bytes = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _ZIP_ERRORS as error:
            kind: ProblemKind = "truncated" if cut_short(data) else "corrupt"
            raise Unreadable(kind, f"zip directory: {type(error).__name__}") from error
        if len(infos) > limits.members:
            raise Unreadable("bomb", f"{len(infos)} parts")
        self._infos = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
        self.names = tuple(info.filename.replace("\\", "/").lstrip("/") for info in infos if not info.is_dir())

    def has(self, name: str) -> bool:
        """Say whether the part is there (part names ignore case)."""
        return name.lower() in self._infos

    def part(self, name: str) -> bytes:
        """Give a part's bytes.

        Raises:
            Unreadable: "corrupt", "bomb", "encrypted" or "too_big"; the detail names the part.
        """
        info = self._infos.get(name.lower())
        if info is None:
            raise Unreadable("corrupt", f"part {name} is missing")
        if info.flag_bits & 1:
            raise Unreadable("encrypted", f"part {name}")
        try:
            with self._zip.open(info) as stream:
                return self._counted(stream, info, name)
        except _ZIP_ERRORS as error:
            raise Unreadable("corrupt", f"part {name}: {type(error).__name__}") from error

    def tree(self, name: str) -> etree._Element:
        """Give a part's XML root; entities stay unresolved and a DOCTYPE is refused as a bomb."""
        return parse(self.part(name), name)

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Give the relationships of a part ("" for the package); none where the file has none."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return ()
        return tuple(_relation(element, folder) for element in self.tree(rels).iter(_RELATION))

    def by_type(self, suffix: str) -> tuple[str, ...]:
        """Give the names of the parts whose content type ends so, in the order of their numbers."""
        if not self.has("[Content_Types].xml"):
            return ()
        found = []
        for element in self.tree("[Content_Types].xml").iter("{*}Override"):
            name = (element.get("PartName") or "").lstrip("/")
            if (element.get("ContentType") or "").endswith(suffix) and self.has(name):
                found.append(name)
        return tuple(sorted(found, key=natural))

    def _counted(self, stream: object, info: zipfile.ZipInfo, name: str) -> bytes:
        chunks, size = [], 0
        while chunk := stream.read(_CHUNK_BYTES):  # type: ignore[attr-defined]
            chunks.append(chunk)
            size += len(chunk)
            self._read_bytes += len(chunk)
            if size > _RATIO_FROM_BYTES and size > self._limits.ratio * max(1, info.compress_size):
                raise Unreadable("bomb", f"part {name} expands more than {self._limits.ratio} times")
            if size > self._limits.member_bytes or self._read_bytes > 2 * self._limits.member_bytes:
                raise Unreadable("too_big", f"part {name}")
        return b"".join(chunks)


def parse(raw: bytes, name: str) -> etree._Element:
    """Parse XML without entities, network or a DOCTYPE.

    Raises:
        Unreadable: "bomb" for a DOCTYPE, "corrupt" for what is not XML; the detail names the part.
    """
    if has_doctype(raw):
        raise Unreadable("bomb", f"part {name} has a DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("corrupt", f"part {name}: {type(error).__name__}") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("bomb", f"part {name} has a DOCTYPE")
    return root


def has_doctype(raw: bytes) -> bool:
    """Say whether the head of an XML part declares a document type, in an 8-bit or a 16-bit encoding."""
    return b"<!DOCTYPE" in raw[:65536].replace(b"\0", b"")


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Give a sort key that puts slide2 before slide10."""
    parts, digits, word = [], "", ""
    for mark in [*name, ""]:
        if mark.isascii() and mark.isdigit():
            digits += mark
            continue
        if digits:
            parts.append((int(digits), word))
            digits, word = "", ""
        word += mark
    return (*parts, (0, word))


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target") or ""
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(element.get("Id") or "", (element.get("Type") or "").rsplit("/", 1)[-1], target, external)


def local(element: etree._Element) -> str:
    """Give the tag without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def get(element: etree._Element, name: str) -> str:
    """Give an attribute by its local name, whatever its namespace; "" where it is absent."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the child elements of that local name."""
    return (child for child in element if local(child) == name)


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Follow local names downwards; None where one is absent."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element
