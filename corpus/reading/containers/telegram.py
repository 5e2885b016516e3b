"""Cuts an export of Telegram's chats into its messages, each of which is an item with what is told of its chat."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

TYPES = "(?:public|private)_(?:channel|supergroup|group)|personal_chat|bot_chat|saved_messages"
TALKS = frozenset({"personal_chat", "bot_chat", "saved_messages"})
"""Kinds of chats of one person with another, who have published nothing; an export of an account holds them all."""
TOLD = ("name", "type", "id", "username", "link")
CHATS = frozenset({("chats", "list"), ("left_chats", "list")})
DEPTH = 64
"""Lists and objects in each other; in a message there are five."""
KEY = '{"telegram": '
"""How an item begins, by which its format is told."""


class _Measured:
    """Counts what a parser takes without telling of anything: a text that does not end would fill the memory."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.since = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > ITEM_LIMIT:
            raise Unreadable(too_large(self.since))
        return data


def _messages(part: Part) -> Iterator[Item]:
    """Yield the messages of an export, in order.

    Raises:
        Unreadable: the file is damaged; what stands before that has been told.
    """
    import ijson  # noqa: PLC0415 - few archives have such a file

    stream, where = _Measured(part.stream), _Where()
    built: _Built | None = None
    number = 0
    try:
        for event, value in ijson.basic_parse(stream, use_float=True):
            stream.since = 0
            if built is None and not where.at_message(event):
                where.take(event, value)
                continue
            built = built or _Built()
            if built.take(event, value):
                number += 1
                yield _item(part, number, where.chat, built)
                built = None
    except ijson.JSONError as error:
        raise Unreadable(f"damaged: {' '.join(str(error).split())[:200]}") from error


class _Where:
    """Keeps the place in an export, and what is told of the chat there.

    Attributes:
        chat: the fields of ``TOLD`` that have been met.
    """

    def __init__(self) -> None:
        self.chat: dict[str, Any] = {}
        self._path: list[str] = []

    def at_message(self, event: str) -> bool:
        """Tell whether a message begins with an event."""
        chat = tuple(self._path[:-3])
        return event == "start_map" and self._path[-2:] == ["messages", ""] and (chat in CHATS or len(self._path) == 2)  # noqa: PLR2004

    def take(self, event: str, value: Any) -> None:
        """Go on by an event."""
        path = self._path
        if event == "map_key":
            path[-1] = value
        elif event.startswith("start_"):
            if len(path) > DEPTH:
                raise Unreadable("nested too deeply")
            if tuple(path[:-1]) in CHATS:
                self.chat = {}
            path.append("")
        elif event.startswith("end_"):
            path.pop()
        elif path[-1:] and path[-1] in TOLD and (len(path) == 1 or tuple(path[:-2]) in CHATS):
            self.chat[path[-1]] = value


class _Built:
    """A message while its pieces come in, never more of it than an item may have."""

    def __init__(self) -> None:
        from ijson import ObjectBuilder  # noqa: PLC0415

        self._builder = ObjectBuilder()
        self._depth = 0
        self.size = 0

    @property
    def value(self) -> dict[str, Any]:
        """The message as it was written."""
        value: dict[str, Any] = self._builder.value
        return value

    def take(self, event: str, value: Any) -> bool:
        """Take a piece; tell whether it was the last."""
        self._depth += event.startswith("start_")
        self._depth -= event.startswith("end_")
        self.size += 8 + (len(value) if isinstance(value, str) else 0)
        if self._depth > DEPTH:
            raise Unreadable("nested too deeply")
        if self.size <= ITEM_LIMIT:
            self._builder.event(event, value)
        return self._depth == 0


def _item(part: Part, number: int, chat: dict[str, Any], built: _Built) -> Item:
    if built.size > ITEM_LIMIT:
        return Item(part.path, part.article_path, number, b"", too_large(built.size), format="Telegram")
    if chat.get("type") in TALKS:
        return Item(
            part.path, part.article_path, number, _data({}, built.value), left_out=Omission.PRIVATE, format="Telegram"
        )
    return Item(part.path, part.article_path, number, _data(chat, built.value), origin=part.origin, format="Telegram")


def _data(chat: dict[str, Any], message: dict[str, Any]) -> bytes:
    return json.dumps({"telegram": chat, "message": message}, ensure_ascii=False).encode("utf-8", "surrogatepass")


BEGINNING = re.compile(
    rb'\s*\{\s*"(?:name|about|type|id|username)"\s*:(?=.{0,900}?(?:"type"\s*:\s*"(?:' + TYPES.encode() + rb')"'
    rb'|"(?:personal_information|frequent_contacts)"\s*:|"Here is the data you requested))',
    re.DOTALL,
)
TELEGRAM_EXPORT = Reader("Telegram export", (), _messages, BEGINNING)
