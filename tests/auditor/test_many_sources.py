"""Copies and versions among many texts: as a comparison of all pairs tells them, in any order, with little work."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import meeting, numbered, sources
from auditor.roots import Roots


def exact_share(one: str, other: str) -> float:
    packed = ["".join(text.split()) for text in (one, other)]
    mine, theirs = ({text[at : at + sources.SHINGLE] for at in range(len(text) - 3)} for text in packed)
    return len(mine & theirs) / max(1, len(mine | theirs))  # what is shorter than a shingle has nothing in common


def exact(texts: Sequence[sources.Text], least: float = 0.0) -> dict[str, str]:
    """Cluster by a look at all pairs that share this much at the least."""
    roots = Roots([text.id for text in texts])
    for one, other in combinations(texts, 2):
        first, second = sources.numbers(one.text), sources.numbers(other.text)
        share = exact_share(one.text, other.text)
        filled_alike = share >= sources.ALIKE and numbered.same(first, second)
        rewritten = share >= sources.REWRITTEN and numbered.kept(first, second)
        if share >= least and (filled_alike or rewritten):
            roots.join(one.id, other.id)
    return {text.id: roots.of(text.id) for text in texts}


def grouped(found: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset(each for each in found if found[each] == source) for source in found.values()}


def refines(fine: Mapping[str, str], coarse: Mapping[str, str]) -> bool:
    return all(len({coarse[each] for each in group}) == 1 for group in grouped(fine))


def words(chance: random.Random, many: int) -> str:
    return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(many))


def version(text: str, at: int, many: int, chance: random.Random) -> str:
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + 2 * many :]
        case 1:
            return text[:at] + words(chance, many) + text[at:]
        case 2:
            return re.sub(r"[0-9]{2}", lambda _: str(chance.randrange(10, 99)), text, count=many // 10)
        case _:
            return text[:at] + " \n" + text[at:]


@st.composite
def folders(draw: st.DrawFn) -> list[sources.Text]:
    """Draw documents, forms of one template and versions of both: cut, extended, filled in otherwise, in new lines."""
    chance = random.Random(draw(st.integers(0, 10_000)))
    parts = [words(chance, draw(st.integers(8, 40))) for _ in range(8)]
    texts = list[str]()
    for _ in range(draw(st.integers(1, 4))):
        template = draw(st.booleans())
        own = parts if template else [words(chance, 30) for _ in parts]
        texts.append("".join(f"{part}{chance.randrange(10, 100_000)}" for part in own))
    for _ in range(draw(st.integers(0, 6))):
        text = draw(st.sampled_from(texts))
        texts.append(version(text, draw(st.integers(0, len(text))), draw(st.integers(1, 80)), chance))
    return [sources.Text(f"{n:02d}", text) for n, text in enumerate(texts)]


@settings(max_examples=60)
@given(folders(), st.randoms(use_true_random=False))
def test_a_small_folder_is_clustered_as_a_comparison_of_all_pairs_clusters_it(
    texts: list[sources.Text], chance: random.Random
) -> None:
    found = sources.clusters(texts)
    assert refines(found, exact(texts))
    assert refines(exact(texts, least=0.7), found)  # with less in common one of a million pairs and more does not meet
    assert sources.clusters(chance.sample(texts, len(texts))) == found
    other = dict(zip((text.id for text in texts), chance.sample([text.id for text in texts], len(texts)), strict=True))
    renamed = sources.clusters([replace(text, id=other[text.id]) for text in texts])
    assert grouped(renamed) == {frozenset(other[each] for each in group) for group in grouped(found)}


def filled_in(many: int, length: int = 600, blanks: int = 6) -> list[sources.Text]:
    """Fill in a long form that many times, each with a copy that lacks its last line and has another."""
    chance = random.Random(1)
    parts = [words(chance, length // blanks) for _ in range(blanks)]
    texts = []
    for n in range(many):
        text = "".join(f"{part}{chance.randrange(100, 100_000)}" for part in parts)
        texts += [sources.Text(f"{chance.random()} {n}", each) for each in (text, f"{text[9:]}\n完")]
    return texts


def test_of_a_hundred_forms_of_one_template_each_is_one_with_its_copy_alone() -> None:
    found = sources.clusters(filled_in(100))
    said = sorted(sorted(each.split()[1] for each in group) for group in grouped(found))
    assert said == sorted([str(n), str(n)] for n in range(100))


def test_a_part_of_a_folder_is_clustered_as_if_it_stood_alone() -> None:
    texts = [*filled_in(60), *(sources.Text(f"x{n}", words(random.Random(n % 7), 90)) for n in range(60))]
    whole, chance = sources.Comparison(texts), random.Random(2)
    for many in (180, 120, 101, 60, 9, 1, 0):
        some = chance.sample(texts, many)
        assert whole.clusters({text.id for text in some}) == sources.clusters(some)


def test_a_folder_with_crowds_is_clustered_alike_with_what_was_told_of_it_before() -> None:
    texts = filled_in(60)
    first, ids = sources.Comparison(texts[10:]), {text.id for text in texts}
    first.clusters(ids - {text.id for text in texts[:10]})
    assert sources.Comparison(texts, first.told()).clusters(ids) == sources.clusters(texts)


def test_work_grows_as_the_number_of_filled_in_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    work: Counter[str] = Counter()
    plain_share, plain_agreeing = sources._share, meeting.agreeing

    def share(*given: Any) -> float:
        work["compared"] += 1
        return plain_share(*given)

    def agreeing(signed: Any, code: Any) -> Any:
        work["looked at"] += len(code)
        return plain_agreeing(signed, code)

    monkeypatch.setattr(sources, "_share", share)
    monkeypatch.setattr(meeting, "agreeing", agreeing)
    seen = []
    for many in (200, 800):
        work.clear()
        sources.clusters(filled_in(many, length=300))
        seen.append(dict(work))
    assert seen[0]["compared"] <= 2 * 200
    assert seen[1]["compared"] <= 2 * 800
    assert seen[1]["looked at"] <= 5 * seen[0]["looked at"]
