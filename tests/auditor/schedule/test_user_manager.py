"""The units under a systemd of the test's own: it takes them, says when they run, and starts the audit."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.commands import console
from auditor.schedule import systemd
from tests.conftest import Run

MANAGER = next((path for path in ("/lib/systemd/systemd", "/usr/lib/systemd/systemd") if Path(path).exists()), "")
# A user's manager asks for a machine booted with systemd and for control groups; both are pretended in namespaces.
BOOT = """
set -e
mount -t tmpfs none /run && mkdir -p /run/systemd/system
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 none /sys/fs/cgroup && mkdir -p /sys/fs/cgroup/{group} && echo $$ > /sys/fs/cgroup/{group}/cgroup.procs
exec env -i HOME={home} XDG_RUNTIME_DIR={home}/run PATH=/usr/bin:/bin {manager} --user
"""


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the home of a user whose manager runs."""
    if not MANAGER or os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("systemctl"):
        pytest.skip("starts a user manager in namespaces of its own: needs root and systemd")
    home = tmp_path / "home"
    (home / "run").mkdir(parents=True, mode=0o700)
    script = BOOT.format(home=home, manager=MANAGER, group=f"auditor-test-{os.getpid()}")
    process = subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", script], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    try:
        if not _answers(process):
            pytest.skip("no user manager can be started here")
        yield home
    finally:
        subprocess.run(["systemctl", "--user", "exit"], capture_output=True, check=False)  # takes its own along
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        _forget_group(f"auditor-test-{os.getpid()}")


def _forget_group(name: str) -> None:
    groups = [path for held in Path("/sys/fs/cgroup").glob(f"**/{name}") for path in (held, *held.rglob("*"))]
    for path in sorted((path for path in groups if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir()


def _answers(process: subprocess.Popen[bytes]) -> bool:
    for _ in range(100):
        if systemd.usable():
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.1)
    return False


def test_a_schedule_is_installed_listed_run_and_removed_by_systemd(run: Run, manager: Path, tmp_path: Path) -> None:
    folder, place, state = tmp_path / "项目 群", tmp_path / "出 1", tmp_path / "st 100%n $HOME \"q\" 'p' \\ 状态"
    folder.mkdir()
    (folder / "a.txt").write_text("雨后茶会", "utf-8")
    words = ("--every", "week", "--day", "2", "--name", "tea", "--jobs", "1", "--lang", "zh")
    done = run("schedule", "install", folder, *words, "--out", place, "--state", state)
    assert done.code == console.OK, done.err
    assert "每周二 12:30，由 systemd 启动" in done.said
    assert "loginctl enable-linger" in done.said
    chosen = systemd.next_run("tea")
    assert chosen is not None
    listed = run("schedule", "status", "--lang", "en", "--state", state).said
    assert f"next run {chosen:%Y-%m-%d %H:%M}" in listed
    subprocess.run(["systemctl", "--user", "start", "auditor-tea.service"], check=True)
    assert "退出码 0（得分不高于目标）" in run("schedule", "status", "--lang", "zh", "--state", state).said
    assert "nonet" in (place / "audit.json").read_text("utf-8"), "the unit's limits leave the readers theirs"
    assert run("schedule", "remove", "tea", "--lang", "en", "--state", state).code == console.OK
    left = subprocess.run(["systemctl", "--user", "list-timers", "--all"], capture_output=True, text=True, check=True)
    assert "auditor-tea" not in left.stdout
    assert not [path for path in manager.rglob("auditor-tea*") if path.parent.name != "timers"]
