"""Plays scenes: somebody writes to the bot and presses its buttons; what the chat shows then is to be drawn."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot.running import LIMIT, Message, Reader, sent_since
from tests.botapi import BotApi, User
from tests.botapi.chats import private_chat
from tests.pictures.drawing import Shown

SCENES = Path(__file__).with_name("scenes.toml")
_numbers = itertools.count(90_001)


@dataclass(frozen=True)
class Phone:
    """A chat to be drawn.

    Attributes:
        title: of what kind the reply is.
        steps: what the reader does: ``ask`` a text (``times`` more than once, or in ``reply`` to the last reply),
            ``press`` the button of a label, ``delete`` the last question.
        language: of the reader's app.
        last: only so many of the last messages are drawn, 0 for all.
    """

    title: str
    steps: list[dict[str, Any]]
    language: str = "en"
    last: int = 0


@dataclass(frozen=True)
class Sheet:
    """Phones side by side in one picture.

    Attributes:
        english: of an archive of English articles only, two of which share their words.
    """

    name: str
    phones: list[Phone]
    dark: bool = False
    english: bool = False


def sheets() -> Iterator[Sheet]:
    """Yield the sheets of scenes.toml."""
    for one in tomllib.loads(SCENES.read_text("utf-8"))["sheet"]:
        yield Sheet(
            one["name"], [Phone(**phone) for phone in one["phone"]], one.get("dark", False), one.get("english", False)
        )


def play(phone: Phone, api: BotApi) -> list[Shown]:
    """Return what a chat shows in the end: of a message that was edited, its last state."""
    user = User(next(_numbers), "Somebody", language_code=phone.language)
    reader = Reader(api, user, private_chat(user))
    chat: list[Shown] = []
    question, reply = 0, Message()
    for step in phone.steps:
        if "ask" in step:
            above = reply["message_id"] if step.get("reply") else None
            for _ in range(step.get("times", 1)):
                since = len(api.calls)
                question = api.send_text(step["ask"], chat=reader.chat, user=user, reply_to=above)
            reply = reader.reply_to(question)
            chat.append(Shown(api.message(question, chat=reader.chat), mine=True))
            chat.append(Shown(reply, photo=_photo(api, since) if "photo" in reply else None))
        elif "press" in step:
            chat.append(_pressed(reader, reply, step["press"], chat))
        elif "delete" in step:
            api.delete(question, chat=reader.chat)
    return chat[-phone.last :]


def _pressed(reader: Reader, reply: Message, label: str, chat: list[Shown]) -> Shown:
    """Press a button; return the window that tells that it failed, or what is shown then, in place of a text."""
    since = len(reader.api.calls)
    if text := reader.press(reply, label).get("text"):
        return Shown(window=text)
    if "photo" in reply:
        return Shown(sent_since(reader.api, since))
    reader.api.wait_for("editMessageText", timeout=LIMIT, since=since)
    chat.pop()
    return Shown(reader.shown(reply))


def _photo(api: BotApi, since: int) -> bytes:
    (call,) = api.wait_for("sendPhoto", timeout=LIMIT, since=since)
    return next(iter(call.files.values()))
