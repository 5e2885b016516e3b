"""Real nginx and real Caddy with TLS before the real bot and the real page, with the configuration in the documents.

WEB_SERVERS_REQUIRED=1    # a server that is not installed fails its tests instead of leaving them out
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.bot.redis_server import is_installed, running_redis
from tests.bot.running import LIMIT, Reader, running_bot, somebody, stop, text_of
from tests.bot.web.running import Got, running_page
from tests.botapi import BotApi
from tests.deploy import certificates, web_servers
from tests.deploy.web_servers import Place

CANARY = "kanarienvogel"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


def _needed(command: str, *, there: bool) -> None:
    if not there:
        assert "WEB_SERVERS_REQUIRED" not in os.environ, f"{command} is not installed"
        pytest.skip(f"{command} is not installed")


@dataclass(frozen=True)
class Front:
    """A running web server.

    Attributes:
        folder: where all stands that it writes.
        place: its ports.
        trust: vouches for it.
    """

    folder: Path
    place: Place
    trust: ssl.SSLContext

    def written(self) -> str:
        """Return all that it has written so far, names of files included."""
        files = [file for file in self.folder.rglob("*") if file.is_file() and file.suffix not in {".pem", ".conf"}]
        return "".join(f"{file.name}\n{file.read_bytes().decode('utf-8', 'replace')}" for file in files)

    def ask(
        self, name: str, method: str, path: str, body: bytes | None = None, came_from: str = "127.0.0.1", **headers: str
    ) -> Got:
        """Ask the server under one of its names, as a browser at some address does."""
        port = self.place.bot if name.startswith("bot") else self.place.archive
        plain = socket.create_connection(("127.0.0.1", port), LIMIT, (came_from, 0))
        line = http.client.HTTPConnection(name)
        line.sock = self.trust.wrap_socket(plain, server_hostname=name)
        try:
            line.request(method, path, body, {"Host": name} | headers)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return Got(answer.status, {key.lower(): value for key, value in answer.getheaders()}, text)
        finally:
            line.close()


@pytest.fixture(params=["nginx", pytest.param("caddy", marks=pytest.mark.long)])
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    """A web server before nothing yet."""
    _needed(request.param, there=shutil.which(request.param, path="/usr/sbin:/usr/bin:/usr/local/bin") is not None)
    folder, place = tmp_path / "server", web_servers.place()
    folder.mkdir()
    certificate = certificates.make(tmp_path)
    with web_servers.running(request.param, folder, place, certificate):
        yield Front(folder, place, certificate.trust())


def test_the_page_behind_it_knows_who_asks_and_the_server_writes_nothing_of_it(
    front: Front, sample_home: Path, tmp_path: Path
) -> None:
    told = {
        "DATELINE_WEB_LISTEN": f"127.0.0.1:{front.place.page}",
        "DATELINE_WEB_URL": "https://archive.example.org",
        "DATELINE_WEB_PROXIES": "1",
        "DATELINE_ALLOWANCE": "8",
    }
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with running_page(sample_home, tmp_path / "log", **told) as page:

        def ask(came_from: str = "127.0.0.1", word: str = "Mars", **more: str) -> Got:
            body = urlencode({"q": f"When did the rover land on {word}?"}).encode()
            return front.ask("archive.example.org", "POST", "/ask", body, came_from, **form, **more)

        found = ask()
        assert found.status == 200
        assert "Opportunity" in found.text
        assert found.headers["cache-control"] == "no-store"
        feed = front.ask("archive.example.org", "GET", f"/feed?q=Mars+{CANARY}", came_from="127.0.0.3")
        assert "https://archive.example.org/" in feed.text
        statuses: list[int] = []
        while 429 not in statuses and len(statuses) < 60:  # a busy machine gives time for more
            statuses.append(ask(**{"X-Forwarded-For": f"192.0.2.{len(statuses)}"}).status)
        assert statuses[:7] == [200] * 7
        assert statuses[-1] == 429  # a header of the reader's own changes nothing
        assert ask("127.0.0.2").status == 200  # another reader
        assert (
            front.ask("archive.example.org", "POST", "/ask", b"q=" + b"x" * 17_000, "127.0.0.2", **form).status == 413
        )
        assert ask("127.0.0.2", CANARY * 500).status in {200, 400, 413}  # longer than what one buffer holds
        page.stop()
        gone = front.ask("archive.example.org", "GET", f"/ask?q={CANARY}", came_from="127.0.0.4")
        assert gone.status == 502
    written = front.written()
    assert CANARY not in written
    assert not [number for number in ("127.0.0.2", "127.0.0.3", "127.0.0.4") if number in written]


def test_two_workers_behind_it_are_one_bot(front: Front, sample_home: Path, tmp_path: Path) -> None:
    _needed("redis-server", there=is_installed())
    told = {"DATELINE_WEBHOOK_URL": f"https://localhost:{front.place.bot}/dateline"}
    with BotApi(trust=front.trust) as api, running_redis() as redis, ExitStack() as stack:
        workers = []
        for port in front.place.workers:
            folder = tmp_path / str(port)
            folder.mkdir()
            own = {"DATELINE_WEBHOOK_LISTEN": f"127.0.0.1:{port}", "REDIS_URL": redis.url}
            workers.append(stack.enter_context(running_bot(api, sample_home, folder / "log", **told, **own)))
        for process, port in zip(workers, front.place.workers, strict=True):
            web_servers.wait_for(port, process, tmp_path / str(port) / "log")
        readers: list[Reader] = [somebody(api) for _ in range(6)]
        for reader in readers:
            assert "Opportunity" in text_of(reader.ask("When did the rover land on Mars?"))
        push = b'{"update_id": 1, "message": "%s"}' % CANARY.encode()
        assert front.ask("bot.example.org", "POST", "/dateline", push, "127.0.0.2").status == 403
        wrong = {SECRET: CANARY}
        assert front.ask("bot.example.org", "POST", "/dateline", push, "127.0.0.2", **wrong).status == 403
        assert front.ask("bot.example.org", "POST", f"/{CANARY}", push, "127.0.0.2").status == 404
        assert front.ask("bot.example.org", "POST", "/dateline", b"x" * (2 << 20), "127.0.0.2").status in {403, 413}
        stop(workers[0])
        for reader in readers:  # the other one takes them all
            assert "Opportunity" in text_of(reader.ask("When did the rover land on Mars?"))
        stop(workers[1])
        answered = [
            (tmp_path / str(port) / "log").read_text("utf-8").count("Answered from") for port in front.place.workers
        ]
        assert all(answered), answered
    assert CANARY not in front.written()
    assert "127.0.0.2" not in front.written()
