"""Answers the methods about the bot itself and its chats: getMe, commands, descriptions, members."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from tests.botapi import limits, utf16
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request

_COMMAND: Final = re.compile(rf"[a-z0-9_]{{1,{limits.COMMAND}}}")
_LANGUAGE: Final = re.compile(r"([a-z]{2})?")
_ADMINISTRATOR_RIGHTS: Final = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
)


def _get_me(cloud: Cloud, _params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    return cloud.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not cloud.options.privacy_mode,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _log_out(cloud: Cloud, _params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    cloud.logged_out = True
    return True


def _close(_cloud: Cloud, _params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    return True


def _key(params: JsonObject) -> tuple[str, str]:
    """Gives the scope and language that commands belong to."""
    scope = params.get("scope", {"type": "default"})
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: JsonObject) -> str:
    code = params.get("language_code", "")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return str(code)


def _set_my_commands(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    commands = params["commands"]
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16.length(command["description"]) <= limits.COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    if len({command["command"] for command in commands}) < len(commands):
        raise bad_request("a command is listed twice")
    cloud.profile.commands[_key(params)] = commands
    return True


def _get_my_commands(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> list[JsonObject]:
    return cloud.profile.commands.get(_key(params), [])


def _delete_my_commands(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    cloud.profile.commands.pop(_key(params), None)
    return True


def _setter(field: str, limit: int) -> Answer:
    def set_text(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
        text = params.get(field, "")
        if utf16.length(text) > limit:
            raise bad_request(f"{field} has over {limit} characters")
        cloud.profile.texts[field, _language(params)] = text
        return True

    return set_text


def _getter(field: str) -> Answer:
    def get_text(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
        texts = cloud.profile.texts
        return {field: texts.get((field, _language(params)), texts.get((field, ""), ""))}

    return get_text


def _get_chat(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    chat = cloud.chats.find(params["chat_id"])
    if chat.type != "private":
        cloud.chats.writable(chat.id)
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def _get_chat_member(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    chat = cloud.chats.writable(params["chat_id"])
    status = cloud.chats.status(chat, params["user_id"])
    if status is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    member: dict[str, Any] = {"status": status, "user": cloud.chats.person(params["user_id"]).as_json()}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= dict.fromkeys(_ADMINISTRATOR_RIGHTS.split(), True)
        member |= {"can_be_edited": False, "is_anonymous": False}
    elif status == "kicked":
        member["until_date"] = 0
    return member


def _leave_chat(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    chat = cloud.chats.writable(params["chat_id"])
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    cloud.chats.leave(chat)
    return True


ANSWERS: Final[dict[str, Answer]] = {
    "getMe": _get_me,
    "logOut": _log_out,
    "close": _close,
    "setMyCommands": _set_my_commands,
    "getMyCommands": _get_my_commands,
    "deleteMyCommands": _delete_my_commands,
    "setMyDescription": _setter("description", limits.DESCRIPTION),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", limits.SHORT_DESCRIPTION),
    "getMyShortDescription": _getter("short_description"),
    "getChat": _get_chat,
    "getChatMember": _get_chat_member,
    "leaveChat": _leave_chat,
}
