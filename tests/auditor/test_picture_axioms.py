"""The axioms that need texts: copies, edits, file names, letterheads, hubs, unrelated files, languages.

Each is also tried on a foil that a first attempt might have been, and seen to fail there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.generator import Plan, folder
from tests.auditor.folders import look

few = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
plans = st.builds(
    Plan, lang=st.sampled_from(["zh", "en"]), documents=st.just(9), share=st.sampled_from([0.7, 1.0]), noise=st.just(1),
    subjects=st.just(2), seed=st.integers(0, 40),
)  # fmt: skip
PLAN = Plan(documents=9, noise=1, subjects=2)
HEADER = {
    "zh": "稀材交流圈秘书处汇编，仅供成员单位交流参考；数据未经审计，不构成采购建议。",
    "en": "Compiled by the secretariat of the Materials Exchange Circle for its members; figures are unaudited.",
}
HUB = {
    "zh": "国务院有关部门已有部署，中国各地正在落实。",
    "en": "The European Commission and the government of China follow the matter.",
}
UNRELATED = {
    "zh": "“{0}晚会”定在礼堂，{0}班的同学请提前一小时到场排练。",
    "en": "The choir {0} rehearses in the hall; bring the green folder.",
}


def foil(texts: Mapping[str, str]) -> float:
    """Relatedness as one first thinks of it: runs of six characters that stand in several files, per file."""
    seen: Counter[str] = Counter()
    for text in texts.values():
        seen.update({text[at : at + 6] for at in range(len(text) - 5)})
    return sum(count - 1 for count in seen.values() if count > 1) / max(1, len(texts))


def by_name(texts: Mapping[str, str]) -> float:
    """A foil for A6: the files that come first count most."""
    return sum(len(texts[name]) / (rank + 1) for rank, name in enumerate(sorted(texts)))


def with_copy(texts: dict[str, str]) -> dict[str, str]:
    return texts | {"zz-copy.md": texts["000.txt"]}


def with_version(texts: dict[str, str]) -> dict[str, str]:
    body = texts["000.txt"]
    return texts | {"001-v2.txt": body.replace("。", "。 ").replace(". ", ".  ").rstrip() + "\n"}


def renamed(texts: dict[str, str]) -> dict[str, str]:
    names = sorted(texts)
    return {f"{place:03}-{len(names) - place:02}.txt": texts[name] for place, name in enumerate(reversed(names))}


def headed(texts: dict[str, str], lang: str) -> dict[str, str]:
    return {name: f"{text}{HEADER[lang]}\n" for name, text in texts.items()}


def hubbed(texts: dict[str, str], lang: str) -> dict[str, str]:
    return {name: f"{text}{HUB[lang]}\n" for name, text in texts.items()}


def diluted(texts: dict[str, str], lang: str) -> dict[str, str]:
    return texts | {
        f"u{at}.txt": UNRELATED[lang].format("甲乙丙丁戊"[at] if lang == "zh" else at + 1) for at in range(5)
    }


@few
@given(st.sampled_from(["zh", "en"]), st.integers(0, 40))
def test_a1_a_file_and_its_copies_have_no_emergence(lang: str, seed: int) -> None:
    text = folder(Plan(lang, 3, 1.0, 0, 1, seed))["000.txt"]  # type: ignore[arg-type]
    assert look({"a.txt": text, "b.md": text, "c.txt": text + "\n"}).score == pytest.approx(0.0)
    assert foil({"a.txt": text, "b.md": text}) > 1


@few
@given(plans)
def test_a2_files_that_share_nothing_specific_have_hardly_any_emergence(plan: Plan) -> None:
    texts = folder(Plan(plan.lang, plan.documents, 1.0, plan.noise, plan.subjects, plan.seed, linked=False))
    assert look(texts).score <= 3
    assert foil(texts) > 1


@few
@given(plans)
def test_a4_a_copy_in_another_format_changes_nothing(plan: Plan) -> None:
    texts = folder(plan)
    before, after = look(texts), look(with_copy(texts))
    assert after.score == pytest.approx(before.score, abs=1)
    assert after.measure.picture == pytest.approx(before.measure.picture, rel=0.01)


@few
@given(plans)
def test_a5_a_version_that_states_nothing_new_moves_the_score_by_one_at_most(plan: Plan) -> None:
    texts = folder(plan)
    assert look(with_version(texts)).score == pytest.approx(look(texts).score, abs=1)


@few
@given(plans)
def test_a6_names_and_order_of_files_do_not_matter(plan: Plan) -> None:
    texts = folder(plan)
    before, after = look(texts), look(renamed(texts))
    assert after.score == pytest.approx(before.score, abs=1e-9)
    assert after.measure.picture == pytest.approx(before.measure.picture)


@few
@given(plans)
def test_a7_a_letterhead_on_every_file_moves_the_score_by_one_at_most(plan: Plan) -> None:
    texts = folder(plan)
    assert look(headed(texts, plan.lang)).score == pytest.approx(look(texts).score, abs=1)


FRAME = {
    "zh": ("澜屹读书会通报", "澜屹读书会秘书温若溪汇编，电话13955210718，档案号LY-88213。"),
    "en": ("Calder Reading Room", "Compiled by Ines Vollmar, Calder Reading Room, +44 20 7946 0371, file PF-88213."),
}
PAIRS = {
    "zh": ("昉砺精工有限公司今年排产。\n另有一批在路上。", "翊岳磁业有限公司要装六台。\n年内验收完。"),
    "en": (
        "Torvick Metals Ltd plans its line.\nOne lot is on its way.",
        "Kesund Marine Ltd installs six.\nAll by May.",
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["{1}\n{0}\n{2}\n", "{0}\n{2}\n"])
def test_a7_a_letterhead_or_footer_of_two_unrelated_files_joins_nothing(lang: str, form: str) -> None:
    texts = {f"{at}.txt": form.format(text, *FRAME[lang]) for at, text in enumerate(PAIRS[lang])}
    assert look(texts).score == pytest.approx(0.0, abs=0.1)
    assert foil(texts) > 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a7_the_same_words_within_two_texts_do_join(lang: str) -> None:
    said = FRAME[lang][1]
    texts = {f"{at}.txt": f"{text}\n{said}\n{at + 3}.\n" for at, text in enumerate(PAIRS[lang])}
    assert look(texts).score > 1


KNOWN = {
    "zh": ("砺恺精工有限公司拿了{}。", "泓远传动有限公司也拿了{}。", "诺贝尔奖", "砺澜奖"),
    "en": ("Torvick Metals Ltd works with {}.", "Kesund Marine Ltd works with {}.", "the Premier League",
           "the Ombrolm League"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a8_a_prize_or_league_that_everybody_knows_joins_nobody(lang: str) -> None:
    one, other, known, _ = KNOWN[lang]
    assert look({"a.txt": one.format(known), "b.txt": other.format(known)}).score == 0.0


def test_a8_a_league_that_nobody_knows_joins_its_members() -> None:
    one, other, _, unknown = KNOWN["en"]
    assert look({"a.txt": one.format(unknown), "b.txt": other.format(unknown)}).score > 0.5


def test_a_village_joins_those_who_are_there_and_a_capital_does_not() -> None:
    texts = "Torvick Metals Ltd builds in {}.", "Kesund Marine Ltd sails from {}."
    village, capital = (look({"a.txt": texts[0].format(at), "b.txt": texts[1].format(at)}).score
                        for at in ("Now Kandeh Province", "London"))  # fmt: skip
    assert village > capital == 0.0


@few
@given(plans)
def test_a8_a_public_hub_in_every_file_moves_the_score_by_one_at_most(plan: Plan) -> None:
    texts = folder(plan)
    assert look(hubbed(texts, plan.lang)).score == pytest.approx(look(texts).score, abs=1)


@few
@given(plans)
def test_a15_unrelated_files_move_the_score_by_one_at_most(plan: Plan) -> None:
    texts = folder(plan)
    assert look(diluted(texts, plan.lang)).score == pytest.approx(look(texts).score, abs=1)


@pytest.mark.parametrize("change", [
    with_copy, with_version, lambda t: headed(t, "zh"), lambda t: hubbed(t, "zh"), lambda t: diluted(t, "zh"),
])  # fmt: skip
def test_a4_a5_a7_a8_a15_fail_on_the_foil(change: object) -> None:
    texts = folder(PLAN)
    assert abs(foil(change(texts)) - foil(texts)) > 1  # type: ignore[operator]


def test_a6_fails_on_a_scorer_that_takes_files_as_they_come() -> None:
    texts = folder(PLAN)
    assert abs(by_name(renamed(texts)) - by_name(texts)) > 1


def test_a10_empty_and_garbage_folders_score_zero() -> None:
    assert look({"a.txt": " ", "b.txt": "\x00\x01\x02" * 40, "c.txt": "。" * 500}).score == 0.0


def test_linked_folders_stand_far_above_their_unlinked_twins() -> None:
    for lang in ("zh", "en"):
        linked, twin = (look(folder(Plan(lang, 30, 1.0, 6, 4, 1, linked=link))) for link in (True, False))  # type: ignore[arg-type]
        assert linked.score - twin.score >= 40


def test_more_of_the_story_never_scores_less() -> None:
    scores = [look(folder(Plan("zh", 12, share, 2, 2, 5))).score for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert scores == sorted(scores)
    assert scores[-1] > scores[0] + 20
