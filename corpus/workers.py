"""Makes batches, and runs a function over them in worker processes, in order, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from signal import pthread_sigmask
from threading import Thread
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers(AbstractContextManager["Workers[Task, Result]"], Generic[Task, Result]):
    """Processes that run one function, or this process when there are none.

    Args:
        function: what is done with a batch; a function of a module, so that workers find it.
        workers: how many processes; the machine's cores unless told; 0 works in this process.
        alone: batches that this process does itself if there are no more: starting workers takes longer than a
            little work. One batch, beside which nothing could be done, is done by this process in any case.
        known: tells what comes of a task where that is known already, and None where it has to be done.
    """

    def __init__(
        self,
        function: Callable[[list[Task]], list[Result]],
        workers: int | None,
        alone: int = 0,
        known: Callable[[Task], Result | None] | None = None,
    ) -> None:
        self.function = function
        self.workers = cores() if workers is None else workers
        self.alone = alone if self.workers else 0
        self.known = known
        self.pool: ProcessPoolExecutor | None = None

    def results(self, batches: Iterable[list[Task]]) -> Iterator[list[Result]]:
        """Yield what came of the batches, in order; a few are under way at once. Nothing comes of an empty one."""
        if self.known is None:
            yield from self._done(batches)
            return
        further = iter(batches)
        while some := list(islice(further, 2 * max(1, self.workers))):
            known = [[self.known(task) for task in batch] for batch in some]
            left = (
                [one for one, told in zip(*pair, strict=True) if told is None] for pair in zip(some, known, strict=True)
            )
            done = chain.from_iterable(self._done(batch for batch in left if batch))
            for results in known:
                yield [next(done) if one is None else one for one in results]

    def _done(self, batches: Iterable[list[Task]]) -> Iterator[list[Result]]:
        further = iter(batches)
        while True:
            few = max(1, self.alone)
            first = list(islice(further, few + 1))
            some = sum(map(bool, first))
            if some > few:
                break
            yield from map(self._done_here, first)
            last = len(first) <= few
            self.alone -= 0 if last and some == 1 else min(some, self.alone)
            if last:
                return
        self.alone = 0
        waiting: deque[tuple[list[Task], Future[list[Result]] | None]] = deque()
        for batch in chain(first, further):
            if not self.workers:
                yield self._done_here(batch)
                continue
            waiting.append((batch, self._submitted(batch) if batch else None))
            if len(waiting) > 2 * self.workers:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _done_here(self, batch: list[Task]) -> list[Result]:
        return self.function(batch) if batch else []

    def _submitted(self, batch: list[Task]) -> Future[list[Result]]:
        pool = self._started()
        # What is started here is not to hear Ctrl-C before it has set itself up, and to print where it was then.
        before = pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return pool.submit(self.function, batch)
        finally:
            pthread_sigmask(signal.SIG_SETMASK, before)

    def _started(self) -> ProcessPoolExecutor:
        if self.pool is None:
            # Workers are started afresh: a forked one would share the progress bar's thread and SQLite's locks.
            self.pool = ProcessPoolExecutor(self.workers, get_context("spawn"), settle_worker)
        return self.pool

    def _result(self, batch: list[Task], future: Future[list[Result]] | None) -> list[Result]:
        try:
            return [] if future is None else future.result()
        except BrokenProcessPool:
            # The system ended a worker (memory, a signal). Here the batch has all the memory there is.
            self.workers = 0
            return self.function(batch)

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)


def batches(items: Iterable[Task], most: int, size: Callable[[Task], int] = lambda _: 1) -> Iterator[list[Task]]:
    """Yield items in batches, in order; a batch is full when the sizes of its items reach ``most``."""
    batch: list[Task] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if total >= most:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def cores() -> int:
    """Return how many processes the machine runs at once."""
    return os.cpu_count() or 1


def settle_worker() -> None:
    """In a process just begun, leave Ctrl-C to the main process, and end when it ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
