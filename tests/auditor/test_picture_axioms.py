"""The axioms as files show them: copies, formats, edits, names, letterheads, hubs, unrelated files, languages.

Each is also tried on the foils, and one of them at least is seen to fail there. A13 speaks of confidences, which texts
do not show: `test_score_axioms` has it, with all others for any evidence.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from auditor import account, findings, picture, profile
from auditor.picture import Picture
from extractors.extract import extract
from fixtures.generator import Plan, folder
from fixtures.resaved import SAVED
from tests.auditor import naive
from tests.auditor.folders import look
from tests.auditor.naive import FOILS

# The same few plans at every run: what recognition makes of a name by chance is measured elsewhere.
few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=(Phase.generate,),
               derandomize=True)  # fmt: skip
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
# One order in four notes, told in both languages.
TOLD = {
    "zh": {
        "minutes.txt": "三月例会纪要\n\n"
        "沛盈水工有限公司供应白鹭渡泵站的潜水泵，合同 XH-2026-0417。\n下次例会照常。\n",
        "loading.txt": "装车通知\n\n合同编号 XH-2026-0417 的货六月发往青榄产业园，共 38 台。\n司机自备雨布。\n",
        "visit.txt": "来访安排\n\n嘉禾银行的客人周四到青榄产业园，午饭从简。\n",
        "canteen.txt": "食堂通知\n\n周五午餐推迟半小时，请互相转告。\n",
    },
    "en": {
        "minutes.txt": "Minutes of the March meeting\n\nPeiying Hydraulics Ltd supplies the pumps of the Bailudu Pump "
        "Station under contract no. XH-2026-0417.\nThe next meeting is as usual.\n",
        "loading.txt": "Loading notice\n\nThe goods of contract no. XH-2026-0417 go to the Qinglan Business Park in "
        "June, 38 pieces.\nBring covers.\n",
        "visit.txt": "Visit\n\nThe guests of Jiahe Bank come to the Qinglan Business Park on Thursday.\n",
        "canteen.txt": "Canteen notice\n\nLunch on Friday is half an hour late, please tell each other.\n",
    },
}


def look_at(files: Mapping[str, bytes]) -> Picture:
    read = [extraction for name, data in files.items() for extraction in extract(data, name)]
    return picture.of(picture.corpus(read), profile.shipped("general"))


def foil(name: str, texts: Mapping[str, str]) -> float:
    return FOILS[name](naive.of_texts(texts))


def by_name(texts: Mapping[str, str]) -> float:
    """A foil of its own for the order of files, which the others do not look at: those that come first count most."""
    return sum(len(texts[name]) / (rank + 1) for rank, name in enumerate(sorted(texts)))


def with_copy(texts: dict[str, str]) -> dict[str, str]:
    return texts | {"zz-copy.md": texts["000.txt"]}


def with_version(texts: dict[str, str]) -> dict[str, str]:
    body = texts["000.txt"]
    return texts | {"001-v2.txt": body.replace("。", "。 ").replace(". ", ".  ").rstrip() + "\n"}


def renamed(texts: dict[str, str]) -> dict[str, str]:
    names = sorted(texts)
    return {f"{place:03}-{len(names) - place:02}.txt": texts[name] for place, name in enumerate(reversed(names))}


def relabelled(texts: dict[str, str], order: str = "HX-") -> dict[str, str]:
    """The orders, reports and phones of the story become others that are as rare."""
    out = dict(texts)
    for old, new in {"PO-": order, "SR": "QK", "139": "136", "7946": "7958"}.items():
        out = {name: text.replace(old, new) for name, text in out.items()}
    return out


def headed(texts: dict[str, str], lang: str) -> dict[str, str]:
    return {name: f"{text}{HEADER[lang]}\n" for name, text in texts.items()}


def hubbed(texts: dict[str, str], lang: str) -> dict[str, str]:
    return {name: f"{text}{HUB[lang]}\n" for name, text in texts.items()}


def diluted(texts: dict[str, str], lang: str) -> dict[str, str]:
    return texts | {
        f"u{at}.txt": UNRELATED[lang].format("甲乙丙丁戊"[at] if lang == "zh" else at + 1) for at in range(5)
    }


def merged(texts: Mapping[str, str]) -> dict[str, str]:
    return {"all.txt": "\n".join(texts.values())}


ASIDE = {"zh": ("听来的一句，转给各位。", "别的没有了。"), "en": ("Heard this and pass it on.", "That is all.")}


def repeated(texts: dict[str, str], lang: str = "zh", times: int = 3) -> dict[str, str]:
    """The first sentence of each of four files stands in three further files, word for word."""
    said = [text.split("\n")[0] for _, text in sorted(texts.items())[:4]]
    before, after = ASIDE[lang]
    return texts | {f"r{at}-{turn}.txt": f"{before}\n{line}\n{after}\n{turn + 1}\n" for at, line in enumerate(said)
                    for turn in range(times)}  # fmt: skip


@few
@given(st.sampled_from(["zh", "en"]), st.integers(0, 40))
def test_a1_a_file_and_its_copies_have_no_emergence(lang: str, seed: int) -> None:
    text = folder(Plan(lang, 3, 1.0, 0, 1, seed))["000.txt"]  # type: ignore[arg-type]
    copies = {"a.txt": text, "b.md": text, "c.txt": text + "\n"}
    assert look(copies).score == pytest.approx(0.0)
    assert min(foil(name, copies) for name in ("co-occurrence", "cosine", "union")) > 1


@few
@given(plans)
def test_a2_files_that_share_nothing_specific_have_hardly_any_emergence(plan: Plan) -> None:
    texts = folder(Plan(plan.lang, plan.documents, 1.0, plan.noise, plan.subjects, plan.seed, linked=False))
    assert look(texts).score <= 3
    assert min(foil(name, texts) for name in FOILS) > 1


@few
@given(plans)
def test_a3_adding_a_file_never_lowers_the_picture(plan: Plan) -> None:
    texts = folder(plan)
    rest = {name: text for name, text in texts.items() if name != "004.txt"}
    assert look(texts).measure.picture >= look(rest).measure.picture - 1e-9


def test_a3_fails_on_cosine() -> None:
    pair = {"a.txt": "云岭精工有限公司的订单", "b.txt": "云岭精工有限公司的订单"}
    assert foil("cosine", pair | {"c.txt": "周五的午餐推迟半小时"}) < foil("cosine", pair) - 1


@few
@given(plans)
def test_a4_a_copy_in_another_format_changes_nothing(plan: Plan) -> None:
    texts = folder(plan)
    before, after = look(texts), look(with_copy(texts))
    assert after.score == pytest.approx(before.score, abs=1)
    assert after.measure.picture == pytest.approx(before.measure.picture, rel=0.01)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", sorted(SAVED))
def test_a4_a_folder_saved_again_in_another_format_has_the_score_that_it_had(kind: str, lang: str) -> None:
    texts = folder(Plan(lang, 9, 1.0, 1, 2, 3)) | TOLD[lang]  # type: ignore[arg-type]
    before, after = look(texts), look_at({f"{name[:-4]}.{kind}": SAVED[kind](text) for name, text in texts.items()})
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


def test_a6_fails_on_a_scorer_that_takes_files_as_they_come() -> None:
    texts = folder(PLAN)
    assert abs(by_name(renamed(texts)) - by_name(texts)) > 1


@few
@given(plans)
def test_a6_labels_that_are_as_rare_as_others_do_not_matter(plan: Plan) -> None:
    texts = folder(plan)
    assert look(relabelled(texts)).score == pytest.approx(look(texts).score, abs=0.1)
    longer = relabelled(texts, "HANXI-")
    assert abs(foil("co-occurrence", longer) - foil("co-occurrence", texts)) > 1


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
    assert min(foil(name, texts) for name in ("co-occurrence", "cosine", "union", "union less best")) > 1


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


@pytest.mark.parametrize(("at", "joins"), [("Reino Unido", False), ("Vereinigte Staaten", False), ("Sala Umbra", True)])
def test_a8_a_state_joins_nobody_in_a_language_that_nothing_here_reads(at: str, joins: bool) -> None:
    texts = {f"{n}.txt": f"{firm} firma un contrato con {at} este mes.\n" for n, firm in enumerate(
        ("Torvick Metals Ltd", "Kesund Marine Ltd"))}  # fmt: skip
    assert bool(look(texts).score > 0) == joins


def test_a8_a_league_that_nobody_knows_joins_its_members() -> None:
    one, other, _, unknown = KNOWN["en"]
    assert look({"a.txt": one.format(unknown), "b.txt": other.format(unknown)}).score > 0.5


def test_a_village_joins_those_who_are_there_and_a_capital_does_not() -> None:
    texts = "Torvick Metals Ltd builds in {}.", "Kesund Marine Ltd sails from {}."
    village, capital = (look({"a.txt": texts[0].format(at), "b.txt": texts[1].format(at)}).score
                        for at in ("Now Kandeh Province", "London"))  # fmt: skip
    assert village > capital == 0.0


def test_a_province_by_its_full_name_joins_nobody() -> None:
    texts = "托维克金属有限公司在{}建厂。", "科松航运有限公司从{}发船。"
    far, province = (look({"a.txt": texts[0].format(at), "b.txt": texts[1].format(at)}).score
                     for at in ("砚溪县", "黑龙江省"))  # fmt: skip
    assert far > province == 0.0


@pytest.mark.parametrize(
    ("lang", "maker", "body"), [("zh", "比亚迪", "生态环境部"), ("zh", "克莱斯勒", "交通银行"),
                                ("en", "Boeing", "the European Commission"), ("en", "Chrysler", "Bank of England")],
)  # fmt: skip
def test_a_known_maker_joins_those_who_deal_with_it_and_a_body_that_all_deal_with_does_not(
    lang: str, maker: str, body: str
) -> None:
    one, other, *_ = KNOWN[lang]
    joined, apart = (look({"a.txt": one.format(name), "b.txt": other.format(name)}).score for name in (maker, body))
    assert joined > 0.5 > apart == 0.0


def test_a_people_and_an_article_before_a_body_join_nobody() -> None:
    one, other, *_ = KNOWN["en"]
    for said in ("the Russian fleet", "the Canadian Government"):
        assert look({"a.txt": one.format(said), "b.txt": other.format(said)}).score == 0.0
    texts = {f"{at}.txt": f"The Air Force chose {firm}. {firm} thanks the Air Force.\n" for at, firm in enumerate(
        ("Torvick Metals Ltd", "Kesund Marine Ltd"))}  # fmt: skip
    assert look(texts).score == 0.0


@few
@given(plans)
def test_a8_a_public_hub_in_every_file_moves_the_score_by_one_at_most(plan: Plan) -> None:
    texts = folder(plan)
    assert look(hubbed(texts, plan.lang)).score == pytest.approx(look(texts).score, abs=1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a9_removing_the_only_bridge_costs_at_least_what_a_leaf_costs(lang: str) -> None:
    texts = TOLD[lang]
    whole, bridge, leaf = (
        look({name: text for name, text in texts.items() if name != gone}).measure.emergence
        for gone in ("", "loading.txt", "visit.txt")
    )
    assert whole - bridge >= whole - leaf > 0
    held = naive.of_texts(texts)
    shorter = held | {"loading.txt": frozenset(sorted(held["loading.txt"])[:5])}  # a note of one line bridges as well
    costs = [FOILS["union"](shorter) - FOILS["union"]({name: each for name, each in shorter.items() if name != gone})
             for gone in ("loading.txt", "visit.txt")]  # fmt: skip
    assert costs[0] < costs[1]


def test_a10_empty_and_garbage_folders_score_zero() -> None:
    assert look({}).score == 0.0
    assert look({"a.txt": " ", "b.txt": "\x00\x01\x02" * 40, "c.txt": "。" * 500}).score == 0.0


@few
@given(st.lists(st.binary(max_size=300), max_size=4), st.lists(st.text(max_size=200), max_size=4))
def test_a10_whatever_the_files_hold_the_score_is_between_0_and_100(blobs: list[bytes], texts: list[str]) -> None:
    named = {f"{place}.docx": blob for place, blob in enumerate(blobs)}
    seen = look_at(named | {f"{place}.txt": text.encode("utf-8", "surrogatepass") for place, text in enumerate(texts)})
    assert 0.0 <= seen.score <= 100.0
    assert seen.measure.picture >= 0.0


def test_a10_fails_on_foils() -> None:
    texts = folder(Plan(documents=40))
    assert min(foil(name, texts) for name in ("co-occurrence", "union", "union less best")) > 100
    assert 0.0 < look(texts).score < 100.0


@few
@given(plans)
def test_a11_merged_into_one_file_nothing_emerges_and_beside_the_others_it_is_a_digest(plan: Plan) -> None:
    texts = folder(plan)
    assert look(merged(texts)).score == pytest.approx(0.0)
    beside = look(texts | merged(texts))
    assert beside.score <= look(texts).score
    assert account.digests(beside) == ("all.txt",)
    assert foil("co-occurrence", merged(texts)) > 1


@pytest.mark.parametrize("seed", range(3))
def test_a12_parallel_folders_of_two_languages_score_alike(seed: int) -> None:
    both = [folder(Plan(lang, 12, 1.0, 2, 2, seed)) for lang in ("zh", "en")]  # type: ignore[arg-type]
    scores = [look(texts).score for texts in both]
    assert scores[0] == pytest.approx(scores[1], abs=5)
    told = [{name: foil(name, texts) for name in FOILS} for texts in both]
    assert min(abs(told[0][name] - told[1][name]) for name in ("co-occurrence", "union", "union less best")) > 5


def test_a12_parallel_folders_of_two_languages_have_the_same_top_chain() -> None:
    both = [look(TOLD[lang]) for lang in ("zh", "en")]
    assert both[0].score == pytest.approx(both[1].score, abs=5)
    assert both[0].score > 5
    first = [findings.of(seen)[0] for seen in both]
    paths = [seen.paths(found.sources) for seen, found in zip(both, first, strict=True)]
    assert paths[0] == paths[1] == ("loading.txt", "minutes.txt")
    assert first[0].bridges == first[1].bridges == ("=xh20260417",)


@few
@given(plans)
def test_a14_a_file_cut_in_two_lowers_the_score_by_one_at_most(plan: Plan) -> None:
    """For any evidence never; of a text that is cut a sentence may lose whom it speaks of."""
    texts = folder(plan)
    first, rest = texts["000.txt"].split("\n", 1)
    cut = {name: text for name, text in texts.items() if name != "000.txt"} | {"0a.txt": first, "0b.txt": rest}
    assert look(cut).score >= look(texts).score - 1
    assert foil("co-occurrence", cut) < foil("co-occurrence", texts) - 1


@few
@given(plans)
def test_a15_unrelated_files_move_the_score_by_one_at_most(plan: Plan) -> None:
    texts = folder(plan)
    assert look(diluted(texts, plan.lang)).score == pytest.approx(look(texts).score, abs=1)


@few
@given(plans, st.integers(1, 3))
def test_a16_facts_that_further_files_repeat_word_for_word_move_the_score_by_one_at_most(
    plan: Plan, times: int
) -> None:
    texts = folder(plan)
    assert look(repeated(texts, plan.lang, times)).score == pytest.approx(look(texts).score, abs=1)


@pytest.mark.parametrize(("change", "names"), [
    (with_copy, ("co-occurrence", "cosine")), (with_version, ("co-occurrence", "cosine", "union", "union less best")),
    (lambda t: headed(t, "zh"), ("co-occurrence", "cosine", "union")),
    (lambda t: hubbed(t, "zh"), ("co-occurrence", "cosine", "union")),
    (lambda t: diluted(t, "zh"), ("co-occurrence", "union", "union less best")),
    (repeated, ("co-occurrence", "cosine")),
], ids=["A4", "A5", "A7", "A8", "A15", "A16"])  # fmt: skip
def test_a4_a5_a7_a8_a15_a16_fail_on_foils(change: object, names: tuple[str, ...]) -> None:
    texts = folder(PLAN)
    for name in names:
        assert abs(foil(name, change(texts)) - foil(name, texts)) > 1, name  # type: ignore[operator]


def test_linked_folders_stand_far_above_their_unlinked_twins() -> None:
    for lang in ("zh", "en"):
        linked, twin = (look(folder(Plan(lang, 30, 1.0, 6, 4, 1, linked=link))) for link in (True, False))  # type: ignore[arg-type]
        assert linked.score - twin.score >= 40


def test_more_of_the_story_never_scores_less() -> None:
    scores = [look(folder(Plan("zh", 12, share, 2, 2, 5))).score for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert scores == sorted(scores)
    assert scores[-1] > scores[0] + 20
