"""Many folders in one list: the newest audit of each, the worst first, nothing passed over in silence."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import cli
from auditor.model import Audit, FileFlag
from auditor.reports import overview
from auditor.reports.json import BadAudit, dumps
from fixtures import audits

WORDS = ("gap", "tea", "rail")


def made(folder: str, score: float, taken_at: str = "2026-03-01T08:00:00+00:00", **changes: object) -> Audit:
    """Give an audit whose files are all read, with this score."""
    found = audits.example()
    files = tuple(replace(each, status="read", flags=()) for each in found.files)
    coverage = replace(found.coverage, read=found.coverage.files, partly=0, unread=0, skipped=0)
    score_ = replace(found.score, value=score, open=score)
    return replace(found, folder=folder, taken_at=taken_at, score=score_, files=files, coverage=coverage, target=30.0,
                   **changes)  # type: ignore[arg-type]  # fmt: skip


def put(place: Path, audit: Audit) -> Path:
    place.mkdir(parents=True)
    (place / "audit.json").write_text(dumps(audit), "utf-8")
    return place


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["overview", *words])
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


def test_the_worst_folder_is_first_and_decides_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, score in zip(WORDS, (20.0, 64.2, 45.0), strict=True):
        put(tmp_path / "deep" / name, made(f"/srv/groups/{name}", score))
    code, told, _ = run(str(tmp_path), "--lang", "en", capsys=capsys)
    assert code == 1
    assert "3 folders: 2 above the target" in told
    assert told.index("tea") < told.index("rail") < told.index("gap")
    assert "/srv/groups/" in told
    code, told, _ = run(str(tmp_path / "deep" / "gap"), "--lang", "zh", capsys=capsys)
    assert code == 0
    assert "1 个文件夹：0 个高于目标" in told


def test_of_several_audits_of_a_folder_the_newest_counts_with_its_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "may", made("/g/tea", 50.0, "2026-05-01T00:00:00+00:00"))
    put(tmp_path / "june", made("/g/tea", 41.5, "2026-06-01T00:00:00+00:00"))
    code, told, _ = run(str(tmp_path), "--format", "json", "--lang", "en", capsys=capsys)
    (only,) = json.loads(told)["folders"]
    assert (code, only["score"], only["change"], only["audits"]) == (1, 41.5, -8.5, 2)
    assert only["audit"].endswith("june/audit.json")


def test_what_was_accepted_does_not_count_against_the_target(tmp_path: Path) -> None:
    audit = made("/g/tea", 50.0)
    row = overview.row(dumps(replace(audit, score=replace(audit.score, open=29.0))), "x")
    assert not row.above


def test_marked_files_stand_above_everything_and_unread_ones_have_their_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = made("/g/tea", 12.0)
    flagged = replace(audit.files[0], flags=(FileFlag("secret", ""),))
    marked = replace(audit, files=(flagged, *audit.files[1:]), coverage=replace(audit.coverage, unread=1))
    put(tmp_path / "a", marked)
    code, told, _ = run(str(tmp_path), "--lang", "en", capsys=capsys)
    assert code == 3
    assert told.startswith("Stop: these folders hold files with a secrecy marking")


def test_an_audit_that_cannot_be_used_is_named_and_has_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "a", made("/g/tea", 12.0))
    for name, content in {"b": b"{", "c": b'{"schema": "auditor.audit/9"}', "d": b"\xff\xfe"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "audit.json").write_bytes(content)
    code, told, said = run(str(tmp_path), "--lang", "en", capsys=capsys)
    assert code == 3
    assert "1 folders" in told or "1 folder" in told
    for name in "bcd":
        assert f"{tmp_path}/{name}/audit.json" in said.replace("\n", "")


def test_a_folder_that_may_not_be_looked_into_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a", made("/g/tea", 12.0))
    shut, whole = tmp_path / "shut", os.scandir
    shut.mkdir()

    def scanned(place: str) -> object:
        if Path(place) == shut:
            raise PermissionError(errno.EACCES, "denied", str(place))
        return whole(place)

    monkeypatch.setattr(os, "scandir", scanned)
    code, _, said = run(str(tmp_path), "--lang", "en", capsys=capsys)
    assert code == 3
    assert str(shut) in said.replace("\n", "")


def test_nothing_to_list_is_an_error_that_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = run(str(tmp_path), "--lang", "en", capsys=capsys)
    assert code == 2
    assert "give an output folder of `auditor audit`" in said
    code, _, said = run(str(tmp_path / "no"), "--lang", "zh", capsys=capsys)
    assert code == 2


def test_a_spreadsheet_takes_no_name_for_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "a", made("=cmd()", 50.0, "2026-05-01T00:00:00+00:00"))
    put(tmp_path / "b", made("=cmd()", 40.0, "2026-06-01T00:00:00+00:00"))
    _, told, _ = run(str(tmp_path), "--format", "csv", "--lang", "en", capsys=capsys)
    head, row = csv.reader(io.StringIO(told.lstrip("\ufeff")))
    assert head[0] == "folder"
    assert row[0] == "'=cmd()"
    assert row[3] == "-10.0"


def test_a_list_longer_than_a_screen_says_how_many_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(23):
        put(tmp_path / str(number), made(f"/g/{number}", 40.0 + number))
    _, told, _ = run(str(tmp_path), "--lang", "en", capsys=capsys)
    assert "3 more folders" in told
    assert len(told.splitlines()) < 30


def test_only_what_is_listed_is_asked_of_an_audit(tmp_path: Path) -> None:
    later = json.loads(dumps(made("/g/tea", 41.0))) | {"statements": "in another shape one day"}
    assert overview.row(json.dumps(later), "x").score == 41.0
    with pytest.raises(BadAudit):
        overview.row(json.dumps(later | {"score": 3}), "x")
