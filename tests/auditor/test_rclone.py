"""A folder that comes over the network, and an audit that has none: rclone serves and fetches, the audit reads."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.commands import console
from tests.conftest import SITE, SMALL, readme_block

AUDITED = (console.OK, console.ABOVE, console.UNREAD)
NAMES = {**SMALL, "a b/it's $(x).md": SITE, "说明/百分号 100%25.md": SITE}
SYNC = readme_block("run: rclone").strip()


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def put(root: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform that serves a folder, and the home of a person who fetches it."""

    folder: Path
    home: Path
    address: str

    def run(self, line: str) -> subprocess.CompletedProcess[bytes]:
        """Run a line of the README in a shell; the remote `group:` is this platform."""
        return subprocess.run(
            ["sh", "-c", line], cwd=self.home, env=self._environment(), capture_output=True, check=False, timeout=300
        )

    def _environment(self) -> dict[str, str]:
        places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        remote = {"TYPE": "webdav", "URL": self.address, "VENDOR": "other"}
        return {
            "PATH": places, "HOME": str(self.home), "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1",
            "RCLONE_CONFIG": str(self.home / "rclone.conf"),
        } | {f"RCLONE_CONFIG_GROUP_{name}": value for name, value in remote.items()}  # fmt: skip

    def audit(self) -> dict[str, object]:
        loaded: dict[str, object] = json.loads((self.home / "audits" / "minutes" / "audit.json").read_text("utf-8"))
        return loaded

    def paths(self) -> set[str]:
        """Give the files that the last audit lists."""
        return {entry["path"] for entry in self.audit()["files"]}  # type: ignore[attr-defined]


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    rclone = shutil.which("rclone")
    if rclone is None:
        pytest.skip("rclone is not installed: the way over the network is not tried")
    served, home = tmp_path / "served", tmp_path / "home"
    home.mkdir()
    put(served / "minutes", NAMES)
    command = [rclone, "serve", "webdav", str(served), "--addr", "127.0.0.1:0", "--read-only", "-v"]
    command += ["--config", str(tmp_path / "none.conf"), "--dir-cache-time", "0s"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield Platform(served / "minutes", home, _address(server))
        finally:
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    """Wait until the server says where it listens; it chose a free port itself."""
    assert server.stderr is not None
    lines = server.stderr
    found = next((match for line in lines if (match := re.search(r"http://127\.0\.0\.1:\d+/", line))), None)
    assert found is not None, "rclone ended before it served"
    threading.Thread(target=lines.read, daemon=True).start()  # a full pipe would stop the server
    return found.group()


def test_a_folder_is_fetched_and_audited_and_what_goes_there_goes_here(platform: Platform) -> None:
    before = tree(platform.folder)
    done = platform.run(SYNC)
    assert done.returncode in AUDITED, done.stderr
    assert tree(platform.home / "groups" / "minutes") == before
    assert platform.paths() == set(NAMES)
    assert tree(platform.folder) == before, "the platform is only read"

    first = next(iter(SMALL))
    (platform.folder / first).unlink()
    put(platform.folder, {"new/late.md": "nothing"})
    done = platform.run(SYNC)
    assert done.returncode in AUDITED, done.stderr
    assert platform.paths() == (set(NAMES) - {first}) | {"new/late.md"}


def test_an_audit_waits_for_a_complete_copy(platform: Platform) -> None:
    done = platform.run(SYNC.replace("group:minutes", "group:no-such-folder"))
    assert done.returncode != 0
    assert b"Failed to sync" in done.stderr
    assert not (platform.home / "audits").exists()


# Without a network


@pytest.fixture
def alone() -> list[str]:
    """Give the words that run a command in a network of its own, in which there is nothing."""
    command = shutil.which("unshare")
    if command is None:
        pytest.skip("no unshare here: the audit without a network is not tried")
    words = [command, "-rn"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("the kernel allows no namespaces here: the audit without a network is not tried")
    return words


def test_an_audit_needs_no_network(alone: list[str], tmp_path: Path) -> None:
    put(tmp_path / "group", SMALL)
    program = [sys.executable, "-c", "from auditor.cli import main; main()"]
    place = ["--out", str(tmp_path / "out"), "--state", str(tmp_path / "state"), "--lang", "en"]
    done = subprocess.run(
        [*alone, *program, "audit", str(tmp_path / "group"), *place], capture_output=True, check=False, timeout=300
    )
    assert done.returncode in AUDITED, done.stderr
    audit = json.loads((tmp_path / "out" / "audit.json").read_text("utf-8"))
    assert {entry["path"] for entry in audit["files"]} == set(SMALL)


def test_that_network_is_empty(alone: list[str]) -> None:
    listed = subprocess.run([*alone, "cat", "/proc/net/dev"], capture_output=True, check=True, text=True).stdout
    assert [line.partition(":")[0].strip() for line in listed.splitlines()[2:]] == ["lo"]
