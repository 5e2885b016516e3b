"""Holds what Telegram knows and a bot never sees whole: chats, messages, queries, updates, its commands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.botapi.chats import Chats, User
from tests.botapi.fields import JsonObject
from tests.botapi.flood import Flood
from tests.botapi.messages import Messages
from tests.botapi.queries import Queries
from tests.botapi.updates import UpdateQueue


@dataclass(slots=True)
class Cloud:
    """Everything behind the Bot API, for one bot.

    Attributes:
        commands: The commands that the bot shows, by language code.
        reactions: What somebody shows at a message, by chat, message and user.
        descriptions: What it says of itself, by the field of the call that sets it and language code.
    """

    bot: User
    flood: Flood
    chats: Chats = field(default_factory=Chats)
    messages: Messages = field(default_factory=Messages)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    queries: Queries = field(default_factory=Queries)
    commands: dict[str, list[JsonObject]] = field(default_factory=dict)
    reactions: dict[tuple[int, int, int], list[JsonObject]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)


Answer = Callable[[Cloud, JsonObject, Mapping[str, bytes]], object]
"""Acts on a call whose fields and files are read; gives the result, or raises RefusedError."""
