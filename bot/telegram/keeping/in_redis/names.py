"""Names and values as Redis may see them: names are keyed hashes, and what readers wrote is sealed.

Both keys come from the bot's token, which Redis does not know.
"""

from __future__ import annotations

import hmac
import json
import os
from base64 import urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.telegram.keeping.deriving import derived

NONCE = 12
"""Bytes that each sealed value begins with, never the same."""


class Names:
    """Names the keys in Redis of one bot.

    Args:
        token: of the bot.
        counter: who counts its updates: a server of the Bot API, for one bot.
    """

    def __init__(self, token: str, counter: str) -> None:
        self._key = derived(token, "names")
        self.prefix = f"dateline:{{{self._hash('bot', counter)}}}:"
        """Of all keys; in braces what keeps them together where Redis spreads keys."""
        self.updates = f"{self.prefix}update:"
        """Of the keys of updates, which are named by Telegram's numbers: they say nothing of who sent them."""

    def of(self, kind: str, *what: object) -> str:
        """Return the key of something."""
        return f"{self.prefix}{kind}:{self._hash(kind, *what)}"

    def update(self, number: int) -> str:
        """Return the key of an update."""
        return f"{self.updates}{number}"

    def _hash(self, *what: object) -> str:
        digest = hmac.digest(self._key, json.dumps(what).encode(), "sha256")
        return urlsafe_b64encode(digest[:16]).decode().rstrip("=")


class Seal:
    """Seals values, each for the key that it stands at.

    Args:
        token: of the bot.
    """

    def __init__(self, token: str) -> None:
        self._cipher = AESGCM(derived(token, "seal"))

    def closed(self, value: str, key: str) -> bytes:
        """Return a value as nobody reads it who does not know the token."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, value.encode(), key.encode())

    def opened(self, sealed: bytes, key: str) -> str | None:
        """Return a value; None if it was not sealed by us for this key."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], key.encode()).decode()
        except (InvalidTag, ValueError):
            return None
