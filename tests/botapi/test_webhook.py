"""The webhook: what setWebhook refuses, and how updates are pushed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.botapi import BotApi
from tests.botapi.client import Client


class _Hook(ThreadingHTTPServer):
    """A bot that takes updates.

    Attributes:
        taken: Pairs of the secret token and the update.
        statuses: Answers to the next pushes; 200 after them.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[tuple[str | None, dict[str, Any]]] = []
        self.statuses: list[int] = []
        self.arrived = threading.Condition()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def wait_for(self, count: int) -> list[int]:
        """Waits for pushes; gives the ids of their updates."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.taken) >= count, 5)
            return [update["update_id"] for _, update in self.taken]


class _Handler(BaseHTTPRequestHandler):
    server: _Hook

    def do_POST(self) -> None:
        """Takes one update."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.arrived:
            self.server.taken.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], json.loads(body)))
            status = self.server.statuses.pop(0) if self.server.statuses else 200
            self.server.arrived.notify_all()
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def hook() -> Iterator[_Hook]:
    """A running webhook."""
    with _Hook() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"url": "http://bot.example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bot.example.org:5000/x"},
            "bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://bot.example.org/x"},
            "bad webhook: failed to resolve host: Name or service not known",
        ),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"secret_token": "a" * 257}, "secret token is too long"),
        ({"max_connections": 101}, "max_connections must be between 1 and 100"),
        ({"allowed_updates": ["all"]}, "unknown update types in allowed_updates: all"),
    ],
)
def test_refusals(client: Client, fields: dict[str, Any], description: str) -> None:
    envelope = client.call("setWebhook", **{"url": "http://127.0.0.1:1/"} | fields)
    assert envelope["description"] == f"Bad Request: {description}"


def test_updates_are_pushed_in_order_with_the_secret(api: BotApi, client: Client, hook: _Hook) -> None:
    client.call("setWebhook", url=f"{hook.origin}/hook", secret_token="s3cret")
    sent = [api.send_text(str(n)).update_id for n in range(5)]
    assert hook.wait_for(6)[1:] == sent
    assert {secret for secret, _ in hook.taken} == {"s3cret"}
    api.wait_until_confirmed(1)


def test_a_push_is_repeated_until_it_is_taken(api: BotApi, client: Client, hook: _Hook) -> None:
    hook.statuses = [500, 403, 301]
    first = api.send_text("2").update_id - 1
    client.call("setWebhook", url=f"{hook.origin}/hook")
    assert hook.wait_for(5) == [first] * 4 + [first + 1]
    error = client.call("getWebhookInfo")["result"]["last_error_message"]
    assert error.startswith("Wrong response from the webhook: 301")


def test_webhook_info_tells_how_it_goes(api: BotApi, client: Client) -> None:
    assert client.call("getWebhookInfo")["result"]["url"] == ""
    fields = {"url": "http://127.0.0.1:1/hook", "max_connections": 7, "allowed_updates": ["message"]}
    client.call("setWebhook", **fields)
    info = client.call("getWebhookInfo")["result"]
    assert info["pending_update_count"] == api.pending_updates == 1
    assert info.items() >= fields.items()
    assert client.call("deleteWebhook", drop_pending_updates=True)["ok"]
    assert api.pending_updates == 0


def test_a_public_address_leads_to_the_server_behind_it(api: BotApi, client: Client, hook: _Hook) -> None:
    api.route_webhook("https://bot.example.org", hook.origin)
    assert client.call("setWebhook", url="https://bot.example.org/hook")["ok"]
    assert hook.wait_for(1)


def test_an_update_is_pushed_again_on_demand(api: BotApi, client: Client, hook: _Hook) -> None:
    client.call("setWebhook", url=hook.origin)
    update_id = hook.wait_for(1)[0]
    api.wait_until_confirmed(1)
    api.redeliver(update_id)
    assert hook.wait_for(2) == [update_id] * 2
