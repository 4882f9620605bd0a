"""E-mail over SMTP, with STARTTLS or TLS; in clear only to a server on this machine."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email import policy, utils
from email.message import EmailMessage

from auditor.notices import tls
from auditor.notices.channel import Channel, Failed, Moment, Setting, Value
from auditor.notices.letter import Letter

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_GREETING = "[127.0.0.1]"  # instead of the machine's name, which is nobody's business and takes a look-up to find


def message(sender: str, recipients: tuple[str, ...], letter: Letter, now_s: float) -> EmailMessage:
    """Give the whole message."""
    made = EmailMessage(policy.SMTP)
    made["From"] = sender
    made["To"] = ", ".join(recipients)
    made["Subject"] = letter.subject
    made["Date"] = utils.format_datetime(datetime.fromtimestamp(now_s, UTC))
    made["Message-ID"] = utils.make_msgid(domain=utils.parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers by machines
    made.set_content("\n".join(letter.lines) + "\n")
    return made


def _deliver(settings: Mapping[str, Value], letter: Letter, moment: Moment) -> None:
    recipients = settings["to"]
    try:
        made = message(str(settings["from"]), recipients if isinstance(recipients, tuple) else (), letter, moment.now_s)
        with _connected(settings, moment.patience_s) as server:
            if settings["user"]:
                _login(server, str(settings["user"]), str(settings["password"]))
            if server.send_message(made):
                raise Failed("recipients")
    except (ssl.SSLError, smtplib.SMTPException, OSError) as error:
        raise _failed(error) from None  # a server's words may quote the address or the login


def _connected(settings: Mapping[str, Value], patience_s: float) -> smtplib.SMTP:
    security, host = str(settings["security"]), str(settings["host"])
    port = int(str(settings["port"])) or _PORTS[security]
    if security == "none":
        return smtplib.SMTP(host, port, local_hostname=_GREETING, timeout=patience_s)
    trust = tls.context(str(settings["ca_file"]))
    if security == "tls":
        return smtplib.SMTP_SSL(host, port, local_hostname=_GREETING, timeout=patience_s, context=trust)
    server = smtplib.SMTP(host, port, local_hostname=_GREETING, timeout=patience_s)
    try:
        server.starttls(context=trust)
    except BaseException:
        server.close()
        raise
    return server


def _login(server: smtplib.SMTP, user: str, password: str) -> None:
    try:
        server.login(user, password)
    except smtplib.SMTPServerDisconnected:  # what some servers do on the second of the methods that are tried
        raise Failed("login") from None


def _failed(error: Exception) -> Failed:
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError):
        return Failed("timeout")
    match error:
        case ssl.SSLError():
            return Failed("untrusted")
        case TimeoutError():
            return Failed("timeout")
        case smtplib.SMTPNotSupportedError():
            return Failed("no_protection")
        case smtplib.SMTPAuthenticationError():
            return Failed("login")
        case smtplib.SMTPRecipientsRefused() | smtplib.SMTPSenderRefused():
            return Failed("recipients")
        case smtplib.SMTPResponseException():
            return Failed("refused", str(error.smtp_code))
    return Failed("unreachable")


CHANNEL = Channel(
    "email",
    (
        Setting("host"),
        Setting("port", "port", required=False, default=0),
        Setting("security", "security", required=False, default="starttls"),
        Setting("user", required=False),
        Setting("password", "secret", required=False),
        Setting("from", "address"),
        Setting("to", "addresses"),
        Setting("ca_file", required=False),
    ),
    _deliver,
)
