"""A real Redis on a free port of 127.0.0.1, which keeps nothing when it ends."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.ports import free_port

COMMAND = "redis-server"
SECONDS = 60


def is_installed() -> bool:
    """Tell whether there is a Redis on this machine; .ci/run installs one."""
    return shutil.which(COMMAND) is not None


class RedisServer:
    """A Redis that tests start, kill and freeze.

    Args:
        password: that it asks for; none if empty.
    """

    def __init__(self, password: str = "") -> None:
        self.port = free_port()
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, with the password."""
        user = f":{self._password}@" if self._password else ""
        return f"redis://{user}127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, with nothing in its memory; returns when it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        options += ["--requirepass", self._password] if self._password else []
        self._process = subprocess.Popen([COMMAND, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + SECONDS
        while not self._answers():
            assert self._process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once, if it runs; all that it knew is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Let it stand still with its connections open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(5)[:1] in {b"+", b"-"}  # refused for want of a password: it answers all the same
        except OSError:
            return False


@contextmanager
def running_redis(password: str = "") -> Iterator[RedisServer]:
    """Start a Redis, and end it afterwards."""
    server = RedisServer(password)
    server.start()
    try:
        yield server
    finally:
        server.kill()
