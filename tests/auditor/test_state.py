"""What is kept between audits: it survives kills, full disks and damage, and says nothing to whoever lacks the key."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import database, state, store
from auditor.sealed import Keys, packed
from auditor.state import AUDITS_KEPT, BATCH, Gone, Holdings, Run, Seen, State

SECRET = b"k" * 32
KEYS = Keys.of(SECRET)
FIRST = Run(0, "2026-01-05T08:00:00+00:00", "0.1.0", "1", "critical-minerals 3", b"\x01\x02", 61.25, 58.5, {"files": 7})
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="signals and modes of POSIX")
Opened = Callable[[], State]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Give a way to open the state of one folder."""
    return lambda: State.open(tmp_path / "home", tmp_path / "项目群", SECRET)


def at(month: int) -> str:
    return f"2026-{month:02}-05T08:00:00+00:00"


def of(month: int) -> Run:
    return Run(0, at(month), "0.1.0", "1", "general", b"", float(month), 0.0, {})


def all_bytes(place: Path) -> bytes:
    return b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())


@contextlib.contextmanager
def raw(place: Path) -> Iterator[sqlite3.Connection]:
    """Give the database as whoever finds it on the disk has it."""
    with contextlib.closing(sqlite3.connect(place / state.PLAIN)) as connection, connection:
        yield connection


# The listing


def test_what_was_seen_is_known_at_the_next_run_and_nothing_else(opened: Opened) -> None:
    first = {"纪要/例会.docx": Seen(120, 5, 9, b"a" * 16), "odd\udcff": Seen(0, -1, 2**64 - 1, b"b" * 16)}
    with opened() as kept:
        assert kept.seen("纪要/例会.docx") is None
        kept.list_as(first)
        assert kept.seen("odd\udcff") == first["odd\udcff"]
    with opened() as kept:
        assert {path: kept.seen(path) for path in first} == first
        assert kept.seen("纪要/例会.doc") is None
        assert len(kept.listing()) == 2


def test_a_new_listing_replaces_the_old_one(opened: Opened) -> None:
    before = {"stays": Seen(1, 1, 1, b"s"), "edited": Seen(1, 1, 2, b"e"), "removed": Seen(1, 1, 3, b"r")}
    now = {"stays": before["stays"], "edited": Seen(2, 2**63, 2, b"f"), "added": Seen(1, 1, 4, b"a")}
    with opened() as kept:
        kept.list_as(before)
        kept.list_as(now)
    with opened() as kept:
        assert {path: kept.seen(path) for path in before | now} == {**now, "removed": None}


# Sealed content


def test_kept_content_is_given_back_from_its_shelf_alone(opened: Opened) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
        assert kept.blob("extraction", b"key") == b"content"
        assert kept.blob("window", b"key") is None
        kept.keep("extraction", b"key", b"newer")
    with opened() as kept:
        assert kept.blob("extraction", b"key") == b"newer"
        assert kept.blob("extraction", b"other") is None


def test_many_are_given_back_at_once(opened: Opened) -> None:
    content = {kept_key(n): bytes([n % 256]) * n for n in range(1_200)}
    with opened() as kept:
        for key, value in content.items():
            kept.keep("extraction", key, value)
        assert kept.blobs("extraction", [*content, *content, b"unknown"]) == content
        assert kept.blobs("extraction", []) == {}


def kept_key(number: int) -> bytes:
    return KEYS.token(str(number))


def test_content_put_in_anothers_place_is_not_given_and_is_dropped(opened: Opened) -> None:
    with opened() as kept:
        kept.keep("extraction", b"one", b"1")
        kept.keep("extraction", b"two", b"2")
    with raw(kept.place) as connection:
        connection.execute("UPDATE blob SET content = (SELECT content FROM blob WHERE key = ?)", (b"two",))
    with opened() as kept:
        assert kept.blobs("extraction", [b"one", b"two"]) == {b"two": b"2"}
        assert kept.holdings().items == 1


