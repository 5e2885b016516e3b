"""What stands in bold in a message of ours is read as it was written, however Telegram has cut it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, ForumTopicCreated, Message, MessageEntity, TextQuote, User

from bot.conversation.requests import Replied
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


@pytest.mark.parametrize("opener", [None, User(3, "A", is_bot=False), User(4, "B", is_bot=False)])
@pytest.mark.parametrize("quote", ["The ferry to Arran sank.", "Die Fähre", "عبّارة", ""])
def test_a_quote_counts_whose_message_cannot_be_seen_also_in_a_topic(opener: User | None, quote: str) -> None:
    """In a topic, what replies to a message elsewhere seems to reply to the news that the topic was opened."""
    chat = Chat(-2, Chat.SUPERGROUP)
    opening = Message(1, NOON, chat, opener, forum_topic_created=ForumTopicCreated("Ferries", 7322096))
    quoted = TextQuote(quote, 0) if quote else None
    target = opening if opener else None
    message = Message(2, NOON, chat, User(3, "A", is_bot=False), text="when?", reply_to_message=target, quote=quoted)
    replied = line_of(message, "when?", US, interface=None).replied
    assert (replied.quote if replied else "") == quote
    assert replied is None or replied == Replied(replied.text, ours=False, quote=quote)
