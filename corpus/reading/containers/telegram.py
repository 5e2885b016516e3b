"""Cuts an export of Telegram's chats into its messages, each of which is an item with what is told of its chat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.json_values import DEPTH, Built, Measured
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

TYPES = "(?:public|private)_(?:channel|supergroup|group)|personal_chat|bot_chat|saved_messages"
TALKS = frozenset({"personal_chat", "bot_chat", "saved_messages"})
"""Kinds of chats of one person with another, who have published nothing; an export of an account holds them all."""
TOLD = ("name", "type", "id", "username", "link")
CHATS = frozenset({("chats", "list"), ("left_chats", "list")})
KEY = '{"telegram": '
"""How an item begins, by which its format is told."""


def _messages(part: Part) -> Iterator[Item]:
    """Yield the messages of an export, in order.

    Raises:
        Unreadable: the file is damaged; what stands before that has been told.
    """
    import ijson  # noqa: PLC0415 - few archives have such a file

    stream, where = Measured(part.stream), _Where()
    built: Built | None = None
    number = 0
    try:
        for event, value in ijson.basic_parse(stream, use_float=True):
            stream.since = 0
            if built is None and not where.at_message(event):
                where.take(event, value)
                continue
            built = built or Built()
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


def _item(part: Part, number: int, chat: dict[str, Any], built: Built) -> Item:
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
