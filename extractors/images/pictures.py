"""Which of the pictures inside an office file are worth reading: how large they are, in dots and on the page."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

SUFFIX = re.compile(r"\.(?:jpe?g|jpe|jfif|png|gif|bmp|dib|tiff?|webp|heic|heif)$", re.IGNORECASE)
DRAWN = re.compile(r"\.(?:emf|wmf|emz|wmz|svg)$", re.IGNORECASE)
HEAD_BYTES = 1 << 16
# chosen: the smallest picture that holds a legible sentence or an address card; logos and icons stay below one of the
# two. A screen shot of a phone is 1000 × 2000 dots, a logo of a letter head shows on 10 cm².
MIN_DOTS = 120_000
MIN_AREA_CM2 = 20.0
# What is handed on of one file; of more there is a problem that counts them.
MOST_PICTURES = 40
MOST_BYTES = 64 << 20
_EMU_PER_CM = 360_000


@dataclass(slots=True)
class Shown:
    """Where pictures were met: the largest area on a page by part name in small letters, and those of the design."""

    area_cm2: dict[str, float] = field(default_factory=dict)
    design: set[str] = field(default_factory=set)

    def meet(self, part: str, width_emu: int, height_emu: int) -> None:
        """Note a picture on a page; a size of 0 is one that is not stated."""
        area = width_emu * height_emu / _EMU_PER_CM**2 if width_emu > 0 and height_emu > 0 else MIN_AREA_CM2
        self.area_cm2[part.lower()] = max(area, self.area_cm2.get(part.lower(), 0.0))

    def worth(self, part: str, dots: tuple[int, int] | None) -> bool:
        """Say whether a picture can hold text that matters; one of unknown size can.

        One that only a master, a layout, a theme, a header or a footer shows is design.
        """
        part = part.lower()
        if part in self.design and part not in self.area_cm2:
            return False
        large = dots is None or (dots[0] * dots[1] >= MIN_DOTS and min(dots) >= 100)
        return large and self.area_cm2.get(part, MIN_AREA_CM2) >= MIN_AREA_CM2


def dots(head: bytes) -> tuple[int, int] | None:
    """Give width and height from the first bytes of a picture; None where they do not say."""
    for magic, measure in _MEASURES.items():
        if head.startswith(magic):
            try:
                return measure(head)
            except struct.error:
                return None
    return None


def _png(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", head, 16)
    return width, height


def _gif(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", head, 6)
    return width, height


def _bmp(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", head, 18)
    return abs(width), abs(height)


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        mark, size = head[at + 1], struct.unpack_from(">H", head, at + 2)[0]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):  # a start of frame
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 2 + max(2, size)
    return None


_MEASURES: dict[bytes, Callable[[bytes], tuple[int, int] | None]] = {
    b"\x89PNG": _png, b"GIF8": _gif, b"BM": _bmp, b"\xff\xd8": _jpeg,
}  # fmt: skip
