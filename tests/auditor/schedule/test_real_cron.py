"""The line of the crontab under a cron of the system; minutes long, so only where it is asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from auditor.commands import console
from auditor.schedule import cron, jobs
from tests.conftest import Run

pytestmark = pytest.mark.skipif(
    not os.environ.get("AUDITOR_TEST_CRON"), reason="AUDITOR_TEST_CRON=1 lets the test use this user's crontab"
)


@pytest.fixture
def daemon() -> Iterator[None]:
    """Run a cron, for a user who has no crontab of his own that could be harmed."""
    if not shutil.which("cron") or not shutil.which("crontab") or os.geteuid() != 0:
        pytest.skip("starts a cron: needs root and cron")
    if cron._crontab():
        pytest.skip("this user has a crontab already")
    process = subprocess.Popen([str(shutil.which("cron")), "-f"])
    try:
        yield
    finally:
        subprocess.run(["crontab", "-r"], check=False)
        process.terminate()
        process.wait()


def test_cron_runs_the_audit(run: Run, daemon: None, tmp_path: Path) -> None:
    folder, state = tmp_path / "项目 群", tmp_path / "st 100%n $HOME \"q\" 'p' \\%状态"
    folder.mkdir()
    (folder / "a.txt").write_text("雨后茶会", "utf-8")
    at = (datetime.now() + timedelta(seconds=65)).strftime("%H:%M")
    words = ["--scheduler", "cron", "--every", "day", "--at", at, "--out", str(tmp_path / "o"), "--jobs", "1"]
    done = run("schedule", "install", folder, *words, "--name", "tea", "--state", state, "--lang", "en")
    assert done.code == console.OK, done.err
    last = None
    for _ in range(150):
        last = jobs.last(state, "tea")
        if last is not None:
            break
        time.sleep(1)
    assert last is not None, "cron started nothing"
    assert last.exit_code == console.OK
    assert (tmp_path / "o" / "report.html").is_file()
    assert run("schedule", "remove", "tea", "--lang", "en", "--state", state).code == console.OK
    assert cron._crontab() == ""
