"""The real process ``dateline bot`` beside the stand-in, and what tests ask of it."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.building.updating import update
from tests import forking
from tests.botapi import BOT, READER, BotApi, Chat, User
from tests.botapi.chats import private_chat
from tests.conftest import SAMPLE, clean_environment, quiet
from tests.ports import free_port

LIMIT = 120
"""Seconds to wait for a reply on a busy machine: in a fresh checkout the first process compiles its loops."""
Message = dict[str, Any]
_fresh = itertools.count(70_001)
"""Numbers of readers and groups that nobody else has."""


@contextmanager
def running_bot(
    api: BotApi, home: Path, log: Path, *, module: str = "bot", **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the bot as its own process; what it writes goes to ``log``, behind what is there."""
    own = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "DATELINE_LOG_LEVEL": "DEBUG"}
    environment = clean_environment(**{"PYTHONPATH": str(SAMPLE.parents[1])} | own | settings)
    with log.open("ab") as output:
        process = forking.Process[bytes](
            [sys.executable, "-m", module, "--home", str(home), "bot"],
            env=environment,
            cwd=log.parent,
            stdout=output,
            stderr=output,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a bot as an administrator does, and see that it leaves well."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(LIMIT) == 0


def webhook_settings() -> dict[str, str]:
    """Return settings of a bot that updates are pushed to, at a free port."""
    port = free_port()
    return {
        "DATELINE_WEBHOOK_URL": f"http://127.0.0.1:{port}/dateline",
        "DATELINE_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "DATELINE_WEBHOOK_SECRET": "a-secret_of-the-tests",
    }


def index(home: Path, archive: Path) -> None:
    """Index an archive, or index it again."""
    update(home, [archive], full=False, reading=quiet, building=quiet)


class Reader:
    """Somebody who writes to the bot and reads its replies.

    Args:
        api: the stand-in.
        user: who; READER unless given.
        chat: where; the private chat unless given.
    """

    def __init__(self, api: BotApi, user: User | None = None, chat: Chat | None = None) -> None:
        self.api = api
        self.user = user
        self.chat = chat

    @property
    def place(self) -> Chat:
        """Where the reader writes."""
        return self.chat or private_chat(self.user or READER)

    def ask(self, text: str, *, reply_to: int | None = None, quote: str | None = None) -> Message:
        """Write a text, and return the reply to it as it is shown."""
        question = self.api.send_text(text, chat=self.chat, user=self.user, reply_to=reply_to, quote=quote)
        return self.reply_to(question)

    def reply_to(self, question: int) -> Message:
        """Return the reply to a message."""
        return self.api.replies_to(question, timeout=LIMIT, chat=self.chat)[0]

    def press(self, reply: Message, button: str, **how: bool) -> Message:
        """Press a button below a reply, and return the answer to the press."""
        update_id = self.api.press(reply["message_id"], button, chat=self.chat, user=self.user, **how)
        return self.api.answer_to(update_id, timeout=LIMIT)

    def look(self, reply: Message, button: str) -> Message:
        """Press a button and return what the reply shows then."""
        since = len(self.api.calls)
        assert "text" not in self.press(reply, button)
        self.api.wait_for("editMessageText", timeout=LIMIT, since=since)
        return self.shown(reply)

    def shown(self, reply: Message) -> Message:
        """Return a message as it is shown now."""
        return self.api.message(reply["message_id"], chat=self.chat)


def text_of(reply: Message) -> str:
    """Return a reply's text or caption."""
    return str(reply.get("text") or reply.get("caption"))


def buttons(reply: Message) -> list[str]:
    """Return the labels below a reply."""
    rows = reply.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def styles(reply: Message) -> dict[str, str]:
    """Return the colours of the buttons below a reply that have one, by label."""
    rows = reply.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["style"] for row in rows for button in row if "style" in button}


def somebody(api: BotApi, chat: Chat | None = None) -> Reader:
    """Return a reader that the bot has not met."""
    user = User(next(_fresh), "Somebody")
    return Reader(api, user, chat or private_chat(user))


def group(**more: Any) -> Chat:
    """Return a group that the bot has not met."""
    return Chat(-1_000_000_000_000 - next(_fresh), "supergroup", title="Some room", **more)


def written(api: BotApi, chat: Chat) -> list[Message]:
    """Return what the bot has written into a chat once all before has been dealt with."""
    last = api.send_text(f"/about@{api.bot.username}", chat=chat, user=User(next(_fresh), "Last"))
    api.replies_to(last, chat=chat, timeout=LIMIT)
    return [one for one in api.messages(chat) if one.get("from", {}).get("id") == BOT.id][:-1]


def sent_since(api: BotApi, since: int) -> Message:
    """Return the one message that the bot has sent since a call."""
    (call,) = api.wait_for("sendMessage", since=since, timeout=LIMIT)
    result: Message = call.result
    return result


def stands_in(message: Message) -> int | None:
    """Return the topic that a message stands in."""
    return message["message_thread_id"] if message.get("is_topic_message") else None
