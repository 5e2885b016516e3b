"""What can be seen of the bot: updates by kind, how long their replies take, and whether all is well."""

from __future__ import annotations

from bot.monitoring.happenings import journey, tell
from bot.monitoring.health import Check, Contact
from bot.monitoring.metrics import OTHER
from bot.telegram.intake import Handle, Raw
from bot.telegram.keeping.keeping import Turns

PLACES = {
    "message": "telegram",
    "edited_message": "telegram",
    "callback_query": "press",
    "inline_query": "inline",
    "guest_message": "guest",
}
"""Where questions come from, by the kinds of updates that bring them."""


def seen(handle: Handle) -> Handle:
    """Return what deals with updates as ``handle`` does, and has them counted."""

    async def seen_handle(update: Raw) -> None:
        kind = next((kind for kind in update if kind != "update_id"), OTHER)
        tell("updates", kind)
        with journey(PLACES.get(kind, OTHER)):
            await handle(update)

    return seen_handle


class Vitals:
    """Whether the bot can do its work, as far as that is not the archive's.

    Attributes:
        contact: with Telegram.
        is_taking: updates are being fetched, or can be pushed here.
        turns: that must be known where they are kept; None until they are.
    """

    def __init__(self) -> None:
        self.contact = Contact()
        self.is_taking = False
        self.turns: Turns | None = None

    def checks(self, *, shared: bool) -> dict[str, Check]:
        """Return what is looked at, and with ``shared`` whether Redis answers too."""
        checks: dict[str, Check] = {"telegram": self._telegram}
        return checks | {"redis": self._redis} if shared else checks

    async def _telegram(self) -> str:
        return await self.contact.check() if self.is_taking else "no updates are taken"

    async def _redis(self) -> str:
        return "" if self.turns is not None and self.turns.can_be_told else "not reached"
