"""Runs ``dateline index`` beside the bot, and tells how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

LINE_BYTES = 1 << 20
"""Of a line that the command prints: its summary counts what was left out by reason."""


async def reindexed(home: Path) -> AsyncIterator[str]:
    """Index all archives of a home that have been read before; yield how far it is, at last what came of it.

    Args:
        home: of the bot.
    """
    words = [sys.executable, "-m", "bot", "--home", str(home), "index", "--json", "--progress"]
    process = await asyncio.create_subprocess_exec(*words, stdout=PIPE, stderr=PIPE, limit=LINE_BYTES)
    assert process.stderr is not None
    said = ""
    try:
        async for line in process.stderr:
            told = line.decode("utf-8", "replace").strip()
            how_far = _progress(told)
            if how_far:
                yield how_far
            elif told.startswith("dateline: "):
                said = told.removeprefix("dateline: ")
        yield await _outcome(process, said)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


def _progress(line: str) -> str:
    """Return what a line says of how far it is, "" for any other line."""
    try:
        told: Any = json.loads(line)
        return f"{told['stage']}: {told['done']:,} of {told['total']:,}"
    except (ValueError, LookupError, TypeError):
        return ""


async def _outcome(process: Process, said: str) -> str:
    assert process.stdout is not None
    printed = await process.stdout.read()
    if await process.wait() != 0:
        return f"Failed: {said or 'see the log'}"
    done: Any = json.loads(printed)
    built = f"generation {done['generation']}" if done["built"] else "the index is unchanged"
    return (
        f"Done in {done['seconds']:.0f} s: {done['articles']:,} articles, {done['changed']:,} new or changed, "
        f"{done['removed']:,} removed, {done['quarantined']:,} in quarantine; {built}"
    )
