"""What every report must do, whichever it is."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from lxml import etree

from auditor.masking import masked
from auditor.model import Audit, Coverage, EntityEntry, Evidence, ShortlistItem
from auditor.reports.discover import reports
from auditor.reports.report import Report
from fixtures.audits import example

HOSTILE = (
    "red\x1b[31m.txt", "two\nlines.txt", "turned\u202egpj.exe", "non\ufffecharacter.doc", "byte\udcff.doc",
    "half\ud800.doc", '=HYPERLINK("http://x","y").xlsx', "<script>alert(1)</script>.html", "</script><!--.md",
    "文" * 85, "`tick` *star* [x](y).md", "+1-1.csv", "{{ 7*7 }}.txt", "[bold red]rich[/].txt", "nul\x00.txt",
    "\u2066iso\u2069.txt", "c1\x9b31m.txt", "' onclick='x.txt",
)  # fmt: skip
FORBIDDEN = ("\x1b", "\u202e", "\u2066", "\x9b", "\x00", "\ufffe", "\ud800", "\udcff")


@cache
def small(lang: str) -> Audit:
    return masked(example(lang), b"key")


@cache
def hostile(name: str) -> Audit:
    """Give an audit in which one hostile text stands wherever a text can stand."""
    audit = example("en")
    entry = replace(
        audit.files[0], path=name, sharer=name, copies=(name,), date=name, kind=name, sha256=name, source=name
    )
    unread = replace(entry, status="unread")
    finding = replace(
        audit.findings[1], id=name, text=name, files=(name,), evidence=(Evidence(name, name, name, name),),
        explanation=name, path=(name, "k00", name), kind="chain",
    )  # fmt: skip
    subject = replace(audit.subjects[0], name=name, names=(name,), kind=name)
    subject = replace(subject, cells=tuple(replace(c, values=(name,), files=(name,)) for c in subject.cells))
    return replace(
        audit, folder=name, taken_at=name, files=(entry, unread), findings=(finding,), subjects=(subject,),
        tool=replace(audit.tool, version=name), profile=replace(audit.profile, name=name),
        score=replace(audit.score, band=name, digests=(name,)), facet_labels=dict.fromkeys(audit.facets, name),
        entities=(EntityEntry("e0000", name, (name,), (name,), (name,)), EntityEntry("k00", "person", (name,), ())),
        sectors=tuple(replace(sector, label=name, topics=(name,), files=(name,)) for sector in audit.sectors),
        shortlist=replace(
            audit.shortlist, items=(ShortlistItem(1, (name, name), name, 3.0, 1, name),), blocked_by=(name,)
        ),
    )  # fmt: skip


def empty(lang: str) -> Audit:
    audit = example(lang)
    nothing = Coverage(0, 0, 0, 0, 0, 0, "none")
    score = replace(audit.score, value=0.0, curve=(), percentile=None, interval=(0.0, 0.0), with_unread=0.0)
    shortlist = replace(audit.shortlist, items=(), frontier=(), score_before=0.0, score_after=0.0)
    return replace(
        audit, coverage=nothing, score=score, shortlist=shortlist, files=(), subjects=(), findings=(), sectors=(),
        entities=(), statements=(), facets=(), facet_labels={},
    )  # fmt: skip


def as_text(content: str | bytes) -> str:
    if isinstance(content, str):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return html.unescape("".join(book.read(name).decode() for name in book.namelist()))


@pytest.fixture(params=sorted(reports()))
def report(request: pytest.FixtureRequest) -> Report:
    return reports()[request.param]


def test_all_reports_are_found() -> None:
    known = ["csv", "gexf", "graphml", "html", "json", "letters", "md", "move.ps1", "move.sh", "sarif", "table", "xlsx"]
    assert list(reports()) == known
    assert len({report.suffix for report in reports().values()}) == len(reports())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_audit_gives_the_same_bytes(report: Report, lang: str) -> None:
    assert report.render(small(lang), lang) == report.render(small(lang), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_unread_files_are_named(report: Report, lang: str) -> None:
    written = as_text(report.render(small(lang), lang))
    unread = [entry.path for entry in small(lang).files if entry.status == "unread"]
    assert unread
    # a terminal breaks lines inside a name, and SARIF and XML have their own way of writing "&"
    squeezed = "".join(written.split())
    assert [path for path in unread if "".join(path.split()) not in squeezed] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_folder_is_no_error(report: Report, lang: str) -> None:
    assert report.render(empty(lang), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_do_no_harm(report: Report, name: str, lang: str) -> None:
    written = as_text(report.render(hostile(name), lang))
    written.encode()
    assert [code for code in FORBIDDEN if code in written] == []


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_leave_every_form_well_formed(name: str) -> None:
    made = {key: report.render(hostile(name), "zh") for key, report in reports().items()}
    etree.fromstring(str(made["graphml"]).encode())
    etree.fromstring(str(made["gexf"]).encode())
    assert json.loads(made["sarif"])["runs"][0]["results"]
    assert json.loads(made["json"])["folder"]
    for line in csv.reader(io.StringIO(str(made["csv"]).lstrip("\ufeff"))):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]
    content = made["xlsx"]
    assert isinstance(content, bytes)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert "f" not in {cell.data_type for row in sheet for cell in row}


@pytest.mark.parametrize("name", [name for name in HOSTILE if "<" in name])
def test_markup_in_a_name_is_text(name: str) -> None:
    page, md = (str(reports()[key].render(hostile(name), "en")) for key in ("html", "md"))
    assert page.count("<script") == 2  # the data and the page's own
    assert page.count("</script") == 2
    assert "alert(1)</script>" not in page
    assert "\n<script" not in md


@pytest.mark.parametrize("key", ["table", "md", "csv", "letters"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_look_like_their_golden_files(key: str, lang: str, golden: Callable[[str, str], None]) -> None:
    report = reports()[key]
    golden(f"reports/{lang}{report.suffix}", str(report.render(small(lang), lang)))


def test_sarif_and_json_look_like_their_golden_files(golden: Callable[[str, str], None]) -> None:
    audit = replace(small("zh"), findings=small("zh").findings[:3], statements=(), subjects=small("zh").subjects[:2])
    for key in ("sarif", "json", "graphml"):
        golden(f"reports/zh{reports()[key].suffix}", str(reports()[key].render(audit, "zh")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_sees_no_bare_word_of_the_other_language_in_the_frame(lang: str) -> None:
    page = str(reports()["html"].render(small(lang), lang))
    other = {"zh": "Deal with these files first", "en": "先处理这些文件"}[lang]
    assert other not in page
