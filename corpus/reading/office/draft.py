"""Makes drafts of the paragraphs of a document, and of what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.cleaning.pages import take_apart
from corpus.dating.claims import claims_from_field
from corpus.errors import Unreadable
from corpus.language.detecting import language_of
from corpus.model import DateClaim, Draft, Furniture, Kind, Role
from corpus.reading.decoding import printable
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, language, names, one_line
from corpus.reading.formats.fields import CREATED_WEIGHT
from corpus.reading.items import Item
from corpus.reading.pdf.about import NO_AUTHOR, NO_TITLE, TITLE_LIMIT, shown_in

MARGIN = "running header"
CAPTION = -2
"""The level of a caption among the blocks of a document."""
TOP, TOP_LENGTH = 25, 5000
"""Paragraphs, and characters, among which a dateline is looked for."""


@dataclass(slots=True)
class Written:
    """A document as it was written.

    Attributes:
        blocks: (heading level or 0, words) in the order of reading; the title's level is -1, a caption's ``CAPTION``.
        notes: footnotes and endnotes.
        margins: what stands above and below the pages.
        fields: what the document says of itself: title, author, created, modified, language.
    """

    blocks: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    fields: Mapping[str, str] = field(default_factory=dict)


def draft_of(item: Item, written: Written, format_name: str) -> Draft:
    """Return the article of a document.

    Raises:
        Unreadable: there are no words in it.
    """
    shown = next((words for level, words in written.blocks if level == -1), "")
    captions = [printable(" ".join(words.split())) for level, words in written.blocks if level == CAPTION]
    blocks = [(level, words) for level, words in written.blocks if level != CAPTION]
    paragraphs = [(abs(level), printable(words)) for level, words in blocks if words.strip()]
    paragraphs += [(0, printable(words)) for words in written.notes if words.strip()]
    if not has_words(paragraphs):
        paragraphs = paragraphs or [(0, words) for words in captions if words]
        paragraphs = [(0, words) for _, words in paragraphs]
    if not paragraphs:
        raise Unreadable("empty: there are no words in it")
    title = _title(written, shown, paragraphs)
    draft = draft_of_blocks(item, paragraphs, title, dict.fromkeys(filter(None, captions)))
    told = language(written.fields.get("language"))
    margins = (Furniture(MARGIN, printable(words)) for words in dict.fromkeys(written.margins) if words.strip())
    top = "\n\n".join(words for _, words in paragraphs[:TOP])[:TOP_LENGTH]
    return replace(
        draft,
        title=draft.title[:TITLE_LIMIT],
        lang=told,
        authors=_authors(written.fields.get("author", "")),
        furniture=(*draft.furniture, *margins),
        claims=(
            *_claims(written.fields, format_name),
            *take_apart(top, title, language_of(top, told)).claims,
            *draft.claims,
        ),
    )


def _title(written: Written, shown: str, paragraphs: list[tuple[int, str]]) -> str:
    """Return the title: what is set as one, the field if the document shows it, its first heading, else the field."""
    told = as_title(one_line(written.fields.get("title")))
    told = "" if NO_TITLE.search(told) else told[:TITLE_LIMIT]
    seen = told if told and shown_in(told, " ".join(words for _, words in paragraphs[:TOP])) else ""
    first = next((words for number, (level, words) in enumerate(paragraphs) if level and number < 3), "")  # noqa: PLR2004
    return shown or seen or first or told


def _authors(author: str) -> tuple[str, ...]:
    named = " " in author.strip() and not NO_AUTHOR.search(author)
    return names([one for one in re.split(r";", author) if one.strip()])[:20] if named else ()


def _claims(fields: Mapping[str, str], format_name: str) -> list[DateClaim]:
    """Return when the document says it was begun and changed; templates and copies keep the day of another."""
    claims: list[DateClaim] = []
    for name, role in (("created", Role.PUBLISHED), ("modified", Role.MODIFIED)):
        value = one_line(fields.get(name))
        if value:
            claims += claims_from_field(value, Kind.META, f"{format_name} field {name}", None, role, CREATED_WEIGHT)
    return claims
