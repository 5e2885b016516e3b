"""Runs one phase of one engine in a process of its own, on one core and with one thread."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)


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


def run(job: Job, limit: float) -> dict[str, Any]:
    """Do a job in a fresh process and return what it reports.

    Args:
        job: what to do.
        limit: seconds after which the process is ended.

    Raises:
        Failed: it ended with an error or by a signal, or took too long.
    """
    command = [sys.executable, "-m", "benchmarks.retrieval.phases"]
    order = asdict(job) | {"started": time.monotonic()}  # the same clock in every process since the machine started
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | ONE_THREAD,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{job.phase} took longer than {limit:.0f} s") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        why = lines[-1] if lines and done.returncode > 0 else f"ended by signal {-done.returncode}"
        raise Failed(f"{job.phase}: {why}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def command_seconds(home: Path, question: str, limit: float) -> float:
    """Return the seconds that ``dateline ask`` takes from the start of its process to its end.

    Raises:
        Failed: it ended with an error, or took too long.
    """
    command = [sys.executable, "-m", "bot", "--home", str(home.resolve()), "ask", question, "--json"]
    started = time.perf_counter()
    try:
        subprocess.run(command, capture_output=True, cwd=ROOT, env=os.environ | ONE_THREAD, timeout=limit, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Failed(f"dateline ask: {type(error).__name__}") from None
    return time.perf_counter() - started
