"""Holds what Telegram knows and a bot never sees whole: chats, messages, queries, updates, its profile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.botapi.chats import Chats, User
from tests.botapi.fields import JsonObject
from tests.botapi.flood import Flood
from tests.botapi.messages import Messages
from tests.botapi.queries import Queries
from tests.botapi.updates import UpdateQueue


@dataclass(frozen=True, slots=True)
class Options:
    """How strict the stand-in is.

    Attributes:
        refuse_surplus_entities: Whether a text with over 100 entities is refused; Telegram drops the surplus.
        privacy_mode: Whether the bot sees only commands and replies to itself in groups.
        query_lifetime: Seconds within which the bot must answer a query.
        bounded: Whether old messages are forgotten, for long runs.
    """

    refuse_surplus_entities: bool = True
    privacy_mode: bool = False
    query_lifetime: float = 15.0
    bounded: bool = False


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by scope and language.

    Attributes:
        commands: By the scope as text and the language code.
        texts: Descriptions by the name of their field and the language code.
    """

    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)


class Cloud:
    """Everything behind the Bot API, for one bot.

    Attributes:
        reactions: The bot's reactions by chat and message id.
        inline_messages: Messages that the bot sent through queries, by their inline_message_id.
        photos: Sizes of uploaded photos by file_id.
        own_posts: Chat and message ids of the bot's posts in channels, which name no sender.
        logged_out: Whether the bot called logOut.
    """

    def __init__(self, bot: User, options: Options, flood: Flood) -> None:
        self.bot = bot
        self.options = options
        self.flood = flood
        self.chats = Chats(bot)
        self.messages = Messages(bounded=options.bounded)
        self.updates = UpdateQueue()
        self.queries = Queries(options.query_lifetime)
        self.profile = Profile()
        self.reactions: dict[tuple[int, int], list[JsonObject]] = {}
        self.inline_messages: dict[str, JsonObject] = {}
        self.photos: dict[str, JsonObject] = {}
        self.own_posts: set[tuple[int, int]] = set()
        self.logged_out = False


Answer = Callable[[Cloud, JsonObject, Mapping[str, bytes]], object]
"""Acts on a call whose fields are read; gives the result, or raises RefusedError."""
