"""The command line: every command and option, every exit code, and what it says when something is wrong."""

from __future__ import annotations

import csv
import errno
import gc
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import typer

from auditor import account, store
from auditor.audit import Wish
from auditor.commands import auditing, choosing, console, installation, options, reading
from auditor.commands import places as writing
from auditor.state import State
from extractors import outside
from tests.conftest import FEW_DRAWS, Ran, Run, every_command, ran

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "sample"
PHONE = "13900002718"
OUTPUTS = {"audit.json", "report.html", "shortlist.csv", "shortlist.md", "letters.txt", "move.sh", "move.ps1"}
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="signals and modes of POSIX")


@dataclass(frozen=True, slots=True)
class Places:
    """What the arguments of a case are about."""

    folder: Path
    audit: Path
    state: Path
    fresh: Path

    def filled(self, arguments: str) -> list[str]:
        """Give the words of a command line with the places in it."""
        names = {"folder": self.folder, "audit": self.audit, "state": self.state, "fresh": self.fresh}
        return [word.format(**names) for word in arguments.split()]


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch, demo: tuple[Ran, Path]) -> None:
    """Spend little on the interval; the demo comes before, for it is run as a person runs it."""
    monkeypatch.setattr(account, "DRAWS", FEW_DRAWS)


@pytest.fixture
def places(small_folder: Path, small_audit: Path, state: Path, tmp_path: Path) -> Places:
    (tmp_path / "cost.csv").write_text("path,cost\n纪要/三月例会.txt,5\n", "utf-8")
    (tmp_path / "own.toml").write_text(OWN_PROFILE, "utf-8")
    (tmp_path / "shared.csv").write_text("路径,分享人\n纪要/三月例会.txt,秘书处\n", "utf-8")
    (tmp_path / "decisions.toml").write_text("", "utf-8")
    (tmp_path / "aliases.toml").write_text('[[same]]\nnames = ["云岭精工", "云岭"]\n', "utf-8")
    (tmp_path / "notices.toml").write_text('[[notice]]\nkind = "wecom"\nurl_file = "robot"\n', "utf-8")
    shutil.copytree(state, tmp_path / "kept")
    return Places(small_folder, small_audit, state, tmp_path)


