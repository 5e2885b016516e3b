"""Measures a command with all processes that it starts: time, processor time, and peaks of memory. For Linux."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import IO, Self

TICK = 0.1
"""Seconds between two looks at memory at least;"""
SHARE = 0.05
"""and a look, for which the system walks through all pages, takes no more than this share of the time."""
FIELDS = {"Pss": "shared", "Pss_Anon": "anonymous"}


@dataclass(frozen=True, slots=True)
class Memory:
    """What processes take together, in bytes.

    Attributes:
        shared: of their pages, those that several map divided among these (the sum of their PSS); files count too.
        anonymous: of these, what is not mapped from files: what the system cannot take back.
    """

    shared: int = 0
    anonymous: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command has cost.

    Attributes:
        seconds: from its start to its end.
        processor: seconds that it and its descendants have computed.
        peak: of memory, each of its figures by itself.
        largest: bytes of resident memory of the largest single process, at its peak.
        code: with which it ended; negative for a signal.
        output: what it has written to its standard output.
        complaint: the last line that it has written to its standard error; "" if it ended well.
    """

    seconds: float
    processor: float
    peak: Memory
    largest: int
    code: int
    output: str
    complaint: str


class Watch(AbstractContextManager["Watch"]):
    """Looks at the memory of a process and all its descendants until the context is left.

    Attributes:
        peak: the most that was seen.
    """

    def __init__(self, pid: int) -> None:
        self.peak = Memory()
        self._pid = pid
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        wait = 0.0
        while not self._ended.wait(wait):
            began = time.perf_counter()
            seen = memory(tree(self._pid))
            self.peak = Memory(max(self.peak.shared, seen.shared), max(self.peak.anonymous, seen.anonymous))
            wait = max(TICK, (time.perf_counter() - began) / SHARE)


def measure(command: Sequence[str], *, cwd: Path, env: Mapping[str, str], address_space: int | None = None) -> Cost:
    """Run a command to its end.

    Args:
        command: the program and its arguments.
        cwd: where it runs.
        env: its environment.
        address_space: bytes that each of its processes may map at most (RLIMIT_AS); None for no limit.
    """
    if address_space is not None:
        command = ["prlimit", f"--as={address_space}", *command]
    began = time.perf_counter()
    with TemporaryFile() as output, TemporaryFile() as errors:
        with subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=errors) as process:
            with Watch(process.pid) as watch:
                _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        said, complaints = (_written(file) for file in (output, errors))
    processor = usage.ru_utime + usage.ru_stime
    complaint = complaints.strip().rpartition("\n")[2] if process.returncode else ""
    return Cost(seconds, processor, watch.peak, usage.ru_maxrss * 1024, process.returncode, said, complaint)


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def tree(pid: int) -> Iterator[int]:
    """Yield a process and its descendants, those that are still there."""
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text("ascii").split()]
    except OSError:
        return
    for child in children:
        yield from tree(child)


def memory(pids: Iterable[int]) -> Memory:
    """Return what processes take together; those that have ended take nothing."""
    total = dict.fromkeys(FIELDS.values(), 0)
    for pid in pids:
        for name, value in _smaps(pid):
            total[name] += value
    return Memory(**total)


def _smaps(pid: int) -> Iterator[tuple[str, int]]:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]
    except OSError:
        return
    for line in lines:
        field, value = line.split(":")
        if field in FIELDS:
            yield FIELDS[field], int(value.split()[0]) * 1024
