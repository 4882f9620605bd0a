"""Office files locked with a password: opened where it is the one that every program knows, else named as encrypted."""

from __future__ import annotations

from typing import get_args

from extractors import registry, sniff
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import officecrypto


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the file inside by the reader of its kind.

    Raises:
        Unreadable: "encrypted" where it needs a password that a person has to know.
    """
    inner = officecrypto.opened(data)
    kind = sniff.kind(inner[:8192], inner, "")
    reader = registry.formats().get(kind)
    if reader is None or "encrypted" in kind:
        raise Unreadable("encrypted", f"opened by the common password, but inside is a file of kind {kind}")
    reader.read(inner, reading, limits)


# Whatever the reader of the file inside gives.
_LAYERS: tuple[Layer, ...] = tuple(layer for layer in get_args(Layer) if layer not in ("file_name", "attachment"))
FORMAT = Format(kinds=("encrypted-ooxml",), layers=_LAYERS, read=read, version=2)