OWN_PROFILE = """
name = "own"
version = "1"
half = 5.0
[subjects]
organisation = 1.0
site = 1.0
[facets.contact]
weight = 1.0
kinds = ["contact"]
[facets.capacity]
kinds = ["quantity"]
words = { zh = ["月产"], en = ["capacity"] }
"""
EITHER = (console.OK, console.ABOVE)
# Every command in both languages and every option at least once; those that read the folder take some seconds each.
CASES: list[tuple[str, tuple[int, ...], str]] = [
    ("audit {folder} --out {fresh}/o --state {state} --lang en --profile {fresh}/own.toml --target 0 --keep 报价/*"
     " --reveal --jobs 1 --engine local --no-cache --no-ocr --recognise standard", (console.ABOVE,), "Score"),
    ("audit {folder} --out {fresh}/o --state {state} --lang zh --verify --manifest {fresh}/shared.csv"
     " --decisions {fresh}/decisions.toml --aliases {fresh}/aliases.toml", EITHER, "得分"),
    ("audit {folder} --out {fresh}/o --state {state} --lang en --ocr", (console.USAGE, *EITHER), ""),
    ("audit {folder} --out {fresh}/o --state {state} --lang zh --model word2vec:{fresh}", (console.USAGE,), ""),
    ("check {fresh}/cost.csv --against {audit} --lang zh --state {state} --profile general --reveal --jobs 1", EITHER,
     "分享后得分"),
    ("check {fresh}/cost.csv {fresh}/shared.csv --against {audit} --lang en", EITHER, "Sharing takes the score"),
    ("shortlist {audit} --lang zh --target 0 --keep 说明/* --cost {fresh}/cost.csv --state {state} --jobs 1",
     EITHER, "得分"),
    ("shortlist {audit} --lang en --max-files 1 --reveal --state {state} --profile general --format json", EITHER,
     '"masked": false'),
    ("shortlist {audit} --lang zh --prefer least-loss", EITHER, "得分"),
    ("shortlist {audit} --lang en --prefer oldest --format json", EITHER, '"kind": "'),
    ("shortlist {audit} --lang en --redact", EITHER, "score"),
    ("shortlist {audit} --lang en --redact --target 100", (console.OK,), "nothing needs to be removed"),
    ("shortlist {audit} --lang en --sector 1 --target 5 --state {state}", EITHER, "Score"),
    ("shortlist {audit} --lang en --prefer oldest --max-files 2", (console.USAGE,), ""),
    ("shortlist {audit} --lang zh", EITHER, "得分"),
    ("shortlist {audit} --lang en --format table", EITHER, "score"),
    ("shortlist {audit} --lang zh --format csv", EITHER, "序号,文件"),
    ("shortlist {audit} --lang en --format csv", EITHER, "rank,file"),
    ("shortlist {audit} --lang zh --format md", EITHER, "# 拼合暴露审计"),
    ("shortlist {audit} --lang en --format json", EITHER, "auditor.audit/1"),
    ("what-if {audit} --lang zh --without 纪要/* --state {state} --jobs 1", EITHER, "移除 1 个文件后"),
    ("what-if {audit} --lang en --without 纪要/* --without *.csv --profile general", EITHER, "Without 2 files"),
    ("what-if {audit} --lang en --only 说明/* --only *.txt --before 2100-01 --after 1990-01-01 --reveal --format table",
     EITHER, "4 of 5 files stay"),
    ("what-if {audit} --lang zh --without *.csv --format json --state {state}", EITHER, '"auditor.what-if/1"'),
    ("explain {audit} 云岭精工 --lang zh", (console.OK,), "参与的关联"),
    ("explain {audit} 云岭精工 --lang en", (console.OK,), "Findings it takes part in"),
    ("report {audit} --lang zh", (console.OK,), "<!doctype html>"),
    ("report {audit} --lang en --format table", (console.OK,), "Score"),
    ("report {audit} --lang en --format sarif --out {fresh}/a.sarif", (console.OK,), ""),
    ("report {audit} --lang zh --format letters", (console.OK,), "给分享者的消息"),
    ("report {audit} --lang en --format letters", (console.OK,), "Messages to the sharers"),
    ("report {audit} --lang zh --format move.sh", (console.OK,), "#!/bin/sh"),
    ("report {audit} --lang en --format move.ps1", (console.OK,), "[switch] $Apply"),
    ("report {audit} --lang zh --format gexf", (console.OK,), '<gexf xmlns="http://gexf.net/1.3"'),
    ("graph {audit} --lang zh --format graphml --what evidence --state {state} --jobs 1", (console.OK,), "<graphml"),
    ("graph {audit} --lang en --format csv --only-findings --to {fresh}/g --profile general", (console.OK,), ""),
    ("diff {audit} {audit} --lang zh --format table --state {state}", (console.OK,), "得分"),
    ("diff {audit} {audit} --lang en --format json", (console.OK,), "auditor.changes/1"),
    ("history {folder} --lang zh --format table --state {state}", (console.OK,), "次审计，得分从"),
    ("history {folder} --lang en --format csv --out {fresh}/h.html --state {state}", (console.OK,), "score"),
    ("history {folder} --lang zh --format json --state {fresh}/none", (console.USAGE,), ""),
    ("history {folder} --lang en --out {fresh}/h.html --state {fresh}/none", (console.USAGE,), ""),
    ("overview {audit} --lang zh --format table", (*EITHER, console.UNREAD), "个高于目标"),
    ("overview {audit} --lang en --format csv", (*EITHER, console.UNREAD), "folder,date,score"),
    ("profiles --lang zh", (console.OK,), "通用"),
    ("profiles --lang en", (console.OK,), "General"),
    ("profiles general --lang en", (console.OK,), "[facets.operator]"),
    ("profiles new {fresh}/harbour.toml --lang en", (console.OK,), "auditor profiles check"),
    ("profiles check {fresh}/own.toml --lang zh", (console.OK,), "可以使用"),
    ("formats --lang zh", (console.OK,), "修订：已删除"),
    ("formats --lang en", (console.OK,), "tracked deletion"),
    ("doctor --lang zh --state {state}", (console.OK,), "不需要其他程序"),
    ("doctor --lang en", (console.OK,), "No other program is needed"),
    ("purge --all --decisions --yes --state {fresh}/s --lang zh", (console.OK,), "没有可删除的内容"),
    ("purge --all --older-than 30 --yes --state {fresh}/s --lang en", (console.OK,), "There is nothing to remove"),
    ("purge {folder} --run 1 --yes --state {fresh}/s --lang en", (console.USAGE,), ""),
    ("decide {audit} row:99 accept --reason r --owner o --expires 2000-01-01 --state {fresh}/s --lang zh",
     (console.USAGE,), ""),
    ("decide {audit} --list --revoke abcd --lang en", (console.USAGE,), ""),
    ("decide {audit} 纪要/三月例会.txt cannot-act --reason r --owner o --expires never --state {fresh}/kept --lang zh",
     (console.OK,), "无法处理"),
    ("decide {audit} row:1 remove --state {fresh}/kept --lang en", (console.OK,), "remove"),
    ("decide {audit} --list --state {fresh}/kept --lang en", (console.OK,), "There are no decisions yet."),
    ("schedule install {folder} --lang zh --every week --day 2 --at 7:05 --scheduler systemd --name tried-case --names"
     " --notify {fresh}/notices.toml --moved-by 5 --print --state {fresh}/s --target 20", (console.OK,),
     "OnCalendar=Tue *-*-* 07:05:00"),
    ("schedule install {folder} --lang en --scheduler launchd --name tried-case --to {fresh}/files --state {fresh}/s",
     (console.OK,), "launchctl bootstrap"),
    ("schedule status --lang zh --state {fresh}/s", (console.OK,), "没有定期任务"),
    ("schedule status --lang en --state {fresh}/s", (console.OK,), "there are no recurring audits"),
    ("schedule remove none --lang zh --state {fresh}/s", (console.USAGE,), ""),
    ("schedule remove none --lang en --state {fresh}/s", (console.USAGE,), ""),
    ("schedule run none --lang zh --always --state {fresh}/s", (console.USAGE,), ""),
    ("schedule run none --lang en --state {fresh}/s", (console.USAGE,), ""),
    ("--version", (console.OK,), "auditor 0."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "codes", "said"), CASES, ids=[case[0][:60] for case in CASES])
