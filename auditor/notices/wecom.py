"""WeCom (企业微信) group robot.

Source: developer.work.weixin.qq.com, "群机器人配置说明". There is no signature: the address holds the key, so it is a
secret.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.notices import post
from auditor.notices.channel import Channel, Moment, Setting, Value
from auditor.notices.letter import Letter

_LONGEST_BYTES = 2048  # of a text message, same source


def request(url: str, letter: Letter) -> post.Request:
    """Give the request; lines that would not fit are left out whole."""
    shown, size = [letter.subject], len(letter.subject.encode())
    for line in letter.lines:
        size += 1 + len(line.encode())
        if size > _LONGEST_BYTES:
            break
        shown.append(line)
    return post.Request(url, post.body({"msgtype": "text", "text": {"content": "\n".join(shown)}}))


def _deliver(settings: Mapping[str, Value], letter: Letter, moment: Moment) -> None:
    asked = request(str(settings["url"]), letter)
    post.accepted(post.answer(asked, str(settings["ca_file"]), moment.patience_s), "errcode")


CHANNEL = Channel("wecom", (Setting("url", "secret url"), Setting("ca_file", required=False)), _deliver)
