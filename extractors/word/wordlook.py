"""How Word's text looks, as far as it decides whether a person can see it: styles, colours, shading, size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from lxml import etree

from extractors.model import Form
from extractors.officebase import drawing
from extractors.officebase.package import children, first, get, local

# ECMA-376 17.18.40, the colours of a highlight.
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "800080", "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_THEME = {"background1": "FFFFFF", "light1": "FFFFFF", "text1": "000000", "dark1": "000000"}
_VML_COLOURS = {"white": "FFFFFF", "black": "000000", "window": "FFFFFF", "windowtext": "000000"}
_TELLING = frozenset({"vanish", "webHidden", "color", "sz", "shd", "highlight", "rStyle", "w", "fitText"})
_TINY_HALF_POINTS = 2  # text of one point is not meant to be seen
_THIN_PERCENT = 5  # nor are letters drawn at a twentieth of their width
_CHAIN = 20  # based-on chains are short; a loop in a broken file ends here
AUTO = "auto"
UNKNOWN = "unknown"

Hiding = Literal["", "hidden_text", "covered_text"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a run's or style's properties say; None where they say nothing."""

    hidden: bool | None = None
    colour: str | None = None
    size: int | None = None
    fill: str | None = None
    width: int | None = None

    def over(self, base: Look) -> Look:
        """Give this look laid over another one."""
        if self == _BARE:
            return base
        return Look(
            base.hidden if self.hidden is None else self.hidden,
            base.colour if self.colour is None else self.colour,
            base.size if self.size is None else self.size,
            base.fill if self.fill is None else self.fill,
            base.width if self.width is None else self.width,
        )


_BARE = Look()


@dataclass(slots=True)
class Styles:
    """What the document's styles say, by style id.

    Attributes:
        form: The role of a paragraph.
        look: How its text looks, what it is based on and the document's defaults included.
        fill: The shading behind a paragraph.
        coloured: Table styles with shading anywhere in them: what is behind a cell's text cannot be told.
        default: The look of text without a style.
        page: The colour of the page.
    """

    form: dict[str, Form] = field(default_factory=dict)
    look: dict[str, Look] = field(default_factory=dict)
    fill: dict[str, str] = field(default_factory=dict)
    coloured: set[str] = field(default_factory=set)
    default: Look = _BARE
    page: str = "FFFFFF"


def styles(root: etree._Element) -> Styles:
    """Read the part with the styles."""
    found = Styles()
    found.default = look(first(root, "docDefaults", "rPrDefault", "rPr"))
    elements = {get(element, "styleId"): element for element in children(root, "style")}
    for key, element in elements.items():
        chain = list(_chain(element, elements))
        form = _form(chain)
        if form:
            found.form[key] = form
        shown = _BARE
        for each in reversed(chain):
            shown = look(first(each, "rPr")).over(shown)
        if shown != _BARE:
            found.look[key] = shown
        fill = next((value for each in chain if (value := shade(first(each, "pPr", "shd")))), None)
        if fill:
            found.fill[key] = fill
        if get(element, "type") == "table" and any(next(each.iter("{*}shd"), None) is not None for each in chain):
            found.coloured.add(key)
        if get(element, "default") in ("1", "true") and get(element, "type") == "paragraph":
            found.default = shown.over(found.default)
    return found


def _chain(element: etree._Element, elements: dict[str, etree._Element]) -> Iterator[etree._Element]:
    at: etree._Element | None = element
    for _ in range(_CHAIN):
        if at is None:
            return
        yield at
        based = first(at, "basedOn")
        at = elements.get(get(based, "val")) if based is not None else None


def _form(chain: list[etree._Element]) -> Form | None:
    for element in chain:
        named = first(element, "name")
        name = get(named, "val").lower() if named is not None else ""
        if name in ("title", "标题", "標題"):
            return "title"
        if re.match(r"(?:heading|标题|標題|subtitle|副标题)", name):
            return "heading"
        if first(element, "pPr", "numPr") is not None or re.match(r"list (?:bullet|number|continue)", name):
            return "bullet"
    return None


def on(element: etree._Element | None) -> bool:
    """Say whether a property that is either there or not is there."""
    return element is not None and get(element, "val") not in ("0", "false", "off", "none")


def look(properties: etree._Element | None) -> Look:
    """Read run properties."""
    if properties is None or len(properties) == 0:
        return _BARE
    found = {local(child): child for child in properties}
    if not _TELLING & found.keys():
        return _BARE
    hidden: bool | None = None
    for key in ("vanish", "webHidden"):
        if key in found:
            hidden = bool(hidden) or on(found[key])
    fill = shade(found.get("shd"))
    if "highlight" in found:
        fill = _HIGHLIGHTS.get(get(found["highlight"], "val"), fill)
    return Look(hidden, _colour(found.get("color")), _whole(found.get("sz")), fill, _whole(found.get("w")))


def _whole(element: etree._Element | None) -> int | None:
    value = get(element, "val").rstrip("%") if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else None


