"""What replies show of an article, in one piece of JSON, for where it is kept beside an index and not in archive.db."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from corpus.dates.spans import iso
from corpus.dating.deciding import Rival
from corpus.model import Status
from corpus.store.captures import Capture, captures_of
from corpus.store.filtering import LABELS, OF_ARTICLES
from corpus.store.reading import AMONG, SHOWN, StoredArticle, StoredPassage, StoreReader, article_of, passage_of
from corpus.store.rows import load_day, load_span

DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
ARTICLES = f"SELECT {SHOWN}, {LABELS} {OF_ARTICLES} WHERE articles.id {AMONG}"
PASSAGES = f"""
    SELECT article, ordinal, text, heading, mentions FROM passages
    WHERE article {AMONG} AND role IS NOT 'furniture' ORDER BY article, ordinal, id
"""
SHOWN_COLUMNS = 15
LEVEL = 1
"""Of compression: others take twice the time for a tenth less."""


@dataclass(frozen=True, slots=True)
class Dumped:
    """An article as it is kept elsewhere.

    Attributes:
        article: what lists show of it.
        labels: its source, its address, the name of its archive, its language, and its authors as JSON.
        passages: how many are searched.
        text: all that replies show of it, JSON in zlib's form.
    """

    article: StoredArticle
    labels: tuple[str, str, str, str, str]
    passages: int
    text: bytes


def dumped(store: StoreReader, rows: Sequence[int]) -> Iterator[Dumped]:
    """Yield what replies show of some articles by their numbers in the store, in their order."""
    asked = json.dumps([int(row) for row in rows])
    found = {row[0]: row for row in store.rows(ARTICLES, asked)}
    passages = {
        article: [own[1:] for own in of_article]
        for article, of_article in groupby(store.rows(PASSAGES, asked), itemgetter(0))
    }
    articles = {row: article_of(columns[:SHOWN_COLUMNS]) for row, columns in found.items()}
    captures = captures_of(store, articles.values())
    for row in rows:
        columns, article, own = found[row], articles[row], passages.get(row, [])
        rival = store.doubt(row) if article.status == Status.CONFLICT else None
        whole = {
            "article": columns[:SHOWN_COLUMNS],
            "rival": rival and [iso(rival.span.first), iso(rival.span.last), rival.span.precision, rival.misread],
            "captures": [(iso(one.day), one.article_id) for one in captures.get(row, ())],
            "passages": own,
        }
        yield Dumped(article, tuple(columns[SHOWN_COLUMNS:]), len(own), zlib.compress(DUMP(whole).encode(), LEVEL))


class Loaded:
    """What replies show of an article.

    Args:
        text: from ``dumped``.

    Raises:
        ValueError: it is damaged; so do all others that read it.
    """

    def __init__(self, text: bytes) -> None:
        try:
            found: dict[str, Any] = json.loads(zlib.decompress(text))
        except zlib.error as error:
            raise ValueError(str(error)) from error
        self.article = article_of(found["article"])
        if found["rival"]:
            *span, misread = found["rival"]
            self.article = replace(self.article, rival=_rival(span, misread=misread))
        self._captures, self._passages = found["captures"], found["passages"]

    @property
    def captures(self) -> list[Capture]:
        """The other captures of its page."""
        return [Capture(_day(day), article_id) for day, article_id in self._captures]

    @property
    def texts(self) -> list[str]:
        """The texts of the passages that are searched, in order."""
        return [str(own[1]) for own in self._passages]

    def passage(self, place: int, number: int) -> StoredPassage | None:
        """Return a passage by its place among those that are searched, under a number; None if there is none."""
        if not 0 <= place < len(self._passages):
            return None
        return passage_of(number, self.article, *self._passages[place])

    def around(self, ordinal: int) -> tuple[str, str]:
        """Return the texts directly before and after a passage; "" where there is none."""
        texts = {own[0]: own[1] for own in self._passages}
        return texts.get(ordinal - 1, ""), texts.get(ordinal + 1, "")


def _rival(span: Sequence[Any], *, misread: bool) -> Rival | None:
    found = load_span(span)
    return None if found is None else Rival(found, misread)


def _day(column: str) -> date:
    day = load_day(column)
    if day is None:
        raise ValueError("a capture without a day")
    return day
