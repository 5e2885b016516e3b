"""How updates reach the bot: getUpdates with confirmation, and the webhook that they are pushed to."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.botapi import OTHER_READER, BotApi
from tests.botapi.client import Client


def _ids(envelope: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in envelope["result"]]


def test_updates_stay_until_an_offset_confirms_them(api: BotApi, client: Client) -> None:
    second = api.send_text("2").update_id
    first = second - 1
    assert _ids(client.call("getUpdates")) == [first, second]
    assert _ids(client.call("getUpdates", limit=1)) == [first]
    assert _ids(client.call("getUpdates", offset=second)) == [second]
    assert _ids(client.call("getUpdates", offset=first)) == [second]
    assert api.pending_updates == 1
    assert _ids(client.call("getUpdates", offset=second + 1)) == []
    api.wait_until_confirmed(0.1)


def test_a_negative_offset_forgets_all_but_the_last(api: BotApi, client: Client) -> None:
    last = [api.send_text(str(n)).update_id for n in range(5)][-2:]
    assert _ids(client.call("getUpdates", offset=-2)) == last
    assert _ids(client.call("getUpdates")) == last


def test_allowed_updates_are_remembered_and_apply_to_later_updates(api: BotApi, client: Client) -> None:
    question = api.send_text("old question")
    client.call("getUpdates", offset=question.update_id, allowed_updates=["edited_message"])
    api.send_text("unwanted")
    api.edit_text(question, "edited")
    kinds = [update.keys() - {"update_id"} for update in client.call("getUpdates")["result"]]
    assert kinds == [{"message"}, {"edited_message"}]
    client.call("getUpdates", allowed_updates=[])
    api.send_text("wanted")
    assert "message" in client.newest_update()


@pytest.fixture
def waiting(api: BotApi, client: Client) -> Iterator[Future[dict[str, Any]]]:
    """A getUpdates call that waits."""
    offset = api.send_text("1").update_id + 1
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(client.call, "getUpdates", offset=offset, timeout=1)


def test_a_waiting_poll_is_answered_when_an_update_comes_or_ends_empty(
    api: BotApi, waiting: Future[dict[str, Any]]
) -> None:
    time.sleep(0.05)
    update_id = api.send_text("2").update_id
    assert _ids(waiting.result(0.5)) == [update_id]
    assert Client(api).call("getUpdates", offset=update_id + 1, timeout=1)["result"] == []


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("getUpdates", {}, "other getUpdates request; make sure that only one bot instance is running"),
        ("setWebhook", {"url": "http://127.0.0.1:1/hook"}, "setWebhook request"),
    ],
)
def test_another_taker_of_updates_ends_a_poll(
    api: BotApi, waiting: Future[dict[str, Any]], method: str, fields: dict[str, Any], reason: str
) -> None:
    time.sleep(0.05)
    client = Client(api)
    assert client.call(method, **fields)["ok"]
    ended = {"ok": False, "error_code": 409, "description": f"Conflict: terminated by {reason}"}
    assert waiting.result(0.5) == ended
    if fields:
        refused = client.call("getUpdates")
        assert (client.status, "while webhook is active" in refused["description"]) == (409, True)
        assert client.call("deleteWebhook", drop_pending_updates=True)["ok"]
        assert client.call("getUpdates")["result"] == []


def test_updates_are_delivered_twice_at_a_rate(api: BotApi, client: Client) -> None:
    api.faults(rate_duplicate=1.0)
    update_id = api.send_text("1").update_id
    assert _ids(client.call("getUpdates", offset=update_id)) == [update_id]
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == [update_id]
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == []


_LOCAL = {"url": "http://127.0.0.1:1/"}


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("getUpdates", {"allowed_updates": ["mesage"]}, "unknown update types in allowed_updates: mesage"),
        ("getUpdates", {"limit": 0}, "limit must be between 1 and 100"),
        ("getUpdates", {"limit": 101}, "limit must be between 1 and 100"),
        ("getUpdates", {"timeout": -1}, "timeout must not be negative"),
        (
            "setWebhook",
            {"url": "http://bot.example.org"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "https://bot.example.org:5000/x"},
            "bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            "setWebhook",
            {"url": "https://bot.example.org/x"},
            "bad webhook: failed to resolve host: Name or service not known",
        ),
        ("setWebhook", _LOCAL | {"secret_token": "a b"}, "secret token contains unallowed characters"),
        ("setWebhook", _LOCAL | {"secret_token": "a" * 257}, "secret token is too long"),
        ("setWebhook", _LOCAL | {"max_connections": 101}, "max_connections must be between 1 and 100"),
        ("setWebhook", _LOCAL | {"allowed_updates": ["all"]}, "unknown update types in allowed_updates: all"),
    ],
)
def test_refusals(client: Client, method: str, fields: dict[str, Any], reason: str) -> None:
    assert client.refusal(method, **fields) == reason


class _Hook(ThreadingHTTPServer):
    """A bot that takes updates.

    Attributes:
        taken: Pairs of the secret token and the id of the update.
        statuses: Answers to the next pushes; 200 after them.
        refused: Numbers of readers whose pushes get 503, with a word when to try again.
        retry_after: Seconds that this word tells.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[tuple[str | None, int]] = []
        self.statuses: list[int] = []
        self.refused: set[int] = set()
        self.retry_after = 1


class _Handler(BaseHTTPRequestHandler):
    server: _Hook

    def do_POST(self) -> None:
        """Takes one update."""
        update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], update["update_id"]))
        if update["message"]["from"]["id"] in self.server.refused:
            self.send_response(503)
            self.send_header("Retry-After", str(self.server.retry_after))
        else:
            self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def hook(client: Client) -> Iterator[_Hook]:
    with _Hook() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,)).start()
        url = f"http://127.0.0.1:{running.server_port}/hook"
        assert client.call("setWebhook", url=url, secret_token="s3cret")["ok"]
        yield running
        running.shutdown()


def test_updates_are_pushed_in_order_with_the_secret_until_they_are_taken(api: BotApi, hook: _Hook) -> None:
    api.wait_until_confirmed(5)
    hook.taken.clear()
    hook.statuses = [500, 403, 301]
    sent = [api.send_text(str(n)).update_id for n in range(5)]
    api.wait_until_confirmed(5)
    assert hook.taken == [("s3cret", number) for number in [sent[0]] * 3 + sent]


def test_a_push_that_is_refused_is_made_again_when_told_and_holds_up_no_other_chat(api: BotApi, hook: _Hook) -> None:
    api.wait_until_confirmed(5)
    hook.refused = {OTHER_READER.id}
    began = time.monotonic()
    refused = api.send_text("1", user=OTHER_READER).update_id
    later = api.send_text("2", user=OTHER_READER).update_id
    taken = [api.send_text(str(n)).update_id for n in range(5)]
    while api.pending_updates > 2:
        assert time.monotonic() < began + 5
        time.sleep(0.01)
    hook.refused = set()
    api.wait_until_confirmed(5)
    assert time.monotonic() - began >= hook.retry_after
    numbers = [number for _, number in hook.taken[1:]]
    assert [number for number in numbers if number in taken] == taken
    assert [number for number in numbers if number in {refused, later}] == [refused, refused, later]


def test_updates_are_pushed_twice_at_a_rate(api: BotApi, hook: _Hook) -> None:
    api.wait_until_confirmed(5)
    api.faults(rate_duplicate=1.0)
    number = api.send_text("1").update_id
    api.wait_until_confirmed(5)
    assert [one for _, one in hook.taken].count(number) == 2
