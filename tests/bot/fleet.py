"""Several real bots behind one address, which share a Redis."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from bot.secrets import Secret
from bot.settings import Settings
from bot.telegram.keeping.opening import webhook_secret
from tests.bot.redis_server import RedisServer
from tests.bot.round_robin import round_robin
from tests.bot.running import running_bot, webhook_settings
from tests.botapi import BotApi
from tests.ports import free_port

Questions = set[tuple[int, int]]
"""By chat and message."""


class Workers:
    """Several bots behind one address.

    Args:
        api: the stand-in.
        home: of the archive; None if each has an empty folder of its own, as with a cluster.
        folder: for what they write.
        count: how many.
        redis: that they share.
        settings: of each, besides.
    """

    def __init__(
        self, api: BotApi, home: Path | None, folder: Path, count: int, redis: RedisServer, **settings: str
    ) -> None:
        self._api, self._home, self._folder = api, home, folder
        self.secret = webhook_secret(Settings(bot_token=Secret(api.token), redis_url=Secret(redis.url)))
        self._stack = ExitStack()
        own = {"REDIS_URL": redis.url, "DATELINE_WEBHOOK_SECRET": ""} | settings
        self.settings = [webhook_settings() | {"DATELINE_METRICS_PORT": str(free_port())} | own
                          for _ in range(count)]  # fmt: skip
        ports = [int(one["DATELINE_WEBHOOK_LISTEN"].rpartition(":")[2]) for one in self.settings]
        self._balancer = self._stack.enter_context(round_robin(ports))
        self.running: list[subprocess.Popen[bytes]] = []
        for number in range(count):
            self.running.append(self._start(number))

    def kill(self, number: int) -> Questions:
        """Kill a worker at once, and start another in its place; return what was not acknowledged then."""
        self.running[number].kill()
        self.running[number].wait()
        waiting = pending(self._api)
        self.running[number] = self._start(number)
        return waiting

    def freeze(self, number: int, seconds: float) -> Questions:
        """Let a worker stand still for some seconds, while the others go on; return what was not acknowledged then."""
        process = self.running[number]
        process.send_signal(signal.SIGSTOP)
        thaw = threading.Timer(seconds, process.send_signal, (signal.SIGCONT,))
        thaw.start()
        self._stack.callback(thaw.join)
        return pending(self._api)

    def stop(self) -> list[int]:
        """Stop all workers as an administrator does, when all are up; return with what they ended."""
        for settings in self.settings:
            host, _, port = settings["DATELINE_WEBHOOK_LISTEN"].rpartition(":")
            while not _listens(host, int(port)):
                time.sleep(0.05)
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(90) for process in self.running]
        self._stack.close()
        return codes

    def end(self) -> None:
        """End whatever runs."""
        self._stack.close()

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        settings = self.settings[number] | {"DATELINE_WEBHOOK_URL": f"http://127.0.0.1:{self._balancer.port}/dateline"}
        folder = self._folder / str(number)
        home = self._home or folder / "home"
        for one in (folder, home):
            one.mkdir(exist_ok=True)
        return self._stack.enter_context(running_bot(self._api, home, folder / "log", **settings))


def _listens(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=5):
        return True
    return False


def pending(api: BotApi) -> Questions:
    """Return the questions that are not acknowledged, by chat and message."""
    with api._lock:
        waiting = [update["message"] for update in api._cloud.updates._pending.values()]
    return {(message["chat"]["id"], message["message_id"]) for message in waiting}
