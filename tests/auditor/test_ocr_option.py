"""Recognised text is asked for, is part of what a reading depends on, and is kept for second looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import kept
from auditor.commands import console
from extractors.images import ocr
from fixtures import pictures
from tests.auditor.reaudits import FILES, Desk
from tests.conftest import ran


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.fill({**FILES, "现场.jpg": pictures.jpeg().data})
    return desk


def test_recognition_that_is_not_installed_is_said_before_anything_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    for lang, word in (("zh", "文字识别"), ("en", "character recognition")):
        done = ran("audit", desk.folder, "--state", desk.home, "--lang", lang, "--ocr")
        assert (done.code, word in done.err) == (console.USAGE, True)
    assert not desk.home.exists()


def test_readings_with_and_without_recognised_text_are_not_shared(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: True)
    desk.audit()
    files = desk.opened()
    desk.audit("--ocr")
    assert desk.opened() == files
    desk.audit("--ocr")
    assert desk.opened() == 0
    desk.audit("--no-ocr")
    assert desk.opened() == files


def test_a_second_look_reads_as_the_last_audit_did(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: True)
    desk.audit("--ocr")
    with desk.state() as state:
        assert state.options == ()
        kept.reads_as_before(state)
        assert state.options == ("ocr",)
        assert kept.limits(state).ocr_pages > 0
    with monkeypatch.context() as patched:
        patched.setattr("extractors.guard.Guard.read", lambda *_: pytest.fail("a file was read again"))
        done = ran("shortlist", desk.root / "warm", "--state", desk.home, "--lang", "en", "--target", "1")
        assert done.code in (console.OK, console.ABOVE, console.UNREAD), done.err
    desk.audit()
    with desk.state() as state:
        kept.reads_as_before(state)
        assert kept.limits(state).ocr_pages == 0
