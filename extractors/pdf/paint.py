"""What is painted on a page, and which of its characters a reader of the page cannot see.

A person who opens the page sees pixels; who copies its text gets every character. The two differ where text is
invisible, has the colour of what is behind it, is too small, lies outside the page, belongs to a layer that is off, or
has been painted over: the failed redaction. Candidates come from the page's objects, which costs little; only for
them the page is rendered and its pixels decide.
"""

# mypy: allow-untyped-calls
from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Literal

import pypdfium2

from extractors.pdf.engine import Box, address, direct, pdfium
from extractors.pdf.words import Page

Why = Literal["covered", "hidden"]

# chosen: what is painted beyond this is not looked at for covers; its text is read all the same
_OBJECTS, _DEPTH = 20_000, 6
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5  # FPDF_PAGEOBJ_* of fpdf_edit.h
_INVISIBLE, _CLIP = 3, 7  # text render modes, ISO 32000-1 table 106
_LOW_ALPHA, _OPAQUE = 16, 250  # of 255
_PALE = 235  # each channel at least: text that may be white on white
_NEAR = 40  # colours whose channels differ by no more are one colour to the eye
_THIN = 4.0  # points; rules, underlines and table lines are thinner, no redaction is
_TINY = 0.0015  # of the page's longer side: 1.3 points on A4, ...
_TINY_POINTS = 2.0  # ... and never more than that: a drawing's letters are small beside its sheet
_PIXELS = 3_000_000
_SCALE = 2.0
_PAGE_SHARE = 0.5  # pictures over so much of a page make it a scan, and text under them its recognised text
_PAIRS = 1_000_000  # chosen: half a second; texts held against boxes on one page
_SMALL_BITS = 8  # differences of a channel that smoothing makes

