"""What stands in bold in a message of ours is read as it was written, however Telegram has cut it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.telegram.messages import line_of

US = User(1, "Dateline", is_bot=True)
NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("bold", "read"),
    [
        ([(0, 8), (9, 23)], ("1. Ferry", "😀 Then 19 people came.")),
        ([(9, 8), (0, 8), (17, 9), (26, 6)], ("1. Ferry", "😀 Then 19 people came.")),
        ([(0, 8), (9, 7), (17, 15)], ("1. Ferry", "😀 Then 19 people came.")),  # without the blank between
        ([(0, 8), (9, 7), (20, 6)], ("1. Ferry", "😀 Then", "people")),
        ([], ()),
    ],
)
def test_a_sentence_that_telegram_cut_where_words_are_underlined_is_one_again(
    bold: list[tuple[int, int]], read: tuple[str, ...]
) -> None:
    entities = [MessageEntity(MessageEntity.BOLD, *place) for place in bold]
    entities.append(MessageEntity(MessageEntity.UNDERLINE, 17, 9))
    chat = Chat(2, Chat.PRIVATE)
    ours = Message(1, NOON, chat, US, text="1. Ferry\n😀 Then 19 people came. It rained.", entities=entities)
    message = Message(2, NOON, chat, User(3, "A", is_bot=False), text="and then?", reply_to_message=ours)
    replied = line_of(message, "and then?", US, interface=None).replied
    assert replied is not None
    assert replied.bold == read
