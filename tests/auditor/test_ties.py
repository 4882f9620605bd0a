"""Ties: which sources have to do with each other, fast and by definition, whatever the folder's size."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from auditor import ties
from auditor.graph import Denied, Graph, KeyNode, LinkFact, NameNode, build
from auditor.score import MIN_BITS

GRAPHS = 60


def graph(*links: LinkFact, weight: float = 1.0, bits: float = 12.0) -> Graph:
    names = {link.a for link in links} | {link.b for link in links if link.b[0] != "="}
    keys = {link.b for link in links if link.b[0] == "="}
    return build([NameNode(name, weight, 0.9) for name in names], [KeyNode(key, bits) for key in keys], links, [], {})


def link(source: str, name: str, other: str, *, plain: bool = True) -> LinkFact:
    return LinkFact(source, name, other, 0.8, 1.0, plain)


def told(of: Graph) -> dict[tuple[str, str], tuple[float, float]]:
    found = ties.ties(of)
    columns = zip(found.left.tolist(), found.right.tolist(), found.bits.tolist(), found.apart.tolist(), strict=True)
    return {(of.sources[left], of.sources[right]): (bits, apart) for left, right, bits, apart in columns}


LOT = (link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 7"))


def test_two_sources_that_join_names_over_a_key_are_tied_by_its_bits() -> None:
    assert told(graph(*LOT)) == {("s", "t"): (12.0, 1.0)}


@pytest.mark.parametrize("links", [
    [link("s", "Oakline", "=lot 7"), link("t", "Oakline", "=lot 7")],
    [*LOT, link("s", "Fernhill", "=lot 7")],
    [link("s", "Oakline", "=lot 7"), link("t", "Fernhill", "=lot 8")],
    [link("s", "Oakline", "=lot 7", plain=False), link("t", "Fernhill", "=lot 7")],
], ids=["repeated", "known to one alone", "another key", "letterhead"])  # fmt: skip
def test_what_joins_nothing_is_no_tie(links: list[LinkFact]) -> None:
    assert told(graph(*links)) == {}


def test_names_that_a_third_source_mentions_together_tie_as_little_as_can_be() -> None:
    assert told(graph(*LOT, link("u", "Oakline", "Fernhill"))) == {("s", "t"): (0.0, 0.0)}


def test_names_of_little_weight_tie_less_and_places_least() -> None:
    assert told(graph(*LOT, weight=0.5)) == {("s", "t"): (3.0, 1.0)}
    assert told(graph(*LOT, weight=0.0)) == {("s", "t"): (0.0, 1.0)}


@pytest.mark.parametrize("key", ["=rc56", "=lot 7"], ids=["stands as a name alone", "stands as a key too"])
def test_a_name_that_is_a_code_ties_as_the_key_does_and_no_other_name_ties(key: str) -> None:
    links = [link("s", "Oakline", "RC-56"), link("t", "Fernhill", "RC-56")]
    other = [link("u", "Mossgate", "=lot 7")]
    names = [NameNode(name, 1.0, 0.9) for name in ("Oakline", "Fernhill", "Mossgate")]
    code, word = (NameNode("RC-56", 1.0, 0.9, code) for code in (KeyNode(key, 12.0), None))
    lot = [KeyNode("=lot 7", 12.0)]
    bits = 12.0 if key == "=rc56" else 6.0
    assert told(build([*names, code], lot, [*links, *other], [], {}))["s", "t"] == (bits, 1.0)
    assert told(build([*names, word], lot, [*links, *other], [], {})) == {}


def test_a_code_that_stands_as_a_name_and_as_a_key_counts_once() -> None:
    links = [link(source, name, other) for source, name in (("s", "Oakline"), ("t", "Fernhill"))
             for other in ("RC-56", "=rc56")]  # fmt: skip
    nodes = [NameNode("Oakline", 1.0, 0.9), NameNode("Fernhill", 1.0, 0.9),
             NameNode("RC-56", 1.0, 0.9, KeyNode("=rc56", 12.0))]  # fmt: skip
    assert told(build(nodes, [KeyNode("=rc56", 12.0)], links, [], {})) == {("s", "t"): (12.0, 1.0)}


def test_keys_of_two_subjects_add_up_but_not_those_of_others() -> None:
    more = [link("s", "Oakline", "=lot 8"), link("t", "Fernhill", "=lot 8")]
    assert told(graph(*LOT, *more)) == {("s", "t"): (24.0, 1.0)}
    others = [link("s", "Mossgate", "=lot 8"), link("t", "Larkfield", "=lot 8")]
    assert told(graph(*LOT, *others)) == {("s", "t"): (12.0, 1.0)}


def test_what_other_files_hold_changes_nothing_but_a_key_that_they_share() -> None:
    others = [link(f"u{place}", f"n{place}", f"=lot {place + 20}") for place in range(30)]
    assert told(graph(*LOT, *others)) == told(graph(*LOT))
    assert told(graph(*LOT, link("u", "Mossgate", "=lot 7")))["s", "t"] == (6.0, 1.0)


def test_names_that_a_person_denied_tie_nothing() -> None:
    assert told(replace(graph(*LOT), denied=Denied(frozenset({("Fernhill", "Oakline")})))) == {}


def test_more_bits_and_more_that_stands_apart_are_likelier_and_nothing_is_certain() -> None:
    bits, apart = np.linspace(0.0, 60.0, 30), np.linspace(0.0, 1.0, 30)
    for values in (ties.likely(bits, apart[[15]]), ties.likely(bits[[9]], apart)):
        assert (np.diff(values) >= 0).all()
        assert 0 < values[0] < values[-1] < 1
    assert ties.unlikely() <= ties.likely(bits, apart).min()


def any_graph(chance: random.Random) -> Graph:
    """Make a graph of some sources, names and keys, a letterhead here and there."""
    links = []
    for _ in range(chance.randint(5, 70)):
        other = f"=k{chance.randrange(6)}" if chance.random() < 0.85 else f"n{chance.randrange(9)}"
        one = f"n{chance.randrange(9)}"
        if one != other:
            links.append(link(f"s{chance.randrange(7)}", one, other, plain=chance.random() < 0.9))
    codes = {5: KeyNode("=k3", 7.0), 6: KeyNode("=z", 9.0), 7: KeyNode("=y", 1.0)}
    names = [NameNode(f"n{place}", 0.1 * place, 0.9, codes.get(place)) for place in range(9)]
    keys = [KeyNode(f"=k{place}", 1.0 + 2.0 * place) for place in range(6)]
    made = build(names, keys, links, [], {})
    denied = frozenset({("n1", "n2")}) if chance.random() < 0.3 else frozenset[tuple[str, str]]()
    return replace(made, denied=Denied(denied))


def spoken_of(of: Graph) -> dict[int, set[int]]:
    """Give for each name the sources that link it with anything."""
    spoken: dict[int, set[int]] = defaultdict(set)
    for table, both in ((of.keyed, False), (of.between, True)):
        for source, left, right in zip(table.source.tolist(), table.left.tolist(), table.right.tolist(), strict=True):
            spoken[left].add(source)
            if both:
                spoken[right].add(source)
    return spoken


def held_of(of: Graph, bits: list[float]) -> dict[int, dict[int, set[int]]]:
    """Give for each key, or name that is one, the names that each source links with it, letterheads left out."""
    held: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    columns = (of.keyed.source, of.keyed.left, of.keyed.right, of.keyed.plain)
    links = list(zip(*(column.tolist() for column in columns), strict=True))
    for source, left, right, plain in zip(*(column.tolist() for column in (
            of.between.source, of.between.left, of.between.right, of.between.plain)), strict=True):  # fmt: skip
        links += [(source, left, int(of.code[right]), plain), (source, right, int(of.code[left]), plain)]
    for source, name, key, plain in links:
        if plain and key >= 0 and bits[key] >= MIN_BITS:
            held[key][source].add(name)
    return held


def by_definition(of: Graph) -> dict[tuple[str, str], tuple[float, float]]:
    """Say what `ties` says, one pair at a time."""
    bits = [*of.bits.tolist(), *of.code_bits.tolist()]
    spoken, held = spoken_of(of), held_of(of, bits)
    joined: dict[tuple[int, int], dict[tuple[int, int], float]] = defaultdict(lambda: defaultdict(float))
    for key, by_source in held.items():
        for s, t in combinations(sorted(by_source), 2) if len(by_source) <= ties.MOST_SHARING else ():
            mine, theirs = (
                sorted(by_source[each], key=lambda name: (-of.weight[name], name))[: ties.MOST_NAMES] for each in (s, t)
            )
            for x in set(mine) - by_source[t]:
                for y in set(theirs) - by_source[s]:
                    pair = (min(x, y), max(x, y))
                    if tuple(of.names[each] for each in pair) not in of.denied.pairs:
                        joined[s, t][pair] += float(bits[key] / (len(by_source) - 1) * of.weight[x] * of.weight[y])
    out = {}
    for (s, t), pairs in joined.items():
        apart = [worth for (x, y), worth in pairs.items() if not spoken[x] & spoken[y]]
        if pairs:
            out[of.sources[s], of.sources[t]] = (max(apart, default=0.0), len(apart) / len(pairs))
    return out


@pytest.mark.parametrize("at_once", [1, 1_000_000])
def test_fast_is_what_the_definition_says(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(ties, "MOST_AT_ONCE", at_once)
    some = 0
    for seed in range(GRAPHS):
        of = any_graph(random.Random(seed))
        fast, slow = told(of), by_definition(of)
        assert fast.keys() == slow.keys()
        for pair, (bits, apart) in slow.items():
            assert fast[pair][0] == pytest.approx(bits)
            assert fast[pair][1] == pytest.approx(apart)
        some += len(fast)
    assert some > GRAPHS


@pytest.mark.parametrize("sources", [(), ("s1", "s2")])
def test_where_nothing_is_said_nothing_is_tied(sources: tuple[str, ...]) -> None:
    found = ties.ties(build([], [], [], [], {}, sources))
    assert not len(found.left)
    assert found.table() == {}
