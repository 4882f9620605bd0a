"""DrawingML, which Word, PowerPoint and Excel share: paragraphs, charts, diagrams, alt texts, colours, places."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.officebase.package import children, first, get, local

_MACHINE_FIELDS = frozenset({"slidenum"})
_WORDS = re.compile(r"[^\W\d_]")  # a field of a number that holds words was written over
_NUMBER = re.compile(r"[-+]?\d{1,20}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,3})?$")
_DATE_FORMAT = re.compile(r"y|d|mmm", re.IGNORECASE)
_PICTURE_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|emf|wmf|tiff?|svg|webp|heic|mp[34]|m4[av]|wav|avi|mov|wmv|pdf|docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)
# Names that programs give by themselves say nothing: image1.png, "Picture 4", 图片 3.
_DULL_FILE = re.compile(r"(?:image|img|picture|photo|media|pic|图片|图像|圖片)[\s_-]*\d*\.\w{1,5}$", re.IGNORECASE)
_DULL_TEXT = re.compile(
    r"(?:image|picture|photo|shape|logo|icon|chart|table|diagram|图片|图像|圖片|图表|形状|徽标|图标)\s*\d{0,4}",
    re.IGNORECASE,
)


def runs(paragraph: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Give a paragraph's texts in order, each with the properties of its run; slide numbers are left out.

    What is written twice for old and new readers (`AlternateContent`) is given once.
    """
    for child in paragraph:
        tag = local(child)
        if tag in ("r", "fld"):
            if tag == "fld" and child.get("type") in _MACHINE_FIELDS and not _WORDS.search(said(first(child, "t"))):
                continue
            text = first(child, "t")
            yield first(child, "rPr"), said(text)
        elif tag == "br":
            yield None, "\n"
        elif tag == "t":  # an equation's text
            yield None, said(child)
        elif tag not in ("pPr", "endParaRPr", "Fallback", "rPr"):
            yield from runs(child)


def said(element: etree._Element | None) -> str:
    """Give an element's own text; invisible hyphens and vertical tabs as what they do on the page."""
    text = (element.text or "") if element is not None else ""
    return text.replace("\x0b", "\n").replace("_x000B_", "\n")


def text(paragraph: etree._Element) -> str:
    """Give a paragraph's text."""
    return "".join(part for _, part in runs(paragraph))


def paragraphs(root: etree._Element) -> Iterator[str]:
    """Give the text of every paragraph below an element, in order, empty ones left out."""
    for paragraph in root.iter("{*}p"):
        found = text(paragraph)
        if found.strip():
            yield found


