"""Makes archive.db pleasant to browse in datasette and its like: full-text search, and what to show of it."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.data import text_of
from corpus.store.writing import StoreWriter

METADATA = "metadata.json"
FILL = "INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')"


def make_browsable(writer: StoreWriter, home: Path, title: str) -> Path:
    """Give a store full-text search, which is kept up from then on, and write the metadata that datasette reads.

    Args:
        writer: the open store.
        home: its folder, where the metadata is written too.
        title: what the archive is called.

    Returns:
        The file of the metadata.
    """
    there = writer.database.table("passages_fts").exists()
    writer.connection.executescript(f"BEGIN IMMEDIATE;\n{text_of('corpus.store', 'browsable.sql')}")
    if not there:
        writer.connection.execute(FILL)
    writer.connection.execute("COMMIT")
    metadata = json.loads(text_of("corpus.store", "metadata.json"))
    file = home / METADATA
    file.write_text(json.dumps({"title": title, **metadata}, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return file
