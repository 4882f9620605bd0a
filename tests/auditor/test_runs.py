"""What one run leaves for the next: choices come back, fingerprints tell, folders that no run has seen are scored."""

from __future__ import annotations

from datetime import date

import pytest

from auditor import ledgers, picture, profile, runs
from auditor.causes import Counterfactual
from auditor.corpus import corpus
from auditor.decisions import Decision, Mark, Standing
from auditor.graph import Denied
from auditor.resolve import EMPTY, Ledger
from auditor.runs import BadChoices, Choices, Comparing
from extractors.model import Extraction
from tests.auditor.folders import read
from tests.conftest import SMALL

GENERAL = (profile.shipped_text("general"), "general.toml")
LEDGER = Ledger(frozenset({frozenset({"甲", "乙"})}), frozenset({frozenset({"丙"})}))


def choices(ledger: Ledger = EMPTY, denied: Denied = Denied(), name: str = "general") -> Choices:  # noqa: B008
    return Choices((profile.shipped_text(name), f"{name}.toml"), ledger, denied, denied)


def test_choices_come_back_as_they_were() -> None:
    denied = Denied(frozenset({("e1", "e2")}), frozenset({"e3", "\udcff"}))
    found = Choices(GENERAL, LEDGER, denied, Denied(), frozenset({"ab"}), (2, 1))
    assert runs.loads(runs.dumps(found)) == found
    assert found.asked == profile.shipped("general")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"[1, 2, 3]", b'[["name =", "x"], [[], []], [], [], [0, 0]]',
                                     runs.dumps(Choices(("name = 'other'", "other.toml")))])  # fmt: skip
def test_choices_of_another_version_are_told(content: bytes) -> None:
    with pytest.raises(BadChoices):
        runs.loads(content)


def test_the_fingerprint_of_a_ledger_does_not_depend_on_its_order() -> None:
    one = ledgers.aliases_of({"same": [{"names": ["甲", "乙"]}, {"names": ["丁", "戊"]}]}).ledger
    other = ledgers.aliases_of({"same": [{"names": ["戊", "丁"]}, {"names": ["乙", "甲"]}]}).ledger
    assert runs.of_ledger(one) == runs.of_ledger(other) != runs.of_ledger(LEDGER) != ""
    assert runs.of_ledger(EMPTY) == ""


def test_the_fingerprint_of_decisions_is_of_those_in_force() -> None:
    made = Decision("ab", "finding", "accept", "", "", date(2026, 1, 1), date(2026, 2, 1), Mark("chain"))
    in_force = runs.of_decisions(Standing(findings={"f1": made}))
    assert in_force == runs.of_decisions(Standing(findings={"f1": made, "f2": made}))
    assert runs.of_decisions(Standing(expired=(made,))) == runs.of_decisions(Standing()) == ""


def test_what_is_chosen_knows_false_positives_and_counts_what_lapsed() -> None:
    made = Decision("ab", "finding", "false-positive", "", "", date(2026, 1, 1), None, Mark("chain"))
    standing = Standing(findings={"f": made}, expired=(made, made), orphaned=(made,))
    found = runs.chosen(GENERAL, EMPTY, standing, Denied(), Denied())
    assert (found.held, found.lapsed) == (frozenset({"ab"}), (2, 1))


# Folders that no run has seen

HERE = read(SMALL)
GONE = read({"mail/old.txt": "The batch QL-260114T went to Cloud Ridge Precision Ltd., capacity 1177 units a month.\n"})


def comparing(before: Choices, now: Choices) -> Comparing:
    return Comparing(corpus(HERE), GONE, before, now, sketch=lambda _: b"")


def held(files: list[Extraction]) -> frozenset[tuple[str, str]]:
    return frozenset((each.path, each.sha256) for each in files)


def scored(files: list[Extraction], name: str = "general", ledger: Ledger = EMPTY) -> float:
    return picture.of(corpus(files), profile.shipped(name), ledger=ledger).score


SETS = [HERE, HERE[:3], [*HERE, *GONE], [*HERE[1:], *GONE], []]


@pytest.mark.parametrize("files", SETS, ids=[str(len(files)) for files in SETS])
def test_a_folder_that_no_run_has_seen_scores_like_an_audit_of_it(files: list[Extraction]) -> None:
    found = comparing(choices(), choices()).answers.score_of(Counterfactual(held(files)))
    assert found == pytest.approx(scored(files) if files else 0.0, abs=1e-9)


def test_each_choice_is_that_of_the_run_that_is_asked_for() -> None:
    ledger = Ledger(frozenset({frozenset({"云岭精工有限公司", "东屏装备有限公司"})}))
    now = choices(ledger, name="critical-minerals")
    answers = comparing(choices(), now).answers
    for aliases, asked in (("before", "before"), ("now", "before"), ("before", "now"), ("now", "now")):
        found = answers.score_of(Counterfactual(held(HERE), aliases, asked))  # type: ignore[arg-type]
        name = "critical-minerals" if asked == "now" else "general"
        assert found == pytest.approx(scored(HERE, name, ledger if aliases == "now" else EMPTY), abs=1e-9)


def test_what_is_denied_and_what_is_accepted_count_where_they_should() -> None:
    whole = picture.of(corpus(HERE), profile.shipped("general"))
    names = sorted(whole.entities)
    pairs = frozenset((a, b) for a in names for b in names if a < b)
    now = Choices(GENERAL, EMPTY, Denied(), Denied(pairs, frozenset(names)))
    answers = comparing(choices(), now).answers
    state = Counterfactual(held(HERE), decisions="now")
    assert answers.score_of(state) == pytest.approx(whole.score, abs=1e-9)
    assert answers.open_of(state) < answers.score_of(state)
    assert answers.open_of(Counterfactual(held(HERE))) == pytest.approx(whole.score, abs=1e-9)


def test_versions_of_a_document_are_known_by_their_sketch() -> None:
    long = "".join(f"第{n}条：设备编号 AB-{n:05}，由云岭精工有限公司供应。\n" for n in range(60))
    (here,) = read({"a.txt": long + "补充一句。"})
    (gone,), (other,) = read({"b.txt": long}), read({"c.txt": SMALL["mail/visit.txt"]})
    asked = Comparing(
        corpus([here, other]), [], choices(), choices(),
        sketch=lambda sha256: runs.sketch_of(gone) if sha256 == gone.sha256 else b"",
    )  # fmt: skip
    assert asked.same_source(gone.sha256, here.sha256)
    assert asked.same_source("x" * 64, "x" * 64)
    assert not asked.same_source(gone.sha256, other.sha256)
    assert not asked.same_source("x" * 64, here.sha256)
