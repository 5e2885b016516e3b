"""Injected faults: refusals, cut connections, delays, random rates, outages, flood limits."""

import http.client
import time
from collections import Counter

import pytest

from tests.botapi import PRIVATE, BotApi
from tests.botapi.client import Client
from tests.botapi.refusals import OTHER_POLL

_TEXT = {"chat_id": PRIVATE.id, "text": "x"}
_CUT = (http.client.RemoteDisconnected, ConnectionError)


def test_the_next_calls_of_a_method_fail_as_ordered(api: BotApi, client: Client) -> None:
    api.fail_next("sendMessage", 429, times=2, retry_after=3)
    assert client.call("getMe")["ok"]
    for _ in range(2):
        assert client.call("sendMessage", **_TEXT) == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        }
        assert client.status == 429
    client.send()
    assert len(api.messages()) == 2


@pytest.mark.parametrize(
    ("error_code", "words", "description"),
    [
        (400, "Own words", "Own words"),
        (403, None, "Forbidden: bot was blocked by the user"),
        (401, None, "Unauthorized"),
        (409, None, f"Conflict: {OTHER_POLL}"),
        (502, None, "Bad Gateway"),
    ],
)
def test_injected_errors_have_telegrams_words(
    api: BotApi, client: Client, error_code: int, words: str | None, description: str
) -> None:
    api.fail_next("getUpdates", error_code, description=words)
    assert client.call("getUpdates")["description"] == description
    assert client.status == error_code


@pytest.mark.parametrize(("after_processing", "shown"), [(False, 0), (True, 1)])
def test_a_cut_connection_may_have_acted(api: BotApi, client: Client, after_processing: bool, shown: int) -> None:
    api.drop_next("sendMessage", after_processing=after_processing)
    with pytest.raises(_CUT):
        client.send()
    assert len(api.messages()) == 1 + shown
    assert api.calls[-1].dropped
    assert (api.calls[-1].error is None) == after_processing
    client.send()


def test_a_delayed_method_answers_late(api: BotApi, client: Client) -> None:
    api.delay("sendMessage", 0.2)
    start = time.monotonic()
    client.call("getMe")
    assert time.monotonic() - start < 0.2
    client.send()
    assert time.monotonic() - start >= 0.2


def test_random_faults_are_repeatable_and_near_their_rates(api: BotApi, client: Client) -> None:
    outcomes: list[list[int]] = []
    for _ in range(2):
        api.faults(rate_429=0.2, rate_5xx=0.2, rate_drop=0.1, rate_drop_after=0.1, seed=7)
        statuses = []
        for _ in range(100):
            try:
                client.call("sendMessage", **_TEXT)
            except _CUT:
                statuses.append(0)
            else:
                statuses.append(client.status)
        outcomes.append(statuses)
    assert outcomes[0] == outcomes[1]
    counts = Counter("5xx" if status >= 500 else str(status) for status in outcomes[0])
    assert all(8 <= counts[kind] <= 32 for kind in ("429", "5xx", "0"))
    api.faults()
    assert all(client.send() for _ in range(9))


def test_a_bot_may_start_while_telegram_is_unreachable() -> None:
    with BotApi(offline="refused") as api:
        client, url = Client(api), api.url
        with pytest.raises(ConnectionRefusedError):
            client.call("getMe")
        api.go_online()
        assert api.url == url
        assert client.call("getMe")["ok"]
    with BotApi(offline="bad_gateway") as api:
        client = Client(api)
        assert client.call("getMe")["description"] == "Bad Gateway"
        api.go_online()
        assert client.call("getMe")["ok"]


def test_flood_limits_tell_a_fast_bot_to_wait() -> None:
    with BotApi(flood_limits=True) as api:
        api.send_text("x")
        client = Client(api)
        answers = [client.call("sendMessage", **_TEXT) for _ in range(6)]
        assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
        assert answers[-1]["parameters"]["retry_after"] in {4, 5}
