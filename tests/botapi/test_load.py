"""Long runs: speed, and memory that stays flat."""

import gc
import time

from tests.botapi import PRIVATE, BotApi
from tests.botapi.client import Client


def _exchange(api: BotApi, client: Client, count: int, answer: str) -> None:
    """Lets the reader ask and the bot answer `count` times."""
    offset = 0
    for _ in range(count):
        api.send_text("a question of some length " * 4)
        offset = client.call("getUpdates", offset=offset)["result"][-1]["update_id"] + 1
        client.call("sendMessage", chat_id=PRIVATE.id, text=answer, parse_mode="HTML")
    client.call("getUpdates", offset=offset)


def test_it_keeps_up_with_sixty_messages_a_second() -> None:
    with BotApi(keep_calls=False) as api:
        start = time.monotonic()
        _exchange(api, Client(api), 120, "<b>an answer</b> " * 20)
        assert time.monotonic() - start < 2
        assert api.counts["sendMessage"] == 120


def test_memory_stays_flat_without_kept_calls() -> None:
    with BotApi(keep_calls=False) as api:
        client = Client(api)
        for _ in range(2100):
            offset = api.send_text("fills what is bounded").update_id
            if offset % 100 == 0:
                client.call("getUpdates", offset=offset - 99)
        _exchange(api, client, 20, "as plain as the question")
        gc.collect()
        before = len(gc.get_objects())
        _exchange(api, client, 300, "as plain as the question")
        gc.collect()
        # Answers take the places of questions that delivered updates still hold: one object each, up to a
        # bound. Kept calls would add six.
        assert len(gc.get_objects()) - before < 600
