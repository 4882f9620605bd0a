"""The interval: what draws keep together, what it adds for what is missed, and the bound for unread files."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import interval, picture, profile, score
from auditor.graph import Denied
from auditor.picture import Picture
from extractors.model import Extraction
from fixtures.generator import Plan, folder
from tests.auditor.folders import look, read

LOOKS = 60
PLAN = Plan(documents=12, noise=1, subjects=2)
BATCH = {
    "a.txt": "青榄项目的批号是 QL-260113T。\n",
    "b.txt": "云岭精工有限公司年内先保 QL-260113T。\n",
}
BRANCHES = {
    "a.txt": "云岭精工有限公司的订单号是 PO-KX-98516。\n云岭精工有限公司的报告是 SR535310A。\n",
    "b.txt": "云岭精工的业务员说，PO-KX-98516 只有他们一家供。\n",
    "c.txt": "青榄项目的报告号是 SR535310A。\n青榄项目的订单号是 PO-KX-98516。\n",
}


def as_sure(texts: dict[str, str], confidence: float) -> Picture:
    """Give what texts show whose mentions are all so sure."""
    files = [replace(file, mentions=tuple(replace(m, confidence=confidence) for m in file.mentions))
             for file in read(texts)]  # fmt: skip
    return picture.of(picture.corpus(files), profile.shipped("general"))


def certain() -> Picture:
    """Give a folder whose mentions are all sure and whose names are joined for certain or not at all."""
    made = (as_sure(folder(Plan(documents=12, noise=1, subjects=2, seed=seed)), 1.0) for seed in range(12))
    return next(each for each in made if each.score > 20 and not [m for e in each.entities.values() for m in e.merges])


def nothing_missed(patch: pytest.MonkeyPatch) -> None:
    for name in ("MISSED_SPELLING", "MISSED_PLACE", "MISSED_KEY", "MISSED_MERGE"):
        patch.setattr(interval, name, 0.0)


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(["zh", "en"]), st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 40), st.integers(0, 40))
def test_the_score_lies_inside_and_both_ends_on_the_scale(lang: str, share: float, seed: int, looks: int) -> None:
    whole = look(folder(Plan(lang, 9, share, 1, 2, seed)))  # type: ignore[arg-type]
    low, high = interval.of(whole, looks)
    assert 0.0 <= low <= whole.score <= high <= 100.0


def test_the_same_texts_under_other_names_have_the_same_interval() -> None:
    texts = folder(PLAN)
    renamed = {f"{len(texts) - at:03}.txt": text for at, text in enumerate(texts.values())}
    assert interval.of(look(texts), LOOKS) == pytest.approx(interval.of(look(renamed), LOOKS), abs=1e-9)


def test_an_empty_folder_has_no_width() -> None:
    assert interval.of(look({}), LOOKS) == (0.0, 0.0)


def test_what_is_certain_and_complete_has_no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_missed(monkeypatch)
    whole = certain()
    assert interval.of(whole, LOOKS) == pytest.approx((whole.score, whole.score), abs=1e-6)


def test_the_less_sure_the_mentions_the_wider(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_missed(monkeypatch)
    widths = [high - low for low, high in (interval.of(as_sure(folder(PLAN), c), LOOKS) for c in (0.98, 0.9, 0.7))]
    assert widths == sorted(widths)
    assert widths[0] > 1.0


def test_what_recognition_misses_lies_above(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = certain()
    assert interval.of(whole, LOOKS)[1] > whole.score + 5
    nothing_missed(monkeypatch)
    assert interval.of(whole, LOOKS)[1] == pytest.approx(whole.score, abs=1e-6)


def test_what_hangs_on_one_spelling_goes_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files share one number: either both have it, or what they share is gone."""
    nothing_missed(monkeypatch)
    held = interval.uncertain(as_sure(BATCH, 0.8))
    drawn = {round(interval.pair(held, np.random.default_rng(seed))[0], 6) for seed in range(60)}
    assert len(drawn) == 2
    assert min(drawn) == 0.0


def merged() -> Picture:
    whole = as_sure(BRANCHES, 1.0)
    assert [merge.probability for entity in whole.entities.values() for merge in entity.merges] == [0.9]
    return whole


def test_an_uncertain_merge_is_drawn_with_its_probability(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_missed(monkeypatch)
    held = interval.uncertain(merged())
    drawn = [round(interval.pair(held, np.random.default_rng(seed))[0], 6) for seed in range(300)]
    assert len(set(drawn)) == 2
    assert drawn.count(round(score.emergence_of(interval.uncertain(merged(), apart=False).graph), 6)) == pytest.approx(
        270, abs=20
    )


def test_where_every_merge_is_drawn_the_cut_folder_is_the_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_missed(monkeypatch)
    whole = merged()
    held = interval.uncertain(whole)
    sure = replace(held, probability=np.ones(len(held.probability)))
    assert len(held.graph.names) > len(whole.graph.names)
    assert interval.pair(sure, np.random.default_rng(0))[0] == pytest.approx(whole.measure.emergence)


def test_what_a_person_denied_is_in_no_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_missed(monkeypatch)
    whole = as_sure(BATCH, 1.0)
    one, other = sorted(name for name in whole.graph.names if name[0] == "e")
    denied = whole.denying(Denied(frozenset({(one, other)}), frozenset({one, other})))
    assert whole.score > 1.0
    assert interval.of(denied, LOOKS)[1] < interval.of(whole, LOOKS)[1]


def test_ten_draws_say_about_what_a_hundred_do() -> None:
    whole = look(folder(PLAN))
    few, many = interval.of(whole, 30), interval.of(whole, 300)
    assert few == pytest.approx(many, abs=8)


@given(st.floats(0, 500), st.integers(1, 50), st.integers(0, 50), st.integers(0, 50))
def test_more_unread_files_never_lower_the_bound(emergence: float, read_: int, unread: int, more: int) -> None:
    assert interval.with_unread(emergence, read_, unread) <= interval.with_unread(emergence, read_, unread + more)


@given(st.floats(0, 500), st.integers(0, 50))
def test_without_unread_files_the_bound_is_the_score(emergence: float, files: int) -> None:
    assert interval.with_unread(emergence, files, 0) == (emergence if files else 0.0)


def test_the_bound_grows_faster_than_the_number_of_files() -> None:
    assert interval.with_unread(3.0, 10, 10) > 2 * 3.0


def test_a_folder_of_unread_files_alone_has_no_bound_above_nothing() -> None:
    whole = picture.of(picture.corpus([Extraction("a.pdf", "0" * 64, 9, "pdf", "unread")]), profile.shipped("general"))
    assert interval.with_unread(whole.measure.emergence, len(whole.files), 1) == 0.0
