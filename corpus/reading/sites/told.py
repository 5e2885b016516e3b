"""Applies to a draft what its archive's directions say, and what its place among a site's sources tells."""

from __future__ import annotations

import re
from dataclasses import replace
from posixpath import splitext

from corpus.model import Draft, Kind, Precision, Role
from corpus.reading.directions import Directions
from corpus.reading.drafting import as_title, web_address
from corpus.reading.formats.fields import field_dates
from corpus.reading.items import Item
from corpus.reading.sites.addresses import address_of
from corpus.reading.sites.source import SourcePage

TEMPLATE_TAG = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{\{|\}\}", re.DOTALL)

DAY_IN_NAME = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")


def told(draft: Draft, item: Item, page: SourcePage | None) -> Draft:
    """Return a draft with the title, the language and the address that its archive gives it."""
    directions = item.directions
    draft = draft if page is None else _with_fields(draft, page, directions)
    title = own_title(draft.title, directions.title) or as_title(splitext(item.path.rpartition("/")[2])[0])
    url = _by_template(draft, item, directions, "" if page is None else page.text("slug"))
    if url is None:
        url = draft.url or (None if page is None else address_of(page, draft, directions.base))
    if (title, url) == (draft.title, draft.url) and (draft.lang or not directions.language):
        return draft
    return replace(draft, title=title, url=url, lang=draft.lang or directions.language)


def _with_fields(draft: Draft, page: SourcePage, directions: Directions) -> Draft:
    """Return a draft with the title and the dates of its page's fields, where its format has not read them."""
    title = as_title(page.text("title"))
    if not title or (draft.title == title and any(one.kind is Kind.FRONT_MATTER for one in draft.claims)):
        return draft
    if any(one.kind is Kind.FRONT_MATTER for one in draft.claims):
        return replace(draft, title=title)
    dates = field_dates(page.meta, Kind.FRONT_MATTER, draft.lang or directions.language, draft.text, directions)
    return replace(draft, title=title, claims=(*dates.claims, *draft.claims))


def own_title(title: str, pattern: str | None) -> str:
    """Return what of a title is the article's own: no tags of templates, and what the maintainer's pattern finds."""
    if "{" in title:
        title = " ".join(TEMPLATE_TAG.sub(" ", title).split()).strip(" |-–—·:")
    match = re.search(pattern, title) if pattern else None
    return (match[1] or "").strip() or title if match else title


def _by_template(draft: Draft, item: Item, directions: Directions, slug: str) -> str | None:
    """Return the address that the maintainer's template makes, None if it says nothing that can be filled in."""
    if directions.url is None:
        return None
    path = splitext(item.article_path)[0]
    own = (one for one in draft.claims if one.role is Role.PUBLISHED and one.span.precision is Precision.DAY)
    day = next((one.span.first for one in own), None)
    values = {
        "base": directions.base,
        "path": path,
        "name": path.rpartition("/")[2],
        "slug": slug or DAY_IN_NAME.sub("", path.rpartition("/")[2]),
        "folder": path.rpartition("/")[0],
        "id": draft.article_id,
    }
    if day is not None:
        values |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
    try:
        return web_address(directions.url.format_map(values))
    except KeyError:
        return None
