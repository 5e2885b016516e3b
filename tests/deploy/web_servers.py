"""Runs nginx and Caddy with the configuration in the documents: only places, ports and names' ports are changed."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.certificates import Certificate
from tests.ports import free_port

DOCS = Path(__file__).parents[2] / "docs" / "deploy"
SECONDS = 60
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log info;
worker_processes 1;
{user}
events {{ worker_connections 256; }}
http {{
    log_format everything '$remote_addr "$request" $status';
    access_log {folder}/access.log everything;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/dateline.conf;
}}
"""
"""Logs all that it can, but for what the included file forbids."""


@dataclass(frozen=True)
class Place:
    """Where a web server passes on from, and to.

    Attributes:
        bot: port at which Telegram reaches the workers.
        archive: port at which readers reach the page.
        workers: their two ports.
        page: its port.
    """

    bot: int
    archive: int
    workers: tuple[int, int]
    page: int


def place() -> Place:
    """Return free ports for all."""
    return Place(free_port(), free_port(), (free_port(), free_port()), free_port())


def _ported(text: str, place: Place) -> str:
    for told, port in zip(("8081", "8082", "8090"), (*place.workers, place.page), strict=True):
        text, count = re.subn(rf"127\.0\.0\.1:{told}\b(?!.*proxies)", f"127.0.0.1:{port}", text)
        assert count == 1
    return text


def _nginx(folder: Path, place: Place, certificate: Certificate) -> list[str]:
    text = _ported((DOCS / "nginx" / "dateline.conf").read_text("utf-8"), place)
    ports = iter((place.bot, place.archive))
    text = re.sub(r"listen 443 ssl;", lambda _: f"listen 127.0.0.1:{next(ports)} ssl;", text)
    for told, file in (("fullchain", certificate.file), ("privkey", certificate.key)):
        text = text.replace(f"/etc/ssl/dateline/{told}.pem", str(file))
    assert "listen 443" not in text
    assert "/etc/" not in text.partition("\n\n")[2]
    (folder / "dateline.conf").write_text(text, "utf-8")
    user = "user root;" if Path("/proc/self").owner() == "root" else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user), "utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(folder: Path, place: Place, certificate: Certificate) -> list[str]:
    text = _ported((DOCS / "caddy" / "Caddyfile").read_text("utf-8"), place)
    tls = f"\n\ttls {certificate.file} {certificate.key}"
    text = text.replace(
        "\nbot.example.org {", f"\nhttps://bot.example.org:{place.bot}, https://localhost:{place.bot} {{{tls}"
    )
    text = text.replace("\narchive.example.org {", f"\nhttps://archive.example.org:{place.archive} {{{tls}")
    text = text.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n", 1)
    (folder / "Caddyfile").write_text(text, "utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


COMMANDS = {"nginx": _nginx, "caddy": _caddy}


@contextmanager
def running(server: str, folder: Path, place: Place, certificate: Certificate) -> Iterator[subprocess.Popen[bytes]]:
    """Run a web server until the end; all that it writes is in ``folder``."""
    command = COMMANDS[server](folder, place, certificate)
    environment = {"PATH": "/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    with (folder / "output.log").open("wb") as output:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=output)
        try:
            for port in (place.bot, place.archive):
                wait_for(port, process, folder / "output.log")
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a process listens at a port."""
    end = time.monotonic() + SECONDS
    while True:
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < end
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
