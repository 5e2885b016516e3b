"""Checks the keyboards under messages against Telegram's rules."""

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, KeyboardButtonStyle

from tests.botapi import utf16
from tests.botapi.entities import is_link
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import is_blank
from tests.botapi.refusals import bad_request


def check_keyboard(markup: JsonObject | None) -> JsonObject:
    """Refuses an inline keyboard that Telegram would refuse or cut; gives the field of a Message that shows it.

    Raises:
        RefusedError: Too many buttons, an empty row or label, not exactly one action, or bad callback data.
    """
    rows = markup["inline_keyboard"] if markup else []
    most = InlineKeyboardMarkupLimit.BUTTONS_PER_ROW
    if not all(rows):
        raise bad_request("a keyboard has an empty row, or none")
    if any(len(row) > most for row in rows):
        raise bad_request(f"a row of a keyboard has over {most} buttons, Telegram moves the rest")
    buttons = [button for row in rows for button in row]
    if len(buttons) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return {"reply_markup": markup} if rows else {}


def _check_button(button: JsonObject) -> None:
    if is_blank(button["text"]):
        raise bad_request("can't parse keyboard button: Text must be non-empty")
    if button.get("style", "primary") not in list(KeyboardButtonStyle):
        raise bad_request("invalid button style specified")
    actions = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"an inline keyboard button has {len(actions)} actions instead of one")
    if not 1 <= len(button.get("callback_data", "x").encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text", {"text": "x"})["text"]
    if not 1 <= utf16.length(copied) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
