"""Sends pages in order, in the forms that Telegram accepts, and falls back to plain text when it refuses one."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.rendering.for_telegram import plain

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(message: Message, pages: Sequence[str], *, quote: bool = False) -> None:
    """Send pages of Telegram HTML to the chat of a message, one after the other.

    Args:
        message: of the reader.
        pages: each within Telegram's limits.
        quote: reply to the message, so that a group sees what is answered.
    """
    for page in pages:
        try:
            await message.reply_text(page, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW, do_quote=quote)
        except BadRequest as error:
            if "entities" not in error.message.lower():
                raise
            log.warning("Telegram refused the entities of a page; sent as plain text.")
            await message.reply_text(plain(page), link_preview_options=NO_PREVIEW, do_quote=quote)
