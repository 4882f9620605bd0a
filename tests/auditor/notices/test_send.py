"""Every target gets its notice or a reason, within a deadline, whatever a server does."""

from __future__ import annotations

import time

import pytest

from auditor.notices.channel import Channel, Failed
from auditor.notices.discover import channels
from auditor.notices.send import Patience, sent
from auditor.notices.targets import Target, targets
from tests.auditor.notices.servers import Hook, closed_port, hook
from tests.auditor.notices.test_channels import LETTER, NOW


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "k")


def to(*urls: str) -> tuple[Target, ...]:
    tables = [{"kind": "webhook", "url": url, "secret_env": "HOOK_SECRET"} for url in urls]
    return targets(tables, channels())


def reasons(found: tuple[Target, ...], patience: Patience = Patience(5.0, 20.0)) -> list[str]:  # noqa: B008  frozen
    return [failed.reason if failed else "" for _, failed in sent(LETTER, found, NOW, patience)]


def test_one_that_fails_does_not_keep_the_others_from_theirs() -> None:
    with hook(Hook()) as first, hook(Hook(statuses=[500])) as second, hook(Hook()) as third:
        gone = f"http://127.0.0.1:{closed_port()}/"
        assert reasons(to(first.url, second.url, gone, third.url)) == ["", "status", "unreachable", ""]
    assert len(first.asked) == len(third.asked) == 1


def test_a_server_that_drips_its_answer_ends_at_the_deadline() -> None:
    with hook(Hook(answer=b"x" * 10_000, drip_s=0.05)) as server:
        assert reasons(to(server.url), Patience(5.0, 0.5)) == ["timeout"]


def test_a_fault_of_a_channel_is_told_by_its_class_alone() -> None:
    def deliver(*_: object) -> None:
        raise KeyError("hunter2")

    (target,) = to("https://example.org/")
    broken = Target(Channel("webhook", (), deliver), target.table)
    ((_, failed),) = sent(LETTER, [broken], NOW)
    assert isinstance(failed, Failed)
    assert str(failed) == "unforeseen KeyError"


def test_a_secret_that_is_not_there_is_a_reason_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOOK_SECRET")
    assert reasons(to("https://example.org/")) == ["no_variable"]


def test_a_signature_of_now_is_taken_by_a_receiver_that_checks_the_time() -> None:
    with hook(Hook()) as server:
        assert [failed for _, failed in sent(LETTER, to(server.url), time.time())] == [None]
    assert abs(int(server.asked[0].headers["Auditor-Timestamp"]) - time.time()) < 300
