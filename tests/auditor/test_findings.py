"""The findings: their order, and what stands before what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import findings, score
from auditor.findings import Found, Hop, Routes
from auditor.graph import Graph, KeyNode, LinkFact, NameNode, Table, build
from tests.auditor.folders import look
from tests.auditor.test_score_axioms import Facts, facts
from tests.auditor.test_score_axioms import graph as axioms_graph

FACETS = {"site": 1.0}
SIDES = ("left", "right", "value")


def graph(links: Sequence[LinkFact]) -> Graph:
    names = {link.a for link in links} | {link.b for link in links if link.b[0] != "="}
    keys = {link.b for link in links if link.b[0] == "="}
    nodes = [NameNode(name, 1.0, 0.9) for name in names]
    return build(nodes, [KeyNode(key, 14.0) for key in keys], links, [], FACETS)


def found(*links: tuple[str, str, str, float]) -> list[Found]:
    """Give the findings of (source, name, name or key, level)."""
    facts = [LinkFact(source, one, other, level, 1.0) for source, one, other, level in links]
    standing: dict[str, set[str]] = {}
    for fact in facts:
        standing.setdefault(fact.a, set()).add(fact.source)
        standing.setdefault(fact.b, set()).add(fact.source)
    of = graph(facts)
    return findings.found(of, score.measured(of), standing)


def chain(name: str, sources: str, rank: float) -> Found:
    return Found(name, "chain", (("a", "b"),), (), (), tuple(sources), rank, rank)


OAK_AND_FERN = (("s", "Oakline", "=lot 7", 1.0), ("t", "Fernhill", "=lot 7", 1.0))


def test_names_that_share_a_key_and_stand_together_nowhere_are_a_finding() -> None:
    (item,) = found(*OAK_AND_FERN)
    assert (set(item.names), item.bridges, item.sources) == ({"Oakline", "Fernhill"}, ("=lot 7",), ("s", "t"))


def test_names_whose_spelling_says_that_they_belong_together_are_none() -> None:
    seen = look(
        {
            "a.txt": "临海检测有限公司的批号为LH-2026-0417-88。",
            "b.txt": "临海检测有限公司苏北分公司收到批号LH-2026-0417-88。",
            "c.txt": "禾丰源粮油工贸有限公司也收到批号LH-2026-0417-88。",
        }
    )
    names = {id_: entity.names[0] for id_, entity in seen.entities.items()}
    pairs = [{names[end] for end in pair} for item in findings.of(seen) for pair in item.ends if pair[0] != pair[1]]
    assert {"临海检测有限公司", "禾丰源粮油工贸有限公司"} in pairs
    assert {"临海检测有限公司", "临海检测有限公司苏北分公司"} not in pairs


def test_a_key_of_everybody_joins_two_names_less_than_their_own() -> None:
    everybody = [(f"m{n}", f"Member {n}", "=secretary@fernhill.example", 1.0) for n in range(40)]
    held = found(*OAK_AND_FERN, *everybody)
    own = next(item for item in held if item.bridges == ("=lot 7",))
    shared = [item for item in held if "=secretary@fernhill.example" in item.bridges]
    assert held[0] is own
    assert shared
    assert all(item.strength < 0.6 * own.strength for item in shared)


def test_names_that_stand_together_in_one_source_are_none() -> None:
    assert found(*OAK_AND_FERN, ("u", "Oakline", "Fernhill", 0.5)) == []


@pytest.mark.parametrize(("code", "factor"), [(None, findings.IN_PASSING), (KeyNode("=rc56", 10.0), findings.FURTHER)])
def test_a_chain_over_a_name_that_is_a_code_ranks_as_one_over_a_key(code: KeyNode | None, factor: float) -> None:
    links = [LinkFact("s", "Oakline", "RC-56", 1.0, 1.0), LinkFact("t", "Fernhill", "RC-56", 1.0, 1.0)]
    nodes = [NameNode("Oakline", 1.0, 0.9), NameNode("Fernhill", 1.0, 0.9), NameNode("RC-56", 0.0, 0.9, code)]
    of = build(nodes, [], links, [], FACETS)
    (item,) = findings.found(of, score.measured(of), {"Oakline": "s", "Fernhill": "t", "RC-56": "st"})
    assert item.bridges == ("RC-56",)
    assert item.strength == pytest.approx(factor * 0.9)


def test_another_association_comes_before_the_same_sources_again() -> None:
    held = [chain("1", "st", 0.5), chain("2", "st", 0.45), chain("3", "uv", 0.4)]
    assert [item.id for item in findings._new_first(held, 9)] == ["1", "3", "2"]


def test_what_is_much_stronger_stays_before_another_association() -> None:
    held = [chain("1", "st", 0.5), chain("2", "st", 0.45), chain("3", "uv", 0.2)]
    assert [item.id for item in findings._new_first(held, 9)] == ["1", "2", "3"]


def test_each_finding_of_the_same_sources_loses_as_much_again() -> None:
    held = [chain(f"f{at}", "st", 0.5) for at in range(8)]
    ranks = [item.rank for item in findings._new_first(held, 9)]
    assert ranks[0] == 0.5
    assert ranks == pytest.approx([0.5 * findings.AGAIN**at for at in range(8)])


def test_no_more_than_so_many_are_taken_and_the_best_of_them_are() -> None:
    held = [chain(f"f{at}", f"s{at}t", 0.1 * at) for at in range(8)]
    assert [item.id for item in findings._new_first(held, 3)] == ["f7", "f6", "f5"]


@pytest.mark.parametrize(("middle", "rank"), [("Birchwood", 0.4 * findings.BEHIND), ("=po1", 0.5)])
def test_a_chain_over_a_third_name_stands_behind_the_joins_of_some_of_its_sources(middle: str, rank: float) -> None:
    held = [chain("1", "st", 0.4), replace(chain("2", "stu", 0.5), bridges=(middle,)), chain("3", "uv", 0.1)]
    ranks = {item.id: item.rank for item in findings._behind_their_parts(held, {"Birchwood"})}
    assert ranks == {"1": 0.4, "2": pytest.approx(rank), "3": 0.1}


def test_one_shared_source_is_no_repetition() -> None:
    held = [chain(f"f{at}", f"s{at}", 0.5) for at in range(4)]
    assert [item.rank for item in findings._new_first(held, 9)] == [0.5] * 4


@given(facts)
def test_looked_up_links_are_those_of_loops_over_the_tables(of: Facts) -> None:
    made = axioms_graph(of)
    measure = score.measured(made)
    routes = Routes(made, measure.links, measure.passing.tolist())
    near = [(a, b, v) for a, b, v in zip(*(getattr(measure.links, side).tolist() for side in SIDES), strict=True)]
    for name in range(len(made.names)):
        assert routes.near(name) == {a + b - name: v for a, b, v in near if name in (a, b)}
        keyed: dict[int, dict[int, float]] = {}
        for source, left, key, sure in rows(score.telling(made)):
            if left == name and made.bits[key] >= score.MIN_BITS:
                held = keyed.setdefault(key, {})
                held[source] = max(sure, held.get(source, 0.0))
        assert routes.keyed(name) == keyed
        for other in range(name):
            direct: dict[int, float] = {}
            for source, left, right, sure in rows(made.between.where(made.between.plain)):
                if {left, right} == {name, other}:
                    direct[source] = max(sure, direct.get(source, 0.0))
            assert routes.direct(name, other) == direct


def rows(table: Table) -> list[tuple[int, int, int, float]]:
    sure = (table.level * table.confidence).tolist()
    return list(zip(table.source.tolist(), table.left.tolist(), table.right.tolist(), sure, strict=True))


@given(facts, st.integers(1, 6))
def test_the_weightiest_pairs_are_the_first_of_all_pairs(of: Facts, most: int) -> None:
    made = axioms_graph(of)
    gained = score.measured(made).gained
    every = findings.weighed(made, gained, 1_000)
    assert every == sorted(every, key=lambda row: (-round(row[0], 12), row[1], row[2]))
    for at_once in (1, 3, 1_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(findings, "MOST_REACHED", at_once)
            assert findings.weighed(made, gained, most) == every[:most]


def test_a_code_stands_in_a_file_that_gives_its_number_alone() -> None:
    picture = look({
        "news.txt": "澜信号技术有限公司三月五日关闭了编号 HZ118 的隐患，用例 2214 条全过。",
        "findings.txt": "Product: HZ-118\nTested at Corvella Signals Ltd with 2214 cases.",
    })  # fmt: skip
    (product,) = (each for each in picture.entities.values() if "HZ-118" in each.names and each.kind == "product")
    assert len(picture.standing[product.id]) == 2


@given(st.lists(st.tuples(st.sampled_from("abkln"), st.sampled_from("klnz")), max_size=12))
def test_the_way_of_a_chain_leads_from_end_to_end_and_passes_nothing_twice(steps: list[tuple[str, str]]) -> None:
    hops = tuple(Hop(f"s{n}", left, right) for n, (left, right) in enumerate([*steps, ("a", "b"), ("b", "z")]))
    way = Found("i", "chain", (("a", "z"),), (), hops, (), 1.0, 1.0).way()
    nodes = [way[0].left, *(hop.right for hop in way)]
    assert [hop.left for hop in way] == nodes[:-1]
    assert (nodes[0], nodes[-1]) == ("a", "z")
    assert len(nodes) == len(set(nodes))
    assert set(way) <= set(hops)


def test_a_chain_over_a_name_and_a_key_of_both_its_legs_does_not_turn_round_at_the_key() -> None:
    pairs = ("ak", "kn", "al", "ln", "nl", "lz")
    hops = tuple(Hop("s", *pair) for pair in pairs)
    way = Found("i", "chain", (("a", "z"),), (), hops, (), 1.0, 1.0).way()
    assert [hop.left + hop.right for hop in way] == ["ak", "kn", "nl", "lz"]
    assert Found("i", "chain", (("a", "x"),), (), hops, (), 1.0, 1.0).way() == ()
