"""The checklist: one line for each file to treat, in three forms; and the letters to those who shared them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from auditor import messages
from auditor.masking import marked_files, masked, withheld
from auditor.model import Audit, FileFlag, ShortlistItem
from auditor.reports import checklist, letters, md, moves, page_one
from auditor.reports.discover import reports
from fixtures.audits import example

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def rows(audit: Audit, form: str, lang: str) -> list[list[str]]:
    """Give the cells of the checklist's table."""
    content = reports()[form].render(audit, lang)
    if isinstance(content, str):
        return list(csv.reader(io.StringIO(content.lstrip("\ufeff"))))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def to_treat(audit: Audit) -> set[str]:
    return {path for item in audit.shortlist.items for path in item.files} | marked_files(audit.files)


@LANGS
def test_every_file_to_treat_has_one_line_with_its_own_facts_copies_too(lang: str) -> None:
    audit = masked(example(lang), b"key")
    lines = checklist.lines(audit, lang)
    assert sorted(line.path for line in lines) == sorted(to_treat(audit))
    entries = {entry.path: entry for entry in audit.files}
    assert all((line.date, line.sharer) == (entries[line.path].date, entries[line.path].sharer) for line in lines)
    assert [line.rank for line in lines if line.copy] == [2], "a copy stands with its row"


@LANGS
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_ends_in_columns_that_are_left_to_a_person(form: str, lang: str) -> None:
    audit = masked(example(lang), b"key")
    head, *lines = rows(audit, form, lang)
    assert head[-3:] == [messages.text(f"column.{name}", lang) for name in ("done", "by", "on")]
    assert all(line[-3:] == ["", "", ""] for line in lines)
    assert {line[1] for line in lines} >= to_treat(audit)


@LANGS
def test_the_page_has_one_box_a_file_and_room_for_who_and_when(lang: str) -> None:
    audit = masked(example(lang), b"key")
    page = str(reports()["md"].render(audit, lang))
    assert [page.count(f"`{path}`") for path in sorted(to_treat(audit))] == [1] * len(to_treat(audit))
    assert page.count("____________") == 2 * len(to_treat(audit))


def test_a_marked_file_on_no_row_stands_first_and_one_of_another_action_keeps_it() -> None:
    audit = example("en")
    marked = replace(audit.files[0], path="new.docx", source="new", copies=(), flags=(FileFlag("secret", "p.1"),))
    lines = checklist.lines(replace(audit, files=(*audit.files, marked)), "en")
    assert (lines[0].path, lines[0].action, lines[0].rank, lines[0].score_after) == ("new.docx", "stop", 0, None)
    assert "redact" in {line.action for line in lines}


def test_a_file_that_the_audit_does_not_list_has_a_line_all_the_same() -> None:
    audit = example("en")
    items = (ShortlistItem(1, ("gone.txt",), "remove", 3.0, 1, "why"),)
    lines = checklist.lines(replace(audit, files=(), shortlist=replace(audit.shortlist, items=items)), "en")
    assert [(line.path, line.date, line.sharer, line.size) for line in lines] == [("gone.txt", "", "", "")]


def test_a_date_that_only_the_disk_gives_stands_in_no_list() -> None:
    audit = example("en")
    undated = replace(audit, files=tuple(replace(entry, undated=True) for entry in audit.files))
    assert any(line.date for line in checklist.lines(audit, "en"))
    assert not any(line.date for line in checklist.lines(undated, "en"))
    assert not any(row.date for row in page_one.rows(undated, "en"))


# Letters


def letter(audit: Audit, lang: str, sharer: str) -> str:
    """Give the messages to one sharer."""
    parts = str(letters.REPORT.render(audit, lang)).split("-" * 72 + "\n")
    return "".join(body for head, body in zip(parts[1::2], parts[2::2], strict=True) if sharer in head)


