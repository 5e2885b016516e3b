"""The real process ``dateline serve``, and what tests ask of it."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests import forking
from tests.conftest import SAMPLE, clean_environment

LIMIT = 120
"""Seconds to wait for the page on a busy machine: in a fresh checkout the first process compiles its loops."""
TOLD = re.compile(r"answers at (http://\S+)/ ")


@dataclass(frozen=True)
class Got:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Page:
    """A running page.

    Attributes:
        url: without a slash behind it.
        log: file of all that the process writes.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, lang: str = "en", **headers: str) -> Got:
        """Ask for an address."""
        return self.request("GET", path, {"Accept-Language": lang} | headers)

    def post(self, path: str, fields: Mapping[str, str], lang: str = "en") -> Got:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": lang}
        return self.request("POST", path, kind, urlencode(fields).encode())

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Got:
        """Send a request, and return what is answered."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=LIMIT)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            found = response.read().decode("utf-8")
            return Got(response.status, {name.lower(): value for name, value in response.getheaders()}, found)
        finally:
            connection.close()

    def stop(self) -> None:
        """Stop it as an administrator does, and see that it leaves well."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(LIMIT) == 0


@contextmanager
def running_page(home: Path, log: Path, *arguments: str, command: str = "serve", **settings: str) -> Iterator[Page]:
    """Start the page as its own process at a free port; what it writes goes to ``log``, behind what is there."""
    told = {"DATELINE_WEB_LISTEN": "127.0.0.1:0", "DATELINE_ALLOWANCE": "100000", "DATELINE_LOG_LEVEL": "DEBUG"}
    environment = clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), **(told | settings))
    before = log.stat().st_size if log.exists() else 0
    with log.open("ab") as output:
        process = forking.Process[bytes](
            [sys.executable, "-m", "bot", "--home", str(home), command, *arguments],
            env=environment,
            cwd=log.parent,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
        try:
            yield Page(_address(process, log, before), process, log)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path, before: int) -> str:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and process.poll() is None:
        if found := TOLD.search(log.read_bytes()[before:].decode("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))
