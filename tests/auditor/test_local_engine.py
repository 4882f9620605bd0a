"""The local engine: every file exactly once, whatever the others do, and no process left behind."""

import gc
import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.engines import batches, local
from auditor.engines.local import LocalEngine, readers
from auditor.folder import FoundFile, walk
from extractors.guard import Guard, GuardBroken
from extractors.model import Limits

DEEDS = "tests.extractors.test_guard:stream"
SMALL = Limits(cpu_s=1, wall_s=2.0, memory_bytes=200 << 20, text_chars=1 << 20)
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.fixture(autouse=True)
def fake_readers(monkeypatch):
    """Have the guards run the deeds of the guard's own tests."""
    monkeypatch.setattr(local, "Guard", lambda limits, **shared: Guard(limits, **shared, target=DEEDS))


def folder(root: Path, *deeds: str):
    for number, deed in enumerate(deeds):
        (root / f"{number:02}.txt").write_text(deed)
    return walk(root)


def texts(outcomes):
    return {index: found[0].segments[0].text if found[0].segments else found[0].status for index, found in outcomes}


def gone(pids):
    """Wait until none of these processes is there."""
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.02)
    return False


def pids_of(engine):
    return [guard._child._process.pid for guard in engine._guards if guard._child]


def test_few_files_start_one_reader_and_no_number_of_files_more_than_are_wanted():
    assert [readers(files, 4) for files in (0, 1, 49, 50, 150, 10_000)] == [1, 1, 1, 2, 4, 4]
    assert readers(10_000, 1) == 1
    assert readers(10_000) >= 1


@POSIX_ONLY
def test_each_file_comes_once_and_bad_ones_cost_no_other(tmp_path):
    files = folder(tmp_path, *["ok"] * 20, "segfault", "eat", "exit", "oom", *["ok"] * 20)
    with LocalEngine(2, SMALL) as engine:
        outcomes = list(engine.map_files(files))
    assert sorted(index for index, _ in outcomes) == list(range(44))
    found = texts(outcomes)
    assert {found[i] for i in range(20, 24)} == {"unread"}
    assert sum(text == "ok" for text in found.values()) == 40


def test_small_files_are_read_together_and_large_ones_begin_first(tmp_path):
    files = [FoundFile(str(n), tmp_path, size) for n, size in enumerate((5, 1 << 20, 9, 2 << 20, *[7] * 60))]
    groups = list(batches.groups(files, 2))
    assert groups[:2] == [[3], [1]]
    assert groups[2][0] == 2
    assert sorted(n for group in groups for n in group) == list(range(64))
    assert max(map(len, groups)) == min(batches.FILES_TOGETHER, 62 // 4), "as many groups as keep every reader busy"
    assert list(batches.groups(files[:1], 4)) == [[0]]


def test_files_that_are_not_to_be_read_pass_through(tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    files = folder(tmp_path, "ok")
    with LocalEngine(1, SMALL) as engine:
        found = dict(engine.map_files(files))
    assert [(found[i][0].path, found[i][0].status) for i in (0, 1)] == [("00.txt", "read"), ("link", "skipped")]


def test_a_file_that_vanished_is_unread_and_one_that_grew_says_so(tmp_path):
    files = folder(tmp_path, "ok", "gone")
    (tmp_path / "01.txt").unlink()
    (tmp_path / "00.txt").write_text("ok and more")
    with LocalEngine(1, SMALL) as engine:
        found = dict(engine.map_files(files))
    assert (found[1][0].status, found[1][0].problems[0].kind) == ("unread", "unreadable")
    assert found[0][0].status == "partly"
    assert "changed" in found[0][0].problems[-1].detail


def test_the_isolation_is_known_before_and_after(tmp_path):
    with LocalEngine(1, SMALL) as engine:
        assert engine.isolation
        list(engine.map_files(folder(tmp_path, "ok")))
    assert engine.isolation


def test_an_engine_serves_several_calls(tmp_path):
    files = folder(tmp_path, "ok", "fine")
    with LocalEngine(2, SMALL) as engine:
        assert texts(engine.map_files(files)) == texts(engine.map_files(files)) == {0: "ok", 1: "fine"}
        assert list(engine.map_files([])) == []


@POSIX_ONLY
def test_ctrl_c_ends_every_process_at_once(tmp_path):
    files = folder(tmp_path, "ok first, for it is largest", *["deaf"] * 3)
    pids = []
    began = time.monotonic()

    def interrupted():
        with LocalEngine(2, Limits(wall_s=60)) as engine:
            for _ in engine.map_files(files):
                time.sleep(0.3)
                pids.extend(pids_of(engine))
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(pids) == 2
    assert gone(pids)
    assert time.monotonic() - began < 20
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("engine")]


@POSIX_ONLY
def test_a_caller_who_stops_early_leaves_no_process(tmp_path):
    engine = LocalEngine(2, Limits(wall_s=60))
    outcomes = engine.map_files(folder(tmp_path, "ok first, for it is largest", *["sleep"] * 3))
    next(outcomes)
    pids = pids_of(engine)
    outcomes.close()
    gc.collect()
    assert gone(pids)


def test_readers_that_do_not_start_end_the_call_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "Guard", lambda limits, **shared: Guard(limits, **shared, target="no.such:module"))
    with pytest.raises(GuardBroken, match="No module named"), LocalEngine(2, SMALL) as engine:
        list(engine.map_files(folder(tmp_path, "ok", "ok")))


def test_a_slow_consumer_holds_the_readers_back(tmp_path):
    files = folder(tmp_path, *["ok"] * 400)
    with LocalEngine(1, SMALL) as engine:
        outcomes = engine.map_files(files)
        next(outcomes)
        time.sleep(0.5)
        child = engine._guards[0]._child
        assert child is not None
        assert child.files <= 2 * engine._ahead * batches.FILES_TOGETHER < 400
        assert len(list(outcomes)) == 399


def test_one_job_a_processor_is_the_default():
    with LocalEngine() as engine:
        assert len(engine._guards) == (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        )


def test_what_did_not_change_is_not_called_changed(tmp_path):
    (file,) = folder(tmp_path, "ok")
    assert batches.same(file)
    assert not batches.same(replace(file, modified_ns=1))
