"""OLE files that no other reader knows: named where they can be; packaged files and properties are taken out."""

from __future__ import annotations

from typing import cast

from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import objects, propertyset
from extractors.officebase.compound import Compound
from extractors.sink import Sink

_KNOWN = {
    "VisioDocument": "Visio drawing: save it as VSDX or PDF", "Quill": "Publisher document: save it as PDF",
    "PP40": "PowerPoint 95 presentation: save it as PPTX", "Catalog": "picture previews of Windows",
    "HwpSummaryInformation": "Hangul document: save it as DOCX or PDF", "FileHeader": "Hangul document: save it as PDF",
    "StarWriterDocument": "StarOffice document: save it as ODT", "StarCalcDocument": "StarOffice sheet: save it as ODS",
    "StarDrawDocument3": "StarOffice drawing: save it as ODG", "TBkd0": "Project plan: save it as PDF or XML",
    "EncryptedSummary": "encrypted office file", "DrmContent": "file under rights management",
    "\x06DataSpaces": "file under rights management", "VBA": "macros without a document",
    "SwDocContentMgr": "SolidWorks model", "RSeStorage": "Inventor model",
}  # fmt: skip
_LOCKED = ("EncryptedSummary", "DrmContent", "\x06DataSpaces")


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Take out properties and packaged files.

    Raises:
        Unreadable: "encrypted" or, where nothing is packaged in it, "unsupported" with what the file is.
    """
    compound, sink = Compound(data), Sink(reading, limits)
    propertyset.put(compound, sink)
    names = compound.names()
    found = next((name for name in _KNOWN if name in names), "")
    if found in _LOCKED:
        raise Unreadable("encrypted", f"{_KNOWN[found]}: needs a password or a licence")
    objects.put(compound, (), "object", sink, "packaged file")
    if not reading.members:
        raise Unreadable("unsupported", _KNOWN.get(found, "OLE file of a program that is not known"))


_LAYERS = cast(tuple[Layer, ...], ("embedded_object", "metadata"))
FORMAT = Format(kinds=("ole",), layers=_LAYERS, read=read)
