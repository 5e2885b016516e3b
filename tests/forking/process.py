"""``subprocess.Popen`` and ``subprocess.run`` for ``python -m bot``: forked from a server that has imported it already.

It is the same to a test: a child of its own with its own number, files, folder, environment, session and
signals, of which only the importing is done. What cannot be had so begins as any process does: another command,
a function to be run before, settings that Python reads when it begins, a system that is not Linux, a benchmark.
"""

from __future__ import annotations

import atexit
import ctypes
import inspect
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, AnyStr

from tests.forking.request import ANSWERING, SHORT, Request, send

COMMAND = [sys.executable, "-m", "bot"]
ROOT = Path(__file__).parents[2]
AT_BEGINNING = re.compile("PYTHON|LC_|LANG|TZ|LD_|MALLOC_|GLIBC_|OMP_|OPENBLAS_|MKL_|NUMBA_|NPY_")
"""What Python and the libraries read of the environment when they begin, by the beginnings of the names."""
ANSWERING_COMMANDS = frozenset({"bot", "serve", "start"})
PR_SET_CHILD_SUBREAPER = 36
"""Of prctl(2)."""


class Server:
    """A process that forks others; it ends with this one.

    Args:
        kind: what it imports.
        environment: that it begins with.
    """

    def __init__(self, kind: str, environment: Mapping[str, str]) -> None:
        self._lock = threading.Lock()
        self._reaping = ctypes.CDLL(None, use_errno=True).prctl
        self._connection, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forking.server", str(theirs.fileno()), kind],
                env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
            )  # fmt: skip
        atexit.register(self._end)

    def fork(self, asked: Request, files: Sequence[int]) -> int:
        """Have a process forked that becomes a child of this one; return its number."""
        with self._lock:
            self._take_in_orphans(whether=True)
            try:
                send(self._connection, asked, files)
                told = self._connection.recv(8)
            finally:
                self._take_in_orphans(whether=False)
        assert told, "the server has ended"
        return int.from_bytes(told, "big")

    def _take_in_orphans(self, *, whether: bool) -> None:
        failed = self._reaping(PR_SET_CHILD_SUBREAPER, int(whether), 0, 0, 0)
        assert not failed, os.strerror(ctypes.get_errno())

    def _end(self) -> None:
        self._connection.shutdown(socket.SHUT_RDWR)  # also for forks of this process, which would keep it open
        self._connection.close()
        self._process.wait()


class Process(subprocess.Popen[AnyStr]):
    """A process of ``python -m bot``, or any other command, to be used as ``subprocess.Popen`` is."""

    def _execute_child(self, *values: Any) -> None:
        how = inspect.signature(super()._execute_child).bind(*values).arguments  # type: ignore[misc]
        server = _server_for(how) if _is_forked(how) else None
        if server is None:
            super()._execute_child(*values)  # type: ignore[misc]
            return
        theirs = [how[name] for name in ("p2cread", "c2pwrite", "errwrite")]
        given: list[int] = sorted(how["pass_fds"])
        asked = Request(
            [os.fsdecode(word) for word in how["args"][len(COMMAND) :]],
            os.fsdecode(how["cwd"] or Path.cwd()),
            how["env"],
            [0, 1, 2, *given],
            how["start_new_session"],
            how["process_group"],
        )
        places: list[int] = [place if file == -1 else file for place, file in enumerate(theirs)]
        self.pid = server.fork(asked, [*places, *given])
        self._child_created = True
        pipes = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
        self._close_pipe_fds(*(how[name] for name in pipes))  # type: ignore[attr-defined]


def run(
    command: Sequence[str], *, input: Any = None, timeout: float | None = None, check: bool = False,  # noqa: A002
    capture_output: bool = False, **how: Any,
) -> subprocess.CompletedProcess[Any]:  # fmt: skip
    """Run a command to its end, as ``subprocess.run`` does."""
    if input is not None:
        how["stdin"] = subprocess.PIPE
    if capture_output:
        how["stdout"] = how["stderr"] = subprocess.PIPE
    with Process(command, **how) as process:
        try:
            out, err = process.communicate(input, timeout)
        except BaseException:
            process.kill()
            raise
    done = subprocess.CompletedProcess(command, process.returncode, out, err)
    if check:
        done.check_returncode()
    return done


def _is_forked(how: Mapping[str, Any]) -> bool:
    command, environment = how["args"], how["env"]
    plain = not any(how[name] for name in ("executable", "preexec_fn", "shell"))
    alone = how["close_fds"] and how["gid"] is None and how["gids"] is None and how["uid"] is None
    return (
        sys.platform == "linux"
        and "PYTEST_VERSION" in os.environ  # what benchmarks measure has to begin as it does with users
        and plain
        and alone
        and how["umask"] < 0
        and isinstance(command, list)
        and command[: len(COMMAND)] == COMMAND
        and environment is not None
        and environment.get("PYTHONPATH") == str(ROOT)
    )


def _server_for(how: Mapping[str, Any]) -> Server | None:
    kind = ANSWERING if ANSWERING_COMMANDS & set(how["args"][len(COMMAND) :]) else SHORT
    environment = {name: value for name, value in how["env"].items() if AT_BEGINNING.match(name)}
    rest = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return _server(kind, tuple(sorted((rest | environment).items()))) if _is_usual(environment) else None


def _is_usual(environment: Mapping[str, str]) -> bool:
    """Whether a process begins with what most begin with, but for what it may read later."""
    own = {name: value for name, value in os.environ.items() if AT_BEGINNING.match(name)}
    return environment == own | {"PYTHONWARNINGS": "default", "PYTHONPATH": str(ROOT)}


@cache
def _server(kind: str, environment: tuple[tuple[str, str], ...]) -> Server:
    return Server(kind, dict(environment))
