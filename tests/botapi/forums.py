"""Lets people open topics in forum groups and delete them, and write direct messages to a channel."""

from tests.botapi.chats import DIRECT, FORUM, READER, Chat, User
from tests.botapi.entities import find_entities
from tests.botapi.messages import direct_topic_fields, reply_fields, topic_of
from tests.botapi.stage import Sent, Stage


class Forums(Stage):
    """The part of BotApi that plays people who keep order in a forum."""

    def open_topic(self, name: str = "Ferries", *, chat: Chat = FORUM, user: User = READER) -> Sent:
        """Opens a topic; gives its id, which is that of the message that tells of it."""
        with self._lock:
            self._cloud.chats.meet(chat)
            opening = self._cloud.messages.add(
                chat, user, {"forum_topic_created": {"name": name, "icon_color": 7322096}, "is_topic_message": True}
            )
            opening["message_thread_id"] = opening["message_id"]
            return Sent(opening, self._cloud.updates.push("message", opening))

    def send_direct(self, text: str, *, chat: Chat = DIRECT, user: User = READER, reply_to: int | None = None) -> Sent:
        """Writes a direct message to a channel whose administrator the bot is; each writer has a topic."""
        with self._lock:
            self._cloud.chats.meet(chat)
            content = {"text": text, "entities": find_entities(text)} | direct_topic_fields(user.as_json())
            if reply_to is not None:
                content |= reply_fields(self._message(reply_to, chat), None)
            message = self._cloud.messages.add(chat, user, content)
            return Sent(message, self._cloud.updates.push("message", message))

    def delete_topic(self, topic: int, *, chat: Chat = FORUM) -> None:
        """Deletes a topic with all its messages, of which Telegram tells the bot nothing."""
        with self._lock:
            for message in self._cloud.messages.of_chat(chat.id):
                if topic_of(message) == topic:
                    self._cloud.messages.delete(message)
