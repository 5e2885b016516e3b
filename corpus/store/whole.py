"""An article whole, with all that belongs to it: read from archive.db, or from a text where it is kept elsewhere."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpus.model import Furniture
from corpus.store.captures import Capture, captures_of
from corpus.store.copies import Copy, copies_of
from corpus.store.reading import AMONG, StoredArticle, StoreReader, WholeArticle
from corpus.store.rows import RULED, load_span, ruled_of
from corpus.store.shown import DUMP, LEVEL, Loaded

Row = tuple[int, str, bool]
"""A passage in the store: its place, its text, and whether it is part of one before it."""
ROWS = "SELECT ordinal, text, role IS 'rest' FROM passages WHERE article = ? ORDER BY ordinal, id"
PLACES = f"""
    SELECT article, ordinal, role IS 'rest', CASE role WHEN 'furniture' THEN text END FROM passages
    WHERE article {AMONG} ORDER BY article, ordinal, id
"""
CLAIMS = f"SELECT article, {RULED} FROM claims WHERE article {AMONG} ORDER BY article, rowid"
OWN = f"SELECT id, authors, furniture FROM articles WHERE id {AMONG}"
LEADING = f"SELECT DISTINCT copy_of FROM articles WHERE +retired_in IS NULL AND copy_of {AMONG}"
UNSHOWN = f"""
    SELECT article_id FROM articles WHERE +retired_in IS NULL AND format IS 'feed teaser' AND copy_of IS NOT NULL
        AND article_id {AMONG}
"""


class Whole(NamedTuple):
    """An article, the other captures of its page, what has nearly the same text, and its passages as they stand."""

    article: WholeArticle
    captures: tuple[Capture, ...]
    copies: tuple[Copy, ...]
    rows: tuple[Row, ...]


def wholes(store: StoreReader, article_id: str) -> list[Whole]:
    """Return the articles of an id whole, one for each archive that has one."""
    return [_whole(store, one) for one in store.whole_articles(article_id)]


def _whole(store: StoreReader, one: WholeArticle) -> Whole:
    article = one.article
    captures = captures_of(store, [article]).get(article.row, ())
    rows = tuple((int(place), str(text), bool(part)) for place, text, part in store.rows(ROWS, article.row))
    return Whole(one, tuple(captures), copies_of(store, article), rows)


def dumped_wholes(store: StoreReader, articles: Sequence[StoredArticle]) -> Iterator[bytes]:
    """Yield what has to be known of some articles, in their order, beside what replies show of them.

    Each is JSON in zlib's form. Passages that are searched stand in what replies show, and only their places here.
    """
    asked = json.dumps([one.row for one in articles])
    own = {row: (json.loads(authors), json.loads(furniture)) for row, authors, furniture in store.rows(OWN, asked)}
    claims, rows = defaultdict(list), defaultdict(list)
    for article, *columns in store.rows(CLAIMS, asked):
        claims[article].append(columns)
    for article, *columns in store.rows(PLACES, asked):
        rows[article].append(columns)
    leading = {row for (row,) in store.rows(LEADING, asked)}
    for one in articles:
        is_one_of_many = one.leader != one.row or one.row in leading
        authors, furniture = own[one.row]
        found = {
            "authors": authors,
            "furniture": furniture,
            "claims": claims[one.row],
            "rows": rows[one.row],
            "copies": list(_copies(store, one)) if is_one_of_many else [],
        }
        yield zlib.compress(DUMP(found).encode(), LEVEL)


def _copies(store: StoreReader, article: StoredArticle) -> Iterator[tuple[Any, ...]]:
    """Yield the copies of an article that can be shown: a teaser of one that is there in full is in no index."""
    found = copies_of(store, article)
    unshown = {name for (name,) in store.rows(UNSHOWN, json.dumps([one.article_id for one in found]))}
    for one in found:
        if one.article_id not in unshown:
            span = one.published
            days = None if span is None else (span.first.isoformat(), span.last.isoformat(), span.precision)
            yield one.article_id, one.title, days, one.leads


def loaded_whole(shown: bytes, beside: bytes) -> Whole:
    """Return an article whole.

    Args:
        shown: what replies show of it (``corpus.store.shown``).
        beside: from ``dumped_wholes``.

    Raises:
        ValueError: one of both is damaged.
    """
    loaded = Loaded(shown)
    try:
        found: dict[str, Any] = json.loads(zlib.decompress(beside))
        searched = iter(loaded.texts)
        rows = tuple(
            (int(place), str(next(searched) if text is None else text), bool(part))
            for place, part, text in found["rows"]
        )
        told = WholeArticle(
            loaded.article,
            tuple(found["authors"]),
            tuple(Furniture(*piece) for piece in found["furniture"]),
            tuple(map(ruled_of, found["claims"])),
            tuple(text for _, text, part in rows if not part),
        )
        copies = tuple(Copy(name, title, load_span(days), leads) for name, title, days, leads in found["copies"])
    except (zlib.error, LookupError, ValueError, TypeError, RuntimeError) as error:
        raise ValueError(f"an article is damaged ({type(error).__name__})") from error
    return Whole(told, tuple(loaded.captures), copies, rows)
