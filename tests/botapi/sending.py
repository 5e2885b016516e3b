"""Answers the methods that put something into a chat or change it there."""

import time
from collections.abc import Mapping
from typing import Final

from telegram.constants import ChatAction

from tests.botapi import utf16
from tests.botapi.chats import Chat
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import caption_fields, text_fields
from tests.botapi.keyboards import check_keyboard
from tests.botapi.messages import reply_fields, topic_fields, topic_of
from tests.botapi.photos import photo_sizes
from tests.botapi.refusals import bad_request, forbidden

_QUOTE: Final = 1024
"""UTF-16 units of a quote."""


def _send_message(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    return _send(cloud, params, text_fields(params))


def _send_photo(cloud: Cloud, params: JsonObject, files: Mapping[str, bytes]) -> JsonObject:
    content = caption_fields(params) | {"photo": photo_sizes(params["photo"], files)}
    flags = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
    return _send(cloud, params, content | {shown: True for flag, shown in flags.items() if params.get(flag)})


def _send(cloud: Cloud, params: JsonObject, content: JsonObject) -> JsonObject:
    """Puts a checked message into its chat."""
    content |= check_keyboard(params.get("reply_markup"))
    if "business_connection_id" in params:
        raise bad_request("BUSINESS_CONNECTION_INVALID")
    chat = cloud.chats.writable(params["chat_id"])
    if chat.type == "channel":
        raise bad_request("need administrator rights in the channel chat")
    content |= _thread_fields(cloud, chat, params) | _reply_fields(cloud, chat, params)
    if params.get("protect_content"):
        content["has_protected_content"] = True
    cloud.flood.admit(chat)
    return cloud.messages.add(chat, cloud.bot, content)


def _thread_fields(cloud: Cloud, chat: Chat, params: JsonObject) -> JsonObject:
    """Gives the fields of a Message that show the topic it was sent to."""
    if chat.is_direct_messages:
        return _direct_topic_fields(cloud, chat, params)
    if "direct_messages_topic_id" in params:
        raise bad_request("the chat holds no direct messages to a channel")
    if "message_thread_id" not in params:
        return {}
    opening = cloud.messages.get(chat.id, params["message_thread_id"])
    if opening is None or "forum_topic_created" not in opening:
        raise bad_request("message thread not found")
    return topic_fields(opening)


def _direct_topic_fields(cloud: Cloud, chat: Chat, params: JsonObject) -> JsonObject:
    """Gives the fields of a Message that show to whose direct messages it was sent."""
    if "message_thread_id" in params:
        raise bad_request("message thread not found")
    if "direct_messages_topic_id" not in params:
        raise bad_request("a direct messages chat needs the field direct_messages_topic_id")
    for message in cloud.messages.of_chat(chat.id):
        if topic_of(message) == params["direct_messages_topic_id"]:
            return {"direct_messages_topic": message["direct_messages_topic"]}
    raise bad_request("direct messages topic not found")


def _reply_fields(cloud: Cloud, chat: Chat, params: JsonObject) -> JsonObject:
    """Gives the fields of a Message that show what it replies to."""
    reply = params.get("reply_parameters")
    if reply is None:
        return {}
    if reply.get("chat_id", chat.id) != chat.id:
        raise bad_request("the stand-in knows replies within one chat only")
    target = cloud.messages.get(chat.id, reply["message_id"])
    if target is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    topic = params.get("message_thread_id", params.get("direct_messages_topic_id", topic_of(target)))
    if topic != topic_of(target):
        raise bad_request("message to be replied not found")  # in that topic, and Telegram sends no such reply without
    quote = reply.get("quote")
    try:
        if utf16.length(quote or "") <= _QUOTE:
            return reply_fields(target, quote)
    except LookupError:
        pass
    raise bad_request("QUOTE_TEXT_INVALID")


def _send_chat_action(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    if params["action"] not in list(ChatAction):
        raise bad_request("wrong parameter action in request")
    chat = cloud.chats.writable(params["chat_id"])
    if chat.type == "channel" or chat.is_direct_messages:
        raise forbidden("chat actions are not shown in channels")
    _thread_fields(cloud, chat, params)
    return True


def _edit_message_text(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    content = text_fields(params)
    old = _own_message(cloud, params)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    replaced = {"text", "entities", "link_preview_options", "reply_markup", "edit_date"}
    kept = {name: value for name, value in old.items() if name not in replaced}
    return _edited(cloud, old, kept | content | check_keyboard(params.get("reply_markup")))


def _edit_message_reply_markup(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    old = _own_message(cloud, params)
    kept = {name: value for name, value in old.items() if name not in {"reply_markup", "edit_date"}}
    return _edited(cloud, old, kept | check_keyboard(params.get("reply_markup")))


def _own_message(cloud: Cloud, params: JsonObject) -> JsonObject:
    """Gives the message of the bot that is to be edited."""
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    for name, reason in (("chat_id", "chat_id is empty"), ("message_id", "message identifier is not specified")):
        if name not in params:
            raise bad_request(reason)
    chat = cloud.chats.writable(params["chat_id"])
    old = cloud.messages.get(chat.id, params["message_id"])
    if old is None:
        raise bad_request("message to edit not found")
    if old.get("from", {}).get("id") != cloud.bot.id:
        raise bad_request("message can't be edited")
    return old


def _edited(cloud: Cloud, old: JsonObject, new: JsonObject) -> JsonObject:
    """Puts a message into the place of an older one that it differs from."""
    if new == {name: value for name, value in old.items() if name != "edit_date"}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    new["edit_date"] = int(time.time())
    cloud.messages.replace(new)
    return new


ANSWERS: Final[dict[str, Answer]] = {
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendChatAction": _send_chat_action,
    "editMessageText": _edit_message_text,
    "editMessageReplyMarkup": _edit_message_reply_markup,
}