def test_each_command_does_what_it_says(
    run: Run, places: Places, arguments: str, codes: tuple[int, ...], said: str
) -> None:
    done = run(*places.filled(arguments))
    assert done.code in codes, done.err
    assert said in done.said
    assert "Traceback" not in done.err


def test_every_command_and_option_is_tried_and_every_command_in_both_languages() -> None:
    elsewhere = [["audit", "zh"], ["demo", "zh"], ["demo", "en", "--lang", "--out", "--state", "--reveal", "--jobs"]]
    tried = [case[0].split() for case in CASES] + elsewhere
    for name, command in every_command().items():
        words = [word for case in tried if " ".join(case).startswith(f"{name} ") for word in case]
        missing = {
            option for parameter in command.params for option in parameter.opts if option.startswith("--")
        } - set(words)
        assert not missing - {"--help"}, f"{name}: no case gives {missing}"
        assert {"zh", "en"} <= set(words), name


def test_the_demo_passes_its_options_on(run: Run, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[options.Run] = []
    monkeypatch.setattr(auditing, "_audited", lambda choices, _: runs.append(choices))
    done = run("demo", "--lang", "en", "--out", places.fresh / "o", "--state", places.state, "--reveal", "--jobs", "3")
    assert done.code == console.OK
    assert runs[0].folder.name == "sample"
    asked = (runs[0].place, runs[0].home, runs[0].profile, runs[0].lang, runs[0].reveal, runs[0].jobs)
    assert asked == (places.fresh / "o", places.state, auditing.SAMPLE_PROFILE, "en", True, 3)


def test_the_demo_audits_the_whole_sample_and_succeeds(demo: tuple[Ran, Path]) -> None:
    done, place = demo
    assert done.code == console.OK, done.err
    assert {path.name for path in place.iterdir()} == OUTPUTS
    audit = json.loads((place / "audit.json").read_text("utf-8"))
    assert audit["coverage"]["files"] == 78
    assert (audit["coverage"]["unread"], audit["coverage"]["partly"]) == (1, 1), "what a cut document holds is read"
    assert audit["masked"] is True
    assert audit["language"] == "zh"
    assert audit["profile"]["name"] == auditing.SAMPLE_PROFILE
    assert audit["score"]["value"] > audit["shortlist"]["score_after"]
    assert "财务/审计底稿_2025.pdf" in done.said, "unread files are named"


# What is written


def test_an_audit_is_masked_where_nothing_is_said(places: Places) -> None:
    assert json.loads((places.audit / "audit.json").read_text("utf-8"))["masked"] is True
    assert all(PHONE not in (places.audit / name).read_text("utf-8") for name in OUTPUTS)


def test_a_revealed_audit_says_so_and_its_shortlist_is_masked_again(run: Run, places: Places) -> None:
    out = places.fresh / "revealed"
    done = run(
        "audit", places.folder, "--reveal", "--out", out, "--state", places.state, "--lang", "en", "--target", "5"
    )
    assert done.code in EITHER
    written = (out / "audit.json").read_text("utf-8")
    assert json.loads(written)["masked"] is False
    assert PHONE in written
    listed = run("shortlist", out, "--format", "json", "--lang", "en", "--state", places.state)
    assert json.loads(listed.said)["masked"] is True
    assert PHONE not in listed.said


@POSIX_ONLY
def test_what_is_written_is_for_the_user_alone(places: Places) -> None:
    assert {path.name for path in places.audit.iterdir()} == OUTPUTS
    assert {stat.S_IMODE(path.stat().st_mode) for path in places.audit.iterdir()} == {0o600}
    assert stat.S_IMODE((places.state / "key").stat().st_mode) == 0o600


def test_state_holds_a_key_and_locks_and_no_word_of_the_files(places: Places) -> None:
    kept = [path for path in places.state.rglob("*") if path.is_file()]
    assert {path.name for path in kept} <= {"key", "key.lock", "lock", "lock.holder", "state.db"}
    words = [word.encode(code) for word in (PHONE, "云岭", "三月例会") for code in ("utf-8", "utf-16-le", "gb18030")]
    assert not any(word in path.read_bytes() for path in kept for word in words)


def test_json_goes_to_standard_output_and_nothing_else_does(run: Run, places: Places) -> None:
    printed = run("report", places.audit, "--format", "json", "--lang", "zh")
    assert printed.out == (places.audit / "audit.json").read_bytes()
    assert printed.err == ""


def test_each_form_of_the_shortlist_is_what_it_is_called(run: Run, places: Places) -> None:
    rows = list(
        csv.reader(io.StringIO(run("shortlist", places.audit, "--format", "csv", "--lang", "en").said.lstrip("\ufeff")))
    )
    assert rows[0][:2] == ["rank", "file"]
    book = openpyxl.load_workbook(io.BytesIO(run("shortlist", places.audit, "--format", "xlsx", "--lang", "en").out))
    assert book.sheetnames


def test_a_pattern_or_a_cost_that_meets_no_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    wish = Wish(keep=("minuts/*", "minutes/*"), costs=(("gone.docx", 3.0), ("minutes/a.docx", 2.0)))
    reading.unmatched(wish, ["minutes/a.docx"], console.Lang.en)
    assert capsys.readouterr().err.splitlines() == ["minuts/*: no file matches", "gone.docx: no file matches"]


# Exit codes


@pytest.mark.parametrize(("scans", "code"), [(0, console.OK), (1, console.UNREAD)])
def test_unread_files_have_an_exit_code_of_their_own(run: Run, places: Places, scans: int, code: int) -> None:
    folder = places.fresh / "group"
    folder.mkdir()
    (folder / "a.txt").write_text("雨后茶会", "utf-8")
    if scans:
        (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    done = run("audit", folder, "--target", "100", "--out", places.fresh / "o", "--state", places.state, "--lang", "zh")
    assert done.code == code, done.err
    assert ("b.png" in done.said) == (code == console.UNREAD)
    again = places.fresh / "o", "--state", places.state, "--lang", "zh"
    (new := places.fresh / "new.txt").write_text("周末爬山", "utf-8")
    assert run("shortlist", *again, "--target", "90").code == code
    assert run("check", new, "--against", *again).code == code
    if scans:
        assert run("what-if", *again, "--without", "a.txt").code == console.UNREAD
        # what is imagined away need not be read
        assert run("what-if", *again, "--without", "b.png").code == console.OK


def test_a_second_run_on_the_same_folder_ends_at_once_and_says_why(run: Run, places: Places) -> None:
    with State.open(places.state, places.folder, store.secret(places.state)):
        done = run("audit", places.folder, "--out", places.fresh / "o", "--state", places.state, "--lang", "en")
    assert done.code == console.LOCKED
    assert str(os.getpid()) in done.err
    assert str(places.folder) in done.err
    assert not (places.fresh / "o").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_fault_of_the_program_names_its_place_and_quotes_nothing(
    run: Run, places: Places, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> list[object]:
        raise ValueError("周启航 13900002718")

    monkeypatch.setattr(reading, "walk", fails)
    done = run("audit", places.folder, "--out", places.fresh / "o", "--state", places.state, "--lang", lang)
    assert done.code == console.INTERNAL
    assert "ValueError, " in done.err
    assert PHONE not in done.err
    assert "Traceback" not in done.err
    monkeypatch.setenv("AUDITOR_DEBUG", "1")
    with pytest.raises(ValueError, match="周启航"):
        ran("audit", places.folder, "--out", places.fresh / "o", "--state", places.state)


def test_a_refusal_of_the_disk_names_the_file_and_is_no_fault_of_the_program(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> list[object]:
        raise PermissionError(errno.EACCES, "Permission denied", "/somewhere/else")

    monkeypatch.setattr(reading, "walk", fails)
    done = run("audit", places.folder, "--out", places.fresh / "o", "--state", places.state, "--lang", "zh")
    assert done.code == console.USAGE
    assert "/somewhere/else" in done.err
    assert "没有写入或读取的权限" in done.err


# What was given is wrong


def wrong(places: Places) -> dict[str, tuple[str, str]]:
    """Give command lines that cannot work, each with what its message has to say in English."""
    fresh = places.fresh
    (fresh / "empty").mkdir()
    (fresh / "file.txt").write_text("x")
    written = json.loads((places.audit / "audit.json").read_text("utf-8"))
    for name, content in {
        "broken.json": "{", "other.json": json.dumps({**written, "schema": "auditor.audit/9"}),
        "shape.json": json.dumps({**written, "files": 3}), "missing.json": json.dumps({"schema": "auditor.audit/1"}),
        "bytes.json": "\udcff", "own-name.json": json.dumps({**written, "profile": {"name": "mine", "version": "1"}}),
        "gone.json": json.dumps({**written, "folder": str(fresh / "nowhere")}),
        "label.toml": "label = 3\n" + OWN_PROFILE,
        "facet.toml": OWN_PROFILE + "[facets.capcity]\n", "broken.toml": "name =", "cost.csv": "a.txt,1\nb.txt,much\n",
    }.items():  # fmt: skip
        (fresh / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    outside = "--out {fresh}/o --state {state}"
    return {
        "no such folder": (f"audit {{fresh}}/none {outside}", "none: there is no such folder"),
        "empty folder": (f"audit {{fresh}}/empty {outside}", "empty: there is no file in this folder"),
        "a file": (f"audit {{fresh}}/file.txt {outside}", "file.txt: this is not a folder"),
        "output inside": ("audit {folder} --out {folder}/o --state {state}", "give another place with --out"),
        "state inside": ("audit {folder} --out {fresh}/o --state {folder}/s", "give another place with --state"),
        "output is a file": (
            "audit {folder} --out {fresh}/file.txt/o --state {state}",
            "file.txt: this is not a folder",
        ),
        "state is a file": ("audit {folder} --out {fresh}/o --state {fresh}/file.txt", "with --state"),
        "profile unknown": (
            f"audit {{folder}} {outside} --profile wind",
            'profile "wind" is unknown; known: aerospace-drones',
        ),
        "profile missing": (
            f"audit {{folder}} {outside} --profile {{fresh}}/no.toml",
            "no.toml: there is no such file",
        ),
        "facet unknown": (
            f"audit {{folder}} {outside} --profile {{fresh}}/facet.toml",
            'facet.toml: facet "capcity" is unknown',
        ),
        "profile of no such name": ("profiles wind", 'profile "wind" is unknown'),
        "profile checked": ("profiles check {fresh}/facet.toml", "facet.toml: cannot be used yet"),
        "profile to check not given": ("profiles check", "give a file: auditor profiles check"),
        "profile to write is there": ("profiles new {fresh}/facet.toml", "exists and is not written over"),
        "profile to write of another kind": ("profiles new {fresh}/mine.txt", "a profile's file name ends in .toml"),
        "profile and a file": ("profiles general {fresh}/x.toml", "nothing may follow general"),
        "profile of another shape": (
            f"audit {{folder}} {outside} --profile {{fresh}}/label.toml",
            "label.toml: label must be a table",
        ),
        "profile broken": (
            f"audit {{folder}} {outside} --profile {{fresh}}/broken.toml",
            "broken.toml: not valid TOML",
        ),
        "engine of no such kind": (f"audit {{folder}} {outside} --engine spark://host:1", "local or dask://HOST:PORT"),
        "engine elsewhere in the clear": (
            f"audit {{folder}} {outside} --no-cache --engine dask://host:8786",
            "TLS certificates",
        ),
        "engine that does not answer": (
            f"audit {{folder}} {outside} --no-cache --engine dask://127.0.0.1:9",
            "no Dask scheduler",
        ),
        "target too high": (f"audit {{folder}} {outside} --target 101", "--target"),
        "target no number": (f"audit {{folder}} {outside} --target nan", "--target"),
        "jobs": (f"audit {{folder}} {outside} --jobs -1", "--jobs"),
        "language": (f"audit {{folder}} {outside} --lang fr", "--lang"),
        "unknown option": ("audit {folder} --fast", "--fast"),
        "unknown command": ("adit {folder}", "adit"),
        "no audit": ("shortlist {fresh}/empty", "audit.json: there is no such file"),
        "audit broken": ("explain {fresh}/broken.json x", "broken.json: line 1, column 2 is not valid JSON"),
        "audit of another version": ("report {fresh}/other.json", "other.json: the schema is 'auditor.audit/9'"),
        "audit of another shape": ("report {fresh}/shape.json", "shape.json: files should be list"),
        "audit without content": ("shortlist {fresh}/missing.json", "missing.json: tool is missing"),
        "audit is no text": ("report {fresh}/bytes.json", "bytes.json: this is no text file"),
        "folder gone": ("what-if {fresh}/gone.json --without *", "nowhere: the folder of this audit is gone"),
        "own profile not given": (
            "what-if {fresh}/own-name.json --without *",
            "give its .toml file again with --profile",
        ),
        "a folder to check": ("check {fresh}/empty --against {audit}", "empty: this is no file"),
        "nothing to check": ("check {fresh}/none.txt --against {audit}", "none.txt: there is no such file"),
        "no such date": ("what-if {audit} --before 2026-02-30", "--before 2026-02-30: give a date such as 2026-05"),
        "nothing asked": ("what-if {audit}", "give at least one of --without, --only, --before and --after"),
        "no such files": ("what-if {audit} --only *.txt --without *.doc --without nix", "*.doc: no file matches"),
        "nothing left": ("what-if {audit} --only *.txt --without *", "no file would stay"),
        "target and rows": ("shortlist {audit} --target 5 --max-files 3", "not both"),
        "no such sector": ("shortlist {audit} --sector 999", "The audit has no sector 999; give a number from 1 to "),
        "cost broken": ("shortlist {audit} --cost {fresh}/cost.csv", "cost.csv: line 2 should be path,number"),
        "cost missing": ("shortlist {audit} --cost {fresh}/no.csv", "no.csv: there is no such file"),
        "form of the list": ("shortlist {audit} --format html", "html"),
        "form unknown": ("report {audit} --format docx", "--format docx: unknown; known: csv"),
        "report inside": ("report {audit} --out {folder}/r.html", "give another place with --out"),
        "report onto a folder": ("report {audit} --out {fresh}/empty", "empty: "),
        "nothing like it": ("explain {audit} 不存在的名字", "the audit has no such file, subject or finding"),
    }


def test_what_cannot_work_says_what_where_and_what_to_do(run: Run, places: Places) -> None:
    before = sorted(places.folder.rglob("*"))
    for name, (arguments, said) in wrong(places).items():
        language = [] if "--lang" in arguments or "adit " in arguments[:5] else ["--lang", "en"]
        words = [*places.filled(arguments), *language]
        done = run(*words)
        assert done.code == console.USAGE, (name, done)
        assert said in done.err, (name, done.err)
        assert done.out == b"", name
        assert "Traceback" not in done.err, name
    assert not (places.fresh / "o").exists()
    assert sorted(places.folder.rglob("*")) == before, "the audited folder is never written"


def test_wrong_input_is_explained_in_chinese_too(run: Run, places: Places) -> None:
    for name in (
        "no such folder",
        "output inside",
        "audit broken",
        "cost broken",
        "profile missing",
        "own profile not given",
    ):
        arguments, _ = wrong_once(places)[name]
        done = run(*places.filled(arguments), "--lang", "zh")
        assert done.code == console.USAGE
        assert any("\u4e00" <= character <= "\u9fff" for character in done.err.replace(str(places.folder), "")), name


def wrong_once(places: Places) -> dict[str, tuple[str, str]]:
    shutil.rmtree(places.fresh / "empty", ignore_errors=True)
    return wrong(places)


def test_a_cost_table_from_a_chinese_spreadsheet_is_read(run: Run, places: Places) -> None:
    table = places.fresh / "cost.csv"
    table.write_bytes('文件,代价\r\n"纪要/三月例会.txt",9\r\n'.encode("gb18030"))
    assert choosing._costs(table, console.Lang.zh) == (("纪要/三月例会.txt", 9.0),)


@pytest.mark.parametrize("cost", ["-1", "nan", "inf", "²", "1,5,"])
def test_a_cost_is_a_number_that_counts(run: Run, places: Places, cost: str) -> None:
    table = places.fresh / "cost.csv"
    table.write_text(f"path,cost\na.txt,{cost}\n", "utf-8")
    assert run("shortlist", places.audit, "--cost", table, "--lang", "en").code == console.USAGE


def test_help_is_shown_where_nothing_is_asked(run: Run) -> None:
    done = run()
    assert "Usage: auditor" in done.said + done.err


# A disk that refuses, and a person who interrupts


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of a few kilobytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if os.name != "posix" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk; another test imitates one")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=16k", "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("no disk can be mounted here; another test imitates one")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_report_on_a_full_disk_leaves_nothing_behind(run: Run, places: Places, tiny_disk: Path) -> None:
    done = run("report", places.audit, "--format", "html", "--out", tiny_disk / "r.html", "--lang", "en")
    assert done.code == console.USAGE
    assert "r.html: the disk is full; nothing was written" in done.err
    assert list(tiny_disk.iterdir()) == []


def test_an_audit_whose_last_file_finds_the_disk_full_leaves_the_former_audit_whole(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = places.fresh / "o"
    shutil.copytree(places.audit, place)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    fill_disk(monkeypatch, after=3)
    done = run("audit", places.folder, "--out", place, "--state", places.state, "--lang", "zh", "--jobs", "1")
    assert done.code == console.USAGE
    assert f"{place}：磁盘已满，没有写出任何结果" in done.err
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_a_new_output_folder_is_gone_again_when_the_disk_is_full(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_disk(monkeypatch, after=1)
    with pytest.raises(store.CannotWrite):
        reading.write_all(places.fresh / "new", {"a.csv": "1", "b.csv": "2"})
    assert not (places.fresh / "new").exists()


def fill_disk(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Have the disk full after so many files."""
    written = [0]

    def fsync(_: int) -> None:
        written[0] += 1
        if written[0] > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_folder_that_may_not_be_written_is_refused_before_anything_is_read(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    monkeypatch.setattr(reading, "LocalEngine", None)
    done = run("audit", places.folder, "--out", places.fresh / "o", "--state", places.state, "--lang", "en")
    assert done.code == console.USAGE
    assert "permission denied; nothing was written" in done.err
    assert "--out" in done.err


def test_a_key_that_is_none_is_named(run: Run, places: Places) -> None:
    home = places.fresh / "state"
    home.mkdir()
    (home / "key").write_bytes(b"short")
    done = run("audit", places.folder, "--out", places.fresh / "o", "--state", home, "--lang", "en")
    assert done.code == console.USAGE
    assert "this is no key of 32 bytes" in done.err


@POSIX_ONLY
def test_doctor_names_a_key_that_others_can_read(run: Run, places: Places) -> None:
    home = places.fresh / "state"
    store.secret(home)
    (home / "key").chmod(0o644)
    done = run("doctor", "--state", home, "--lang", "en")
    assert done.code == console.USAGE
    assert "PROBLEM" in done.said
    assert "chmod 600" in done.said


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", ("没有 LibreOffice：", "没有 unar：", "RAR")), ("en", ("no LibreOffice: ", "no unar: ", "RAR archives"))],
)
@pytest.mark.parametrize("command", ["doctor", "formats"])
def test_what_is_missing_here_is_named_with_what_it_costs(  # noqa: PLR0917
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch, command: str, lang: str, said: tuple[str, ...]
) -> None:
    monkeypatch.setattr(outside, "PLACES", ())
    done = run(command, "--lang", lang, *(["--state", places.fresh / "s"] if command == "doctor" else []))
    assert done.code == console.OK, "what merely helps may be missing"
    assert all(each in done.said for each in said)
    assert any(line.strip().startswith(("本机没有", "missing here")) for line in done.said.splitlines()) == (
        command == "formats"
    )


@POSIX_ONLY
def test_doctor_names_a_program_that_does_not_run_apart(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = places.fresh / "unar"
    program.write_text("#!/no/such/shell")
    program.chmod(0o755)
    runners: list[outside._Runner] = []
    monkeypatch.setattr(outside, "PLACES", (str(places.fresh),))
    monkeypatch.setattr(outside, "_RUNNERS", runners)
    done = run("doctor", "--state", places.fresh / "s", "--lang", "en")
    assert done.code == console.USAGE
    assert "PROBLEM  unar: is at" in done.said
    runners[0].close()


@pytest.mark.parametrize(("lang", "said"), [("zh", "断网审计"), ("en", "audit offline")])
def test_doctor_says_plainly_what_the_readers_are_not_kept_from(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setattr(installation.Guard, "isolation", "rlimits+nowrite")
    done = run("doctor", "--state", places.fresh / "s", "--lang", lang)
    assert done.code == console.OK
    assert said in done.said


def test_doctor_tells_other_software_named_extractors(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = places.fresh / "site-packages" / "extractors" / "__init__.py"
    monkeypatch.setattr(installation.extractors, "__file__", str(elsewhere))
    done = run("doctor", "--state", places.state, "--lang", "en")
    assert done.code == console.USAGE
    assert "belongs to other software" in done.said


# A test run in the background is started with SIGINT ignored, which its children would inherit.
INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from auditor.cli import main; main()"
)


@pytest.mark.skipif(sys.platform != "linux", reason="finds the readers by /proc")
def test_ctrl_c_leaves_no_output_and_no_process(places: Places) -> None:
    place, home = places.fresh / "o", places.fresh / "state"
    words = ["audit", str(SAMPLE), "--out", str(place), "--state", str(home), "--lang", "zh"]
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    readers = _children(process)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=60)
    assert process.returncode == console.INTERRUPTED, complained
    assert "已中断，没有写出任何结果" in complained.decode("utf-8")
    assert b"Traceback" not in complained
    assert said == b""
    assert not place.exists()
    assert {path.name for path in home.iterdir()} <= {"key", "key.lock", "folders"}  # what was read is kept, sealed
    assert not [reader for reader in readers if Path(f"/proc/{reader}").exists()]


def _children(process: subprocess.Popen[bytes]) -> list[str]:
    """Wait until a process has children, and give those."""
    for _ in range(600):
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        threads = Path(f"/proc/{process.pid}/task").glob("*/children") if listed.exists() else []
        if found := [child for thread in threads for child in thread.read_text().split()]:
            return found
        time.sleep(0.05)
    raise AssertionError("no reader was started")


def test_the_language_of_the_last_word_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert console.asked_language(["audit", "x"]) == "zh"
    assert console.asked_language(["audit", "x", "--lang", "en"]) == "en"
    assert console.asked_language(["audit", "x", "--lang=en"]) == "en"
    monkeypatch.setenv("LC_ALL", "C")
    assert console.asked_language(["audit", "x", "--lang", "fr"]) == "en"


def test_binary_forms_are_not_thrown_at_a_terminal(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(typer.Exit):
        console.emit(b"PK", console.Lang.en)


def test_what_an_audit_made_is_not_looked_through_for_rubbish_when_it_ends() -> None:
    with auditing._without_collecting():
        made = [[number] for number in range(20_000)]
    assert gc.isenabled()
    assert any(each is made for each in gc.get_objects(generation=2))


def test_a_process_that_ends_looks_for_no_rubbish() -> None:
    code = (
        "import atexit, gc; from auditor.cli import main; atexit.register(lambda: print(gc.get_freeze_count())); main()"
    )
    ended = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)
    assert int(ended.stdout.splitlines()[-1]) > 1_000


@pytest.mark.parametrize("way", ["--redact", "--prefer=least-loss", "--prefer=oldest", "--target=0", "--max-files=3"])
def test_of_a_folder_of_which_nothing_was_read_every_list_is_empty(tmp_path: Path, state: Path, way: str) -> None:
    (tmp_path / "group").mkdir()
    (tmp_path / "group" / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    place = tmp_path / "out"
    assert ran("audit", tmp_path / "group", "--out", place, "--state", state, "--jobs", "1").code == console.UNREAD
    done = ran("shortlist", place, way, "--state", state, "--lang", "en", "--format", "json")
    assert done.code == console.UNREAD
    assert json.loads(done.out)["shortlist"]["items"] == []
    for lang, words in (("zh", "没有划分板块"), ("en", "has no sectors")):
        asked = ran("shortlist", place, "--sector", "1", "--state", state, "--lang", lang)
        assert (asked.code, words in asked.err) == (console.USAGE, True)


@pytest.mark.parametrize(
    ("code", "advice"), [(errno.ENOSPC, "Free some space"), (errno.EROFS, "Check that you may write there")]
)
def test_what_to_do_where_nothing_can_be_written_depends_on_why(
    code: int, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        writing.refused(OSError(code, os.strerror(code)), Path("state"), "en", "--state")
    said = " ".join(capsys.readouterr().err.split())
    assert advice in said
    assert "--state" in said


def test_the_package_runs_as_the_command_does() -> None:
    given = [sys.executable, "-m", "auditor", "--version"]
    told = subprocess.run(given, capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.startswith("auditor ")
