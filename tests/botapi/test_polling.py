"""getUpdates: confirmation, filters, waiting and conflicts."""

import threading
import time
from typing import Any

import pytest

from tests.botapi import GROUP, BotApi
from tests.botapi.client import Client


def _ids(envelope: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in envelope["result"]]


class _Poll:
    """A getUpdates call in a thread of its own."""

    def __init__(self, api: BotApi, **fields: Any) -> None:
        self.envelope: dict[str, Any] = {}
        self._fields = fields
        self._client = Client(api)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        time.sleep(0.05)

    def result(self) -> dict[str, Any]:
        """Waits for the answer."""
        self._thread.join(5)
        return self.envelope

    def _run(self) -> None:
        self.envelope = self._client.call("getUpdates", **self._fields)


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
    assert api.allowed_updates == {"edited_message"}
    kinds = [update.keys() - {"update_id"} for update in client.call("getUpdates")["result"]]
    assert kinds == [{"message"}, {"edited_message"}]
    client.call("getUpdates", allowed_updates=[])
    assert "message" in api.allowed_updates
    assert "chat_member" not in api.allowed_updates


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"allowed_updates": ["mesage"]}, "Bad Request: unknown update types in allowed_updates: mesage"),
        ({"limit": 0}, "Bad Request: limit must be between 1 and 100"),
        ({"limit": 101}, "Bad Request: limit must be between 1 and 100"),
        ({"timeout": -1}, "Bad Request: timeout must not be negative"),
    ],
)
def test_refusals(client: Client, fields: dict[str, Any], description: str) -> None:
    assert client.call("getUpdates", **fields)["description"] == description


def test_a_waiting_poll_is_answered_when_an_update_comes(api: BotApi) -> None:
    offset = api.send_text("1").update_id + 1
    poll = _Poll(api, offset=offset, timeout=5)
    start = time.monotonic()
    update_id = api.send_text("2").update_id
    assert _ids(poll.result()) == [update_id]
    assert time.monotonic() - start < 1


def test_a_poll_ends_empty_after_its_timeout(api: BotApi, client: Client) -> None:
    offset = api.send_text("1").update_id + 1
    assert client.call("getUpdates", offset=offset, timeout=1)["result"] == []


def test_a_second_poll_ends_the_first(api: BotApi, client: Client) -> None:
    offset = api.send_text("1").update_id + 1
    first = _Poll(api, offset=offset, timeout=5)
    assert client.call("getUpdates", offset=offset)["ok"]
    assert first.result() == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }


def test_polling_and_webhook_exclude_each_other(api: BotApi, client: Client) -> None:
    offset = api.send_text("1").update_id + 1
    poll = _Poll(api, offset=offset, timeout=5)
    client.call("setWebhook", url="http://127.0.0.1:1/hook")
    assert poll.result()["description"] == "Conflict: terminated by setWebhook request"
    envelope = client.call("getUpdates")
    assert envelope["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in envelope["description"]
    assert client.call("deleteWebhook")["ok"]
    assert client.call("getUpdates", offset=offset)["ok"]


def test_an_update_is_delivered_again_on_demand(api: BotApi, client: Client) -> None:
    update_id = api.send_text("1").update_id
    assert _ids(client.call("getUpdates", offset=update_id)) == [update_id]
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == []
    api.redeliver(update_id)
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == [update_id]
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == []
    with pytest.raises(KeyError):
        api.redeliver(1)


def test_updates_are_delivered_twice_at_a_rate(api: BotApi, client: Client) -> None:
    api.faults(rate_duplicate=1.0)
    update_id = api.send_text("1").update_id
    assert _ids(client.call("getUpdates", offset=update_id)) == [update_id]
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == [update_id]
    assert _ids(client.call("getUpdates", offset=update_id + 1)) == []


def test_privacy_mode_hides_what_is_not_for_the_bot() -> None:
    with BotApi(privacy_mode=True) as api:
        client = Client(api)
        seen = [
            api.send_text("hello @dateline_test_bot", chat=GROUP).update_id > 0,
            api.send_command("search x", chat=GROUP).update_id > 0,
            api.send_command("search@dateline_test_bot x", chat=GROUP).update_id > 0,
            api.send_command("search@another_bot x", chat=GROUP).update_id > 0,
            api.send_sticker(chat=GROUP).update_id > 0,
            api.send_service(chat=GROUP).update_id > 0,
        ]
        assert seen == [False, True, True, False, False, True]
        answer = client.call("sendMessage", chat_id=GROUP.id, text="x")["result"]["message_id"]
        assert api.send_text("and then?", chat=GROUP, reply_to=answer).update_id > 0
