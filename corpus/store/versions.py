"""Writes versions of articles: as they were read, and with other dates beside the version that they replace."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.dates.lines import date_line
from corpus.dates.spans import iso
from corpus.dating.deciding import rival
from corpus.dating.rulings import Ruled
from corpus.dating.version import DATES_VERSION, MENTIONS_VERSION
from corpus.model import Article, ArticleDates
from corpus.store.encoding import dump_furniture, dump_mentions

DATE_COLUMNS = (
    "published_from, published_to, precision, kind, status, not_before, not_after, captured, cites_to, date_line,"
    " confidence"
)
KEPT_COLUMNS = "archive_id, item_id, article_id, title, url, source, lang, authors, furniture"

DateValues = tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class NewDates:
    """What re-dating says of an article.

    Attributes:
        row: number of the version that it was found in.
        values: of ``DATE_COLUMNS``; None when neither they nor claims nor mentions have changed.
        ruled: its claims, in the order of their strength.
        mentions: of each passage, as they are stored; None when they are as before.
    """

    row: int
    values: DateValues | None
    ruled: tuple[Ruled, ...] = ()
    mentions: tuple[str | None, ...] | None = None


def date_values(dates: ArticleDates) -> DateValues:
    """Return an article's dates as they are stored, in the order of ``DATE_COLUMNS``."""
    span = dates.published
    line = date_line(span, dates.status, captured=dates.captured, cites_to=dates.cites_to, rival=rival(dates))
    return (
        iso(span.first) if span else None, iso(span.last) if span else None, span.precision.value if span else None,
        dates.kind, dates.status.value, iso(dates.not_before), iso(dates.not_after), iso(dates.captured),
        iso(dates.cites_to), line, dates.confidence,
    )  # fmt: skip


def insert_article(
    connection: sqlite3.Connection, archive: int, item: int, article_id: str, source: str, article: Article
) -> None:
    """Write an article as it was read."""
    number = connection.execute(
        f"INSERT INTO articles ({KEPT_COLUMNS}, {DATE_COLUMNS}, dated_by, mentions_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            archive, item, article_id, article.title, article.url, source, article.lang,
            json.dumps(article.authors, ensure_ascii=False), dump_furniture(article.furniture),
            *date_values(article.dates), DATES_VERSION, MENTIONS_VERSION,
        ),
    ).lastrowid  # fmt: skip
    assert number is not None
    _insert_claims(connection, number, [Ruled(claim) for claim in article.dates.claims])
    connection.executemany(
        "INSERT INTO passages (article, ordinal, text, heading, mentions) VALUES (?, ?, ?, ?, ?)",
        [
            (number, ordinal, passage.text, passage.heading or None, dump_mentions(passage.mentions))
            for ordinal, passage in enumerate(article.passages)
        ],
    )


def replace_versions(
    connection: sqlite3.Connection, found: Iterable[NewDates], generation: int, last_referred: int
) -> int:
    """Write new versions of articles, each retiring the one before it, in one transaction.

    Args:
        connection: of the writing side.
        found: what re-dating says; articles without a change are only marked as looked at.
        generation: in which the old versions are retired.
        last_referred: the last row that a generation on disk may refer to. Later ones are removed at once.

    Returns:
        How many articles have a new version.
    """
    changed, versions = 0, (DATES_VERSION, MENTIONS_VERSION)
    connection.execute("BEGIN IMMEDIATE")
    for one in found:
        if one.values is None:
            connection.execute("UPDATE articles SET dated_by = ?, mentions_by = ? WHERE id = ?", (*versions, one.row))
            continue
        changed += 1
        number = connection.execute(
            f"INSERT INTO articles ({KEPT_COLUMNS}, {DATE_COLUMNS}, dated_by, mentions_by)"
            f" SELECT {KEPT_COLUMNS}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
            (*one.values, *versions, one.row),
        ).lastrowid
        assert number is not None
        _insert_claims(connection, number, one.ruled)
        _copy_passages(connection, number, one)
        if one.row > last_referred:
            for table, column in (("passages", "article"), ("claims", "article"), ("articles", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (one.row,))
        else:
            connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", (generation, one.row))
    connection.execute("COMMIT")
    return changed


def _copy_passages(connection: sqlite3.Connection, number: int, new: NewDates) -> None:
    copied = "INSERT INTO passages (article, ordinal, text, heading, mentions) SELECT ?, ordinal, text, heading"
    if new.mentions is None:
        connection.execute(f"{copied}, mentions FROM passages WHERE article = ? ORDER BY ordinal", (number, new.row))
        return
    passages = connection.execute("SELECT id FROM passages WHERE article = ? ORDER BY ordinal", (new.row,)).fetchall()
    connection.executemany(
        f"{copied}, ? FROM passages WHERE id = ?",
        [(number, mentions, passage) for mentions, (passage,) in zip(new.mentions, passages, strict=True)],
    )


def _insert_claims(connection: sqlite3.Connection, number: int, claims: Sequence[Ruled]) -> None:
    connection.executemany(
        "INSERT INTO claims (article, role, kind, first, last, precision, words, place, utc_offset, confidence,"
        " counts_as, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number, claim.role.value, claim.kind.value, iso(claim.span.first), iso(claim.span.last),
                claim.span.precision.value, claim.words, claim.place, claim.utc_offset, claim.confidence,
                ruled.counts_as.value if ruled.counts_as else None, ruled.why or None,
            )
            for ruled in claims
            for claim in (ruled.claim,)
        ],
    )  # fmt: skip
