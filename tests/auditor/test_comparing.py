"""`auditor diff` and `auditor history`: what is said, in which form, and what is said where something is missing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from auditor import changes, records, state, store
from auditor.changes import Answers
from auditor.commands import comparing, console
from auditor.masking import masked
from auditor.messages import text
from auditor.model import Audit
from auditor.records import Exact, Record
from auditor.reports import json as audit_json
from auditor.reports.changes import loads
from fixtures.audits import example
from tests.conftest import Run as RunCommand

FOLDER = "/downloads/储能群"


@dataclass(frozen=True, slots=True)
class Kept:
    """A home of state and the output folders of three audits of one folder."""

    home: Path
    audits: tuple[Path, Path, Path]


def three(lang: str) -> tuple[Audit, Audit, Audit]:
    """Give three audits: a file more in the second, the first row of the shortlist gone in the third."""
    first = replace(masked(example(lang, 30), b"key"), folder=FOLDER, taken_at="2026-01-05T08:00:00+00:00", target=40.0)
    first = replace(first, score=replace(first.score, value=38.0))
    extra = replace(first.files[3], path="新增/补充.docx", sha256="f" * 64, copies=(), date="2026-02-01")
    second = replace(first, taken_at="2026-02-05T08:00:00+00:00", files=(*first.files, extra),
                     score=replace(first.score, value=45.5), findings=first.findings[1:])  # fmt: skip
    gone = set(first.shortlist.items[0].files)
    third = replace(second, taken_at="2026-03-05T08:00:00+00:00", score=replace(first.score, value=30.2),
                    files=tuple(each for each in second.files if each.path not in gone))  # fmt: skip
    return first, second, third


def recorded(audits: tuple[Audit, ...]) -> list[Record]:
    kept: list[Record] = []
    for audit in audits:
        now = Record.of(audit, Exact(audit.score.value, audit.score.value))
        last = kept[-1] if kept else None
        answers = Answers(lambda _: 0.0, lambda _: 0.0, lambda _, __: False)
        kept.append(changes.remembered(last, now, changes.between(last, now, answers) if last else None))
    return kept


def keep(home: Path, kept: list[Record]) -> None:
    with state.State.open(home, Path(FOLDER), store.secret(home)) as opened:
        for each in kept:
            run = state.Run(0, each.taken_at, each.tool, each.score_version, each.profile, b"", each.score,
                            each.open_score, {})  # fmt: skip
            opened.add_run(run, b"", records.dumps(each))


def written(audit: Audit, place: Path) -> Path:
    place.mkdir(parents=True)
    (place / "audit.json").write_text(audit_json.dumps(audit), "utf-8")
    return place


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Kept]:
    """Give a maker of three audits in one language, on the disk and in a state."""

    def made(lang: str) -> Kept:
        audits, home = three(lang), tmp_path / "state"
        keep(home, recorded(audits))
        one, two, three_ = (written(audit, tmp_path / f"audit-{n}") for n, audit in enumerate(audits, 1))
        return Kept(home, (one, two, three_))

    return made


# diff


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_audits_are_compared_in_the_order_they_were_taken(
    run: RunCommand, make: Callable[[str], Kept], lang: str
) -> None:
    kept = make(lang)
    one, two, _ = kept.audits
    told = run("diff", one, two, "--state", kept.home, "--lang", lang)
    assert told.code == console.OK, told.err
    assert run("diff", two, one, "--state", kept.home, "--lang", lang).said == told.said
    lines = told.said.splitlines()
    assert "38.0 → 45.5" in lines[0]
    assert "+7.5" in lines[0]
    assert lines[1] == text("drift.causes", lang, parts=f"{text('cause.added', lang)} +7.5")
    assert "新增/补充.docx" in lines[2], "the straw"
    assert text("drift.findings_gone", lang) in lines


def test_over_several_runs_the_causes_of_all_of_them_add_up(run: RunCommand, make: Callable[[str], Kept]) -> None:
    kept = make("en")
    told = run("diff", kept.audits[0], kept.audits[2], "--state", kept.home, "--lang", "en", "--format", "json")
    found = loads(told.said)
    parts = {cause.kind: cause.change for cause in found.causes if cause.change}
    assert set(parts) == {"added", "removed"}
    assert sum(parts.values()) == found.now.score - found.before.score
    assert next(fate.fate for fate in found.fates) == "gone"


def test_old_records_give_the_causes_and_the_audits_the_lists(run: RunCommand, tmp_path: Path) -> None:
    audits, home = three("en"), tmp_path / "state"
    keep(home, [each.slim() for each in recorded(audits)])
    one, three_ = (written(audits[n], tmp_path / str(n)) for n in (0, 2))
    found = loads(run("diff", one, three_, "--state", home, "--lang", "en", "--format", "json").said)
    assert sum(cause.change for cause in found.causes) == found.now.score - found.before.score
    assert found.added == ("新增/补充.docx",)
    read = sum(each.status == "read" for each in audits[2].files)
    assert (found.now.files, found.now.read) == (len(audits[2].files), read)
    listed = json.loads(run("history", FOLDER, "--state", home, "--format", "json", "--lang", "en").said)["runs"]
    assert [each["files"] for each in listed] == [len(audit.files) for audit in audits]
    assert [each["carried_out"] for each in listed] == [0, 0, 1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markdown_says_the_same(run: RunCommand, make: Callable[[str], Kept], lang: str) -> None:
    kept = make(lang)
    told = run("diff", *kept.audits[:2], "--state", kept.home, "--lang", lang, "--format", "md").said
    assert told.startswith(f"## {text('drift.title', lang, date='2026-01-05')}\n")
    assert f"### {text('drift.added_title', lang)}\n\n- 新增/补充.docx" in told


def test_without_a_record_the_change_stays_whole_and_nothing_is_made(
    run: RunCommand, make: Callable[[str], Kept], tmp_path: Path
) -> None:
    kept, elsewhere = make("zh"), tmp_path / "elsewhere"
    told = run("diff", *kept.audits[:2], "--state", elsewhere, "--lang", "zh")
    assert told.code == console.OK
    assert text("drift.undivided.no_record", "zh") in told.said
    assert "+7.5" in told.said
    assert not elsewhere.exists()


@pytest.mark.parametrize("broken", ["missing", "chain", "damaged"])
def test_a_gap_in_the_records_keeps_the_change_whole(tmp_path: Path, run: RunCommand, broken: str) -> None:
    audits, home = three("en"), tmp_path / "state"
    kept = recorded(audits)
    if broken == "missing":
        kept = kept[::2]  # the record between them was purged
    elif broken == "chain":
        kept[2] = replace(kept[2], since="2026-01-31")
    else:
        kept[2] = replace(kept[2], schema="auditor.record/9")
    keep(home, kept)
    one, three_ = (written(audits[n], tmp_path / str(n)) for n in (0, 2))
    told = run("diff", one, three_, "--state", home, "--lang", "en")
    assert text("drift.undivided.no_record", "en") in told.said


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("reason", ["other_folder", "other_score", "other_profile"])
def test_what_does_not_compare_is_said_and_the_rest_is_compared(
    run: RunCommand, tmp_path: Path, lang: str, reason: str
) -> None:
    first, second, _ = three(lang)
    match reason:
        case "other_folder":
            second = replace(second, folder="/downloads/other")
        case "other_score":
            second = replace(second, tool=replace(second.tool, score_version="99"))
        case _:
            second = replace(second, profile=replace(second.profile, name="wind"))
    places = written(first, tmp_path / "1"), written(second, tmp_path / "2")
    told = run("diff", *places, "--state", tmp_path / "state", "--lang", lang)
    assert told.code == console.OK
    assert text(f"drift.undivided.{reason}", lang) in told.said
    assert text("drift.files.added", lang, n=1) in told.said


def test_revealed_audits_are_shown_masked(run: RunCommand, tmp_path: Path) -> None:
    plain = replace(example("zh", 30), taken_at="2026-01-05T08:00:00+00:00")
    later = replace(plain, taken_at="2026-02-05T08:00:00+00:00", findings=())
    places = written(plain, tmp_path / "1"), written(later, tmp_path / "2")
    for form in ("table", "json", "md"):
        told = run("diff", *places, "--state", tmp_path / "state", "--lang", "zh", "--format", form)
        assert text("drift.findings_gone", "zh") in told.said or form == "json"
        assert not [name for name in ("周启航", "13900002718", "LJ-260113T") if name in told.said], form


def test_an_audit_compared_with_itself_has_not_changed(run: RunCommand, make: Callable[[str], Kept]) -> None:
    kept = make("en")
    told = run("diff", kept.audits[0], kept.audits[0], "--state", kept.home, "--lang", "en")
    assert "38.0 → 38.0 (0.0)" in told.said
    assert text("drift.files.none", "en") in told.said


def test_what_is_no_audit_is_named(run: RunCommand, tmp_path: Path) -> None:
    told = run("diff", tmp_path, tmp_path, "--lang", "en")
    assert told.code == console.USAGE
    assert "audit.json: there is no such file" in told.err


# history


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_run_is_listed_with_its_change_and_main_cause(
    run: RunCommand, make: Callable[[str], Kept], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    kept = make(lang)
    told = run("history", FOLDER, "--state", kept.home, "--lang", lang)
    assert told.code == console.OK, told.err
    rows = [line for line in told.said.splitlines() if line.startswith("2026-")]
    assert len(rows) == 3
    assert all(part in rows[1] for part in ("2026-02-05", "45.5", "+7.5", text("cause.added", lang)))
    assert all(part in rows[2] for part in ("-15.3", text("cause.removed", lang)))
    assert rows[2].rstrip().endswith("1"), "one row of the first list was carried out"
    assert "█" in told.said
    assert " 40>" in told.said
    assert "…" not in told.said, "the table fits 80 columns"


def test_json_and_csv_hold_the_same_runs(run: RunCommand, make: Callable[[str], Kept]) -> None:
    kept = make("en")
    found = json.loads(run("history", FOLDER, "--state", kept.home, "--format", "json", "--lang", "en").said)
    table = run("history", FOLDER, "--state", kept.home, "--format", "csv", "--lang", "en").said
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert found["schema"] == "auditor.history/1"
    assert [round(each["score"], 1) for each in found["runs"]] == [float(row["score"]) for row in rows] == [
        38.0, 45.5, 30.2,
    ]  # fmt: skip
    assert [each["main_cause"] for each in found["runs"]] == ["", "added", "removed"]
    assert [row["change"] for row in rows] == ["", "7.5", "-15.3"]
    assert [row["done"] for row in rows] == ["", "", "1"]


def test_a_terminal_that_knows_no_blocks_gets_plain_characters(make: Callable[[str], Kept]) -> None:
    kept = make("en")
    content = io.BytesIO()
    printed = io.TextIOWrapper(content, "ascii", errors="strict")
    with redirect_stdout(printed):
        comparing.history(Path(FOLDER), console.Lang.en, state=kept.home)
    printed.flush()
    assert "# " in content.getvalue().decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_without_audits_is_an_error_and_nothing_is_made(run: RunCommand, tmp_path: Path, lang: str) -> None:
    home = tmp_path / "state"
    told = run("history", FOLDER, "--state", home, "--lang", lang)
    assert told.code == console.USAGE
    assert text("history.none", lang, folder=FOLDER) in told.err
    assert not home.exists()
    store.secret(home)
    before = sorted(home.rglob("*"))
    assert run("history", FOLDER, "--state", home, "--lang", lang).code == console.USAGE
    assert sorted(home.rglob("*")) == before


def test_the_page_is_for_the_user_alone_and_not_written_into_the_folder(
    run: RunCommand, make: Callable[[str], Kept], tmp_path: Path
) -> None:
    kept, page = make("zh"), tmp_path / "history.html"
    assert run("history", FOLDER, "--state", kept.home, "--out", page, "--lang", "zh").code == console.OK
    assert "<svg" in page.read_text("utf-8")
    assert page.stat().st_mode & 0o077 == 0
    told = run("history", FOLDER, "--state", kept.home, "--out", f"{FOLDER}/page.html", "--lang", "en")
    assert told.code == console.USAGE
    assert "give another place with --out" in told.err


def test_a_state_in_use_is_said_to_be(run: RunCommand, make: Callable[[str], Kept]) -> None:
    kept = make("en")
    with state.State.open(kept.home, Path(FOLDER), store.secret(kept.home)):
        assert run("history", FOLDER, "--state", kept.home, "--lang", "en").code == console.LOCKED
