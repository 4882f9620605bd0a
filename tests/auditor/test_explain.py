"""What is said of one file, subject or finding."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from auditor import messages
from auditor.masking import masked
from auditor.model import Audit, EntityEntry, MergeEntry
from auditor.reports.clean import clean
from auditor.reports.explain import about
from fixtures.audits import example

LANGUAGES = ("zh", "en")


def audit(lang: str) -> Audit:
    return example(lang, 20)


def said(found: Audit, what: str, lang: str = "en") -> str:
    return "\n".join(about(found, what, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_explained_by_its_path(lang: str) -> None:
    found = audit(lang)
    entry = next(e for e in found.files if e.copies and e.path in found.shortlist.items[1].files)
    lines = said(found, entry.path, lang)
    assert lines.startswith(entry.path)
    assert entry.copies[0] in lines
    assert found.shortlist.items[1].why in lines
    involved = [finding for finding in found.findings if {entry.path, *entry.copies}.intersection(finding.files)]
    assert involved[0].id in lines, "a finding that names its copy is its finding too"
    assert involved[0].text in lines


def test_an_unread_file_says_what_kept_it_from_being_read_and_claims_no_content() -> None:
    found = audit("en")
    entry = next(e for e in found.files if e.status == "unread" and e.problems)
    lines = said(found, entry.path)
    assert "unread" in lines
    assert "problems: images only, needs OCR" in lines or "encrypted" in lines or "not supported" in lines
    assert "Alone it tells" not in lines


def test_of_a_file_with_a_secrecy_marking_only_the_advice_is_said() -> None:
    found = audit("en")
    entry = next(e for e in found.files if any(flag.kind == "secret" for flag in e.flags))
    lines = said(found, entry.path)
    assert "Unshare now" in lines
    assert "Alone it tells" not in lines
    assert not any(finding.text in lines for finding in found.findings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_subject_is_explained_with_names_reasons_cells_and_findings(lang: str) -> None:
    found = audit(lang)
    subject = replace(found.subjects[0], names=(found.subjects[0].name, "another name"))
    merge = MergeEntry(subject.names, "defined in the text", 0.97)
    entity = EntityEntry(subject.id, subject.kind, subject.names, ("a.txt",), (merge.reason,), (merge,))
    entities = (entity, *(e for e in found.entities if e.id != subject.id))
    found = replace(found, subjects=(subject, *found.subjects[1:]), entities=entities)
    for asked in (subject.id, subject.name, "another name"):
        lines = said(found, asked, lang)
        assert subject.name in lines.splitlines()[0]
        assert "another name" in lines
        assert f"{subject.name} = another name" in lines
        assert {"zh": "文中这样定义（可能性 97%）", "en": "defined in the text (97\u00a0% likely)"}[lang] in lines
        assert all(value in lines for cell in subject.cells for value in cell.values)
        assert all(clean(cell.files[0]) in lines for cell in subject.cells)
        assert any(finding.text in lines for finding in found.findings if subject.id in finding.subjects)


def test_a_name_that_is_no_subject_is_explained_too() -> None:
    found = audit("en")
    person = next(e for e in found.entities if e.kind == "person")
    lines = said(found, person.names[0])
    assert "person" in lines.splitlines()[0]
    assert person.files[0] in lines


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_finding_is_explained_hop_by_hop(lang: str) -> None:
    found = audit(lang)
    finding = found.findings[1]
    lines = said(found, finding.id, lang)
    assert finding.text in lines
    assert finding.explanation in lines
    marked = {entry.path for entry in found.files if any(flag.kind == "secret" for flag in entry.flags)}
    for hop in finding.evidence:
        assert hop.file in lines
        assert hop.quote in lines or hop.file in marked


def test_evidence_from_a_file_with_a_secrecy_marking_is_not_quoted() -> None:
    found = audit("en")
    marked = next(e.path for e in found.files if any(flag.kind == "secret" for flag in e.flags))
    finding = found.findings[0]
    evidence = (replace(finding.evidence[0], file=marked, quote="the very words"), *finding.evidence[1:])
    found = replace(found, findings=(replace(finding, evidence=evidence), *found.findings[1:]))
    assert "the very words" not in said(found, finding.id)


def test_a_part_of_a_name_is_enough_and_case_width_and_composition_do_not_matter() -> None:
    found = audit("zh")
    path = "汇报/云岭二期技术路线（Cafe\u0301）.pptx"
    found = replace(found, files=(replace(found.files[0], path=path, flags=()), *found.files[1:]))
    for asked in ("路线(CAFE\u0301", "云岭二期技术路线(CAFÉ).PPTX", unicodedata.normalize("NFC", path)):
        assert about(found, asked, "zh")[0] == path


def test_several_matches_are_named_in_a_line_each_ten_at_most() -> None:
    found = audit("zh")
    many = tuple(replace(found.files[0], path=f"组/周报 {number}.txt", flags=()) for number in range(14))
    lines = about(replace(found, files=many), "周报 ", "zh")
    assert "14" in lines[0]
    assert len(lines) == 12
    assert "另有 4 个" in lines[-1]


def test_a_whole_name_wins_over_parts_of_longer_ones() -> None:
    found = audit("en")
    short = replace(found.files[0], path="minutes.txt", flags=())
    long = replace(found.files[0], path="old minutes.txt", flags=())
    assert about(replace(found, files=(long, short)), "minutes.txt", "en")[0] == "minutes.txt"


@pytest.mark.parametrize("what", ["", "  ", "\u3000", "no such thing anywhere"])
def test_nothing_found_is_no_line(what: str) -> None:
    assert about(audit("en"), what, "en") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_masked_audit_stays_masked(lang: str) -> None:
    plain, found = audit(lang), masked(audit(lang), b"key")
    people = [name for entity in plain.entities if entity.kind == "person" for name in entity.names]
    asked = [entry.path for entry in found.files] + [each.id for each in (*found.subjects, *found.findings)]
    lines = "\n".join(line for what in asked for line in about(found, what, lang))
    assert not [name for name in people if name in lines]
    assert "13900002718" not in lines
    code = next(entity.names[0] for entity in found.entities if entity.kind == "person")
    assert about(found, code, lang), "a code can be asked for as well"


def test_names_that_would_fool_a_terminal_are_shown_as_escapes() -> None:
    found = audit("en")
    hostile = replace(found.files[0], path="a\x1b[31m\u202egpj\udcff.txt", flags=())
    lines = about(replace(found, files=(hostile,)), "a\\x1b", "en")
    assert lines[0] == "a\\x1b[31m\\u202egpj\\xff.txt"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_codes_stand_it_is_said_how_to_see_what_they_stand_for(lang: str) -> None:
    found = audit(lang)
    named, hint = found.shortlist.items[0].files[0], messages.text("page.masked", lang)
    assert about(masked(found, b"key"), named, lang)[-1] == hint
    assert hint not in about(found, named, lang)
