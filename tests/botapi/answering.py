"""Answers the methods by which a bot answers queries: pressed buttons, inline queries, guest queries."""

import re
from collections.abc import Mapping
from typing import Final

from tests.botapi import limits, utf16
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import is_blank, message_text, text_fields
from tests.botapi.keyboards import check_reply_markup
from tests.botapi.refusals import bad_request

_START_PARAMETER: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{limits.START_PARAMETER}}}")


def _answer_callback_query(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    if utf16.length(params.get("text", "")) > limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params:
        raise bad_request("URL_INVALID")
    _check_cache_time(params)
    cloud.queries.answer("callback", params["callback_query_id"], params)
    return True


def _answer_inline_query(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    results = params["results"]
    if len(results) > limits.INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        _check_result(cloud, result)
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.get("next_offset", "").encode()) > limits.INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_cache_time(params)
    button = params.get("button")
    if button is not None:
        if is_blank(button["text"]):
            raise bad_request("SWITCH_PM_TEXT_EMPTY")
        if ("web_app" in button) == ("start_parameter" in button):
            raise bad_request("an inline results button needs either a web app or a start parameter")
        if not _START_PARAMETER.fullmatch(button.get("start_parameter", "x")):
            raise bad_request("START_PARAM_INVALID")
    cloud.queries.answer("inline", params["inline_query_id"], params)
    return True


def _answer_guest_query(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    content = _check_result(cloud, params["result"])
    cloud.queries.answer("guest", params["guest_query_id"], params)
    inline_message_id = f"BAAA{params['guest_query_id']}"
    cloud.inline_messages[inline_message_id] = content
    return {"inline_message_id": inline_message_id}


def _check_result(cloud: Cloud, result: JsonObject) -> JsonObject:
    """Checks an inline result; gives the message that choosing it sends."""
    if not 1 <= len(result["id"].encode()) <= limits.INLINE_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if is_blank(result["title"]):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    text = message_text(
        result["input_message_content"],
        surplus_refused=cloud.options.refuse_surplus_entities,
        field="message_text",
    )
    check_reply_markup(result.get("reply_markup"))
    markup = {"reply_markup": result["reply_markup"]} if "reply_markup" in result else {}
    return text_fields(text) | markup


def _check_cache_time(params: JsonObject) -> None:
    if params.get("cache_time", 0) < 0:
        raise bad_request("cache_time must not be negative")


ANSWERS: Final[dict[str, Answer]] = {
    "answerCallbackQuery": _answer_callback_query,
    "answerInlineQuery": _answer_inline_query,
    "answerGuestQuery": _answer_guest_query,
}
