"""Parses Telegram's HTML style into text and entities, as strictly as its documentation reads.

Telegram itself passes over some slips (a bare ampersand, an unknown attribute, a link with a broken address);
they are refused here, so that a bot learns of them. So are its tags for emoji and programming languages.
"""

import re
from dataclasses import dataclass
from typing import Final

from tests.botapi import utf16
from tests.botapi.entities import cannot_parse
from tests.botapi.fields import JsonObject

_TYPES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-time": "date_time",
}
_ATTRIBUTES: Final = {
    "a": ("href",),
    "span": ("class",),
    "blockquote": ("expandable",),
    "tg-time": ("unix", "format"),
}
_CHARACTERS: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_TAG: Final = re.compile(r"<(/?)([^\s<>]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>")
_ATTRIBUTE: Final = re.compile(r"\s+([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
_REFERENCE: Final = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));")
_MOMENT: Final = re.compile(r"[0-9]{1,10}")
_PLAIN: Final = re.compile(r"[^<>&]+")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int


def parse_html(html: str) -> tuple[str, list[JsonObject]]:
    """Parses a text in Telegram's HTML style.

    Returns:
        The text that the chat shows, and its entities in the order in which they close.

    Raises:
        RefusedError: A tag, attribute or character reference is not allowed, or tags do not match.
    """
    shown: list[str] = []
    size = 0
    opened: list[_OpenTag] = []
    entities: list[JsonObject] = []
    position = 0
    while position < len(html):
        place = len(html[:position].encode())
        if html[position] == "<":
            tag = _TAG.match(html, position)
            if tag is None:
                raise cannot_parse(f"Unclosed start tag at byte offset {place}")
            if tag[1]:
                _close(_matching(opened, tag[2].lower(), place), size, entities)
            else:
                opened.append(_open(tag, size, place))
            position = tag.end()
            continue
        piece, position = _characters(html, position, place)
        shown.append(piece)
        size += utf16.length(piece)
    if opened:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{opened[-1].name}"')
    return "".join(shown), entities


def _characters(html: str, position: int, place: int) -> tuple[str, int]:
    """Reads plain text or one character reference; gives it and the position after it."""
    plain = _PLAIN.match(html, position)
    if plain is not None:
        return plain.group(), plain.end()
    reference = _REFERENCE.match(html, position)
    if reference is None:
        raise cannot_parse(f'character "{html[position]}" must be escaped at byte offset {place}')
    decimal, hexadecimal, name = reference.groups()
    code = int(decimal or 0) or int(hexadecimal or "0", 16)
    if name not in _CHARACTERS and (not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF):
        raise cannot_parse(f'Unsupported HTML entity "{reference.group()}" at byte offset {place}')
    return _CHARACTERS.get(name) or chr(code), reference.end()


def _open(tag: re.Match[str], size: int, place: int) -> _OpenTag:
    name = tag[2].lower()
    if name not in _TYPES:
        raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {place}')
    attributes: dict[str, str] = {}
    rest = tag[3].rstrip()
    while rest:
        attribute = _ATTRIBUTE.match(rest)
        if attribute is None:
            raise cannot_parse(f'Empty attribute name in the tag "{name}" at byte offset {place}')
        key = attribute[1].lower()
        if key not in _ATTRIBUTES.get(name, ()) or key in attributes:
            raise cannot_parse(f'unsupported attribute "{key}" in the tag "{name}" at byte offset {place}')
        attributes[key] = _unescaped(attribute[2] or attribute[3] or attribute[4] or "", place)
        rest = rest[attribute.end() :]
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
    return _OpenTag(name, attributes, size)


def _unescaped(value: str, place: int) -> str:
    """Reads the character references in the value of an attribute."""
    pieces: list[str] = []
    position = 0
    while position < len(value):
        piece, position = _characters(value, position, place)
        pieces.append(piece)
    return "".join(pieces)


def _matching(opened: list[_OpenTag], name: str, place: int) -> _OpenTag:
    if not opened:
        raise cannot_parse(f"Unexpected end tag at byte offset {place}")
    tag = opened.pop()
    if name != tag.name:
        raise cannot_parse(f'Unmatched end tag at byte offset {place}, expected "</{tag.name}>", found "</{name}>"')
    return tag


def _close(tag: _OpenTag, size: int, entities: list[JsonObject]) -> None:
    """Adds the entity of a tag; a tag around nothing adds none."""
    if size == tag.offset:
        return
    entity: JsonObject = {"type": _TYPES[tag.name], "offset": tag.offset, "length": size - tag.offset}
    if tag.name == "a":
        entity["url"] = tag.attributes.get("href", "")
    if tag.name == "tg-time":
        if not _MOMENT.fullmatch(tag.attributes.get("unix", "")):
            raise cannot_parse('Tag "tg-time" needs a Unix time in the attribute "unix"')
        entity["unix_time"] = int(tag.attributes["unix"])
        if "format" in tag.attributes:
            entity["date_time_format"] = tag.attributes["format"]
    if "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    entities.append(entity)