def alternatives(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Give what a shape says of itself: ("text", alternative text) and ("file", the name that a picture had)."""
    for named in root.iter("{*}cNvPr", "{*}docPr"):
        for key in ("descr", "title"):
            value = (named.get(key) or "").strip()
            if value and not is_dull(value):
                yield ("file" if is_file_name(value) else "text"), value
        name = (named.get("name") or "").strip()
        if is_file_name(name):
            yield "file", name


def is_file_name(text: str) -> bool:
    """Say whether a picture's name is that of a file which a person had named."""
    text = text.strip()
    return bool(_PICTURE_FILE.search(text)) and "\n" not in text and not _DULL_FILE.match(text)


def is_dull(text: str) -> bool:
    """Say whether a text that a picture carries is nothing but what programs fill in by themselves."""
    return not text or bool(_DULL_FILE.match(text) or _DULL_TEXT.fullmatch(text))


def tooltips(root: etree._Element) -> Iterator[str]:
    """Give the texts that links show when pointed at."""
    for link in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hyperlink"):
        tip = get(link, "tooltip").strip()
        if tip:
            yield tip


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's texts (titles, axes, labels) and tables: rows of cells, the header first."""

    texts: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    labels: Mapping[int, str]
    values: Mapping[int, str]


def chart(root: etree._Element) -> Chart:
    """Give what a chart shows, with the values that were last drawn.

    Series over the same labels are one table, a row for each label; others have one each.
    """
    old = get(first(root, "date1904"), "val") in ("1", "true") if first(root, "date1904") is not None else False  # type: ignore[arg-type]
    series = [_series(element, old) for element in root.iter("{*}ser")]
    texts = dict.fromkeys(found.strip() for found in paragraphs(root))
    for value in root.iter("{*}txData"):
        texts.update(dict.fromkeys(said(each) for each in children(value, "v") if said(each).strip()))
    tables = [*_tables(series), *_dimensions(root)]
    return Chart(tuple(texts), tuple(tables))


def _tables(series: list[_Series]) -> Iterator[tuple[tuple[str, ...], ...]]:
    groups: dict[tuple[tuple[int, str], ...], list[_Series]] = {}
    for one in series:
        groups.setdefault(tuple(one.labels.items()), []).append(one)
    for members in groups.values():
        places = sorted({*members[0].labels, *(at for one in members for at in one.values)})
        header = ("", *(one.name for one in members))
        rows = [(members[0].labels.get(at, ""), *(one.values.get(at, "") for one in members)) for at in places]
        yield (header, *rows)


def _series(element: etree._Element, old: bool) -> _Series:
    name = first(element, "tx")
    shown = " ".join(said(value) for value in name.iter("{*}v")) if name is not None else ""
    labels: dict[int, str] = {}
    values: dict[int, str] = {}
    for child in element:
        tag = local(child)
        if tag in ("cat", "xVal"):
            _points(child, labels, old)
        elif tag in ("val", "yVal", "bubbleSize"):
            _points(child, values, old)
    return _Series(shown, labels, values)


def _points(element: etree._Element, found: dict[int, str], old: bool) -> None:
    shape = next((said(code) for code in element.iter("{*}formatCode")), "")
    for point in element.iter("{*}pt"):
        at = point.get("idx") or ""
        value = said(first(point, "v"))
        if at.isdecimal() and len(at) < 8 and value:
            shown = number(value, point.get("formatCode") or shape, old)
            # Labels of several levels stand inside out in the file.
            found[int(at)] = f"{shown} {found[int(at)]}" if int(at) in found else shown


def number(value: str, shape: str, old: bool = False) -> str:
    """Give a cached value as it is drawn: binary noise in its last digits dropped, percentages and dates as such."""
    if not _NUMBER.match(value):
        return value
    amount = float(value)
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", shape)
    if bare.rstrip().endswith("%"):
        return f"{amount * 100:.12g}%"
    if _DATE_FORMAT.search(bare) and bare.lower() != "general" and 1 <= amount < 2_958_466:  # the year 9999
        start = dt.date(1904, 1, 1) if old else dt.date(1899, 12, 30)
        return (start + dt.timedelta(days=int(amount))).isoformat()
    return value if re.match(r"[-+]?\d+$", value) else f"{amount:.15g}"


def _dimensions(root: etree._Element) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Give the tables of the newer kinds of charts (waterfall, tree map): one column for each dimension."""
    for data in root.iter("{*}data"):
        columns = [
            [said(point) for point in children(level, "pt")]
            for dimension in data
            if local(dimension) in ("strDim", "numDim")
            for level in children(dimension, "lvl")
        ]
        longest = max((len(column) for column in columns), default=0)
        if longest:
            yield tuple(tuple(column[at] if at < len(column) else "" for column in columns) for at in range(longest))


def diagram(root: etree._Element) -> Iterator[str]:
    """Give the text of each paragraph of a diagram's data, in the order of its points."""
    for point in root.iter("{*}pt"):
        body = first(point, "t")
        if body is not None:
            yield from paragraphs(body)


# Colours


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours by their own names (dk1, lt1, accent1, ...) and what bg1, tx1 and the like stand for."""

    colours: Mapping[str, str]
    names: Mapping[str, str]


PLAIN = Palette({"dk1": "000000", "lt1": "FFFFFF"}, {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"})
TRANSPARENT = "transparent"
_PRESETS = {"white": "FFFFFF", "black": "000000", "red": "FF0000", "yellow": "FFFF00", "snow": "FFFAFA"}
_BENDERS = frozenset({"lumMod", "lumOff", "shade", "tint", "satMod", "hueMod", "inv", "comp", "gray"})


def palette(theme: etree._Element | None, mapping: etree._Element | None) -> Palette:
    """Read a theme's colours, and the map of a master that gives them their roles."""
    colours = dict(PLAIN.colours)
    scheme = next(theme.iter("{*}clrScheme"), None) if theme is not None else None
    for entry in scheme if scheme is not None else ():
        value = next((each.get("lastClr") or each.get("val") or "" for each in entry), "")
        if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
            colours[local(entry)] = value.upper()
    names = dict(PLAIN.names)
    if mapping is not None:
        names.update({str(key): str(value) for key, value in mapping.attrib.items()})
    return Palette(colours, names)


def colour(holder: etree._Element | None, known: Palette) -> str | None:
    """Give the colour inside a fill as six hex digits; None where it cannot be told, `TRANSPARENT` for none at all."""
    for element in holder if holder is not None else ():
        tag = local(element)
        bends = {local(child) for child in element}
        alpha = first(element, "alpha")
        if alpha is not None and _whole(get(alpha, "val"), 100_000) <= 5_000:
            return TRANSPARENT
        if bends & _BENDERS:
            return None
        if tag == "schemeClr":
            name = element.get("val") or ""
            return known.colours.get(known.names.get(name, name))
        value = (element.get("lastClr") or element.get("val") or "") if tag in ("srgbClr", "sysClr") else ""
        value = _PRESETS.get(element.get("val") or "", "") if tag == "prstClr" else value
        return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None
    return None


def is_white(value: str | None) -> bool:
    """Say whether a colour cannot be told from white by eye."""
    return value is not None and value != TRANSPARENT and all(part >= 0xF4 for part in bytes.fromhex(value))


def alike(one: str | None, other: str | None) -> bool:
    """Say whether two known colours cannot be told apart by eye."""
    if one is None or other is None or TRANSPARENT in (one, other):
        return False
    return all(abs(a - b) <= 12 for a, b in zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))


