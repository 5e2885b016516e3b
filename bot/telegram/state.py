"""What every handler can reach, typed: settings, searcher, and the threads that search."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.settings import Settings
from index.searching import Searcher


class BotState:
    """The one thing in ``bot_data``; nothing is kept of readers. The library makes it, ``begin`` fills it."""

    settings: Settings
    searcher: Searcher
    threads: ThreadPoolExecutor

    def begin(self, settings: Settings, searcher: Searcher, threads: ThreadPoolExecutor) -> None:
        """Say what questions are answered with."""
        self.settings, self.searcher, self.threads = settings, searcher, threads


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], BotState]):
    """A handler's context, with our state in ``bot_data``."""
