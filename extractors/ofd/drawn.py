"""What an OFD page draws: texts with their places, boxes and pictures, in the order of drawing.

Units: points, y upwards, as `extractors.layout` takes them; OFD counts millimetres from the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Literal

from lxml import etree

from extractors.layout import Chunk, Line
from extractors.model import Unreadable
from extractors.officebase.package import children, local

MM = 72 / 25.4
Matrix = tuple[float, float, float, float, float, float]
Color = tuple[float, float, float]
Seen = Literal["seen", "hidden", "covered"]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OBJECTS = 100_000  # chosen: objects that one page may draw, composites opened up
_DEPTH = 12
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?")
_WIDE_GAP, _SPACE_GAP = 1.1, 0.5  # in font sizes
_LOW_ALPHA, _OPAQUE = 12, 250  # of 255
_PALE, _NEAR = 235, 40  # of 255, each channel
_TINY = 1.2  # points
_PAIRS = 1_000_000
_PIECES = 20_000  # deltas of one text


@dataclass(slots=True)
class Item:
    """One object of a page.

    Attributes:
        kind: "text", "path" or "image".
        box: Left, bottom, right, top, in points.
        color: Of its filling, 0 to 255 each; None where there is none.
        alpha: 0 transparent, 255 opaque.
        shown: Visible and drawn at all.
        chunks: Text only: what stands where.
        key: Its ID.
        seen: Whether a reader of the page sees it.
    """

    kind: Literal["text", "path", "image"]
    box: tuple[float, float, float, float]
    color: Color | None = None
    alpha: float = 255
    shown: bool = True
    chunks: list[Chunk] = field(default_factory=list)
    key: str = ""
    seen: Seen = "seen"

    @property
    def text(self) -> str:
        return " ".join(chunk.text for chunk in self.chunks)


@dataclass(slots=True)
class Resources:
    """What pages draw with: filling colours of drawing parameters and composite units, by ID."""

    colors: dict[str, tuple[Color | None, float]] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)

    def take(self, root: etree._Element) -> None:
        """Take what a resource part defines; parameters that build on others follow them."""
        for element in root.iter(etree.Element):
            if local(element) == "DrawParam":
                fill = next(children(element, "FillColor"), None)
                base = self.colors.get(element.get("Relative") or "")
                own = _fill(fill) if fill is not None else base
                if own is not None:
                    self.colors[element.get("ID") or ""] = own
            elif local(element) == "CompositeGraphicUnit":
                self.units[element.get("ID") or ""] = element


def numbers(text: str | None) -> list[float]:
    """Give the numbers in an attribute; what is beyond any page is cut."""
    return [max(-1e6, min(1e6, float(part))) for part in _NUMBER.findall(text or "")[:64]]


class Drawing:
    """Collects the items of one page."""

    def __init__(self, resources: Resources) -> None:
        """Take what composites and parameters are looked up in."""
        self.items: list[Item] = []
        self._resources = resources
        self._left = _OBJECTS

    def draw(self, holder: etree._Element, matrix: Matrix = IDENTITY, depth: int = 0, shown: bool = True) -> None:
        """Add what stands in a layer, block, appearance or composite unit.

        Raises:
            Unreadable: "bomb" where a page draws without end.
        """
        default = self._resources.colors.get(holder.get("DrawParam") or "")
        for element in holder:
            kind = local(element)
            visible = shown and (element.get("Visible") or "").lower() not in ("false", "0")
            if kind in ("Layer", "PageBlock", "Content"):
                if depth < _DEPTH:
                    self.draw(element, matrix, depth + 1, visible)
                continue
            if kind not in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                continue
            self._left -= 1
            if self._left < 0 or depth >= _DEPTH:
                raise Unreadable("bomb", f"draws more than {_OBJECTS} objects, or objects within objects without end")
            inner = placed(element, matrix)
            if kind == "CompositeObject":
                unit = self._resources.units.get(element.get("ResourceID") or "")
                for content in children(unit, "Content") if unit is not None else ():
                    self.draw(content, inner, depth + 1, visible)
            else:
                self.items.append(self._item(element, kind, inner, matrix, visible, default))

    def _item(  # noqa: PLR0913, PLR0917  what the format says of one object
        self,
        element: etree._Element,
        kind: str,
        inner: Matrix,
        matrix: Matrix,
        shown: bool,
        default: tuple[Color | None, float] | None,
    ) -> Item:
        alpha = (numbers(element.get("Alpha")) or [255.0])[0]
        parameter = self._resources.colors.get(element.get("DrawParam") or "") or default
        color, own_alpha = parameter if parameter is not None else ((0.0, 0.0, 0.0), 255.0)
        fill = next(children(element, "FillColor"), None)
        if fill is not None:
            color, own_alpha = _fill(fill)
        alpha = min(alpha, own_alpha)
        box = _boundary(element, matrix)
        key = element.get("ID") or ""
        if kind == "ImageObject":
            return Item("image", box, None, alpha, shown, key=key)
        if kind == "PathObject":
            filled = (element.get("Fill") or "").lower() in ("true", "1") and _rectangular(element)
            return Item("path", box, color if filled else None, alpha, shown, key=key)
        chunks = list(_chunks(element, inner))
        drawn = (element.get("Fill") or "true").lower() not in ("false", "0") or element.get("Stroke") == "true"
        whole = _around([(chunk.x0, chunk.y0, chunk.x1, chunk.y1) for chunk in chunks]) if chunks else box
        return Item("text", whole, color, alpha, shown and drawn, chunks, key)


def placed(element: etree._Element, outer: Matrix = IDENTITY) -> Matrix:
    """Give the matrix from an object's own space to the page."""
    box = numbers(element.get("Boundary"))
    own = numbers(element.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else IDENTITY
    if len(box) == 4:
        e, f = e + box[0], f + box[1]
    g, h, i, j, k, m = outer
    e, f = e * g + f * i + k, e * h + f * j + m
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e, f


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Give where a point lies on the page, in points upwards."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * MM, -(b * x + d * y + f) * MM


def _boundary(element: etree._Element, matrix: Matrix) -> tuple[float, float, float, float]:
    box = numbers(element.get("Boundary"))
    if len(box) != 4:
        return 0.0, 0.0, 0.0, 0.0
    x, y, width, height = box
    return _quad(matrix, x, y, x + width, y + height)


def _quad(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    corners = [point(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _around(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)


def _fill(element: etree._Element) -> tuple[Color | None, float]:
    """Give a colour's red, green and blue and its alpha; grey has one value, CMYK four."""
    alpha = (numbers(element.get("Alpha")) or [255.0])[0]
    raw = element.get("Value") or ""
    values = [float(int(part, 16)) for part in re.findall(r"#([0-9a-fA-F]{1,4})", raw)] or numbers(raw)
    match len(values):
        case 1:
            return (values[0], values[0], values[0]), alpha
        case 3:
            return (values[0], values[1], values[2]), alpha
        case 4:
            ink = [min(255.0, value + values[3]) for value in values[:3]]
            return (255 - ink[0], 255 - ink[1], 255 - ink[2]), alpha
    return (0.0, 0.0, 0.0), alpha


def _rectangular(element: etree._Element) -> bool:
    """Say whether a path is a box: straight lines between at most six points."""
    data = " ".join(each.text or "" for each in children(element, "AbbreviatedData"))[:2000]
    steps = re.findall(r"[A-Za-z]", data)
    return bool(steps) and set(steps) <= set("SMLC") and steps.count("L") in (3, 4, 5)


def _chunks(element: etree._Element, matrix: Matrix) -> Iterator[Chunk]:
    size = abs((numbers(element.get("Size")) or [0.0])[0]) or 3.5
    x, y = 0.0, size
    for code in children(element, "TextCode"):
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        text = "".join(str(part) for part in code.itertext())
        if text.strip():
            across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
            yield from _pieces(text, (x, y, size), across, down, matrix)


def _deltas(raw: str | None, most: int) -> list[float]:
    """Give the steps between characters; `g 5 3.2` stands for five times 3.2."""
    found: list[float] = []
    parts = (raw or "").split()
    at = 0
    while at < len(parts) and len(found) < min(most, _PIECES):
        if parts[at] == "g" and at + 2 < len(parts):
            times, step = numbers(parts[at + 1]), numbers(parts[at + 2])
            if times and step:
                found += [step[0]] * max(0, min(int(times[0]), most))
            at += 3
        else:
            found += numbers(parts[at])[:1]
            at += 1
    return found[:most]


def _pieces(
    text: str, start: tuple[float, float, float], across: Sequence[float], down: Sequence[float], matrix: Matrix
) -> Iterator[Chunk]:
    """Give a text in stretches without a wide gap."""
    x, y, size = start
    if any(down) and not any(across):
        yield Chunk(text, *_quad(matrix, x, y - size, x + size, y + sum(down)))
        return
    places = [x]
    for index, mark in enumerate(text[:-1]):
        places.append(places[-1] + (across[index] if index < len(across) else _width(mark, size)))
    begin, said = 0, text[0]
    for index, (left, right) in enumerate(pairwise(places), 1):
        gap = right - left - _width(text[index - 1], size)
        if gap > _WIDE_GAP * size and text[index - 1 : index + 1].strip():
            yield _piece(said, places[begin], left + _width(text[index - 1], size), y, size, matrix)
            begin, said = index, ""
        elif gap > _SPACE_GAP * size and not text[index - 1].isspace() and text[index] < "\u2e80":
            said += " "
        said += text[index]
    yield _piece(said, places[begin], places[-1] + _width(text[-1], size), y, size, matrix)


def _piece(text: str, x0: float, x1: float, y: float, size: float, matrix: Matrix) -> Chunk:  # noqa: PLR0913, PLR0917
    return Chunk(text, *_quad(matrix, x0, y - 0.85 * size, x1, y + 0.15 * size))


def _width(mark: str, size: float) -> float:
    return size if mark >= "\u2e80" else 0.5 * size


# From here on: what nobody sees.


def judge(items: Sequence[Item], width: float, height: float) -> list[Item]:
    """Say of each text whether it is seen: drawn, large enough, on the page, not of its ground's colour, not covered.

    There is no renderer for OFD here, so geometry decides: a box counts where it is a filled rectangle.

    Args:
        items: In the order of drawing; their `seen` is set.
        width: Of the page, in points; 0 for unknown.
        height: Likewise.

    Returns:
        The items, those that are covered in part as two or more.
    """
    boxes = [(place, item) for place, item in enumerate(items) if _opaque(item)]
    left, found = _PAIRS, list[Item]()
    for order, one in enumerate(items):
        if one.kind != "text":
            found.append(one)
        elif not one.shown or one.alpha <= _LOW_ALPHA or one.box[3] - one.box[1] < _TINY or _off(one, width, height):
            one.seen = "hidden"
            found.append(one)
        else:
            left -= len(boxes)
            near = [(place, box) for place, box in boxes if _crosses(box, one)] if left >= 0 else []
            above = [box for place, box in near if place > order and not _page_picture(box, width, height)]
            below = [box for place, box in near if place < order and _over(box, one)]
            found += _parted(one, above) if above else [_on(one, below[-1] if below else None)]
    return found


def _opaque(item: Item) -> bool:
    return (
        item.shown
        and item.alpha >= _OPAQUE
        and (item.kind == "image" or (item.kind == "path" and item.color is not None))
    )


def _on(one: Item, ground: Item | None) -> Item:
    """Judge a text by the colour of what it was drawn on."""
    if one.color is not None and ground is None and min(one.color) >= _PALE:
        one.seen = "hidden"
    elif one.color is not None and ground is not None and ground.color is not None and _alike(ground.color, one.color):
        one.seen = "hidden" if min(one.color) >= _PALE else "covered"
    return one


def _parted(one: Item, above: Sequence[Item]) -> list[Item]:
    """Part a text into what is under boxes and what is beside them."""
    seen, covered = list[Chunk](), list[Chunk]()
    for chunk in one.chunks:
        step = (chunk.x1 - chunk.x0) / max(1, len(chunk.text))
        middles = (chunk.x0 + (index + 0.5) * step for index in range(len(chunk.text)))
        under = [any(box.box[0] <= middle <= box.box[2] and _low(box, chunk) for box in above) for middle in middles]
        for state, group in groupby(range(len(under)), key=under.__getitem__):
            at = list(group)
            x0, x1 = chunk.x0 + at[0] * step, chunk.x0 + (at[-1] + 1) * step
            piece = Chunk(chunk.text[at[0] : at[-1] + 1], x0, chunk.y0, x1, chunk.y1)
            (covered if state else seen).append(piece)
    parts: list[tuple[list[Chunk], Seen]] = [(seen, "seen"), (covered, "covered")]
    return [
        replace(one, chunks=chunks, seen=state, box=_around([(c.x0, c.y0, c.x1, c.y1) for c in chunks]))
        for chunks, state in parts
        if chunks
    ]


def _low(box: Item, chunk: Chunk) -> bool:
    return min(box.box[3], chunk.y1) - max(box.box[1], chunk.y0) > 0.6 * (chunk.y1 - chunk.y0)


def _off(one: Item, width: float, height: float) -> bool:
    across, up = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
    return width > 0 and height > 0 and not (0 <= across <= width and -height <= up <= 0)


def _page_picture(one: Item, width: float, height: float) -> bool:
    """Say whether this is a picture of the page, under which recognised text may lie."""
    return one.kind == "image" and (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]) > 0.5 * width * height


def _crosses(box: Item, text: Item) -> bool:
    """Say whether a box lies over most of the height of a text, and over a sign of it at least."""
    across = min(box.box[2], text.box[2]) - max(box.box[0], text.box[0])
    up = min(box.box[3], text.box[3]) - max(box.box[1], text.box[1])
    height = text.box[3] - text.box[1]
    return across > 0.4 * height and up > 0.6 * height


def _over(box: Item, text: Item) -> bool:
    across = min(box.box[2], text.box[2]) - max(box.box[0], text.box[0])
    return across > 0.5 * (text.box[2] - text.box[0])


def _alike(one: Color, other: Color) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def lines(items: Sequence[Item], *wanted: Seen) -> list[Line]:
    """Give the texts that are seen so, in visual lines from the top; texts are runs, one line has many of them."""
    texts = (item for item in items if item.kind == "text" and item.seen in wanted)
    chunks = [chunk for item in texts for chunk in item.chunks if chunk.text.strip()]
    chunks.sort(key=lambda chunk: (-(chunk.y0 + chunk.y1), chunk.x0))
    rows: list[list[Chunk]] = []
    for chunk in chunks:
        middle = (chunk.y0 + chunk.y1) / 2
        if rows and abs((rows[-1][0].y0 + rows[-1][0].y1) / 2 - middle) < 0.4 * min(chunk.height, rows[-1][0].height):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    return [Line(sorted(row, key=lambda chunk: chunk.x0)) for row in rows]


def by_key(items: Sequence[Item]) -> Mapping[str, str]:
    """Give the text of each text object by its ID."""
    return {item.key: item.text for item in items if item.kind == "text" and item.key}
