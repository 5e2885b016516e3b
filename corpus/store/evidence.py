"""Reads what re-dating needs from the store: claims with what is ruled of them, and the texts of articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.dating.rulings import CountsAs, Ruled
from corpus.model import DateClaim, DateSpan, Furniture, Kind, Precision, Role
from corpus.store.encoding import load_furniture
from corpus.store.versions import DATE_COLUMNS, DateValues

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a live article's dates.

    Attributes:
        row: its number in the store.
        source: where it is from, as readers are shown it.
        path: of its item below the archive's root; for a record, that of the file with a slash behind it.
        dated_by: the versions of the rules for dates and for mentions that have looked at it last, 0 if unknown.
    """

    row: int
    article_id: str
    source: str
    path: str
    url: str | None
    furniture: tuple[Furniture, ...]
    dated_by: tuple[int, int]
    claims: tuple[Ruled, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An article's text and what is stored of its dates, to compare with what they are found to be."""

    lang: str | None
    values: DateValues
    texts: tuple[str, ...]
    mentions: tuple[str | None, ...]


def load_claim(row: tuple[Any, ...]) -> Ruled:
    """Read a claim from its whole row; stores may still lack the columns of what is ruled of it."""
    _, role, kind, first, last, precision, words, place, offset, confidence, *ruling = row
    span = DateSpan(date.fromisoformat(first), date.fromisoformat(last), Precision(precision))
    claim = DateClaim(Role(role), Kind(kind), span, words, place, confidence, offset)
    counts_as, why = ruling or (None, None)
    return Ruled(claim, CountsAs(counts_as) if counts_as else None, why or "")


def evidence(connection: sqlite3.Connection, archive: int) -> Iterator[Evidence]:
    """Yield the evidence for every article of an archive that is live now, a chunk in memory at a time.

    Versions that are written meanwhile are not met.
    """
    (last,) = connection.execute("SELECT COALESCE(MAX(id), 0) FROM articles").fetchone()
    after = 0
    while True:
        # The plus signs keep SQLite from using an index, so that rows come in the order of their numbers.
        rows = connection.execute(
            "SELECT articles.id, article_id, source, path, line, url, furniture, dated_by, mentions_by FROM articles"
            " JOIN items ON items.id = item_id"
            " WHERE +articles.archive_id = ? AND +retired_in IS NULL AND articles.id > ? AND articles.id <= ?"
            " ORDER BY articles.id LIMIT ?",
            (archive, after, last, CHUNK),
        ).fetchall()
        if not rows:
            return
        claims: dict[int, list[Ruled]] = {}
        for row in connection.execute(
            "SELECT * FROM claims WHERE article >= ? AND article <= ? ORDER BY rowid", (rows[0][0], rows[-1][0])
        ):
            claims.setdefault(row[0], []).append(load_claim(row))
        for number, article_id, source, path, line, url, furniture, *dated_by in rows:
            yield Evidence(
                number, article_id, source, path if line is None else f"{path}/", url, load_furniture(furniture),
                (dated_by[0] or 0, dated_by[1] or 0), tuple(claims.get(number, ())),
            )  # fmt: skip
        after = rows[-1][0]


def dated(connection: sqlite3.Connection, row: int) -> Dated | None:
    """Return an article's text and stored dates; None if the version is gone."""
    found = connection.execute(f"SELECT lang, {DATE_COLUMNS} FROM articles WHERE id = ?", (row,)).fetchone()
    if found is None:
        return None
    passages = connection.execute(
        "SELECT text, mentions FROM passages WHERE article = ? ORDER BY ordinal", (row,)
    ).fetchall()
    texts, mentions = (tuple(passage[place] for passage in passages) for place in (0, 1))
    return Dated(found[0], tuple(found[1:]), texts, mentions)


def text_of(connection: sqlite3.Connection, row: int) -> str:
    """Return an article's passages, one below the other."""
    rows = connection.execute("SELECT text FROM passages WHERE article = ? ORDER BY ordinal", (row,))
    return "\n".join(text for (text,) in rows)
