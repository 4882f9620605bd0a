"""How much emergence unrelated folders of the same size show: the chance curve, shipped as numbers.

`python -m tests.bench.chance` builds the curve from folders of unrelated documents in both languages and prints it
in the form of `data/chance.json`: for each folder size the quantiles of emergence per name and source.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from importlib import resources


@cache
def _curve() -> dict[int, list[float]]:
    """Give, by number of sources, the emergences of unrelated folders at the percentiles 0, 5, 10 ... 100."""
    path = resources.files("auditor") / "data" / "chance.json"
    if not path.is_file():
        return {}
    raw = json.loads(path.read_text("utf-8"))
    return {int(size): list(values) for size, values in raw["by_sources"].items()}


def percentile(emergence: float, sources: int) -> float | None:
    """Say in how many of 100 unrelated folders of this size less emerges; None where no curve is shipped.

    Args:
        emergence: E of the folder.
        sources: Number of its sources; the next smaller and larger size of the curve are read, the stricter counts.
    """
    curve = _curve()
    if not curve or sources < 2:
        return None
    sizes = sorted(curve)
    below = max((size for size in sizes if size <= sources), default=sizes[0])
    above = min((size for size in sizes if size >= sources), default=sizes[-1])
    scale = max(1.0, sources / sizes[-1])  # beyond the largest size chance grows with the number of sources
    return min(_rank(curve[size], emergence / scale) for size in (below, above))


def _rank(values: list[float], emergence: float) -> float:
    place = bisect_right(values, emergence)
    return round(100.0 * min(1.0, place / len(values)), 1) if place else 0.0
