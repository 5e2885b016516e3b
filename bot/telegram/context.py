"""What all that deals with updates shares: who may ask, which language is spoken, what stands below answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, Message, User

from bot.conversation.replies import Reply
from bot.pool import Pool
from bot.settings import Settings
from bot.telegram.feedback import Feedback
from bot.telegram.keeping.keeping import Keeping, Verdict
from bot.telegram.maintaining import Maintaining
from bot.telegram.messages import identity_of, is_private
from bot.telegram.sending import Sender
from bot.telegram.subscribing import Subscribing
from bot.wording import supported


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of the bot, as they are put together once.

    Attributes:
        api: the library's bot, initialised.
        settings: who may ask, and how much.
        pool: where questions are searched.
        keeping: what is kept between messages.
        sender: brings replies into chats.
        alerts: answers what is said of alerts.
        feedback: takes what readers say of answers.
        maintaining: obeys maintainers.
    """

    api: Bot
    settings: Settings
    pool: Pool
    keeping: Keeping
    sender: Sender
    alerts: Subscribing
    feedback: Feedback
    maintaining: Maintaining

    @property
    def us(self) -> User:
        """The bot as others see it."""
        return self.api.bot

    async def lang(self, update: Message | CallbackQuery) -> str:
        """Return the language of what no question tells: the one that the chat has chosen, else that of the app."""
        message = update if isinstance(update, Message) else update.message
        chosen = await self.keeping.languages.of(message.chat.id) if message is not None else ""
        return chosen or supported(update.from_user.language_code if update.from_user else None)

    async def choose(self, chat: int, reply: Reply) -> None:
        """Keep the language that a chat has chosen, if it has."""
        if reply.chosen is not None:
            await self.keeping.languages.choose(chat, reply.chosen)

    def may_ask(self, message: Message) -> bool:
        """Tell whether who wrote a message may ask."""
        return self.settings.admit(message.chat.id, identity_of(message))

    async def allowed(self, kind: str, reader: int, occasion: str) -> Verdict:
        """Take a question, or a press, out of a reader's allowance."""
        return await self.keeping.allowances.take(kind, reader, self.settings.allowance, occasion)

    def with_buttons(self, message: Message, reply: Reply) -> Reply:
        """Return an answer with what can be done about it; in groups, where it would be for all to press, without."""
        if not reply.answers or not is_private(message):
            return reply
        buttons = (*self.alerts.buttons(reply.lang), *self.feedback.buttons(reply.lang))
        return replace(reply, buttons=(buttons,)) if buttons else reply
