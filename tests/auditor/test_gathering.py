"""The extractions of a folder: what is kept is not opened, what may have changed is hashed, what changed is read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import gathering
from auditor.engines.local import LocalEngine
from auditor.folder import walk
from auditor.gathering import Gathered
from auditor.state import State
from extractors.guard import DEFAULTS
from extractors.model import Extraction
from fixtures import story
from tests.auditor.reaudits import LONG_AGO, archive

SECRET = b"k" * 32
FILES = {"a.txt": story.SITE.encode(), "b/c.txt": story.LOG.encode(), "b/pack.zip": archive(log=story.LOG)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        write(tmp_path / "folder" / name, content)
    return tmp_path / "folder"


@pytest.fixture
def state(tmp_path: Path, folder: Path) -> Iterator[State]:
    with State.open(tmp_path / "home", folder, SECRET) as opened:
        yield opened


def write(path: Path, content: bytes, moment: float = LONG_AGO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (moment, moment))


def gather(folder: Path, state: State, *, verify: bool = False, keep: bool = True, wall_s: float = 60) -> Gathered:
    """Gather a folder and leave the listing, as a run does."""
    listed = walk(folder)
    known = gathering.contents(listed, state, verify=verify) if keep else {}
    limits = replace(DEFAULTS, wall_s=wall_s)
    found = gathering.gathered(listed, state, known, lambda _: LocalEngine(1, limits), keep=keep)
    state.list_as(found.listing)
    return found


def by_path(found: Gathered) -> dict[str, Extraction]:
    return {each.path: each for each in found.files}


def test_at_a_first_run_nothing_is_known_and_nothing_hashed(folder: Path, state: State) -> None:
    assert gathering.contents(walk(folder), state) == {}
    found = gather(folder, state)
    assert (found.read, found.kept) == (3, 0)
    assert set(by_path(found)) == {*FILES, "b/pack.zip!/log.txt"}
    assert len(found.readings) == len(found.contents) == len(found.listing) == 3


def test_a_folder_that_did_not_change_starts_no_reader_and_gives_the_same(folder: Path, state: State) -> None:
    first = gather(folder, state)

    def none(_: int) -> LocalEngine:
        raise AssertionError("nothing is to be read")

    listed = walk(folder)
    again = gathering.gathered(listed, state, gathering.contents(listed, state), none)
    assert (again.read, again.kept) == (0, 3)
    assert by_path(again) == by_path(first)
    assert (again.isolation, again.readings, again.contents, again.listing) == (
        first.isolation, first.readings, first.contents, first.listing)  # fmt: skip
    whole = gathering.unchanged(listed, state, again.contents)
    assert (whole.readings, whole.contents, whole.listing) == (first.readings, first.contents, first.listing)


def test_no_file_that_looks_as_it_did_is_opened(folder: Path, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    gather(folder, state)
    hashed: list[str] = []
    real = gathering._digest
    monkeypatch.setattr(gathering, "_digest", lambda file: hashed.append(file.path) or real(file))
    gather(folder, state)
    assert hashed == []
    os.utime(folder / "a.txt", (LONG_AGO + 5, LONG_AGO + 5))
    gather(folder, state)
    assert hashed == ["a.txt"]
    gather(folder, state, verify=True)
    assert sorted(hashed[1:]) == sorted(FILES)


def test_copies_under_one_name_share_a_reading(folder: Path, state: State) -> None:
    gather(folder, state)
    write(folder / "d" / "a.txt", FILES["a.txt"])
    found = gather(folder, state)
    assert (found.read, found.kept, len(found.readings)) == (0, 4, 3)
    assert by_path(found)["d/a.txt"] == replace(by_path(found)["a.txt"], path="d/a.txt")


def test_a_file_of_now_is_not_listed_for_it_may_change_within_the_clock_s_step(folder: Path, state: State) -> None:
    write(folder / "now.txt", b"The batch QL-260113T.", time.time())
    write(folder / "later.txt", b"The batch QL-260114T.", time.time() + 86400)
    found = gather(folder, state)
    assert found.contents.keys() - found.listing.keys() == {"now.txt", "later.txt"}
    assert gather(folder, state).read == 0


def test_a_folder_written_just_now_is_not_read_again(tmp_path: Path, folder: Path, state: State) -> None:
    for name in FILES:
        os.utime(folder / name)
    assert gather(folder, state).listing == {}
    assert gather(folder, state).read == 0


def test_the_date_of_the_file_is_that_of_the_folder_not_of_the_reading(folder: Path, state: State) -> None:
    gather(folder, state)
    os.utime(folder / "a.txt", (LONG_AGO - 864000, LONG_AGO - 864000))
    found = gather(folder, state)
    assert (found.read, by_path(found)["a.txt"].modified) == (0, "2025-12-26")


def test_a_file_that_went_away_while_it_was_read_is_read_when_it_is_back(folder: Path, state: State) -> None:
    listed = walk(folder)
    (folder / "a.txt").rename(folder.parent / "away")
    found = gathering.gathered(listed, state, {}, lambda _: LocalEngine(1))
    state.list_as(found.listing)
    assert {problem.kind for problem in by_path(found)["a.txt"].problems} == {"unreadable"}
    assert "a.txt" not in {**found.listing, **found.contents}
    (folder.parent / "away").rename(folder / "a.txt")
    again = gather(folder, state)
    assert (again.read, by_path(again)["a.txt"].status) == (1, "read")


def test_a_file_that_was_stopped_at_a_limit_is_read_again(folder: Path, state: State) -> None:
    many = archive(**{f"m{number}": story.LOG * 200 for number in range(60)})
    write(folder / "many.zip", many)
    short = gather(folder, state, wall_s=0.05)
    assert "timeout" in {problem.kind for each in short.files for problem in each.problems}
    whole = gather(folder, state)
    assert whole.read >= 1
    assert {each.status for each in whole.files} == {"read"}
    assert gather(folder, state).read == 0


def test_without_keeping_nothing_is_kept(folder: Path, state: State) -> None:
    gather(folder, state)
    found = gather(folder, state, keep=False)
    assert (found.read, found.kept, found.readings, found.listing) == (3, 0, set(), {})


def test_a_run_that_was_killed_leaves_what_it_had_read(folder: Path, state: State) -> None:
    listed = walk(folder)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gathering.gathered(listed, state, {}, lambda _: LocalEngine(1), stop)
    state.commit()
    assert state.listing() == {}
    assert gather(folder, state).read == len(FILES) - 1


AS_NOBODY = """
import os, sys
from pathlib import Path
from auditor import gathering
from auditor.folder import walk
from auditor.engines.local import LocalEngine
from auditor.state import State
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
root = Path(sys.argv[1])
def gather():
    listed = walk(root / "folder")
    found = gathering.gathered(listed, state, gathering.contents(listed, state), lambda _: LocalEngine(1))
    state.list_as(found.listing)
    print(found.read, *sorted(f"{each.path}={each.status}" for each in found.files))
