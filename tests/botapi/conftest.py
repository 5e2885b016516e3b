"""Gives the tests of the stand-in a running one, and a client that speaks plain HTTP to it."""

from collections.abc import Iterator

import pytest

from tests.botapi import BotApi
from tests.botapi.client import Client


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A running stand-in that knows READER's private chat."""
    with BotApi() as running:
        running.send_text("What did the treaty say?")
        yield running


@pytest.fixture
def client(api: BotApi) -> Client:
    """Plain HTTP to the stand-in."""
    return Client(api)
