"""A real server on 127.0.0.1 with a small site on it, and with faults where a test wants them."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HTML = "text/html; charset=utf-8"
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for a path.

    Attributes:
        pieces: sent as they are instead of a body with its length, as broken servers do.
    """

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    pieces: Callable[[], Iterator[bytes]] | None = None


Answer = Reply | Callable[[Message], Reply]


@dataclass(slots=True)
class Site:
    """A site that is served.

    Attributes:
        url: of its root, with a slash at its end.
        pages: what is sent, by path.
        asked: paths that were asked for, in order, with the moment and the headers.
    """

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, float, Message]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, without what every run begins with."""
        return [path for path, _, _ in self.asked if path not in {"/robots.txt", "/sitemap.xml"}]

    def add(self, path: str, words: str, **headers: str) -> None:
        """Put an article there, which is not sent again on condition of its ETag."""
        tag = f'"{hash(words)}"'
        whole = Reply(article(path, words), headers={"Content-Type": HTML, "ETag": tag} | headers)

        def answer(asked: Message) -> Reply:
            return Reply(status=304, headers={"ETag": tag}) if asked["If-None-Match"] == tag else whole

        self.pages[path] = answer

    def map(self, *paths: str, path: str = "/sitemap.xml", changed: str = "") -> None:
        """Put a sitemap of some paths there."""
        day = f"<lastmod>{changed}</lastmod>" if changed else ""
        urls = "".join(f"<url><loc>{self.url}{one[1:]}</loc>{day}</url>" for one in paths)
        body = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        self.pages[path] = Reply(body.encode(), headers={"Content-Type": "application/xml"})

    def redirect(self, path: str, target: str) -> None:
        """Let a path lead to an address."""
        self.pages[path] = Reply(status=301, headers={"Location": target})


def article(path: str, words: str) -> bytes:
    """Return a page of HTML with an article."""
    day = '<meta property="article:published_time" content="2019-07-10T08:00:00Z">'
    head = f'<title>About {path}</title>{day}<link rel="canonical" href="https://www.example.org{path}">'
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>About {path}</h1><p>{words}</p></article>".encode()
    )


def words(number: int) -> str:
    """Return words of an article."""
    return f"The bridge number {number} over the river was opened by the mayor on 10 July 2019. " * 4


def own_certificate(host: str) -> bytes:
    """Return a key and a certificate for a host that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    whole = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
    signed = whole.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + signed


@contextmanager
def serving(host: str = "127.0.0.1", tls: Path | None = None) -> Iterator[Site]:
    """Serve an empty site, with TLS by a certificate of its own if that is given a file."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, time.monotonic(), self.headers))
            answer = site.pages.get(self.path, Reply(b"There is nothing.", 404, {"Content-Type": "text/plain"}))
            reply = answer(self.headers) if callable(answer) else answer
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.pieces is None:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                for piece in reply.pieces() if reply.pieces else (reply.body,):
                    self.wfile.write(piece)
            except OSError:
                self.close_connection = True
            if reply.pieces is not None:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls is not None:
        tls.write_bytes(own_certificate(host))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(f"http{'s' if tls else ''}://{host}:{server.server_address[1]}/")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