def test_content_is_not_of_use_in_the_state_of_another_folder(opened: Opened, tmp_path: Path) -> None:
    with opened() as kept:
        kept.keep("extraction", b"one", b"1")
    other = state.place_of(tmp_path / "home", tmp_path / "other", SECRET)
    shutil.copytree(kept.place, other)
    with State.at(other, SECRET) as copied:
        assert copied.blob("extraction", b"one") is None


def test_a_batch_is_committed_by_itself_and_the_rest_on_leaving(opened: Opened) -> None:
    with opened() as kept:
        for number in range(BATCH + 1):
            kept.keep("extraction", kept_key(number), b"")
        with raw(kept.place) as connection:
            assert connection.execute("SELECT count(*) >= ? FROM blob", (BATCH,)).fetchone() == (1,)
    assert count_of_blobs(kept.place) == BATCH + 1


def count_of_blobs(place: Path) -> int:
    with raw(place) as connection:
        ((found,),) = connection.execute("SELECT count(*) FROM blob")
    return int(found)


def test_an_interrupted_run_keeps_what_it_had(opened: Opened) -> None:
    def interrupted() -> None:
        with opened() as kept:
            kept.keep("extraction", b"one", b"1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with opened() as kept:
        assert kept.blob("extraction", b"one") == b"1"


def test_threads_may_keep_at_once(opened: Opened) -> None:
    def work(start: int) -> None:
        for number in range(start, start + 100):
            kept.keep("extraction", kept_key(number), str(number).encode())

    with opened() as kept:
        workers = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    with opened() as kept:
        assert kept.blobs("extraction", map(kept_key, range(300))) == {
            kept_key(number): str(number).encode() for number in range(300)
        }


def test_pruned_content_leaves_no_trace_in_the_files(opened: Opened) -> None:
    with opened() as kept:
        for number in range(100):
            kept.keep("extraction", kept_key(number), random.Random(number).randbytes(3_000))
        kept.keep("window", kept_key(0), b"another shelf")
        kept.commit()
        with raw(kept.place) as connection:
            found = connection.execute("SELECT content FROM blob WHERE shelf = 'extraction'").fetchall()
        before = len(all_bytes(kept.place))
        assert kept.prune("extraction", {kept_key(7), b"unknown"}) == 99
        left = all_bytes(kept.place)
        assert sum(content[100:200] in left for (content,) in found) <= 1
        assert len(left) < before / 2, "the room is free again"
        assert kept.blob("extraction", kept_key(7)) == random.Random(7).randbytes(3_000)
        assert kept.blob("window", kept_key(0)) == b"another shelf"
        assert kept.prune("extraction", {kept_key(7)}) == 0


# Runs


def test_runs_come_back_as_they_were_the_oldest_first(opened: Opened) -> None:
    with opened() as kept:
        assert kept.add_run(FIRST, b"audit 1", b"record 1") == 1
        assert kept.add_run(of(2), b"audit 2", b"record 2") == 2
    with opened() as kept:
        one, two = kept.runs()
        assert one == replace(FIRST, number=1)
        assert two == replace(of(2), number=2)
        assert kept.run_audit(1) == b"audit 1"
        assert kept.run_record(2) == b"record 2"
        assert kept.run_audit(3) is None
        assert kept.run_record(3) is None


def test_old_runs_keep_their_record_and_newer_ones_their_audit_too(opened: Opened) -> None:
    with opened() as kept:
        for number in range(AUDITS_KEPT + 3):
            kept.add_run(FIRST, b"audit", str(number).encode())
        assert [kept.run_audit(number) for number in (1, 3, 4, AUDITS_KEPT + 3)] == [None, None, b"audit", b"audit"]
        assert [kept.run_record(number) for number in (1, 3, 4)] == [b"0", b"2", b"3"]
        assert len(kept.runs()) == AUDITS_KEPT + 3


def test_a_run_whose_date_was_changed_is_dropped(opened: Opened) -> None:
    with opened() as kept:
        kept.add_run(FIRST, b"", b"")
        kept.add_run(of(2), b"", b"")
    with raw(kept.place) as connection:
        connection.execute("UPDATE run SET taken_at = '2020-01-01T00:00:00+00:00' WHERE number = 1")
    with opened() as kept:
        assert [run.number for run in kept.runs()] == [2]
        assert kept.holdings().runs == 1


# The memory of removed content


def test_removed_content_is_remembered_until_it_is_forgotten(opened: Opened) -> None:
    with opened() as kept:
        kept.remember_gone(b"b" * 16, b"sketch", at(2), "shortlist")
        kept.remember_gone(b"a" * 16, b"", at(1), "decision")
    with opened() as kept:
        assert kept.gone() == [Gone(b"a" * 16, b"", at(1), "decision"), Gone(b"b" * 16, b"sketch", at(2), "shortlist")]
        kept.remember_gone(b"a" * 16, b"new", at(3), "shortlist")
        kept.forget_gone(b"b" * 16)
        kept.forget_gone(b"unknown")
        assert kept.gone() == [Gone(b"a" * 16, b"new", at(3), "shortlist")]


# What can be purged


def test_purge_of_a_date_takes_what_is_older(opened: Opened) -> None:
    with opened() as kept:
        for month in (1, 2, 3):
            kept.add_run(of(month), b"audit", b"record")
            kept.remember_gone(bytes([month]), b"", at(month), "shortlist")
        kept.keep("extraction", b"key", b"content")
        would = kept.holdings(at(3))
        assert (would.runs, would.gone, would.items) == (2, 2, 0)
        assert kept.purge("2026-03-05T10:00:00+02:00") == would, "a date is a moment, whatever its zone"
        assert [run.number for run in kept.runs()] == [3]
        assert [each.content for each in kept.gone()] == [b"\x03"]
        assert kept.blob("extraction", b"key") == b"content"


def test_with_the_last_run_goes_everything_that_came_of_it(opened: Opened) -> None:
    with opened() as kept:
        kept.add_run(of(1), b"audit", b"record")
        kept.keep("extraction", b"key", b"content")
        kept.list_as({"a": Seen(1, 1, 1, b"a")})
        assert kept.purge(at(12)).items == 1
        assert kept.holdings() == Holdings()
        assert kept.seen("a") is None
        assert kept.add_run(of(2), b"", b"") == 2, "a number is never given twice"


def test_purge_of_a_date_spares_the_work_of_a_first_run_that_was_interrupted(opened: Opened) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
        assert kept.purge(at(12)) == Holdings()
        assert kept.blob("extraction", b"key") == b"content"
        assert kept.purge().items == 1


def test_one_run_can_be_purged(opened: Opened) -> None:
    with opened() as kept:
        kept.add_run(of(1), b"audit", b"record")
        kept.add_run(of(2), b"audit", b"record")
        would = kept.run_holdings(1)
        assert (would.runs, would.size_bytes > 0) == (1, True)
        assert kept.purge_run(1) == would
        assert kept.purge_run(1) == Holdings()
        assert [run.number for run in kept.runs()] == [2]


def test_erased_state_is_gone_and_the_ledgers_go_only_when_asked_for(opened: Opened, tmp_path: Path) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
    (kept.place / "decisions.toml").write_text("")
    (kept.place / "state.db.broken-1").write_text("")
    with opened() as kept, pytest.raises(store.Locked):
        state.erase(kept.place, ledgers=False)
    state.erase(kept.place, ledgers=False)
    assert [path.name for path in kept.place.iterdir()] == ["decisions.toml"]
    assert state.places(tmp_path / "home") == [kept.place]
    state.erase(kept.place, ledgers=True)
    assert state.places(tmp_path / "home") == []


# Who may see it


@POSIX_ONLY
def test_state_is_for_the_user_alone(opened: Opened, tmp_path: Path) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
        kept.commit()
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "home").rglob("*")}
    assert {path.name for path in found} >= {"state.db", "state.db-wal", "lock", "lock.holder"}
    assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in found.items())
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_nothing_that_a_person_wrote_can_be_read_from_the_files(opened: Opened, tmp_path: Path) -> None:
    words = ("青榄项目", "周启航", "13900002718", "critical-minerals", "项目群", "例会", "shortlist row")
    with opened() as kept:
        kept.list_as({"例会/周启航.docx": Seen(1, 2, 3, kept.token("content"))})
        kept.keep("extraction", kept.token("青榄项目"), "青榄项目 周启航 13900002718".encode())
        kept.add_run(FIRST, "周启航 13900002718".encode(), "青榄项目".encode())
        kept.remember_gone(kept.token("例会"), "青榄项目".encode(), at(1), "shortlist row")
        kept.commit()
        found, names = all_bytes(tmp_path / "home"), [str(path) for path in (tmp_path / "home").rglob("*")]
    assert not [word for word in words if word.encode() in found or word.encode("utf-16-le") in found]
    assert not [word for word in words if any(word in name.removeprefix(str(tmp_path)) for name in names)]


