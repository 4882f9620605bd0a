"""From a run of a job to a notice at a real server, and all the ways in which it does not get there."""

# ruff: noqa: PLR0917  fixtures are parameters

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import account, store
from auditor.commands import console
from auditor.schedule import jobs
from tests.auditor.notices.servers import Hook, certificate, closed_port, hook
from tests.conftest import FEW_DRAWS, SMALL, Ran, Run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
WORDS = ("云岭", "周启航", "海门", "三月例会", "报价", "厂区", "13900002718")


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "DRAWS", FEW_DRAWS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of one file that says nothing; `grow` makes it say something."""
    made = tmp_path / "group"
    made.mkdir()
    (made / "a.txt").write_text("雨后茶会", "utf-8")
    return made


def grow(folder: Path) -> None:
    for name, content in SMALL.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")


@pytest.fixture
def server() -> Iterator[Hook]:
    with hook(Hook()) as made:
        yield made


def targets(place: Path, url: str, **more: str) -> Path:
    key = place / "key"
    key.write_text("hunter2")
    key.chmod(0o600)
    lines = {"kind": "webhook", "url": url, "secret_file": "key", **more}
    path = place / "notices.toml"
    path.write_text("[[notice]]\n" + "".join(f'{name} = "{value}"\n' for name, value in lines.items()), "utf-8")
    return path


def install(run: Run, folder: Path, notify: Path, *words: str) -> Ran:
    place = folder.parent
    asked = ("--state", place / "s", "--out", place / "o", "--jobs", "1", "--name", "tea", "--target", "0.5")
    made = ("--notify", notify, "--scheduler", "launchd", "--to", place / "files")
    return run("schedule", "install", folder, *asked, *made, "--lang", "zh", *words)


def rerun(run: Run, folder: Path, *words: str) -> Ran:
    return run("schedule", "run", "tea", "--state", folder.parent / "s", *words)


def test_people_hear_of_a_folder_that_says_more_and_of_nothing_else(run: Run, folder: Path, server: Hook) -> None:
    done = install(run, folder, targets(folder.parent, server.url))
    assert done.code == console.OK, done.err
    assert rerun(run, folder).code == console.OK
    assert rerun(run, folder).code == console.OK
    assert server.asked == [], "a first run has nothing to compare with, the second found nothing new"
    grow(folder)
    told = rerun(run, folder)
    assert told.code == console.ABOVE
    assert "通知已送达：webhook 127.0.0.1" in told.err
    assert rerun(run, folder).code == console.ABOVE
    (asked,) = server.asked
    payload = json.loads(asked.body)
    assert payload["exit_code"] == {"before": 0, "after": 1}
    assert payload["score"]["before"] == 0.0
    assert payload["score"]["after"] > 3
    assert payload["files"] == {"added": 5, "removed": 0, "edited": 0, "back": 0}
    assert payload["findings"]["new_first"] >= 1
    assert payload["report"] == str(folder.parent / "o" / "report.html")
    assert not any(word in asked.body.decode() for word in WORDS)


def test_names_are_told_where_they_were_asked_for(run: Run, folder: Path, server: Hook) -> None:
    install(run, folder, targets(folder.parent, server.url), "--names")
    rerun(run, folder)
    grow(folder)
    rerun(run, folder)
    named = json.loads(server.asked[0].body)["names"]
    assert "纪要/三月例会.txt" in named["files"]
    assert named["findings"]


def test_a_job_says_how_far_the_score_has_to_move(run: Run, folder: Path, server: Hook) -> None:
    install(run, folder, targets(folder.parent, server.url), "--moved-by", "100", "--target", "100")
    rerun(run, folder)
    (folder / "b.txt").write_text(SMALL["mail/visit.txt"], "utf-8")
    assert rerun(run, folder).code == console.OK
    assert server.asked == []
    assert jobs.load(folder.parent / "s", "tea").moved_by == 100.0


def test_notices_can_be_tried(run: Run, folder: Path, server: Hook) -> None:
    install(run, folder, targets(folder.parent, server.url))
    assert rerun(run, folder, "--always", "--lang", "en").code == console.OK
    assert len(server.asked) == 1


def test_an_audit_that_cannot_be_done_any_more_is_told_once(run: Run, folder: Path, server: Hook) -> None:
    install(run, folder, targets(folder.parent, server.url))
    rerun(run, folder)
    folder.rename(folder.parent / "elsewhere")
    assert [rerun(run, folder).code for _ in range(2)] == [console.USAGE] * 2
    (asked,) = server.asked
    assert json.loads(asked.body)["exit_code"] == {"before": 0, "after": 2}


def test_a_run_that_is_locked_out_tells_nobody(run: Run, folder: Path, server: Hook) -> None:
    install(run, folder, targets(folder.parent, server.url))
    rerun(run, folder)
    (lock,) = folder.parent.glob("s/folders/*/lock")
    with store.held(lock, str(folder)):
        assert rerun(run, folder).code == console.LOCKED
    assert rerun(run, folder).code == console.OK
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "lang", "said"),
    [(500, "en", "webhook 127.0.0.1: the server answered HTTP 500"), (404, "zh", "服务器答复 HTTP 404")],
)
def test_a_server_that_fails_leaves_the_exit_code_alone_and_is_said(
    run: Run, folder: Path, status: int, lang: str, said: str
) -> None:
    with hook(Hook(statuses=[status])) as server:
        install(run, folder, targets(folder.parent, server.url))
        done = rerun(run, folder, "--always", "--lang", lang)
    assert (done.code, said in done.err, len(server.asked)) == (console.OK, True, 1)


def test_neither_a_wrong_certificate_nor_a_missing_server_gives_away_an_address(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with hook(Hook(), certificate(folder.parent)) as server:
        for address in (server.url, f"https://localhost:{closed_port()}/robot"):
            monkeypatch.setenv("ROBOT", f"{address}?access_token=hunter2")
            path = folder.parent / "notices.toml"
            path.write_text('[[notice]]\nkind = "wecom"\nurl_env = "ROBOT"\n', "utf-8")
            installed = install(run, folder, path)
            assert "launchd 启动任务时看不到环境变量 ROBOT" in installed.err
            done = rerun(run, folder, "--always")
            assert done.code == console.OK
            assert "通知未送达：wecom：" in done.err
            assert "hunter2" not in done.err + done.said + "".join(capfd.readouterr())
    assert server.asked == []


def test_no_secret_stands_in_the_job(run: Run, folder: Path, server: Hook) -> None:
    install(run, folder, targets(folder.parent, server.url))
    content = jobs.place(folder.parent / "s", "tea").read_text("utf-8")
    assert "hunter2" not in content
    assert f'secret_file = "{folder.parent / "key"}"' in content, "where it is found from anywhere"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "at least one [[notice]] table"),
        ("notice =", "at least one [[notice]] table"),
        ("notice = 3", "at least one [[notice]] table"),
        ("[[notices]]", "at least one [[notice]] table"),
        ('[[notice]]\nkind = "pigeon"', "kind pigeon is unknown; known: dingtalk, email, feishu, webhook, wecom"),
        ('[[notice]]\nkind = "wecom"\nurl = "https://x?key=hunter2"', "url is a secret and does not belong here"),
        ('[[notice]]\nkind = "wecom"', "url_env | url_file is missing"),
    ],
)
def test_targets_that_cannot_work_are_refused_at_the_installation(
    run: Run, folder: Path, content: str, said: str
) -> None:
    path = folder.parent / "n.toml"
    path.write_text(content, "utf-8")
    done = install(run, folder, path, "--lang", "en")
    assert done.code == console.USAGE
    assert said in done.err
    assert "hunter2" not in done.err
    assert jobs.names(folder.parent / "s") == ()


def test_targets_of_a_job_that_was_edited_are_checked_before_they_are_used(
    run: Run, folder: Path, server: Hook
) -> None:
    install(run, folder, targets(folder.parent, server.url))
    place = jobs.place(folder.parent / "s", "tea")
    place.write_text(place.read_text("utf-8").replace('kind = "webhook"', 'kind = "pigeon"'), "utf-8")
    done = rerun(run, folder, "--always")
    assert (done.code, "没有这种" in done.err) == (console.OK, True)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "没有安装通知组件"), ("en", "the extra for notices is not installed")]
)
def test_without_the_extra_a_job_with_notices_says_so_and_keeps_its_exit_code(
    run: Run, folder: Path, server: Hook, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    notify = targets(folder.parent, server.url)
    install(run, folder, notify)
    monkeypatch.setitem(sys.modules, "urllib3", None)
    done = rerun(run, folder, "--always", "--lang", lang)
    assert (done.code, said in done.err) == (console.OK, True)
    refused = install(run, folder, notify, "--lang", lang)
    assert (refused.code, said in refused.err) == (console.USAGE, True)
    assert server.asked == []
