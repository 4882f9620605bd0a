"""Drawings for the page as plain SVG text: coordinates are computed here, the page only shows them.

Styling goes by class names alone, for the page's security policy forbids inline styles.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_COLUMN = 170  # between two neighbouring nodes of one lane, in pixels
_NODE, _HIGH = 160, 38
_MARGIN = 8


def units(text: str) -> int:
    """Give how wide a text stands: 2 for a Chinese character, 1 for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def shortened(text: str, room: int) -> str:
    """Give a text that fits `room` units, its middle left out: the end of a file name says what it is."""
    if units(text) <= room:
        return text
    head, tail = text, text
    while units(head) > (room - 1) * 0.6:
        head = head[:-1]
    while units(tail) > (room - 1) * 0.4:
        tail = tail[1:]
    return f"{head}…{tail}"


@dataclass(frozen=True, slots=True)
class Node:
    """One box of a finding's drawing; `lane` 0 is the subjects and bridges, 1 the files below them."""

    kind: str
    label: str
    lane: int
    column: float

    @property
    def x(self) -> float:
        """Left edge."""
        return _MARGIN + self.column * _COLUMN

    @property
    def y(self) -> float:
        """Upper edge."""
        return 10.0 if self.lane == 0 else 96.0


def chain(ends: Sequence[str], files: Sequence[str], bridges: Sequence[str], title: str) -> Markup:
    """Draw subject, file, bridge, file ... subject from left to right, files in a lane of their own.

    Two lanes halve the width: four files still fit a page.
    """
    upper = [ends[0], *bridges, *ends[1:2]]
    kinds = ["subject", *["bridge"] * len(bridges), *["subject"] * len(ends[1:2])]
    nodes = [Node(kind, name, 0, column) for column, (kind, name) in enumerate(zip(kinds, upper, strict=True))]
    boxes = [Node("file", name, 1, column + 0.5) for column, name in enumerate(files)]
    links = [(node, box) for node in nodes for box in boxes if abs(node.column - box.column) == 0.5]
    return _drawing([*nodes, *boxes], links, title)


def completed(subject: str, files: Sequence[str], title: str) -> Markup:
    """Draw the files below the one subject that they complete."""
    boxes = [Node("file", name, 1, column) for column, name in enumerate(files)]
    node = Node("subject", subject, 0, (len(files) - 1) / 2)
    return _drawing([node, *boxes], [(node, box) for box in boxes], title)


def _drawing(nodes: Sequence[Node], links: Sequence[tuple[Node, Node]], title: str) -> Markup:
    width = max(node.x for node in nodes) + _NODE + _MARGIN
    height = max(node.y for node in nodes) + _HIGH + 10
    lines = Markup("").join(map(_link, links))
    boxes = Markup("").join(map(_node, nodes))
    return Markup(
        '<svg class="chain" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" role="img" '
        'aria-label="{title}">{lines}{boxes}</svg>'
    ).format(w=width, h=height, title=title, lines=lines, boxes=boxes)


def _link(link: tuple[Node, Node]) -> Markup:
    top, box = link
    x1, y1, x2, y2 = top.x + _NODE / 2, top.y + _HIGH, box.x + _NODE / 2, box.y
    bend = (y1 + y2) / 2
    curve = f"M{x1:.1f} {y1:.1f} C{x1:.1f} {bend:.1f} {x2:.1f} {bend:.1f} {x2:.1f} {y2:.1f}"
    return Markup('<path class="link" d="{}"/>').format(curve)


def _node(node: Node) -> Markup:
    name = node.label.rsplit("/", 1)[-1] if node.kind == "file" else node.label
    radius = 5 if node.kind == "file" else 20
    return Markup(
        '<g class="node {kind}"><title>{full}</title><rect x="{x:.1f}" y="{y:.1f}" width="{w}" height="{h}" '
        'rx="{r}"/><text x="{tx:.1f}" y="{ty:.1f}" text-anchor="middle">{label}</text></g>'
    ).format(
        kind=node.kind,
        full=node.label,
        x=node.x,
        y=node.y,
        w=_NODE,
        h=_HIGH,
        r=radius,
        tx=node.x + _NODE / 2,
        ty=node.y + _HIGH / 2 + 4,
        label=shortened(name, 22 if node.kind == "file" else 20),
    )


def gauge(before: float, after: float | None, title: str, good: bool = True) -> Markup:
    """Draw a half circle of 0 to 100: the score now as an arc, the score after the removals as a mark on it.

    Args:
        before: The score now.
        after: With the removals; None where there are none.
        title: What the picture says, in words.
        good: Whether the score then is at the target; only that is drawn as good.
    """
    parts = [_arc(0, 100, "track"), _arc(0, before, "now")]
    if after is not None:
        parts.append(_arc(0, after, "after" if good else "left"))
        (x1, y1), (x2, y2) = _point(after, 64), _point(after, 94)
        parts.append(Markup(f'<path class="tick" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'))
    frame = Markup('<svg class="gauge" viewBox="0 0 200 112" role="img" aria-label="{title}">{parts}</svg>')
    return frame.format(title=title, parts=Markup("").join(parts))


