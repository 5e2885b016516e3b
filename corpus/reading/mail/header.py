"""Reads the header of a message: its fields as text, subject and author, what it answers, where it can be opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from functools import cache
from typing import Any
from urllib.parse import quote

from corpus.cleaning.furniture import letters_only
from corpus.data import table
from corpus.errors import Unreadable
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import as_title, web_address

LONGEST = 2000
"""Characters of a field that count, but for those of references."""
ID = re.compile(r"<\s*([^<>\s]{1,250})\s*>")
ADDRESS = re.compile(r"\S+@\S+|\b[\w.+-]+ (?:at|AT|\(at\)|\[at\]) [\w-]+(?:\.| dot | DOT )\w+", re.ASCII)
"""An address, also one that an archive hides from programs."""
TAG = re.compile(r"\[([^\[\]]{1,40})\]\s*")
VIA = re.compile(r"\s+(?:via|by way of|über|durch)\s+\S.*$")
"""What lists add to a name that they must not send under: "Ann Example via Council-list"."""
SHORTEST_TAG = 3
WORDS = table("corpus.reading.mail", "words")
CODECS = {name: codec for codec, names in table("corpus.reading.page", "encodings").items() for name in names}
"""Python's codecs by the names that messages give; of others some take quadratic time."""

Fields = dict[str, list[str]]


def fields_of(message: Message) -> Fields:
    """Return the fields of a header as they stand, by their names in small letters, in order."""
    fields: Fields = {}
    for name, value in message.raw_items():  # as the parser has them: bytes are surrogates
        fields.setdefault(str(name).lower(), []).append(str(value))
    return fields


def first(fields: Fields, *names: str) -> str:
    """Return the first field of some names as text on one line; "" if there is none."""
    return next((field_text(fields[name][0]) for name in names if name in fields), "")


def field_text(raw: str) -> str:
    """Return a field's text: encoded words decoded, bytes in whatever encoding they seem to be in."""
    raw = raw[:LONGEST]
    if not raw.isascii():
        return " ".join(text_in(raw.encode("utf-8", "surrogateescape"), None).split())
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError, IndexError):  # no Base64 after all
        return " ".join(raw.split())
    words = (text_in(one, charset) if isinstance(one, bytes) else one for one, charset in pieces)
    return printable(" ".join("".join(words).split()))


def text_in(data: bytes, charset: str | None) -> str:
    """Return text that came with the name of its encoding, which may be wrong, unknown or missing."""
    codec = CODECS.get((charset or "").strip("\"' ").lower(), "utf-8")
    for one in (codec, "utf-8") if codec == "iso2022_jp" else ("utf-8", codec):
        try:
            return printable(data.decode(one))
        except UnicodeDecodeError:
            continue
    try:
        return decode(data)
    except Unreadable:
        return printable(data.decode(codec, "replace"))


def subject(fields: Fields, path: str) -> str:
    """Return the title of a message: without the list's name in brackets, and with one "Re:" for many.

    Args:
        fields: of its header.
        path: of the file that it is in, whose folder may be named after the list.
    """
    told = as_title(first(fields, "subject"))
    if told.casefold() in WORDS["subject"]["missing"]:
        return ""
    names = letters_only(" ".join([path, *(first(fields, name) for name in ("list-id", "list-post", "to", "cc"))]))
    reply, passed_on = False, False
    while True:
        tag = TAG.match(told)
        if tag and len(letters_only(tag[1])) >= SHORTEST_TAG and letters_only(tag[1]) in names and told[tag.end() :]:
            told = told[tag.end() :]
        elif before := _before_subject().match(told):
            reply = reply or before["reply"] is not None
            passed_on = passed_on or before["reply"] is None
            told = told[before.end() :]
        else:
            break
    return f"{'Re: ' if reply else 'Fwd: ' if passed_on else ''}{told}" if told else ""


@cache
def _before_subject() -> re.Pattern[str]:
    reply, passed_on = ("|".join(map(re.escape, WORDS["subject"][name])) for name in ("replies", "passed_on"))
    return re.compile(rf"(?i)\s*(?:(?P<reply>{reply})|(?:{passed_on}))\s?(?:\[\d+\]|\^\d+|\(\d+\))?\s?[:\uff1a]\s*")


def authors(fields: Fields) -> tuple[str, ...]:
    """Return the name of who wrote a message; nothing where only an address is given."""
    told = first(fields, "from", "sender")
    name, _ = parseaddr(told)
    outside = name or re.sub(r"<[^<>]*>|\"", " ", told)
    name = VIA.sub("", " ".join(as_title(outside).strip("'\" ").split()))
    return (name[:200],) if name and not ADDRESS.search(name) and any(map(str.isalpha, name)) else ()


def message_id(fields: Fields) -> str:
    """Return what a message is known by, without its brackets; "" if it has nothing."""
    return next(_ids(fields, "message-id"), "")


def answered(fields: Fields) -> tuple[str, str]:
    """Return what is known of a thread: the message that is answered, and the one that began it; "" for unknown."""
    references = list(_ids(fields, "references"))
    direct = next(_ids(fields, "in-reply-to"), references[-1] if references else "")
    return direct, references[0] if references else ""


def _ids(fields: Fields, name: str) -> Iterator[str]:
    return (printable(match[1]) for value in fields.get(name, ())[:1] for match in ID.finditer(value[:20_000]))


def address(fields: Fields) -> str | None:
    """Return where a message can be opened: as it says, or in an archive that is asked for by Message-ID."""
    told = first(fields, "archived-at", "x-archived-at").strip("<> ")
    if opened := web_address(told.split("> ", 1)[0]):
        return opened
    known = message_id(fields)
    lists = f"{first(fields, 'list-id')} {first(fields, 'list-post')} {first(fields, 'list-archive')}".lower()
    archives: dict[str, Any] = WORDS["archives"]
    host = next((host for host in archives if re.search(rf"(?<![\w-]){re.escape(host)}(?![\w.-])", lists)), "")
    return web_address(archives[host].format(quote(known, safe="@"))) if host and known else None
