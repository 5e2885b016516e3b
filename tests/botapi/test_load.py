"""Long runs: speed, and memory that stays flat."""

import time
import tracemalloc

from tests.botapi import PRIVATE, BotApi
from tests.botapi.client import Client


def _exchange(api: BotApi, client: Client, count: int) -> None:
    """Lets the reader ask and the bot answer `count` times."""
    offset = 0
    for _ in range(count):
        api.send_text("a question of some length " * 4)
        offset = client.call("getUpdates", offset=offset)["result"][-1]["update_id"] + 1
        client.call("sendMessage", chat_id=PRIVATE.id, text="<b>an answer</b> " * 20, parse_mode="HTML")
    client.call("getUpdates", offset=offset)


def test_it_keeps_up_with_sixty_messages_a_second() -> None:
    with BotApi(keep_calls=False) as api:
        start = time.monotonic()
        _exchange(api, Client(api), 120)
        assert time.monotonic() - start < 2
        assert api.counts["sendMessage"] == 120


def test_memory_stays_flat_without_kept_calls() -> None:
    with BotApi(keep_calls=False) as api:
        client = Client(api)
        _exchange(api, client, 1100)
        tracemalloc.start()
        try:
            _exchange(api, client, 300)
            grown, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert grown < 3_000_000
