"""Reads the store: passages for building an index, and what an answer shows."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.dating.deciding import Rival
from corpus.dating.rulings import Ruled, doubt
from corpus.errors import StoreUnusable
from corpus.model import DateClaim, DateSpan, Furniture, Mention, Status
from corpus.store.encoding import load_day, load_furniture, load_mentions, load_span
from corpus.store.evidence import load_claim
from corpus.store.live import LiveArticle, LivePassage, live_articles, live_passages, passages_of
from corpus.store.version import BUSY_SECONDS, FILE_NAME, check_version, refusing_damage

ARTICLE_COLUMNS = (
    "articles.id, article_id, title, url, source, lang, published_from, published_to, precision, kind,"
    " status, captured, cites_to, date_line"
)
"""Of every article. Its confidence comes behind them: stores may still lack that column."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as replies and lists show it.

    Attributes:
        row: its number in the store.
        source: where it is from, a path that says nothing of the machine.
        cites_to: the latest day that its text names, for undated articles.
        date_line: in English; rendering writes it in the reader's language.
        confidence: how often a choice like this date is right, 0 to 1; 0 when undated or not stored yet.
        rival: the days that put the chosen ones in doubt, when the status is conflict.
    """

    row: int
    article_id: str
    title: str
    url: str | None
    source: str
    lang: str | None
    published: DateSpan | None
    kind: str
    status: Status
    captured: date | None
    cites_to: date | None
    date_line: str
    confidence: float = 0.0
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


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An item that could not be read: where it is, and why."""

    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store holds that is live."""

    archives: tuple[tuple[str, str | None], ...]
    articles: int
    passages: int
    quarantined: int
    statuses: dict[str, int]
    first: date | None
    last: date | None


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
        if not self.file.exists():
            raise StoreUnusable(f"{self.file}: there is no archive yet; run: dateline index PATH")
        with refusing_damage(self.file):
            check_version(self.connection, self.file)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            with refusing_damage(self.file):
                found = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
                found.execute("SELECT 1 FROM sqlite_master")
            self._local.connection = found
        return found

    @property
    def store_id(self) -> str:
        """What tells this store from any other; "" before it was first indexed."""
        with refusing_damage(self.file):
            row = self.connection.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
        return "" if row is None else str(row[0])

    def close(self) -> None:
        """Close this thread's connection."""
        found = getattr(self._local, "connection", None)
        if found is not None:
            found.close()
            self._local.connection = None

    def roots(self) -> list[Path]:
        """Return the path of every archive that has been read, in the order of their reading."""
        with refusing_damage(self.file):
            return [Path(root) for (root,) in self.connection.execute("SELECT root FROM archives ORDER BY id")]

    def live_passages(self) -> Iterator[LivePassage]:
        """Yield every live passage in date order, undated ones last."""
        with refusing_damage(self.file):
            yield from live_passages(self.connection)

    def live_articles(self) -> list[LiveArticle]:
        """Return every live article that has passages in date order, undated ones last."""
        with refusing_damage(self.file):
            return live_articles(self.connection)

    def passages_of(self, articles: Sequence[int]) -> Iterator[LivePassage]:
        """Yield the passages of some articles by their numbers, in ascending order of these."""
        with refusing_damage(self.file):
            yield from passages_of(self.connection, articles)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage | None]:
        """Return passages by number, in the order given; None for one that is no longer there."""
        marks = ",".join("?" * len(numbers))
        with refusing_damage(self.file):
            rows = self.connection.execute(
                f"SELECT passages.id, ordinal, text, heading, mentions, {self._article_columns()} FROM passages"
                f" JOIN articles ON articles.id = passages.article WHERE passages.id IN ({marks})",
                [int(number) for number in numbers],
            )
            found = {
                row[0]: StoredPassage(
                    row[0], self._article(row[5:]), row[1], row[2], row[3] or "", load_mentions(row[4], row[2])
                )
                for row in rows
            }
        return [found.get(int(number)) for number in numbers]

    def articles(self, statuses: Sequence[Status] = tuple(Status)) -> Iterator[tuple[StoredArticle, int]]:
        """Yield live articles of some statuses with their number of passages, in date order."""
        marks = ",".join("?" * len(statuses))
        with refusing_damage(self.file):
            for row in self.connection.execute(
                f"SELECT {self._article_columns()}, (SELECT COUNT(*) FROM passages WHERE article = articles.id)"
                f" FROM articles WHERE retired_in IS NULL AND status IN ({marks})"
                " ORDER BY published_from IS NULL, published_from, articles.id",
                [status.value for status in statuses],
            ):
                yield self._article(row[:-1]), row[-1]

    def whole_articles(self, article_id: str) -> list[WholeArticle]:
        """Return the live articles with an id; more than one when archives share it."""
        with refusing_damage(self.file):
            rows = self.connection.execute(
                f"SELECT {self._article_columns()}, authors, furniture FROM articles"
                " WHERE article_id = ? AND retired_in IS NULL ORDER BY articles.id",
                (article_id,),
            ).fetchall()
            return [self._whole(row) for row in rows]

    def ruled(self, row: int) -> tuple[Ruled, ...]:
        """Return the claims of an article's version by its number, with what is ruled of them."""
        with refusing_damage(self.file):
            claims = self.connection.execute("SELECT * FROM claims WHERE article = ? ORDER BY rowid", (row,))
            return tuple(load_claim(claim) for claim in claims)

    def _article(self, row: tuple[Any, ...]) -> StoredArticle:
        """Return an article; what puts its day in doubt is found among its claims, which few articles need."""
        article = _article(row)
        if article.status is not Status.CONFLICT:
            return article
        return replace(article, rival=doubt(self.ruled(article.row)))

    def _whole(self, row: tuple[str, ...]) -> WholeArticle:
        article = self._article(row[:-2])
        passages = self.connection.execute(
            "SELECT text FROM passages WHERE article = ? ORDER BY ordinal", (article.row,)
        )
        return WholeArticle(
            article,
            tuple(json.loads(row[-2])),
            load_furniture(row[-1]),
            self.ruled(article.row),
            tuple(text for (text,) in passages),
        )

    def _article_columns(self) -> str:
        """Return what ``_article`` reads; asked each time, as a run of indexing may add the column meanwhile."""
        there = self.connection.execute("SELECT 1 FROM pragma_table_info('articles') WHERE name = 'confidence'")
        return f"{ARTICLE_COLUMNS}, {'confidence' if there.fetchone() else 'NULL'}"

    def quarantined(self) -> Iterator[Quarantined]:
        """Yield every item in quarantine, by path and line."""
        with refusing_damage(self.file):
            for row in self.connection.execute(
                "SELECT path, COALESCE(problem_line, line), reason FROM items WHERE reason IS NOT NULL"
                " ORDER BY path, line"
            ):
                yield Quarantined(*row)

    def counts(self) -> Counts:
        """Return how much is in the store, and from when to when."""
        query = self.connection.execute
        with refusing_damage(self.file):
            statuses = dict(
                query("SELECT status, COUNT(*) FROM articles WHERE retired_in IS NULL GROUP BY status").fetchall()
            )
            first, last = query(
                "SELECT MIN(published_from), MAX(published_to) FROM articles WHERE retired_in IS NULL"
            ).fetchone()
            (passages,) = query(
                "SELECT COUNT(*) FROM passages JOIN articles ON articles.id = article WHERE retired_in IS NULL"
            ).fetchone()
            (quarantined,) = query("SELECT COUNT(*) FROM items WHERE reason IS NOT NULL").fetchone()
            archives = tuple(query("SELECT name, indexed_at FROM archives ORDER BY id").fetchall())
            days = load_day(first), load_day(last)
        return Counts(archives, sum(statuses.values()), passages, quarantined, statuses, *days)


def _article(row: tuple[Any, ...]) -> StoredArticle:
    (
        number, article_id, title, url, source, lang, first, last, precision, kind, status, captured, cites, line,
        sure,
    ) = row  # fmt: skip
    return StoredArticle(
        int(number or 0), article_id or "", title or "", url, source or "", lang,
        load_span((first, last, precision)), kind or "none", Status(status), load_day(captured),
        load_day(cites), line or "", float(sure or 0),
    )  # fmt: skip
