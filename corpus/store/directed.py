"""Remembers by which directions an archive was read, so that it is read anew when they change."""

from __future__ import annotations

import json

from corpus.store.writing import StoreWriter


def direct(writer: StoreWriter, archive: int, digest: str, keep: tuple[str, ...]) -> None:
    """Have every file of an archive read anew, while its articles stay, if it was read by other directions before.

    Args:
        writer: the open store.
        archive: its number.
        digest: of the directions of this run.
        keep: what they say of paragraphs that are to stay.
    """
    if (writer.note(f"keep {archive}") or "[]") != (told := json.dumps(keep)):
        writer.write_note(f"keep {archive}", told)
    key = f"directions {archive}"
    if (writer.note(key) or "") != digest:
        writer.connection.execute("UPDATE sources SET complete = 0 WHERE archive_id = ?", (archive,))
        writer.write_note(key, digest)
