"""Takes articles down: every version of them leaves the store at once and for good, and none is read again."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from corpus.errors import ArchiveUnclear, DatelineError
from corpus.omissions import Omission
from corpus.store.live import AS_READ
from corpus.store.rows import ItemRows

EXPUNGING = "expunging"
"""Noted in the same transaction as a removal, until no file of the home holds anything of it any more."""
ATTEMPTS = 5
TEXTS = f"SELECT text {AS_READ}"
NUMBERED = re.compile(r"~\d+$")
"""What an id has at its end where another article has asked for it before."""
SAME_ID = """
    SELECT article_id, items.path FROM articles JOIN items ON items.id = item_id
    WHERE articles.archive_id = ? AND article_id LIKE ? AND retired_in IS NULL
"""
VERSION = re.compile(r"(?:~\d+)?(?:@\d{4}-\d\d-\d\d(?:T\d{6})?)?(?:~\d+)?$")
"""What an id has at its end where there are other captures of the page; its reader may have called it otherwise."""
OTHER_CAPTURES = """
    SELECT own.path, others.article_id, articles.id, others.id
    FROM articles JOIN items AS own ON own.id = articles.item_id
    JOIN items AS captures ON captures.archive_id = own.archive_id AND captures.id <> own.id
        AND captures.address IN (own.address, 'https' || substr(own.address, 5), 'http' || substr(own.address, 6))
    JOIN articles AS others ON others.item_id = captures.id AND +others.retired_in IS NULL
    WHERE articles.archive_id = ? AND articles.article_id = ? AND articles.retired_in IS NULL
    ORDER BY others.captured, others.article_id
"""
SAME_BEGINNING = """
    SELECT article FROM passages WHERE text = (SELECT text FROM passages WHERE article = ? ORDER BY ordinal LIMIT 1)
    AND article NOT IN (SELECT id FROM articles WHERE archive_id = ? AND article_id = ?)
"""


class TakenDown:
    """What has been taken down, for the writing side to know it again by id or by text.

    Args:
        connection: of the writing side.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT archive_id, article_id, fingerprint, path FROM takedowns").fetchall()
        self._ids = {(archive, article) for archive, article, *_ in rows}
        self._texts = {text for _, _, text, _ in rows}
        self._paths: dict[tuple[int, str], set[str | None]] = {}
        for archive, article, _, path in rows:
            for own in {article, NUMBERED.sub("", article), article if path is None else VERSION.sub("", article)}:
                self._paths.setdefault((archive, own), set()).add(path)

    def has(self, archive: int, article_id: str) -> bool:
        """Tell whether an id is that of an article that has been taken down, and so no other's."""
        return (archive, article_id) in self._ids

    def without(self, archive: int, found: ItemRows) -> ItemRows:
        """Return what came of an item without what has been taken down; it is left out if that was all."""
        if not self._ids:
            return found
        kept = [
            one
            for one in found.articles
            if not self._paths.get((archive, one.row["article_id"]), set()) & {None, found.row["path"]}
            and not (one.passages and fingerprint(text for _, text, *_ in one.passages) in self._texts)
        ]
        if len(kept) == len(found.articles):
            return found
        return ItemRows(found.row if kept else found.row | {"left_out": Omission.TAKEN_DOWN.value}, kept)


def fingerprint(texts: Iterable[str]) -> str:
    """Return a hash of a text by which it is known again, whatever its white space and passages."""
    from hashlib import blake2b  # noqa: PLC0415 - loads a library for ciphers, and questions need none

    return blake2b("".join("".join(text.split()) for text in texts).encode(), digest_size=16).hexdigest()


