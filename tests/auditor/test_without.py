"""E without some sources, mended, is the very number that a fresh look at what remains gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from auditor import score
from auditor.findings import found
from auditor.graph import NARROW, Graph, Table
from auditor.ties import ties
from auditor.without import Known, Left, Looks
from tests.auditor.drawn import Shape, bounded, denying, folder, gives_what_fresh_looks_give, shapes


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(shapes)
def test_what_is_left_without_sources_is_what_a_fresh_look_gives(shape: Shape) -> None:
    gives_what_fresh_looks_give(shape, folder(shape), left)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(shapes)
def test_so_it_is_where_a_person_denied_something(shape: Shape) -> None:
    gives_what_fresh_looks_give(shape, denying(folder(shape)), left)


def left(whole: Graph) -> Callable[..., float]:
    return Known(whole, score.measured(whole)).emergence_without


def part(shape: Shape, whole: Graph) -> Left:
    """Draw a part in which some sources are gone, and rows of some others count that did not or the other way round."""
    chance = np.random.default_rng(shape.seed + 2)
    share = chance.choice([0.0, 0.1, 0.4])
    gone, redone = (chance.random(len(whole.sources)) < each for each in (share, 0.3))
    redone &= ~gone
    rows = [(table.plain ^ (redone[table.source] & (chance.random(len(table.source)) < 0.3))) & ~gone[table.source]
            for table in (whole.between, whole.keyed, whole.cells)]  # fmt: skip
    return Left(gone, redone, *rows)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(shapes)
def test_what_is_no_letterhead_any_more_without_others_counts_as_in_a_fresh_look(shape: Shape) -> None:
    whole = folder(shape)
    with pytest.MonkeyPatch.context() as patch:
        bounded(patch, shape)
        measure = score.measured(whole)
        left = part(shape, whole)
        mended, fresh, n = Known(whole, measure).left(left), score.emerged(left.of(whole)), len(whole.names)
        assert mended.emergence == fresh.emergence
        assert mended.completed.tolist() == (fresh.completeness - fresh.best_single).tolist()
        gained = {*measure.gained.codes(n).tolist(), *mended.gained.tolist()} - {*mended.lost.tolist()}
        assert gained == {*fresh.gained.codes(n).tolist()}


def test_a_small_folder_and_one_of_which_little_stays_are_measured_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = folder(Shape(1, 12, 30, 20, 4.0, (64, 64, 64)))
    looks = Looks(whole, score.measured(whole))
    for least, most, known in ((10**9, 1.0, False), (0, 0.001, False), (0, 1.0, True)):
        monkeypatch.setattr("auditor.without.LEAST_LINKS", least)
        monkeypatch.setattr("auditor.without.MOST_GONE", most)
        gone = np.arange(12) == 3
        assert looks.emergence_without(gone) == score.emergence_of(whole.only(~gone))
        assert ("_known" in vars(looks)) == known


def far(whole: Graph, many: int = 50_000) -> Graph:
    """Put so many silent sources, names and keys before a folder's own that pairs of ids need more than 32 bits."""

    def before(ids: tuple[str, ...]) -> tuple[str, ...]:
        return (*(f" {at:06}" for at in range(many)), *ids)

    def moved(ids: np.ndarray[tuple[int], np.dtype[np.signedinteger]]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return (ids + many).astype(NARROW)

    def table(of: Table) -> Table:
        return replace(of, source=moved(of.source), left=moved(of.left), right=moved(of.right))

    none = np.zeros(many)
    return replace(
        whole, sources=before(whole.sources), names=before(whole.names), keys=before(whole.keys),
        weight=np.append(none, whole.weight), passing=np.append(none, whole.passing), bits=np.append(none, whole.bits),
        code=np.append(np.full(many, -1), whole.code), between=table(whole.between), keyed=table(whole.keyed),
        cells=replace(whole.cells, source=moved(whole.cells.source), name=moved(whole.cells.name)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ids_that_no_longer_fit_as_pairs_into_32_bits_change_nothing(seed: int) -> None:
    whole = folder(Shape(seed, 14, 40, 25, 5.0, (64, 64, 64)))
    moved, gone = far(whole), np.arange(14) == 3
    here, there = score.measured(whole), score.measured(moved)
    assert whole.between.left.dtype == here.gained.left.dtype == NARROW
    assert (there.picture, there.emergence) == (here.picture, here.emergence)
    away = np.append(np.zeros(50_000, dtype=bool), gone)
    assert Known(moved, there).emergence_without(away) == Known(whole, here).emergence_without(gone)
    tied, again = ties(whole), ties(moved)
    assert again.left.tolist() == [left + 50_000 for left in tied.left.tolist()]
    assert again.bits.tolist() == tied.bits.tolist()
    standing = [{name: {graph.sources[0]} for name in graph.names} for graph in (whole, moved)]
    chains = [found(graph, measure, stands) for graph, measure, stands in
              zip((whole, moved), (here, there), standing, strict=True)]  # fmt: skip
    assert [(each.id, each.strength) for each in chains[0]] == [(each.id, each.strength) for each in chains[1]]