with State.open(root / "home", root / "folder", b"k" * 32) as state:
    gather()
    (root / "folder" / "a.txt").chmod(0)
    gather()
    (root / "folder" / "a.txt").chmod(0o600)
    gather()
"""


def _others_may_run() -> bool:
    """Say whether another user can start this Python: an environment in a folder of one's own is closed to others."""
    real = Path(sys.executable).resolve()
    ours = Path(__file__).resolve()
    places = [Path(sys.executable), *Path(sys.executable).parents, real, *real.parents, *ours.parents]
    return all(place.stat().st_mode & 0o001 for place in places)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0 and not _others_may_run(), reason="closed to others")
def test_a_file_that_may_not_be_read_any_more_is_unread_whatever_is_kept() -> None:
    """Neither its size nor its time has changed; root may read everything, so another user looks."""
    root = Path("/tmp") / f"auditor-nobody-{os.getpid()}"  # pytest's own places are for root alone
    try:
        write(root / "folder" / "a.txt", FILES["a.txt"])
        if os.geteuid() == 0:
            for path in (root, root / "folder", root / "folder" / "a.txt"):
                os.chown(path, 65534, 65534)
        done = subprocess.run([sys.executable, "-c", AS_NOBODY, root], capture_output=True, text=True, check=False)
    finally:
        shutil.rmtree(root)
    assert done.stdout.splitlines() == ["1 a.txt=read", "1 a.txt=unread", "0 a.txt=read"], done.stderr


def test_a_file_without_a_date_of_its_own_has_the_disks_and_is_known_for_it(folder: Path, state: State) -> None:
    for found in (gather(folder, state), gather(folder, state)):  # read, and then kept
        told = by_path(found)["a.txt"]
        assert (told.modified, told.undated) == ("2026-01-05", True)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2021-04-20 minutes.md", "2021-04-20"),
        ("报价单20260305.txt", "2026-03-05"),
        ("2026年3月5日纪要.txt", "2026-03-05"),
        ("2024-01-01 to 2024-03-31 report.txt", "2024-03-31"),
    ],
)
def test_a_file_that_tells_no_date_has_the_day_in_its_name(folder: Path, state: State, name: str, day: str) -> None:
    write(folder / name, b"Minutes of the meeting.")
    found = by_path(gather(folder, state))[name]
    assert (found.modified, found.undated) == (day, False)


@pytest.mark.parametrize("name", ["minutes.md", "2021-04 minutes.md", "batch 20219999.txt", "v1.2.3.txt"])
def test_a_name_without_a_day_leaves_the_folders(folder: Path, state: State, name: str) -> None:
    write(folder / name, b"Minutes of the meeting.")
    assert by_path(gather(folder, state))[name].undated
