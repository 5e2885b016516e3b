"""Holds the numbers that Telegram publishes as limits of its Bot API.

Source: https://core.telegram.org/bots/api, version 10.0; lengths are UTF-16 code units unless a name says
bytes.
"""

from typing import Final

TEXT: Final = 4096
CAPTION: Final = 1024
QUOTE: Final = 1024
ENTITIES: Final = 100

CALLBACK_DATA_BYTES: Final = 64
CALLBACK_ANSWER: Final = 200
BUTTONS: Final = 100
BUTTONS_IN_ROW: Final = 8
COPY_TEXT: Final = 256

INLINE_QUERY: Final = 256
INLINE_RESULTS: Final = 50
INLINE_RESULT_ID_BYTES: Final = 64
INLINE_OFFSET_BYTES: Final = 64
START_PARAMETER: Final = 64

COMMANDS: Final = 100
COMMAND: Final = 32
COMMAND_DESCRIPTION: Final = 256
DESCRIPTION: Final = 512
SHORT_DESCRIPTION: Final = 120

UPDATES: Final = 100
LONG_POLLING_SECONDS: Final = 50
WEBHOOK_SECRET: Final = 256
WEBHOOK_CONNECTIONS: Final = 100
WEBHOOK_PORTS: Final = frozenset({80, 88, 443, 8443})

PHOTO_BYTES: Final = 10 * 1024 * 1024
PHOTO_SIDES: Final = 10_000
"""Width and height of a photo together, in pixels."""
PHOTO_RATIO: Final = 20
"""The longer side of a photo over the shorter one."""

MESSAGES_PER_SECOND: Final = 30
"""Over all chats together (Telegram's FAQ for bots)."""
PRIVATE_BURST: Final = 5
"""Telegram asks for one message a second in a chat and bears short bursts; here five within five seconds."""
GROUP_MESSAGES_PER_MINUTE: Final = 20

REACTIONS_BY_BOT: Final = 1

UPDATE_TYPES: Final = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
UPDATE_TYPES_ON_REQUEST: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Sent only to a bot that names them in allowed_updates."""

CHAT_ACTIONS: Final = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)

REACTION_EMOJI: Final = frozenset(
    (
        "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 "
        "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 "
        "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
    ).split()
)
"""Without variation selectors (U+FE0F)."""
