"""The page: what it holds, and how it behaves in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor import messages
from auditor.masking import masked
from auditor.model import Audit
from auditor.reports import html, picture
from auditor.reports.discover import reports
from fixtures.audits import example

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def page(lang: str, size: int = 90) -> str:
    return html.render(masked(example(lang, size), b"key"), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_policy_lets_only_this_style_and_this_script_act(lang: str) -> None:
    written = page(lang)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', written)
    assert policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inner = re.findall(rf"<{tag}>(.*?)</{tag}>", written, re.S)
        digest = base64.b64encode(hashlib.sha256(inner[0].encode()).digest()).decode()
        assert len(inner) == 1
        assert f"{directive} &#39;sha256-{digest}&#39;" in policy.group(1)
    assert "default-src &#39;none&#39;" in policy.group(1)


def test_nothing_is_loaded_and_no_style_stands_at_an_element() -> None:
    written = page("zh")
    assert not re.search(r"https?://|url\(|@import|<link|<img|<iframe|\sstyle=|\son\w+=", written)


def test_the_data_cannot_end_its_element() -> None:
    audit = example("en")
    audit = replace(audit, findings=(replace(audit.findings[2], text="</script><script>alert(1)"),))
    data = re.search(r'id="data">(.*?)</script>', html.render(audit, "en"), re.S)
    assert data
    assert "</script><script>alert(1)" in json.loads(data.group(1))["findings"][0]["text"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_script_every_answer_and_quote_stands_in_the_page(lang: str) -> None:
    audit = masked(example(lang), b"key")
    written = re.sub(r'<span class="whole">(.*?)</span>', r"\1", html.render(audit, lang))
    quote = next(e.quote for f in audit.findings for e in f.evidence if e.quote)
    assert quote in written
    assert all(value in written for cell in audit.subjects[0].cells for value in cell.values)


def test_a_quote_of_a_marked_file_is_never_shown() -> None:
    audit = example("zh")
    path = audit.shortlist.items[0].files[0]
    findings = tuple(
        replace(f, evidence=tuple(replace(e, quote="机密的内容" if e.file == path else e.quote) for e in f.evidence))
        for f in audit.findings
    )
    assert "机密的内容" not in html.render(replace(audit, findings=findings), "zh")


def test_a_big_audit_gives_a_page_that_a_browser_can_carry_and_says_what_is_left_out() -> None:
    audit = masked(example("en", 10_000), b"key")
    start = time.perf_counter()
    written = html.render(audit, "en")
    assert time.perf_counter() - start < 20
    assert len(written) < 4_000_000
    for found, shown in ((audit.findings, 200), (audit.subjects, 200), (audit.files, 2_000)):
        assert f"the other {len(found) - shown:,} stand in audit.json" in written


def test_a_long_name_keeps_its_end() -> None:
    short = picture.shortened("关于换流变延期以及后续安排的往来邮件.eml", 20)
    assert short.endswith(".eml")
    assert picture.units(short) <= 20


def test_parallel_chains_over_the_same_files_are_one_drawing() -> None:
    finding = example("en").findings[2]
    path = ("a", "k1", "b", finding.subjects[1], "a", "k2", "b", finding.subjects[1], "a", "k3", "c", "k4", "b")
    assert html._lanes(replace(finding, path=path)) == (["a", "b"], [["k1", "k2"]])
    plain = replace(finding, path=("a", "k1", "b", "k2", "c"))
    assert html._lanes(plain) == (["a", "b", "c"], [["k1"], ["k2"]])


@pytest.mark.parametrize("path", [(), ("a",), ("a", "k1"), ("a", "k1", "b"), ("a", "k1", "b", "k2")])
def test_a_path_of_any_length_is_drawn(path: tuple[str, ...]) -> None:
    audit = example("en")
    findings = tuple(replace(finding, path=path) for finding in audit.findings)
    assert '<svg class="chain"' in html.render(replace(audit, findings=findings), "en")


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: the page is not looked at")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


class _Seen:
    """What a tab did while the test looked at it."""

    def __init__(self, tab: Any) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda message: self.errors.append(message.text))
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.on("request", lambda request: self.requests.append(request.url))


def opened(browser: Any, tmp_path: Path, audit: Audit, lang: str, size: tuple[int, int]) -> tuple[Any, _Seen, str]:
    path = tmp_path / "report.html"
    path.write_text(html.render(audit, lang), "utf-8")
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]})
    seen = _Seen(tab)
    tab.goto(path.as_uri())
    return tab, seen, path.as_uri()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 900), (390, 844)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_can_filter_open_and_close(browser: Any, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    audit = masked(example(lang, 200), b"key")
    tab, seen, address = opened(browser, tmp_path, audit, lang, size)

    def shown() -> int:
        return int(tab.locator(".finding:visible").count())

    assert shown() == 20
    tab.click("#more-findings")
    assert shown() == len(audit.findings)
    tab.select_option("#finding-kind", "cell")
    assert 0 < shown() < 20
    tab.fill("#finding-text", "zzzz-nothing")
    assert shown() == 0
    assert tab.is_visible("#finding-none")
    tab.fill("#finding-text", "")
    tab.select_option("#finding-kind", "")

    tab.locator(".cell > summary").first.click()
    assert audit.subjects[0].name in tab.inner_text("#panel-title")
    assert audit.subjects[0].cells[0].files[0] in tab.inner_text("#panel-body")
    tab.keyboard.press("Escape")
    assert tab.is_hidden("#panel")

    plain = tab.locator(".finding:visible").nth(0)
    plain.locator("> summary").click()
    evidence = plain.locator(".evidence").first
    evidence.locator("summary").click()
    assert evidence.locator("blockquote").is_visible()
    assert evidence.locator("blockquote").inner_text().strip()

    row = audit.shortlist.items[1]
    tab.click("#row-2")
    behind = [finding for finding in audit.findings if set(row.files) & set(finding.files)]
    assert shown() == min(20, len(behind))
    assert tab.locator(".finding[open]").count() == 1
    assert tab.locator(".finding:visible").first.get_attribute("open") is not None
    spoken = [finding.id for finding in audit.findings].index(row.finding)
    assert tab.locator(".finding:visible").first.get_attribute("data-number") == str(spoken)
    assert row.files[1] in tab.locator("#finding-file option").evaluate_all("all => all.map((each) => each.value)")
    tab.click("#finding-only a")
    assert tab.evaluate("document.activeElement.id") == "row-2"

    tab.click("[data-status=unread]")
    assert tab.locator(".files tbody tr:visible").count() == audit.coverage.unread
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert seen.errors == []
    assert seen.requests == [address]
    tab.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_leads_to_the_finding_that_its_reason_speaks_of_wherever_it_stands(lang: str) -> None:
    audit = example(lang, 5000)
    far, *rest = audit.shortlist.items[1:]
    far = replace(far, finding=audit.findings[700].id)
    page = html.render(replace(audit, shortlist=replace(audit.shortlist, items=(far, *rest))), lang)
    assert f'href="#f-{html.FINDINGS}" data-file="{far.files[0]}" data-finding="{html.FINDINGS}"' in page
    last = page.split(f'id="f-{html.FINDINGS}"')[1]
    assert audit.findings[700].text[:12] in last
    at = {found.id: number for number, found in enumerate(audit.findings)}
    assert all(f'href="#f-{at[item.finding]}" data-file="{item.files[0]}"' in page for item in rest)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_without_a_smaller_cut_says_that_none_was_found_and_only_then(lang: str) -> None:
    audit = example(lang)
    none = messages.text("part.none", lang)
    gentle = [item for item in audit.shortlist.items[1:] if not item.parts]  # the first bears a marking
    assert html.render(audit, lang).count(none) == len(gentle)
    unsought = tuple(replace(item, parts=(), parts_sought=False) for item in audit.shortlist.items)
    large = replace(audit, shortlist=replace(audit.shortlist, items=unsought, score_if_redacted=None))
    assert none not in html.render(large, lang)
    assert messages.text("part.unsought", lang) in html.render(large, lang)


@pytest.mark.parametrize("form", ["html", "md", "table"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_all_smaller_cuts_together_come_to_is_told(form: str, lang: str) -> None:
    shown = reports()[form].render(example(lang), lang)
    assert isinstance(shown, str)
    assert "".join(messages.text("part.all", lang, score="31", target="30").split()) in "".join(shown.split())


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_one_fits_the_screen_with_ten_rows(browser: Any, tmp_path: Path, lang: str) -> None:
    tab, _, _ = opened(browser, tmp_path, masked(example(lang), b"key"), lang, (1366, 900))
    assert tab.locator(".shortlist tbody tr").count() == 10
    assert tab.evaluate("document.querySelector('.shortlist').getBoundingClientRect().bottom") <= 900
    tab.close()


@pytest.mark.browser
def test_a_page_of_hostile_names_runs_nothing(browser: Any, tmp_path: Path) -> None:
    name = "</script><img src=x onerror=alert(1)>\"' onclick=alert(2) .docx"
    audit = example("en")
    audit = replace(
        audit,
        folder=name,
        findings=tuple(replace(f, text=name, files=(name,), path=()) for f in audit.findings),
        subjects=tuple(replace(s, name=name) for s in audit.subjects),
        files=tuple(replace(entry, path=name, flags=()) for entry in audit.files),
    )
    tab, seen, address = opened(browser, tmp_path, audit, "en", (1366, 900))
    assert tab.locator("img").count() == 0
    assert name in tab.inner_text("h1")
    assert seen.errors == []
    assert seen.requests == [address]
    tab.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ways_to_the_target_stand_side_by_side_and_on_the_chart(lang: str) -> None:
    page = html.render(example(lang), lang)
    names = [messages.text(f"set.{kind}", lang) for kind in ("fewest", "least_loss", "oldest")]
    assert [page.count(f"<h3>{name}</h3>") for name in names] == [1, 1, 1]
    assert page.count('<g class="way">') == 3
    assert page.count("--prefer") == 2  # the list above needs no command


def test_a_folder_in_which_only_one_way_was_looked_for_says_how_to_find_the_others() -> None:
    audit = example("en")
    one = replace(audit, shortlist=replace(audit.shortlist, sets=audit.shortlist.sets[:1]))
    page = html.render(one, "en")
    assert messages.text("set.only", "en") in page
    assert '<g class="way">' not in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ways_that_are_the_same_files_are_one_card_and_one_mark(lang: str) -> None:
    audit = example(lang)
    first, second, *rest = audit.shortlist.sets
    same = replace(second, files=first.files, documents=first.documents, score_after=first.score_after)
    page = html.render(replace(audit, shortlist=replace(audit.shortlist, sets=(first, same, *rest))), lang)
    names = [messages.text(f"set.{found.kind}", lang) for found in (first, same)]
    assert f"<h3>{' · '.join(names)}</h3>" in page
    assert page.count(messages.text("set.same", lang)) == 1
    assert page.count('<g class="way">') == 2
    assert page.count("--prefer") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_commands_and_ids_stand_only_in_what_is_folded_for_whoever_runs_the_tool(lang: str) -> None:
    written = re.sub(r'<details class="runner">.*?</details>|<script.*?</script>', "", page(lang), flags=re.S)
    assert not re.search(r"auditor (decide|shortlist)", written)
    assert not any(finding.id in written for finding in example(lang).findings)


def test_a_copy_is_a_choice_of_the_filter_and_leads_to_the_findings_of_its_document() -> None:
    audit = example("en")
    kept, copy = audit.shortlist.items[1].files
    data = re.search(r'id="data">(.*?)</script>', html.render(audit, "en"), re.S)
    assert data
    files = [set(each["files"]) for each in json.loads(data.group(1))["findings"]]
    assert any(kept in each for each in files)
    assert all((kept in each) == (copy in each) for each in files)


def test_an_open_cell_shows_its_three_surest_answers_and_folds_the_rest() -> None:
    audit = example("en")
    subject = audit.subjects[0]
    cell = replace(subject.cells[0], values=("first", "second", "third", "fourth", "fifth"))
    changed = replace(subject, cells=(cell, *subject.cells[1:]))
    page = html.render(replace(audit, subjects=(changed, *audit.subjects[1:])), "en")
    assert "<li>third</li></ul><details><summary>2 more</summary>" in page


def test_words_at_points_that_stand_close_are_left_out_but_never_the_last() -> None:
    points = [(n, 70.0 - n) for n in range(40)]
    drawn = str(picture.frontier(picture.Frontier(points, [], 30, "target", "title", "axis")))
    assert drawn.count("<circle") == 40
    assert drawn.count('class="word"') < 20
    assert ">31</text>" in drawn


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_date_that_is_only_the_disks_is_told_as_none_of_the_files_own(lang: str) -> None:
    audit = example(lang)
    named = audit.shortlist.items[0].files[0]
    files = tuple(replace(each, undated=each.path == named) for each in audit.files)
    day = next(each.date for each in files if each.undated)
    words = (messages.text("page.undated", lang), f"{day}*", messages.text("file.undated", lang))
    page = html.render(replace(audit, files=files), lang)
    assert all(word in page for word in words)
    assert not any(word in html.render(audit, lang) for word in words)
