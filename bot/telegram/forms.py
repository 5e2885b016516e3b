"""Gives a call its text in the richest form that the server takes: with days that apps say, as HTML, as plain text."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.monitoring.happenings import passing
from bot.rendering.for_telegram import plain, undated
from bot.telegram.retrying import persist

log = logging.getLogger(__name__)
T = TypeVar("T")
REFUSED = "entities"
"""What Telegram's refusal says then, in lower case: "can't parse entities"."""


class Written(NamedTuple):
    """A text in one of the forms, with the mode that it is parsed in, None for plain text."""

    text: str
    mode: str | None


Form = Callable[[str], Written]


def _dated(page: str) -> Written:
    return Written(page, ParseMode.HTML)


def _undated(page: str) -> Written:
    return Written(undated(page), ParseMode.HTML)


def _plain(page: str) -> Written:
    return Written(plain(page), None)


class Forms:
    """The forms that the server takes, as far as is known: an older Bot API server knows no days as entities."""

    def __init__(self) -> None:
        self._takes_days = True

    async def send(self, call: Callable[[Form], Awaitable[T]], *pages: str) -> T:
        """Call Telegram, in plainer forms if it refuses entities.

        Args:
            call: is given the form in which it is to write its texts.
            pages: the texts, as HTML.

        Raises:
            TelegramError: Telegram refuses the call otherwise, or could not be reached for minutes.
        """
        with passing("sending"):
            return await self._send(call, *pages)

    async def _send(self, call: Callable[[Form], Awaitable[T]], *pages: str) -> T:
        has_days = any(undated(page) != page for page in pages)
        if self._takes_days or not has_days:
            try:
                return await persist(lambda: call(_dated))
            except BadRequest as error:
                _let_pass(error)
        if has_days:
            try:
                sent = await persist(lambda: call(_undated))
            except BadRequest as error:
                _let_pass(error)
            else:
                if self._takes_days:
                    self._takes_days = False
                    log.warning("This Telegram server knows no days in messages; they are sent as text from now on.")
                return sent
        log.warning("Telegram refused the entities of a message; sent as plain text.")
        return await persist(lambda: call(_plain))


def _let_pass(error: BadRequest) -> None:
    """Raise what is no refusal of entities."""
    if REFUSED not in error.message.lower():
        raise error
