"""A strict stand-in for Telegram's Bot API: keeps every call, and refuses what Telegram refuses or mends.

A test runs it, plays the people, and reads what their chats show:

    with BotApi() as api:
        start_the_bot(token=api.token, base_url=f"{api.url}/bot")
        question = api.send_text("What did the treaty say?")
        (answer,) = api.replies_to(question)
        api.press(answer["message_id"], "more")

Stricter than Telegram: unknown fields, broken nesting of entities, bare ampersands, links that Telegram
would not open, over 100 entities and a second answer to a query are refused, so that a bot learns of them.
Of Telegram's methods and objects it knows those in `published`: no Markdown, no media but PNG photos, no inline results
but articles. A bot that is to do more needs its line there and its function in `sending` or `answering`.
"""

from tests.botapi.api import BotApi
from tests.botapi.calls import Call
from tests.botapi.chats import (
    BASIC_GROUP,
    BOT,
    CHANNEL,
    DIRECT,
    FORUM,
    GROUP,
    OTHER_READER,
    PRIVATE,
    READER,
    Chat,
    User,
)

__all__ = [
    "BASIC_GROUP",
    "BOT",
    "CHANNEL",
    "DIRECT",
    "FORUM",
    "GROUP",
    "OTHER_READER",
    "PRIVATE",
    "READER",
    "BotApi",
    "Call",
    "Chat",
    "User",
]
