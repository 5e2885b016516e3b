"""Reads an entry of a feed in XML: RSS 0.9 to 2.0 and Atom, as feedparser understands it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from time import strftime, struct_time
from typing import Any

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.reading.decoding import printable
from corpus.reading.drafting import as_title, language
from corpus.reading.formats.blogger import omission_of_entry
from corpus.reading.formats.feed_entry import Entry, address_of, draft_of_entry
from corpus.reading.items import Item
from corpus.reading.readers import Reader

NO_YEAR = re.compile(r"\b000\d\b")
"""Of a date that is none: "Mon, 01 Jan 0001", as Hugo writes it, is in 2001 to feedparser."""
NAMED_MONTH = re.compile(r"\b\d{1,2}[ -][A-Z][a-z]{2}|\b[A-Z][a-z]{2,8}\.? \d{1,2}\b")
"""Of figures alone feedparser makes days that nobody wrote: 2015-16 would be April 2016."""
DATES = {"published": "published", "created": "created"}
AUTHORS = 20
LOOSE = 50_000
"""Bytes of an entry that feedparser may read although it breaks XML's rules; nearly all entries have fewer."""
ELEMENTS = 20_000
"""Elements of an entry besides those that are escaped in it; feedparser takes a quarter of a millisecond for each."""
CAPTION = re.compile(
    r"<media:description\b[^<>]{0,200}>((?:(?!</?media:).){0,20000}+)</media:description\s*>", re.DOTALL
)
"""Of a picture or film in an entry, which feedparser takes for a summary of the entry or for its content."""
IN_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)


def read_feed(item: Item) -> Iterator[Draft]:
    """Yield the article, or the teaser of one, of a document of one entry.

    Raises:
        NoArticle: there are no words in it, or it is what a Blogger export holds besides articles.
        Unreadable: there is no entry in it that can be read.
    """
    import feedparser  # noqa: PLC0415 - takes a tenth of a second

    from corpus.reading.page.tree import HEAD, page_text  # noqa: PLC0415 - as above

    text = HEAD.sub("", page_text(item.data))
    captions = tuple(_plain(caption) for caption in CAPTION.findall(text))
    text = CAPTION.sub("", text)
    told = {"content-type": "application/xml; charset=utf-8"}
    try:
        # Neither is its HTML made harmless, for no tag of it is kept, nor are addresses in it made whole.
        found = feedparser.parse(
            io.BytesIO(_sound(text)), response_headers=told, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise Unreadable(f"its markup cannot be read: {type(error).__name__}") from error
    if not found.entries:
        raise Unreadable("there is no entry in it that can be read")
    if (omission := omission_of_entry(found.entries[0])) is not None:
        raise NoArticle(omission)
    # As plain dicts: feedparser's own say of an entry without a change that it was changed when it was published.
    yield draft_of_entry(item, _entry(dict(found.entries[0]), dict(found.feed), str(found.version or ""), captions))


def _sound(text: str) -> bytes:
    """Return a document in which elements are not nested like an abyss, and which, if it is long, keeps XML's rules.

    Else feedparser would take it apart by another parser, in a time that goes with the square of its length.

    Raises:
        Unreadable: it is long and broken beyond mending, or has too many elements.
    """
    from lxml import etree  # noqa: PLC0415 - takes time to start

    data = text.encode()
    for recover in (False, True, False):
        parser = etree.XMLParser(encoding="utf-8", recover=recover, resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError):
            root = None
        if root is not None and len(list(islice(root.iter(), ELEMENTS + 1))) > ELEMENTS:
            raise Unreadable(f"more than {ELEMENTS:,} elements in one entry: check that the file is what it seems")
        if root is not None and not recover:
            return data
        if len(data) <= LOOSE:
            return data
        if root is not None:
            data = bytes(etree.tostring(root, encoding="utf-8"))
    raise Unreadable("its markup is broken, and too long to be mended: get the file anew")


def _entry(given: Mapping[str, Any], feed: Mapping[str, Any], version: str, captions: tuple[str, ...]) -> Entry:
    atom = version.startswith("atom")
    contents = tuple(value for one in given.get("content") or () if (value := _text(one, "value")))
    tongues = (_text(one, "language") for one in (*(given.get("content") or ()), given.get("summary_detail") or {}))
    lang = (
        next(filter(None, tongues), "") or _text(feed, "language") or _text(feed.get("title_detail") or {}, "language")
    )
    summary = _text(given, "summary")
    dates = {name: value for name, known in DATES.items() if (value := _date(given, known))}
    return Entry(
        article_id=_text(given, "id"),
        title=_text(given, "title"),
        address=address_of(
            (_text(given, "feedburner_origlink"), _text(given, "link")), _text(given, "id"), feed.get("link")
        ),
        contents=contents or (() if summary else captions),
        summary="" if summary in contents else summary,
        is_summary=atom,
        dates=dates,
        updated=_date(given, "updated"),
        lang=language(lang.replace("_", "-")),
        format="Atom feed" if atom else "RSS feed",
        authors=_authors(given),
        captions=captions,
    )


def _plain(caption: str) -> str:
    cdata = IN_CDATA.fullmatch(caption)
    return cdata[1] if cdata else html.unescape(caption)


def _date(given: Mapping[str, Any], name: str) -> str:
    """Return a date as it is written, so that its offset is kept; as feedparser reads it where only that can."""
    from corpus.dates.fields import read_field  # noqa: PLC0415

    written, parsed = _text(given, name), given.get(f"{name}_parsed")
    doubtful = NO_YEAR.search(written) or not NAMED_MONTH.search(written)
    if doubtful or read_field(written, None) or not isinstance(parsed, struct_time):
        return written
    return strftime("%Y-%m-%dT%H:%M:%SZ", parsed)


def _authors(given: Mapping[str, Any]) -> tuple[str, ...]:
    named = [_text(one, "name") for one in given.get("authors") or () if isinstance(one, Mapping)]
    found = [as_title(name)[:200] for name in filter(None, [*named, *([] if any(named) else [_text(given, "author")])])]
    return tuple(dict.fromkeys(found))[:AUTHORS]


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return printable(value).strip() if isinstance(value, str) else ""


FEED = Reader("feed", (), read_feed)
