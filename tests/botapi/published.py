"""Tables of the methods that the stand-in answers and of the objects in them, field by field, as Telegram documents it.

Source: https://core.telegram.org/bots/api, version 10.0. What is not here, the stand-in does not know.
"""

from typing import Final

Table = dict[str, str]
"""Types of fields in Telegram's words; a question mark marks an optional field."""

_PUBLISHED: Final = """
getMe:
getUpdates: offset Integer?, limit Integer?, timeout Integer?, allowed_updates Array of String?
setWebhook: url String, ip_address String?, max_connections Integer?, allowed_updates Array of String?,
  drop_pending_updates Boolean?, secret_token String?
deleteWebhook: drop_pending_updates Boolean?
sendMessage: business_connection_id String?, chat_id Integer or String, message_thread_id Integer?,
  direct_messages_topic_id Integer?, disable_notification Boolean?, protect_content Boolean?,
  allow_paid_broadcast Boolean?, message_effect_id String?, reply_parameters ReplyParameters?,
  reply_markup InlineKeyboardMarkup?, text String, parse_mode String?, entities Array of MessageEntity?,
  link_preview_options LinkPreviewOptions?
sendPhoto: business_connection_id String?, chat_id Integer or String, message_thread_id Integer?,
  direct_messages_topic_id Integer?, disable_notification Boolean?, protect_content Boolean?,
  allow_paid_broadcast Boolean?, message_effect_id String?, reply_parameters ReplyParameters?,
  reply_markup InlineKeyboardMarkup?, photo String, caption String?, parse_mode String?,
  caption_entities Array of MessageEntity?, show_caption_above_media Boolean?, has_spoiler Boolean?
sendChatAction: business_connection_id String?, chat_id Integer or String, message_thread_id Integer?, action String
editMessageText: business_connection_id String?, chat_id Integer or String?, message_id Integer?,
  inline_message_id String?, reply_markup InlineKeyboardMarkup?, text String, parse_mode String?,
  entities Array of MessageEntity?, link_preview_options LinkPreviewOptions?
editMessageReplyMarkup: business_connection_id String?, chat_id Integer or String?, message_id Integer?,
  inline_message_id String?, reply_markup InlineKeyboardMarkup?
answerCallbackQuery: callback_query_id String, text String?, show_alert Boolean?, url String?, cache_time Integer?
answerInlineQuery: inline_query_id String, results Array of InlineQueryResultArticle, cache_time Integer?,
  is_personal Boolean?, next_offset String?, button InlineQueryResultsButton?
answerGuestQuery: guest_query_id String, result InlineQueryResultArticle
setMyCommands: commands Array of BotCommand, language_code String?
getMyDescription: language_code String?
setMyDescription: description String?, language_code String?
getMyShortDescription: language_code String?
setMyShortDescription: short_description String?, language_code String?

MessageEntity: type String, offset Integer, length Integer, url String?, language String?, custom_emoji_id String?,
  unix_time Integer?, date_time_format String?
LinkPreviewOptions: is_disabled Boolean?, url String?, prefer_small_media Boolean?, prefer_large_media Boolean?,
  show_above_text Boolean?
ReplyParameters: message_id Integer, chat_id Integer or String?, allow_sending_without_reply Boolean?, quote String?
InlineKeyboardMarkup: inline_keyboard Array of Array of InlineKeyboardButton
InlineKeyboardButton: text String, url String?, callback_data String?, switch_inline_query String?,
  switch_inline_query_current_chat String?, copy_text CopyTextButton?, icon_custom_emoji_id String?, style String?
CopyTextButton: text String
BotCommand: command String, description String
InlineQueryResultArticle: type String, id String, title String, input_message_content InputTextMessageContent,
  reply_markup InlineKeyboardMarkup?, url String?, description String?, thumbnail_url String?,
  thumbnail_width Integer?, thumbnail_height Integer?
InputTextMessageContent: message_text String, parse_mode String?, entities Array of MessageEntity?,
  link_preview_options LinkPreviewOptions?
InlineQueryResultsButton: text String, start_parameter String?
"""


def _tables() -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for line in _PUBLISHED.replace("\n  ", " ").split("\n"):
        owner, _, fields = line.partition(":")
        pairs = (field.strip().partition(" ") for field in fields.split(",") if field.strip())
        tables[owner] = {name: kind for name, _, kind in pairs}
    return tables


TABLES: Final = _tables()
"""The fields of a method or an object, by its published name."""
METHODS: Final = {owner.lower(): owner for owner in TABLES if owner[:1].islower()}
"""The published names of the methods, whatever their case in a request."""
