"""Keeps which paragraphs recur across an archive, and which passages are searched in place of those that hold them.

A passage stays word for word as it was read, with the role ``FURNITURE`` if it holds such a paragraph; what else it
says are further rows with the role ``REST``. The first are the article, the others and those without a role are what is
searched and shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from corpus.likeness.paragraphs import Span, recurring, rest_of
from corpus.store.reading import StoreReader
from corpus.store.rows import CLAIM_COLUMNS, PASSAGE_COLUMNS, dump_mentions, insert, insert_one, load_mentions

FURNITURE, REST = "furniture", "rest"
KNOWN = """
    SELECT id, COALESCE(paragraphs, x''), COALESCE(recurring, x''), copy_of IS NULL FROM articles
    WHERE archive_id = ? AND retired_in IS NULL
    ORDER BY published_from IS NULL, COALESCE(published_from, captured, ''), published_to, article_id, id
"""
AS_READ = f"SELECT id, ordinal, text, heading, mentions FROM passages WHERE article = ? AND role IS NOT '{REST}'"


class Known(NamedTuple):
    """A live article of an archive, the earliest first.

    Attributes:
        row: its number.
        keys: of its paragraphs that may recur (corpus/likeness/paragraphs.py).
        left_out: keys of those that are left out as far as is stored.
        leads: whether it is a copy of no other.
    """

    row: int
    keys: bytes
    left_out: bytes
    leads: bool


class Learned(NamedTuple):
    """A paragraph that recurs in an archive.

    Attributes:
        words: as they stand in the earliest article that has it.
        articles: that have it.
        kept: whether the earliest keeps it, since it may answer a question.
    """

    words: str
    articles: int
    kept: bool


def known(connection: sqlite3.Connection, archive: int) -> list[Known]:
    """Return the live articles of an archive, the earliest first, undated ones last."""
    return [Known(row, keys, left, bool(leads)) for row, keys, left, leads in connection.execute(KNOWN, (archive,))]


def words_of(connection: sqlite3.Connection, row: int, key: int) -> str | None:
    """Return the words of the paragraph with a key in an article."""
    for _, _, text, *_ in connection.execute(f"{AS_READ} ORDER BY ordinal", (row,)):
        for start, end in recurring(text, {key}):
            return str(text[start:end].strip())
    return None


def boilerplate_of(store: StoreReader) -> tuple[Learned, ...]:
    """Return what recurs in the archives of a store, what stands in most articles first."""
    asked = "SELECT words, articles, kept FROM boilerplate ORDER BY articles DESC, words"
    return tuple(store.query(lambda row: Learned(row[0], row[1], bool(row[2])), asked))


def note_learned(connection: sqlite3.Connection, archive: int, learned: Iterable[Learned]) -> None:
    """Write what recurs in an archive instead of what did before."""
    connection.execute("DELETE FROM boilerplate WHERE archive_id = ?", (archive,))
    insert(
        connection,
        "boilerplate",
        ("archive_id", "words", "articles", "kept"),
        ((archive, one.words, one.articles, int(one.kept)) for one in learned),
    )


def leave_out(connection: sqlite3.Connection, row: int, keys: bytes, generation: int, last_referred: int) -> None:
    """Leave some paragraphs of an article out of what is searched, and take all others in again.

    Args:
        connection: of the writing side, with a transaction open.
        row: of the article.
        keys: of the paragraphs.
        generation: in which the version is retired that a generation on disk may refer to.
        last_referred: the last such row; a later one is changed as it stands.
    """
    number = row if row > last_referred else _replaced(connection, row, generation)
    connection.execute("DELETE FROM passages WHERE article = ? AND role = ?", (number, REST))
    connection.execute("UPDATE passages SET role = NULL WHERE article = ? AND role IS NOT NULL", (number,))
    connection.execute("UPDATE articles SET recurring = ? WHERE id = ?", (keys or None, number))
    wanted = {int.from_bytes(keys[place : place + 8], "little") for place in range(0, len(keys), 8)}
    passages = connection.execute(AS_READ, (number,)).fetchall()
    cuts = [(one, cut) for one in passages if wanted and (cut := recurring(one[2], wanted))]
    rests = [rest for one, cut in cuts for rest in _rests(number, one, cut)]
    if len(cuts) == len(passages) and not rests:  # nothing would be left of it to be found by
        return
    holding = [(FURNITURE, one[0]) for one, _ in cuts]
    connection.executemany("UPDATE passages SET role = ? WHERE id = ?", holding)
    insert(connection, "passages", (*PASSAGE_COLUMNS, "role"), rests)


def _rests(article: int, passage: sqlite3.Row, cut: list[Span]) -> Iterable[tuple[object, ...]]:
    _, ordinal, text, heading, mentions = passage
    days = load_mentions(mentions, text)
    for start, end in rest_of(text, cut):
        own = (replace(one, start=one.start - start, end=one.end - start) for one in days if start <= one.start < end)
        yield article, ordinal, text[start:end], heading, dump_mentions(tuple(own)), REST


def _replaced(connection: sqlite3.Connection, row: int, generation: int) -> int:
    """Write a new version of an article, as it was read, which retires the one before it; return its row."""
    article = connection.execute("SELECT * FROM articles WHERE id = ?", (row,)).fetchone()
    number = insert_one(connection, "articles", dict(article) | {"id": None})
    for table, columns, some in (
        ("claims", CLAIM_COLUMNS, "1"),
        ("passages", PASSAGE_COLUMNS, f"role IS NOT '{REST}'"),
    ):
        copied = ", ".join(columns[1:])
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT ?, {copied} FROM {table}"
            f" WHERE article = ? AND {some} ORDER BY rowid",
            (number, row),
        )
    connection.execute("UPDATE articles SET copy_of = ? WHERE copy_of = ? AND retired_in IS NULL", (number, row))
    connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", (generation, row))
    return number