def _colour(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    value = get(element, "val")
    if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return value.upper()
    return _THEME.get(get(element, "themeColor"), AUTO if value == "auto" else UNKNOWN)


def shade(element: etree._Element | None) -> str | None:
    """Give the colour of a shading; None where there is none, `UNKNOWN` for patterns and themes without a value."""
    if element is None:
        return None
    pattern, fill = get(element, "val"), get(element, "fill")
    if pattern == "solid":
        fill = get(element, "color")
        fill = "000000" if fill in ("", "auto") else fill
    elif pattern.startswith(("pct", "diag", "horz", "vert", "thin", "cross")):
        return UNKNOWN
    if re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return fill.upper()
    return UNKNOWN if get(element, "themeFill") else None


def hiding(run: etree._Element, paragraph: Look, known: Styles) -> Hiding:
    """Say how a run is kept from sight, "" for text that can be seen.

    Hidden by its property or its style, tiny, thin, or white on what is white behind it. Text of the colour of its own
    dark shading or highlight is covered: that is how people black out a line, and the text stays.
    """
    own = first(run, "rPr")
    shown = paragraph
    if own is not None and len(own):
        style = first(own, "rStyle")
        if style is not None:
            shown = known.look.get(get(style, "val"), _BARE).over(shown)
        shown = look(own).over(shown)
    if shown is known.default and not shown.hidden and shown.colour in (None, AUTO):
        return ""
    if shown.hidden or (shown.size or 99) <= _TINY_HALF_POINTS or (shown.width or 99) <= _THIN_PERCENT:
        return "hidden_text"
    return _coloured(run, shown, known)


def _coloured(run: etree._Element, shown: Look, known: Styles) -> Hiding:
    colour = shown.colour
    if colour == UNKNOWN:
        return ""
    if colour in (None, AUTO):
        highlight = first(run, "rPr", "highlight")
        return "covered_text" if highlight is not None and get(highlight, "val") == "black" else ""
    assert colour is not None
    white = drawing.is_white(colour)
    if shown.fill == UNKNOWN:
        return ""
    if shown.fill is not None:
        same = drawing.alike(colour, shown.fill) or (white and drawing.is_white(shown.fill))
        return ("hidden_text" if white else "covered_text") if same else ""
    if white:
        behind = backdrop(run, known)
        return "hidden_text" if behind != UNKNOWN and drawing.is_white(behind) else ""
    return "covered_text" if drawing.alike(colour, _near(run, known)) else ""


def _near(run: etree._Element, known: Styles) -> str | None:
    """Give the shading of a run's paragraph, None for none."""
    above = run.getparent()
    while above is not None and local(above) != "p":
        above = above.getparent()
    found = _shading(above, known) if above is not None else None
    return None if found == UNKNOWN else found


def backdrop(run: etree._Element, known: Styles) -> str:
    """Give the colour behind a run that has no shading of its own, `UNKNOWN` where it cannot be told."""
    for above in run.iterancestors():
        found = _shading(above, known)
        if found is not None:
            return found
    return known.page


def _shading(above: etree._Element, known: Styles) -> str | None:
    match local(above):
        case "p":
            style = first(_early(above, "pPr"), "pStyle")
            own = shade(first(_early(above, "pPr"), "shd"))
            return own or (known.fill.get(get(style, "val")) if style is not None else None)
        case "tc":
            return shade(first(_early(above, "tcPr"), "shd"))
        case "tbl":
            style = first(_early(above, "tblPr"), "tblStyle")
            if style is not None and get(style, "val") in known.coloured:
                return UNKNOWN
            return shade(first(_early(above, "tblPr"), "shd"))
        case "wsp" | "sp":
            return _drawn_fill(above)
        case "shape" | "rect" | "roundrect" | "oval":
            return _vml_fill(above)
    return None


def _early(element: etree._Element, name: str) -> etree._Element | None:
    """Give the properties of an element, which stand first: it may have a hundred thousand children behind them."""
    return next((child for child in islice(element, 3) if local(child) == name), None)


def _drawn_fill(shape: etree._Element) -> str | None:
    for child in first(shape, "spPr") if first(shape, "spPr") is not None else ():  # type: ignore[union-attr]
        match local(child):
            case "solidFill":
                value = drawing.colour(child, drawing.PLAIN)
                return None if value == drawing.TRANSPARENT else value or UNKNOWN
            case "gradFill" | "blipFill" | "pattFill" | "grpFill":
                return UNKNOWN
            case "noFill":
                return None
    reference = first(shape, "style", "fillRef")
    return UNKNOWN if reference is not None and get(reference, "idx") != "0" else None


def _vml_fill(shape: etree._Element) -> str | None:
    if (shape.get("filled") or "").lower() in ("f", "false"):
        return None
    value = (shape.get("fillcolor") or "white").split(" ")[0].lstrip("#").lower()
    value = _VML_COLOURS.get(value, value)
    if re.fullmatch(r"[0-9a-fA-F]{3}", value):
        value = "".join(mark * 2 for mark in value)
    return value.upper() if re.fullmatch(r"[0-9a-fA-F]{6}", value) else UNKNOWN


def with_page(known: Styles, root: etree._Element) -> Styles:
    """Give the styles with what lies behind all text of a part: the page's colour, or a picture behind the text."""
    if any(get(anchor, "behindDoc") in ("1", "true") for anchor in root.iter("{*}anchor")):
        return replace(known, page=UNKNOWN)
    background = first(root, "background")
    colour = get(background, "color") if background is not None else ""
    if re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return replace(known, page=colour.upper())
    return known
