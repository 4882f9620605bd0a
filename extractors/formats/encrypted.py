"""Office files locked with a password: named as encrypted, nothing else can be said about them."""

from __future__ import annotations

from extractors.model import Format, Limits, Reading, Unreadable


def read(data: bytes, reading: Reading, limits: Limits) -> None:  # noqa: ARG001  the contract of every format
    """Say that the file needs a password.

    Raises:
        Unreadable: Always, "encrypted".
    """
    raise Unreadable("encrypted", "needs a password")


FORMAT = Format(kinds=("encrypted-ooxml",), layers=(), read=read)
