"""Whether the text of a slide can be seen: what lies beside the slide, under something, or is white on white."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from extractors.officebase import drawing
from extractors.officebase.package import first, get, local

_TINY = 200  # hundredths of a point: letters of two points on a wall are not meant to be seen
# A slide with more painted shapes than this is a drawing; what lies under what is not looked for in it.
_MOST_FILLS = 400

Hiding = Literal["", "hidden_text", "covered_text"]


@dataclass(frozen=True, slots=True)
class Fill:
    """Something painted: when (by shape), where, its colour (None for a picture or unknown), and whether it covers."""

    number: int
    box: drawing.Box
    colour: str | None
    opaque: bool


@dataclass(frozen=True, slots=True)
class Design:
    """What a layout and its master give a slide: places of placeholders, what they paint, the background, colours."""

    places: dict[str, drawing.Box] = field(default_factory=dict)
    fills: tuple[Fill, ...] = ()
    background: str | None = None
    palette: drawing.Palette = drawing.PLAIN


def design(theme: etree._Element | None, master: etree._Element | None, layout: etree._Element | None) -> Design:
    """Give the design of the slides of one layout; the layout goes before its master."""
    mapping = first(master, "clrMap")
    found = Design(palette=drawing.palette(theme, mapping))
    for root in (master, layout):
        tree = first(root, "cSld", "spTree")
        if root is None or tree is None:
            continue
        fills = tuple(
            fill
            for shape in tree.iter("{*}sp", "{*}pic")
            if holder(shape) is None and (place := drawing.box(first(shape, "spPr", "xfrm"))) is not None
            for fill in _painted(shape, 0, place, found.palette)
        )
        stated = background(root, found.palette)
        found = replace(
            found, places=found.places | _places(tree), fills=found.fills + fills,
            background=found.background if stated == "" else stated,
        )  # fmt: skip
    return found


def background(root: etree._Element, palette: drawing.Palette) -> str | None:
    """Give the colour of a background; "" where the part states none, None where it is a picture or a gradient."""
    stated = first(root, "cSld", "bg")
    if stated is None:
        return ""
    solid = first(stated, "bgPr", "solidFill")
    if solid is not None:
        return drawing.colour(solid, palette)
    reference = first(stated, "bgRef")
    # 1001 is the first background style of a theme, which is the plain colour.
    return drawing.colour(reference, palette) if reference is not None and get(reference, "idx") == "1001" else None


def _places(tree: etree._Element) -> dict[str, drawing.Box]:
    """Give the boxes of placeholders, by kind and by number, in the words of the slides that use them."""
    found: dict[str, drawing.Box] = {}
    for shape in tree.iter("{*}sp", "{*}pic"):
        held, place = holder(shape), drawing.box(first(shape, "spPr", "xfrm"))
        if held is not None and place is not None:
            found.update(dict.fromkeys(_keys(held), place))
    return found


def _keys(held: etree._Element) -> tuple[str, ...]:
    kind = get(held, "type") or "obj"
    kind = {"ctrTitle": "title", "obj": "body", "subTitle": "body"}.get(kind, kind)
    number = get(held, "idx")
    return (f"number {number}", f"kind {kind}") if number else (f"kind {kind}",)


def holder(shape: etree._Element) -> etree._Element | None:
    """Give the mark that makes a shape a placeholder, None for a shape of its own."""
    for kind in ("nvSpPr", "nvPicPr", "nvGraphicFramePr"):
        found = first(shape, kind, "nvPr", "ph")
        if found is not None:
            return found
    return None


def named(shape: etree._Element) -> etree._Element | None:
    """Give the element with a shape's name and alternative text."""
    return next((found for child in shape if (found := first(child, "cNvPr")) is not None), None)


def is_hidden(shape: etree._Element) -> bool:
    """Say whether a shape is switched off in the selection pane."""
    own = named(shape)
    return own is not None and own.get("hidden") in ("1", "true")


def _painted(shape: etree._Element, number: int, place: drawing.Box, palette: drawing.Palette) -> Iterator[Fill]:
    """Give what a shape paints, if anything; a chart or a table paints, but not all of its box."""
    if local(shape) in ("pic", "graphicFrame"):
        yield Fill(number, place, None, local(shape) == "pic")
        return
    properties = first(shape, "spPr")
    for child in properties if properties is not None else ():
        match local(child):
            case "solidFill":
                value = drawing.colour(child, palette)
                if value != drawing.TRANSPARENT:
                    yield Fill(number, place, value, next(child.iter("{*}alpha"), None) is None)
                return
            case "noFill":
                return
            case "gradFill" | "blipFill" | "pattFill":
                yield Fill(number, place, None, False)
                return
    reference = first(shape, "style", "fillRef")
    if reference is not None and get(reference, "idx") not in ("", "0"):
        yield Fill(number, place, drawing.colour(reference, palette), True)


