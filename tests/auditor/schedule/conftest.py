"""A user without systemd whose crontab is a file of the test: nobody's own jobs are ever touched."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

# As Vixie cron's: -l prints or says that there is none, "-" takes a new one from standard input.
CRONTAB = """\
#!/bin/sh
case "$1" in
  -l) [ -f '{file}' ] || {{ echo "no crontab for user" >&2; exit 1; }}; exec /bin/cat '{file}' ;;
  -) exec /bin/cat > '{file}' ;;
esac
exit 2
"""


@dataclass(frozen=True, slots=True)
class User:
    """A user's programs, crontab and units."""

    programs: Path
    crontab: Path
    units: Path

    def program(self, name: str, script: str) -> None:
        """Give the user a program."""
        path = self.programs / name
        path.write_text(script, "utf-8")
        path.chmod(stat.S_IRWXU)


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    if os.name != "posix":
        pytest.skip("cron and systemd are of POSIX")
    made = User(tmp_path / "bin", tmp_path / "crontab", tmp_path / "config" / "systemd" / "user")
    made.programs.mkdir()
    made.program("crontab", CRONTAB.format(file=made.crontab))
    monkeypatch.setenv("PATH", str(made.programs))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return made
