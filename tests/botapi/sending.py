"""Answers the methods that put something into a chat: sendMessage, sendPhoto, drafts and chat actions."""

from collections.abc import Mapping, Sequence
from typing import Final

from tests.botapi import limits, utf16
from tests.botapi.chats import Chat
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import FormattedText, caption, format_text, message_text, text_fields
from tests.botapi.keyboards import check_reply_markup
from tests.botapi.messages import as_reply_target
from tests.botapi.photos import photo_sizes
from tests.botapi.refusals import bad_request, forbidden

_KEPT_IN_QUOTE: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})


def _send_message(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject:
    text = message_text(params, surplus_refused=cloud.options.refuse_surplus_entities)
    content = text_fields(text)
    if "link_preview_options" in params:
        content["link_preview_options"] = params["link_preview_options"]
    return _send(cloud, params, content)


def _send_photo(cloud: Cloud, params: JsonObject, files: Mapping[str, bytes]) -> JsonObject:
    content = photo_content(cloud, params, params["photo"], files)
    return _send(cloud, params, content)


def photo_content(cloud: Cloud, values: JsonObject, photo: str, files: Mapping[str, bytes]) -> JsonObject:
    """Gives the fields of a Message with a photo and its caption.

    Raises:
        RefusedError: There is no photo that Telegram could show, or the caption is wrong.
    """
    shown = caption(values, surplus_refused=cloud.options.refuse_surplus_entities)
    content = {"photo": photo_sizes(cloud, photo, files), **text_fields(shown, "caption")}
    for flag, field in (("has_spoiler", "has_media_spoiler"), ("show_caption_above_media",) * 2):
        if values.get(flag):
            content[field] = True
    return content


def _send(cloud: Cloud, params: JsonObject, content: JsonObject) -> JsonObject:
    """Puts a checked message into its chat."""
    check_reply_markup(params.get("reply_markup"))
    if "business_connection_id" in params:
        raise bad_request("BUSINESS_CONNECTION_INVALID")
    chat = cloud.chats.writable(params["chat_id"])
    _check_may_write(cloud, chat)
    if "message_thread_id" in params:
        raise bad_request("message thread not found")
    content |= _reply_fields(cloud, chat, params.get("reply_parameters"))
    if params.get("reply_markup", {}).get("inline_keyboard"):
        content["reply_markup"] = params["reply_markup"]
    if params.get("protect_content"):
        content["has_protected_content"] = True
    cloud.flood.admit(chat)
    if chat.type != "channel":
        return cloud.messages.add(chat, cloud.bot, content)
    post = cloud.messages.add(chat, None, content)
    cloud.own_posts.add((chat.id, post["message_id"]))
    return post


def _check_may_write(cloud: Cloud, chat: Chat) -> None:
    status = cloud.chats.status(chat, cloud.bot.id)
    if chat.type == "channel" and status not in {"administrator", "creator"}:
        raise bad_request("need administrator rights in the channel chat")


def _reply_fields(cloud: Cloud, chat: Chat, reply: JsonObject | None) -> JsonObject:
    """Gives the fields of a Message that show what it replies to."""
    if reply is None:
        return {}
    if reply.get("chat_id", chat.id) != chat.id:
        raise bad_request("the stand-in knows replies within one chat only")
    target = cloud.messages.get(chat.id, reply["message_id"])
    if target is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    fields: JsonObject = {"reply_to_message": as_reply_target(target)}
    if reply.get("quote"):
        quote = format_text(
            reply["quote"],
            reply.get("quote_parse_mode"),
            reply.get("quote_entities"),
            surplus_refused=cloud.options.refuse_surplus_entities,
        )
        position = _find_quote(quote, target)
        fields["quote"] = {**text_fields(quote), "position": position, "is_manual": True}
    return fields


def _find_quote(quote: FormattedText, target: JsonObject) -> int:
    """Gives the offset of a quote, which must be in the message with the same formatting."""
    text: str = target.get("text") or target.get("caption") or ""
    entities: list[JsonObject] = target.get("entities") or target.get("caption_entities") or []
    size = utf16.length(quote.text)
    start = text.find(quote.text)
    while size <= limits.QUOTE and quote.text and start >= 0:
        offset = utf16.length(text[:start])
        if _formatting(entities, offset, size) == _formatting(quote.entities, 0, size):
            return offset
        start = text.find(quote.text, start + 1)
    raise bad_request("QUOTE_TEXT_INVALID")


def _formatting(entities: Sequence[JsonObject], offset: int, size: int) -> set[tuple[str, int, int]]:
    """Gives type, start and end of the entities within a part of a text, relative to that part."""
    clipped = set()
    for entity in entities:
        start = max(entity["offset"], offset)
        end = min(entity["offset"] + entity["length"], offset + size)
        if entity["type"] in _KEPT_IN_QUOTE and start < end:
            clipped.add((entity["type"], start - offset, end - offset))
    return clipped


def _send_message_draft(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    if cloud.chats.writable(params["chat_id"]).type != "private":
        raise bad_request("drafts can be shown in private chats only")
    if params["draft_id"] == 0:
        raise bad_request("draft identifier must be non-zero")
    if params.get("text"):
        message_text(params, surplus_refused=cloud.options.refuse_surplus_entities)
    return True


def _send_chat_action(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    if params["action"] not in limits.CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = cloud.chats.writable(params["chat_id"])
    if chat.type == "channel":
        raise forbidden("chat actions are not shown in channels")
    return True


ANSWERS: Final[dict[str, Answer]] = {
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendMessageDraft": _send_message_draft,
    "sendChatAction": _send_chat_action,
}
