"""A folder that few removals do not take apart: its sectors' lists come first, in every form."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from auditor import messages
from auditor.commands import reading, running
from auditor.model import Audit, FileProblem, Sector
from auditor.reports import html, letters, md, page_one, table, xlsx
from auditor.reports.discover import reports
from fixtures.audits import example

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def large(lang: str, reached: bool = True) -> Audit:
    """Give an audit whose own list lowers nothing, with two sectors whose lists do."""
    audit = example(lang)
    own = replace(audit.shortlist, reached=False, score_before=99.0, score_after=99.0, sets=(), kind="fewest")
    listed = replace(
        audit.shortlist, items=audit.shortlist.items[:2], reached=reached, score_before=66.0, score_after=21.0
    )
    sectors = tuple(replace(sector, shortlist=listed) for sector in audit.sectors[:2])
    return replace(audit, shortlist=own, sectors=sectors, score=replace(audit.score, value=99.0))


@LANGS
def test_what_a_run_keeps_of_its_outputs_writes_every_small_file_again(lang: str) -> None:
    """A later run of an unchanged folder makes them of what is kept, the lists of the sectors with them."""
    audit = large(lang)
    kept = b"".join(running._Written(audit, "page", b"text", b"inner").packed())
    again = running._Written.unpacked(kept, b"inner", audit.taken_at).shown
    for name, form in reading.OUTPUTS:
        assert reports()[form].render(again, lang) == reports()[form].render(audit, lang), name


@LANGS
def test_sectors_stand_above_the_folders_own_list(lang: str) -> None:
    audit = large(lang)
    titles = [messages.text(key, lang) for key in ("sector.plan_title", "shortlist.title_whole")]
    page = html.render(audit, lang)
    assert page.index('<section id="sectors"') < page.index('<section id="shortlist"')
    assert page.count('<section id="sectors"') == 1
    assert page.index('href="#sectors"') < page.index('href="#shortlist"')
    for form in (page, md.REPORT.render(audit, lang), table.REPORT.render(audit, lang).replace("\n", "")):
        assert titles[1] in form
    text = md.REPORT.render(audit, lang)
    assert text.index(titles[0]) < text.index(titles[1])
    first = audit.sectors[0].label
    assert table.REPORT.render(audit, lang).index(first[:8]) < table.REPORT.render(audit, lang).index(titles[1])


@LANGS
def test_the_headline_sends_to_the_sectors_and_says_how_many_reach_the_target(lang: str) -> None:
    amount = messages.count("sectors", 2, lang)
    assert messages.text("headline.sectors.all", lang, sectors=amount, reached=2) in page_one.headline(
        large(lang), lang
    )
    none = messages.text("headline.sectors.none", lang, sectors=amount)
    assert none in page_one.headline(large(lang, reached=False), lang)
    first, second = large(lang).sectors[:1], large(lang, reached=False).sectors[1:2]
    some = messages.text("headline.sectors.some", lang, sectors=amount, reached=1)
    assert some in page_one.headline(replace(large(lang), sectors=(*first, *second)), lang)


@LANGS
@pytest.mark.parametrize(("reached", "key"), [(True, "one"), (False, "one_short")])
def test_the_headline_says_of_one_sector_that_it_is_one(lang: str, key: str, *, reached: bool) -> None:
    audit = large(lang, reached=reached)
    alone = replace(audit, sectors=audit.sectors[:1])
    assert messages.text(f"headline.sectors.{key}", lang) in page_one.headline(alone, lang)


@LANGS
def test_a_folder_whose_own_list_does_keeps_it_first(lang: str) -> None:
    page = html.render(example(lang), lang)
    assert page.index('<section id="shortlist"') < page.index('<section id="sectors"')
    assert 'href="#sectors"' in page
    assert messages.text("shortlist.title_whole", lang) not in page


@LANGS
def test_no_score_above_the_target_looks_good(lang: str) -> None:
    page = html.render(large(lang), lang)
    assert 'class="after"' not in page
    assert 'class="headline good"' not in page
    assert messages.text("set.lead", lang) not in page
    assert 'class="headline good"' in html.render(example(lang), lang)


def sector(*files: str) -> Sector:
    return Sector("s", "", (), 0.0, (), files)


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        (("a/1", "a/2", "b/x/1", "c/1"), "a/、b/"),
        (("a/1", "a/2", "a/3", "a/4", "a/5", "b/1"), "a/"),
        (("1", "2", "a/3"), "a/"),
        (("1", "2"), ""),
        (tuple(f"{n}/1" for n in range(9)), ""),
        ((), ""),
    ],
)
def test_a_sector_is_said_to_lie_where_its_files_mostly_are(files: tuple[str, ...], folders: str) -> None:
    said = messages.text("sector.where", "zh", folders=folders) if folders else ""
    assert page_one.where(sector(*files), "zh") == said


@LANGS
@pytest.mark.parametrize(("unread", "partly", "met"), [(0, 0, True), (1, 2, True), (3, 4, False), (0, 7, False)])
def test_a_low_score_is_no_good_news_where_much_was_not_read(lang: str, unread: int, partly: int, met: bool) -> None:
    audit = example(lang)
    counts = replace(audit.coverage, files=60, read=60 - unread - partly, unread=unread, partly=partly)
    quiet = replace(audit, score=replace(audit.score, value=4.0), coverage=counts,
                    shortlist=replace(audit.shortlist, items=()))  # fmt: skip
    said = page_one.headline(quiet, lang)[-1]
    assert (said == messages.text("headline.met", lang, target="30")) == met
    assert met or messages.count("files", unread + partly, lang) in said


@LANGS
def test_pictures_that_were_not_recognised_are_told_with_what_to_do(lang: str) -> None:
    audit = example(lang)
    assert page_one.unrecognised(audit) == 1
    assert "--ocr" in page_one.coverage(audit, lang)
    quiet = replace(audit, shortlist=replace(audit.shortlist, items=()))
    assert messages.count("headline.pictures", 1, lang) in page_one.remarks(quiet, lang)
    whole = replace(quiet, files=tuple(replace(entry, problems=()) for entry in audit.files))
    assert "--ocr" not in page_one.coverage(whole, lang) + "".join(page_one.remarks(whole, lang))


@LANGS
def test_the_workbook_lists_what_each_sector_wants_gone_first(lang: str) -> None:
    audit = large(lang)
    book = openpyxl.load_workbook(io.BytesIO(bytes(xlsx.REPORT.render(audit, lang))))  # type: ignore[arg-type]
    sheet = book.worksheets[0]
    assert sheet.title == messages.text("sector.plan_title", lang)
    rows = [row[:4] for row in sheet.iter_rows(min_row=2, values_only=True)]
    planned = page_one.planned(audit, lang)
    assert [row[3] for row in rows] == [name for sector in planned for name in sector.names]
    assert {row[:2] for row in rows} == {(sector.number, sector.label) for sector in planned}
    assert book.worksheets[1].title == messages.text("shortlist.title_whole", lang)[:31]
    plain = openpyxl.load_workbook(io.BytesIO(bytes(xlsx.REPORT.render(example(lang), lang))))  # type: ignore[arg-type]
    assert plain.worksheets[0].title == messages.text("shortlist.title", lang)
    assert messages.text("sector.plan_title", lang) not in plain.sheetnames


@LANGS
def test_letters_say_that_the_list_of_the_whole_folder_does_not_do(lang: str) -> None:
    said = messages.text("letter.by_sector", lang)
    assert said in letters.REPORT.render(large(lang), lang)
    assert said not in letters.REPORT.render(example(lang), lang)


@LANGS
def test_how_many_files_were_not_read_and_why_most_of_them_is_told(lang: str) -> None:
    audit = example(lang)
    kinds = ("encrypted", "unsupported", "encrypted")
    unread = iter(kinds)
    files = tuple(
        replace(e, problems=(FileProblem(next(unread), ""),)) if e.status == "unread" else e for e in audit.files
    )
    said = page_one.dark(replace(audit, files=files), "unread", lang)
    word = messages.text("problem.encrypted", lang)
    assert messages.text("headline.unread_why", lang, kind=word, n=2) in said
    assert messages.text("headline.unread_like", lang, score="76") in said
    same = tuple(replace(e, problems=(FileProblem("encrypted", ""),)) if e.status == "unread" else e for e in files)
    assert messages.text("headline.unread_why_all", lang, kind=word) in page_one.dark(
        replace(audit, files=same), "unread", lang
    )
    assert not page_one.dark(replace(audit, files=()), "unread", lang)


def test_a_time_stamp_is_told_as_a_person_reads_it() -> None:
    stamps = ("2026-11-20T09:30:00+08:00", "2026-11-20T09:30:00.25Z", "2026-11-20", "soon")
    told = ["2026-11-20 09:30 (UTC+08:00)", "2026-11-20 09:30 (UTC+00:00)", "2026-11-20", "soon"]
    assert [page_one.when(stamp) for stamp in stamps] == told