def _point(value: float, radius: float) -> tuple[float, float]:
    angle = math.pi * (1 - min(max(value, 0.0), 100.0) / 100)
    return 100 + radius * math.cos(angle), 102 - radius * math.sin(angle)


def _arc(low: float, high: float, name: str) -> Markup:
    (x1, y1), (x2, y2) = _point(low, 80), _point(high, 80)
    return Markup(f'<path class="{name}" d="M{x1:.1f} {y1:.1f}A80 80 0 0 1 {x2:.1f} {y2:.1f}"/>')


def bar(whole: float, single: float, title: str) -> Markup:
    """Draw a share as a bar with a tick where the best single file stands."""
    return Markup(
        '<svg class="bar" viewBox="-3 -5 108 18" role="img" aria-label="{title}">'
        '<rect class="track" width="100" height="8" rx="4"/>'
        '<rect class="fill" width="{whole:.1f}" height="8" rx="4"/>'
        '<rect class="tick" x="{single:.1f}" y="-4" width="5" height="16"/></svg>'
    ).format(title=title, whole=whole * 100, single=single * 100 - 2.5)


@dataclass(frozen=True, slots=True)
class Plot:
    """A small line: labels below, values of 0 to 1 upwards, their words at the points.

    Attributes:
        hints: What each point says to a pointer, empty for nothing.
        said: The picture in a sentence, for who does not see it.
    """

    labels: Sequence[str]
    values: Sequence[float]
    words: Sequence[str]
    title: str
    axis: str
    target: float | None = None
    target_word: str = ""
    hints: Sequence[str] = ()
    said: str = ""