def test_another_secret_finds_nothing(opened: Opened, tmp_path: Path) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
    with State.open(tmp_path / "home", tmp_path / "项目群", b"o" * 32) as other:
        assert other.blob("extraction", b"key") is None
        assert other.place != kept.place


# Versions. Each is frozen here as it was released: a changed migration would leave the state of users behind.

VERSIONS = {
    1: """
    CREATE TABLE listing (path BLOB PRIMARY KEY, size_bytes INTEGER NOT NULL, mtime_ns TEXT NOT NULL,
        inode TEXT NOT NULL, content BLOB NOT NULL);
    CREATE TABLE blob (id INTEGER PRIMARY KEY, shelf TEXT NOT NULL, key BLOB NOT NULL, content BLOB NOT NULL,
        UNIQUE (shelf, key));
    CREATE TABLE run (number INTEGER PRIMARY KEY AUTOINCREMENT, taken_at TEXT NOT NULL, summary BLOB NOT NULL,
        record BLOB NOT NULL, audit BLOB);
    """,
    2: "CREATE TABLE gone (content BLOB PRIMARY KEY, since TEXT NOT NULL, told BLOB NOT NULL);",
}
SUMMARY = (
    b'{"tool": "0.1.0", "score_version": "1", "profile": "critical-minerals 3", "fingerprint": "0102", '
    b'"score": 61.25, "open_score": 58.5, "counts": {"files": 7}}'
)


