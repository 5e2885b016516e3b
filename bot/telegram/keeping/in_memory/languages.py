"""The languages that chats have chosen for their replies: as little of it is kept as can be.

A choice must outlast a restart, so it is on disk: a language, and the month of the chat's last message, under a code of
the chat. The code is a hash with a key that is made of the bot's token, so that the file alone tells of nobody, and
with another token its rows mean nothing. Taken back, a choice is deleted, and after a year of silence as well.
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from bot.secrets import Secret
from bot.telegram.keeping.deriving import derived
from corpus.errors import StoreUnusable
from corpus.full_disk import cure_of
from corpus.language.known import OUR_LANGUAGES

log = logging.getLogger(__name__)

FILE_NAME = "languages.db"
SILENT_MONTHS = 12


class ChosenLanguages:
    """The languages of chats that have chosen one.

    Args:
        home: the folder of archive.db.
        token: of the bot.

    Raises:
        StoreUnusable: the file cannot be written, or is none of ours.
    """

    def __init__(self, home: Path, token: Secret) -> None:
        self._key = derived(token.reveal(), "chosen languages")
        file = home / FILE_NAME
        try:
            self._database = sqlite3.connect(file, isolation_level=None, timeout=30)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA secure_delete = ON")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS chosen (code BLOB PRIMARY KEY, lang TEXT NOT NULL, month INTEGER NOT NULL)"
            )
            self._month = _this_month()
            self._forget_the_silent()
        except sqlite3.Error as error:
            cure = cure_of(error, file, "check the permissions, or move it away: readers choose their language anew")
            raise StoreUnusable(f"{file}: cannot be written ({error}); {cure}") from error

    async def of(self, chat: int) -> str:
        """Return the language that a chat has chosen, "" for none; it has been heard from in this month."""
        try:
            return self._heard_from(self._code(chat))
        except sqlite3.Error as error:  # it is answered all the same
            log.warning("A chosen language could not be looked up: %s.", type(error).__name__)
            return ""

    async def choose(self, chat: int, lang: str) -> None:
        """Keep the language of a chat; "" deletes what is kept of it."""
        code = self._code(chat)
        if lang:
            self._database.execute("INSERT OR REPLACE INTO chosen VALUES (?, ?, ?)", (code, lang, _this_month()))
        else:
            self._database.execute("DELETE FROM chosen WHERE code = ?", (code,))

    async def move(self, chat: int, to: int) -> None:
        """Keep the choice of a group that has become another."""
        if lang := await self.of(chat):
            await self.choose(to, lang)
            await self.choose(chat, "")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _heard_from(self, code: bytes) -> str:
        month = _this_month()
        if month != self._month:
            self._month = month
            self._forget_the_silent()
        found = self._database.execute("SELECT lang, month FROM chosen WHERE code = ?", (code,)).fetchone()
        if found is None or found[0] not in OUR_LANGUAGES:
            return ""
        if found[1] != month:
            self._database.execute("UPDATE chosen SET month = ? WHERE code = ?", (month, code))
        return str(found[0])

    def _forget_the_silent(self) -> None:
        self._database.execute("DELETE FROM chosen WHERE month < ?", (self._month - SILENT_MONTHS,))

    def _code(self, chat: int) -> bytes:
        return blake2b(str(chat).encode(), key=self._key, digest_size=16).digest()


def _this_month() -> int:
    """Return the months since the year 0, by the clock of all."""
    now = datetime.now(UTC)
    return now.year * 12 + now.month
