"""Listing a folder: everything is named, nothing is followed out of it, odd names survive."""

import os
import sys
from pathlib import Path

import pytest

from auditor.folder import BadFolder, walk

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def write(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def paths(found):
    return [file.path for file in found]


def test_files_come_sorted_with_size_and_date(tmp_path):
    os.utime(write(tmp_path / "b" / "c.txt", b"12345"), (0, 1_000_000_000))
    write(tmp_path / "会议.txt")
    write(tmp_path / "a.txt")
    found = walk(tmp_path)
    assert paths(found) == ["a.txt", "b/c.txt", "会议.txt"]
    assert (found[1].size_bytes, found[1].modified, found[1].status) == (5, "2001-09-09", "read")
    assert found[1].absolute == tmp_path / "b" / "c.txt"
    assert found[1].inode == os.stat(tmp_path / "b" / "c.txt").st_ino


def test_the_same_folder_is_listed_the_same_from_another_place(tmp_path, monkeypatch):
    write(tmp_path / "a" / "b.txt")
    monkeypatch.chdir(tmp_path)
    assert walk("a") == walk(tmp_path / "a") == walk("./a/../a")


@POSIX_ONLY
def test_links_are_listed_and_never_followed(tmp_path):
    write(tmp_path / "real.txt")
    for name, target in (("out", "/etc"), ("loop", "."), ("self", "self"), ("file", "real.txt"), ("dangling", "no")):
        (tmp_path / name).symlink_to(target)
    found = walk(tmp_path)
    assert paths(found) == ["dangling", "file", "loop", "out", "real.txt", "self"]
    assert {(f.status, f.problems[0].kind) for f in found if f.problems} == {("skipped", "link")}
    assert sum(not f.problems for f in found) == 1


@POSIX_ONLY
def test_a_fifo_is_listed_and_not_opened(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    (found,) = walk(tmp_path)
    assert (found.status, found.problems[0].kind, found.problems[0].detail) == (
        "skipped", "unreadable", "a FIFO, not a file",
    )  # fmt: skip


@POSIX_ONLY
@pytest.mark.parametrize("name", [b"\xff\xfe.txt", "会议".encode("gb18030"), b"a\nb", b"esc\x1b[0m", b"=1+1", b" a "])
def test_names_survive_as_they_are(tmp_path, name):
    try:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"x")
    except OSError:
        pytest.skip("this file system refuses the name")
    (found,) = walk(tmp_path)
    assert os.fsencode(found.path) == name
    assert found.absolute.read_bytes() == b"x"


def test_folders_of_programs_are_one_entry_and_other_hidden_ones_are_looked_into(tmp_path):
    write(tmp_path / ".git" / "config")
    write(tmp_path / "$RECYCLE.BIN" / "old.docx")
    write(tmp_path / ".hidden" / "minutes.txt")
    found = walk(tmp_path)
    assert [(f.path, f.status) for f in found] == [
        ("$RECYCLE.BIN/", "skipped"), (".git/", "skipped"), (".hidden/minutes.txt", "read"),
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_an_unread_entry(tmp_path):
    write(tmp_path / "shut" / "a.txt").parent.chmod(0)
    write(tmp_path / "b.txt")
    found = walk(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert [(f.path, f.status) for f in found] == [("b.txt", "read"), ("shut/", "unread")]


def test_a_folder_that_goes_away_or_is_shut_is_an_unread_entry(tmp_path, monkeypatch):
    write(tmp_path / "shut" / "a.txt")
    write(tmp_path / "b.txt")
    scandir = os.scandir

    def refuse(folder):
        if Path(folder).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("auditor.folder.os.scandir", refuse)
    shut = walk(tmp_path)[1]
    assert (shut.path, shut.status, shut.problems[0].detail) == ("shut/", "unread", "Permission denied")


def test_a_deep_tree_is_listed(tmp_path):
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    write(deep / "x.txt")
    assert len(walk(tmp_path)) == 1


@pytest.mark.parametrize(("name", "reason"), [("no", "missing"), ("file", "not_a_folder"), ("empty", "empty")])
def test_what_is_no_folder_is_said_plainly(tmp_path, name, reason):
    write(tmp_path / "file")
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    with pytest.raises(BadFolder) as caught:
        walk(tmp_path / name)
    assert caught.value.reason == reason
    assert str(caught.value).startswith(str(tmp_path / name))


def test_a_root_that_may_not_be_read_is_said_plainly(tmp_path, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("auditor.folder.os.scandir", refuse)
    with pytest.raises(BadFolder, match="permissions"):
        walk(tmp_path)


def test_walking_changes_nothing(tmp_path):
    write(tmp_path / "a" / "b.txt")
    before = [(p, p.stat().st_mtime_ns) for p in sorted(tmp_path.rglob("*"))]
    walk(tmp_path)
    assert [(p, p.stat().st_mtime_ns) for p in sorted(tmp_path.rglob("*"))] == before
