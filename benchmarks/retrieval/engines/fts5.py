"""SQLite's FTS5: its BM25 over Porter stems, words joined by OR. The text itself is not kept in the index."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.retrieval.engines import Search
from benchmarks.retrieval.paragraphs import Paragraphs

FILE = "passages.db"
WORD = re.compile(r"\w+")


def build(home: Path, folder: Path, language: str) -> int:
    """Index every paragraph, and merge the index into one piece."""
    tokenizer = "porter unicode61" if language == "en" else "unicode61"
    database = sqlite3.connect(folder / FILE)
    database.execute(f"CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='{tokenizer}')")
    paragraphs = Paragraphs(home)
    numbered = ((paragraphs.rows[-1], text) for text in paragraphs)
    database.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", numbered)
    database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    database.commit()
    database.close()
    return len(paragraphs.rows)


def searcher(folder: Path, _language: str) -> Search:
    """Open the database; words are quoted, so that none is taken for a sign of the query's language."""
    database = sqlite3.connect(folder / FILE)

    def search(text: str, k: int) -> Sequence[int]:
        words = dict.fromkeys(WORD.findall(text.lower()))
        query = " OR ".join(f'"{word}"' for word in words)
        if not query:
            return ()
        found = database.execute("SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, k))
        return [row for (row,) in found]

    return search
