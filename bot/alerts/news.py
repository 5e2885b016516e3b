"""What of the archive is new, round by round: the texts that were there, as numbers, in a file without any reader.

A passage is new in the first round in which its text is there, whatever article holds it then and however often it is
read again. What was there before alerts were switched on is of round 0. A round is over when all of a generation has
been looked at; what interrupts it, the next look carries on behind the last batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.alerts.opening import opened, translated
from index.answering.news import Noted, edited, noted, rows_behind
from index.answering.searcher import Searcher
from index.generations.arrays import LongArray

FILE_NAME = "news.db"
BATCH = 4000
"""Passages that are looked at before others may use the thread."""
CURE = "move it away: what is new is then told from the next indexing on"
TABLES = """
    CREATE TABLE IF NOT EXISTS texts (text INTEGER PRIMARY KEY, round INTEGER NOT NULL, row INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS new_texts ON texts (round) WHERE round > 0;
    CREATE TABLE IF NOT EXISTS rounds (round INTEGER PRIMARY KEY, came INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
NOTE = """
    INSERT INTO texts VALUES (?, ?, ?) ON CONFLICT (text) DO UPDATE SET row = excluded.row
"""


class News:
    """The file; for one thread, and cheap to open.

    Args:
        home: the folder of archive.db.

    Raises:
        AlertsUnusable: the file cannot be written, or is none of ours; every method too.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / FILE_NAME
        self._database = opened(self._file, TABLES, CURE)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @property
    def round(self) -> int | None:
        """The last round that is over; None before the first look is."""
        found = self._note("round")
        return None if found is None else int(found)

    @property
    def generation(self) -> str:
        """The generation that has been looked at wholly, "" for none."""
        return self._note("generation") or ""

    def came_behind(self, since: int) -> datetime | None:
        """Return when the first round behind one was over, None if there is none."""
        found = self._rows("SELECT came FROM rounds WHERE round > ? ORDER BY round LIMIT 1", since)
        return datetime.fromtimestamp(found[0][0], UTC) if found else None

    def rows_since(self, since: int) -> LongArray:
        """Return the numbers in the store of the passages that came behind a round."""
        last = self.round or 0
        found = self._rows("SELECT row FROM texts WHERE round > 0 AND round > ? AND round <= ?", since, last)
        return np.array([row for (row,) in found], np.int64)

    def rounds_of(self, texts: Sequence[int]) -> dict[int, int]:
        """Return the round in which each of some texts came; those that are not known are left out."""
        found: dict[int, int] = {}
        for text in texts:
            for (came,) in self._rows("SELECT round FROM texts WHERE text = ?", text):
                found[text] = came
        return found

    def begin(self, generation: str, store: str, *, renumbered: bool) -> int:
        """Begin to look at a generation, or carry on; return the number of the last passage that was looked at.

        Args:
            generation: that is current.
            store: from which its passages are.
            renumbered: the numbers of passages are those of one generation, so that all have to be looked at.
        """
        other = self._note("store") != store or (renumbered and self._note("looking") != generation)
        with translated(self._file, CURE), self._database:
            if other:
                self._write("last", "0")
            self._write("store", store)
            self._write("looking", generation)
        return int(self._note("last") or 0)

    def note(self, found: Sequence[Noted], last: int, edited: Callable[[Sequence[int]], set[int]]) -> None:
        """Note a batch of passages.

        Args:
            found: in the order of their numbers.
            last: the number of the last one that was looked at.
            edited: tells which of those that seem new are only worded or cut otherwise than before.
        """
        over = self.round
        known = self.rounds_of([one.text for one in found])
        unknown = [one.row for one in found if one.text not in known]
        old = edited(unknown) if unknown and over is not None else set()
        rows = [(one.text, 0 if over is None or one.row in old else over + 1, one.row) for one in found]
        with translated(self._file, CURE), self._database:
            self._database.executemany(NOTE, rows)
            self._write("last", str(last))

    def finish(self, generation: str) -> None:
        """Note that all of a generation has been looked at: the round is over, if anything was new."""
        last = self.round
        with translated(self._file, CURE), self._database:
            self._write("generation", generation)
            if last is None:
                self._write("round", "0")
            elif self._rows("SELECT 1 FROM texts WHERE round > 0 AND round > ? LIMIT 1", last):
                self._database.execute("INSERT INTO rounds VALUES (?, ?)", (last + 1, int(time.time())))
                self._write("round", str(last + 1))

    def _note(self, key: str) -> str | None:
        found = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def _write(self, key: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _rows(self, sql: str, *values: object) -> list[tuple[int, ...]]:
        with translated(self._file, CURE):
            return self._database.execute(sql, values).fetchall()


def look(searcher: Searcher, home: Path, *, renumbered: bool) -> bool:
    """Look at a batch of what the current generation brings; return whether there is more to look at.

    Args:
        searcher: on the archive.
        home: where the news are kept.
        renumbered: see ``News.begin``.
    """
    engine, library = searcher.engine, searcher.store
    identity = engine.generation.identity
    news = News(home)
    try:
        if news.generation == identity:
            return False
        left = rows_behind(engine, news.begin(identity, library.store_id, renumbered=renumbered))
        rows = left[:BATCH].tolist()
        if rows:
            news.note(noted(library, rows), rows[-1], lambda some: edited(library, some))
        if len(left) > BATCH:
            return True
        news.finish(identity)
        return False
    finally:
        news.close()