def made_by(version: int, place: Path) -> None:
    """Make a database as a version of the tool left it, with a little of everything in it."""

    def sealed(content: bytes, *where: str | bytes) -> bytes:
        return KEYS.seal(content, packed((place.name, *where)))

    place.mkdir(parents=True)
    with raw(place) as connection:
        connection.executescript("".join(VERSIONS[each] for each in range(1, version + 1)))
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("INSERT INTO listing VALUES (?, 120, '5', '9', ?)", (KEYS.token("path", "a"), b"c"))
        connection.execute("INSERT INTO blob VALUES (1, 's', ?, ?)", (b"key", sealed(b"content", "blob", "s", b"key")))
        parts = {"summary": SUMMARY, "record": b"r", "audit": b"a"}
        run = [sealed(content, "run", "1", FIRST.taken_at, name) for name, content in parts.items()]
        connection.execute("INSERT INTO run VALUES (1, ?, ?, ?, ?)", (FIRST.taken_at, *run))
        if version >= 2:
            told = sealed(packed(("shortlist", b"sketch")), "gone", b"g", at(1))
            connection.execute("INSERT INTO gone VALUES (?, ?, ?)", (b"g", at(1), told))


@pytest.mark.parametrize("version", VERSIONS)
def test_what_every_earlier_version_left_is_there(version: int, tmp_path: Path) -> None:
    place = state.place_of(tmp_path, tmp_path / "folder", SECRET)
    made_by(version, place)
    with State.open(tmp_path, tmp_path / "folder", SECRET) as kept:
        assert not kept.started_anew
        assert kept.seen("a") == Seen(120, 5, 9, b"c")
        assert kept.blob("s", b"key") == b"content"
        assert [run.profile for run in kept.runs()] == ["critical-minerals 3"]
        assert (kept.run_audit(1), kept.run_record(1)) == (b"a", b"r")
        assert kept.gone() == ([Gone(b"g", b"sketch", at(1), "shortlist")] if version >= 2 else [])
        assert kept.add_run(FIRST, b"", b"") == 2
    with raw(place) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(database.migrations()),)


