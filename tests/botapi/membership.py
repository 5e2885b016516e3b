"""Changes who is in which chat: people block the bot, groups throw it out, promote it or move."""

import time

from tests.botapi.chats import BASIC_GROUP, GROUP, PRIVATE, READER, Chat, User
from tests.botapi.stage import Stage


class Membership(Stage):
    """The part of BotApi that plays people who come and go."""

    def meet(self, chat: Chat, *members: User) -> None:
        """Makes a chat known to the bot, as if it had been there before the test."""
        with self._lock:
            self._cloud.chats.meet(chat, members)

    def block(self, chat: Chat = PRIVATE, *, user: User = READER) -> int:
        """Lets a reader block the bot, or a group throw it out; gives the id of the update."""
        with self._lock:
            self._cloud.chats.meet(chat)
            old = self._cloud.chats.status(chat, self._cloud.bot.id) or "member"
            self._cloud.chats.block(chat)
            return self._tell(chat, user, old, "kicked")

    def unblock(self, chat: Chat = PRIVATE, *, user: User = READER) -> int:
        """Lets a reader unblock the bot, or a group add it again; gives the id of the update."""
        with self._lock:
            self._cloud.chats.meet(chat)
            old = self._cloud.chats.status(chat, self._cloud.bot.id) or "left"
            self._cloud.chats.welcome(chat)
            return self._tell(chat, user, old, "member")

    def set_member(self, chat: Chat, user: User, status: str) -> None:
        """Gives somebody, or the bot, a status: creator, administrator, member, left or kicked."""
        with self._lock:
            self._cloud.chats.meet(chat)
            self._cloud.chats.set_status(chat, user, status)

    def migrate(self, group: Chat = BASIC_GROUP, supergroup: Chat = GROUP, *, user: User = READER) -> int:
        """Turns a group into a supergroup; gives the id of the update in the old group.

        Calls to the old group are refused from now on, with the new id in migrate_to_chat_id.
        """
        with self._lock:
            self._cloud.chats.meet(group)
            self._cloud.chats.migrate(group, supergroup)
            leaving = self._cloud.messages.add(group, user, {"migrate_to_chat_id": supergroup.id})
            arriving = self._cloud.messages.add(supergroup, user, {"migrate_from_chat_id": group.id})
            update_id = self._cloud.updates.push("message", leaving)
            self._cloud.updates.push("message", arriving)
            return update_id

    def _tell(self, chat: Chat, user: User, old: str, new: str) -> int:
        """Tells the bot of its new status."""
        bot = self._cloud.bot.as_json()
        change = {
            "chat": chat.as_json(),
            "from": user.as_json(),
            "date": int(time.time()),
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        return self._cloud.updates.push("my_chat_member", change)


def _member(bot: dict[str, object], status: str) -> dict[str, object]:
    banned = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot, "status": "member" if status == "administrator" else status, **banned}
