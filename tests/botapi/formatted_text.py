"""Turns the text of a call into what a chat shows: markup parsed, cleaned and trimmed as Telegram does it."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from telegram.constants import MessageLimit

from tests.botapi import utf16
from tests.botapi.entities import check_entities, find_entities
from tests.botapi.fields import JsonObject
from tests.botapi.html import parse_html
from tests.botapi.refusals import bad_request

# TDLib's clean_input_string: control characters become spaces, these disappear.
_REMOVED: Final = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_SPACED: Final = dict.fromkeys((code for code in range(32) if chr(code) not in "\r\n"), " ")
_INVISIBLE_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f")


def text_fields(values: JsonObject, name: str = "text") -> JsonObject:
    """Reads the text of a message; gives the fields of a Message that show it.

    Args:
        values: What the bot sent.
        name: The field with the text; entities and parse_mode stand beside it.

    Raises:
        RefusedError: It is empty, too long after the parsing of entities, or wrongly marked up.
    """
    if not values[name]:
        raise bad_request("message text is empty")
    text, entities = _formatted(values[name], values.get("parse_mode"), values.get("entities"))
    if is_blank(text):
        raise bad_request("text must be non-empty")
    if utf16.length(text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("message is too long")
    preview = {key: values[key] for key in ("link_preview_options",) if key in values}
    return {"text": text, **({"entities": entities} if entities else {}), **preview}


def caption_fields(values: JsonObject) -> JsonObject:
    """Reads the caption of a photo, which may be absent or empty; gives the fields of a Message that show it.

    Raises:
        RefusedError: It is too long after the parsing of entities, or wrongly marked up.
    """
    caption, entities = _formatted(values.get("caption", ""), values.get("parse_mode"), values.get("caption_entities"))
    if utf16.length(caption) > MessageLimit.CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})


def _formatted(
    text: str, parse_mode: str | None, entities: Sequence[JsonObject] | None
) -> tuple[str, list[JsonObject]]:
    """Parses, checks, cleans and trims a text of the bot; gives it and its entities as the chat shows them."""
    written: list[JsonObject] = list(entities or ())
    if parse_mode:
        if entities:
            raise bad_request("parse_mode and entities exclude each other")
        if parse_mode.lower() in {"markdown", "markdownv2"}:
            raise bad_request(f"the stand-in reads parse_mode HTML only, not {parse_mode}")
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, written = parse_html(text)
    if len(written) > MessageLimit.MESSAGE_ENTITIES:
        raise bad_request(f"{len(written)} entities, Telegram shows {MessageLimit.MESSAGE_ENTITIES} and drops the rest")
    check_entities(text, written)
    text, written = _trim(*_clean(text, written))
    return text, find_entities(text, written)


def is_blank(text: str) -> bool:
    """Tells whether a text has nothing that the eye could see."""
    return all(unicodedata.category(c)[0] in "ZC" or c in _INVISIBLE_LETTERS for c in text)


def _clean(text: str, entities: Sequence[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Removes what Telegram removes, and moves the entities accordingly."""
    text = text.translate(_SPACED)
    removed = [utf16.length(text[: match.start()]) for match in _REMOVED.finditer(text)]
    if not removed:
        return text, list(entities)
    moved = []
    for entity in entities:
        start = entity["offset"] - bisect_left(removed, entity["offset"])
        end = entity["offset"] + entity["length"]
        moved.append({**entity, "offset": start, "length": end - bisect_left(removed, end) - start})
    return _REMOVED.sub("", text), [entity for entity in moved if entity["length"] > 0]


def _trim(text: str, entities: Sequence[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Cuts spaces and line breaks at both ends; at the start only up to the first entity."""
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    text = text.rstrip(" \n")
    leading = len(text) - len(text.lstrip(" \n"))
    if ordered:
        leading = min(leading, ordered[0]["offset"])
    text = text[leading:]
    end_of_text = utf16.length(text)
    trimmed = []
    for entity in ordered:
        start = entity["offset"] - leading
        length = min(entity["length"], end_of_text - start)
        if length > 0:
            trimmed.append({**entity, "offset": start, "length": length})
    return text, trimmed
