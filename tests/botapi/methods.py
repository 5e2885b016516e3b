"""Tables of the Bot API methods that the stand-in answers, field by field, as Telegram documents them.

A table maps a parameter to its type in Telegram's words; a question mark marks an optional parameter.
"""

from typing import Final

from tests.botapi.objects import Table

_SENDING: Final[Table] = {
    "business_connection_id": "String?",
    "chat_id": "Integer or String",
    "message_thread_id": "Integer?",
    "direct_messages_topic_id": "Integer?",
    "disable_notification": "Boolean?",
    "protect_content": "Boolean?",
    "allow_paid_broadcast": "Boolean?",
    "message_effect_id": "String?",
    "reply_parameters": "ReplyParameters?",
    "reply_markup": "ReplyMarkup?",
}

_EDITING: Final[Table] = {
    "business_connection_id": "String?",
    "chat_id": "Integer or String?",
    "message_id": "Integer?",
    "inline_message_id": "String?",
    "reply_markup": "InlineKeyboardMarkup?",
}

_CAPTION: Final[Table] = {
    "caption": "String?",
    "parse_mode": "String?",
    "caption_entities": "Array of MessageEntity?",
    "show_caption_above_media": "Boolean?",
}

_LANGUAGE: Final[Table] = {"language_code": "String?"}
_SCOPE: Final[Table] = {"scope": "BotCommandScope?", **_LANGUAGE}

METHODS: Final[dict[str, Table]] = {
    "getMe": {},
    "logOut": {},
    "close": {},
    "getUpdates": {
        "offset": "Integer?",
        "limit": "Integer?",
        "timeout": "Integer?",
        "allowed_updates": "Array of String?",
    },
    "setWebhook": {
        "url": "String",
        "certificate": "InputFile?",
        "ip_address": "String?",
        "max_connections": "Integer?",
        "allowed_updates": "Array of String?",
        "drop_pending_updates": "Boolean?",
        "secret_token": "String?",
    },
    "deleteWebhook": {"drop_pending_updates": "Boolean?"},
    "getWebhookInfo": {},
    "sendMessage": {
        **_SENDING,
        "text": "String",
        "parse_mode": "String?",
        "entities": "Array of MessageEntity?",
        "link_preview_options": "LinkPreviewOptions?",
    },
    "sendMessageDraft": {
        "chat_id": "Integer",
        "message_thread_id": "Integer?",
        "draft_id": "Integer",
        "text": "String?",
        "parse_mode": "String?",
        "entities": "Array of MessageEntity?",
    },
    "sendPhoto": {**_SENDING, "photo": "InputFile or String", **_CAPTION, "has_spoiler": "Boolean?"},
    "sendChatAction": {
        "business_connection_id": "String?",
        "chat_id": "Integer or String",
        "message_thread_id": "Integer?",
        "action": "String",
    },
    "setMessageReaction": {
        "chat_id": "Integer or String",
        "message_id": "Integer",
        "reaction": "Array of ReactionType?",
        "is_big": "Boolean?",
    },
    "editMessageText": {
        **_EDITING,
        "text": "String",
        "parse_mode": "String?",
        "entities": "Array of MessageEntity?",
        "link_preview_options": "LinkPreviewOptions?",
    },
    "editMessageCaption": {**_EDITING, **_CAPTION},
    "editMessageMedia": {**_EDITING, "media": "InputMedia"},
    "editMessageReplyMarkup": _EDITING,
    "deleteMessage": {"chat_id": "Integer or String", "message_id": "Integer"},
    "answerCallbackQuery": {
        "callback_query_id": "String",
        "text": "String?",
        "show_alert": "Boolean?",
        "url": "String?",
        "cache_time": "Integer?",
    },
    "answerInlineQuery": {
        "inline_query_id": "String",
        "results": "Array of InlineQueryResult",
        "cache_time": "Integer?",
        "is_personal": "Boolean?",
        "next_offset": "String?",
        "button": "InlineQueryResultsButton?",
    },
    "answerGuestQuery": {"guest_query_id": "String", "result": "InlineQueryResult"},
    "setMyCommands": {"commands": "Array of BotCommand", **_SCOPE},
    "getMyCommands": _SCOPE,
    "deleteMyCommands": _SCOPE,
    "setMyDescription": {"description": "String?", **_LANGUAGE},
    "getMyDescription": _LANGUAGE,
    "setMyShortDescription": {"short_description": "String?", **_LANGUAGE},
    "getMyShortDescription": _LANGUAGE,
    "getChat": {"chat_id": "Integer or String"},
    "getChatMember": {"chat_id": "Integer or String", "user_id": "Integer"},
    "leaveChat": {"chat_id": "Integer or String"},
}
