"""Reads Markdown with front matter, as site generators keep it: drafts left out, shortcodes stripped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.cleaning.headlines import stand_in
from corpus.dating.claims import claim_from_path, claims_from_field
from corpus.errors import Unreadable
from corpus.model import DateClaim, Draft, Kind
from corpus.reading.decoding import decode
from corpus.reading.formats.dump import without_suffix
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.shortcodes import strip_shortcodes
from corpus.reading.items import Item
from corpus.reading.layout import lay_out

TAG = re.compile(r"<[^<>]{1,2000}>")
SPACE = re.compile(r"[ \t\xa0]+")


def read_markdown(item: Item) -> Iterator[Draft]:
    """Yield the article of a Markdown file, or nothing for a draft.

    The text is what a browser would show: links by their words, no emphasis marks, entities resolved.

    Raises:
        Unreadable: the file is no text, its front matter cannot be read, or it holds no words.
    """
    meta, body = split_front_matter(decode(item.checked().data))
    if meta.get("draft") is True:
        return
    paragraphs = _paragraphs(strip_shortcodes(body))
    title = " ".join(str(meta.get("title") or "").split())
    if not title:
        title = next((words for level, words in paragraphs if level == 1), "")
    page = lay_out(paragraphs, title)
    if not page.blocks:
        raise Unreadable("empty: there is no text below its front matter")
    yield Draft(
        article_id=without_suffix(item.article_path),
        title=title or stand_in(page.text[slice(*page.blocks[0])]),
        text=page.text,
        blocks=tuple(page.blocks),
        url=_url(meta),
        lang=_language(meta),
        authors=tuple(str(name) for name in _listed(meta.get("authors") or meta.get("author"))),
        headings=page.headings,
        furniture=tuple(page.furniture),
        claims=tuple(_claims(meta, item.article_path)),
    )


def _language(meta: Mapping[str, Any]) -> str | None:
    given = meta.get("lang")
    return given[:35] if isinstance(given, str) else None


def _claims(meta: Mapping[str, Any], path: str) -> Iterator[DateClaim]:
    given = meta.get("date") or meta.get("published") or meta.get("pubDate")
    if given is not None:
        value = given.isoformat(" ") if isinstance(given, datetime) else given
        yield from claims_from_field(value, Kind.FRONT_MATTER, 'front matter field "date"', _language(meta))
    named = claim_from_path(path)
    if named is not None:
        yield named


def _paragraphs(markdown: str) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of every block of a Markdown text, in order."""
    paragraphs: list[tuple[int, str]] = []
    level = 0
    row: list[str] | None = None
    for token in _parser().parse(markdown):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
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


def _url(meta: Mapping[str, Any]) -> str | None:
    for field in ("canonical", "url", "source_url"):
        value = meta.get(field)
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value[:2000]
    return None


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
