"""A folder without some of its files: which stay, what it would show, and what is said of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import findings, picture, profile
from auditor.commands import console
from auditor.graph import Denied
from auditor.imagined import Imagined, Stay, first_day, goes, imagined
from auditor.reports import imagined as outcomes
from auditor.reports.imagined import Asked, Outcome, Side, Stays, Told
from tests.auditor.folders import read
from tests.conftest import SMALL, Run

DATES = {"a.txt": "2026-04-30", "b.csv": "2026-05-01", "old/pack.zip": "", "old/pack.zip!/c.txt": "2026-05-06"}
PATTERNS = ("*", "*.txt", "*.csv", "old/*", "old/pack.zip", "a.*")
DAYS = ("", "2026-04-30", "2026-05-01", "2026-06-01")


# Which stay


@given(
    st.lists(st.sampled_from(PATTERNS), max_size=2), st.lists(st.sampled_from(PATTERNS), max_size=2),
    st.sampled_from(DAYS), st.sampled_from(DAYS),
)  # fmt: skip
def test_all_that_is_asked_holds_at_once(without: list[str], only: list[str], before: str, after: str) -> None:
    asked = [Stay(without=tuple(without)), Stay(only=tuple(only)), Stay(before=before), Stay(after=after)]
    together = Stay(tuple(without), tuple(only), before, after).of(DATES)
    assert together == frozenset.intersection(*(each.of(DATES) for each in asked))


@given(st.sampled_from(DAYS[1:]))
def test_one_day_splits_a_folder_in_two(day: str) -> None:
    early, late = Stay(before=day).of(DATES), Stay(after=day).of(DATES)
    assert early | late == set(DATES)
    assert not early & late


def test_a_file_without_a_date_counts_as_there_from_the_start() -> None:
    assert "old/pack.zip" in Stay(before="2000-01-01").of(DATES)
    assert "old/pack.zip" not in Stay(after="2000-01-01").of(DATES)


def test_an_archive_takes_its_members_along_and_a_member_stays_with_its_archive() -> None:
    assert goes("old/pack.zip!/minutes/a.docx", "old/pack.zip")
    assert goes("old/pack.zip!/minutes/a.docx", "*.docx")
    assert not goes("old/pack.zip", "old/pack.zip!/*")
    assert Stay(without=("old/pack.zip",)).of(DATES) == {"a.txt", "b.csv"}
    assert Stay(only=("old/pack.zip",)).of(DATES) == {"old/pack.zip", "old/pack.zip!/c.txt"}


def test_a_pattern_that_means_no_file_is_named_once() -> None:
    assert Stay(without=("a.txt", "nix"), only=("*.doc", "nix")).idle(DATES) == ("nix", "*.doc")


@pytest.mark.parametrize(
    ("given_", "day"), [("2026-05", "2026-05-01"), ("2026-05-06", "2026-05-06"), ("2024-02-29", "2024-02-29")]
)
def test_a_month_means_its_first_day(given_: str, day: str) -> None:
    assert first_day(given_) == day


@pytest.mark.parametrize(
    "given_", ["", "2026", "2026-13", "2026-02-30", "2026-5-6", "20260506", "yesterday", "2026-05-06T00:00", "0000-01"]
)
def test_what_is_no_date_is_refused(given_: str) -> None:
    with pytest.raises(ValueError, match=r"is no day|day|month|year"):
        first_day(given_)


# What it would show


def of(stay: set[str], closed: Denied | None = None) -> Imagined:
    corpus = picture.corpus(read(SMALL))
    return imagined(corpus, profile.shipped("general"), stay, closed=closed or Denied())


@pytest.mark.parametrize("gone", [set[str](), {"纪要/三月例会.txt"}, {"说明/厂区.md", "说明/厂区_副本.md"}, set(SMALL)])
def test_the_score_is_that_of_an_audit_of_what_stays(gone: set[str]) -> None:
    stay = set(SMALL) - gone
    left = picture.of(picture.corpus(read({name: SMALL[name] for name in stay})), profile.shipped("general"))
    found = of(stay)
    assert found.then.score == left.score
    assert [each.id for each in found.then.found] == [
        each.id for each in findings.of(left)
    ]


def test_nothing_falls_where_all_stay_and_everything_where_one_file_does() -> None:
    assert of(set(SMALL)).fallen == of(set(SMALL)).risen == ()
    alone = of({"纪要/三月例会.txt"})
    assert alone.now.found
    assert alone.fallen == alone.now.found
    assert (alone.then.score, alone.then.found) == (0.0, ())
    assert alone.then.telling == ("纪要/三月例会.txt", 1.0)


def test_a_finding_that_one_file_says_alone_rises_when_that_file_goes() -> None:
    parts = {
        "a.txt": "云岭精工有限公司的批号为 QL-260113T，月底前备齐货物。",
        "b.txt": "仓库通知：批号 QL-260113T 送到东屏装备有限公司，门卫登记。",
    }
    whole = "会议决定：云岭精工有限公司供货给东屏装备有限公司，批号 QL-260113T，各部门配合做好验收工作。"
    corpus = picture.corpus(read({**parts, "digest.txt": whole}))
    made = imagined(corpus, profile.shipped("general"), set(parts))
    assert made.risen
    assert {each.id for each in made.risen} <= {each.id for each in made.then.found}


def test_what_was_accepted_counts_on_neither_side() -> None:
    whole = of(set(SMALL))
    pairs = {(min(pair), max(pair)) for item in whole.now.found for pair in item.ends if item.kind == "chain"}
    closed = Denied(frozenset(pairs), frozenset(name for item in whole.now.found for name in item.names))
    assert of(set(SMALL), closed).now.score < whole.now.score


# What is said of it


def outcome(**changes: object) -> Outcome:
    told = Told("f1", "chain", "A and B", ("a.txt",))
    made = Outcome(
        "/g", 30.0, Asked(("b.*",), (), "2026-05-01", ""), Stays(3, 4, 1, "2026-04-30", "2026-05-06"), ("b.csv",),
        Side(50.0, 2, "a.txt", 0.5, ("a.txt",)), Side(20.0, 1, "a.txt", 0.75, ()), (told,), (),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_it_is_told_in_both_languages() -> None:
    english, chinese = ("\n".join(outcomes.lines(outcome(), lang)) for lang in ("en", "zh"))
    assert english.splitlines() == [
        "Without 1 file the score goes from 50.0 to 20.0 (target 30).",
        "3 of 4 files stay (dated 2026-04-30 to 2026-05-06, 1 without a date)",
        "Findings: 2 now, 1 then; no longer standing (1):",
        "  f1 · A and B",
        "The file that tells most alone (of all that the files tell): now a.txt (50\u00a0%); then a.txt (75\u00a0%).",
        "Files that show nearly all of it alone: now a.txt; then none.",
    ]
    assert "得分从 50.0 变为 20.0（目标 30）" in chinese
    assert "4 个文件中留下 3 个（日期 2026-04-30 至 2026-05-06，1 个没有日期）" in chinese


def test_ten_findings_are_listed_and_the_rest_is_counted() -> None:
    many = tuple(Told(f"f{n}", "chain", "A", ()) for n in range(13))
    lines = list(outcomes.lines(outcome(fallen=many, risen=many), "en"))
    assert lines.count("  3 more") == 2


def test_hostile_names_do_no_harm() -> None:
    name = "red\x1b[31m\u202e\udcff.txt"
    side = Side(1.0, 1, name, 1.0, (name,))
    made = outcome(gone=(name,), now=side, then=side, fallen=(Told(name, "cell", name, (name,)),))
    written = "\n".join([*outcomes.lines(made, "zh"), *outcomes.lines(made, "en")])
    assert not {"\x1b", "\u202e", "\udcff"} & set(written)
    assert not {"\x1b", "\u202e", "\udcff"} & set(outcomes.dumps(made))
    assert json.loads(outcomes.dumps(made))["gone"] == ["red\x1b[31m\u202e\\xff.txt"]
    assert json.loads(outcomes.dumps(made))["schema"] == "auditor.what-if/1"


def test_json_says_all_of_it_and_nothing_in_clear(run: Run, small_audit: object, state: object) -> None:
    words = ("what-if", small_audit, "--without", "纪要/*", "--format", "json", "--lang", "en", "--state", state)
    done = run(*words)
    assert done.code in (console.OK, console.ABOVE), done.err
    found = json.loads(done.out)
    assert (found["stays"]["of"], found["stays"]["files"], found["gone"]) == (5, 4, ["纪要/三月例会.txt"])
    assert found["now"]["score"] > found["then"]["score"]
    assert found["fallen"]
    assert "13900002718" not in done.said
    assert run(*words).out == done.out, "the same question has the same answer, byte for byte"
    revealed = run(*words, "--reveal").said
    assert "260113" in revealed
    assert "260113" not in done.said
