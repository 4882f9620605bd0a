"""The score over the runs and the parts of a change, drawn: as blocks for a terminal, as SVG for a page.

Coordinates are computed here; styling goes by class names alone, for the pages' security policy forbids inline styles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.reports.picture import units

TOPS = (25.0, 50.0, 75.0, 100.0)
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_ROWS, _LABEL = 6, 4  # of the drawing in a terminal
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _CEILING, _FLOOR = 1180, 300, 44, 1080, 20, 250
_MOST_LABELS = 10


def top_of(scores: Sequence[float], target: float) -> float:
    """Give the upper end of the scale: the first quarter of 100 that holds the target and every score."""
    return next((top for top in TOPS if max((*scores, target)) <= top), TOPS[-1])


def blocks(scores: Sequence[float], target: float, width: int = 80, *, plain: bool = False) -> tuple[str, ...]:
    """Draw scores of 0 to 100 as columns, the last ones where not all fit; the target is marked at the side.

    Args:
        scores: One a run, the oldest first.
        target: Marked with `>` beside its row.
        width: Characters to a line.
        plain: ASCII alone, for a terminal that knows no other characters.
    """
    room = max(1, (width - _LABEL - 2) // 2)
    kept = scores[-room:]
    top = top_of(kept, target)
    marked = _ROWS - 1 - min(_ROWS - 1, int(max(target, 0.0) * _ROWS / top))
    labels = {0: f"{top:.0f}", _ROWS - 1: "0", marked: f"{target:.0f}"}
    rows = []
    for row in range(_ROWS):
        low, label = (_ROWS - 1 - row) * top / _ROWS, labels.get(row, "")
        cells = " ".join(_block((score - low) * _ROWS / top, plain=plain) for score in kept)
        rows.append(f"{label:>{_LABEL}}{'>' if row == marked else '|'} {cells}".rstrip())
    return tuple(rows)


def _block(filled: float, *, plain: bool) -> str:
    """Draw one cell of which a share is filled; a score above nothing shows in the lowest row."""
    if plain:
        return "#" if filled >= 0.5 else "." if filled > 0 else " "
    return _EIGHTHS[max(0, min(8, -int(-filled * 8 // 1)))]


@dataclass(frozen=True, slots=True)
class Line:
    """A line over time: a label and a score for each run, and the words that a reader who sees no picture gets."""

    labels: Sequence[str]
    scores: Sequence[float]
    words: Sequence[str]
    target: float
    target_word: str
    axis: str
    title: str
    said: str


def line(wanted: Line) -> Markup:
    """Draw the score over the runs with the target as a dashed line; the scale begins at 0."""
    step, top = (_RIGHT - _LEFT - 40) / max(1, len(wanted.scores) - 1), top_of(wanted.scores, wanted.target)
    points = [(_LEFT + 20 + n * step, _height(score, top)) for n, score in enumerate(wanted.scores)]
    every = max(1, -(-len(points) // _MOST_LABELS))
    marks = Markup("").join(
        _mark(point, wanted.words[n], wanted.labels[n] if n % every == 0 else "") for n, point in enumerate(points)
    )
    return Markup(
        '<svg class="over-time" viewBox="0 0 {w} {h}" role="img" aria-labelledby="chart-title chart-said">'
        '<title id="chart-title">{title}</title><desc id="chart-said">{said}</desc>{grid}'
        '<path class="goal" d="M{left} {goal:.1f}H{right}"/>'
        '<text class="goal" x="{beside}" y="{low:.1f}">{word}</text>'
        '<polyline class="line" points="{path}"/>{marks}'
        '<text class="axis" x="{mid}" y="292" text-anchor="middle">{axis}</text></svg>'
    ).format(
        w=_WIDTH, h=_HEIGHT, title=wanted.title, said=wanted.said, grid=_grid(top), left=_LEFT, right=_RIGHT,
        goal=_height(wanted.target, top), low=_height(wanted.target, top) + 4, word=wanted.target_word,
        beside=_RIGHT + 6,
        path=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), marks=marks, mid=(_LEFT + _RIGHT) // 2, axis=wanted.axis,
    )  # fmt: skip


def _height(score: float, top: float) -> float:
    return _FLOOR - (_FLOOR - _CEILING) * min(max(score, 0.0), top) / top


def _grid(top: float) -> Markup:
    return Markup("").join(
        Markup(
            '<path class="grid" d="M{left} {y:.1f}H{right}"/>'
            '<text class="label" x="{x}" y="{low:.1f}" text-anchor="end">{value}</text>'
        ).format(left=_LEFT, right=_RIGHT, y=y, x=_LEFT - 8, low=y + 4, value=f"{value:g}")
        for value in (top * part / 5 for part in range(6))
        for y in [_height(value, top)]
    )


def _mark(point: tuple[float, float], word: str, label: str) -> Markup:
    x, y = point
    text = Markup('<text class="label" x="{x:.1f}" y="270" text-anchor="middle">{label}</text>').format(
        x=x, label=label
    )
    dot = Markup('<circle cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{word}</title></circle>').format(x=x, y=y, word=word)
    return dot + (text if label else Markup(""))


@dataclass(frozen=True, slots=True)
class Bar:
    """One signed part: its name, its value, and the value as it is written."""

    label: str
    value: float
    word: str


def bars(parts: Sequence[Bar], title: str) -> Markup:
    """Draw signed parts as bars to the left (less) and to the right (more) of one line."""
    name = 12 + 7 * max((units(part.label) for part in parts), default=0)
    middle, half, high = name + 190, 130, 26
    widest = max((abs(part.value) for part in parts), default=0.0) or 1.0
    rows = Markup("").join(
        _bar(part, (name, middle, 6 + n * high), half * part.value / widest) for n, part in enumerate(parts)
    )
    bottom = 8 + len(parts) * high
    return Markup(
        '<svg class="parts" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{title}">{rows}'
        '<path class="zero" d="M{m} 2V{h}"/></svg>'
    ).format(w=middle + half + 60, h=bottom, title=title, rows=rows, m=middle)


def _bar(part: Bar, place: tuple[int, int, int], length: float) -> Markup:
    name, middle, top = place
    more = length >= 0
    return Markup(
        '<text class="name" x="{name}" y="{text}" text-anchor="end">{label}</text>'
        '<rect class="{kind}" x="{x:.1f}" y="{top}" width="{w:.1f}" height="16" rx="2"/>'
        '<text class="value" x="{at:.1f}" y="{text}" text-anchor="{anchor}">{word}</text>'
    ).format(
        name=name, text=top + 13, label=part.label, kind="more" if more else "less", x=middle + min(0.0, length),
        top=top, w=abs(length), at=middle + length + (6 if more else -6), anchor="start" if more else "end",
        word=part.word,
    )  # fmt: skip
