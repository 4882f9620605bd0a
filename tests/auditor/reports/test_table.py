"""Page one in a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from auditor.masking import masked
from auditor.model import Audit
from auditor.reports import table
from fixtures.audits import example


def printed(audit: Audit, lang: str, width: int = 80, path: str = "audit-out/report.html") -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    with console.capture() as capture:
        console.print(table.render(audit, lang, width, path))
    return capture.get()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [60, 5000])
def test_page_one_fits_a_screen(lang: str, size: int) -> None:
    lines = printed(masked(example(lang, size), b"key"), lang).splitlines()
    assert len(lines) <= 40
    assert max(cell_len(line) for line in lines) <= 80


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_names_do_not_break_the_page(lang: str) -> None:
    audit = example(lang)
    long = tuple(replace(entry, path=f"{'文' * 80}{n}.docx") for n, entry in enumerate(audit.files))
    items = tuple(replace(item, files=("名" * 85,)) for item in audit.shortlist.items)
    audit = replace(audit, files=long, shortlist=replace(audit.shortlist, items=items))
    lines = printed(audit, lang).splitlines()
    assert len(lines) <= 40
    assert max(cell_len(line) for line in lines) <= 80


def test_it_says_where_the_report_lies_and_what_the_score_falls_to() -> None:
    said = printed(example("en"), "en")
    assert "audit-out/report.html" in said
    assert "71 → 28" in said


def test_more_than_ten_rows_are_counted() -> None:
    audit = example("en")
    items = tuple(replace(audit.shortlist.items[0], rank=n + 1) for n in range(14))
    said = printed(replace(audit, shortlist=replace(audit.shortlist, items=items)), "en")
    assert "4 more rows" in said


@pytest.mark.parametrize(("lang", "words"), [("zh", "起不了作用"), ("en", "a few removals do not change that")])
def test_a_list_that_lowers_nothing_says_so(lang: str, words: str) -> None:
    audit = example(lang)
    stays = replace(audit.shortlist, reached=False, score_after=audit.shortlist.score_before)
    said = "".join(printed(replace(audit, shortlist=stays), lang).split())
    assert "".join(words.split()) in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pins_in_the_way_of_the_target_are_named_in_full(lang: str) -> None:
    audit = example(lang)
    pins = ("a rather long folder name/and a rather long file name.docx", "another folder/another file.xlsx")
    said = printed(replace(audit, shortlist=replace(audit.shortlist, blocked_by=pins)), lang)
    assert all("".join(pin.split()) in "".join(said.split()) for pin in pins)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ways_to_the_target_and_what_any_list_could_break_are_told(lang: str) -> None:
    audit = example(lang)
    unproved = replace(audit.shortlist, method="greedy", bound=0.83, gap=0.1, items=audit.shortlist.items[:4])
    said = printed(replace(audit, shortlist=unproved), lang)
    assert all(part in said for part in (("10 → 28", "13 → 26") if lang == "en" else ("10 份→28", "13 份→26")))
    assert "83" in said
    assert "73" in said
    assert "66 61 57 51 46 42" in said


@pytest.mark.parametrize(("action", "words"), [("remove", "must go too"), ("redact", "treated alike")])
def test_copies_of_a_document_that_is_only_cut_need_not_go(action: str, words: str) -> None:
    audit = example("en")
    items = (replace(audit.shortlist.items[1], action=action),)
    assert words in printed(replace(audit, shortlist=replace(audit.shortlist, items=items)), "en")
