"""Every channel against a real server on this machine that checks as the real one does."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.notices import dingtalk, feishu, mail, post, webhook, wecom
from auditor.notices.channel import Failed, Moment
from auditor.notices.letter import Letter, letter
from tests.auditor.notices.servers import Hook, Mailbox, certificate, closed_port, hook, mailbox, silent
from tests.auditor.notices.test_letter import AT, CHANGE

NOW = 1793507400.25
MOMENT = Moment(NOW, 5.0)
LETTER = letter(CHANGE, "group", AT, "zh", names=False)
SECRET = "SEC 密 1"


pytestmark = pytest.mark.filterwarnings("ignore:Session.login_data:DeprecationWarning")  # aiosmtpd warns of itself


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


def settings(**given: Any) -> dict[str, Any]:
    return {"ca_file": "", "secret": SECRET, **given}


# Over HTTP


def test_a_receiver_of_the_webhook_can_check_who_wrote_and_when(pem: Path) -> None:
    with hook(Hook(), pem) as server:
        webhook.CHANNEL.deliver(settings(url=server.url, ca_file=str(pem)), LETTER, MOMENT)
    (asked,) = server.asked
    signed = asked.headers["Auditor-Timestamp"].encode() + b"." + asked.body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(asked.headers["Auditor-Signature"], f"sha256={expected}")
    assert asked.headers["Auditor-Timestamp"] == "1793507400"
    assert json.loads(asked.body) == LETTER.payload
    assert asked.headers["User-Agent"] == "auditor"


def test_dingtalk_gets_a_signed_address() -> None:
    with hook(Hook(answer=b'{"errcode":0,"errmsg":"ok"}')) as server:
        dingtalk.CHANNEL.deliver(settings(url=f"{server.url}?access_token=t"), LETTER, MOMENT)
    (asked,) = server.asked
    query = parse_qs(urlsplit(asked.path).query)
    stamp = query["timestamp"][0]
    expected = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert base64.b64decode(query["sign"][0]) == expected
    assert (stamp, query["access_token"]) == ("1793507400250", ["t"])
    said = json.loads(asked.body)
    assert said["msgtype"] == "text"
    assert said["text"]["content"].startswith("auditor group：得分 40.0 → 47.2\n得分 40.0")


def test_feishu_gets_a_signed_body() -> None:
    with hook(Hook(answer=b'{"code":0,"msg":"success"}')) as server:
        feishu.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)
    said = json.loads(server.asked[0].body)
    expected = hmac.new(f"{said['timestamp']}\n{SECRET}".encode(), digestmod=hashlib.sha256).digest()
    assert base64.b64decode(said["sign"]) == expected
    assert (said["timestamp"], said["msg_type"]) == ("1793507400", "text")
    assert "退出码 0 → 1" in said["content"]["text"]


def test_wecom_gets_a_text_of_no_more_bytes_than_it_takes() -> None:
    long = Letter("主题", tuple("行" * 100 for _ in range(30)), {})
    with hook(Hook(answer=b'{"errcode":0}')) as server:
        wecom.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)
        wecom.CHANNEL.deliver(settings(url=server.url), long, MOMENT)
    short, cut = (json.loads(asked.body) for asked in server.asked)
    assert short == {"msgtype": "text", "text": {"content": "\n".join((LETTER.subject, *LETTER.lines))}}
    assert 1700 < len(cut["text"]["content"].encode()) <= 2048
    assert cut["text"]["content"].splitlines()[-1] == "行" * 100


@pytest.mark.parametrize("channel", [dingtalk, feishu])
def test_a_robot_without_signing_gets_no_signature(channel: Any) -> None:
    with hook(Hook(answer=b'{"errcode":0,"code":0}')) as server:
        channel.CHANNEL.deliver(settings(url=server.url, secret=""), LETTER, MOMENT)
    assert "sign" not in server.asked[0].path
    assert "sign" not in json.loads(server.asked[0].body)


@pytest.mark.parametrize(
    ("channel", "answer", "code"),
    [
        (dingtalk, b'{"errcode":310000,"errmsg":"sign not match"}', "310000"),
        (wecom, b'{"errcode":93000}', "93000"),
        (feishu, b'{"code":19021,"msg":"sign match fail"}', "19021"),
        (feishu, b"<html>", "–"),
        (feishu, b"[]", "–"),
        (dingtalk, b"{}", "–"),
        (dingtalk, b'{"errcode":false}', "False"),
    ],
)
def test_a_robot_that_refuses_is_found_out_though_it_answers_200(channel: Any, answer: bytes, code: str) -> None:
    with hook(Hook(answer=answer)) as server, pytest.raises(Failed) as caught:
        channel.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)
    assert (caught.value.reason, caught.value.detail) == ("refused", code)


def test_the_older_answer_of_feishu_is_understood() -> None:
    with hook(Hook(answer=b'{"StatusCode":0,"StatusMessage":"success"}')) as server:
        feishu.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 500])
def test_an_answer_that_is_not_yes_is_told_after_one_attempt(status: int) -> None:
    with hook(Hook(statuses=[status], location="http://127.0.0.1:1/")) as server, pytest.raises(Failed) as caught:
        webhook.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)
    assert (caught.value.reason, caught.value.detail, len(server.asked)) == ("status", str(status), 1)


def test_a_server_that_is_busy_is_asked_again_with_the_same_signature() -> None:
    with hook(Hook(statuses=[503, 429, 200])) as server:
        webhook.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)
    assert len({(asked.body, asked.headers["Auditor-Signature"]) for asked in server.asked}) == 1
    assert len(server.asked) == 3


def test_a_server_that_stays_busy_is_left_alone() -> None:
    with hook(Hook(statuses=[503])) as server, pytest.raises(Failed, match="status 503"):
        webhook.CHANNEL.deliver(settings(url=server.url), LETTER, MOMENT)
    assert len(server.asked) == post.ATTEMPTS


def test_a_server_that_does_not_answer_is_asked_once_for_it_may_have_taken_the_notice() -> None:
    with hook(Hook(wait_s=60)) as server, pytest.raises(Failed, match="timeout"):
        webhook.CHANNEL.deliver(settings(url=server.url), LETTER, Moment(NOW, 0.2))
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(Failed, match="unreachable"):
        webhook.CHANNEL.deliver(settings(url=f"http://127.0.0.1:{closed_port()}/"), LETTER, MOMENT)


def test_a_certificate_that_is_not_trusted_or_of_another_name_ends_it(pem: Path, tmp_path: Path) -> None:
    other = certificate(tmp_path, "other.example")
    for served, trusted in ((pem, ""), (other, str(other)), (pem, str(other))):
        with hook(Hook(), served) as server, pytest.raises(Failed, match="untrusted"):
            webhook.CHANNEL.deliver(settings(url=server.url, ca_file=trusted), LETTER, MOMENT)
        assert server.asked == []


def test_certificates_that_are_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    for path in ("empty.pem", "missing.pem"):
        with pytest.raises(Failed, match=f"no_file .*{path}"):
            webhook.CHANNEL.deliver(
                settings(url="https://localhost/", ca_file=str(tmp_path / path)), LETTER, MOMENT
            )  # fmt: skip


# Over SMTP


def mail_settings(box: Mailbox, **given: Any) -> dict[str, Any]:
    to = ("林岚 <b@example.org>", "c@example.org")
    asked = {"host": "localhost", "port": box.port, "security": "none", "user": "", "password": "", "ca_file": ""}
    return {**asked, "from": "审计 <a@example.org>", "to": to, **given}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_over_a_protected_connection_after_a_login(pem: Path, security: str) -> None:
    with mailbox(Mailbox(), security, pem, login=True) as box:
        given = mail_settings(box, security=security, ca_file=str(pem), user="u", password="p w")
        mail.CHANNEL.deliver(given, LETTER, MOMENT)
    ((sender, recipients, content),) = box.taken
    assert (sender, recipients, box.logins) == ("a@example.org", ["b@example.org", "c@example.org"], [("u", "p w")])
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert found["Subject"] == LETTER.subject
    assert found.get_content().splitlines() == list(LETTER.lines)
    assert found["Date"] == "Sun, 01 Nov 2026 04:30:00 +0000"
    assert found["Auto-Submitted"] == "auto-generated"


def test_mail_says_nothing_of_the_machine() -> None:
    with mailbox(Mailbox()) as box:
        mail.CHANNEL.deliver(mail_settings(box), LETTER, MOMENT)
    assert set(box.greetings) == {"[127.0.0.1]"}
    found = email.message_from_bytes(box.taken[0][2], policy=email.policy.default)
    assert found["Message-ID"].endswith("@example.org>")


def test_each_refusal_of_a_mail_server_has_its_reason(pem: Path, tmp_path: Path) -> None:
    other = certificate(tmp_path, "other.example")
    with mailbox(Mailbox(), "starttls", pem, login=True) as box:
        cases = [
            ("login", {"security": "starttls", "ca_file": str(pem), "user": "u", "password": "wrong"}),
            ("untrusted", {"security": "starttls", "user": "u", "password": "p w"}),
            ("untrusted", {"security": "starttls", "ca_file": str(other)}),
            ("recipients", {"security": "starttls", "ca_file": str(pem)}),
            ("untrusted", {"security": "tls", "ca_file": str(pem)}),
        ]
        for reason, given in cases:
            with pytest.raises(Failed) as caught:
                mail.CHANNEL.deliver(mail_settings(box, **given), LETTER, MOMENT)
            assert caught.value.reason == reason, given
        assert box.taken == []


def test_a_server_without_protection_is_not_given_the_mail() -> None:
    with mailbox(Mailbox()) as box:
        for given in ({"security": "starttls"}, {"user": "u", "password": "p"}):
            with pytest.raises(Failed, match="no_protection"):
                mail.CHANNEL.deliver(mail_settings(box, **given), LETTER, MOMENT)
    assert box.taken == []


def test_one_refused_recipient_is_told_and_the_others_get_their_mail() -> None:
    with mailbox(Mailbox(refused="c@example.org")) as box, pytest.raises(Failed, match="recipients"):
        mail.CHANNEL.deliver(mail_settings(box), LETTER, MOMENT)
    assert box.taken[0][1] == ["b@example.org"]


def test_a_mail_server_that_is_silent_or_not_there_is_not_waited_for() -> None:
    with silent() as port, pytest.raises(Failed, match="timeout"):
        mail.CHANNEL.deliver(mail_settings(Mailbox(port=port)), LETTER, Moment(NOW, 0.2))
    with pytest.raises(Failed, match="unreachable"):
        mail.CHANNEL.deliver(mail_settings(Mailbox(port=closed_port())), LETTER, MOMENT)
