"""Checks the keyboards under messages against Telegram's rules."""

from typing import Final

from tests.botapi import limits, utf16
from tests.botapi.entities import is_link
from tests.botapi.fields import JsonObject
from tests.botapi.formatted_text import is_blank
from tests.botapi.refusals import bad_request

_NOT_ACTIONS: Final = frozenset({"text", "style", "icon_custom_emoji_id"})
_STYLES: Final = frozenset({"danger", "success", "primary"})


def check_reply_markup(markup: JsonObject | None) -> None:
    """Refuses a keyboard that Telegram would refuse or cut.

    Raises:
        RefusedError: Too many buttons, an empty row or label, not exactly one action, or bad callback data.
    """
    if markup is None:
        return
    rows = markup.get("inline_keyboard", markup.get("keyboard"))
    if rows is None:
        return
    if any(not row for row in rows) or ("keyboard" in markup and not rows):
        raise bad_request("a keyboard has an empty row, or none")
    if any(len(row) > limits.BUTTONS_IN_ROW for row in rows):
        raise bad_request(f"a row of a keyboard has over {limits.BUTTONS_IN_ROW} buttons, Telegram moves the rest")
    if sum(len(row) for row in rows) > limits.BUTTONS:
        raise bad_request("reply markup is too long")
    for button in (button for row in rows for button in row):
        if is_blank(button["text"]):
            raise bad_request("can't parse keyboard button: Text must be non-empty")
        if button.get("style", "primary") not in _STYLES:
            raise bad_request("invalid button style specified")
        if "inline_keyboard" in markup:
            _check_action(button)


def _check_action(button: JsonObject) -> None:
    actions = button.keys() - _NOT_ACTIONS
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"an inline keyboard button has {len(actions)} actions instead of one")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= limits.CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= utf16.length(button["copy_text"]["text"]) <= limits.COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
