"""Nothing but a notice touches the network: looked at from outside, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import store

# `socket` itself is not among them: importlib.metadata of the standard library loads it by way of email.utils. What it
# could do is watched instead: the interpreter tells of every socket that is made, see its table of audit events.
NETWORK = ("ssl", "http.client", "urllib.request", "smtplib", "ftplib", "requests", "httpx", "urllib3", "asyncio")
WATCH = """
import json, sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.") else None)
code = 0
try:
    {statement}
except SystemExit as end:
    code = end.code
network = [name for name in {network} if name in sys.modules]
print(json.dumps({{"code": code, "network": network, "opened": opened}}))
"""


def watched(statement: str, *before: str) -> dict[str, object]:
    """Run a statement in a fresh interpreter and give what it loaded and opened."""
    command = [*before, sys.executable, "-c", WATCH.format(statement=statement, network=NETWORK)]
    done = subprocess.run(command, capture_output=True, check=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "f"
    made.mkdir()
    (made / "a.txt").write_text("云岭精工有限公司月产 2450 台", "utf-8")
    # With a key in its file the keyring is not asked. The extra `keyring` loads urllib.request by jaraco.context, which
    # never opens a connection with it; the keyring of a desktop is spoken to over a socket of this machine.
    store.write(tmp_path / "s" / "key", bytes(32))
    return made


def audit(folder: Path) -> str:
    place = folder.parent
    words = ["audit", str(folder), "--out", str(place / "o"), "--state", str(place / "s"), "--lang", "zh"]
    return f"from auditor import cli; cli.main({words!r})"


def test_the_command_line_loads_nothing_that_opens_connections() -> None:
    assert watched("import auditor.cli") == {"code": 0, "network": [], "opened": []}


def test_a_whole_audit_loads_nothing_that_opens_connections_and_opens_none(folder: Path) -> None:
    assert watched(audit(folder)) == {"code": 0, "network": [], "opened": []}


def test_a_recurring_audit_without_notices_is_no_different(folder: Path) -> None:
    state = str(folder.parent / "s")
    own = ["--scheduler", "launchd", "--to", str(folder.parent / "t"), "--out", str(folder.parent / "o")]
    install = ["schedule", "install", str(folder), "--name", "tea", "--state", state, *own]
    subprocess.run([sys.executable, "-c", f"from auditor import cli; cli.main({install!r})"], check=True)
    again = f"from auditor import cli; cli.main(['schedule', 'run', 'tea', '--state', {state!r}])"
    assert watched(again) == {"code": 0, "network": [], "opened": []}


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs namespaces of Linux")
def test_an_audit_runs_where_there_is_no_network(folder: Path) -> None:
    alone = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no namespace can be made here")
    assert watched(audit(folder), *alone)["code"] == 0
