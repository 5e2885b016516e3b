"""The key of the alerts: from it follow one by which rows are found and one by which they are sealed.

A row is found by an HMAC of its chat's number and sealed with AES-GCM, the HMAC being its associated data, so that rows
can neither be told nor exchanged without the key. What is sealed is filled up to one of few sizes before.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from pathlib import Path

from bot.secrets import Secret
from bot.settings import Settings
from corpus.errors import AlertsUnusable, SettingsInvalid

SIZE = 32
"""Bytes of a key, and of each that follows from it."""
NONCE = 12
LEAST = 1024
"""Bytes that are sealed at least; longer ones are filled up to twice, four times as many, and so on."""
PURPOSE = b"dateline alerts 1"
CURE = "make one with: dateline alerts --new-key FILE"


class Keys:
    """What finds, seals and opens rows.

    Args:
        key: 32 bytes that nobody can guess.
    """

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - a bot without alerts needs none
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - likewise
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - likewise

        derived = HKDF(SHA256(), 2 * SIZE, salt=None, info=PURPOSE).derive(key)
        self._finding, self._sealing = derived[:SIZE], AESGCM(derived[SIZE:])

    @property
    def mark(self) -> bytes:
        """What tells this key from any other, and nothing else."""
        return hmac.digest(self._finding, b"mark", "sha256")

    def row_of(self, chat: int) -> bytes:
        """Return what a chat's row is found by."""
        return hmac.digest(self._finding, b"chat " + chat.to_bytes(8, "big", signed=True), "sha256")

    def seal(self, row: bytes, content: bytes) -> bytes:
        """Seal what stands in a row."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._sealing.encrypt(nonce, _filled(content), PURPOSE + row)

    def open(self, row: bytes, sealed: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            AlertsUnusable: it was changed, stood in another row, or was sealed with another key.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above

        try:
            filled = self._sealing.decrypt(sealed[:NONCE], sealed[NONCE:], PURPOSE + row)
        except (InvalidTag, ValueError) as error:
            raise AlertsUnusable("a row of the alerts cannot be opened; put the file back from a copy") from error
        return filled[4 : 4 + int.from_bytes(filled[:4], "big")]


def _filled(content: bytes) -> bytes:
    size = LEAST
    while size < len(content) + 4:
        size *= 2
    return (len(content).to_bytes(4, "big") + content).ljust(size, b"\0")


def keys_of(settings: Settings) -> Keys | None:
    """Return the keys that the settings name, None where there is none: then there are no alerts.

    Raises:
        SettingsInvalid: what is there is no key, or its file cannot be read.
    """
    word = settings.alerts_key
    return Keys(_read(word, word.place or "DATELINE_ALERTS_KEY")) if word else None


def keys_in(file: Path) -> Keys:
    """Return the keys of a file.

    Raises:
        SettingsInvalid: it cannot be read, or holds no key.
    """
    try:
        word = Secret(file.read_text("ascii").strip())
    except OSError as error:
        raise SettingsInvalid(f"{file}: the key of the alerts cannot be read ({error.strerror}); {CURE}") from error
    except UnicodeDecodeError:
        word = Secret("")
    return Keys(_read(word, str(file)))


def write_new(file: Path) -> None:
    """Write a new key into a new file that only its owner may read.

    Raises:
        SettingsInvalid: the file is there already, or cannot be written.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(base64.urlsafe_b64encode(secrets.token_bytes(SIZE)).decode() + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as error:
        raise SettingsInvalid(f"{file}: is there already, and a key is never written over; name another") from error
    except OSError as error:
        raise SettingsInvalid(f"{file}: cannot be written ({error.strerror}); name another place") from error


def _read(word: Secret, place: str) -> bytes:
    written = word.reveal().rstrip("=")
    try:
        key = base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != SIZE:
        raise SettingsInvalid(f"{place}: holds no key (32 bytes in URL-safe base64); {CURE}")
    return key
