"""Memory that was freed, given back to the system: the C library of Linux keeps it for later, which may never come."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache


def given_back() -> None:
    """Give back what is free by now, some hundred megabytes of a large folder; elsewhere the system does by itself."""
    if trim := _trim():
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """Give what glibc has for it, None on other systems and with other libraries."""
    if sys.platform != "linux":
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found
