"""Ways: how likely two names are an association, and by which sources, is told by all that these share."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from auditor import ties, ways
from auditor.graph import CellFact, Denied, Graph, KeyNode, LinkFact, NameNode, build
from auditor.passages import Alike
from auditor.ways import Ways

GRAPHS = 40
LOT = (LinkFact("s", "Oakline", "=lot 7", 0.8, 1.0), LinkFact("t", "Fernhill", "=lot 7", 0.8, 1.0))


def graph(*links: LinkFact, cells: tuple[CellFact, ...] = (), bits: float = 12.0) -> Graph:
    names = {link.a for link in links} | {link.b for link in links if link.b[0] != "="}
    keys = {link.b for link in links if link.b[0] == "="}
    return build([NameNode(name, 1.0, 0.9) for name in names], [KeyNode(key, bits) for key in keys], links, cells,
                 {"site": 1.0})  # fmt: skip


def link(source: str, name: str, other: str) -> LinkFact:
    return LinkFact(source, name, other, 0.8, 1.0)


def told(of: Graph, alike: Alike | None = None) -> tuple[Ways, dict[tuple[str, str], float]]:
    """Give the ways of a graph, and how sure each of Oakline and Fernhill is, by its sources."""
    tied = ties.ties(of)
    held = ways.ways(of, tied, alike or Alike())
    chosen = ways.known(of, tied, alike or Alike()).joined
    ends = [{of.names[tied.joined.left[at]], of.names[tied.joined.right[at]]} for at in chosen]
    place = ends.index({"Oakline", "Fernhill"})
    rows = np.flatnonzero(held.of == place)
    found = zip(held.left[rows].tolist(), held.right[rows].tolist(), held.holds[rows].tolist(), strict=True)
    return held, {(of.sources[left], of.sources[right]): sure for left, right, sure in found}


def shared(of: Graph, left: str, right: str, worth: float) -> Alike:
    """Say that the passages of two sources have so much in common, and no others anything."""
    out = np.zeros((len(of.sources), len(of.sources)))
    one, other = of.sources.index(left), of.sources.index(right)
    out[one, other] = out[other, one] = worth
    return Alike(out, out)


def test_every_source_of_one_name_is_a_way_with_every_source_of_the_other() -> None:
    of = graph(*LOT, link("u", "Oakline", "=lot 9"), link("v", "Fernhill", "=lot 3"))
    assert set(told(of)[1]) == {("s", "t"), ("s", "v"), ("t", "u"), ("u", "v")}


def test_the_way_over_a_shared_key_is_the_surest_and_stands_first() -> None:
    held, sure = told(graph(*LOT, link("u", "Oakline", "=lot 9"), link("v", "Fernhill", "=lot 3")))
    assert next(iter(sure)) == ("s", "t")
    assert sure["s", "t"] == max(sure.values()) > 2 * sure["u", "v"]
    assert all((np.diff(held.holds[held.of == place]) <= 1e-9).all() for place in range(len(held.likely)))


def test_a_key_that_other_names_are_linked_with_makes_a_way_surer() -> None:
    further = [link("u", "Oakline", "=lot 9"), link("v", "Fernhill", "=lot 3")]
    more = [link("u", "Mossgate", "=lot 8"), link("v", "Elmtree", "=lot 8")]
    less = [link("u", "Mossgate", "=lot 5"), link("v", "Elmtree", "=lot 6")]
    assert told(graph(*LOT, *further, *more))[1]["u", "v"] > told(graph(*LOT, *further, *less))[1]["u", "v"]


def test_passages_that_have_much_in_common_make_a_way_surer_without_any_key() -> None:
    of = graph(*LOT, link("u", "Oakline", "=lot 9"), link("v", "Fernhill", "=lot 3"))
    sure = [told(of, shared(of, "u", "v", worth))[1]["u", "v"] for worth in (0.0, 1.0, 2.0)]
    assert sure[0] < sure[1] < sure[2]


def test_a_way_is_the_less_sure_the_more_sources_speak_of_the_names() -> None:
    further = [link(source, "Oakline", f"=lot {source}") for source in "uvwxyz"]
    assert told(graph(*LOT, *further))[1]["s", "t"] < told(graph(*LOT))[1]["s", "t"]


@pytest.mark.parametrize("others", [("Mossgate",), ("Mossgate", "Elmtree")])
def test_names_that_are_all_that_two_sources_join_are_likelier_an_association(others: tuple[str, ...]) -> None:
    of = graph(*LOT, *(link("t", name, "=lot 7") for name in others))
    assert told(graph(*LOT))[0].likely.max() > told(of)[0].likely.max()


def test_names_that_surer_ways_uphold_are_likelier_an_association() -> None:
    of = graph(*LOT, link("u", "Oakline", "=lot 8"), link("v", "Fernhill", "=lot 8"))
    sure = [told(of, shared(of, "u", "v", worth))[0].likely.max() for worth in (0.0, 1.0, 2.0)]
    assert sure[0] < sure[1] < sure[2]


def test_names_that_one_source_speaks_of_or_a_person_denied_have_no_way() -> None:
    for of in (graph(*LOT, link("u", "Oakline", "Fernhill")),
               replace(graph(*LOT), denied=Denied(frozenset({("Fernhill", "Oakline")})))):  # fmt: skip
        held = ways.ways(of, ties.ties(of), Alike())
        assert (len(held.likely), len(held.of)) == (0, 0)


def test_a_folder_that_says_nothing_has_no_ways() -> None:
    of = build([], [], [], [], {}, ["s", "t"])
    assert len(ways.ways(of, ties.ties(of), Alike()).likely) == 0


def test_of_a_name_in_very_many_sources_those_are_ways_that_link_it_most() -> None:
    many = [link(f"a{place:02}", "Oakline", f"=x{place:02}") for place in range(3 * ways.MOST_SPEAKING)]
    most = [link("s", "Oakline", f"=y{place}") for place in range(3)]
    sure = told(graph(*LOT, *many, *most))[1]
    assert len(sure) == ways.MOST_SPEAKING
    assert ("s", "t") in sure


def test_ways_do_not_depend_on_what_names_are_called() -> None:
    for seed in range(GRAPHS):
        chance = random.Random(seed)
        rows = [(chance.choice("stuvw"), chance.choice("ABCDEF"), f"=k{chance.randrange(6)}") for _ in range(25)]
        called = dict(zip("ABCDEF", chance.sample("ABCDEF", 6), strict=True))
        one, other = (
            ways.ways(of, ties.ties(of), Alike())
            for of in (graph(*(link(s, a, k) for s, a, k in rows)), graph(*(link(s, called[a], k) for s, a, k in rows)))
        )
        assert np.sort(one.likely) == pytest.approx(np.sort(other.likely))
        assert np.sort(one.holds) == pytest.approx(np.sort(other.holds))
