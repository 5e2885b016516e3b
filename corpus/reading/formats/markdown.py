"""Reads Markdown with front matter, as site generators keep it: drafts left out, shortcodes stripped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.dating.claims import claim_from_address
from corpus.errors import NoArticle, Unreadable
from corpus.model import DateClaim, Draft, Kind, Omission
from corpus.reading.decoding import decode
from corpus.reading.drafting import as_title, draft_of_paragraphs, has_words, told_language, web_address
from corpus.reading.formats.fields import field_dates, held_back
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.shortcodes import strip_shortcodes
from corpus.reading.items import Item
from corpus.reading.readers import Reader

TAG = re.compile(r"<[^<>]{1,2000}>")
ADDRESSES = ("path", "permalink", "url", "slug", "aliases", "redirect_from")
SPACE = re.compile(r"[ \t\xa0]+")


def read_markdown(item: Item) -> Iterator[Draft]:
    """Yield the article of a Markdown file.

    The text is what a browser would show: links by their words, no emphasis marks, entities resolved.

    Raises:
        NoArticle: it is a draft.
        Unreadable: the file is no text, its front matter cannot be read, or it holds no words.
    """
    meta, body = split_front_matter(decode(item.data))
    meta = item.directions.named(meta)
    if held_back(meta):
        raise NoArticle(Omission.DRAFT)
    paragraphs = _paragraphs(strip_shortcodes(body))
    if not has_words(paragraphs):
        raise Unreadable("empty: there is no text below its front matter")
    title = " ".join(str(meta.get("title") or "").split())
    heading = next((words for level, words in paragraphs if level == 1), "")
    draft = draft_of_paragraphs(item, paragraphs, title or heading)
    authors = meta.get("authors") or meta.get("author") or []
    urls = (web_address(meta.get(field)) for field in ("canonical", "url", "source_url"))
    lang = told_language(meta) or item.directions.language
    dates = field_dates(meta, Kind.FRONT_MATTER, lang, draft.text, item.directions)
    yield replace(
        draft,
        url=next((url for url in urls if url), None),
        lang=lang,
        authors=tuple(as_title(str(one)) for one in (authors if isinstance(authors, list) else [authors])),
        furniture=(*draft.furniture, *dates.refused),
        claims=(*dates.claims, *([] if dates.published else _of_addresses(meta)), *draft.claims),
    )


def _of_addresses(meta: Mapping[str, Any]) -> list[DateClaim]:
    """Return the day in the address at which the page is published, or was before."""
    given = ((name, meta.get(name)) for name in ADDRESSES)
    listed = ((name, one) for name, value in given for one in (value if isinstance(value, list) else [value]))
    claims = (claim_from_address(one, f'front matter field "{name}"') for name, one in listed if isinstance(one, str))
    return [claim for claim in claims if claim is not None][:1]


def _paragraphs(markdown: str) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of every block of a Markdown text, in order."""
    paragraphs: list[tuple[int, str]] = []
    level = 0
    row: list[str] | None = None
    for token in _parser().parse(markdown):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "tr_close":
            paragraphs.append((0, " | ".join(row or [])))
            row = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "inline":
            words = _words(token)
            if row is None:
                paragraphs.append((level, words))
            else:
                row.append(words)
            level = 0
        elif token.type in {"html_block", "code_block", "fence"}:
            content = html.unescape(TAG.sub("", token.content)) if token.type == "html_block" else token.content
            paragraphs.extend((0, _tidy(lines)) for lines in content.split("\n\n"))
    return [(level, words) for level, words in paragraphs if words.strip(" |")]


def _words(token: Token) -> str:
    """Return the words of a run of inline tokens; tags and entities are tokens of their own already."""
    parts = []
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            parts.append("\n")
    return _tidy("".join(parts))


def _tidy(text: str) -> str:
    lines = (SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


MARKDOWN = Reader("Markdown", (".md", ".markdown"), read_markdown)
