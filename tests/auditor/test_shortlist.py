"""The shortlist: what is a unit, that the choice is the best there is, and that its promises hold."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from auditor import findings, picture, profile, removal, score, sets, shortlist, ties
from auditor.audit import Wish
from auditor.findings import Found
from auditor.graph import Denied, Graph, KeyNode, LinkFact, NameNode, build
from auditor.picture import Picture
from auditor.shortlist import Choice, Model, Task, Unit, _Program
from fixtures.generator import Plan, folder
from tests.auditor.folders import look, read

GRAPHS, SCORED = 300, 100
FACETS = {"site": 1.0}
FOLDERS = 12


def graph(*links: LinkFact, denied: frozenset[tuple[str, str]] = frozenset()) -> Graph:
    names = {link.a for link in links} | {link.b for link in links if link.b[0] != "="}
    keys = {link.b for link in links if link.b[0] == "="}
    built = build([NameNode(name, 1.0, 0.9) for name in names], [KeyNode(key, 12.0) for key in keys], links, [], FACETS)
    return replace(built, denied=Denied(denied))


def link(source: str, name: str, other: str, *, plain: bool = True) -> LinkFact:
    return LinkFact(source, name, other, 0.8, 1.0, plain)


def told(of: Graph, found: Sequence[Found] = ()) -> set[frozenset[str]]:
    return {frozenset(of.sources[place] for place in unit.sources) for unit in shortlist.units(of, found)}


def of_sources(of: Graph, found: Sequence[Found] = ()) -> list[Unit]:
    """Give the units of two sources each, which stand before those of two names."""
    pairs, _ = shortlist.pairs_of_sources(ties.ties(of), shortlist.told(of, found))
    return shortlist.units(of, found)[: len(pairs)]


def of_names(of: Graph) -> list[Unit]:
    return shortlist.units(of, [])[len(of_sources(of)) :]


def finding(*sources: str, rank: float = 0.4) -> Found:
    return Found("f" + "".join(sources), "chain", (("x", "y"),), (), (), sources, rank, rank)


# Units


def test_two_sources_that_join_names_over_a_key_are_a_unit() -> None:
    assert told(graph(link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"))) == {frozenset("st")}


@pytest.mark.parametrize("links", [
    [link("s", "Oakline", "=lot 7"), link("t", "Oakline", "=lot 7")],
    [link("s", "Oakline", "=lot 7"), link("s", "Fernhill", "=lot 7"), link("t", "Oakline", "=lot 7")],
    [link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 8")],
    [link("s", "Oakline", "=lot 7", plain=False), link("t", "Fernhill", "=lot 7")],
    [link("s", "Oakline", "=lot 7"), link("s", "Fernhill", "=lot 7")],
], ids=["repeated", "known to one alone", "another key", "letterhead", "one source"])  # fmt: skip
def test_what_joins_nothing_is_no_unit(links: list[LinkFact]) -> None:
    assert told(graph(*links)) == set()


def test_a_key_that_very_many_sources_hold_says_nothing_of_two_of_them() -> None:
    many = [link(f"s{place}", f"n{place}", "=1000") for place in range(ties.MOST_SHARING + 1)]
    assert told(graph(*many)) == set()
    assert len(told(graph(*many[1:]))) > 0


def test_what_more_sources_share_weighs_less_for_each_two() -> None:
    def weight(count: int) -> float:
        many = [link(f"s{place}", f"n{place}", "=lot 7") for place in range(count)]
        return shortlist.units(graph(*many), [])[0].weight

    assert weight(2) > weight(3) > weight(6)


def test_what_is_likelier_and_what_is_found_first_weighs_more_but_never_more_than_certain() -> None:
    likely, rank = np.linspace(0.01, 0.99, 40), np.linspace(0.0, 1.0, 40)
    for values in (shortlist.weighed(likely, rank[[9]]), shortlist.weighed(likely[[9]], rank)):
        assert (np.diff(values) >= 0).all()
        assert 0 < values[0] < values[-1] < 1


def test_a_completed_subject_makes_its_sources_a_unit_that_weighs_least() -> None:
    of = graph(link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"), link("u", "Mossgate", "Fernhill"))
    cell = replace(finding("t", "u", rank=0.9), kind="cell")
    held = of_sources(of, [finding("s", "u", rank=0.1), cell])
    assert [{of.sources[place] for place in unit.sources} for unit in held] == [{"s", "t"}, {"s", "u"}, {"t", "u"}]


def test_names_that_a_person_denied_are_not_joined_but_others_over_the_same_key_are() -> None:
    links = [link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7")]
    denied = frozenset({("Fernhill", "Oakline")})
    assert told(graph(*links, denied=denied)) == set()
    assert told(graph(*links, link("t", "Mossgate", "=lot 7"), denied=denied)) == {frozenset("st")}


def test_a_finding_over_names_alone_is_a_unit_and_weighs_less_than_shared_keys() -> None:
    of = graph(link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"), link("u", "Mossgate", "Fernhill"))
    held = of_sources(of, [finding("t", "u")])
    assert [{of.sources[place] for place in unit.sources} for unit in held] == [{"s", "t"}, {"t", "u"}]
    assert held[0].weight > held[1].weight > 0


def ways_of(of: Graph, unit: Unit) -> set[frozenset[str]]:
    return {frozenset(of.sources[place] for place in way) for way in unit.ways}


TWICE = (link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"),
         link("u", "Oakline", "=lot 8"), link("v", "Fernhill", "=lot 8"))  # fmt: skip


def test_two_names_that_two_pairs_of_sources_join_are_one_unit_which_stands_until_both_are_broken() -> None:
    of = graph(*TWICE)
    held = of_names(of)
    unit = max(held, key=lambda each: each.weight)
    assert ways_of(of, unit) == {frozenset("st"), frozenset("uv")}
    assert {way for each in held for way in ways_of(of, each)} == {*ways_of(of, unit), frozenset("sv"), frozenset("tu")}
    model = Model([unit], np.ones(4, dtype=bool), np.ones(4))
    place = {source: at for at, source in enumerate(of.sources)}
    assert model.broken([place["s"]]) == 0.0
    assert model.broken([place["s"], place["t"]]) == 0.0
    assert model.broken([place["s"], place["v"]]) == pytest.approx(1.0)
    assert len(model.chosen(2)) == 2  # neither breaks anything alone


def test_a_better_way_upholds_two_names_by_itself_and_a_worse_one_the_less_the_worse_it_is() -> None:
    def left(bits: float) -> float:
        keys = [KeyNode("=lot 7", 14.0), KeyNode("=lot 8", bits)]
        of = build([NameNode(name, 1.0, 0.9) for name in ("Oakline", "Fernhill")], keys, TWICE, [], FACETS)
        held = of_names(of)
        model = Model(held, np.ones(4, dtype=bool), np.ones(4))
        best = next(way for unit in held for way in unit.ways if len(unit.ways) == 1)
        return 1.0 - model.broken([min(best)])

    assert 0.0 < left(4.0) < left(8.0) < left(12.0) < 1.0


# The choice against brute force


def any_units(chance: random.Random) -> tuple[list[Unit], int]:
    """Make up to 24 units over up to 9 sources: up to four ways of mostly two sources, a hub here and there."""
    sources = chance.randint(2, 9)
    made = []
    for _ in range(chance.randint(1, 24)):
        sizes = [min(sources, chance.choice((1, 2, 2, 2, 3, 4))) for _ in range(chance.choice((1, 1, 2, 4)))]
        ways = tuple(frozenset(chance.sample(range(sources), size)) for size in sizes)
        made.append(Unit(round(chance.uniform(0.05, 1.0), 3), ways))
    return made, sources


def brute(held: Sequence[Unit], sources: Sequence[int], count: int) -> float:
    """Give the most weight that any `count` of the sources break."""

    def lost(gone: tuple[int, ...]) -> float:
        return sum(unit.weight for unit in held if all(way & set(gone) for way in unit.ways))

    return max(lost(gone) for size in range(count + 1) for gone in combinations(sources, size))


def modelled(held: Sequence[Unit], many: int, pinned: frozenset[int] = frozenset()) -> Model:
    return Model(held, np.array([place not in pinned for place in range(many)]), np.ones(many))


def test_exact_is_exact_its_bound_is_never_passed_and_greedy_is_within_three_percent() -> None:
    ratios = []
    for seed in range(GRAPHS):
        chance = random.Random(seed)
        held, many = any_units(chance)
        pinned = frozenset(chance.sample(range(many), chance.randint(0, many // 3)))
        model, count = modelled(held, many, pinned), chance.randint(1, 4)
        optimum = brute(held, sorted(set(range(many)) - pinned), count) / model.total
        picked, bound, proved = model.proof(count)
        assert proved
        assert model.broken(picked) == pytest.approx(optimum, abs=1e-6)
        assert bound >= optimum - 1e-6
        assert len(picked) <= count
        assert not picked & pinned
        assert not model.chosen(count) & pinned
        ratios.append(1.0 if not optimum else model.broken(model.chosen(count)) / optimum)
    print(f"greedy with exchanges: mean {np.mean(ratios):.4f} of the optimum, worst {min(ratios):.4f}")
    assert np.mean(ratios) >= 0.97


def test_the_linear_bound_is_never_below_what_can_be_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "EXACT_SOURCES", 0)
    for seed in range(40):
        held, many = any_units(random.Random(seed))
        model = modelled(held, many)
        picked, bound, proved = model.proof(2)
        assert not proved
        assert bound >= brute(held, range(many), 2) / model.total - 1e-6
        assert model.broken(picked) <= bound + 1e-6


def test_ways_that_many_units_share_are_told_to_the_solver_once() -> None:
    ways = tuple(frozenset({place, place + 1}) for place in range(8))
    nested = [Unit(0.5**count, ways[:count]) for count in range(1, 9) for _ in range(20)]
    model = modelled(nested, 9)
    told = _Program.of(nested, 9)
    assert len(told.rows) == len(ways) + 2 * (len(ways) - 1)
    assert sum(told.weights) == pytest.approx(model.total)
    for count in range(1, 5):
        assert model.broken(model.proof(count)[0]) * model.total == pytest.approx(brute(nested, range(9), count))


def test_of_two_equal_removals_the_cheaper_one_is_chosen() -> None:
    held = [Unit(1.0, (frozenset({0, 1}),))]
    for costs, expected in (([1.0, 5.0], {0}), ([5.0, 1.0], {1})):
        model = Model(held, np.ones(2, dtype=bool), np.array(costs))
        assert model.chosen(1) == model.proof(1)[0] == frozenset(expected)


# Small graphs of random evidence, scored


def any_graph(seed: int) -> Graph:
    """Make a graph of six sources, seven names and five keys with up to thirty links."""
    chance = random.Random(seed)
    names, keys = [f"n{place}" for place in range(7)], [f"=k{place}" for place in range(5)]
    links = [
        LinkFact(f"s{chance.randrange(6)}", chance.choice(names), chance.choice(keys), chance.choice((1.0, 0.8, 0.5)),
                 round(chance.uniform(0.6, 1.0), 2))
        for _ in range(chance.randint(8, 30))
    ]  # fmt: skip
    nodes = [NameNode(name, 0.3 + 0.1 * place, 0.9) for place, name in enumerate(names)]
    return build(nodes, [KeyNode(key, 9.0 + 2 * place) for place, key in enumerate(keys)], links, [], FACETS)


def chosen_of(of: Graph, target: float, kept: frozenset[str] = frozenset()) -> tuple[Choice, Callable[..., float]]:
    standing = {name: {of.sources[row] for row in of.keyed.source[of.keyed.left == place].tolist()}
                for place, name in enumerate(of.names)}  # fmt: skip
    found = findings.found(of, score.measured(of), standing)

    def left(gone: frozenset[str]) -> float:
        return score.value(score.emergence_of(of.without(gone)), 2.0)

    return shortlist.best(Task(of, found, left, left, target, kept)), left


def test_no_listed_removal_is_dispensable_and_the_target_is_kept() -> None:
    listed = 0
    for seed in range(SCORED):
        of = any_graph(seed)
        before = score.value(score.emergence_of(of), 2.0)
        choice, left = chosen_of(of, 0.5 * before)
        if before <= 0:
            assert choice.sources == ()
            continue
        assert choice.scores[-1] == pytest.approx(left(frozenset(choice.sources)))
        assert choice.bound >= choice.broken - 1e-6
        if choice.reached:
            listed += 1
            assert choice.scores[-1] <= 0.5 * before
            for source in choice.sources if len(choice.sources) > 1 else ():
                assert left(frozenset(choice.sources) - {source}) > 0.5 * before
    assert listed > SCORED // 2


def test_pins_stay_and_those_that_block_the_target_are_named() -> None:
    of = graph(link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"))
    choice, _ = chosen_of(of, 0.0, frozenset("s"))
    assert (choice.sources, choice.reached) == (("t",), True)
    choice, _ = chosen_of(of, 0.0, frozenset("st"))
    assert (choice.sources, choice.reached) == ((), False)


def test_nothing_is_listed_where_the_score_is_low_enough() -> None:
    of = graph(link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"))
    choice, _ = chosen_of(of, 99.0)
    assert choice.sources == ()
    assert choice.reached


# Folders of texts


def listed(whole: Picture, wish: Wish) -> tuple[list[tuple[str, ...]], list[float]]:
    found = findings.of(whole)
    chosen = removal.chosen(whole.corpus, whole, found, wish)
    choice, rows = chosen.choice, chosen.rows
    return [whole.paths({source}) for source in choice.sources], [row.score for row in rows]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_promised_score_is_that_of_an_audit_without_the_files(lang: str) -> None:
    for seed in range(FOLDERS):
        texts = folder(Plan(lang, 9, 1.0, 2, 2, seed))  # type: ignore[arg-type]
        whole = look(texts)
        rows, scores = listed(whole, Wish(target=0.5 * whole.score))
        for count, promised in enumerate(scores, 1):
            gone = {path for row in rows[:count] for path in row}
            rest = look({name: text for name, text in texts.items() if name not in gone})
            assert promised == pytest.approx(rest.score, abs=1e-9)


def test_the_same_folder_in_another_order_gives_the_same_list() -> None:
    texts = folder(Plan("en", 10, 1.0, 2, 2, 3))
    lists = []
    for order in (sorted(texts), sorted(texts, reverse=True)):
        files = read({name: texts[name] for name in order})
        whole = picture.of(picture.corpus(files), profile.shipped("general"))
        lists.append(listed(whole, Wish(target=0.3 * whole.score)))
    assert lists[0] == lists[1]
    assert lists[0][0]


def test_a_list_ends_where_a_second_look_says_that_it_is_enough() -> None:
    """The estimate thinks that all three are needed; looked at again, two are enough."""
    links = [link(source, name, key) for key, pair in (("=lot 7", "ab"), ("=lot 8", "cd"), ("=lot 9", "ef"))
             for source, name in zip(pair, (f"Oak{key[-1]}", f"Fern{key[-1]}"), strict=True)]  # fmt: skip
    made = graph(*links)

    def estimate(gone: frozenset[str]) -> float:
        return 90.0 - 25.0 * len(gone)

    def score_of(gone: frozenset[str]) -> float:
        return estimate(gone) - (20.0 if len(gone) > 1 else 0.0)

    choice = shortlist.best(Task(made, (), score_of, estimate, 22.0))
    assert len(choice.sources) == len(choice.scores) == 2
    assert choice.reached


def pairs_of_lots(*pairs: str) -> Graph:
    """Make a graph in which the two sources of each pair share a lot, each speaking of a name of its own."""
    return graph(*(link(source, f"{source} of {pair}", f"=lot {pair}") for pair in pairs for source in pair))


HUBS = pairs_of_lots("ab", "ac", "ad", "ef", "eg", "hi")  # a breaks three, e two, h one


def test_of_the_sets_that_meet_the_target_the_one_that_breaks_most_is_listed_however_the_score_falls() -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 90.0 - 35.0 * len(gone) - (1.0 if "h" in gone else 0.0)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0))
    assert (set(choice.sources), choice.reached) == ({"a", "e"}, True)


def test_rows_stand_in_the_order_in_which_each_breaks_most_however_the_score_falls() -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 90.0 - 30.0 * ("a" in gone) - 45.0 * ("e" in gone)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0))
    assert (choice.sources, choice.scores, choice.reached) == (("a", "e"), (60.0, 15.0), True)


def test_where_the_units_miss_a_target_that_can_be_met_the_score_helps() -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 10.0 if {"h", "a"} <= gone else 90.0 - len(gone) - (5.0 if "h" in gone else 0.0)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0, most=2))
    assert (set(choice.sources), choice.reached) == ({"a", "h"}, True)


def test_one_removal_that_meets_the_target_and_breaks_little_is_not_listed_for_two_that_break_most() -> None:
    """The score falls with i alone, over names that nothing joins; what a and e join would stay."""

    def score_of(gone: frozenset[str]) -> float:
        return 10.0 if "i" in gone or {"a", "e"} <= gone else 90.0 - len(gone)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0))
    assert (set(choice.sources), choice.reached) == ({"a", "e"}, True)
    dates = dict.fromkeys(HUBS.sources, "2026-05-01") | {"i": "2020-01-01"}
    chosen = sets.chosen(Task(HUBS, (), score_of, score_of, 20.0), sets.worth(dates, {}))
    assert set(chosen.sources) == {"a", "e"}
    assert {way.kind: set(way.sources) for way in chosen.ways}[sets.OLDEST] == {"i"}


def test_one_removal_that_meets_the_target_and_breaks_as_much_as_any_is_listed_alone() -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 10.0 if "a" in gone else 90.0 - len(gone)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0))
    assert (choice.sources, choice.reached) == (("a",), True)


def test_what_breaks_most_is_exchanged_no_more_than_it_takes_to_meet_a_target_that_it_misses() -> None:
    """The score alone would take h and then i; a with h breaks more and meets the target as well."""

    def score_of(gone: frozenset[str]) -> float:
        met = {"a", "h"} <= gone or {"h", "i"} <= gone
        return 10.0 if met else 90.0 - len(gone) - 30.0 * ("h" in gone)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0, most=2))
    assert (set(choice.sources), choice.reached) == ({"a", "h"}, True)


def test_where_no_list_meets_the_target_the_one_that_breaks_most_is_given() -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 90.0 - len(gone) - (20.0 if "h" in gone else 0.0)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0, most=2))
    assert (set(choice.sources), choice.reached, choice.method) == ({"a", "e"}, False, "exact")


def test_a_list_of_a_large_folder_that_misses_is_estimated_once_and_looked_at_row_by_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each look stands on the one before."""
    monkeypatch.setattr(shortlist, "MOST_LINKS", 0)
    monkeypatch.setattr(shortlist, "EXACT_SOURCES", 0)
    asked, estimated = list[frozenset[str]](), list[frozenset[str]]()

    def score_of(gone: frozenset[str]) -> float:
        asked.append(gone)
        return 90.0 - len(gone)

    def estimate_of(gone: frozenset[str]) -> float:
        estimated.append(gone)
        return 90.0 - len(gone)

    choice = shortlist.best(Task(HUBS, (), score_of, estimate_of, 20.0, most=3))
    assert choice.frontier == (90.0, 90.0, 90.0, 87.0)
    assert set(estimated) == {frozenset(choice.sources)}
    looks = list(dict.fromkeys(asked))
    assert looks == [frozenset(choice.sources[:count]) for count in range(len(choice.sources) + 1)]


