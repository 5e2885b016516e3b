"""Lets people write to the bot: text, commands, media, channel posts, service messages, edits."""

import time

from tests.botapi import limits, utf16
from tests.botapi.chats import CHANNEL, GROUP, Chat, User
from tests.botapi.entities import find_entities
from tests.botapi.fields import JsonObject
from tests.botapi.messages import as_reply_target
from tests.botapi.stage import Sent, Stage

_FILE = {"file_id": "BQACAgI-reader-file", "file_unique_id": "AgAD-reader", "file_size": 4096}


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
        forwarded_from: User | Chat | None = None,
    ) -> Sent:
        """Writes a text, with the entities that Telegram finds in it.

        Args:
            text: As the chat shows it.
            chat: The private chat of the user unless given.
            user: READER unless given.
            reply_to: The message in the same chat that it replies to.
            quote: The part of that message that it quotes.
            forwarded_from: Who wrote it first, for a forwarded text.

        Raises:
            ValueError: Telegram lets nobody write so long a text, or the chat is closed to the bot.
            LookupError: There is no such message or quote.
        """
        if utf16.length(text) > limits.TEXT:
            raise ValueError(f"a text has at most {limits.TEXT} UTF-16 units; Telegram's apps split longer ones")
        content = _with_entities("text", text)
        if forwarded_from is not None:
            content["forward_origin"] = _origin(forwarded_from)
        return self.send(content, chat=chat, user=user, reply_to=reply_to, quote=quote)

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
    ) -> Sent:
        """Puts any message into a chat and brings it to the bot.

        Args:
            content: The fields of the Message besides its id, date, chat and sender.
            chat: The private chat of the user unless given.
            user: READER unless given.
            reply_to: The message in the same chat that it replies to.
            quote: The part of that message that it quotes.

        Raises:
            ValueError: The bot was blocked, or the group moved.
            LookupError: There is no such message or quote.
        """
        user, chat = self._who_and_where(user, chat)
        with self._lock:
            self._cloud.chats.meet(chat, () if chat.type == "channel" else (user,))
            if self._cloud.chats.bars(chat):
                raise ValueError(f"the {chat.type} chat is closed to the bot; unblock() it first")
            if reply_to is not None:
                content = content | _reply(self._message(reply_to, chat), quote)
            message = self._cloud.messages.add(chat, None if chat.type == "channel" else user, content)
            if not self._bot_sees(chat, message):
                return Sent(message, 0)
            kind = "channel_post" if chat.type == "channel" else "message"
            return Sent(message, self._cloud.updates.push(kind, message))

    def edit_text(self, message_id: int, text: str, *, chat: Chat | None = None) -> int:
        """Lets its writer change a text; gives the id of the update."""
        with self._lock:
            old = self._message(message_id, chat)
            kept = {name: value for name, value in old.items() if name not in {"text", "entities"}}
            new = kept | _with_entities("text", text) | {"edit_date": int(time.time())}
            self._cloud.messages.replace(new)
            kind = "edited_channel_post" if new["chat"]["type"] == "channel" else "edited_message"
            return self._cloud.updates.push(kind, new)

    def delete(self, message_id: int, *, chat: Chat | None = None) -> None:
        """Lets somebody delete a message, of which Telegram tells the bot nothing."""
        with self._lock:
            message = self._message(message_id, chat)
            self._cloud.messages.delete(message["chat"]["id"], message["message_id"])

    def send_update(self, update: JsonObject) -> int:
        """Brings an update to the bot as it is, however malformed; gives its id, a new one if it has none."""
        with self._lock:
            return self._cloud.updates.push_raw(update)

    def _bot_sees(self, chat: Chat, message: JsonObject) -> bool:
        """Tells whether privacy mode lets the bot see a message."""
        if not self._cloud.options.privacy_mode or chat.type not in {"group", "supergroup"}:
            return True
        if not message.keys() & {"text", "caption"}:
            return not message.keys() & {"photo", "document", "sticker", "voice"}
        target = message.get("reply_to_message", {})
        if target.get("from", {}).get("id") == self._cloud.bot.id:
            return True
        command, _, addressee = message.get("text", "").split(" ")[0].partition("@")
        return command.startswith("/") and addressee.lower() in {"", str(self._cloud.bot.username).lower()}


def _with_entities(field: str, text: str | None) -> JsonObject:
    """Gives the fields of a text or caption, with what Telegram marks in it."""
    if text is None:
        return {}
    found = find_entities(text)
    entities = {"entities" if field == "text" else "caption_entities": found} if found else {}
    return {field: text, **entities}


def _reply(target: JsonObject, quote: str | None) -> JsonObject:
    """Gives the fields that show what a message replies to."""
    fields: JsonObject = {"reply_to_message": as_reply_target(target)}
    if quote is not None:
        text: str = target.get("text") or target.get("caption") or ""
        before, found, _ = text.partition(quote)
        if not found:
            raise LookupError("the quote is not in the message that is replied to")
        fields["quote"] = {"text": quote, "position": utf16.length(before), "is_manual": True}
    return fields


def _origin(writer: User | Chat) -> JsonObject:
    date = int(time.time()) - 3600
    if isinstance(writer, User):
        return {"type": "user", "date": date, "sender_user": writer.as_json()}
    if writer.type == "channel":
        return {"type": "channel", "date": date, "chat": writer.as_json(), "message_id": 1}
    return {"type": "chat", "date": date, "sender_chat": writer.as_json()}