# Places

Box = tuple[int, int, int, int]


def _whole(value: str, missing: int = 0) -> int:
    return int(value) if re.fullmatch(r"-?\d{1,15}", value) else missing


@dataclass(frozen=True, slots=True)
class Frame:
    """How a group lays out what is in it: page = origin + scale × own coordinates."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def place(self, box: Box) -> Box:
        """Give a box in the coordinates of the page."""
        return (
            round(self.x + self.across * box[0]), round(self.y + self.down * box[1]),
            round(self.x + self.across * box[2]), round(self.y + self.down * box[3]),
        )  # fmt: skip


def box(transform: etree._Element | None) -> Box | None:
    """Give a shape's box (left, top, right, bottom in EMU, 914,400 to the inch); None where it states none."""
    place, size = first(transform, "off"), first(transform, "ext")
    if place is None or size is None:
        return None
    x, y = _whole(get(place, "x")), _whole(get(place, "y"))
    return x, y, x + _whole(get(size, "cx")), y + _whole(get(size, "cy"))


def frame(transform: etree._Element | None, outer: Frame) -> Frame:
    """Give the frame inside a group."""
    shown, place, size = box(transform), first(transform, "chOff"), first(transform, "chExt")
    if shown is None or place is None or size is None:
        return outer
    shown = outer.place(shown)
    width, height = _whole(get(size, "cx")), _whole(get(size, "cy"))
    across = (shown[2] - shown[0]) / width if width else outer.across
    down = (shown[3] - shown[1]) / height if height else outer.down
    return Frame(shown[0] - across * _whole(get(place, "x")), shown[1] - down * _whole(get(place, "y")), across, down)


def roomy(box_: Box) -> Box:
    """Give a box at least a centimetre wide and high: text flows over the edges of a smaller one."""
    across, down = max(0, 180_000 - (box_[2] - box_[0]) // 2), max(0, 180_000 - (box_[3] - box_[1]) // 2)
    return box_[0] - across, box_[1] - down, box_[2] + across, box_[3] + down


def outside(inner: Box, page: Box) -> bool:
    """Say whether nothing of a box lies on the page."""
    return inner[2] <= page[0] or inner[0] >= page[2] or inner[3] <= page[1] or inner[1] >= page[3]


def covers(upper: Box, lower: Box) -> bool:
    """Say whether one box hides another one, but for a hair's breadth (a millimetre)."""
    slack = 36_000
    return (
        upper[0] <= lower[0] + slack and upper[1] <= lower[1] + slack
        and upper[2] >= lower[2] - slack and upper[3] >= lower[3] - slack
    )  # fmt: skip


def touches(one: Box, other: Box) -> bool:
    """Say whether two boxes overlap."""
    return not outside(one, other)