def test_every_version_is_tried_and_migrations_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (Path(database.__file__).parent / "migrations").glob("*.sql"))
    assert [int(name.split("_")[0]) for name in names] == list(VERSIONS)


def test_the_newest_version_is_the_frozen_one(opened: Opened) -> None:
    with opened() as kept, raw(kept.place) as connection, contextlib.closing(sqlite3.connect(":memory:")) as frozen:
        frozen.executescript("".join(VERSIONS.values()))
        for table in ("listing", "blob", "run", "gone"):
            columns = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')"
            assert connection.execute(columns).fetchall() == frozen.execute(columns).fetchall()


def test_state_of_a_newer_version_is_refused_and_left_alone(opened: Opened) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
    with raw(kept.place) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(store.CannotUse, match=r"state\.db: a newer version wrote this state; upgrade this tool"):
        opened()
    assert count_of_blobs(kept.place) == 1
    with pytest.raises(store.CannotUse):  # and not Locked: the lock was let go
        opened()


def test_a_migration_that_fails_changes_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as kept:
        kept.keep("extraction", b"key", b"content")
    scripts = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: [*scripts, "CREATE TABLE more (id); DROP TABLE none;"])
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        opened()
    monkeypatch.undo()
    with opened() as kept:
        assert kept.blob("extraction", b"key") == b"content"


# Damage


def filled(opened: Opened) -> Path:
    with opened() as kept:
        kept.add_run(FIRST, b"audit", b"record")
        kept.remember_gone(b"g", b"sketch", at(1), "shortlist")
        for number in range(40):
            kept.keep("extraction", kept_key(number), random.Random(number).randbytes(2_000))
        kept.list_as({f"{number}.docx": Seen(number, 1, 1, b"c") for number in range(40)})
    return kept.place


def works(kept: State) -> None:
    """Do everything once; nothing of it may fail, and it holds unless damage is met on the way."""
    before = kept.set_aside
    kept.runs()
    kept.gone()
    kept.listing()
    kept.holdings()
    kept.blobs("extraction", map(kept_key, range(40)))
    kept.keep("extraction", b"key", b"content")
    kept.commit()
    number = kept.add_run(of(2), b"audit", b"record")
    kept.list_as({"a": Seen(1, 1, 1, b"a")})
    kept.prune("extraction", [b"key"])
    found = (kept.blob("extraction", b"key"), kept.seen("a"), kept.run_record(number))
    assert found == (b"content", Seen(1, 1, 1, b"a"), b"record") or kept.set_aside != before


@pytest.mark.parametrize("found", [b"no database at all", b"SQLite format 3\x00" + bytes(4_000), bytes(8_192)])
def test_what_is_no_database_is_set_aside_and_kept(opened: Opened, found: bytes) -> None:
    for number in (1, 2):
        with opened() as kept:
            pass
        (kept.place / "state.db").write_bytes(found)
        with opened() as kept:
            assert kept.started_anew
            assert kept.set_aside == kept.place / f"state.db.broken-{number}"
            assert kept.set_aside.read_bytes() == found
            works(kept)
    with opened() as kept:
        assert not kept.started_anew


