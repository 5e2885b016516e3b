"""Puts together what a process shows of itself: metrics and health at a port, and traces, each only if it is wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from bot.monitoring.happenings import heard_by
from bot.monitoring.health import Check, Readiness
from bot.monitoring.tracing import traced
from bot.settings import Settings

Probe = Callable[[], Awaitable[Mapping[str, float]]]
"""Looks whether the archive can be answered from, and gives what metrics its generation has."""
Memory = Callable[[], Awaitable[int]]


@asynccontextmanager
async def watched(
    settings: Settings,
    listen: str,
    variable: str,
    probe: Probe,
    memory: Memory,
    checks: Mapping[str, Check],
) -> AsyncIterator[None]:
    """Let this process be watched meanwhile.

    Args:
        settings: where the home is, and where traces go.
        listen: host and port of metrics and health; "" for neither.
        variable: that names these.
        probe: of the archive.
        memory: of processes beside this one.
        checks: of what is needed besides.

    Raises:
        SettingsInvalid: the port is taken, or not ours to take.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(traced(settings))
        if listen:
            from bot.monitoring.meters import Meters  # noqa: PLC0415 - with a library that is not needed otherwise
            from bot.monitoring.serving import exposing  # noqa: PLC0415 - likewise

            meters = Meters()

            async def index() -> str:
                for name, value in (await probe()).items():
                    meters.put(name, value)
                meters.put("worker_memory_bytes", await memory())
                return ""

            stack.enter_context(heard_by(meters))
            readiness = Readiness({"index": index, **checks})
            await stack.enter_async_context(exposing(settings, listen, variable, meters, readiness))
        yield


def readiness_of(probe: Probe) -> Readiness:
    """Return the readiness of what needs an archive and nothing besides."""

    async def index() -> str:
        await probe()
        return ""

    return Readiness({"index": index})
