"""Answers the methods that change a message in a chat: edits, deletion and reactions."""

import time
from collections.abc import Mapping
from typing import Final

from tests.botapi import limits
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import caption, message_text, text_fields
from tests.botapi.keyboards import check_reply_markup
from tests.botapi.refusals import bad_request
from tests.botapi.sending import photo_content

_TEXT: Final = frozenset({"text", "entities", "link_preview_options"})
_CAPTION: Final = frozenset({"caption", "caption_entities", "show_caption_above_media"})
_MEDIA: Final = _TEXT | _CAPTION | {"photo", "has_media_spoiler"}


def _edit_text(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject | bool:
    text = message_text(params, surplus_refused=cloud.options.refuse_surplus_entities)
    old = _message_to_edit(cloud, params)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    content = text_fields(text)
    if "link_preview_options" in params:
        content["link_preview_options"] = params["link_preview_options"]
    return _edit(cloud, params, old, _TEXT, content)


def _edit_caption(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject | bool:
    shown = caption(params, surplus_refused=cloud.options.refuse_surplus_entities)
    old = _message_to_edit(cloud, params)
    if "photo" not in old:
        raise bad_request("there is no caption in the message to edit")
    content = text_fields(shown, "caption")
    if params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return _edit(cloud, params, old, _CAPTION, content)


def _edit_media(cloud: Cloud, params: JsonObject, files: Mapping[str, bytes]) -> JsonObject | bool:
    media = params["media"]
    content = photo_content(cloud, media, media["media"], files)
    return _edit(cloud, params, _message_to_edit(cloud, params), _MEDIA, content)


def _edit_reply_markup(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> JsonObject | bool:
    return _edit(cloud, params, _message_to_edit(cloud, params), frozenset(), {})


def _message_to_edit(cloud: Cloud, params: JsonObject) -> JsonObject:
    """Finds the message that an edit names."""
    if "inline_message_id" in params:
        found = cloud.inline_messages.get(params["inline_message_id"])
        if found is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = cloud.chats.writable(params["chat_id"])
    found = cloud.messages.get(chat.id, params["message_id"])
    if found is None:
        raise bad_request("message to edit not found")
    if not _is_own(cloud, found):
        raise bad_request("message can't be edited")
    return found


def _edit(
    cloud: Cloud, params: JsonObject, old: JsonObject, changed: frozenset[str], content: JsonObject
) -> JsonObject | bool:
    """Replaces some fields of a message and its keyboard, which goes unless the edit names it."""
    markup = params.get("reply_markup")
    check_reply_markup(markup)
    kept = {name: value for name, value in old.items() if name not in changed | {"reply_markup", "edit_date"}}
    new = kept | content
    if markup is not None and markup["inline_keyboard"]:
        new["reply_markup"] = markup
    if new == {name: value for name, value in old.items() if name != "edit_date"}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    if "inline_message_id" in params:
        cloud.inline_messages[params["inline_message_id"]] = new
        return True
    new["edit_date"] = int(time.time())
    cloud.messages.replace(new)
    return new


def _delete_message(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    chat = cloud.chats.writable(params["chat_id"])
    message = cloud.messages.get(chat.id, params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    is_administrator = cloud.chats.status(chat, cloud.bot.id) == "administrator"
    if not (_is_own(cloud, message) or chat.type == "private" or is_administrator):
        raise bad_request("message can't be deleted")
    cloud.messages.delete(chat.id, message["message_id"])
    return True


def _set_message_reaction(cloud: Cloud, params: JsonObject, _files: Mapping[str, bytes]) -> bool:
    chat = cloud.chats.writable(params["chat_id"])
    if cloud.messages.get(chat.id, params["message_id"]) is None:
        raise bad_request("message to react not found")
    reactions = params.get("reaction", [])
    if len(reactions) > limits.REACTIONS_BY_BOT:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        emoji = reaction.get("emoji", "").replace("\ufe0f", "")
        if emoji not in limits.REACTION_EMOJI:
            raise bad_request("REACTION_INVALID")
    cloud.reactions[chat.id, params["message_id"]] = reactions
    return True


def _is_own(cloud: Cloud, message: JsonObject) -> bool:
    """Tells whether the bot wrote a message."""
    if "from" in message:
        return bool(message["from"]["id"] == cloud.bot.id)
    return (message["chat"]["id"], message["message_id"]) in cloud.own_posts


ANSWERS: Final[dict[str, Answer]] = {
    "editMessageText": _edit_text,
    "editMessageCaption": _edit_caption,
    "editMessageMedia": _edit_media,
    "editMessageReplyMarkup": _edit_reply_markup,
    "deleteMessage": _delete_message,
    "setMessageReaction": _set_message_reaction,
}
