"""Reads the store: passages for building an index, and what an answer shows."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from corpus.dating.deciding import Rival
from corpus.dating.rulings import Ruled, doubt
from corpus.errors import StoreUnusable
from corpus.full_disk import cure_of, is_full
from corpus.model import DateClaim, DateSpan, Furniture, Mention, Status
from corpus.store import live
from corpus.store.holdings import COUNTS, LIVE, Counts, Quarantined
from corpus.store.live import LiveArticle, LivePassage
from corpus.store.rows import RULED, load_day, load_furniture, load_mentions, load_span, ruled_of
from corpus.store.schema import FILE_NAME, check, see_that_it_is_a_home
from corpus.store.thread_connection import ThreadConnection

Row = tuple[Any, ...]
Value = TypeVar("Value")
AMONG = "IN (SELECT value FROM json_each(?))"
SHOWN = """
    articles.id, COALESCE(article_id, ''), COALESCE(title, ''), url, COALESCE(source, ''), COALESCE(language, ''),
    published_from, published_to, precision, COALESCE(kind, 'none'), status, captured, cites_to,
    COALESCE(confidence, 0), COALESCE(copy_of, articles.id)
"""
"""What replies and lists show of an article, in the order of the fields of ``StoredArticle``."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as replies and lists show it.

    Attributes:
        row: its number in the store.
        source: where it is from, a path that says nothing of the machine.
        cites_to: the latest day that its text names, for undated articles.
        language: what its words are in.
        confidence: how often a choice like this date is right, 0 to 1; 0 when undated.
        leader: the row of the one of which it is a copy; its own if it is none.
        rival: the days that put the chosen ones in doubt, when the status is conflict.
    """

    row: int
    article_id: str
    title: str
    url: str | None
    source: str
    language: str
    published: DateSpan | None
    kind: str
    status: Status
    captured: date | None
    cites_to: date | None
    confidence: float = 0.0
    leader: int = 0
    rival: Rival | None = None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its mentions and its article."""

    number: int
    article: StoredArticle
    ordinal: int
    text: str
    heading: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """Everything that is known of an article."""

    article: StoredArticle
    authors: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    ruled: tuple[Ruled, ...]
    passages: tuple[str, ...]

    @property
    def claims(self) -> tuple[DateClaim, ...]:
        """Its claims as they count: what is ruled a masthead is one."""
        return tuple(one.effective for one in self.ruled)


def article_of(row: Sequence[Any]) -> StoredArticle:
    """Return an article by the columns of ``SHOWN``, without what puts its day in doubt."""
    number, article_id, title, url, source, language, *days, kind, status, captured, cites_to, sure, leader = row
    return StoredArticle(
        number, article_id, title, url, source, language, load_span(days), kind, Status(status),
        load_day(captured), load_day(cites_to), sure, leader,
    )  # fmt: skip


def passage_of(
    number: int, article: StoredArticle, ordinal: int, text: str, heading: str | None, mentions: str | None
) -> StoredPassage:
    """Return a passage by its columns."""
    return StoredPassage(number, article, ordinal, text, heading or "", load_mentions(mentions, text))


ACCESS = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
"""What SQLite says of a file that this user may not read, or next to which it may not write."""


