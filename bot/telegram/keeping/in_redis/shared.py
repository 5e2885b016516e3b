"""Puts together what is kept in Redis."""

from __future__ import annotations

from collections.abc import Callable

from bot.telegram.keeping.in_redis.connecting import Connection
from bot.telegram.keeping.in_redis.kept import Albums, Allowances, Languages, Leases, Notices, Recent, Replies, Taps
from bot.telegram.keeping.in_redis.names import Names, Seal
from bot.telegram.keeping.in_redis.turns import LEASE_SECONDS, Turns
from bot.telegram.keeping.keeping import Keeping


def in_redis(url: str, token: str, counter: str, settle_seconds: float, lease: float = LEASE_SECONDS) -> Keeping:
    """Return what is kept in Redis.

    Args:
        url: of Redis.
        token: of the bot, from which come the names of keys and what seals values.
        counter: who counts the updates: a server of the Bot API, for one bot.
        settle_seconds: after the latest message of an album; then no more is expected.
        lease: seconds for which a claim of an update is sure.

    Raises:
        SettingsInvalid: the address cannot be read.
    """
    connection, names, seal = Connection(url), Names(token, counter), Seal(token)
    turns = Turns(connection, names, lease)

    async def begin(lost: Callable[[int], None]) -> None:
        """Wait until Redis answers.

        Raises:
            SettingsInvalid: it refuses the user or the password.
        """
        await connection.begin()
        await turns.begin(lost)

    async def close() -> None:
        await turns.close()
        await connection.close()

    return Keeping(
        turns,
        Allowances(connection, names),
        Replies(connection, names),
        Notices(connection, names),
        Recent(connection, names, seal),
        Albums(connection, names, settle_seconds),
        Languages(connection, names, seal),
        Taps(connection, names),
        Leases(connection, names),
        begin,
        close,
    )
