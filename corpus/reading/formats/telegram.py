"""Reads messages of Telegram's exports: the text as it was sent, captions and polls too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from corpus.cleaning.headlines import stand_in
from corpus.dates.spans import one_day
from corpus.dating.claims import CONFIDENCE
from corpus.errors import NoArticle, Unreadable
from corpus.model import DateClaim, Draft, Furniture, Kind, Role
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import names, one_line, refused
from corpus.reading.items import Item
from corpus.reading.readers import Reader

FIRST = date(2013, 8, 1)
"""Telegram is no older; a day before it stands for none: old exports have 1970 where a message was never changed."""
PARAGRAPH = re.compile(r"\n[ \t\xa0\u200b\u200e\u200f\u2800]*\n")
HEADLINE = 160
"""Characters of a first line in bold that is a headline."""
USERNAME = re.compile(r"(?:https?://)?(?:t\.me/|@)?(?P<name>[A-Za-z]\w{3,31})/?", re.ASCII)
LONGEST_OFFSET = 15 * 60


def read_message(item: Item) -> Iterator[Draft]:
    """Yield the article of a message.

    Raises:
        NoArticle: Telegram tells of something that was done, or it has no words, only a picture or the like.
        Unreadable: it is no message of an export.
    """
    try:
        told = json.loads(decode(item.data))
        chat, message = told["telegram"], told["message"]
        kind, number = message.get("type"), message.get("id")
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"no message of a Telegram export: {type(error).__name__}") from error
    if kind != "message":
        raise NoArticle(Omission.SERVICE)
    text = _text(message)
    if not any(map(str.isalnum, text)):
        raise NoArticle(Omission.ATTACHMENT)
    blocks = _blocks(text)
    title = _headline(message, text[slice(*blocks[0])])
    if title and len(blocks) > 1:
        blocks = blocks[1:]
    claims, notes = _claims(message)
    prefix = str(chat.get("id") or item.article_path.removesuffix(".json"))
    yield Draft(
        f"{prefix}/{number}" if isinstance(number, int) else item.article_id,
        title or stand_in(text[slice(*blocks[0])]),
        text,
        tuple(blocks),
        url=_address(chat, number),
        authors=names(message.get("author") or message.get("from")),
        furniture=(*_around(message, prefix), *([Furniture("title", title)] if title else []), *notes),
        claims=tuple(claims),
    )


def _text(message: Mapping[str, Any]) -> str:
    """Return what a message says: its text or caption, and the question of a poll with its answers."""
    parts = [_joined(message.get("text")) or _joined(message.get("text_entities"))]
    poll = message.get("poll")
    if isinstance(poll, Mapping):
        answers = poll.get("answers")
        choices = (
            [_joined(one.get("text")) for one in answers if isinstance(one, Mapping)]
            if isinstance(answers, list)
            else []
        )
        parts += [_joined(poll.get("question")), "\n".join(filter(None, choices))]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _joined(text: object) -> str:
    """Return a text whose pieces are links, names and emphasis, as they stood in a row."""
    pieces = text if isinstance(text, list) else [text]
    words = (one.get("text") if isinstance(one, Mapping) else one for one in pieces)
    return printable("".join(one for one in words if isinstance(one, str)).replace("\r\n", "\n"))


def _blocks(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the paragraphs, which empty lines part."""
    ends = [*(found.span() for found in PARAGRAPH.finditer(text)), (len(text), len(text))]
    blocks: list[tuple[int, int]] = []
    start = 0
    for end, following in ends:
        piece = text[start:end]
        words = piece.strip()
        if any(map(str.isalnum, words)):
            begin = start + len(piece) - len(piece.lstrip())
            blocks.append((begin, begin + len(words)))
        start = following
    return blocks


def _headline(message: Mapping[str, Any], first: str) -> str:
    """Return the first paragraph if it is one line in bold, with which channels head what they tell; else ""."""
    entities = message.get("text_entities") or message.get("text")
    bold = (
        next((one for one in entities if not isinstance(one, str) or one.strip()), None)
        if isinstance(entities, list)
        else None
    )
    if not isinstance(bold, Mapping) or bold.get("type") != "bold" or "\n" in first or len(first) > HEADLINE:
        return ""
    return one_line(first) if _joined(bold).strip()[: len(first)] == first.strip() else ""


def _claims(message: Mapping[str, Any]) -> tuple[list[DateClaim], list[Furniture]]:
    """Return when a message was sent and changed, on the clock of whose export it is."""
    claims, notes = [], []
    for name, role in (("date", Role.PUBLISHED), ("edited", Role.MODIFIED)):
        words = one_line(message.get(name)) or one_line(message.get(f"{name}_unixtime"))
        if not words:
            continue
        local, moment = _local(message.get(name)), _moment(message.get(f"{name}_unixtime"))
        day = local or moment
        if day is not None and day.date() >= FIRST:
            claims.append(_claim(role, day.date(), words, name, _offset(local, moment)))
        elif role is Role.PUBLISHED:
            reason = "Telegram is younger" if local or moment else "it cannot be read as a date"
            notes.append(refused(f'record field "{name}"', words, reason))
    return claims, notes


def _claim(role: Role, day: date, words: str, name: str, offset: int | None) -> DateClaim:
    confidence = CONFIDENCE[Kind.RECORD]
    return DateClaim(role, Kind.RECORD, one_day(day), words[:80], f'record field "{name}"', confidence, offset)


def _local(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    """Return what seconds since 1970 tell, on the clock of Greenwich."""
    try:
        return datetime.fromtimestamp(int(value), UTC).replace(tzinfo=None) if isinstance(value, str | int) else None
    except (ValueError, OverflowError, OSError):
        return None


def _offset(local: datetime | None, moment: datetime | None) -> int | None:
    """Return the minutes by which a clock is east of Greenwich, None if it cannot be told."""
    if local is None or moment is None:
        return 0 if moment is not None else None
    minutes = round((local - moment).total_seconds() / 60)
    return minutes if abs(minutes) <= LONGEST_OFFSET else None


def _around(message: Mapping[str, Any], prefix: str) -> Iterator[Furniture]:
    """Yield what a message answers, and from whom it was passed on."""
    answered = message.get("reply_to_message_id")
    if isinstance(answered, int):
        yield Furniture("in reply to", f"{prefix}/{answered}")
    if source := one_line(message.get("forwarded_from")):
        yield Furniture("forwarded from", source[:200])


def _address(chat: Mapping[str, Any], number: object) -> str | None:
    """Return where a message can be opened, if the chat's public name is told."""
    told = USERNAME.fullmatch(one_line(chat.get("username")) or one_line(chat.get("link")))
    return f"https://t.me/{told['name']}/{number}" if told and isinstance(number, int) else None


BEGINNING = re.compile(rb'\{"telegram": \{')
TELEGRAM = Reader("Telegram", (), read_message, BEGINNING)
