"""The archive as tools for assistants: the real command, asked by the real client of the protocol's package."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import SAMPLE, Run, clean_environment

if TYPE_CHECKING:
    from mcp import Client

ROVER = "When did the Perseverance rover land on Mars?"


def _talk(home: Path, log: Path, talk: Callable[[Client], Awaitable[None]]) -> None:
    from mcp import Client, StdioServerParameters  # noqa: PLC0415 - it takes a second, and every process collects this
    from mcp.client.stdio import stdio_client  # noqa: PLC0415

    environment = clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), DATELINE_LOG_LEVEL="DEBUG")
    command = ["-m", "bot", "--home", str(home), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=command, env=environment, cwd=str(log.parent))

    async def whole() -> None:
        with log.open("w", encoding="utf-8") as errors:
            async with asyncio.timeout(120), Client(stdio_client(server, errlog=errors)) as client:
                await talk(client)

    asyncio.run(whole())


def test_an_assistant_asks_shows_and_counts_what_the_commands_do(
    sample_home: Path, tmp_path: Path, dateline: Run
) -> None:
    async def talk(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(tools) == ["ask", "article", "timeline"]
        assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        answer = await _call(client, "ask", question=ROVER, top=1)
        printed = json.loads(dateline("--home", sample_home, "ask", ROVER, "--top", "1", "--json").stdout)
        assert answer | {"milliseconds": 0} == printed | {"milliseconds": 0}
        article_id = answer["passages"][0]["article_id"]
        (shown,) = (await _call(client, "article", article_id=article_id))["articles"]
        assert answer["passages"][0]["text"] in shown["passages"]
        assert shown["why"]
        drawn = await _call(client, "timeline", topic="Mars", first_day="2012-01-01", last_day="2012-12-31")
        assert sum(one["passages"] for one in drawn["periods"]) > 0

    _talk(sample_home, tmp_path / "log", talk)


def test_what_cannot_be_is_told_and_nothing_that_is_asked_is_written(sample_home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"

    async def talk(client: Client) -> None:
        for name, arguments in (
            ("article", {"article_id": "xanthoquokka"}),
            ("ask", {"question": ""}),
            ("ask", {"question": "xanthoquokka", "first_day": "soon"}),
            ("ask", {"question": "x" * 1001}),
            ("ask", {"question": "xanthoquokka", "top": 0}),
        ):
            assert (await client.call_tool(name, arguments)).is_error, arguments
        assert (await _call(client, "ask", question="xanthoquokka"))["verdict"] == "nothing"

    _talk(sample_home, log, talk)
    assert "xanthoquokka" not in log.read_text("utf-8")


async def _call(client: Client, name: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content
    found = result.structured_content
    assert isinstance(found, dict)
    return found
