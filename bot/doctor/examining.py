"""Looks at everything, one thing after the other; what stops one look stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from bot.doctor import home, index, network, programs, store
from bot.doctor import settings as settings_room
from bot.doctor.finding import Finding, warn
from bot.settings import Settings


def examine(settings: Settings, problem: str, *, polling: bool = False) -> Iterator[Finding]:
    """Look at everything.

    Args:
        settings: those that can be used.
        problem: what is wrong with the others, "" if nothing is.
        polling: find out too whether another process fetches the bot's updates, which interrupts it for a second.
    """
    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("settings", partial(settings_room.look, settings, problem)),
        ("home", partial(home.look, settings.home)),
        ("store", partial(store.look, settings, datetime.now(UTC))),
        ("index", partial(index.look, settings.home)),
        ("versions", programs.look),
        ("network", partial(network.look, settings, polling=polling)),
    ]
    for about, look in looks:
        try:
            yield from look()
        except Exception as error:  # noqa: BLE001 - a home may be damaged in any way, and the other looks go on
            told = getattr(error, "strerror", None) or type(error).__name__
            yield warn(about, f"could not be looked at to the end ({told})", "mend what fails here, and run it again")
