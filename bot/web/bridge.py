"""Gives assistants the archive as tools, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from bot.conversation.desk import Desk
from bot.logs import keep_to_ourselves
from bot.rendering.web.pages import MOST_QUESTION
from bot.searching import open_searcher
from bot.settings import Settings
from bot.web import api
from bot.web.pages import name_of
from bot.web.refusing import Refused
from bot.web.requesting import MOST_ID
from corpus.dates.spans import parse_day
from corpus.errors import DatelineError

INSTRUCTIONS = (
    "Quotes an archive of articles word for word, each passage with its article, its source and its dates. Quote the "
    "passages as they stand and name their source and date_line. Where verdict is 'maybe' say that it is not sure; "
    "where it is 'nothing' say that the archive does not answer, and do not answer from elsewhere as if it did. A date "
    "that is 'undated', 'bounded' or in 'conflict' must not be told as certain."
)
Words = Annotated[str, Field(min_length=1, max_length=MOST_QUESTION)]
Day = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", description="YYYY-MM-DD, empty for any.")]
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
Found = dict[str, Any]


def run(settings: Settings) -> None:
    """Answer an assistant until it closes standard input.

    Raises:
        StoreUnusable: there is no store.
        IndexUnusable: there is no index, or it is damaged.
    """
    keep_to_ourselves()
    with closing(open_searcher(settings, compiled=False)) as searcher:
        bridge(Desk(settings, searcher)).run()


def bridge(desk: Desk) -> MCPServer[Any]:
    """Return the tools; what they give is in the forms of docs/json.md."""
    server: MCPServer[Any] = MCPServer("dateline", title=name_of(desk), instructions=INSTRUCTIONS, log_level="WARNING")

    @server.tool(annotations=READS, title="Ask the archive")
    async def ask(
        question: Annotated[Words, Field(description="In words, in any language; may name a time. Operators work.")],
        follows: Annotated[str, Field(max_length=MOST_QUESTION, description="The question it goes on about.")] = "",
        first_day: Day = "",
        last_day: Day = "",
        top: Annotated[int, Field(ge=1, le=api.MOST_PASSAGES, description="Passages at most.")] = api.PASSAGES,
        newest: Annotated[bool, Field(description="Newest first instead of best first.")] = False,
    ) -> Found:
        """Find the passages of the archive that best answer a question, word for word and with their dates."""
        days = parse_day(first_day), parse_day(last_day)
        return await _answered(api.ask, desk, question, follows, *days, top, newest)

    @server.tool(annotations=READS, title="Show an article")
    async def article(article_id: Annotated[str, Field(min_length=1, max_length=MOST_ID)]) -> Found:
        """Show an article whole, with every claim about its date and why one was chosen."""
        return await _answered(api.article, desk, article_id)

    @server.tool(annotations=READS, title="Draw a timeline")
    async def timeline(topic: Words, first_day: Day = "", last_day: Day = "") -> Found:
        """Count the passages that hold all words of a topic by the year, month or day of their publication."""
        return await _answered(api.timeline, desk, topic, parse_day(first_day), parse_day(last_day))

    return server


async def _answered(work: Callable[..., str], *values: Any) -> Found:
    """Return what a search gives, made off the event loop; what fails is told in our words."""
    try:
        found: Found = json.loads(await asyncio.to_thread(work, *values))
    except Refused as refused:
        raise ToolError(refused.told) from None
    except DatelineError as error:
        raise ToolError(str(error)) from None
    return found
