"""Servers for the tests, on this machine alone: one that takes POST, one that takes mail, and their certificates."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(place: Path, name: str = "localhost") -> Path:
    """Make a certificate that signs itself, with its key in the same file, and give its path."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = [x509.DNSName(name), *([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if name == "localhost" else [])]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = place / f"{name}.pem"
    none = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, none)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def protected(pem: Path) -> ssl.SSLContext:
    """Give a server's side of a protected connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server got it."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Hook:
    """A server that takes POST: what it was asked, and how it answers.

    Attributes:
        statuses: One for each request; the last for all further ones.
        answer: The body of every answer.
        drip_s: Pause between two bytes of the answer.
        wait_s: Pause before the answer.
    """

    statuses: list[int] = field(default_factory=lambda: [200])
    answer: bytes = b"{}"
    drip_s: float = 0.0
    wait_s: float = 0.0
    location: str = ""
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def hook(server: Hook, pem: Path | None = None) -> Iterator[Hook]:
    """Run the server while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append(Asked(self.path, dict(self.headers), body))
            server.over.wait(server.wait_s)
            self.send_response(server.statuses.pop(0) if len(server.statuses) > 1 else server.statuses[0])
            if server.location:
                self.send_header("Location", server.location)
            self.send_header("Content-Length", str(len(server.answer)))
            self.end_headers()
            for byte in server.answer:
                self.wfile.write(bytes([byte]))
                if server.drip_s and server.over.wait(server.drip_s):
                    return

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: Any) -> None:
            """Keep quiet: clients that do not trust the certificate hang up."""

    http = Quiet(("127.0.0.1", 0), Handler)
    if pem is not None:
        http.socket = protected(pem).wrap_socket(http.socket, server_side=True)
    scheme, host = ("http", "127.0.0.1") if pem is None else ("https", "localhost")
    server.url = f"{scheme}://{host}:{http.server_port}/hook"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        http.server_close()
        thread.join()


def closed_port() -> int:
    """Give a port of this machine on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def silent() -> Iterator[int]:
    """Give a port that takes connections and never says a word."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        yield int(found.getsockname()[1])


@dataclass  # without slots: aiosmtpd looks at all members, which some Pythons refuse for those
class Mailbox:
    """A mail server: what it took, and whom it refuses."""

    refused: str = ""
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    async def handle_EHLO(  # noqa: N802  aiosmtpd calls it so
        self, server: Any, session: Any, envelope: Any, hostname: str, said: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.append(hostname)
        return said

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address == self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def login(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """Take the password "p w" alone."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"p w", handled=False)


@contextmanager
def mailbox(box: Mailbox, security: str = "none", pem: Path | None = None, *, login: bool = False) -> Iterator[Mailbox]:
    """Run the mail server while the block runs."""
    context = protected(pem) if pem else None
    settings: dict[str, Any] = {"authenticator": box.login, "auth_required": security == "starttls"} if login else {}
    if security == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}
    if security == "tls":
        settings |= {"ssl_context": context, "auth_require_tls": False}
    box.port = closed_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **settings)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
