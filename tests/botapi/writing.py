"""Lets people write to the bot, edit and delete what they wrote, and close their chats to it."""

import time
from collections.abc import Sequence

from telegram.constants import MessageLimit

from tests.botapi import utf16
from tests.botapi.chats import (
    BASIC_GROUP,
    CHANNEL,
    GROUP,
    NAMED_CHANNEL,
    NAMELESS_ADMIN,
    PRIVATE,
    READER,
    Chat,
    User,
    private_chat,
)
from tests.botapi.entities import find_entities
from tests.botapi.fields import JsonObject
from tests.botapi.messages import reply_fields, topic_fields
from tests.botapi.stage import Sent, Stage

_FILE = {"file_id": "BQACAgI-reader-file", "file_unique_id": "AgAD-reader", "file_size": 4096}
_EDITED = frozenset({"text", "entities", "caption", "caption_entities"})


class Writing(Stage):
    """The part of BotApi that plays people who write."""

    def send_text(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        user: User | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        forwarded_from: User | None = None,
        topic: int | None = None,
        in_name_of: Chat | None = None,
    ) -> Sent:
        """Writes a text, with the entities that Telegram finds in it.

        Args:
            text: As the chat shows it.
            chat: The private chat of the user unless given.
            user: READER unless given.
            reply_to: The message in the same chat that it replies to.
            quote: The part of that message that it quotes.
            forwarded_from: Who wrote it first, for a forwarded text.
            topic: Of a forum, where it replies to no message; the general one unless given.
            in_name_of: The group or a channel, for who writes as that.

        Raises:
            ValueError: Telegram lets nobody write so long a text, or the chat is closed to the bot.
            LookupError: There is no such message or quote.
        """
        if utf16.length(text) > MessageLimit.MAX_TEXT_LENGTH:
            raise ValueError(f"a text has at most {MessageLimit.MAX_TEXT_LENGTH} UTF-16 units; apps split longer ones")
        content = _with_entities("text", text)
        if forwarded_from is not None:
            written = {"date": int(time.time()) - 3600, "sender_user": forwarded_from.as_json()}
            content["forward_origin"] = {"type": "user"} | written
        named: JsonObject = {"topic": topic, "in_name_of": in_name_of}
        return self.send(content, chat=chat, user=user, reply_to=reply_to, quote=quote, **named)

    def send_about(self, text: str, quote: str | None, *, user: User | None = None) -> Sent:
        """Writes a text about a message of another chat, or about the part of it that is quoted."""
        origin = {"type": "channel", "date": int(time.time()) - 60, "chat": CHANNEL.as_json(), "message_id": 7}
        content: JsonObject = {"external_reply": {"origin": origin, "chat": CHANNEL.as_json(), "message_id": 7}}
        if quote is not None:
            content["quote"] = {"text": quote, "position": 0, "is_manual": True}
        return self.send(_with_entities("text", text) | content, user=user)

    def send_album(
        self,
        captions: Sequence[str | None],
        *,
        chat: Chat | None = None,
        user: User | None = None,
        reply_to: int | None = None,
    ) -> list[Sent]:
        """Sends photos as one album; gives a message for each, in the order in which they arrive."""
        with self._lock:
            album = {"media_group_id": str(13_000_000_000_000_000 + self._cloud.updates.reserve_id())}
            photo = {"photo": [{**_FILE, "width": 90, "height": 60}]}
            contents = [album | photo | _with_entities("caption", caption) for caption in captions]
            return [self.send(content, chat=chat, user=user, reply_to=reply_to) for content in contents]

    def send_command(
        self, command: str, *, chat: Chat | None = None, user: User | None = None, reply_to: int | None = None
    ) -> Sent:
        """Writes a command with what follows it, such as "search peace" or "/start help"."""
        return self.send_text(f"/{command.removeprefix('/')}", chat=chat, user=user, reply_to=reply_to)

    def send_sticker(self, *, chat: Chat | None = None, user: User | None = None) -> Sent:
        """Sends a sticker."""
        sticker = {**_FILE, "type": "regular", "width": 512, "height": 512, "emoji": "👍"}
        flags = {"is_animated": False, "is_video": False}
        return self.send({"sticker": sticker | flags}, chat=chat, user=user)

    def send_photo(self, caption: str | None = None, *, chat: Chat | None = None, user: User | None = None) -> Sent:
        """Sends a photo."""
        content = {"photo": [{**_FILE, "width": 90, "height": 60}]}
        return self.send(content | _with_entities("caption", caption), chat=chat, user=user)

    def send_document(
        self,
        file_name: str = "questions.pdf",
        caption: str | None = None,
        *,
        chat: Chat | None = None,
        user: User | None = None,
    ) -> Sent:
        """Sends a file."""
        document = {**_FILE, "file_name": file_name, "mime_type": "application/pdf"}
        return self.send({"document": document} | _with_entities("caption", caption), chat=chat, user=user)

    def send_voice(self, *, chat: Chat | None = None, user: User | None = None) -> Sent:
        """Sends a voice message."""
        return self.send({"voice": {**_FILE, "duration": 3, "mime_type": "audio/ogg"}}, chat=chat, user=user)

    def send_service(self, content: JsonObject | None = None, *, chat: Chat = GROUP, user: User | None = None) -> Sent:
        """Makes a service message; somebody joins unless `content` says what else happens."""
        newcomer = User(777, "Cleo", username="cleo_joins").as_json()
        return self.send(content or {"new_chat_members": [newcomer]}, chat=chat, user=user)

    def send_channel_post(self, text: str, *, chat: Chat = CHANNEL) -> Sent:
        """Posts a text in a channel."""
        return self.send(_with_entities("text", text), chat=chat)

    def send(
        self,
        content: JsonObject,
        *,
        chat: Chat | None = None,
        user: User | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        topic: int | None = None,
        in_name_of: Chat | None = None,
    ) -> Sent:
        """Puts any message into a chat and brings it to the bot.

        Args:
            content: The fields of the Message besides its id, date, chat and sender.
            chat: The private chat of the user unless given.
            user: READER unless given.
            reply_to: The message in the same chat that it replies to.
            quote: The part of that message that it quotes.
            topic: Of a forum, where it replies to no message; the general one unless given.
            in_name_of: The group or a channel, for who writes as that.

        Raises:
            ValueError: The bot was blocked, or the group moved.
            LookupError: There is no such message, quote or topic.
        """
        user = user or READER
        chat = chat or private_chat(user)
        if in_name_of is not None:
            user = NAMELESS_ADMIN if in_name_of == chat else NAMED_CHANNEL
            content = content | {"sender_chat": in_name_of.as_json()}
        with self._lock:
            self._cloud.chats.meet(chat)
            if self._cloud.chats.bars(chat):
                raise ValueError(f"the {chat.type} chat is closed to the bot")
            if reply_to is not None:
                content = content | reply_fields(self._message(reply_to, chat), quote)
            elif topic is not None:
                content = content | topic_fields(self._message(topic, chat))
            message = self._cloud.messages.add(chat, user, content)
            kind = "channel_post" if chat.type == "channel" else "message"
            return Sent(message, self._cloud.updates.push(kind, message))

    def edit_text(self, message_id: int, text: str, *, chat: Chat | None = None) -> int:
        """Lets its writer change a text; gives the id of the update."""
        return self._edit(message_id, chat, _with_entities("text", text))

    def edit_caption(self, message_id: int, caption: str | None, *, chat: Chat | None = None) -> int:
        """Lets its writer change a caption, or take it away; gives the id of the update."""
        return self._edit(message_id, chat, _with_entities("caption", caption))

    def delete(self, message_id: int, *, chat: Chat | None = None) -> None:
        """Lets somebody delete a message, of which Telegram tells the bot nothing."""
        with self._lock:
            self._cloud.messages.delete(self._message(message_id, chat))

    def block(self, chat: Chat = PRIVATE, *, user: User = READER, told: bool = True) -> int:
        """Lets a reader block the bot, or a group throw it out; gives the id of the update.

        Args:
            chat: The private chat of the reader, or the group.
            user: Who does it.
            told: Whether the bot gets the update, or learns of it only when it writes there; then the id is 0.
        """
        bot = self._cloud.bot.as_json()
        change = {
            "chat": chat.as_json(),
            "from": user.as_json(),
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
        }
        with self._lock:
            self._cloud.chats.meet(chat)
            self._cloud.chats.block(chat)
            return self._cloud.updates.push("my_chat_member", change) if told else 0

    def migrate(
        self, group: Chat = BASIC_GROUP, supergroup: Chat = GROUP, *, user: User = READER, told: bool = True
    ) -> None:
        """Turns a group into a supergroup; calls to the old one are refused from now on, with migrate_to_chat_id.

        Args:
            group: As it was.
            supergroup: As it is now.
            user: Who does it.
            told: Whether the bot gets the news of it.
        """
        with self._lock:
            self._cloud.chats.migrate(group, supergroup)
            if not told:
                return
            for chat, content in (
                (group, {"migrate_to_chat_id": supergroup.id}),
                (supergroup, {"migrate_from_chat_id": group.id}),
            ):
                self._cloud.updates.push("message", self._cloud.messages.add(chat, user, content))

    def send_update(self, update: JsonObject) -> int:
        """Brings an update to the bot as it is, however malformed; gives its id, a new one if it has none."""
        with self._lock:
            return self._cloud.updates.push_raw(update)

    def _edit(self, message_id: int, chat: Chat | None, content: JsonObject) -> int:
        with self._lock:
            old = self._message(message_id, chat)
            kept = {name: value for name, value in old.items() if name not in _EDITED}
            new = kept | content | {"edit_date": int(time.time())}
            self._cloud.messages.replace(new)
            return self._cloud.updates.push("edited_message", new)


def _with_entities(field: str, text: str | None) -> JsonObject:
    """Gives the fields of a text or caption, with what Telegram marks in it."""
    if text is None:
        return {}
    found = find_entities(text)
    entities = {"entities" if field == "text" else "caption_entities": found} if found else {}
    return {field: text, **entities}
