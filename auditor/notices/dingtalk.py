"""DingTalk (钉钉) group robot, signed.

Source: open.dingtalk.com, "自定义机器人安全设置" (加签) and "自定义机器人发送群消息". The address holds the robot's
key, so it is a secret like the key for signing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote_plus

from auditor.notices import post
from auditor.notices.channel import Channel, Moment, Setting, Value
from auditor.notices.letter import Letter


def request(url: str, secret: str, letter: Letter, now_s: float) -> post.Request:
    """Give the request; with a secret the address carries the time in milliseconds and the signature."""
    content = {"msgtype": "text", "text": {"content": "\n".join((letter.subject, *letter.lines))}}
    if not secret:
        return post.Request(url, post.body(content))
    stamp = str(int(now_s * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    joint = "&" if "?" in url else "?"
    signed = f"{url}{joint}timestamp={stamp}&sign={quote_plus(base64.b64encode(digest))}"
    return post.Request(signed, post.body(content))


def _deliver(settings: Mapping[str, Value], letter: Letter, moment: Moment) -> None:
    asked = request(str(settings["url"]), str(settings["secret"]), letter, moment.now_s)
    post.accepted(post.answer(asked, str(settings["ca_file"]), moment.patience_s), "errcode")


CHANNEL = Channel(
    "dingtalk",
    (Setting("url", "secret url"), Setting("secret", "secret", required=False), Setting("ca_file", required=False)),
    _deliver,
)