def take_down(connection: sqlite3.Connection, article_id: str, archive: int | None) -> int:
    """Remove an article in every version, and others that have the very same text; return how many versions that were.

    Args:
        connection: of the writing side; no transaction is open on it.
        article_id: of the article.
        archive: the number of its archive, None if it is in one alone.

    Raises:
        ArchiveUnclear: several archives have an article with this id.
        DatelineError: none has.
    """
    wanted = _archive_of(connection, article_id, archive)
    with _expunging(connection):
        asked = "SELECT id, archive_id FROM articles WHERE archive_id = ? AND article_id = ?"
        own = [row for row, _ in connection.execute(asked, (wanted, article_id)).fetchall()]
        prints = {row: _print_of(connection, row) for row in own}
        others: set[int] = set()
        for row in own:
            alike = connection.execute(SAME_BEGINNING, (row, wanted, article_id)).fetchall()
            others |= {other for (other,) in alike if _print_of(connection, other) in prints.values()}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        path = _path_among_others(connection, article_id, wanted)
        rows = [(wanted, article_id, one, now, path) for one in set(prints.values())]
        connection.executemany(
            "INSERT INTO takedowns (archive_id, article_id, fingerprint, taken_down_at, path) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
        for row in [*own, *others]:
            _remove(connection, row)
    return len(own) + len(others)


def undo(connection: sqlite3.Connection, article_id: str, archive: int | None) -> None:
    """Let an article that was taken down be read again by the next run.

    Raises:
        ArchiveUnclear: one was taken down in several archives.
        DatelineError: none was taken down.
    """
    wanted = _archive_of(connection, article_id, archive, "takedowns")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM takedowns WHERE archive_id = ? AND article_id = ?", (wanted, article_id))
        again = "(SELECT source_id FROM items WHERE left_out = ?)"
        connection.execute(f"UPDATE sources SET complete = 0 WHERE id IN {again}", (Omission.TAKEN_DOWN,))
        connection.execute("UPDATE items SET digest = 'undone' WHERE left_out = ?", (Omission.TAKEN_DOWN,))


def compact(connection: sqlite3.Connection) -> bool:
    """Write the store anew without what was removed; return whether nothing of it is left in its files.

    It is not where another process reads for longer than a writer waits.
    """
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'passages_fts'").fetchone():
        connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")  # it only marks words as gone
    connection.execute("VACUUM")
    for _ in range(ATTEMPTS):
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return True
    return False


@contextmanager
def _expunging(connection: sqlite3.Connection) -> Iterator[None]:
    """Remove in one transaction, bytes and all, and note that generations have to follow."""
    connection.execute("PRAGMA secure_delete = ON")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        note_expunging(connection)


def note_expunging(connection: sqlite3.Connection) -> None:
    """Note that generations and the store's file have to be rid of what is removed, whatever interrupts that."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (EXPUNGING,))


def _archive_of(connection: sqlite3.Connection, article_id: str, archive: int | None, table: str = "articles") -> int:
    names = f"SELECT DISTINCT archive_id, name FROM {table} JOIN archives ON archives.id = archive_id"
    found = connection.execute(f"{names} WHERE article_id = ?", (article_id,)).fetchall()
    wanted = [row for row in found if archive in {None, row[0]}]
    if not wanted:
        where = "was taken down" if table == "takedowns" else "is there"
        raise DatelineError(f"{article_id}: no article with this id {where}; dateline articles lists them")
    if len(wanted) > 1:
        names = ", ".join(str(row[1]) for row in wanted)
        raise ArchiveUnclear(f"{article_id}: is in several archives, say which with --archive: {names}")
    return int(wanted[0][0])


def _path_among_others(connection: sqlite3.Connection, article_id: str, archive: int) -> str | None:
    """Return the path of an article if others have asked for its id, and None if it alone has."""
    live = connection.execute(SAME_ID, (archive, NUMBERED.sub("", article_id) + "%")).fetchall()
    base = NUMBERED.sub("", article_id)
    others = [found for found, _ in live if found != article_id and NUMBERED.sub("", found) == base]
    if not others:
        captures = connection.execute(OTHER_CAPTURES, (archive, article_id)).fetchone()
        return None if captures is None else str(captures[0])
    return next((str(path) for found, path in live if found == article_id), None)


def other_captures(connection: sqlite3.Connection, article_id: str, archive: int | None) -> list[str]:
    """Return the articles that are the same page at other times with other words, which do not go down with one.

    Raises:
        ArchiveUnclear: several archives have an article with this id.
        DatelineError: none has.
    """
    wanted = _archive_of(connection, article_id, archive)
    rows = connection.execute(OTHER_CAPTURES, (wanted, article_id)).fetchall()
    return [str(name) for _, name, own, other in rows if _print_of(connection, own) != _print_of(connection, other)]


def _print_of(connection: sqlite3.Connection, row: int) -> str:
    return fingerprint(text for (text,) in connection.execute(TEXTS, (row,)))


def _remove(connection: sqlite3.Connection, row: int) -> None:
    (item,) = connection.execute("SELECT item_id FROM articles WHERE id = ?", (row,)).fetchone()
    for table, column in (("passages", "article"), ("claims", "article"), ("articles", "id")):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (row,))
    left = "UPDATE items SET left_out = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM articles WHERE item_id = items.id)"
    connection.execute(left, (Omission.TAKEN_DOWN, item))