def plot(wanted: Plot) -> Markup:
    """Draw points at equal distances, joined: few points, each read off by its own word.

    Labels that would touch are left out, never that of the last point.
    """
    width, height, left, floor, top = _PLOT
    step = (width - 2 * left) / max(1, len(wanted.values) - 1)
    points = [(left + n * step, floor - (floor - top) * min(max(v, 0), 1)) for n, v in enumerate(wanted.values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    every = max(1, math.ceil(max((units(label) for label in wanted.labels), default=0) * _UNIT / step))
    hints = wanted.hints or [""] * len(points)
    marks = Markup("").join(
        Markup('<circle cx="{x:.1f}" cy="{y:.1f}" r="4">{hint}</circle>{word}{label}').format(
            x=x, y=y, hint=Markup("<title>{}</title>").format(hints[n]) if hints[n] else "",
            word=_word((x, y), wanted.words[n], rising=points[0][1] > points[-1][1]),
            label=_below(x, wanted.labels[n]) if (len(points) - 1 - n) % every == 0 else "")
        for n, (x, y) in enumerate(points)
    )  # fmt: skip
    area = f"{left},{floor} {path} {points[-1][0]:.1f},{floor}" if points else ""
    return Markup(
        '<svg class="plot" viewBox="0 0 {w} {h}" role="img" aria-label="{title}">{said}'
        '<polygon class="area" points="{area}"/>'
        '<path class="floor" d="M{left} {floor}H{right}"/>{target}<polyline class="line" points="{path}"/>{marks}'
        '<text class="axis" x="{mid}" y="{low}" text-anchor="middle">{axis}</text></svg>'
    ).format(
        w=width, h=height, title=wanted.title, area=area, left=left, floor=floor, right=width - left, path=path,
        said=Markup("<desc>{}</desc>").format(wanted.said) if wanted.said else "", low=height - 5,
        target=_target(wanted), marks=marks, mid=width / 2, axis=wanted.axis,
    )  # fmt: skip


def _word(point: tuple[float, float], word: str, *, rising: bool) -> Markup:
    """Write a word beside a point, on the side that the line does not take."""
    x, y = point
    return Markup('<text class="word" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{word}</text>').format(
        x=x + 4 if rising else x - 4, y=y - 9, anchor="end" if rising else "start", word=word
    )


def _below(x: float, label: str) -> Markup:
    return Markup('<text class="label" x="{x:.1f}" y="{y}" text-anchor="middle">{label}</text>').format(
        x=x, y=_PLOT[3] + 19, label=label
    )


def _target(wanted: Plot) -> Markup:
    """Draw the target with its word at the end that the line is farther from."""
    if wanted.target is None:
        return Markup("")
    width, _, left, floor, top = _PLOT
    y = floor - (floor - top) * wanted.target
    far = [abs(value - wanted.target) for value in (*wanted.values[:1], *wanted.values[-1:])] or [0.0]
    first = far[0] >= far[-1]
    return Markup(
        '<path class="goal" d="M{left} {y:.1f}H{right}"/>'
        '<text class="goal" x="{at}" y="{up:.1f}" text-anchor="{anchor}">{word}</text>'
    ).format(
        left=left, right=width - left, y=y, up=y - 5, word=wanted.target_word, at=left + 4 if first else width - left,
        anchor="start" if first else "end",
    )  # fmt: skip


# Narrow, so that its letters can be read on a phone: width, height, margin at the sides, floor, ceiling
_PLOT = (400, 232, 36, 180, 28)
_UNIT = 7.2  # about the width of a Latin letter of a label
_WORD = 22.0  # that of a score with the room before the next
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A way to the target: how many removals, the score then, its name, and the words for who sees no picture."""

    removed: int
    score: float
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Frontier:
    """Scores over numbers of removals, with marks."""

    points: Sequence[tuple[int, float]]
    marks: Sequence[Mark]
    target: float
    target_word: str
    title: str
    axis: str


def frontier(wanted: Frontier) -> Markup:
    """Draw scores over numbers of removals, true to scale, with the target as a dashed line and the ways as marks."""
    width, height, left, floor, _ = _PLOT
    scale = _scale(wanted)
    points = [_at(count, score, scale) for count, score in wanted.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    told = _apart([x for x, _ in points], _WORD)
    words = Markup("").join(
        Markup('<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>{word}').format(
            x=x, y=y, word=_word((x, y), f"{score:.0f}", rising=False) if n in told else "")
        for n, ((x, y), (_, score)) in enumerate(zip(points, wanted.points, strict=True))
    )  # fmt: skip
    _, goal = _at(0, wanted.target, scale)
    return Markup(
        '<svg class="plot" viewBox="0 0 {w} {h}" role="img" aria-label="{title}">'
        '<polygon class="area" points="{left},{floor} {path} {last:.1f},{floor}"/>'
        '<path class="floor" d="M{left} {floor}H{right}"/><path class="goal" d="M{left} {goal:.1f}H{right}"/>'
        '<text class="goal" x="{start}" y="{up:.1f}">{word}</text>'
        '<polyline class="line" points="{path}"/>{words}{marks}{ticks}'
        '<text class="axis" x="{mid}" y="{low}" text-anchor="middle">{axis}</text></svg>'
    ).format(
        w=width, h=height, title=wanted.title, left=left, floor=floor, right=width - left, path=path, goal=goal,
        last=points[-1][0] if points else left, up=goal - 5, word=wanted.target_word, words=words,
        marks=_marks(wanted.marks, scale), ticks=_ticks(scale), mid=width / 2, axis=wanted.axis, start=left + 4,
        low=height - 5,
    )  # fmt: skip


def _apart(places: Sequence[float], room: float) -> frozenset[int]:
    """Choose from places in order those that stand so far apart, the last one always."""
    chosen: list[int] = []
    for n in reversed(range(len(places))):
        if not chosen or places[chosen[-1]] - places[n] >= room:
            chosen.append(n)
    return frozenset(chosen)


def _scale(wanted: Frontier) -> tuple[int, float]:
    """Give the number of removals and the score that stand at the ends of the axes."""
    most = max([1, *(count for count, _ in wanted.points), *(mark.removed for mark in wanted.marks)])
    return most, max([1.0, wanted.target, *(score for _, score in wanted.points)])


def _at(count: float, score: float, scale: tuple[int, float]) -> tuple[float, float]:
    width, _, left, floor, top = _PLOT
    most, highest = scale
    return left + (width - 2 * left) * count / most, floor - (floor - top) * min(max(score, 0.0), highest) / highest


def _ticks(scale: tuple[int, float]) -> Markup:
    most, _ = scale
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 10 ** len(str(most))) if most / step <= _MOST_WORDS)
    return Markup("").join(_below(_at(n, 0, scale)[0], f"{n:,}") for n in range(0, most + 1, step))


def _marks(marks: Sequence[Mark], scale: tuple[int, float]) -> Markup:
    """Draw each way as a diamond with its name below; names of neighbours stand one below the other."""
    drawn, taken = [], list[tuple[float, float, float]]()
    for mark in sorted(marks, key=lambda each: each.removed):
        x, y = _at(mark.removed, mark.score, scale)
        half, low = 3.5 * units(mark.name), y + 18
        while any(abs(low - other) < 13 and x - half < right and x + half > start for start, right, other in taken):
            low += 13
        x_name = min(max(x, half), _PLOT[0] - half)
        taken.append((x_name - half, x_name + half, low))
        drawn.append(
            Markup('<g class="way"><title>{said}</title><path d="M{x:.1f} {up:.1f}l6 6l-6 6l-6 -6z"/>'
                   '<text x="{at:.1f}" y="{low:.1f}" text-anchor="middle">{name}</text></g>').format(
                said=mark.said, x=x, up=y - 6, at=x_name, low=low, name=mark.name)
        )  # fmt: skip
    return Markup("").join(drawn)
