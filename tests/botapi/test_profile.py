"""What the bot says of itself, and what it learns of chats."""

from typing import Any

import pytest

from tests.botapi import BASIC_GROUP, GROUP, OTHER_READER, PRIVATE, READER, BotApi
from tests.botapi.client import Client

_SEARCH = {"command": "search", "description": "Search the archive"}


@pytest.mark.parametrize(
    ("method", "fields", "description"),
    [
        (
            "setMyCommands",
            {"commands": [_SEARCH | {"command": "Search"}]},
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [_SEARCH | {"command": "x" * 33}]},
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [_SEARCH | {"description": ""}]},
            "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyCommands", {"commands": [_SEARCH] * 101}, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [_SEARCH] * 2}, "Bad Request: a command is listed twice"),
        (
            "setMyCommands",
            {"commands": [_SEARCH], "language_code": "english"},
            "Bad Request: invalid language code specified",
        ),
        (
            "setMyDescription",
            {"description": "x" * 513},
            "Bad Request: description has over 512 characters",
        ),
        (
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "Bad Request: short_description has over 120 characters",
        ),
        (
            "leaveChat",
            {"chat_id": PRIVATE.id},
            "Bad Request: chat member status can't be changed in private chats",
        ),
        ("getChatMember", {"chat_id": PRIVATE.id, "user_id": 9}, "Bad Request: PARTICIPANT_ID_INVALID"),
    ],
)
def test_refusals(client: Client, method: str, fields: dict[str, Any], description: str) -> None:
    assert client.call(method, **fields)["description"] == description


def test_commands_are_kept_by_scope_and_language(api: BotApi, client: Client) -> None:
    suche = {"command": "search", "description": "Das Archiv durchsuchen"}
    groups = {"type": "all_group_chats"}
    assert client.call("setMyCommands", commands=[_SEARCH])["result"] is True
    assert client.call("setMyCommands", commands=[suche], language_code="de", scope=groups)["ok"]
    assert client.call("getMyCommands")["result"] == [_SEARCH]
    assert client.call("getMyCommands", language_code="de", scope=groups)["result"] == [suche]
    assert api.commands() == {"search": "Search the archive"}
    assert api.commands("de", groups) == {"search": "Das Archiv durchsuchen"}
    assert client.call("deleteMyCommands")["ok"]
    assert client.call("getMyCommands")["result"] == []


def test_descriptions_are_kept_by_language(client: Client) -> None:
    client.call("setMyDescription", description="An archive")
    client.call("setMyDescription", description="Ein Archiv", language_code="de")
    client.call("setMyShortDescription", short_description="Archive")
    assert client.call("getMyDescription", language_code="de")["result"] == {"description": "Ein Archiv"}
    assert client.call("getMyDescription", language_code="fr")["result"] == {"description": "An archive"}
    assert client.call("getMyShortDescription")["result"] == {"short_description": "Archive"}


def test_chats_and_their_members(api: BotApi, client: Client) -> None:
    api.send_text("hello", chat=GROUP)
    api.set_member(GROUP, OTHER_READER, "administrator")
    assert client.call("getChat", chat_id=GROUP.id)["result"]["title"] == GROUP.title
    statuses = {
        user_id: client.call("getChatMember", chat_id=GROUP.id, user_id=user_id)["result"]["status"]
        for user_id in (READER.id, OTHER_READER.id, api.bot.id)
    }
    assert statuses == {READER.id: "member", OTHER_READER.id: "administrator", api.bot.id: "member"}


def test_a_bot_that_left_may_not_write(api: BotApi, client: Client) -> None:
    api.send_text("hello", chat=GROUP)
    assert client.call("leaveChat", chat_id=GROUP.id)["result"] is True
    envelope = client.call("sendMessage", chat_id=GROUP.id, text="x")
    assert client.status == 403
    assert envelope["description"] == "Forbidden: bot is not a member of the supergroup chat"


def test_a_blocked_bot_may_not_write(api: BotApi, client: Client) -> None:
    api.block()
    envelope = client.call("sendMessage", chat_id=PRIVATE.id, text="x")
    assert client.status == 403
    assert envelope["description"] == "Forbidden: bot was blocked by the user"
    with pytest.raises(ValueError, match="unblock"):
        api.send_text("hello?")
    update = client.call("getUpdates", offset=-1)["result"][0]["my_chat_member"]
    assert update["new_chat_member"]["status"] == "kicked"
    api.unblock()
    assert client.call("sendMessage", chat_id=PRIVATE.id, text="x")["ok"]


def test_a_bot_that_a_group_threw_out_may_not_write(api: BotApi, client: Client) -> None:
    api.block(GROUP)
    envelope = client.call("sendMessage", chat_id=GROUP.id, text="x")
    assert envelope["description"] == "Forbidden: bot was kicked from the supergroup chat"


def test_a_migrated_group_tells_its_new_id(api: BotApi, client: Client) -> None:
    api.send_text("hello", chat=BASIC_GROUP)
    api.migrate(BASIC_GROUP, GROUP)
    envelope = client.call("sendMessage", chat_id=BASIC_GROUP.id, text="x")
    assert envelope["error_code"] == 400
    assert envelope["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert envelope["parameters"] == {"migrate_to_chat_id": GROUP.id}
    assert client.call("sendMessage", chat_id=GROUP.id, text="x")["ok"]
    kinds = [update["message"].keys() for update in client.call("getUpdates")["result"][-2:]]
    assert "migrate_to_chat_id" in kinds[0]
    assert "migrate_from_chat_id" in kinds[1]
