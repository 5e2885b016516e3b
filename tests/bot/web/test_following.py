"""The bot, the page and what assistants start follow every switch of generations, the next question at the latest."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest

from index.building.going_back import go_back
from tests.bot.running import Reader, running_bot, text_of
from tests.bot.web.running import Page, running_page
from tests.botapi import BotApi
from tests.conftest import SAMPLE, clean_environment
from tests.index.making import FACTS, filler, indexed, write_records

QUESTION = "Where was the oldest pan of salt found?"
OTHER = FACTS[3] | {"text": "The museum of salt shows pans of lead. Its oldest pan was found under a barn in Talau."}
PATIENCE = 120


def shown(page: Page) -> str:
    got = page.request(
        "POST", "/api/ask", {"Content-Type": "application/json"}, json.dumps({"question": QUESTION}).encode()
    )
    return str(json.loads(got.text)["passages"][0]["text"])


def deleted(page: Page) -> int:
    """Return how many files a page has open that are deleted."""
    handles = list(Path(f"/proc/{page.process.pid}/fd").iterdir())
    return sum(str(one.readlink()).endswith("(deleted)") for one in handles if one.is_symlink())


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
def test_all_follow_a_new_generation_and_a_rollback_and_let_go_of_what_is_deleted(tmp_path: Path) -> None:
    from mcp import Client, StdioServerParameters  # noqa: PLC0415 - it takes a second, and every process collects this
    from mcp.client.stdio import stdio_client  # noqa: PLC0415

    home, wire = tmp_path / "home", tmp_path / "wire.jsonl"
    indexed(home, write_records(wire, [*FACTS, *filler(30)]))
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "--home", str(home), "mcp"],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])), cwd=str(tmp_path),
    )  # fmt: skip

    async def whole(page: Page, reader: Reader) -> None:
        async with asyncio.timeout(2 * PATIENCE), Client(stdio_client(server)) as client:

            async def all_tell(word: str) -> None:
                called = await client.call_tool("ask", {"question": QUESTION})
                assert called.structured_content is not None
                assert word in called.structured_content["passages"][0]["text"]
                assert word in shown(page)
                assert word in text_of(reader.ask(QUESTION))

            await all_tell("stable")
            indexed(home, write_records(wire, [*FACTS[:3], OTHER, FACTS[4], *filler(30)]))
            await all_tell("barn")
            go_back(home)
            await all_tell("stable")
            indexed(home, write_records(wire, [*FACTS[:3], OTHER, FACTS[4], *filler(31)]))
            await all_tell("barn")

    with (
        BotApi() as api,
        running_bot(api, home, tmp_path / "bot.log"),
        running_page(home, tmp_path / "log") as page,
    ):
        asyncio.run(whole(page, Reader(api)))
        for count in (32, 33):
            indexed(home, write_records(wire, [*FACTS, *filler(count)]))
        end = time.monotonic() + PATIENCE
        while deleted(page):  # nobody asks
            assert time.monotonic() < end
            time.sleep(0.1)
        page.stop()
