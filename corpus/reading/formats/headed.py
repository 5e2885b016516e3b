"""Gives a draft what the fields above its text tell: its title, language, address, authors and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from posixpath import basename, dirname, splitext
from typing import Any

from corpus.dating.claims import PAGE_OF_FOLDER, claim_from_address
from corpus.errors import Unreadable
from corpus.model import DateClaim, Draft, Kind
from corpus.reading.directions import Directions
from corpus.reading.drafting import as_title, told_language, web_address
from corpus.reading.formats.fields import field_dates
from corpus.reading.formats.shortcodes import strip_shortcodes
from corpus.reading.items import Item

ADDRESSES = ("path", "permalink", "url", "slug", "aliases", "redirect_from")
DAY_BEFORE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]|^\d{8}[-_]|^\d{1,4}[-_](?=[^\W\d])")
PUT_IN = re.compile(
    r"\{%.{1,200}?%\}|\{\{.{1,200}?\}\}|^\.\.[ ]{1,3}"
    r"(?:include|raw|literalinclude|toctree|automodule|chart|gist|slides|listing)::.{0,80}|<(?:iframe|script|object|embed)\b[^<>]{0,80}",
    re.MULTILINE | re.DOTALL,
)
"""What puts a text or a picture into a page when the site is made."""
SIGNS = re.compile(r"[-_\s]+")
WORDS = 3
"""A file of fewer words in its name is called something short for itself: "post", "part-2"."""


def title_of(item: Item, meta: Mapping[str, Any], paragraphs: list[tuple[int, str]]) -> str:
    """Return the title that the fields give, else the text's highest or first heading, else the file's name.

    Returns:
        "" where none of them tells.
    """
    title = as_title(str(meta.get("title") or ""))
    if "{{" in title or "{%" in title:
        title = " ".join(strip_shortcodes(title).split())
    opening = paragraphs[0][1] if paragraphs and paragraphs[0][0] else ""
    highest = next((words for level, words in paragraphs if level == 1 and words), "")
    return title or highest or opening or _name_read(item)


def without_words(body: str) -> Unreadable:
    """Return why a text that no reader would see a word of is not read, and what to do."""
    tag = PUT_IN.search(body)
    if tag is None:
        return Unreadable("empty: there is no text below its front matter")
    words = " ".join(tag[0].split())[:60]
    return Unreadable(f"empty: its text is put in from elsewhere ({words}); index the pages that the generator makes")


def _name_read(item: Item) -> str:
    """Return a file's name as words: "2019-05-07-both-piers-repaired.md" is "Both piers repaired"."""
    if item.line is not None:
        return ""
    path, _ = splitext(item.article_path)
    name = basename(dirname(path)) if basename(path).lower() in PAGE_OF_FOLDER else basename(path)
    words = [word for word in SIGNS.split(DAY_BEFORE.sub("", name)) if word]
    said = " ".join(words)
    return said[:1].upper() + said[1:] if len(words) >= WORDS and said.isprintable() else ""


def with_fields(draft: Draft, meta: Mapping[str, Any], directions: Directions) -> Draft:
    """Return a draft with what the fields above its text tell of it."""
    given = meta.get("authors") or meta.get("author") or []
    named = tuple(as_title(str(one)) for one in (given if isinstance(given, list) else [given]))
    urls = (web_address(meta.get(field)) for field in ("canonical", "url", "source_url"))
    lang = told_language(meta) or directions.language
    dates = field_dates(meta, Kind.FRONT_MATTER, lang, draft.text, directions)
    return replace(
        draft,
        url=next((url for url in urls if url), draft.url),
        lang=lang or draft.lang,
        authors=named or draft.authors,
        furniture=(*draft.furniture, *dates.refused),
        claims=(*dates.claims, *([] if dates.published else _of_addresses(meta)), *draft.claims),
    )


def _of_addresses(meta: Mapping[str, Any]) -> list[DateClaim]:
    """Return the day in the address at which the page is published, or was before."""
    given = ((name, meta.get(name)) for name in ADDRESSES)
    listed = ((name, one) for name, value in given for one in (value if isinstance(value, list) else [value]))
    claims = (claim_from_address(one, f'front matter field "{name}"') for name, one in listed if isinstance(one, str))
    return [claim for claim in claims if claim is not None][:1]