def test_a_database_without_its_tables_is_set_aside(opened: Opened) -> None:
    place = filled(opened)
    with raw(place) as connection:
        connection.execute("DROP TABLE run")
    with opened() as kept:
        assert kept.started_anew
        works(kept)


def test_the_history_is_rescued_from_a_database_whose_content_is_damaged(opened: Opened) -> None:
    place = filled(opened)
    with raw(place) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'blob'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with (place / "state.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with opened() as kept:
        assert kept.blob("extraction", kept_key(1)) is None
        assert kept.started_anew
        assert [run.score for run in kept.runs()] == [61.25]
        assert kept.run_audit(1) == b"audit"
        assert [each.why for each in kept.gone()] == ["shortlist"]
        works(kept)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_is_a_crash(opened: Opened, tmp_path: Path, data: st.DataObject) -> None:
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
    path = filled(opened) / "state.db"
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(st.integers(0, len(content) - 1)), data.draw(st.sampled_from([1, 8, 500, 5_000]))
        content[start : start + length] = random.Random(start).randbytes(len(content[start : start + length]))
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    with contextlib.suppress(store.CannotUse), opened() as kept:  # a damaged version number may be a newer one
        works(kept)
    with contextlib.suppress(store.CannotUse), opened() as kept:
        works(kept)


# A disk that refuses


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 300 kilobytes."""
    place, mount = tmp_path / "disk", shutil.which("mount")
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", place], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)


def noise(number: int, size_bytes: int = 5_000) -> bytes:
    return random.Random(number).randbytes(size_bytes)


def fill(kept: State) -> None:
    for number in range(1, 1_000):
        kept.keep("extraction", kept_key(number), noise(number))


def test_a_full_disk_is_said_and_the_state_before_is_whole(small_disk: Path) -> None:
    before = {"a": Seen(1, 1, 1, b"a")}
    with State.open(small_disk, small_disk / "folder", SECRET) as kept:
        kept.list_as(before)
        kept.keep("extraction", kept_key(0), noise(0))
        kept.add_run(FIRST, b"audit", b"record")
        with pytest.raises(store.CannotWrite, match=r"state\.db: No space left on device; free some .*--state"):
            fill(kept)
        with pytest.raises(store.CannotWrite):
            kept.add_run(of(2), noise(1, 400_000), b"record")
        with pytest.raises(store.CannotWrite):
            kept.list_as({str(number): Seen(number, 1, 1, b"c" * 16) for number in range(10_000)})
        assert [run.number for run in kept.runs()] == [1]
        assert kept.seen("a") == before["a"]
    remount(small_disk, "size=2m")
    with State.open(small_disk, small_disk / "folder", SECRET) as kept:
        assert not kept.started_anew
        assert {"a": kept.seen("a")} == before
        assert kept.blob("extraction", kept_key(0)) == noise(0)
        assert kept.run_audit(1) == b"audit"
        works(kept)


def test_a_disk_without_any_room_is_said_at_once(small_disk: Path) -> None:
    with State.open(small_disk, small_disk / "folder", SECRET) as kept:
        kept.add_run(FIRST, b"audit", b"record")
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))
    with (
        pytest.raises(store.CannotWrite, match="No space left on device"),
        State.open(small_disk, small_disk / "folder", SECRET) as kept,
    ):
        kept.add_run(of(2), b"", b"")
    (small_disk / "filler").unlink()
    with State.open(small_disk, small_disk / "folder", SECRET) as kept:
        assert [run.number for run in kept.runs()] == [1]


def test_state_that_is_read_only_is_said(small_disk: Path) -> None:
    with State.open(small_disk, small_disk / "folder", SECRET) as kept:
        kept.add_run(FIRST, b"audit", b"record")
    remount(small_disk, "ro")
    with pytest.raises(store.CannotWrite, match=r"Read-only file system; .*--state"):
        State.open(small_disk, small_disk / "folder", SECRET)
    remount(small_disk, "rw")
    with State.open(small_disk, small_disk / "folder", SECRET) as kept:
        assert len(kept.runs()) == 1


# The room for files of a process, which needs no mount; the signal would end it.
FILLS = """
import resource, signal, sys
from pathlib import Path
from auditor import store
from auditor.state import State
home = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with State.open(home, home / "folder", b"k" * 32) as kept:
        for number in range(1000):
            kept.keep("extraction", str(number).encode(), __import__("os").urandom(5000))
            kept.commit()
            print(number, flush=True)
except store.CannotWrite as error:
    sys.exit(str(error))
"""


@POSIX_ONLY
def test_a_limit_on_the_size_of_files_is_said_and_the_state_before_is_whole(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FILLS, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "state.db: " in done.stderr
    assert "Traceback" not in done.stderr
    with State.open(tmp_path, tmp_path / "folder", SECRET) as kept:
        assert not kept.started_anew
        assert all(kept.blob("extraction", number.encode()) for number in done.stdout.split())


# Processes that are killed, and two at once

KEEPS = """
import hashlib, sys
from pathlib import Path
from auditor.state import Seen, State
home = Path(sys.argv[1])
with State.open(home, home / "folder", b"k" * 32) as kept:
    number = int(sys.argv[2])
    while True:
        key = str(number).encode()
        kept.keep("extraction", key, hashlib.sha512(key).digest() * 60)
        if number % 7 == 0:
            kept.commit()
            print(number, flush=True)
        if number % 50 == 0:
            kept.list_as({str(each): Seen(each, number, 1, b"c") for each in range(100)})
        if number % 90 == 0:
            kept.prune("other", [])
            kept.keep("other", key, b"x" * 9000)
        number += 1
"""


@POSIX_ONLY
def test_whatever_was_committed_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    chosen, committed = random.Random(20), -1
    for _ in range(12):
        words = [sys.executable, "-c", KEEPS, str(tmp_path), str(committed + 1)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        for _ in range(chosen.randint(1, 40)):
            committed = max(committed, int(next(lines)))
        timer = threading.Timer(chosen.uniform(0, 0.02), process.kill)
        timer.start()
        committed = max([committed, *(int(line) for line in lines if line.endswith("\n"))])
        timer.join()
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        with State.open(tmp_path, tmp_path / "folder", SECRET) as kept:
            assert not kept.started_anew
            keys = [str(number).encode() for number in range(committed + 1)]
            assert kept.blobs("extraction", keys) == {key: hashlib.sha512(key).digest() * 60 for key in keys}
            assert len({seen.mtime_ns for seen in kept.listing().values()}) <= 1, "a listing is of one run"
            assert len(kept.listing()) in (0, 100)
        with raw(kept.place) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert committed > 100


HOLDS = """
import sys
from pathlib import Path
from auditor.state import State
home = Path(sys.argv[1])
with State.open(home, home / "folder", b"k" * 32):
    print("open", flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def another(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the state."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, home], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    try:
        yield process
    finally:
        process.communicate()


def test_of_two_processes_one_works_and_the_other_is_told_who_does(tmp_path: Path) -> None:
    assert state.holder(tmp_path, tmp_path / "folder", SECRET) is None
    with another(tmp_path) as process:
        with pytest.raises(store.Locked) as refused:
            State.open(tmp_path, tmp_path / "folder", SECRET)
        holder = refused.value.holder
        assert holder is not None
        assert holder.pid == process.pid
        assert holder.host
        assert holder.since.endswith("+00:00")
        assert state.holder(tmp_path, tmp_path / "folder", SECRET) == holder
        with State.open(tmp_path, tmp_path / "another folder", SECRET):
            pass
    with State.open(tmp_path, tmp_path / "folder", SECRET) as kept:
        assert {path.name for path in kept.place.glob("lock*")} == {"lock", "lock.holder"}
    assert {path.name for path in kept.place.iterdir()} == {"lock", "state.db"}


@POSIX_ONLY
def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    with another(tmp_path) as process:
        process.kill()
        process.wait()
        assert state.holder(tmp_path, tmp_path / "folder", SECRET) is None
        with State.open(tmp_path, tmp_path / "folder", SECRET):
            pass


# Encryption as a whole


@pytest.fixture
def sqlcipher() -> None:
    pytest.importorskip("sqlcipher3")


@pytest.mark.usefixtures("sqlcipher")
def test_a_database_encrypted_as_a_whole_has_nothing_in_the_clear(tmp_path: Path) -> None:
    with State.open(tmp_path, tmp_path / "folder", SECRET, whole=True) as kept:
        works(kept)
        assert b"SQLite" not in (kept.place / "state.cipher.db").read_bytes()
        assert b"extraction" not in all_bytes(kept.place)
    assert {path.name for path in kept.place.iterdir()} == {"lock", "state.cipher.db"}
    with State.open(tmp_path, tmp_path / "folder", SECRET, whole=True) as kept:
        assert kept.blob("extraction", b"key") == b"content"


@pytest.mark.usefixtures("sqlcipher")
def test_a_plain_database_is_encrypted_when_that_is_asked_for(opened: Opened, tmp_path: Path) -> None:
    place = filled(opened)
    with opened() as kept:
        kept.purge_run(1)
        kept.add_run(of(2), b"audit", b"record")
    (tmp_path / "home" / "encrypt").touch()
    with opened() as kept:
        assert not (place / "state.db").exists()
        assert [run.number for run in kept.runs()] == [2]
        assert kept.blobs("extraction", [kept_key(7)]) == {kept_key(7): random.Random(7).randbytes(2_000)}
        assert kept.seen("7.docx") == Seen(7, 1, 1, b"c")
        assert [each.why for each in kept.gone()] == ["shortlist"]
        kept.purge_run(2)
        assert kept.add_run(of(3), b"", b"") == 3, "a number is never given twice"
        works(kept)


@pytest.mark.usefixtures("sqlcipher")
def test_a_conversion_that_was_killed_is_done_again_or_was_done(opened: Opened, tmp_path: Path) -> None:
    place = filled(opened)
    plain = (place / "state.db").read_bytes()
    (tmp_path / "home" / "encrypt").touch()
    (place / "state.cipher.db.new").write_bytes(b"half")
    with opened() as kept:
        assert len(kept.runs()) == 1
        kept.add_run(of(2), b"", b"")
    (place / "state.db").write_bytes(plain)
    with opened() as kept:
        assert len(kept.runs()) == 2
    assert {path.name for path in place.iterdir()} == {"lock", "state.cipher.db"}


@pytest.mark.usefixtures("sqlcipher")
def test_an_encrypted_database_is_not_turned_back(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "encrypt").touch()
    place = filled(opened)
    (tmp_path / "home" / "encrypt").unlink()
    with pytest.raises(store.CannotUse, match=r"encrypted as a whole; put the file `encrypt` back"):
        opened()
    assert not (place / "state.db").exists()


@pytest.mark.usefixtures("sqlcipher")
@pytest.mark.parametrize("name", ["state.db", "state.cipher.db"])
def test_a_damaged_one_is_set_aside_too(opened: Opened, tmp_path: Path, name: str) -> None:
    place = filled(opened)
    (tmp_path / "home" / "encrypt").touch()
    if name == "state.cipher.db":
        opened().close()
    content = (place / name).read_bytes()
    (place / name).write_bytes(content[: len(content) // 2] + b"\xff" * (len(content) - len(content) // 2))
    with opened() as kept:
        works(kept)
        assert kept.set_aside == place / f"{name}.broken-1"


def test_without_the_extra_asked_for_encryption_is_refused_not_forgotten(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "encrypt").touch()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(store.CannotUse, match=r"install aggregation-auditor\[sqlcipher\]"):
        opened()
