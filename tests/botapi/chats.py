"""Knows the people and chats of the stand-in, and which of them the bot may write to."""

from dataclasses import asdict, dataclass
from typing import Final

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import RefusedError, bad_request, forbidden


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot, as Telegram's User."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = "en"

    def as_json(self) -> JsonObject:
        """Gives Telegram's User object."""
        return _without_none(self)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, as Telegram's Chat.

    Attributes:
        id: The user's id in a private chat; negative elsewhere, in supergroups and channels below -10**12.
        type: private, group, supergroup or channel.
        is_forum: Whether a supergroup has topics; Telegram tells it only of those that have.
        is_direct_messages: Whether it holds the direct messages to a channel, a topic for each who writes them.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    is_forum: bool | None = None
    is_direct_messages: bool | None = None

    def as_json(self) -> JsonObject:
        """Gives Telegram's Chat object."""
        return _without_none(self)


def private_chat(user: User) -> Chat:
    """Gives the private chat between a user and the bot."""
    return Chat(user.id, "private", username=user.username, first_name=user.first_name)


def _without_none(one: User | Chat) -> JsonObject:
    return {name: value for name, value in asdict(one).items() if value is not None}


BOT: Final = User(4200000042, "Dateline", is_bot=True, username="dateline_test_bot", language_code=None)
NAMELESS_ADMIN: Final = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot", language_code=None)
NAMED_CHANNEL: Final = User(136817688, "Channel", is_bot=True, username="Channel_Bot", language_code=None)
"""Whom Telegram names as sender of all that is written in the name of a group, and of a channel."""
READER: Final = User(501, "Ada", username="ada_reads")
OTHER_READER: Final = User(502, "Bela", username="bela_reads", language_code="de")
PRIVATE: Final = private_chat(READER)
GROUP: Final = Chat(-1000000000071, "supergroup", title="Reading room")
FORUM: Final = Chat(-1000000000074, "supergroup", title="Reading rooms", is_forum=True)
DIRECT: Final = Chat(-1000000000075, "supergroup", title="Archive news", is_direct_messages=True)
BASIC_GROUP: Final = Chat(-72, "group", title="Reading corner")
CHANNEL: Final = Chat(-1000000000073, "channel", title="Archive news", username="archive_news")


class Chats:
    """The chats that the bot has met."""

    def __init__(self) -> None:
        self._met: dict[int | str, Chat] = {}
        self._barred: dict[int, RefusedError] = {}

    def meet(self, chat: Chat) -> None:
        """Makes a chat known to the bot."""
        self._met[chat.id] = chat

    def writable(self, chat_id: int | str) -> Chat:
        """Gives a chat that the bot may act in.

        Raises:
            RefusedError: The bot has not met it, is blocked or gone, or the group moved to another id.
        """
        chat = self._met.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat_id in self._barred:
            raise self._barred[chat.id]
        return chat

    def bars(self, chat: Chat) -> bool:
        """Tells whether the bot may not act in a chat."""
        return chat.id in self._barred

    def block(self, chat: Chat) -> None:
        """Lets the reader of a private chat block the bot, or a group throw it out."""
        private = chat.type == "private"
        self._barred[chat.id] = forbidden(
            "bot was blocked by the user" if private else f"bot was kicked from the {chat.type} chat"
        )

    def migrate(self, group: Chat, supergroup: Chat) -> None:
        """Moves a group to the id of a supergroup."""
        reason = "group chat was upgraded to a supergroup chat"
        self._barred[group.id] = bad_request(reason, migrate_to_chat_id=supergroup.id)
        self.meet(supergroup)
