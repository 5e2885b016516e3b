"""Checks the entities of a text against Telegram's rules, and finds those that Telegram adds by itself."""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final
from urllib.parse import urlsplit

from telegram.constants import MessageEntityType

from tests.botapi import utf16
from tests.botapi.fields import JsonObject
from tests.botapi.refusals import RefusedError, bad_request

_FREELY_NESTED: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_QUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})
_VERBATIM: Final = frozenset({"pre", "code"})
_DATE_TIME_FORMAT: Final = re.compile(r"r|w?[dD]?[tT]?")
_NEEDED_FIELD: Final = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_PATTERNS: Final = (
    ("url", re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)'\]]")),
    (
        "url",
        re.compile(r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|io|uk|de|fr)\b(?![.@]\w)"),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
)


def check_entities(text: str, entities: Sequence[JsonObject]) -> None:
    """Refuses entities that Telegram would refuse, drop or cut.

    Telegram mends entities that break its published nesting rules; the bot that sent them is still wrong.

    Raises:
        RefusedError: An entity lies outside of the text, cuts a character, lacks a field or nests wrongly.
    """
    end_of_text = utf16.length(text)
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] not in list(MessageEntityType):
            raise cannot_parse(f'unsupported entity type "{entity["type"]}"')
        if start < 0:
            raise bad_request(f"receive an entity with incorrect offset {start}")
        if entity["length"] <= 0:
            raise bad_request(f"receive an entity with incorrect length {entity['length']}")
        if start >= end_of_text:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
        if end > end_of_text:
            end_is_wrong = f"ends after the end of the text at UTF-16 offset {end}"
            raise bad_request(f"entity beginning at UTF-16 offset {start} {end_is_wrong}")
        if utf16.splits_character(text, start) or utf16.splits_character(text, end):
            raise bad_request(f"entity at UTF-16 offset {start} cuts a UTF-16 symbol")
        _check_kind(entity)
    _check_nesting(entities)


def _check_kind(entity: JsonObject) -> None:
    """Refuses an entity without what its kind needs, or with what Telegram could not show."""
    needed = _NEEDED_FIELD.get(entity["type"])
    if needed is not None and needed not in entity:
        raise cannot_parse(f'entity {entity["type"]} needs the field "{needed}"')
    if entity["type"] == "date_time" and not _is_moment(entity):
        raise cannot_parse("an entity date_time has a wrong moment or format")
    if entity["type"] == "text_link" and not is_link(entity["url"]):
        raise cannot_parse(f'the URL "{entity["url"]}" of a link is not one that Telegram opens')


def _is_moment(entity: JsonObject) -> bool:
    """Tells whether an entity holds a moment that apps can show, in a format as published."""
    written = _DATE_TIME_FORMAT.fullmatch(entity.get("date_time_format", ""))
    return 0 < entity["unix_time"] < 1 << 31 and written is not None


def _check_nesting(entities: Sequence[JsonObject]) -> None:
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    for outer, inner in combinations(ordered, 2):
        outer_end = outer["offset"] + outer["length"]
        if inner["offset"] >= outer_end:
            continue
        if inner["offset"] + inner["length"] > outer_end:
            raise cannot_parse(f"entities {outer['type']} and {inner['type']} overlap without nesting")
        same_range = outer["offset"] == inner["offset"] and outer["length"] == inner["length"]
        may_nest = _may_contain(outer["type"], inner["type"])
        if not may_nest and not (same_range and _may_contain(inner["type"], outer["type"])):
            raise cannot_parse(f"entity {outer['type']} can't contain {inner['type']}")


def _may_contain(outer: str, inner: str) -> bool:
    if outer in _QUOTES:
        return inner not in _QUOTES
    if outer in _FREELY_NESTED:
        return inner not in _VERBATIM
    return inner in _FREELY_NESTED and outer not in _VERBATIM


def is_link(url: str) -> bool:
    """Tells whether Telegram opens `url` from a link or a button."""
    if re.search(r"\s", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme in {"tg", "ton"}:
        return True
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")


def find_entities(text: str, written: Sequence[JsonObject] = ()) -> list[JsonObject]:
    """Finds the commands, mentions, links and tags that Telegram marks in any text.

    Args:
        text: The text as the chat shows it.
        written: The entities that its writer set; nothing is found inside links, code and the like.

    Returns:
        Both, in the order of the text.
    """
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in written
        if entity["type"] not in _FREELY_NESTED | _QUOTES
    ]
    found: list[JsonObject] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = utf16.length(text[: match.start()])
            end = start + utf16.length(match.group())
            if any(start < taken_end and taken_start < end for taken_start, taken_end in taken):
                continue
            taken.append((start, end))
            found.append({"type": kind, "offset": start, "length": end - start})
    return sorted([*written, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def cannot_parse(reason: str) -> RefusedError:
    """Makes the error of a text whose markup is wrong."""
    return bad_request(f"can't parse entities: {reason}")
