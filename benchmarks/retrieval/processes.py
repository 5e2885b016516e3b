"""Runs one phase of one engine in a process of its own, on one core and with one thread."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.builds import ONE_THREAD, ROOT, environment
from benchmarks.process_tree import Watch


class Failed(Exception):
    """A phase did not come to its end; the message says why in a few words."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a process is to do.

    Attributes:
        phase: build, ask or start.
        engine: a key of ``ENGINES``.
        home: of the store whose paragraphs are indexed.
        folder: of the index that is built or asked.
        language: of the archive, for engines that want to be told.
        questions: what is asked, and measured.
    """

    phase: str
    engine: str
    home: str
    folder: str
    language: str
    questions: Sequence[str] = ()


def run(job: Job, limit: float, root: Path = ROOT) -> dict[str, Any]:
    """Do a job in a fresh process and return what it reports.

    Args:
        job: what to do.
        limit: seconds after which the process is ended.
        root: where the packages of the build lie that is measured.

    Returns:
        Its report; for building with the peak of its memory that is not mapped from files, as ``anonymous_bytes``.

    Raises:
        Failed: it ended with an error or by a signal, or took too long.
    """
    command = [sys.executable, "-m", "benchmarks.retrieval.phases"]
    order = asdict(job) | {"started": time.monotonic()}  # the same clock in every process since the machine started
    with ExitStack() as stack:
        process = stack.enter_context(_started(command, root))
        # While questions are timed nobody looks: that takes time too.
        watch = stack.enter_context(Watch(process.pid)) if job.phase == "build" else None
        try:
            output, errors = process.communicate(json.dumps(order), timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"{job.phase} took longer than {limit:.0f} s") from None
    if process.returncode:
        lines = errors.strip().splitlines()
        why = lines[-1] if lines and process.returncode > 0 else f"ended by signal {-process.returncode}"
        raise Failed(f"{job.phase}: {why}")
    report: dict[str, Any] = json.loads(output.splitlines()[-1])
    return report if watch is None else report | {"anonymous_bytes": watch.peak.anonymous}


def _started(command: Sequence[str], root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=root,
        env=environment(root, **ONE_THREAD),
    )


def command_seconds(home: Path, question: str, limit: float, root: Path = ROOT) -> float:
    """Return the seconds that ``dateline ask`` takes from the start of its process to its end.

    Raises:
        Failed: it ended with an error, or took too long.
    """
    command = [sys.executable, "-m", "bot", "--home", str(home.resolve()), "ask", question, "--json"]
    started = time.perf_counter()
    try:
        subprocess.run(
            command, capture_output=True, cwd=root, env=environment(root, **ONE_THREAD), timeout=limit, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Failed(f"dateline ask: {type(error).__name__}") from None
    return time.perf_counter() - started
