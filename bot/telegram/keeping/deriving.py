"""Derives secrets from the bot's token: all workers have it, and need no others."""

from __future__ import annotations

import hmac


def derived(token: str, purpose: str) -> bytes:
    """Return 32 bytes that follow from the bot's token, for one purpose, and tell nothing of it."""
    return hmac.digest(token.encode(), f"dateline {purpose}".encode(), "sha256")
