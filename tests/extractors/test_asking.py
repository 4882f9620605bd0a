"""What was learned of clauses: what it adds to the cues, what it takes from them, and what it never overrules."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
from opencc import OpenCC

from auditor import profile
from extractors import facets
from extractors.asking import weights
from extractors.asking.signs import FACETS, Clause, signs
from extractors.asking.weights import Weights
from extractors.extract import extract
from fixtures.asking.gold import EITHER, UNSEEN, reviews
from fixtures.asking.train import WRITERS

PARTNERS = (
    'name = "few"\nversion = "1"\nhalf = 1\n[subjects]\norganisation = 1\nsite = 1\n'
    '[facets.partner.words]\nzh = ["供应商"]\n'
)
GENERAL, SHIPPED = profile.shipped("general"), weights.shipped()


def clause(value: str, header: str = "", *, given: str = "") -> Clause:
    cued = 1 << FACETS.index(given) if given else 0
    return Clause(value, header, value, (), (cued, 0, 0, 0), 0, (0, cued, 0, 0), ("paragraph", "body", True, False),
                  ("organisation", True, ""))  # fmt: skip


def model(taught: Clause, facet: str, *, steps: int, enough: int) -> Weights:
    """Give a model that knows one clause: each of its signs speaks for a facet with so many steps."""
    hashes = signs([taught]).hashes
    checks, rows = np.zeros(1 << 16, np.uint16), np.zeros((1 << 16, len(FACETS)), np.int8)
    row = (hashes & np.uint64((1 << 16) - 1)).astype(np.int64)
    checks[row] = (hashes >> np.uint64(48)).astype(np.uint16)
    rows[row, FACETS.index(facet)] = steps
    return Weights(checks, rows, 0.01, enough, (5, 4, 2, 0), (3, 2, 0, 0), 0)


def stated(text: str, learned: Weights | None, asked: profile.Profile = GENERAL) -> set[tuple[str, str]]:
    [file] = extract(text.encode(), "note.txt")
    return {(s.facet, s.value) for s in facets.said(file.segments, file.mentions, asked.cues, learned).statements}


def test_a_clause_that_was_taught_is_answered_in_either_language() -> None:
    for words in ("县里答应补九万", "the county promised ninety thousand"):
        known = model(clause(words), "money", steps=1, enough=0)
        known = replace(known, enough=int(known.sums([clause(words)]).max()))
        assert known.answered([clause(words)])[0][1] == 1 << FACETS.index("money")
        assert known.answered([clause("。")])[0][1] == 0


def test_a_cue_needs_less_and_holds_others_back() -> None:
    words = "厂在城南"
    total = int(model(clause(words), "site", steps=1, enough=0).sums([clause(words)]).max())
    known = model(clause(words), "site", steps=1, enough=total + 1)
    assert known.answered([clause(words, given="site")])[0] == (1 << FACETS.index("site"), 0)
    ample = model(clause(words), "site", steps=1, enough=total)
    assert ample.answered([clause(words)])[0][1] == 1 << FACETS.index("site")
    assert ample.answered([clause(words, given="money")])[0][1] == 0


def test_a_chinese_sentence_needs_less_by_what_a_model_says() -> None:
    for words, less in (("厂在城南", 3), ("the works stand in the south", 0)):
        known = model(clause(words), "site", steps=1, enough=0)
        known = replace(known, enough=int(known.sums([clause(words)]).max()) + 3, chinese=3)
        assert known.answered([clause(words)])[0][1] == (1 << FACETS.index("site") if less else 0)


def test_clauses_are_answered_alike_alone_and_among_others() -> None:
    asked = [clause("厂在城南"), clause("", "电话"), clause("by May at the latest", given="schedule"), clause("…")]
    together = weights.shipped().sums(asked)
    assert all((weights.shipped().sums([each]) == row).all() for each, row in zip(asked, together, strict=True))
    assert weights.shipped().answered([]) == []


def test_clauses_that_share_their_window_header_or_words_have_the_signs_that_each_has_alone() -> None:
    window = "运费由买方承担，另算，另算"
    values, headers = ("另算", "运费由买方承担", ""), ("", "备注")
    asked = [clause(value, header)._replace(window=window) for value in values for header in headers]
    hashes, owner = signs([*asked, *asked])
    for number, each in enumerate(asked * 2):
        assert sorted(hashes[owner == number].tolist()) == sorted(signs([each]).hashes.tolist())
    together = weights.shipped().sums(asked * 2)
    assert all((weights.shipped().sums([each]) == row).all() for each, row in zip(asked * 2, together, strict=True))


def test_the_rest_of_its_sentence_is_a_sign_of_a_clause() -> None:
    alone, among = clause("另算"), clause("另算")._replace(window="运费由买方承担，另算")
    assert set(signs([alone]).hashes.tolist()) != set(signs([among]).hashes.tolist())


def test_traditional_characters_say_the_same_as_simplified_ones() -> None:
    text = "柳川滑石有限公司上月在龙南付了四十万元，六月上旬装新机组，归县里管，外面问起来只说检修。"
    said = {(facet, OpenCC("t2s").convert(value)) for facet, value in stated(OpenCC("s2t").convert(text), SHIPPED)}
    assert said == stated(text, SHIPPED)
    assert said


def test_of_a_cell_below_a_header_that_is_known_nothing_is_asked() -> None:
    ample = replace(SHIPPED, enough=-(1 << 20))
    text = "供方,交期\n柳川滑石有限公司,五月二十日\n高桥机电有限公司,六月三日\n"
    [file] = extract(text.encode(), "orders.csv")
    told = {tuple(facets.said(file.segments, file.mentions, GENERAL.cues, each).statements) for each in (None, ample)}
    assert len(told) == 1


def test_reviewed_clauses_name_folders_and_facets_that_there_are() -> None:
    found = reviews()
    assert sum(map(len, found.values())) > 1000
    taught = {name for names in WRITERS.values() for name in names}
    assert taught <= found.keys()
    assert taught.isdisjoint({"batteries", "rail", "launch", "robotics"})
    verdicts = {verdict for each in found.values() for row in each.values() for verdict in row}
    assert verdicts == {0, 1, EITHER, UNSEEN}


def test_a_model_comes_back_as_it_was_saved() -> None:
    saved = io.BytesIO()
    weights.shipped().save(saved)
    saved.seek(0)
    again = weights.read(saved)
    asked = [clause("三成款已付，六月上旬装", "备注")]
    assert again.answered(asked) == weights.shipped().answered(asked)
    assert (again.enough, again.ahead, again.held) == (
        weights.shipped().enough, weights.shipped().ahead, weights.shipped().held,
    )  # fmt: skip


def test_what_was_learned_takes_the_cues_of_the_general_profile_but_not_a_profiles_own() -> None:
    refusing = replace(model(clause("x"), "money", steps=0, enough=0), enough=1 << 20)
    text = "柳川滑石有限公司本月敲梆子两次。\n\nCorvella Inc rang the moot bell twice this month."
    own = profile.parsed(
        'name = "own"\nversion = "1"\nextends = "general"\n'
        '[facets.policy.words]\nzh = ["敲梆子"]\nen = ["moot bell"]\n', "own.toml",
    )  # fmt: skip
    assert not stated(text, refusing)
    assert {facet for facet, _ in stated(text, refusing, own)} == {"policy"}
    assert len(stated(text, refusing, own)) == 2


def test_a_profile_with_fewer_questions_is_answered_in_its_own() -> None:
    own = profile.parsed(
        'name = "few"\nversion = "1"\nhalf = 1\n[subjects]\norganisation = 1\n'
        '[facets.site]\nkinds = ["place"]\n[facets.money]\nkinds = ["money"]\n', "few.toml",
    )  # fmt: skip
    text = "柳川滑石有限公司上月在龙南付了四十万元，六月上旬装新机组，归县里管。"
    assert {facet for facet, _ in stated(text, weights.shipped(), own)} <= {"site", "money"}
    ample = replace(weights.shipped(), enough=-(1 << 20))
    assert {facet for facet, _ in stated(text, ample, own)} == {"site", "money"}
    assert {facet for facet, _ in stated(text, ample)} == set(FACETS)


def test_who_supplies_is_told_without_a_cue_where_it_was_learned() -> None:
    words = "件儿都靠柳川滑石有限公司"
    lines = f"龙南厂今年两班。\n\n{words}。\n"
    assert not any(facet == "partner" for facet, _ in stated(lines, None, profile.parsed(PARTNERS, "few.toml")))
    ample = replace(SHIPPED, enough=-(1 << 20))
    assert ("partner", words) in stated(lines, ample, profile.parsed(PARTNERS, "few.toml"))


def test_rules_and_who_runs_it_need_half_as_much_more_where_cues_speak_of_something_else() -> None:
    _, others = weights.advances([clause("出货三百吨", given="capacity")], np.zeros(4), np.full(4, 8.0), 0)
    needs = dict(zip(FACETS, (-others[0]).tolist(), strict=True))
    assert {facet for facet, need in needs.items() if need == 4} == {"operator", "policy"}
    assert {need for facet, need in needs.items() if facet not in {"operator", "policy"}} == {8}
