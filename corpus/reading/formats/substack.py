"""Reads a post of Substack's export: its row of posts.csv on a line, then its body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.errors import NoArticle
from corpus.model import Draft, Furniture, Kind
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, web_address
from corpus.reading.formats.fields import YES, bare_name, field_dates
from corpus.reading.items import Item
from corpus.reading.readers import Reader
from corpus.reading.sites.exports import SUBSTACK as NAME

BESIDE = frozenset(
    "subscription-widget-wrap subscription-widget-wrap-editor subscription-widget subscribe-widget button-wrapper "
    "captioned-button-wrap cta-caption install-substack-app-embed digest-post-embed embedded-post-wrap "
    "embedded-publication-wrap community-chat poll-embed share-dialog post-ufi paywall-jump image-link-expand".split()
)
"""Classes of what Substack puts into a post: boxes to subscribe, buttons, cards of other posts."""
OPEN = frozenset({"", "everyone"})
"""To whom a post is shown that is shown to all."""
SLUG = re.compile(r"\d+\.([\w-]+)")
KIND = re.compile(r"[a-z]{1,20}")


def read_substack(item: Item) -> Iterator[Draft]:
    """Yield the article of a post.

    Raises:
        NoArticle: it is a draft, shown to some readers only, or without words.
        Unreadable: the body cannot be read.
    """
    from corpus.reading.page.fragment import fragment_paragraphs  # noqa: PLC0415 - its libraries take time

    told, _, body = item.data.partition(b"\n")
    row = {str(name): printable(str(cell)) for name, cell in json.loads(told).items()}
    if bare_name(row.get("is_published", "")) not in YES:
        raise NoArticle(Omission.DRAFT)
    if row.get("audience", "").casefold() not in OPEN:
        raise NoArticle(Omission.PRIVATE)
    captions: list[str] = []
    asides: list[str] = []
    markup = decode(body) if body.strip() else ""
    found = fragment_paragraphs(markup, captions=captions, beside=BESIDE, asides=asides)
    if not has_words(found):
        raise NoArticle(Omission.NO_WORDS)
    subtitle = as_title(row.get("subtitle", ""))
    if subtitle and all(words != subtitle for _, words in found[:2]):
        found.insert(0, (0, subtitle))
    draft = draft_of_blocks(item, found, as_title(row.get("title", "")), captions)
    dates = field_dates({"post_date": row.get("post_date", "")}, Kind.RECORD, None, draft.text, item.directions)
    yield replace(
        draft,
        url=_address(row, item.directions.base),
        furniture=(*draft.furniture, *(Furniture("navigation", words) for words in asides), *dates.refused),
        claims=(*draft.claims, *dates.claims),
        format=_format(row),
    )


def _address(row: Mapping[str, str], base: str) -> str | None:
    """Return where a post is shown, None where nobody has told the address of the publication."""
    slug = SLUG.fullmatch(row.get("post_id", ""))
    return web_address(f"{base}/p/{slug[1]}") if base and slug else None


def _format(row: Mapping[str, str]) -> str:
    """Return what a post is told as: pages and podcasts are counted apart."""
    kind = row.get("type", "").casefold()
    return NAME if kind == "newsletter" or not KIND.fullmatch(kind) else f"Substack {kind}"


SUBSTACK = Reader(NAME, (), read_substack)
