"""The edge to the disk: whole files, for the user alone."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from auditor import store

POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_there_whole_text_as_utf_8(tmp_path: Path) -> None:
    store.write(tmp_path / "a" / "b" / "清单.md", "处理清单\n")
    store.write(tmp_path / "raw", b"\x00\xff")
    assert (tmp_path / "a" / "b" / "清单.md").read_bytes() == "处理清单\n".encode()
    assert (tmp_path / "raw").read_bytes() == b"\x00\xff"


@POSIX_ONLY
def test_a_file_is_readable_by_the_user_alone_even_over_an_open_one(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    path.chmod(0o666)
    store.write(path, "new")
    assert path.read_text() == "new"
    assert mode(path) == 0o600


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "audit.json"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(store.CannotWrite, match=r"audit\.json: No space left on device"):
        store.write(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(store.CannotWrite, match="file"):
        store.write(tmp_path / "file" / "report.html", "x")


def test_the_secret_is_made_once_and_stays(tmp_path: Path) -> None:
    home = tmp_path / "state" / "auditor"
    first = store.secret(home)
    assert len(first) == store.KEY_BYTES
    assert store.secret(home) == first
    assert store.secret(tmp_path / "other") != first


@POSIX_ONLY
def test_the_secret_is_readable_by_the_user_alone(tmp_path: Path) -> None:
    store.secret(tmp_path / "state")
    assert mode(tmp_path / "state" / "key") == 0o600
    assert mode(tmp_path / "state") == 0o700


def test_a_key_of_another_length_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(store.CannotWrite, match="not a key"):
        store.secret(tmp_path)
    assert (tmp_path / "key").read_bytes() == b"short"


def test_a_state_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(store.CannotWrite, match="file"):
        store.secret(tmp_path / "file" / "state")


def test_a_lock_is_held_by_one_and_let_go_when_the_run_fails(tmp_path: Path) -> None:
    with store.held(tmp_path / "lock", "group"), pytest.raises(store.Locked), store.held(tmp_path / "lock", "group"):
        pass
    with pytest.raises(ZeroDivisionError), store.held(tmp_path / "lock", "group"):
        raise ZeroDivisionError
    with store.held(tmp_path / "lock", "group"):
        pass
