"""What belongs together by shared signs: asking whether so many do says what clustering all says."""

from __future__ import annotations

import random

import pytest

from auditor.resolving.clusters import clusters, has_cluster_of


@pytest.mark.parametrize("seed", range(60))
def test_some_hang_together_where_the_largest_cluster_has_so_many(seed: int) -> None:
    rng = random.Random(seed)
    signs = {f"t{n}": {f"s{rng.randrange(14)}" for _ in range(rng.randrange(3))} for n in range(rng.randrange(12))}
    most = max(map(len, clusters(signs)), default=0)
    assert [has_cluster_of(least, signs) for least in (1, 1.5, 2, 3, 4.2, 8)] == [
        most >= least for least in (1, 1.5, 2, 3, 4.2, 8)
    ]  # fmt: skip
