"""Answers the methods by which a bot answers queries and shows its commands."""

import re
from collections.abc import Mapping
from typing import Final

from telegram.constants import (
    BotCommandLimit,
    BotDescriptionLimit,
    CallbackQueryLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
)

from tests.botapi import utf16
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import is_blank, text_fields
from tests.botapi.keyboards import check_keyboard
from tests.botapi.refusals import bad_request

_START_PARAMETER: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH}}}")
_COMMAND: Final = re.compile(rf"/?[a-z0-9_]{{1,{BotCommandLimit.MAX_COMMAND}}}")
_LANGUAGE: Final = re.compile(r"([a-z]{2})?")
_LONGEST: Final = {
    "description": BotDescriptionLimit.MAX_DESCRIPTION_LENGTH.value,
    "short_description": BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH.value,
}


def _answer_callback_query(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    if utf16.length(params.get("text", "")) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params:
        raise bad_request("URL_INVALID")
    _check_cache_time(params)
    cloud.queries.answer("callback", params["callback_query_id"], params)
    return True


def _answer_inline_query(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    results = params["results"]
    if len(results) > InlineQueryLimit.RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        _check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.get("next_offset", "").encode()) > InlineQueryLimit.MAX_OFFSET_LENGTH:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_cache_time(params)
    button = params.get("button", {"text": "x", "start_parameter": "x"})
    if is_blank(button["text"]):
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if "start_parameter" not in button:
        raise bad_request("an inline results button needs either a web app or a start parameter")
    if not _START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
    cloud.queries.answer("inline", params["inline_query_id"], params)
    return True


def _answer_guest_query(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    _check_result(params["result"])
    cloud.queries.answer("guest", params["guest_query_id"], params)
    return {"inline_message_id": f"BAAA{params['guest_query_id']}"}


def _check_result(result: JsonObject) -> None:
    if result["type"] != "article":
        raise bad_request(f"the stand-in knows inline results of type article only, not {result['type']}")
    if not 1 <= len(result["id"].encode()) <= InlineQueryResultLimit.MAX_ID_LENGTH:
        raise bad_request("RESULT_ID_INVALID")
    if is_blank(result["title"]):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    text_fields(result["input_message_content"], "message_text")
    check_keyboard(result.get("reply_markup"))


def _check_cache_time(params: JsonObject) -> None:
    if params.get("cache_time", 0) < 0:
        raise bad_request("cache_time must not be negative")


def _get_me(cloud: Cloud, _params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    can = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "supports_guest_queries")
    return cloud.bot.as_json() | dict.fromkeys(can, True)


def _set_my_commands(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    commands = params["commands"]
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16.length(command["description"]) <= BotCommandLimit.MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    if len({command["command"] for command in commands}) < len(commands):
        raise bad_request("a command is listed twice")
    cloud.commands[_language(params)] = commands
    return True


def _description_setter(field: str) -> Answer:
    """Gives the answer to a method that sets what the bot says of itself; nothing given, nothing is said."""

    def answer(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
        text = params.get(field, "")
        if utf16.length(text) > _LONGEST[field]:
            raise bad_request(f"{field} is too long")
        cloud.descriptions[field, _language(params)] = text
        return True

    return answer


def _description_getter(field: str) -> Answer:
    """Gives the answer to a method that tells what was set for a language, nothing if that is nothing."""

    def answer(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
        return {field: cloud.descriptions.get((field, _language(params)), "")}

    return answer


def _language(params: JsonObject) -> str:
    language = str(params.get("language_code", ""))
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


ANSWERS: Final[dict[str, Answer]] = {
    "answerCallbackQuery": _answer_callback_query,
    "answerInlineQuery": _answer_inline_query,
    "answerGuestQuery": _answer_guest_query,
    "getMe": _get_me,
    "getMyDescription": _description_getter("description"),
    "getMyShortDescription": _description_getter("short_description"),
    "setMyCommands": _set_my_commands,
    "setMyDescription": _description_setter("description"),
    "setMyShortDescription": _description_setter("short_description"),
}