class Canvas:
    """A slide as it is painted, shape after shape."""

    def __init__(self, tree: etree._Element, known: Design, page: drawing.Box) -> None:
        """Lay out the shapes of a slide.

        Args:
            tree: The slide's tree of shapes.
            known: What layout and master give.
            page: The slide's own box.
        """
        self._design, self._page = known, page
        self._boxes: dict[etree._Element, drawing.Box] = {}
        self._numbers: dict[etree._Element, int] = {}
        self._fills: list[Fill] = []
        self._white: dict[etree._Element, bool] = {}
        self._lay(tree, drawing.Frame())
        self._covers = [fill for fill in self._fills if fill.opaque][: _MOST_FILLS + 1]

    def _lay(self, tree: etree._Element, frame: drawing.Frame) -> None:
        for shape in tree:
            match local(shape):
                case "grpSp":
                    self._lay(shape, drawing.frame(first(shape, "grpSpPr", "xfrm"), frame))
                case "AlternateContent" | "Choice" | "Fallback":
                    self._lay(shape, frame)
                case "sp" | "pic" | "graphicFrame" | "cxnSp":
                    self._put(shape, frame)

    def _put(self, shape: etree._Element, frame: drawing.Frame) -> None:
        number = self._numbers[shape] = len(self._numbers)
        place = self._place(shape, frame)
        if place is None:
            return
        self._boxes[shape] = place
        if not is_hidden(shape) and local(shape) != "cxnSp":
            speaks = any((element.text or "").strip() for element in shape.iter("{*}t"))
            for fill in _painted(shape, number, place, self._design.palette):
                # A card of text over another one is a design that went wrong, not a cover.
                self._fills.append(replace(fill, opaque=fill.opaque and not speaks))

    def _place(self, shape: etree._Element, frame: drawing.Frame) -> drawing.Box | None:
        place = drawing.box(first(shape, "spPr", "xfrm")) or drawing.box(first(shape, "xfrm"))
        if place is not None:
            return frame.place(place)
        held = holder(shape)
        keys = _keys(held) if held is not None else ()
        return next((self._design.places[key] for key in keys if key in self._design.places), None)

    def hiding(self, shape: etree._Element) -> Hiding:
        """Say how a whole shape is kept from sight: switched off, beside the slide, or under something."""
        if is_hidden(shape):
            return "hidden_text"
        stated = self._boxes.get(shape)
        if stated is None:
            return ""
        place = drawing.roomy(stated)
        if drawing.outside(place, self._page):
            return "hidden_text"
        if len(self._covers) > _MOST_FILLS:
            return ""
        number = self._numbers[shape]
        later = (fill for fill in self._covers if fill.number > number)
        return "covered_text" if any(drawing.covers(fill.box, place) for fill in later) else ""

    def hides_run(self, properties: etree._Element | None, shape: etree._Element) -> bool:
        """Say whether a run's letters are too small, have no fill, or are white on nothing but white."""
        if properties is None:
            return False
        size = get(properties, "sz")
        if (size.isascii() and size.isdecimal() and int(size[:6]) <= _TINY) or first(properties, "noFill") is not None:
            return True
        value = drawing.colour(first(properties, "solidFill"), self._design.palette)
        if value == drawing.TRANSPARENT:
            return True
        return drawing.is_white(value) and first(properties, "highlight") is None and self._on_white(shape)

    def _on_white(self, shape: etree._Element) -> bool:
        """Say whether all that lies behind a shape's text is known to be white: its fill, or background and below."""
        if shape not in self._white:
            self._white[shape] = self._is_on_white(shape)
        return self._white[shape]

    def _is_on_white(self, shape: etree._Element) -> bool:
        place = self._boxes.get(shape)
        if place is None or local(shape) != "sp" or len(self._fills) > _MOST_FILLS:
            return False
        number = self._numbers[shape]
        own = [fill for fill in self._fills if fill.number == number]
        if own:
            return drawing.is_white(own[-1].colour)
        below = (*self._design.fills, *(fill for fill in self._fills if fill.number < number))
        touched = (fill for fill in below if drawing.touches(fill.box, place))
        return drawing.is_white(self._design.background) and all(drawing.is_white(fill.colour) for fill in touched)
