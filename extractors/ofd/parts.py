"""An OFD package: parts found from where they are named, XML mended where it can be, and what was read so far."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from extractors.model import Unreadable
from extractors.officebase.package import Package, has_doctype, local

_TEXT = re.compile(rb">([^<>]+)<")


@dataclass(slots=True)
class Parts:
    """A package and the names of the parts that a walk has been at."""

    package: Package
    seen: set[str] = field(default_factory=set)

    def find(self, location: str, base: str, *folders: str) -> str:
        """Give the part that a location in `base` means; "" where there is none.

        Locations are relative to the part they stand in, or begin at the root; some programs begin at the document.
        """
        location = location.strip().replace("\\", "/")
        places = [""] if location.startswith("/") else [posixpath.dirname(base), *folders, ""]
        for place in places:
            name = posixpath.normpath(posixpath.join(place, location.lstrip("/"))) if location else ""
            if name and not name.startswith("..") and self.package.has(name):
                return name
        return ""

    def tree(self, name: str) -> etree._Element:
        """Give a part's XML and note that it was read.

        Names that XML forbids (programs write `<:eInvoice>`) are mended as long as all of the text is still there.

        Raises:
            Unreadable: As `Package.tree`.
        """
        self.seen.add(name.lower())
        try:
            return self.package.tree(name)
        except Unreadable as error:
            if error.problem.kind != "corrupt":
                raise
            mended = _mended(self.package.part(name))
            if mended is None:
                raise
            return mended

    def bytes(self, name: str) -> bytes:
        """Give a part's bytes and note that it was read."""
        self.seen.add(name.lower())
        return self.package.part(name)

    def fresh(self, name: str) -> bool:
        """Say whether no walk has been at this part."""
        return name.lower() not in self.seen


def _mended(raw: bytes) -> etree._Element | None:
    if has_doctype(raw):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        return None
    kept = sum(len(str(text).strip()) for text in root.itertext())
    meant = sum(len(text.decode("utf-8", "replace").strip()) for text in _TEXT.findall(raw))
    return root if kept >= 0.9 * meant and meant else None


def text_of(element: etree._Element | None) -> str:
    """Give an element's own text; "" for none."""
    return (element.text or "").strip() if element is not None else ""


def texts(element: etree._Element, *names: str) -> list[str]:
    """Give the texts of all descendants of these local names."""
    return [(each.text or "").strip() for each in element.iter(etree.Element) if local(each) in names and each.text]