_count = direct("FPDFPage_CountObjects", ctypes.c_int, ctypes.c_void_p)
_object = direct("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_inner_count = direct("FPDFFormObj_CountObjects", ctypes.c_int, ctypes.c_void_p)
_inner = direct("FPDFFormObj_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_type = direct("FPDFPageObj_GetType", ctypes.c_int, ctypes.c_void_p)
_mode = direct("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)
_bounds = direct("FPDFPageObj_GetBounds", ctypes.c_int, *(ctypes.c_void_p,) * 5)
_fill = direct("FPDFPageObj_GetFillColor", ctypes.c_int, *(ctypes.c_void_p,) * 5)
_stroke = direct("FPDFPageObj_GetStrokeColor", ctypes.c_int, *(ctypes.c_void_p,) * 5)
_stroke_width = direct("FPDFPageObj_GetStrokeWidth", ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_draw_mode = direct("FPDFPath_GetDrawMode", ctypes.c_int, *(ctypes.c_void_p,) * 3)
_see_through = direct("FPDFPageObj_HasTransparency", ctypes.c_int, ctypes.c_void_p)
_matrix = direct("FPDFPageObj_GetMatrix", ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_font_size = direct("FPDFTextObj_GetFontSize", ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_activate = direct("FPDFPageObj_SetIsActive", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_text_object = direct("FPDFText_GetTextObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)

_Matrix = tuple[float, float, float, float, float, float]
_Color = tuple[int, int, int]


@dataclass(slots=True)
class Painted:
    """One object of a page.

    Attributes:
        order: Its place in the order of painting; what comes later lies above.
        kind: Text, path, image or shading, as FPDF_PAGEOBJ_*.
        handle: Its address.
        box: Where it is, in page space.
        color: Red, green and blue of its filling, 0 to 255.
        alpha: 0 transparent, 255 opaque.
        mode: Text only: the render mode.
    """

    order: int
    kind: int
    handle: int
    box: Box
    color: _Color = (0, 0, 0)
    alpha: int = 255
    mode: int = 0


@dataclass(slots=True)
class Paint:
    """All objects of a page.

    Attributes:
        area: The visible part of the page, in page space.
        texts: In the order of painting; `covers` and `images` likewise. Covers are filled and thicker than a rule.
    """

    area: Box
    texts: list[Painted] = field(default_factory=list)
    covers: list[Painted] = field(default_factory=list)
    images: list[Painted] = field(default_factory=list)

    @property
    def image_share(self) -> float:
        """How much of the page pictures cover, 0.0 to 1.0; pictures above one another count once too often."""
        whole = max(_size(self.area), 1.0)
        return min(1.0, sum(_size(_common(image.box, self.area)) for image in self.images) / whole)


def painted(page: pypdfium2.PdfPage) -> Paint:
    """Give what is painted on the page, forms opened up to a depth, up to a number of objects."""
    left, bottom, right, top = page.get_bbox()
    paint = Paint((left, bottom, right, top))
    handle, left_over = address(page.raw), [_OBJECTS]
    handles = list(map(_object, repeat(handle), range(min(_OBJECTS, _count(handle)))))
    _sort(handles, None, paint, left_over, 0)
    return paint


def _sort(handles: Sequence[int], matrix: _Matrix | None, paint: Paint, left: list[int], depth: int) -> None:
    values = (ctypes.c_float * 4)()
    base = ctypes.addressof(values)
    colors = (ctypes.c_uint * 4)()
    color_at = ctypes.addressof(colors)
    for handle, kind in zip(handles, map(_type, handles), strict=True):
        left[0] -= 1
        if left[0] < 0:
            return
        if kind == _FORM:
            if depth < _DEPTH:
                inner = [_inner(handle, i) for i in range(min(max(left[0], 0), _inner_count(handle)))]
                _sort([each for each in inner if each], _joined(handle, matrix), paint, left, depth + 1)
            continue
        if not _bounds(handle, base, base + 4, base + 8, base + 12):
            continue
        x0, y0, x1, y1 = values
        box = (x0, y0, x1, y1) if matrix is None else _mapped((x0, y0, x1, y1), matrix)
        if not math.isfinite(box[0] + box[1] + box[2] + box[3]):
            continue  # what has no place neither covers nor is covered
        one = Painted(_OBJECTS - left[0], kind, handle, box)
        if kind == _IMAGE:
            paint.images.append(one)
        if kind == _TEXT:
            one.mode = _mode(handle)
        elif box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
            continue
        color_of = _fill
        if kind == _PATH and not _filled(handle, base):
            if not _broad(handle, base):
                continue
            color_of = _stroke  # a broad pen covers as a box does
        if kind in (_TEXT, _PATH) and color_of(handle, color_at, color_at + 4, color_at + 8, color_at + 12):
            red, green, blue, one.alpha = colors
            one.color = (red, green, blue)
        (paint.texts if kind == _TEXT else paint.covers).append(one)


def _filled(handle: int, space: int) -> bool:
    ctypes.c_int.from_address(space).value = 0
    _draw_mode(handle, space, space + 4)
    return ctypes.c_int.from_address(space).value != 0


def _broad(handle: int, space: int) -> bool:
    """Say whether a path that is not filled is drawn with a pen as broad as a line of text."""
    strokes = ctypes.c_int.from_address(space + 4).value != 0
    if not strokes or not _stroke_width(handle, space):
        return False
    width = ctypes.c_float.from_address(space).value
    values = (ctypes.c_float * 6)()
    if not _matrix(handle, ctypes.addressof(values)):
        return width >= _THIN
    a, b, c, d, *_ = values
    return bool(width * abs(a * d - b * c) ** 0.5 >= _THIN)


def _joined(handle: int, outer: _Matrix | None) -> _Matrix | None:
    """Give the matrix from a form's space to page space; the identity is None."""
    values = (ctypes.c_float * 6)()
    if not _matrix(handle, ctypes.addressof(values)):
        return outer
    a, b, c, d, e, f = values
    if outer is not None:
        g, h, i, j, k, m = outer
        e, f = e * g + f * i + k, e * h + f * j + m
        a, b, c, d = a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j
    return None if (a, b, c, d, e, f) == (1, 0, 0, 1, 0, 0) else (a, b, c, d, e, f)


def _mapped(box: Box, matrix: _Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _size(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _alike(one: _Color, other: _Color) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


# From here on: which characters nobody sees.


@dataclass(frozen=True, slots=True)
class Cover:
    """A box above text: a painted object or a note.

    Attributes:
        order: Texts painted before it lie below.
        box: Where it is, in page space.
        certain: It hides what is below whatever the pixels say: a redaction that was marked and never applied.
        sheer: Transparent or blended: it counts only where glyphs were seen to vanish.
        image: A picture.
    """

    order: int
    box: Box
    certain: bool = False
    sheer: bool = False
    image: bool = False


def note(box: Box, certain: bool, sheer: bool) -> Cover:
    """Give the cover that a note makes: notes lie above all that is painted."""
    return Cover(_OBJECTS + 1, box, certain, sheer)


def unseen(page: pypdfium2.PdfPage, text: Page, paint: Paint, notes: Sequence[Cover], layers: bool) -> dict[int, Why]:
    """Say which characters of the page are not seen, and why.

    Args:
        page: The open page.
        text: Its characters; boxes in page space, not turned.
        paint: What is painted on it.
        notes: Notes that may lie above text.
        layers: The document has optional layers that are not shown.

    Returns:
        For the index of each such character, whether it is covered or hidden.
    """
    if not paint.texts or not text.text.strip("\0 \r\n"):
        return {}
    odd = [one for one in paint.texts if _odd(one, paint)]
    above = [*_above(paint), *notes]
    bars = _bars(paint)
    shelves = _Shelves(paint) if above or bars else None
    alike = _painted_alike(bars, shelves) if shelves else {}
    covers = [(cover, below) for cover in above if shelves and (below := shelves.near(cover.box, cover.order))]
    if not (odd or alike or covers or layers):
        return {}
    beneath = [one for _, below in covers for one in below]
    asked = {one.handle for one in (paint.texts if layers else (*odd, *beneath))} | alike.keys()
    search = _Search(page, text, paint, asked, [one.handle for one in beneath])
    search.look_at(odd)
    search.look_at_bars(alike)
    for cover, below in covers:
        search.look_under(cover, below)
    if layers:
        search.look_at_layers()
    return search.unseen


@dataclass(slots=True)
class _Shelves:
    """The texts of a page by height, so that a box is held against its neighbours only; a page of 20,000 boxes over
    20,000 texts is given up on at some point.
    """

    paint: Paint
    texts: dict[int, list[Painted]] = field(default_factory=lambda: defaultdict(list))
    left: int = _PAIRS

    def __post_init__(self) -> None:
        for text in self.paint.texts:
            for shelf in self._range(text.box):
                self.texts[shelf].append(text)

    def near(self, box: Box, before: int) -> list[Painted]:
        """Give the texts painted before that which the box lies over."""
        found: dict[int, Painted] = {}
        for shelf in self._range(box):
            texts = self.texts.get(shelf, [])
            self.left -= len(texts)
            if self.left < 0:
                break
            found.update((one.order, one) for one in texts if one.order < before and _over(box, one.box))
        return list(found.values())

    def _range(self, box: Box) -> range:
        area = self.paint.area
        height = max(area[3] - area[1], 1.0)
        low, high = ((min(max(y, area[1]), area[3]) - area[1]) / height * 50 for y in (box[1], box[3]))
        return range(int(low), int(high) + 1)


def _odd(one: Painted, paint: Paint) -> bool:
    """Say whether a text by itself gives reason to ask if anybody sees it."""
    if one.mode in (_INVISIBLE, _CLIP) or one.alpha < _LOW_ALPHA or min(one.color) >= _PALE:
        return True
    if _size(one.box) <= 0:
        return False
    return _size(_common(one.box, paint.area)) <= 0 or _small(one, _tiny(paint.area))


def _small(one: Painted, limit: float) -> bool:
    """Say whether a text's letters are smaller than that; its box may be low for other reasons, like a dash's."""
    if _height(one.box) >= limit:
        return False
    values = (ctypes.c_float * 7)()
    base = ctypes.addressof(values)
    if not _matrix(one.handle, base) or not _font_size(one.handle, base + 24):
        return False
    return bool(abs(values[6]) * max(abs(values[1]), abs(values[3])) < limit)


def _bars(paint: Paint) -> list[Painted]:
    """Give the opaque boxes that have the colour of a text, the colours of paper aside."""
    colors = [color for color, _ in Counter(one.color for one in paint.texts).most_common(64)]
    boxes = (one for one in paint.covers if one.kind == _PATH and one.alpha >= _OPAQUE and min(one.color) < _PALE)
    return [one for one in boxes if any(_alike(one.color, color) for color in colors)]


def _painted_alike(bars: Sequence[Painted], shelves: _Shelves) -> dict[int, list[Box]]:
    """Give the texts that were painted on boxes of their own colour, by handle, with those boxes."""
    found: dict[int, list[Box]] = defaultdict(list)
    for bar in bars:
        for one in shelves.near(bar.box, _OBJECTS):
            if one.order > bar.order and _alike(one.color, bar.color):
                found[one.handle].append(bar.box)
    return found


def _above(paint: Paint) -> Iterator[Cover]:
    """Give the opaque objects that may be painted over text; in a scan, pictures are not among them."""
    scan = paint.image_share >= _PAGE_SHARE
    first = min(one.order for one in paint.texts)
    for one in paint.covers:
        if one.alpha >= _OPAQUE and one.order > first and not (scan and one.kind == _IMAGE):
            yield Cover(one.order, one.box, sheer=bool(_see_through(one.handle)), image=one.kind == _IMAGE)


def _tiny(area: Box) -> float:
    return min(_TINY * max(area[2] - area[0], area[3] - area[1], 1.0), _TINY_POINTS)


def _over(cover: Box, text: Box) -> bool:
    """Say whether a box lies over a good part of the height of a text and some of its length."""
    shared = _common(cover, text)
    return shared[2] - shared[0] > 2 and shared[3] - shared[1] >= 0.5 * (text[3] - text[1])


def _height(box: Box) -> float:
    return box[3] - box[1]


def _inside(box: Box, area: Box) -> bool:
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= across <= area[2] and area[1] <= up <= area[3]


def _under(box: Box, cover: Box) -> bool:
    """Say whether most of a character lies below a box."""
    return _size(_common(box, cover)) >= 0.5 * _size(box) and _inside(box, cover)


class _Search:
    """The search on one page; renders it at most four times."""

    def __init__(
        self, page: pypdfium2.PdfPage, text: Page, paint: Paint, asked: Collection[int], below: Sequence[int]
    ) -> None:
        """Take the page, and the handles of the texts that are asked about and of those that lie below covers."""
        self.page, self.text, self.paint = page, text, paint
        self._region = _region([one for one in paint.texts if one.handle in asked])
        self._below, self._all = sorted(set(below)), [one.handle for one in paint.texts]
        self.unseen: dict[int, Why] = {}
        self._pictures: dict[tuple[bool, str], Picture] = {}
        self._characters: dict[int, list[int]] = defaultdict(list)
        for index, owner in enumerate(map(_text_object, repeat(text.handle), range(len(text.text)))):
            if owner in asked and text.text[index] not in " \0\r\n\t\xa0":
                self._characters[owner].append(index)
        indices = [index for characters in self._characters.values() for index in characters]
        loose = text.boxes(indices)
        self.boxes = dict(zip(indices, text.glyphs(indices, loose), strict=True))
        self.heights = dict(zip(indices, map(_height, loose), strict=True))

    def look_at(self, odd: Sequence[Painted]) -> None:
        """Take the characters of suspicious texts that leave no trace on the page."""
        for one in odd:
            indices = self._characters.get(one.handle)
            if indices:
                self.unseen.update(dict.fromkeys(self._traceless(one, indices), "hidden"))

    def _traceless(self, one: Painted, indices: Sequence[int]) -> list[int]:
        area, tiny = self.paint.area, _tiny(self.paint.area)
        lost = {i for i in indices if not _inside(self.boxes[i], area) or 0 < self.heights[i] < tiny}
        rest = [i for i in indices if i not in lost]
        if one.mode in (_INVISIBLE, _CLIP) or one.alpha < _LOW_ALPHA:
            if self.paint.image_share >= _PAGE_SHARE:
                return list(lost)
            # Over ink it is the recognised text of a picture, or of letters drawn as shapes.
            inked = sum(not self._picture().uniform(self.boxes[i]) for i in rest)
            return [*lost, *(rest if inked < 0.3 * len(rest) else [])]
        if min(one.color) >= _PALE:
            pale = [i for i in rest if self._picture().only(self.boxes[i], one.color)]
            return [*lost, *(pale if len(pale) > 0.7 * len(rest) else [])]
        return list(lost)

    def look_at_bars(self, alike: Mapping[int, Sequence[Box]]) -> None:
        """Take the characters that were painted on a box of their own colour."""
        colors = {one.handle: one.color for one in self.paint.texts}
        for handle, boxes in alike.items():
            for index in self._characters.get(handle, ()):
                place = self.boxes[index]
                if any(_under(place, box) for box in boxes) and self._picture().only(place, colors[handle]):
                    self.unseen[index] = "covered"

    def look_under(self, cover: Cover, below: Sequence[Painted]) -> None:
        """Take the characters under a cover that leave no trace; a stray one among visible ones is none.

        A bar shows one colour where they should be. Where it shows something else, other text say, they were replaced
        or hatched out: hidden, but no redaction.
        """
        texts = (one for one in below if one.mode not in (_INVISIBLE, _CLIP))
        indices = [i for one in texts for i in self._characters.get(one.handle, ()) if _under(self.boxes[i], cover.box)]
        if cover.certain:
            self.unseen.update(dict.fromkeys(indices, "covered"))
            return
        notes = cover.order > _OBJECTS
        gone = [i for i in indices if not self._drawn(i, notes)]
        if not gone or len(gone) < 0.6 * len(indices):
            return
        if cover.sheer:
            gone = [i for i in gone if notes and (self._drawn(i, False) or self._picture().dark(self.boxes[i]))]
            if not gone:
                return
        bar = sum(self._picture(notes).flat(self.boxes[i]) for i in gone) > 0.6 * len(gone)
        if bar or not cover.image:  # else it is a picture with its recognised text below
            self.unseen.update(dict.fromkeys(gone, "covered" if bar else "hidden"))

    def look_at_layers(self) -> None:
        """Take all characters that leave no trace, since their layer may be off."""
        for indices in self._characters.values():
            gone = [i for i in indices if i not in self.unseen and not self._drawn(i, False, "all")]
            self.unseen.update(dict.fromkeys(gone, "hidden"))

    def _drawn(self, index: int, notes: bool, without: str = "below") -> bool:
        """Say whether the page looks different where this character is when those texts are not drawn."""
        return self._picture(notes).differs(self._picture(notes, without), self.boxes[index])

    def _picture(self, notes: bool = True, without: str = "") -> Picture:
        key = (notes, without)
        if key not in self._pictures:
            handles = {"": [], "below": self._below, "all": self._all}[without]
            for handle in handles:
                _activate(handle, 0)
            self._pictures[key] = rendered(self.page, self.paint.area, notes, self._region)
            for handle in handles:
                _activate(handle, 1)
        return self._pictures[key]


@dataclass(slots=True)
class Picture:
    """A rendered page: four bytes a pixel (blue, green, red, none), rows from the top.

    Questions about a box look at the pixels that lie wholly in it, or at its middle ones where it is thinner.
    """

    data: bytes
    width: int
    height: int
    stride: int
    scale: float
    area: Box

    def uniform(self, box: Box) -> bool:
        """Say whether one colour fills the box, but for what smoothing adds."""
        return self._spread(list(self._rows(box))) <= _SMALL_BITS

    def flat(self, box: Box) -> bool:
        """Say whether nearly one colour fills the box, as in a picture of a bar."""
        return self._spread(list(self._rows(box))) <= 4 * _SMALL_BITS

    def only(self, box: Box, color: _Color) -> bool:
        """Say whether nothing but one colour, or what looks like it, is in the box."""
        red, green, blue = color
        for row in self._rows(box):
            for channel, wanted in ((row[0::4], blue), (row[1::4], green), (row[2::4], red)):
                if channel and (min(channel) < wanted - _NEAR or max(channel) > wanted + _NEAR):
                    return False
        return True

    def dark(self, box: Box) -> bool:
        """Say whether the box is so dark all over that nothing could be read in it."""
        return all(max(row[0::4] + row[1::4] + row[2::4], default=0) < 64 for row in self._rows(box))

    def differs(self, other: Picture, box: Box) -> bool:
        """Say whether two pictures differ in the box by more than smoothing."""
        for one, two in zip(self._rows(box), other._rows(box), strict=True):
            if one != two and any(abs(a - b) > 2 * _SMALL_BITS for a, b in zip(one, two, strict=True)):
                return True
        return False

    def written(self) -> bool:
        """Say whether this looks like a page of writing: mostly one colour, and on it many short dark strokes."""
        step = max(1, self.height // 400)
        starts = (y * self.stride for y in range(0, self.height, step))
        green = b"".join(self.data[start + 1 : start + 4 * self.width : 4] for start in starts)
        whole = max(1, len(green))
        sixteenths = green.translate(bytes(level >> 4 for level in range(256)))
        levels = [sixteenths.count(level) for level in range(16)]
        paper = levels.index(max(levels))
        inked = green.translate(bytes(abs(level - (paper * 16 + 8)) > 90 for level in range(256)))
        ink, strokes = inked.count(1), inked.count(b"\0\1")
        near = sum(levels[max(0, paper - 2) : paper + 3])
        return near > 0.6 * whole and 0.003 < ink / whole < 0.3 and strokes > 400 and ink / strokes < 12

    @staticmethod
    def _spread(rows: Collection[bytes]) -> int:
        joined = b"".join(rows)
        return max((max(c) - min(c) for c in (joined[0::4], joined[1::4], joined[2::4]) if c), default=0)

    def _rows(self, box: Box) -> Iterator[bytes]:
        x0, x1 = _pixels(box[0] - self.area[0], box[2] - self.area[0], self.scale, self.width)
        y0, y1 = _pixels(self.area[3] - box[3], self.area[3] - box[1], self.scale, self.height)
        for y in range(y0, y1):
            yield self.data[y * self.stride + 4 * x0 : y * self.stride + 4 * x1]


def _pixels(low: float, high: float, scale: float, most: int) -> tuple[int, int]:
    first, last = math.ceil(low * scale), math.floor(high * scale)
    if last <= first:
        first = int((low + high) / 2 * scale)
        last = first + 1
    first = min(max(first, 0), most)
    return first, min(max(last, first), most)


def rendered(page: pypdfium2.PdfPage, area: Box, notes: bool, region: Box | None = None) -> Picture:
    """Render the page upright in its own space, at most so many pixels.

    Args:
        page: The open page.
        area: Its visible part.
        notes: Draw notes too.
        region: The part that is asked about; all of it where it is None.
    """
    width, height = max(area[2] - area[0], 1.0), max(area[3] - area[1], 1.0)
    scale = min(_SCALE, (_PIXELS / (width * height)) ** 0.5)
    left, bottom, right, top = _common(region, area) if region else area
    cut = [max(0, int(side * scale)) for side in (left - area[0], bottom - area[1], area[2] - right, area[3] - top)]
    if region and (right <= left or top <= bottom):
        return Picture(b"", 0, 0, 0, scale, area)
    bitmap = page.render(
        scale=scale,
        rotation=(360 - page.get_rotation()) % 360,
        crop=tuple((pixels - 0.5) / scale if pixels else 0 for pixels in cut),  # it is rounded up to pixels
        draw_annots=notes,
        may_draw_forms=False,
        force_bitmap_format=pdfium.FPDFBitmap_BGRx,
    )
    try:
        place = (area[0] + cut[0] / scale, bottom, right, area[3] - cut[3] / scale)
        return Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale, place)
    finally:
        bitmap.close()


def _region(texts: Sequence[Painted]) -> Box:
    """Give the box around texts, with a margin."""
    boxes = [one.box for one in texts]
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts) - 4, min(lows) - 4, max(rights) + 4, max(highs) + 4
