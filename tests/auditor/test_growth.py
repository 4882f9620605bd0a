"""How a score grew over the dates of the files, and which file took it over the target."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from auditor import account, audit, growth, picture, profile
from auditor.audit import Wish
from auditor.causes import over
from auditor.growth import Looks, Timeline
from auditor.model import Audit, GrowthPoint, Straw, Tool
from auditor.reports import table
from auditor.reports.discover import reports
from extractors.model import Extraction
from fixtures.audits import example
from tests.auditor.folders import read
from tests.conftest import SMALL

TARGET = 30.0
SCORES = st.lists(st.floats(0, 100), min_size=2, max_size=60)


def timeline(dates: list[str]) -> Timeline:
    return Timeline.of((day, f"{n:03}.txt", n) for n, day in enumerate(dates))


def looks(scores: list[float], estimates: list[float] | None = None) -> Looks:
    """Give looks at a folder whose score after n files is known."""
    guesses = estimates or scores
    return Looks(scores.__getitem__, guesses.__getitem__, {len(scores) - 1: scores[-1]})


def test_files_without_a_date_come_first_and_those_of_one_day_by_path() -> None:
    files = [("2026-02-01", "b", 0), ("", "z", 1), ("2026-02-01", "a", 2), ("2025-12-31", "y", 3)]
    made = Timeline.of(files)
    assert [path for _, path, _ in made.files] == ["z", "y", "a", "b"]
    assert made.days == (("", 1), ("2025-12-31", 2), ("2026-02-01", 4))
    assert made.first(3) == [1, 3, 2]


@given(st.lists(st.integers(1, 28), min_size=2, max_size=80), st.integers(1, 12))
def test_the_curve_has_few_points_in_order_and_ends_with_the_whole_folder(days: list[int], most: int) -> None:
    made = timeline([f"2026-01-{day:02}" for day in days])
    found = growth.points(made, looks([float(n) for n in range(len(days) + 1)]), most)
    assert len(found) <= most
    if len(set(days)) == 1:
        assert found == ()
        return
    assert (found[-1].files, found[-1].until) == (len(days), f"2026-01-{max(days):02}")
    assert [point.files for point in found] == sorted({point.files for point in found})
    assert all(point.files == sum(day <= int(point.until[-2:]) for day in days) for point in found)
    assert all(point.score == point.files for point in found)


@given(SCORES, SCORES, st.integers(0, 12))
def test_the_straw_is_a_file_with_which_the_folder_is_above_and_without_which_it_is_not(
    scores: list[float], estimates: list[float], known: int
) -> None:
    many = len(scores)
    scores, estimates = [0.0, *scores], [0.0, *(estimates * many)[:many]]
    made, seen = timeline([f"2026-01-{1 + n % 28:02}" for n in range(many)]), looks(scores, estimates)
    growth.points(made, seen, known or 1)
    found = growth.straw(made, seen, TARGET)
    assert (found is None) is not over(scores[-1], TARGET)
    if found is not None:
        at = next(n for n, (_, path, _) in enumerate(made.files) if path == found.file)
        assert over(scores[at + 1], TARGET)
        assert not over(scores[at], TARGET)
        assert (found.score_before, found.score_after) == (round(scores[at], 1), round(scores[at + 1], 1))


@given(st.integers(1, 4000), st.booleans())
def test_few_looks_find_it_in_a_large_folder(at: int, astray: bool) -> None:
    """The estimate leads there at once; one that leads astray costs a few looks more than halving."""
    many = 4000
    scores = [20.0 if n < at else 60.0 for n in range(many + 1)]
    scores[0] = 0.0
    seen = looks(scores, [0.0] * (many + 1) if astray else scores)
    before = len(seen.known)
    found = growth.straw(timeline([f"{2000 + n // 12}-{1 + n % 12:02}-01" for n in range(many)]), seen, TARGET)
    assert found is not None
    assert len(seen.known) - before <= (18 if astray else 4)


def test_the_first_day_above_counts_where_a_digest_lowers_the_score_again() -> None:
    scores = [0.0, 10.0, 40.0, 20.0, 50.0]
    made, seen = timeline(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]), looks(scores)
    growth.points(made, seen)
    found = growth.straw(made, seen, TARGET)
    assert found == Straw("001.txt", "2026-02-01", 10.0, 40.0, 1)


@pytest.mark.parametrize(
    ("dates", "scores"),
    [
        (["2026-01-01"] * 3, [0.0, 10.0, 40.0, 50.0]),
        (["", "", "2026-01-01"], [0.0, 20.0, 40.0, 50.0]),
        (["2026-01-01", "2026-01-02"], [0.0, 10.0, 30.0]),
    ],
    ids=["all of one day", "above without any dated file", "never above"],
)
def test_no_file_is_named_where_the_dates_do_not_tell(dates: list[str], scores: list[float]) -> None:
    assert growth.straw(timeline(dates), looks(scores), TARGET) is None


def test_it_says_among_how_many_of_its_day_it_was_taken_by_name() -> None:
    made = timeline(["2026-01-01", "2026-02-01", "2026-02-01"])
    found = growth.straw(made, looks([0.0, 10.0, 20.0, 50.0]), TARGET)
    assert found == Straw("002.txt", "2026-02-01", 20.0, 50.0, 2)


@pytest.mark.parametrize(("links", "days"), [(0, 12), (20_000, 12), (40_000, 6), (80_000, 3), (10_000_000, 2)])
def test_large_folders_are_looked_at_on_fewer_days(links: int, days: int) -> None:
    assert growth.looks_for(links) == days


# In an audit


DATES = dict(zip(SMALL, ["2026-03-02", "2026-03-09", "2026-05-01", "2026-01-15", "2026-06-01"], strict=True))


def dated(names: frozenset[str]) -> list[Extraction]:
    return [replace(file, modified=DATES[file.path]) for file in read({name: SMALL[name] for name in sorted(names)})]


@cache
def audited(names: frozenset[str], target: float) -> Audit:
    setting = account.Setting("/g", "2026-11-20T00:00:00+00:00", target, "en", "none", Tool("0", "1", {}))
    return audit.audit(dated(names), profile.shipped("general"), Wish(target=target), setting)


def test_the_scores_of_the_curve_and_the_straw_are_those_of_audits() -> None:
    whole = audited(frozenset(SMALL), 5.0)
    assert whole.straw is not None
    for point in whole.growth:
        there = frozenset(name for name in SMALL if DATES[name] <= point.until)
        assert len(there) == point.files
        assert audited(there, 5.0).score.value == point.score
    earlier = frozenset(name for name in SMALL if DATES[name] < whole.straw.date)
    assert audited(earlier, 5.0).score.value == whole.straw.score_before
    assert audited(earlier | {whole.straw.file}, 5.0).score.value == whole.straw.score_after
    assert whole.straw.score_before <= 5.0 < whole.straw.score_after


def test_the_order_in_which_files_are_read_changes_nothing() -> None:
    files = dated(frozenset(SMALL))
    setting = account.Setting("/g", "", 5.0, "en", "none", Tool("0", "1", {}))
    one, other = (
        audit.examined(picture.corpus(order), profile.shipped("general"), Wish(target=5.0), setting).audit
        for order in (files, files[::-1])
    )
    assert (one.growth, one.straw) == (other.growth, other.straw)


# In the reports


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The score first passed the target on 2026-03-02, with a.txt "
               "(28.8 → 31.5; one of 3 that day, by name)."),
        ("zh", "2026-03-02 加入 a.txt 后，得分首次超过目标（28.8 → 31.5；当天共 3 个文件，按文件名先后计算）。"),
    ],
)
def test_page_one_names_the_straw_in_the_terminal_and_on_the_page(lang: str, said: str) -> None:
    found = replace(example(lang), straw=Straw("a.txt", "2026-03-02", 28.84, 31.5, 3))
    console = Console(file=io.StringIO(), width=120, color_system=None)
    with console.capture() as capture:
        console.print(table.render(found, lang, 120))
        full = found.shortlist
        console.print(table.render(replace(found, shortlist=replace(full, items=full.items[:9])), lang, 120))
    assert capture.get().count(said) == 1, "ten rows leave no room for it"
    assert said in str(reports()["html"].render(found, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_draws_how_the_score_grew(lang: str) -> None:
    points = (GrowthPoint("", 2, 3.0), GrowthPoint("2026-03-02", 20, 31.5), GrowthPoint("2026-04-01", 60, 71.3))
    page = str(reports()["html"].render(replace(example(lang), growth=points), lang))
    drawing = page.partition('id="growth"')[2].partition("</svg>")[0]
    assert drawing.count("<circle") == 3
    assert {"zh": "2026-03-02：31.5（20 个文件）", "en": "2026-03-02: 31.5 (20 files)"}[lang] in drawing
    assert {"zh": "无日期", "en": "no date"}[lang] in drawing
    assert 'id="growth"' not in str(reports()["html"].render(replace(example(lang), growth=()), lang))
