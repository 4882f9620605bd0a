"""Further parts of an archive in several files: each is named, for none can be read alone."""

from __future__ import annotations

from extractors.model import Format, Limits, Reading, Unreadable


def read(data: bytes, reading: Reading, limits: Limits) -> None:  # noqa: ARG001  the contract of every format
    """Say that the parts have to be put together.

    Raises:
        Unreadable: Always, "truncated".
    """
    raise Unreadable("truncated", "a part of an archive in several files; put together, its members can be read")


FORMAT = Format(kinds=("volume",), layers=(), read=read)
