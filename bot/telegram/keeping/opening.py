"""Chooses where is kept what is kept between messages: in Redis if the settings name one, else in this process."""

from __future__ import annotations

import secrets
from importlib.util import find_spec

from bot.settings import Settings
from bot.telegram.keeping.deriving import derived
from bot.telegram.keeping.keeping import Keeping
from corpus.errors import SettingsInvalid


def open_keeping(settings: Settings, bot: int, settle_seconds: float) -> Keeping:
    """Return what is kept between messages.

    Args:
        settings: where.
        bot: its number.
        settle_seconds: after the latest message of an album; then no more is expected.

    Raises:
        SettingsInvalid: the address of Redis cannot be read, or its library is missing.
        StoreUnusable: the file of update numbers, or of languages, cannot be written, or is none of ours.
    """
    counter = f"{settings.api_url} {bot}"
    if not settings.redis_url:
        from bot.telegram.keeping.in_memory.memory import in_memory  # noqa: PLC0415 - one of the two is not needed

        return in_memory(settings.home, settings.bot_token, counter, settle_seconds)
    if find_spec("redis") is None:
        raise SettingsInvalid("REDIS_URL: the library for Redis is not installed; pip install 'dateline[cluster]'")
    from bot.telegram.keeping.in_redis.shared import in_redis  # noqa: PLC0415 - likewise, and its library is extra

    return in_redis(settings.redis_url.reveal(), settings.bot_token.reveal(), counter, settle_seconds)


def webhook_secret(settings: Settings) -> str:
    """Return what Telegram sends along: as set, else the same for all workers that share a Redis, else a new one."""
    if settings.webhook_secret or not settings.redis_url:
        return settings.webhook_secret.reveal() or secrets.token_urlsafe(32)
    return derived(settings.bot_token.reveal(), "webhook").hex()
