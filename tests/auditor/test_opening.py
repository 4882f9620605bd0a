"""The state as commands open it: what stands in the way is said in the reader's language, with its exit code."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest
import typer

from auditor import store
from auditor.commands import console
from auditor.commands.console import Lang
from auditor.commands.opening import locked, opened, told
from auditor.state import State


def refused(home: Path, lang: Lang, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Give the exit code and the words of a command that cannot have the state."""
    with pytest.raises(typer.Exit) as end, opened(home, home / "folder", lang):
        pass
    return end.value.exit_code, capsys.readouterr().err


def test_a_command_has_the_state_of_the_folder_it_names(tmp_path: Path) -> None:
    with opened(tmp_path, tmp_path / "folder", Lang.en) as kept:
        kept.keep("extraction", b"key", b"content")
    with State.open(tmp_path, tmp_path / "folder", store.secret(tmp_path)) as kept:
        assert kept.blob("extraction", b"key") == b"content"


@pytest.mark.parametrize(
    ("lang", "said"), [(Lang.zh, "状态数据库已损坏，移到"), (Lang.en, "The state database was damaged")]
)
def test_a_damaged_database_is_said_once(
    tmp_path: Path, lang: Lang, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path, tmp_path / "folder", lang) as kept:
        pass
    (kept.place / "state.db").write_bytes(b"damaged")
    for times in (1, 0):
        with opened(tmp_path, tmp_path / "folder", lang):
            found = capsys.readouterr().err.replace("\n", "")
        assert (said in found, "state.db.broken-1" in found) == (times == 1, times == 1)


@pytest.mark.parametrize(
    ("lang", "said"), [(Lang.zh, "另一个运行正在使用它的状态"), (Lang.en, "another run holds its state")]
)
def test_who_holds_the_state_is_said(tmp_path: Path, lang: Lang, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path, tmp_path / "folder", lang):
        code, found = refused(tmp_path, lang, capsys)
    assert code == console.LOCKED
    assert said in found
    assert str(os.getpid()) in found


def test_a_run_that_has_only_just_begun_is_said_without_its_number() -> None:
    assert (
        locked("group", None, Lang.en) == "group: another run is auditing this folder; try again when it has finished"
    )


@pytest.mark.parametrize(
    ("lang", "said"), [(Lang.zh, "请安装 aggregation-auditor"), (Lang.en, "sqlcipher3 is missing")]
)
def test_state_that_cannot_be_used_is_said(
    tmp_path: Path, lang: Lang, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    (tmp_path / "encrypt").touch()
    code, found = refused(tmp_path, lang, capsys)
    assert code == console.USAGE
    assert said in found


@pytest.mark.parametrize(("lang", "said"), [(Lang.zh, "磁盘已满"), (Lang.en, "the disk is full")])
def test_a_disk_that_refuses_in_the_midst_of_work_is_said(
    tmp_path: Path, lang: Lang, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> None:
        with told(tmp_path, "folder", lang):
            raise store.CannotWrite from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(typer.Exit) as end:
        work()
    found = capsys.readouterr().err
    assert end.value.exit_code == console.USAGE
    assert said in found
    assert "--state" in found
