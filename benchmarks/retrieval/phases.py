"""The measured process: builds an index, asks it, or starts and answers one question; reports JSON on its last line.

For Linux, whose /proc tells a process's peak of memory.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.retrieval.engines import ENGINES, Engine
from benchmarks.retrieval.work import Work

DEPTH = 30
"""Passages fetched for judging, as many as ``dateline evaluate`` fetches."""
TIMINGS = 1000
"""Questions are asked again and again until there are so many timings,"""
PATIENCE = 60.0
"""or until so many seconds have gone, but each at least once."""


def main() -> None:
    """Do the job on standard input."""
    job = json.load(sys.stdin)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # engines' own threads get no second core either
    # If memory runs out, this process is ended and no other.
    Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    engine = ENGINES[job["engine"]]
    phases = {"build": build, "ask": ask, "start": start}
    print(json.dumps(phases[job["phase"]](engine, job)))


def build(engine: Engine, job: dict[str, Any]) -> dict[str, Any]:
    """Build an index from the store; reading the store is part of it for every engine."""
    folder = Path(job["folder"])
    started = time.perf_counter()
    with Work() as work:
        passages = engine.build(Path(job["home"]), folder, job["language"])
    seconds = time.perf_counter() - started
    # A link to the store is not part of the index.
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files)
    return {"passages": passages, "seconds": seconds, "processor": work.seconds, "bytes": size, **memory()}


def ask(engine: Engine, job: dict[str, Any]) -> dict[str, Any]:
    """Ask every question for judging, which also warms everything up, and then with a clock."""
    search = engine.open(Path(job["folder"]), job["language"])
    questions: Sequence[str] = job["questions"]
    rankings = [list(search(question, DEPTH)) for question in questions]
    taken = milliseconds(lambda question: search(question, engine.top), questions)
    return {
        "rankings": rankings,
        "timings": len(taken),
        "p50": percentile(taken, 0.5),
        "p99": percentile(taken, 0.99),
        **memory(),  # while the index is still held
    }


def start(engine: Engine, job: dict[str, Any]) -> dict[str, Any]:
    """Answer one question as soon as possible after the process was started."""
    search = engine.open(Path(job["folder"]), job["language"])
    search(job["questions"][0], engine.top)
    return {"start": time.monotonic() - job["started"]}


def milliseconds(
    ask: Callable[[str], object],
    questions: Sequence[str],
    least: int = TIMINGS,
    patience: float = PATIENCE,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Return how long each question took, in milliseconds, asked in turn until there are enough timings."""
    taken: list[float] = []
    began = clock()
    while not taken or (len(taken) < least and clock() - began < patience):
        for question in questions:
            started = clock()
            ask(question)
            taken.append((clock() - started) * 1000)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least a share of all values does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def memory() -> dict[str, int]:
    """Return this process's peak of resident memory, and what of it now is not mapped from files, in bytes.

    The peak that getrusage tells would be the starting process's if that was larger.
    """
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    peak, private = (int(status[name].split()[0]) * 1024 for name in ("VmHWM", "RssAnon"))
    return {"peak_bytes": peak, "private_bytes": private}


if __name__ == "__main__":
    main()
