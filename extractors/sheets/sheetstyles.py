"""How a workbook's cells look, as far as it matters for reading: number formats, and text that nobody can see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.officebase.package import children, first
from extractors.sheets.numberformats import BUILT_IN, Display, display

WHITE, BLACK = "FFFFFF", "000000"
SMALLEST_PT = 2.0  # chosen: no printer and no screen at 100 % shows letters of two points
# ECMA-376, 18.8.27: the fixed colours that matter here; 64 and 65 are the window's own text and ground.
INDEXED = {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 64: BLACK, 65: WHITE}
_THEME = {"0": WHITE, "1": BLACK}


@dataclass(frozen=True, slots=True)
class Look:
    """How one style shows a cell.

    Attributes:
        display: The number format; None for General, where numbers and texts stand as they are.
        hidden: Whether what the cell holds cannot be seen: `;;;`, letters in the colour of the ground, or tiny ones.
    """

    display: Display | None = None
    hidden: bool = False


PLAIN = Look()


def look(code: str, colour: str, ground: str, size_pt: float, epoch_1904: bool) -> Look:
    """Give the look of a number format, colours ("" unknown) and a size (0 unknown)."""
    shown = None if code.strip().casefold() in ("", "general", "@") else display(code, epoch_1904)
    unseen = bool(colour) and colour == ground
    return Look(shown, unseen or 0 < size_pt <= SMALLEST_PT or (shown is not None and shown.hides))


def looks(root: etree._Element | None, epoch_1904: bool) -> list[Look]:
    """Give the look of each cell style of a styles part, by its number."""
    if root is None:
        return []
    codes = _codes(root)
    fonts = [_font(font) for font in children_of(root, "fonts", "font")]
    grounds = [_ground(fill) for fill in children_of(root, "fills", "fill")]
    found, known = list[Look](), dict[tuple[str, ...], Look]()
    for style in children_of(root, "cellXfs", "xf"):
        key = tuple(style.get(name) or "0" for name in ("numFmtId", "fontId", "fillId"))
        if key not in known:
            number, font, fill = (int(value) if value.isdigit() else 0 for value in key)
            colour, size_pt = fonts[font] if font < len(fonts) else ("", 0.0)
            ground = grounds[fill] if fill < len(grounds) else ""
            known[key] = look(codes.get(number, BUILT_IN.get(number, "General")), colour, ground, size_pt, epoch_1904)
        found.append(known[key])
    return found


def children_of(root: etree._Element, group: str, name: str) -> list[etree._Element]:
    """Give the elements of that name in the group of that name; none where there is no such group."""
    parent = first(root, group)
    return [] if parent is None else list(children(parent, name))


def _codes(root: etree._Element) -> Mapping[int, str]:
    found = {}
    for element in children_of(root, "numFmts", "numFmt"):
        number = element.get("numFmtId") or ""
        if number.isdigit():
            found[int(number)] = element.get("formatCode") or ""
    return found


def _font(font: etree._Element) -> tuple[str, float]:
    size = first(font, "sz")
    try:
        size_pt = float(size.get("val") or 0) if size is not None else 0.0
    except ValueError:
        size_pt = 0.0
    return _colour(first(font, "color")), size_pt


def _ground(fill: etree._Element) -> str:
    """Give the colour behind the letters: white without a fill, "" under a pattern or a gradient."""
    pattern = first(fill, "patternFill")
    if pattern is None:
        return WHITE if len(fill) == 0 else ""
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return WHITE
    return _colour(first(pattern, "fgColor")) if kind == "solid" else ""


def _colour(element: etree._Element | None) -> str:
    """Give a colour as six hex digits, or as a word that two equal colours share; "" where it says nothing."""
    if element is None:
        return ""
    tint = element.get("tint") or "0"
    tinted = "" if tint.strip("0.-") == "" else f" {tint}"
    if element.get("rgb"):
        return (element.get("rgb") or "")[-6:].upper() + tinted
    theme, indexed = element.get("theme"), element.get("indexed") or ""
    if theme is not None:
        return (_THEME.get(theme) or f"theme {theme}") + tinted
    return INDEXED.get(int(indexed), f"indexed {indexed}") if indexed.isdigit() else ""
