"""Forms that call forms: a page of a kilobyte can draw a form a million times, or itself for ever, and PDFium tries."""

# mypy: allow-untyped-calls
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream

from extractors.model import Unreadable
from extractors.pdf.objects import MINER_ERRORS, Objects

MOST = 50_000  # chosen: drawings that a page may come to; a drawing office's largest sheets stay under a thousand
_CALL = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_DEPTH = 28  # PDFium's own limit lies near; nobody draws deeper
_READ_BYTES = 4 << 20


class Forms:
    """Counts what pages draw; each form is looked at once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._counts: dict[int, int] = {}

    def drawings(self, page: Mapping[str, Any]) -> int:
        """Give how often a page draws forms, those inside forms included; `MOST` and more where it never ends."""
        named = self._named(page.get("Resources"))
        return sum(self._count(each, named, 0) for each in named.values())

    def _named(self, resources: Any) -> dict[str, Any]:
        found = self._objects.dictionary(self._objects.dictionary(resources).get("XObject"))
        return {str(name): each for name, each in found.items() if self._is_form(each)}

    def _is_form(self, value: Any) -> bool:
        stream = self._objects.get(value)
        return isinstance(stream, PDFStream) and self._objects.name(stream.attrs.get("Subtype")) == "Form"

    def _count(self, value: Any, around: Mapping[str, Any], depth: int) -> int:
        key = value.objid if isinstance(value, PDFObjRef) else id(value)
        if key in self._counts:
            return self._counts[key]
        if depth > _DEPTH:
            return MOST
        self._counts[key] = MOST  # who comes here again before it is counted is in a loop
        stream = self._objects.get(value)
        inner = self._named(stream.attrs["Resources"]) if "Resources" in stream.attrs else around
        total = 1
        if inner:
            for name, times in self._calls(stream).items():
                if name in inner:
                    total += times * self._count(inner[name], inner, depth + 1)
        self._counts[key] = min(total, MOST)
        return self._counts[key]

    def _calls(self, stream: PDFStream) -> Counter[str]:
        try:
            data = self._objects.data(stream)[:_READ_BYTES]
        except (Unreadable, *MINER_ERRORS):
            return Counter()
        return Counter(match[1].decode("latin-1") for match in _CALL.finditer(data))
