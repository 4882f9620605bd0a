"""What changed, in words and drawings: lines that fit a screen, a page that is safe and can be read without eyes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace

import pytest
from lxml import etree

from auditor.changes import Answers, Drift, Return, between
from auditor.messages import text
from auditor.records import Cause, Column, Departed, Filed, Record, Row, Sentence, Straw, Wanted
from auditor.reports import chart, drift, history
from auditor.reports.clean import clean

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
HOSTILE = ("<script>alert(1)</script>.docx", "red\x1b[31m.txt", "turned\u202egpj.exe", "byte\udcff.doc", "' onclick='x")


def changed(name: str = "新增.docx") -> Drift:
    """Give a change in which everything happens, one name standing wherever a file can."""
    before = Record(
        folder="/group", taken_at="2026-01-05T08:00:00+00:00", tool="1", score_version="1", profile="general 1",
        aliases="", decisions="", score=20.25, open_score=20.25, with_unread=21.0, target=30.0,
        files=(Filed("a", "1", "read"), Filed("b", "2", "unread"), Filed("e", "5", "read")),
        findings=(Sentence("1", "chain", ("x", "y"), f"old {name}"),), shortlist=(Row(1, "remove", ("a",), ("1",)),),
        sheet=(Column("site", ("x",)),), wanted=(Wanted(("a",), ("1",), "remove", "shortlist", 1, "2025-12-05"),),
        departed=(Departed(name, "9", "2025-11-05"),),
    )  # fmt: skip
    now = replace(
        before, taken_at="2026-02-05T08:00:00+00:00", score=34.75, open_score=33.0, aliases="new",
        files=(Filed("b", "2b", "read"), Filed(name, "9", "read", date="2026-02-01"), Filed("f", "5", "read")),
        findings=(Sentence("2", "cell", ("z",), f"new {name}"),), shortlist=(Row(1, "remove", (name,), ("9",)),),
        sheet=(Column("site", ("x", "y")),), wanted=(), departed=(),
    )  # fmt: skip
    return between(before, now, Answers(lambda state: 18.0 + len(state.files), lambda _: 25.0, lambda _, __: False))


@LANGUAGES
def test_all_that_happened_fits_eight_lines(lang: str) -> None:
    lines = drift.lines(changed(), lang)
    assert len(lines) == 7
    assert lines[0].startswith(text("drift.score", lang, date="2026-01-05", before="20.2", now="34.8", change="+14.6",
                                    target="30.0"))  # fmt: skip
    assert text("drift.open", lang, before="20.2", now="33.0") in lines[0]
    assert f"{text('drift.fate.gone', lang)} 1" in lines[3]
    assert "2025-11-05" in lines[4]
    assert text("drift.files.unread", lang, before=1, now=0) in lines[5]


@LANGUAGES
def test_the_parts_that_are_shown_add_up_to_the_change_that_is_shown(lang: str) -> None:
    found = changed()
    assert round(sum(value for _, value in drift.parts(found, lang)), 6) == drift.whole(found) == 14.6


@LANGUAGES
def test_two_runs_of_one_day_are_told_apart_by_the_hour(lang: str) -> None:
    found = changed()
    same_day = replace(found, now=replace(found.now, taken_at="2026-01-05T17:30:00+00:00"))
    assert drift.since(same_day) == "2026-01-05 08:00"


@LANGUAGES
def test_a_part_that_does_not_show_in_one_decimal_is_not_listed(lang: str) -> None:
    found = replace(changed(), causes=(Cause("added", 0.02, 1),))
    found = replace(found, now=replace(found.now, score=20.23, open_score=20.23))
    assert drift.parts(found, lang) == ()
    assert text("cause.added", lang) not in " ".join(line for line in drift.lines(found, lang) if "0.0" in line)


@LANGUAGES
def test_a_straw_without_a_file_or_without_a_date_is_told(lang: str) -> None:
    found = changed()
    for straw in (Straw("aliases"), Straw("added", "a.docx"), Straw("added", "a.docx", "2026-02-01")):
        line = next(line for line in drift.lines(replace(found, straw=straw), lang) if straw.path in line[1:])
        assert "()" not in line
        assert "（，" not in line


@LANGUAGES
def test_many_returns_are_counted_behind_the_first(lang: str) -> None:
    many = tuple(Return(f"{n}.docx", "old.docx", "2026-01-05", exact=True) for n in range(9))
    line = next(line for line in drift.lines(replace(changed(), back=many), lang) if "0.docx" in line)
    assert "7" in line
    assert "2.docx" not in line


@LANGUAGES
def test_a_change_that_is_not_split_says_why_and_draws_nothing(lang: str) -> None:
    found = replace(changed(), causes=(), undivided="no_record")
    assert text("drift.undivided.no_record", lang) in drift.lines(found, lang)
    assert "<svg" not in drift.fragment(found, lang)


@LANGUAGES
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_is_called_the_page_stays_a_page(lang: str, name: str) -> None:
    made = str(drift.fragment(changed(name), lang))
    tree = etree.fromstring(f"<main>{made}</main>", etree.HTMLParser())
    assert tree.findall(".//script") == []
    assert not re.search(r"\sstyle=|\son\w+=\"", made)
    assert clean(name) in html.unescape(made)
    for forbidden in ("\x1b", "\u202e", "\udcff"):
        assert forbidden not in made + drift.markdown(changed(name), lang) + "".join(drift.lines(changed(name), lang))
    assert "<script>" not in drift.markdown(changed(name), lang)


@LANGUAGES
def test_the_bars_say_in_words_what_they_show(lang: str) -> None:
    made = drift.fragment(changed(), lang)
    title = re.search(r'class="parts"[^>]*aria-label="([^"]+)"', made)
    assert title
    assert html.unescape(title.group(1)) in drift.lines(changed(), lang)
    assert 'class="more"' in made
    assert 'class="less"' in made


def test_long_lists_are_cut_and_counted() -> None:
    found = replace(changed(), added=tuple(f"{n}.docx" for n in range(120)))
    section = next(each for each in drift.sections(found, "en") if each.heading == text("drift.added_title", "en"))
    assert (len(section.entries), section.rest) == (50, 70)
    assert "70 more" in drift.markdown(found, "en")


# The chart of the terminal


def test_columns_stand_as_high_as_the_scores_and_the_target_is_marked() -> None:
    rows = chart.blocks([0.0, 50.0, 100.0], 50.0, 40)
    assert rows == (
        " 100|     █",
        "    |     █",
        "  50>     █",
        "    |   █ █",
        "    |   █ █",
        "   0|   █ █",
    )


def test_the_scale_is_the_first_quarter_that_holds_everything() -> None:
    held: list[tuple[list[float], float]] = [([3.0], 10.0), ([26.0], 10.0), ([1.0], 80.0), ([], 0.0)]
    assert [chart.top_of(scores, target) for scores, target in held] == [25.0, 50.0, 100.0, 25.0]


def test_where_not_all_runs_fit_the_last_ones_are_drawn() -> None:
    rows = chart.blocks([100.0] * 50 + [0.0] * 17, 30.0, 40)
    assert all(len(row) <= 40 for row in rows)
    assert "█" not in "".join(rows)


def test_plain_characters_are_ascii() -> None:
    assert "".join(chart.blocks([5.0, 60.0, 99.9], 30.0, plain=True)).isascii()


# The history page


def past(score: float, number: int = 1) -> history.Past:
    change = None if number == 1 else score - 40.0
    return history.Past(number, f"2026-{number:02}-05T08:00:00+00:00", "1", "1", "general 1", 4, 2, 1, 1, 0, score,
                        score, 30.0, change, (Cause("added", change or 0.0, 1),), 0)  # fmt: skip


@LANGUAGES
def test_the_history_page_loads_nothing_and_says_in_words_what_it_draws(lang: str) -> None:
    runs = [past(40.0), past(55.0, 2), past(20.0, 3)]
    made = history.page('/group/<b>"x', runs, 30.0, lang)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)
    style = re.search(r"<style>(.*?)</style>", made, re.S)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    allowed = html.unescape(policy.group(1))
    assert allowed == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"https?://|url\(|@import|<link|<img|<script|\sstyle=|\son\w+=|<b>", made)
    tree = etree.fromstring(made.encode(), etree.HTMLParser(encoding="utf-8"))
    drawing = tree.find(".//svg")
    assert drawing is not None
    assert drawing.get("aria-labelledby") == "chart-title chart-said"
    assert {each.get("id") for each in drawing.iter() if each.get("id")} == {"chart-title", "chart-said"}
    assert history.said(runs, lang) in made
    assert len(tree.findall(".//tbody/tr")) == 3
    assert all(each.get("scope") for each in tree.findall(".//th"))


@pytest.mark.parametrize("count", [1, 2, 200])
def test_one_run_and_two_hundred_can_be_drawn(count: int) -> None:
    runs = [replace(past(40.0), number=n) for n in range(count)]
    made = history.page("/group", runs, 30.0, "en")
    assert made.count("<circle") == count
    assert made.count('y="270"') <= 10


def test_a_change_is_the_difference_of_the_scores_as_they_are_written() -> None:
    run = replace(past(47.25, 2), change=47.25 - 41.04)
    assert history.cells(run, "en")[3] == "47.2"
    assert history.cells(run, "en")[5] == "+6.2"
    assert "6.2" in history.as_csv([run], "en")