@pytest.mark.parametrize("reach", [20.0, 84.0])
def test_only_a_list_that_meets_the_target_is_proved_where_others_need_not_be(reach: float) -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 90.0 - 3.0 * len(gone)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, reach, most=2, misses_proved=False))
    assert set(choice.sources) == {"a", "e"}
    assert (choice.reached, choice.method, choice.bound < 1.0) == (reach > 50.0, "exact" if reach > 50.0 else "greedy",
                                                                   reach > 50.0)  # fmt: skip


@pytest.mark.parametrize(("path", "left", "far"), [
    ([97.0, 96.5, 96.0], 8, True), ([97.0, 96.5, 96.0], 60, False), ([97.0, 80.0, 70.0], 2, False),
    ([97.0, 96.5], 8, False), ([60.0, 50.0, 40.0], 0, True), ([60.0, 50.0, 30.0], 0, False),
    ([60.0, 61.0, 62.0], 5, True), ([100.0, 100.0, 100.0], 9, True),
])  # fmt: skip
def test_steps_are_given_up_where_the_best_so_far_twice_over_each_would_not_do(
    path: list[float], left: int, far: bool
) -> None:
    assert shortlist._is_too_far(path, left, 30.0) == far


def test_what_is_too_far_to_meet_is_looked_at_no_further() -> None:
    lots = pairs_of_lots(*"ab cd ef gh ij kl mn op qr st uv wx".split())
    asked = set[frozenset[str]]()

    def score_of(gone: frozenset[str]) -> float:
        asked.add(gone)
        return 99.9 - 0.001 * len(gone)

    assert not shortlist.best(Task(lots, (), score_of, score_of, 20.0, most=9)).reached
    far = len(asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortlist, "LEAP", 1e9)
        asked.clear()
        assert not shortlist.best(Task(lots, (), score_of, score_of, 20.0, most=9)).reached
    assert far < len(asked)


