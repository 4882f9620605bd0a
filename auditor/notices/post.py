"""One POST of JSON over HTTP: few attempts, no redirect, a short answer.

urllib3 rather than the standard library for what is easy to get wrong there: limits on attempts, timeouts on every
step, redirects off, names checked against certificates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import urllib3
import urllib3.exceptions

from auditor.notices import tls
from auditor.notices.channel import Failed

ATTEMPTS = 3
_PAUSE_S = 0.5  # before the second attempt none, before the third twice this
_LONGEST_ANSWER = 65_536
_BUSY = (429, 502, 503, 504)  # worth another attempt; after any other answer the notice may have been taken


@dataclass(frozen=True, slots=True)
class Request:
    """One request, whole: where to, with which headers, and the very bytes that were signed."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def body(content: Mapping[str, Any]) -> bytes:
    """Give JSON as the bytes that are signed and sent."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def answer(request: Request, ca_file: str, patience_s: float) -> bytes:
    """Send a request and give the beginning of the answer.

    Raises:
        Failed: There is no connection, no trust in the server, no answer in time, or it does not say that all is well.
    """
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "auditor", **request.headers}
    attempts = urllib3.Retry(
        ATTEMPTS - 1, read=0, redirect=0, status_forcelist=_BUSY, allowed_methods=None, backoff_factor=_PAUSE_S,
        respect_retry_after_header=False, raise_on_status=False, raise_on_redirect=False,
    )  # fmt: skip
    pool = urllib3.PoolManager(ssl_context=tls.context(ca_file), retries=attempts, timeout=patience_s)
    try:
        with pool:
            response = pool.request(
                "POST", request.url, body=request.body, headers=headers, redirect=False, preload_content=False
            )
            status, said = response.status, response.read(_LONGEST_ANSWER)
            response.close()
    except urllib3.exceptions.HTTPError as error:
        raise _failed(error) from None  # its text has the address, which may be a key
    if not 200 <= status < 300:
        raise Failed("status", str(status))
    return said


def accepted(said: bytes, *keys: str) -> None:
    """Check the answer of a chat robot: they say 200 to everything and tell success by a number, 0.

    Args:
        said: The answer.
        keys: Names of that number, the first that is there counts.

    Raises:
        Failed: The number is another, or there is none.
    """
    try:
        found = json.loads(said)
        code = next((found[key] for key in keys if key in found), None)
    except (ValueError, TypeError):
        code = None
    if code != 0 or isinstance(code, bool):
        raise Failed("refused", str(code) if isinstance(code, int) else "–")


def _failed(error: BaseException) -> Failed:
    cause = getattr(error, "reason", None) if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    match cause:
        case urllib3.exceptions.SSLError():
            return Failed("untrusted")
        case urllib3.exceptions.NewConnectionError():  # refused or unknown; urllib3 counts it among timeouts
            return Failed("unreachable")
        case urllib3.exceptions.TimeoutError():
            return Failed("timeout")
    return Failed("unreachable")