class StoreReader:
    """The reading side of archive.db: read-only, one connection per thread, beside a process that writes.

    Args:
        home: the folder of archive.db.

    Raises:
        StoreUnusable: there is no store, or not one of ours; every method, also where it cannot be read further down.
    """

    def __init__(self, home: Path) -> None:
        self.file = home / FILE_NAME
        self._local = threading.local()
        see_that_it_is_a_home(home)
        if not self.file.exists():
            raise StoreUnusable(f"{self.file}: there is no archive yet; run: dateline index PATH")
        with ExitStack() as refused:
            refused.callback(self.close)
            try:
                check(self.connection, self.file)
            except sqlite3.Error as error:
                raise self._damaged(error) from error
            refused.pop_all()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; it is closed with the thread at the latest."""
        found: ThreadConnection | None = getattr(self._local, "own", None)
        if found is None:
            found = self._local.own = ThreadConnection(self.file)
        return found.connection

    def query(self, make: Callable[[Row], Value], sql: str, *values: object) -> Iterator[Value]:
        """Yield what is made of each row that a query finds: the one border to SQLite for reading.

        Raises:
            StoreUnusable: SQLite failed, or a column holds what it never should.
        """
        try:
            for row in self.connection.execute(sql, values):
                yield make(row)
        except (sqlite3.Error, ValueError, TypeError, LookupError) as error:  # a changed byte can do all
            raise self._damaged(error) from error

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return the rows that a query finds."""
        return list(self.query(tuple, sql, *values))

    def _damaged(self, error: Exception) -> StoreUnusable:
        access = getattr(error, "sqlite_errorcode", 0) & 0xFF in ACCESS
        if access and not is_full(error, self.file):  # it may be whole
            cure = "its folder has to be writable for who reads it, as SQLite keeps notes of readers there"
            return StoreUnusable(f"{self.file}: cannot be read ({error}); {cure}; check the permissions")
        cure = cure_of(error, self.file, "move it away and index again")
        return StoreUnusable(f"{self.file}: cannot be read ({error}); {cure}")

    @property
    def store_id(self) -> str:
        """What tells this store from any other; "" before it was first indexed."""
        found = self.rows("SELECT value FROM meta WHERE key = 'store_id'")
        return str(found[0][0]) if found else ""

    def close(self) -> None:
        """Close this thread's connection."""
        found: ThreadConnection | None = getattr(self._local, "own", None)
        if found is not None:
            found.connection.close()
            del self._local.own

    def roots(self) -> list[Path]:
        """Return the path of every archive that has been read, in the order of their reading."""
        return list(self.query(lambda row: Path(*row), "SELECT root FROM archives ORDER BY id"))

    def live_passages(self) -> Iterator[LivePassage]:
        """Yield every live passage in date order, undated ones last."""
        order = f"WHERE retired_in IS NULL ORDER BY {live.DATE_ORDER}, ordinal, passages.id"
        return self.query(live.live_passage, f"{live.PASSAGES} {order}")

    def live_articles(self) -> list[LiveArticle]:
        """Return every live article that has passages in date order, undated ones last."""
        return list(self.query(live.live_article, f"{live.ARTICLES} ORDER BY {live.DATE_ORDER}"))

    def sizes(self, articles: Sequence[int]) -> dict[int, int]:
        """Return how many passages are searched of those of some versions of articles that are there, by number."""
        return dict(self.rows(f"SELECT id, {live.SEARCHED} FROM articles WHERE id {AMONG}", json.dumps(articles)))

    def passages_of(self, articles: Sequence[int]) -> Iterator[LivePassage]:
        """Yield the passages of some articles by their numbers, in ascending order of these."""
        order = f"WHERE articles.id {AMONG} ORDER BY articles.id, ordinal, passages.id"
        return self.query(live.live_passage, f"{live.PASSAGES} {order}", json.dumps(articles))

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage | None]:
        """Return passages by number, in the order given; None for one that is no longer there."""
        asked = [int(number) for number in numbers]
        articles: dict[int, StoredArticle] = {}  # several passages are of one, which is read once

        def passage(row: Row) -> StoredPassage:
            *article, number, ordinal, text, heading, mentions = row
            if article[0] not in articles:
                articles[article[0]] = self._article(article)
            return passage_of(number, articles[article[0]], ordinal, text, heading, mentions)

        found = self.query(
            passage,
            f"SELECT {SHOWN}, passages.id, ordinal, text, heading, mentions FROM passages"
            f" JOIN articles ON articles.id = article WHERE passages.id IN ({','.join('?' * len(asked))})",
            *asked,
        )
        by_number = {passage.number: passage for passage in found}
        return [by_number.get(number) for number in asked]

    def articles(self, statuses: Sequence[Status] = tuple(Status)) -> Iterator[tuple[StoredArticle, int]]:
        """Yield live articles of some statuses with their number of passages, in date order."""
        return self.query(
            lambda row: (self._article(row[:-1]), row[-1]),
            f"SELECT {SHOWN}, {live.SEARCHED} {LIVE} AND status {AMONG} ORDER BY {live.DATE_ORDER}",
            json.dumps(statuses),
        )

    def whole_articles(self, article_id: str) -> list[WholeArticle]:
        """Return the live articles with an id; more than one when archives share it."""
        asked = f"SELECT {SHOWN}, authors, furniture {LIVE} AND article_id = ? ORDER BY id"
        return list(self.query(self._whole, asked, article_id))

    def ruled(self, row: int) -> tuple[Ruled, ...]:
        """Return the claims of an article's version by its number, with what is ruled of them."""
        return tuple(self.query(ruled_of, f"SELECT {RULED} FROM claims WHERE article = ? ORDER BY rowid", row))

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of the passages of an article's version by its number, as they were read."""
        return tuple(text for (text,) in self.rows(f"SELECT text {live.AS_READ}", row))

    def _article(self, row: Sequence[Any]) -> StoredArticle:
        article = article_of(row)
        return replace(article, rival=self.doubt(article.row)) if article.status == Status.CONFLICT else article

    def doubt(self, row: int) -> Rival | None:
        """Return what puts an article's day in doubt whose status is conflict: it is found among its claims."""
        return doubt(self.ruled(row))

    def _whole(self, row: Row) -> WholeArticle:
        *columns, authors, furniture = row
        article = self._article(columns)
        pieces = load_furniture(furniture)
        return WholeArticle(
            article, tuple(json.loads(authors)), pieces, self.ruled(article.row), self.texts(article.row)
        )

    def quarantined(self) -> Iterator[Quarantined]:
        """Yield every item in quarantine, by path and line."""
        return self.query(
            lambda row: Quarantined(*row),
            "SELECT path, line, reason, COALESCE(name, '') FROM items LEFT JOIN archives ON archives.id = archive_id"
            " WHERE reason IS NOT NULL ORDER BY path, line",
        )

    def quarantined_count(self) -> int:
        """Return how many items are in quarantine."""
        ((count,),) = self.rows("SELECT COUNT(*) FROM items WHERE reason IS NOT NULL")
        return int(count)

    def counts(self) -> Counts:
        """Return how much is in the store, and from when to when."""
        statuses: dict[str, int] = dict(self.rows(f"SELECT status, COUNT(*) {LIVE} GROUP BY status"))
        archives = tuple(self.rows("SELECT name, indexed_at FROM archives ORDER BY id"))
        ((passages, quarantined, *days),) = self.query(lambda row: (*row[:2], *map(load_day, row[2:])), COUNTS)
        return Counts(archives, sum(statuses.values()), passages, quarantined, statuses, *days)