def shared_by(audit: Audit, sharer: str, *paths: str) -> Audit:
    files = tuple(replace(entry, sharer=sharer if entry.path in paths else entry.sharer) for entry in audit.files)
    return replace(audit, files=files)


@LANGS
def test_what_bears_a_marking_is_asked_for_first_and_in_a_message_that_asks_for_nothing_else(lang: str) -> None:
    audit = masked(example(lang), b"key")
    stops = [line for line in checklist.lines(audit, lang) if line.action == "stop"]
    parts = str(letters.REPORT.render(audit, lang)).split("-" * 72 + "\n")
    first, others = parts[2], "".join(parts[4::2])
    assert stops
    assert all(f"- {line.path}\n" in first and line.path not in others for line in stops)
    assert first.count("\n- ") == len(stops)
    assert messages.text("letter.thanks", lang) not in first
    assert messages.text("letter.thanks_stop", lang) not in others


@LANGS
def test_each_sharer_is_asked_for_exactly_their_own_files(lang: str) -> None:
    audit = masked(example(lang), b"key")
    for sharer in {line.sharer for line in checklist.lines(audit, lang)}:
        said = letter(audit, lang, sharer)
        theirs = {line.path for line in checklist.lines(audit, lang) if line.sharer == sharer}
        ends = ("\n", " (or", ": ", "（只", "：")  # what is enough may stand behind a file
        assert {path for path in to_treat(audit) if any(f"- {path}{end}" in said for end in ends)} == theirs


@LANGS
def test_a_letter_says_by_when_and_no_name_value_or_reason_of_the_audit(lang: str) -> None:
    audit = example(lang)
    paths = [entry.path for entry in audit.files]
    for sharer in {line.sharer for line in checklist.lines(audit, lang)}:
        said = letter(audit, lang, sharer)
        for path in paths:
            said = said.replace(path, "")
        names = {name for entity in audit.entities for name in entity.names}
        values = {said_of.value for said_of in audit.statements} | {finding.text for finding in audit.findings}
        assert not [each for each in names | values | {audit.folder} if each in said.replace("2026-12-04", "")]
        assert "2026-12-04" in said or messages.text("letter.stop", lang) in said
        assert not [item.why for item in audit.shortlist.items if item.why in said]


@LANGS
def test_a_letter_does_not_say_that_a_file_is_marked(lang: str) -> None:
    audit = masked(example(lang), b"key")
    marked = min(marked_files(audit.files))
    said = letter(audit, lang, next(line.sharer for line in checklist.lines(audit, lang) if line.path == marked))
    assert messages.text("letter.stop", lang) in said
    assert not [word for word in ("密级", "标志", "机密", "secre", "marking", "classif") if word in said.lower()]


@LANGS
def test_files_of_unknown_sharers_are_grouped_and_come_last(lang: str) -> None:
    audit = example(lang)
    audit = shared_by(audit, "", *audit.shortlist.items[2].files, *audit.shortlist.items[3].files)
    said = letter(audit, lang, messages.text("letter.unknown", lang))
    assert all(f"- {item.files[0]}\n" in said for item in audit.shortlist.items[2:4])
    whole = str(letters.REPORT.render(audit, lang))
    sharers = {line.sharer for line in checklist.lines(audit, lang)} - {""}
    last = whole.index(messages.text("letter.unknown", lang))
    assert sharers
    assert all(whole.index(sharer) < last for sharer in sharers)


@LANGS
def test_a_letter_says_what_is_enough_by_layer_page_or_slide_and_nothing_that_stands_in_the_file(lang: str) -> None:
    audit = example(lang)
    said = str(letters.REPORT.render(audit, lang))
    layer, column, slide = (audit.shortlist.items[n] for n in (1, 4, 5))
    for item in (layer, slide):
        asked = messages.text("letter.enough", lang, path=item.files[0], parts=page_one.parts(item, lang))
        assert f"- {asked}\n" in said
    assert f"- {messages.text('letter.part_ask', lang, path=column.files[0])}\n" in said
    assert "Sheet1" not in said
    assert messages.text("part.layer.comment", lang) in said


