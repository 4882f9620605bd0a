"""A signed webhook: the values of a notice as JSON, for a program of the receiver's own.

Headers: `Auditor-Timestamp`, seconds since 1970; `Auditor-Signature`, "sha256=" and the hexadecimal HMAC-SHA256 of
timestamp, ".", and the body as it was sent, keyed with the shared secret. A receiver computes the same, compares in
constant time, and refuses timestamps that are some minutes old.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from auditor.notices import post
from auditor.notices.channel import Channel, Moment, Setting, Value
from auditor.notices.letter import Letter


def request(url: str, secret: str, letter: Letter, now_s: float) -> post.Request:
    """Give the signed request."""
    content, stamp = post.body(letter.payload), str(int(now_s))
    signature = hmac.new(secret.encode(), stamp.encode() + b"." + content, hashlib.sha256).hexdigest()
    return post.Request(url, content, {"Auditor-Timestamp": stamp, "Auditor-Signature": f"sha256={signature}"})


def _deliver(settings: Mapping[str, Value], letter: Letter, moment: Moment) -> None:
    asked = request(str(settings["url"]), str(settings["secret"]), letter, moment.now_s)
    post.answer(asked, str(settings["ca_file"]), moment.patience_s)


CHANNEL = Channel(
    "webhook", (Setting("url", "url"), Setting("secret", "secret"), Setting("ca_file", required=False)), _deliver
)
