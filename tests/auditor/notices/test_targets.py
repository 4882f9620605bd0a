"""Where notices go: what the tables may say, and where secrets come from."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from auditor.notices.channel import Failed
from auditor.notices.discover import channels
from auditor.notices.targets import BadTarget, filled, targets
from tests.conftest import readme_block

HOOK = {"kind": "webhook", "url": "https://example.org/h", "secret_env": "HOOK_SECRET"}
MAIL = {"kind": "email", "host": "smtp.example.org", "from": "a@example.org", "to": ["b@example.org"]}
ROBOT = {"kind": "dingtalk", "url_env": "ROBOT_URL"}


def test_the_channels_are_found() -> None:
    assert set(channels()) == {"dingtalk", "email", "feishu", "webhook", "wecom"}


def test_the_example_of_the_readme_is_right() -> None:
    found = targets(tomllib.loads(readme_block("notices"))["notice"], channels())
    assert [target.channel.kind for target in found] == ["email", "webhook", "dingtalk", "wecom"]


@pytest.mark.parametrize(
    "table",
    [
        HOOK,
        MAIL,
        ROBOT,
        {**HOOK, "url": "http://127.0.0.1:8080/h"},
        {**HOOK, "url": "http://[::1]/h"},
        {**MAIL, "port": 2525, "security": "tls", "user": "u", "password_file": "/k", "ca_file": "/c"},
        {**MAIL, "host": "localhost", "security": "none", "from": "审计 <a@example.org>"},
        {"kind": "feishu", "url_file": "/u", "secret_file": "/s"},
        {"kind": "wecom", "url_file": "/u"},
    ],
)
def test_a_table_that_is_right_is_taken(table: dict[str, Any]) -> None:
    assert targets([table], channels())[0].table == table


@pytest.mark.parametrize(
    ("table", "reason", "key"),
    [
        ({}, "kind", "None"),
        ({"kind": "pigeon"}, "kind", "pigeon"),
        ({"kind": ["email"]}, "kind", "['email']"),
        ({**HOOK, "urls": "x"}, "unknown", "urls"),
        ({**HOOK, "secret": "hunter2"}, "in_clear", "secret"),
        ({**MAIL, "password": "hunter2"}, "in_clear", "password"),
        ({**ROBOT, "url": "https://example.org?access_token=1"}, "in_clear", "url"),
        ({"kind": "webhook", "url": "https://example.org/h"}, "missing", "secret_env | secret_file"),
        ({"kind": "email", "host": "h", "from": "a@b"}, "missing", "to"),
        ({**HOOK, "secret_file": "/s"}, "twice", "secret_env | secret_file"),
        ({**HOOK, "url": "http://example.org/h"}, "unprotected", "url"),
        ({**HOOK, "url": "https://u:p@example.org/h"}, "unprotected", "url"),
        ({**HOOK, "url": "ftp://example.org/h"}, "unprotected", "url"),
        ({**HOOK, "url": "https://"}, "unprotected", "url"),
        ({**HOOK, "url": "https://example.org:port/h"}, "unprotected", "url"),
        ({**HOOK, "url": "https://[example.org/h"}, "unprotected", "url"),
        ({**HOOK, "url": "https://example.org/h\r\nX: y"}, "form", "url"),
        ({**MAIL, "security": "none"}, "unprotected", "security"),
        ({**MAIL, "security": "ssl"}, "form", "security"),
        ({**MAIL, "port": 0}, "form", "port"),
        ({**MAIL, "port": True}, "form", "port"),
        ({**MAIL, "to": "b@example.org"}, "form", "to"),
        ({**MAIL, "to": []}, "form", "to"),
        ({**MAIL, "to": ["b@example.org", 3]}, "form", "to"),
        ({**MAIL, "from": "a@example.org\nBcc: c@example.org"}, "form", "from"),
        ({**MAIL, "from": "@"}, "form", "from"),
        ({**MAIL, "from": "Audit"}, "form", "from"),
        ({**MAIL, "from": "a@例子"}, "form", "from"),
    ],
)
def test_a_table_that_cannot_work_says_which_key(table: dict[str, Any], reason: str, key: str) -> None:
    with pytest.raises(BadTarget) as caught:
        targets([ROBOT, table], channels())
    assert (caught.value.reason, caught.value.number, caught.value.key) == (reason, 2, key)
    assert "hunter2" not in str(caught.value)


def test_a_secret_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    (hook,) = targets([HOOK], channels())
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    with pytest.raises(Failed, match="no_variable HOOK_SECRET"):
        filled(hook)
    monkeypatch.setenv("HOOK_SECRET", " k \n")
    assert filled(hook) == {"url": "https://example.org/h", "secret": "k", "ca_file": ""}


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_secret_comes_from_a_file_of_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "密钥"
    (mail,) = targets([{**MAIL, "password_file": str(path)}], channels())
    for reason, content, mode in (("no_file", None, 0), ("open_file", "k", 0o640), ("no_file", "", 0o600)):
        if content is not None:
            path.write_text(content)
            path.chmod(mode)
        with pytest.raises(Failed, match=reason):
            filled(mail)
    path.write_text("p w\n")
    assert filled(mail) == {
        "host": "smtp.example.org", "port": 0, "security": "starttls", "user": "", "password": "p w",
        "from": "a@example.org", "to": ("b@example.org",), "ca_file": "",
    }  # fmt: skip


def test_an_address_that_is_a_secret_is_checked_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    (robot,) = targets([ROBOT], channels())
    monkeypatch.setenv("ROBOT_URL", "http://example.org/?access_token=hunter2")
    with pytest.raises(Failed) as caught:
        filled(robot)
    assert str(caught.value) == "address url", "the address itself is not told"


@pytest.mark.parametrize(
    ("table", "label"),
    [(HOOK, "webhook example.org"), (MAIL, "email smtp.example.org"), (ROBOT, "dingtalk")],
)
def test_a_target_is_called_by_its_kind_and_host(table: dict[str, Any], label: str) -> None:
    assert targets([table], channels())[0].label == label
