"""Puts the parts of the stand-in together into BotApi, the one class that tests use."""

import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from tests.botapi.asking import Asking
from tests.botapi.breaking import Breaking
from tests.botapi.calls import Call, CallLog
from tests.botapi.chats import BOT
from tests.botapi.cloud import Cloud
from tests.botapi.faults import Faults
from tests.botapi.flood import Flood
from tests.botapi.forums import Forums
from tests.botapi.observing import Observing
from tests.botapi.server import Server
from tests.botapi.writing import Writing

TOKEN: Final = f"{BOT.id}:AAE-test-token-of-the-stand-in-0000000"


class BotApi(Writing, Forums, Asking, Observing, Breaking):
    """A strict stand-in for Telegram's Bot API on the loopback interface.

    Use it as a context manager, and point the bot at `url`:

        with BotApi() as api:
            bot = telegram.Bot(api.token, base_url=f"{api.url}/bot")

    Attributes:
        token: The only token that it accepts.
        bot: The bot that the token belongs to.
    """

    def __init__(
        self,
        *,
        keep_calls: bool = True,
        on_call: Callable[[Call], None] | None = None,
        flood_limits: bool = False,
        offline: str | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """Prepares the stand-in; `with` starts it.

        Args:
            keep_calls: False keeps counts of refusals only, for long runs.
            on_call: Called with every call, from the thread of the server, under its lock.
            flood_limits: Answers 429 to a bot that writes faster than Telegram allows.
            offline: How Telegram is unreachable from the start: "refused" or "bad_gateway".
            trust: Vouches for the certificate of what stands before the webhook; the system's authorities if None.
        """
        cloud = Cloud(BOT, Flood(enforced=flood_limits))
        log = CallLog(keep=keep_calls, on_call=on_call)
        faults = Faults(offline)
        server = Server(TOKEN, cloud, log, faults)
        server.webhook.trust = trust
        super().__init__(cloud, log, faults, server)
        self.token = TOKEN
        self.bot = BOT

    @property
    def url(self) -> str:
        """Where the Bot API is, such as "http://127.0.0.1:40123"; calls go to {url}/bot{token}/{method}."""
        return f"http://127.0.0.1:{self._server.port}"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stops to serve, and cuts the calls that wait.

        Raises:
            ExceptionGroup: The stand-in itself failed.
        """
        self._server.stop()
        if self._server.failures:
            raise ExceptionGroup("the stand-in failed", self._server.failures)
