"""Fetches updates from Telegram, and tells it of those that are finished."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import warnings
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.warnings import PTBUserWarning

from bot.monitoring.happenings import tell
from bot.telegram.handlers import KINDS
from bot.telegram.intake import AT_ONCE, Intake, Raw
from bot.telegram.retrying import Waits, kind_of, unless

log = logging.getLogger(__name__)

# Updates are wanted as they come: parsed by the library's own method, one malformed update would take all with it.
warnings.filterwarnings("ignore", message=r".*do_api_request\(.getUpdates", category=PTBUserWarning)

LONG_POLL = 25
"""Seconds that Telegram waits for an update before it answers that there is none."""
PROGRESS_SECONDS = 0.25
CONFIRM_SECONDS = 5


async def poll(api: Bot, intake: Intake, stopping: asyncio.Event) -> int:
    """Fetch updates until told to stop; return the number that follows the last one.

    Telegram delivers again what is not confirmed. So nothing is confirmed before it is finished, and while something is
    not, what is delivered again is known by its number.

    Raises:
        InvalidToken: Telegram does not know the token (any more).
    """
    following, waits = 0, Waits()
    while not stopping.is_set():
        held = intake.oldest_held
        if held is not None and following - held >= AT_ONCE:  # all that can be fetched is known
            intake.let_go()
            held = intake.oldest_held
        if not intake.has_room or (held is not None and following - held >= AT_ONCE):
            await intake.progress(PROGRESS_SECONDS)
            continue
        offset = following if held is None else held
        try:
            updates = await _fetch(api, offset, 0 if held is not None else LONG_POLL, stopping)
            waits = Waits()
        except InvalidToken:
            raise
        except TelegramError as error:
            tell("fetch_errors", kind_of(error))
            log.warning("Updates could not be fetched: %s; trying again.", type(error).__name__)
            await unless(stopping, asyncio.sleep(waits.after(error)))
            continue
        fresh = [update for update in updates if update["update_id"] >= following]
        for update in fresh:
            intake.take(update)
            following = max(following, update["update_id"] + 1)
        if held is not None and not fresh:
            await intake.progress(PROGRESS_SECONDS)
    return following


async def confirm(api: Bot, following: int) -> None:
    """Tell Telegram that all before a number is finished; what it is not told comes again, and is known then."""
    with contextlib.suppress(TelegramError):
        asked = {"offset": following, "limit": 1, "timeout": 0}
        await api.do_api_request("getUpdates", asked, read_timeout=CONFIRM_SECONDS)


async def _fetch(api: Bot, offset: int, seconds: int, stopping: asyncio.Event) -> list[Raw]:
    """Return updates from a number on; none if a stop comes first."""
    asked: dict[str, Any] = {"offset": offset, "timeout": seconds, "limit": AT_ONCE, "allowed_updates": KINDS}
    fetching = api.do_api_request("getUpdates", asked, read_timeout=seconds + 10)
    updates = await unless(stopping, fetching) or []
    return [one for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)]
