"""Stands between Telegram and several workers as a load balancer does: each connection goes to the next that is up."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

READ = 1 << 16


class RoundRobin:
    """A balancer of connections on a free port of 127.0.0.1.

    Args:
        ports: of the workers, on the same address.
    """

    def __init__(self, ports: list[int]) -> None:
        self.port = 0
        self._count = len(ports)
        self._next = itertools.cycle(ports)
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, ready: threading.Event, over: asyncio.Event) -> None:
        """Pass connections on until it is over."""
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await over.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            for port in itertools.islice(self._next, self._count):
                with contextlib.suppress(OSError):
                    answers, asks = await asyncio.open_connection("127.0.0.1", port)
                    await asyncio.gather(_pass(reader, asks), _pass(answers, writer))
                    return
        finally:
            writer.close()
            self._open.discard(task)


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what comes, until no more does."""
    try:
        with contextlib.suppress(OSError):
            while content := await reader.read(READ):
                writer.write(content)
                await writer.drain()
    finally:
        writer.close()


@contextmanager
def round_robin(ports: list[int]) -> Iterator[RoundRobin]:
    """Run a balancer in a thread of its own."""
    balancer, ready = RoundRobin(ports), threading.Event()
    loop, over = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(balancer.serve(ready, over)), daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield balancer
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(60)
        loop.close()
