"""Puts the parts of the stand-in together into BotApi, the one class that tests use."""

from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from tests.botapi.asking import Asking
from tests.botapi.breaking import Breaking
from tests.botapi.calls import Call, CallLog
from tests.botapi.chats import BOT, User
from tests.botapi.cloud import Cloud, Options
from tests.botapi.faults import Faults, Outage
from tests.botapi.flood import Flood
from tests.botapi.membership import Membership
from tests.botapi.observing import Observing
from tests.botapi.server import Server
from tests.botapi.writing import Writing

TOKEN: Final = f"{BOT.id}:AAE-test-token-of-the-stand-in-0000000"


class BotApi(Writing, Asking, Membership, Observing, Breaking):
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
        token: str = TOKEN,
        *,
        bot: User = BOT,
        keep_calls: bool = True,
        on_call: Callable[[Call], None] | None = None,
        refuse_surplus_entities: bool = True,
        flood_limits: bool = False,
        privacy_mode: bool = False,
        query_lifetime: float = 15.0,
        offline: str | None = None,
    ) -> None:
        """Prepares the stand-in; `with` starts it.

        Args:
            token: The token of the bot.
            bot: What getMe says of the bot.
            keep_calls: False keeps only counts and the latest 2,000 messages, for long runs.
            on_call: Called with every call, from the thread of the server, under its lock.
            refuse_surplus_entities: Refuses texts with over 100 entities, where Telegram drops the surplus.
            flood_limits: Answers 429 to a bot that writes faster than Telegram allows.
            privacy_mode: Hides from the bot what privacy mode hides in groups.
            query_lifetime: Seconds within which the bot must answer a query.
            offline: How Telegram is unreachable from the start: "refused" or "bad_gateway".
        """
        options = Options(
            refuse_surplus_entities=refuse_surplus_entities,
            privacy_mode=privacy_mode,
            query_lifetime=query_lifetime,
            bounded=not keep_calls,
        )
        cloud = Cloud(bot, options, Flood(enforced=flood_limits))
        log = CallLog(keep=keep_calls, on_call=on_call)
        faults = Faults(outage=None if offline is None else Outage(offline))
        super().__init__(cloud, log, faults, Server(token, cloud, log, faults))
        self.token = token
        self.bot = bot

    @property
    def url(self) -> str:
        """Where the Bot API is, such as "http://127.0.0.1:40123"; calls go to {url}/bot{token}/{method}."""
        return f"http://127.0.0.1:{self._server.port}"

    def route_webhook(self, public_origin: str, local_origin: str) -> None:
        """Says which loopback server stands behind a public HTTPS origin that setWebhook may name."""
        self._server.webhook.routes[public_origin.rstrip("/")] = local_origin.rstrip("/")

    def start(self) -> Self:
        """Starts to serve."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Stops to serve, and cuts the calls that wait.

        Raises:
            ExceptionGroup: The stand-in itself failed.
        """
        self._server.stop()
        if self._server.failures:
            raise ExceptionGroup("the stand-in failed", self._server.failures)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
