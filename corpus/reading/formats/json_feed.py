"""Reads an entry of a JSON Feed (jsonfeed.org), versions 1 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.errors import Unreadable
from corpus.model import Draft
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import language, names
from corpus.reading.formats.feed_entry import Entry, address_of, draft_of_entry
from corpus.reading.items import Item
from corpus.reading.readers import Reader


def read_json_feed(item: Item) -> Iterator[Draft]:
    """Yield the article, or the teaser of one, of a feed of one entry.

    Raises:
        NoArticle: there are no words in it.
        Unreadable: there is no entry in it.
    """
    try:
        feed = json.loads(decode(item.data))
        given = feed["items"][0]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise Unreadable("there is no entry in it that can be read") from error
    if not isinstance(given, dict):
        raise Unreadable(f"its entry is no JSON object but a {type(given).__name__}")
    contents = tuple(filter(None, [_text(given, "content_html") or _text(given, "content_text")]))
    attached = [one for one in _list(given.get("attachments")) if isinstance(one, dict)]
    yield draft_of_entry(
        item,
        Entry(
            article_id=_id(given),
            title=_text(given, "title"),
            address=address_of(
                (_text(given, "url"), _text(given, "external_url")), _text(given, "id"), feed.get("home_page_url")
            ),
            contents=contents,
            summary=_text(given, "summary"),
            is_summary=True,
            dates={"published": _text(given, "date_published")},
            updated=_text(given, "date_modified"),
            lang=language(given.get("language")) or language(feed.get("language")),
            format="JSON Feed",
            authors=_authors(given) or _authors(feed),
            captions=tuple(filter(None, (_text(one, "title") for one in attached))),
        ),
    )


def _authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    listed = [*_list(fields.get("authors")), fields.get("author")]
    named = [one.get("name") if isinstance(one, dict) else one for one in listed]
    return tuple(dict.fromkeys(names(named)))


def _id(given: Mapping[str, Any]) -> str:
    value = given.get("id")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _text(given, "id")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return printable(value).strip() if isinstance(value, str) else ""


JSON_FEED = Reader("JSON Feed", (), read_json_feed)