@pytest.mark.parametrize(("costs", "expected"), [({}, "ah"), ({"a": 5.0}, "eh")], ids=["equal", "dear"])
def test_what_is_dear_is_taken_back_first_then_what_breaks_least(costs: dict[str, float], expected: str) -> None:
    def score_of(gone: frozenset[str]) -> float:
        return 10.0 if len(gone) > 1 and gone & set("hi") else 60.0 - len(gone)

    choice = shortlist.best(Task(HUBS, (), score_of, score_of, 20.0, costs={"i": 2.0, **costs}))
    assert (set(choice.sources), choice.reached) == (set(expected), True)


def test_pins_of_which_none_alone_is_in_the_way_are_named_together() -> None:
    """Whichever of the three is released alone, the other two still tell all."""
    held = {"s": 40.0, "t": 40.0, "u": 40.0}
    made = graph(*(link(source, f"n{source}", "=lot 7") for source in held))

    def left(gone: frozenset[str]) -> float:
        return 0.0 if len(gone) > 1 else 40.0

    choice = shortlist.best(Task(made, (), left, left, 10.0, frozenset(held)))
    assert not choice.reached
    assert choice.blocked_by == ("s", "t")


def test_of_very_many_pins_those_that_tell_most_are_asked_about() -> None:
    pairs = [link(f"s{n:02}", f"n{n}", f"=lot {n // 2}") for n in range(2 * shortlist.CANDIDATES)]
    alone = [link(f"a{n:02}", f"m{n}", f"=own {n}") for n in range(300)]
    made, asked = graph(*pairs, *alone), list[frozenset[str]]()

    def left(gone: frozenset[str]) -> float:
        asked.append(gone)
        return 90.0 - sum(each.startswith("s") for each in gone)

    choice = shortlist.best(Task(made, (), left, left, 10.0, frozenset(made.sources)))
    assert len(choice.blocked_by) == shortlist.CANDIDATES
    assert all(pin.startswith("s") for pin in choice.blocked_by)
    assert len(set(asked)) < 2 * shortlist.CANDIDATES
