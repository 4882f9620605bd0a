"""Options of the whole test run, and the audits that several tests look at."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import settings

from auditor import account, cli
from auditor.commands import console

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # never the keyring of who runs the tests
ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GOLDEN = Path(__file__).parent / "golden"
FEW_DRAWS = 20  # of the interval: most of the time of a small audit, and no test of the outside looks at it
SITE = "# 海门中试线\n\n东屏装备有限公司（以下简称“东屏装备”）的海门中试线月产 2450 台，主管周启航。\n"
SMALL = {
    "纪要/三月例会.txt": "青榄项目组例会。\n云岭精工有限公司（以下简称“云岭精工”）负责供货，"
    "批号 QL-260113T 的谐波减速器六月十日交付。\n联系人：周启航，电话 13900002718。",
    "报价/三月报价.csv": "批号,单价,数量,收货方\nQL-260113T,386000,118,东屏装备\nQL-260114T,386500,40,东屏装备\n",
    "mail/visit.txt": "From: Liang\nThe batch QL-260113T goes to the Haimen pilot plant of Dongping Equipment Ltd. "
    "in June.\nCapacity there is 2450 units a month.",
    "说明/厂区.md": SITE,
    "说明/厂区_副本.md": SITE,
}


settings.register_profile("any machine", deadline=None)  # time is never asserted
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a check of a text against a golden file; `--update-golden` writes the file instead."""

    def check(name: str, content: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        assert path.is_file(), f"{path} is missing; run pytest --update-golden and read what it wrote"
        assert content == path.read_bytes().decode(), f"{name} changed; if rightly so, run pytest --update-golden"

    return check


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: its exit code, the bytes for a file or program, the words for a person."""

    code: int
    out: bytes
    err: str

    @property
    def said(self) -> str:
        """Standard output as text."""
        return self.out.decode("utf-8")


Run = Callable[..., Ran]


def ran(*arguments: str | Path) -> Ran:
    """Run the command line in this process, from its entry point to its exit code."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
    out.flush()
    err.flush()
    return Ran(code, out.buffer.getvalue(), err.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]


def every_command() -> dict[str, Any]:
    """Give every command by its words, `shortlist` or `schedule run`."""
    commands: Any = typer.main.get_command(cli.app)
    found = {}
    for name, command in commands.commands.items():
        inner = getattr(command, "commands", None)
        found.update({f"{name} {word}": each for word, each in inner.items()} if inner else {name: command})
    return found


def readme_block(name: str) -> str:
    """Give the code block that follows a marker in the README."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n```\w*\n(.*?)```\n", README.read_text("utf-8"), re.DOTALL)
    assert found is not None, f"README.md: no block behind <!-- {name} -->"
    return found.group(1)


DEMO = shlex.split(readme_block("run: demo").rpartition("&& .venv/bin/auditor ")[2])


@pytest.fixture(scope="session")
def run() -> Run:
    """Give the command line as a function."""
    return ran


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of five small files that join up; tests must not change it."""
    folder = tmp_path_factory.mktemp("group") / "项目群"
    for name, content in SMALL.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one place of state for all audits of the session: one key, the same codes."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def small_audit(small_folder: Path, state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of an audit of the small folder, in Chinese, masked."""
    place = tmp_path_factory.mktemp("small") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "DRAWS", FEW_DRAWS)
        done = ran(
            "audit", small_folder, "--out", place, "--state", state, "--lang", "zh", "--jobs", "1", "--target", "5"
        )
    assert done.code in (console.OK, console.ABOVE), done.err
    return place


@pytest.fixture(scope="session")
def demo(state: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """Give how the README's demo command ended, and its output folder: the whole sample, in Chinese, masked."""
    work, before = tmp_path_factory.mktemp("demo"), Path.cwd()
    os.chdir(work)
    try:
        done = ran(*DEMO, "--state", state, "--lang", "zh")
    finally:
        os.chdir(before)
    return done, work / DEMO[DEMO.index("--out") + 1]
