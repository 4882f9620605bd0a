"""Ways to the target: each meets it and could not spare a removal, the least loss costs least, scores are real."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from auditor import findings, picture, profile, removal, score, sets
from auditor.audit import Wish
from auditor.sets import LEAST_LOSS, OLDEST, Worth
from auditor.shortlist import Model, Task, best, breaks_enough, units
from fixtures.generator import Plan, folder
from tests.auditor.folders import look, read
from tests.auditor.test_shortlist import any_graph

GRAPHS = 60


def task_of(seed: int, kept: frozenset[str] = frozenset()) -> Task:
    """Ask for half of the score of a small random graph."""
    of = any_graph(seed)
    standing = {name: {of.sources[row] for row in of.keyed.source[of.keyed.left == place].tolist()}
                for place, name in enumerate(of.names)}  # fmt: skip

    def left(gone: frozenset[str]) -> float:
        return score.value(score.emergence_of(of.without(gone)), 2.0)

    return Task(of, findings.found(of, score.measured(of), standing), left, left, 0.5 * left(frozenset()), kept)


def worth_of(task: Task, seed: int) -> Worth:
    """Give each source a date of its own, in an order that has nothing to do with its links."""
    days = np.random.default_rng(seed).permutation(len(task.graph.sources)).tolist()
    dates = {source: f"20{20 + day}-03-01" for source, day in zip(task.graph.sources, days, strict=True)}
    return sets.worth(dates, {})


def cheapest(task: Task, worths: Worth) -> float:
    """Give what the cheapest set costs that meets the target, all sets tried."""
    free = [source for source in task.graph.sources if source not in task.kept]
    every = (gone for size in range(len(free) + 1) for gone in combinations(free, size))
    return min(worths.cost(gone) for gone in every if task.score(frozenset(gone)) <= task.target)


def test_each_set_meets_the_target_and_spares_no_removal() -> None:
    told = 0
    for seed in range(GRAPHS):
        task = task_of(seed)
        chosen = sets.chosen(task, worth_of(task, seed))
        for way in chosen.ways:
            told += way.kind != sets.FEWEST
            assert way.score == task.score(frozenset(way.sources))
            assert way.reached is (way.score <= task.target)
            for source in way.sources if way.reached and len(way.sources) > 1 else ():
                assert task.score(frozenset(way.sources) - {source}) > task.target
    assert told > GRAPHS


def test_the_least_loss_costs_no_more_than_the_others_and_nearly_as_little_as_any_set() -> None:
    ratios = []
    for seed in range(GRAPHS):
        task = task_of(seed)
        worths = worth_of(task, seed)
        by_kind = {way.kind: way for way in sets.chosen(task, worths).ways}
        if LEAST_LOSS not in by_kind:
            continue
        least = by_kind[LEAST_LOSS].cost
        assert all(least <= way.cost + 1e-9 for way in by_kind.values() if way.reached)
        ratios.append(least / cheapest(task, worths))
    print(f"least loss: mean {np.mean(ratios):.3f} of the cheapest set, worst {max(ratios):.3f}")
    assert min(ratios) >= 1 - 1e-9
    assert np.mean(ratios) <= 1.1


def model_of(task: Task) -> Model:
    many = len(task.graph.sources)
    return Model(units(task.graph, task.found), np.ones(many, dtype=bool), np.ones(many))


def test_another_set_is_shorter_than_the_fewest_only_where_it_breaks_less() -> None:
    shorter = 0
    for seed in range(GRAPHS):
        task = task_of(seed)
        for way in (ways := sets.chosen(task, worth_of(task, seed)).ways)[1:]:
            if ways[0].reached and len(way.sources) < len(ways[0].sources):
                shorter += 1
                gone = frozenset(task.graph.sources.index(source) for source in way.sources)
                assert not breaks_enough(model_of(task), gone)
    assert shorter


def test_the_oldest_go_first_and_what_has_no_date_last() -> None:
    task = task_of(3)
    worths = worth_of(task, 3)
    rows = sets.set_of(OLDEST, task, worths)
    assert rows
    dates = [worths.dates[source] for source in rows]
    assert dates == sorted(dates)
    undated = replace(worths, dates={**worths.dates, rows[0]: ""})
    assert rows[0] not in (sets.set_of(OLDEST, task, undated) or ())[:1]


def test_a_pin_is_in_no_set() -> None:
    for seed in range(20):
        task = task_of(seed, frozenset({"s0", "s3"}))
        for way in sets.chosen(task, worth_of(task, seed)).ways:
            assert not {"s0", "s3"} & set(way.sources)


def test_where_nothing_meets_the_target_only_the_fewest_files_are_given() -> None:
    task = replace(task_of(1), target=-1.0)
    chosen = sets.chosen(task, worth_of(task, 1), OLDEST)
    assert [way.kind for way in chosen.ways] == [sets.FEWEST]
    assert not chosen.reached


def test_without_effort_the_other_sets_are_left_out_and_nothing_is_looked_at_or_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = task_of(5)
    monkeypatch.setattr(Model, "thrifty", None)
    choice = best(task)
    asked: list[frozenset[str]] = []

    def counted(gone: frozenset[str]) -> float:
        asked.append(gone)
        return task.score(gone)

    seen = replace(task, score=counted, estimate=counted)
    assert [way.kind for way in sets.ways(seen, choice, worth_of(task, 5), 0)] == [sets.FEWEST]
    assert set(asked) <= {frozenset(choice.sources)}
    rows = {frozenset(choice.sources[:count]) for count in range(len(choice.sources) + 1)}
    assert len(sets.frontier(seen, choice, looks=False)) == len(choice.sources) + 1
    assert set(asked) <= rows


@pytest.mark.parametrize("said", ["", "yesterday", "2026-13-40"])
def test_what_has_no_date_costs_as_much_as_the_newest(said: str) -> None:
    worths = sets.worth({"a": "2026-05-01T08:00:00", "b": said, "c": "2021-05-01", "d": "2025-05-01"}, {})
    assert worths.costs["a"] == worths.costs["b"] == 1.0
    assert worths.costs["c"] == sets.LEAST
    assert worths.costs["d"] == pytest.approx(0.5)


def test_a_cost_that_was_given_counts_instead_of_the_age() -> None:
    worths = sets.worth({"a": "2026-05-01", "b": "2020-05-01"}, {"b": 3.0})
    assert worths.costs == {"a": 1.0, "b": 3.0}
    assert worths.cost({"a", "b"}) == 4.0


def test_the_frontier_never_rises_and_stands_at_or_under_the_rows() -> None:
    for seed in range(GRAPHS):
        task = task_of(seed)
        chosen = sets.chosen(task, worth_of(task, seed))
        assert list(chosen.frontier) == sorted(chosen.frontier, reverse=True)
        assert chosen.frontier[0] == task.score(frozenset())
        if chosen.reached:
            assert len(chosen.frontier) > len(chosen.scores)
            assert all(low <= row + 1e-9 for low, row in zip(chosen.frontier[1:], chosen.scores, strict=False))


@pytest.mark.parametrize("kind", [LEAST_LOSS, OLDEST])
def test_a_set_that_is_listed_has_the_score_of_an_audit_after_each_row(kind: str) -> None:
    texts = folder(Plan("en", 9, 1.0, 2, 2, 4))
    files = [replace(file, modified=f"20{10 + n}-01-01") for n, file in enumerate(read(texts))]
    whole = picture.of(picture.corpus(files), profile.shipped("general"))
    found = findings.of(whole)
    wish = Wish(target=0.4 * whole.score, prefer=kind)
    chosen = removal.chosen(whole.corpus, whole, found, wish)
    choice, rows = chosen.choice, chosen.rows
    assert choice.reached
    assert next(way for way in choice.ways if way.kind == kind).sources == choice.sources
    for count, row in enumerate(rows, 1):
        gone = set(whole.paths(choice.sources[:count]))
        assert row.score == pytest.approx(look({n: text for n, text in texts.items() if n not in gone}).score)
