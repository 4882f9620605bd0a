"""How much emergence unrelated folders of the same size show: the chance curve, shipped as numbers.

Size is the number of names. It is what chance grows with, and no other: folders of ten long reports and of eighty short
notes have as many accidents if they name as many; by the number of files the long ones stood above chance.
`python -m tests.bench.chance` builds the curve from folders of unrelated documents in both languages and prints it
in the form of `data/chance.json`: for each size the quantiles of emergence.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import cache
from importlib import resources

GROWTH = 2  # beyond the largest size: names that meet by accident are pairs


@cache
def _curve() -> dict[int, list[float]]:
    """Give, by number of names, the emergences of unrelated folders at the percentiles 0, 5, 10 ... 100."""
    path = resources.files("auditor") / "data" / "chance.json"
    if not path.is_file():
        return {}
    raw = json.loads(path.read_text("utf-8"))
    return {int(size): list(values) for size, values in raw["by_names"].items()}


def percentile(emergence: float, names: int, sources: int) -> float | None:
    """Say in how many of 100 unrelated folders of this size less emerges; None where no curve is shipped.

    Args:
        emergence: E of the folder.
        names: Number of its names; the next smaller and larger size of the curve are read, the stricter counts.
        sources: Number of its sources: of one nothing emerges, by chance or not.
    """
    curve = _curve()
    if not curve or sources < 2:
        return None
    sizes = sorted(curve)
    below = max((size for size in sizes if size <= names), default=sizes[0])
    above = min((size for size in sizes if size >= names), default=sizes[-1])
    scale = max(1.0, names / sizes[-1]) ** GROWTH
    return min(_rank(curve[size], emergence / scale) for size in (below, above))


def _rank(values: list[float], emergence: float) -> float:
    """Give the last percentile that is exceeded; what equals it is no more than chance."""
    return 100.0 * max(0, bisect_left(values, emergence) - 1) / (len(values) - 1)
