"""Where questions are searched: in threads of this process, or in processes that share the index's memory."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import threading
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple, TypeVar

from bot.conversation.desk import Desk
from bot.logs import configure_logging, keep_to_ourselves
from bot.monitoring.happenings import is_heard, worked
from bot.searching import open_searcher
from bot.settings import EMBEDDED, Settings
from corpus.errors import DatelineError
from corpus.store.schema import FILE_NAME
from corpus.workers import settle_worker
from index.answering.probing import probe
from index.answering.searcher import Searcher
from index.generations import folder as generations
from index.stages import Record, recorded, stage

T = TypeVar("T")
THREADS = 2
"""Questions that are searched at the same time; the kernels let go of Python's lock."""
LOOK_SECONDS = 1.0
"""Between looks for a new generation."""
QUIET_LOOKS, LITTLE_SECONDS = 10, 0.003
"""Looks after which nobody seems to ask, and the processor time that waiting takes between two of them."""

KEPT_SECONDS = 30.0
"""For which the result of work is kept that many may ask for at the same time."""
MOST_KEPT = 256
"""Results that are kept at once; a page with an answer has 5 KB."""


class Result(NamedTuple):
    """What came of some work.

    Attributes:
        value: that it gave.
        happened: in it, as names and kinds.
    """

    value: Any
    happened: Sequence[tuple[str, str]] = ()


class KeptResults:
    """Results in the memory of this process alone; belongs to one event loop.

    Args:
        seconds: for which each is kept.
    """

    def __init__(self, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._results: dict[Hashable, tuple[Result, asyncio.TimerHandle]] = {}

    def __len__(self) -> int:
        return len(self._results)

    def get(self, work: Hashable) -> Result | None:
        """Return what some work gave, if that is still known."""
        found = self._results.get(work)
        return None if found is None else found[0]

    def keep(self, work: Hashable, result: Result) -> None:
        """Keep a result for a while, in the place of the oldest if there are too many."""
        if len(self._results) >= MOST_KEPT:
            self._forget(next(iter(self._results)))
        self._forget(work)
        self._results[work] = result, asyncio.get_running_loop().call_later(self._seconds, self._forget, work)

    def _forget(self, work: Hashable) -> None:
        """Forget a result with its timer, which would hold what was asked for as long."""
        if (found := self._results.pop(work, None)) is not None:
            found[1].cancel()


class Pool:
    """Runs work on a Desk off the event loop.

    Args:
        settings: how many processes, and where the archive is.

    Raises:
        StoreUnusable: there is no store.
        IndexUnusable: there is no index, or it is damaged.
        RerankerUnusable: the re-ranker cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        searcher = open_searcher(settings, compiled=not settings.workers)
        self.generation = searcher.engine.generation.number
        self._desk: Desk | None = Desk(settings, searcher)
        self._ended = threading.Event()
        if settings.workers:  # each process has its own; this one was opened to fail early
            self._desk = None
            searcher.close()
        self._following = None if settings.workers else follow(settings, searcher, self._ended)
        _give_back()
        self._executor = self._new()
        self._kept = KeptResults()
        self.waiting = 0

    async def run(self, work: Callable[..., T], *values: Any) -> T:
        """Return what ``work(desk, *values)`` gives; a process that dies is replaced, and the work done again."""
        result: T = (await self._result(work, *values)).value
        return result

    async def run_or_recall(self, work: Callable[..., T], *values: Any) -> T:
        """Return what ``run`` gives, or gave within the last half a minute if nothing of the archive has changed since.

        Args:
            work: depends on nothing but its values and the archive.
            values: that can be hashed; they stay in memory for as long.
        """
        if self._settings.engine != EMBEDDED:  # its generation would have to be asked for
            return await self.run(work, *values)
        key = _state(self._settings.home), work, values
        found = self._kept.get(key)
        if found is None:
            found = await self._result(work, *values)
            self._kept.keep(key, found)
        else:
            worked(perf_counter(), Record(happened=list(found.happened)))
        result: T = found.value
        return result

    async def _result(self, work: Callable[..., Any], *values: Any) -> Result:
        self.waiting += 1
        executor = self._executor
        try:
            return await self._run(work, *values)
        except BrokenExecutor:
            if self._executor is executor:  # the first to notice replaces it
                self._executor = self._new()
            return await self._run(work, *values)
        finally:
            self.waiting -= 1

    async def probe(self) -> dict[str, float]:
        """Look whether the archive can be answered from; return what its generation says of itself.

        Raises:
            DatelineError: it cannot.
        """
        found: dict[str, float] = await self._submit(_probed)
        return found

    async def memory(self) -> int:
        """Return the bytes that the processes have for themselves which search, 0 where threads do."""
        return await asyncio.to_thread(_own_memory, [one.pid for one in multiprocessing.active_children() if one.pid])

    def close(self) -> None:
        """Wait for what is running, and end the threads or processes."""
        self._ended.set()
        self._executor.shutdown(wait=True, cancel_futures=True)
        if self._following is not None:
            self._following.join()
        if self._desk is not None:
            self._desk.searcher.close()

    async def _run(self, work: Callable[..., Any], *values: Any) -> Result:
        if not is_heard():
            return Result(await self._submit(work, *values))
        asked = perf_counter()
        value, record = await self._submit(_recording, work, *values)
        worked(asked, record)
        return Result(value, record.happened)

    async def _submit(self, work: Callable[..., Any], *values: Any) -> Any:
        loop = asyncio.get_running_loop()
        if self._settings.workers:
            return await loop.run_in_executor(self._executor, _in_process, work, *values)
        return await loop.run_in_executor(self._executor, work, self._desk, *values)

    def _new(self) -> Executor:
        if not self._settings.workers:
            return ThreadPoolExecutor(THREADS, thread_name_prefix="search")
        context = multiprocessing.get_context("spawn")  # forked threads and locks of the library would be broken
        executor = ProcessPoolExecutor(self._settings.workers, context, _begin, (self._settings,))
        for _ in range(self._settings.workers):
            executor.submit(os.getpid)  # each begins a process, before anybody waits for it
        return executor


def follow(settings: Settings, searcher: Searcher, ended: threading.Event) -> threading.Thread | None:
    """Open each new generation as soon as there is one: nobody waits for it, and the disk gets back what is deleted.

    While nobody asks, memory is given back. A cluster is asked by questions alone.
    """
    quiet = Quiet()

    def look() -> None:
        while not ended.wait(LOOK_SECONDS):
            with suppress(DatelineError):  # who asks is told
                engine = searcher.engine
                if quiet.begins():
                    engine.rest()
                    _give_back()
        searcher.store.close()

    if settings.engine != EMBEDDED:
        return None
    thread = threading.Thread(target=look, name="following", daemon=True)
    thread.start()
    return thread


class Quiet:
    """Tells when a process has done next to nothing for a while; asked every second.

    Args:
        clock: tells the processor time that it has spent, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = process_time) -> None:
        self._clock, self._spent, self._looks = clock, clock(), 0

    def begins(self) -> bool:
        """Tell whether now, for the first time since it did something."""
        spent, self._spent = self._spent, self._clock()
        self._looks = self._looks + 1 if self._spent - spent < LITTLE_SECONDS else 0
        return self._looks == QUIET_LOOKS


