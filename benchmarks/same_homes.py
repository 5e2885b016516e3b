"""Compares a home that was disturbed with one from nothing: rows, answers and files; and looks for what was removed."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks.mixed_archive import SECRET
from index.answering.searcher import Searcher

ASKED_ON = date(2024, 3, 1)
QUESTION = "Who lit the Zylqua lighthouse of Wemmel?"
QUESTIONS = (
    QUESTION,
    "What does row 5 tell of the mill?",
    "What does letter 3 say of the orchard?",
    "When was the bridge of town 17 opened?",
    "How was the granary of town 2 painted?",
    f"Where was the {SECRET} hidden?",
)
OWN = re.compile(
    r"settings\.env|last-run\.json|archive\.db(-wal|-shm)?|\.indexing(\.by)?|index/current"
    r"|index/generation-\d+/(manifest\.json|\w+\.npy)"
)
ROWS = (
    "SELECT name, root FROM archives",
    "SELECT path, size, modified, complete FROM sources",
    "SELECT path, line, digest, reason, due, left_out, address, captured FROM items",
    (
        "SELECT article_id, title, url, articles.source, language, authors, furniture, published_from, published_to,"
        " precision, kind, status, not_before, not_after, captured, confidence, format, read_by"
        " FROM articles WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, ordinal, text, heading, mentions FROM passages JOIN articles ON articles.id = article"
        " WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, role, claims.kind, first, last, words, place, claims.confidence, counts_as, why FROM claims"
        " JOIN articles ON articles.id = article WHERE retired_in IS NULL"
    ),
    "SELECT article_id FROM takedowns",
    "SELECT 1 FROM passages WHERE article NOT IN (SELECT id FROM articles)",
    "SELECT 1 FROM claims WHERE article NOT IN (SELECT id FROM articles)",
    "SELECT 1 FROM articles WHERE retired_in IS NULL AND item_id NOT IN (SELECT id FROM items)",
    "SELECT 1 FROM items WHERE source_id NOT IN (SELECT id FROM sources)",
    "SELECT key FROM meta WHERE key IN ('expunging')",
)


class Failed(Exception):
    """What may never be was seen."""


def rows(home: Path) -> list[list[tuple[object, ...]]]:
    """Return what a store holds, put in order."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return [sorted(store.execute(sql).fetchall(), key=repr) for sql in ROWS]


def answers(home: Path) -> list[tuple[str, object]]:
    """Return the verdict and the first passage of some questions."""
    searcher = Searcher(home, compiled=False)
    found = [searcher.answer(question, ASKED_ON) for question in QUESTIONS]
    searcher.close()
    return [(one.verdict, one.matches[0].passage.text if one.verdict == "answer" else None) for one in found]


def compare(disturbed: Path, fresh: Path) -> None:
    """Compare two homes.

    Raises:
        Failed: they differ in more than numbers, or one has a file too many.
    """
    for sql, one, two in zip(ROWS, rows(disturbed), rows(fresh), strict=True):
        if one != two:
            only = [sorted(set(a) - set(b), key=repr)[:4] for a, b in ((one, two), (two, one))]
            raise Failed(
                f"{sql}\n  {len(one)} rows, {len(two)} from nothing\n  only {only[0]}\n  from nothing {only[1]}"
            )
    if answers(disturbed) != answers(fresh):
        raise Failed(f"answers: {answers(disturbed)}\nfrom nothing: {answers(fresh)}")
    files = [file.relative_to(disturbed).as_posix() for file in sorted(disturbed.rglob("*")) if file.is_file()]
    stray = [file for file in files if not OWN.fullmatch(file)]
    if stray or len(list(disturbed.glob("index/generation-*"))) > 2:
        raise Failed(f"stray files: {stray or files}")


def traces(home: Path) -> list[str]:
    """Return the files of a home in which a word stands that was taken down."""
    words = [SECRET.encode(), SECRET.lower().encode()]
    return [file.name for file in home.rglob("*") if file.is_file() and any(one in file.read_bytes() for one in words)]
