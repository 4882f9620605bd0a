"""The parts of an office file in a zip (OOXML, ODF, OFD): bytes and XML trees, counted and refused when hostile.

A package can be opened mending: what a damaged zip or part still holds is given, and each loss is a problem. The flat
form of OOXML, one XML file that holds the parts, opens like a zip.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.model import Limits, Problem, ProblemKind, Unreadable
from extractors.officebase import flatxml, salvage

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

    def __init__(self, data: bytes, limits: Limits, faults: list[Problem] | None = None) -> None:
        """Read the directory; parts are read when asked for.

        Args:
            data: The file.
            limits: What it may cost.
            faults: Where what was mended is noted. Without it nothing is mended: damage raises.
        """
        self._data, self._limits, self._faults = data, limits, faults
        self._read_bytes = 0
        self._zip: zipfile.ZipFile | None = None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._loose: dict[str, bytes] = {}
        self.names: tuple[str, ...] = ()
        self._types: dict[str, str] | None = None
        self._relations: dict[str, tuple[Relation, ...]] = {}
        if flatxml.is_package(data):
            self._types = {}
            for name, kind, content in flatxml.parts(parse(data, "package", huge=True)):
                self._loose[name.lower()] = content
                self._types[name.lower()] = kind
                self.names += (name,)
        else:
            self._open(data)

    def _open(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _ZIP_ERRORS as error:
            kind: ProblemKind = "truncated" if cut_short(data) else "corrupt"
            self._salvage(Unreadable(kind, f"zip directory: {type(error).__name__}"))
            return
        if len(infos) > self._limits.members:
            raise Unreadable("bomb", f"{len(infos)} parts")
        names = list[str]()
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/")
            if name.lower() in self._infos:  # one name twice: readers differ in which they show, so both are read
                name = f"again{len(names)}/{name}"
            self._infos[name.lower()] = info
            if info.filename and not info.is_dir():
                names.append(name)
        self.names = tuple(names)

    def _salvage(self, error: Unreadable) -> None:
        """Take the parts from where they begin, for there is no directory that says so."""
        if self._faults is None:
            raise error
        names = []
        for part in salvage.parts(self._data, self._limits):
            name = part.name.replace("\\", "/").lstrip("/")
            if name and not name.endswith("/") and name.lower() not in self._loose:
                names.append(name)
                self._loose[name.lower()] = part.content
        if not names:
            raise error
        self.names = tuple(names)
        self._note(Problem(error.problem.kind, f"{error.problem.detail}; {len(names)} parts found without it"))

    def _note(self, problem: Problem) -> None:
        """Note what was mended, once however often the part is asked for."""
        if self._faults is not None and problem not in self._faults:
            self._faults.append(problem)

    def has(self, name: str) -> bool:
        """Say whether the part is there (part names ignore case)."""
        return name.lower() in self._infos or name.lower() in self._loose

    def part(self, name: str) -> bytes:
        """Give a part's bytes; mending, also those in front of the damage.

        Raises:
            Unreadable: "corrupt", "bomb", "encrypted" or "too_big"; the detail names the part.
        """
        loose = self._loose.get(name.lower())
        if loose is not None:
            return loose
        info = self._infos.get(name.lower())
        if info is None or self._zip is None:
            raise Unreadable("corrupt", f"part {name} is missing")
        if info.flag_bits & 1:
            raise Unreadable("encrypted", f"part {name}")
        try:
            with self._zip.open(info) as stream:
                return self._counted(stream, info, name)
        except _ZIP_ERRORS as error:
            return self._mended(info, name, Unreadable("corrupt", f"part {name}: {type(error).__name__}"))

    def head(self, name: str, size_bytes: int) -> bytes:
        """Give the first bytes of a part.

        Raises:
            Unreadable: As `part` does.
        """
        info = self._infos.get(name.lower())
        if info is None or self._zip is None or name.lower() in self._loose or info.flag_bits & 1:
            return self.part(name)[:size_bytes]
        try:
            with self._zip.open(info) as stream:
                return stream.read(size_bytes)
        except _ZIP_ERRORS as error:
            return self._mended(info, name, Unreadable("corrupt", f"part {name}: {type(error).__name__}"))[:size_bytes]

    def _mended(self, info: zipfile.ZipInfo, name: str, error: Unreadable) -> bytes:
        content = b""
        if self._faults is not None:
            found = salvage.one(self._data, info.header_offset, self._limits)
            content = found.content if found is not None else b""
        if self._faults is None or not content:
            raise error
        self._note(Problem("corrupt", f"{error.problem.detail}; read as far as it goes"))
        self._loose[name.lower()] = content
        return content

    def tree(self, name: str) -> etree._Element:
        """Give a part's XML root; entities stay unresolved and a DOCTYPE is refused as a bomb.

        Mending, a part that is no well-formed XML gives what can be read of it and a problem.
        """
        raw = self.part(name)
        try:
            return parse(raw, name)
        except Unreadable as error:
            if self._faults is None or error.problem.kind != "corrupt":
                raise
            mended = salvage.tree(raw)
            if mended is None:
                raise
            self._note(Problem("corrupt", f"{error.problem.detail}; read as far as it goes"))
            return mended

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Give the relationships of a part ("" for the package); none where the file has none."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return ()
        if rels not in self._relations:
            self._relations[rels] = self._read_relations(rels, folder)
        return self._relations[rels]

    def _read_relations(self, rels: str, folder: str) -> tuple[Relation, ...]:
        try:
            found = [_relation(element, folder) for element in self.tree(rels).iter(_RELATION)]
        except Unreadable as error:
            if self._faults is None:
                raise
            self._note(error.problem)
            return ()
        return tuple(self._resolved(relation) for relation in found)

    def _resolved(self, relation: Relation) -> Relation:
        """Let a target that is written as an address, with `%20` for a blank, find its part."""
        if relation.external or "%" not in relation.target or self.has(relation.target):
            return relation
        plain = unescaped(relation.target)
        return Relation(relation.key, relation.kind, plain, False) if self.has(plain) else relation

    def types(self) -> dict[str, str]:
        """Give the content type that the package states for single parts, by part name in small letters."""
        if self._types is None:
            self._types = {}
            if self.has("[Content_Types].xml"):
                for element in self.tree("[Content_Types].xml").iter("{*}Override"):
                    name = (element.get("PartName") or "").replace("\\", "/").lstrip("/").lower()
                    self._types[name] = element.get("ContentType") or ""
        return self._types

    def by_type(self, suffix: str) -> tuple[str, ...]:
        """Give the names of the parts whose content type ends so, in the order of their numbers."""
        types = self.types()
        return tuple(sorted((name for name in self.names if types.get(name.lower(), "").endswith(suffix)), key=natural))

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


def unescaped(address: str) -> str:
    """Give an address with its `%E4%B8%AD` and `%20` as the characters that they stand for."""
    if "%" not in address:
        return address
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), address.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace")


def parse(raw: bytes, name: str, huge: bool = False) -> etree._Element:
    """Parse XML without entities, network or a DOCTYPE; comments and instructions are left out.

    Args:
        raw: The part.
        name: Its name, for the problem.
        huge: Take text of more than 10 MB and depth beyond 255, where nothing walks the tree.

    Raises:
        Unreadable: "bomb" for a DOCTYPE, "corrupt" for what is not XML; the detail names the part.
    """
    if has_doctype(raw):
        raise Unreadable("bomb", f"part {name} has a DOCTYPE")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=huge, load_dtd=False, remove_comments=True, remove_pis=True
    )
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
    target = (element.get("Target") or "").strip()
    external = element.get("TargetMode") == "External"
    if not external:
        target = target.replace("\\", "/")
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(element.get("Id") or "", (element.get("Type") or "").rsplit("/", 1)[-1], target, external)


def local(element: etree._Element) -> str:
    """Give the tag without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def get(element: etree._Element, name: str) -> str:
    """Give an attribute by its local name, whatever its namespace; "" where it is absent."""
    for key, value in element.attrib.items():
        if key == name or str(key).endswith("}" + name):
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
        for child in element:
            if local(child) == name:
                element = child
                break
        else:
            return None
    return element
