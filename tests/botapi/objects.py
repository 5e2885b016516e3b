"""Tables of the objects that a bot may send, field by field, as Telegram documents them.

A table maps a field to its type in Telegram's words; a question mark marks an optional field.
"""

from typing import Final

Table = dict[str, str]

_BUTTON_STYLE: Final[Table] = {"icon_custom_emoji_id": "String?", "style": "String?"}

_TEXT_CONTENT: Final[Table] = {
    "parse_mode": "String?",
    "entities": "Array of MessageEntity?",
    "link_preview_options": "LinkPreviewOptions?",
}

_CAPTION: Final[Table] = {
    "caption": "String?",
    "parse_mode": "String?",
    "caption_entities": "Array of MessageEntity?",
    "show_caption_above_media": "Boolean?",
}

OBJECTS: Final[dict[str, Table]] = {
    "MessageEntity": {
        "type": "String",
        "offset": "Integer",
        "length": "Integer",
        "url": "String?",
        "user": "User?",
        "language": "String?",
        "custom_emoji_id": "String?",
        "unix_time": "Integer?",
        "date_time_format": "String?",
    },
    "User": {
        "id": "Integer",
        "is_bot": "Boolean",
        "first_name": "String",
        "last_name": "String?",
        "username": "String?",
        "language_code": "String?",
        "is_premium": "True?",
        "added_to_attachment_menu": "True?",
    },
    "LinkPreviewOptions": {
        "is_disabled": "Boolean?",
        "url": "String?",
        "prefer_small_media": "Boolean?",
        "prefer_large_media": "Boolean?",
        "show_above_text": "Boolean?",
    },
    "ReplyParameters": {
        "message_id": "Integer",
        "chat_id": "Integer or String?",
        "allow_sending_without_reply": "Boolean?",
        "quote": "String?",
        "quote_parse_mode": "String?",
        "quote_entities": "Array of MessageEntity?",
        "quote_position": "Integer?",
        "checklist_task_id": "Integer?",
        "poll_option_id": "String?",
    },
    "InlineKeyboardMarkup": {"inline_keyboard": "Array of Array of InlineKeyboardButton"},
    "InlineKeyboardButton": {
        "text": "String",
        "url": "String?",
        "callback_data": "String?",
        "web_app": "WebAppInfo?",
        "login_url": "LoginUrl?",
        "switch_inline_query": "String?",
        "switch_inline_query_current_chat": "String?",
        "switch_inline_query_chosen_chat": "SwitchInlineQueryChosenChat?",
        "copy_text": "CopyTextButton?",
        "callback_game": "CallbackGame?",
        "pay": "Boolean?",
        **_BUTTON_STYLE,
    },
    "WebAppInfo": {"url": "String"},
    "LoginUrl": {
        "url": "String",
        "forward_text": "String?",
        "bot_username": "String?",
        "request_write_access": "Boolean?",
    },
    "SwitchInlineQueryChosenChat": {
        "query": "String?",
        "allow_user_chats": "Boolean?",
        "allow_bot_chats": "Boolean?",
        "allow_group_chats": "Boolean?",
        "allow_channel_chats": "Boolean?",
    },
    "CopyTextButton": {"text": "String"},
    "CallbackGame": {},
    "ReplyKeyboardMarkup": {
        "keyboard": "Array of Array of KeyboardButton",
        "is_persistent": "Boolean?",
        "resize_keyboard": "Boolean?",
        "one_time_keyboard": "Boolean?",
        "input_field_placeholder": "String?",
        "selective": "Boolean?",
    },
    "KeyboardButton": {
        "text": "String",
        "request_contact": "Boolean?",
        "request_location": "Boolean?",
        "web_app": "WebAppInfo?",
        **_BUTTON_STYLE,
    },
    "ReplyKeyboardRemove": {"remove_keyboard": "True", "selective": "Boolean?"},
    "ForceReply": {"force_reply": "True", "input_field_placeholder": "String?", "selective": "Boolean?"},
    "BotCommand": {"command": "String", "description": "String"},
    "BotCommandScopeDefault": {"type": "String"},
    "BotCommandScopeChat": {"type": "String", "chat_id": "Integer or String"},
    "BotCommandScopeChatMember": {"type": "String", "chat_id": "Integer or String", "user_id": "Integer"},
    "ReactionTypeEmoji": {"type": "String", "emoji": "String"},
    "ReactionTypeCustomEmoji": {"type": "String", "custom_emoji_id": "String"},
    "InputMediaPhoto": {"type": "String", "media": "String", **_CAPTION, "has_spoiler": "Boolean?"},
    "InlineQueryResultArticle": {
        "type": "String",
        "id": "String",
        "title": "String",
        "input_message_content": "InputMessageContent",
        "reply_markup": "InlineKeyboardMarkup?",
        "url": "String?",
        "description": "String?",
        "thumbnail_url": "String?",
        "thumbnail_width": "Integer?",
        "thumbnail_height": "Integer?",
    },
    "InputTextMessageContent": {"message_text": "String", **_TEXT_CONTENT},
    "InlineQueryResultsButton": {
        "text": "String",
        "web_app": "WebAppInfo?",
        "start_parameter": "String?",
    },
}

CHOICES: Final[dict[str, tuple[str | None, Table]]] = {
    # A name that stands for several objects: the field whose value tells them apart (None: the field that
    # only that object has), and the object for each.
    "ReplyMarkup": (
        None,
        {
            "inline_keyboard": "InlineKeyboardMarkup",
            "keyboard": "ReplyKeyboardMarkup",
            "remove_keyboard": "ReplyKeyboardRemove",
            "force_reply": "ForceReply",
        },
    ),
    "InputMessageContent": (None, {"message_text": "InputTextMessageContent"}),
    "InlineQueryResult": ("type", {"article": "InlineQueryResultArticle"}),
    "InputMedia": ("type", {"photo": "InputMediaPhoto"}),
    "ReactionType": ("type", {"emoji": "ReactionTypeEmoji", "custom_emoji": "ReactionTypeCustomEmoji"}),
    "BotCommandScope": (
        "type",
        {
            "default": "BotCommandScopeDefault",
            "all_private_chats": "BotCommandScopeDefault",
            "all_group_chats": "BotCommandScopeDefault",
            "all_chat_administrators": "BotCommandScopeDefault",
            "chat": "BotCommandScopeChat",
            "chat_administrators": "BotCommandScopeChat",
            "chat_member": "BotCommandScopeChatMember",
        },
    ),
}
