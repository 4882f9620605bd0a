"""Feishu (飞书) and Lark group robot, signed.

Source: open.feishu.cn, "自定义机器人使用指南" (签名校验). The address holds the robot's key, so it is a secret like
the key for signing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from auditor.notices import post
from auditor.notices.channel import Channel, Moment, Setting, Value
from auditor.notices.letter import Letter


def request(url: str, secret: str, letter: Letter, now_s: float) -> post.Request:
    """Give the request; with a secret the body carries the time in seconds and the signature.

    The signature is the HMAC of nothing, keyed with time and secret: Feishu's rule, unlike DingTalk's.
    """
    content: dict[str, Any] = {"msg_type": "text", "content": {"text": "\n".join((letter.subject, *letter.lines))}}
    if secret:
        stamp = str(int(now_s))
        digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
        content = {"timestamp": stamp, "sign": base64.b64encode(digest).decode("ascii"), **content}
    return post.Request(url, post.body(content))


def _deliver(settings: Mapping[str, Value], letter: Letter, moment: Moment) -> None:
    asked = request(str(settings["url"]), str(settings["secret"]), letter, moment.now_s)
    post.accepted(post.answer(asked, str(settings["ca_file"]), moment.patience_s), "code", "StatusCode")


CHANNEL = Channel(
    "feishu",
    (Setting("url", "secret url"), Setting("secret", "secret", required=False), Setting("ca_file", required=False)),
    _deliver,
)
