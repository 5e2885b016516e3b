"""A strict stand-in for Telegram's Bot API: keeps every call, and refuses what Telegram refuses or mends."""

from tests.botapi.api import TOKEN, BotApi
from tests.botapi.calls import Call
from tests.botapi.chats import BASIC_GROUP, BOT, CHANNEL, GROUP, OTHER_READER, PRIVATE, READER, Chat, User
from tests.botapi.refusals import Refusal
from tests.botapi.stage import Sent

__all__ = [
    "BASIC_GROUP",
    "BOT",
    "CHANNEL",
    "GROUP",
    "OTHER_READER",
    "PRIVATE",
    "READER",
    "TOKEN",
    "BotApi",
    "Call",
    "Chat",
    "Refusal",
    "Sent",
    "User",
]
