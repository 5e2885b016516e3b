"""Knows the people and chats of the stand-in, and which of them the bot may write to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import Refusal, RefusedError, bad_request, forbidden


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
        return _without_none(
            {
                "id": self.id,
                "is_bot": self.is_bot,
                "first_name": self.first_name,
                "username": self.username,
                "language_code": None if self.is_bot else self.language_code,
            }
        )


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, as Telegram's Chat.

    Attributes:
        id: The user's id in a private chat; negative elsewhere, in supergroups and channels below -10**12.
        type: private, group, supergroup or channel.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None

    def as_json(self) -> JsonObject:
        """Gives Telegram's Chat object."""
        return _without_none(
            {
                "id": self.id,
                "type": self.type,
                "title": self.title,
                "username": self.username,
                "first_name": self.first_name,
            }
        )


def private_chat(user: User) -> Chat:
    """Gives the private chat between a user and the bot."""
    return Chat(user.id, "private", username=user.username, first_name=user.first_name)


BOT: Final = User(4200000042, "Dateline", is_bot=True, username="dateline_test_bot")
READER: Final = User(501, "Ada", username="ada_reads")
OTHER_READER: Final = User(502, "Bela", username="bela_reads", language_code="de")
PRIVATE: Final = private_chat(READER)
GROUP: Final = Chat(-1000000000071, "supergroup", title="Reading room")
BASIC_GROUP: Final = Chat(-72, "group", title="Reading corner")
CHANNEL: Final = Chat(-1000000000073, "channel", title="Archive news", username="archive_news")


@dataclass(slots=True)
class Chats:
    """The chats that the bot has met.

    Attributes:
        bot: The bot, which the members of a group include.
    """

    bot: User
    _met: dict[int, Chat] = field(default_factory=dict)
    _people: dict[int, User] = field(default_factory=dict)
    _barred: dict[int, Refusal] = field(default_factory=dict)
    _members: dict[tuple[int, int], str] = field(default_factory=dict)

    def meet(self, chat: Chat, members: Iterable[User] = ()) -> None:
        """Makes a chat and people in it known to the bot."""
        self._met[chat.id] = chat
        for user in members:
            self._people[user.id] = user
            self._members.setdefault((chat.id, user.id), "member")

    def find(self, chat_id: int | str) -> Chat:
        """Gives the chat with an id or a public @username.

        Raises:
            RefusedError: The bot has not met it.
        """
        if isinstance(chat_id, int):
            found = self._met.get(chat_id)
        else:
            found = next((chat for chat in self._met.values() if f"@{chat.username}" == chat_id), None)
        if found is None or (isinstance(chat_id, str) and found.type == "private"):
            raise bad_request("chat not found")
        return found

    def writable(self, chat_id: int | str) -> Chat:
        """Gives a chat that the bot may act in.

        Raises:
            RefusedError: The bot has not met it, is blocked or gone, or the group moved to another id.
        """
        chat = self.find(chat_id)
        refusal = self._barred.get(chat.id)
        if refusal is not None:
            raise RefusedError(refusal)
        return chat

    def bars(self, chat: Chat) -> bool:
        """Tells whether the bot may not act in a chat."""
        return chat.id in self._barred

    def block(self, chat: Chat) -> None:
        """Lets the reader of a private chat block the bot, or a group or channel throw it out."""
        blocked = "bot was blocked by the user" if chat.type == "private" else f"bot was kicked from {_the(chat)}"
        self._barred[chat.id] = forbidden(blocked).refusal
        self._members[chat.id, self.bot.id] = "kicked"

    def leave(self, chat: Chat) -> None:
        """Takes the bot out of a group or channel."""
        self._barred[chat.id] = forbidden(f"bot is not a member of {_the(chat)}").refusal
        self._members[chat.id, self.bot.id] = "left"

    def welcome(self, chat: Chat) -> None:
        """Undoes block() and leave()."""
        self._barred.pop(chat.id, None)
        self._members[chat.id, self.bot.id] = "member"

    def migrate(self, group: Chat, supergroup: Chat) -> None:
        """Moves a group to the id of a supergroup, with its members."""
        reason = "group chat was upgraded to a supergroup chat"
        self._barred[group.id] = bad_request(reason, migrate_to_chat_id=supergroup.id).refusal
        self.meet(supergroup)
        for (chat_id, user_id), status in list(self._members.items()):
            if chat_id == group.id:
                self._members[supergroup.id, user_id] = status

    def set_status(self, chat: Chat, user: User, status: str) -> None:
        """Gives a member a status: creator, administrator, member, left or kicked."""
        self._people[user.id] = user
        self._members[chat.id, user.id] = status

    def status(self, chat: Chat, user_id: int) -> str | None:
        """Gives the status of a user in a chat; None if nobody knows the user there."""
        default = "member" if user_id == self.bot.id else None
        return self._members.get((chat.id, user_id), default)

    def person(self, user_id: int) -> User:
        """Gives a person that the bot has met, or one without a name."""
        return self.bot if user_id == self.bot.id else self._people.get(user_id, User(user_id, "Somebody"))


def _the(chat: Chat) -> str:
    return "the channel chat" if chat.type == "channel" else f"the {chat.type} chat"


def _without_none(fields: JsonObject) -> JsonObject:
    return {name: value for name, value in fields.items() if value is not None}
