"""Reads messages: a file of mail, one of a maildir, or one that was cut out of a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from corpus.cleaning.headlines import stand_in
from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft, Furniture
from corpus.omissions import Omission
from corpus.reading.items import ITEM_LIMIT, Item
from corpus.reading.mail.body import text_of
from corpus.reading.mail.dates import date_claims
from corpus.reading.mail.header import (
    Fields,
    address,
    answered,
    authors,
    fields_of,
    first,
    message_id,
    subject,
)
from corpus.reading.mail.quoting import take_apart
from corpus.reading.readers import Reader

TOLD_BY = ("from", "date", "subject", "message-id", "received", "to", "mime-version", "content-type")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How a line that begins as the one above a message does stands in a mailbox."""
COUNT = re.compile(rb"(\d{1,9})[ \t]*\r?\n")
"""How long the message is, which stands above it in an .emlx; below it is what a mail program notes of it."""
COSTS = 6_000_000
"""Boundaries times lines: the parser compares each line with every boundary around it, a million a second. In a message
with 16 MiB of attachments there are 2 million."""
FLAGS = re.compile(r"[:;!]2,([A-Za-z]{0,10})$")
"""Behind the name of a file in a maildir: "D" for a draft, "T" for one in the bin."""
EXPUNGED = 0x8
"""Thunderbird's mark of a message that is deleted, and only not yet taken out of the file."""


def read_mail(item: Item) -> Iterator[Draft]:
    """Yield the article of a message: its own words, without what it quotes.

    Raises:
        NoArticle: it is a draft, in the bin, a report of delivery or the like, or has no words of its own.
        Unreadable: it has no header, or is nested beyond all use.
    """
    message = _parsed(item.data)
    fields = fields_of(message)
    if not any(name in fields for name in TOLD_BY):
        raise Unreadable("no message: it has no header field such as From, Date or Subject")
    if reason := _omission(item.path, message, fields):
        raise NoArticle(reason)
    text = text_of(message)
    body = take_apart(text)
    if not body.blocks:
        raise NoArticle(Omission.NO_WORDS)
    claims, notes = date_claims(fields, message.get_unixfrom())
    yield Draft(
        message_id(fields) or item.article_id,
        subject(fields, item.path) or stand_in(text[slice(*body.blocks[0])]),
        text,
        body.blocks,
        url=address(fields),
        authors=authors(fields),
        furniture=(*_thread(fields), *body.furniture, *notes),
        claims=tuple(claims),
    )


def _parsed(data: bytes) -> Message:
    """Parse a message, whose fields are left as they are: the library's newer policy fails at many of them."""
    data = data[:ITEM_LIMIT].lstrip(b"\r\n\xef\xbb\xbf")
    if counted := COUNT.match(data):
        data = data[counted.end() : counted.end() + int(counted[1])]
    if data.startswith(b"From "):
        data = QUOTED.sub(rb"\1", data)
    if data.count(b"oundary") * data.count(b"\n") > COSTS:
        raise Unreadable("parts in each other without end: leave it out, or check that it is what it seems")
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except RecursionError as error:
        raise Unreadable("parts in each other, nested too deeply") from error


def _omission(path: str, message: Message, fields: Fields) -> Omission | None:
    """Say why a message is no article, None if it may be one."""
    flags = FLAGS.search(path)
    marks = (flags[1] if flags else "") + first(fields, "x-status").replace("T", "")
    labels = {label.strip().casefold() for label in first(fields, "x-gmail-labels").split(",")}
    status = first(fields, "x-mozilla-status")
    if path.rpartition("/")[0].endswith("/tmp") or path.startswith("tmp/"):  # noqa: S108 - a maildir's, never opened
        return Omission.UNFINISHED
    if (
        "D" in (flags[1] if flags else "")
        or "T" in first(fields, "x-status")
        or not labels.isdisjoint({"draft", "drafts"})
    ):
        return Omission.DRAFT
    if "T" in marks or ("D" in first(fields, "x-status")) or not labels.isdisjoint({"trash", "spam"}):
        return Omission.DELETED
    if re.fullmatch(r"[0-9a-fA-F]{4}", status) and int(status, 16) & EXPUNGED:
        return Omission.DELETED
    return Omission.SERVICE if _is_service(message, fields) else None


def _is_service(message: Message, fields: Fields) -> bool:
    """Tell whether programs wrote a message to programs or their keepers: reports, answers of machines, commands."""
    answer = first(fields, "auto-submitted").lower().startswith("auto-replied")
    sender = first(fields, "from").lower()
    return (
        message.get_content_type()
        in {"multipart/report", "message/delivery-status", "message/disposition-notification"}
        or answer
        or any(name in fields for name in ("control", "also-control", "x-failed-recipients", "x-autoreply", "x-imap"))
        or "mailer-daemon" in sender
        or sender.startswith("mail delivery sub")
    )


def _thread(fields: Fields) -> Iterator[Furniture]:
    """Yield what the message answers and what began the thread, by the ids of their articles."""
    direct, root = answered(fields)
    if direct:
        yield Furniture("in reply to", direct)
    if root and root != direct:
        yield Furniture("thread", root)


FIELD = rb"[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*"
BEGINNING = re.compile(
    rb"From [^\n]{1,400}\n(?:>?[!-9;-~]{1,80}:|>From )"
    rb"|Return-Path:\s*<|Received:\s*(?:from|by|\()|Delivered-To:\s*\S+@|X-Original-To:\s*\S+@|Envelope-To:\s*\S+@"
    rb"|Message-ID:\s*<|MIME-Version:\s*1|(?:DKIM-Signature|ARC-Seal|ARC-Message-Signature|Authentication-Results|"
    rb"X-Received|X-Mozilla-Status2?|X-Mozilla-Keys|X-GM-THRID|X-Gmail-Labels|X-Account-Key|X-UIDL):\s*\S"
    rb"|(?=(?:" + FIELD + rb"){0,20}?From:)(?=(?:" + FIELD + rb"){1,20}?"
    rb"(?:Message-ID:\s*<|MIME-Version:\s*1|Received:\s*(?:from|by|\()|In-Reply-To:\s*<|X-Mailer:|Newsgroups:))",
    re.IGNORECASE,
)
MAIL = Reader("mail", (".eml", ".emlx"), read_mail, BEGINNING)