@LANGS
def test_what_is_enough_stands_in_every_form_of_the_checklist_and_with_what_a_script_leaves(lang: str) -> None:
    audit = example(lang)
    for form in ("md", "csv", "table", "html"):
        said = str(reports()[form].render(audit, lang))
        assert messages.text("part.layer.comment", lang) in said, form
    for line in checklist.lines(audit, lang):
        none = line.instead == messages.text("part.none", lang)
        assert bool(line.instead and not none) is bool(line.item and line.item.parts and line.action != "stop")
        assert none is bool(line.item and not line.item.parts and line.action != "stop")
    left = moves.moves(audit, lang, lambda _: True).by_hand
    assert any(audit.shortlist.items[4].files[0] in each and "Sheet1!A7" in each for each in left)
    assert audit.shortlist.items[1].files[0] in dict(moves.moves(audit, lang, lambda _: True).files)


def test_of_a_marked_file_no_part_is_told_and_it_is_never_only_cut() -> None:
    audit = example("en")
    path = audit.shortlist.items[4].files[0]
    flagged = tuple(replace(each, flags=(FileFlag("secret", "p.1"),)) if each.path == path else each
                    for each in audit.files)  # fmt: skip
    hidden = withheld(replace(audit, files=flagged)).shortlist.items[4]
    assert (hidden.action, hidden.parts, hidden.score_if_redacted) == ("remove", (), None)
    line = next(each for each in checklist.lines(replace(audit, files=flagged), "en") if each.path == path)
    assert (line.action, line.instead) == ("stop", "")


def test_of_an_archive_the_archive_is_named_first_for_that_is_what_was_shared() -> None:
    audit = example("en")
    inner = replace(audit.files[0], path="a.zip!/in/b.docx", flags=(), source="b", copies=())
    outer = replace(inner, path="a.zip", source="a")
    items = (ShortlistItem(1, (inner.path,), "remove", 3.0, 1, "why"),)
    audit = replace(audit, files=(outer, inner), shortlist=replace(audit.shortlist, items=items))
    assert "- a.zip (in it: in/b.docx)\n" in str(letters.REPORT.render(audit, "en"))


@pytest.mark.parametrize("taken_at", ["", "9999-12-31T00:00:00+00:00", "now"])
def test_without_a_date_of_the_audit_the_time_runs_from_the_message(taken_at: str) -> None:
    said = str(letters.REPORT.render(replace(example("en"), taken_at=taken_at), "en"))
    assert "by the end of 14 days from now" in said


@LANGS
def test_with_nothing_to_treat_nobody_is_asked(lang: str) -> None:
    audit = example(lang)
    audit = replace(audit, files=(), shortlist=replace(audit.shortlist, items=()))
    assert messages.text("letter.nobody", lang) in str(letters.REPORT.render(audit, lang))


def test_sharers_are_codes_unless_they_were_to_be_revealed() -> None:
    audit = example("en")
    assert "Zoe Harcourt" in str(letters.REPORT.render(audit, "en"))
    said = str(letters.REPORT.render(masked(audit, b"key"), "en"))
    assert "Zoe Harcourt" not in said
    assert messages.text("letter.codes", "en") in said


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("h1!A3 of notice_26-03_text.txt, <1% & 5 > 3", "h1!A3 of notice_26-03_text.txt, <1% & 5 > 3"),
        ("_all_ of *it* [x](y) `z`", r"\_all\_ of \*it\* \[x\](y) \`z\`"),
        ("<img src=x> &lt; &amp; <!-- -->", "&lt;img src=x> &amp;lt; &amp;amp; &lt;!-- -->"),
        ("# head # 3 #4", r"\# head # 3 #4"),
        ("> quote", r"\> quote"),
    ],
)
def test_the_checklist_escapes_only_what_markdown_would_act_on(text: str, written: str) -> None:
    assert md.prose(text) == written