_desk_of_process: Desk | None = None


def _begin(settings: Settings) -> None:
    """Open the index in a new process, which ends with the bot and not by the Ctrl-C that is meant for it."""
    global _desk_of_process  # noqa: PLW0603 - what a process is for is set up once
    settle_worker()
    configure_logging(settings.log_level, settings.log_format)
    keep_to_ourselves()
    _desk_of_process = Desk(settings, open_searcher(settings))
    follow(settings, _desk_of_process.searcher, threading.Event())
    _give_back()


def _state(home: Path) -> tuple[int | None, ...]:
    """Return what changes with the index and with the store, from which an article may be taken down before that."""
    database, changes = (home / f"{FILE_NAME}{ending}" for ending in ("", "-wal"))
    return generations.current_number(home / generations.INDEX), *_changed(database), *_changed(changes)


def _changed(file: Path) -> tuple[int, ...]:
    """Return when a file was written last, in nanoseconds, and its bytes; nothing for one that is not there."""
    try:
        told = file.stat()
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_size


def _give_back() -> None:
    """Give back to the system the memory that loading took and no longer needs, where the C library can: 5 MiB."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _in_process(work: Callable[..., T], *values: Any) -> T:
    assert _desk_of_process is not None
    return work(_desk_of_process, *values)


def _recording(desk: Desk, work: Callable[..., T], *values: Any) -> tuple[T, Record]:
    """Do some work; return what it gives, and how long its stages took."""
    with recorded() as record:
        return stage("composing")(work)(desk, *values), record


def _probed(desk: Desk) -> dict[str, float]:
    return probe(desk.searcher)


def _own_memory(processes: list[int]) -> int:
    found = 0
    for process in processes:
        try:
            told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        except OSError:  # gone, or no such system
            continue
        found += sum(int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("Private_"))
    return found
