"""The files of jobs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.schedule import jobs
from auditor.schedule.jobs import BadJob, Job, Last
from auditor.schedule.timing import Every, Timing

JOB = Job(
    "group", '/data/项目 群 100%$"\'\\', "systemd", Timing(Every.month, 5, 12, 30), "zh",
    {"out": "/data/出", "target": 20.0, "keep": ["minutes/*", "a b"], "reveal": True, "jobs": 2},
    ({"kind": "webhook", "url": "https://example.org/hook", "secret_file": "/home/u/key"},), names=True, moved_by=5.0,
)  # fmt: skip


def test_a_job_that_is_saved_can_be_loaded(tmp_path: Path) -> None:
    jobs.save(tmp_path, JOB)
    assert jobs.load(tmp_path, "group") == JOB
    assert jobs.names(tmp_path) == ("group",)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.lists(TEXT))
def test_whatever_is_text_survives(folder: str, keep: list[str]) -> None:
    job = Job("a", folder, "cron", Timing(Every.day, 0, 1, 2), "en", {"keep": keep})
    assert jobs._job(jobs.tomllib.loads(jobs.written(job)), "a", Path("a.toml")) == job


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_job_is_for_the_user_alone_and_has_the_folder_in_clear(tmp_path: Path) -> None:
    path = jobs.save(tmp_path, JOB)
    jobs.remember(tmp_path, "group", Last("2026-11-01T12:30:00+08:00", 1, 1))
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "项目 群 100%" in path.read_text("utf-8")


def test_options_become_words_that_the_audit_takes() -> None:
    assert JOB.words() == [
        "--out=/data/出", "--target=20.0", "--keep=minutes/*", "--keep=a b", "--reveal", "--jobs=2", "--", JOB.folder,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason", "where"),
    [
        ("folder =", "toml", ""),
        ('folder = "/a"\nfolders = "/b"', "shape", "folders"),
        ("folder = 3", "shape", "every"),
        ('every = "year"\nat = "12:30"', "shape", "every"),
        ('every = "day"\nat = "25:00"', "shape", "at"),
        ('every = "month"\nat = "12:30"\nday = 30', "shape", "day"),
        ('every = "day"\nat = "12:30"\nlang = "fr"', "shape", "lang"),
        ('every = "day"\nat = "12:30"\nlang = "zh"\nfolder = 3\nscheduler = "cron"', "shape", "folder"),
        ('every = "day"\nat = "12:30"\nlang = "zh"\nnotice = [3]', "shape", "notice"),
        ('every = "day"\nat = "12:30"\nlang = "zh"\n[audit]\nkeep = [3]', "shape", "audit.keep"),
    ],
)
def test_a_job_that_was_changed_into_something_else_says_where(
    tmp_path: Path, content: str, reason: str, where: str
) -> None:
    path = jobs.place(tmp_path, "a")
    path.parent.mkdir()
    path.write_text(content, "utf-8")
    with pytest.raises(BadJob) as caught:
        jobs.load(tmp_path, "a")
    assert (caught.value.reason, caught.value.path) == (reason, path)
    assert caught.value.where.startswith(where)


def test_a_job_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadJob, match="missing"):
        jobs.load(tmp_path, "a")
    assert jobs.names(tmp_path) == ()


def test_how_a_job_ended_is_remembered_until_it_is_forgotten(tmp_path: Path) -> None:
    jobs.save(tmp_path, JOB)
    assert jobs.last(tmp_path, "group") is None
    jobs.remember(tmp_path, "group", Last("2026-11-01T12:30:00+08:00", 4, 1))
    assert jobs.last(tmp_path, "group") == Last("2026-11-01T12:30:00+08:00", 4, 1)
    jobs.forget(tmp_path, "group")
    assert list((tmp_path / "schedules").iterdir()) == []


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"at": "x"}'])
def test_a_broken_record_of_the_last_run_counts_as_none(tmp_path: Path, broken: str) -> None:
    jobs.save(tmp_path, JOB)
    (tmp_path / "schedules" / "group.last.json").write_text(broken)
    assert jobs.last(tmp_path, "group") is None


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Group 2026", "group-2026"),
        ("项目群", "folder"),
        ("风电 wind", "wind"),
        ("..", "folder"),
        ("a" * 60, "a" * 32),
    ],
)
def test_a_folder_gives_a_name_that_every_scheduler_can_hold(folder: str, name: str) -> None:
    assert jobs.slug(folder) == name
    assert jobs.NAME.fullmatch(name)
