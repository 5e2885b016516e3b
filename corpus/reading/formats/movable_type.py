"""Reads entries of Movable Type's exports: the body and what goes on below it, as the blog showed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.dating.claims import claims_from_field
from corpus.errors import NoArticle
from corpus.model import DateClaim, Draft, Kind
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import draft_of_blocks, has_words, names, one_line, web_address
from corpus.reading.formats.markdown import shown_blocks
from corpus.reading.items import Item
from corpus.reading.readers import Reader

SECTION = re.compile(r"^-----[ \t]*\n\s*^(BODY|EXTENDED BODY|EXCERPT|KEYWORDS):[ \t]*$\n?", re.MULTILINE)
FIELD = re.compile(r"^([A-Z][A-Z ]{1,30}):[ \t]*(.*)$", re.MULTILINE)
DATE = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?:\s.*)?")
"""The month comes first, whatever the language."""
DUE = frozenset({"future", "scheduled"})
AS_IT_STANDS = frozenset({"0", "richtext"})
"""How breaks are converted where the text is HTML already."""


def read_entry(item: Item) -> Iterator[Draft]:
    """Yield the article of an entry.

    Raises:
        NoArticle: it was not published, or has no words.
        Unreadable: it is no text.
    """
    head, *sections = SECTION.split(printable(decode(item.data).replace("\r\n", "\n")))
    fields = {name: one_line(value) for name, value in reversed(FIELD.findall(head))}
    status = fields.get("STATUS", "").casefold()
    if status in DUE:
        raise NoArticle(Omission.DUE)
    if status not in {"", "publish", "published"}:
        raise NoArticle(Omission.DRAFT)
    texts = [
        re.sub(r"\n-----\s*\Z", "\n", text)
        for name, text in zip(sections[::2], sections[1::2], strict=True)
        if name.endswith("BODY")
    ]
    captions: list[str] = []
    paragraphs = _paragraphs("\n\n".join(texts), fields.get("CONVERT BREAKS", ""), captions)
    if not has_words(paragraphs):
        raise NoArticle(Omission.NO_WORDS)
    draft = draft_of_blocks(item, paragraphs, fields.get("TITLE", ""), dict.fromkeys(captions))
    yield replace(
        draft,
        article_id=(fields.get("BASENAME") or draft.article_id)[:200],
        url=web_address(fields.get("UNIQUE URL")),
        authors=names(fields.get("AUTHOR")),
        claims=(*draft.claims, *_claims(fields)),
    )


def _paragraphs(text: str, breaks: str, captions: list[str]) -> list[tuple[int, str]]:
    if breaks.startswith("markdown"):
        blocks = shown_blocks(text)
        captions += blocks.captions
        return blocks.paragraphs
    from corpus.reading.page.fragment import fragment_paragraphs  # noqa: PLC0415 - its libraries take time

    return fragment_paragraphs(text, lines=breaks not in AS_IT_STANDS, captions=captions)


def _claims(fields: Mapping[str, str]) -> list[DateClaim]:
    words = fields.get("DATE", "")
    told = DATE.fullmatch(words)
    day = f"{told[3]}-{int(told[1]):02}-{int(told[2]):02}" if told else words
    return [replace(one, words=words[:80]) for one in claims_from_field(day, Kind.RECORD, 'record field "DATE"', "en")]


ENTRY = Reader("Movable Type", (), read_entry)
