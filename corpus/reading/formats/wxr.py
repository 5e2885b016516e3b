"""Reads an entry of a WordPress export: a post or a page; drafts, private ones and what is no article are left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from corpus.data import table
from corpus.dating.claims import claim_from_address
from corpus.errors import NoArticle
from corpus.model import Draft, Kind
from corpus.omissions import Omission
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, web_address
from corpus.reading.formats.fields import field_dates
from corpus.reading.formats.wordpress import without_shortcodes
from corpus.reading.items import Item
from corpus.reading.readers import Reader

_DATA = table("corpus.reading.formats", "wordpress")
TYPES = {name: Omission[kind.upper()] for kind, names in _DATA["types"].items() for name in names}
STATUS = {name: Omission[kind.upper()] for kind, names in _DATA["status"].items() for name in names}
BLOCK_EDITOR = "<!-- wp:"
ZERO = re.compile(r"\s*(?:0000|-0*1|.*\s-0*1\s)")
PREVIEW = re.compile(r"[?&]preview(?:_id)?=")
OTHER_TYPE = re.compile(r"[\w-]{1,40}")
FARTHEST = timedelta(hours=15)


def read_wxr(item: Item) -> Iterator[Draft]:
    """Yield the article of a document of one entry.

    Raises:
        NoArticle: it is a draft, private, an attachment, a part of the site, or without words.
        Unreadable: the entry cannot be read.
    """
    from corpus.reading.formats.wxr_fields import wxr_fields  # noqa: PLC0415 - as above
    from corpus.reading.page.fragment import fragment_paragraphs, words_of  # noqa: PLC0415 - its libraries take time

    fields = wxr_fields(item.data)
    _refuse(fields)
    title, lang = as_title(words_of(fields.get("title", ""))), fields.get("channel:language") or None
    content = next(filter(str.strip, (fields.get(name, "") for name in ("content:encoded", "excerpt:encoded"))), "")
    captions: list[str] = []
    found = fragment_paragraphs(without_shortcodes(content), lines=BLOCK_EDITOR not in content, captions=captions)
    if not has_words(found):
        raise NoArticle(Omission.NO_WORDS)
    draft = draft_of_blocks(item, found, title, captions)
    address = _address(fields)
    dates = field_dates(_dates(fields), Kind.RECORD, lang, draft.text)
    of_address = claim_from_address(address, "link") if address and not dates.published else None
    kind = fields.get("wp:post_type") or "post"
    yield replace(
        draft,
        article_id=(fields.get("wp:post_id") or fields.get("guid") or draft.article_id)[:200],
        url=address,
        lang=lang,
        authors=tuple(filter(None, [_author(fields)])),
        furniture=(*draft.furniture, *dates.refused),
        claims=(*dates.claims, *([of_address] if of_address else [])),
        format=f"WordPress {kind if OTHER_TYPE.fullmatch(kind) else 'post'}",
    )


def _refuse(fields: Mapping[str, str]) -> None:
    """Raise NoArticle for what is not published, and for what is no article."""
    kind, status = fields.get("wp:post_type") or "post", fields.get("wp:status") or "publish"
    reason = TYPES.get(kind) or STATUS.get(status)
    if reason is None and fields.get("wp:post_password"):
        reason = Omission.PRIVATE
    if reason is not None:
        raise NoArticle(reason)


def _dates(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of dates: the day on the site's own clock, with what that was off the world's."""
    found: dict[str, str] = {}
    for name in ("post_date", "post_modified"):
        local, world = fields.get(f"wp:{name}", ""), fields.get(f"wp:{name}_gmt", "")
        if local and not ZERO.match(local):
            found[name] = local + _offset(local, world)
        elif world and not ZERO.match(world):
            found[f"{name}_gmt"] = f"{world}Z"
    if not any(name.startswith("post_date") for name in found) and not ZERO.match(fields.get("pubDate", "-1")):
        found["pubDate"] = fields["pubDate"]
    return found


def _offset(local: str, world: str) -> str:
    """Return how far the site's clock was off the world's, as times have it behind them; nothing if it is not told."""
    try:
        apart = datetime.fromisoformat(local) - datetime.fromisoformat(world)
    except (ValueError, TypeError):
        return ""
    minutes = round(apart.total_seconds() / 60)
    return (
        f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if abs(apart) < FARTHEST else ""
    )


def _address(fields: Mapping[str, str]) -> str | None:
    """Return the address at which readers find it."""
    given = (html.unescape(fields.get(name, "")) for name in ("link", "guid"))
    return next((found for one in given if not PREVIEW.search(one) and (found := web_address(one))), None)


def _author(fields: Mapping[str, str]) -> str:
    """Return what an author is called, else the login."""
    named = " ".join(filter(None, (fields.get(f"author:{part}") for part in ("first_name", "last_name"))))
    return as_title(fields.get("author:display_name") or named or fields.get("dc:creator", ""))[:200]


WXR = Reader("WordPress export", (), read_wxr)
