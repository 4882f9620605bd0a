"""What a removal leaves, mended from the whole, is what a fresh look at the remaining files gives."""

from __future__ import annotations

import weakref
from itertools import combinations

import pytest

from auditor import evidence, findings, picture, resolve
from auditor.picture import Picture
from extractors import collector
from fixtures.generator import Plan, folder
from tests.auditor.folders import look

# A sentence that three files repeat is a letterhead; without one of them it is not.
REPEATED = {
    "zh": "沛盈水工有限公司供应白鹭渡泵站的潜水泵，合同 XH-2026-0417，共 38 台。",
    "en": "Peiying Hydraulics Ltd supplies the 38 pumps of the Bailudu Pump Station under contract no. XH-2026-0417.",
}


@pytest.fixture(autouse=True)
def always_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, bound in (("LEAST_MENDED", 0), ("MOST_MENDED", 1.0), ("MOST_REDONE", 1.0), ("MOST_LESS", 1.0)):
        monkeypatch.setattr(f"auditor.without.{name}", bound)


@pytest.fixture(params=["zh", "en"])
def whole(request: pytest.FixtureRequest) -> Picture:
    texts = dict(folder(Plan(lang=request.param, documents=9, noise=1, subjects=2, share=1.0)))
    for name in sorted(texts)[:3]:
        head, tail = texts[name].split("\n", 1)
        texts[name] = f"{head}\n{REPEATED[request.param]}\n{tail}"
    return look(texts)


@pytest.mark.parametrize("less", [0.0, 1.0])
def test_a_mended_look_says_what_a_fresh_one_says(
    whole: Picture, less: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.without.MOST_LESS", less)
    found = findings.of(whole)
    mended = 0
    for gone in combinations(whole.graph.sources[:5], 2):
        paths = set(whole.paths(gone))
        left = picture.remains(whole.corpus, whole.profile, paths, whole=whole)
        fresh = picture.remains(whole.corpus, whole.profile, paths)
        assert left.score == fresh.score
        assert {name: value for name, value in left.completed.items() if value} == {
            name: value for name, value in fresh.completed.items() if value
        }
        assert [findings.still(each, left) for each in found] == [findings.still(each, fresh) for each in found]
        mended += left.joined.pairs is whole._known._gained
    assert bool(mended) == bool(less)


def test_a_sentence_that_is_no_letterhead_any_more_is_counted(whole: Picture) -> None:
    first = sorted(file.path for file in whole.corpus.files)[0]
    held = evidence.stated(whole.corpus, whole.profile, {first}, resolve.EMPTY, hidden=True)
    assert any(held.stated[n] is not whole.held.stated[n] for n in held.files)
    assert picture.remains(whole.corpus, whole.profile, {first}, whole=whole).score == (
        picture.remains(whole.corpus, whole.profile, {first}).score
    )


def test_what_is_left_of_other_names_is_looked_at_afresh(whole: Picture) -> None:
    held = evidence.stated(whole.corpus, whole.profile, set(), resolve.EMPTY, hidden=True)
    assert whole._known.remains(held) is not None
    renamed = {**held.source, held.files[0]: "another"}
    elsewhere = evidence.Evidence(held.files, renamed, held.settled, held.stated, held.resolved)
    assert whole._known.remains(elsewhere) is None


def test_names_that_only_a_part_has_are_those_of_a_part_of_it() -> None:
    texts = dict(folder(Plan(lang="zh", documents=9, noise=1, subjects=2, share=1.0)))
    said = {
        "0.txt": "泽岚装备股份有限公司（以下简称岫岩）供应阀门。",
        "1.txt": "岫岩集团与白鹭渡泵站签约。岫岩派人到场。",
        "2.txt": "岫岩的报价见附件，泽岚装备股份有限公司盖章。",
    }
    whole = look(texts | said)
    mended = []
    for gone in (["0.txt"], ["0.txt", sorted(texts)[0]], ["0.txt", *sorted(texts)[:2]], [sorted(texts)[0]]):
        left = picture.remains(whole.corpus, whole.profile, gone, whole=whole)
        fresh = picture.remains(whole.corpus, whole.profile, gone)
        assert left.score == fresh.score
        assert {name: value for name, value in left.completed.items() if value} == {
            name: value for name, value in fresh.completed.items() if value
        }
        mended.append(left.joined.pairs is whole._parts[0]._gained)
    assert not whole._parts[0].held.resolved.keys() <= whole.held.resolved.keys()
    assert mended == [False, True, True, False]


def test_what_is_known_of_a_part_goes_without_the_collector(whole: Picture) -> None:
    with collector.paused():
        known = picture._Known(whole.corpus, whole.profile, whole.held, whole.graph, whole.measure)
        assert known.remains(whole.held) is not None
        gone = weakref.ref(known)
        del known
        assert gone() is None
